//! The graphs as text, from the truth files. In: a folder and which graphs. Out: N-Quads, graph by graph, in the order of their names.
//!
//! No index is opened, so an export is as true as the files, and the same each time: the ledger's graph, which has a clock in it,
//! comes only if it is asked for by name.

use std::path::Path;
use std::vec::IntoIter;

use super::StoreError;
use super::account::Account;
use super::layout::Layout;
use super::ledger::Ledger;
use super::truth::{self, GraphFile};

/// Which graphs an export has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Selection<'a> {
    /// Whether the base graphs come, too, before the sources.
    pub base: bool,
    /// Only the graph of this name, whichever it is.
    pub graph: Option<&'a str>,
}

/// The N-Quads text of one graph after the other. Iterate over a text's `lines()` for single quads.
#[derive(Debug)]
pub struct Export {
    files: IntoIter<GraphFile>,
    account: Option<String>,
}

impl Iterator for Export {
    type Item = Result<String, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.files.next() {
            Some(file) => Some(file.text()),
            None => self.account.take().map(Ok),
        }
    }
}

/// The graphs of the store in `dir`, read one by one as they are asked for.
pub fn quads(dir: &Path, selection: Selection<'_>) -> Result<Export, StoreError> {
    let layout = Layout::existing(dir)?;
    let ledger = Ledger::read(&layout.ledger())?;
    match selection.graph {
        Some(graph) => one(&layout, &ledger, graph),
        None => all(&layout, &ledger, selection.base),
    }
}

fn all(layout: &Layout, ledger: &Ledger, base: bool) -> Result<Export, StoreError> {
    let mut files = if base { truth::base_files(layout, ledger) } else { Vec::new() };
    files.extend(truth::source_files(layout, ledger)?);
    Ok(Export { files: files.into_iter(), account: None })
}

fn one(layout: &Layout, ledger: &Ledger, graph: &str) -> Result<Export, StoreError> {
    if graph == layout.graph("ledger") {
        return Ok(Export { files: Vec::new().into_iter(), account: Some(account(layout, ledger)) });
    }
    let base = truth::base_files(layout, ledger).into_iter().find(|file| file.graph == graph);
    let file = match base {
        Some(file) => file,
        None if ledger.has_graph(graph) => truth::source_file(layout, graph)?,
        None => return Err(StoreError::NoGraph { dir: layout.dir.clone(), graph: graph.to_owned() }),
    };
    Ok(Export { files: vec![file].into_iter(), account: None })
}

fn account(layout: &Layout, ledger: &Ledger) -> String {
    let mut lines: Vec<String> = Account::of(layout, ledger).quads().iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    lines.dedup();
    lines.concat()
}
