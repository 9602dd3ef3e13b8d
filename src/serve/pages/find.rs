//! The search page. In: what the reader typed. Out: things by class with counts, and sentences, each with its source.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use axum::response::Response;
use maud::{Markup, html};
use oxigraph::model::{Literal, NamedNode, Term};

use super::asked::{Asked, Table};
use super::asking::{Asking, Form};
use super::error::PageError;
use super::{called, cite, foot, layout, twin};
use crate::ask::{self, cell};
use crate::serve::Site;
use crate::serve::search::{Found, Index, Name, Names, Sentences, Texts, Wish};

/// How many things of a class, and how many sentences, a page shows.
const FIRST: usize = 8;
const ROWS: usize = 25;

/// The index of the site's store; made when it is first asked for.
pub(super) fn index(site: &Site) -> Result<&Index, PageError> {
    if let Some(index) = site.known.index.get() {
        return Ok(index);
    }
    // Whoever comes while it is made waits for it, and does not make a second one.
    let _making = site.known.making.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(index) = site.known.index.get() {
        return Ok(index);
    }
    let mut weights: BTreeMap<String, usize> = BTreeMap::new();
    for row in ask::page(&site.view, "named-often", &[])? {
        weights.insert(cell(&row, "thing"), cell(&row, "reports").parse().unwrap_or(0));
    }
    let rows = ask::page(&site.view, "names", &[])?;
    let names = Names::of(rows.iter().map(|row| {
        let thing = cell(row, "thing");
        Name { weight: weights.get(&thing).copied().unwrap_or(0), name: cell(row, "name"), class: cell(row, "class"), thing }
    }));
    let sources = ask::page(&site.view, "sources", &[])?;
    let texts: Vec<(String, String)> = sources.iter().map(|row| (cell(row, "graph"), cell(row, "text"))).collect();
    let texts = Texts::of(texts.iter().map(|(source, text)| (source.clone(), text.as_str())));
    Ok(site.known.index.get_or_init(|| Index { names, texts }))
}

/// `/search?q=…&class=…`.
pub(super) fn page(asking: &Asking) -> Result<Response, PageError> {
    let typed = asking.param("q");
    let wish = Wish::read(typed);
    let index = index(&asking.site)?;
    let names = if wish.phrases.is_empty() { Vec::new() } else { index.names.find(&wish) };
    let sentences = index.texts.find(&wish);
    if asking.form != Form::Html {
        return twin::table(asking, &table(&names, &sentences));
    }
    let mut groups: BTreeMap<&str, Vec<&Name>> = BTreeMap::new();
    for name in names {
        groups.entry(name.class.as_str()).or_default().push(name);
    }
    let mut groups: Vec<(&str, Vec<&Name>)> = groups.into_iter().collect();
    // Classes with something that fits exactly, and that reports speak of, come first.
    groups.sort_by_key(|(_, own)| std::cmp::Reverse(own.iter().take(3).map(|name| name.weight).sum::<usize>()));
    let chosen = asking.param("class");
    let body = html! {
        h1 { (asking.w("search")) }
        (layout::find(asking, "find big"))
        @if typed.is_empty() { p { (asking.w("search-how")) } }
        @else if groups.is_empty() && sentences.len() == 0 { p { (asking.w("found-none")) } }
        @else {
            div.columns {
                div {
                    @for (class, own) in groups.iter().filter(|(class, _)| chosen.is_empty() || chosen == *class) { (of_class(asking, class, own, !chosen.is_empty())) }
                    @if chosen.is_empty() || chosen == "sentences" { (told(asking, &sentences)?) }
                }
                aside { h2 { (asking.w("kinds")) } ul {
                    @if !chosen.is_empty() { li { a href=(asking.here_with(&[("class", ""), ("p", "")])) { (asking.w("all-kinds")) } } }
                    @for (class, own) in &groups { li { a href=(asking.here_with(&[("class", class), ("p", "")])) aria-current=[(chosen == *class).then_some("true")] { (asking.term(class)) } span.count { (own.len()) } } }
                    li { a href=(asking.here_with(&[("class", "sentences"), ("p", "")])) { (asking.w("sentences")) } span.count { (sentences.len()) } }
                } }
            }
        }
        (foot::of_all(asking, &[&Asked::page("names", &[])?, &Asked::page("sources", &[])?]))
    };
    Ok(layout::page(asking, &format!("{} {typed}", asking.w("search")), body))
}

fn of_class(asking: &Asking, class: &str, own: &[&Name], all: bool) -> Markup {
    html! {
        section {
            h2 { span class=(format!("key {}", called::colour(class))) { (asking.term(class)) } " " span.count { (own.len()) } }
            ul.plain { @for name in own.iter().take(if all { 200 } else { FIRST }) { li {
                (asking.thing(&name.thing, &name.name)) " " span.count { @if name.weight > 0 { (asking.so_many(name.weight, "report")) } }
            } } }
            @if !all && own.len() > FIRST { p { a href=(asking.here_with(&[("class", class), ("p", "")])) { (asking.w("show-all")) " " (own.len()) } } }
        }
    }
}

/// The sentences of this page, each with what was looked for marked.
fn told(asking: &Asking, all: &Sentences<'_>) -> Result<Markup, PageError> {
    let pages = all.len().div_ceil(ROWS).max(1);
    let page = asking.param("p").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let shown = all.told((page - 1) * ROWS, ROWS).map(|found| sentence(asking, &found)).collect::<Result<Vec<_>, _>>()?;
    Ok(html! { @if all.len() > 0 {
        section {
            h2 { (asking.w("sentences")) " " span.count { (all.len()) } }
            @if !all.exact { p.note { (asking.w("found-nearly")) } }
            ol.hits { @for one in &shown { li { (one) } } }
            @if pages > 1 { p {
                @if page > 1 { a href=(asking.here_with(&[("p", &(page - 1).to_string())])) { (asking.w("previous")) } " " }
                (page) " / " (pages)
                @if page < pages { " " a href=(asking.here_with(&[("p", &(page + 1).to_string())])) { (asking.w("next")) } }
            } }
        }
    } })
}

fn sentence(asking: &Asking, found: &Found) -> Result<Markup, PageError> {
    let source = asking.source(&found.source)?;
    let (start, end) = found.sentence;
    let text =
        |from: usize, to: usize| source.text.get(from..to.max(from)).unwrap_or_default().iter().filter(|c| !matches!(c, '\n' | '\r')).collect::<String>();
    let mut parts = Vec::new();
    let mut at = start;
    for (from, to) in &found.hits {
        if *from >= at {
            parts.push((text(at, *from), text(*from, *to)));
            at = *to;
        }
    }
    let (from, to) = found.hits.first().copied().unwrap_or((start, end));
    let place = asking.place(&format!("{}#char={from},{to}", found.source)).unwrap_or_default();
    Ok(html! {
        blockquote lang="zh-CN" { @for (before, hit) in &parts { (before) mark { (hit) } } (text(at, end)) }
        p.from { a href=(place) { (asking.w("open-source")) } " · " (source.file) }
        (cite::copied(asking, &found.source, &text(start, end), (start, end))?)
    })
}

/// What was found as rows: things first.
fn table(names: &[&Name], sentences: &Sentences<'_>) -> Table {
    let node = |iri: &str| NamedNode::new(iri).ok().map(Term::from);
    let text = |text: &str| Some(Term::from(Literal::new_simple_literal(text)));
    let mut rows: Vec<Vec<Option<Term>>> = names.iter().map(|name| vec![node(&name.thing), text(&name.name), node(&name.class)]).collect();
    let place = |found: &Found| found.hits.first().map(|(from, to)| format!("{}#char={from},{to}", found.source));
    rows.extend(sentences.told(0, sentences.len()).map(|found| vec![place(&found).as_deref().and_then(node), None, None]));
    Table { names: ["thing", "name", "class"].map(str::to_owned).to_vec(), rows, cut: false }
}
