//! Reads a store. In: its folder. Out: answers to queries, and the ledger, as they stood when the view was opened.
//!
//! It writes nothing but an index that is out of date; the light build keeps its index in memory and writes nothing at all, nor does a view
//! that is opened to serve.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use oxigraph::model::{Quad, Term};
use oxigraph::sparql::{CancellationToken, QueryResults};

use super::account::Account;
use super::deadline::Clock;
use super::layout::Layout;
use super::ledger::{Entry, Ledger};
use super::memory::Memory;
use super::{Opened, QueryError, StoreError, query, truth};

/// So many quads of sources are served from memory. A site over 1.1 million takes 0.3 GB at most, what it searches included.
const MOST_IN_MEMORY: u64 = 5_000_000;

/// A store, open for reading.
pub struct View {
    layout: Layout,
    ledger: Ledger,
    opened: Mutex<Option<Opened>>,
    clock: Clock,
    /// Keeps writers from changing the index on disk while it is open.
    #[cfg(feature = "disk")]
    _shared: Option<std::fs::File>,
}

impl View {
    /// Opens the store in `dir`. With the `disk` build an index that is out of date is made anew first; the light build
    /// loads all graphs into memory when the first query comes.
    pub fn open(dir: &Path) -> Result<View, StoreError> {
        let layout = Layout::existing(dir)?;
        let ledger = Ledger::read(&layout.ledger())?;
        View::over(layout, ledger)
    }

    /// Opens the store in `dir` for many queries to come. A store of up to five million quads is read into memory, in the `disk` build too, where
    /// each query is answered several times as fast and hears at once that it is to end; a larger one is opened as [`View::open`] does.
    pub fn open_to_serve(dir: &Path) -> Result<View, StoreError> {
        let layout = Layout::existing(dir)?;
        let ledger = Ledger::read(&layout.ledger())?;
        if ledger.quads() > MOST_IN_MEMORY { View::over(layout, ledger) } else { Ok(View::unread(layout, ledger)) }
    }

    /// A view whose index is made in memory when the first query comes.
    fn unread(layout: Layout, ledger: Ledger) -> View {
        View {
            layout,
            ledger,
            opened: Mutex::new(None),
            clock: Clock::default(),
            #[cfg(feature = "disk")]
            _shared: None,
        }
    }

    #[cfg(not(feature = "disk"))]
    fn over(layout: Layout, ledger: Ledger) -> Result<View, StoreError> {
        Ok(View::unread(layout, ledger))
    }

    #[cfg(feature = "disk")]
    fn over(layout: Layout, ledger: Ledger) -> Result<View, StoreError> {
        let (ledger, opened) = super::rocks::open_or_rebuild(&layout, ledger)?;
        let (store, shared) = opened.unzip();
        Ok(View { layout, ledger, opened: Mutex::new(store.map(Opened::Disk)), clock: Clock::default(), _shared: shared })
    }

    /// The base of the store's IRIs.
    pub fn base(&self) -> &str {
        &self.layout.base
    }

    /// The latest entry of every path that is not gone.
    pub fn entries(&self) -> &BTreeMap<String, Entry> {
        &self.ledger.entries
    }

    /// The quads of `<base>graph/ledger`: what became of every source, why, read when and by which reader, and its files' names.
    pub fn ledger_quads(&self) -> Vec<Quad> {
        Account::of(&self.layout, &self.ledger).quads()
    }

    /// Runs a query over all graphs: its default graph is the union of them, in which what two graphs say comes twice; ask with
    /// DISTINCT, or for a graph.
    ///
    /// `bindings` give variables their values, as terms; a variable must be among those that the query selects. When `deadline`
    /// has passed, the query ends with [`QueryError::Deadline`], or its results do with an error that converts into it. The clock is
    /// looked at with every quad read, every row that is kept for a sort or a sum, and every row given.
    pub fn query(&self, sparql: &str, bindings: &[(String, Term)], deadline: Option<Duration>) -> Result<QueryResults<'static>, QueryError> {
        query::run(&self.store()?, sparql, bindings, deadline.map(|time| (&self.clock, time)))
    }

    /// Runs a parsed query of whomever, as [`View::query`] does, until `token` is cancelled, which it hears also while it multiplies what
    /// it has read. It does not hear it while it sorts: a sort that cannot end before `due` does not begin.
    pub fn answer(&self, query: spargebra::Query, token: CancellationToken, due: Option<Instant>) -> Result<QueryResults<'static>, QueryError> {
        query::run_watched(&self.store()?, query, token, due)
    }

    /// Loads what queries need, if it is not loaded yet.
    pub fn warm(&self) -> Result<(), StoreError> {
        self.store().map(drop)
    }

    /// The names of all graphs, the base graphs first and the ledger's last.
    pub fn graphs(&self) -> Vec<String> {
        let base = truth::base_files(&self.layout, &self.ledger).into_iter().map(|file| file.graph);
        let sources = self.ledger.sources().filter(|source| self.ledger.has_graph(source)).map(str::to_owned);
        base.chain(sources).chain([self.layout.graph("ledger")]).collect()
    }

    /// Whether the store has a graph of this name.
    pub fn has_graph(&self, graph: &str) -> bool {
        self.ledger.has_graph(graph)
            || graph == self.layout.graph("ledger")
            || truth::base_files(&self.layout, &self.ledger).iter().any(|file| file.graph == graph)
    }

    /// One graph whole, from the files.
    pub fn graph(&self, graph: &str) -> Result<Vec<Quad>, StoreError> {
        if graph == self.layout.graph("ledger") {
            return Ok(self.ledger_quads());
        }
        let base = truth::base_files(&self.layout, &self.ledger).into_iter().find(|file| file.graph == graph);
        let file = match base {
            Some(file) => file,
            None if self.ledger.has_graph(graph) => truth::source_file(&self.layout, graph)?,
            None => return Err(StoreError::NoGraph { dir: self.layout.dir.clone(), graph: graph.to_owned() }),
        };
        file.quads().map_err(|error| self.explain(error))
    }

    /// Loading happens under the lock, so that many first queries load once. A clone shares all with its original.
    fn store(&self) -> Result<Opened, StoreError> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(store) = &*opened {
            return Ok(store.clone());
        }
        let store = Opened::Memory(Memory::of(&self.layout, &self.ledger).map_err(|error| self.explain(error))?.shared());
        *opened = Some(store.clone());
        Ok(store)
    }

    /// A file that is not what this view's ledger says is no damage if the ledger has gone on since.
    fn explain(&self, error: StoreError) -> StoreError {
        match Ledger::read(&self.ledger.file) {
            Ok(now) if now.len != self.ledger.len => StoreError::Changed { dir: self.layout.dir.clone() },
            _ => error,
        }
    }
}
