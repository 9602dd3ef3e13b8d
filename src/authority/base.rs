//! The two graphs that stand in every store before anything is read: the vocabulary, and what is known by name.

use std::borrow::Cow;

use oxigraph::model::{GraphName, NamedNode, Quad, Term};
use rayon::prelude::*;

use super::turtle::{Triple, triples};
use super::{Ontology, OntologyError, OntologyFile};
use crate::vocab::HOME;

/// The files of the vocabulary; every other file holds names.
const VOCABULARY: [&str; 3] = ["alignments.ttl", "fazhi.ttl", "shapes.ttl"];

/// The quads of `<base>graph/ontology` and `<base>graph/authority`, in the order of their N-Quads lines, none twice.
pub fn base_graphs(ontology: &Ontology, base: &str) -> Result<Vec<Quad>, OntologyError> {
    let read: Vec<_> = ontology.files().par_iter().map(|file| quads(file, base)).collect();
    let mut lines = Vec::new();
    for file in read {
        lines.extend(file?);
    }
    lines.par_sort_unstable_by(|a, b| a.0.cmp(&b.0));
    lines.dedup_by(|a, b| a.0 == b.0);
    Ok(lines.into_iter().map(|(_, quad)| quad).collect())
}

fn quads(file: &OntologyFile, base: &str) -> Result<Vec<(String, Quad)>, OntologyError> {
    let part = if VOCABULARY.contains(&file.path.as_str()) { "ontology" } else { "authority" };
    let graph = NamedNode::new(format!("{base}graph/{part}"));
    let graph = graph.map_err(|e| OntologyError::new(&file.path, format!("the base {base} makes no IRI: {e}")))?;
    let line = |triple: Result<Triple, OntologyError>| triple.map(|triple| quad(triple, &graph, base)).map(|quad| (quad.to_string(), quad));
    triples(file).map(line).collect()
}

fn quad(triple: Triple, graph: &NamedNode, base: &str) -> Quad {
    let object = match triple.object {
        Term::NamedNode(node) => Term::NamedNode(moved(node, base)),
        literal => literal,
    };
    Quad::new(moved(triple.subject, base), triple.predicate, object, GraphName::NamedNode(graph.clone()))
}

fn moved(node: NamedNode, base: &str) -> NamedNode {
    match rebase(node.as_str(), base) {
        Cow::Borrowed(_) => node,
        Cow::Owned(iri) => NamedNode::new_unchecked(iri),
    }
}

/// A data IRI of the ontology (`https://w3id.org/fazhi/law/…`) under another base; terms of the vocabulary and its shapes stay where they are.
pub fn rebase<'a>(iri: &'a str, base: &str) -> Cow<'a, str> {
    match iri.strip_prefix(HOME) {
        Some(data) if base != HOME && !is_vocabulary(data) => Cow::Owned(format!("{base}{data}")),
        _ => Cow::Borrowed(iri),
    }
}

fn is_vocabulary(path: &str) -> bool {
    ["ontology", "shapes"].iter().any(|part| path.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with(['#', '/'])))
}
