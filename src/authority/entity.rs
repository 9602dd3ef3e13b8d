//! What a name can stand for: plain types, no matching and no Turtle.

use jiff::civil::Date;

/// A known thing, by its place in the gazetteer's table. Stable for one set of ontology files, never written into data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// A folded spelling, by its place in the sorted list of all spellings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameId(pub u32);

/// The level of an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// 国家
    Nation,
    /// 省级
    Province,
    /// 地级
    Prefecture,
    /// 县级
    County,
    /// 乡级
    Township,
    /// 村级
    Village,
}

/// The class of a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProgramClass {
    /// `fz:Program`: none of the narrower ones.
    Program,
    /// `fz:Platform`
    Platform,
    /// `fz:Mechanism`
    Mechanism,
    /// `fz:Campaign`
    Campaign,
}

/// What kind of thing an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A division, or the nation.
    Area(Tier),
    /// A legal instrument.
    Instrument,
    /// A book, newspaper or television programme: what stands in 《》 and is no document to cite.
    Publication,
    /// A formula of political speech, such as 两个维护: what stands between quotation marks and is no programme.
    Slogan,
    /// A kind of body, such as 司法局: an area says which one.
    OrganKind,
    /// One certain body, such as 国务院.
    Organization,
    /// A programme, mechanism, platform or campaign.
    Program(ProgramClass),
    /// Something that numbers measure.
    Indicator,
    /// A group of indicators: shown, never matched.
    IndicatorGroup,
}

/// How a spelling names its entity. The order is that of trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LabelKind {
    /// `rdfs:label`: the official or usual name.
    Official,
    /// `skos:altLabel`, or a spelling that follows from the official name by rule: 公务员法.
    Alt,
    /// `skos:hiddenLabel`: a spelling to match, not to show.
    Hidden,
    /// `fz:quotedLabel`: a name only between quotation marks.
    Quoted,
    /// What is left of a division's name without its ending: 信阳. Ordinary words are among them (和平, 东方), so it wants context.
    Stem,
}

/// A known thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Its IRI as the ontology writes it; [`rebase`](super::rebase) moves it under another base.
    pub iri: String,
    /// Its official name, as written.
    pub label: String,
    /// What it is.
    pub kind: Kind,
}

/// What is known of a legal instrument beside its names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Instrument {
    /// When it was made public.
    pub promulgated: Option<Date>,
    /// When it first entered into force.
    pub in_force: Option<Date>,
    /// From when it was no longer in force.
    pub no_longer: Option<Date>,
    /// What took its place.
    pub superseded_by: Vec<EntityId>,
    /// Its numbers, normalised; revisions bring further ones.
    pub numbers: Vec<String>,
    /// The last part of its category's IRI: 行政法规.
    pub category: Option<String>,
}

impl Instrument {
    /// Whether it was in force on a day. One without dates is taken to be.
    pub fn in_force_on(&self, day: Date) -> bool {
        self.in_force.is_none_or(|from| from <= day) && self.no_longer.is_none_or(|end| day < end)
    }
}

/// An indicator and the words that announce it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// Which.
    pub id: EntityId,
    /// The units in which it is given, folded.
    pub units: Vec<String>,
    /// Phrases that announce it: words, folded, that stand in this order.
    pub announced: Vec<Vec<String>>,
}
