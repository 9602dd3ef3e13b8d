//! Indicators across towns and years. In: an indicator. Out: a chart, a table, downloads; each number is one click from its sentence.

use std::collections::BTreeMap;

use axum::response::Response;
use maud::html;
use oxigraph::model::Term;

use super::asked::{Asked, Row};
use super::asking::Asking;
use super::error::PageError;
use super::{chart, foot, layout, link, twin};

/// How many bars a chart has.
const BARS: usize = 40;

/// `/indicators`.
pub(super) fn list(asking: &Asking) -> Result<Response, PageError> {
    let asked = Asked::page("indicator-list", &[])?;
    if let Some(twin) = twin::of(asking, &asked)? {
        return Ok(twin);
    }
    let table = asking.ask(&asked)?;
    let mut groups: BTreeMap<String, Vec<Row<'_>>> = BTreeMap::new();
    for row in table.iter() {
        let rows = groups.entry(row.text("group")).or_default();
        if !rows.iter().any(|known| known.text("indicator") == row.text("indicator")) {
            rows.push(row);
        }
    }
    let body = html! {
        h1 { (asking.w("indicators")) " " span.count { (groups.values().map(Vec::len).sum::<usize>()) } }
        p.lead { (asking.w("indicators-lead")) }
        @for (group, rows) in &groups {
            h2 { (if group.is_empty() { asking.w("other") } else { group }) " " span.count { (rows.len()) } }
            ul.flow { @for row in rows { li { a href=(format!("/indicator/{}", local(&row.text("indicator")))) { (name(asking, *row)) } " " span.count { (row.text("values")) } } } }
        }
        (foot::of(asking, &asked))
    };
    Ok(layout::page(asking, asking.w("indicators"), body))
}

fn local(iri: &str) -> &str {
    iri.rsplit('/').next().unwrap_or(iri)
}

fn name(asking: &Asking, row: Row<'_>) -> String {
    let english = row.text("english");
    if asking.english() && !english.is_empty() { format!("{english}（{}）", row.text("label")) } else { row.text("label") }
}

/// `/indicator/{name}`.
pub(super) fn page(asking: &Asking) -> Result<Response, PageError> {
    let rest = asking.path.strip_prefix("/indicator/").unwrap_or_default();
    let iri = link::iri(asking.site.view.base(), &format!("indicator/{rest}"));
    let asked = Asked::page("indicator-values", &[("indicator", &iri)])?;
    if let Some(twin) = twin::of(asking, &asked)? {
        return Ok(twin);
    }
    let facts = asking.rows("facts", &[("thing", &iri)])?;
    let of = |property: &str| facts.iter().find(|row| row.text("property").ends_with(property)).map(|row| row.text("value")).unwrap_or_default();
    let label = of("#label");
    if label.is_empty() {
        return Err(PageError::Missing);
    }
    let label = asking.name(&iri, &label);
    let table = asking.ask(&asked)?;
    let year = asking.param("year");
    let rows: Vec<Row<'_>> = table.iter().filter(|row| year.is_empty() || row.text("year") == year).collect();
    let mut years: BTreeMap<String, usize> = BTreeMap::new();
    for row in table.iter() {
        *years.entry(row.text("year")).or_default() += 1;
    }
    let body = html! {
        nav.crumbs aria-label=(asking.w("crumbs")) { ol { li { a href="/" { (asking.w("home")) } } li { a href="/indicators" { (asking.w("indicators")) } } } }
        h1 { (label) }
        p.lead { (of("#comment")) " " a href=(asking.to(&iri)) { (asking.w("about-indicator")) } }
        @if !asking.still && years.len() > 1 { p { (asking.w("year")) (asking.colon()) a href=(asking.here_with(&[("year", "")])) aria-current=[year.is_empty().then_some("true")] { (asking.w("all-years")) }
            @for (one, count) in &years { " · " a href=(asking.here_with(&[("year", one)])) aria-current=[(one == year).then_some("true")] { (one) " " span.count { (count) } } } } }
        @for (unit, rows) in by_unit(&rows) { (chart::bars(&format!("{label}（{unit}）"), &bars(asking, &rows))) }
        @if rows.is_empty() { p { (asking.w("no-values")) } } @else { div.scroll { table.stack {
            thead { tr { th scope="col" { (asking.w("area")) } th.number scope="col" { (asking.w("year")) } th.number scope="col" { (asking.w("value")) } th scope="col" { (asking.w("unit")) }
                th scope="col" { (asking.w("how")) } th scope="col" { (asking.w("sentence")) } } }
            tbody { @for row in rows.iter().take(1000) { tr {
                td { @if row.term("area").is_some() { (asking.thing(&row.text("area"), &row.text("town"))) } }
                td.number { (row.text("year")) }
                td.number { @if let Some(place) = asking.place(&row.text("evidence")) { a href=(place) { (value(*row)) } } @else { (value(*row)) } }
                td { (row.text("unit")) }
                td { @if let Some(Term::NamedNode(how)) = row.term("qualifier") { (asking.term(how.as_str())) } @if let Some(Term::NamedNode(standing)) = row.term("standing") { " " span.tag { (asking.term(standing.as_str())) } } }
                td.long lang="zh-CN" { (row.text("sentence")) }
            } } }
        } } }
        (foot::of(asking, &asked))
    };
    Ok(layout::page(asking, &label, body))
}

fn value(row: Row<'_>) -> String {
    let text = row.text("value");
    text.parse().map_or(text, chart::number)
}

/// Numbers of different units are not compared.
fn by_unit<'t>(rows: &[Row<'t>]) -> Vec<(String, Vec<Row<'t>>)> {
    let mut units: BTreeMap<String, Vec<Row<'t>>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.term("standing").is_none()) {
        units.entry(row.text("unit")).or_default().push(*row);
    }
    let mut units: Vec<(String, Vec<Row<'t>>)> = units.into_iter().filter(|(_, rows)| rows.len() > 1).collect();
    units.sort_by_key(|(_, rows)| std::cmp::Reverse(rows.len()));
    units.truncate(3);
    units
}

fn bars(asking: &Asking, rows: &[Row<'_>]) -> Vec<chart::Bar> {
    let mut sorted: Vec<(f64, &Row<'_>)> = rows.iter().filter_map(|row| Some((row.text("value").parse().ok()?, row))).collect();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    sorted
        .iter()
        .take(BARS)
        .map(|(number, row)| {
            let name = format!("{} {}", row.text("town"), row.text("year"));
            chart::Bar::new(&name, *number, &asking.place(&row.text("evidence")).unwrap_or_default()).written(format!(
                "{} {}",
                chart::number(*number),
                row.text("unit")
            ))
        })
        .collect()
}
