//! A store against its ledger. In: a store's folder. Out: findings, each with the place. It repairs nothing but the index, and that when asked.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::layout::{Layout, key};
use super::ledger::Ledger;
use super::{StoreError, index, lock, truth};

/// Something wrong with a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file.
    pub place: PathBuf,
    /// What is wrong, and what to do.
    pub message: String,
}

/// Checks that each listed source has its file, whole and its own, and that no other file is there. `rebuild` makes the index anew.
///
/// # Errors
/// Where the store cannot be opened at all.
pub fn check(dir: &Path, rebuild: bool) -> Result<Vec<Finding>, StoreError> {
    let layout = Layout::open(dir)?;
    let _lock = lock::take(&layout)?;
    let ledger = Ledger::read(&layout.ledger())?;
    let sources: Vec<(&str, u64)> = ledger.sources().into_iter().collect();
    let mut findings: Vec<Finding> = sources.par_iter().filter_map(|(source, quads)| source_finding(&layout, source, *quads)).collect();
    findings.extend(ledger.base.as_ref().and_then(|base| graph_finding(&layout.base_graphs(), base.quads, None)));
    findings.extend(strangers(&layout, &sources));
    if rebuild && findings.is_empty() {
        index::invalidate(&layout)?;
        index::update(&layout, &ledger, &super::Changes::default(), false)?;
    }
    Ok(findings)
}

fn source_finding(layout: &Layout, source: &str, quads: u64) -> Option<Finding> {
    graph_finding(&layout.source(key(source)), quads, Some(source))
}

fn graph_finding(path: &Path, quads: u64, graph: Option<&str>) -> Option<Finding> {
    let finding = |message: String| Some(Finding { place: path.to_owned(), message });
    let text = match truth::read(path) {
        Ok(text) => text,
        Err(error) => return finding(error.to_string()),
    };
    let count = text.lines().count() as u64;
    if count != quads {
        return finding(format!("{count} quads, where the ledger says {quads}; `fazhi build --force` reads its document again"));
    }
    let end = graph.map(|graph| format!("<{graph}> ."));
    let stray = end.is_some_and(|end| text.lines().any(|line| !line.ends_with(&end)));
    if stray { finding("quads of another graph".to_owned()) } else { None }
}

/// Files that the ledger does not list.
fn strangers(layout: &Layout, sources: &[(&str, u64)]) -> Vec<Finding> {
    let listed: BTreeSet<PathBuf> = sources.iter().map(|(source, _)| layout.source(key(source))).collect();
    let files = walkdir::WalkDir::new(layout.sources()).sort_by_file_name().into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    let stranger = |path: &Path| Finding { place: path.to_owned(), message: "not in the ledger: left by a run that was killed; the next `fazhi build` takes it away".to_owned() };
    files.filter(|entry| !listed.contains(entry.path())).map(|entry| stranger(entry.path())).collect()
}
