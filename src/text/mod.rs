//! Bytes to text: decoding, and the places in it. Nothing of meaning.
//!
//! In: a file's bytes. Out: a [`Text`], whose characters every offset in the graph counts. Refuses to know what the text says.

mod decode;
mod interned;
mod span;

pub use decode::{LARGEST, decode};
pub use interned::Name;
pub use span::{Span, touches};

/// The text of one file, as it is stored (`nif:isString`) and as every offset counts it.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Text {
    /// The decoded characters, line breaks as they stood, without a byte order mark and control characters.
    pub content: String,
    /// Media type of the file: `text/plain`, `text/markdown`.
    #[serde(deserialize_with = "interned::name")]
    pub format: Name,
    /// The encoding that the bytes were in, by its WHATWG name.
    #[serde(deserialize_with = "interned::name")]
    pub encoding: Name,
    /// What was lost or doubtful in decoding: a clause each, for the outcome.
    pub notes: Vec<String>,
}

/// Why a file is not text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[error("{0}")]
pub struct NotText(pub String);
