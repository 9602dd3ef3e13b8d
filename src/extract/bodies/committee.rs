//! The party's committees: 县委, 新县县委, 中共沈丘县委, 中共新集镇委员会. In: text. Out: bodies. Bodies of a committee (县委宣传部) are kinds.

use crate::text::Span;
use crate::zh::edge;

use super::{Body, BodyName, Owner, Text, owner};

const LONG: &str = "委员会";

pub(super) fn find(text: &Text) -> Vec<Body> {
    let found =
        text.folded.match_indices('委').filter_map(|(place, _)| if text.after(place).starts_with(LONG) { long(text, place) } else { short(text, place) });
    found.filter(|body| !text.in_title(body.span)).collect()
}

/// 中共新集镇委员会, 中国共产党新县委员会: only with the party's name before it.
fn long(text: &Text, place: usize) -> Option<Body> {
    let (owner, start) = owner::place(text, place).or_else(|| owner::level(text, place))?;
    let party = party_before(text, start)?;
    let behind = text.after(place + LONG.len());
    let other = ["政法", "宣传", "办公室"].iter().any(|word| behind.starts_with(word));
    (!other).then_some(Body {
        span: Span::new(start - party, place + LONG.len()),
        owner,
        name: BodyName::Committee,
        set_up: false,
        rule: "a party committee in full",
    })
}

/// 县委, 新县县委, 中共沈丘县委.
fn short(text: &Text, place: usize) -> Option<Body> {
    let behind = text.after(place + '委'.len_utf8());
    let (owner, start) = leading(text, place)?;
    if let Some(league) = league(text, place, &owner, start) {
        return Some(league);
    }
    let start = start - party_before(text, start).unwrap_or(0);
    let runs_on = ["员", "托", "派", "会", "任", "办", "组织", "宣传", "统战", "政法", "全面", "依法", "深改", "财经", "网信", "社会工作", "巡察", "编"]
        .iter()
        .any(|word| behind.starts_with(word));
    (!runs_on).then_some(Body {
        span: Span::new(start, place + '委'.len_utf8()),
        owner,
        name: BodyName::Committee,
        set_up: false,
        rule: "a party committee for short",
    })
}

/// 团县委, 共青团新县县委: the youth league's committee.
fn league(text: &Text, place: usize, owner: &Owner, start: usize) -> Option<Body> {
    let name = ["共青团", "团"].into_iter().find(|name| text.before(start).ends_with(name))?;
    let from = start - name.len();
    let kind = text.gazetteer.by_iri("https://w3id.org/fazhi/organ/共青团委员会")?;
    edge::is_bounded(text.folded, from).then(|| Body {
        span: Span::new(from, place + '委'.len_utf8()),
        owner: owner.clone(),
        name: BodyName::Kind(kind),
        set_up: false,
        rule: "a committee of the youth league",
    })
}

/// 县, 新县, 新县县 before 委.
fn leading(text: &Text, place: usize) -> Option<(Owner, usize)> {
    let level = owner::level(text, place)
        .filter(|(owner, _)| matches!(owner, Owner::Level("省" | "市" | "州" | "盟" | "县" | "区" | "旗" | "自治区" | "自治县" | "自治州" | "自治旗")));
    let full = owner::place(text, place).filter(|(owner, _)| matches!(owner, Owner::Place(_)));
    let (short, start) = full.or(level)?;
    match owner::place(text, start) {
        Some((outer, outer_start)) if matches!(short, Owner::Level(_)) => Some((outer, outer_start)),
        _ => Some((short, start)),
    }
}

/// The length of 中共 or 中国共产党 before `start`.
fn party_before(text: &Text, start: usize) -> Option<usize> {
    ["中国共产党", "中共"].into_iter().find(|party| text.before(start).ends_with(party)).map(str::len)
}
