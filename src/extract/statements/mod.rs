//! What a report claims: numbers, honours, events, problems, plans. In: a laid out document and what it names. Out: [`Statements`].
//!
//! Who is meant by the words of a statement is left to [`crate::resolve`].

mod clause;
pub mod events;
pub mod grids;
pub mod honors;
pub mod indicators;
mod items;
pub mod observations;
pub mod outlook;

use crate::document::{Document, Paragraph, Role};
use crate::text::Span;

use super::triggers::Triggers;

/// All statements of a document, each list in the order of the text.
#[derive(Debug, Clone, Default)]
pub struct Statements {
    /// Numbers that measure something.
    pub observations: Vec<observations::Observation>,
    /// Honours.
    pub honors: Vec<honors::Honor>,
    /// Dated happenings.
    pub events: Vec<events::Event>,
    /// Shortcomings admitted, one an item.
    pub problems: Vec<Span>,
    /// What is announced, one an item.
    pub plans: Vec<Span>,
}

/// What the document names, in any order, and what stands between its quotation marks, in the order of the text.
pub(super) struct Named {
    /// Titles in 《》 and document numbers: what stands in them states nothing.
    pub titles: Vec<Span>,
    /// Programmes, whose names may hold numbers.
    pub programs: Vec<Span>,
    /// What stands between quotation marks.
    pub quoted: Vec<Span>,
    /// Places, whose names may hold numbers: 三家子村.
    pub places: Vec<Span>,
}

/// The text and what is known of it.
pub(super) struct Page<'a> {
    pub folded: &'a str,
    pub document: &'a Document,
    pub triggers: &'a Triggers,
    /// Sentences of running text, in order.
    pub sentences: Vec<Span>,
    /// What stands between quotation marks.
    pub quoted: &'a [Span],
    /// Titles in 《》, document numbers and names that hold numbers: what stands in them states nothing.
    pub names: Vec<Span>,
    /// Of those, titles and document numbers.
    pub titles: &'a [Span],
    /// Places.
    pub places: &'a [Span],
    /// Where the report speaks of the time to come.
    pub plans: Vec<Span>,
}

impl Page<'_> {
    fn in_plans(&self, span: Span) -> bool {
        self.plans.iter().any(|zone| zone.overlaps(span))
    }

    fn in_name(&self, span: Span) -> bool {
        self.names.iter().any(|name| name.contains(span))
    }

    /// Whether a number begins a place's name and is part of it: 三家子村, but not 3个村.
    fn in_place(&self, number: Span) -> bool {
        let next = self.places.partition_point(|place| place.end <= number.start);
        self.places.get(next).is_some_and(|place| place.contains(number))
    }

    fn in_quotes(&self, span: Span) -> bool {
        let next = self.quoted.partition_point(|quoted| quoted.end <= span.start);
        self.quoted.get(next).is_some_and(|quoted| quoted.contains(span))
    }

    /// The sentence that holds a place.
    fn sentence(&self, place: usize) -> Option<Span> {
        let next = self.sentences.partition_point(|sentence| sentence.end <= place);
        self.sentences.get(next).copied().filter(|sentence| sentence.holds(place))
    }
}

/// All statements of `document`.
pub(super) fn find(document: &Document, named: &Named, triggers: &Triggers, indicators: &indicators::Finder) -> Statements {
    let folded = document.view.folded.as_str();
    // A numbered line that ends as a sentence does is an item, and its words count.
    let item = |paragraph: &Paragraph| {
        paragraph.role == Role::Heading && (paragraph.span.of(folded).ends_with(['。', ';']) || paragraph.span.of(folded).contains(','))
    };
    let running = |paragraph: &&Paragraph| matches!(paragraph.role, Role::Body | Role::Row) || item(paragraph);
    let paragraphs = document.paragraphs.iter().filter(running);
    let sentences = paragraphs.flat_map(|paragraph| clause::sentences(folded, paragraph.span)).collect();
    let outlook = outlook::find(document, triggers);
    let names = [named.titles.as_slice(), &named.programs].concat();
    let page =
        Page { folded, document, triggers, sentences, quoted: &named.quoted, names, titles: &named.titles, places: &named.places, plans: outlook.plan_zones };
    Statements {
        observations: observations::find(&page, indicators),
        honors: honors::find(&page),
        events: events::find(&page),
        problems: outlook.problems,
        plans: outlook.plans,
    }
}
