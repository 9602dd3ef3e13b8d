//! The index on disk: when it is made, when it is changed in part, and that the light build's stores open, too.

use std::fs;

use super::super::layout::Layout;
use super::super::ledger::Ledger;
use super::super::memory::Memory;
use super::super::opened::Opened;
use super::super::{IndexWork, check, query};
use super::*;

/// All quads that the index on disk answers with, and all that the index in memory does.
fn both(dir: &Path) -> (Vec<String>, Vec<String>) {
    let all = "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o";
    let view = View::open(dir).unwrap();
    let memory = Memory::of(&Layout::existing(dir).unwrap(), &Ledger::read(&dir.join("ledger.jsonl")).unwrap()).unwrap();
    let memory = query::run(&Opened::Memory(memory.shared()), all, &[], None).unwrap();
    (select(&view, all, &[]), rows(memory))
}

fn finish(dir: &Path, work: impl FnOnce(&mut Writer)) -> IndexWork {
    let mut writer = Writer::open(dir, BASE).unwrap();
    work(&mut writer);
    writer.finish().unwrap().index
}

fn assert_agrees(dir: &Path) {
    assert!(dir.join("index.state").exists());
    let (disk, memory) = both(dir);
    assert_eq!(disk, memory);
    assert_eq!(check(dir, false).unwrap(), []);
}

#[test]
fn small_changes_replace_graphs_and_large_ones_rebuild() {
    let (_folder, dir) = store(40);
    assert_agrees(&dir);
    assert_eq!(finish(&dir, |w| w.commit(vec![put(1, "read better"), put(41, "new"), refused(2)]).unwrap()), IndexWork::Updated);
    assert_agrees(&dir);
    let moved = Put { path: "reports/3.html".to_owned(), ..put(42, "moved") };
    assert_eq!(finish(&dir, |w| w.commit(vec![moved]).unwrap()), IndexWork::Updated);
    assert_agrees(&dir);
    assert_eq!(finish(&dir, |w| w.prune(&["reports/5.html".to_owned()]).unwrap()), IndexWork::Updated);
    assert_agrees(&dir);
    assert_eq!(finish(&dir, |w| w.commit((1..20).map(|n| put(n, "all new")).collect()).unwrap()), IndexWork::Rebuilt);
    assert_agrees(&dir);
    assert_eq!(finish(&dir, |w| w.put_base("base-2", &base_quads()[..1]).unwrap()), IndexWork::Rebuilt);
    assert_agrees(&dir);
}

#[test]
fn a_store_moves_between_the_builds() {
    let (folder, dir) = store(3);
    let copied = folder.path().join("copy");
    copy(&dir, &copied);
    assert_agrees(&copied);
    // The light build writes and lets the index be.
    let mut writer = Writer::open(&copied, BASE).unwrap();
    writer.commit(vec![put(2, "written by the light build")]).unwrap();
    drop(writer);
    assert!(!copied.join("index.state").exists());
    assert_eq!(values(&copied), ["\"value 1\"", "\"value 3\"", "\"written by the light build\""]);
    assert_agrees(&copied);
    // The light build has no index at all.
    fs::remove_dir_all(copied.join("index")).unwrap();
    assert_agrees_after_opening(&copied);
    fs::remove_file(copied.join("index.state")).unwrap();
    assert_agrees_after_opening(&copied);
}

fn assert_agrees_after_opening(dir: &Path) {
    drop(View::open(dir).unwrap());
    assert_agrees(dir);
}

#[test]
fn a_state_of_another_ledger_is_not_believed() {
    let (_folder, dir) = store(2);
    fs::write(dir.join("index.state"), "0123\n").unwrap();
    assert_eq!(check(&dir, false).unwrap().len(), 1);
    assert_eq!(check(&dir, true).unwrap(), []);
    assert_agrees(&dir);
}

#[test]
fn an_index_that_readers_have_open_is_left_to_them() {
    let (_folder, dir) = store(30);
    let old = View::open(&dir).unwrap();
    assert_eq!(finish(&dir, |w| w.commit(vec![put(1, "read better")]).unwrap()), IndexWork::Left);
    let sparql = format!("SELECT ?v {{ GRAPH {} {{ <{BASE}a> <{BASE}says> ?v }} }}", source(1));
    assert_eq!(select(&old, &sparql, &[]), ["\"value 1\""], "a view shows what was when it was opened");
    assert_eq!(select(&View::open(&dir).unwrap(), &sparql, &[]), ["\"read better\""], "a new one shows what is, from memory");
    drop(old);
    assert_agrees_after_opening(&dir);
}

#[test]
fn a_damaged_index_is_made_anew_by_the_next_writer() {
    let (_folder, dir) = store(30);
    for entry in fs::read_dir(dir.join("index")).unwrap() {
        fs::write(entry.unwrap().path(), "damaged").unwrap();
    }
    assert_eq!(finish(&dir, |w| w.commit(vec![put(1, "read better")]).unwrap()), IndexWork::Rebuilt);
    assert_agrees(&dir);
}

#[test]
fn a_damaged_index_is_made_anew_by_the_next_view() {
    let (_folder, dir) = store(3);
    fs::write(dir.join("index/CURRENT"), "damaged").unwrap();
    assert_eq!(values(&dir).len(), 3);
    assert_agrees(&dir);
}

#[test]
fn a_view_of_a_store_that_is_being_written_says_by_whom() {
    let (_folder, dir) = store(2);
    let mut writer = Writer::open(&dir, BASE).unwrap();
    assert_eq!(values(&dir).len(), 2, "nothing has changed yet");
    writer.commit(vec![put(3, "three")]).unwrap();
    assert!(matches!(View::open(&dir).err().unwrap(), StoreError::Held { .. }));
}
