//! A user's own RDF to the quads of one graph. In: a file's bytes, its format, the graph's name. Out: quads, or where the file is wrong.
//!
//! Blank nodes get IRIs from the graph's name, the file's bytes and their order in it: the same file gives the same graph.

use std::collections::BTreeMap;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{BlankNode, GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use sha2::{Digest, Sha256};

/// Why a file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ForeignError {
    /// It does not parse.
    #[error("line {line}, column {column}: {message}")]
    Syntax {
        /// The line, counted from 1.
        line: u64,
        /// The character in the line, counted from 1.
        column: u64,
        /// What is wrong there.
        message: String,
    },
    /// It does not parse, and where is not known.
    #[error("{0}")]
    Nowhere(String),
    /// It names graphs of its own.
    #[error("it has quads in the graph {0}; only the default graph is taken: give the graph's name with --graph, one file a graph")]
    Named(String),
}

/// A file as one graph.
#[derive(Debug)]
pub struct Foreign {
    /// The digest of the graph's name and the file's bytes, lower-case hex.
    pub digest: String,
    /// The quads, in the file's order.
    pub quads: Vec<Quad>,
}

/// Reads a file; IRIs without a scheme are taken to stand below `graph`.
///
/// # Errors
/// Where the file does not parse, or names graphs.
pub fn read(bytes: &[u8], format: RdfFormat, graph: &NamedNode, base: &str) -> Result<Foreign, ForeignError> {
    let digest = digest(graph, bytes);
    let parser = RdfParser::from_format(format);
    let parser = parser.clone().with_base_iri(graph.as_str()).unwrap_or(parser);
    let mut names = Names { stem: format!("{base}.well-known/genid/{}-", digest.get(..16).unwrap_or(&digest)), known: BTreeMap::new() };
    let mut quads = Vec::new();
    for quad in parser.for_slice(bytes) {
        let quad = quad.map_err(|error| syntax(&error))?;
        if quad.graph_name != GraphName::DefaultGraph {
            return Err(ForeignError::Named(quad.graph_name.to_string()));
        }
        quads.push(Quad::new(names.subject(quad.subject), quad.predicate, names.object(quad.object), graph.clone()));
    }
    Ok(Foreign { digest, quads })
}

fn digest(graph: &NamedNode, bytes: &[u8]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(graph.as_str());
    hasher.update(b"\n");
    hasher.update(bytes);
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn syntax(error: &oxigraph::io::RdfSyntaxError) -> ForeignError {
    match error.location() {
        Some(range) => ForeignError::Syntax { line: range.start.line + 1, column: range.start.column + 1, message: error.to_string() },
        None => ForeignError::Nowhere(error.to_string()),
    }
}

/// The IRIs of blank nodes, numbered as they come.
struct Names {
    stem: String,
    known: BTreeMap<String, NamedNode>,
}

impl Names {
    fn of(&mut self, node: &BlankNode) -> NamedNode {
        let number = self.known.len();
        self.known.entry(node.as_str().to_owned()).or_insert_with(|| NamedNode::new_unchecked(format!("{}{number}", self.stem))).clone()
    }

    fn subject(&mut self, node: NamedOrBlankNode) -> NamedOrBlankNode {
        match node {
            NamedOrBlankNode::BlankNode(node) => self.of(&node).into(),
            named @ NamedOrBlankNode::NamedNode(_) => named,
        }
    }

    fn object(&mut self, term: Term) -> Term {
        match term {
            Term::BlankNode(node) => self.of(&node).into(),
            term => term,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://example.org/kg/";

    fn graph() -> NamedNode {
        NamedNode::new_unchecked("https://example.org/mine")
    }

    fn lines(text: &str, format: RdfFormat) -> Result<Vec<String>, String> {
        read(text.as_bytes(), format, &graph(), BASE).map(|file| file.quads.iter().map(ToString::to_string).collect()).map_err(|e| e.to_string())
    }

    #[test]
    fn blank_nodes_are_named_the_same_each_time() {
        let text = "@prefix e: <https://e.org/> . e:a e:b [ e:c _:x ] . _:x e:d ( 1 2 ) .";
        let first = lines(text, RdfFormat::Turtle).unwrap();
        assert_eq!(first, lines(text, RdfFormat::Turtle).unwrap());
        assert!(first.len() > 5 && first.iter().all(|line| !line.contains("_:")) && first[0].contains("kg/.well-known/genid/"), "{first:?}");
        assert_ne!(first, lines(&format!("{text} "), RdfFormat::Turtle).unwrap());
    }

    #[test]
    fn errors_say_the_line_and_named_graphs_are_refused() {
        assert!(lines("<https://e.org/a> <https://e.org/b> 1 .\n<https://e.org/a> nothing", RdfFormat::Turtle).unwrap_err().contains("line 2"));
        assert!(lines("<https://e.org/a> <https://e.org/b> <https://e.org/c> <https://e.org/g> .", RdfFormat::NQuads).unwrap_err().contains("https://e.org/g"));
        assert_eq!(
            lines("<a> <b> <c> .", RdfFormat::TriG).unwrap(),
            ["<https://example.org/a> <https://example.org/b> <https://example.org/c> <https://example.org/mine>"]
        );
    }
}
