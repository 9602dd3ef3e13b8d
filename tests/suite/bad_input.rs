//! Bad input: a clear message with file and place, the right exit code, nothing lost, nothing else stopped.

use std::fs;

use crate::support::{report, run};

#[test]
fn bad_files_are_named_and_the_good_one_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let (input, store) = (dir.path().join("in"), dir.path().join("kg"));
    fs::create_dir(&input).unwrap();
    let notice = "关于做好防汛工作的通知\n\n各村民委员会：\n为做好2023年防汛工作，保障人民群众生命财产安全，现就有关事项通知如下。\n一、提高认识。\n\n新兴镇人民政府\n2023年5月6日\n";
    let files: [(&str, Vec<u8>, &str); 8] = [
        ("good.txt", report("新兴镇", "").into_bytes(), ""),
        ("empty.txt", Vec::new(), "empty file"),
        ("binary.txt", (0..3000u32).map(|n| (n * 7 % 256) as u8).collect(), "byte"),
        ("zip.txt", b"PK\x03\x04rest".to_vec(), "ZIP"),
        ("story.txt", "很久很久以前，山里住着一个老人，他每天都去河边打水。".repeat(4).into_bytes(), "no official document"),
        ("line.txt", vec![b'a'; 50 << 20], "MiB"),
        ("notice.txt", notice.as_bytes().to_vec(), "no rule-of-law annual report"),
        ("wide.txt", "法".repeat(1 << 20).into_bytes(), "no official document"),
    ];
    for (name, bytes, _) in &files {
        fs::write(input.join(name), bytes).unwrap();
    }
    let (code, out, err) = run(&["build", input.to_str().unwrap(), dir.path().join("missing.txt").to_str().unwrap(), "--store", store.to_str().unwrap()]);
    assert_eq!(code, 2, "{out}{err}");
    for (name, _, reason) in files.iter().filter(|(_, _, reason)| !reason.is_empty()) {
        assert!(out.lines().any(|line| line.contains(name) && line.contains(reason)), "{name}: {out}");
    }
    assert!(out.contains("missing.txt") && out.contains("2 read"), "{out}");
    let (_, export, _) = run(&["export", "--format", "nquads", "--only-read", "--store", store.to_str().unwrap()]);
    assert!(export.contains("\"good.txt\"") && export.contains("\"notice.txt\"") && export.contains("ontology#Document>") && !export.contains("\"story.txt\""));
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("closed.txt");
    fs::write(&file, report("新兴镇", "")).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&file).is_ok() {
        eprintln!("skipped: this user reads every file");
        return;
    }
    let (code, out, _) = run(&["build", file.to_str().unwrap(), "--store", dir.path().join("kg").to_str().unwrap()]);
    assert!(code == 2 && out.contains("closed.txt") && out.contains("cannot be read"), "{out}");
}

#[test]
fn a_held_store_and_no_store() {
    let dir = tempfile::tempdir().unwrap();
    let store = dir.path().join("kg");
    let _writer = fazhi::store::Writer::open(&store, fazhi::vocab::HOME).unwrap();
    let file = dir.path().join("a.txt");
    fs::write(&file, report("新兴镇", "")).unwrap();
    let (code, _, err) = run(&["build", file.to_str().unwrap(), "--store", store.to_str().unwrap()]);
    assert!(code == 2 && err.contains(&std::process::id().to_string()), "{err}");
    let (code, _, err) = run(&["query", "1", "--store", dir.path().join("nowhere").to_str().unwrap()]);
    assert!(code == 2 && err.contains("nowhere") && err.contains("fazhi build"), "{err}");
    let (code, _, err) = run(&["build", file.to_str().unwrap(), "--store", dir.path().to_str().unwrap()]);
    assert!(code == 2 && err.contains("is no store"), "{err}");
}

#[test]
fn a_query_that_does_not_parse_or_does_not_end() {
    let store = crate::support::sample_store().to_str().unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), "SELECT ?x WHERE {\n ?x ?y }}").unwrap();
    let (code, _, err) = run(&["query", file.path().to_str().unwrap(), "--store", store]);
    assert!(code == 2 && err.contains("does not parse") && err.contains("2:"), "{err}");
    fs::write(file.path(), "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }").unwrap();
    let (code, _, err) = run(&["query", file.path().to_str().unwrap(), "--timeout", "1", "--store", store]);
    assert!(code == 2 && err.contains("--timeout"), "{err}");
    let (code, _, err) = run(&["query", "no-such-question", "--store", store]);
    assert!(code == 2 && err.contains("--list"), "{err}");
}
