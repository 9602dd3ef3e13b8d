//! The house: which room may import which, and what every file owes its reader.

use std::path::{Path, PathBuf};

use crate::support::root;

/// The rooms in their order: each imports only those before it.
const ROOMS: [&str; 17] = [
    "vocab",
    "text",
    "zh",
    "document",
    "authority",
    "extract",
    "resolve",
    "graph",
    "pipeline",
    "isolate",
    "eval",
    "store",
    "ask",
    "audit",
    "fetch",
    "serve",
    "cli",
];

/// A file longer than this wants to be two.
const LONGEST: usize = 450;

fn files() -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(root().join("src")).sort_by_file_name();
    walk.into_iter().filter_map(Result::ok).map(walkdir::DirEntry::into_path).filter(|path| path.extension().is_some_and(|e| e == "rs")).collect()
}

fn room(path: &Path) -> Option<usize> {
    let inside = path.strip_prefix(root().join("src")).ok()?;
    let first = inside.components().next()?.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
    ROOMS.iter().position(|room| *room == first)
}

#[test]
fn a_room_imports_only_what_stands_before_it() {
    let mut wrong = Vec::new();
    for path in files() {
        let Some(own) = room(&path) else { continue };
        for (number, line) in std::fs::read_to_string(&path).unwrap().lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            for part in line.split("crate::").skip(1) {
                let name: String = part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                let other = ROOMS.iter().position(|room| *room == name);
                if other.is_some_and(|other| other > own) {
                    wrong.push(format!("{}:{}: {} uses {name}", path.display(), number + 1, ROOMS[own]));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_its_room_names_a_library() {
    let table = [
        ("oxigraph::store", &["store"][..]),
        ("spareval", &["store"]),
        ("jieba_rs", &["zh"]),
        ("anyhow", &["cli"]),
        ("clap", &["cli"]),
        ("axum", &["serve"]),
        ("maud", &["serve"]),
        ("reqwest", &["fetch"]),
    ];
    for path in files() {
        let Some(own) = room(&path) else { continue };
        let text = std::fs::read_to_string(&path).unwrap();
        for (library, rooms) in table {
            let used = text.lines().filter(|line| !line.trim_start().starts_with("//")).any(|line| line.contains(library));
            assert!(!used || rooms.contains(&ROOMS[own]), "{} names {library}", path.display());
        }
    }
}

#[test]
fn files_open_with_what_they_are_and_stay_short() {
    for path in files() {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//! "), "{} does not say what it is", path.display());
        assert!(text.lines().count() <= LONGEST, "{} has {} lines", path.display(), text.lines().count());
        assert!(!text.contains("todo!") && !text.contains("unimplemented!"), "{} is not done", path.display());
    }
}
