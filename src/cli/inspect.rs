//! `fazhi inspect`: what each stage makes of a file. In: a file. Out: text, outline, mentions, claims or Turtle.

use std::collections::BTreeMap;

use anyhow::{Context, bail};

use super::args::{Inspect, Stage};
use super::say::say;
use super::{Exit, files, ontology, tables};
use crate::authority::{EntityId, Gazetteer};
use crate::document::{self, Document};
use crate::extract::Extracted;
use crate::fetch;
use crate::graph::turtle;
use crate::isolate::Pool;
use crate::pipeline::{self, File, Outcome, Reader};
use crate::resolve::area::{self, Covered};
use crate::resolve::thing::Thing;
use crate::resolve::{Means, Resolved};
use crate::text::{Span, Text};

pub(super) fn run(args: &Inspect) -> anyhow::Result<Exit> {
    let place = args.file.display().to_string();
    let pool = Pool::of_this_program()?;
    let bytes = files::bytes_named(&args.file, &pool).with_context(|| place.clone())?;
    let text = pool.decode(&files::name(&args.file), &bytes).map_err(|error| anyhow::anyhow!("{place}: {error}"))?;
    // An original in a store's folder is read as what it is: a page of an address.
    let addresses = fetch::addresses_of(&args.file);
    let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
    let (name, sha256) = (files::name(&args.file), pipeline::hex(&bytes));
    let file = File { name: &name, sha256: &sha256, address: addresses.first().copied(), addresses: &addresses };
    let mut document = document::read(text);
    document.hosts = file.hosts();
    match args.stage {
        Stage::Text => paragraphs(&document),
        Stage::Outline => outline(&document),
        stage => read(args, &document, &file, stage)?,
    }
    Ok(Exit::Done)
}

fn read(args: &Inspect, document: &Document, file: &File, stage: Stage) -> anyhow::Result<()> {
    let reader = Reader::new(&ontology(&args.names)?, &args.names.base)?;
    if stage == Stage::Turtle {
        return print_turtle(&reader, file, document.text.clone());
    }
    let found = reader.extract(document);
    let not_cited: Vec<_> = found.citations.not_cited.clone();
    let before = args.explain.then(|| found.clone());
    let resolved = reader.resolve(document, found);
    match stage {
        Stage::Mentions => mentions(document, &resolved, reader.gazetteer(), args.explain),
        _ => {
            claims(document, &resolved, reader.gazetteer());
            statements(document, &resolved, reader.gazetteer(), args.explain);
        }
    }
    if let Some(found) = before {
        by_address(document, &found, &resolved, reader.gazetteer());
        open_names(document, &found, &resolved, reader.gazetteer());
    }
    if args.explain && !not_cited.is_empty() {
        say!("\nin 《》 and not cited");
        say!(
            "{}",
            tables::table(
                &["place", "words", "because"],
                not_cited.iter().map(|other| vec![spot(document, other.span), other.title.clone(), other.reason.to_owned()])
            )
        );
    }
    Ok(())
}

fn print_turtle(reader: &Reader, file: &File, text: Text) -> anyhow::Result<()> {
    let reading = reader.read_text(file, Ok(text));
    if let Outcome::Refused(reason) = reading.outcome {
        bail!("{}: refused: {reason}", file.name);
    }
    say!("{}", turtle::turtle(&reading.quads()).trim_end());
    Ok(())
}

/// Where a span stands in the stored text, in characters.
fn spot(document: &Document, span: Span) -> String {
    let chars = document.view.chars(span);
    format!("{},{}", chars.start, chars.end)
}

fn paragraphs(document: &Document) {
    say!("{}, {}", document.text.format, document.text.encoding);
    for note in document.text.notes.iter().chain(&document.notes) {
        say!("note: {note}");
    }
    for doubt in &document.text.doubts {
        say!("doubtful: {doubt}");
    }
    for apart in &document.text.apart {
        say!("apart: {}", apart.replace('\n', " / "));
    }
    for paragraph in &document.paragraphs {
        let place = document.text.origin.at(document.view.chars(paragraph.span).start).map(|place| format!("{place}  ")).unwrap_or_default();
        let role = format!("{:?}", paragraph.role).to_lowercase();
        say!("{:>12}  {role:<10}  {place}{}", spot(document, paragraph.span), document.folded(paragraph.span));
    }
}

fn outline(document: &Document) {
    let head = &document.head;
    let words = |span: Span| format!("{}  ({})", document.folded(span).replace('\n', " "), spot(document, span));
    let line = |name: &str, value: Option<String>| say!("{name:<12}{}", value.unwrap_or_else(|| "-".to_owned()));
    line("title", head.title.map(words));
    line("number", head.number.map(words));
    for span in &head.issuers {
        line("issuer", Some(words(*span)));
    }
    for span in &head.recipients {
        line("recipient", Some(words(*span)));
    }
    line("signatory", head.signatory.map(words));
    line("year", head.year.map(|(year, span)| format!("{year}  ({})", spot(document, span))));
    line("issued", head.issued.map(|((year, month, day), span)| format!("{year}-{month:02}-{day:02}  ({})", spot(document, span))));
    for (name, span) in &head.fields {
        line("field", Some(format!("{name}: {}", words(*span))));
    }
    line(
        "kind",
        Some(
            if head.is_report {
                "rule-of-law annual report"
            } else if head.is_official {
                "official document"
            } else {
                "no official document"
            }
            .to_owned(),
        ),
    );
    for heading in &document.outline {
        say!("{}{}  ({})", "  ".repeat(usize::from(heading.level)), document.folded(heading.span), spot(document, heading.span));
    }
}

/// What a thing is called, and what it is.
fn described(thing: &Thing, gazetteer: &Gazetteer) -> (String, String) {
    let known = |id| (gazetteer.label(id).to_owned(), gazetteer.kind(id).map(|kind| format!("{kind:?}")).unwrap_or_default());
    match thing {
        Thing::Known(id) => known(*id),
        Thing::Place(area) => {
            let own = usize::from(matches!(area, crate::resolve::thing::Area::Known(_)));
            let chain: Vec<&str> = gazetteer.chain(area.known()).into_iter().skip(own).map(|id| gazetteer.label(id)).collect();
            let above = if chain.is_empty() { String::new() } else { format!(" ({})", chain.join(", ")) };
            (format!("{}{above}", area.label(gazetteer)), "Area".to_owned())
        }
        Thing::Body { label, .. } => (label.clone(), "Organization".to_owned()),
        Thing::Person { name, .. } => (name.clone(), "Person".to_owned()),
        Thing::Program { name, class } => (name.clone(), format!("Program({class:?})")),
        Thing::Work { title, .. } => (title.clone(), "Publication".to_owned()),
        Thing::Document { title, number, candidates, .. } => {
            let doubt = if candidates.is_empty() {
                String::new()
            } else {
                format!(", one of {}", candidates.iter().map(|id| gazetteer.label(*id)).collect::<Vec<_>>().join(" | "))
            };
            (format!("{title} {}{doubt}", number.as_deref().unwrap_or_default()), "Document, not in the authority files".to_owned())
        }
    }
}

fn mentions(document: &Document, resolved: &Resolved, gazetteer: &Gazetteer, explain: bool) {
    let row = |mention: &crate::resolve::Mention| {
        let (label, kind) = match &mention.means {
            Means::One(thing) => described(thing, gazetteer),
            Means::Several(ids) => (format!("one of {}", ids.iter().map(|id| full_name(*id, gazetteer)).collect::<Vec<_>>().join(" | ")), "Area".to_owned()),
        };
        let mut cells = vec![spot(document, mention.span), document.folded(mention.span).to_owned(), label, kind];
        cells.extend(explain.then(|| mention.rule.to_owned()));
        cells
    };
    let header: &[&str] = if explain { &["place", "words", "means", "kind", "rule"] } else { &["place", "words", "means", "kind"] };
    say!("{}", tables::table(header, resolved.mentions.iter().map(row)));
}

/// What the address told of the report's area that the text left open.
fn by_address(document: &Document, found: &Extracted, resolved: &Resolved, gazetteer: &Gazetteer) {
    let text = Document { hosts: Vec::new(), ..document.clone() };
    if document.hosts.is_empty() || area::covered(&text, found, gazetteer) == resolved.covered {
        return;
    }
    say!("\nthe report's area: told by the address {}, where the text leaves it open", document.hosts.join(", "));
    if let Covered::Several(ids) = area::covered(&text, found, gazetteer) {
        let row = |(id, score, reasons): (EntityId, u32, Vec<String>)| vec![full_name(id, gazetteer), score.to_string(), told(reasons)];
        say!("{}", tables::table(&["may be", "weight", "for it speaks"], area::reasons(document, found, gazetteer, &ids).into_iter().map(row)));
    }
}

fn told(reasons: Vec<String>) -> String {
    if reasons.is_empty() { "nothing in the text".to_owned() } else { reasons.join("; ") }
}

/// Names that stayed open: their bearers, and what speaks for each.
fn open_names(document: &Document, found: &Extracted, resolved: &Resolved, gazetteer: &Gazetteer) {
    let mut open: BTreeMap<String, Vec<EntityId>> = BTreeMap::new();
    for mention in &resolved.mentions {
        if let Means::Several(ids) = &mention.means {
            open.entry(document.folded(mention.span).to_owned()).or_insert_with(|| ids.clone());
        }
    }
    if let Covered::Several(ids) = &resolved.covered {
        open.entry("the report's area".to_owned()).or_insert_with(|| ids.clone());
    }
    if open.is_empty() {
        return;
    }
    let row =
        |words: &String, (id, score, reasons): (EntityId, u32, Vec<String>)| vec![words.clone(), full_name(id, gazetteer), score.to_string(), told(reasons)];
    let rows = open.iter().flat_map(|(words, ids)| area::reasons(document, found, gazetteer, ids).into_iter().map(|told| row(words, told)).collect::<Vec<_>>());
    say!("\nopen: no one bearer of these names is told from the others");
    say!("{}", tables::table(&["words", "may be", "weight", "for it speaks"], rows));
}

fn full_name(id: EntityId, gazetteer: &Gazetteer) -> String {
    gazetteer.chain(id).into_iter().rev().map(|id| gazetteer.label(id)).collect()
}

fn claims(document: &Document, resolved: &Resolved, gazetteer: &Gazetteer) {
    let name = |thing: &Thing| described(thing, gazetteer).0;
    match &resolved.covered {
        Covered::One(area) => say!("covers      {}", name(&Thing::Place(area.clone()))),
        Covered::Several(ids) => say!("covers      one of {}", ids.iter().map(|id| full_name(*id, gazetteer)).collect::<Vec<_>>().join(" | ")),
        Covered::Unknown => say!("covers      -"),
    }
    for (word, things) in [("issued by", &resolved.issuers), ("addressed to", &resolved.recipients), ("cites", &resolved.cites), ("set up", &resolved.set_up)] {
        for thing in things {
            say!("{word:<12}{}", name(thing));
        }
    }
    if let Some(signatory) = &resolved.signatory {
        say!("signed by   {}", name(signatory));
    }
    for provision in &resolved.provisions {
        say!("provision   {} {}  ({})", name(&provision.cited), provision.article, spot(document, provision.span));
    }
    for post in &resolved.posts {
        say!("post        {} {}  ({})", name(&post.holder), post.label, spot(document, post.span));
    }
}

/// Numbers, honours, events, problems and plans; with `explain`, how each number was read and which words announced its indicator.
fn statements(document: &Document, resolved: &Resolved, gazetteer: &Gazetteer, explain: bool) {
    let name = |thing: &Thing| described(thing, gazetteer).0;
    let claims = &resolved.statements;
    for measured in &claims.observations {
        let seen = &measured.observation;
        let quantity = &seen.quantity;
        let upper = quantity.upper.map_or_else(String::new, |upper| format!("-{upper}"));
        let indicator = seen.indicator.map_or("-", |id| gazetteer.label(id));
        say!(
            "number      {}{upper} {} {:?}  {}  [{indicator}]  ({})",
            quantity.value,
            quantity.unit,
            quantity.qualifier,
            document.folded(seen.label),
            spot(document, quantity.span)
        );
        if explain {
            let area = measured.area.as_ref().map_or("-", |area| area.label(gazetteer));
            let year = measured.year.map_or_else(|| "-".to_owned(), |year| year.to_string());
            let body = measured.organization.as_ref().map_or_else(String::new, |body| format!(", of {}", name(body)));
            say!("            {:?} digits, {:?}, for {area} in {year}{body}; in: {}", quantity.digits, seen.standing, document.folded(seen.evidence));
        }
    }
    for award in &claims.awards {
        let grantors: Vec<String> = award.grantors.iter().map(name).collect();
        let by = if grantors.is_empty() { String::new() } else { format!(", by {}", grantors.join(" and ")) };
        say!("honour      {}: {}{by}  ({})", name(&award.recipient), award.title.full.as_ref().unwrap_or(&award.title.name), spot(document, award.span));
        if explain {
            say!("            level {:?}; in: {}", award.level, document.folded(award.span));
        }
    }
    for happening in &claims.events {
        let (year, month, day) = happening.event.day;
        say!("event       {year}-{month:02}-{day:02}  {}  ({})", document.folded(happening.event.words), spot(document, happening.event.span));
        if explain {
            let names: Vec<String> = happening.names.iter().map(name).collect();
            say!("            in {}; names {}", happening.area.as_ref().map_or("-", |area| area.label(gazetteer)), names.join(", "));
        }
    }
    for (word, items) in [("problem", &claims.problems), ("plan", &claims.plans)] {
        for item in items {
            say!("{word:<12}{}  ({})", document.folded(*item).replace('\n', ""), spot(document, *item));
        }
    }
    for head in &claims.heads {
        let by = match &head.by {
            crate::resolve::statements::Leader::Person(person) => name(person),
            crate::resolve::statements::Leader::Post(post) => post.clone(),
        };
        say!("headed by   {}: {by}  ({})", name(&head.body), spot(document, head.span));
    }
}
