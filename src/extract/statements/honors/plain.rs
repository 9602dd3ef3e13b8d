//! Titles without quotation marks: 四川省乡村治理现代化试点镇、游仙区法治示范乡镇. In: the words behind a verb. Out: [`Title`]s.

use crate::text::Span;
use crate::zh::fold::is_han;

use super::super::Page;
use super::words::{GIVEN, HONORS, LEVELS, RANKS};
use super::{Title, says_level};

/// Whether a list of titles ends at a mark; a bracket within a title does not end it: 综治工作(平安建设)先进乡镇.
pub(super) fn ends_list(text: &str, place: usize, c: char) -> bool {
    let within = || {
        let rest = text.get(place..).unwrap_or("");
        let close = rest.find(')').filter(|close| *close <= 30);
        close
            .and_then(|close| rest.get(close + 1..))
            .is_some_and(|behind| behind.starts_with('、') || behind.chars().next().is_some_and(is_han) && !behind.starts_with(['等', '称', '荣', '和']))
    };
    matches!(c, ',' | '。' | ';' | ':' | '\n' | '“') || c == '(' && !within()
}

/// 2021-2023年度河北省先进集体: the title without the years that it is for, and with them.
pub(super) fn without_year(name: &str) -> (&str, Option<String>) {
    let digits = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '至')).len();
    let bare = name.get(digits..).unwrap_or("");
    let bare = bare.strip_prefix("年度").or_else(|| bare.strip_prefix('年')).filter(|rest| digits >= 4 && rest.chars().count() >= 4);
    bare.map_or((name, None), |bare| (bare, Some(name.to_owned())))
}

/// Whether words without quotation marks are a title: by a word of praise, or by a level and what it is given to (日照市法治镇街).
fn reads_as_honour(name: &str) -> bool {
    HONORS.iter().any(|word| name.contains(word)) || says_level(name) && GIVEN.iter().any(|noun| name.ends_with(noun)) && name.chars().count() >= 6
}

/// Titles without quotation marks: 四川省乡村治理现代化试点镇、游仙区法治示范乡镇.
pub(super) fn plain(page: &Page, from: usize, end: usize) -> Option<(Vec<Title>, usize)> {
    let text = page.folded.get(from..end)?;
    let lead = text.len() - text.trim_start_matches(['了', ' ']).len();
    let stop = text.char_indices().find(|(place, c)| ends_list(text, *place, *c)).map_or(text.len(), |(place, _)| place);
    let list = text.get(lead..stop)?;
    let mut titles: Vec<Title> = Vec::new();
    let mut levels: Vec<(&str, usize)> = Vec::new();
    let mut at = from + lead;
    for part in parts(list) {
        if LEVELS.contains(&part) {
            levels.push((part, at));
        } else {
            let Some(title) = title_of(part, at) else { break };
            titles.extend(levels.drain(..).filter_map(|(level, at)| at_level(&title, level, at)));
            titles.push(title);
        }
        at += part.len() + '、'.len_utf8();
    }
    let last = titles.last_mut()?;
    if last.full.is_none() {
        last.full = bracket(page.folded, last.span.end, end).map(|bracket| format!("{}{bracket}", last.name));
    }
    let end = last.span.end;
    Some((titles, end))
}

/// The parts of a list; a bracket keeps together what marks in it would part: 全国法治县(市、区)创建活动先进单位.
fn parts(list: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (place, c) in list.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '、' if depth == 0 => {
                parts.extend(list.get(start..place));
                start = place + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.extend(list.get(start..));
    parts
}

/// 省级 of 省级、市级示范村: the title of the row's end at that level.
fn at_level(title: &Title, level: &str, at: usize) -> Option<Title> {
    let rest = LEVELS.iter().find_map(|own| title.name.strip_prefix(own))?;
    Some(Title { name: format!("{level}{rest}"), full: None, rank: None, span: Span::new(at, at + level.len()) })
}

/// (社区) behind 民主法治示范村, which titles of villages bear.
fn bracket(folded: &str, at: usize, end: usize) -> Option<&str> {
    let rest = folded.get(at..end)?;
    let inner = rest.strip_prefix('(')?.split_once(')')?.0;
    let noun = (1..=4).contains(&inner.chars().count()) && ["村", "社区", "居", "站", "乡镇", "街道", "镇街"].contains(&inner);
    noun.then(|| rest.get(..inner.len() + 2)).flatten()
}

/// A part of a list as a title, if it reads as one.
fn title_of(part: &str, at: usize) -> Option<Title> {
    let rest = part.match_indices('等').map(|(place, _)| place).find(|place| {
        let grade = part.get(*place..).is_some_and(|rest| rest.starts_with("等次") || rest.starts_with("等级"));
        !grade && !part.get(..*place).is_some_and(|before| before.ends_with(['一', '二', '三', '特', '优', '中', '高']))
    });
    let cut = ["荣誉称号", "称号", "行列", "名单"].iter().filter_map(|word| part.find(word)).chain(rest).min().unwrap_or(part.len());
    let name = part.get(..cut)?;
    // 继获评市级文明村后: the title ends before it.
    let name = name.strip_suffix("之后").or_else(|| name.strip_suffix('后')).unwrap_or(name);
    // 摘得市级示范村的“桂冠”.
    let name = name.strip_suffix('的').unwrap_or(name);
    // 个人三等功一次: how often is no part of the title.
    let counts = crate::zh::quantity::find(name);
    let times = counts.last().filter(|quantity| quantity.span.end == name.len() && quantity.span.start > 0).map(|quantity| quantity.span.start);
    let whole = name.get(..times.unwrap_or(name.len()))?;
    let span = Span::new(at, at + whole.len());
    let counted = counts.iter().any(|quantity| quantity.span.start == 0);
    // 民主法治示范村(社区)、文明村: a bracket within a row.
    let open = whole.strip_suffix(')').and_then(|inner| inner.rfind('(')).filter(|open| bracket(whole, *open, whole.len()).is_some());
    let name = whole.get(..open.unwrap_or(whole.len()))?;
    let rank = RANKS.iter().filter(|rank| name.ends_with(**rank)).max_by_key(|rank| rank.len());
    let least = if rank.is_some() { 2 } else { 4 };
    let fits = (least..=32).contains(&name.chars().count()) && reads_as_honour(name) && !counted;
    let moved = ["位次", "前移", "上升", "下降"].iter().any(|word| name.contains(word));
    if !fits || moved || !name.starts_with(|c: char| is_han(c) || c.is_ascii_digit()) {
        return None;
    }
    let rank = rank.filter(|rank| rank.len() < name.len()).map(|rank| (*rank).to_owned());
    let (name, full) = without_year(name);
    Some(Title { name: name.to_owned(), full: full.or_else(|| open.map(|_| whole.to_owned())), rank, span })
}
