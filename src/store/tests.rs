//! What the tests of the store share: a few quads, and a store in a folder of its own.

mod crash;
#[cfg(feature = "disk")]
mod disk;
mod format;
mod health;
mod killed;
mod reading;
mod writing;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};
use oxigraph::sparql::QueryResults;
use tempfile::TempDir;

use super::packed::pack_all;
use super::{Outcome, Put, StoreError, View, Writer};

const BASE: &str = "https://example.org/kg/";

fn iri(path: &str) -> NamedNode {
    NamedNode::new(format!("{BASE}{path}")).unwrap()
}

fn source(number: u64) -> NamedNode {
    iri(&format!("source/{number:016x}"))
}

fn quad(graph: &NamedNode, subject: &str, value: &str) -> Quad {
    Quad::new(iri(subject), iri("says"), Literal::new_simple_literal(value), GraphName::NamedNode(graph.clone()))
}

/// The source of this number says this, in three quads of which one is in every source.
fn put(number: u64, value: &str) -> Put {
    let graph = source(number);
    let quads = [quad(&graph, "a", value), quad(&graph, &format!("b/{number}"), "two\nlines \"quoted\""), quad(&graph, "all", "shared")];
    Put {
        path: format!("reports/{number}.html"),
        sha256: format!("{number:064x}"),
        source: graph,
        outcome: Outcome::Ok,
        reason: None,
        fingerprint: "reader-1".to_owned(),
        packed: Some(pack_all(&quads)),
        fetched: None,
    }
}

fn refused(number: u64) -> Put {
    Put { outcome: Outcome::Refused, reason: Some("no text".to_owned()), packed: None, ..put(number, "") }
}

fn base_quads() -> Vec<Quad> {
    vec![quad(&iri("graph/ontology"), "class", "Class"), quad(&iri("graph/authority"), "law", "Law")]
}

/// A store with sources 1 to `count` and the base graphs.
fn store(count: u64) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("kg");
    let mut writer = Writer::open(&dir, BASE).unwrap();
    writer.put_base("base-1", &base_quads()).unwrap();
    writer.commit((1..=count).map(|number| put(number, &format!("value {number}"))).collect()).unwrap();
    writer.finish().unwrap();
    (folder, dir)
}

fn select(view: &View, sparql: &str, bindings: &[(String, Term)]) -> Vec<String> {
    rows(view.query(sparql, bindings, None).unwrap())
}

fn rows(results: QueryResults<'static>) -> Vec<String> {
    let QueryResults::Solutions(solutions) = results else { panic!("no solutions") };
    let rows = solutions.map(|row| row.unwrap().iter().map(|(_, term)| term.to_string()).collect::<Vec<_>>().join(" "));
    rows.collect()
}

/// What `a` says in any graph, in order.
fn values(dir: &Path) -> Vec<String> {
    select(&View::open(dir).unwrap(), &format!("SELECT ?v {{ <{BASE}a> <{BASE}says> ?v }} ORDER BY ?v"), &[])
}

fn source_file(dir: &Path, number: u64) -> PathBuf {
    dir.join(format!("sources/00/{number:016x}.nq.zst"))
}

fn exported(dir: &Path) -> Vec<String> {
    super::quads(dir, super::Selection { base: true, graph: None }).unwrap().map(Result::unwrap).collect()
}

/// The names of all files below `dir` that are truth.
fn files(dir: &Path) -> BTreeSet<String> {
    let names = ["sources", "graphs"].into_iter().flat_map(|part| walkdir::WalkDir::new(dir.join(part)));
    let names = names.filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    names.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).unwrap();
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn message(error: &StoreError) -> String {
    error.to_string()
}
