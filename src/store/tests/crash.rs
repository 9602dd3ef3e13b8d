//! Killed runs: whatever stands in the folder, the next writer brings it into order.

use std::fs;
use std::io::Write;

use super::super::check;
use super::*;

fn append(dir: &Path, bytes: &[u8]) {
    fs::OpenOptions::new().append(true).open(dir.join("ledger.jsonl")).unwrap().write_all(bytes).unwrap();
}

#[test]
fn a_torn_last_line_is_dropped_and_written_over() {
    let (_folder, dir) = store(2);
    let whole = fs::read(dir.join("ledger.jsonl")).unwrap();
    for torn in [&b"{\"kind\":\"source\",\"path\":\"x"[..], b"{", b"\0\0\0\0", b"{\"kind\":\"source\"}\n"] {
        fs::write(dir.join("ledger.jsonl"), &whole).unwrap();
        append(&dir, torn);
        assert_eq!(View::open(&dir).unwrap().entries().len(), 2);
        let mut writer = Writer::open(&dir, BASE).unwrap();
        assert_eq!(writer.entries().len(), 2);
        writer.commit(vec![put(3, "three")]).unwrap();
        drop(writer);
        assert_eq!(View::open(&dir).unwrap().entries().len(), 3);
    }
}

#[test]
fn every_cut_of_the_ledger_is_some_former_state() {
    let (_folder, dir) = store(3);
    let whole = fs::read(dir.join("ledger.jsonl")).unwrap();
    for cut in 0..whole.len() {
        fs::write(dir.join("ledger.jsonl"), &whole[..cut]).unwrap();
        let ledger = super::super::ledger::Ledger::read(&dir.join("ledger.jsonl")).unwrap();
        let lines = whole[..cut].iter().filter(|byte| **byte == b'\n').count();
        assert_eq!(ledger.entries.len(), lines.saturating_sub(1), "cut at {cut}");
    }
}

#[test]
fn a_bad_line_in_the_middle_is_named() {
    let (_folder, dir) = store(3);
    let text = fs::read_to_string(dir.join("ledger.jsonl")).unwrap();
    fs::write(dir.join("ledger.jsonl"), text.replacen("reports/2", "reports/9", 1)).unwrap();
    let error = Writer::open(&dir, BASE).unwrap_err();
    assert!(matches!(error, StoreError::Ledger { line: 3, .. }), "{error}");
    assert!(message(&error).contains("ledger.jsonl:3"));
}

#[test]
fn leftovers_are_removed_and_the_index_is_made_anew() {
    let (_folder, dir) = store(2);
    let orphan = source_file(&dir, 0x99);
    let unfinished = dir.join("sources/00/0000000000000098.nq.zst.tmp");
    fs::write(&orphan, put(0x99, "x").packed.unwrap().bytes).unwrap();
    fs::write(&unfinished, "half").unwrap();
    fs::write(dir.join("index.state.tmp"), "half").unwrap();
    let _ = fs::remove_file(dir.join("index.state"));
    assert_eq!(values(&dir), ["\"value 1\"", "\"value 2\""]);
    Writer::open(&dir, BASE).unwrap().finish().unwrap();
    assert!(!orphan.exists() && !unfinished.exists() && !dir.join("index.state.tmp").exists());
    assert_eq!(files(&dir).len(), 4);
    assert_eq!(check(&dir, false).unwrap(), []);
}

#[test]
fn a_run_killed_before_it_finished_has_kept_what_it_committed() {
    let (_folder, dir) = store(1);
    let mut writer = Writer::open(&dir, BASE).unwrap();
    writer.commit(vec![put(1, "read better"), put(2, "two")]).unwrap();
    drop(writer);
    assert_eq!(values(&dir), ["\"read better\"", "\"two\""]);
}

#[test]
fn a_store_killed_at_its_birth_is_begun_again() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["lock", "ledger.jsonl", "format.tmp"] {
        fs::write(folder.path().join(name), "").unwrap();
    }
    Writer::open(folder.path(), BASE).unwrap();
    assert!(folder.path().join("format").exists());
}

#[test]
fn a_source_without_its_file_counts_as_never_read() {
    let (_folder, dir) = store(2);
    fs::remove_file(source_file(&dir, 1)).unwrap();
    let mut writer = Writer::open(&dir, BASE).unwrap();
    assert_eq!(writer.entries().keys().collect::<Vec<_>>(), ["reports/2.html"]);
    writer.commit(vec![put(1, "value 1")]).unwrap();
    writer.finish().unwrap();
    assert_eq!(values(&dir), ["\"value 1\"", "\"value 2\""]);
}

#[test]
fn a_source_whose_file_is_not_the_recorded_one_counts_as_never_read() {
    let (_folder, dir) = store(2);
    // A run was killed after it had renamed the file and before it wrote the line.
    fs::write(source_file(&dir, 1), put(1, "read by a newer reader").packed.unwrap().bytes).unwrap();
    let writer = Writer::open(&dir, BASE).unwrap();
    assert_eq!(writer.entries().keys().collect::<Vec<_>>(), ["reports/2.html"]);
    writer.finish().unwrap();
    assert_eq!(check(&dir, false).unwrap(), []);
}

#[test]
fn base_graphs_without_their_file_count_as_never_put() {
    let (_folder, dir) = store(1);
    fs::remove_file(dir.join("graphs/authority.nq.zst")).unwrap();
    let writer = Writer::open(&dir, BASE).unwrap();
    assert_eq!(writer.base_fingerprint(), None);
    drop(writer);
    fs::write(dir.join("graphs/authority.nq.zst"), "another").unwrap();
    assert_eq!(Writer::open(&dir, BASE).unwrap().base_fingerprint(), None);
}

#[test]
fn a_store_without_its_ledger_is_not_emptied() {
    let (_folder, dir) = store(1);
    fs::remove_file(dir.join("ledger.jsonl")).unwrap();
    assert!(matches!(Writer::open(&dir, BASE).unwrap_err(), StoreError::NoLedger { .. }));
    assert!(source_file(&dir, 1).exists());
}
