//! The endpoint for people, without a script. In: nothing. Out: a form that sends a query, and the questions of the catalogue to begin with.

use maud::{DOCTYPE, Markup, html};

use crate::ask::catalogue;

/// What the form opens with.
const FIRST: &str = "PREFIX fz: <https://w3id.org/fazhi/ontology#>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n\nSELECT DISTINCT ?report ?title {\n  ?report a fz:Report ; rdfs:label ?title .\n} LIMIT 20\n";

const FORMATS: [(&str, &str); 10] = [
    ("", "默认 default"),
    ("json", "JSON"),
    ("xml", "XML"),
    ("csv", "CSV"),
    ("tsv", "TSV"),
    ("turtle", "Turtle (CONSTRUCT)"),
    ("ntriples", "N-Triples (CONSTRUCT)"),
    ("rdfxml", "RDF/XML (CONSTRUCT)"),
    ("jsonld", "JSON-LD (CONSTRUCT)"),
    ("trig", "TriG (CONSTRUCT)"),
];

/// The page.
pub(super) fn page() -> Markup {
    html! {
        (DOCTYPE)
        html lang="zh" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "SPARQL 查询 · fazhi 法治" }
            }
            body {
                main {
                    h1 { "SPARQL 查询" }
                    form method="get" action="/sparql" {
                        p { label for="query" { "查询语句 " span lang="en" { "Query" } } }
                        p { textarea id="query" name="query" rows="16" cols="90" spellcheck="false" required { (FIRST) } }
                        p {
                            label for="format" { "格式 " span lang="en" { "Format" } } " "
                            select id="format" name="format" { @for (value, name) in FORMATS { option value=(value) { (name) } } }
                            " " button type="submit" { "查询 Run" }
                        }
                    }
                    h2 { "常用问题 " span lang="en" { "Questions" } }
                    @for question in catalogue::all() {
                        form method="post" action="/sparql" {
                            input type="hidden" name="query" value=(question.sparql);
                            input type="hidden" name="format" value="tsv";
                            p { button type="submit" { (question.title) } " " span lang="en" { (question.title_en) } }
                        }
                    }
                    p {
                        a href="/sparql/examples" { "示例 examples (Turtle)" } " · "
                        a href="/.well-known/void" { "VoID" } " · "
                        a href="/store?default" { "全部数据 all data" }
                    }
                }
            }
        }
    }
}
