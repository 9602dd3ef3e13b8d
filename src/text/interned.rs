//! Names of formats and encodings, each kept once. In: a name in another process's answer. Out: the same name, for good.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use serde::de::{Deserialize, Deserializer, Error};

/// More formats and encodings than there are readers for: what goes on past this is no reader of ours.
const MOST: usize = 100;

/// The name of a format or an encoding. (Serde takes a reference that is written out for one into its input.)
pub type Name = &'static str;

/// Reads a name.
pub(super) fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Name, D::Error> {
    static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let name = String::deserialize(deserializer)?;
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(name.as_str()) {
        return Ok(known);
    }
    if names.len() >= MOST || name.len() > MOST {
        return Err(D::Error::custom("a name that no format and no encoding has"));
    }
    let kept: &'static str = Box::leak(name.into_boxed_str());
    names.insert(kept);
    Ok(kept)
}
