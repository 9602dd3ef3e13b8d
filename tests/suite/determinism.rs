//! The same files give the same bytes: in any order, with any number of threads, in one run or several.

use std::path::Path;

use crate::support::{run, samples};

fn export(store: &Path) -> String {
    let (code, out, err) = run(&["export", "--format", "nquads", "--only-read", "--store", store.to_str().unwrap()]);
    assert_eq!(code, 0, "{err}");
    out
}

#[test]
fn order_and_threads_change_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (a, b) = (dir.path().join("a"), dir.path().join("b"));
    let all = samples();
    let all = all.to_str().unwrap();
    assert_eq!(run(&["build", all, "--store", a.to_str().unwrap(), "--threads", "1"]).0, 0);
    let mut files: Vec<String> =
        std::fs::read_dir(all).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).map(|path| path.display().to_string()).collect();
    files.sort_by_key(|path| std::cmp::Reverse(path.clone()));
    let half = files.len() / 2;
    for part in [&files[..half], &files[half..]] {
        let mut args = vec!["build", "--threads", "3", "--store", b.to_str().unwrap()];
        args.extend(part.iter().map(String::as_str).filter(|path| !path.ends_with("README.md")));
        assert_eq!(run(&args).0, 0);
    }
    let (first, second) = (export(&a), export(&b));
    assert!(first.len() > 100_000 && first == second);
    let streamed = run(&["extract", all]).1;
    let mut streamed: Vec<&str> = streamed.lines().collect();
    let mut stored: Vec<&str> = first.lines().collect();
    streamed.sort_unstable();
    stored.sort_unstable();
    assert!(streamed == stored);
}

#[test]
fn building_twice_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let store = dir.path().join("kg");
    let args = ["build", samples().to_str().unwrap(), "--format", "json", "--store", store.to_str().unwrap()].map(str::to_owned);
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    run(&args);
    let (before, ledger) = (export(&store), std::fs::read(store.join("ledger.jsonl")).unwrap());
    let (code, out, _) = run(&args);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, report["read"].as_u64(), report["unchanged"].as_u64()), (0, Some(0), Some(10)));
    assert!(before == export(&store) && ledger == std::fs::read(store.join("ledger.jsonl")).unwrap());
}
