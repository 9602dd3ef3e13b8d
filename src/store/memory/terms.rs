//! Terms as numbers. In: terms as N-Quads write them. Out: a number for each, and the term again.
//!
//! A term is kept as its text in the truth files, so nothing is taken apart before a query asks for it. Numbers and dates are kept in one
//! spelling (01 is 1), as the index on disk keeps them: then the same term has the same text, and the same number.

use std::hash::Hasher;

use hashbrown::HashTable;
use oxigraph::model::{BlankNode, Literal, NamedNode, Term};
use rustc_hash::FxHasher;
use spareval::ExpressionTerm;

use crate::graph::nquads;

/// A number was wanted for more terms than there are numbers.
pub(super) const FULL: &str = "more terms than an index in memory can number";

/// All terms of a store, each once.
#[derive(Debug, Default)]
pub(super) struct Terms {
    text: String,
    /// Where each term ends in `text`.
    ends: Vec<usize>,
    /// Numbers by their terms, each with its hash, so that the table grows without reading a text again.
    numbers: HashTable<(u32, u32)>,
}

impl Terms {
    /// How many.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text of a term; empty where there is no such number.
    pub(super) fn text(&self, number: u32) -> &str {
        let at = number as usize;
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        start.zip(self.ends.get(at)).and_then(|(start, end)| self.text.get(start..*end)).unwrap_or_default()
    }

    /// The number of a term in its one spelling.
    pub(super) fn number(&self, text: &str) -> Option<u32> {
        self.find(hash(text), text)
    }

    /// The number of a term, which is given one if it is new.
    pub(super) fn add(&mut self, text: &str) -> Result<u32, &'static str> {
        let hash = hash(text);
        if let Some(number) = self.find(hash, text) {
            return Ok(number);
        }
        if is_typed(text) {
            let spelt = text_of(term(text));
            if spelt != text {
                return self.add_new(self::hash(&spelt), &spelt);
            }
        }
        self.add_new(hash, text)
    }

    fn add_new(&mut self, hash: u32, text: &str) -> Result<u32, &'static str> {
        if let Some(number) = self.find(hash, text) {
            return Ok(number);
        }
        let number = u32::try_from(self.ends.len()).map_err(|_| FULL)?;
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.numbers.insert_unique(spread(hash), (hash, number), |(hash, _)| spread(*hash));
        Ok(number)
    }

    fn find(&self, hash: u32, text: &str) -> Option<u32> {
        self.numbers.find(spread(hash), |(own, number)| *own == hash && self.text(*number) == text).map(|(_, number)| *number)
    }
}

fn hash(text: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    let hash = hasher.finish();
    // Both halves count; the cut is meant.
    #[allow(clippy::cast_possible_truncation)]
    let folded = (hash ^ (hash >> 32)) as u32;
    folded
}

/// The table looks at the highest and the lowest bits of 64.
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn is_typed(text: &str) -> bool {
    text.starts_with('"') && text.ends_with('>')
}

/// A term's text in its one spelling.
pub(super) fn text_of(term: Term) -> String {
    let spelt = match term {
        Term::Literal(literal) if literal.language().is_none() => Term::from(ExpressionTerm::from(Term::from(literal))),
        other => other,
    };
    nquads::text(spelt.as_ref())
}

/// The term of a text.
pub(super) fn term(text: &str) -> Term {
    if let Some(iri) = text.strip_prefix('<') {
        return NamedNode::new_unchecked(iri.strip_suffix('>').unwrap_or(iri)).into();
    }
    match text.strip_prefix('"').and_then(|text| text.rsplit_once('"')) {
        Some((value, kind)) => literal(unescaped(value), kind).into(),
        None => BlankNode::new_unchecked(text.trim_start_matches("_:")).into(),
    }
}

fn literal(value: String, kind: &str) -> Literal {
    if let Some(language) = kind.strip_prefix('@') {
        return Literal::new_language_tagged_literal_unchecked(value, language);
    }
    match kind.strip_prefix("^^<").and_then(|kind| kind.strip_suffix('>')) {
        Some(datatype) => Literal::new_typed_literal(value, NamedNode::new_unchecked(datatype)),
        None => Literal::new_simple_literal(value),
    }
}

/// A string without what N-Quads escape in it. An escape that is none stays as it stands.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, escape)) = rest.split_once('\\') {
        out.push_str(plain);
        let (c, after) = escaped(escape).unwrap_or(('\\', escape));
        out.push(c);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The character that an escape stands for, and what comes behind it.
fn escaped(text: &str) -> Option<(char, &str)> {
    let mut chars = text.chars();
    let digits = |count: usize| Some((char::from_u32(u32::from_str_radix(text.get(1..=count)?, 16).ok()?)?, text.get(count + 1..)?));
    let c = match chars.next()? {
        't' => '\t',
        'b' => '\u{8}',
        'n' => '\n',
        'r' => '\r',
        'f' => '\u{c}',
        'u' => return digits(4),
        'U' => return digits(8),
        c @ ('"' | '\'' | '\\') => c,
        _ => return None,
    };
    Some((c, chars.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::vocab::xsd;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_text_is_its_term(value in "[\\PC\u{0}-\u{7f}\u{fffd}-\u{ffff}新集镇（）“”]{0,40}") {
            let typed = Literal::new_typed_literal(value.as_str(), NamedNode::new_unchecked("https://x/t"));
            for literal in [Literal::new_simple_literal(value.as_str()), Literal::new_language_tagged_literal_unchecked(value.as_str(), "zh"), typed] {
                prop_assert_eq!(term(&text_of(literal.clone().into())), Term::from(literal));
            }
        }
    }

    #[test]
    fn one_number_a_term() {
        let mut terms = Terms::default();
        let typed = |value: &str, kind: oxigraph::model::NamedNodeRef<'_>| format!("\"{value}\"^^{kind}");
        let one = terms.add(&typed("1", xsd::INTEGER)).unwrap();
        assert_eq!(terms.add(&typed("01", xsd::INTEGER)), Ok(one), "as the index on disk has it");
        assert_eq!(terms.add(&typed("1", xsd::INT)), Ok(one));
        assert_ne!(terms.add(&typed("1", xsd::DECIMAL)), Ok(one));
        assert_eq!(terms.add(&typed("1.50", xsd::DECIMAL)), terms.add(&typed("1.5", xsd::DECIMAL)));
        // What is no number is kept as it is.
        let word = terms.add(&typed("eins", xsd::INTEGER)).unwrap();
        assert_eq!(terms.text(word), typed("eins", xsd::INTEGER));
        let node = terms.add("<https://x/新集镇>").unwrap();
        assert_eq!((terms.number("<https://x/新集镇>"), terms.number("<https://x/>")), (Some(node), None));
        assert_eq!(term(terms.text(node)), NamedNode::new_unchecked("https://x/新集镇").into());
        assert_eq!(terms.text(99), "");
        for n in 0..5_000 {
            assert_eq!(terms.add(&format!("\"{n}\"")).unwrap(), node + 1 + n);
        }
        assert!((0..5_000).all(|n| terms.number(&format!("\"{n}\"")) == Some(node + 1 + n)));
    }
}
