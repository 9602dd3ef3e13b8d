//! Rows of tables that lost their lines: 拉哈镇143 26 88 98.6 under 乡镇 调解案件(件)执法检查(次). In: a paragraph. Out: its cells.
//!
//! A space that stood between Han and digits is gone when a text arrives here, so cells are parted by what they are made of.

use crate::text::Span;
use crate::zh::fold::is_han;
use crate::zh::quantity;

use super::Row;

/// No row of a table is longer, in characters.
const LONGEST: usize = 120;

/// The cells of a paragraph that is a row of heads or of numbers, if it is one.
pub(super) fn row(folded: &str, span: Span) -> Option<Row> {
    let text = span.of(folded);
    if text.chars().nth(LONGEST).is_some() || text.contains(['|', '。', ';', ':', ',', '“', '《']) || !text.starts_with(is_han) {
        return None;
    }
    let cells = numbers(text, span.start).map(with_unit(folded)).or_else(|| heads(text, span.start))?;
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

/// 干部集中学法次18 under 指标 单位 数量: a name, a unit and one number; what is longer stays as it is.
fn with_unit(folded: &str) -> impl Fn(Vec<Span>) -> Vec<Span> {
    |cells| match cells[..] {
        [name, number] => unit_of(name.of(folded)).map_or(cells, |len| {
            let parting = name.end - len;
            vec![Span::new(name.start, parting), Span::new(parting, name.end), number]
        }),
        _ => cells,
    }
}

/// Bytes of the longest unit that ends `name`.
fn unit_of(name: &str) -> Option<usize> {
    let starts = name.char_indices().map(|(place, _)| place).filter(|place| *place > 0);
    starts.filter_map(|place| name.get(place..)).filter(|unit| unit.chars().count() <= 4).find(|unit| is_unit(unit)).map(str::len)
}

fn is_unit(words: &str) -> bool {
    let counted = format!("1{words}");
    quantity::find(&counted).first().is_some_and(|found| found.span == Span::new(0, counted.len()))
}

/// 乡镇(街道)调解案件(件)化解率(%): words that brackets and spaces part: two of them in brackets at least, or one that heads the units.
fn heads(text: &str, start: usize) -> Option<Vec<Span>> {
    let columns = text.split(' ').any(|cell| cell == "单位") || text.matches('(').count() >= 2;
    if !columns || text.chars().any(|c| c.is_ascii_digit()) {
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
