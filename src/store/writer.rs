//! Writes into a store. In: packed graphs and what became of their files. Out: files, ledger lines, and in the end an index that agrees.
//!
//! The order is the promise: first the files, all on the disk, then the lines that make them count, then the removal of what counts
//! no more. Killed anywhere in between, the store says what it said before, or what it was to say; never half of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use oxigraph::model::{GraphNameRef, NamedNodeRef, Quad};

use super::index::{self, IndexWork, Work};
use super::layout::{BASE_GRAPHS, Layout};
use super::ledger::{self, Base, Entry, Ledger, Line, Outcome};
use super::lock::Lock;
use super::packed::{Packed, pack_all};
use super::put::Put;
use super::sweep::Sweep;
use super::truth::{self, GraphFile};
use super::{StoreError, durable};

/// What a writer did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changes {
    /// How many sources were written, replaced or removed, or got another ledger entry.
    pub sources: usize,
    /// What became of the index.
    pub index: IndexWork,
}

/// The one process that writes into a store.
#[derive(Debug)]
pub struct Writer {
    layout: Layout,
    ledger: Ledger,
    log: File,
    work: Work,
    _lock: Lock,
}

impl Writer {
    /// Opens the store in `dir` for writing, or makes it if the folder is new or empty; clears away what a killed run left.
    ///
    /// A source whose file is missing, or is not the one that the ledger tells of, is forgotten: its document counts as new.
    pub fn open(dir: &Path, base: &str) -> Result<Writer, StoreError> {
        let (layout, lock) = Layout::claim_or_begin(dir, base)?;
        let ledger = Ledger::read(&layout.ledger())?;
        let log = open_log(&ledger)?;
        let mut writer = Writer { layout, ledger, log, work: Work::default(), _lock: lock };
        writer.work.valid = index::is_current(&writer.layout, &writer.ledger);
        writer.clean()?;
        Ok(writer)
    }

    /// The latest entry of every path that is not gone.
    pub fn entries(&self) -> &BTreeMap<String, Entry> {
        &self.ledger.entries
    }

    /// The fingerprint of the base graphs, if the store has them.
    pub fn base_fingerprint(&self) -> Option<&str> {
        self.ledger.base.as_ref().map(|base| base.fingerprint.as_str())
    }

    /// Writes the base graphs: the quads of `<base>graph/ontology` and `<base>graph/authority`, in any order.
    pub fn put_base(&mut self, fingerprint: &str, quads: &[Quad]) -> Result<(), StoreError> {
        let mut files = BTreeMap::new();
        let (mut count, mut bytes, mut taken) = (0, 0, 0);
        for name in BASE_GRAPHS {
            let graph = self.layout.graph(name);
            let graph = GraphNameRef::NamedNode(NamedNodeRef::new_unchecked(&graph));
            let of_graph = || quads.iter().filter(|quad| quad.graph_name.as_ref() == graph);
            let packed = pack_all(of_graph());
            (count, bytes, taken) = (count + packed.quads, bytes + packed.bytes.len() as u64, taken + of_graph().count());
            files.insert(self.layout.base_file(name), self.frame(name, &packed)?.to_vec());
        }
        if taken != quads.len() {
            return Err(self.unfit("the base graphs", "some of their quads are in another graph than ontology and authority"));
        }
        let base = Base { fingerprint: fingerprint.to_owned(), quads: count, bytes, at: Timestamp::now() };
        self.write(&files, vec![Line::Base(base)])
    }

    /// Writes a batch: when it returns, all of it is on the disk. A large batch costs hardly more than a small one.
    pub fn commit(&mut self, batch: Vec<Put>) -> Result<(), StoreError> {
        let mut files = BTreeMap::new();
        let mut sizes = BTreeMap::new();
        for put in &batch {
            if let Some(packed) = put.packed.as_ref().filter(|_| put.outcome.has_graph()) {
                files.insert(self.file(put)?, self.frame(&put.path, packed)?);
                sizes.insert(put.source.as_str(), (packed.quads, packed.bytes.len() as u64));
            }
        }
        let at = Timestamp::now();
        let line = |put: &Put| Ok(Line::Source(put.entry(self.size(put, &sizes)?, at)));
        let lines = batch.iter().map(line).collect::<Result<Vec<_>, StoreError>>()?;
        self.write(&files, lines)
    }

    /// Whether the store gives names like this one itself, so that nothing may be imported under it.
    pub fn is_reserved(&self, graph: &str) -> bool {
        self.layout.is_reserved(graph)
    }

    /// Marks paths as gone and removes the sources that no other path has.
    pub fn prune(&mut self, gone: &[String]) -> Result<(), StoreError> {
        let at = Timestamp::now();
        let known = gone.iter().filter_map(|path| self.ledger.entries.get(path));
        let ended = |entry: &Entry| Entry { outcome: Outcome::Gone, reason: None, quads: 0, bytes: 0, at, ..entry.clone() };
        let lines = known.map(|entry| Line::Source(ended(entry))).collect();
        self.write(&BTreeMap::<_, &[u8]>::new(), lines)
    }

    /// Ends the writing: with the `disk` build, brings the index up to date.
    pub fn finish(self) -> Result<Changes, StoreError> {
        #[cfg(feature = "disk")]
        let index = super::rocks::bring_up(&self.layout, &self.ledger, &self.work)?;
        #[cfg(not(feature = "disk"))]
        let index = IndexWork::InMemory;
        Ok(Changes { sources: self.work.sources.len(), index })
    }

    fn write<B: AsRef<[u8]>>(&mut self, files: &BTreeMap<PathBuf, B>, lines: Vec<Line>) -> Result<(), StoreError> {
        if lines.is_empty() {
            return Ok(());
        }
        index::forget_state(&self.layout)?;
        if !files.is_empty() {
            durable::write_all(&self.layout.dir, files)?;
        }
        self.record(lines)
    }

    /// Appends lines; when they are on the disk they count, and what they replace can go.
    fn record(&mut self, lines: Vec<Line>) -> Result<(), StoreError> {
        let text = lines.iter().map(ledger::encode).collect::<Result<String, _>>();
        let appended = text.map_err(Into::into).and_then(|text| self.append(&text));
        if let Err(error) = appended {
            // Half a line must not stand before the next one. If this fails too, the next opening drops it.
            let _ = self.log.set_len(self.ledger.len);
            return Err(StoreError::io("append to", &self.ledger.file)(error));
        }
        let touched: BTreeSet<String> = lines.into_iter().flat_map(|line| self.note(line)).collect();
        self.remove_unheld(&touched)?;
        self.work.sources.extend(touched);
        Ok(())
    }

    fn append(&mut self, text: &str) -> std::io::Result<()> {
        self.log.write_all(text.as_bytes())?;
        self.log.sync_data()?;
        self.ledger.len += text.len() as u64;
        Ok(())
    }

    /// Takes a line into account and names the sources that it concerns: the path's former one and its new one.
    fn note(&mut self, line: Line) -> Vec<String> {
        let mut touched = Vec::new();
        match &line {
            Line::Base(_) => self.work.base = true,
            Line::Source(entry) => touched.push(entry.source.clone()),
        }
        touched.extend(self.ledger.apply(line).map(|former| former.source));
        touched
    }

    fn remove_unheld(&self, touched: &BTreeSet<String>) -> Result<(), StoreError> {
        for source in touched.iter().filter(|source| !self.ledger.has_graph(source)) {
            durable::remove(&self.layout.held_file(source)?)?;
        }
        Ok(())
    }

    /// What was imported is its own path; all else must be a source of this store.
    fn file(&self, put: &Put) -> Result<PathBuf, StoreError> {
        if put.is_import() { self.layout.held_file(&put.path) } else { self.layout.source_file(put.source.as_str()) }
    }

    /// The size of the graph that a put refers to: its own, or that which the store has.
    fn size(&self, put: &Put, sizes: &BTreeMap<&str, (u64, u64)>) -> Result<(u64, u64), StoreError> {
        let source = put.source.as_str();
        self.file(put)?;
        if !put.outcome.has_graph() {
            return Ok((0, 0));
        }
        let known = || self.ledger.of_source(source).find(|entry| entry.outcome.has_graph()).map(|entry| (entry.quads, entry.bytes));
        sizes.get(source).copied().or_else(known).ok_or_else(|| self.unfit(&put.path, "it was read and its graph is neither here nor in the store; pack it"))
    }

    fn frame<'p>(&self, what: &str, packed: &'p Packed) -> Result<&'p [u8], StoreError> {
        if packed.bytes.is_empty() {
            return Err(self.unfit(what, "its graph could not be compressed for want of memory; read fewer files at a time"));
        }
        Ok(&packed.bytes)
    }

    fn unfit(&self, what: &str, message: &str) -> StoreError {
        StoreError::Unfit { dir: self.layout.dir.clone(), what: what.to_owned(), message: message.to_owned() }
    }

    /// Removes what a killed run left, and forgets what it had not recorded: what has another file than the ledger says, or none.
    fn clean(&mut self) -> Result<(), StoreError> {
        let sources = truth::source_files(&self.layout, &self.ledger)?;
        let base = truth::base_files(&self.layout, &self.ledger);
        let wanted = sources.iter().chain(&base).map(|graph| graph.file.clone()).collect();
        for file in Sweep::of(&self.layout, &wanted)?.leftovers {
            durable::remove(&file)?;
        }
        let size = base.iter().map(GraphFile::size).sum::<Option<u64>>();
        if self.ledger.base.as_ref().is_some_and(|base| size != Some(base.bytes)) {
            self.ledger.base = None;
            self.work.valid = false;
        }
        let entries = sources.iter().map(|source| (source.size(), self.ledger.of_source(&source.graph)));
        let lost = entries.flat_map(|(size, entries)| entries.filter(move |entry| entry.outcome.has_graph() && size != Some(entry.bytes)));
        let lost: Vec<String> = lost.map(|entry| entry.path.clone()).collect();
        self.prune(&lost)
    }
}

/// Opened to append, without the torn line that a killed run may have left.
fn open_log(ledger: &Ledger) -> Result<File, StoreError> {
    let log = OpenOptions::new().append(true).open(&ledger.file).map_err(StoreError::io("open", &ledger.file))?;
    if ledger.torn {
        log.set_len(ledger.len).map_err(StoreError::io("shorten", &ledger.file))?;
    }
    Ok(log)
}
