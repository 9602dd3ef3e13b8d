//! Records in, a [`Gazetteer`] out: ids given in the order of files and lines, links between IRIs made links between ids.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use crate::zh::fold::fold_str;

use super::areas::Areas;
use super::entity::{Entity, EntityId, Indicator, Instrument, Kind, LabelKind, NameId, Tier};
use super::gazetteer::{Gazetteer, Suffix};
use super::names::{Names, Naming};
use super::record::{self, Record};
use super::{Ontology, OntologyError, spelling};

pub(super) fn gazetteer(ontology: &Ontology) -> Result<Gazetteer, OntologyError> {
    let records = record::read(ontology)?;
    let links = Links::of(&records);
    let searched = |id: EntityId| records.get(id.0 as usize).and_then(|record| record.kind).is_some_and(is_searched);
    let names = Names::of(links.namings(&records), searched)?;
    let areas = links.areas(&records)?;
    let instruments = links.instruments(&records)?;
    let tiers = numbered(&records).filter(|(_, record)| !record.tiers.is_empty());
    let tiers = tiers.map(|(id, record)| (id, record.tiers.clone())).collect();
    let suffixes = suffixes(&records);
    let ended = links.ended(&records)?;
    let indicators = numbered(&records).filter(|(_, record)| record.kind == Some(Kind::Indicator)).map(indicator).collect();
    let entities: Vec<Entity> = records.into_iter().filter_map(entity).collect();
    let (township_starts, townships) = townships(&names, &entities);
    let by_iri = by_iri(&entities);
    Ok(Gazetteer { entities, by_iri, names, areas, township_starts, townships, instruments, tiers, suffixes, indicators, ended })
}

fn numbered(records: &[Record]) -> impl Iterator<Item = (EntityId, &Record)> {
    (0..).map(EntityId).zip(records)
}

/// Every record has a kind and a label: [`record::read`] refuses or drops those that have not.
fn entity(record: Record) -> Option<Entity> {
    let label = record.names.into_iter().find(|(kind, _)| *kind == LabelKind::Official)?;
    Some(Entity { iri: record.iri, label: label.1, kind: record.kind? })
}

/// Ids by IRI.
struct Links<'a>(HashMap<&'a str, EntityId>);

impl<'a> Links<'a> {
    fn of(records: &'a [Record]) -> Self {
        Links(numbered(records).map(|(id, record)| (record.iri.as_str(), id)).collect())
    }

    fn namings(&self, records: &[Record]) -> Vec<Naming> {
        records.par_iter().enumerate().flat_map_iter(|(id, record)| self.spellings(record, EntityId(id as u32), records)).collect()
    }

    /// The folded names of a record: those that are written, and those that follow from the official one.
    fn spellings(&self, record: &Record, id: EntityId, records: &[Record]) -> Vec<Naming> {
        let mut namings: Vec<Naming> = record.names.iter().map(|(kind, name)| (fold_str(name), id, *kind)).collect();
        let official = namings.iter().find(|(_, _, kind)| *kind == LabelKind::Official).map(|(name, _, _)| name.clone());
        if let (Some(kind), Some(official)) = (record.kind, official) {
            let issuers = self.issuers(record, records);
            let issuers: Vec<&str> = issuers.iter().map(String::as_str).collect();
            let derived = spelling::derived(kind, &official, &issuers);
            namings.extend(derived.into_iter().map(|(kind, name)| (name, id, kind)));
        }
        // 密云 is the district of today and not the county that it was: the short name of what is no more says nothing.
        namings.retain(|(name, _, kind)| !name.is_empty() && (*kind != LabelKind::Stem || record.ended.is_none()));
        namings
    }

    fn issuers(&self, record: &Record, records: &[Record]) -> Vec<String> {
        let issuer = |iri: &String| self.0.get(iri.as_str()).and_then(|id| records.get(id.0 as usize));
        let label = |record: &Record| record.names.iter().find(|(kind, _)| *kind == LabelKind::Official).map(|(_, name)| fold_str(name));
        record.issuers.iter().filter_map(issuer).filter_map(label).collect()
    }

    fn areas(&self, records: &[Record]) -> Result<Areas, OntologyError> {
        let parent = |record: &Record| record.within.as_ref().map(|iri| self.find(record, "fz:within", iri)).transpose();
        let parents = records.iter().map(parent).collect::<Result<_, _>>()?;
        Ok(Areas::of(parents, records.iter().map(|record| record.code.as_str().into()).collect()))
    }

    fn ended(&self, records: &[Record]) -> Result<BTreeMap<EntityId, (i16, Vec<EntityId>)>, OntologyError> {
        let ended = numbered(records).filter_map(|(id, record)| Some((id, record, record.ended?)));
        let successors = |record: &Record| record.replaced_by.iter().map(|iri| self.find(record, "dcterms:isReplacedBy", iri)).collect::<Result<Vec<_>, _>>();
        ended.map(|(id, record, year)| Ok((id, (year, successors(record)?)))).collect()
    }

    fn instruments(&self, records: &[Record]) -> Result<BTreeMap<EntityId, Instrument>, OntologyError> {
        let instruments = numbered(records).filter(|(_, record)| record.kind == Some(Kind::Instrument));
        instruments.map(|(id, record)| Ok((id, self.instrument(record)?))).collect()
    }

    fn instrument(&self, record: &Record) -> Result<Instrument, OntologyError> {
        let [promulgated, in_force, no_longer] = record.dates;
        let successors = record.superseded_by.iter().map(|iri| self.find(record, "fz:supersededBy", iri));
        Ok(Instrument {
            promulgated,
            in_force,
            no_longer,
            superseded_by: successors.collect::<Result<_, _>>()?,
            numbers: record.numbers.clone(),
            category: record.category.clone(),
        })
    }

    fn find(&self, record: &Record, property: &str, iri: &str) -> Result<EntityId, OntologyError> {
        let lost = || OntologyError::new(&record.file, format!("{property} of {} is {iri}, which has no label in any file", record.iri));
        self.0.get(iri).copied().ok_or_else(lost)
    }
}

fn suffixes(records: &[Record]) -> Vec<Suffix> {
    let of = |(id, record): (EntityId, &Record)| -> Vec<Suffix> { record.suffixes.iter().map(|text| Suffix { text: fold_str(text), kind: id }).collect() };
    let mut suffixes: Vec<Suffix> = numbered(records).flat_map(of).collect();
    suffixes.sort_by(|a, b| (b.text.chars().count(), &a.text, a.kind).cmp(&(a.text.chars().count(), &b.text, b.kind)));
    suffixes
}

fn indicator((id, record): (EntityId, &Record)) -> Indicator {
    let words = |phrase: &String| phrase.split_whitespace().map(fold_str).collect();
    Indicator { id, units: record.units.iter().map(|unit| fold_str(unit)).collect(), announced: record.announced.iter().map(words).collect() }
}

/// What stands in running text by its name; the rest stands in 《》 or between quotation marks and is looked up.
fn is_searched(kind: Kind) -> bool {
    matches!(kind, Kind::Area(_) | Kind::OrganKind | Kind::Organization | Kind::Program(_))
}

/// The townships of every name, side by side, and where each name's begin.
fn townships(names: &Names, entities: &[Entity]) -> (Vec<u32>, Vec<EntityId>) {
    let is_township = |id: &EntityId| entities.get(id.0 as usize).is_some_and(|entity| entity.kind == Kind::Area(Tier::Township));
    let (mut starts, mut townships) = (vec![0], Vec::new());
    for name in 0..names.len() as u32 {
        townships.extend(names.candidates(NameId(name)).iter().map(|(id, _)| *id).filter(is_township));
        starts.push(townships.len() as u32);
    }
    (starts, townships)
}

fn by_iri(entities: &[Entity]) -> Vec<EntityId> {
    let mut ids: Vec<EntityId> = (0..entities.len() as u32).map(EntityId).collect();
    ids.sort_by_key(|id| entities.get(id.0 as usize).map(|entity| entity.iri.as_str()));
    ids
}
