//! Stores as runs leave them: whole, torn, damaged, held, and moved from one build to the other.

use std::fs;
use std::path::Path;
use std::time::Duration;

use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};
use oxigraph::sparql::QueryResults;

use super::*;

const BASE: &str = "https://example.org/";

fn quad(key: &str, value: &str) -> Quad {
    let node = |name: &str| NamedNode::new_unchecked(format!("{BASE}{name}"));
    Quad::new(node("s"), node("p"), Literal::new_simple_literal(value), GraphName::NamedNode(node(&format!("source/{key}"))))
}

fn put(path: &str, key: &str, value: &str) -> Put {
    let source = NamedNode::new_unchecked(format!("{BASE}source/{key}"));
    Put { path: path.to_owned(), sha256: key.repeat(4), source, state: State::Ok, reason: String::new(), reader: "r".to_owned(), packed: Some(pack(&[quad(key, value)])) }
}

fn store(puts: Vec<Put>) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(dir.path(), BASE).unwrap();
    writer.commit(puts).unwrap();
    writer.finish().unwrap();
    dir
}

fn values(dir: &Path) -> Vec<String> {
    let view = View::open(dir).unwrap();
    let QueryResults::Solutions(rows) = view.query("SELECT ?o { ?s <https://example.org/p> ?o }", &[], None).unwrap() else { panic!() };
    let mut values: Vec<String> = rows.map(|row| row.unwrap().get("o").unwrap().to_string()).collect();
    values.sort();
    values
}

const A: &str = "aa00000000000000";
const B: &str = "bb00000000000000";

#[test]
fn what_is_written_is_read_from_the_union_of_graphs() {
    let dir = store(vec![put("/a", A, "一"), put("/b", B, "二")]);
    assert_eq!(values(dir.path()), ["\"一\"", "\"二\""]);
    assert!(check(dir.path(), true).unwrap().is_empty());
    let text: String = lines(dir.path(), &Selection::default()).unwrap().map(Result::unwrap).collect();
    assert_eq!(text.lines().count(), 2);
}

#[test]
fn a_changed_file_replaces_its_graph_and_a_pruned_one_takes_it_away() {
    let dir = store(vec![put("/a", A, "一")]);
    let mut writer = Writer::open(dir.path(), BASE).unwrap();
    writer.commit(vec![put("/a", B, "二")]).unwrap();
    writer.finish().unwrap();
    assert_eq!(values(dir.path()), ["\"二\""]);
    let mut writer = Writer::open(dir.path(), BASE).unwrap();
    writer.prune(&["/a".to_owned()]).unwrap();
    writer.finish().unwrap();
    assert!(values(dir.path()).is_empty() && check(dir.path(), false).unwrap().is_empty());
}

#[test]
fn one_source_under_two_names_lives_until_both_are_gone() {
    let dir = store(vec![put("/a", A, "一"), put("/b", A, "一")]);
    for (gone, left) in [("/a", 1), ("/b", 0)] {
        let mut writer = Writer::open(dir.path(), BASE).unwrap();
        writer.prune(&[gone.to_owned()]).unwrap();
        writer.finish().unwrap();
        assert_eq!(values(dir.path()).len(), left);
    }
}

#[test]
fn what_a_killed_run_leaves_never_counts() {
    let dir = store(vec![put("/a", A, "一")]);
    let ledger = dir.path().join("ledger.jsonl");
    let whole = fs::read(&ledger).unwrap();
    fs::write(&ledger, [whole.as_slice(), b"{\"path\":\"/b\",\"sha"].concat()).unwrap();
    fs::create_dir_all(dir.path().join("sources/bb")).unwrap();
    fs::write(dir.path().join(format!("sources/bb/{B}.nq.zst")), b"half").unwrap();
    fs::write(dir.path().join(format!("sources/bb/{B}.nq.tmp")), b"half").unwrap();
    assert_eq!(check(dir.path(), false).unwrap().len(), 2);
    let mut writer = Writer::open(dir.path(), BASE).unwrap();
    writer.commit(vec![put("/b", B, "二")]).unwrap();
    writer.finish().unwrap();
    assert_eq!(values(dir.path()).len(), 2);
    assert!(check(dir.path(), false).unwrap().is_empty());
}

#[test]
fn damage_is_found_and_named() {
    let dir = store(vec![put("/a", A, "一")]);
    let file = dir.path().join(format!("sources/aa/{A}.nq.zst"));
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).unwrap();
    let findings = check(dir.path(), false).unwrap();
    assert_eq!(findings.len(), 1);
    assert!(findings[0].message.contains("damaged") && findings[0].place == file);
    let ledger = dir.path().join("ledger.jsonl");
    let text = fs::read_to_string(&ledger).unwrap();
    fs::write(&ledger, format!("{}{text}", text.replace("/a", "/x"))).unwrap();
    let error = Writer::open(dir.path(), BASE).unwrap_err().to_string();
    assert!(error.contains("ledger.jsonl") && error.contains("line 1"), "{error}");
}

#[test]
fn a_second_writer_is_told_who_holds_the_store() {
    let dir = store(vec![put("/a", A, "一")]);
    let _first = Writer::open(dir.path(), BASE).unwrap();
    let error = Writer::open(dir.path(), BASE).unwrap_err();
    assert!(matches!(&error, StoreError::Held { pid, .. } if *pid == std::process::id().to_string()));
    assert!(matches!(Writer::open(dir.path(), "https://other.example/").unwrap_err(), StoreError::NoStore { .. }));
}

#[test]
fn a_folder_with_other_things_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("thesis.txt"), "x").unwrap();
    assert!(matches!(Writer::open(dir.path(), BASE).unwrap_err(), StoreError::NoStore { .. }));
    assert!(matches!(View::open(dir.path()).err().unwrap(), StoreError::NoStore { .. }));
}

#[test]
fn values_are_terms_and_never_sparql() {
    let dir = store(vec![put("/a", A, "一")]);
    let view = View::open(dir.path()).unwrap();
    let hostile = Term::from(Literal::new_simple_literal("\" } UNION { ?s ?p ?o } #"));
    let QueryResults::Solutions(rows) = view.query("SELECT ?s ?v { ?s <https://example.org/p> ?v }", &[("v".to_owned(), hostile)], None).unwrap() else { panic!() };
    assert_eq!(rows.count(), 0);
    let kind = Term::from(Literal::new_simple_literal("一"));
    let QueryResults::Solutions(rows) = view.query("SELECT ?s ?v { ?s <https://example.org/p> ?v }", &[("v".to_owned(), kind)], None).unwrap() else { panic!() };
    assert_eq!(rows.count(), 1);
}

#[test]
fn errors_of_queries_say_where_and_a_deadline_stops_them() {
    let puts = (0..40).map(|n| put(&format!("/{n}"), &format!("{n:016x}"), &n.to_string())).collect();
    let dir = store(puts);
    let view = View::open(dir.path()).unwrap();
    let Err(error) = view.query("SELECT ?s { ?s ?p", &[], None) else { panic!("parsed") };
    assert!(error.to_string().contains("1:"), "{error}");
    let QueryResults::Solutions(mut rows) = view.query("SELECT * { ?a ?b ?c }", &[], Some(Duration::from_millis(1))).unwrap() else { panic!() };
    std::thread::sleep(Duration::from_millis(200));
    assert!(rows.any(|row| row.is_err()));
}

#[test]
fn an_index_that_stands_for_nothing_is_made_anew() {
    let dir = store(vec![put("/a", A, "一")]);
    fs::write(dir.path().join("index.state"), "another ledger").unwrap();
    assert_eq!(values(dir.path()), ["\"一\""]);
}
