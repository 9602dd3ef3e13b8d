//! What was read, when, by which reader: one JSON object a line, appended only. In: the ledger's bytes. Out: the latest entry of every path.
//!
//! Every line carries its own checksum, so that a line is either what was written or is known not to be. Whether the files that
//! it speaks of exist is not known here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::StoreError;

/// What became of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Read whole.
    Ok,
    /// Read, but something was lost or doubtful.
    Partial,
    /// Not read: it has no graph.
    Refused,
    /// No longer among the user's files.
    Gone,
}

impl Outcome {
    /// Whether a file with this outcome has a graph.
    pub fn has_graph(self) -> bool {
        matches!(self, Outcome::Ok | Outcome::Partial)
    }
}

/// What the ledger says of one path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The path as the user gave it: the entry's key.
    pub path: String,
    /// SHA-256 of the file's bytes, lower-case hex.
    pub sha256: String,
    /// The source's IRI.
    pub source: String,
    /// What became of the file.
    pub outcome: Outcome,
    /// Why, where there is something to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The fingerprint of the reader that read it.
    pub fingerprint: String,
    /// How many quads its graph has.
    pub quads: u64,
    /// How many bytes the graph's file has.
    pub bytes: u64,
    /// When this was written.
    pub at: Timestamp,
    /// When the file was fetched, where its path is an address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fetched: Option<Timestamp>,
}

impl Entry {
    /// Whether this is a user's own graph: it has no path but its name.
    pub fn is_import(&self) -> bool {
        self.path == self.source
    }
}

/// What the ledger says of the base graphs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Base {
    pub(super) fingerprint: String,
    pub(super) quads: u64,
    pub(super) bytes: u64,
    pub(super) at: Timestamp,
}

/// One line, without its checksum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Line {
    Source(Entry),
    Base(Base),
}

/// The ledger as it stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Ledger {
    pub(super) file: PathBuf,
    /// The latest entry of every path that is not gone.
    pub(super) entries: BTreeMap<String, Entry>,
    pub(super) base: Option<Base>,
    /// The paths of every source: files with the same bytes are one source.
    paths: BTreeMap<String, BTreeSet<String>>,
    /// How many bytes of the file are good lines.
    pub(super) len: u64,
    /// Whether a torn line was dropped from the end.
    pub(super) torn: bool,
}

impl Ledger {
    pub(super) fn read(file: &Path) -> Result<Ledger, StoreError> {
        let bytes = match fs::read(file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(StoreError::NoLedger { file: file.to_owned() }),
            read => read.map_err(StoreError::io("read", file))?,
        };
        let mut ledger = Ledger { file: file.to_owned(), ..Ledger::default() };
        ledger.take_lines(&bytes)?;
        Ok(ledger)
    }

    /// The last line may be torn: the process was killed while it wrote, and nothing counted on that line yet.
    fn take_lines(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        let mut lines = bytes.split_inclusive(|byte| *byte == b'\n').enumerate().peekable();
        while let Some((number, line)) = lines.next() {
            match decode(line) {
                Ok(read) => drop(self.apply(read)),
                Err(_) if lines.peek().is_none() => self.torn = true,
                Err(message) => return Err(StoreError::Ledger { file: self.file.clone(), line: number + 1, message }),
            }
            if !self.torn {
                self.len += line.len() as u64;
            }
        }
        Ok(())
    }

    /// The latest line of a path wins. Gives back what the path's entry was before.
    pub(super) fn apply(&mut self, line: Line) -> Option<Entry> {
        let entry = match line {
            Line::Base(base) => {
                self.base = Some(base);
                return None;
            }
            Line::Source(entry) => entry,
        };
        let former = self.entries.remove(&entry.path);
        if let Some(former) = &former {
            self.release(former);
        }
        if entry.outcome != Outcome::Gone {
            self.share_size(&entry);
            self.paths.entry(entry.source.clone()).or_default().insert(entry.path.clone());
            self.entries.insert(entry.path.clone(), entry);
        }
        former
    }

    /// Two files with the same bytes have one graph: all their entries tell the size that was written last.
    fn share_size(&mut self, latest: &Entry) {
        let paths = self.paths.get(&latest.source).filter(|_| latest.outcome.has_graph());
        for path in paths.into_iter().flatten() {
            if let Some(entry) = self.entries.get_mut(path).filter(|entry| entry.outcome.has_graph()) {
                (entry.quads, entry.bytes) = (latest.quads, latest.bytes);
            }
        }
    }

    fn release(&mut self, former: &Entry) {
        if let Some(paths) = self.paths.get_mut(&former.source) {
            paths.remove(&former.path);
            if paths.is_empty() {
                self.paths.remove(&former.source);
            }
        }
    }

    /// Digest of what the ledger says now, whatever it said before: the index is compared with it.
    pub(super) fn state(&self) -> String {
        let mut hasher = Sha256::new();
        // Serialising such plain structures does not fail.
        hasher.update(serde_json::to_vec(&self.base).unwrap_or_default());
        for entry in self.entries.values() {
            hasher.update(b"\n");
            hasher.update(serde_json::to_vec(entry).unwrap_or_default());
        }
        hex(&hasher.finalize())
    }

    /// The IRIs of all sources, in their order.
    pub(super) fn sources(&self) -> impl Iterator<Item = &str> {
        self.paths.keys().map(String::as_str)
    }

    /// The entries of one source, in the order of their paths.
    pub(super) fn of_source(&self, source: &str) -> impl Iterator<Item = &Entry> {
        self.paths.get(source).into_iter().flatten().filter_map(|path| self.entries.get(path))
    }

    /// How many quads all sources' graphs have together, those known beforehand not counted.
    pub(super) fn quads(&self) -> u64 {
        self.sources().filter_map(|source| self.of_source(source).next()).map(|entry| entry.quads).sum()
    }

    /// Whether a source has a graph, and so a file.
    pub(super) fn has_graph(&self, source: &str) -> bool {
        self.of_source(source).any(|entry| entry.outcome.has_graph())
    }
}

/// The line with its checksum as last field, and its end.
pub(super) fn encode(line: &Line) -> Result<String, serde_json::Error> {
    let json = serde_json::to_string(line)?;
    let body = json.strip_suffix('}').unwrap_or(&json);
    Ok(format!("{body},\"check\":\"{}\"}}\n", checksum(&json)))
}

fn decode(line: &[u8]) -> Result<Line, String> {
    let text = std::str::from_utf8(line).map_err(|_| "this line is not text")?;
    let text = text.strip_suffix('\n').ok_or("this line has no end")?;
    let (body, check) = text.rsplit_once(",\"check\":\"").ok_or("this line has no checksum")?;
    let json = format!("{body}}}");
    if check.strip_suffix("\"}") != Some(checksum(&json).as_str()) {
        return Err("this line's checksum does not hold".to_owned());
    }
    serde_json::from_str(&json).map_err(|e| format!("this line is not understood ({e})"))
}

fn checksum(json: &str) -> String {
    let mut digest = hex(&Sha256::digest(json.as_bytes()));
    digest.truncate(16);
    digest
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
