//! The ontology folder as a finder of names. In: Turtle, embedded or the user's. Out: a [`Gazetteer`], and the base graphs.
//!
//! The gazetteer is the graph: whatever bears a label without a language tag is found in text, so that one edit in Turtle teaches
//! extraction, web and export together. Nothing here knows a document, and nothing here chooses: all candidates come back.

mod areas;
mod base;
mod compile;
mod entity;
mod error;
mod ethnic;
mod files;
mod gazetteer;
mod names;
mod record;
mod spelling;
mod titles;
mod turtle;

pub use base::{base_graphs, rebase};
pub use entity::{Entity, EntityId, Indicator, Instrument, Kind, LabelKind, NameId, ProgramClass, Tier};
pub use error::OntologyError;
pub use ethnic::without_people;
pub use files::{Ontology, OntologyFile};
pub use gazetteer::{Gazetteer, Suffix};
pub use names::Hit;
pub use spelling::stem;
pub use titles::is_generic;
