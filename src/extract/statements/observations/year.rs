//! For which year a number holds. In: a number and its sentence. Out: a [`Year`].

use crate::text::Span;
use crate::zh::date;
use crate::zh::quantity::{self, Quantity};

use super::super::Page;
use super::Year;

/// The year that the sentence names before the number; 去年 and the like only where it compares nothing.
pub(super) fn of(page: &Page, quantity: &Quantity, sentence: Span, clause: Span) -> Year {
    let own = page.folded.get(clause.start..quantity.span.start).unwrap_or("");
    let last = ["去年", "上年", "上一年"].iter().filter_map(|word| own.rfind(word)).max();
    let compared = last.and_then(|place| own.get(..place)).is_some_and(|before| before.ends_with(['较', '比', '与', '同', '对', '于']));
    let from = last.and_then(|place| own.get(..place)).is_some_and(|before| before.ends_with(['由', '从']));
    if last.is_some() && (!compared || from) && is_earlier(own) {
        return Year::Last;
    }
    let before = page.folded.get(sentence.start..quantity.span.start).unwrap_or("");
    if let Some(year) = in_row(before, &quantity.unit) {
        return Year::Named(year);
    }
    let mut named = before.match_indices('年').filter_map(|(place, _)| {
        let start = before.get(..place)?.char_indices().rev().nth(3)?.0;
        let compared = before.get(..start)?.ends_with(['较', '比', '与', '同', '-', '自', '从', '至']);
        // 2020年以来: from when on.
        let behind = before.get(place + '年'.len_utf8()..)?;
        let span = behind.starts_with(['-', '至', '起']) || behind.starts_with("以来") || behind.starts_with("度以来");
        date::year_at_start(before.get(start..)?).map(|(year, _)| year).filter(|_| !compared && !span)
    });
    named.next_back().map_or(Year::Report, Year::Named)
}

/// 去年的96项; 由上年的91%升至95%, whose second number is this year's.
fn is_earlier(own: &str) -> bool {
    let turned =
        ["升至", "增至", "降至", "减至", "提高到", "提升到", "上升到", "增加到", "减少到", "下降到", "达到", "提升至", "提高至", "增加至", "减少至", "下降至"];
    !turned.iter().any(|word| own.ends_with(word))
}

/// 2021年、2022年分别受理信访52件、41件: each number has the year of its place in the row.
fn in_row(before: &str, unit: &str) -> Option<i16> {
    let (row, rest) = before.split_once("分别")?;
    let mut years: Vec<i16> = Vec::new();
    for part in row.rsplit(['、', '和']) {
        let from = part.char_indices().rev().nth(4).map_or(0, |(place, _)| place);
        let tail = part.get(from..)?;
        let Some((year, len)) = date::year_at_start(tail) else { break };
        if len != tail.len() {
            break;
        }
        years.insert(0, year);
        if from > 0 {
            break;
        }
    }
    let told = quantity::find(rest).iter().filter(|quantity| quantity.unit == unit).count();
    years.get(told).copied().filter(|_| years.len() >= 2)
}
