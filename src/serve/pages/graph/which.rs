//! Which thing is meant. In: a parameter that is an IRI, a path of this site, or a name. Out: one thing, several, or none.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use oxigraph::model::Literal;

use super::super::asked::Asked;
use super::super::asking::Asking;
use super::super::error::PageError;
use super::super::layout;
use super::page::say;

/// So many of several are listed.
const LISTED: usize = 50;

/// What a parameter can mean.
pub(super) enum Which {
    /// This thing.
    One(String),
    /// Things of the same name, each with what it lies in.
    Several(BTreeMap<String, (String, String)>),
    /// Nothing of that name.
    Nothing,
    /// The parameter is empty.
    Open,
}

/// What the parameter `name` means.
pub(super) fn thing(asking: &Asking, name: &str) -> Result<Which, PageError> {
    let value = asking.param(name);
    if value.is_empty() {
        return Ok(Which::Open);
    }
    if value.contains("://") {
        return Ok(Which::One(value.to_owned()));
    }
    let mut asked = Asked::page("named", &[])?;
    asked.bindings.push(("name".to_owned(), Literal::new_simple_literal(value).into()));
    let found = asking.ask(&asked)?;
    let mut things: BTreeMap<String, (String, String)> = BTreeMap::new();
    for row in found.iter().filter(|row| row.text("thing").contains("://")) {
        things.entry(row.text("thing")).or_insert_with(|| (row.text("label"), row.text("within")));
    }
    let first = things.keys().next().cloned();
    Ok(match (things.len(), first) {
        (1, Some(one)) => Which::One(one),
        (0, _) => Which::Nothing,
        _ => Which::Several(things),
    })
}

/// The page that asks which thing is meant.
pub(super) fn page(asking: &Asking, name: &str, which: Which) -> Result<Response, PageError> {
    let title = say(asking, "关系图", "Graph");
    let several = if let Which::Several(things) = &which { things.clone() } else { BTreeMap::new() };
    let body = html! {
        h1 { (title) }
        @match &which {
            Which::Nothing => p.lead { (say(asking, "没有叫这个名称的事物：", "Nothing is called ")) (asking.param(name)) },
            Which::Several(_) => p.lead { (several.len()) (say(asking, " 个事物叫“", " things are called “")) (asking.param(name)) (say(asking, "”，请选一个：", "”; choose one:")) },
            _ => p.lead { (say(asking, "写下一个事物的名称或 IRI：", "Name a thing, or give its IRI:")) },
        }
        ul { @for (iri, (label, within)) in several.iter().take(LISTED) {
            li { a href=(asking.here_with(&[(name, iri)])) { (label) } @if !within.is_empty() { " · " (within) } " " code { (iri) } }
        } }
        form.ask action=(asking.path) {
            @for (key, value) in asking.query.iter().filter(|(key, _)| key != name && key != "lang" && key != "theme") { input type="hidden" name=(key) value=(value); }
            label { (say(asking, "名称或 IRI", "A name or an IRI")) input name=(name) value=(asking.param(name)) required; }
            button { (say(asking, "查看", "Show")) }
        }
    };
    let status = if matches!(which, Which::Nothing) { StatusCode::NOT_FOUND } else { StatusCode::OK };
    Ok(layout::with_status(asking, status, title, body))
}
