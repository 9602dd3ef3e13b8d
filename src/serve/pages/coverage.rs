//! What the store covers: towns by years, and what is missing. In: its reports. Out: a line for every page, and a page of its own.

use std::collections::{BTreeMap, BTreeSet};

use axum::response::Response;
use maud::{Markup, html};

use super::asked::Asked;
use super::asking::Asking;
use super::error::PageError;
use super::{foot, layout, twin};

/// A report of the store, as lists show it.
#[derive(Debug, Clone, Default)]
pub(super) struct Report {
    pub iri: String,
    pub label: String,
    pub source: String,
    pub area: String,
    pub town: String,
    pub county: String,
    pub province: String,
    pub year: String,
    pub issued: String,
    pub number: String,
}

/// All reports, by place and year; read once.
pub(super) fn reports(asking: &Asking) -> Result<&[Report], PageError> {
    if let Some(reports) = asking.site.known.reports.get() {
        return Ok(reports);
    }
    let mut found: BTreeMap<String, Report> = BTreeMap::new();
    for row in asking.rows("report-list", &[])?.iter() {
        let text = |name: &str| row.text(name);
        found.entry(text("report")).or_insert_with(|| Report {
            iri: text("report"),
            label: text("label"),
            source: text("source"),
            area: text("area"),
            town: text("town"),
            county: text("county"),
            province: text("province"),
            year: text("year"),
            issued: text("issued"),
            number: text("number"),
        });
    }
    let mut reports: Vec<Report> = found.into_values().collect();
    reports.sort_by(|a, b| (&a.province, &a.county, &a.town, &a.year, &a.iri).cmp(&(&b.province, &b.county, &b.town, &b.year, &b.iri)));
    Ok(asking.site.known.reports.get_or_init(|| reports))
}

/// The years that reports are of, and how many areas they cover.
pub(super) fn extent(reports: &[Report]) -> (BTreeSet<&str>, usize) {
    let years = reports.iter().map(|report| report.year.as_str()).filter(|year| !year.is_empty()).collect();
    let areas: BTreeSet<&str> = reports.iter().map(|report| report.area.as_str()).filter(|area| !area.is_empty()).collect();
    (years, areas.len())
}

/// What the store covers, in a line.
pub(super) fn line(asking: &Asking) -> Markup {
    let Ok(reports) = reports(asking) else { return html! {} };
    let (years, areas) = extent(reports);
    let span = match (years.first(), years.last()) {
        (Some(first), Some(last)) if first == last => (*first).to_owned(),
        (Some(first), Some(last)) => format!("{first}–{last}"),
        _ => "—".to_owned(),
    };
    html! {
        @if asking.english() { "This store holds " (reports.len()) " reports of " (areas) " areas, years " (span) ". What is not in it was not read; it may exist." }
        @else { "本库有 " (reports.len()) " 份报告，" (areas) " 个地区，报告年度 " (span) "。库里没有的，只是没有读入，不等于不存在。" }
    }
}

/// Towns by years.
pub(super) fn page(asking: &Asking) -> Result<Response, PageError> {
    let asked = Asked::page("report-list", &[])?;
    if let Some(twin) = twin::of(asking, &asked)? {
        return Ok(twin);
    }
    let body = html! {
        h1 { (asking.w("coverage")) }
        p.lead { (line(asking)) }
        (grid(asking, reports(asking)?))
        (unread(asking)?)
        (foot::of(asking, &asked))
    };
    Ok(layout::page(asking, asking.w("coverage"), body))
}

/// The table of towns and years: each number leads to its reports.
pub(super) fn grid(asking: &Asking, reports: &[Report]) -> Markup {
    let (years, _) = extent(reports);
    let mut towns: BTreeMap<(&str, &str, &str, &str), Vec<&Report>> = BTreeMap::new();
    for report in reports {
        towns.entry((&report.province, &report.county, &report.town, &report.area)).or_default().push(report);
    }
    let of = |reports: &[&Report], year: &str| reports.iter().filter(|report| report.year == year).map(|report| report.iri.clone()).collect::<Vec<_>>();
    html! {
        div.scroll { table.grid {
            caption { (asking.w("coverage-caption")) }
            thead { tr {
                th scope="col" { (asking.w("province")) } th scope="col" { (asking.w("county")) } th scope="col" { (asking.w("area")) }
                @for year in &years { th.number scope="col" { a href=(format!("/reports?year={year}")) { (year) } } }
                th.number scope="col" { (asking.w("missing-years")) }
            } }
            tbody { @for ((province, county, town, area), own) in &towns {
                @let missing = years.iter().filter(|year| of(own, year).is_empty()).count();
                tr {
                    td { (province) } td { (county) }
                    th scope="row" { @if area.is_empty() { (asking.w("no-area")) } @else { a href=(asking.to(area)) { (town) } } }
                    @for year in &years { (cell(asking, &of(own, year))) }
                    td.number { (missing) }
                }
            } }
        } }
    }
}

fn cell(asking: &Asking, reports: &[String]) -> Markup {
    html! {
        @match reports {
            [] => td.none { "—" span.hidden { (asking.w("none")) } },
            [one] => td.some { a href=(asking.to(one)) { "1" span.hidden { " " (asking.w("report")) } } },
            many => td.some { @for (place, one) in many.iter().enumerate() { @if place > 0 { " " } a href=(asking.to(one)) { (place + 1) } } },
        }
    }
}

/// Files that were not read, and why: a silent gap is a wrong answer.
fn unread(asking: &Asking) -> Result<Markup, PageError> {
    use crate::store::Outcome;
    let entries: Vec<_> = asking.site.view.entries().iter().filter(|(_, entry)| entry.outcome != Outcome::Ok).collect();
    Ok(html! {
        h2 { (asking.w("unread")) }
        @if entries.is_empty() { p { (asking.w("unread-none")) } }
        @else { div.scroll { table {
            thead { tr { th scope="col" { (asking.w("file")) } th scope="col" { (asking.w("outcome")) } th scope="col" { (asking.w("reason")) } } }
            tbody { @for (path, entry) in entries { tr {
                td { (path.rsplit('/').next().unwrap_or(path)) }
                td { @match entry.outcome { Outcome::Partial => (asking.w("outcome-partial")), Outcome::Refused => (asking.w("outcome-refused")), _ => (asking.w("outcome-other")) } }
                td { (entry.reason.as_deref().unwrap_or("")) }
            } } }
        } } }
    })
}

/// Provinces by years: what a large store shows first.
pub(super) fn by_province(asking: &Asking, reports: &[Report]) -> Markup {
    let (years, _) = extent(reports);
    let provinces: BTreeSet<&str> = reports.iter().map(|report| report.province.as_str()).collect();
    let count = |province: &str, year: &str| reports.iter().filter(|report| report.province == province && report.year == year).count();
    html! {
        div.scroll { table.dense {
            thead { tr { th scope="col" { (asking.w("province")) } @for year in &years { th.number scope="col" { (year) } } } }
            tbody { @for province in provinces { tr {
                th scope="row" { (if province.is_empty() { asking.w("no-area") } else { province }) }
                @for year in &years { @match count(province, year) {
                    0 => td.none { "—" span.hidden { (asking.w("none")) } },
                    some => td.some { a href=(super::asking::address("/reports", [("province", province), ("year", year)])) { (some) } },
                } }
            } } }
        } }
    }
}
