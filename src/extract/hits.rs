//! One pass of the gazetteer over a text, its hits sorted by what they can name. In: folded text. Out: lists of hits, none overlapping within a list.

use crate::authority::{EntityId, Gazetteer, Hit, Kind, LabelKind, NameId};
use crate::text::{Span, touches};

/// What a spelling can name, as bits.
#[derive(Clone, Copy, Default)]
struct Uses(u8);

const AREA: u8 = 1;
const STEM: u8 = 2;
const ORGAN: u8 = 4;
const BODY: u8 = 8;
const PROGRAM: u8 = 16;
const QUOTED: u8 = 32;

/// What each spelling of a gazetteer can name: looked up once, not at every hit.
pub(super) struct Classes(Vec<Uses>);

impl Classes {
    pub(super) fn new(gazetteer: &Gazetteer) -> Self {
        let uses = |name: u32| {
            let bits = gazetteer.candidates(NameId(name)).iter().map(|(id, label)| bit(gazetteer.kind(*id), *label));
            Uses(bits.fold(0, |all, bit| all | bit))
        };
        Classes((0..gazetteer.name_count() as u32).map(uses).collect())
    }
}

fn bit(kind: Option<Kind>, label: LabelKind) -> u8 {
    match (kind, label) {
        (Some(Kind::Area(crate::authority::Tier::Nation)), _) => 0,
        (Some(Kind::Area(_)), LabelKind::Stem) => STEM,
        (Some(Kind::Area(_)), _) => AREA,
        (Some(Kind::OrganKind), _) => ORGAN,
        (Some(Kind::Organization), _) => BODY,
        (Some(Kind::Program(_)), LabelKind::Quoted) => QUOTED,
        (Some(Kind::Program(_)), _) => PROGRAM,
        _ => 0,
    }
}

/// The hits of one text.
#[derive(Default)]
pub(super) struct Hits {
    /// Names of divisions.
    pub areas: Vec<Hit>,
    /// Names of divisions without their endings, outside [`Hits::areas`].
    pub stems: Vec<Hit>,
    /// Kinds of bodies.
    pub organs: Vec<Hit>,
    /// Certain bodies.
    pub bodies: Vec<Hit>,
    /// Programmes, those that are names only between quotation marks among them where such marks stand.
    pub programs: Vec<Hit>,
}

/// All hits in `folded`.
///
/// `head` is what title and issuers say, `numbers` are the places of document numbers.
///
/// `year` is the one reported on.
pub(super) fn find(folded: &str, gazetteer: &Gazetteer, classes: &Classes, head: &str, numbers: &[Span], year: Option<i16>) -> Hits {
    let mut hits = Hits::default();
    for hit in gazetteer.hits(folded) {
        let mut uses = classes.0.get(hit.name.0 as usize).copied().unwrap_or_default().0;
        if uses & (AREA | STEM) != 0 && (touches(numbers, Span::new(hit.start, hit.start + 1)) || uses & ORGAN != 0 || is_word(span(&hit).of(folded), head)) {
            uses &= !(AREA | STEM);
        }
        if uses & AREA != 0 && hit.end - hit.start <= SHORT && year.is_some_and(|year| is_past(gazetteer, hit.name, year)) {
            uses &= !AREA;
        }
        let put = |bit: u8, list: &mut Vec<Hit>| {
            if uses & bit != 0 {
                list.push(hit);
            }
        };
        put(AREA, &mut hits.areas);
        put(STEM, &mut hits.stems);
        put(ORGAN, &mut hits.organs);
        put(BODY, &mut hits.bodies);
        put(PROGRAM, &mut hits.programs);
        if uses & QUOTED != 0 && is_quoted(folded, hit) {
            hits.programs.push(hit);
        }
    }
    for list in [&mut hits.areas, &mut hits.stems, &mut hits.organs, &mut hits.bodies, &mut hits.programs] {
        longest(list);
    }
    let areas = std::mem::take(&mut hits.areas);
    hits.stems.retain(|stem| !touched(&areas, span(stem)));
    hits.areas = areas;
    hits
}

/// Bytes of a name of two characters.
const SHORT: usize = 6;

/// Whether nobody bears a name any more: 公开县政府 of 2024 names no 开县, which is 开州区 since 2016.
fn is_past(gazetteer: &Gazetteer, name: NameId, year: i16) -> bool {
    !bearers(gazetteer, name, |kind| matches!(kind, Kind::Area(_))).any(|id| gazetteer.stood_in(id, year))
}

/// 会同县, 和县: a name that reads as a verb or a particle before a level word is one only where the head bears it.
fn is_word(name: &str, head: &str) -> bool {
    let level = name.strip_suffix(['县', '市', '区', '镇', '乡']).is_some_and(crate::zh::edge::is_boundary);
    // 联合镇司法所: together with it.
    let together = matches!(name, "联合镇" | "联合乡" | "协同乡" | "会同镇");
    // 县委书记任县委…主任: no 任县.
    (level || together || name == "任县" || crate::zh::edge::is_boundary(name)) && !head.contains(name)
}

/// The stretch of a hit.
pub(super) fn span(hit: &Hit) -> Span {
    Span::new(hit.start, hit.end)
}

/// Whether a sorted list without overlaps touches `span`.
pub(super) fn touched(hits: &[Hit], span: Span) -> bool {
    let next = hits.partition_point(|hit| hit.end <= span.start);
    hits.get(next).is_some_and(|hit| hit.start < span.end)
}

/// The hit of a sorted list that ends at `end`.
pub(super) fn ending_at(hits: &[Hit], end: usize) -> Option<&Hit> {
    let next = hits.partition_point(|hit| hit.end < end);
    hits.get(next).filter(|hit| hit.end == end)
}

/// The entities of one kind that bear the name of a hit.
pub(super) fn bearers<'a>(gazetteer: &'a Gazetteer, name: NameId, fits: impl Fn(Kind) -> bool + 'a) -> impl Iterator<Item = EntityId> + 'a {
    gazetteer.candidates(name).iter().map(|(id, _)| *id).filter(move |id| gazetteer.kind(*id).is_some_and(&fits))
}

fn is_quoted(folded: &str, hit: Hit) -> bool {
    let before = folded.get(..hit.start).and_then(|text| text.chars().next_back());
    let after = folded.get(hit.end..).and_then(|text| text.chars().next());
    matches!(before, Some('“' | '‘')) && matches!(after, Some('”' | '’'))
}

/// Keeps, from left to right, the longest of hits that overlap.
fn longest(hits: &mut Vec<Hit>) {
    hits.sort_unstable_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
    let mut end = 0;
    hits.retain(|hit| {
        let free = hit.start >= end;
        if free {
            end = hit.end;
        }
        free
    });
}
