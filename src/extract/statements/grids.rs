//! Tables of places against indicators: 乡镇 | 排查数（件） | 化解率. In: rows. Out: a number for each place and head, and which rows these are.
//!
//! A number counts where its cell is sure: its row is as wide as the row of heads, the head or the cell says the unit, and the row opens
//! with a place or a sum of all. Whether such words name a place is left to [`crate::resolve`]: where they do not, the row claims nothing.
//! In tables of indicators against years (检查企业(家次) | 2022年 | 2023年) the row says what is measured and the head when.

mod flat;

use crate::document::{Role, rows};
use crate::text::Span;
use crate::zh::date;
use crate::zh::fold::is_han;
use crate::zh::quantity::{self, Digits, Quantity};

use super::Page;
use super::indicators::Finder;
use super::observations::{Observation, Standing, Year};

/// What the row of a sum opens with.
pub const SUMS: [&str; 6] = ["合计", "总计", "全县", "全区", "全市", "全镇"];

/// A row of a table.
struct Row {
    span: Span,
    /// The words of each cell.
    cells: Vec<Span>,
}

/// Numbers of tables.
#[derive(Debug, Default)]
pub(super) struct Grids {
    pub observations: Vec<Observation>,
    /// Rows whose numbers need a head: no sentence says what they measure.
    pub rows: Vec<Span>,
}

/// Reads all tables of a page.
pub(super) fn find(page: &Page, indicators: &Finder) -> Grids {
    let mut found = Grids::default();
    let mut heads: Vec<Row> = Vec::new();
    let mut last = None;
    for (place, paragraph) in page.document.paragraphs.iter().enumerate() {
        let row = row(page.folded, paragraph.span).or_else(|| flat::row(page.folded, paragraph.span));
        let Some(row) = row.filter(|_| matches!(paragraph.role, Role::Body | Role::Row)) else { continue };
        if last.is_none_or(|last| last + 1 != place) {
            heads.clear();
        }
        last = Some(place);
        let numbers = row.cells.iter().filter(|cell| is_number(cell.of(page.folded))).count();
        if numbers == 0 && !is_data(page.folded, &row) || is_of_years(page.folded, &row) {
            heads.push(row);
            continue;
        }
        let near: Vec<&Row> = heads.iter().rev().take_while(|head| head.cells.len() == row.cells.len()).take(2).collect();
        if numbers >= 2 || near.iter().any(|head| names_places(page.folded, head) || has_units(page.folded, head)) {
            let measured = read(page, indicators, &row, &near);
            // |1|普法宣传|35场|: what only its own words measure is read as a sentence is.
            let told = measured.is_empty() && is_counted(page.folded, &row, &near) && numbers == 2;
            found.rows.extend((!near.is_empty() && !told).then_some(row.span));
            found.observations.extend(measured);
        }
    }
    for table in stacks(page) {
        let Some((heads, rows)) = table.split_first() else { continue };
        for row in rows {
            found.rows.push(row.span);
            found.observations.extend(read(page, indicators, row, &[heads]));
        }
    }
    found.rows.sort_unstable();
    found
}

/// Tables whose cells stand on a line each.
fn stacks(page: &Page) -> Vec<Vec<Row>> {
    let cell = |text: &str| text.chars().count() <= 20 && !text.contains(['。', ';', ':', ',', '|', '“', '《']);
    let mut found = Vec::new();
    let mut run: Vec<Span> = Vec::new();
    for paragraph in &page.document.paragraphs {
        if paragraph.role == Role::Body && cell(paragraph.span.of(page.folded)) {
            run.push(paragraph.span);
        } else {
            found.extend(flat::stacks(page.folded, &std::mem::take(&mut run)));
        }
    }
    found.extend(flat::stacks(page.folded, &run));
    found
}

/// 指标 | 2021 | 2022: heads that are years.
fn is_of_years(folded: &str, row: &Row) -> bool {
    let rest = row.cells.get(1..).unwrap_or_default();
    rest.len() >= 2 && rest.iter().all(|cell| year_alone(cell.of(folded)).is_some())
}

/// 2022 as the head of a column.
fn year_alone(cell: &str) -> Option<i16> {
    cell.parse().ok().filter(|year| (2010..=2040).contains(year))
}

/// Whether the first column counts the rows.
fn is_counted(folded: &str, row: &Row, heads: &[&Row]) -> bool {
    let ordinal = row.cells.first().is_some_and(|cell| cell.of(folded).chars().all(|c| c.is_ascii_digit()));
    ordinal && heads.first().and_then(|head| head.cells.first()).is_some_and(|cell| cell.of(folded) == "序号")
}

/// The cells of a paragraph that is a row.
fn row(folded: &str, span: Span) -> Option<Row> {
    let inner = span.of(folded).strip_prefix('|')?.strip_suffix('|')?;
    let cells = rows::cells(inner, span.start + '|'.len_utf8());
    (cells.len() >= 2).then_some(Row { span, cells })
}

/// Whether a cell is a number, perhaps with its unit, and nothing else.
fn is_number(cell: &str) -> bool {
    let digits = cell.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).count();
    let year = digits == 4 && cell.get(digits..).is_some_and(|rest| rest.starts_with('年'));
    digits > 0 && cell.chars().count() - digits <= 4 && date::at_start(cell).is_none() && !year
}

/// A row that only says that there is nothing: 新集镇 | - | 无.
fn is_data(folded: &str, row: &Row) -> bool {
    row.cells.iter().any(|cell| matches!(cell.of(folded), "-" | "--" | "无" | "/"))
}

/// Whether a row of heads says that places stand below it.
fn names_places(folded: &str, head: &Row) -> bool {
    const HEADS: [&str; 9] = ["乡镇", "镇街", "乡镇(街道)", "镇(街道)", "街道", "地区", "县区", "县(市、区)", "村(社区)"];
    head.cells.iter().take(2).any(|cell| HEADS.contains(&cell.of(folded)))
}

/// The numbers of a row under its heads.
fn read(page: &Page, indicators: &Finder, row: &Row, heads: &[&Row]) -> Vec<Observation> {
    let mut found = Vec::new();
    let Some(subject) = row.cells.iter().take(3).find(|cell| is_subject(cell.of(page.folded))) else {
        return heads.first().into_iter().flat_map(|head| through_years(page, indicators, row, head)).collect();
    };
    for (column, cell) in row.cells.iter().enumerate().filter(|(_, cell)| cell.start >= subject.end && is_number(cell.of(page.folded))) {
        let own: Vec<Span> = above(page.folded, heads, column);
        let words: String = own.iter().map(|head| head.of(page.folded)).collect();
        let Some(quantity) = quantity(page.folded, *cell, own.last().map_or("", |head| head.of(page.folded))) else { continue };
        let hits = indicators.hits(&words, Span::new(0, words.len()));
        found.push(Observation {
            indicator: indicators.announced(&hits, Span::new(0, words.len()), 0, &quantity.unit),
            label: Span::new(subject.start, quantity.span.end),
            evidence: row.span,
            year: year(&words),
            standing: standing(&words),
            quantity,
            heads: own,
        });
    }
    found
}

/// The numbers of a row that measures one thing in several years: 排查隐患(条) | 1024 | 1217 under 2022年 | 2023年.
fn through_years(page: &Page, indicators: &Finder, row: &Row, head: &Row) -> Vec<Observation> {
    let Some((subject, unit)) = named(page.folded, row, head) else { return Vec::new() };
    let numbers = row.cells.iter().enumerate().filter(|(_, cell)| cell.start >= subject.end && is_number(cell.of(page.folded)));
    let columns: Vec<(Span, &str)> = numbers
        .filter_map(|(column, cell)| Some((*cell, head.cells.get(column)?.of(page.folded))))
        .filter(|(_, words)| says_when(words) || has_units(page.folded, head) && COUNTS.contains(words))
        .collect();
    let words = unit.map_or_else(|| subject.of(page.folded).to_owned(), |unit| format!("{}({})", subject.of(page.folded), unit.of(page.folded)));
    let hits = indicators.hits(&words, Span::new(0, words.len()));
    let measured = columns.into_iter().filter_map(|(cell, head)| {
        let quantity = quantity(page.folded, cell, &words)?;
        Some(Observation {
            indicator: indicators.announced(&hits, Span::new(0, words.len()), 0, &quantity.unit),
            label: Span::new(subject.start, quantity.span.end),
            evidence: row.span,
            year: year(head),
            standing: standing(head),
            quantity,
            heads: Vec::new(),
        })
    });
    measured.collect()
}

/// The cell that says what a row measures, and the cell of its unit: the one before the unit's, where the heads have a column of units.
fn named(folded: &str, row: &Row, head: &Row) -> Option<(Span, Option<Span>)> {
    let speaks = |cell: &Span| cell.of(folded).chars().any(is_han);
    match head.cells.iter().position(|cell| is_of_units(cell.of(folded))) {
        Some(column) => {
            let subject = row.cells.get(..column)?.iter().rev().copied().find(speaks)?;
            Some((subject, row.cells.get(column).copied().filter(|cell| is_unit_cell(cell.of(folded)))))
        }
        None => Some((row.cells.iter().copied().find(speaks)?, None)),
    }
}

fn is_of_units(head: &str) -> bool {
    matches!(head, "单位" | "计量单位")
}

/// What heads a column of numbers beside one of units.
const COUNTS: [&str; 6] = ["数量", "数值", "数据", "完成数", "完成情况", "全年"];

/// 指标 | 单位 | 数量: whether a column gives the units.
fn has_units(folded: &str, head: &Row) -> bool {
    head.cells.iter().any(|cell| is_of_units(cell.of(folded)))
}

/// A cell that is a unit and no number.
fn is_unit_cell(cell: &str) -> bool {
    !cell.is_empty() && cell.chars().count() <= 5 && !cell.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether the head of a column names a year, or compares two.
fn says_when(head: &str) -> bool {
    let named = head.char_indices().any(|(place, _)| head.get(place..).is_some_and(|rest| date::year_at_start(rest).is_some()));
    named || year_alone(head).is_some() || ["上年", "去年", "上一年", "本年", "今年", "同比"].iter().any(|word| head.contains(word))
}

/// Whether a cell may name a place, or says that the row is the sum of all.
fn is_subject(cell: &str) -> bool {
    const ENDS: [&str; 10] = ["镇", "乡", "街道", "苏木", "县", "区", "市", "旗", "村", "嘎查"];
    SUMS.contains(&cell) || cell.chars().count() >= 2 && ENDS.iter().any(|end| cell.ends_with(end))
}

/// The heads of a column, the upper one first. One that spans columns stands over the first of them, and those right of it are empty.
fn above(folded: &str, heads: &[&Row], column: usize) -> Vec<Span> {
    let filled = |head: &Row, column: usize| head.cells.get(column).copied().filter(|cell| !cell.is_empty());
    let Some(lowest) = heads.first() else { return Vec::new() };
    let own = filled(lowest, column);
    let upper = heads.get(1).filter(|upper| !names_whole_columns(folded, upper, lowest)).and_then(|upper| match own {
        Some(_) => (0..=column).rev().find_map(|column| filled(upper, column)),
        None => filled(upper, column),
    });
    upper.into_iter().chain(own).collect()
}

/// Whether two rows are no heads of one table: no cell of the lower one stands under an empty one or is empty under a filled one.
fn names_whole_columns(folded: &str, upper: &Row, lower: &Row) -> bool {
    let empty = |row: &Row| row.cells.iter().filter(|cell| cell.of(folded).is_empty()).count();
    empty(upper) == 0 && empty(lower) == 0
}

/// The number of a cell with the unit that the cell or its head gives: 排查数(件) over 526.
fn quantity(folded: &str, cell: Span, head: &str) -> Option<Quantity> {
    let words = cell.of(folded);
    // Read with its head before it as a cell of its own, and moved to where it stands.
    let own = quantity::find(words).into_iter().find(|quantity| quantity.number.start == 0 && quantity.span.end == words.len());
    let (found, before) = match own {
        Some(own) => (own, 0),
        None => {
            let lead = format!("{head} ");
            let found = quantity::find(&format!("{lead}{words}")).into_iter().find(|quantity| quantity.number.start == lead.len())?;
            (found, lead.len())
        }
    };
    let moved = |span: Span| Span::new(cell.start + span.start.saturating_sub(before), (cell.start + span.end.saturating_sub(before)).min(cell.end));
    let whole = found.digits == Digits::Arabic && found.span.end - before == words.len() && !found.is_time();
    whole.then(|| Quantity { span: moved(found.span), number: moved(found.number), ..found.clone() })
}

fn year(heads: &str) -> Year {
    if ["上年", "去年", "上一年"].iter().any(|word| heads.contains(word)) {
        return Year::Last;
    }
    let named = heads.char_indices().find_map(|(place, _)| date::year_at_start(heads.get(place..)?));
    named.map(|(year, _)| year).or_else(|| year_alone(heads)).map_or(Year::Report, Year::Named)
}

fn standing(heads: &str) -> Standing {
    let says = |words: &[&str]| words.iter().any(|word| heads.contains(word));
    if says(&["同比", "环比", "增长", "增幅", "降幅", "较上年"]) {
        Standing::Change
    } else if says(&["目标", "计划数", "任务数"]) {
        Standing::Target
    } else {
        Standing::Measured
    }
}
