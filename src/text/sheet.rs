//! Workbooks (xlsx). In: bytes. Out: rows as lines, each cell with its sheet, row and column.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx};
use jiff::ToSpan;

use super::container::Container;
use super::origin::{Lines, Place};
use super::{NotText, Text, table};

/// The most cells of a workbook that are read, and the columns of a row.
const CELLS: usize = 500_000;
const COLUMNS: u32 = 256;
/// The most bytes of text: a workbook can show one long string in every cell.
const TEXT: usize = 64 << 20;

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Text, NotText> {
    within_limits(bytes)?;
    let broken = |error: calamine::XlsxError| NotText(format!("a broken workbook: {error}"));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let (mut lines, mut notes) = (Lines::default(), Vec::new());
    let names = book.sheet_names();
    for (number, name) in (1..).zip(&names) {
        match rows(&mut book, name) {
            Ok(rows) if !rows.is_empty() => {
                write(&mut lines, rows.into_iter(), number)?;
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

/// Takes all parts out once, so that a bomb is told before the workbook is opened.
fn within_limits(bytes: &[u8]) -> Result<(), NotText> {
    let mut container = Container::open(bytes)?;
    let parts: Vec<usize> = (0..container.names().len()).filter(|at| container.names().get(*at).is_some_and(|name| is_xml(name))).collect();
    parts.into_iter().try_for_each(|part| container.bytes(part).map(drop))
}

fn is_xml(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.ends_with(".xml") || lower.ends_with(".rels")
}

/// The rows of a sheet that have words, by number.
fn rows(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<(u32, Vec<String>)>, NotText> {
    let broken = |error: calamine::XlsxError| NotText(error.to_string());
    let early = book.has_1904_epoch();
    let mut cells = book.worksheet_cells_reader(name).map_err(broken)?;
    let percent: Vec<bool> = cells.styles().iter().map(|style| style.number_format.as_ref().is_some_and(|f| f.format_code.contains('%'))).collect();
    let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
    let mut count = 0;
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(broken)? {
        let (row, column) = cell.get_position();
        let words = words(cell.get_value(), percent.get(style).copied().unwrap_or(false), early);
        if words.trim().is_empty() {
            continue;
        }
        count += 1;
        if count > CELLS || column >= COLUMNS {
            return Err(NotText(format!("more than {CELLS} cells or {COLUMNS} columns")));
        }
        rows.entry(row).or_default().insert(column, words);
    }
    // What stands left of all words is the margin.
    let left = rows.values().filter_map(|row| row.keys().next()).min().copied().unwrap_or(0);
    let dense = |row: BTreeMap<u32, String>| {
        let last = row.keys().next_back().copied().unwrap_or(left);
        (left..=last).map(|column| row.get(&column).cloned().unwrap_or_default()).collect()
    };
    Ok(rows.into_iter().map(|(number, row)| (number + 1, dense(row))).collect())
}

/// A cell as the sheet shows it: shares in a hundred, dates as dates.
fn words(value: &DataRef, percent: bool, early: bool) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) if percent => format!("{}%", shortest(number * 100.0)),
        DataRef::Float(number) => shortest(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => if *value { "是" } else { "否" }.to_owned(),
        DataRef::DateTime(moment) => date(moment.as_f64(), early),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// The fewest digits that a person typed: 0.985 × 100 is 98.5.
fn shortest(number: f64) -> String {
    let rounded = (number * 1e9).round() / 1e9;
    format!("{rounded}")
}

/// The day that a workbook counts from the end of 1899, or of 1903.
fn date(days: f64, early: bool) -> String {
    let epoch = if early { jiff::civil::date(1904, 1, 1) } else { jiff::civil::date(1899, 12, 30) };
    let day = (days.is_finite() && days.abs() < 3e6).then(|| epoch.checked_add((days.floor() as i64).days()).ok()).flatten();
    day.map_or_else(|| shortest(days), |day| format!("{}年{}月{}日", day.year(), day.month(), day.day()))
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
