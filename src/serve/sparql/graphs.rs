//! The Graph Store Protocol, for reading. In: `?graph=IRI` or `?default`. Out: that graph, whole; for HEAD, whether it is there.
//!
//! Graphs come from the files of the truth and not from a query, so the limits of rows and bytes do not hold for them.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use oxigraph::io::RdfFormat;
use oxigraph::model::{GraphName, NamedNode, Quad};

use super::{accept, answer, request};
use crate::serve::Site;
use crate::serve::pool::{Job, ended};
use crate::serve::problem::Problem;

/// A whole store may take so many times as long as a query.
const PATIENCE: u32 = 15;

/// Which graph.
enum Wanted {
    Default,
    Named(String),
}

/// Answers at `/store`.
pub(super) async fn page(State(site): State<Arc<Site>>, method: Method, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    if !matches!(method, Method::GET | Method::HEAD) {
        let mut response = Problem::read_only().into_response();
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    match wanted(&site, query.as_deref().unwrap_or(""), &headers) {
        Err(problem) => problem.into_response(),
        Ok((_, format)) if method == Method::HEAD => ([(header::CONTENT_TYPE, accept::kind(format))], Body::empty()).into_response(),
        Ok((wanted, format)) => send(&site, wanted, format).await,
    }
}

fn wanted(site: &Site, query: &str, headers: &HeaderMap) -> Result<(Wanted, RdfFormat), Problem> {
    let (mut graphs, mut default, mut wish) = (Vec::new(), false, accept::header(headers));
    for (name, value) in request::pairs(query.as_bytes())? {
        match name.as_str() {
            "graph" => graphs.push(value),
            "default" => default = true,
            "format" => wish.name = Some(value),
            _ => {}
        }
    }
    let format = accept::graph(&wish)?;
    match (graphs.pop(), default) {
        (None, true) => Ok((Wanted::Default, format)),
        (Some(graph), false) if graphs.is_empty() => named(site, graph).map(|graph| (graph, format)),
        _ => Err(Problem::bad("name one graph: /store?graph=IRI, or /store?default for the union of all")),
    }
}

fn named(site: &Site, graph: String) -> Result<Wanted, Problem> {
    NamedNode::new(graph.as_str()).map_err(|error| Problem::bad(format!("<{graph}> names no graph: {error}")))?;
    if site.view.has_graph(&graph) {
        return Ok(Wanted::Named(graph));
    }
    let message = format!("no graph is called <{graph}>; `SELECT DISTINCT ?g {{ GRAPH ?g {{}} }}` lists those that there are");
    Err(Problem::new(StatusCode::NOT_FOUND, message))
}

async fn send(site: &Arc<Site>, wanted: Wanted, format: RdfFormat) -> Response {
    let (of, time) = (Arc::clone(site), site.options.timeout * PATIENCE);
    let work = move |job: &mut Job| {
        job.out.kind(accept::kind(format));
        let leash = job.leash.clone();
        let graphs = match wanted {
            Wanted::Named(graph) => vec![graph],
            Wanted::Default => of.view.graphs(),
        };
        let quads = graphs.iter().flat_map(|graph| match of.view.graph(graph) {
            Ok(quads) => quads.into_iter().map(Ok).collect(),
            Err(error) => vec![Err(Problem::from(error))],
        });
        let quads = quads.map(|quad| {
            let quad: Quad = quad?;
            if leash.cause().is_some() { Err(ended(leash.cause(), time)) } else { Ok(Quad { graph_name: GraphName::DefaultGraph, ..quad }) }
        });
        answer::graph(format, quads, &mut job.out)
    };
    site.pool.run(time, usize::MAX, work).await
}
