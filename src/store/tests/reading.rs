//! Queries and exports.

use std::time::{Duration, Instant};

use super::super::{QueryError, Selection, quads};
use super::*;

#[test]
fn the_default_graph_is_the_union_and_every_graph_has_its_name() {
    let (_folder, dir) = store(2);
    let view = View::open(&dir).unwrap();
    assert_eq!(view.base(), BASE);
    let shared = format!("?v {{ <{BASE}all> <{BASE}says> ?v }}");
    assert_eq!(select(&view, &format!("SELECT {shared}"), &[]).len(), 2, "what two graphs say comes twice");
    assert_eq!(select(&view, &format!("SELECT DISTINCT {shared}"), &[]), ["\"shared\""]);
    let graphs = select(&view, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g", &[]);
    let names = ["graph/authority", "graph/ledger", "graph/ontology", "source/0000000000000001", "source/0000000000000002"];
    assert_eq!(graphs, names.map(|name| iri(name).to_string()));
    let from = format!("SELECT ?v FROM {} {{ <{BASE}a> <{BASE}says> ?v }}", source(2));
    assert_eq!(select(&view, &from, &[]), ["\"value 2\""]);
}

#[test]
fn a_view_is_shared_by_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<View>();
}

#[cfg(not(feature = "disk"))]
#[test]
fn a_store_written_between_opening_and_first_query_is_not_called_damaged() {
    let (_folder, dir) = store(2);
    let view = View::open(&dir).unwrap();
    Writer::open(&dir, BASE).unwrap().prune(&["reports/1.html".to_owned()]).unwrap();
    let error = view.query("ASK {}", &[], None).err().unwrap();
    assert!(matches!(error, QueryError::Store(StoreError::Changed { .. })), "{error}");
}

#[test]
fn a_bound_value_is_a_term_whatever_is_in_it() {
    let (_folder, dir) = store(1);
    let evil = "\" } UNION { ?s ?p ?v } #\n'''\\";
    let mut writer = Writer::open(&dir, BASE).unwrap();
    writer.commit(vec![put(2, evil)]).unwrap();
    writer.finish().unwrap();
    let view = View::open(&dir).unwrap();
    let bind = |value: &str| [("v".to_owned(), Term::from(Literal::new_simple_literal(value)))];
    let sparql = "SELECT ?s ?v { ?s ?p ?v }";
    assert_eq!(select(&view, sparql, &bind(evil)).len(), 1);
    assert_eq!(select(&view, sparql, &bind("value 1")), [format!("{} \"value 1\"", iri("a"))]);
    assert!(select(&view, sparql, &bind("\" } UNION { ?s ?p ?v } #")).is_empty());
}

#[test]
fn a_variable_that_is_not_selected_or_has_no_name_is_named() {
    let (_folder, dir) = store(1);
    let view = View::open(&dir).unwrap();
    let term = Term::from(Literal::new_simple_literal("x"));
    for name in ["v", "bad name } {"] {
        let error = view.query("SELECT ?s { ?s ?p ?v }", &[(name.to_owned(), term.clone())], None).err().unwrap();
        assert!(matches!(&error, QueryError::Variable { name: named, .. } if named == name), "{error}");
    }
}

#[test]
fn a_syntax_error_says_where() {
    let (_folder, dir) = store(1);
    let view = View::open(&dir).unwrap();
    let error = view.query("SELECT ?s {\n ?s ?p }", &[], None).err().unwrap();
    assert!(matches!(error, QueryError::Syntax(_)));
    assert!(error.to_string().contains("2:"), "{error}");
    let update = view.query("INSERT DATA { <a:a> <a:a> <a:a> }", &[], None);
    assert!(matches!(update, Err(QueryError::Syntax(_))), "a view takes no updates");
}

fn ended(view: &View, sparql: &str, deadline: Duration) -> QueryError {
    match view.query(sparql, &[], Some(deadline)) {
        Err(error) => error,
        Ok(QueryResults::Solutions(mut rows)) => rows.find_map(Result::err).map(QueryError::from).unwrap(),
        Ok(_) => panic!("no solutions"),
    }
}

#[test]
fn the_deadline_ends_a_query_while_it_counts() {
    let (_folder, dir) = store(100);
    let view = View::open(&dir).unwrap();
    let began = Instant::now();
    let error = ended(&view, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", Duration::from_millis(50));
    assert!(matches!(error, QueryError::Deadline), "{error}");
    assert!(began.elapsed() < Duration::from_secs(20));
}

#[test]
fn the_deadline_ends_a_query_between_its_rows() {
    let (_folder, dir) = store(100);
    let view = View::open(&dir).unwrap();
    let began = Instant::now();
    // Oxigraph alone would make millions of rows of five patterns before it looks at its token again.
    let error = ended(&view, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }", Duration::from_millis(50));
    assert!(matches!(error, QueryError::Deadline), "{error}");
    assert!(began.elapsed() < Duration::from_secs(20));
    assert!(matches!(ended(&view, "SELECT * { ?a ?b ?c }", Duration::ZERO), QueryError::Deadline));
}

#[test]
fn a_generous_deadline_changes_nothing() {
    let (_folder, dir) = store(1);
    let view = View::open(&dir).unwrap();
    let sparql = format!("SELECT ?v {{ <{BASE}a> <{BASE}says> ?v }}");
    for deadline in [Duration::from_secs(60), Duration::MAX] {
        let Ok(QueryResults::Solutions(rows)) = view.query(&sparql, &[], Some(deadline)) else { panic!("no solutions") };
        assert_eq!(rows.map(Result::unwrap).count(), 1);
    }
}

#[test]
fn the_ledger_is_a_graph() {
    let (_folder, dir) = store(1);
    let view = View::open(&dir).unwrap();
    let sparql = format!(
        "PREFIX fz: <https://w3id.org/fazhi/ontology#> PREFIX prov: <http://www.w3.org/ns/prov#> SELECT ?by ?outcome (DATATYPE(?at) AS ?type)
         {{ GRAPH <{BASE}graph/ledger> {{ ?s fz:outcome ?outcome ; fz:readBy ?by ; prov:generatedAtTime ?at }} }}"
    );
    let expected = "\"reader-1\" <https://w3id.org/fazhi/ontology#ok> <http://www.w3.org/2001/XMLSchema#dateTime>";
    assert_eq!(select(&view, &sparql, &[]), [expected]);
    assert_eq!(view.ledger_quads().len(), 3);
}

#[test]
fn an_export_has_the_sources_in_order_and_other_graphs_on_demand() {
    let (_folder, dir) = store(3);
    let all = |base| quads(&dir, Selection { base, graph: None }).unwrap().map(Result::unwrap).collect::<Vec<_>>();
    assert_eq!(all(false).len(), 3);
    assert_eq!(all(true).len(), 5);
    assert!(all(false).iter().zip(1..).all(|(text, number)| text.contains(source(number).as_str())));
    let one = |graph: &str| quads(&dir, Selection { base: false, graph: Some(graph) }).map(|it| it.map(Result::unwrap).collect::<String>());
    assert_eq!(one(source(2).as_str()).unwrap(), all(false)[1]);
    assert!(one(&format!("{BASE}graph/authority")).unwrap().contains("Law"));
    assert_eq!(one(&format!("{BASE}graph/ledger")).unwrap().lines().count(), 9);
    assert!(matches!(one("https://example.org/none").unwrap_err(), StoreError::NoGraph { .. }));
}
