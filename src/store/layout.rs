//! Where things lie in a store's folder, and how a folder becomes a store. In: a folder, a base IRI. Out: paths and names of graphs.
//!
//! It reads `format` and nothing else: what stands in the other files is not known here.

use std::fs;
use std::path::{Path, PathBuf};

use oxigraph::model::NamedNode;
use sha2::{Digest, Sha256};

use super::lock::Lock;
use super::{StoreError, durable};

const FORMAT: &str = "fazhi store 1";

/// The graphs that do not come from a source.
pub(super) const BASE_GRAPHS: [&str; 2] = ["ontology", "authority"];

/// A store's folder and the base of its IRIs.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) dir: PathBuf,
    pub(super) base: String,
}

impl Layout {
    /// A store that stands.
    pub(super) fn existing(dir: &Path) -> Result<Layout, StoreError> {
        let file = dir.join("format");
        if !file.exists() {
            return Err(StoreError::Missing { dir: dir.to_owned() });
        }
        let text = fs::read_to_string(&file).map_err(StoreError::io("read", &file))?;
        match text.split_once('\n') {
            Some((FORMAT, base)) if !base.trim().is_empty() => Ok(Layout { dir: dir.to_owned(), base: base.trim().to_owned() }),
            _ => Err(StoreError::Format { file, found: text.lines().next().unwrap_or_default().to_owned() }),
        }
    }

    /// The same, and the right to write.
    pub(super) fn claim(dir: &Path) -> Result<(Layout, Lock), StoreError> {
        let layout = Layout::existing(dir)?;
        let lock = Lock::take(dir, &layout.lock())?;
        Ok((layout, lock))
    }

    /// A store to write into, made if the folder is new or empty.
    pub(super) fn claim_or_begin(dir: &Path, base: &str) -> Result<(Layout, Lock), StoreError> {
        let wanted = Layout { dir: dir.to_owned(), base: base.to_owned() };
        wanted.check_base()?;
        fs::create_dir_all(dir).map_err(StoreError::io("create", dir))?;
        // Before the lock is taken: nothing may be written into a folder that is not ours.
        if !dir.join("format").exists() && !may_begin(dir)? {
            return Err(StoreError::Stranger { dir: dir.to_owned() });
        }
        let lock = Lock::take(dir, &wanted.lock())?;
        if !dir.join("format").exists() {
            wanted.begin()?;
        }
        let found = Layout::existing(dir)?;
        if found.base == base { Ok((found, lock)) } else { Err(StoreError::Base { dir: found.dir, found: found.base, wanted: wanted.base }) }
    }

    /// `format` comes last: a folder in which it stands has a ledger.
    fn begin(&self) -> Result<(), StoreError> {
        durable::write_one(&self.ledger(), "")?;
        durable::write_one(&self.dir.join("format"), &format!("{FORMAT}\n{}\n", self.base))
    }

    fn check_base(&self) -> Result<(), StoreError> {
        let message = match NamedNode::new(self.base.as_str()) {
            Ok(_) if self.base.ends_with('/') => return Ok(()),
            Ok(_) => "it ends otherwise".to_owned(),
            Err(error) => error.to_string(),
        };
        Err(StoreError::NoIri { dir: self.dir.clone(), base: self.base.clone(), message })
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.dir.join("lock")
    }

    pub(super) fn ledger(&self) -> PathBuf {
        self.dir.join("ledger.jsonl")
    }

    pub(super) fn sources(&self) -> PathBuf {
        self.dir.join("sources")
    }

    pub(super) fn imports(&self) -> PathBuf {
        self.dir.join("imports")
    }

    pub(super) fn graphs(&self) -> PathBuf {
        self.dir.join("graphs")
    }

    #[cfg(feature = "disk")]
    pub(super) fn index(&self) -> PathBuf {
        self.dir.join("index")
    }

    pub(super) fn index_state(&self) -> PathBuf {
        self.dir.join("index.state")
    }

    /// The file of a base graph.
    pub(super) fn base_file(&self, name: &str) -> PathBuf {
        self.graphs().join(format!("{name}.nq.zst"))
    }

    /// The name of a graph that does not come from a source.
    pub(super) fn graph(&self, name: &str) -> String {
        format!("{}graph/{name}", self.base)
    }

    /// The file of a graph that was imported, or of a source's; an error if the IRI is kept for the store and names no source.
    pub(super) fn held_file(&self, graph: &str) -> Result<PathBuf, StoreError> {
        if self.is_reserved(graph) && graph != self.graph("audit") { self.source_file(graph) } else { Ok(self.import_file(graph)) }
    }

    /// Names of graphs that the store gives: nobody else may.
    pub(super) fn is_reserved(&self, graph: &str) -> bool {
        graph.strip_prefix(&self.base).is_some_and(|rest| rest.starts_with("source/") || rest.starts_with("graph/"))
    }

    /// Any IRI may name an imported graph, so its file is called by a digest.
    fn import_file(&self, graph: &str) -> PathBuf {
        let digest: String = Sha256::digest(graph).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        self.imports().join(format!("{digest}.nq.zst"))
    }

    /// The file of a source's graph; an error if the IRI is no source of this store.
    pub(super) fn source_file(&self, source: &str) -> Result<PathBuf, StoreError> {
        let name = source.strip_prefix(&self.base).and_then(|rest| rest.strip_prefix("source/")).filter(|name| is_source_name(name));
        match name.and_then(|name| Some((name, name.get(..2)?))) {
            Some((name, shelf)) => Ok(self.sources().join(shelf).join(format!("{name}.nq.zst"))),
            None => Err(StoreError::Unfit {
                dir: self.dir.clone(),
                what: format!("the source <{source}>"),
                message: format!("sources of this store are called <{}source/> and 16 hex digits", self.base),
            }),
        }
    }
}

fn is_source_name(name: &str) -> bool {
    name.len() == 16 && name.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Empty, or left by a run that was killed while it made the store.
fn may_begin(dir: &Path) -> Result<bool, StoreError> {
    for entry in fs::read_dir(dir).map_err(StoreError::io("list", dir))? {
        let entry = entry.map_err(StoreError::io("list", dir))?;
        let empty = entry.metadata().is_ok_and(|it| it.is_file() && it.len() == 0);
        let ours = match entry.file_name().to_str() {
            Some("lock" | "format.tmp") => true,
            Some("ledger.jsonl" | "ledger.jsonl.tmp") => empty,
            _ => false,
        };
        if !ours {
            return Ok(false);
        }
    }
    Ok(true)
}
