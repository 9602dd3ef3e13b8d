//! What the editor completes from. In: the vocabulary, as the store has it. Out: prefixes, classes and properties with their
//! names, and the catalogued questions as examples, as JSON.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};

use super::super::pages::{Asking, short};
use crate::ask::{self, catalogue};
use crate::graph::turtle::PREFIXES;
use crate::vocab::{fz, other};

/// A term with what it is called.
#[derive(Default)]
struct Term {
    sort: String,
    chinese: String,
    english: String,
}

/// The vocabulary.
pub(super) async fn page(asking: Asking) -> Response {
    let made = tokio::task::spawn_blocking(move || read(&asking)).await;
    let (status, value) = match made {
        Ok(Ok(value)) => (StatusCode::OK, value),
        Ok(Err(error)) => (StatusCode::INTERNAL_SERVER_ERROR, json!({"error": error.to_string()})),
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, json!({"error": "the vocabulary could not be read"})),
    };
    let response = Response::builder().status(status).header(header::CONTENT_TYPE, "application/json").header(header::CACHE_CONTROL, "no-cache");
    response.body(Body::from(value.to_string())).unwrap_or_default()
}

fn read(asking: &Asking) -> Result<Value, ask::AskError> {
    let mut terms: BTreeMap<String, Term> = BTreeMap::new();
    // Terms of other vocabularies that the data use have no names of ours.
    for iri in [other::RDF, other::RDFS, other::SKOS, other::DCTERMS, other::NIF, other::ITSRDF, other::ORG, other::PROV, other::ELI, fz::ALL].concat() {
        let local = iri.rsplit(['#', '/']).next().unwrap_or_default();
        let sort = if local.starts_with(char::is_uppercase) { "class" } else { "property" };
        terms.insert(iri.to_owned(), Term { sort: sort.to_owned(), ..Term::default() });
    }
    for row in ask::page(&asking.site.view, "vocabulary", &[])? {
        let term = terms.entry(ask::cell(&row, "term")).or_default();
        term.sort = ask::cell(&row, "sort");
        let name = if ask::cell(&row, "language") == "en" { &mut term.english } else { &mut term.chinese };
        *name = ask::cell(&row, "label");
    }
    let terms: Vec<Value> =
        terms.iter().map(|(iri, term)| json!({"name": short(iri), "iri": iri, "sort": term.sort, "zh": term.chinese, "en": term.english})).collect();
    let prefixes: BTreeMap<&str, &str> = PREFIXES.into_iter().collect();
    let examples: Vec<Value> = catalogue::all().iter().map(example).collect();
    Ok(json!({"prefixes": prefixes, "terms": terms, "examples": examples, "base": asking.site.view.base()}))
}

fn example(question: &catalogue::Question) -> Value {
    json!({"name": question.name, "title": question.title, "title_en": question.title_en, "sparql": question.sparql})
}
