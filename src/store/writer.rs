//! Writing: sources whole or not at all, in groups. In: packed graphs. Out: files, ledger lines, and at the end an index that stands for them.
//!
//! A group is written beside its places, brought to the disk with one call, renamed, and only then entered in the ledger. Whoever is
//! killed on the way leaves files that the ledger does not know, which the next writer takes away.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use oxigraph::model::{NamedNode, Quad};

use super::StoreError;
use super::index;
use super::layout::{Layout, key};
use super::ledger::{self, BASE, Entry, Ledger, State};
use super::lock::{self, Lock};
use super::pack::{Packed, pack};
use crate::pipeline::hex;

/// What became of one file, to be entered.
#[derive(Debug, Clone)]
pub struct Put {
    /// The file.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The IRI of its source.
    pub source: NamedNode,
    /// What became of it.
    pub state: State,
    /// Why, where it was not read whole.
    pub reason: String,
    /// The fingerprint of the reader.
    pub reader: String,
    /// Its source's graph; none for a refused file.
    pub packed: Option<Packed>,
}

/// What a writer has changed since it was opened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Keys of sources whose graph is new or another one.
    pub written: BTreeSet<String>,
    /// Keys of sources whose graph is no more, or was another one before.
    pub removed: BTreeSet<String>,
    /// Whether the base graphs are others.
    pub base: bool,
}

impl Changes {
    /// Whether nothing has changed.
    pub fn is_empty(&self) -> bool {
        self.written.is_empty() && self.removed.is_empty() && !self.base
    }
}

/// The one who writes to a store.
#[derive(Debug)]
pub struct Writer {
    layout: Layout,
    ledger: Ledger,
    changes: Changes,
    entered: bool,
    index_stands: bool,
    _lock: Lock,
}

impl Writer {
    /// Opens the store in `dir`, or makes one whose IRIs begin with `base`; takes away what a killed writer left.
    ///
    /// # Errors
    /// Where another process writes, where the folder is no store, where its files are damaged.
    pub fn open(dir: &Path, base: &str) -> Result<Writer, StoreError> {
        let layout = Layout::create(dir, base)?;
        let lock = lock::take(&layout)?;
        let ledger = Ledger::read(&layout.ledger())?;
        let index_stands = index::stands(&layout, &ledger);
        let writer = Writer { layout, ledger, changes: Changes::default(), entered: false, index_stands, _lock: lock };
        writer.clear_leftovers()?;
        Ok(writer)
    }

    /// The latest entry of each path.
    pub fn entries(&self) -> &BTreeMap<String, Entry> {
        &self.ledger.entries
    }

    /// The fingerprint of the reader that the base graphs belong to.
    pub fn base_reader(&self) -> Option<&str> {
        self.ledger.base.as_ref().map(|entry| entry.reader.as_str())
    }

    /// Replaces what is known before reading.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn put_base(&mut self, reader: &str, quads: &[Quad]) -> Result<(), StoreError> {
        let packed = pack(quads);
        let path = self.layout.base_graphs();
        self.before_change()?;
        let beside = write_beside(&path, &packed.bytes)?;
        self.settle(&[(beside, path)])?;
        let (sha256, source) = (hex(&packed.bytes), format!("{}graph/authority", self.layout.base));
        self.enter(vec![Entry { path: BASE.to_owned(), sha256, source, state: State::Ok, reason: String::new(), reader: reader.to_owned(), quads: packed.quads, at: now() }])?;
        self.changes.base = true;
        Ok(())
    }

    /// Enters a group of files: all graphs first, then all lines.
    ///
    /// # Errors
    /// Where a file cannot be written. What the ledger does not list is taken away by the next writer.
    pub fn commit(&mut self, group: Vec<Put>) -> Result<(), StoreError> {
        if group.is_empty() {
            return Ok(());
        }
        self.before_change()?;
        self.settle(&self.write_group(&group)?)?;
        let former: BTreeSet<String> = group.iter().filter_map(|put| self.ledger.entries.get(&put.path)).map(|entry| entry.source.clone()).collect();
        let existing: BTreeSet<String> = self.ledger.sources().into_keys().map(str::to_owned).collect();
        let written: Vec<String> = group.iter().filter(|put| put.packed.is_some()).map(|put| put.source.as_str().to_owned()).collect();
        self.enter(group.into_iter().map(entry).collect())?;
        for source in written {
            let key = key(&source).to_owned();
            if existing.contains(&source) {
                self.changes.removed.insert(key.clone());
            }
            self.changes.written.insert(key);
        }
        self.drop_unlisted(former)
    }

    /// Writes the graphs of a group beside their places; of one source that two files have, the last.
    fn write_group(&self, group: &[Put]) -> Result<Vec<(PathBuf, PathBuf)>, StoreError> {
        let packed = |put: &Put| put.packed.as_ref().map(|packed| packed.bytes.clone());
        let graphs: BTreeMap<PathBuf, Vec<u8>> = group.iter().filter_map(|put| Some((self.layout.source(key(put.source.as_str())), packed(put)?))).collect();
        graphs.into_iter().map(|(path, bytes)| Ok((write_beside(&path, &bytes)?, path))).collect()
    }

    /// Forgets files that are no more, and the sources that only they had.
    ///
    /// # Errors
    /// Where the ledger cannot be written.
    pub fn prune(&mut self, gone: &[String]) -> Result<(), StoreError> {
        let entries: Vec<Entry> = gone.iter().filter_map(|path| self.ledger.entries.get(path)).map(|entry| Entry { state: State::Gone, at: now(), ..entry.clone() }).collect();
        if entries.is_empty() {
            return Ok(());
        }
        self.before_change()?;
        let former = entries.iter().map(|entry| entry.source.clone()).collect();
        self.enter(entries)?;
        self.drop_unlisted(former)
    }

    /// Brings the index up to date and lets go of the store.
    ///
    /// # Errors
    /// Where Oxigraph fails; the truth is whole then, and the index is made anew when it is next needed.
    pub fn finish(self) -> Result<Changes, StoreError> {
        if self.entered || !self.index_stands {
            index::update(&self.layout, &self.ledger, &self.changes, self.index_stands)?;
        }
        Ok(self.changes)
    }

    /// From the first change on, the index stands for nothing until [`finish`](Self::finish).
    fn before_change(&mut self) -> Result<(), StoreError> {
        if !self.entered {
            index::invalidate(&self.layout)?;
            self.entered = true;
        }
        Ok(())
    }

    /// Brings what was written beside to the disk, and then to its place.
    fn settle(&self, renames: &[(PathBuf, PathBuf)]) -> Result<(), StoreError> {
        sync(&self.layout.dir)?;
        for (from, to) in renames {
            fs::rename(from, to).map_err(StoreError::io(to))?;
        }
        let folders: BTreeSet<&Path> = renames.iter().filter_map(|(_, to)| to.parent()).collect();
        for folder in folders {
            File::open(folder).and_then(|file| file.sync_all()).map_err(StoreError::io(folder))?;
        }
        Ok(())
    }

    fn enter(&mut self, entries: Vec<Entry>) -> Result<(), StoreError> {
        self.ledger.len = ledger::append(&self.layout.ledger(), self.ledger.len, &entries)?;
        for entry in entries {
            self.ledger.take(entry);
        }
        Ok(())
    }

    /// Takes away the files of sources that no entry lists any more.
    fn drop_unlisted(&mut self, former: BTreeSet<String>) -> Result<(), StoreError> {
        let unlisted: Vec<String> = {
            let listed = self.ledger.sources();
            former.into_iter().filter(|source| !listed.contains_key(source.as_str())).collect()
        };
        for source in unlisted {
            let key = key(&source);
            remove(&self.layout.source(key))?;
            self.changes.written.remove(key);
            self.changes.removed.insert(key.to_owned());
        }
        Ok(())
    }

    /// Takes away files that a killed writer left: written beside, or renamed and never entered.
    fn clear_leftovers(&self) -> Result<(), StoreError> {
        let listed: BTreeSet<PathBuf> = self.ledger.sources().keys().map(|source| self.layout.source(key(source))).collect();
        for entry in walkdir::WalkDir::new(self.layout.sources()).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file()) {
            if !listed.contains(entry.path()) {
                remove(entry.path())?;
            }
        }
        Ok(())
    }
}

fn entry(put: Put) -> Entry {
    let quads = put.packed.as_ref().map_or(0, |packed| packed.quads);
    Entry { path: put.path, sha256: put.sha256, source: put.source.into_string(), state: put.state, reason: put.reason, reader: put.reader, quads, at: now() }
}

fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn write_beside(path: &Path, bytes: &[u8]) -> Result<PathBuf, StoreError> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(StoreError::io(folder))?;
    let beside = path.with_extension("tmp");
    fs::write(&beside, bytes).map_err(StoreError::io(&beside))?;
    Ok(beside)
}

fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(StoreError::Io { path: path.to_owned(), source: error }),
        _ => Ok(()),
    }
}

/// Everything written to the file system of `dir` so far reaches the disk: one call for a whole group.
fn sync(dir: &Path) -> Result<(), StoreError> {
    let file = File::open(dir).map_err(StoreError::io(dir))?;
    rustix::fs::syncfs(&file).map_err(|error| StoreError::Io { path: dir.to_owned(), source: error.into() })
}
