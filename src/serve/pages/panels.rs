//! What only things of one class have on their page: a report's parts, a law's validity, an area's reports. In: the thing. Out: markup.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::asked::Row;
use super::asking::{Asking, address};
use super::error::PageError;
use super::thing::Thing;
use super::{area, chart};
use crate::ask::shown;
use crate::vocab::{fz, other};

/// The panel of a thing.
pub(super) fn of(asking: &Asking, thing: &Thing) -> Result<Markup, PageError> {
    if thing.is(fz::REPORT) {
        report(asking, thing)
    } else if thing.is(fz::LEGAL_INSTRUMENT) || thing.is(fz::DOCUMENT) {
        law(asking, thing)
    } else if thing.is(fz::INDICATOR_CLASS) {
        let local = thing.iri.rsplit('/').next().unwrap_or_default();
        Ok(html! { p { a.button href=(format!("/indicator/{local}")) { (asking.w("indicator-page")) } } })
    } else if thing.is_area() {
        area::panel(asking, thing)
    } else {
        Ok(html! {})
    }
}

fn report(asking: &Asking, thing: &Thing) -> Result<Markup, PageError> {
    let source = thing.values(other::SOURCE).first().map(|term| shown(term)).unwrap_or_default();
    let key = thing.iri.rsplit('/').next().unwrap_or_default();
    let counts = asking.rows("statements", &[("report", &thing.iri)])?;
    Ok(html! {
        p { a.button href=(asking.to(&source)) { (asking.w("read-source")) } " " a.button href=(format!("/audit/{key}")) { (asking.w("audit-this")) }
            @if !asking.still { " " a.button href=(address("/compare", [("a", thing.iri.as_str())])) { (asking.w("compare-this")) } } }
        ul.tiles { @for row in counts.iter().filter(|row| row.term("class").is_some()) { li { b { (row.text("count")) } span { (asking.term(&row.text("class"))) } } } }
    })
}

/// Validity, versions, and who cites it, each citation judged by the report's date.
fn law(asking: &Asking, thing: &Thing) -> Result<Markup, PageError> {
    let citers = asking.rows("law-citers", &[("thing", &thing.iri)])?;
    let rows: Vec<Row<'_>> = citers.iter().filter(|row| row.term("report").is_some()).collect();
    let mut years: BTreeMap<String, f64> = BTreeMap::new();
    for row in &rows {
        *years.entry(row.text("year")).or_default() += 1.0;
    }
    let dates = |property: &str| thing.values(property).first().map(|term| shown(term)).unwrap_or_default();
    let (start, end) = (dates(other::IN_FORCE), dates(other::NO_LONGER));
    let bars: Vec<chart::Bar> = years.iter().map(|(year, count)| chart::Bar::new(year, *count, "")).collect();
    Ok(html! {
        (status(asking, thing, &start, &end)?)
        (versions(asking, thing)?)
        h2 { (asking.w("cited-by")) " " span.count { (asking.so_many(rows.len(), "report")) } }
        @if let Some((first, last)) = span(&years) { p.note { (asking.w("cited-first")) " " (first) @if first != last { " · " (asking.w("cited-last")) " " (last) } } }
        @if bars.len() > 1 { (chart::bars(asking.w("cited-by-year"), &bars)) }
        @if rows.is_empty() { p.note { (asking.w("cited-by-none")) } } @else { div.scroll { table.stack {
            thead { tr { th scope="col" { (asking.w("area")) } th scope="col" { (asking.w("report")) } th.number scope="col" { (asking.w("year")) }
                th scope="col" { (asking.w("issued")) } th scope="col" { (asking.w("then")) } th.number scope="col" { (asking.w("times-cited")) } th scope="col" { (asking.w("place")) } } }
            tbody { @for row in rows.iter().take(300) { tr {
                td { @if row.term("area").is_some() { (asking.thing(&row.text("area"), &row.text("town"))) } } td.long { a href=(asking.to(&row.text("report"))) { (row.text("title")) } } td.number { (row.text("year")) } td.day { (row.text("issued")) }
                td { (then(asking, *row, &start, &end)) } td.number { (row.text("times")) } td { (asking.to_place(&row.text("place"))) }
            } } }
        } } }
    })
}

/// The first and the last year in which it is cited.
fn span(years: &BTreeMap<String, f64>) -> Option<(&str, &str)> {
    let mut known = years.keys().filter(|year| !year.is_empty());
    let first = known.next()?;
    Some((first, known.next_back().unwrap_or(first)))
}

fn status(asking: &Asking, thing: &Thing, start: &str, end: &str) -> Result<Markup, PageError> {
    let table = asking.rows("law-status", &[("thing", &thing.iri)])?;
    let mut next: BTreeMap<String, String> = BTreeMap::new();
    let mut former: BTreeMap<String, String> = BTreeMap::new();
    for row in table.iter() {
        if row.term("next").is_some() {
            next.insert(row.text("next"), row.text("successor"));
        }
        if row.term("before").is_some() {
            // An earlier instrument of the same name is told apart by its date.
            let since = row.text("beforeStart");
            former.insert(row.text("before"), if since.is_empty() { row.text("former") } else { format!("{}（{since}）", row.text("former")) });
        }
    }
    Ok(html! {
        p {
            @if !end.is_empty() { @if !start.is_empty() { span.tag { (asking.w("in-force-since")) " " (start) } " " } span class="tag bad" { (asking.w("ended")) " " (end) } " " }
            @else if !start.is_empty() { span class="tag good" { (asking.w("in-force-since")) " " (start) } " " }
            @else { span.tag { (asking.w("validity-unknown")) } " " }
        }
        @if !next.is_empty() { p { (asking.w("superseded-by")) " " @for (iri, label) in &next { (asking.thing(iri, label)) " " } } }
        @if !former.is_empty() { p { (asking.w("supersedes")) " " @for (iri, label) in &former { (asking.thing(iri, label)) " " } } }
    })
}

/// Whether the instrument was in force when a report was made: by its date, else by the last day of its year.
pub(super) fn then(asking: &Asking, row: Row<'_>, start: &str, end: &str) -> Markup {
    let issued = row.text("issued");
    let day = if issued.is_empty() { format!("{}-12-31", row.text("year")) } else { issued };
    html! {
        @if day.len() < 10 || (start.is_empty() && end.is_empty()) { span.tag { (asking.w("validity-unknown")) } }
        @else if !end.is_empty() && end <= day.as_str() { span class="tag bad" { (asking.w("stale")) } }
        @else if !start.is_empty() && start > day.as_str() { span class="tag warn" { (asking.w("not-yet")) } }
        @else { span class="tag good" { (asking.w("valid")) } }
    }
}

fn versions(asking: &Asking, thing: &Thing) -> Result<Markup, PageError> {
    let table = asking.rows("versions", &[("thing", &thing.iri)])?;
    let rows: Vec<Row<'_>> = table.iter().filter(|row| row.term("version").is_some()).collect();
    Ok(html! { @if !rows.is_empty() {
        h2 { (asking.w("versions")) " " span.count { (rows.len()) } }
        div.scroll { table {
            thead { tr { th scope="col" { (asking.w("version")) } th scope="col" { (asking.w("published")) } th scope="col" { (asking.w("in-force-since")) } } }
            tbody { @for row in &rows { tr { td { (asking.thing(&row.text("version"), &row.text("name"))) } td { (row.text("published")) } td { (row.text("start")) } } } }
        } }
    } })
}
