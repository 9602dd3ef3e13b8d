//! stub
/// The ontology folder: the embedded one, or the user's.
pub struct Ontology { fingerprint: String }
/// Why an ontology folder could not be used: names the file and the place.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {message}")]
pub struct OntologyError { /// file
    pub file: String, /// message
    pub message: String }
impl Ontology {
    /// The ontology compiled into the binary.
    pub fn embedded() -> Self { Ontology { fingerprint: String::new() } }
    /// The ontology of a folder.
    pub fn open(_dir: &std::path::Path) -> Result<Self, OntologyError> { todo!() }
    /// Digest of its files.
    pub fn fingerprint(&self) -> &str { &self.fingerprint }
}
