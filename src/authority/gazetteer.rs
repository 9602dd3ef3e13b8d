//! The finder of names. In: the ontology's Turtle, once. Out: who bears a name, where names stand in a text, how areas lie.
//!
//! It returns all candidates and all overlapping hits: which of them is meant, the text around it decides, not this room.

use std::collections::BTreeMap;

use super::areas::Areas;
use super::entity::{Entity, EntityId, Indicator, Instrument, Kind, LabelKind, NameId, Tier};
use super::names::{Hit, Names};
use super::{Ontology, OntologyError, compile};

/// The ending of names that cannot be listed, and the kind of body that it tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suffix {
    /// The ending, folded: 领导小组.
    pub text: String,
    /// The kind of body.
    pub kind: EntityId,
}

/// Every name that is known before reading. Immutable; share it between threads.
pub struct Gazetteer {
    pub(super) entities: Vec<Entity>,
    pub(super) by_iri: Vec<EntityId>,
    pub(super) names: Names,
    pub(super) areas: Areas,
    pub(super) township_starts: Vec<u32>,
    pub(super) townships: Vec<EntityId>,
    pub(super) instruments: BTreeMap<EntityId, Instrument>,
    pub(super) tiers: BTreeMap<EntityId, Vec<Tier>>,
    pub(super) suffixes: Vec<Suffix>,
    pub(super) indicators: Vec<Indicator>,
    pub(super) ended: BTreeMap<EntityId, (i16, Vec<EntityId>)>,
}

impl Gazetteer {
    /// Reads all files of the ontology. The only costly call: make one and keep it.
    pub fn new(ontology: &Ontology) -> Result<Self, OntologyError> {
        compile::gazetteer(ontology)
    }

    /// Every place of every name but those of instruments, publications and slogans in a text that [`fold_str`](crate::zh::fold::fold_str) folded: overlapping ones too, in the order of their ends.
    pub fn find(&self, folded: &str) -> Vec<Hit> {
        self.names.find(folded).collect()
    }

    /// As [`find`](Self::find), one at a time.
    pub fn hits<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = Hit> + 'a {
        self.names.find(folded)
    }

    /// Who bears a name, in the order of their ids.
    pub fn candidates(&self, name: NameId) -> &[(EntityId, LabelKind)] {
        self.names.candidates(name)
    }

    /// Who bears exactly this folded name; nobody, if it is none.
    pub fn lookup(&self, folded: &str) -> &[(EntityId, LabelKind)] {
        self.name_id(folded).map_or(&[], |name| self.candidates(name))
    }

    /// The id of a folded name.
    pub fn name_id(&self, folded: &str) -> Option<NameId> {
        self.names.named(folded)
    }

    /// The folded spelling of a name.
    pub fn spelling(&self, name: NameId) -> &str {
        self.names.spelling(name)
    }

    /// The thing behind an id. Ids come from this gazetteer; another one's give nothing sensible.
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id.0 as usize)
    }

    /// What an entity is.
    pub fn kind(&self, id: EntityId) -> Option<Kind> {
        self.entity(id).map(|entity| entity.kind)
    }

    /// The official name of an entity, as written; empty for an id that is not of this gazetteer.
    pub fn label(&self, id: EntityId) -> &str {
        self.entity(id).map_or("", |entity| &entity.label)
    }

    /// All entities with their ids.
    pub fn entities(&self) -> impl Iterator<Item = (EntityId, &Entity)> {
        (0..).map(EntityId).zip(&self.entities)
    }

    /// The entity of an IRI, as the ontology writes it.
    pub fn by_iri(&self, iri: &str) -> Option<EntityId> {
        let iri_of = |id: &EntityId| self.entity(*id).map_or("", |entity| entity.iri.as_str());
        self.by_iri.binary_search_by(|id| iri_of(id).cmp(iri)).ok().and_then(|place| self.by_iri.get(place).copied())
    }

    /// How many spellings there are.
    pub fn name_count(&self) -> usize {
        self.names.len()
    }

    /// What is known of a legal instrument.
    pub fn instrument(&self, id: EntityId) -> Option<&Instrument> {
        self.instruments.get(&id)
    }

    /// The levels of area at which bodies of a kind exist; none, if the ontology says nothing of it.
    pub fn tiers(&self, kind: EntityId) -> &[Tier] {
        self.tiers.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// Whether an area still stood in a year. The year in which it ended counts: the report of that year may speak of either.
    pub fn stood_in(&self, id: EntityId, year: i16) -> bool {
        self.ended.get(&id).is_none_or(|(ended, _)| year <= *ended)
    }

    /// What took the place of an area that is no more.
    pub fn successors(&self, id: EntityId) -> &[EntityId] {
        self.ended.get(&id).map_or(&[], |(_, successors)| successors)
    }

    /// The indicators, in the order of their ids.
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// The endings of open names, longer ones first.
    pub fn suffixes(&self) -> &[Suffix] {
        &self.suffixes
    }
}

/// Areas.
impl Gazetteer {
    /// The area directly above.
    pub fn parent(&self, id: EntityId) -> Option<EntityId> {
        self.areas.parent(id)
    }

    /// The areas directly below, in the order of their ids.
    pub fn children(&self, id: EntityId) -> &[EntityId] {
        self.areas.children(id)
    }

    /// The division code; empty for the nation and for what is no area.
    pub fn code(&self, id: EntityId) -> &str {
        self.areas.code(id)
    }

    /// The level of an area.
    pub fn tier(&self, id: EntityId) -> Option<Tier> {
        match self.kind(id)? {
            Kind::Area(tier) => Some(tier),
            _ => None,
        }
    }

    /// The area itself and all above it up to the province; the nation alone is its own chain.
    pub fn chain(&self, id: EntityId) -> Vec<EntityId> {
        self.areas.upwards(id).filter(|&above| above == id || self.tier(above) != Some(Tier::Nation)).collect()
    }

    /// Whether an area is another, or lies in it at any depth.
    pub fn is_within(&self, id: EntityId, above: EntityId) -> bool {
        self.areas.upwards(id).any(|area| area == above)
    }

    /// The area directly below `parent` that bears a folded name: the official one before others. `None` if two bear it alike.
    pub fn child_named(&self, parent: EntityId, folded: &str) -> Option<EntityId> {
        self.only(folded, |id| self.parent(id) == Some(parent))
    }

    /// As [`child_named`](Self::child_named), at any depth below `above`.
    pub fn descendant_named(&self, above: EntityId, folded: &str) -> Option<EntityId> {
        self.only(folded, |id| id != above && self.is_within(id, above))
    }

    /// The townships that bear exactly this folded name, in the order of their ids: 新集镇 has twelve.
    pub fn find_township(&self, folded: &str) -> &[EntityId] {
        let range = |name: NameId| {
            let start = |place: usize| self.township_starts.get(place).map_or(0, |&start| start as usize);
            self.townships.get(start(name.0 as usize)..start(name.0 as usize + 1))
        };
        self.name_id(folded).and_then(range).unwrap_or_default()
    }

    fn only(&self, folded: &str, fits: impl Fn(EntityId) -> bool) -> Option<EntityId> {
        let fitting = self.lookup(folded).iter().filter(|(id, _)| self.tier(*id).is_some() && fits(*id));
        let best = fitting.clone().map(|(_, kind)| *kind).min()?;
        let mut best = fitting.filter(|(_, kind)| *kind == best);
        let (first, second) = (best.next(), best.next());
        first.filter(|_| second.is_none()).map(|(id, _)| *id)
    }
}
