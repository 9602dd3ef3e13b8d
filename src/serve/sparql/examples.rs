//! The catalogue as examples that other tools read. In: the questions. Out: RDF in the pattern of the Swiss Institute of Bioinformatics.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use oxigraph::model::{Literal, NamedOrBlankNode, Quad};

use super::describe::{Sheet, node};
use super::{accept, described, place};
use crate::ask::catalogue;
use crate::serve::Site;
use crate::vocab::other;

const SHACL: &str = "http://www.w3.org/ns/shacl#";
const COMMENT: &str = "http://www.w3.org/2000/01/rdf-schema#comment";

/// Answers at `/sparql/examples`.
pub(super) async fn page(State(_): State<Arc<Site>>, headers: HeaderMap) -> Response {
    let mut wish = accept::header(&headers);
    if accept::wants_html(&headers) {
        wish.name = Some("turtle".to_owned());
    }
    match accept::graph(&wish) {
        Ok(format) => described(format, &quads(&place(&headers))),
        Err(problem) => problem.into_response(),
    }
}

fn quads(place: &str) -> Vec<Quad> {
    let mut sheet = Sheet::default();
    for question in catalogue::all() {
        let example = NamedOrBlankNode::from(node(format!("{place}/sparql/examples#{}", question.name)));
        sheet.say(&example, other::TYPE, node(format!("{SHACL}SPARQLExecutable")));
        sheet.say(&example, other::TYPE, node(format!("{SHACL}SPARQLSelectExecutable")));
        sheet.text(&example, COMMENT, &question.title, "zh");
        sheet.text(&example, COMMENT, &question.title_en, "en");
        sheet.say(&example, &format!("{SHACL}select"), Literal::new_simple_literal(question.sparql));
        sheet.say(&example, "https://schema.org/target", node(format!("{place}/sparql")));
    }
    sheet.0
}
