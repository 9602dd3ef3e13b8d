//! Places other than the report's own. In: places named and the report's area. Out: one area, several, or none for each.
//!
//! Nearness decides: a name that the report's chain bears is that one, else one in its county, its city, its province, in this order,
//! and at last the only one in the country. A name that stands directly behind another place's lies in it.

use crate::authority::{EntityId, Gazetteer, LabelKind, Tier};
use crate::document::Document;
use crate::extract::places::{Place, PlaceName};

use super::area::standing;
use super::thing::Area;

/// What a place's name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Where {
    One(Area),
    Several(Vec<EntityId>),
    Nowhere,
}

/// Resolves all places, in order.
pub(super) fn resolve(document: &Document, places: &[Place], own: Option<&Area>, gazetteer: &Gazetteer) -> Vec<Where> {
    let folded = document.view.folded.as_str();
    let mut found: Vec<Where> = Vec::with_capacity(places.len());
    for place in places {
        let outer = place.behind.and_then(|before| found.get(before)).and_then(|place| match place {
            Where::One(Area::Known(id)) => Some(*id),
            _ => None,
        });
        let here = match place.name {
            PlaceName::Village => village(place.span.of(folded), outer, own, gazetteer),
            PlaceName::Division(name) => {
                division(&by_name(name, &standing(&bearers(name, gazetteer), document, gazetteer), gazetteer), place, outer, own, gazetteer, folded)
            }
            PlaceName::Stem(name) => stem(&bearers(name, gazetteer), outer, own, gazetteer),
        };
        found.push(here);
    }
    found
}

fn bearers(name: crate::authority::NameId, gazetteer: &Gazetteer) -> Vec<EntityId> {
    gazetteer.candidates(name).iter().map(|(id, _)| *id).filter(|id| gazetteer.tier(*id).is_some_and(|tier| tier != Tier::Nation)).collect()
}

/// Of several bearers those that are called so in full: in 2015 赣县 is the county, and not 赣县区 for short.
fn by_name(name: crate::authority::NameId, ids: &[EntityId], gazetteer: &Gazetteer) -> Vec<EntityId> {
    let stem = |id: &EntityId| gazetteer.candidates(name).iter().any(|(other, label)| other == id && *label == LabelKind::Stem);
    let full: Vec<EntityId> = ids.iter().copied().filter(|id| !stem(id)).collect();
    if full.is_empty() { ids.to_vec() } else { full }
}

/// The areas that lie around the report's own, the nearest first: itself, its county, its city, its province.
fn around(own: Option<&Area>, gazetteer: &Gazetteer) -> Vec<EntityId> {
    own.map_or(Vec::new(), |own| gazetteer.chain(own.known()))
}

fn division(ids: &[EntityId], place: &Place, outer: Option<EntityId>, own: Option<&Area>, gazetteer: &Gazetteer, folded: &str) -> Where {
    let around = around(own, gazetteer);
    let chars = place.span.of(folded).chars().count();
    if let Some(id) = ids.iter().find(|id| around.contains(id)).filter(|_| place.bounded || chars > 2) {
        return Where::One(Area::Known(*id));
    }
    let town = || unlisted_town(place.span.of(folded));
    if let Some(own @ Area::New { name, .. }) = own.filter(|own| place.bounded && own.tier(gazetteer) == Some(Tier::Township))
        && *name == town()
    {
        return Where::One(own.clone());
    }
    if !place.bounded && chars < 5 {
        // 捣毁镇隆镇窝点: no mark parts the name, but the report's county has a town of it.
        let county = around.iter().find(|above| gazetteer.tier(**above) == Some(Tier::County));
        let own: Vec<EntityId> = county.map_or(Vec::new(), |county| ids.iter().copied().filter(|id| gazetteer.is_within(*id, *county)).collect());
        return if chars >= 3 { if let [town] = own[..] { Where::One(Area::Known(town)) } else { Where::Nowhere } } else { Where::Nowhere };
    }
    if let Some(inside) =
        outer.map(|outer| ids.iter().copied().filter(|id| gazetteer.is_within(*id, outer)).collect::<Vec<_>>()).filter(|inside| !inside.is_empty())
    {
        return among(&inside);
    }
    // A township's name says nothing within a province: 新桥镇 is five in one.
    let towns = ids.iter().all(|id| gazetteer.tier(*id) == Some(Tier::Township));
    if let Some(outer) = outer.filter(|outer| lie_elsewhere(ids, *outer, gazetteer)) {
        return Where::One(Area::New { name: town(), tier: Tier::Township, within: Box::new(Area::Known(outer)) });
    }
    let near = around
        .iter()
        .filter(|above| !towns || gazetteer.tier(**above).is_some_and(|tier| tier > Tier::Province))
        .find_map(|above| Some(ids.iter().copied().filter(|id| gazetteer.is_within(*id, *above)).collect::<Vec<_>>()).filter(|near| !near.is_empty()));
    among(near.as_deref().unwrap_or(ids))
}

/// Whether all of several townships lie in other cities than the county `outer`, before whose name theirs stands: then none of them is meant.
/// Within one city a township may have come from one county to another, which no file may say.
pub(super) fn lie_elsewhere(towns: &[EntityId], outer: EntityId, gazetteer: &Gazetteer) -> bool {
    let is_town = |id: &EntityId| gazetteer.tier(*id) == Some(Tier::Township);
    let cities: Vec<EntityId> =
        std::iter::once(outer).chain(gazetteer.successors(outer).iter().copied()).filter_map(|county| gazetteer.parent(county)).collect();
    let near = |id: EntityId| cities.iter().any(|city| gazetteer.is_within(id, *city));
    let is_near = |id: &EntityId| near(*id) || gazetteer.successors(*id).iter().any(|after| near(*after));
    gazetteer.tier(outer) == Some(Tier::County) && !towns.is_empty() && towns.iter().all(is_town) && !towns.iter().any(is_near)
}

/// What a township is called that no file lists: its name without the word for its office.
pub(super) fn unlisted_town(name: &str) -> String {
    name.strip_suffix("办事处").unwrap_or(name).to_owned()
}

fn among(ids: &[EntityId]) -> Where {
    match ids {
        [] => Where::Nowhere,
        [one] => Where::One(Area::Known(*one)),
        several => Where::Several(several.to_vec()),
    }
}

/// A name without its ending counts for the report's own chain, for provinces, and directly behind the area that it lies in (浙江诸暨): elsewhere it
/// is too often a word.
fn stem(ids: &[EntityId], outer: Option<EntityId>, own: Option<&Area>, gazetteer: &Gazetteer) -> Where {
    let around = around(own, gazetteer);
    let inside: Vec<EntityId> = outer.map_or(Vec::new(), |outer| ids.iter().copied().filter(|id| gazetteer.is_within(*id, outer)).collect());
    if let [one] = inside[..] {
        return Where::One(Area::Known(one));
    }
    let id = ids.iter().find(|id| around.contains(id)).or_else(|| ids.iter().find(|id| gazetteer.tier(**id) == Some(Tier::Province)));
    id.map_or(Where::Nowhere, |id| Where::One(Area::Known(*id)))
}

/// A village lies in the township named before it, else in the report's own. In a county's report nothing says where one alone lies.
fn village(name: &str, outer: Option<EntityId>, own: Option<&Area>, gazetteer: &Gazetteer) -> Where {
    if own.is_some_and(|own| own.label(gazetteer).starts_with(name)) {
        return Where::Nowhere;
    }
    let town = outer.filter(|id| gazetteer.tier(*id) == Some(Tier::Township)).map(Area::Known);
    let within =
        town.or_else(|| own.filter(|own| own.tier(gazetteer) == Some(Tier::Township)).cloned()).or_else(|| outer.map(Area::Known)).or_else(|| own.cloned());
    within.map_or(Where::Nowhere, |within| Where::One(Area::New { name: name.to_owned(), tier: Tier::Village, within: Box::new(within) }))
}
