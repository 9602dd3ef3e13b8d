//! Resolved mentions to quads. In: a document and what it says. Out: the sorted quads of its source's graph, none twice.
//!
//! Every fact leads to a mention: things named have theirs, facts of the head and provisions point to one with `fz:evidence`.

mod claims;
pub mod foreign;
mod iri;
pub mod nquads;
mod order;
pub mod turtle;

use oxigraph::model::{LiteralRef, NamedNode, NamedNodeRef, TermRef};
use rustc_hash::FxHashSet;

use crate::authority::{EntityId, Gazetteer, Kind, ProgramClass, Tier};
use crate::document::Document;
use crate::resolve::area::Covered;
use crate::resolve::thing::{Area, Scope, Thing};
use crate::resolve::{Means, Resolved};
use crate::text::Span;
use crate::vocab::{fz, other};

use iri::Mint;
pub(crate) use iri::encoded;
use nquads::{Gatherer, Lines};

/// The file that a document was read from.
pub struct Origin<'a> {
    /// Its name without folders.
    pub file_name: &'a str,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: &'a str,
    /// Where on the web it was fetched.
    pub address: Option<&'a str>,
    /// What data IRIs begin with.
    pub base: &'a str,
}

/// The IRI of the source with this digest, which is its graph's name.
pub fn source(base: &str, sha256: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{base}source/{}", sha256.get(..16).unwrap_or(sha256)))
}

/// A source's graph, as the lines of N-Quads.
pub fn quads(document: &Document, resolved: &Resolved, origin: &Origin, gazetteer: &Gazetteer) -> Lines {
    let mint = Mint { base: origin.base, key: origin.sha256.get(..16).unwrap_or(origin.sha256), gazetteer };
    let chars = document.text.content.char_indices().map(|(place, _)| place).chain([document.text.content.len()]).collect();
    let lines = Gatherer::new(&mint.source());
    let mut writer = Writer { document, mint, chars, lines, seen: FxHashSet::default(), mentioned: FxHashSet::default() };
    writer.source(origin);
    writer.head(resolved, origin.file_name);
    writer.mentions(resolved);
    writer.statements(resolved);
    writer.finish()
}

struct Writer<'a> {
    document: &'a Document,
    mint: Mint<'a>,
    /// The byte at which each character of the stored text begins.
    chars: Vec<usize>,
    lines: Gatherer,
    seen: FxHashSet<Thing>,
    /// The mentions written, so that a sentence with many facts is written once.
    mentioned: FxHashSet<(usize, usize)>,
}

impl Writer<'_> {
    fn add<'t>(&mut self, subject: &NamedNode, predicate: &'static str, object: impl Into<TermRef<'t>>) {
        self.lines.add(subject, predicate, object.into());
    }

    fn text(&mut self, subject: &NamedNode, predicate: &'static str, value: &str) {
        self.add(subject, predicate, LiteralRef::new_simple_literal(value));
    }

    fn typed_text(&mut self, subject: &NamedNode, predicate: &'static str, value: &str, datatype: &'static str) {
        self.add(subject, predicate, LiteralRef::new_typed_literal(value, NamedNodeRef::new_unchecked(datatype)));
    }

    fn typed(&mut self, subject: &NamedNode, class: &'static str) {
        self.add(subject, other::TYPE, NamedNodeRef::new_unchecked(class));
    }

    fn source(&mut self, origin: &Origin) {
        let source = self.mint.source();
        let text = &self.document.text;
        self.typed(&source, fz::SOURCE);
        self.text(&source, fz::FILE_NAME, origin.file_name);
        self.text(&source, fz::SHA256, origin.sha256);
        self.text(&source, other::FORMAT, text.format);
        if let Some(address) = origin.address {
            self.typed_text(&source, other::URL, address, other::ANY_URI);
        }
        self.text(&source, other::IS_STRING, &text.content);
        if !text.origin.is_empty() {
            self.text(&source, fz::LAYOUT, &text.origin.code());
        }
        if !text.doubts.is_empty() {
            self.typed_text(&source, fz::DOUBTFUL, "true", other::BOOLEAN);
            self.text(&source, fz::REASON, &text.doubts.join("; "));
        }
    }

    /// A mention of `span`, with its characters; none where the view has nothing there.
    fn mention(&mut self, span: Span) -> Option<NamedNode> {
        let (iri, chars) = self.mint.mention(&self.document.view, span);
        if self.mentioned.contains(&(chars.start, chars.end)) {
            return Some(iri);
        }
        let (start, end) = (*self.chars.get(chars.start)?, *self.chars.get(chars.end)?);
        let anchor = self.document.text.content.get(start..end).filter(|anchor| !anchor.is_empty())?;
        self.text(&iri, other::ANCHOR_OF, anchor);
        self.mentioned.insert((chars.start, chars.end));
        Some(iri)
    }

    /// Says that `subject`'s facts stand at `span`.
    fn evidence(&mut self, subject: &NamedNode, span: Span) {
        if let Some(mention) = self.mention(span) {
            self.add(subject, fz::EVIDENCE, &mention);
        }
    }

    fn head(&mut self, resolved: &Resolved, file_name: &str) {
        let report = self.mint.report();
        let head = &self.document.head;
        self.typed(&report, if head.is_report { fz::REPORT } else { fz::DOCUMENT });
        let source = self.mint.source();
        self.add(&report, other::SOURCE, &source);
        if let (Some(title), Some(span)) = (&head.title_text, head.title) {
            self.text(&report, other::TITLE, title);
            self.text(&report, other::LABEL, title);
            self.evidence(&report, span);
        } else {
            // A report without a title is called by its file's name.
            self.text(&report, other::LABEL, file_name);
        }
        if let (Some(number), Some(span)) = (&head.number_text, head.number) {
            self.text(&report, fz::DOCUMENT_NUMBER, number);
            self.evidence(&report, span);
        }
        if let Some((year, span)) = head.year.filter(|_| head.is_report) {
            self.add(&report, fz::REPORT_YEAR, LiteralRef::new_typed_literal(&format!("{year:04}"), NamedNodeRef::new_unchecked(other::G_YEAR)));
            self.evidence(&report, span);
        }
        if let Some(((year, month, day), span)) = head.issued {
            self.add(
                &report,
                other::ISSUED,
                LiteralRef::new_typed_literal(&format!("{year:04}-{month:02}-{day:02}"), NamedNodeRef::new_unchecked(other::DATE)),
            );
            self.evidence(&report, span);
        }
        self.parties(&report, resolved);
    }

    fn parties(&mut self, report: &NamedNode, resolved: &Resolved) {
        let head = &self.document.head;
        for (property, things, spans) in [(fz::ISSUED_BY, &resolved.issuers, &head.issuers), (fz::ADDRESSED_TO, &resolved.recipients, &head.recipients)] {
            for thing in things {
                let iri = self.describe(thing);
                self.add(report, property, &iri);
            }
            for span in spans.iter().filter(|_| !things.is_empty()) {
                self.evidence(report, *span);
            }
        }
        if let Some(signatory) = &resolved.signatory {
            let iri = self.describe(signatory);
            self.add(report, fz::SIGNED_BY, &iri);
        }
        if let Covered::One(area) = &resolved.covered {
            let iri = self.describe(&Thing::Place(area.clone()));
            self.add(report, fz::COVERS, &iri);
        }
        if let Covered::Several(ids) = &resolved.covered {
            for id in ids {
                let iri = self.mint.known(*id);
                self.add(report, fz::CANDIDATE, &iri);
            }
        }
    }

    fn mentions(&mut self, resolved: &Resolved) {
        let report = self.mint.report();
        for mention in &resolved.mentions {
            let Some(iri) = self.mention(mention.span) else { continue };
            match &mention.means {
                Means::One(thing) => {
                    let thing_iri = self.describe(thing);
                    self.add(&iri, other::TA_IDENT_REF, &thing_iri);
                    if !resolved.cites.contains(thing) {
                        self.add(&report, fz::MENTIONS, &thing_iri);
                    }
                }
                Means::Several(ids) => {
                    for id in ids {
                        let candidate = self.mint.known(*id);
                        self.add(&iri, fz::CANDIDATE, &candidate);
                    }
                }
            }
        }
    }

    fn statements(&mut self, resolved: &Resolved) {
        let report = self.mint.report();
        for cited in &resolved.cites {
            let iri = self.describe(cited);
            self.add(&report, fz::CITES, &iri);
        }
        for (cited, number) in &resolved.numbers {
            let iri = self.mint.known(*cited);
            self.text(&iri, fz::DOCUMENT_NUMBER, number);
        }
        for provision in &resolved.provisions {
            self.provision(&report, provision);
        }
        for post in &resolved.posts {
            let (holder, iri) = (self.describe(&post.holder), self.mint.post(&post.label, &post.scope));
            self.typed(&iri, fz::POST);
            self.text(&iri, other::LABEL, &post.label);
            self.add(&holder, other::HOLDS, &iri);
            self.evidence(&iri, post.span);
        }
        self.claims(&report, &resolved.statements);
        for body in &resolved.set_up {
            self.set_up(body);
        }
    }

    fn provision(&mut self, report: &NamedNode, provision: &crate::resolve::Provision) {
        let chars = self.document.view.chars(provision.span);
        let iri = self.mint.statement("citation", &chars);
        let cited = self.describe(&provision.cited);
        let label = format!("《{}》{}", self.label(&provision.cited), provision.article);
        self.typed(&iri, fz::CITATION);
        self.text(&iri, other::LABEL, &label);
        self.add(&iri, fz::CITED, &cited);
        self.text(&iri, fz::ARTICLE, &provision.article);
        self.evidence(&iri, provision.span);
        self.add(report, fz::REPORTS, &iri);
    }

    /// A body set up is the doing of the area that it acts for.
    fn set_up(&mut self, body: &Thing) {
        if let Thing::Body { scope: Scope::Area(area), public: true, .. } = body {
            let (iri, area) = (self.mint.thing(body), self.describe(&Thing::Place(area.clone())));
            self.add(&iri, fz::ESTABLISHED_BY, &area);
        }
    }

    /// What is called in sentences of ours.
    fn label(&self, thing: &Thing) -> String {
        match thing {
            Thing::Known(id) => self.mint.gazetteer.label(*id).to_owned(),
            Thing::Document { title, .. } | Thing::Work { title, .. } => title.clone(),
            Thing::Body { label, .. } => label.clone(),
            Thing::Person { name, .. } | Thing::Program { name, .. } => name.clone(),
            Thing::Place(area) => area.label(self.mint.gazetteer).to_owned(),
        }
    }

    /// All quads in the order of their lines, each once.
    fn finish(self) -> Lines {
        self.lines.sorted()
    }

    /// The IRI of a thing; what the authority graph does not say of it is written at its first call.
    fn describe(&mut self, thing: &Thing) -> NamedNode {
        let iri = self.mint.thing(thing);
        if !self.seen.contains(thing) {
            self.seen.insert(thing.clone());
            self.description(&iri, thing);
        }
        iri
    }

    fn description(&mut self, iri: &NamedNode, thing: &Thing) {
        match thing {
            Thing::Known(_) | Thing::Place(Area::Known(_)) => {}
            Thing::Place(Area::New { name, tier, within }) => self.new_area(iri, name, *tier, within),
            Thing::Body { label, kind, scope, public } => self.body(iri, label, *kind, scope, *public),
            Thing::Person { name, .. } => {
                self.typed(iri, fz::PERSON);
                self.text(iri, other::LABEL, name);
            }
            Thing::Program { name, class } => {
                self.typed(iri, class_of(*class));
                self.text(iri, other::LABEL, name);
            }
            Thing::Work { title, .. } => {
                self.typed(iri, fz::PUBLICATION);
                self.text(iri, other::LABEL, title);
            }
            Thing::Document { title, number, instrument, candidates, .. } => self.cited_document(iri, title, number.as_deref(), *instrument, candidates),
        }
    }

    fn new_area(&mut self, iri: &NamedNode, name: &str, tier: Tier, within: &Area) {
        self.typed(iri, if tier == Tier::Village { fz::VILLAGE } else { fz::TOWNSHIP });
        self.text(iri, other::LABEL, name);
        let above = self.describe(&Thing::Place(within.clone()));
        self.add(iri, fz::WITHIN, &above);
    }

    fn body(&mut self, iri: &NamedNode, label: &str, kind: Option<EntityId>, scope: &Scope, public: bool) {
        self.typed(iri, fz::ORGANIZATION);
        self.text(iri, other::LABEL, label);
        if let Some(kind) = kind.filter(|kind| self.mint.gazetteer.kind(*kind) == Some(Kind::OrganKind)) {
            let kind = self.mint.known(kind);
            self.add(iri, fz::KIND, &kind);
        }
        if let (Scope::Area(area), true) = (scope, public) {
            let area = self.describe(&Thing::Place(area.clone()));
            self.add(iri, fz::JURISDICTION, &area);
        }
    }

    fn cited_document(&mut self, iri: &NamedNode, title: &str, number: Option<&str>, instrument: bool, candidates: &[EntityId]) {
        self.typed(iri, if instrument { fz::LEGAL_INSTRUMENT } else { fz::DOCUMENT });
        self.text(iri, other::LABEL, if title.is_empty() { number.unwrap_or_default() } else { title });
        if let Some(number) = number {
            self.text(iri, fz::DOCUMENT_NUMBER, number);
        }
        for candidate in candidates {
            let candidate = self.mint.known(*candidate);
            self.add(iri, fz::CANDIDATE, &candidate);
        }
    }
}

fn class_of(class: ProgramClass) -> &'static str {
    match class {
        ProgramClass::Program => fz::PROGRAM,
        ProgramClass::Platform => fz::PLATFORM,
        ProgramClass::Mechanism => fz::MECHANISM,
        ProgramClass::Campaign => fz::CAMPAIGN,
    }
}
