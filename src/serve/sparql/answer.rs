//! A query to its answer. In: a request. Out: rows, a truth value or a graph in the format asked for, within the limits.

use std::io::Write;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use oxigraph::io::RdfFormat;
use oxigraph::model::{NamedNode, Quad, Triple};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryResults, QuerySolutionIter, QueryTripleIter};
use spargebra::algebra::QueryDataset;
use spargebra::{Query, SparqlParser};

use super::accept::{self, Wish};
use super::request::Request;
use super::{guard, limit};
use crate::graph::turtle;
use crate::serve::Site;
use crate::serve::pool::{Job, ended};
use crate::serve::problem::Problem;
use crate::store::QueryError;

/// Prefixes that our own descriptions use, beside those of the data.
const MORE: [(&str, &str); 7] = [
    ("sd", "http://www.w3.org/ns/sparql-service-description#"),
    ("void", "http://rdfs.org/ns/void#"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("sh", "http://www.w3.org/ns/shacl#"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("formats", "http://www.w3.org/ns/formats/"),
    ("ent", "http://www.w3.org/ns/entailment/"),
];

/// Answers a request.
pub(super) async fn run(site: &Arc<Site>, request: Request, mut wish: Wish) -> Response {
    if let Err(problem) = limit::check(&request.query) {
        return problem.into_response();
    }
    wish.name.clone_from(&request.format);
    let (of, time) = (Arc::clone(site), site.options.timeout);
    let work = move |job: &mut Job| evaluate(&of, &request, &wish, job).map_err(|problem| told(problem, job, time));
    site.pool.run(time, site.options.bytes, work).await
}

/// A query that was told to end says why.
fn told(problem: Problem, job: &Job, time: std::time::Duration) -> Problem {
    match (problem.status, job.leash.cause()) {
        (StatusCode::GATEWAY_TIMEOUT, cause) | (_, cause @ Some(_)) => ended(cause, time),
        _ => problem,
    }
}

fn evaluate(site: &Site, request: &Request, wish: &Wish, job: &mut Job) -> Result<(), Problem> {
    let query = parse(site, request)?;
    guard::check(&query)?;
    let graph = matches!(query, Query::Construct { .. } | Query::Describe { .. });
    // Before any work is done: nobody waits for what they cannot read.
    let (results, rdf) = if graph { (None, Some(accept::graph(wish)?)) } else { (Some(accept::results(wish)?), None) };
    let answer = site.view.answer(query, job.leash.token.clone(), Some(job.due))?;
    let written = match (answer, results, rdf) {
        (QueryResults::Solutions(rows), Some(format), _) => solutions(rows, format, site.options.rows, job),
        (QueryResults::Boolean(truth), Some(format), _) => boolean(truth, format, job),
        (QueryResults::Graph(triples), _, Some(format)) => triples_of(triples, format, site.options.rows, job),
        _ => Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the answer is not of the query's kind")),
    };
    written.map_err(|problem| job.out.trouble().unwrap_or(problem))
}

fn parse(site: &Site, request: &Request) -> Result<Query, Problem> {
    let parser = SparqlParser::new();
    let parser = parser.clone().with_base_iri(site.view.base()).unwrap_or(parser);
    let mut query = parser.parse_query(&request.query).map_err(|error| Problem::bad(format!("the query does not parse: {error}")))?;
    if !(request.default.is_empty() && request.named.is_empty()) {
        let (Query::Select { dataset, .. } | Query::Construct { dataset, .. } | Query::Describe { dataset, .. } | Query::Ask { dataset, .. }) = &mut query;
        // What the protocol says goes before FROM. Names are names: nothing is fetched, and a graph that is not there is empty.
        *dataset = Some(QueryDataset { default: names(&request.default)?, named: Some(names(&request.named)?) });
    }
    Ok(query)
}

fn names(iris: &[String]) -> Result<Vec<NamedNode>, Problem> {
    iris.iter().map(|iri| NamedNode::new(iri.as_str()).map_err(|error| Problem::bad(format!("<{iri}> names no graph: {error}")))).collect()
}

fn writing(error: impl std::fmt::Display) -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, format!("the answer could not be written: {error}"))
}

fn too_many(rows: usize) -> Problem {
    Problem::bad(format!("limit reached: rows. The answer has more than {rows} rows; add a LIMIT, ask for less, or fetch whole graphs at /store"))
}

fn solutions(rows: QuerySolutionIter<'_>, format: QueryResultsFormat, most: usize, job: &mut Job) -> Result<(), Problem> {
    job.out.kind(accept::results_kind(format));
    let serializer = QueryResultsSerializer::from_format(format);
    let mut writer = serializer.serialize_solutions_to_writer(&mut job.out, rows.variables().to_vec()).map_err(writing)?;
    for (number, row) in rows.enumerate() {
        let row = row.map_err(QueryError::from)?;
        if number >= most {
            return Err(too_many(most));
        }
        writer.serialize(&row).map_err(writing)?;
    }
    writer.finish().map(drop).map_err(writing)
}

fn boolean(truth: bool, format: QueryResultsFormat, job: &mut Job) -> Result<(), Problem> {
    job.out.kind(accept::results_kind(format));
    QueryResultsSerializer::from_format(format).serialize_boolean_to_writer(&mut job.out, truth).map(drop).map_err(writing)
}

fn triples_of(triples: QueryTripleIter<'_>, format: RdfFormat, most: usize, job: &mut Job) -> Result<(), Problem> {
    job.out.kind(accept::kind(format));
    let quads = triples.enumerate().map(|(number, triple)| {
        let Triple { subject, predicate, object } = triple.map_err(QueryError::from)?;
        if number >= most { Err(too_many(most)) } else { Ok(Quad::new(subject, predicate, object, oxigraph::model::GraphName::DefaultGraph)) }
    });
    graph(format, quads, &mut job.out)
}

/// Writes a graph; names of graphs stay where the format has room for them.
pub(super) fn graph(format: RdfFormat, quads: impl Iterator<Item = Result<Quad, Problem>>, out: &mut impl Write) -> Result<(), Problem> {
    let serializer =
        MORE.iter().fold(turtle::serializer(format), |serializer, (prefix, iri)| serializer.clone().with_prefix(*prefix, *iri).unwrap_or(serializer));
    let mut writer = serializer.for_writer(out);
    for quad in quads {
        let quad = quad?;
        let written = if format.supports_datasets() {
            writer.serialize_quad(&quad)
        } else {
            writer.serialize_triple(oxigraph::model::TripleRef::new(quad.subject.as_ref(), quad.predicate.as_ref(), quad.object.as_ref()))
        };
        written.map_err(writing)?;
    }
    writer.finish().map(drop).map_err(writing)
}
