//! What a town's page shows beyond its facts. In: an area. Out: its reports, the laws that they cite and whether those were in force, its numbers
//! over the years, its programmes and honours, each a click from its sentence. How a report was read is not known here.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use oxigraph::model::Term;

use super::asked::{Asked, Row, Table};
use super::asking::{Asking, address};
use super::error::PageError;
use super::panels::then;
use super::thing::Thing;
use super::{chart, coverage, link};
use crate::vocab::fz;

/// How many lines of a part are shown before the reader asks for all.
const FIRST: usize = 20;
/// The queries of this part of the page.
const QUERIES: [&str; 5] = ["within-area", "area-laws", "area-numbers", "area-programmes", "area-honours"];

/// The queries that the part came from.
pub(super) fn asked(thing: &Thing) -> Result<Vec<Asked>, PageError> {
    QUERIES.iter().map(|name| Asked::page(name, &[("thing", &thing.iri)])).collect()
}

/// The panel of an area.
pub(super) fn panel(asking: &Asking, thing: &Thing) -> Result<Markup, PageError> {
    let table = |name: &str| asking.rows(name, &[("thing", &thing.iri)]);
    Ok(html! {
        (reports(asking, thing)?)
        (laws(asking, &*table("area-laws")?))
        (numbers(asking, &*table("area-numbers")?))
        (programmes(asking, &*table("area-programmes")?))
        (honours(asking, &*table("area-honours")?))
    })
}

/// The area's own reports with their text and audit, then those of the areas within.
fn reports(asking: &Asking, thing: &Thing) -> Result<Markup, PageError> {
    let table = asking.rows("within-area", &[("thing", &thing.iri)])?;
    let rows: Vec<Row<'_>> = table.iter().filter(|row| row.term("report").is_some()).collect();
    let (own, below): (Vec<_>, Vec<_>) = rows.iter().copied().partition(|row| row.text("area") == thing.iri);
    let mut towns: BTreeMap<(String, String), Vec<Row<'_>>> = BTreeMap::new();
    for row in below {
        towns.entry((row.text("town"), row.text("area"))).or_default().push(row);
    }
    Ok(html! {
        h2 #reports { (asking.w("reports-within")) " " span.count { (rows.len()) } }
        @if rows.is_empty() { p.note { (asking.w("no-reports-within")) } }
        @if !own.is_empty() { ul.plain { @for row in &own { li { (report(asking, &row.text("report"), &row.text("year"))) } } } }
        @if !towns.is_empty() { dl.facts { @for ((town, area), rows) in &towns {
            dt { (asking.thing(area, town)) }
            dd { @for row in rows { a href=(asking.to(&row.text("report"))) { (year(asking, &row.text("year"))) } " " } }
        } } }
    })
}

/// A report with the ways into it.
fn report(asking: &Asking, iri: &str, own: &str) -> Markup {
    let known = coverage::reports(asking).ok().and_then(|all| all.iter().find(|report| report.iri == iri));
    let title = known.map_or(own, |report| &report.label);
    let key = iri.rsplit('/').next().unwrap_or_default();
    html! {
        (year(asking, own)) " · " a href=(asking.to(iri)) { (title) }
        @if let Some(report) = known { " · " a href=(asking.to(&report.source)) { (asking.w("read-source")) } }
        @if link::is_key(key) { " · " a href=(format!("/audit/{key}")) { (asking.w("audit-this")) } }
        @if !asking.still { " · " a href=(address("/compare", [("a", iri)])) { (asking.w("compare-this")) } }
    }
}

fn year(asking: &Asking, year: &str) -> String {
    if year.is_empty() { asking.w("no-year").to_owned() } else { year.to_owned() }
}

/// Rows of one thing below each other: its name, and its rows in the query's order.
fn grouped<'t>(table: &'t Table, thing: &str) -> Vec<(String, String, Vec<Row<'t>>)> {
    let mut groups: Vec<(String, String, Vec<Row<'t>>)> = Vec::new();
    for row in table.iter().filter(|row| row.term(thing).is_some()) {
        let iri = row.text(thing);
        match groups.iter_mut().find(|(known, ..)| *known == iri) {
            Some((.., rows)) if rows.iter().any(|known| known.term("report").is_some() && known.term("report") == row.term("report")) => {}
            Some((.., rows)) => rows.push(row),
            None => groups.push((iri, row.text("label"), vec![row])),
        }
    }
    groups
}

/// How many lines of a part are shown, and the way to the rest.
fn shown(asking: &Asking, part: &'static str, len: usize) -> (usize, Markup) {
    let all = asking.still || asking.param("all") == part || len <= FIRST + FIRST / 4;
    let rest = html! { @if !all { p { a href=(format!("{}#{part}", asking.here_with(&[("all", part)]))) { (asking.w("show-all")) " " (len) } } } };
    (if all { len } else { FIRST }, rest)
}

/// What the reports cite; the invalid first, for they want a look.
fn laws(asking: &Asking, table: &Table) -> Markup {
    let mut laws = grouped(table, "law");
    let stale = |rows: &[Row<'_>]| rows.iter().any(|row| row.term("end").is_some());
    laws.sort_by_key(|(.., rows)| !stale(rows));
    let (len, rest) = shown(asking, "laws", laws.len());
    html! { @if !laws.is_empty() {
        h2 #laws { (asking.w("area-laws")) " " span.count { (laws.len()) } }
        div.scroll { table.stack {
            thead { tr { th scope="col" { (asking.w("law")) } th scope="col" { (asking.w("in-force-since")) } th scope="col" { (asking.w("cited-in")) } } }
            tbody { @for (iri, label, rows) in laws.iter().take(len) { tr {
                td.long { (asking.thing(iri, label)) }
                td.day { @for row in rows.iter().take(1) { (row.text("start")) @if row.term("end").is_some() { br; span class="tag bad" { (asking.w("ended")) " " (row.text("end")) } } } }
                td { @for row in rows { div.cited { a href=(asking.to(&row.text("report"))) { (year(asking, &row.text("year"))) } " " (then(asking, *row, &row.text("start"), &row.text("end"))) " " (asking.to_place(&row.text("place"))) } } }
            } } }
        } }
        (rest)
    } }
}

/// Indicators by years; what the text gives as a share or a plan of something else is left to the indicator's page.
fn numbers(asking: &Asking, table: &Table) -> Markup {
    let plain = || table.iter().filter(|row| row.term("indicator").is_some() && row.term("standing").is_none());
    let years: BTreeSet<String> = plain().map(|row| row.text("year")).collect();
    let mut lines: BTreeMap<(String, String), BTreeMap<String, Vec<Row<'_>>>> = BTreeMap::new();
    for row in plain() {
        lines.entry((row.text("label"), row.text("indicator"))).or_default().entry(row.text("year")).or_default().push(row);
    }
    let (len, rest) = shown(asking, "numbers", lines.len());
    html! { @if !lines.is_empty() {
        h2 #numbers { (asking.w("area-numbers")) " " span.count { (lines.len()) } }
        div.scroll { table {
            thead { tr { th scope="col" { (asking.w("indicator")) } @for one in &years { th.number scope="col" { (year(asking, one)) } } } }
            tbody { @for ((label, iri), cells) in lines.iter().take(len) { tr {
                td { a href=(indicator(iri)) { (asking.name(iri, label)) } }
                @for one in &years { td.number { @for (place, row) in cells.get(one).into_iter().flatten().enumerate() { @if place > 0 { br; } (number(asking, *row)) } } }
            } } }
        } }
        (rest)
    } }
}

/// The page of an indicator across areas.
fn indicator(iri: &str) -> String {
    format!("/indicator/{}", iri.rsplit('/').next().unwrap_or_default())
}

/// A number that leads to its sentence.
fn number(asking: &Asking, row: Row<'_>) -> Markup {
    let text = row.text("value").parse().map_or_else(|_| row.text("value"), chart::number);
    let text = format!("{text} {}", row.text("unit"));
    html! { @if let Some(to) = asking.place(&row.text("evidence")) { a href=(to) { (text) } } @else { (text) } }
}

fn programmes(asking: &Asking, table: &Table) -> Markup {
    let all = grouped(table, "programme");
    let (len, rest) = shown(asking, "programmes", all.len());
    html! { @if !all.is_empty() {
        h2 #programmes { (asking.w("programmes")) " " span.count { (all.len()) } }
        ul.plain.two { @for (iri, label, rows) in all.iter().take(len) { li {
            (asking.thing(iri, label)) @for row in rows { " · " (year(asking, &row.text("year"))) " " (asking.to_place(&row.text("place"))) }
        } } }
        (rest)
    } }
}

fn honours(asking: &Asking, table: &Table) -> Markup {
    let rows: Vec<Row<'_>> = table.iter().filter(|row| row.term("award").is_some()).collect();
    let (len, rest) = shown(asking, "honours", rows.len());
    html! { @if !rows.is_empty() {
        h2 #honours { (asking.w("honours")) " " span.count { (rows.len()) } }
        div.scroll { table {
            thead { tr { th scope="col" { (asking.w("honour")) } th scope="col" { (asking.w("recipient")) } th scope="col" { (asking.w("level")) }
                th scope="col" { (asking.w("grantor")) } th.number scope="col" { (asking.w("year")) } th scope="col" { (asking.w("place")) } } }
            tbody { @for row in rows.iter().take(len) { tr {
                td { a href=(asking.to(&row.text("award"))) { (row.text("honour")) } }
                td { @if row.term("recipient").is_some() { (asking.thing(&row.text("recipient"), &row.text("receives"))) } }
                td { @if let Some(Term::NamedNode(level)) = row.term("level") { (asking.term(level.as_str())) } }
                td { (row.text("grantor")) } td.number { (row.text("year")) } td { (asking.to_place(&row.text("evidence"))) }
            } } }
        } }
        (rest)
    } }
}

impl Thing {
    /// Whether it is an area of any tier.
    pub fn is_area(&self) -> bool {
        self.classes.iter().any(|class| super::called::colour(class) == "area" && class != fz::NATION)
    }
}
