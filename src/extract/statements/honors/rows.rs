//! Tables of honours: 时间 | 获奖单位(个人) | 荣誉名称 | 授予单位. In: rows. Out: [`Honor`]s, one a row.
//!
//! The row of heads says which column names whom, what and by whom; without it, nothing is read.

use crate::document::{Role, rows};
use crate::text::Span;

use super::super::Page;
use super::words::HONORS;
use super::{Honor, Title, is_prefix, quoted};

/// The columns of a table of honours.
#[derive(Debug, Clone, Copy)]
struct Columns {
    title: usize,
    recipient: usize,
    grantor: Option<usize>,
}

/// All honours that stand in tables.
pub(super) fn find(page: &Page) -> Vec<Honor> {
    let mut found = Vec::new();
    let mut columns: Option<Columns> = None;
    for paragraph in page.document.paragraphs.iter() {
        // |时间|获奖单位|…: a row of heads that opens as a field of a page does.
        let row = matches!(paragraph.role, Role::Body | Role::Row | Role::Field);
        let cells = Some(paragraph).filter(|_| row).and_then(|paragraph| cells(page, paragraph.span));
        let Some(cells) = cells else {
            columns = None;
            continue;
        };
        if let Some(heads) = heads(page.folded, &cells) {
            columns = Some(heads);
        } else if let Some(columns) = columns {
            found.extend(honor(page.folded, &cells, columns, paragraph.span));
        }
    }
    found
}

fn cells(page: &Page, span: Span) -> Option<Vec<Span>> {
    let text = span.of(page.folded);
    let inner = text.trim().strip_prefix('|')?.strip_suffix('|')?;
    let start = span.start + (text.len() - text.trim_start().len()) + '|'.len_utf8();
    Some(rows::cells(inner, start)).filter(|cells| cells.len() >= 2)
}

fn heads(folded: &str, cells: &[Span]) -> Option<Columns> {
    const TITLES: [&str; 8] = ["荣誉", "奖项", "称号", "奖励名称", "表彰名称", "获奖名称", "表彰项目", "获奖项目"];
    const GRANTORS: [&str; 9] = ["授予", "颁发", "表彰单位", "表彰机关", "颁奖", "命名单位", "评定单位", "发文单位", "授奖"];
    const RECIPIENTS: [&str; 9] = ["单位", "个人", "对象", "集体", "获得者", "姓名", "主体", "获奖者", "受表彰"];
    let column = |words: &[&str], not: &[&str]| {
        let fits = |cell: &Span| {
            let text = cell.of(folded);
            text.chars().count() <= 12 && words.iter().any(|word| text.contains(word)) && !not.iter().any(|word| text.contains(word))
        };
        cells.iter().position(fits)
    };
    let grantor = column(&GRANTORS, &[]);
    let title = column(&TITLES, &GRANTORS).filter(|title| grantor != Some(*title))?;
    let others: Vec<&str> = GRANTORS.iter().chain(&TITLES).copied().collect();
    Some(Columns { title, recipient: column(&RECIPIENTS, &others)?, grantor })
}

fn honor(folded: &str, cells: &[Span], columns: Columns, row: Span) -> Option<Honor> {
    let (title, recipients) = (*cells.get(columns.title)?, *cells.get(columns.recipient)?);
    let titles = titles(folded, title)?;
    let grantor = columns.grantor.and_then(|column| cells.get(column)).copied().filter(|cell| !cell.is_empty());
    (!recipients.is_empty()).then_some(Honor { titles, recipients, before: Span::new(recipients.start, recipients.start), grantor, strict: true, span: row })
}

fn titles(folded: &str, cell: Span) -> Option<Vec<Title>> {
    let text = cell.of(folded);
    if let Some(quote) = text.find('“').filter(|place| text.get(..*place).is_some_and(is_prefix)) {
        return quoted(folded, cell.start, cell.start + quote, cell.end).map(|(titles, _)| titles);
    }
    let name = text.trim_end_matches("荣誉称号").trim_end_matches("称号");
    let reads = (4..=36).contains(&name.chars().count()) && HONORS.iter().any(|word| name.contains(word));
    reads.then(|| vec![Title { name: name.to_owned(), full: None, rank: None, span: Span::new(cell.start, cell.start + name.len()) }])
}
