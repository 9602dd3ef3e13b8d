//! Quads as Turtle that people read: fixed prefixes, subjects in order. In: quads of one graph. Out: text. It chooses nothing.

use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{Quad, TripleRef};

/// The prefixes of every Turtle and TriG that the program writes.
pub const PREFIXES: [(&str, &str); 13] = [
    ("fz", "https://w3id.org/fazhi/ontology#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("org", "http://www.w3.org/ns/org#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("nif", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"),
    ("itsrdf", "http://www.w3.org/2005/11/its/rdf#"),
    ("eli", "http://data.europa.eu/eli/ontology#"),
    ("schema", "https://schema.org/"),
];

/// A serializer with the prefixes.
pub fn serializer(format: RdfFormat) -> RdfSerializer {
    PREFIXES.iter().fold(RdfSerializer::from_format(format), |serializer, (prefix, iri)| {
        // The prefixes are constants and valid; a serializer without one would still be right.
        serializer.clone().with_prefix(*prefix, *iri).unwrap_or(serializer)
    })
}

/// `quads` as Turtle, graph names left out.
pub fn turtle(quads: &[Quad]) -> String {
    let mut writer = serializer(RdfFormat::Turtle).for_writer(Vec::new());
    for quad in quads {
        let triple = TripleRef::new(quad.subject.as_ref(), quad.predicate.as_ref(), quad.object.as_ref());
        // Writing to memory does not fail.
        let _ = writer.serialize_triple(triple);
    }
    writer.finish().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}
