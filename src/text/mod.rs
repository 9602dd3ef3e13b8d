//! Bytes to text: decoding, and the places in it. Nothing of meaning.
//!
//! In: a file's bytes. Out: a [`Text`], whose characters every offset in the graph counts. Refuses to know what the text says.

mod decode;
mod pdf;
mod span;

pub use decode::{LARGEST, decode};
pub use span::{Span, touches};

/// The text of one file, as it is stored (`nif:isString`) and as every offset counts it.
#[derive(Debug, Clone)]
pub struct Text {
    /// The decoded characters, line breaks as they stood, without a byte order mark and control characters.
    pub content: String,
    /// Media type of the file: `text/plain`, `text/markdown`, `application/pdf`.
    pub format: &'static str,
    /// The encoding that the bytes were in, by its WHATWG name.
    pub encoding: &'static str,
    /// What was lost or doubtful in decoding: a clause each, for the outcome.
    pub notes: Vec<String>,
    /// Where each page begins, in characters of `content`, with its number; empty where the file has no pages.
    pub pages: Vec<(usize, u32)>,
}

/// Why a file is not text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotText(pub String);
