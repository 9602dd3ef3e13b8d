//! Findings and text in common as RDF. In: findings, shared sentences. Out: quads of one graph.
//!
//! A finding is a SHACL validation result. A sentence that several reports have is one `fz:SharedSentence` with a mention for each place: so the graph grows with
//! the text, not with the pairs of reports, and any two reports can be held against each other by a query (question 16).

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};

use super::common::{self, Words};
use super::shared::{Place, Shared};
use super::{Finding, Report};
use crate::ask::AskError;
use crate::pipeline::hex;
use crate::store::View;
use crate::vocab::{fz, other};
use crate::zh::fold::fold_str;

/// The graph that keeps an audit, below the store's base.
pub const GRAPH: &str = "graph/audit";

/// The findings as SHACL results, each with an IRI made of what it says.
pub fn results(base: &str, findings: &[Finding], graph: &GraphName) -> Vec<Quad> {
    findings.iter().flat_map(|finding| result(base, finding, graph)).collect()
}

fn result(base: &str, finding: &Finding, graph: &GraphName) -> Vec<Quad> {
    let key = hex(format!("{}|{}|{}|{}|{:?}", finding.report, finding.group, finding.what, finding.detail, finding.evidence).as_bytes());
    let mut node = Node { iri: NamedNode::new_unchecked(format!("{base}finding/{}", key.get(..16).unwrap_or(&key))), graph, quads: Vec::new() };
    node.to(other::TYPE, other::VALIDATION_RESULT);
    node.text(other::LABEL, &finding.what);
    node.to(other::FOCUS_NODE, &finding.report);
    for (message, language) in [(&finding.detail, "zh"), (&finding.detail_en, "en")] {
        node.add(other::RESULT_MESSAGE, Literal::new_language_tagged_literal_unchecked(message, language).into());
    }
    node.to(other::RESULT_SEVERITY, if finding.severity == "Warning" { other::WARNING } else { other::INFO });
    let aligned = finding.aligned.iter().map(|(own, _)| own);
    for evidence in finding.evidence.iter().chain(aligned).collect::<BTreeSet<_>>() {
        node.to(fz::EVIDENCE, evidence);
    }
    if let Some(proof) = &finding.proof {
        node.to(other::RESULT_VALUE, proof);
    }
    node.quads
}

/// What the reports of a store have in common, and what was found in them, as the graph that keeps both.
///
/// # Errors
/// Where a query fails.
pub fn kept(view: &View, all: &[Report], findings: &[Finding]) -> Result<Vec<Quad>, AskError> {
    let graph = NamedNode::new_unchecked(format!("{}{GRAPH}", view.base()));
    let shared = common::of_store(view, all, None)?;
    let mut told: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
    for (number, _) in shared.groups() {
        let own: Vec<Place> = shared.places(number).iter().filter(|place| (place.text as usize) < all.len()).copied().collect();
        let texts: BTreeSet<u32> = own.iter().map(|place| place.text).collect();
        if texts.len() > 1 || !own.is_empty() && shared.near(number).next().is_some() {
            told.insert(number, own);
        }
    }
    let words = Words::at(view, all, told.values().flatten().copied().collect())?;
    let graph_name = GraphName::from(graph.clone());
    let mut quads = results(view.base(), findings, &graph_name);
    let iris: BTreeMap<usize, NamedNode> =
        told.iter().filter_map(|(number, places)| Some((*number, sentence_iri(view.base(), words.get(*places.first()?)?)))).collect();
    for (number, places) in &told {
        let Some(iri) = iris.get(number) else { continue };
        let near = shared.near(*number).filter_map(|near| iris.get(&near)).collect();
        quads.extend(sentence(iri, places, near, &shared, *number, all, &words, &graph_name));
    }
    let mut node = Node { iri: graph.clone(), graph: &graph_name, quads: Vec::new() };
    node.to(other::TYPE, other::ENTITY);
    node.text(other::LABEL, "fazhi audit");
    all.iter().for_each(|report| node.to(other::WAS_DERIVED_FROM, &report.source));
    quads.extend(node.quads);
    Ok(quads)
}

/// Width and white space make no other sentence.
fn sentence_iri(base: &str, words: &str) -> NamedNode {
    let plain: String = fold_str(words).chars().filter(|c| !c.is_whitespace()).collect();
    let key = hex(plain.trim_end_matches(['。', ';', '!', '?']).as_bytes());
    NamedNode::new_unchecked(format!("{base}sentence/{}", key.get(..16).unwrap_or(&key)))
}

#[expect(clippy::too_many_arguments, reason = "one sentence with all that is told of it")]
fn sentence(
    iri: &NamedNode,
    places: &[Place],
    near: Vec<&NamedNode>,
    shared: &Shared,
    number: usize,
    all: &[Report],
    words: &Words,
    graph: &GraphName,
) -> Vec<Quad> {
    let mut node = Node { iri: iri.clone(), graph, quads: Vec::new() };
    node.to(other::TYPE, fz::SHARED_SENTENCE);
    if let Some(label) = places.first().and_then(|place| words.get(*place)) {
        node.text(other::LABEL, label);
    }
    if shared.group(number).is_some_and(|group| group.is_set_phrase) {
        node.add(fz::SET_PHRASE, Literal::from(true).into());
    }
    near.into_iter().for_each(|near| node.to(fz::NEARLY_SAME, near.as_str()));
    for place in places {
        let Some((report, own)) = all.get(place.text as usize).zip(words.get(*place)) else { continue };
        let mention = format!("{}#char={},{}", report.source, place.start, place.end);
        node.to(fz::EVIDENCE, &mention);
        let mut of = Node { iri: NamedNode::new_unchecked(mention), graph, quads: Vec::new() };
        of.text(other::ANCHOR_OF, own);
        of.to(other::REFERENCE_CONTEXT, &report.source);
        node.quads.extend(of.quads);
    }
    node.quads
}

/// A subject, and what is said of it.
struct Node<'g> {
    iri: NamedNode,
    graph: &'g GraphName,
    quads: Vec<Quad>,
}

impl Node<'_> {
    fn add(&mut self, property: &str, object: Term) {
        self.quads.push(Quad::new(self.iri.clone(), NamedNode::new_unchecked(property), object, self.graph.clone()));
    }

    fn to(&mut self, property: &str, iri: &str) {
        self.add(property, NamedNode::new_unchecked(iri).into());
    }

    fn text(&mut self, property: &str, text: &str) {
        self.add(property, Literal::new_simple_literal(text).into());
    }
}
