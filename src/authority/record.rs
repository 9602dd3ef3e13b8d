//! The triples of all files in, one record a named thing out, in the order of files and lines.
//!
//! Two files may speak of one thing (a name added elsewhere still counts). Only literals without a language tag are names.

use std::collections::HashMap;

use jiff::civil::Date;
use oxigraph::model::{Literal, Term};
use rayon::prelude::*;

use super::entity::{Kind, LabelKind, ProgramClass, Tier};
use super::turtle::{Triple, triples};
use super::{Ontology, OntologyError, OntologyFile};
use crate::vocab::{FZ, other};

/// All that the files say of one thing, as far as names need it.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub iri: String,
    pub file: String,
    pub kind: Option<Kind>,
    pub names: Vec<(LabelKind, String)>,
    pub code: String,
    pub within: Option<String>,
    pub tiers: Vec<Tier>,
    pub suffixes: Vec<String>,
    pub dates: [Option<Date>; 3],
    pub issuers: Vec<String>,
    pub superseded_by: Vec<String>,
    pub numbers: Vec<String>,
    pub category: Option<String>,
    pub units: Vec<String>,
    pub announced: Vec<String>,
    /// The year in which an area ended, and what took its place.
    pub ended: Option<i16>,
    pub replaced_by: Vec<String>,
}

/// The records of the whole folder. Files are read side by side and joined in the order of their paths.
pub(super) fn read(ontology: &Ontology) -> Result<Vec<Record>, OntologyError> {
    let read: Vec<_> = ontology.files().par_iter().map(read_file).collect();
    let mut records = Records::default();
    for file in read {
        for record in file? {
            records.join(record)?;
        }
    }
    records.list.into_iter().filter_map(|record| checked(record).transpose()).collect()
}

fn read_file(file: &OntologyFile) -> Result<Vec<Record>, OntologyError> {
    let mut records = Records::default();
    for triple in triples(file) {
        let Triple { subject, predicate, object } = triple?;
        let record = records.of(subject.as_str(), file);
        record
            .take(predicate.as_str(), &object)
            .map_err(|message| OntologyError::new(&file.path, format!("{} of {}: {message}", predicate.as_str(), subject.as_str())))?;
    }
    Ok(records.list)
}

/// What has no names is no entity. What has names must have a class that the program knows, and a label to be shown by.
fn checked(record: Record) -> Result<Option<Record>, OntologyError> {
    let labelled = record.names.iter().any(|(kind, _)| *kind == LabelKind::Official);
    let complain = |message: &str| Err(OntologyError::new(&record.file, format!("{} {message}", record.iri)));
    match (record.kind, labelled) {
        (None, _) if record.names.is_empty() && record.suffixes.is_empty() => Ok(None),
        (None, _) => complain("has names but no class that names are read for (fz:Mechanism, fz:LegalInstrument …)"),
        (Some(_), false) => complain("has no rdfs:label (a literal without a language tag)"),
        (Some(_), true) => Ok(Some(record)),
    }
}

/// Records by IRI, in the order in which they were first met.
#[derive(Default)]
struct Records {
    list: Vec<Record>,
    places: HashMap<String, usize>,
}

impl Records {
    /// The record of an IRI. Turtle tells of one subject at a time, so the last record is nearly always the right one.
    fn of(&mut self, iri: &str, file: &OntologyFile) -> &mut Record {
        let last = self.list.len().checked_sub(1).filter(|&last| self.list[last].iri == iri);
        let place = last.or_else(|| self.places.get(iri).copied()).unwrap_or_else(|| {
            self.places.insert(iri.to_owned(), self.list.len());
            self.list.push(Record { iri: iri.to_owned(), file: file.path.clone(), ..Record::default() });
            self.list.len() - 1
        });
        &mut self.list[place]
    }

    fn join(&mut self, record: Record) -> Result<(), OntologyError> {
        match self.places.get(&record.iri) {
            Some(&place) => self.list[place].absorb(record),
            None => {
                self.places.insert(record.iri.clone(), self.list.len());
                self.list.push(record);
                Ok(())
            }
        }
    }
}

impl Record {
    /// Takes in one statement; those that names have no use for are passed over.
    fn take(&mut self, predicate: &str, object: &Term) -> Result<(), String> {
        match (predicate, object) {
            (other::TYPE, Term::NamedNode(class)) => self.kind = self.kind.max(kind_of(class.as_str())),
            (other::LABEL, Term::Literal(name)) => self.name(LabelKind::Official, name)?,
            (other::ALT_LABEL, Term::Literal(name)) => self.name(LabelKind::Alt, name)?,
            (other::HIDDEN_LABEL, Term::Literal(name)) => self.name(LabelKind::Hidden, name)?,
            (other::DATE_DOCUMENT, Term::Literal(date)) => self.dates[0] = Some(day(date)?),
            (other::IN_FORCE, Term::Literal(date)) => self.dates[1] = Some(day(date)?),
            (other::NO_LONGER, Term::Literal(date)) => self.dates[2] = Some(day(date)?),
            (other::DISSOLVED, Term::Literal(year)) => self.ended = Some(year.value().parse().map_err(|_| format!("“{}” is no year", year.value()))?),
            (other::IS_REPLACED_BY, Term::NamedNode(successor)) => self.replaced_by.push(successor.as_str().to_owned()),
            _ => {
                if let Some(term) = predicate.strip_prefix(FZ) {
                    self.take_own(term, object)?;
                }
            }
        }
        Ok(())
    }

    fn take_own(&mut self, term: &str, object: &Term) -> Result<(), String> {
        match (term, object) {
            ("quotedLabel", Term::Literal(name)) => self.name(LabelKind::Quoted, name)?,
            ("nameSuffix", Term::Literal(suffix)) => self.suffixes.push(suffix.value().to_owned()),
            ("measuredIn", Term::Literal(unit)) => self.units.push(unit.value().to_owned()),
            ("announcedBy", Term::Literal(words)) => self.announced.push(words.value().to_owned()),
            ("code", Term::Literal(code)) => self.code = code.value().to_owned(),
            ("documentNumber", Term::Literal(number)) => self.numbers.push(number.value().to_owned()),
            ("within", Term::NamedNode(area)) => self.within = Some(area.as_str().to_owned()),
            ("issuedBy", Term::NamedNode(issuer)) => self.issuers.push(issuer.as_str().to_owned()),
            ("supersededBy", Term::NamedNode(successor)) => self.superseded_by.push(successor.as_str().to_owned()),
            ("category", Term::NamedNode(category)) => self.category = last_part(category.as_str()),
            ("tier", Term::NamedNode(class)) => self.tiers.push(tier(class.as_str())?),
            _ => {}
        }
        Ok(())
    }

    fn name(&mut self, kind: LabelKind, name: &Literal) -> Result<(), String> {
        if name.language().is_some() {
            return Ok(());
        }
        let second = kind == LabelKind::Official && self.names.iter().any(|(known, _)| *known == kind);
        if second {
            return Err(format!("a second label, “{}”: make it a skos:altLabel", name.value()));
        }
        if name.value().trim().is_empty() {
            return Err("an empty name".to_owned());
        }
        self.names.push((kind, name.value().to_owned()));
        Ok(())
    }

    /// Takes in what another file says of the same thing.
    fn absorb(&mut self, other: Record) -> Result<(), OntologyError> {
        let labels = |record: &Record| record.names.iter().filter(|(kind, _)| *kind == LabelKind::Official).count();
        if labels(self) + labels(&other) > 1 {
            let message = format!("{} has an rdfs:label in {} already: make this one a skos:altLabel", self.iri, self.file);
            return Err(OntologyError::new(&other.file, message));
        }
        self.kind = self.kind.max(other.kind);
        self.names.extend(other.names);
        self.tiers.extend(other.tiers);
        self.suffixes.extend(other.suffixes);
        self.units.extend(other.units);
        self.announced.extend(other.announced);
        self.issuers.extend(other.issuers);
        self.superseded_by.extend(other.superseded_by);
        self.numbers.extend(other.numbers);
        self.replaced_by.extend(other.replaced_by);
        self.ended = self.ended.or(other.ended);
        self.within = self.within.take().or(other.within);
        self.category = self.category.take().or(other.category);
        for (mine, theirs) in self.dates.iter_mut().zip(other.dates) {
            *mine = mine.or(theirs);
        }
        if self.code.is_empty() {
            self.code = other.code;
        }
        Ok(())
    }
}

fn kind_of(class: &str) -> Option<Kind> {
    let class = class.strip_prefix(FZ)?;
    Some(match class {
        "LegalInstrument" => Kind::Instrument,
        "Publication" => Kind::Publication,
        "Slogan" => Kind::Slogan,
        "OrganKind" => Kind::OrganKind,
        "Organization" => Kind::Organization,
        "Program" => Kind::Program(ProgramClass::Program),
        "Platform" => Kind::Program(ProgramClass::Platform),
        "Mechanism" => Kind::Program(ProgramClass::Mechanism),
        "Campaign" => Kind::Program(ProgramClass::Campaign),
        "Indicator" => Kind::Indicator,
        "IndicatorGroup" => Kind::IndicatorGroup,
        _ => Kind::Area(tier_named(class)?),
    })
}

fn tier(class: &str) -> Result<Tier, String> {
    class.strip_prefix(FZ).and_then(tier_named).ok_or_else(|| format!("{class} is no class of areas"))
}

fn tier_named(class: &str) -> Option<Tier> {
    Some(match class {
        "Nation" => Tier::Nation,
        "Province" => Tier::Province,
        "Prefecture" => Tier::Prefecture,
        "County" => Tier::County,
        "Township" => Tier::Township,
        "Village" => Tier::Village,
        _ => return None,
    })
}

fn day(literal: &Literal) -> Result<Date, String> {
    literal.value().parse().map_err(|_| format!("“{}” is no date; it must be as 2021-08-11", literal.value()))
}

fn last_part(iri: &str) -> Option<String> {
    iri.rsplit('/').next().map(str::to_owned)
}
