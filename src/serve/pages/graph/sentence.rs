//! From a fact to the words that say it. In: a fact between two things. Out: the way to the sentence, marked in its source.
//!
//! A fact of the authority files has no sentence: it leads to the page of its subject.

use axum::http::{StatusCode, header};
use axum::response::Response;

use super::super::asking::{Asking, address};
use super::super::error::PageError;
use super::read::Edge;
use crate::ask::sentence;

/// The address that leads to a fact's sentence.
pub(super) fn link(edge: &Edge) -> String {
    address("/graph/sentence", [("from", edge.from.as_str()), ("relation", &edge.relation), ("to", &edge.to)])
}

/// Leads there.
pub(super) fn page(asking: &Asking) -> Result<Response, PageError> {
    let (from, relation, to) = (asking.param("from"), asking.param("relation"), asking.param("to"));
    let stated = asking.rows("graph-stated", &[("from", from), ("relation", relation), ("to", to)])?;
    if stated.rows.is_empty() {
        return Err(PageError::Missing);
    }
    let sources = format!("{}source/", asking.site.view.base());
    for graph in stated.iter().map(|row| row.text("graph")).filter(|graph| graph.starts_with(&sources)) {
        // Where the object is named, or what it rests on; else the subject's own words.
        for (query, thing) in [("mentions", to), ("evidence", to), ("evidence", from), ("mentions", from)] {
            if let Some(mention) = first(asking, query, thing, &graph)? {
                return Ok(lead(&asking.place(&mention).unwrap_or_else(|| asking.to(&mention))));
            }
        }
    }
    Ok(lead(&asking.to(from)))
}

/// The first stretch of a source's text that a query gives for a thing.
fn first(asking: &Asking, query: &str, thing: &str, graph: &str) -> Result<Option<String>, PageError> {
    let rows = asking.rows(query, &[("thing", thing), ("graph", graph)])?;
    let mentions = rows.iter().map(|row| row.text("mention"));
    Ok(mentions.filter_map(|mention| Some((sentence::range(&mention)?, mention))).min().map(|(_, mention)| mention))
}

fn lead(to: &str) -> Response {
    let response = Response::builder().status(StatusCode::SEE_OTHER).header(header::LOCATION, ascii(to));
    response.body(axum::body::Body::empty()).unwrap_or_default()
}

/// Han characters in an address, encoded: a header holds ASCII.
fn ascii(address: &str) -> String {
    let encode = |c: char| {
        let mut bytes = [0; 4];
        if c.is_ascii() { c.to_string() } else { c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")).collect() }
    };
    address.chars().map(encode).collect()
}
