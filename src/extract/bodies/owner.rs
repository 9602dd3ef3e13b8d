//! Whose a body is: what stands before the name of its kind. In: text and the place where the kind begins. Out: [`Owner`] and where its words begin.

use std::sync::LazyLock;

use crate::text::Span;
use crate::zh::edge;
use crate::zh::fold::is_han;
use crate::zh::words::Words;

use super::super::hits;
use super::Text;

/// Whose a body is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// A place by name; the innermost where several stand in a row.
    Place(Span),
    /// The area of a level above or at the report's own: 省, 市, 县, 区, 镇; 我 for its own.
    Level(&'static str),
    /// Such an area by the report's own words, with its level: 我县, 全镇.
    Own(&'static str),
    /// A name that is no division's as it stands: 五里墩 of 五里墩派出所.
    Named(Span),
    /// Nothing is said.
    None,
}

/// Level words.
const LEVELS: [&str; 20] =
    ["自治区", "自治县", "自治州", "自治旗", "街道", "苏木", "社区", "嘎查", "省", "市", "州", "盟", "县", "区", "旗", "镇", "乡", "局", "村", "我"];

/// Words that end in a level word and say no level.
const NO_LEVELS: [&str; 33] = [
    "乡镇", "城市", "地区", "园区", "辖区", "片区", "市县", "城区", "村镇", "城镇", "集镇", "场镇", "省市", "县市", "市区", "县乡", "镇村", "乡村", "各县",
    "各镇", "各乡", "各村", "各市", "各区", "各省", "该镇", "全村", "农村", "景区", "校区", "小区", "县区", "山区",
];

static LEVEL_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&LEVELS));
static NO_LEVEL_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&NO_LEVELS));

/// The owner of what begins at byte `at`, and where its words begin.
pub(super) fn before(text: &Text, at: usize) -> (Owner, usize) {
    if let Some(found) = place(text, at) {
        return found;
    }
    let by_level = level(text, at);
    // 古市司法所 in 古市镇 is no 市司法所.
    let inside =
        by_level.as_ref().is_some_and(|(owner, start)| matches!(owner, Owner::Level(level) if *level != "我") && !edge::is_bounded(text.folded, *start));
    let by_name = if inside || by_level.is_none() { named(text, at) } else { None };
    by_name.or(by_level).unwrap_or((Owner::None, at))
}

/// A division's or village's name directly before; the row of names begins at the outermost.
pub(super) fn place(text: &Text, at: usize) -> Option<(Owner, usize)> {
    let hit = hits::ending_at(&text.hits.areas, at).or_else(|| hits::ending_at(&text.hits.stems, at).filter(|hit| stem_owns(text, hit.start)))?;
    if is_cut(text, hit.start) {
        return None;
    }
    let mut start = hit.start;
    while let Some(outer) = hits::ending_at(&text.hits.areas, start) {
        start = outer.start;
    }
    Some((Owner::Place(hits::span(hit)), start))
}

/// 办理县政府交办事项: 理县 is cut out of a verb and a level.
fn is_cut(text: &Text, start: usize) -> bool {
    const VERBS: [&str; 10] = ["办理", "代理", "受理", "处理", "管理", "审理", "清理", "治理", "整理", "办成"];
    VERBS.iter().any(|verb| {
        let (first, last) = verb.split_at('办'.len_utf8());
        text.before(start).ends_with(first) && text.after(start).starts_with(last)
    })
}

/// A stem is an owner where its name begins behind a mark: 河南 of 河南司法厅.
fn stem_owns(text: &Text, start: usize) -> bool {
    edge::is_bounded(text.folded, start)
}

/// A level word directly before.
pub(super) fn level(text: &Text, at: usize) -> Option<(Owner, usize)> {
    let before = text.before(at);
    // 团司法所: a farm of the Corps, only where no longer word ends in it (集团, 共青团).
    let farm = || before.strip_suffix('团').is_some_and(|rest| edge::is_bounded(rest, rest.len())).then_some("团");
    let word = LEVEL_WORDS.ending(before).or_else(farm)?;
    let start = at - word.len();
    if NO_LEVEL_WORDS.ending(before).is_some() {
        return None;
    }
    let rest = text.before(start);
    if word == "我" {
        return Some((Owner::Level("我"), at));
    }
    let own = rest.chars().next_back().is_some_and(|c| matches!(c, '我' | '全' | '本' | '该'));
    Some((if own { Owner::Own(word) } else { Owner::Level(word) }, start))
}

/// A short name of its own, parted from what stands before: 五里墩.
fn named(text: &Text, at: usize) -> Option<(Owner, usize)> {
    let edge = edge::left(text.folded, at, 4);
    let behind = (edge.start..at).find(|start| hits::ending_at(&text.hits.organs, *start).is_some());
    let start = behind.unwrap_or(edge.start);
    let name = text.folded.get(start..at)?;
    let fits = (edge.bounded || behind.is_some()) && (2..=4).contains(&name.chars().count()) && name.chars().all(is_han);
    let stem = || ["镇", "乡", "街道", "苏木"].iter().any(|ending| !text.gazetteer.find_township(&format!("{name}{ending}")).is_empty());
    // 先进司法所 is a title, and no office at 先进镇.
    let title = matches!(name, "先进" | "示范" | "优秀" | "模范" | "规范" | "文明" | "平安" | "星级");
    (fits && !title && stem()).then(|| (Owner::Named(Span::new(start, at)), start))
}
