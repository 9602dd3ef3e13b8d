//! Rows of tables, as lines: `| 新集镇 | 526 |`. In: a row. Out: its cells.

use crate::text::Span;

/// The words of each cell of `inner`, which is a row without its outer bars and begins at byte `start`. An empty cell is an empty span.
pub fn cells(inner: &str, start: usize) -> Vec<Span> {
    let mut at = start;
    let cell = |part: &str| {
        let from = at + (part.len() - part.trim_start().len());
        at += part.len() + '|'.len_utf8();
        Span::new(from, from + part.trim().len())
    };
    inner.split('|').map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_trimmed_and_keep_their_places() {
        let row = "| 新集镇 || 526|";
        let words: Vec<&str> = cells(row.trim_matches('|'), 1).iter().map(|cell| cell.of(row)).collect();
        assert_eq!(words, ["新集镇", "", "526"]);
    }
}
