//! The truth read back: the quads of sources and base graphs from their files. In: a store's folder. Out: N-Quads. No index is opened.

use std::path::Path;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};

use super::layout::{Layout, key};
use super::ledger::{Entry, Ledger, State};
use super::pack::unpack;
use super::StoreError;
use crate::vocab::{fz, other};

/// Which graphs to read.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Whether what was known before reading is asked for too.
    pub base: bool,
    /// Whether the ledger's graph is asked for too: the only one with a clock in it.
    pub ledger: bool,
    /// Only this graph.
    pub graph: Option<String>,
}

/// The N-Quads lines of a store, graph by graph in the order of their files; each call of the iterator gives one graph's.
///
/// # Errors
/// Where `dir` is no store; a damaged file comes as an error of the iterator.
pub fn lines(dir: &Path, selection: &Selection) -> Result<impl Iterator<Item = Result<String, StoreError>> + use<>, StoreError> {
    let layout = Layout::open(dir)?;
    let ledger = Ledger::read(&layout.ledger())?;
    let wanted = |graph: &str| selection.graph.as_deref().is_none_or(|only| only == graph);
    let one = |part: &str| selection.graph.as_deref() == Some(&format!("{}graph/{part}", layout.base));
    let base = (selection.base && selection.graph.is_none() || one("authority") || one("ontology")).then(|| layout.base_graphs());
    let only = selection.graph.clone().filter(|_| base.is_some());
    let own = (selection.ledger && selection.graph.is_none() || one("ledger")).then(|| ledger_lines(&layout.base, &ledger));
    let mut sources: Vec<String> = ledger.sources().keys().filter(|source| wanted(source)).map(|source| key(source).to_owned()).collect();
    sources.sort_unstable();
    let files: Vec<_> = base.into_iter().chain(sources.iter().map(|key| layout.source(key))).collect();
    let graphs = files.into_iter().map(move |path| {
        let text = read(&path)?;
        Ok(match &only {
            Some(graph) => text.split_inclusive('\n').filter(|line| line.ends_with(&format!("<{graph}> .\n"))).collect(),
            None => text,
        })
    });
    Ok(graphs.chain(own.map(Ok)))
}

/// The N-Quads of one file of the truth.
pub(super) fn read(path: &Path) -> Result<String, StoreError> {
    let bytes = std::fs::read(path).map_err(StoreError::io(path))?;
    unpack(&bytes).map_err(|error| StoreError::damaged(path, format!("damaged ({error}); `fazhi build --force` reads its document again")))
}

/// The quads of N-Quads that this program wrote.
pub(super) fn quads(text: &str) -> Vec<Quad> {
    RdfParser::from_format(RdfFormat::NQuads).lenient().for_slice(text.as_bytes()).filter_map(Result::ok).collect()
}

fn ledger_lines(base: &str, ledger: &Ledger) -> String {
    ledger_quads(base, ledger).iter().map(|quad| format!("{quad} .\n")).collect()
}

/// The graph `<base>graph/ledger`: what was read when, by which version, and what became of it.
pub(super) fn ledger_quads(base: &str, ledger: &Ledger) -> Vec<Quad> {
    let graph = GraphName::NamedNode(NamedNode::new_unchecked(format!("{base}graph/ledger")));
    ledger.entries.values().flat_map(|entry| entry_quads(entry, &graph)).collect()
}

fn entry_quads(entry: &Entry, graph: &GraphName) -> Vec<Quad> {
    let node = NamedNode::new_unchecked;
    let outcome = match entry.state {
        State::Ok => fz::OK,
        State::Partial => fz::PARTIAL,
        State::Refused | State::Gone => fz::REFUSED,
    };
    let text = |value: &str| Term::from(Literal::new_simple_literal(value));
    let mut facts = vec![
        (fz::OUTCOME, Term::from(node(outcome))),
        (fz::READ_BY, text(&entry.reader)),
        (other::GENERATED_AT_TIME, Term::from(Literal::new_typed_literal(entry.at.as_str(), node(other::DATE_TIME)))),
    ];
    if !entry.reason.is_empty() {
        facts.push((fz::REASON, text(&entry.reason)));
    }
    if entry.state == State::Refused {
        let name = Path::new(&entry.path).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        facts.push((fz::FILE_NAME, text(&name)));
        facts.push((fz::SHA256, text(&entry.sha256)));
    }
    let subject = node(entry.source.as_str());
    facts.into_iter().map(|(predicate, object)| Quad::new(subject.clone(), node(predicate), object, graph.clone())).collect()
}
