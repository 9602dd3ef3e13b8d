//! One Turtle file in, its triples out; a file that does not parse, or that holds a blank node, is refused with its line.

use oxigraph::io::{RdfFormat, RdfParser, RdfSyntaxError};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term};

use super::{OntologyError, OntologyFile};

/// A statement of the ontology. Its object is a name or a literal: blank nodes are refused, since their identifiers differ from run to run.
pub(super) struct Triple {
    pub subject: NamedNode,
    pub predicate: NamedNode,
    pub object: Term,
}

/// The triples of a file, in the order in which they stand.
pub(super) fn triples(file: &OntologyFile) -> impl Iterator<Item = Result<Triple, OntologyError>> + '_ {
    let parser = RdfParser::from_format(RdfFormat::Turtle).without_named_graphs();
    parser.for_slice(&file.bytes).map(move |quad| match quad {
        Ok(quad) => named(quad).ok_or_else(|| OntologyError::new(&file.path, BLANK)),
        Err(error) => Err(syntax(file, &error)),
    })
}

const BLANK: &str = "a blank node ([ ], ( ) or _:x); give the thing an IRI";

fn named(quad: Quad) -> Option<Triple> {
    let NamedOrBlankNode::NamedNode(subject) = quad.subject else { return None };
    match quad.object {
        Term::BlankNode(_) => None,
        object => Some(Triple { subject, predicate: quad.predicate, object }),
    }
}

fn syntax(file: &OntologyFile, error: &RdfSyntaxError) -> OntologyError {
    match error.location() {
        Some(range) => OntologyError::at(&file.path, range.start.line + 1, error.to_string()),
        None => OntologyError::new(&file.path, error.to_string()),
    }
}
