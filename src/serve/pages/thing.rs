//! The page of one thing. In: its IRI. Out: what is said of it, each fact with its sentence; where it is named; what points to it, grouped and counted.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::Response;
use maud::{Markup, html};
use oxigraph::model::{NamedNode, Term, Triple};

use super::asked::{Asked, Row, Table};
use super::asking::{Asking, Form};
use super::error::PageError;
use super::{area, called, foot, layout, link, panels, twin};
use crate::vocab::{fz, other};

/// How many of a group are shown before the reader asks for all.
const FIRST: usize = 10;
/// How many sentences a file shows, which cannot be asked for more.
const STILL: usize = 200;
/// Properties in the order in which they are read; the others come after them, the long ones last.
const ORDER: [&str; 6] = [other::TITLE, fz::DOCUMENT_NUMBER, fz::ISSUED_BY, fz::ADDRESSED_TO, fz::SIGNED_BY, other::ISSUED];
const LATE: [&str; 3] = [fz::CITES, fz::REPORTS, fz::MENTIONS];
/// Properties that pages show elsewhere, or not.
const ASIDE: [&str; 5] = [fz::EVIDENCE, other::IS_STRING, other::HIDDEN_LABEL, other::LABEL, other::TYPE];

/// `/id/…`: 303 to the page or the data, as the reader's program likes it.
pub(super) fn identity(asking: &Asking) -> Result<Response, PageError> {
    let rest = asking.path.strip_prefix("/id/").unwrap_or_default();
    let ending = super::asking::FORMS.iter().find(|(form, ..)| *form == asking.form).map(|(_, ending, _)| *ending);
    let to = match ending {
        Some(ending) => format!("/data/{rest}{ending}"),
        None => link::page(asking.site.view.base(), &link::iri(asking.site.view.base(), rest)),
    };
    Ok(see_other(&to))
}

/// 303; header values are ASCII.
pub(super) fn see_other(path: &str) -> Response {
    let encoded: String =
        path.chars()
            .map(|c| {
                if c.is_ascii() { c.to_string() } else { percent_encoding::utf8_percent_encode(&c.to_string(), percent_encoding::NON_ALPHANUMERIC).to_string() }
            })
            .collect();
    let response = Response::builder().status(StatusCode::SEE_OTHER).header(header::LOCATION, encoded).header(header::VARY, "accept");
    response.body(Body::empty()).unwrap_or_default()
}

/// What is known of a thing.
pub(super) struct Thing {
    pub iri: String,
    pub label: String,
    pub classes: BTreeSet<String>,
    pub facts: std::sync::Arc<Table>,
    own: std::sync::Arc<Table>,
}

impl Thing {
    pub fn is(&self, class: &str) -> bool {
        self.classes.contains(class)
    }

    /// The values of a property.
    pub fn values(&self, property: &str) -> Vec<&Term> {
        self.facts.iter().filter(|row| row.text("property") == property).filter_map(|row| row.term("value")).collect()
    }
}

/// `/page/…` and `/page?iri=…`.
pub(super) fn page(asking: &Asking) -> Result<Response, PageError> {
    let base = asking.site.view.base();
    let iri = match asking.path.strip_prefix("/page/").or_else(|| asking.path.strip_prefix("/data/")) {
        Some(rest) => link::iri(base, rest),
        None => asking.param("iri").to_owned(),
    };
    let own = link::page(base, &iri);
    if asking.form == Form::Html && own.starts_with("/source/") {
        return Ok(see_other(&own));
    }
    let asked = Asked::page("facts", &[("thing", &iri)])?;
    let facts = asking.ask(&asked)?;
    let counts = asking.rows("link-counts", &[("thing", &iri)])?;
    if facts.rows.is_empty() && counts.rows.is_empty() {
        return Err(PageError::Missing);
    }
    if asking.form != Form::Html {
        return data(asking, &iri, &facts);
    }
    let of = |property: &str| facts.iter().filter(|row| row.text("property") == property).map(|row| row.text("value")).collect::<Vec<_>>();
    let label = of(other::LABEL).into_iter().next().unwrap_or_else(|| called::short(&iri));
    let own = asking.rows("evidence", &[("thing", &iri)])?;
    let thing = Thing { label: asking.name(&iri, &label), classes: of(other::TYPE).into_iter().collect(), iri, facts: facts.clone(), own };
    let mut queries = vec![asked];
    if thing.is_area() {
        queries.extend(area::asked(&thing)?);
    }
    for name in ["link-counts", "mention-places", "links-in"] {
        queries.push(Asked::page(name, &[("thing", &thing.iri)])?);
    }
    let body = html! {
        (crumbs(asking, &thing)?)
        h1 { (thing.label) }
        p { @for class in &thing.classes { span class=(format!("key {}", called::colour(class))) { (asking.term(class)) } " " } code { (thing.iri) } }
        div.columns {
            div {
                (panels::of(asking, &thing)?)
                (said(asking, &thing)?)
                (named(asking, &thing)?)
                (pointing(asking, &thing, &counts)?)
            }
            (aside(asking, &thing, &counts))
        }
        (foot::of_all(asking, &queries.iter().collect::<Vec<_>>()))
    };
    Ok(layout::page(asking, &thing.label, body))
}

/// The thing's facts and the words of their evidence.
fn data(asking: &Asking, iri: &str, facts: &Table) -> Result<Response, PageError> {
    let node = |iri: &str| NamedNode::new(iri).map_err(|_| PageError::Missing);
    let thing = node(iri)?;
    let mut found: BTreeSet<String> = BTreeSet::new();
    let mut triples = Vec::new();
    let mut push = |triple: Triple| {
        if found.insert(triple.to_string()) {
            triples.push(triple);
        }
    };
    for row in facts.iter() {
        if let (Some(Term::NamedNode(property)), Some(value)) = (row.term("property"), row.term("value")) {
            push(Triple::new(thing.clone(), property.clone(), value.clone()));
        }
    }
    for (query, names) in [("evidence", false), ("mentions", true)] {
        for row in asking.rows(query, &[("thing", iri)])?.iter() {
            if let (Some(Term::NamedNode(mention)), Some(words)) = (row.term("mention"), row.term("words")) {
                push(Triple::new(mention.clone(), NamedNode::new_unchecked(other::ANCHOR_OF), words.clone()));
                if names {
                    push(Triple::new(mention.clone(), NamedNode::new_unchecked(other::TA_IDENT_REF), thing.clone()));
                }
            }
        }
    }
    Ok(twin::graph(asking, &triples))
}

fn crumbs(asking: &Asking, thing: &Thing) -> Result<Markup, PageError> {
    const TIERS: [&str; 5] = [fz::PROVINCE, fz::PREFECTURE, fz::COUNTY, fz::TOWNSHIP, fz::VILLAGE];
    let table = asking.rows("above", &[("thing", &thing.iri)])?;
    let mut above: BTreeMap<(usize, String), String> = BTreeMap::new();
    for row in table.iter() {
        let tier = TIERS.iter().position(|class| *class == row.text("class")).unwrap_or(TIERS.len());
        above.insert((tier, row.text("above")), row.text("label"));
    }
    Ok(html! {
        nav.crumbs aria-label=(asking.w("crumbs")) { ol {
            li { a href="/" { (asking.w("home")) } }
            @for ((_, iri), label) in above.iter().filter(|((_, iri), _)| *iri != thing.iri) { li { (asking.thing(iri, label)) } }
        } }
    })
}

/// The facts, by property.
fn said(asking: &Asking, thing: &Thing) -> Result<Markup, PageError> {
    let order = |property: &str| {
        ORDER.iter().position(|own| *own == property).unwrap_or(ORDER.len()) + LATE.iter().position(|own| *own == property).map_or(0, |late| late + 1)
    };
    let mut groups: BTreeMap<(usize, String), Vec<Row<'_>>> = BTreeMap::new();
    for row in thing.facts.iter().filter(|row| !ASIDE.contains(&row.text("property").as_str())) {
        let rows = groups.entry((order(&row.text("property")), row.text("property"))).or_default();
        // The same fact from another graph, or a second label of the same value, is no second line.
        if !rows.iter().any(|other| other.term("value") == row.term("value")) {
            rows.push(row);
        }
    }
    if groups.is_empty() {
        return Ok(html! {});
    }
    let places = asking.rows("fact-places", &[("thing", &thing.iri)])?;
    let mut lines = Vec::new();
    for ((_, property), rows) in &groups {
        let all = asking.param("all") == property;
        let shown = if all || asking.still { rows.len() } else { rows.len().min(FIRST) };
        let values = rows.iter().take(shown).map(|row| fact(asking, thing, *row, &places)).collect::<Result<Vec<_>, _>>()?;
        lines.push((property, rows.len(), values));
    }
    Ok(html! {
        h2 #facts { (asking.w("facts")) }
        dl.facts { @for (property, count, values) in &lines {
            dt title=(property) { (asking.term(property)) @if *count > 1 { " " span.count { (count) } } }
            dd { @for value in values { (value) }
                @if values.len() < *count { div { a href=(format!("{}#facts", asking.here_with(&[("all", property)]))) { (asking.w("show-all")) " " (count) } } }
            }
        } }
    })
}

fn fact(asking: &Asking, thing: &Thing, row: Row<'_>, places: &Table) -> Result<Markup, PageError> {
    let Some(value) = row.term("value") else { return Ok(html! {}) };
    let graph = row.text("graph");
    let property = row.text("property");
    // A source, its digest and its file's name stand in no sentence.
    let told = graph.contains("/source/") && !thing.is(fz::SOURCE) && property != other::SOURCE;
    let place = if told { place(thing, value, &graph, places) } else { None };
    // A file is called by its name: its digest says nothing to a reader.
    let label = if property == other::SOURCE { asking.source(&row.text("value")).map(|source| source.file).unwrap_or_default() } else { row.text("label") };
    let quote = place.map(|place| asking.folded_quote(&place)).transpose()?;
    Ok(
        html! { div { (asking.value(value, &label)) @if let Some(quote) = quote { (quote) } @else if graph.ends_with("/authority") { " " span.note { (asking.w("from-authority")) } } } },
    )
}

/// Where the text says a fact: where its value is named, where its words stand, or where the thing is told of.
fn place(thing: &Thing, value: &Term, graph: &str, places: &Table) -> Option<String> {
    let named = places.iter().find(|row| row.text("graph") == graph && row.term("value") == Some(value)).map(|row| row.text("mention"));
    let here = || thing.own.iter().filter(|row| row.text("graph") == graph);
    let literal = || {
        let Term::Literal(literal) = value else { return None };
        here().filter(|row| says(&row.text("words"), literal.value())).max_by_key(|row| row.text("words").len()).map(|row| row.text("mention"))
    };
    named.or_else(literal).or_else(|| here().max_by_key(|row| row.text("words").len()).map(|row| row.text("mention")))
}

/// Whether words say a value: they hold it, or, of a date, its parts.
fn says(words: &str, value: &str) -> bool {
    let squeezed = |text: &str| text.replace([' ', '\n'], "");
    let parts: Vec<&str> = value.split('-').map(|part| part.trim_start_matches('0')).collect();
    let dated = parts.len() == 3 && parts.iter().all(|part| part.chars().all(|c| c.is_ascii_digit()) && words.contains(part));
    squeezed(words).contains(&squeezed(value)) || dated
}

/// Where the thing is named, a sentence a source.
fn named(asking: &Asking, thing: &Thing) -> Result<Markup, PageError> {
    let places = asking.rows("mention-places", &[("thing", &thing.iri)])?;
    let rows: Vec<Row<'_>> = places.iter().filter(|row| row.term("graph").is_some()).collect();
    if rows.is_empty() {
        return Ok(html! {});
    }
    let from = asking.param("from").parse::<usize>().unwrap_or(0).min(rows.len());
    let quotes = rows
        .iter()
        .skip(from)
        .take(if asking.still { STILL } else { FIRST })
        .map(|row| Ok((row.count("count"), asking.quote(&row.text("place"))?)))
        .collect::<Result<Vec<_>, PageError>>()?;
    let total: usize = rows.iter().map(|row| row.count("count")).sum();
    Ok(html! {
        h2 #named { (asking.w("named")) " " span.count { (total) " " (asking.w("times")) " · " (asking.so_many(rows.len(), "source")) } }
        ol.hits { @for (count, quote) in &quotes { li { (quote) @if *count > 1 { p.note { (asking.w("in-this-source")) " " (count) " " (asking.w("times")) } } } } }
        @if !asking.still { p {
            @if from > 0 { a href=(format!("{}#named", asking.here_with(&[("from", &from.saturating_sub(FIRST).to_string())]))) { (asking.w("previous")) } " " }
            @if from + FIRST < rows.len() { a href=(format!("{}#named", asking.here_with(&[("from", &(from + FIRST).to_string())]))) { (asking.w("next")) } }
        } }
    })
}

/// What points to the thing, by property.
fn pointing(asking: &Asking, thing: &Thing, counts: &Table) -> Result<Markup, PageError> {
    let mut groups = Vec::new();
    for row in counts.iter().filter(|row| row.term("property").is_some() && row.text("property") != other::TYPE) {
        let property = row.text("property");
        let table = asking.rows("links-in", &[("thing", &thing.iri), ("property", &property)])?;
        let all = asking.still || asking.param("in") == property;
        groups.push((property, row.count("count"), all, table));
    }
    Ok(html! {
        @if !groups.is_empty() { h2 #links { (asking.w("links-in")) } }
        @for (property, count, all, table) in &groups {
            h3 title=(property) id=(format!("in-{}", called::short(property))) { "← " (asking.term(property)) " " span.count { (count) } }
            ul.plain { @for row in once(table).into_iter().take(if *all { usize::MAX } else { FIRST }) { li {
                (asking.thing(&row.text("other"), &row.text("label"))) " " (asking.to_place(&place_of(row)))
            } } }
            @if !*all && *count > FIRST { p { a href=(format!("{}#links", asking.here_with(&[("in", property)]))) { (asking.w("show-all")) " " (count) } } }
        }
    })
}

/// One row a thing: two graphs may say the same.
fn once(table: &Table) -> Vec<Row<'_>> {
    let mut seen = BTreeSet::new();
    table.iter().filter(|row| row.term("other").is_some() && seen.insert(row.text("other"))).collect()
}

fn place_of(row: Row<'_>) -> String {
    let evidence = row.text("evidence");
    if evidence.is_empty() || row.text("other").contains("/report/") { row.text("mention") } else { evidence }
}

fn aside(asking: &Asking, thing: &Thing, counts: &Table) -> Markup {
    html! {
        aside {
            @if counts.iter().any(|row| row.term("property").is_some()) { h2 { (asking.w("links-in")) } }
            ul { @for row in counts.iter().filter(|row| row.term("property").is_some() && row.text("property") != other::TYPE) {
                li { a href=(format!("#in-{}", called::short(&row.text("property")))) { (asking.term(&row.text("property"))) } span.count { (row.text("count")) } }
            } }
            @if !asking.still { h2 { (asking.w("more")) } ul {
                li { a href=(super::asking::address("/graph", [("thing", thing.iri.as_str())])) { (if asking.english() { "Graph" } else { "关系图" }) } }
                @if link::outside(&thing.iri) && !thing.iri.starts_with(asking.site.view.base()) { li { a href=(thing.iri) rel="nofollow noopener" { (asking.w("outside")) } } }
            } }
        }
    }
}
