//! The ledger as a graph, so that queries can ask what was read. In: the ledger. Out: the quads of `<base>graph/ledger`.
//!
//! The only graph with a clock in it. It is derived, never stored among the truth files.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};

use crate::vocab::{fz, other};

use super::layout::Layout;
use super::ledger::{Entry, Ledger, Outcome};

/// Writes the ledger's graph, source by source.
pub(super) struct Account<'a> {
    graph: GraphName,
    ledger: &'a Ledger,
}

impl<'a> Account<'a> {
    pub(super) fn of(layout: &Layout, ledger: &'a Ledger) -> Self {
        let graph = NamedNode::new_unchecked(layout.graph("ledger"));
        Account { graph: graph.into(), ledger }
    }

    /// All quads, in the order of the sources.
    pub(super) fn quads(&self) -> Vec<Quad> {
        self.ledger.sources().flat_map(|source| self.about(source)).collect()
    }

    /// The quads about one source; none if the ledger does not know it.
    pub(super) fn about(&self, source: &str) -> Vec<Quad> {
        let entries = || self.ledger.of_source(source);
        // Files with the same bytes are one source: what became of it is what the latest entry says, and it has all their names.
        let Some(latest) = entries().max_by_key(|entry| (entry.at, entry.path.as_str())) else { return Vec::new() };
        let mut says: Vec<(NamedNodeRef<'_>, Term)> = statements(latest);
        // A source with a graph says its files' names there.
        says.extend(entries().filter(|entry| !entry.outcome.has_graph()).map(|entry| (term(fz::FILE_NAME), text(file_name(&entry.path)))));
        let subject = NamedNode::new_unchecked(source);
        let quad = |(predicate, object): (NamedNodeRef<'_>, Term)| Quad::new(subject.clone(), predicate, object, self.graph.clone());
        says.into_iter().map(quad).collect()
    }
}

fn statements(entry: &Entry) -> Vec<(NamedNodeRef<'static>, Term)> {
    let outcome = match entry.outcome {
        Outcome::Ok => Some(term(fz::OK)),
        Outcome::Partial => Some(term(fz::PARTIAL)),
        Outcome::Refused => Some(term(fz::REFUSED)),
        Outcome::Gone => None,
    };
    let mut says: Vec<(NamedNodeRef<'static>, Term)> = Vec::new();
    says.extend(outcome.map(|outcome| (term(fz::OUTCOME), outcome.into_owned().into())));
    says.extend(entry.reason.as_deref().map(|reason| (term(fz::REASON), text(reason))));
    says.push((term(fz::READ_BY), text(&entry.fingerprint)));
    says.push((term(other::GENERATED_AT_TIME), Literal::new_typed_literal(entry.at.to_string(), xsd::DATE_TIME).into()));
    says.extend(entry.fetched.map(|at| (term(fz::FETCHED), Literal::new_typed_literal(at.to_string(), xsd::DATE_TIME).into())));
    says
}

fn term(iri: &'static str) -> NamedNodeRef<'static> {
    NamedNodeRef::new_unchecked(iri)
}

fn text(value: &str) -> Term {
    Literal::new_simple_literal(value).into()
}

/// The last part of a path or an address: that is what the reader was told.
fn file_name(path: &str) -> &str {
    path.rsplit('/').find(|part| !part.is_empty()).unwrap_or(path)
}
