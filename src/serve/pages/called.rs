//! What things and terms are called. In: an IRI. Out: its name in the reader's language, or its short form. It invents no names.

use std::collections::HashMap;

use maud::{Markup, html};
use oxigraph::model::Term;

use super::asking::{Asking, Language};
use super::coverage;
use super::words;
use crate::graph::turtle::PREFIXES;
use crate::vocab::fz;

/// Names of terms: Chinese and English.
pub(super) type Terms = HashMap<String, (String, String)>;

impl Asking {
    fn terms(&self) -> &Terms {
        self.site.known.terms.get_or_init(|| {
            let mut terms = Terms::new();
            // Without names, terms are shown by their short forms.
            let Ok(table) = self.rows("terms", &[]) else { return terms };
            for row in table.iter() {
                let Some(Term::Literal(label)) = row.term("label") else { continue };
                let pair = terms.entry(row.text("term")).or_default();
                *(if label.language() == Some("en") { &mut pair.1 } else { &mut pair.0 }) = label.value().to_owned();
            }
            terms
        })
    }

    /// What a class, property or named value is called.
    pub fn term(&self, iri: &str) -> String {
        if let Some((chinese, english)) = self.terms().get(iri) {
            let name = if self.language == Language::English { english } else { chinese };
            // Some indicators have no English name yet.
            let name = if name.is_empty() { chinese } else { name };
            return name.trim_end_matches("（类）").trim_end_matches(" (class)").to_owned();
        }
        let short = short(iri);
        words::maybe(self.language, &short).map_or(short, str::to_owned)
    }

    /// Whether an IRI is a term that has a name.
    pub fn is_term(&self, iri: &str) -> bool {
        self.terms().contains_key(iri)
    }

    /// A thing as a link, by its label.
    pub fn thing(&self, iri: &str, label: &str) -> Markup {
        html! { a href=(self.to(iri)) { (self.name(iri, label)) } }
    }

    /// What a thing is called: a report by its town and year, too.
    pub fn name(&self, iri: &str, label: &str) -> String {
        let report = coverage::reports(self).ok().filter(|_| iri.contains("/report/")).and_then(|all| all.iter().find(|report| report.iri == iri));
        match report {
            Some(report) => report.name(),
            None if self.is_term(iri) => self.term(iri),
            None if label.is_empty() => short(iri),
            None => label.to_owned(),
        }
    }

    /// A value of a fact.
    pub fn value(&self, term: &Term, label: &str) -> Markup {
        match term {
            Term::NamedNode(node) => self.thing(node.as_str(), label),
            Term::Literal(literal) if literal.value().starts_with("http") && super::link::outside(literal.value()) => {
                html! { a href=(literal.value()) rel="nofollow noopener" { (literal.value()) } }
            }
            Term::Literal(literal) => html! { span lang=[literal.language()] { (literal.value()) } },
            other => html! { code { (other) } },
        }
    }
}

impl coverage::Report {
    /// A report as lists call it.
    pub fn name(&self) -> String {
        if self.town.is_empty() { format!("{} {}", self.label, self.year) } else { format!("{} {} · {}", self.town, self.year, self.label) }
    }
}

/// An IRI with a prefix for its namespace, or its last part.
pub(super) fn short(iri: &str) -> String {
    let known = PREFIXES.iter().find_map(|(prefix, space)| iri.strip_prefix(space).map(|local| format!("{prefix}:{local}")));
    known.unwrap_or_else(|| {
        let last = iri.rsplit(['#', '/']).next().unwrap_or(iri);
        if last.is_empty() || iri.contains('"') || !iri.starts_with("http") { iri.to_owned() } else { super::asking::decoded(last) }
    })
}

/// The colour of a class on pages.
pub(super) fn colour(class: &str) -> &'static str {
    match class {
        fz::PROVINCE | fz::PREFECTURE | fz::COUNTY | fz::TOWNSHIP | fz::VILLAGE | fz::AREA | fz::NATION => "area",
        fz::ORGANIZATION => "body",
        fz::PERSON | fz::POST => "person",
        fz::REPORT | fz::DOCUMENT | fz::LEGAL_INSTRUMENT => "document",
        fz::PROGRAM | fz::PLATFORM | fz::MECHANISM | fz::CAMPAIGN => "program",
        _ => "statement",
    }
}
