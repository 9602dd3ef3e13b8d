//! Bodies by their kind: 县司法局, 新县司法局, 镇综治办, 司法所. In: text and the hits of kinds. Out: bodies with their owners.

use std::sync::LazyLock;

use crate::authority::{EntityId, Gazetteer, Hit, Kind, Tier};
use crate::text::Span;
use crate::zh::edge;
use crate::zh::words::Words;

use super::super::hits;
use super::{Body, BodyName, Owner, Text, owner};

/// Kinds that every level of area has: alone, such a name says nothing of which (政府, 纪委).
pub(super) fn generic(gazetteer: &Gazetteer) -> Vec<EntityId> {
    let kinds = gazetteer.entities().filter(|(_, entity)| entity.kind == Kind::OrganKind).map(|(id, _)| id);
    kinds.filter(|id| is_generic(gazetteer.tiers(*id))).collect()
}

fn is_generic(tiers: &[Tier]) -> bool {
    tiers.contains(&Tier::Prefecture) && (tiers.contains(&Tier::Township) || tiers.contains(&Tier::Province)) || tiers == [Tier::Village]
}

pub(super) fn find(text: &Text, generic: &[EntityId]) -> Vec<Body> {
    let offices = text.hits.areas.iter().filter_map(|hit| office(text, hit));
    text.hits.organs.iter().filter_map(|hit| body(text, hit, generic)).chain(offices).collect()
}

/// 镇党委、政府: a kind that says nothing of whose it is, behind a body that does, has its owner.
pub(super) fn joined(text: &Text, bodies: &mut Vec<Body>, generic: &[EntityId]) {
    let mut found = Vec::new();
    for hit in &text.hits.organs {
        let span = hits::span(hit);
        let Some(kind) = hits::bearers(text.gazetteer, hit.name, |kind| kind == Kind::OrganKind).next().filter(|kind| generic.contains(kind)) else { continue };
        let before = bodies.iter().find(|body| body.span.end + '、'.len_utf8() == span.start && text.before(span.start).ends_with('、'));
        if let Some(before) = before.filter(|before| !matches!(before.owner, Owner::None | Owner::Named(_)) && !runs_on(text, span)) {
            found.push(Body { span, owner: before.owner.clone(), name: BodyName::Kind(kind), set_up: false, rule: "a kind of body, joined to another" });
        }
    }
    found.retain(|body| !bodies.iter().any(|other| other.span.overlaps(body.span)));
    bodies.extend(found);
    bodies.sort_by_key(|body| body.span);
}

/// X街道办事处 is also how a subdistrict is called: the office is the body.
fn office(text: &Text, hit: &Hit) -> Option<Body> {
    let span = hits::span(hit);
    let name = span.of(text.folded);
    let ending = ["街道办事处", "街道办", "办事处"].into_iter().find(|ending| name.ends_with(ending))?;
    let kind = text.gazetteer.lookup(ending).iter().map(|(id, _)| *id).find(|id| text.gazetteer.kind(*id) == Some(Kind::OrganKind))?;
    let start = owner::place(text, span.start).map_or(span.start, |(_, start)| start);
    (!text.in_title(span)).then_some(Body {
        span: Span::new(start, span.end),
        owner: Owner::Place(span),
        name: BodyName::Kind(kind),
        set_up: false,
        rule: "a subdistrict office",
    })
}

fn body(text: &Text, hit: &Hit, generic: &[EntityId]) -> Option<Body> {
    let kind = hits::bearers(text.gazetteer, hit.name, |kind| kind == Kind::OrganKind).next()?;
    let span = hits::span(hit);
    if text.in_title(span) || runs_on(text, span) {
        return None;
    }
    let (owner, start) = owned(text, span.start);
    // 大坪村委会: the first character ends the village's name as well.
    let of_village = matches!(owner, Owner::None | Owner::Named(_)) && matches!(span.of(text.folded), "村委会" | "村民委员会");
    let (owner, start) = if of_village { (Owner::Level("村"), span.start) } else { (owner, start) };
    let bare = matches!(owner, Owner::None);
    let counted = text.is_counted(span.end, &['支', '所', '处', '家']);
    if bare && (counted || generic.contains(&kind) || is_plural(text.before(span.start))) {
        return None;
    }
    // 旅游纠纷速裁法庭: the end of a longer name.
    let torn = bare && span.of(text.folded) == "法庭" && !edge::is_bounded(text.folded, span.start);
    // “旅游巡回法庭”: the end of what the marks hold.
    let marked = bare && text.after(span.end).starts_with('”') && !text.before(span.start).ends_with('“') && !text.before(span.start).ends_with('”');
    let torn = torn || marked && text.before(span.start).rfind(['“', '”']).is_some_and(|mark| text.after(mark).starts_with('“'));
    let vague = torn || matches!(owner, Owner::Named(_)) && generic.contains(&kind);
    (!vague).then_some(Body { span: Span::new(start, span.end), owner, name: BodyName::Kind(kind), set_up: false, rule: "a kind of body" })
}

/// The owner of a kind that begins at `at`: directly before, or before the 委, 政府 or 党委 that it belongs to.
fn owned(text: &Text, at: usize) -> (Owner, usize) {
    if let Some(outer) = hits::ending_at(&text.hits.organs, at) {
        return owned(text, outer.start);
    }
    for organ in ["委", "人民政府", "政府", "党委"] {
        if let Some(start) = text.before(at).ends_with(organ).then(|| at - organ.len())
            && let Some((owner, start)) = owner::place(text, start).or_else(|| owner::level(text, start))
        {
            return match owner::place(text, start) {
                Some((outer, outer_start)) if matches!(owner, Owner::Level(_)) => (outer, outer_start),
                _ => (owner, start),
            };
        }
    }
    let (owner, start) = owner::before(text, at);
    match (&owner, owner::place(text, start)) {
        (Owner::Level(level), Some((outer, outer_start))) if *level != "我" => (outer, outer_start),
        _ => (owner, start),
    }
}

/// What behind a kind makes another word of it.
fn runs_on(text: &Text, span: Span) -> bool {
    let after = text.after(span.end);
    let name = span.of(text.folded);
    let next = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    match name.chars().next_back() {
        Some('局' | '所' | '院' | '站' | '厅' | '校') => next(&["长"]) && !next(&["长期", "长效"]),
        Some('大') => next(&["代表", "会", "常委"]),
        Some('协') => next(&["委员", "商", "会", "调"]),
        Some('府') => {
            next(&["采购", "信息公开", "投资", "债", "职能", "行为", "部门", "规章", "网", "工作报告", "补助", "补贴", "购买", "服务", "法治", "令"])
        }
        Some('委') => next(&["员", "托", "派"]),
        Some('队') => next(&["伍", "员", "长"]) && !next(&["长期"]),
        Some('心') => next(&["组", "城", "任务", "户", "线"]),
        Some('会') => next(&["议", "上", "前"]),
        Some('办') => next(&["理", "事", "法", "公", "结", "证"]) && !next(&["公室"]),
        _ => false,
    }
}

/// 各, 所有, 18个, 村级 before a kind: many of them are meant, and none by name.
fn is_plural(before: &str) -> bool {
    const MANY: [&str; 23] = [
        "示范",
        "各",
        "所有",
        "个",
        "家",
        "各级",
        "级",
        "类",
        "有关",
        "相关",
        "多个",
        "各村",
        "化",
        "型",
        "乡镇",
        "村社区",
        "性",
        "新型",
        "优秀",
        "模范",
        "先进",
        "规范化",
        "枫桥式",
    ];
    static MANY_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&MANY));
    MANY_WORDS.ending(before).is_some() || before.ends_with(')') && !edge::is_bounded(before, before.len())
}
