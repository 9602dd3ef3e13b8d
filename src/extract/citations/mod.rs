//! What a report cites: titles in 《》, document numbers, laws written out in full, and what points back to them.
//!
//! In: a [`Document`] and the [`Gazetteer`]. Out: [`Citations`], in the order of the text. Whether something is a document is decided
//! here; which of several instruments of one title is meant is left to [`crate::resolve`], for it takes the report's date and place.

mod brackets;
mod judge;
mod kind;
mod provisions;
mod reader;
mod shorts;
#[cfg(test)]
mod tests;
mod unquoted;

use crate::authority::{EntityId, Gazetteer};
use crate::document::Document;
use crate::text::Span;
use crate::zh::document_number::{self, Numbered};

pub use kind::is_instrument;

/// A citation, or a further mention of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// Where: with the 《》 around a title, or the number alone, or the word that points back.
    pub span: Span,
    /// What stands inside, folded; empty for a document cited by its number alone. A back reference has its own words: 条例.
    pub title: String,
    /// Its document number, and the number normalised: 国发〔2010〕33号.
    pub number: Option<(Span, String)>,
    /// The provisions cited, and each normalised: 第三十二条第一款第（二）项.
    pub provisions: Vec<(Span, String)>,
    /// What the title alone says of it.
    pub reading: Reading,
    /// The earlier citation (index into [`Citations::cited`]) that this one points back to. It is the same thing, mentioned again.
    pub refers: Option<usize>,
    /// The rule that found it.
    pub rule: &'static str,
}

/// What a citation stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// A known instrument.
    Known(EntityId),
    /// One of several known instruments, and nothing says which.
    Ambiguous(Vec<EntityId>),
    /// A document that the authority files do not know.
    Unknown {
        /// Whether its title says that it lays something down: …条例, …规定, …方案.
        instrument: bool,
    },
}

/// What stands in 《》 and is not cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotCited {
    /// Where, with the 《》.
    pub span: Span,
    /// What stands inside, folded.
    pub title: String,
    /// Why it is not cited.
    pub reason: &'static str,
}

/// All that stands in 《》, and what is cited without.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Citations {
    /// Documents, in the order of the text.
    pub cited: Vec<Cited>,
    /// Other things, in the order of the text.
    pub not_cited: Vec<NotCited>,
}

/// The documents that `document` cites, in the order of the text.
pub fn citations(document: &Document, gazetteer: &Gazetteer) -> Vec<Cited> {
    read(document, gazetteer).cited
}

/// As [`citations`], with what stands in 《》 and is no document.
pub fn read(document: &Document, gazetteer: &Gazetteer) -> Citations {
    read_with(document, gazetteer, document_number::find(&document.view.folded))
}

/// As [`read`], with the document numbers of the text, which others need too.
pub(super) fn read_with(document: &Document, gazetteer: &Gazetteer, numbers: Vec<Numbered>) -> Citations {
    reader::read(document, gazetteer, numbers)
}
