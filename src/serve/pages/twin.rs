//! A page as data. In: its query, or its thing. Out: CSV, JSON, Turtle, JSON-LD or N-Triples.
//!
//! A thing's twin is what is said of it; a list's twin is its table, in RDF as the W3C's vocabulary of result sets has it.

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::Response;
use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{BlankNode, Literal, NamedNode, NamedOrBlankNode, Term, Triple};

use super::asked::{Asked, Table};
use super::asking::{Asking, FORMS, Form};
use super::error::PageError;
use crate::graph::turtle;

const RS: &str = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#";

/// The answer, where the page is wanted as data.
pub(super) fn of(asking: &Asking, asked: &Asked) -> Result<Option<Response>, PageError> {
    if asking.form == Form::Html {
        return Ok(None);
    }
    table(asking, &*asking.ask(asked)?).map(Some)
}

/// A table in the wanted form.
pub(super) fn table(asking: &Asking, table: &Table) -> Result<Response, PageError> {
    let text = match asking.form {
        Form::Csv => csv(table),
        Form::Json | Form::Html => json(table),
        form => triples(form, &result_set(table)),
    };
    Ok(answer(asking.form, text))
}

/// Triples in the wanted form; forms for tables have a row a triple.
pub(super) fn graph(asking: &Asking, triples_: &[Triple]) -> Response {
    let rows = || Table {
        names: ["subject", "predicate", "object"].map(str::to_owned).to_vec(),
        rows: triples_.iter().map(|t| vec![Some(t.subject.clone().into()), Some(t.predicate.clone().into()), Some(t.object.clone())]).collect(),
        cut: false,
    };
    let text = match asking.form {
        Form::Csv => csv(&rows()),
        Form::Json | Form::Html => json(&rows()),
        form => triples(form, triples_),
    };
    answer(asking.form, text)
}

fn answer(form: Form, text: String) -> Response {
    let media = FORMS.iter().find(|(known, ..)| *known == form).map_or("application/json", |(.., media)| media);
    let kind = if form == Form::JsonLd || form == Form::Json { media.to_owned() } else { format!("{media}; charset=utf-8") };
    let response = Response::builder().status(StatusCode::OK).header(header::CONTENT_TYPE, kind).header(header::VARY, "accept");
    response.header(header::CACHE_CONTROL, "no-cache").body(Body::from(text)).unwrap_or_default()
}

/// With a mark of the encoding in front: spreadsheets need it to read Chinese.
fn csv(table: &Table) -> String {
    let mut out = format!("\u{feff}{}\r\n", table.names.join(","));
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|cell| cell.as_ref().map(|term| quoted(&crate::ask::shown(term), term)).unwrap_or_default()).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

/// A cell as RFC 4180 has it; a text that a spreadsheet would take for a formula is kept as text.
fn quoted(cell: &str, term: &Term) -> String {
    let number = matches!(term, Term::Literal(literal) if literal.datatype() == xsd::DECIMAL || literal.datatype() == xsd::INTEGER);
    let safe = if !number && cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() };
    if safe.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}

fn json(table: &Table) -> String {
    let cell = |term: &Term| match term {
        Term::NamedNode(node) => serde_json::json!({"type": "uri", "value": node.as_str()}),
        Term::BlankNode(node) => serde_json::json!({"type": "bnode", "value": node.as_str()}),
        Term::Literal(literal) => {
            let mut value = serde_json::json!({"type": "literal", "value": literal.value()});
            if let (Some(language), Some(map)) = (literal.language(), value.as_object_mut()) {
                map.insert("xml:lang".to_owned(), language.into());
            } else if let (true, Some(map)) = (literal.datatype() != xsd::STRING, value.as_object_mut()) {
                map.insert("datatype".to_owned(), literal.datatype().as_str().into());
            }
            value
        }
        #[allow(unreachable_patterns)]
        other => serde_json::json!({"type": "literal", "value": other.to_string()}),
    };
    let row = |row: &Vec<Option<Term>>| -> serde_json::Value {
        let cells = table.names.iter().zip(row).filter_map(|(name, term)| Some((name.clone(), cell(term.as_ref()?))));
        serde_json::Value::Object(cells.collect())
    };
    let rows: Vec<serde_json::Value> = table.rows.iter().map(row).collect();
    serde_json::json!({"head": {"vars": table.names}, "results": {"bindings": rows}}).to_string()
}

/// A table as the vocabulary of result sets has it.
fn result_set(table: &Table) -> Vec<Triple> {
    let term = |local: &str| NamedNode::new_unchecked(format!("{RS}{local}"));
    let set = NamedOrBlankNode::from(BlankNode::new_unchecked("set"));
    let mut found = vec![Triple::new(set.clone(), rdf::TYPE, term("ResultSet"))];
    found.extend(table.names.iter().map(|name| Triple::new(set.clone(), term("resultVariable"), Literal::new_simple_literal(name))));
    for (number, row) in table.rows.iter().enumerate() {
        let solution = BlankNode::new_unchecked(format!("r{number}"));
        found.push(Triple::new(set.clone(), term("solution"), solution.clone()));
        found.push(Triple::new(solution.clone(), term("index"), Literal::new_typed_literal((number + 1).to_string(), xsd::INTEGER)));
        for (place, value) in row.iter().enumerate().filter_map(|(place, value)| Some((place, value.as_ref()?))) {
            let binding = BlankNode::new_unchecked(format!("r{number}c{place}"));
            found.push(Triple::new(solution.clone(), term("binding"), binding.clone()));
            found.push(Triple::new(binding.clone(), term("variable"), Literal::new_simple_literal(table.names.get(place).map_or("", String::as_str))));
            found.push(Triple::new(binding, term("value"), value.clone()));
        }
    }
    found
}

fn triples(form: Form, triples: &[Triple]) -> String {
    let format = match form {
        Form::JsonLd => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
        Form::NTriples => RdfFormat::NTriples,
        _ => RdfFormat::Turtle,
    };
    let mut writer = turtle::serializer(format).for_writer(Vec::new());
    for triple in triples {
        // Writing to memory does not fail.
        let _ = writer.serialize_triple(triple.as_ref());
    }
    writer.finish().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}
