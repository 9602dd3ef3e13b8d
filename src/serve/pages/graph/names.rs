//! What relations, classes and things are called. In: the vocabulary, as the store has it. Out: names in the reader's language, and the kind of a class.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::super::asking::{Asking, decoded};
use super::super::error::PageError;
use super::read::Node;
use crate::graph::turtle::PREFIXES;
use crate::vocab::FZ;

/// The vocabulary in one language.
pub(super) struct Names(HashMap<String, String>);

impl Names {
    /// Reads the vocabulary.
    pub(super) fn read(asking: &Asking) -> Result<Names, PageError> {
        let wanted = if asking.english() { "en" } else { "zh" };
        let rows = asking.rows("vocabulary", &[])?;
        Ok(Names(rows.iter().filter(|row| row.text("language") == wanted).map(|row| (row.text("term"), row.text("label"))).collect()))
    }

    /// What a relation or class is called; prefix and local name where it has no name; empty where there is no term.
    pub(super) fn term(&self, iri: &str) -> String {
        self.0.get(iri).cloned().unwrap_or_else(|| short(iri))
    }

    /// The names of some relations.
    pub(super) fn of<'a>(&self, iris: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, Value> {
        iris.map(|iri| (iri, self.term(iri).into())).collect()
    }

    /// A thing's name; the end of its IRI where it has none.
    pub(super) fn label(&self, node: &Node) -> String {
        if !node.label.is_empty() {
            return node.label.clone();
        }
        self.0.get(&node.iri).cloned().unwrap_or_else(|| decoded(short(&node.iri).rsplit('/').next().unwrap_or_default()))
    }

    /// The kind of thing that a class is of, which gives it its colour.
    pub(super) fn kind(&self, class: &str) -> &'static str {
        match class.strip_prefix(FZ).unwrap_or_default() {
            "Area" | "Nation" | "Province" | "Prefecture" | "County" | "Township" | "Village" => "area",
            "Organization" => "body",
            "Person" | "Post" => "person",
            "Report" | "Document" | "LegalInstrument" | "Publication" | "Source" => "document",
            "Program" | "Platform" | "Mechanism" | "Campaign" => "program",
            "Observation" | "Award" | "Event" | "Problem" | "Plan" | "Citation" => "statement",
            _ => "concept",
        }
    }
}

/// Prefix and local name, where the prefix is known.
pub(in crate::serve) fn short(iri: &str) -> String {
    let known = PREFIXES.iter().find_map(|(prefix, space)| iri.strip_prefix(space).map(|local| format!("{prefix}:{local}")));
    known.unwrap_or_else(|| iri.to_owned())
}
