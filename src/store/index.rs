//! Truth into Oxigraph, whole. In: the truth files and an empty Oxigraph store, in memory or on disk. Out: the store, filled.
//!
//! Which store that is, and whether it is worth filling, others know.

use std::collections::BTreeSet;
use std::fs;
use std::num::NonZero;
use std::thread::available_parallelism;

use oxigraph::model::Quad;
use oxigraph::store::{StorageError, Store};
use rayon::prelude::*;

use super::account::Account;
use super::layout::Layout;
use super::ledger::Ledger;
use super::truth::{self, GraphFile};
use super::{StoreError, durable};

/// So many files are decoded side by side before they are handed to the loader: enough to keep all cores busy, few enough to hold in memory.
const FILES_AT_A_TIME: usize = 64;

/// The loader takes this memory, shared among its threads. More threads would have to take smaller bites, and the disk would not follow.
const LOADER_MEGABYTES: usize = 256;
const MOST_LOADERS: usize = 4;

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

enum Failure {
    Truth(StoreError),
    Oxigraph(StorageError),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Failure::Truth(error)
    }
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        Failure::Oxigraph(error)
    }
}

/// A store in memory with all that the ledger lists.
pub(super) fn in_memory(layout: &Layout, ledger: &Ledger) -> Result<Store, StoreError> {
    let store = Store::new().map_err(|e| StoreError::index(&layout.dir, e))?;
    fill(&store, layout, ledger)?;
    Ok(store)
}

/// Loads all truth into an empty store, in one go: a load for each document costs the loader's whole overhead each time.
pub(super) fn fill(store: &Store, layout: &Layout, ledger: &Ledger) -> Result<(), StoreError> {
    let mut files = truth::base_files(layout, ledger);
    files.extend(truth::source_files(layout, ledger)?);
    let account = Account::of(layout, ledger).quads();
    let quads = files.chunks(FILES_AT_A_TIME).flat_map(decode).chain(account.into_iter().map(Ok));
    load(store, quads).map_err(|failure| match failure {
        Failure::Truth(error) => error,
        Failure::Oxigraph(error) => StoreError::index(&layout.dir.join("index"), error),
    })
}

fn load(store: &Store, quads: impl Iterator<Item = Result<Quad, StoreError>>) -> Result<(), Failure> {
    let threads = available_parallelism().map_or(1, NonZero::get).min(MOST_LOADERS);
    let mut loader = store.bulk_loader().with_num_threads(threads).with_max_memory_size_in_megabytes(LOADER_MEGABYTES);
    loader.load_ok_quads::<StoreError, Failure>(quads)?;
    Ok(loader.commit()?)
}

fn decode(files: &[GraphFile]) -> Vec<Result<Quad, StoreError>> {
    let graphs: Vec<_> = files.par_iter().map(GraphFile::quads).collect();
    let mut quads = Vec::new();
    for graph in graphs {
        match graph {
            Ok(graph) => quads.extend(graph.into_iter().map(Ok)),
            Err(error) => quads.push(Err(error)),
        }
    }
    quads
}
