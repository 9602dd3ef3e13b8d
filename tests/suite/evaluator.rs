//! The index in memory answers as Oxigraph's own store does: every catalogued query, and patterns of every shape, on the samples.

use std::sync::OnceLock;

use fazhi::ask::catalogue;
use fazhi::store::{Selection, View, quads};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

use crate::support::sample_store;

/// Numbers and dates in other spellings than usual, languages, escapes: what the samples have none of.
const ODD: &str = r#"<https://x/s> <https://x/p> "01"^^<http://www.w3.org/2001/XMLSchema#integer> <https://x/g> .
<https://x/s> <https://x/p> "1"^^<http://www.w3.org/2001/XMLSchema#int> <https://x/g> .
<https://x/s> <https://x/p> "2.50"^^<http://www.w3.org/2001/XMLSchema#decimal> <https://x/g> .
<https://x/s> <https://x/p> "2023"^^<http://www.w3.org/2001/XMLSchema#gYear> <https://x/g> .
<https://x/s> <https://x/p> "2023-01-01T00:00:00.000Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> <https://x/g> .
<https://x/s> <https://x/q> "行 \"引\" \\ \n"@zh <https://x/g> .
<https://x/s> <https://x/q> <https://x/s> <https://x/g> .
<https://x/s> <https://x/q> "no number"^^<http://www.w3.org/2001/XMLSchema#integer> <https://x/h> .
"#;

/// The samples' store with a user's graphs, and the same quads in Oxigraph's store in memory.
fn both() -> &'static (View, Store) {
    static BOTH: OnceLock<(View, Store)> = OnceLock::new();
    BOTH.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap().keep();
        copy(sample_store(), &dir.join("kg"));
        for graph in ["https://x/g", "https://x/h"] {
            let own = dir.join("own.nt");
            let triples: String = ODD.lines().filter_map(|line| line.strip_suffix(&format!("<{graph}> ."))).map(|line| format!("{line}.\n")).collect();
            std::fs::write(&own, triples).unwrap();
            let (code, _, err) = crate::support::run(&["import", own.to_str().unwrap(), "--graph", graph, "--store", dir.join("kg").to_str().unwrap()]);
            assert_eq!(code, 0, "{err}");
        }
        let store = Store::new().unwrap();
        let ledger = format!("{}graph/ledger", fazhi::vocab::HOME);
        for selection in [Selection { base: true, graph: None }, Selection { base: false, graph: Some(&ledger) }] {
            for text in quads(&dir.join("kg"), selection).unwrap() {
                store.load_from_slice(RdfFormat::NQuads, text.unwrap().as_bytes()).unwrap();
            }
        }
        (View::open(&dir.join("kg")).unwrap(), store)
    })
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() { copy(&entry.path(), &target) } else { assert!(std::fs::copy(entry.path(), target).is_ok()) }
    }
}

/// Rows in an order of ours; a blank node that a query makes has another name each time.
fn told(results: QueryResults<'_>) -> Vec<String> {
    let mut rows: Vec<String> = match results {
        QueryResults::Solutions(rows) => rows.map(|row| format!("{:?}", row.unwrap().values())).collect(),
        QueryResults::Graph(triples) => triples.map(|triple| triple.unwrap().to_string()).collect(),
        QueryResults::Boolean(truth) => vec![truth.to_string()],
    };
    rows.sort();
    rows
}

fn same(name: &str, sparql: &str) -> usize {
    let (view, store) = both();
    let mut query = SparqlEvaluator::new().parse_query(sparql).unwrap();
    if query.dataset().is_default_dataset() {
        query.dataset_mut().set_default_graph_as_union();
    }
    let expected = told(query.on_store(store).execute().unwrap());
    let found = told(view.query(sparql, &[], None).unwrap());
    assert_eq!(found.len(), expected.len(), "{name}");
    assert!(found == expected, "{name}: {:?}", found.iter().zip(&expected).find(|(found, expected)| found != expected));
    found.len()
}

#[test]
fn every_question_and_check_has_the_same_rows() {
    let asked = catalogue::all().into_iter().chain(catalogue::checks()).chain(catalogue::audit());
    let rows: usize = asked.map(|question| same(&question.name, &question.sparql)).sum();
    assert!(rows > 500, "{rows}");
}

#[test]
fn patterns_of_every_shape_have_the_same_rows() {
    let (_, store) = both();
    let samples: Vec<Quad> = store.iter().map(Result::unwrap).step_by(39_989).collect();
    let odd = RdfParser::from_format(RdfFormat::NQuads).for_slice(ODD.as_bytes()).map(Result::unwrap);
    for quad in samples.into_iter().chain(odd) {
        let all = [("?s", quad.subject.to_string()), ("?p", quad.predicate.to_string()), ("?o", quad.object.to_string()), ("?g", quad.graph_name.to_string())];
        for mask in 1..16_usize {
            let [s, p, o, g] = std::array::from_fn(|part| if mask >> part & 1 == 1 { all[part].1.as_str() } else { all[part].0 });
            let found = same("pattern", &format!("SELECT (COUNT(*) AS ?n) (MIN(STR(?o)) AS ?least) {{ GRAPH {g} {{ {s} {p} {o} }} BIND(1 AS ?x) }}"));
            assert_eq!(found, 1);
            same("union", &format!("SELECT (COUNT(*) AS ?n) {{ {s} {p} {o} }}"));
        }
    }
}

#[test]
fn what_a_query_makes_itself_meets_what_the_store_has() {
    for sparql in [
        "SELECT * { <https://x/s> ?p ?o }",
        "SELECT * { ?s ?p 1 . FILTER(STRSTARTS(STR(?s), 'https://x/')) }",
        "SELECT * { BIND(0.5 + 2 AS ?o) <https://x/s> ?p ?o }",
        "SELECT * { VALUES ?o { 01 2.5 '2023'^^<http://www.w3.org/2001/XMLSchema#gYear> 'nowhere' } <https://x/s> ?p ?o }",
        "SELECT * { <https://x/s> <https://x/p> ?a . BIND(?a * 2 AS ?b) }",
        "SELECT DISTINCT ?g { GRAPH ?g { } }",
        "ASK { GRAPH <https://x/nowhere> { } }",
        "ASK { GRAPH <https://x/g> { } }",
        "SELECT * { <https://x/s> (<https://x/q>|<https://x/p>)* ?o }",
        "SELECT * FROM <https://x/g> { <https://x/s> ?p ?o }",
        "SELECT * FROM NAMED <https://x/h> { GRAPH ?g { <https://x/s> ?p ?o } }",
        "SELECT * FROM <https://x/g> FROM <https://x/h> { ?s <https://x/q> ?o FILTER(isLiteral(?o)) }",
        "CONSTRUCT { ?s <https://x/r> ?o } { GRAPH <https://x/g> { ?s ?p ?o } }",
        "DESCRIBE <https://x/s>",
        "SELECT (SUM(?o) AS ?sum) (COUNT(DISTINCT ?o) AS ?n) { <https://x/s> <https://x/p> ?o FILTER(isNumeric(?o)) }",
        "SELECT ?o { <https://x/s> <https://x/q> ?o } ORDER BY LANG(?o) STR(?o)",
    ] {
        same(sparql, sparql);
    }
}
