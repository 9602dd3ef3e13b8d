//! What does not matter when people search. In: a text. Out: the same in one script and width, without white space. Offsets are the caller's.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::zh::fold::fold_char;

static SIMPLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let pair = |line: &str| {
        let mut chars = line.chars();
        Some((chars.next()?, chars.next()?))
    };
    include_str!("traditional.txt").lines().filter(|line| !line.starts_with('#')).filter_map(pair).collect()
});

/// One character, folded; `None` for white space.
pub(super) fn one(c: char) -> Option<char> {
    let folded = fold_char(c);
    if folded.is_whitespace() || folded == '\u{feff}' {
        return None;
    }
    let folded = folded.to_lowercase().next().unwrap_or(folded);
    Some(if folded.is_ascii() { folded } else { SIMPLE.get(&folded).copied().unwrap_or(folded) })
}

/// A text, folded.
pub(super) fn folded(text: &str) -> String {
    text.chars().filter_map(one).collect()
}
