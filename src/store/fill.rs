//! Truth into Oxigraph, whole. In: the truth files and an empty Oxigraph store. Out: the store, filled.
//!
//! Whether it is worth filling, others know.

use std::num::NonZero;
use std::thread::available_parallelism;

use oxigraph::model::Quad;
use oxigraph::store::{StorageError, Store};
use rayon::prelude::*;

use super::StoreError;
use super::account::Account;
use super::layout::Layout;
use super::ledger::Ledger;
use super::truth::{self, GraphFile};

/// So many files are decoded side by side before they are handed to the loader: enough to keep all cores busy, few enough to hold in memory.
const FILES_AT_A_TIME: usize = 64;

/// The loader takes this memory, shared among its threads. More threads would have to take smaller bites, and the disk would not follow.
const LOADER_MEGABYTES: usize = 256;
const MOST_LOADERS: usize = 4;

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
