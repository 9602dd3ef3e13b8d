//! Is the folder what the ledger says it is? In: a folder. Out: what is wrong, each with its place; nothing if all is well.
//!
//! It repairs nothing but the index, and that only if told to: what the messages advise is the user's to do.

use std::path::Path;

use oxigraph::model::{GraphNameRef, NamedNodeRef};
use rayon::prelude::*;

use super::StoreError;
use super::layout::Layout;
use super::ledger::Ledger;
use super::packed;
use super::spans;
use super::sweep::Sweep;
use super::truth::{self, GraphFile};

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file, with the line where there is one.
    pub place: String,
    /// What is wrong, and the way out.
    pub message: String,
}

impl Finding {
    fn new(place: impl AsRef<Path>, message: impl Into<String>) -> Self {
        Finding { place: place.as_ref().display().to_string(), message: message.into() }
    }
}

/// Compares the store's files with its ledger; `rebuild` makes the index on disk anew (the light build has none).
///
/// An error only if the comparison itself cannot be made: no store, no ledger, or a writer at work.
pub fn check(dir: &Path, rebuild: bool) -> Result<Vec<Finding>, StoreError> {
    let (layout, _lock) = Layout::claim(dir)?;
    let ledger = Ledger::read(&layout.ledger())?;
    let mut findings = Vec::new();
    if ledger.torn {
        findings.push(Finding::new(&ledger.file, "the last line is torn: a run was killed; the next `fazhi build` drops it"));
    }
    findings.extend(check_files(&layout, &ledger)?);
    findings.extend(check_sources(&layout, &ledger)?);
    findings.extend(check_base(&layout, &ledger));
    findings.extend(check_index(&layout, &ledger, rebuild));
    Ok(findings)
}

fn check_files(layout: &Layout, ledger: &Ledger) -> Result<Vec<Finding>, StoreError> {
    let mut wanted = truth::source_files(layout, ledger)?;
    wanted.extend(truth::base_files(layout, ledger));
    let sweep = Sweep::of(layout, &wanted.into_iter().map(|graph| graph.file).collect())?;
    let missing = sweep.missing.iter().map(|file| Finding::new(file, "the ledger lists this file and it is missing; `fazhi build` writes it again"));
    let left = sweep.leftovers.iter().map(|file| Finding::new(file, "the ledger does not list this file; the next `fazhi build` removes it"));
    let strange = sweep.strangers.iter().map(|file| Finding::new(file, "no store writes such a file; move it elsewhere"));
    Ok(missing.chain(left).chain(strange).collect())
}

fn check_sources(layout: &Layout, ledger: &Ledger) -> Result<Vec<Finding>, StoreError> {
    let sources = truth::source_files(layout, ledger)?;
    Ok(sources.par_iter().filter_map(|source| check_source(ledger, source)).collect())
}

/// The ledger counts the quads of both base graphs together.
fn check_base(layout: &Layout, ledger: &Ledger) -> Vec<Finding> {
    let Some(base) = &ledger.base else { return Vec::new() };
    let mut findings = Vec::new();
    let mut quads = 0;
    for graph in truth::base_files(layout, ledger) {
        match count(&graph) {
            Ok(count) => quads += count,
            // That a file is missing has been said.
            Err(_) if !graph.file.exists() => return findings,
            Err(message) => findings.push(Finding::new(&graph.file, message)),
        }
    }
    if findings.is_empty() && quads != base.quads {
        let message = format!("the base graphs have {quads} quads, and the ledger says {}; delete this folder and run `fazhi build`", base.quads);
        findings.push(Finding::new(layout.graphs(), message));
    }
    findings
}

const AGAIN: &str = "delete the file and run `fazhi build`: what it held is written again";

fn check_source(ledger: &Ledger, source: &GraphFile) -> Option<Finding> {
    let bytes = source.size()?;
    let quads = match count(source) {
        Ok(quads) => quads,
        Err(message) => return Some(Finding::new(&source.file, message)),
    };
    let entry = ledger.of_source(&source.graph).find(|entry| entry.outcome.has_graph())?;
    let (said, path) = ((entry.quads, entry.bytes), &entry.path);
    let message = || format!("it has {quads} quads in {bytes} bytes; the ledger says {} in {} of {path}; {AGAIN}", said.0, said.1);
    ((quads, bytes) != said).then(|| Finding::new(&source.file, message()))
}

/// How many quads a file has, all of its graph and in their order; or what is wrong with it.
fn count(graph: &GraphFile) -> Result<u64, String> {
    let text = graph.text().map_err(without_place)?;
    if !text.lines().is_sorted_by(|a, b| a < b) {
        return Err(format!("its lines are not in order; {AGAIN}"));
    }
    let quads = packed::parse(&text).map_err(|e| format!("it does not hold N-Quads ({e}); {AGAIN}"))?;
    let name = NamedNodeRef::new_unchecked(&graph.graph);
    match quads.iter().find(|quad| quad.graph_name.as_ref() != GraphNameRef::NamedNode(name)) {
        Some(quad) => Err(format!("it has a quad of the graph {}, not {name}; {AGAIN}", quad.graph_name)),
        // What a user imported may speak of mentions as it likes.
        None if graph.is_import() => Ok(quads.len() as u64),
        None => spans::fault(&quads).map_or(Ok(quads.len() as u64), |fault| Err(format!("{fault}; {AGAIN}"))),
    }
}

/// A finding has its place already.
fn without_place(error: StoreError) -> String {
    match error {
        StoreError::Truth { message, .. } => format!("{message}; {AGAIN}"),
        error => error.to_string(),
    }
}

#[cfg(not(feature = "disk"))]
fn check_index(_layout: &Layout, _ledger: &Ledger, _rebuild: bool) -> Option<Finding> {
    // An index that the other build left, behind or not, is that build's business.
    None
}

#[cfg(feature = "disk")]
fn check_index(layout: &Layout, ledger: &Ledger, rebuild: bool) -> Option<Finding> {
    if rebuild {
        return match super::rocks::rebuild(layout, ledger) {
            Ok(true) => None,
            Ok(false) => Some(Finding::new(layout.index(), "another process has the index open, so it was not made anew; end that process first")),
            Err(error) => Some(Finding::new(layout.index(), error.to_string())),
        };
    }
    let current = super::index::is_current(layout, ledger);
    (!current).then(|| Finding::new(layout.index(), "the index is behind the ledger; it is made anew when the store is next opened"))
}
