//! Workbooks (xlsx). In: bytes. Out: rows as lines, each cell with its sheet, row and column.
//!
//! A cell says what it shows. What is hidden is left out and told; so is a formula whose value the file does not hold.

mod shown;

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, NumberFormat, Reader, SheetVisible, Xlsx};

use super::container::Container;
use super::origin::{Lines, Place};
use super::xml::{self, Node};
use super::{NotText, Text, table};

/// The most cells of a workbook that are read, and the columns of a row.
const CELLS: usize = 500_000;
const COLUMNS: u32 = 256;
/// The most bytes of text: a workbook can show one long string in every cell.
const TEXT: usize = 64 << 20;

/// The words of a sheet, by row and column.
type Cells = BTreeMap<u32, BTreeMap<u32, String>>;

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Text, NotText> {
    let unworked = within_limits(bytes)?;
    let broken = |error: calamine::XlsxError| NotText(format!("a broken workbook: {error}"));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let (mut lines, mut notes) = (Lines::default(), Vec::new());
    notes.extend((unworked > 0).then(|| format!("{unworked} formulas have no value in the file: open it in a spreadsheet program and save it again")));
    let sheets = book.sheets_metadata().to_vec();
    for (number, sheet) in (1..).zip(&sheets) {
        let name = &sheet.name;
        if sheet.visible != SheetVisible::Visible {
            notes.push(format!("sheet {name} is hidden and was left out"));
            continue;
        }
        match rows(&mut book, name) {
            Ok(rows) if !rows.is_empty() => {
                write(&mut lines, squared(rows), number)?;
                lines.gap();
            }
            Ok(_) => {}
            Err(reason) => notes.push(format!("sheet {name}: {}", reason.0)),
        }
    }
    let (content, origin) = lines.finish();
    if content.trim().is_empty() {
        return Err(NotText(if notes.is_empty() { "an empty workbook".to_owned() } else { notes.join("; ") }));
    }
    let format = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(Text { content, origin, format, encoding: "UTF-8", notes, ..Text::default() })
}

/// Takes all parts out once, so that a bomb is told before the workbook is opened. How many formulas have no value.
fn within_limits(bytes: &[u8]) -> Result<usize, NotText> {
    let mut container = Container::open(bytes)?;
    let parts: Vec<(usize, String)> = container.names().iter().cloned().enumerate().filter(|(_, name)| is_xml(name)).collect();
    let mut unworked = 0;
    for (part, name) in parts {
        let content = container.bytes(part)?;
        if name.starts_with("xl/worksheets/") && content.windows(2).any(|two| two == b"<f") {
            unworked += without_value(&name, &content)?;
        }
    }
    Ok(unworked)
}

/// How many cells of a sheet hold a formula and no value: a program wrote them that does not calculate.
fn without_value(name: &str, content: &[u8]) -> Result<usize, NotText> {
    let (mut count, mut formula, mut value, mut in_value) = (0, false, false, false);
    xml::walk(name, content, |node| match node {
        Node::Open("c", _) => (formula, value) = (false, false),
        Node::Open("f", _) => formula = true,
        Node::Open("v", _) => in_value = true,
        Node::Close("v") => in_value = false,
        Node::Words(words) => value |= in_value && !words.trim().is_empty(),
        Node::Close("c") => count += usize::from(formula && !value),
        _ => {}
    })?;
    Ok(count)
}

fn is_xml(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.ends_with(".xml") || lower.ends_with(".rels")
}

/// The rows of a sheet that have words, by number.
fn rows(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Cells, NotText> {
    let broken = |error: calamine::XlsxError| NotText(error.to_string());
    let early = book.has_1904_epoch();
    let mut cells = book.worksheet_cells_reader(name).map_err(broken)?;
    let formats: Vec<NumberFormat> = cells.styles().iter().map(|style| style.number_format.clone().unwrap_or_default()).collect();
    let general = NumberFormat::default();
    let mut rows = Cells::new();
    let mut count = 0;
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(broken)? {
        let (row, column) = cell.get_position();
        let words = words(cell.get_value(), formats.get(style).unwrap_or(&general), early);
        if words.trim().is_empty() {
            continue;
        }
        count += 1;
        if count > CELLS || column >= COLUMNS {
            return Err(NotText(format!("more than {CELLS} cells or {COLUMNS} columns")));
        }
        rows.entry(row).or_default().insert(column, words);
    }
    Ok(rows)
}

/// Rows, one at a time: what stands left of all words is the margin, and where a row ends before the others do there are empty cells.
fn squared(rows: Cells) -> impl Iterator<Item = (u32, Vec<String>)> {
    let left = rows.values().filter_map(|row| row.keys().next()).min().copied().unwrap_or(0);
    let mut ends: Vec<u32> = rows.values().filter_map(|row| row.keys().next_back()).copied().collect();
    ends.sort_unstable();
    // One note far to the right makes no row longer.
    let right = ends.len().checked_sub(2).and_then(|second| ends.get(second)).copied().unwrap_or(left);
    let dense = move |mut row: BTreeMap<u32, String>| {
        let last = row.keys().next_back().copied().unwrap_or(left).max(right);
        (left..=last).map(|column| row.remove(&column).unwrap_or_default()).collect()
    };
    rows.into_iter().map(move |(number, row)| (number + 1, dense(row)))
}

/// A cell as the sheet shows it.
fn words(value: &DataRef, format: &NumberFormat, early: bool) -> String {
    match value {
        DataRef::Int(number) => shown::number(*number as f64, &format.format_code),
        DataRef::Float(number) => shown::number(*number, &format.format_code),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => if *value { "是" } else { "否" }.to_owned(),
        DataRef::DateTime(moment) => shown::moment(moment.as_f64(), early, &format.format_code, format.format_id),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// Writes rows, which may be those of any table; `sheet` is nought where there is but one.
pub(super) fn write(lines: &mut Lines, rows: impl Iterator<Item = (u32, Vec<String>)>, sheet: u32) -> Result<(), NotText> {
    for (row, cells) in rows {
        let cells: Vec<Vec<String>> = cells.into_iter().map(|cell| Some(cell).filter(|cell| !cell.trim().is_empty()).into_iter().collect()).collect();
        table::write(lines, &cells, Place { sheet, row, ..Place::default() });
        if lines.len() > TEXT {
            return Err(NotText(format!("more than {} MiB of text", TEXT >> 20)));
        }
    }
    Ok(())
}
