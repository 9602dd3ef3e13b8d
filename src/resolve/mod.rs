//! Mentions to entities: one, several, or none. In: a document and what it names. Out: [`Resolved`]. Ambiguity is kept, never guessed away.

pub mod area;
mod bodies;
mod host;
pub mod instruments;
mod people;
mod places;
pub mod statements;
pub mod thing;

use jiff::civil::Date;

use crate::authority::{EntityId, Gazetteer, Tier};
use crate::document::Document;
use crate::extract::citations::{Cited, Reading};
use crate::extract::programs::ProgramName;
use crate::extract::{Extracted, is_furniture};
use crate::text::Span;

use area::Covered;
use bodies::Surroundings;
use instruments::{Instruments, LinkContext};
pub use people::Post;
use places::Where;
use thing::{Area, Scope, Thing};

/// What a document says, resolved.
#[derive(Debug, Clone, Default)]
pub struct Resolved {
    /// The area that it is about.
    pub covered: Covered,
    /// All mentions, in the order of the text.
    pub mentions: Vec<Mention>,
    /// Who issued it.
    pub issuers: Vec<Thing>,
    /// To whom it is addressed.
    pub recipients: Vec<Thing>,
    /// Who signed it off.
    pub signatory: Option<Thing>,
    /// What it cites, each once, in the order of the text.
    pub cites: Vec<Thing>,
    /// The numbers that it gives to known documents of which the registry tells none, each document once.
    pub numbers: Vec<(EntityId, String)>,
    /// Provisions cited.
    pub provisions: Vec<Provision>,
    /// Posts that the text gives to people.
    pub posts: Vec<Post>,
    /// Bodies that it says were set up.
    pub set_up: Vec<Thing>,
    /// What it claims.
    pub statements: statements::Statements,
}

/// A stretch of the text and what it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Where, in the view.
    pub span: Span,
    /// What.
    pub means: Means,
    /// The rule that found it.
    pub rule: &'static str,
}

/// What a mention means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Means {
    /// This.
    One(Thing),
    /// One of these areas.
    Several(Vec<EntityId>),
}

/// A provision of a cited document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    /// The document.
    pub cited: Thing,
    /// The provision, normalised: 第三十二条第一款第（二）项.
    pub article: String,
    /// Where.
    pub span: Span,
}

/// Resolves mentions. Made once from the gazetteer, shared by all threads.
pub struct Resolver {
    instruments: Instruments,
}

impl Resolver {
    /// A resolver for the names of `gazetteer`.
    pub fn new(gazetteer: &Gazetteer) -> Self {
        Resolver { instruments: Instruments::new(gazetteer) }
    }

    /// Resolves what `document` names.
    pub fn resolve(&self, document: &Document, mut found: Extracted, gazetteer: &Gazetteer) -> Resolved {
        let covered = area::covered(document, &found, gazetteer);
        let mut work = Work { document, gazetteer, own: own(&covered), out: Resolved { covered, ..Resolved::default() } };
        let claims = std::mem::take(&mut found.statements);
        let places = places::resolve(document, &found.places, work.own.as_ref(), gazetteer);
        work.places(&found, &places);
        work.own_name();
        work.bodies(&found, &places);
        work.people(&found);
        work.programs(&found);
        work.citations(found.citations.cited, &self.instruments);
        work.out.mentions.sort_by_key(|mention| mention.span);
        work.out.statements = statements::resolve(document, claims, work.own.as_ref(), &work.out, gazetteer);
        work.out
    }
}

fn own(covered: &Covered) -> Option<Area> {
    match covered {
        Covered::One(area) => Some(area.clone()),
        _ => None,
    }
}

struct Work<'a> {
    document: &'a Document,
    gazetteer: &'a Gazetteer,
    own: Option<Area>,
    out: Resolved,
}

impl Work<'_> {
    fn folded(&self) -> &str {
        &self.document.view.folded
    }

    fn mention(&mut self, span: Span, means: Means, rule: &'static str) {
        self.out.mentions.push(Mention { span, means, rule });
    }

    /// Words of the head count wherever they stand; elsewhere navigation and fields are context only.
    fn counts(&self, span: Span) -> bool {
        let head = &self.document.head;
        let in_head = head.title.iter().chain(&head.issuers).chain(&head.recipients).any(|part| part.contains(span));
        in_head || !is_furniture(self.document, span)
    }

    fn places(&mut self, found: &Extracted, resolved: &[Where]) {
        for (place, meant) in found.places.iter().zip(resolved) {
            let means = match meant {
                Where::One(area) => Means::One(Thing::Place(area.clone())),
                Where::Several(ids) => Means::Several(ids.clone()),
                Where::Nowhere => continue,
            };
            let in_name = matches!(place.name, crate::extract::places::PlaceName::Stem(_)) && found.bodies.iter().any(|body| body.span.contains(place.span));
            if self.counts(place.span) && !in_name {
                self.mention(place.span, means, "a place");
            }
        }
    }

    /// A township that no file lists is named by no hit: its name is looked for here.
    fn own_name(&mut self) {
        let own = self.own.clone();
        let Some(own @ Area::New { name, .. }) = own.as_ref() else { return };
        let places: Vec<usize> = self.folded().match_indices(name.as_str()).map(|(place, _)| place).collect();
        for place in places {
            let (span, means) = (Span::new(place, place + name.len()), Means::One(Thing::Place(own.clone())));
            // Behind its county's name, a place of this name has been told already.
            let told = self.out.mentions.iter().any(|mention| mention.span == span && mention.means == means);
            if self.counts(span) && !told {
                self.mention(span, means, "the report's own area");
            }
        }
    }

    fn bodies(&mut self, found: &Extracted, places: &[Where]) {
        let department = self.department(found);
        let own = self.own.clone();
        let surroundings = Surroundings {
            folded: &self.document.view.folded,
            places: &found.places,
            resolved: places,
            own: own.as_ref(),
            department: department.as_deref(),
            gazetteer: self.gazetteer,
        };
        let resolved: Vec<_> = found.bodies.iter().filter_map(|body| surroundings.resolve(body).map(|(span, thing)| (body, span, thing))).collect();
        for (body, span, thing) in &resolved {
            if self.counts(*span) {
                self.mention(*span, Means::One(thing.clone()), body.rule);
                if body.set_up && !self.out.set_up.contains(thing) {
                    self.out.set_up.push(thing.clone());
                }
            }
        }
        self.out.issuers = self.named_in_head(&self.document.head.issuers, &resolved);
        self.out.recipients = self.named_in_head(&self.document.head.recipients, &resolved);
    }

    /// The department that issued the report, by its name in the head.
    fn department(&self, found: &Extracted) -> Option<String> {
        let of = |issuer: &Span| found.bodies.iter().any(|body| issuer.contains(body.span)).then(|| self.document.folded(*issuer).replace(' ', ""));
        self.document.head.issuers.iter().filter_map(of).find(|name| name.ends_with(['局', '委', '办', '厅', '院']))
    }

    /// The bodies that spans of the head name: those found there, else what is written.
    fn named_in_head(&self, spans: &[Span], bodies: &[(&crate::extract::bodies::Body, Span, Thing)]) -> Vec<Thing> {
        let mut things: Vec<Thing> = Vec::new();
        for span in spans {
            let last = bodies.iter().filter(|(_, other, _)| span.overlaps(*other)).max_by_key(|(_, other, _)| other.end);
            let thing = last.filter(|(_, other, _)| other.end + 6 >= span.end).map(|(_, _, thing)| thing.clone()).or_else(|| self.written(*span));
            things.extend(thing.filter(|thing| !things.contains(thing)));
        }
        things
    }

    /// What a head names without the words of a body: a township stands for its government.
    fn written(&self, span: Span) -> Option<Thing> {
        let label = self.document.folded(span).replace(' ', "");
        if let Some(area) = self.own.as_ref().filter(|own| label.ends_with(own.label(self.gazetteer))) {
            let name = area.label(self.gazetteer);
            // A farm of the Corps (五十一团) has no government beside itself.
            let office = if name.ends_with('团') { "" } else { "人民政府" };
            let (organ, stem) = name.strip_suffix("街道").map_or((office, name), |stem| ("街道办事处", stem));
            let label = format!("{stem}{organ}");
            let kind = self.gazetteer.lookup(organ).iter().map(|(id, _)| *id).find(|id| self.gazetteer.kind(*id) == Some(crate::authority::Kind::OrganKind));
            return Some(Thing::Body { label, kind, scope: Scope::Area(area.clone()), public: true });
        }
        let scope = self.own.clone().map_or(Scope::Report, Scope::Area);
        (label.chars().count() >= 3).then_some(Thing::Body { label, kind: None, scope, public: true })
    }

    fn programs(&mut self, found: &Extracted) {
        for program in &found.programs {
            let thing = match &program.name {
                ProgramName::Known(id) => Thing::Known(*id),
                ProgramName::New(name, class) => Thing::Program { name: name.clone(), class: *class },
            };
            if self.counts(program.span) {
                self.mention(program.span, Means::One(thing), program.rule);
            }
        }
    }

    fn people(&mut self, found: &Extracted) {
        let scope = self.own.clone().map_or(Scope::Report, Scope::Area);
        let people = people::resolve(self.folded(), &found.people, &scope, self.own.as_ref(), self.gazetteer);
        for (span, thing, rule) in people.mentions {
            if self.document.head.signatory == Some(span) {
                self.out.signatory = Some(thing.clone());
            }
            self.mention(span, Means::One(thing), rule);
        }
        self.out.posts = people.posts;
    }

    fn citations(&mut self, mut cited: Vec<Cited>, instruments: &Instruments) {
        let areas: Vec<String> = self.own.iter().flat_map(|own| self.gazetteer.chain(own.known())).map(|id| self.gazetteer.label(id).to_owned()).collect();
        instruments.settle(&mut cited, &LinkContext { on: self.day(), areas: &areas }, self.gazetteer);
        let things: Vec<Thing> = cited.iter().map(|one| self.document_thing(one, &areas)).collect();
        for (place, one) in cited.iter().enumerate() {
            let Some(thing) = things.get(one.refers.unwrap_or(place)) else { continue };
            if !self.out.cites.contains(thing) {
                self.out.cites.push(thing.clone());
            }
            self.mention(one.span, Means::One(thing.clone()), one.rule);
            if let Some((span, number)) = one.number.as_ref().filter(|(span, _)| !one.span.contains(*span)) {
                self.mention(*span, Means::One(thing.clone()), "the number of a cited document");
                self.number(thing, number);
            }
            let provisions = one.provisions.iter().map(|(span, article)| Provision { cited: thing.clone(), article: article.clone(), span: *span });
            self.out.provisions.extend(provisions);
        }
    }

    fn number(&mut self, thing: &Thing, number: &str) {
        let Thing::Known(id) = thing else { return };
        let untold = self.gazetteer.instrument(*id).is_some_and(|instrument| instrument.numbers.is_empty());
        if untold && !self.out.numbers.iter().any(|(known, _)| known == id) {
            self.out.numbers.push((*id, number.to_owned()));
        }
    }

    /// The report's date; where it bears none, the end of the year that it reports on.
    fn day(&self) -> Option<Date> {
        let head = &self.document.head;
        let issued = head.issued.and_then(|((year, month, day), _)| Date::new(year, month as i8, day as i8).ok());
        issued.or_else(|| head.year.and_then(|(year, _)| Date::new(year, 12, 31).ok()))
    }

    fn document_thing(&self, cited: &Cited, areas: &[String]) -> Thing {
        let number = cited.number.as_ref().map(|(_, normal)| normal.clone());
        let (instrument, candidates) = match &cited.reading {
            Reading::Known(id) => return Thing::Known(*id),
            Reading::Ambiguous(ids) => (true, ids.clone()),
            Reading::Unknown { instrument } => (*instrument, Vec::new()),
        };
        let scope = if number.is_some() || says_whose(&cited.title, areas) { Scope::Global } else { self.county() };
        Thing::Document { title: cited.title.clone(), number, scope, instrument, candidates }
    }

    /// A title that does not say whose document it is, is taken to be one thing in a county.
    fn county(&self) -> Scope {
        let Some(own) = &self.own else { return Scope::Report };
        let county = self.gazetteer.chain(own.known()).into_iter().find(|id| self.gazetteer.tier(*id) == Some(Tier::County));
        Scope::Area(county.map_or_else(|| own.clone(), Area::Known))
    }
}

/// Whether a title says whose document it is: the centre's, or that of an area of the report's chain.
fn says_whose(title: &str, areas: &[String]) -> bool {
    ["中共中央", "国务院", "全国", "中央", "中华人民共和国", "中国共产党"].iter().any(|issuer| title.contains(issuer))
        || areas.iter().any(|area| title.contains(area.as_str()))
}
