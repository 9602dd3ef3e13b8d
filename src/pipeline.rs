//! Bytes to quads, in five named calls: no I/O, no clock, no randomness, no hash-map order in between.
//!
//! In: a file's bytes and its name. Out: a [`Reading`]: the sorted quads of one named graph, and what became of the file.

use std::collections::BTreeSet;

use oxigraph::model::{NamedNode, Quad};
use sha2::{Digest, Sha256};

use crate::authority::{Gazetteer, Ontology, OntologyError};
use crate::document::{self, Document};
use crate::extract::{Extracted, Extractor};
use crate::graph::nquads::Lines;
use crate::graph::{self, Origin};
use crate::resolve::{Resolved, Resolver};
use crate::text::{self, NotText, Text};

/// What became of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Read whole.
    Ok,
    /// Read, but something was lost or doubtful: why.
    Partial(String),
    /// Not read: why. The reading has no quads.
    Refused(String),
}

/// All that one file says.
#[derive(Debug, Clone)]
pub struct Reading {
    /// SHA-256 of the file's bytes, lower-case hex.
    pub sha256: String,
    /// The source's IRI, which is its graph's name.
    pub source: NamedNode,
    /// What became of the file.
    pub outcome: Outcome,
    /// The source's graph, as sorted lines of N-Quads, none twice.
    pub lines: Lines,
}

impl Reading {
    /// The quads of the source's graph, in the order of their lines.
    pub fn quads(&self) -> Vec<Quad> {
        self.lines.quads()
    }
}

/// What is known of a file besides its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct File<'a> {
    /// Its name without folders.
    pub name: &'a str,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: &'a str,
    /// Where on the web it was fetched.
    pub address: Option<&'a str>,
    /// All addresses at which these bytes were: whichever of them is told, the document is placed by all.
    pub addresses: &'a [&'a str],
}

impl File<'_> {
    /// The hosts of its addresses, each once, in order.
    pub fn hosts(&self) -> Vec<String> {
        let addresses = self.address.iter().chain(self.addresses);
        let hosts: BTreeSet<String> = addresses.filter_map(|address| Some(url::Url::parse(address).ok()?.domain()?.trim_end_matches('.').to_owned())).collect();
        hosts.into_iter().collect()
    }
}

/// Reads documents: the ontology's names, ready for matching. Immutable, shared by all threads.
pub struct Reader {
    base: String,
    fingerprint: String,
    gazetteer: Gazetteer,
    extractor: Extractor,
    resolver: Resolver,
}

/// Hex digest of the program's version, the ontology and the base: two readers of the same fingerprint give the same quads for the same bytes.
pub fn fingerprint(ontology: &Ontology, base: &str) -> String {
    hex(format!("{} {} {base}", env!("CARGO_PKG_VERSION"), ontology.fingerprint()).as_bytes())
}

/// SHA-256 in lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    Sha256::digest(bytes).iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

impl Reader {
    /// A reader with the names of `ontology`, minting IRIs under `base` (which ends in `/`).
    ///
    /// # Errors
    /// Where a file of the ontology does not parse or contradicts another; the error names file and line.
    pub fn new(ontology: &Ontology, base: &str) -> Result<Self, OntologyError> {
        let gazetteer = Gazetteer::new(ontology)?;
        let (extractor, resolver) = (Extractor::new(&gazetteer), Resolver::new(&gazetteer));
        Ok(Reader { base: base.to_owned(), fingerprint: fingerprint(ontology, base), gazetteer, extractor, resolver })
    }

    /// See [`fingerprint`].
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The IRI of the source with this digest, which is its graph's name.
    pub fn source(&self, sha256: &str) -> NamedNode {
        graph::source(&self.base, sha256)
    }

    /// The names that it reads by.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Reads one file. Never fails: a file that cannot be read gives an outcome that says why.
    pub fn read(&self, file_name: &str, bytes: &[u8]) -> Reading {
        let file = File { name: file_name, sha256: &hex(bytes), ..File::default() };
        self.read_text(&file, text::read(file_name, bytes))
    }

    /// Reads one file whose bytes were decoded elsewhere: the last four calls.
    pub fn read_text(&self, file: &File, decoded: Result<Text, NotText>) -> Reading {
        let source = graph::source(&self.base, file.sha256);
        let refused = |reason| Reading { sha256: file.sha256.to_owned(), source: source.clone(), outcome: Outcome::Refused(reason), lines: Lines::default() };
        let text = match decoded {
            Ok(text) => text,
            Err(error) => return refused(error.to_string()),
        };
        let mut document = document::read(text);
        document.hosts = file.hosts();
        if !document.head.is_official {
            return refused("no official document: no title of one, no document number, no issuer, no recipient".to_owned());
        }
        let found = self.extract(&document);
        let resolved = self.resolve(&document, found);
        let origin = Origin { file_name: file.name, sha256: file.sha256, address: file.address, base: &self.base };
        let lines = graph::quads(&document, &resolved, &origin, &self.gazetteer);
        Reading { outcome: outcome(&document), sha256: file.sha256.to_owned(), source, lines }
    }

    /// The third call alone, for those who look at stages.
    pub fn extract(&self, document: &Document) -> Extracted {
        self.extractor.read(document, &self.gazetteer)
    }

    /// The fourth call alone.
    pub fn resolve(&self, document: &Document, found: Extracted) -> Resolved {
        self.resolver.resolve(document, found, &self.gazetteer)
    }
}

fn outcome(document: &Document) -> Outcome {
    let mut notes = document.text.notes.clone();
    notes.extend(document.text.doubts.iter().map(|doubt| format!("doubtful: {doubt}")));
    notes.extend(document.notes.iter().cloned());
    if !document.head.is_report {
        notes.push("an official document, but no rule-of-law annual report".to_owned());
    }
    if notes.is_empty() { Outcome::Ok } else { Outcome::Partial(notes.join("; ")) }
}

/// The quads of the graphs `<base>graph/ontology` and `<base>graph/authority`: what is known before reading. Sorted, none twice.
///
/// # Errors
/// Where a file of the ontology does not parse.
pub fn base_graphs(ontology: &Ontology, base: &str) -> Result<Vec<Quad>, OntologyError> {
    crate::authority::base_graphs(ontology, base)
}
