//! kill -9 at random moments of a build: nothing torn, nothing lost that was reported done, and the next run goes on.

use std::process::Stdio;
use std::time::Duration;

use crate::support::{fazhi, report, run};

const KILLS: u64 = 50;
const FILES: usize = 600;

#[test]
fn killed_builds_leave_whole_documents() {
    let dir = tempfile::tempdir().unwrap();
    let (input, store) = (dir.path().join("in"), dir.path().join("kg"));
    std::fs::create_dir(&input).unwrap();
    for n in 0..FILES {
        std::fs::write(input.join(format!("{n:04}.txt")), report("新兴镇", &format!("开展第{n}次宣传。"))).unwrap();
    }
    let build = ["build", input.to_str().unwrap(), "--store", store.to_str().unwrap()];
    let mut entered = 0;
    let mut seed = 0x9e37_79b9_u64;
    for kill in 0..KILLS {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut child = fazhi().args(build).args(["--force"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(seed >> 33 & 2047));
        let _ = child.kill();
        child.wait().unwrap();
        if !store.join("format").exists() {
            continue;
        }
        let lines = std::fs::read_to_string(store.join("ledger.jsonl")).unwrap_or_default().lines().count();
        assert!(lines >= entered, "the ledger lost lines at kill {kill}");
        entered = lines.saturating_sub(1);
        let (code, out, err) = run(&["export", "--only-read", "--format", "nquads", "--store", store.to_str().unwrap()]);
        assert_eq!(code, 0, "at kill {kill}: {out}{err}");
    }
    let (code, out, err) = run(&build);
    assert_eq!(code, 0, "{out}{err}");
    let (code, out, err) = run(&["check", "--store", store.to_str().unwrap()]);
    assert_eq!(code, 0, "{out}{err}");
    let sources = walkdir::WalkDir::new(store.join("sources")).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file()).count();
    assert_eq!(sources, FILES);
}
