//! Reports of our own against what they say (`tests/samples`, `tests/reports`), measured as `fazhi eval` does.
//!
//! `tuned` was looked at while rules were made; `unseen` was not, and its figures tell what to expect of a report that nobody has seen.

use std::path::{Path, PathBuf};

use fazhi::authority::Ontology;
use fazhi::eval::{self, Gold, KINDS, Scores};
use fazhi::pipeline::base_graphs;
use fazhi::vocab::HOME;

use crate::support::{reader, root, run};

fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let ends = |path: &PathBuf| path.extension().is_some_and(|own| endings.iter().any(|ending| own == *ending));
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(ends).collect();
    found.sort();
    found
}

fn measure(folder: &str) -> Scores {
    let folder = root().join(folder);
    let golds: Vec<Gold> = files(&folder.join("gold"), &["json"]).iter().map(|path| serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()).collect();
    let mut quads = base_graphs(&Ontology::embedded(), HOME).unwrap();
    for path in files(&folder, &["txt", "md"]) {
        let name = path.file_name().unwrap().to_string_lossy();
        quads.extend(reader().read(&name, &std::fs::read(&path).unwrap()).quads());
    }
    let scores = eval::measure(quads.iter(), &golds);
    println!("{}", folder.display());
    for kind in KINDS {
        let row = scores.row(kind);
        println!("{kind:<14} {:.3} {:.3} {:.3}  {}/{}/{}", row.precision, row.recall, row.f1, row.right, row.wrong, row.missed);
    }
    println!("score          {:.4}", scores.score());
    assert!(scores.missing.is_empty(), "not read: {:?}", scores.missing);
    assert_eq!(scores.broken, 0, "spans that do not read back");
    scores
}

/// Every row reaches an F1, and all together a mean.
fn reaches(folder: &str, row: f64, mean: f64) {
    let scores = measure(folder);
    let low: Vec<String> = KINDS.iter().filter(|kind| scores.row(kind).f1 < row).map(|kind| format!("{kind} {:.3}", scores.row(kind).f1)).collect();
    assert!(low.is_empty(), "{folder}: below {row}: {low:?}");
    assert!(scores.score() >= mean, "{folder}: {:.4} < {mean}", scores.score());
}

#[test]
fn samples_are_read() {
    reaches("tests/samples", 0.95, 0.98);
}

#[test]
fn tuned_reports_are_read() {
    reaches("tests/reports/tuned", 0.88, 0.95);
}

#[test]
fn unseen_reports_are_read() {
    reaches("tests/reports/unseen", 0.80, 0.90);
}

/// The command's figures are those of the scorer, where it is at hand.
#[test]
fn eval_measures_as_the_scorer_does() {
    let shared = root().join("../shared");
    let scorer = shared.join("eval/score.py");
    let python = std::process::Command::new("python3").args(["-c", "import pyoxigraph"]).output();
    if !scorer.exists() || !python.is_ok_and(|output| output.status.success()) {
        println!("skipped: no scorer beside this folder, or no pyoxigraph to run it");
        return;
    }
    let work = tempfile::tempdir().unwrap();
    for (sources, gold) in [(shared.join("corpus"), shared.join("gold")), (root().join("tests/samples"), root().join("tests/samples/gold"))] {
        let store = work.path().join(sources.file_name().unwrap());
        let (store, sources, gold) = (store.to_str().unwrap(), sources.to_str().unwrap(), gold.to_str().unwrap());
        assert_eq!(run(&["build", sources, "--store", store]).0, 0);
        let export = format!("{store}.nq");
        assert_eq!(run(&["export", "--store", store, "--format", "nquads", "--output", &export]).0, 0);
        let theirs = work.path().join("theirs.json");
        let ontology = root().join("ontology");
        let args = ["--gold", gold, "--ontology", ontology.to_str().unwrap(), &export, "--json", theirs.to_str().unwrap()];
        let output = std::process::Command::new("python3").arg(&scorer).args(args).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let (code, ours, err) = run(&["eval", gold, "--store", store, "--json"]);
        assert_eq!(code, 0, "{err}");
        let ours: serde_json::Value = serde_json::from_str(&ours).unwrap();
        let theirs: serde_json::Value = serde_json::from_slice(&std::fs::read(&theirs).unwrap()).unwrap();
        for (key, value) in theirs.as_object().unwrap() {
            let close = |a: &serde_json::Value, b: &serde_json::Value| match (a.as_f64(), b.as_f64()) {
                (Some(a), Some(b)) => (a - b).abs() < 1e-9,
                _ => a == b,
            };
            let same = match value.as_object() {
                Some(fields) => fields.iter().all(|(field, value)| close(value, &ours[key][field])),
                None => close(value, &ours[key]),
            };
            assert!(same, "{key}: {value} by the scorer, {} by us", ours[key]);
        }
    }
}
