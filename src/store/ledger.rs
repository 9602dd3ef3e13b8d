//! The ledger: what was read when, by which version, and what became of it. In: lines of JSON. Out: the latest entry of each path.
//!
//! It is only ever appended to; a line counts when it is there whole, which its checksum tells. A last line that is torn never counted.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::StoreError;
use crate::pipeline::hex;

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Read whole.
    Ok,
    /// Read, something lost or doubtful.
    Partial,
    /// Not read.
    Refused,
    /// Not there any more.
    Gone,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The file as named to `build`, made absolute; `graph/base` for what is known before reading.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The IRI of its source.
    pub source: String,
    /// What became of it.
    pub state: State,
    /// Why, where it was not read whole.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The fingerprint of the reader.
    pub reader: String,
    /// How many quads its source's graph has.
    pub quads: u64,
    /// When, RFC 3339.
    pub at: String,
}

/// The path under which the base graphs stand.
pub(super) const BASE: &str = "graph/base";

/// A ledger read.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// The latest entry of each path, `Gone` ones left out.
    pub entries: BTreeMap<String, Entry>,
    /// The entry of the base graphs.
    pub base: Option<Entry>,
    /// Bytes of whole lines.
    pub len: u64,
    /// SHA-256 over them.
    pub digest: String,
}

impl Ledger {
    /// The ledger at `path`; empty where there is none.
    pub fn read(path: &Path) -> Result<Ledger, StoreError> {
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(StoreError::Io { path: path.to_owned(), source: error }),
        };
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
        let mut ledger = Ledger::default();
        let lines: Vec<&[u8]> = bytes.get(..whole).unwrap_or_default().split_inclusive(|byte| *byte == b'\n').collect();
        for (number, line) in lines.iter().enumerate() {
            match entry(line) {
                Some(entry) => ledger.take(entry),
                None if number + 1 == lines.len() => break,
                None => return Err(StoreError::damaged(path, format!("line {} is damaged; restore the file from a copy, or build into a new folder", number + 1))),
            }
            ledger.len += line.len() as u64;
        }
        ledger.digest = hex(bytes.get(..ledger.len as usize).unwrap_or_default());
        Ok(ledger)
    }

    pub fn take(&mut self, entry: Entry) {
        if entry.path == BASE {
            self.base = Some(entry);
        } else if entry.state == State::Gone {
            self.entries.remove(&entry.path);
        } else {
            self.entries.insert(entry.path.clone(), entry);
        }
    }

    /// The sources that have a graph, each with how many quads.
    pub fn sources(&self) -> BTreeMap<&str, u64> {
        self.entries.values().filter(|entry| entry.state != State::Refused).map(|entry| (entry.source.as_str(), entry.quads)).collect()
    }
}

/// Appends entries and waits until the disk has them. What stands behind `len` was torn off and is overwritten.
pub(super) fn append(path: &Path, len: u64, entries: &[Entry]) -> Result<u64, StoreError> {
    let mut text = Vec::new();
    for entry in entries {
        text.extend(line(entry));
    }
    let write = || -> std::io::Result<()> {
        let mut file = File::options().create(true).truncate(false).write(true).open(path)?;
        file.set_len(len)?;
        std::io::Seek::seek(&mut file, std::io::SeekFrom::End(0))?;
        file.write_all(&text)?;
        file.sync_data()
    };
    write().map_err(StoreError::io(path))?;
    Ok(len + text.len() as u64)
}

/// An entry as a line: JSON whose last member is a checksum of the rest.
fn line(entry: &Entry) -> Vec<u8> {
    // An entry has only strings and numbers: it always serializes.
    let json = serde_json::to_string(entry).unwrap_or_default();
    let body = json.trim_end_matches('}');
    format!("{body},\"check\":\"{}\"}}\n", sum(body)).into_bytes()
}

fn entry(line: &[u8]) -> Option<Entry> {
    let text = std::str::from_utf8(line).ok()?;
    let (body, check) = text.rsplit_once(",\"check\":\"")?;
    let check = check.trim_end().strip_suffix("\"}")?;
    (sum(body) == check).then(|| serde_json::from_str(&format!("{body}}}")).ok())?
}

fn sum(body: &str) -> String {
    hex(body.as_bytes()).get(..16).unwrap_or_default().to_owned()
}
