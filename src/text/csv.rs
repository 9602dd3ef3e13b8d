//! Tables as text: CSV, with commas, semicolons or tabs. In: bytes. Out: rows as lines.

use super::origin::Lines;
use super::{NotText, Text, decode, encoding, sheet};

/// What parts cells.
const MARKS: [char; 3] = [',', '\t', ';'];

/// Whether a file is a table: its name says so and its lines have cells, or all its lines have the same number of them.
pub(super) fn is_csv(file_name: &str, bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(8192)).unwrap_or_default();
    let lower = file_name.to_ascii_lowercase();
    let named = lower.ends_with(".csv") || lower.ends_with(".tsv");
    if !named && !may_open_table(head) || !head.iter().any(is_mark) {
        return false;
    }
    let (encoding, mark) = encoding::of(head);
    let text = encoding.decode_without_bom_handling(head.get(mark..).unwrap_or_default()).0;
    let Some(mark) = separator(&text) else { return false };
    let mut widths: Vec<usize> = rows(&text, mark).map(|row| row.len()).collect();
    if head.len() < bytes.len() {
        widths.pop();
    }
    let wide = widths.iter().filter(|width| **width > 1).count();
    let first = widths.first().copied().unwrap_or(0);
    if named { wide >= 1 } else { first >= 3 && widths.len() >= 3 && widths.iter().all(|width| *width == first) && !text.contains('。') }
}

fn is_mark(byte: &u8) -> bool {
    MARKS.contains(&char::from(*byte))
}

/// Whether the first line may have three cells; told before the encoding is, for it costs a hundredth of that.
fn may_open_table(head: &[u8]) -> bool {
    let first = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let wide = head.contains(&0) || first.contains(&b'"');
    wide || first.iter().filter(|byte| is_mark(byte)).count() >= 2
}

/// The mark that stands most often.
fn separator(text: &str) -> Option<char> {
    let count = |mark: char| text.matches(mark).count();
    MARKS.into_iter().filter(|mark| count(*mark) > 0).max_by_key(|mark| count(*mark))
}

/// Reads a table.
pub(super) fn read(bytes: &[u8]) -> Result<Text, NotText> {
    let text = decode("", bytes)?;
    let mark = separator(&text.content).unwrap_or(',');
    let mut lines = Lines::default();
    sheet::write(&mut lines, rows(&text.content, mark).enumerate().map(|(at, row)| (u32::try_from(at + 1).unwrap_or(u32::MAX), row)), 0)?;
    let (content, origin) = lines.finish();
    Ok(Text { content, origin, format: "text/csv", ..text })
}

/// The rows of a table (RFC 4180): a cell in quotation marks may hold marks, line breaks and doubled quotation marks.
fn rows(text: &str, mark: char) -> impl Iterator<Item = Vec<String>> + '_ {
    let mut chars = text.chars().peekable();
    std::iter::from_fn(move || {
        chars.peek()?;
        let (mut row, mut cell, mut quoted) = (Vec::new(), String::new(), false);
        while let Some(c) = chars.next() {
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => {
                    chars.next();
                    cell.push('"');
                }
                '"' if quoted || cell.is_empty() => quoted = !quoted,
                '\n' if !quoted => break,
                '\r' if !quoted => {}
                c if c == mark && !quoted => row.push(std::mem::take(&mut cell)),
                c => cell.push(c),
            }
        }
        row.push(cell);
        Some(row)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_quoted_cells_and_tells_tables_from_text() {
        let table = "乡镇,排查纠纷（件）,备注\n新集镇,526,\"含\"\"积案\"\"，\n两件\"\n沙窝镇,310,\n";
        assert_eq!(read(table.as_bytes()).unwrap().content, "| 乡镇 | 排查纠纷（件） | 备注 |\n| 新集镇 | 526 | 含\"积案\"， 两件 |\n| 沙窝镇 | 310 |  |\n");
        assert!(is_csv("a.csv", table.as_bytes()) && is_csv("a.txt", table.as_bytes()));
        assert!(!is_csv("a.txt", "新集镇,排查\n一、没有表格。\n".as_bytes()) && !is_csv("a.csv", "没有格子".as_bytes()));
    }
}
