//! The questions as forms, with answers as tables and charts. In: a question's name and values. Out: a page. It knows no question by name.

use std::collections::BTreeSet;

use axum::response::Response;
use maud::{Markup, html};
use oxigraph::model::{Literal, NamedNode, Term};

use super::asked::{Asked, Row, Table};
use super::asking::Asking;
use super::error::PageError;
use super::{chart, coverage, foot, layout, twin};
use crate::ask::catalogue::{self, Param, Question};
use crate::ask::sentence;
use crate::vocab::other;

/// How many rows a page shows; downloads have them all.
const SHOWN: usize = 300;
/// A store with more reports answers a question about all of them only when told to.
const MANY: usize = 300;
/// What columns of numbers are called.
const NUMBERS: [&str; 6] = ["value", "reports", "mentions", "towns", "count", "returns"];

/// `/questions`.
pub(super) fn list(asking: &Asking) -> Result<Response, PageError> {
    let body = html! {
        h1 { (asking.w("questions")) }
        p.lead { (asking.w("questions-lead")) }
        (links(asking))
    };
    Ok(layout::page(asking, asking.w("questions"), body))
}

/// Links to all questions.
pub(super) fn links(asking: &Asking) -> Markup {
    html! { ol.hits { @for question in catalogue::all() { li { a href=(format!("/questions/{}", question.name)) { (title(asking, &question)) } } } } }
}

fn title<'q>(asking: &Asking, question: &'q Question) -> &'q str {
    if asking.english() { &question.title_en } else { &question.title }
}

/// `/questions/{name}`.
pub(super) fn page(asking: &Asking) -> Result<Response, PageError> {
    let name = asking.path.strip_prefix("/questions/").unwrap_or_default();
    let question = catalogue::find(name).ok_or(PageError::Missing)?;
    let bindings: Vec<(String, Term)> = question.params.iter().filter_map(|param| binding(asking, param)).collect();
    let asked = Asked { name: format!("questions/{}", question.name), question: question.clone(), bindings };
    if let Some(twin) = twin::of(asking, &asked)? {
        return Ok(twin);
    }
    let wait = asked.bindings.is_empty() && !question.params.is_empty() && asking.param("all").is_empty() && coverage::reports(asking)?.len() > MANY;
    let answer = if wait { None } else { Some(asking.ask(&asked)?) };
    let body = html! {
        nav.crumbs aria-label=(asking.w("crumbs")) { ol { li { a href="/" { (asking.w("home")) } } li { a href="/questions" { (asking.w("questions")) } } } }
        h1 { (title(asking, &question)) }
        @if !asking.still && !question.params.is_empty() { (form(asking, &question)?) }
        @match &answer {
            None => p { (asking.w("narrow")) " " a href=(asking.here_with(&[("all", "1")])) { (asking.w("ask-all")) } },
            Some(table) => { (drawn(asking, table)) (answered(asking, table)) },
        }
        (foot::of(asking, &asked))
    };
    Ok(layout::page(asking, title(asking, &question), body))
}

fn binding(asking: &Asking, param: &Param) -> Option<(String, Term)> {
    let value = Some(asking.param(&param.name)).filter(|value| !value.is_empty())?;
    let term = match param.kind.as_str() {
        "iri" => NamedNode::new(value.trim_matches(['<', '>'])).ok()?.into(),
        "year" => Literal::new_typed_literal(value, NamedNode::new_unchecked(other::G_YEAR)).into(),
        _ => Literal::new_simple_literal(value).into(),
    };
    Some((param.name.clone(), term))
}

fn form(asking: &Asking, question: &Question) -> Result<Markup, PageError> {
    let reports = coverage::reports(asking)?;
    let towns: BTreeSet<&str> = reports.iter().map(|report| report.town.as_str()).filter(|town| !town.is_empty()).take(2000).collect();
    let (years, _) = coverage::extent(reports);
    Ok(html! {
        form.ask action=(asking.path) {
            @for param in &question.params { label {
                (about(asking, param))
                input name=(param.name) value=(asking.param(&param.name)) list=[list_of(&param.name)] inputmode=[(param.kind == "year").then_some("numeric")];
            } }
            button { (asking.w("ask")) }
            datalist id="towns" { @for town in &towns { option value=(town) {} } }
            datalist id="years" { @for year in &years { option value=(year) {} } }
        }
    })
}

fn list_of(name: &str) -> Option<&'static str> {
    match name {
        "town" => Some("towns"),
        "year" => Some("years"),
        _ => None,
    }
}

/// What a parameter means: 说明 | explanation.
fn about<'p>(asking: &Asking, param: &'p Param) -> &'p str {
    let (chinese, english) = param.about.split_once('|').unwrap_or((&param.about, &param.about));
    if asking.english() { english.trim() } else { chinese.trim() }
}

/// The first column of numbers as bars.
fn drawn(asking: &Asking, table: &Table) -> Markup {
    let Some(number) = table.names.iter().find(|name| NUMBERS.contains(&name.as_str())) else { return html! {} };
    let names: Vec<&String> = table
        .names
        .iter()
        .filter(|name| !NUMBERS.contains(&name.as_str()) && !matches!(name.as_str(), "unit" | "qualifier" | "standing" | "sentence" | "evidence"))
        .collect();
    let mut bars: Vec<(String, f64)> = Vec::new();
    for row in table.iter() {
        let name = names.iter().take(3).map(|name| row.text(name)).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
        if let Some(value) = row.text(number).parse::<f64>().ok().filter(|_| !bars.iter().any(|(known, _)| *known == name)) {
            bars.push((name, value));
        }
        if bars.len() > 400 {
            break;
        }
    }
    bars.sort_by(|a, b| b.1.total_cmp(&a.1));
    let bars: Vec<chart::Bar> = bars.iter().take(15).map(|(name, value)| chart::Bar::new(name, *value, "")).collect();
    html! { @if bars.len() > 1 { (chart::bars(&format!("{} · {}", column(asking, number), asking.w("greatest")), &bars)) } }
}

fn column(asking: &Asking, name: &str) -> String {
    super::words::maybe(asking.language, &format!("col:{name}")).map_or_else(|| name.to_owned(), str::to_owned)
}

/// Rows as a table.
pub(super) fn answered(asking: &Asking, table: &Table) -> Markup {
    html! {
        p.note { (table.rows.len()) " " (asking.w("rows")) @if table.cut { " · " (asking.w("rows-cut")) } @if table.rows.len() > SHOWN { " · " (asking.w("rows-shown")) " " (SHOWN) } }
        @if !table.rows.is_empty() { div.scroll { table {
            thead { tr { @for name in &table.names { th scope="col" class=[NUMBERS.contains(&name.as_str()).then_some("number")] { (column(asking, name)) } } } }
            tbody { @for row in table.iter().take(SHOWN) { tr { @for name in &table.names { (cell(asking, row, name)) } } } }
        } } }
    }
}

fn cell(asking: &Asking, row: Row<'_>, name: &str) -> Markup {
    let text = row.text(name);
    html! {
        @match row.term(name) {
            None => td {},
            Some(_) if NUMBERS.contains(&name) => td.number { (text.parse::<f64>().map_or(text.clone(), chart::number)) },
            Some(Term::NamedNode(node)) if sentence::range(node.as_str()).is_some() => td { (asking.to_place(node.as_str())) },
            Some(Term::NamedNode(node)) => td { (asking.thing(node.as_str(), "")) },
            Some(_) if matches!(name, "town" | "law" | "programme" | "person" | "body" | "area" | "recipient" | "honor") && !asking.still => td { a href=(super::asking::address("/search", [("q", format!("“{text}”").as_str())])) { (text) } },
            Some(_) => td { (text) },
        }
    }
}
