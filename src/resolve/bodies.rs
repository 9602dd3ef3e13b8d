//! Bodies and whose they are: 县司法局 in a report of 新集镇 is 新县司法局. In: bodies named, places resolved, the report's area. Out: [`Thing`]s.

use crate::authority::{EntityId, Gazetteer, Tier};
use crate::extract::bodies::{Body, BodyName, Owner};
use crate::extract::places::Place;
use crate::text::Span;

use super::places::Where;
use super::thing::{Area, Scope, Thing};

/// The party committee of a township, as a kind.
const PARTY_COMMITTEE: &str = "https://w3id.org/fazhi/organ/党委";
/// Government of an area, as a kind.
const OFFICE_OF_STREET: &str = "https://w3id.org/fazhi/organ/街道办事处";

/// What bodies are resolved against.
pub(super) struct Surroundings<'a> {
    pub folded: &'a str,
    pub places: &'a [Place],
    pub resolved: &'a [Where],
    pub own: Option<&'a Area>,
    /// The name of the department that issued the report: 霍山县市场监督管理局.
    pub department: Option<&'a str>,
    pub gazetteer: &'a Gazetteer,
}

impl Surroundings<'_> {
    /// What a body is, and where its name begins with its owner's.
    pub(super) fn resolve(&self, body: &Body) -> Option<(Span, Thing)> {
        if let BodyName::Known(id) = body.name {
            return Some((body.span, Thing::Known(id)));
        }
        let (span, owner) = self.owner(body)?;
        let thing = match &body.name {
            BodyName::Committee => self.committee(body, owner),
            BodyName::Kind(kind) => self.of_kind(body, *kind, owner),
            BodyName::Open(name, kind) => self.open(body, name, *kind, owner),
            BodyName::Known(_) => None,
        };
        thing.map(|thing| (span, thing))
    }

    /// The area that owns a body, if its name says or implies one, and the span with the owner's words. `None`: no certain body is meant.
    fn owner(&self, body: &Body) -> Option<(Span, Option<Area>)> {
        match &body.owner {
            Owner::Place(place) => Some((body.span, self.area_at(*place))),
            Owner::Level("局") => Some((body.span, self.own.cloned())),
            // 我县司法局 in the report of a town is the county's.
            Owner::Own(level) => Some((body.span, self.level(level).or_else(|| self.own.cloned()))),
            Owner::Level(level @ ("村" | "社区" | "嘎查")) => self.village_before(body, level),
            Owner::Level(level) => Some((body.span, self.level(level))),
            Owner::Named(name) => Some((body.span, self.sibling(name.of(self.folded)))),
            Owner::None => Some((body.span, self.implied(body))),
        }
    }

    fn area_at(&self, span: Span) -> Option<Area> {
        let place = self.places.iter().position(|place| place.span == span)?;
        match self.resolved.get(place)? {
            Where::One(area) => Some(area.clone()),
            _ => None,
        }
    }

    /// 计庄村 before 村委会, where the level word ends a village's name.
    fn village_before(&self, body: &Body, level: &str) -> Option<(Span, Option<Area>)> {
        let end = body.span.start + level.len();
        let place = self.places.iter().find(|place| place.span.end == end)?;
        Some((Span::new(place.span.start, body.span.end), self.area_at(place.span)))
    }

    /// The area that a level word means in this report.
    fn level(&self, level: &str) -> Option<Area> {
        let own = self.own?;
        let tier = own.tier(self.gazetteer)?;
        match level {
            "我" => Some(own.clone()),
            "镇" | "乡" | "街道" | "苏木" | "团" => Some(own.clone()).filter(|_| tier == Tier::Township),
            _ => self.chain().into_iter().find(|id| self.bears_level(*id, level)).map(Area::Known),
        }
    }

    fn chain(&self) -> Vec<EntityId> {
        let above = |own: &Area| self.gazetteer.chain(own.known());
        let chain = self.own.map(above).unwrap_or_default();
        chain.into_iter().filter(|id| self.gazetteer.tier(*id).is_some_and(|tier| tier < Tier::Township)).collect()
    }

    fn bears_level(&self, id: EntityId, level: &str) -> bool {
        let label = self.gazetteer.label(id);
        match (level, self.gazetteer.tier(id)) {
            ("省" | "自治区", Some(Tier::Province)) | ("州" | "盟", Some(Tier::Prefecture)) => label.ends_with(level),
            ("自治县" | "自治旗" | "县" | "旗", Some(Tier::County)) | ("自治州", Some(Tier::Prefecture)) | ("市", _) => label.ends_with(level),
            ("区", Some(Tier::County)) => label.ends_with(level),
            _ => false,
        }
    }

    /// 五里墩 of 五里墩派出所: a township of the report's county, or the report's own.
    fn sibling(&self, name: &str) -> Option<Area> {
        let own = self.own?;
        let label = own.label(self.gazetteer);
        if label.starts_with(name) && label.chars().count() <= name.chars().count() + 2 {
            return Some(own.clone());
        }
        let county = self.gazetteer.chain(own.known()).into_iter().find(|id| self.gazetteer.tier(*id) == Some(Tier::County))?;
        let town = ["镇", "乡", "街道", "苏木"].iter().find_map(|ending| self.gazetteer.child_named(county, &format!("{name}{ending}")));
        town.map(Area::Known)
    }

    /// 司法所 alone: the nearest area that has bodies of the kind.
    fn implied(&self, body: &Body) -> Option<Area> {
        let own = self.own?;
        let tiers = match &body.name {
            BodyName::Kind(kind) | BodyName::Open(_, kind) => self.gazetteer.tiers(*kind),
            _ => &[],
        };
        let tier = own.tier(self.gazetteer)?;
        if matches!(body.name, BodyName::Open(..)) || tiers.contains(&tier) {
            return Some(own.clone());
        }
        self.chain().into_iter().find(|id| self.gazetteer.tier(*id).is_some_and(|tier| tiers.contains(&tier))).map(Area::Known)
    }

    /// Whether a kind is the one of an IRI.
    fn is(&self, kind: EntityId, iri: &str) -> bool {
        self.gazetteer.entity(kind).is_some_and(|entity| entity.iri == iri)
    }

    fn committee(&self, body: &Body, owner: Option<Area>) -> Option<Thing> {
        let kind = self.gazetteer.by_iri(PARTY_COMMITTEE);
        let label = owner.as_ref().map(|area| committee_of(area.label(self.gazetteer)));
        Some(self.body(body, label, kind, owner))
    }

    fn of_kind(&self, body: &Body, kind: EntityId, owner: Option<Area>) -> Option<Thing> {
        if self.is(kind, PARTY_COMMITTEE) {
            return self.committee(body, owner);
        }
        let tier = self.own.and_then(|own| own.tier(self.gazetteer));
        let below = self.gazetteer.tiers(kind).iter().all(|of| tier.is_some_and(|tier| *of > tier));
        if owner.is_none() && matches!(body.owner, Owner::None) && below && tier.is_some() {
            return None;
        }
        let name = self.gazetteer.label(kind);
        if let Some(department) = self.department.filter(|_| name.ends_with(['股', '科']) && matches!(body.owner, Owner::None | Owner::Level("局"))) {
            return Some(self.body(body, Some(format!("{department}{name}")), Some(kind), owner));
        }
        let label = owner.as_ref().map(|area| self.label(area, name, kind));
        Some(self.body(body, label, Some(kind), owner))
    }

    /// 新县 and 司法局; 依法治理 takes the level of the area: 依法治县.
    fn label(&self, area: &Area, name: &str, kind: EntityId) -> String {
        let area = area.label(self.gazetteer);
        if self.is(kind, OFFICE_OF_STREET) {
            return format!("{}街道办事处", area.trim_end_matches("街道"));
        }
        let level = ["街道", "苏木"]
            .iter()
            .find(|level| area.ends_with(**level))
            .map_or_else(|| area.chars().next_back().map(String::from).unwrap_or_default(), |level| (*level).to_owned());
        format!("{area}{}", name.replace("依法治理", &format!("依法治{level}")))
    }

    fn open(&self, body: &Body, name: &str, kind: EntityId, owner: Option<Area>) -> Option<Thing> {
        let public = !self.gazetteer.tiers(kind).is_empty();
        let whose = match (&body.owner, &owner, self.department) {
            (Owner::Level("局"), _, Some(department)) => Some(department.to_owned()),
            (Owner::Level("局"), _, None) => None,
            (Owner::None, _, Some(department)) if is_section(name) => Some(department.to_owned()),
            (Owner::None, _, _) if !public || is_national(name) => None,
            (_, Some(area), _) => Some(area.label(self.gazetteer).to_owned()),
            _ => None,
        };
        let label = whose.map_or_else(|| name.to_owned(), |whose| format!("{whose}{name}"));
        let owner = if public { owner } else { owner.map(|area| self.county_of(area)) };
        Some(self.body(body, Some(label), Some(kind), owner))
    }

    /// Names of companies and the like are taken to be unique in a county.
    fn county_of(&self, area: Area) -> Area {
        let county = self.gazetteer.chain(area.known()).into_iter().find(|id| self.gazetteer.tier(*id) == Some(Tier::County));
        county.map_or(area, Area::Known)
    }

    fn body(&self, body: &Body, label: Option<String>, kind: Option<EntityId>, owner: Option<Area>) -> Thing {
        let surface = body.span.of(self.folded).replace(['“', '”', ' '], "");
        let public = kind.is_none_or(|kind| !self.gazetteer.tiers(kind).is_empty());
        Thing::Body { label: label.unwrap_or(surface), kind, scope: owner.map_or(Scope::Report, Scope::Area), public }
    }
}

/// 政策法规股, 城关所: a part of the department that speaks, where nothing else is said.
fn is_section(name: &str) -> bool {
    name.ends_with(['股', '科']) || name.ends_with('所') && name.chars().count() <= 4
}

/// 中国公证协会: a name that says itself that it is the nation's.
fn is_national(name: &str) -> bool {
    ["中国", "中华", "全国", "国家"].iter().any(|word| name.starts_with(word))
}

/// 中共新县委员会; of a subdistrict, its working committee.
fn committee_of(area: &str) -> String {
    if area.ends_with("街道") { format!("中共{area}工作委员会") } else { format!("中共{area}委员会") }
}
