//! A ZIP of documents: each is a source of its own. In: the container, where it lies. Out: names, and the bytes of one.
//!
//! A ZIP in a ZIP is named and not opened.

use std::io::{Read, Seek};

use super::NotText;
use super::container::Container;
use super::kind::{self, ENDINGS, Kind};

/// The documents of a ZIP.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inner {
    /// Names of those that are of a kind that is read, in order, each once.
    pub names: Vec<String>,
    /// How many other files there are.
    pub others: usize,
}

/// A ZIP that is open.
pub struct Archive<R>(Container<R>);

impl<R: Read + Seek> Archive<R> {
    /// Opens a ZIP and reads its directory.
    ///
    /// # Errors
    /// Where the container is broken or a bomb.
    pub fn open(file: R) -> Result<Self, NotText> {
        Container::of(file).map(Archive)
    }

    /// The documents in it; `None` where it is one document itself (docx, xlsx, ofd).
    pub fn documents(&self) -> Option<Inner> {
        if kind::packed(&self.0) != Kind::Zip {
            return None;
        }
        let files = self.0.names().iter().filter(|name| !name.ends_with(['/', '\\']));
        let (mut names, others): (Vec<String>, Vec<String>) = files.cloned().partition(|name| is_wanted(name));
        names.sort_unstable();
        names.dedup();
        Some(Inner { names, others: others.len() })
    }

    /// The bytes of the document `name`.
    ///
    /// # Errors
    /// Where there is no such document, it is broken, or a bomb.
    pub fn document(&mut self, name: &str) -> Result<Vec<u8>, NotText> {
        self.0.renew();
        self.0.required(name)
    }
}

/// Whether a name's ending is one of a kind that is read; what a system leaves behind in archives is not.
fn is_wanted(name: &str) -> bool {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let ending = last.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    !last.starts_with('.') && !name.starts_with("__MACOSX") && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()) || kind::is_old(&ending))
}

/// Why a ZIP is no text.
pub(super) fn refusal(bytes: &[u8]) -> NotText {
    match Container::open(bytes) {
        Ok(_) => NotText("a ZIP of documents within another, or none that is read in it; unpack it".to_owned()),
        Err(why) => why,
    }
}
