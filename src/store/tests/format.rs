//! The forms on disk: packed graphs, ledger lines, and the file that makes a folder a store.

use std::fs;

use super::super::packed::{pack_all, parse};
use super::super::unpack;
use super::*;

#[test]
fn packing_sorts_dedups_and_gives_back_the_same_quads() {
    let graph = source(1);
    let quads = [quad(&graph, "b", "2"), quad(&graph, "a", "法治 \"引\" \n \\ 行"), quad(&graph, "b", "2")];
    let packed = pack_all(&quads);
    assert_eq!(packed.quads, 2);
    let text = unpack(&packed.bytes).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines.is_sorted());
    assert_eq!(parse(&text).unwrap(), [quads[1].clone(), quads[0].clone()]);
    assert_eq!(pack_all(&parse(&text).unwrap()), packed, "the same quads give the same bytes");
}

#[test]
fn an_empty_graph_is_not_an_empty_file() {
    let packed = pack_all(&[]);
    assert_eq!(unpack(&packed.bytes).unwrap(), "");
    assert!(unpack(&[]).is_err());
}

#[test]
fn no_flipped_or_missing_byte_gives_another_text() {
    let good = put(1, "value").packed.unwrap().bytes;
    let text = unpack(&good).unwrap();
    for at in 0..good.len() {
        for bit in 0..8 {
            let mut bad = good.clone();
            bad[at] ^= 1 << bit;
            // A few bits mean nothing to the decoder, or the same either way.
            assert!(unpack(&bad).map_or(true, |read| read == text), "byte {at}, bit {bit}");
        }
        assert!(unpack(&good[..at]).is_err(), "cut at {at}");
    }
}

#[test]
fn a_folder_with_other_things_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("thesis.doc"), "mine").unwrap();
    let error = Writer::open(folder.path(), BASE).unwrap_err();
    assert!(matches!(error, StoreError::Stranger { .. }), "{error}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn another_base_another_version_and_no_store_are_told_apart() {
    let (_folder, dir) = store(1);
    let error = Writer::open(&dir, "https://example.org/other/").unwrap_err();
    assert!(message(&error).contains(BASE) && message(&error).contains("https://example.org/other/"));
    assert!(matches!(Writer::open(&dir, "no iri/").unwrap_err(), StoreError::NoIri { .. }));
    assert!(matches!(View::open(&dir.join("elsewhere")).err().unwrap(), StoreError::Missing { .. }));
    fs::write(dir.join("format"), "fazhi store 2\nhttps://example.org/kg/\n").unwrap();
    assert!(message(&View::open(&dir).err().unwrap()).contains("fazhi store 2"));
}

#[test]
fn a_source_of_another_base_is_refused_before_anything_is_written() {
    let (_folder, dir) = store(1);
    let mut writer = Writer::open(&dir, BASE).unwrap();
    for wrong in ["https://example.org/source/0000000000000002", "https://example.org/kg/source/../../../etc", "https://example.org/kg/source/é000000000000"] {
        let put = Put { source: NamedNode::new_unchecked(wrong), ..put(2, "x") };
        assert!(matches!(writer.commit(vec![put]).unwrap_err(), StoreError::Unfit { .. }));
    }
    assert_eq!(files(&dir).len(), 3);
}

#[test]
fn the_ledger_line_carries_a_checksum_as_its_last_field() {
    let (_folder, dir) = store(1);
    let text = fs::read_to_string(dir.join("ledger.jsonl")).unwrap();
    let line: serde_json::Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    assert_eq!(line["path"], "reports/1.html");
    assert_eq!(line["outcome"], "ok");
    assert_eq!(line["quads"], 3);
    assert_eq!(line["check"].as_str().unwrap().len(), 16);
    assert!(line["at"].as_str().unwrap().ends_with('Z'));
}
