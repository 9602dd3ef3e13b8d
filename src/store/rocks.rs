//! The index on disk. In: what a writer changed, or nothing known. Out: RocksDB in agreement with the truth files, and a file that says so.
//!
//! It decides between replacing a few graphs and building all anew; the truth files it only reads.

use std::fs::{self, File};
use std::io;

use oxigraph::model::{GraphNameRef, NamedNodeRef};
use oxigraph::store::{StorageError, Store, Transaction};

use super::account::Account;
use super::fill::fill;
use super::index::{self, IndexWork, Work};
use super::layout::Layout;
use super::ledger::Ledger;
use super::lock::{self, Lock};
use super::{StoreError, durable, truth};

/// So many sources share a transaction: it is held in memory, and costs a flush.
const SOURCES_AT_A_TIME: usize = 64;

/// Brings the index up to date after writing.
pub(super) fn bring_up(layout: &Layout, ledger: &Ledger, work: &Work) -> Result<IndexWork, StoreError> {
    if work.valid && !work.base && work.sources.is_empty() {
        return Ok(IndexWork::Current);
    }
    index::forget_state(layout)?;
    create(layout)?;
    let Some(_alone) = lock::alone(&layout.index()) else { return Ok(IndexWork::Left) };
    // An index that cannot be changed is made anew, so a failure here is no failure.
    let updated = is_small(ledger, work) && update(layout, ledger, work).is_ok();
    if !updated {
        build(layout, ledger)?;
    }
    remember_state(layout, ledger)?;
    Ok(if updated { IndexWork::Updated } else { IndexWork::Rebuilt })
}

/// Builds the whole index anew. False if a reader has it open.
pub(super) fn rebuild(layout: &Layout, ledger: &Ledger) -> Result<bool, StoreError> {
    Ok(bring_up(layout, ledger, &Work::default())? == IndexWork::Rebuilt)
}

/// The index, open for reading, with a claim on it, and the ledger that it agrees with. None if it is out of date and cannot be made
/// anew, because others read what it was, or because this folder is not ours to write.
pub(super) fn open_or_rebuild(layout: &Layout, ledger: Ledger) -> Result<(Ledger, Option<(Store, File)>), StoreError> {
    if let Some(opened) = open(layout, &ledger) {
        return Ok((ledger, Some(opened)));
    }
    let _lock = match Lock::take(&layout.dir, &layout.lock()) {
        Err(error) if may_not_write(&error) => return Ok((ledger, None)),
        taken => taken?,
    };
    // A writer may have ended in between: what counts is the ledger under the lock.
    let ledger = Ledger::read(&layout.ledger())?;
    let mut opened = open(layout, &ledger);
    if opened.is_none() && rebuild(layout, &ledger)? {
        opened = open(layout, &ledger);
    }
    Ok((ledger, opened))
}

/// The claim comes before the look at the state: a writer who comes later finds the claim, and one who came earlier left no state.
/// An index that does not open, for whatever reason, counts as none.
fn open(layout: &Layout, ledger: &Ledger) -> Option<(Store, File)> {
    let shared = lock::share(&layout.index())?;
    let opened = index::is_current(layout, ledger).then(|| Store::open_read_only(layout.index()));
    Some((opened?.ok()?, shared))
}

fn may_not_write(error: &StoreError) -> bool {
    let StoreError::Io { source, .. } = error else { return false };
    matches!(source.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

/// Above a tenth of the sources, loading all is faster than replacing some. New base graphs are most of a small store.
fn is_small(ledger: &Ledger, work: &Work) -> bool {
    work.valid && !work.base && work.sources.len().saturating_mul(10) <= ledger.sources().count()
}

fn create(layout: &Layout) -> Result<(), StoreError> {
    fs::create_dir_all(layout.index()).map_err(StoreError::io("create", &layout.index()))
}

fn build(layout: &Layout, ledger: &Ledger) -> Result<(), StoreError> {
    let folder = layout.index();
    fs::remove_dir_all(&folder).map_err(StoreError::io("remove", &folder))?;
    let store = Store::open(&folder).map_err(|e| StoreError::index(&folder, e))?;
    fill(&store, layout, ledger)?;
    store.flush().map_err(|e| StoreError::index(&folder, e))
}

fn update(layout: &Layout, ledger: &Ledger, work: &Work) -> Result<(), StoreError> {
    let folder = layout.index();
    let store = Store::open(&folder).map_err(|e| StoreError::index(&folder, e))?;
    let account = Account::of(layout, ledger);
    let sources: Vec<&str> = work.sources.iter().map(String::as_str).collect();
    for sources in sources.chunks(SOURCES_AT_A_TIME) {
        let mut transaction = store.start_transaction().map_err(|e| StoreError::index(&folder, e))?;
        for source in sources {
            clear(&mut transaction, layout, source).map_err(|e| StoreError::index(&folder, e))?;
            insert(&mut transaction, layout, ledger, &account, source)?;
        }
        transaction.commit().map_err(|e| StoreError::index(&folder, e))?;
    }
    store.flush().map_err(|e| StoreError::index(&folder, e))
}

/// Removes a source's graph, and what the ledger's graph says of it.
fn clear(transaction: &mut Transaction<'_>, layout: &Layout, source: &str) -> Result<(), StorageError> {
    let source = NamedNodeRef::new_unchecked(source);
    transaction.remove_named_graph(source)?;
    let ledger = layout.graph("ledger");
    let graph = GraphNameRef::NamedNode(NamedNodeRef::new_unchecked(&ledger));
    let said = transaction.quads_for_pattern(Some(source.into()), None, None, Some(graph)).collect::<Result<Vec<_>, _>>()?;
    for quad in &said {
        transaction.remove(quad);
    }
    Ok(())
}

fn insert(transaction: &mut Transaction<'_>, layout: &Layout, ledger: &Ledger, account: &Account<'_>, source: &str) -> Result<(), StoreError> {
    if ledger.has_graph(source) {
        transaction.extend(&truth::source_file(layout, source)?.quads()?);
    }
    transaction.extend(&account.about(source));
    Ok(())
}

/// Comes last, when all that it vouches for is on the disk.
fn remember_state(layout: &Layout, ledger: &Ledger) -> Result<(), StoreError> {
    durable::flush_all(&layout.dir).map_err(StoreError::io("flush", &layout.dir))?;
    durable::write_one(&layout.index_state(), &format!("{}\n", ledger.state()))
}
