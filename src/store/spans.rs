//! Whether the mentions of a source read back. In: the quads of one graph. Out: what is wrong, if something is.
//!
//! A mention's IRI ends in `#char=begin,end` (RFC 5147); these characters of the source's `nif:isString` must be its `nif:anchorOf`.
//! SPARQL could ask this too, but would walk through the whole text for every mention.

use std::collections::BTreeMap;

use oxigraph::model::{NamedOrBlankNode, Quad, Term};

use crate::vocab::other;

/// The first mention that does not read back, or a blank node, said in words.
pub(super) fn fault(quads: &[Quad]) -> Option<String> {
    let blank = |quad: &&Quad| matches!(quad.subject, NamedOrBlankNode::BlankNode(_)) || matches!(quad.object, Term::BlankNode(_));
    if let Some(quad) = quads.iter().find(blank) {
        return Some(format!("it has a blank node: {quad}"));
    }
    let of = |property: &'static str| {
        quads.iter().filter(move |quad| quad.predicate.as_str() == property).filter_map(|quad| Some((iri(&quad.subject)?, text(&quad.object)?)))
    };
    let texts: BTreeMap<&str, Vec<char>> = of(other::IS_STRING).map(|(source, text)| (source, text.chars().collect())).collect();
    of(other::ANCHOR_OF)
        .find(|(mention, words)| !reads_back(&texts, mention, words))
        .map(|(mention, words)| format!("<{mention}> does not read “{words}” in its text"))
}

fn iri(node: &NamedOrBlankNode) -> Option<&str> {
    match node {
        NamedOrBlankNode::NamedNode(node) => Some(node.as_str()),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

fn text(term: &Term) -> Option<&str> {
    match term {
        Term::Literal(literal) => Some(literal.value()),
        _ => None,
    }
}

fn reads_back(texts: &BTreeMap<&str, Vec<char>>, mention: &str, words: &str) -> bool {
    let characters = || {
        let (source, place) = mention.split_once("#char=")?;
        let (begin, end) = place.split_once(',')?;
        texts.get(source)?.get(begin.parse::<usize>().ok()?..end.parse::<usize>().ok()?)
    };
    characters().is_some_and(|characters| characters.iter().copied().eq(words.chars()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::{Literal, NamedNode};

    #[test]
    fn a_mention_must_read_back() {
        let node = |iri: &str| NamedNode::new_unchecked(iri);
        let quad =
            |subject: &str, property: &str, value: &str| Quad::new(node(subject), node(property), Literal::new_simple_literal(value), node("https://x/s"));
        let text = quad("https://x/s", other::IS_STRING, "在新集镇召开");
        let mention = |place: &str, words: &str| fault(&[text.clone(), quad(&format!("https://x/s#char={place}"), other::ANCHOR_OF, words)]);
        assert_eq!(mention("1,4", "新集镇"), None);
        for (place, words) in [("0,3", "新集镇"), ("1,4", "新集"), ("1,40", "新集镇"), ("x", "新集镇")] {
            assert!(mention(place, words).is_some(), "{place}");
        }
    }
}
