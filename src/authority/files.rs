//! The ontology folder, embedded or the user's: its Turtle files, in the order of their paths, as bytes.
//!
//! It reads no Turtle, so a command that only compares fingerprints pays for a digest and nothing else.

use std::borrow::Cow;
use std::path::Path;
use std::sync::OnceLock;

use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};

use super::OntologyError;

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/ontology");

/// The ontology folder: the embedded one, or the user's.
#[derive(Debug)]
pub struct Ontology {
    files: Vec<OntologyFile>,
    fingerprint: OnceLock<String>,
}

/// One Turtle file of the folder.
#[derive(Debug, Clone)]
pub struct OntologyFile {
    /// The path inside the folder, with `/` between its parts.
    pub path: String,
    /// The file's bytes.
    pub bytes: Cow<'static, [u8]>,
}

impl Ontology {
    /// The ontology compiled into the binary.
    pub fn embedded() -> Self {
        let mut files = Vec::new();
        collect_embedded(&EMBEDDED, &mut files);
        Ontology::of(files)
    }

    /// The ontology of a folder that is laid out as the embedded one: every `*.ttl` in it, at any depth.
    pub fn open(dir: &Path) -> Result<Self, OntologyError> {
        let mut files = Vec::new();
        for entry in walkdir::WalkDir::new(dir).follow_links(true) {
            let entry = entry.map_err(|e| unreadable(e.path().unwrap_or(dir), &e))?;
            if entry.file_type().is_file() && is_turtle(entry.path()) {
                files.push(read_file(dir, entry.path())?);
            }
        }
        if files.is_empty() {
            return Err(OntologyError::new(&dir.display().to_string(), "no Turtle file (*.ttl) in this folder"));
        }
        Ok(Ontology::of(files))
    }

    /// The Turtle files, in the order of their paths.
    pub fn files(&self) -> &[OntologyFile] {
        &self.files
    }

    /// Hex SHA-256 over the paths and bytes of the Turtle files: the same names give the same digest, wherever they come from.
    pub fn fingerprint(&self) -> &str {
        self.fingerprint.get_or_init(|| digest(&self.files))
    }

    fn of(mut files: Vec<OntologyFile>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ontology { files, fingerprint: OnceLock::new() }
    }
}

fn collect_embedded(dir: &Dir<'static>, files: &mut Vec<OntologyFile>) {
    for file in dir.files().filter(|file| is_turtle(file.path())) {
        files.push(OntologyFile { path: portable(file.path()), bytes: Cow::Borrowed(file.contents()) });
    }
    for inner in dir.dirs() {
        collect_embedded(inner, files);
    }
}

/// A name that begins with a dot is an editor's or a system's, not the user's.
fn is_turtle(path: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    !hidden && path.extension().is_some_and(|extension| extension == "ttl")
}

fn read_file(dir: &Path, path: &Path) -> Result<OntologyFile, OntologyError> {
    // A pipe with such a name would be waited for without end.
    if !path.is_file() {
        return Err(OntologyError::new(&path.display().to_string(), "is no file".to_owned()));
    }
    let bytes = std::fs::read(path).map_err(|e| unreadable(path, &e))?;
    let inside = path.strip_prefix(dir).unwrap_or(path);
    Ok(OntologyFile { path: portable(inside), bytes: Cow::Owned(bytes) })
}

fn unreadable(path: &Path, error: &dyn std::error::Error) -> OntologyError {
    OntologyError::new(&path.display().to_string(), format!("cannot be read: {error}"))
}

fn portable(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// Lengths stand before paths and bytes, so that no two folders feed the digest the same stream.
fn digest(files: &[OntologyFile]) -> String {
    let mut hasher = Sha256::new();
    for file in files {
        hasher.update((file.path.len() as u64).to_be_bytes());
        hasher.update(file.path.as_bytes());
        hasher.update((file.bytes.len() as u64).to_be_bytes());
        hasher.update(&file.bytes);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
