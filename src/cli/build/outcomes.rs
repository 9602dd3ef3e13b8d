//! What became of each file of a build. In: what was read, what the ledger remembers, what could not be had. Out: a table, or JSON.

use serde_json::json;

use crate::cli::args::Report;
use crate::cli::say::say;
use crate::cli::tables;
use crate::store::{Entry, Outcome as State, Put};

/// What became of the files.
#[derive(Debug, Default)]
pub(in crate::cli) struct Outcomes {
    /// Every file, read now or before.
    pub rows: Vec<Row>,
    pub read: usize,
    pub unchanged: usize,
    pub removed: usize,
    pub others: usize,
    /// Pages that were fetched for their links alone.
    pub followed: usize,
    /// What was met in folders and not read, and why: no input that failed.
    pub skipped: Vec<(String, String)>,
    pub quads: u64,
}

/// What became of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Row {
    /// Its path, or its address.
    pub path: String,
    pub state: State,
    /// Why, where it was not read whole.
    pub reason: String,
    /// Whether this was so before.
    pub unchanged: bool,
}

impl Row {
    pub(super) fn refused(path: String, reason: String) -> Row {
        Row { path, state: State::Refused, reason, unchanged: false }
    }

    pub(super) fn partial(path: String, reason: String) -> Row {
        Row { path, state: State::Partial, reason, unchanged: false }
    }

    pub(super) fn of(put: &Put) -> Row {
        Row { path: put.path.clone(), state: put.outcome, reason: put.reason.clone().unwrap_or_default(), unchanged: false }
    }

    pub(super) fn unchanged(entry: &Entry) -> Row {
        Row { path: entry.path.clone(), state: entry.outcome, reason: entry.reason.clone().unwrap_or_default(), unchanged: true }
    }

    /// Whether people are told of it: what went wrong, and of what is as it was only what is not in the store.
    pub(in crate::cli) fn is_told(&self) -> bool {
        self.state == State::Refused || self.state == State::Partial && !self.unchanged
    }
}

impl Outcomes {
    /// Prints them.
    pub(super) fn report(&self, format: Report) -> anyhow::Result<()> {
        match format {
            Report::Text => tables::outcomes(self),
            Report::Json => say!("{}", serde_json::to_string_pretty(&self.as_json())?),
        }
        Ok(())
    }

    /// Every file with its outcome, and how many there are of each.
    fn as_json(&self) -> serde_json::Value {
        let file = |row: &Row| json!({"path": row.path, "state": row.state, "reason": row.reason, "unchanged": row.unchanged});
        let count = |state: State| self.rows.iter().filter(|row| row.state == state).count();
        json!({
            "read": self.read, "unchanged": self.unchanged, "removed": self.removed, "quads": self.quads, "other_files": self.others, "pages_of_links": self.followed,
            "counts": {"ok": count(State::Ok), "partial": count(State::Partial), "refused": count(State::Refused)},
            "skipped": self.skipped.iter().map(|(path, reason)| json!({"path": path, "reason": reason})).collect::<Vec<_>>(),
            "files": self.rows.iter().map(file).collect::<Vec<_>>(),
        })
    }
}
