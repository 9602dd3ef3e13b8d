//! Lists with facets: reports, areas, laws, programmes. In: what the reader chose. Out: a page with counts beside every choice.

use std::collections::BTreeMap;

use axum::response::Response;
use maud::{Markup, html};

use super::asked::{Asked, Row};
use super::asking::Asking;
use super::coverage::{self, Report};
use super::error::PageError;
use super::{chart, foot, layout, twin};

/// What a list of reports is narrowed by: its name, and what a report has of it.
type Facet = (&'static str, fn(&Report) -> &String);

/// How many rows a page of a list has.
const ROWS: usize = 100;

/// `/reports?year=&province=&county=`.
pub(super) fn reports(asking: &Asking) -> Result<Response, PageError> {
    let asked = Asked::page("report-list", &[])?;
    if let Some(twin) = twin::of(asking, &asked)? {
        return Ok(twin);
    }
    let fields: [Facet; 3] = [("year", |r| &r.year), ("province", |r| &r.province), ("county", |r| &r.county)];
    let all = coverage::reports(asking)?;
    let fits = |report: &&Report, but: &str| fields.iter().all(|(name, of)| *name == but || asking.param(name).is_empty() || asking.param(name) == of(report));
    let chosen: Vec<&Report> = all.iter().filter(|report| fits(report, "")).collect();
    let facets: Vec<Markup> =
        fields.iter().map(|(name, of)| facet(asking, name, all.iter().filter(|report| fits(report, name)).map(|report| of(report).as_str()))).collect();
    let body = html! {
        h1 { (asking.w("reports")) " " span.count { (chosen.len()) } }
        div.columns {
            div {
                div.scroll { table.stack {
                    thead { tr { th scope="col" { (asking.w("area")) } th.number scope="col" { (asking.w("year")) } th scope="col" { (asking.w("title")) } th scope="col" { (asking.w("number")) } th scope="col" { (asking.w("issued")) } } }
                    tbody { @for report in part(asking, &chosen) { tr {
                        th scope="row" { @if report.area.is_empty() { (asking.w("no-area")) } @else { a href=(asking.to(&report.area)) { (report.town) } } }
                        td.number { (report.year) } td.long { a href=(asking.to(&report.iri)) { (report.label) } } td { (report.number) } td.day { (report.issued) }
                    } } }
                } }
                (pager(asking, chosen.len()))
            }
            @if !asking.still { aside { @for facet in facets { (facet) } } }
        }
        (foot::of(asking, &asked))
    };
    Ok(layout::page(asking, asking.w("reports"), body))
}

/// The values of a field, each with how many there are.
fn facet<'v>(asking: &Asking, name: &'static str, values: impl Iterator<Item = &'v str>) -> Markup {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for value in values.filter(|value| !value.is_empty()) {
        *counts.entry(value).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    if name != "year" {
        counts.sort_by_key(|(value, count)| (std::cmp::Reverse(*count), *value));
    }
    let chosen = asking.param(name);
    html! {
        h2 { (super::words::maybe(asking.language, name).unwrap_or(name)) }
        ul { @for (value, count) in counts.iter().take(40) { li {
            a href=(asking.here_with(&[(name, value), ("p", "")])) aria-current=[(*value == chosen).then_some("true")] { (value) } span.count { (count) }
        } } }
        @if !chosen.is_empty() { p { a href=(asking.here_with(&[(name, ""), ("p", "")])) { "× " (chosen) } } }
    }
}

/// The rows of this page of a list; a file has them all.
fn part<'a, T>(asking: &Asking, rows: &'a [T]) -> &'a [T] {
    if asking.still {
        return rows;
    }
    let from = start(asking, rows.len());
    rows.get(from..(from + ROWS).min(rows.len())).unwrap_or_default()
}

fn start(asking: &Asking, len: usize) -> usize {
    let page = asking.param("p").parse::<usize>().unwrap_or(1).clamp(1, len.div_ceil(ROWS).max(1));
    (page - 1) * ROWS
}

fn pager(asking: &Asking, len: usize) -> Markup {
    let (page, pages) = (start(asking, len) / ROWS + 1, len.div_ceil(ROWS));
    html! { @if pages > 1 && !asking.still { p {
        @if page > 1 { a href=(asking.here_with(&[("p", &(page - 1).to_string())])) { (asking.w("previous")) } " " }
        (page) " / " (pages)
        @if page < pages { " " a href=(asking.here_with(&[("p", &(page + 1).to_string())])) { (asking.w("next")) } }
    } } }
}

/// `/areas`: the areas that have reports, by province and county.
pub(super) fn areas(asking: &Asking) -> Result<Response, PageError> {
    let asked = Asked::page("report-list", &[])?;
    if let Some(twin) = twin::of(asking, &asked)? {
        return Ok(twin);
    }
    type Towns<'r> = BTreeMap<(&'r str, &'r str), Vec<&'r Report>>;
    let mut provinces: BTreeMap<&str, BTreeMap<&str, Towns<'_>>> = BTreeMap::new();
    for report in coverage::reports(asking)?.iter().filter(|report| !report.area.is_empty()) {
        provinces.entry(&report.province).or_default().entry(&report.county).or_default().entry((&report.town, &report.area)).or_default().push(report);
    }
    let count = |counties: &BTreeMap<&str, Towns<'_>>| counties.values().flat_map(|towns| towns.values()).map(Vec::len).sum::<usize>();
    let body = html! {
        h1 { (asking.w("areas")) }
        p.lead { (asking.w("areas-lead")) }
        @for (province, counties) in &provinces {
            h2 { (if province.is_empty() { asking.w("other") } else { province }) " " span.count { (asking.so_many(count(counties), "report")) } }
            dl.facts { @for (county, towns) in counties {
                dt { (county) }
                dd { ul.flow { @for ((town, area), reports) in towns { li { (asking.thing(area, town)) " " span.count { @for report in reports { a href=(asking.to(&report.iri)) { (if report.year.is_empty() { asking.w("no-year") } else { &report.year }) } " " } } } } } }
            } }
        }
        (foot::of(asking, &asked))
    };
    Ok(layout::page(asking, asking.w("areas"), body))
}

/// `/laws?category=`.
pub(super) fn laws(asking: &Asking) -> Result<Response, PageError> {
    counted(asking, &Counted { query: "law-list", title: "laws", thing: "law", facet: "category", of: "categoryName" })
}

/// `/programmes?kind=`.
pub(super) fn programmes(asking: &Asking) -> Result<Response, PageError> {
    counted(asking, &Counted { query: "programme-list", title: "programmes", thing: "programme", facet: "kind", of: "class" })
}

/// A list of things by how many reports name them.
struct Counted {
    query: &'static str,
    title: &'static str,
    thing: &'static str,
    facet: &'static str,
    of: &'static str,
}

fn counted(asking: &Asking, list: &Counted) -> Result<Response, PageError> {
    let asked = Asked::page(list.query, &[])?;
    if let Some(twin) = twin::of(asking, &asked)? {
        return Ok(twin);
    }
    let table = asking.ask(&asked)?;
    let kind = |row: Row<'_>| {
        let text = row.text(list.of);
        if text.starts_with("http") {
            asking.term(&text)
        } else if text.is_empty() {
            asking.w("unregistered").to_owned()
        } else {
            text
        }
    };
    let mut seen = std::collections::BTreeSet::new();
    let all: Vec<(Row<'_>, String)> = table.iter().filter(|row| seen.insert(row.text(list.thing))).map(|row| (row, kind(row))).collect();
    let chosen: Vec<&(Row<'_>, String)> = all.iter().filter(|(_, kind)| asking.param(list.facet).is_empty() || asking.param(list.facet) == kind).collect();
    let title = super::words::maybe(asking.language, list.title).unwrap_or_default();
    let bars: Vec<chart::Bar> = chosen
        .iter()
        .take(12)
        .map(|(row, _)| chart::Bar::new(&row.text("label"), row.text("reports").parse().unwrap_or(0.0), &asking.to(&row.text(list.thing))))
        .collect();
    let body = html! {
        h1 { (title) " " span.count { (chosen.len()) } }
        div.columns {
            div {
                (chart::bars(asking.w("most-reports"), &bars))
                div.scroll { table {
                    thead { tr { th scope="col" { (asking.w("name")) } th scope="col" { (asking.w("kind")) } th.number scope="col" { (asking.w("reports")) } } }
                    tbody { @for (row, kind) in part(asking, &chosen) { tr {
                        td { (asking.thing(&row.text(list.thing), &row.text("label"))) @if !row.text("end").is_empty() { " " span class="tag bad" { (asking.w("ended")) " " (row.text("end")) } } }
                        td { (kind) } td.number { (row.text("reports")) }
                    } } }
                } }
                (pager(asking, chosen.len()))
            }
            @if !asking.still { aside { (facet(asking, list.facet, all.iter().map(|(_, kind)| kind.as_str()))) } }
        }
        (foot::of(asking, &asked))
    };
    Ok(layout::page(asking, title, body))
}
