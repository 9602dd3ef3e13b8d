//! Tables and progress on a terminal. In: rows. Out: text. It decides nothing.

use comfy_table::{ContentArrangement, Table, presets};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;

use super::build::Outcomes;
use super::say::say;
use crate::store::Outcome as State;

/// A table without frame lines between rows, as wide as the terminal allows.
pub(super) fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_header(header);
    if !std::io::stdout().is_terminal() {
        table.set_content_arrangement(ContentArrangement::Disabled);
    }
    table.add_rows(rows);
    table
}

/// A progress bar on stderr, where that is a terminal.
pub(super) fn progress(total: u64) -> ProgressBar {
    let target = if std::io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let style =
        ProgressStyle::with_template("reading {wide_bar} {pos}/{len} documents, {per_sec}, {eta} left").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(Some(total), target).with_style(style)
}

/// What is fetched now, on stderr, where that is a terminal.
pub(super) fn spinner() -> ProgressBar {
    let target = if std::io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let style = ProgressStyle::with_template("fetching {pos}: {wide_msg}").unwrap_or_else(|_| ProgressStyle::default_spinner());
    ProgressBar::with_draw_target(None, target).with_style(style)
}

/// What became of the files of a build.
pub(super) fn outcomes(outcomes: &Outcomes) {
    let told: Vec<_> = outcomes.rows.iter().filter(|row| row.is_told()).collect();
    if !told.is_empty() || !outcomes.skipped.is_empty() {
        let word = |state: State| match state {
            State::Ok => "ok",
            State::Partial => "partial",
            State::Refused => "refused",
            State::Gone => "gone",
        };
        let rows = told.iter().map(|row| vec![row.path.clone(), word(row.state).to_owned(), row.reason.clone()]);
        let skipped = outcomes.skipped.iter().map(|(path, reason)| vec![path.clone(), "skipped".to_owned(), reason.clone()]);
        say!("{}", table(&["file", "outcome", "why"], rows.chain(skipped)));
    }
    let count = |state: State| told.iter().filter(|row| row.state == state).count();
    let refused = count(State::Refused);
    say!(
        "{} read ({} quads; {} in part), {} unchanged, {} refused, {} removed{}{}{}",
        outcomes.read,
        outcomes.quads,
        count(State::Partial),
        outcomes.unchanged,
        refused,
        outcomes.removed,
        if outcomes.followed > 0 { format!(", {} pages of links followed", outcomes.followed) } else { String::new() },
        if outcomes.skipped.is_empty() { String::new() } else { format!(", {} skipped", outcomes.skipped.len()) },
        if outcomes.others > 0 { format!(", {} files of other kinds left alone", outcomes.others) } else { String::new() }
    );
}
