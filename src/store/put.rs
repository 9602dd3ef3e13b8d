//! What is handed to a writer. In: a reading. Out: its graph, packed, with what the ledger will say of it.
//!
//! It knows no folder: a put is made by the thread that read, long before the store hears of it.

use jiff::Timestamp;
use oxigraph::model::{NamedNode, Quad};

use super::ledger::{Entry, Outcome};
use super::packed::{Packed, pack, pack_all};
use crate::pipeline;

/// One file that was read, to be written.
#[derive(Debug, Clone)]
pub struct Put {
    /// The path as the user gave it.
    pub path: String,
    /// SHA-256 of the file's bytes, lower-case hex.
    pub sha256: String,
    /// The source's IRI, which is its graph's name.
    pub source: NamedNode,
    /// What became of the file.
    pub outcome: Outcome,
    /// Why, where there is something to say.
    pub reason: Option<String>,
    /// The fingerprint of the reader.
    pub fingerprint: String,
    /// The source's graph; none if the file was refused, or if the store has the graph already under another path.
    pub packed: Option<Packed>,
    /// When the file was fetched, where its path is an address.
    pub fetched: Option<Timestamp>,
}

impl Put {
    /// What a reading says of the file at `path`, packed; meant for the threads that read.
    pub fn of(path: impl Into<String>, reading: &pipeline::Reading, fingerprint: &str) -> Put {
        let put = Put::unpacked(path, reading, fingerprint);
        Put { packed: put.outcome.has_graph().then(|| pack(&reading.lines)), ..put }
    }

    /// The same without the graph, for one of several paths of a source whose graph says all of them.
    pub fn unpacked(path: impl Into<String>, reading: &pipeline::Reading, fingerprint: &str) -> Put {
        let (outcome, reason) = match &reading.outcome {
            pipeline::Outcome::Ok => (Outcome::Ok, None),
            pipeline::Outcome::Partial(reason) => (Outcome::Partial, Some(reason.clone())),
            pipeline::Outcome::Refused(reason) => (Outcome::Refused, Some(reason.clone())),
        };
        Put {
            path: path.into(),
            sha256: reading.sha256.clone(),
            source: reading.source.clone(),
            outcome,
            reason,
            fingerprint: fingerprint.to_owned(),
            packed: None,
            fetched: None,
        }
    }

    /// A user's own graph, under a name that is its path, too. `digest` is of the name and of the file's bytes, `file` is where it came from.
    pub fn import(graph: &NamedNode, digest: &str, file: &str, quads: &[Quad]) -> Put {
        Put {
            path: graph.as_str().to_owned(),
            sha256: digest.to_owned(),
            source: graph.clone(),
            outcome: Outcome::Ok,
            reason: Some(format!("imported from {file}")),
            fingerprint: "import".to_owned(),
            packed: Some(pack_all(quads)),
            fetched: None,
        }
    }

    /// Whether this is a user's own graph.
    pub(super) fn is_import(&self) -> bool {
        self.path == self.source.as_str()
    }

    /// The ledger's entry, given the size of the source's graph as quads and bytes.
    pub(super) fn entry(&self, (quads, bytes): (u64, u64), at: Timestamp) -> Entry {
        Entry {
            path: self.path.clone(),
            sha256: self.sha256.clone(),
            source: self.source.as_str().to_owned(),
            outcome: self.outcome,
            reason: self.reason.clone(),
            fingerprint: self.fingerprint.clone(),
            quads,
            bytes,
            at,
            fetched: self.fetched,
        }
    }
}
