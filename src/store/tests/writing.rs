//! Writing: who may, what replaces what, and what goes.

use super::super::{IndexWork, check};
use super::*;

#[test]
fn what_is_written_is_read_back_by_the_next_writer() {
    let (_folder, dir) = store(3);
    let writer = Writer::open(&dir, BASE).unwrap();
    assert_eq!(writer.base_fingerprint(), Some("base-1"));
    assert_eq!(writer.entries().len(), 3);
    let entry = &writer.entries()["reports/2.html"];
    assert_eq!((entry.outcome, entry.quads, entry.fingerprint.as_str()), (Outcome::Ok, 3, "reader-1"));
    assert_eq!(entry.bytes, std::fs::metadata(source_file(&dir, 2)).unwrap().len());
}

#[test]
fn a_second_writer_is_told_who_is_the_first() {
    let (_folder, dir) = store(1);
    let first = Writer::open(&dir, BASE).unwrap();
    let error = Writer::open(&dir, BASE).unwrap_err();
    let StoreError::Held { pid, .. } = &error else { panic!("{error}") };
    assert_eq!(*pid, std::process::id().to_string());
    assert!(message(&error).contains(dir.to_str().unwrap()));
    drop(first);
    // A process that another test starts has a copy of the lock until it runs its own program.
    let again = (0..100).any(|_| Writer::open(&dir, BASE).inspect_err(|_| std::thread::sleep(std::time::Duration::from_millis(20))).is_ok());
    assert!(again);
}

#[test]
fn changed_content_removes_the_former_source() {
    let (_folder, dir) = store(2);
    let mut writer = Writer::open(&dir, BASE).unwrap();
    writer.commit(vec![Put { path: "reports/1.html".to_owned(), ..put(7, "new value") }]).unwrap();
    assert_eq!(writer.finish().unwrap().sources, 2, "the former source and the new one");
    assert!(!source_file(&dir, 1).exists());
    assert_eq!(values(&dir), ["\"new value\"", "\"value 2\""]);
}

#[test]
fn the_same_source_read_anew_is_replaced() {
    let (_folder, dir) = store(2);
    let mut writer = Writer::open(&dir, BASE).unwrap();
    writer.commit(vec![put(1, "read better")]).unwrap();
    writer.finish().unwrap();
    assert_eq!(values(&dir), ["\"read better\"", "\"value 2\""]);
}

#[test]
fn a_source_stays_while_another_path_has_it() {
    let (_folder, dir) = store(1);
    let mut writer = Writer::open(&dir, BASE).unwrap();
    // The copy brings no graph: the store has it.
    writer.commit(vec![Put { path: "copy.html".to_owned(), packed: None, ..put(1, "") }]).unwrap();
    assert_eq!(writer.entries()["copy.html"].quads, 3);
    writer.prune(&["reports/1.html".to_owned()]).unwrap();
    assert!(source_file(&dir, 1).exists());
    writer.prune(&["copy.html".to_owned(), "never/seen.html".to_owned()]).unwrap();
    assert!(!source_file(&dir, 1).exists());
    assert!(writer.entries().is_empty());
    writer.finish().unwrap();
    assert!(values(&dir).is_empty());
    assert!(Writer::open(&dir, BASE).unwrap().entries().is_empty());
}

#[test]
fn a_graph_that_is_nowhere_is_asked_for() {
    let (_folder, dir) = store(1);
    let mut writer = Writer::open(&dir, BASE).unwrap();
    let error = writer.commit(vec![put(3, "x"), Put { packed: None, ..put(2, "") }]).unwrap_err();
    assert!(message(&error).contains("reports/2.html"));
    assert!(!source_file(&dir, 3).exists(), "a batch is checked before it is written");
}

#[test]
fn a_refused_file_has_an_entry_and_no_graph() {
    let (_folder, dir) = store(2);
    let mut writer = Writer::open(&dir, BASE).unwrap();
    writer.commit(vec![refused(2), refused(3)]).unwrap();
    writer.finish().unwrap();
    assert!(!source_file(&dir, 2).exists(), "what is now refused has no graph any more");
    let view = View::open(&dir).unwrap();
    assert_eq!(view.entries()["reports/3.html"].reason.as_deref(), Some("no text"));
    let sparql = "PREFIX fz: <https://w3id.org/fazhi/ontology#> SELECT ?s ?why { ?s fz:outcome fz:refused ; fz:reason ?why } ORDER BY ?s";
    assert_eq!(select(&view, sparql, &[]), [format!("{} \"no text\"", source(2)), format!("{} \"no text\"", source(3))]);
    assert_eq!(values(&dir), ["\"value 1\""]);
}

#[test]
fn base_graphs_are_replaced_whole() {
    let (_folder, dir) = store(1);
    let mut writer = Writer::open(&dir, BASE).unwrap();
    writer.put_base("base-2", &[quad(&iri("graph/authority"), "law", "New Law")]).unwrap();
    assert_eq!(writer.base_fingerprint(), Some("base-2"));
    writer.finish().unwrap();
    let view = View::open(&dir).unwrap();
    assert_eq!(select(&view, &format!("SELECT ?v {{ <{BASE}law> ?p ?v }}"), &[]), ["\"New Law\""]);
    assert!(select(&view, &format!("SELECT ?v {{ <{BASE}class> ?p ?v }}"), &[]).is_empty());
}

#[test]
fn base_quads_of_another_graph_are_refused() {
    let (_folder, dir) = store(1);
    let mut writer = Writer::open(&dir, BASE).unwrap();
    let error = writer.put_base("base-2", &[quad(&iri("graph/ledger"), "law", "x")]).unwrap_err();
    assert!(matches!(error, StoreError::Unfit { .. }), "{error}");
    assert_eq!(writer.base_fingerprint(), Some("base-1"));
}

#[test]
fn two_names_of_one_source_tell_one_size() {
    let (_folder, dir) = store(1);
    let mut writer = Writer::open(&dir, BASE).unwrap();
    let copy = Put { path: "copy.html".to_owned(), ..put(1, "read better, at much greater length") };
    writer.commit(vec![copy]).unwrap();
    writer.prune(&["copy.html".to_owned()]).unwrap();
    writer.finish().unwrap();
    assert_eq!(check(&dir, false).unwrap(), [], "the older entry tells of the newer file");
}

#[test]
fn a_writer_that_writes_nothing_changes_nothing() {
    let (_folder, dir) = store(1);
    let before = std::fs::read(dir.join("ledger.jsonl")).unwrap();
    let mut writer = Writer::open(&dir, BASE).unwrap();
    writer.commit(Vec::new()).unwrap();
    writer.prune(&["unknown".to_owned()]).unwrap();
    let changes = writer.finish().unwrap();
    assert_eq!(changes.sources, 0);
    assert_eq!(changes.index, if cfg!(feature = "disk") { IndexWork::Current } else { IndexWork::InMemory });
    assert_eq!(std::fs::read(dir.join("ledger.jsonl")).unwrap(), before);
}

#[test]
fn the_same_quads_give_the_same_files_whatever_the_order() {
    let (folder, dir) = store(20);
    let other = folder.path().join("other");
    let mut writer = Writer::open(&other, BASE).unwrap();
    for number in (1..=20).rev() {
        writer.commit(vec![put(number, &format!("value {number}"))]).unwrap();
    }
    writer.put_base("base-1", &base_quads()).unwrap();
    writer.finish().unwrap();
    assert_eq!(exported(&dir), exported(&other));
    assert_eq!(files(&dir), files(&other));
    assert_eq!(std::fs::read(source_file(&dir, 7)).unwrap(), std::fs::read(source_file(&other, 7)).unwrap());
}

#[test]
fn a_copied_store_is_a_store() {
    let (folder, dir) = store(2);
    let copied = folder.path().join("copy");
    copy(&dir, &copied);
    assert_eq!(values(&copied), values(&dir));
    assert_eq!(check(&copied, false).unwrap(), []);
}

#[cfg(not(feature = "disk"))]
#[test]
fn the_light_build_lets_an_index_on_disk_be_and_says_that_it_is_behind() {
    let (_folder, dir) = store(2);
    std::fs::create_dir(dir.join("index")).unwrap();
    std::fs::write(dir.join("index/CURRENT"), "RocksDB's").unwrap();
    std::fs::write(dir.join("index.state"), "what the other build wrote\n").unwrap();
    assert_eq!(values(&dir).len(), 2);
    assert_eq!(check(&dir, true).unwrap(), []);
    assert!(dir.join("index.state").exists(), "reading changes nothing");
    let mut writer = Writer::open(&dir, BASE).unwrap();
    writer.commit(vec![put(3, "three")]).unwrap();
    writer.finish().unwrap();
    assert!(!dir.join("index.state").exists());
    assert!(dir.join("index/CURRENT").exists());
}
