//! What was fetched, when and from where. In: answers. Out: a folder of originals under their digests, and one line of JSON for each event.
//!
//! ```text
//! <sha-256>        an original, as it came
//! journal.jsonl    {"kind":"begin"|"got"|"failed"|"end", …}, appended only
//! ```
//!
//! A crawl that began and did not end goes on where it was: what it got since is taken from here and not asked for again. A line that a
//! killed run left half written is passed over.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use url::Url;

use super::Original;
use super::client::{Body, Failure, Validators};

/// An answer that was got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Got {
    /// The address that was asked for.
    pub address: String,
    /// The address that answered, after redirects.
    pub from: String,
    /// Whether the server said that nothing had changed.
    #[serde(default)]
    pub same: bool,
    /// `Content-Type`, as declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared: Option<String>,
    /// What the server said, to ask with the next time.
    #[serde(flatten)]
    pub validators: Validators,
    /// SHA-256 of the original, lower-case hex.
    pub sha256: String,
    /// Its bytes.
    pub bytes: usize,
    /// When.
    pub at: Timestamp,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Line {
    Begin { address: String, at: Timestamp },
    Got(Got),
    Failed { address: String, reason: String, at: Timestamp },
    End { address: String, at: Timestamp },
}

/// Originals and what is known of them.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    log: File,
    /// The latest answer of every address that was asked for.
    asked: BTreeMap<String, Got>,
    /// The latest answer of every address that answered.
    answered: BTreeMap<String, Got>,
    /// Crawls that did not end: when they began.
    open: BTreeMap<String, Timestamp>,
}

impl Journal {
    /// Opens the journal of a folder, or begins one.
    ///
    /// # Errors
    /// Where the folder cannot be made, read or written.
    pub fn open(folder: &Path) -> Result<Journal, Failure> {
        let file = folder.join("journal.jsonl");
        let wrong = |error: std::io::Error| Failure(format!("{}: {error}", file.display()));
        fs::create_dir_all(folder).map_err(wrong)?;
        let text = if file.exists() { fs::read(&file).map_err(wrong)? } else { Vec::new() };
        let mut log = OpenOptions::new().create(true).append(true).open(&file).map_err(wrong)?;
        if text.last().is_some_and(|byte| *byte != b'\n') {
            log.write_all(b"\n").map_err(wrong)?;
        }
        let mut journal = Journal { folder: folder.to_owned(), log, asked: BTreeMap::new(), answered: BTreeMap::new(), open: BTreeMap::new() };
        for line in text.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()) {
            journal.note(line);
        }
        Ok(journal)
    }

    /// The file of an original.
    pub fn file(&self, sha256: &str) -> PathBuf {
        self.folder.join(sha256)
    }

    /// The bytes of an original, if they are what they were.
    pub fn bytes(&self, sha256: &str) -> Option<Vec<u8>> {
        fs::read(self.file(sha256)).ok().filter(|bytes| digest(bytes) == sha256)
    }

    /// What `address` said before, if its original is still here.
    pub(super) fn validators(&self, address: &Url) -> Option<Validators> {
        let got = self.answered.get(address.as_str()).filter(|got| got.validators != Validators::default())?;
        self.bytes(&got.sha256).map(|_| got.validators.clone())
    }

    /// What the crawl from `start` got before it was cut off.
    pub(super) fn resumed(&self, start: &Url, address: &Url) -> Option<Got> {
        let began = self.open.get(start.as_str())?;
        self.asked.get(address.as_str()).filter(|got| got.at >= *began && self.bytes(&got.sha256).is_some()).cloned()
    }

    /// A crawl begins, or goes on.
    pub(super) fn begin(&mut self, start: &Url) -> Result<(), Failure> {
        if self.open.contains_key(start.as_str()) {
            return Ok(());
        }
        self.append(Line::Begin { address: start.to_string(), at: Timestamp::now() })
    }

    /// A crawl has seen all.
    pub(super) fn end(&mut self, start: &Url) -> Result<(), Failure> {
        self.append(Line::End { address: start.to_string(), at: Timestamp::now() })
    }

    /// Keeps an answer: first the original, whole or not at all, then its line.
    pub(super) fn keep(&mut self, address: &Url, body: &Body) -> Result<Got, Failure> {
        let sha256 = digest(&body.bytes);
        let (file, beside) = (self.file(&sha256), self.folder.join(format!("{sha256}.tmp")));
        let written = fs::write(&beside, &body.bytes).and_then(|()| File::open(&beside)?.sync_data()).and_then(|()| fs::rename(&beside, &file));
        written.map_err(|error| Failure(format!("{}: {error}", file.display())))?;
        let got = Got {
            address: address.to_string(),
            from: body.address.to_string(),
            same: false,
            declared: body.declared.clone(),
            validators: body.validators.clone(),
            sha256,
            bytes: body.bytes.len(),
            at: Timestamp::now(),
        };
        self.append(Line::Got(got.clone()))?;
        Ok(got)
    }

    /// The server at `from` says that nothing has changed.
    pub(super) fn keep_same(&mut self, address: &Url, from: &Url) -> Result<Got, Failure> {
        let known = self.answered.get(from.as_str()).cloned().ok_or_else(|| Failure("the server says 304 of what was never fetched".to_owned()))?;
        let got = Got { address: address.to_string(), same: true, at: Timestamp::now(), ..known };
        self.append(Line::Got(got.clone()))?;
        Ok(got)
    }

    pub(super) fn failed(&mut self, address: &Url, reason: &str) -> Result<(), Failure> {
        self.append(Line::Failed { address: address.to_string(), reason: reason.to_owned(), at: Timestamp::now() })
    }

    fn append(&mut self, line: Line) -> Result<(), Failure> {
        let wrong = |error: std::io::Error| Failure(format!("{}: {error}", self.folder.join("journal.jsonl").display()));
        let mut text = serde_json::to_string(&line).map_err(|error| wrong(error.into()))?;
        text.push('\n');
        self.log.write_all(text.as_bytes()).and_then(|()| self.log.sync_data()).map_err(wrong)?;
        self.note(line);
        Ok(())
    }

    fn note(&mut self, line: Line) {
        match line {
            Line::Begin { address, at } => {
                self.open.insert(address, at);
            }
            Line::End { address, .. } => {
                self.open.remove(&address);
            }
            Line::Got(got) => {
                self.answered.insert(got.from.clone(), got.clone());
                self.asked.insert(got.address.clone(), got);
            }
            Line::Failed { .. } => {}
        }
    }
}

impl From<Got> for Original {
    fn from(got: Got) -> Original {
        Original { address: got.address, sha256: got.sha256, at: got.at }
    }
}

/// The addresses that an original was fetched from, in order: those that the journal beside it tells. None where the file is no original.
pub fn addresses_of(file: &Path) -> Vec<String> {
    let journal = file.with_file_name("journal.jsonl");
    let Some(sha256) = file.file_name().and_then(|name| name.to_str()).filter(|name| name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit()))
    else {
        return Vec::new();
    };
    let text = if journal.is_file() { fs::read(&journal).unwrap_or_default() } else { Vec::new() };
    let lines = text.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok());
    let got = lines.filter_map(|line| if let Line::Got(got) = line { Some(got) } else { None });
    let addresses: BTreeSet<String> = got.filter(|got| got.sha256 == sha256).map(|got| got.address).collect();
    addresses.into_iter().collect()
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
