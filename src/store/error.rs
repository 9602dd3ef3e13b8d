//! What can be wrong with a store's folder: every message names the file and says the way out.
//!
//! Errors of a query are not here (`query` has them): a store is not at fault for them.

use std::io;
use std::path::{Path, PathBuf};

/// Why a store could not be opened, written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The system refused to read or write a file.
    #[error("cannot {doing} {}: {source}; see to the folder's permissions and the free space, then run the command again", file.display())]
    Io {
        /// The file or folder.
        file: PathBuf,
        /// What was tried, as a verb.
        doing: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// Another process is writing.
    #[error("{} is in use by process {pid}; wait until it ends, or end it, then run the command again", dir.display())]
    Held {
        /// The store's folder.
        dir: PathBuf,
        /// The process's number, as it stands in the lock file.
        pid: String,
    },
    /// A folder with other things in it.
    #[error("{} is not empty and is no store (it has no file `format`); name an empty or a new folder", dir.display())]
    Stranger {
        /// The folder.
        dir: PathBuf,
    },
    /// Nothing to read.
    #[error("there is no store in {} (no file `format`); make one with `fazhi build`", dir.display())]
    Missing {
        /// The folder.
        dir: PathBuf,
    },
    /// The file `format` says something that this program does not understand.
    #[error("{} says {found:?}, not `fazhi store 1` and a base IRI; use the version of fazhi that wrote it, or build a new store", file.display())]
    Format {
        /// The file `format`.
        file: PathBuf,
        /// Its first line.
        found: String,
    },
    /// The store's IRIs begin otherwise.
    #[error("{} has the base {found}, not {wanted}; use that base, or another folder for this one", dir.display())]
    Base {
        /// The store's folder.
        dir: PathBuf,
        /// The store's base.
        found: String,
        /// The base that was asked for.
        wanted: String,
    },
    /// A base that makes no IRIs.
    #[error("the base {base:?} for {} is no absolute IRI that ends in `/`: {message}; give one such as https://w3id.org/fazhi/", dir.display())]
    NoIri {
        /// The store's folder.
        dir: PathBuf,
        /// The base that was given.
        base: String,
        /// What is wrong with it.
        message: String,
    },
    /// The ledger is gone although the store stands.
    #[error("{} is missing, so nothing says which sources count; bring it back from a copy, or delete the store and build it again", file.display())]
    NoLedger {
        /// The ledger.
        file: PathBuf,
    },
    /// A line of the ledger is damaged, and it is not the last.
    #[error("{}:{line}: {message}; delete this line and run `fazhi build`: the document that it names is read again", file.display())]
    Ledger {
        /// The ledger.
        file: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
    /// A source's or a base graph's file is damaged or missing.
    #[error("{}: {message}; delete the file and run `fazhi build`: what it held is written again", file.display())]
    Truth {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// Something was handed in that this store cannot hold.
    #[error("{} does not take {what}: {message}", dir.display())]
    Unfit {
        /// The store's folder.
        dir: PathBuf,
        /// What was handed in.
        what: String,
        /// Why not, and what to hand in instead.
        message: String,
    },
    /// No graph has this name.
    #[error("{} has no graph <{graph}>; `SELECT DISTINCT ?g {{ GRAPH ?g {{}} }}` lists those that it has", dir.display())]
    NoGraph {
        /// The store's folder.
        dir: PathBuf,
        /// The name that was asked for.
        graph: String,
    },
    /// Another process wrote while this one read.
    #[error("{} was written while it was read; run the command again", dir.display())]
    Changed {
        /// The store's folder.
        dir: PathBuf,
    },
    /// Oxigraph failed.
    #[error("the index {} failed: {message}; delete it: it is made again from the other files", dir.display())]
    Index {
        /// The index's folder.
        dir: PathBuf,
        /// What Oxigraph said.
        message: String,
    },
}

impl StoreError {
    /// For `map_err`: names the file that the system's error leaves out.
    pub(super) fn io(doing: &'static str, file: &Path) -> impl FnOnce(io::Error) -> StoreError {
        move |source| StoreError::Io { file: file.to_owned(), doing, source }
    }

    pub(super) fn truth(file: &Path, message: impl ToString) -> Self {
        StoreError::Truth { file: file.to_owned(), message: message.to_string() }
    }

    pub(super) fn index(dir: &Path, message: impl ToString) -> Self {
        StoreError::Index { dir: dir.to_owned(), message: message.to_string() }
    }
}
