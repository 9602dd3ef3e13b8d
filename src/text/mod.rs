//! Bytes to text: formats, encodings, and the places in them. Nothing of meaning.
//!
//! In: a file's bytes. Out: a [`Text`], whose characters every offset in the graph counts. Refuses to know what the text says.
//! One file a format; which one it is, its content tells ([`kind`]), and what it could not decode is said ([`quality`]).

mod container;
mod csv;
mod decode;
mod docx;
mod encoding;
mod frequent;
mod html;
mod interned;
mod kind;
mod ofd;
mod origin;
mod packed;
mod pdf;
mod quality;
mod sheet;
mod span;
mod table;
mod xml;
mod zipped;

pub use decode::{LARGEST, decode};
pub use interned::Name;
pub use kind::{ENDINGS, is_old, is_zip};
pub use origin::{Origin, Place};
pub use packed::{Packed, push_list};
pub use span::{Span, touches};
pub use zipped::{Archive, Inner};

use kind::Kind;

/// The text of one file, as it is stored (`nif:isString`) and as every offset counts it.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// The decoded characters, line breaks as they stood, without a byte order mark and control characters.
    pub content: String,
    /// Media type of the file: `text/plain`, `text/markdown`.
    pub format: Name,
    /// The encoding that the bytes were in, by its WHATWG name.
    pub encoding: Name,
    /// What was lost or doubtful in decoding: a clause each, for the outcome.
    pub notes: Vec<String>,
    /// Why the characters may not be those of the file; the graph says it too.
    pub doubts: Vec<String>,
    /// Headers and footers of pages: apart from the text, no offset counts them.
    pub apart: Vec<String>,
    /// Where in the file each character stands; empty for plain text.
    pub origin: Origin,
}

/// Why a file is not text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotText(pub String);

/// Reads a file of any kind that is known. `file_name` is only compared with what the bytes are, and tells Markdown and CSV from plain text.
///
/// # Errors
/// Where the file is empty, too large, broken, or of a kind that is not read: what, and the way out.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<Text, NotText> {
    if bytes.len() > LARGEST {
        return Err(NotText(format!("{} MiB, more than the {} MiB that are read", bytes.len() >> 20, LARGEST >> 20)));
    }
    let kind = kind::of(file_name, bytes);
    let mut text = match kind {
        Kind::Pdf => self::pdf::read(bytes),
        Kind::Docx => docx::read(bytes),
        Kind::Sheet => sheet::read(bytes),
        Kind::Ofd => ofd::read(bytes),
        Kind::Html => html::read(bytes),
        Kind::Csv => csv::read(bytes),
        Kind::Text => decode(file_name, bytes),
        Kind::Zip => Err(zipped::refusal(bytes)),
        Kind::Other(what) => Err(NotText(format!("no text but {what}"))),
    }?;
    text.notes.extend(kind::wrong_name(file_name, kind));
    quality::judge(&mut text);
    Ok(text)
}
