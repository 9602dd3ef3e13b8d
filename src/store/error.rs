//! What can go wrong with a store, said with the file and the way out.

use std::io;
use std::path::{Path, PathBuf};

/// Why a store could not be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A file or folder could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Another process writes to the store.
    #[error("{}: another fazhi (process {pid}) is writing to this store; wait for it to end", dir.display())]
    Held {
        /// The store.
        dir: PathBuf,
        /// The process that holds it.
        pid: String,
    },
    /// The folder is no store.
    #[error("{}: {message}", dir.display())]
    NoStore {
        /// The folder.
        dir: PathBuf,
        /// What it is instead, and what to do.
        message: String,
    },
    /// A file of the store is damaged.
    #[error("{}: {message}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong, and what to do.
        message: String,
    },
    /// Oxigraph failed.
    #[error("{}: the index failed: {message}; `fazhi check --rebuild` makes it anew", dir.display())]
    Index {
        /// The store.
        dir: PathBuf,
        /// What Oxigraph says.
        message: String,
    },
}

impl StoreError {
    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> StoreError + '_ {
        move |source| StoreError::Io { path: path.to_owned(), source }
    }

    pub(super) fn damaged(path: &Path, message: impl Into<String>) -> StoreError {
        StoreError::Damaged { path: path.to_owned(), message: message.into() }
    }

    pub(super) fn index(dir: &Path, error: impl std::fmt::Display) -> StoreError {
        StoreError::Index { dir: dir.to_owned(), message: error.to_string() }
    }
}

/// Why a query gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// It is no SPARQL.
    #[error("the query does not parse: {0}")]
    Syntax(String),
    /// It took longer than it may.
    #[error("the query was stopped after {0:?}; ask for less, or allow more with --timeout")]
    Deadline(std::time::Duration),
    /// It failed while it ran.
    #[error("the query failed: {0}")]
    Evaluation(String),
}
