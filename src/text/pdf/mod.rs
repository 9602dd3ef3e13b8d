//! PDF. In: a file's bytes. Out: its text, or why there is none.

use super::{NotText, Text};

/// Reads a PDF.
pub(super) fn read(_bytes: &[u8]) -> Result<Text, NotText> {
    Err(NotText("no text but a PDF; save its text as .txt".to_owned()))
}
