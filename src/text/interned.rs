//! Names of formats and encodings, each kept once. In: a name in another process's answer. Out: the same name, for good.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// More formats and encodings than there are readers for: what goes on past this is no reader of ours.
const MOST: usize = 100;

/// The name of a format or an encoding.
pub type Name = &'static str;

/// A name as it is kept; `None` where no format and no encoding can have it.
pub(super) fn name(name: &str) -> Option<Name> {
    static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(name) {
        return Some(known);
    }
    if names.len() >= MOST || name.len() > MOST {
        return None;
    }
    let kept: &'static str = Box::leak(name.into());
    names.insert(kept);
    Some(kept)
}
