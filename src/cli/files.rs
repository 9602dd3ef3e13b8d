//! Which files a command reads. In: paths as given. Out: files in order, each once, absolute.
//!
//! A document in a ZIP is a file of its own: `reports.zip!2023/report.docx`.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::fetch;
use crate::text::{self, ENDINGS, Inner};

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
            Ok(path) => add(path, &mut found),
            Err(_) if exists(path) => {
                found.files.insert(inside(path));
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
            Ok(entry) if is_wanted(entry.path()) => add(entry.into_path(), found),
            Ok(_) => found.others += 1,
            Err(error) => found.failed.push((error.path().unwrap_or(folder).to_owned(), error.to_string())),
        }
    }
}

fn is_wanted(path: &Path) -> bool {
    // What explains a folder is none of its documents.
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.') || name.to_string_lossy().starts_with("README"));
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    // Old formats are found too, so that they are refused with a way out and not passed over.
    !hidden && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()) || matches!(ending.as_str(), "doc" | "wps"))
}

/// A file, or the documents in it where it is a ZIP of some.
fn add(path: PathBuf, found: &mut Found) {
    match inner(&path) {
        Some(inner) => {
            found.others += inner.others;
            found.files.extend(inner.names.iter().map(|name| PathBuf::from(format!("{}!{name}", path.display()))));
        }
        None => {
            found.files.insert(path);
        }
    }
}

/// The documents in a ZIP. What is broken counts as a file, so that its reading says why.
fn inner(path: &Path) -> Option<Inner> {
    let mut head = [0; 4];
    std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut head)).ok()?;
    let bytes = text::is_zip(&head).then(|| std::fs::read(path).ok()).flatten()?;
    text::inner(&bytes).ok().flatten().filter(|inner| !inner.names.is_empty())
}

/// The ZIP and the document in it that a path names; `None` where the path is no such.
fn split(path: &Path) -> Option<(&Path, &str)> {
    let whole = path.to_str()?;
    let zips = whole.match_indices('!').map(|(at, _)| (Path::new(whole.get(..at).unwrap_or("")), whole.get(at + 1..).unwrap_or("")));
    zips.into_iter().find(|(zip, _)| zip.is_file()).filter(|_| !path.exists())
}

/// The path of a document in a ZIP, absolute.
fn inside(path: &Path) -> PathBuf {
    let absolute = split(path).and_then(|(zip, name)| Some(format!("{}!{name}", std::fs::canonicalize(zip).ok()?.display())));
    absolute.map_or_else(|| path.to_owned(), PathBuf::from)
}

/// Whether there is a file, or a document in a ZIP, of this path.
pub(super) fn exists(path: &Path) -> bool {
    path.exists() || split(path).is_some_and(|(zip, name)| std::fs::read(zip).is_ok_and(|bytes| text::one(&bytes, name).is_ok()))
}

/// The bytes of a file, or of a document in a ZIP.
pub(super) fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    match split(path) {
        Some((zip, name)) => text::one(&std::fs::read(zip)?, name).map_err(std::io::Error::other),
        None => std::fs::read(path),
    }
}

/// A file's name without folders; of a document in a ZIP, behind the ZIP's; the last part of an address.
pub(super) fn name(path: &Path) -> String {
    if let Some(address) = path.to_str().filter(|path| fetch::is_address(path)) {
        return fetch::file_name(address);
    }
    let last = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    split(path).map_or_else(|| last(path), |(zip, name)| format!("{}!{name}", last(zip)))
}
