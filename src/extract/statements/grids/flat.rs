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
    if text.chars().nth(LONGEST).is_some() || text.contains(['|', '。', ';', ':', ',', '“', '《']) {
        return None;
    }
    let ordinal = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(ordinal).filter(|_| ordinal <= 2)?;
    if !rest.starts_with(is_han) {
        return None;
    }
    let start = span.start + ordinal;
    let found = numbers(rest, start).map(with_unit(folded)).or_else(|| heads(rest, start).filter(|_| number.is_empty()))?;
    let cells: Vec<Span> = (ordinal > 0).then(|| Span::new(span.start, start)).into_iter().chain(found).collect();
    (cells.len() >= 3).then_some(Row { span, cells })
}

/// 拉哈镇143 26 88 98.6: a name of Han, and numbers alone behind it.
fn numbers(text: &str, start: usize) -> Option<Vec<Span>> {
    let name = text.find(|c: char| c.is_ascii_digit())?;
    let (words, rest) = text.split_at_checked(name)?;
    let bare = words.strip_suffix(')').and_then(|inner| inner.split_once('(')).map_or(words, |(bare, _)| bare);
    if !bare.chars().all(is_han) {
        return None;
    }
    if let Some(cells) = with_own_units(text, name, start) {
        return Some(cells);
    }
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

/// 北西村5人32件100%: numbers with units of their own, nothing between them.
fn with_own_units(text: &str, name: usize, start: usize) -> Option<Vec<Span>> {
    let mut cells = vec![Span::new(start, start + name)];
    let mut at = name;
    for found in quantity::find(text.get(name..)?) {
        let (from, to) = (name + found.span.start, name + found.span.end);
        if !text.get(at..from)?.trim().is_empty() || found.number.start != found.span.start {
            return None;
        }
        cells.push(Span::new(start + from, start + to));
        at = to;
    }
    (at == text.len() && cells.len() >= 3).then_some(cells)
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

/// 乡镇(街道)调解案件(件)化解率(%): words that brackets and spaces part.
fn heads(text: &str, start: usize) -> Option<Vec<Span>> {
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
    (!text.chars().any(|c| c.is_ascii_digit())).then_some(cells)
}

/// Tables whose cells stand on a line each: 项目, 2022年, 2023年, 受理事项(件), 8420, 9316. The first row of each is its heads.
pub(super) fn stacks(folded: &str, lines: &[Span]) -> Vec<Vec<Row>> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < lines.len() {
        let table = (2..=WIDEST).find_map(|width| stack(folded, lines.get(from..)?, width));
        from += table.as_ref().map_or(1, |table| table.iter().map(|row| row.cells.len()).sum());
        found.extend(table);
    }
    found
}

/// No table of lines has more columns.
const WIDEST: usize = 8;

/// A table of `width` columns at the start of `lines`: a row of heads, and two of a name and numbers at least.
fn stack(folded: &str, lines: &[Span], width: usize) -> Option<Vec<Row>> {
    let named = |cell: &Span| cell.of(folded).starts_with(is_han);
    let number = |cell: &Span| super::is_number(cell.of(folded)) || matches!(cell.of(folded), "-" | "--" | "/");
    let mut rows = lines.chunks_exact(width);
    let heads = rows.next().filter(|heads| heads.first().is_some_and(named) && !heads.iter().any(number))?;
    let data = rows.take_while(|row| row.split_first().is_some_and(|(name, rest)| named(name) && !number(name) && rest.iter().all(number)));
    let table: Vec<Row> = [heads].into_iter().chain(data).filter_map(of_cells).collect();
    (table.len() >= 3).then_some(table)
}

fn of_cells(cells: &[Span]) -> Option<Row> {
    Some(Row { span: Span::new(cells.first()?.start, cells.last()?.end), cells: cells.to_vec() })
}
