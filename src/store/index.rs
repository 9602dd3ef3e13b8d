//! Whether the index on disk is right, and what was done about it. In: its state, the ledger's. Out: yes or no.
//!
//! How it is made, `rocks` knows.

use std::collections::BTreeSet;
use std::fs;

use super::layout::Layout;
use super::ledger::Ledger;
use super::{StoreError, durable};

/// What became of the index when a writer finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexWork {
    /// This build keeps its index in memory: there was nothing to do.
    InMemory,
    /// The index was up to date.
    Current,
    /// The changed graphs were replaced.
    Updated,
    /// The whole index was made anew.
    Rebuilt,
    /// Another process has the index open, so it was left alone; it is made anew when it is next opened.
    Left,
}

/// What a writer has changed since the index was right.
#[derive(Debug, Clone, Default)]
pub(super) struct Work {
    /// Whether the index was right when the writer began.
    pub(super) valid: bool,
    /// Whether the base graphs changed.
    pub(super) base: bool,
    /// The IRIs of the sources whose graph or ledger entry changed.
    pub(super) sources: BTreeSet<String>,
}

/// Whether the index on disk says what the ledger says.
pub(super) fn is_current(layout: &Layout, ledger: &Ledger) -> bool {
    fs::read_to_string(layout.index_state()).is_ok_and(|state| state.trim_end() == ledger.state())
}

/// From here on the index counts for nothing, until its state is written again.
pub(super) fn forget_state(layout: &Layout) -> Result<(), StoreError> {
    let state = layout.index_state();
    if state.exists() {
        durable::remove(&state)?;
        durable::flush_folders([&state])?;
    }
    Ok(())
}
