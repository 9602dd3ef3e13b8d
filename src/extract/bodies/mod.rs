//! Bodies named: known ones, kinds with an owner (县司法局), and open names by their endings (…领导小组).
//!
//! In: document, gazetteer and hits. Out: [`Body`]s, in the order of the text. Which area a level word means is left to [`crate::resolve`].

mod committee;
mod kinds;
mod open;
mod owner;
mod short;

use crate::authority::{EntityId, Gazetteer};
use crate::text::{Span, touches};

use super::hits::{self, Hits};

pub use owner::Owner;

/// A body named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Where, the owner's words included.
    pub span: Span,
    /// Whose it is.
    pub owner: Owner,
    /// What it is called without its owner.
    pub name: BodyName,
    /// Whether the text says that it was set up.
    pub set_up: bool,
    /// The rule that found it.
    pub rule: &'static str,
}

/// What a body is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyName {
    /// A certain body: 国务院.
    Known(EntityId),
    /// A kind, of which its owner has one: 司法局.
    Kind(EntityId),
    /// The party's committee: 县委, 中共新集镇委员会.
    Committee,
    /// A name of its own, with its kind.
    Open(String, EntityId),
}

/// What finding bodies needs beside the text.
pub(super) struct Finder {
    open: open::Endings,
    generic: Vec<EntityId>,
}

impl Finder {
    pub(super) fn new(gazetteer: &Gazetteer) -> Self {
        Finder { open: open::Endings::new(gazetteer), generic: kinds::generic(gazetteer) }
    }

    /// All bodies of a text; `titles` are the places of 《…》, in which kinds and open names are part of a title; `numbers` those of document numbers.
    pub(super) fn find(&self, folded: &str, gazetteer: &Gazetteer, hits: &Hits, titles: &[Span], numbers: &[Span]) -> Vec<Body> {
        let text = Text { folded, gazetteer, hits, titles, numbers };
        let mut bodies: Vec<Body> = text.known();
        bodies.extend(committee::find(&text));
        bodies.extend(kinds::find(&text, &self.generic));
        bodies.extend(self.open.find(&text));
        longest(&mut bodies);
        kinds::joined(&text, &mut bodies, &self.generic);
        for body in &mut bodies {
            body.set_up = body.name != BodyName::Committee && is_set_up(folded, body.span.start);
        }
        bodies
    }
}

/// The text and what is known of it.
struct Text<'a> {
    folded: &'a str,
    gazetteer: &'a Gazetteer,
    hits: &'a Hits,
    titles: &'a [Span],
    numbers: &'a [Span],
}

impl Text<'_> {
    fn in_title(&self, span: Span) -> bool {
        touches(self.titles, span)
    }

    fn before(&self, at: usize) -> &str {
        self.folded.get(..at).unwrap_or("")
    }

    fn after(&self, at: usize) -> &str {
        self.folded.get(at..).unwrap_or("")
    }

    /// Whether a count in one of `measures` stands at a place: 执法队11支 are so many, and none by name.
    fn is_counted(&self, at: usize, measures: &[char]) -> bool {
        let after = self.after(at);
        let rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < after.len() && rest.starts_with(measures)
    }

    /// Bodies of which there is one, also as issuers in titles.
    fn known(&self) -> Vec<Body> {
        let named = |hit: &crate::authority::Hit| {
            let id = hits::bearers(self.gazetteer, hit.name, |kind| kind == crate::authority::Kind::Organization).next()?;
            let span = hits::span(hit);
            let text = span.of(self.folded);
            let part = text.chars().count() <= 3 && text.ends_with(['部', '会', '办', '署']) && !crate::zh::edge::is_bounded(self.folded, span.start)
                || self.after(span.end).starts_with(['门', '队', '长', '署', '分', '令']) && !self.after(span.end).starts_with("分别");
            // 中办 in 中办发〔2016〕71号 is an issuer's sign.
            let in_number = self.numbers.iter().any(|number| number.contains(span));
            (!part && !in_number).then_some(Body { span, owner: Owner::None, name: BodyName::Known(id), set_up: false, rule: "a known body" })
        };
        self.hits.bodies.iter().filter_map(named).collect()
    }
}

/// Of bodies that overlap, the longest; of equals, the first found.
fn longest(bodies: &mut Vec<Body>) {
    bodies.sort_by_key(|body| (std::cmp::Reverse(body.span.len()), body.span.start));
    let mut kept: Vec<Body> = Vec::with_capacity(bodies.len());
    for body in bodies.drain(..) {
        if !kept.iter().any(|other| other.span.overlaps(body.span)) {
            kept.push(body);
        }
    }
    kept.sort_by_key(|body| body.span);
    *bodies = kept;
}

/// 24个镇街全部建成公共服务中心: many were set up, and what follows names none of them.
fn is_distributed(before: &str) -> bool {
    let clause = before.rsplit(['。', ',', ';', '\n']).next().unwrap_or(before);
    let verb = ["建成", "建立", "设立", "成立", "组建", "设置", "建起", "挂牌"]
        .iter()
        .find_map(|verb| clause.strip_suffix(verb).or_else(|| clause.strip_suffix('了')?.strip_suffix(verb)));
    verb.is_some_and(|lead| {
        ["全部", "均", "各", "都", "每个", "分别"]
            .iter()
            .any(|word| lead.ends_with(word) || lead.contains("全部") || lead.contains("每个") || lead.contains("各村"))
    })
}

/// Whether the words before a name say that the body was set up.
fn is_set_up(folded: &str, start: usize) -> bool {
    let before = folded.get(..start).unwrap_or("");
    let clause = before.rfind(['。', ',', ';', '\n']).map_or(before, |place| before.get(place..).unwrap_or(""));
    // 各村均建立调委会: many were, and none by name.
    if clause.contains(['均', '各', '都']) {
        return false;
    }
    let verbs = ["成立", "组建", "设立", "建立"];
    let last = verbs.iter().filter_map(|verb| clause.rfind(verb).map(|place| place + verb.len())).max();
    let direct = |between: &str| {
        between.is_empty() || between == "了" || between.ends_with('的') || between.ends_with(['个', '支', '家']) && between.chars().count() <= 4
    };
    last.is_some_and(|end| clause.get(end..).is_some_and(|between| between.chars().count() <= 40 && direct(between)))
}
