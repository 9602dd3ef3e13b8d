//! Which files a command reads. In: paths as given. Out: files in order, each once, absolute; what is none, with the reason.
//!
//! A document in a ZIP is a file of its own: `reports.zip!2023/report.docx`. A link that the user names is followed; one that is met in a folder
//! is not: it may lead out of the folder, or round in it, and what it leads to in the folder is read there.

pub(super) mod open;

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use encoding_rs::GB18030;
use rayon::prelude::*;

use crate::fetch;
use crate::isolate::Pool;
use crate::text::{self, ENDINGS, Inner, LARGEST};

/// The largest ZIP of documents.
const LARGEST_ZIP: usize = 256 << 20;

/// Files found, and paths that are none.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Files, sorted, absolute.
    pub files: BTreeSet<PathBuf>,
    /// Paths that were named or would have been read, and could not be: why.
    pub failed: Vec<(PathBuf, String)>,
    /// What was met in folders and is no file: what it is.
    pub skipped: Vec<(PathBuf, String)>,
    /// Files in folders that are of other kinds.
    pub others: usize,
}

/// All files under `paths`. A file named outright is read whatever its ending. What is in a ZIP, a child of `pool` tells.
pub(super) fn find(paths: &[PathBuf], pool: &Pool) -> Found {
    let mut found = Found::default();
    for path in paths {
        match std::fs::canonicalize(path).and_then(|path| Ok((std::fs::metadata(&path)?.file_type(), path))) {
            Ok((kind, path)) if kind.is_dir() => walk(&path, &mut found),
            Ok((kind, _)) if !kind.is_file() => found.failed.push((path.clone(), open::other_kind(kind).unwrap_or_default().to_owned())),
            Ok((_, path)) => add(path, &mut found),
            Err(_) if exists(path, pool) => {
                found.files.insert(inside(path));
            }
            Err(error) => found.failed.push((path.clone(), error.to_string())),
        }
    }
    unpack(found, pool)
}

fn walk(folder: &Path, found: &mut Found) {
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) if entry.file_type().is_dir() => continue,
            Ok(entry) => entry,
            Err(error) => {
                found.failed.push((error.path().unwrap_or(folder).to_owned(), error.to_string()));
                continue;
            }
        };
        let wanted = is_wanted(entry.path());
        match open::other_kind(entry.file_type()) {
            None if wanted => add(entry.into_path(), found),
            Some(_) if entry.path_is_symlink() => link(entry.into_path(), wanted, found),
            Some(what) => found.skipped.push((entry.into_path(), what.to_owned())),
            None => found.others += 1,
        }
    }
}

/// A link in a folder. One to a file of another kind is passed over as that file would be.
fn link(path: PathBuf, wanted: bool, found: &mut Found) {
    let what = match std::fs::metadata(&path).map(|there| there.is_dir()) {
        Ok(true) => "a link to a folder, not followed; name it to read what it leads to",
        _ if !wanted => {
            found.others += 1;
            return;
        }
        Ok(false) => "a link, not followed; name it to read what it leads to",
        Err(_) => "a link that leads nowhere",
    };
    found.skipped.push((path, what.to_owned()));
}

fn is_wanted(path: &Path) -> bool {
    // What explains a folder is none of its documents.
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.') || name.to_string_lossy().starts_with("README"));
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    // Old formats are found too, so that they are refused with a way out and not passed over.
    !hidden && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()) || text::is_old(&ending))
}

/// A file. The store knows files by their paths, so a path must be text.
fn add(path: PathBuf, found: &mut Found) {
    if path.to_str().is_none() {
        let why = unspeakable(&path);
        found.failed.push((path, why));
    } else {
        found.files.insert(path);
    }
}

/// Puts the documents of each ZIP of some in its place.
fn unpack(mut found: Found, pool: &Pool) -> Found {
    let files: Vec<PathBuf> = std::mem::take(&mut found.files).into_iter().collect();
    let opened: Vec<_> = files.into_par_iter().map(|path| (inner(&path, pool), path)).collect();
    for (inner, path) in opened {
        match inner {
            Err(why) => found.failed.push((path, why)),
            Ok(Some(inner)) => {
                found.others += inner.others;
                found.files.extend(inner.names.iter().map(|name| PathBuf::from(format!("{}!{name}", path.display()))));
            }
            Ok(None) => drop(found.files.insert(path)),
        }
    }
    found
}

/// Why a path is not read whose bytes are no text: in Chinese folders it is nearly always one in GBK, out of an archive of Windows.
fn unspeakable(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    let as_gbk = GB18030.decode_without_bom_handling_and_without_replacement(bytes).map(|name| format!(" (in GB18030: {name})"));
    format!("its name is no UTF-8{}; rename it, as with convmv -f gbk -t utf8 --notest", as_gbk.unwrap_or_default())
}

/// The documents in a ZIP. What is broken counts as a file, so that its reading says why; what is larger than any file may be is told here.
fn inner(path: &Path, pool: &Pool) -> Result<Option<Inner>, String> {
    let mut head = [0; 4];
    let Ok((mut file, size)) = open::open(path) else { return Ok(None) };
    if file.read_exact(&mut head).is_err() || !text::is_zip(&head) {
        return Ok(None);
    }
    if size > LARGEST_ZIP as u64 {
        return Err(format!("{} MiB, more than the {} MiB that are read of a ZIP; unpack it", size >> 20, LARGEST_ZIP >> 20));
    }
    match pool.documents(&file) {
        Ok(documents) => Ok(documents.filter(|inner| !inner.names.is_empty())),
        Err(_) if size <= LARGEST as u64 => Ok(None),
        Err(why) => Err(why.to_string()),
    }
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
pub(super) fn exists(path: &Path, pool: &Pool) -> bool {
    path.exists() || split(path).is_some() && bytes(&inside(path), pool).is_ok()
}

/// The bytes of a file that was found, or of a document in a ZIP. Links are not followed.
///
/// # Errors
/// Where it is no file, too large, or cannot be read.
pub(super) fn bytes(path: &Path, pool: &Pool) -> std::io::Result<Vec<u8>> {
    match split(path) {
        Some((zip, name)) => pool.document(&open::open(zip)?.0, name).map_err(std::io::Error::other),
        None => open::read(path, LARGEST),
    }
}

/// The bytes of a file that the user names, be it by a link.
///
/// # Errors
/// As [`bytes`].
pub(super) fn bytes_named(path: &Path, pool: &Pool) -> std::io::Result<Vec<u8>> {
    bytes(&std::fs::canonicalize(path).unwrap_or_else(|_| inside(path)), pool)
}

/// A file's name without folders; of a document in a ZIP, behind the ZIP's; the last part of an address.
pub(super) fn name(path: &Path) -> String {
    if let Some(address) = path.to_str().filter(|path| fetch::is_address(path)) {
        return fetch::file_name(address);
    }
    let last = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    split(path).map_or_else(|| last(path), |(zip, name)| format!("{}!{name}", last(zip)))
}
