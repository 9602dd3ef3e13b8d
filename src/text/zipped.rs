//! A ZIP of documents: each is a source of its own. In: the container's bytes. Out: names, and the bytes of one.
//!
//! A ZIP in a ZIP is named and not opened.

use super::container::Container;
use super::kind::{self, ENDINGS, Kind};
use super::{NotText, is_zip};

/// The documents of a ZIP.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inner {
    /// Names of those that are of a kind that is read, in order, each once.
    pub names: Vec<String>,
    /// How many other files there are.
    pub others: usize,
}

/// The documents in a ZIP; `None` where the bytes are none, or are one document themselves (docx, xlsx, ofd).
///
/// # Errors
/// Where the container is broken or a bomb.
pub fn inner(bytes: &[u8]) -> Result<Option<Inner>, NotText> {
    if !is_zip(bytes) || kind::of("", bytes) != Kind::Zip {
        return Ok(None);
    }
    let container = Container::open(bytes)?;
    let (mut names, mut others) = (Vec::new(), 0);
    for name in container.names().iter().filter(|name| !name.ends_with(['/', '\\'])) {
        if is_wanted(name) { names.push(name.clone()) } else { others += 1 }
    }
    names.sort_unstable();
    names.dedup();
    Ok(Some(Inner { names, others }))
}

/// Whether a name's ending is one of a kind that is read; what a system leaves behind in archives is not.
fn is_wanted(name: &str) -> bool {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let ending = last.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    !last.starts_with('.') && !name.starts_with("__MACOSX") && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()) || kind::is_old(&ending))
}

/// The bytes of the document `name` in a ZIP.
///
/// # Errors
/// Where the container is broken, has no such document, or that one is a bomb.
pub fn one(bytes: &[u8], name: &str) -> Result<Vec<u8>, NotText> {
    Container::open(bytes)?.required(name)
}
