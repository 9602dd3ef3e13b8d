//! The files that hold the truth, as the ledger lists them. In: the ledger. Out: each graph's file, its text, its quads.
//!
//! It opens no index and writes nothing.

use std::fs;
use std::path::PathBuf;

use oxigraph::model::Quad;

use super::layout::{BASE_GRAPHS, Layout};
use super::ledger::Ledger;
use super::{StoreError, packed};

/// One graph and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct GraphFile {
    pub(super) graph: String,
    pub(super) file: PathBuf,
}

impl GraphFile {
    /// How many bytes the file has; none if it cannot be had.
    pub(super) fn size(&self) -> Option<u64> {
        fs::metadata(&self.file).map(|file| file.len()).ok()
    }

    /// Whether a user imported it.
    pub(super) fn is_import(&self) -> bool {
        self.file.parent().is_some_and(|folder| folder.ends_with("imports"))
    }

    /// The graph's N-Quads text; its checksum has been verified.
    pub(super) fn text(&self) -> Result<String, StoreError> {
        let bytes = fs::read(&self.file).map_err(|e| StoreError::truth(&self.file, format!("it cannot be read ({e})")))?;
        packed::unpack(&bytes).map_err(|e| StoreError::truth(&self.file, format!("it is damaged ({e})")))
    }

    pub(super) fn quads(&self) -> Result<Vec<Quad>, StoreError> {
        packed::parse(&self.text()?).map_err(|e| StoreError::truth(&self.file, format!("it does not hold N-Quads ({e})")))
    }
}

/// The base graphs' files; none before they were put.
pub(super) fn base_files(layout: &Layout, ledger: &Ledger) -> Vec<GraphFile> {
    let names = if ledger.base.is_some() { &BASE_GRAPHS[..] } else { &[] };
    names.iter().map(|name| GraphFile { graph: layout.graph(name), file: layout.base_file(name) }).collect()
}

/// The sources' files in the order of their names.
pub(super) fn source_files(layout: &Layout, ledger: &Ledger) -> Result<Vec<GraphFile>, StoreError> {
    ledger.sources().filter(|source| ledger.has_graph(source)).map(|source| source_file(layout, source)).collect()
}

/// One source's file, whether it exists or not.
pub(super) fn source_file(layout: &Layout, source: &str) -> Result<GraphFile, StoreError> {
    Ok(GraphFile { graph: source.to_owned(), file: layout.held_file(source)? })
}
