//! What this endpoint is. In: the site. Out: a SPARQL 1.1 service description.

use oxigraph::model::{BlankNode, GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};

use crate::serve::Site;
use crate::vocab::other;

const SD: &str = "http://www.w3.org/ns/sparql-service-description#";
const FORMATS: &str = "http://www.w3.org/ns/formats/";

/// The formats that queries are answered in, by their W3C names.
const RESULTS: [&str; 10] =
    ["SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads"];

/// So many names of graphs are listed; a query lists more.
const LISTED: usize = 500;

/// Statements, one after the other.
#[derive(Debug, Default)]
pub(super) struct Sheet(pub(super) Vec<Quad>);

impl Sheet {
    pub(super) fn say(&mut self, subject: &NamedOrBlankNode, predicate: &str, object: impl Into<Term>) {
        self.0.push(Quad::new(subject.clone(), NamedNode::new_unchecked(predicate), object, GraphName::DefaultGraph));
    }

    pub(super) fn text(&mut self, subject: &NamedOrBlankNode, predicate: &str, text: &str, language: &str) {
        self.say(subject, predicate, Literal::new_language_tagged_literal_unchecked(text, language));
    }

    pub(super) fn number(&mut self, subject: &NamedOrBlankNode, predicate: &str, number: u64) {
        self.say(subject, predicate, Literal::new_typed_literal(number.to_string(), NamedNode::new_unchecked(other::INTEGER)));
    }
}

/// A name, taken as it is.
pub(super) fn node(iri: impl Into<String>) -> NamedNode {
    NamedNode::new_unchecked(iri)
}

/// A node without a name, of this number: a description is the same each time.
pub(super) fn blank(name: impl Into<String>) -> NamedOrBlankNode {
    BlankNode::new_unchecked(name).into()
}

/// The description; `place` is where the site is.
pub(super) fn quads(site: &Site, place: &str) -> Vec<Quad> {
    let sd = |name: &str| format!("{SD}{name}");
    let mut sheet = Sheet::default();
    let service = NamedOrBlankNode::from(node(format!("{place}/sparql")));
    sheet.say(&service, other::TYPE, node(sd("Service")));
    sheet.say(&service, &sd("endpoint"), node(format!("{place}/sparql")));
    sheet.say(&service, &sd("supportedLanguage"), node(sd("SPARQL11Query")));
    sheet.say(&service, &sd("feature"), node(sd("UnionDefaultGraph")));
    for format in RESULTS {
        sheet.say(&service, &sd("resultFormat"), node(format!("{FORMATS}{format}")));
    }
    let (dataset, default) = (NamedOrBlankNode::from(node(format!("{place}/.well-known/void#dataset"))), blank("default"));
    sheet.say(&service, &sd("defaultDataset"), Term::from(dataset.clone()));
    sheet.say(&dataset, other::TYPE, node(sd("Dataset")));
    sheet.say(&dataset, &sd("defaultGraph"), Term::from(default.clone()));
    sheet.say(&default, other::TYPE, node(sd("Graph")));
    for (number, graph) in listed(site).into_iter().enumerate() {
        let entry = blank(format!("g{number}"));
        sheet.say(&dataset, &sd("namedGraph"), Term::from(entry.clone()));
        sheet.say(&entry, other::TYPE, node(sd("NamedGraph")));
        sheet.say(&entry, &sd("name"), node(graph));
    }
    sheet.0
}

/// All graphs of a small store; of a large one, those that are no source's.
fn listed(site: &Site) -> Vec<String> {
    let (mut graphs, sources) = (site.view.graphs(), format!("{}source/", site.view.base()));
    if graphs.len() > LISTED {
        graphs.retain(|graph| !graph.starts_with(&sources));
        graphs.truncate(LISTED);
    }
    graphs
}
