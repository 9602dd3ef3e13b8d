//! What stands between quotation marks. In: folded text. Out: stretches without their marks, none across a line.

use crate::text::Span;

/// What stands between “ and ”, the innermost where one opens within another, in the order of the text.
pub fn find(folded: &str) -> Vec<Span> {
    let mut open = None;
    let mut found = Vec::new();
    for (place, c) in folded.char_indices().filter(|(_, c)| matches!(c, '“' | '”' | '\n')) {
        match (c, open) {
            ('“', _) => open = Some(place + c.len_utf8()),
            ('”', Some(start)) => {
                found.push(Span::new(start, place));
                open = None;
            }
            _ => open = None,
        }
    }
    found
}
