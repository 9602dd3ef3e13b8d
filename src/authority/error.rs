//! What can be wrong with an ontology folder, said with file and line.

use std::fmt;

/// Why an ontology folder could not be used: names the file and, where one is known, the line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {message}", Place(file, *line))]
pub struct OntologyError {
    /// The file, as a path inside the folder (or the folder itself).
    pub file: String,
    /// The line, counted from 1.
    pub line: Option<u64>,
    /// What is wrong, and what to do about it.
    pub message: String,
}

impl OntologyError {
    pub(super) fn new(file: &str, message: impl Into<String>) -> Self {
        OntologyError { file: file.to_owned(), line: None, message: message.into() }
    }

    pub(super) fn at(file: &str, line: u64, message: impl Into<String>) -> Self {
        OntologyError { file: file.to_owned(), line: Some(line), message: message.into() }
    }
}

struct Place<'a>(&'a str, Option<u64>);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.1 {
            Some(line) => write!(f, "{}:{line}", self.0),
            None => f.write_str(self.0),
        }
    }
}
