//! Minting: the IRI of everything that a graph names is a pure function of what it is. In: a [`Thing`]. Out: its IRI.
//!
//! Percent-encoding keeps Han characters, ASCII letters and digits and `-_.`: IRIs stay readable (RFC 3987), and valid everywhere.

use std::borrow::Cow;
use std::fmt::Write;

use oxigraph::model::NamedNode;

use crate::authority::{EntityId, Gazetteer, rebase};
use crate::document::View;
use crate::resolve::thing::{Area, Scope, Thing};
use crate::text::Span;
use crate::zh::fold::is_han;

/// Mints IRIs for one source.
pub(super) struct Mint<'a> {
    pub base: &'a str,
    /// The first 16 hex digits of the source's digest.
    pub key: &'a str,
    pub gazetteer: &'a Gazetteer,
}

impl Mint<'_> {
    fn node(&self, path: &str, name: &str) -> NamedNode {
        let mut iri = String::with_capacity(self.base.len() + path.len() + 1 + name.len());
        iri.push_str(self.base);
        iri.push_str(path);
        iri.push('/');
        encode(&mut iri, name);
        NamedNode::new_unchecked(iri)
    }

    pub fn source(&self) -> NamedNode {
        self.node("source", self.key)
    }

    pub fn report(&self) -> NamedNode {
        self.node("report", self.key)
    }

    /// A stretch of the source's text: RFC 5147, characters of `nif:isString`, end exclusive.
    pub fn mention(&self, view: &View, span: Span) -> (NamedNode, std::ops::Range<usize>) {
        let chars = view.chars(span);
        let mut iri = String::with_capacity(self.base.len() + self.key.len() + 32);
        for part in [self.base, "source/", self.key, "#char="] {
            iri.push_str(part);
        }
        push_number(&mut iri, chars.start);
        iri.push(',');
        push_number(&mut iri, chars.end);
        (NamedNode::new_unchecked(iri), chars)
    }

    pub fn known(&self, id: EntityId) -> NamedNode {
        let iri = self.gazetteer.entity(id).map_or("", |entity| entity.iri.as_str());
        NamedNode::new_unchecked(rebase(iri, self.base).into_owned())
    }

    pub fn area(&self, area: &Area) -> NamedNode {
        match area {
            Area::Known(id) => self.known(*id),
            Area::New { .. } => self.node("division", &self.area_key(area)),
        }
    }

    /// What an area is called in the IRIs of what lies in it: its code, else its names down from one.
    pub fn area_key(&self, area: &Area) -> String {
        match area {
            Area::Known(id) => self.gazetteer.code(*id).to_owned(),
            Area::New { name, within, .. } => format!("{}-{name}", self.area_key(within)),
        }
    }

    fn scoped<'n>(&self, scope: &Scope, name: &'n str) -> Cow<'n, str> {
        match scope {
            Scope::Global => Cow::Borrowed(name),
            Scope::Report => Cow::Owned(format!("{}-{name}", self.key)),
            Scope::Area(area) => Cow::Owned(format!("{}-{name}", self.area_key(area))),
        }
    }

    pub fn thing(&self, thing: &Thing) -> NamedNode {
        match thing {
            Thing::Known(id) => self.known(*id),
            Thing::Place(area) => self.area(area),
            Thing::Body { label, scope, .. } => self.node("organization", &self.scoped(scope, label)),
            Thing::Person { name, scope } => self.node("person", &self.scoped(scope, name)),
            Thing::Program { name, .. } => self.node("program", name),
            Thing::Work { title, scope } => self.node("publication", &self.scoped(scope, title)),
            Thing::Document { number: Some(number), .. } => self.node("document", number),
            Thing::Document { title, scope, .. } => self.node("document", &self.scoped(scope, title)),
        }
    }

    pub fn post(&self, label: &str, scope: &Scope) -> NamedNode {
        self.node("post", &self.scoped(scope, label))
    }

    /// A statement of a kind (citation, observation …): one a place in the text.
    pub fn statement(&self, kind: &str, chars: &std::ops::Range<usize>) -> NamedNode {
        self.node(kind, &format!("{}-{}-{}", self.key, chars.start, chars.end))
    }

    /// One of several statements of a kind about the same place in the text.
    pub fn part(&self, kind: &str, chars: &std::ops::Range<usize>, part: &str) -> NamedNode {
        self.node(kind, &format!("{}-{}-{}-{part}", self.key, chars.start, chars.end))
    }

    /// A title that is conferred: the same wherever it is.
    pub fn honor(&self, name: &str) -> NamedNode {
        self.node("honor", name)
    }
}

/// Percent-encodes all but Han characters, ASCII letters and digits and `-_.`.
pub(crate) fn encoded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    encode(&mut out, name);
    out
}

/// As [`encoded`], behind what `out` holds: stretches that stay are copied whole.
fn encode(out: &mut String, name: &str) {
    let mut from = 0;
    for (place, c) in name.char_indices().filter(|(_, c)| !stays(*c)) {
        out.push_str(name.get(from..place).unwrap_or(""));
        from = place + c.len_utf8();
        for byte in name.get(place..from).unwrap_or("").bytes() {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out.push_str(name.get(from..).unwrap_or(""));
}

/// A number in digits, without the machinery of formatting: every mention has two.
fn push_number(out: &mut String, number: usize) {
    if number >= 10 {
        push_number(out, number / 10);
    }
    out.extend(char::from_digit((number % 10) as u32, 10));
}

fn stays(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn what_an_iri_keeps() {
        assert_eq!(encoded("新镇政〔2024〕52号"), "新镇政%E3%80%942024%E3%80%9552号");
        assert_eq!(encoded("1+3+N"), "1%2B3%2BN");
        let mut digits = String::new();
        [0, 7, 10, 40_506].into_iter().for_each(|number| super::push_number(&mut digits, number));
        assert_eq!(digits, "071040506");
    }
}
