//! Oxigraph's index over the truth: on disk with the feature `disk`, in memory without. In: ledger and files. Out: an opened index.
//!
//! `index.state` names the ledger that the index on disk stands for. It is taken away before the first change and written after the
//! last: an index without it, or with another ledger's, is made anew.

use oxigraph::store::Store;
use rayon::prelude::*;

use super::StoreError;
use super::layout::{Layout, key};
use super::ledger::Ledger;
use super::truth;
use super::writer::Changes;

/// How much the bulk loader may hold, in megabytes for all its threads.
const MEMORY: usize = 256;

/// How many sources are unpacked at a time.
const AT_ONCE: usize = 64;

/// Whether the index on disk stands for this ledger.
pub(super) fn stands(layout: &Layout, ledger: &Ledger) -> bool {
    std::fs::read_to_string(layout.state()).is_ok_and(|state| state.trim() == ledger.digest)
}

/// Says that the index stands for nothing.
pub(super) fn invalidate(layout: &Layout) -> Result<(), StoreError> {
    match std::fs::remove_file(layout.state()) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(StoreError::Io { path: layout.state(), source: error }),
        _ => Ok(()),
    }
}

/// Loads the whole truth into an index: through the bulk loader, many sources at a time.
fn load(store: &Store, layout: &Layout, ledger: &Ledger) -> Result<(), StoreError> {
    let failed = |error: oxigraph::store::StorageError| StoreError::index(&layout.dir, error);
    let mut loader = store.bulk_loader().with_max_memory_size_in_megabytes(MEMORY);
    let mut files = Vec::new();
    files.extend(ledger.base.as_ref().map(|_| layout.base_graphs()));
    files.extend(ledger.sources().keys().map(|source| layout.source(key(source))));
    for group in files.chunks(AT_ONCE) {
        let read: Vec<_> = group.par_iter().map(|path| truth::read(path).map(|text| truth::quads(&text))).collect();
        let quads = read.into_iter().collect::<Result<Vec<_>, _>>()?;
        loader.load_quads(quads.into_iter().flatten()).map_err(failed)?;
    }
    loader.load_quads(truth::ledger_quads(&layout.base, ledger)).map_err(failed)?;
    loader.commit().map_err(failed)
}

/// Without `disk` the index lives in memory: there is nothing to keep.
#[cfg(not(feature = "disk"))]
pub(super) fn update(_: &Layout, _: &Ledger, _: &Changes, _: bool) -> Result<(), StoreError> {
    Ok(())
}

/// The index in memory.
#[cfg(not(feature = "disk"))]
pub(super) fn open(layout: &Layout, ledger: &Ledger) -> Result<Store, StoreError> {
    let store = Store::new().map_err(|error| StoreError::index(&layout.dir, error))?;
    load(&store, layout, ledger)?;
    Ok(store)
}

#[cfg(feature = "disk")]
pub(super) use disk::{open, update};

#[cfg(feature = "disk")]
mod disk {
    use super::*;
    use crate::store::lock;
    use oxigraph::model::{GraphNameRef, NamedNodeRef};

    /// Above one changed source in so many, making the index anew is quicker than changing it.
    const SHARE: usize = 10;

    /// Makes the index stand for `ledger` again.
    pub(in crate::store) fn update(layout: &Layout, ledger: &Ledger, changes: &Changes, stood: bool) -> Result<(), StoreError> {
        let few = (changes.written.len() + changes.removed.len()) * SHARE <= ledger.entries.len() && !changes.base;
        if stood && few { change(layout, ledger, changes)? } else { make(layout, ledger)? }
        let digest = Ledger::read(&layout.ledger())?.digest;
        let path = layout.state();
        std::fs::write(&path, digest).map_err(StoreError::io(&path))
    }

    fn make(layout: &Layout, ledger: &Ledger) -> Result<(), StoreError> {
        let path = layout.index();
        if path.exists() {
            std::fs::remove_dir_all(&path).map_err(StoreError::io(&path))?;
        }
        let store = Store::open(&path).map_err(|error| StoreError::index(&layout.dir, error))?;
        load(&store, layout, ledger)?;
        store.flush().map_err(|error| StoreError::index(&layout.dir, error))
    }

    /// Replaces the graphs of changed sources, each in one transaction, and the ledger's.
    fn change(layout: &Layout, ledger: &Ledger, changes: &Changes) -> Result<(), StoreError> {
        let failed = |error: oxigraph::store::StorageError| StoreError::index(&layout.dir, error);
        let store = Store::open(layout.index()).map_err(failed)?;
        let graph = |key: &str| format!("{}source/{key}", layout.base);
        for key in changes.removed.union(&changes.written) {
            let quads = if changes.written.contains(key) { truth::quads(&truth::read(&layout.source(key))?) } else { Vec::new() };
            replace(&store, &graph(key), quads).map_err(failed)?;
        }
        replace(&store, &format!("{}graph/ledger", layout.base), truth::ledger_quads(&layout.base, ledger)).map_err(failed)?;
        store.flush().map_err(failed)
    }

    fn replace(store: &Store, graph: &str, quads: Vec<oxigraph::model::Quad>) -> Result<(), oxigraph::store::StorageError> {
        let mut transaction = store.start_transaction()?;
        transaction.clear_graph(GraphNameRef::NamedNode(NamedNodeRef::new_unchecked(graph)))?;
        transaction.extend(quads.iter().map(oxigraph::model::Quad::as_ref));
        transaction.commit()
    }

    /// The index on disk, made anew where it does not stand for the ledger.
    pub(in crate::store) fn open(layout: &Layout, ledger: &Ledger) -> Result<Store, StoreError> {
        if !stands(layout, ledger) || !layout.index().exists() {
            let _lock = lock::take(layout)?;
            invalidate(layout)?;
            update(layout, ledger, &Changes::default(), false)?;
        }
        Store::open_read_only(layout.index()).map_err(|error| StoreError::index(&layout.dir, error))
    }
}
