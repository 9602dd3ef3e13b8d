//! The ontology: what every term owes, and that the gazetteer is the graph.

use std::collections::{BTreeMap, BTreeSet};

use fazhi::authority::{Gazetteer, Ontology};
use fazhi::pipeline::{Reader, base_graphs};
use fazhi::vocab::{FZ, HOME};
use oxigraph::model::{Quad, Term};

use crate::support::{report, root};

fn quads() -> Vec<Quad> {
    base_graphs(&Ontology::embedded(), HOME).unwrap()
}

fn objects(quads: &[Quad], predicate: &str) -> BTreeMap<String, Vec<Term>> {
    let mut found: BTreeMap<String, Vec<Term>> = BTreeMap::new();
    for quad in quads.iter().filter(|quad| quad.predicate.as_str().ends_with(predicate)) {
        found.entry(quad.subject.to_string()).or_default().push(quad.object.clone());
    }
    found
}

#[test]
fn terms_are_named_and_defined_in_both_languages() {
    let quads = quads();
    let (labels, definitions) = (objects(&quads, "rdf-schema#label"), objects(&quads, "core#definition"));
    let languages = |terms: Option<&Vec<Term>>| -> BTreeSet<String> {
        terms.into_iter().flatten().filter_map(|term| if let Term::Literal(literal) = term { literal.language().map(str::to_owned) } else { None }).collect()
    };
    let both = BTreeSet::from(["en".to_owned(), "zh".to_owned()]);
    for (subject, kinds) in objects(&quads, "rdf-syntax-ns#type") {
        let ours = subject.starts_with(&format!("<{FZ}")) && kinds.iter().any(|kind| kind.to_string().contains("owl#"));
        if ours {
            assert_eq!(languages(labels.get(&subject)), both, "labels of {subject}");
            assert_eq!(languages(definitions.get(&subject)), both, "definitions of {subject}");
        }
    }
}

#[test]
fn every_class_has_a_shape() {
    let quads = quads();
    let targets: BTreeSet<String> = objects(&quads, "shacl#targetClass").into_values().flatten().map(|term| term.to_string()).collect();
    for (subject, kinds) in objects(&quads, "rdf-syntax-ns#type") {
        if subject.starts_with(&format!("<{FZ}")) && kinds.iter().any(|kind| kind.to_string().ends_with("owl#Class>")) {
            let shapes = std::fs::read_to_string(root().join("ontology/shapes.ttl")).unwrap();
            let local = subject.trim_start_matches(&format!("<{FZ}")).trim_end_matches('>').to_owned();
            assert!(targets.contains(&subject) || shapes.contains(&format!("fz:{local}")), "{subject} has no shape");
        }
    }
}

#[test]
fn a_programme_has_one_iri() {
    let quads = quads();
    let programs = objects(&quads, "rdf-schema#label").into_iter().filter(|(subject, _)| subject.contains("/program/"));
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (subject, labels) in programs {
        for label in labels {
            let other = seen.insert(label.to_string(), subject.clone());
            assert!(other.is_none(), "{label} is {subject} and {other:?}");
        }
    }
    assert!(seen.len() >= 250, "{} programmes", seen.len());
}

#[test]
fn every_successor_and_parent_is_known() {
    // Links to what has no label are refused when the gazetteer is made.
    let gazetteer = Gazetteer::new(&Ontology::embedded()).unwrap();
    assert!(gazetteer.find_township("新集镇").len() >= 10);
    assert!(gazetteer.find_township("城关镇").len() >= 40);
    assert!(gazetteer.entities().count() > 45_000);
}

#[test]
fn a_name_added_in_turtle_is_found_with_no_code_touched() {
    let dir = tempfile::tempdir().unwrap();
    for entry in walkdir::WalkDir::new(root().join("ontology")) {
        let entry = entry.unwrap();
        let target = dir.path().join(entry.path().strip_prefix(root().join("ontology")).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).unwrap();
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
    let text = report("新兴镇", "探索茶山会客厅这一做法。");
    let names = |ontology: &Ontology| -> String {
        Reader::new(ontology, HOME).unwrap().read("a.txt", text.as_bytes()).quads().iter().map(ToString::to_string).collect()
    };
    assert!(!names(&Ontology::open(dir.path()).unwrap()).contains("茶山会客厅>"));
    std::fs::write(
        dir.path().join("own.ttl"),
        "@prefix fz: <https://w3id.org/fazhi/ontology#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n<https://w3id.org/fazhi/program/茶山会客厅> a fz:Mechanism ; rdfs:label \"茶山会客厅\" .\n",
    )
    .unwrap();
    assert!(names(&Ontology::open(dir.path()).unwrap()).contains("/program/茶山会客厅>"));
}

#[test]
fn errors_in_turtle_name_file_and_line() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(
        dir.path().join("own.ttl"),
        "@prefix fz: <https://w3id.org/fazhi/ontology#> .\n<https://w3id.org/fazhi/program/x> a fz:Mechanism ;; .\n<oops\n",
    )
    .unwrap();
    let error = Reader::new(&Ontology::open(dir.path()).unwrap(), HOME).err().unwrap().to_string();
    assert!(error.contains("own.ttl") && error.contains('3'), "{error}");
}
