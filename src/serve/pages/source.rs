//! The page of a source: its text with every mention marked. In: the source's key. Out: HTML in which each stretch has an anchor, `c12-18`.
//!
//! Stretches may lie in each other; where they cross, the second is cut in two. What a stretch names is a click away.

use std::collections::{BTreeMap, BTreeSet};

use axum::response::Response;
use maud::{Markup, html};

use super::asked::{Asked, Table};
use super::asking::Asking;
use super::error::PageError;
use super::marks::{self, Mark};
use super::{called, cite, foot, layout, link, twin};
use crate::ask::sentence;
use crate::vocab::fz;

/// Colours with their words, in the order of the legend.
const LEGEND: [(&str, &str); 6] =
    [("area", "areas"), ("body", "organizations"), ("person", "people"), ("document", "documents"), ("program", "programmes"), ("statement", "statements")];

/// `/source/{key}`.
pub(super) fn page(asking: &Asking) -> Result<Response, PageError> {
    let key = asking.path.strip_prefix("/source/").unwrap_or_default();
    if !link::is_key(key) {
        return Err(PageError::Missing);
    }
    let iri = asking.named(&format!("source/{key}"));
    let asked = Asked::page("source-mentions", &[("graph", &iri)])?;
    if let Some(twin) = twin::of(asking, &asked)? {
        return Ok(twin);
    }
    let source = asking.source(&iri)?;
    let table = asking.ask(&asked)?;
    let mut marks = marks_of(asking, &table);
    let wanted = asking.param("at").split_once(',').and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
    marks.extend(wanted.into_iter().chain(found_by_audit(asking, &iri)?).map(|(start, end)| Mark { start, end, ..Mark::default() }));
    let text = marks::render(&source.text, &marks);
    let citation = asking.rows("citation", &[("graph", &iri)])?;
    let row = citation.iter().next();
    let (title, report) = row.map(|row| (row.text("title"), row.text("report"))).unwrap_or_default();
    let title = if title.is_empty() { source.file.clone() } else { title };
    let body = html! {
        nav.crumbs aria-label=(asking.w("crumbs")) { ol { li { a href="/" { (asking.w("home")) } } li { a href="/reports" { (asking.w("reports")) } }
            @if !report.is_empty() { li { (asking.thing(&report, &title)) } } } }
        h1 { (title) }
        p.note { (asking.w("file")) (asking.colon()) (source.file) " · " (source.text.len()) " " (asking.w("characters")) }
        p { @if !report.is_empty() { a.button href=(asking.to(&report)) { (asking.w("what-was-read")) } " " a.button href=(format!("/audit/{key}")) { (asking.w("audit-this")) } } }
        div.columns {
            article.text lang="zh-CN" { (text) }
            aside {
                h2 { (asking.w("legend")) }
                ul { @for (colour, word) in LEGEND { li { span class=(format!("key {colour}")) { (word_of(asking, word)) } span.count { (count(&marks, colour)) } } } }
                (statements(asking, &table))
                h2 { (asking.w("cite")) }
                div.cite { textarea readonly aria-label=(asking.w("cite-label")) { (cite::citation(asking, &iri, None)?) }
                    button type="button" hidden data-copy="" data-copied=(asking.w("copied")) { (asking.w("copy")) } }
            }
        }
        (foot::of(asking, &asked))
    };
    Ok(layout::page(asking, &title, body))
}

fn word_of(asking: &Asking, key: &str) -> &'static str {
    super::words::maybe(asking.language, key).unwrap_or_default()
}

fn count(marks: &[Mark], colour: &str) -> usize {
    marks.iter().filter(|mark| mark.colour == colour).count()
}

/// One mark a stretch: what it names goes before what is said there.
fn marks_of(asking: &Asking, table: &Table) -> Vec<Mark> {
    let mut found: BTreeMap<(usize, usize), Mark> = BTreeMap::new();
    for row in table.iter() {
        let Some((start, end)) = sentence::range(&row.text("mention")) else { continue };
        let (class, thing) = (row.text("class"), row.text("thing"));
        let colour = called::colour(&class);
        let label = format!("{}{}{}", asking.term(&class), asking.colon(), row.text("label"));
        // A report or a post that rests on a stretch is told there, not named there.
        let told = colour == "statement" || class == fz::REPORT;
        let mark = found.entry((start, end)).or_insert_with(|| Mark { start, end, ..Mark::default() });
        if mark.href.is_empty() || (!told && mark.colour == "statement") {
            mark.href = asking.to(&thing);
            mark.colour = if told { "statement" } else { colour };
        }
        if !mark.title.split(" / ").any(|known| known == label) {
            mark.title = if mark.title.is_empty() { label } else { format!("{} / {label}", mark.title) };
        }
    }
    found.into_values().collect()
}

/// A file cannot mark on request: what audits point at is marked beforehand.
fn found_by_audit(asking: &Asking, source: &str) -> Result<Vec<(usize, usize)>, PageError> {
    if !asking.still {
        return Ok(Vec::new());
    }
    let findings = super::audit::of_source(asking, source)?;
    Ok(findings.iter().filter_map(|finding| finding.evidence.as_deref()).filter(|evidence| evidence.starts_with(source)).filter_map(sentence::range).collect())
}

/// The statements that were read from the text, by class.
fn statements(asking: &Asking, table: &Table) -> Markup {
    let mut groups: BTreeMap<String, BTreeSet<(usize, String, String)>> = BTreeMap::new();
    for row in table.iter().filter(|row| called::colour(&row.text("class")) == "statement") {
        let place = sentence::range(&row.text("mention")).map_or(0, |(start, _)| start);
        groups.entry(row.text("class")).or_default().insert((place, row.text("thing"), row.text("label")));
    }
    html! {
        @if !groups.is_empty() { h2 { (asking.w("what-was-read")) } }
        @for (class, all) in &groups {
            details { summary { (asking.term(class)) " " span.count { (all.len()) } }
                ul.plain { @for (_, thing, label) in all { li { (asking.thing(thing, label)) } } } }
        }
    }
}
