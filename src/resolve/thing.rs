//! What mentions resolve to: plain types, each its own identity. Two mentions of one thing have equal [`Thing`]s; RDF is unknown here.

use crate::authority::{EntityId, Gazetteer, ProgramClass, Tier};

/// An area: known, or minted under one that is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// A division of the authority files.
    Known(EntityId),
    /// One that they do not list: a village, or a township of another year.
    New {
        /// Its name, folded: 北西村.
        name: String,
        /// Its level.
        tier: Tier,
        /// The area directly above.
        within: Box<Area>,
    },
}

impl Area {
    /// Its name.
    pub fn label<'a>(&'a self, gazetteer: &'a Gazetteer) -> &'a str {
        match self {
            Area::Known(id) => gazetteer.label(*id),
            Area::New { name, .. } => name,
        }
    }

    /// Its level.
    pub fn tier(&self, gazetteer: &Gazetteer) -> Option<Tier> {
        match self {
            Area::Known(id) => gazetteer.tier(*id),
            Area::New { tier, .. } => Some(*tier),
        }
    }

    /// The nearest area of the authority files, itself or above.
    pub fn known(&self) -> EntityId {
        match self {
            Area::Known(id) => *id,
            Area::New { within, .. } => within.known(),
        }
    }
}

/// Within what a name is unique.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// An area.
    Area(Area),
    /// This report: nothing says more.
    Report,
    /// Everywhere.
    Global,
}

/// What a mention stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// Something that the authority files know and that is no area.
    Known(EntityId),
    /// A place.
    Place(Area),
    /// A body.
    Body {
        /// Its name in full: 新县司法局.
        label: String,
        /// Its kind, where one is known.
        kind: Option<EntityId>,
        /// Within what its name is unique; an area is also its jurisdiction, where [`Thing::Body::public`].
        scope: Scope,
        /// Whether it acts for the area of its scope, as a company does not.
        public: bool,
    },
    /// A person.
    Person {
        /// The name.
        name: String,
        /// Within what the name is taken to be one person's.
        scope: Scope,
    },
    /// A programme that the ontology does not list.
    Program {
        /// Its name without quotation marks.
        name: String,
        /// Its class.
        class: ProgramClass,
    },
    /// A work that is performed, shown or read: a play, a film.
    Work {
        /// Its title without marks.
        title: String,
        /// Within what its title is unique.
        scope: Scope,
    },
    /// A document that the authority files do not know.
    Document {
        /// Its title; empty where only a number is cited.
        title: String,
        /// Its number, normalised.
        number: Option<String>,
        /// Within what its title is unique; [`Scope::Global`] where a number or the title itself says whose it is.
        scope: Scope,
        /// Whether its title says that it lays something down.
        instrument: bool,
        /// Known instruments, one of which it may be.
        candidates: Vec<EntityId>,
    },
}
