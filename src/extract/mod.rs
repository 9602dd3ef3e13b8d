//! Document to mentions: what is named and cited, and where; one file a kind. RDF is unknown here, and so is which of several is meant.
//!
//! In: a [`Document`] and the [`Gazetteer`]. Out: [`Extracted`], each list in the order of the text.

pub mod bodies;
pub mod citations;
mod hits;
pub mod people;
pub mod places;
pub mod programs;
pub mod statements;
mod triggers;

use crate::authority::Gazetteer;
use crate::document::{Document, Role};
use crate::text::Span;
use statements::Named;
use triggers::Triggers;

/// All that a document names.
#[derive(Debug, Clone, Default)]
pub struct Extracted {
    /// Documents cited.
    pub citations: citations::Citations,
    /// Places, those in page furniture among them: they tell where a report is from.
    pub places: Vec<places::Place>,
    /// Bodies.
    pub bodies: Vec<bodies::Body>,
    /// People.
    pub people: Vec<people::Person>,
    /// Programmes.
    pub programs: Vec<programs::Program>,
    /// What the document claims.
    pub statements: statements::Statements,
}

/// Finds mentions. Made once from the gazetteer, shared by all threads.
pub struct Extractor {
    classes: hits::Classes,
    bodies: bodies::Finder,
    indicators: statements::indicators::Finder,
}

impl Extractor {
    /// An extractor for the names of `gazetteer`.
    pub fn new(gazetteer: &Gazetteer) -> Self {
        Extractor { classes: hits::Classes::new(gazetteer), bodies: bodies::Finder::new(gazetteer), indicators: statements::indicators::Finder::new(gazetteer) }
    }

    /// What `document` names. `gazetteer` must be the one that the extractor was made from.
    pub fn read(&self, document: &Document, gazetteer: &Gazetteer) -> Extracted {
        let folded = document.view.folded.as_str();
        let numbered = crate::zh::document_number::find(folded);
        let numbers: Vec<Span> = numbered.iter().map(|number| number.span).collect();
        let citations = citations::read_with(document, gazetteer, numbered);
        let head: String = document.head.title.iter().chain(&document.head.issuers).map(|span| document.folded(*span)).collect();
        let triggers = Triggers::of(folded);
        let quoted = crate::zh::quotation::find(folded);
        let hits = hits::find(folded, gazetteer, &self.classes, &head, &numbers, document.head.year.map(|(year, _)| year));
        let titles: Vec<Span> = citations.cited.iter().map(|cited| cited.span).filter(|span| span.of(folded).starts_with('《')).collect();
        let mut found = Extracted {
            places: places::find(folded, &hits, &triggers),
            bodies: self.bodies.find(folded, gazetteer, &hits, &titles, &numbers),
            people: people::find(document, &triggers),
            programs: programs::find(folded, gazetteer, &hits, &titles, &quoted, &triggers),
            citations,
            statements: statements::Statements::default(),
        };
        found.programs.retain(|program| program.span.of(folded).ends_with("议事会") || !names_body(folded, &found.bodies, program.span));
        // 被授予“五星司法所”: what was conferred is no body.
        let conferred = conferred(folded, &quoted);
        found.bodies.retain(|body| !conferred.iter().any(|title| title.contains(body.span)));
        found.places.retain(|place| place.name != places::PlaceName::Village || !conferred.iter().any(|title| title.contains(place.span)));
        // 负责人韦光朗组成专班: no body has a person in its name.
        let people: Vec<Span> = found.people.iter().map(|person| person.span).collect();
        found.bodies.retain(|body| !matches!(body.name, bodies::BodyName::Open(..)) || !people.iter().any(|person| body.span.contains(*person)));
        let programs = found.programs.iter().map(|program| program.span).collect();
        let places = found.places.iter().map(|place| place.span).collect();
        let named = Named { titles: [titles, numbers].concat(), programs, quoted, places };
        found.statements = statements::find(document, &named, &triggers, &self.indicators);
        found
    }
}

/// What stands between marks directly behind a verb that confers: 授予“…”, 确定为“…”.
fn conferred(folded: &str, quoted: &[Span]) -> Vec<Span> {
    const VERBS: [&str; 14] = ["挂上了", "挂上", "授予", "评为", "评定为", "评选为", "命名为", "认定为", "确定为", "荣获", "获评", "获得", "表彰为", "列为"];
    let behind = |span: &&Span| {
        let before = folded.get(..span.start).and_then(|before| before.strip_suffix('“')).unwrap_or("");
        VERBS.iter().any(|verb| before.ends_with(verb))
    };
    quoted.iter().filter(behind).copied().collect()
}

/// “老杨”调解室: what stands between the marks is the name of the body.
fn names_body(folded: &str, bodies: &[bodies::Body], span: Span) -> bool {
    let marked = span.of(folded).contains('“');
    bodies.iter().any(|body| {
        let open = body.span.contains(span) && matches!(body.name, bodies::BodyName::Open(..));
        // “夏尔巴爷爷”调解队 is a way of working as much as a body.
        let crew = || !marked && body.span.of(folded).starts_with('“') && body.span.of(folded).ends_with(['队', '室', '站', '团', '心']);
        let rest = || body.span.of(folded).chars().count().saturating_sub(span.of(folded).chars().count());
        open && !crew() && rest() <= 5 && (span.end < body.span.end || marked)
    })
}

/// Whether a stretch stands in navigation, counters or the fields of a page: context, and no words of the document.
pub fn is_furniture(document: &Document, span: Span) -> bool {
    let next = document.paragraphs.partition_point(|paragraph| paragraph.span.end <= span.start);
    document.paragraphs.get(next).is_some_and(|paragraph| matches!(paragraph.role, Role::Furniture | Role::Field))
}
