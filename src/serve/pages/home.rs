//! The first page, and the help. In: the store. Out: what is in it, what is missing, and where to begin.

use axum::response::Response;
use maud::html;

use super::asked::Asked;
use super::asking::Asking;
use super::coverage;
use super::error::PageError;
use super::{foot, layout, questions, twin};
use crate::vocab::fz;

/// Classes whose counts the first page shows, with where they lead.
const SHOWN: [(&str, &str); 7] = [
    (fz::LEGAL_INSTRUMENT, "/laws"),
    (fz::OBSERVATION, "/indicators"),
    (fz::ORGANIZATION, "/questions/07-bodies-set-up"),
    (fz::PERSON, "/questions/04-signatories"),
    (fz::AWARD, "/questions/08-honours"),
    (fz::PROBLEM, "/questions/09-problems-plans"),
    (fz::PLAN, "/questions/09-problems-plans"),
];

/// The classes that the list of programmes holds.
const PROGRAMMES: [&str; 4] = [fz::PROGRAM, fz::PLATFORM, fz::MECHANISM, fz::CAMPAIGN];

/// `/`.
pub(super) fn page(asking: &Asking) -> Result<Response, PageError> {
    let asked = Asked::page("totals", &[])?;
    if let Some(twin) = twin::of(asking, &asked)? {
        return Ok(twin);
    }
    let totals = asking.ask(&asked)?;
    let reports = coverage::reports(asking)?;
    let (years, areas) = coverage::extent(reports);
    let count = |class: &str| totals.iter().find(|row| row.text("class") == class).map_or(0, |row| row.count("count"));
    let body = html! {
        h1 { (asking.w("welcome")) }
        p.lead { (asking.w("welcome-lead")) }
        @if !asking.still { (layout::find(asking, "find big")) }
        ul.tiles {
            li { b { a href="/reports" { (reports.len()) } } span { (asking.w("reports")) } }
            li { b { a href="/areas" { (areas) } } span { (asking.w("areas")) } }
            li { b { a href="/coverage" { (years.len()) } } span { (asking.w("years")) } }
            li { b { a href="/programmes" { (PROGRAMMES.iter().map(|class| count(class)).sum::<usize>()) } } span { (asking.w("programmes")) } }
            @for (class, path) in SHOWN { li { b { a href=(path) { (count(class)) } } span { (tile(asking, class)) } } }
        }
        div.pair {
            section { h2 { (asking.w("questions")) } (questions::links(asking)) }
            section {
                h2 { (asking.w("coverage")) }
                p { (coverage::line(asking)) }
                @if areas <= 12 { (coverage::grid(asking, reports)) } @else { (coverage::by_province(asking, reports)) }
                p { a href="/coverage" { (asking.w("coverage-more")) } " · " a href="/programmes" { (asking.w("programmes")) } " · " a href="/audit" { (asking.w("audit")) } }
            }
        }
        (foot::of(asking, &asked))
    };
    Ok(layout::page(asking, asking.w("home"), body))
}

/// What a tile counts, in the plural.
fn tile(asking: &Asking, class: &str) -> String {
    let local = class.rsplit('#').next().unwrap_or_default();
    super::words::maybe(asking.language, &format!("tile:{local}")).map_or_else(|| asking.term(class), str::to_owned)
}

/// `/help`.
pub(super) fn help(asking: &Asking) -> Result<Response, PageError> {
    let body = html! {
        h1 { (asking.w("help")) }
        h2 { (asking.w("help-keys")) }
        dl.facts { dt { kbd { "/" } } dd { (asking.w("help-slash")) } dt { kbd { "?" } } dd { (asking.w("help-question")) } dt { kbd { "Tab" } } dd { (asking.w("help-tab")) } }
        h2 { (asking.w("search")) }
        ul { li { (asking.w("help-words")) } li { (asking.w("help-quotes")) } li { (asking.w("help-pinyin")) } li { (asking.w("help-script")) } }
        h2 { (asking.w("data")) }
        ul { li { (asking.w("help-data")) } li { (asking.w("help-id")) } li { (asking.w("help-query")) } }
        h2 { (asking.w("help-limits")) }
        p { (asking.w("help-limits-text")) }
    };
    Ok(layout::page(asking, asking.w("help"), body))
}
