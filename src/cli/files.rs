//! Which files a command reads. In: paths as given. Out: files in order, each once, absolute.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::fetch;

/// Endings of files that a folder is searched for.
const ENDINGS: [&str; 3] = ["txt", "md", "markdown"];

/// Files found, and paths that are none.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Files, sorted, absolute.
    pub files: BTreeSet<PathBuf>,
    /// Paths that could not be walked: what the system says.
    pub failed: Vec<(PathBuf, String)>,
    /// Files in folders that are of other kinds.
    pub others: usize,
}

/// All files under `paths`. A file named outright is read whatever its ending.
pub(super) fn find(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for path in paths {
        match std::fs::canonicalize(path) {
            Ok(path) if path.is_dir() => walk(&path, &mut found),
            Ok(path) => {
                found.files.insert(path);
            }
            Err(error) => found.failed.push((path.clone(), error.to_string())),
        }
    }
    found
}

fn walk(folder: &Path, found: &mut Found) {
    for entry in walkdir::WalkDir::new(folder).follow_links(true) {
        match entry {
            Ok(entry) if !entry.file_type().is_file() || entry.path().join("format").exists() => {}
            Ok(entry) if is_wanted(entry.path()) => {
                found.files.insert(entry.into_path());
            }
            Ok(_) => found.others += 1,
            Err(error) => found.failed.push((error.path().unwrap_or(folder).to_owned(), error.to_string())),
        }
    }
}

fn is_wanted(path: &Path) -> bool {
    // What explains a folder is none of its documents.
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.') || name.to_string_lossy().starts_with("README"));
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    !hidden && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// A file's name without folders; the last part of an address.
pub(super) fn name(path: &Path) -> String {
    if let Some(address) = path.to_str().filter(|path| fetch::is_address(path)) {
        return fetch::file_name(address);
    }
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
