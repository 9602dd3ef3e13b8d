//! `src/vocab.rs` against `ontology/`, in both directions.

use std::collections::BTreeSet;

use fazhi::authority::Ontology;
use fazhi::pipeline::base_graphs;
use fazhi::vocab::{FZ, HOME, fz};
use oxigraph::model::{NamedOrBlankNode, Term};

/// Terms of the vocabulary that wait for what writes them: statements other than citations of provisions.
const LATER: [&str; 6] = ["Qualifier", "Standing", "Outcome", "Area", "Mention", "Citation"];

fn defined() -> BTreeSet<String> {
    let quads = base_graphs(&Ontology::embedded(), HOME).unwrap();
    let subjects = quads.into_iter().filter_map(|quad| match (quad.subject, quad.object) {
        (NamedOrBlankNode::NamedNode(subject), Term::NamedNode(class)) if class.as_str().contains("owl#") && quad.predicate.as_str().ends_with("#type") => {
            Some(subject.into_string())
        }
        _ => None,
    });
    subjects.filter(|iri| iri.starts_with(FZ)).collect()
}

#[test]
fn every_term_of_ours_is_defined() {
    let defined = defined();
    for term in fz::ALL {
        assert!(defined.contains(*term), "{term} is used and not defined in ontology/fazhi.ttl");
    }
}

#[test]
fn every_defined_term_is_used() {
    let used: BTreeSet<&str> = fz::ALL.iter().copied().chain(LATER.iter().copied()).collect();
    for term in defined() {
        let local = term.trim_start_matches(FZ);
        assert!(used.contains(term.as_str()) || used.contains(local), "{term} is defined and nothing writes or reads it");
    }
}
