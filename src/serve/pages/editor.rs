//! The endpoint for people. In: a query and its answer. Out: a form that works without a script, the answer as a table, and the questions as examples.
//!
//! The script of the editor, where it is at hand, takes the form over. It does not know how a query is answered.

use axum::response::Response;
use maud::{Markup, html};
use serde_json::Value;

use super::asking::{Asking, address};
use super::layout;
use crate::ask::catalogue;
use crate::serve::web;

/// What the form opens with.
const FIRST: &str = "PREFIX fz: <https://w3id.org/fazhi/ontology#>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n\nSELECT DISTINCT ?report ?title {\n  ?report a fz:Report ; rdfs:label ?title .\n} LIMIT 20\n";

/// So many rows are shown; downloads have all.
const ROWS: usize = 500;

const FORMATS: [(&str, &str); 9] = [
    ("", "—"),
    ("json", "JSON"),
    ("xml", "XML"),
    ("csv", "CSV"),
    ("tsv", "TSV"),
    ("turtle", "Turtle (CONSTRUCT)"),
    ("ntriples", "N-Triples (CONSTRUCT)"),
    ("rdfxml", "RDF/XML (CONSTRUCT)"),
    ("jsonld", "JSON-LD (CONSTRUCT)"),
];

/// What a query gave.
pub(in crate::serve) enum Answer {
    /// Results as SPARQL 1.1 has them in JSON.
    Results(Value),
    /// A graph, as Turtle.
    Graph(String),
    /// Why there are none.
    Fault(String),
}

/// The page.
pub(in crate::serve) fn page(asking: &Asking, query: &str, answer: Option<&Answer>) -> Response {
    let say = |chinese: &'static str, english: &'static str| if asking.english() { english } else { chinese };
    let body = html! {
        link rel="stylesheet" href="/assets/editor.css";
        @if let Some(script) = web::script("editor") { script type="module" src=(script) {} }
        h1 { (say("SPARQL 查询", "SPARQL queries")) }
        p.lead { (say("只读。查询的默认图是全部图之并，同一事实可能出现多次，计数请用 DISTINCT。", "Read-only. The default graph is the union of all graphs; a fact can come twice, so count with DISTINCT.")) }
        form #sparql method="get" action="/sparql" {
            p { label for="query" { (say("查询语句", "Query")) } }
            textarea #query name="query" rows="14" spellcheck="false" required { (if query.is_empty() { FIRST } else { query }) }
            p.send {
                button type="submit" { (say("运行", "Run")) } " "
                label { (say("下载为 ", "Download as ")) select name="format" { @for (value, name) in FORMATS { option value=(value) { (name) } } } }
            }
        }
        @if let Some(answer) = answer { section #answer.answer tabindex="-1" aria-label=(say("结果", "Answer")) { (answered(asking, query, answer)) } }
        h2 { (say("常用问题", "Questions")) }
        ul.questions { @for question in catalogue::all() {
            li { a href=(address("/sparql", [("query", question.sparql.as_str())])) { (if asking.english() { &question.title_en } else { &question.title }) } }
        } }
        p.note { a href="/sparql/examples" { (say("示例（RDF）", "Examples as RDF")) } " · " a href="/.well-known/void" { "VoID" } " · " a href="/assets/web/licences.txt" { (say("编辑器与图所用软件的许可证", "Licences of the software in editor and graph")) } }
    };
    layout::page(asking, say("SPARQL 查询", "SPARQL queries"), body)
}

fn answered(asking: &Asking, query: &str, answer: &Answer) -> Markup {
    match answer {
        Answer::Fault(fault) => html! { p.bad role="alert" { (fault) } },
        Answer::Graph(turtle) => html! { (downloads(asking, query, &["turtle", "ntriples", "jsonld"])) pre tabindex="0" { (turtle) } },
        Answer::Results(value) => match value["boolean"].as_bool() {
            Some(truth) => {
                html! { h2 { (match (truth, asking.english()) { (true, true) => "yes", (false, true) => "no", (true, false) => "是", (false, false) => "否" }) } }
            }
            None => table(asking, query, value),
        },
    }
}

fn table(asking: &Asking, query: &str, value: &Value) -> Markup {
    let none = Vec::new();
    let names: Vec<&str> = value["head"]["vars"].as_array().unwrap_or(&none).iter().filter_map(Value::as_str).collect();
    let rows = value["results"]["bindings"].as_array().unwrap_or(&none);
    html! {
        h2 { (rows.len()) (if asking.english() { " rows" } else { " 行" }) }
        @if rows.len() > ROWS { p.note { (if asking.english() { "Shown: the first " } else { "只显示前 " }) (ROWS) (if asking.english() { ". Downloads have all." } else { " 行，下载可得全部。" }) } }
        (downloads(asking, query, &["csv", "tsv", "json", "xml"]))
        div.scroll tabindex="0" role="region" aria-label=(if asking.english() { "Table of results" } else { "结果表" }) { table {
            thead { tr { @for name in &names { th scope="col" { (name) } } } }
            tbody { @for row in rows.iter().take(ROWS) { tr { @for name in &names { td { (cell(asking, &row[*name])) } } } } }
        } }
    }
}

fn cell(asking: &Asking, term: &Value) -> Markup {
    let value = term["value"].as_str().unwrap_or_default();
    html! {
        @if term["type"] == "uri" { a href=(asking.to(value)) { (value.strip_prefix(asking.site.view.base()).unwrap_or(value)) } } @else { (value) }
        @if let Some(language) = term["xml:lang"].as_str() { small.count { " @" (language) } }
    }
}

fn downloads(asking: &Asking, query: &str, formats: &[&str]) -> Markup {
    html! {
        p.downloads { (if asking.english() { "Download: " } else { "下载：" }) @for (place, format) in formats.iter().enumerate() {
            @if place > 0 { " · " }
            a href=(address("/sparql", [("query", query), ("format", format)])) rel="nofollow" { (format.to_uppercase()) }
        } }
    }
}
