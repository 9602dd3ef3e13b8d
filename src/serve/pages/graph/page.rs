//! The pages of the graph. In: a thing, or two. Out: a table that reads without a script, and the place where the script draws the same.

use axum::response::Response;
use maud::{Markup, html};

use super::super::asked::Asked;
use super::super::asking::{Asking, Form, address};
use super::super::error::PageError;
use super::super::{layout, twin};
use super::names::{Names, short};
use super::opening::{self, OPENS_WITH, Opening, STEP, Shown};
use super::read::{self, Direction, Edge, Node};
use super::{json, path, sentence, which};
use crate::serve::web;

/// A word in the reader's language.
pub(super) fn say(asking: &Asking, chinese: &'static str, english: &'static str) -> &'static str {
    if asking.english() { english } else { chinese }
}

/// The graph around a thing, and without one the question which.
pub(super) fn around(asking: &Asking) -> Result<Response, PageError> {
    let thing = match which::thing(asking, "thing")? {
        which::Which::One(thing) => thing,
        which => return which::page(asking, "thing", which),
    };
    let names = Names::read(asking)?;
    let wanted: Vec<&str> = asking.query.iter().filter(|(key, value)| key == "relation" && !value.is_empty()).map(|(_, value)| value.as_str()).collect();
    let opening = view(asking, &thing, &wanted)?;
    match asking.form {
        Form::Json => return Ok(json::opening(asking, &names, &opening)),
        Form::Html => {}
        _ => return Ok(twin::of(asking, &Asked::page("graph-groups", &[("thing", &thing)])?)?.unwrap_or_default()),
    }
    if opening.shown.is_empty() && opening.thing.class.is_empty() {
        return Err(PageError::Missing);
    }
    let label = names.label(&opening.thing);
    let title = format!("{}{label}", say(asking, "关系图：", "Graph: "));
    Ok(layout::page(asking, &title, around_body(asking, &names, &opening, &wanted, &label)))
}

/// What is wanted: the first view, or with a direction some members of one group.
fn view(asking: &Asking, thing: &str, wanted: &[&str]) -> Result<Opening, PageError> {
    let number = |name: &str| asking.param(name).parse::<usize>().ok();
    match (Direction::of(asking.param("direction")), wanted) {
        (Some(direction), [relation]) => {
            opening::page(asking, thing, (relation, direction), number("offset").unwrap_or(0), number("limit").unwrap_or(STEP).clamp(1, OPENS_WITH))
        }
        _ => opening::of(asking, thing, wanted, number("nodes").unwrap_or(OPENS_WITH).clamp(2, OPENS_WITH)),
    }
}

fn around_body(asking: &Asking, names: &Names, opening: &Opening, wanted: &[&str], label: &str) -> Markup {
    let thing = opening.thing.iri.as_str();
    html! {
        (head())
        h1 { (say(asking, "关系图：", "Graph: ")) (label) }
        p.lead { a href=(asking.to(thing)) { (say(asking, "此事物的页面", "Its page")) } " · " (names.term(&opening.thing.class))
            " · " (say(asking, "每条关系都可回到原句。", "Every tie leads to its sentence.")) }
        (relations(asking, names, thing, wanted))
        div.graph {
            (picture(asking, &asking.here_as(".json"), label))
            section.graph-table aria-label=(say(asking, "关系表", "Table of ties")) {
                (table(asking, names, opening))
            }
        }
        (path_form(asking, thing, ""))
    }
}

/// Styles of the graph, and its script where it is at hand.
fn head() -> Markup {
    html! {
        link rel="stylesheet" href="/assets/graph.css";
        @if let Some(script) = web::script("graph") { script type="module" src=(script) {} }
    }
}

/// Where the script draws.
fn picture(asking: &Asking, data: &str, label: &str) -> Markup {
    html! {
        section.graph-picture #graph hidden data-json=(data) data-label=(label) aria-label=(say(asking, "图", "Picture")) {}
    }
}

/// The relations of a thing, each a way to see it alone.
fn relations(asking: &Asking, names: &Names, thing: &str, wanted: &[&str]) -> Markup {
    let mut relations: Vec<(String, usize)> = Vec::new();
    for group in read::groups(asking, thing, &[]).unwrap_or_default() {
        match relations.iter_mut().find(|(relation, _)| *relation == group.relation) {
            Some((_, count)) => *count += group.count,
            None => relations.push((group.relation, group.count)),
        }
    }
    html! {
        nav.relations aria-label=(say(asking, "只看一种关系", "One relation alone")) { ul.flow {
            li { a href=(address("/graph", [("thing", thing)])) aria-current=[wanted.is_empty().then_some("true")] { (say(asking, "全部关系", "All relations")) } }
            @for (relation, count) in &relations {
                li { a href=(address("/graph", [("thing", thing), ("relation", relation)])) aria-current=[wanted.contains(&relation.as_str()).then_some("true")] {
                    (names.term(relation)) } " " span.count { (count) } }
            }
        } }
    }
}

fn table(asking: &Asking, names: &Names, opening: &Opening) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(say(asking, "关系表", "Table of ties")) { table #ties {
            caption { (say(asking, "与图同样的数据：每行一条关系", "The data of the picture: a tie a row")) }
            thead { tr {
                th scope="col" { (say(asking, "关系", "Relation")) } th scope="col" { (say(asking, "事物", "Thing")) }
                th scope="col" { (say(asking, "类", "Class")) } th scope="col" { (say(asking, "原句", "Sentence")) }
            } }
            @for shown in &opening.shown { (group(asking, names, &opening.thing, shown)) }
        } }
        @if opening.shown.is_empty() { p { (say(asking, "没有与其他事物的关系。", "It has no ties to other things.")) } }
    }
}

fn group(asking: &Asking, names: &Names, thing: &Node, shown: &Shown) -> Markup {
    let relation = names.term(&shown.group.relation);
    let next = shown.offset + shown.members.len();
    html! {
        tbody {
            @for member in &shown.members { (row(asking, names, thing, shown, member, &relation)) }
            @if next < shown.group.count || shown.offset > 0 {
                tr.rest { th scope="row" { (arrow(shown.group.direction)) " " (relation) } td colspan="3" {
                    (say(asking, "共 ", "")) (shown.group.count) (say(asking, " 个，", " in all, ")) (say(asking, "此处列出第 ", "here "))
                    (shown.offset + usize::from(!shown.members.is_empty())) "–" (next) (say(asking, " 个。", ". "))
                    @if next < shown.group.count { a href=(more(thing, shown, next)) { (say(asking, "再看 ", "The next ")) ((shown.group.count - next).min(STEP)) (say(asking, " 个", "")) } }
                } }
            }
        }
    }
}

fn row(asking: &Asking, names: &Names, thing: &Node, shown: &Shown, member: &Node, relation: &str) -> Markup {
    html! {
        tr {
            th scope="row" title=(short(&shown.group.relation)) { (arrow(shown.group.direction)) " " (relation) }
            td { a href=(asking.to(&member.iri)) { (names.label(member)) } " "
                a.centre href=(address("/graph", [("thing", member.iri.as_str())])) aria-label=(format!("{}{}", say(asking, "以此为中心：", "Centre on ") , names.label(member))) { "⊙" } }
            td { (names.term(&member.class)) }
            td { a href=(sentence::link(&Edge::of(&thing.iri, &shown.group, &member.iri))) aria-label=(format!("{}{}", say(asking, "原句：", "Sentence: "), names.label(member))) { (say(asking, "原句", "sentence")) } }
        }
    }
}

fn arrow(direction: Direction) -> &'static str {
    if direction == Direction::Out { "→" } else { "←" }
}

fn more(thing: &Node, shown: &Shown, next: usize) -> String {
    let (direction, offset) = (shown.group.direction.name(), next.to_string());
    address("/graph", [("thing", thing.iri.as_str()), ("relation", &shown.group.relation), ("direction", direction), ("offset", &offset)])
}

/// The question how two things hang together.
fn path_form(asking: &Asking, from: &str, to: &str) -> Markup {
    html! {
        h2 { (say(asking, "两个事物之间的路径", "A path between two things")) }
        form.ask action="/graph/path" {
            label { (say(asking, "从（名称或 IRI）", "From (a name or an IRI)")) input name="from" value=(from) required; }
            label { (say(asking, "到（名称或 IRI）", "To (a name or an IRI)")) input name="to" value=(to) required; }
            button { (say(asking, "找路径", "Find a path")) }
        }
    }
}

/// How two things hang together.
pub(super) fn between(asking: &Asking) -> Result<Response, PageError> {
    let mut ends = Vec::new();
    for name in ["from", "to"] {
        match which::thing(asking, name)? {
            which::Which::One(thing) => ends.push(thing),
            which => return which::page(asking, name, which),
        }
    }
    let [from, to] = ends.as_slice() else { return Err(PageError::Missing) };
    let found = path::between(&asking.site, from, to)?;
    let names = Names::read(asking)?;
    let nodes = read::nodes(&asking.site, &path::things(&found.chains, from))?;
    if asking.form == Form::Json {
        let edges: Vec<Edge> = found.chains.iter().flatten().cloned().collect();
        return Ok(json::part(asking, &names, &nodes, &edges));
    }
    let ends = read::nodes(&asking.site, &[from.clone(), to.clone()])?;
    let title = ends.iter().map(|node| names.label(node)).collect::<Vec<_>>().join(" – ");
    let body = html! {
        (head())
        h1 { (say(asking, "路径：", "Path: ")) (title) }
        @if found.chains.is_empty() { p.lead { (say(asking, "四步之内没有找到路径（不计分类关系）。", "No path of four ties or fewer was found (classifications aside).")) } }
        @if found.cut { p.note { (say(asking, "近邻过多，只查看了一部分，未必是全部路径。", "There are too many neighbours: some were not looked at, and there may be other paths.")) } }
        @if !found.chains.is_empty() { div.graph {
            (picture(asking, &asking.here_as(".json"), &title))
            section.graph-table aria-label=(say(asking, "路径表", "Table of paths")) { @for chain in &found.chains { (steps(asking, &names, &nodes, from, chain)) } }
        } }
        (path_form(asking, from, to))
    };
    Ok(layout::page(asking, &title, body))
}

/// One chain, a fact a line, read from the first thing on.
fn steps(asking: &Asking, names: &Names, nodes: &[Node], from: &str, chain: &[Edge]) -> Markup {
    let label = |iri: &str| nodes.iter().find(|node| node.iri == iri).map(|node| names.label(node)).unwrap_or_default();
    let mut at = from;
    html! {
        ol.chain {
            @for edge in chain {
                @let (direction, next) = if edge.from == at { (Direction::Out, edge.to.as_str()) } else { (Direction::In, edge.from.as_str()) };
                li {
                    a href=(asking.to(at)) { (label(at)) } " " (arrow(direction)) " " (names.term(&edge.relation)) " " (arrow(direction)) " "
                    a href=(asking.to(next)) { (label(next)) } " · " a href=(sentence::link(edge)) { (say(asking, "原句", "sentence")) }
                }
                ({ at = next; "" })
            }
        }
    }
}
