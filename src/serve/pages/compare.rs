//! Two reports beside each other. In: two reports, or towns. Out: what both cite, run and count, what only one does, and the sentences they share.

use std::collections::BTreeMap;

use axum::response::Response;
use maud::{Markup, html};

use super::asked::{Asked, Row, Table};
use super::asking::Asking;
use super::coverage::{self, Report};
use super::error::PageError;
use super::{chart, foot, layout, twin};
use crate::audit;
use crate::vocab::fz;

/// How many reports a list to choose from may have.
const CHOICE: usize = 2000;

/// `/compare?a=…&b=…`: IRIs of reports, or towns with or without a year.
pub(super) fn page(asking: &Asking) -> Result<Response, PageError> {
    let reports = coverage::reports(asking)?;
    let (a, b) = (find(reports, asking.param("a")), find(reports, asking.param("b")));
    let both = match (a, b) {
        (Some(a), Some(b)) => Some((a, b)),
        _ => None,
    };
    let Some((a, b)) = both else {
        let unknown =
            [("a", a), ("b", b)].into_iter().filter(|(name, found)| found.is_none() && !asking.param(name).is_empty()).map(|(name, _)| asking.param(name));
        let unknown: Vec<&str> = unknown.collect();
        let body = html! {
            h1 { (asking.w("compare")) }
            p.lead { (asking.w("compare-lead")) }
            @for name in unknown { p.bad { (asking.w("compare-unknown")) (asking.colon()) (name) } }
            (form(asking, reports, a, b))
        };
        return Ok(layout::page(asking, asking.w("compare"), body));
    };
    let asked = Asked::page("report-things", &[("report", &a.iri)])?;
    if let Some(twin) = twin::of(asking, &asked)? {
        return Ok(twin);
    }
    let other = Asked::page("report-things", &[("report", &b.iri)])?;
    let numbers = [Asked::page("report-numbers", &[("report", &a.iri)])?, Asked::page("report-numbers", &[("report", &b.iri)])?];
    let (things_a, things_b) = (asking.ask(&asked)?, asking.ask(&other)?);
    let title = format!("{} / {}", short(a), short(b));
    let body = html! {
        h1 { (asking.w("compare")) }
        (form(asking, reports, Some(a), Some(b)))
        p { (asking.thing(&a.iri, &a.label)) " ↔ " (asking.thing(&b.iri, &b.label)) }
        (things(asking, "citations", fz::CITES, (a, &things_a), (b, &things_b)))
        (things(asking, "programmes", fz::MENTIONS, (a, &things_a), (b, &things_b)))
        (counted(asking, (a, &*asking.ask(&numbers[0])?), (b, &*asking.ask(&numbers[1])?)))
        (shared(asking, a, b)?)
        (foot::of_all(asking, &[&asked, &other, &numbers[0], &numbers[1]]))
    };
    Ok(layout::page(asking, &title, body))
}

fn short(report: &Report) -> String {
    format!("{} {}", if report.town.is_empty() { &report.label } else { &report.town }, report.year)
}

/// A report by its IRI, or the latest of a town, or that of a town and year.
fn find<'r>(reports: &'r [Report], text: &str) -> Option<&'r Report> {
    let (town, year) = text.rsplit_once(' ').unwrap_or((text, ""));
    let exact = reports.iter().find(|report| !text.is_empty() && report.iri == text);
    let dated = || reports.iter().find(|report| report.town == town.trim() && report.year == year && !year.is_empty());
    let latest = || reports.iter().filter(|report| !text.is_empty() && (report.town == text || report.area == text)).max_by_key(|report| &report.year);
    exact.or_else(dated).or_else(latest)
}

fn form(asking: &Asking, reports: &[Report], a: Option<&Report>, b: Option<&Report>) -> Markup {
    let value = |report: Option<&Report>, name: &str| {
        report.map_or_else(|| asking.param(name).to_owned(), |report| if report.town.is_empty() { report.iri.clone() } else { short(report) })
    };
    html! {
        form.ask action="/compare" {
            label { (asking.w("compare-a")) input name="a" list="reports" value=(value(a, "a")) required; }
            label { (asking.w("compare-b")) input name="b" list="reports" value=(value(b, "b")) required; }
            button { (asking.w("compare")) }
            datalist id="reports" { @for report in reports.iter().filter(|report| !report.town.is_empty()).take(CHOICE) { option value=(short(report)) { (report.county) } } }
        }
    }
}

type Side<'t> = (&'t Report, &'t Table);

/// What both name, and what only one does.
fn things(asking: &Asking, title: &str, property: &str, a: Side<'_>, b: Side<'_>) -> Markup {
    let of = |table: &'_ Table| -> BTreeMap<String, (String, String)> {
        table.iter().filter(|row| row.text("property") == property).map(|row| (row.text("thing"), (row.text("label"), row.text("place")))).collect()
    };
    let (left, right) = (of(a.1), of(b.1));
    let both: Vec<(&String, &(String, String))> = left.iter().filter(|(thing, _)| right.contains_key(*thing)).collect();
    let only = |own: &BTreeMap<String, (String, String)>, other: &BTreeMap<String, (String, String)>, report: &Report| {
        html! {
            div { h3 { (asking.w("only")) " " (short(report)) " " span.count { (own.keys().filter(|thing| !other.contains_key(*thing)).count()) } }
                ul.plain { @for (thing, (label, place)) in own.iter().filter(|(thing, _)| !other.contains_key(*thing)) { li { (asking.thing(thing, label)) " " (asking.to_place(place)) } } } }
        }
    };
    html! {
        h2 { (super::words::maybe(asking.language, title).unwrap_or_default()) }
        h3 { (asking.w("both")) " " span.count { (both.len()) } }
        ul.plain { @for (thing, (label, place)) in both { li { (asking.thing(thing, label)) " " (asking.to_place(place)) " / " (asking.to_place(right.get(thing).map_or("", |(_, place)| place))) } } }
        div.pair { (only(&left, &right, a.0)) (only(&right, &left, b.0)) }
    }
}

/// Numbers of the indicators that either has.
fn counted(asking: &Asking, a: Side<'_>, b: Side<'_>) -> Markup {
    let mut all: BTreeMap<(String, String), [Vec<Row<'_>>; 2]> = BTreeMap::new();
    for (place, (_, table)) in [a, b].into_iter().enumerate() {
        for row in table.iter().filter(|row| row.term("standing").is_none() && row.term("indicator").is_some()) {
            if let Some(list) = all.entry((row.text("label"), row.text("indicator"))).or_default().get_mut(place) {
                list.push(row);
            }
        }
    }
    let cell = |rows: &[Row<'_>]| {
        html! { td.number { @for (place, row) in rows.iter().enumerate() {
            @if place > 0 { br; }
            @let text = row.text("value").parse().map_or_else(|_| row.text("value"), chart::number);
            @if let Some(to) = asking.place(&row.text("evidence")) { a href=(to) { (text) " " (row.text("unit")) } } @else { (text) }
        } } }
    };
    html! {
        h2 { (asking.w("indicators")) " " span.count { (all.len()) } }
        div.scroll { table {
            thead { tr { th scope="col" { (asking.w("indicator")) } th.number scope="col" { (short(a.0)) } th.number scope="col" { (short(b.0)) } } }
            tbody { @for ((label, iri), [left, right]) in &all { tr { th scope="row" { (asking.thing(iri, label)) } (cell(left)) (cell(right)) } } }
        } }
    }
}

/// Sentences that stand in both, word for word.
fn shared(asking: &Asking, a: &Report, b: &Report) -> Result<Markup, PageError> {
    let (left, right) = (asking.source(&a.source)?, asking.source(&b.source)?);
    let text = |source: &super::sentence::Source| source.text.iter().collect::<String>();
    let both = audit::in_both(&text(&left), &text(&right));
    let words = |(start, end): (usize, usize)| left.text.get(start..end).unwrap_or_default().iter().filter(|c| !c.is_whitespace()).collect::<String>();
    let place = |report: &Report, (start, end): (usize, usize)| format!("{}#char={start},{end}", report.source);
    Ok(html! {
        h2 { (asking.w("text-in-common")) " " span.count { (both.len()) " " (asking.w("sentences")) } }
        p.note { (asking.w("text-in-common-note")) }
        ol.hits { @for (own, other) in &both { li {
            blockquote lang="zh-CN" { (words(*own)) }
            p.from { (short(a)) " " (asking.to_place(&place(a, *own))) " · " (short(b)) " " (asking.to_place(&place(b, *other))) }
        } } }
    })
}
