//! What `check` finds, and that it names the place.

use std::fs;

use super::super::{Finding, check};
use super::*;

fn findings(dir: &Path) -> Vec<Finding> {
    check(dir, false).unwrap().into_iter().filter(|finding| !finding.message.starts_with("the index is behind")).collect()
}

fn only(dir: &Path) -> Finding {
    let mut found = findings(dir);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

#[test]
fn a_whole_store_has_no_findings() {
    let (_folder, dir) = store(3);
    assert_eq!(check(&dir, false).unwrap(), []);
    assert_eq!(check(&dir, true).unwrap(), []);
}

#[test]
fn a_damaged_file_is_named() {
    let (_folder, dir) = store(3);
    let file = source_file(&dir, 2);
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    fs::write(&file, bytes).unwrap();
    let finding = only(&dir);
    assert_eq!(finding.place, file.display().to_string());
    assert!(finding.message.contains("damaged"), "{}", finding.message);
    assert!(!finding.message.contains(&finding.place), "the place is said once");
    let error = super::super::quads(&dir, Default::default()).unwrap().find_map(Result::err).unwrap();
    assert!(message(&error).contains(file.to_str().unwrap()));
}

#[test]
fn a_file_with_another_content_than_the_ledger_says_is_named() {
    let (_folder, dir) = store(2);
    let file = source_file(&dir, 2);
    let quads = [quad(&source(2), "a", "only one")];
    fs::write(&file, pack_all(&quads).bytes).unwrap();
    assert!(only(&dir).message.contains("reports/2.html"));
    fs::write(&file, put(1, "value 1").packed.unwrap().bytes).unwrap();
    assert!(only(&dir).message.contains("source/0000000000000001"));
}

#[test]
fn missing_orphaned_and_foreign_files_are_named() {
    let (_folder, dir) = store(2);
    fs::rename(source_file(&dir, 1), source_file(&dir, 0x77)).unwrap();
    fs::write(dir.join("sources/notes.txt"), "mine").unwrap();
    let places: Vec<String> = findings(&dir).into_iter().map(|finding| finding.place).collect();
    let expected = [source_file(&dir, 1), source_file(&dir, 0x77), dir.join("sources/notes.txt")];
    assert_eq!(places, expected.map(|file| file.display().to_string()));
    Writer::open(&dir, BASE).unwrap().finish().unwrap();
    assert!(dir.join("sources/notes.txt").exists(), "what no store writes, no store removes");
}

#[test]
fn base_graphs_are_checked_against_the_ledger() {
    let (_folder, dir) = store(1);
    let quads = [quad(&iri("graph/authority"), "law", "1"), quad(&iri("graph/authority"), "law", "2")];
    fs::write(dir.join("graphs/authority.nq.zst"), pack_all(&quads).bytes).unwrap();
    assert!(only(&dir).message.contains("3 quads"));
}

#[test]
fn a_store_in_use_is_not_checked() {
    let (_folder, dir) = store(1);
    let _writer = Writer::open(&dir, BASE).unwrap();
    assert!(matches!(check(&dir, false).unwrap_err(), StoreError::Held { .. }));
}
