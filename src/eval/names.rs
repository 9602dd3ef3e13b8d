//! The head, the area, citations and things named, measured. In: facts and gold. Out: counts.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::vocab::{FZ, fz, other};

use super::Scores;
use super::facts::{Facts, Mentions};
use super::gold::{Citation, Gold, Names};
use super::norm::norm;
use super::tally::Outcome;

/// The names of things found, by what each is shown as.
type Found = BTreeMap<String, BTreeSet<String>>;

/// A document's facts beside its gold.
pub(super) struct Page<'a> {
    pub facts: &'a Facts,
    pub report: Option<&'a str>,
    pub gold: &'a Gold,
    /// Entity → labels and anchors, normalised.
    names: BTreeMap<String, BTreeSet<String>>,
    /// Entity → anchors alone, normalised.
    anchors: BTreeMap<String, BTreeSet<String>>,
    shown: BTreeMap<String, String>,
}

impl<'a> Page<'a> {
    pub fn new(facts: &'a Facts, mentions: &Mentions, report: Option<&'a str>, gold: &'a Gold) -> Self {
        let mut anchors: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for mention in mentions.values() {
            for thing in &mention.names {
                anchors.entry(thing.clone()).or_default().extend(mention.text.clone());
            }
        }
        let (mut names, mut shown) = (BTreeMap::new(), BTreeMap::new());
        for (thing, anchors) in &anchors {
            let labels: BTreeSet<String> = facts.values(thing, other::LABEL).map(str::to_owned).collect();
            let first = labels.first().or(anchors.first()).cloned().unwrap_or_else(|| thing.clone());
            names.insert(thing.clone(), labels.iter().chain(anchors).map(|name| norm(name)).collect());
            shown.insert(thing.clone(), first);
        }
        let anchors = anchors.into_iter().map(|(thing, words)| (thing, words.iter().map(|word| norm(word)).collect())).collect();
        Page { facts, report, gold, names, anchors, shown }
    }

    pub fn names(&self, scores: &mut Scores) {
        self.head(scores);
        self.area(scores);
        self.citations(scores);
        for (kind, class, sets) in [
            ("programs", fz::PROGRAM, &self.gold.programs),
            ("people", fz::PERSON, &self.gold.people),
            ("organizations", fz::ORGANIZATION, &self.gold.organizations),
            ("places", fz::AREA, &self.gold.places),
        ] {
            let outcome = sets_outcome(&self.of_class(class), &sets.required, &sets.allowed);
            self.add(scores, kind, kind, outcome);
        }
    }

    pub fn add(&self, scores: &mut Scores, row: &'static str, kind: &'static str, outcome: Outcome) {
        scores.tally(row).add(&self.gold.source, kind, outcome);
    }

    /// The values of a property of the report.
    pub fn of_report(&self, property: &str) -> Vec<String> {
        self.report.map(|report| self.facts.values(report, property).map(str::to_owned).collect()).unwrap_or_default()
    }

    fn of_class(&self, class: &str) -> Found {
        let members = self.names.iter().filter(|(thing, _)| self.facts.is_a(thing, class));
        let shown = |thing: &str| {
            let tail: String = thing.chars().rev().take(24).collect::<Vec<_>>().into_iter().rev().collect();
            format!("{} <{tail}>", self.shown.get(thing).map_or("", String::as_str))
        };
        members.map(|(thing, names)| (shown(thing), names.clone())).collect()
    }

    fn head(&self, scores: &mut Scores) {
        let signed = self.report.map(|report| self.facts.path(report, fz::SIGNED_BY, other::LABEL)).unwrap_or_default();
        let fields = [
            ("title", self.of_report(other::TITLE)),
            ("number", self.of_report(fz::DOCUMENT_NUMBER)),
            ("signatory", signed),
            ("year", self.of_report(fz::REPORT_YEAR)),
            ("issued", self.of_report(other::ISSUED)),
        ];
        for (field, values) in fields {
            self.field(scores, field, values);
        }
        for (field, property) in [("issuers", fz::ISSUED_BY), ("recipients", fz::ADDRESSED_TO)] {
            let mut found = Found::new();
            for body in self.of_report(property) {
                let labels = self.facts.values(&body, other::LABEL).chain(self.facts.values(&body, other::ALT_LABEL));
                let mut names: BTreeSet<String> = labels.map(norm).collect();
                if !names.is_empty() {
                    names.extend(self.names.get(&body).into_iter().flatten().cloned());
                    found.insert(body, names);
                }
            }
            let list = |key: &str| self.gold.report.get(key).cloned().and_then(|value| serde_json::from_value::<Vec<Names>>(value).ok()).unwrap_or_default();
            let mut allowed = list(&format!("{field}_allowed"));
            let alias: Vec<String> = self.gold.report.get("issuer_alias").cloned().and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default();
            allowed.push(Names::Several(alias));
            self.add(scores, "report", field, sets_outcome(&found, &list(field), &allowed));
        }
    }

    /// One field of the head: right, wrong or missed.
    fn field(&self, scores: &mut Scores, field: &'static str, values: Vec<String>) {
        let want = self.gold.report.get(field).and_then(|value| match value {
            Value::String(text) => Some(norm(text)),
            Value::Number(number) => Some(norm(&number.to_string())),
            _ => None,
        });
        let fits = |value: &&String| {
            let Some(want) = &want else { return false };
            let value = norm(value);
            if field == "title" {
                value.contains(want.as_str()) && value.chars().count() <= want.chars().count() + 30
            } else {
                value.split('T').next() == Some(want)
            }
        };
        let hits = values.iter().filter(fits).count();
        let wrong = values.iter().filter(|value| !fits(value)).map(|value| format!("{field}={value}")).collect();
        let missed = want.as_ref().filter(|_| hits == 0).map(|want| format!("{field}={want}"));
        self.add(scores, "report", "report", Outcome { right: hits, wrong, found: hits.min(1), missed: missed.into_iter().collect() });
    }

    fn area(&self, scores: &mut Scores) {
        let mut open = self.of_report(fz::COVERS);
        let mut seen = BTreeSet::new();
        let mut found = Found::new();
        while let Some(area) = open.pop() {
            if !seen.insert(area.clone()) {
                continue;
            }
            found.extend(self.facts.values(&area, other::LABEL).map(|label| (label.to_owned(), BTreeSet::from([norm(label)]))));
            open.extend(self.facts.values(&area, fz::WITHIN).map(str::to_owned));
        }
        let mut allowed = self.gold.area_allowed.clone();
        allowed.extend(["中国", "中华人民共和国"].map(|name| Names::One(name.to_owned())));
        self.add(scores, "area", "area", sets_outcome(&found, &self.gold.area, &allowed));
    }

    fn citations(&self, scores: &mut Scores) {
        let cites: BTreeSet<String> = self.of_report(fz::CITES).into_iter().collect();
        let found: Found = cites.iter().map(|cited| (cited.clone(), self.written(cited))).collect();
        let wanted: Vec<Names> = self.gold.citations.iter().map(|one| Names::Several([vec![one.text.clone()], one.also.clone()].concat())).collect();
        self.add(scores, "citation", "citation", sets_outcome(&found, &wanted, &self.gold.citations_allowed));
        for citation in &self.gold.citations {
            self.link(scores, citation, &found);
            if let Some(number) = &citation.number {
                let hit = cites.iter().any(|cited| self.facts.values(cited, fz::DOCUMENT_NUMBER).any(|own| norm(own) == norm(number)));
                self.add(scores, "citation", "citation", one(hit, number.clone()));
            }
        }
    }

    /// How the document writes what it cites: the words of its mentions, else the labels.
    fn written(&self, cited: &str) -> BTreeSet<String> {
        let words = self.anchors.get(cited).cloned().unwrap_or_default();
        if words.is_empty() { self.facts.values(cited, other::LABEL).map(norm).collect() } else { words }
    }

    fn link(&self, scores: &mut Scores, citation: &Citation, found: &Found) {
        let Some(official) = &citation.official else { return };
        let text = norm(&citation.text);
        let hits: Vec<&String> = found.iter().filter(|(_, names)| names.contains(&text)).map(|(cited, _)| cited).collect();
        let hit = hits.iter().any(|cited| self.facts.values(cited, other::LABEL).any(|label| norm(label) == norm(official)));
        let wrong = (!hit && !hits.is_empty()).then(|| format!("{official} <- {}", citation.text));
        self.add(
            scores,
            "citation-link",
            "citation-link",
            Outcome { right: usize::from(hit), wrong: wrong.into_iter().collect(), ..one(hit, official.clone()) },
        );
        if let Some(successor) = &citation.superseded_by {
            let hit = hits.iter().any(|cited| self.facts.path(cited, fz::SUPERSEDED_BY, other::LABEL).iter().any(|label| norm(label) == norm(successor)));
            self.add(scores, "citation-link", "citation-link", one(hit, format!("superseded by {successor}")));
        }
    }
}

/// One required item: found, or missed under a name.
fn one(hit: bool, item: String) -> Outcome {
    Outcome { right: usize::from(hit), wrong: Vec::new(), found: usize::from(hit), missed: Some(item).filter(|_| !hit).into_iter().collect() }
}

/// Things found against those required and those allowed.
pub(super) fn sets_outcome(found: &Found, required: &[Names], allowed: &[Names]) -> Outcome {
    let groups = |names: &[Names]| -> Vec<BTreeSet<String>> { names.iter().map(|group| group.list().iter().map(|name| norm(name)).collect()).collect() };
    let (required, allowed) = (groups(required), groups(allowed));
    let every: BTreeSet<&String> = found.values().flatten().collect();
    let mut outcome = Outcome::default();
    for (shown, names) in found {
        if required.iter().chain(&allowed).any(|group| !group.is_disjoint(names)) {
            outcome.right += 1;
        } else {
            outcome.wrong.push(shown.clone());
        }
    }
    for group in &required {
        if group.iter().any(|name| every.contains(name)) {
            outcome.found += 1;
        } else {
            outcome.missed.push(group.iter().cloned().collect::<Vec<_>>().join("/"));
        }
    }
    outcome
}

/// The last part of an IRI of ours.
pub(super) fn local(iri: &str) -> &str {
    iri.strip_prefix(FZ).unwrap_or(iri)
}
