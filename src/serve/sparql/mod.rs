//! The SPARQL 1.1 protocol, for reading. In: a query. Out: its results, in the format that was asked for.
//!
//! Beside it: what this endpoint is (service description, VoID, DCAT), examples, and whole graphs (Graph Store Protocol).

mod accept;
mod answer;
mod dataset;
mod describe;
mod examples;
mod graphs;
mod growth;
mod guard;
mod limit;
mod request;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, Method, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};

use super::Site;
use super::pages::Asking;
use super::pages::editor::{self, Answer};
use super::problem::Problem;

pub(super) use dataset::Cache;

/// The paths of the protocol.
pub(super) fn router() -> Router<Arc<Site>> {
    Router::new()
        .route("/sparql", any(endpoint))
        .route("/sparql/", any(endpoint))
        .route("/sparql/examples", get(examples::page))
        .route("/store", any(graphs::page))
        .route("/.well-known/void", get(dataset::page))
}

async fn endpoint(State(site): State<Arc<Site>>, asking: Asking, method: Method, RawQuery(query): RawQuery, headers: HeaderMap, body: Bytes) -> Response {
    let people = method == Method::GET && accept::wants_html(&headers);
    match request::Request::read(&method, query.as_deref().unwrap_or(""), &headers, &body) {
        Err(problem) => problem.into_response(),
        Ok(Some(request)) if people && request.format.is_none() => shown(&site, &asking, request).await,
        Ok(Some(request)) => answer::run(&site, request, accept::header(&headers)).await,
        Ok(None) if people => editor::page(&asking, "", None),
        Ok(None) => about(&site, &headers).await,
    }
}

/// A query and its answer as a page for people: the answer is the one that programs get, with the same limits.
async fn shown(site: &Arc<Site>, asking: &Asking, request: request::Request) -> Response {
    let query = request.query.clone();
    let response = answer::run(site, request, accept::wish("application/sparql-results+json, text/turtle;q=0.9")).await;
    let status = response.status();
    let json = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).is_some_and(|kind| kind.contains("json"));
    let read = axum::body::to_bytes(response.into_body(), site.options.bytes).await;
    let text = read.map_or_else(|error| error.to_string(), |bytes| String::from_utf8_lossy(&bytes).into_owned());
    let answer = match (status.is_success(), json) {
        (true, true) => serde_json::from_str(&text).map_or_else(|error| Answer::Fault(error.to_string()), Answer::Results),
        (true, false) => Answer::Graph(text),
        (false, _) => Answer::Fault(text),
    };
    editor::page(asking, &query, Some(&answer))
}

/// Without a query: a description for programs.
async fn about(site: &Arc<Site>, headers: &HeaderMap) -> Response {
    let (site, place) = (Arc::clone(site), place(headers));
    match accept::graph(&accept::header(headers)) {
        Ok(format) => described(format, &describe::quads(&site, &place)),
        Err(problem) => problem.into_response(),
    }
}

/// Where this site is, as the client calls it. The name has been checked.
fn place(headers: &HeaderMap) -> String {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let secure = text("x-forwarded-proto") == Some("https");
    format!("{}://{}", if secure { "https" } else { "http" }, text(header::HOST.as_str()).unwrap_or("localhost"))
}

/// A small graph as a response.
fn described(format: oxigraph::io::RdfFormat, quads: &[oxigraph::model::Quad]) -> Response {
    let mut bytes = Vec::new();
    match answer::graph(format, quads.iter().cloned().map(Ok), &mut bytes) {
        Ok(()) => ([(header::CONTENT_TYPE, accept::kind(format)), (header::VARY, "accept")], bytes).into_response(),
        Err(problem) => Problem::into_response(problem),
    }
}
