//! What a build reads: files of the user's, and originals that were fetched. In: paths, addresses. Out: where the bytes are, and what the store calls them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use jiff::Timestamp;

use super::outcomes::Row;
use crate::cli::args::Web;
use crate::cli::{files, tables};
use crate::fetch::{self, Journal, Limits, Options, Original, Policy, SystemNames};
use crate::pipeline::Reader;
use crate::store::{Entry, Outcome as State, Put};

/// One thing to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// The path or the address that the ledger knows it by.
    pub path: String,
    /// Where its bytes are.
    pub file: PathBuf,
    /// When it was fetched.
    pub fetched: Option<Timestamp>,
}

impl Item {
    pub(super) fn file(path: &Path) -> Item {
        Item { path: path.to_string_lossy().into_owned(), file: path.to_owned(), fetched: None }
    }

    /// The address that it was fetched from.
    pub(super) fn address(&self) -> Option<&str> {
        fetch::is_address(&self.path).then_some(self.path.as_str())
    }

    /// What the ledger says where its bytes could not be had.
    pub(super) fn unread(&self, reader: &Reader, hash: &str, reason: &str) -> Put {
        Put {
            path: self.path.clone(),
            sha256: String::new(),
            source: reader.source(hash),
            outcome: State::Refused,
            reason: Some(reason.to_owned()),
            fingerprint: reader.fingerprint().to_owned(),
            packed: None,
            fetched: self.fetched,
        }
    }
}

/// What the graph says of where a source comes from: a file's name, or an address.
pub(super) fn told(path: &str) -> String {
    if fetch::is_address(path) { path.to_owned() } else { files::name(Path::new(path)) }
}

/// The folder of a store in which fetched files are kept.
pub(super) struct Originals(PathBuf);

impl Originals {
    pub(super) fn of(store: &Path) -> Self {
        Originals(store.join("originals"))
    }

    /// What the ledger remembers, to be read again.
    pub(super) fn item(&self, entry: &Entry) -> Item {
        let file = if fetch::is_address(&entry.path) { self.0.join(&entry.sha256) } else { PathBuf::from(&entry.path) };
        Item { path: entry.path.clone(), file, fetched: entry.fetched }
    }

    /// Fetches; the documents, what could not be had, or not wholly, and how many pages were there for their links alone.
    pub(super) fn fetch(&self, addresses: &[PathBuf], web: &Web) -> anyhow::Result<(Vec<Item>, Vec<Row>, usize)> {
        if addresses.is_empty() {
            return Ok((Vec::new(), Vec::new(), 0));
        }
        let addresses: Vec<String> = addresses.iter().map(|address| address.to_string_lossy().into_owned()).collect();
        let mut journal = Journal::open(&self.0)?;
        let progress = tables::spinner();
        let told = |address: &str| {
            progress.set_message(address.to_owned());
            progress.inc(1);
        };
        let fetched = fetch::fetch(&addresses, &options(web), &mut journal, &told).context("cannot fetch")?;
        progress.finish_and_clear();
        let item = |original: Original| Item { file: journal.file(&original.sha256), path: original.address, fetched: Some(original.at) };
        let failed = fetched.failed.into_iter().map(|(address, reason)| Row::refused(address, reason));
        let rows = failed.chain(fetched.cut.into_iter().map(|(address, reason)| Row::partial(address, reason))).collect();
        let mut items: Vec<Item> = fetched.documents.into_iter().map(item).collect();
        items.sort_by(|a, b| a.path.cmp(&b.path));
        items.dedup_by(|later, first| later.path == first.path);
        Ok((items, rows, fetched.indexes))
    }
}

fn options(web: &Web) -> Options {
    Options {
        follow: web.follow,
        most: web.max_pages,
        delay: Duration::from_secs_f64(web.delay),
        policy: if web.allow_private { Policy::Any } else { Policy::Public },
        proxy: web.proxy.clone(),
        limits: Limits::default(),
        names: Arc::new(SystemNames),
    }
}
