//! Quads as their N-Quads lines, quickly: what a graph is sorted by, packed as and hashed as. In: terms. Out: text.
//!
//! Byte for byte what Oxigraph writes (a test holds it), several times as fast: stretches without anything to escape are copied whole.

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, LiteralRef, NamedNode, NamedOrBlankNode, Quad, TermRef};

use super::order;

/// The lines of one graph: sorted, none twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines {
    text: String,
    count: usize,
}

impl Lines {
    /// The N-Quads document.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many quads.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The lines of several, each once.
    pub fn union<'l>(all: impl IntoIterator<Item = &'l Lines>) -> Lines {
        sorted(all.into_iter().flat_map(|lines| lines.text.split_inclusive('\n')).collect())
    }

    /// The quads, in the order of their lines.
    pub fn quads(&self) -> Vec<Quad> {
        // What this room has written parses: a test holds it.
        RdfParser::from_format(RdfFormat::NQuads).lenient().for_slice(self.text.as_bytes()).filter_map(Result::ok).collect()
    }
}

/// Gathers lines of one graph in any order. A quad costs its text and no object of its own.
pub(super) struct Gatherer {
    text: String,
    ends: Vec<usize>,
    /// What every line ends with: the graph, the full stop, the line break.
    tail: String,
}

impl Gatherer {
    pub(super) fn new(graph: &NamedNode) -> Self {
        Gatherer { text: String::with_capacity(1 << 16), ends: Vec::with_capacity(512), tail: format!(" <{}> .\n", graph.as_str()) }
    }

    pub(super) fn add(&mut self, subject: &NamedNode, predicate: &str, object: TermRef<'_>) {
        let out = &mut self.text;
        iri(out, subject.as_str());
        out.push(' ');
        iri(out, predicate);
        out.push(' ');
        term(out, object);
        out.push_str(&self.tail);
        self.ends.push(out.len());
    }

    pub(super) fn sorted(self) -> Lines {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        sorted(starts.zip(&self.ends).filter_map(|(start, end)| self.text.get(start..*end)).collect())
    }
}

fn sorted(mut lines: Vec<&str>) -> Lines {
    order::sort(&mut lines);
    lines.dedup();
    Lines { text: lines.concat(), count: lines.len() }
}

/// A term as lines have it.
pub fn text(value: TermRef<'_>) -> String {
    let mut out = String::with_capacity(64);
    term(&mut out, value);
    out
}

/// The quad's line, with the full stop and the line break.
pub fn line(quad: &Quad) -> String {
    let mut out = String::with_capacity(256);
    subject(&mut out, &quad.subject);
    out.push(' ');
    iri(&mut out, quad.predicate.as_str());
    out.push(' ');
    term(&mut out, quad.object.as_ref());
    if let GraphName::NamedNode(graph) = &quad.graph_name {
        out.push(' ');
        iri(&mut out, graph.as_str());
    } else if let GraphName::BlankNode(graph) = &quad.graph_name {
        out.push(' ');
        out.push_str(&graph.to_string());
    }
    out.push_str(" .\n");
    out
}

fn iri(out: &mut String, iri: &str) {
    out.push('<');
    out.push_str(iri);
    out.push('>');
}

fn subject(out: &mut String, node: &NamedOrBlankNode) {
    match node {
        NamedOrBlankNode::NamedNode(node) => iri(out, node.as_str()),
        other => out.push_str(&other.to_string()),
    }
}

fn term(out: &mut String, term: TermRef<'_>) {
    match term {
        TermRef::NamedNode(node) => iri(out, node.as_str()),
        TermRef::Literal(value) => literal(out, value),
        other => out.push_str(&other.to_string()),
    }
}

fn literal(out: &mut String, literal: LiteralRef<'_>) {
    quoted(out, literal.value());
    if let Some(language) = literal.language() {
        out.push('@');
        out.push_str(language);
    } else if literal.datatype() != oxigraph::model::vocab::xsd::STRING {
        out.push_str("^^");
        iri(out, literal.datatype().as_str());
    }
}

/// Bytes with which a character that is escaped may begin.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        special[byte] = matches!(byte as u8, 0..=0x1f | b'"' | b'\\' | 0x7f | 0xef);
        byte += 1;
    }
    special
};

/// A string between quotation marks, escaped as Oxigraph escapes it.
fn quoted(out: &mut String, text: &str) {
    out.push('"');
    let mut from = 0;
    for (place, byte) in text.bytes().enumerate().filter(|(_, byte)| SPECIAL.get(usize::from(*byte)) == Some(&true)) {
        // U+FFFE and U+FFFF alone of what begins with this byte; commas and brackets of full width begin with it as well.
        if byte == 0xef && text.as_bytes().get(place + 1) != Some(&0xbf) {
            continue;
        }
        let Some(c) = text.get(place..).and_then(|rest| rest.chars().next()) else { continue };
        let escaped = match c {
            '\u{8}' => "\\b",
            '\t' => "\\t",
            '\n' => "\\n",
            '\u{c}' => "\\f",
            '\r' => "\\r",
            '"' => "\\\"",
            '\\' => "\\\\",
            '\0'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}' => "",
            _ => continue,
        };
        out.push_str(text.get(from..place).unwrap_or(""));
        if escaped.is_empty() {
            out.push_str(&format!("\\u{:04X}", u32::from(c)));
        } else {
            out.push_str(escaped);
        }
        debug_assert!(byte.is_ascii() || c.len_utf8() == 3);
        from = place + c.len_utf8();
    }
    out.push_str(text.get(from..).unwrap_or(""));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::{Literal, NamedNode};
    use proptest::prelude::*;

    fn same(value: Literal) {
        let node = NamedNode::new_unchecked("https://example.org/新集镇%20");
        let quad = Quad::new(node.clone(), node.clone(), value, node);
        assert_eq!(line(&quad), format!("{quad} .\n"));
    }

    proptest! {
        #[test]
        fn a_line_is_what_oxigraph_writes(text in "[\\PC\u{0}-\u{7f}\u{fffd}-\u{ffff}新集镇（）“”]{0,40}") {
            same(Literal::new_simple_literal(text.as_str()));
            same(Literal::new_language_tagged_literal_unchecked(text.as_str(), "zh"));
            same(Literal::new_typed_literal(text.as_str(), NamedNode::new_unchecked("http://www.w3.org/2001/XMLSchema#date")));
        }
    }
}
