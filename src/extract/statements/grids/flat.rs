//! Rows of tables that lost their lines: 拉哈镇143 26 88 98.6 under 乡镇 调解案件(件)执法检查(次). In: a paragraph. Out: its cells.
//!
//! A space that stood between Han and digits is gone when a text arrives here, so cells are parted by what they are made of.

use crate::text::Span;
use crate::zh::fold::is_han;

use super::Row;

/// No row of a table is longer, in characters.
const LONGEST: usize = 120;

/// The cells of a paragraph that is a row of heads or of numbers, if it is one.
pub(super) fn row(folded: &str, span: Span) -> Option<Row> {
    let text = span.of(folded);
    if text.chars().nth(LONGEST).is_some() || text.contains(['|', '。', ';', ':', ',', '“', '《']) || !text.starts_with(is_han) {
        return None;
    }
    let cells = numbers(text, span.start).or_else(|| heads(text, span.start))?;
    (cells.len() >= 3).then_some(Row { span, cells })
}

/// 拉哈镇143 26 88 98.6: a name of Han, and numbers alone behind it.
fn numbers(text: &str, start: usize) -> Option<Vec<Span>> {
    let name = text.find(|c: char| !is_han(c))?;
    let rest = text.get(name..)?;
    let mut cells = vec![Span::new(start, start + name)];
    let mut at = start + name;
    for part in rest.split(' ') {
        let value = part.strip_suffix('%').unwrap_or(part);
        let number = !value.is_empty() && value.chars().all(|c| c.is_ascii_digit() || c == '.') && value.starts_with(|c: char| c.is_ascii_digit());
        if number || matches!(part, "-" | "--" | "/") {
            cells.push(Span::new(at, at + part.len()));
        } else if !part.is_empty() {
            return None;
        }
        at += part.len() + 1;
    }
    Some(cells)
}

/// 乡镇(街道)调解案件(件)化解率(%): words that brackets and spaces part, units in at least two of the brackets.
fn heads(text: &str, start: usize) -> Option<Vec<Span>> {
    if text.matches('(').count() < 2 || text.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let mut cells = Vec::new();
    let mut from = 0;
    for (place, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let end = if c == ')' { place + 1 } else { place };
        if matches!(c, ')' | ' ') && end > from {
            cells.push(Span::new(start + from, start + end));
        }
        if matches!(c, ')' | ' ') {
            from = place + 1;
        }
    }
    Some(cells)
}
