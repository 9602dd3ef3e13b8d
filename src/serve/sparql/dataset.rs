//! What is in the store, in figures. In: the store. Out: VoID and DCAT, counted once for as long as the store is open.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use oxigraph::model::{NamedOrBlankNode, Quad, Term};
use tokio::sync::OnceCell;

use super::describe::{Sheet, blank, node};
use super::{accept, described, place};
use crate::ask::{self, AskError};
use crate::serve::Site;
use crate::serve::problem::Problem;
use crate::vocab::other;

const VOID: &str = "http://rdfs.org/ns/void#";
const DCAT: &str = "http://www.w3.org/ns/dcat#";
const TERMS: &str = "http://purl.org/dc/terms/";
const LICENSE: &str = "https://creativecommons.org/licenses/by/4.0/";

/// Things are counted once, whichever graphs speak of them.
const COUNTS: [(&str, &str); 4] = [
    ("classes", "SELECT ?name (COUNT(DISTINCT ?s) AS ?n) { ?s a ?name } GROUP BY ?name ORDER BY ?name"),
    ("properties", "SELECT ?name (COUNT(*) AS ?n) { ?s ?name ?o } GROUP BY ?name ORDER BY ?name"),
    ("subjects", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
    ("objects", "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"),
];

/// Names with their counts, of each sort.
type Figures = Vec<Vec<(String, u64)>>;

/// Figures, once they are known.
#[derive(Debug, Default)]
pub(in crate::serve) struct Cache(OnceCell<Figures>);

/// Answers at `/.well-known/void`.
pub(super) async fn page(State(site): State<Arc<Site>>, headers: HeaderMap) -> Response {
    let mut wish = accept::header(&headers);
    if accept::wants_html(&headers) {
        wish.name = Some("turtle".to_owned());
    }
    let format = match accept::graph(&wish) {
        Ok(format) => format,
        Err(problem) => return problem.into_response(),
    };
    let of = Arc::clone(&site);
    let counted = site.dataset.0.get_or_try_init(|| async move {
        // Counting reads the whole store, so it is not done while a request is held up by it alone.
        tokio::task::spawn_blocking(move || count(&of)).await.map_err(|_| Problem::busy())?
    });
    match counted.await {
        Ok(figures) => described(format, &quads(&site, figures, &place(&headers))),
        Err(problem) => problem.into_response(),
    }
}

fn count(site: &Site) -> Result<Figures, Problem> {
    let time = site.options.timeout.saturating_mul(10).max(Duration::from_secs(60));
    COUNTS.iter().map(|(_, sparql)| rows(site, sparql, time)).collect()
}

fn rows(site: &Site, sparql: &str, time: Duration) -> Result<Vec<(String, u64)>, Problem> {
    let results = site.view.query(sparql, &[], Some(time))?;
    let oxigraph::sparql::QueryResults::Solutions(rows) = results else { return Ok(Vec::new()) };
    rows.map(|row| {
        let row = row.map_err(crate::store::QueryError::from)?;
        Ok((ask::cell(&row, "name"), ask::cell(&row, "n").parse().unwrap_or(0)))
    })
    .collect()
}

impl From<AskError> for Problem {
    fn from(error: AskError) -> Problem {
        match error {
            AskError::Query { source, .. } => source.into(),
            error @ AskError::NoSelect(_) => Problem::bad(error.to_string()),
        }
    }
}

fn quads(site: &Site, figures: &Figures, place: &str) -> Vec<Quad> {
    let void = |name: &str| format!("{VOID}{name}");
    let sort = |number: usize| figures.get(number).map_or(&[][..], Vec::as_slice);
    let total = |number: usize| sort(number).iter().map(|(_, count)| count).sum();
    let mut sheet = Sheet::default();
    let dataset = NamedOrBlankNode::from(node(format!("{place}/.well-known/void#dataset")));
    head(&mut sheet, &dataset, site, place);
    sheet.number(&dataset, &void("triples"), total(1));
    sheet.number(&dataset, &void("entities"), total(0));
    sheet.number(&dataset, &void("classes"), sort(0).len() as u64);
    sheet.number(&dataset, &void("properties"), sort(1).len() as u64);
    sheet.number(&dataset, &void("distinctSubjects"), total(2));
    sheet.number(&dataset, &void("distinctObjects"), total(3));
    sheet.number(&dataset, &void("documents"), site.view.entries().values().filter(|entry| entry.outcome.has_graph()).count() as u64);
    for (sort, part, name, count) in [(sort(0), "classPartition", "class", "entities"), (sort(1), "propertyPartition", "property", "triples")] {
        for (number, (iri, figure)) in sort.iter().enumerate() {
            let entry = blank(format!("{name}{number}"));
            sheet.say(&dataset, &void(part), Term::from(entry.clone()));
            sheet.say(&entry, &void(name), node(iri.clone()));
            sheet.number(&entry, &void(count), *figure);
        }
    }
    sheet.0
}

/// What the dataset is, and where it can be had.
fn head(sheet: &mut Sheet, dataset: &NamedOrBlankNode, site: &Site, place: &str) {
    let (void, dcat, terms) = (|name: &str| format!("{VOID}{name}"), |name: &str| format!("{DCAT}{name}"), |name: &str| format!("{TERMS}{name}"));
    sheet.say(dataset, other::TYPE, node(void("Dataset")));
    sheet.say(dataset, other::TYPE, node(dcat("Dataset")));
    sheet.text(dataset, other::TITLE, "法治政府建设年度报告知识图谱", "zh");
    sheet.text(dataset, other::TITLE, "Rule-of-law annual reports of Chinese governments, as a graph", "en");
    sheet.say(dataset, &terms("license"), node(LICENSE));
    sheet.say(dataset, &void("sparqlEndpoint"), node(format!("{place}/sparql")));
    sheet.say(dataset, &void("uriSpace"), oxigraph::model::Literal::new_simple_literal(site.view.base()));
    sheet.say(dataset, &void("vocabulary"), node(crate::vocab::FZ));
    sheet.say(dataset, &void("dataDump"), node(format!("{place}/store?default")));
    let service = NamedOrBlankNode::from(node(format!("{place}/.well-known/void#endpoint")));
    sheet.say(&service, other::TYPE, node(dcat("DataService")));
    sheet.say(&service, &dcat("endpointURL"), node(format!("{place}/sparql")));
    sheet.say(&service, &dcat("endpointDescription"), node(format!("{place}/sparql")));
    sheet.say(&service, &dcat("servesDataset"), Term::from(dataset.clone()));
    for (number, (kind, format)) in [("text/turtle", "turtle"), ("application/n-triples", "ntriples"), ("application/ld+json", "jsonld")].iter().enumerate() {
        let entry = blank(format!("dump{number}"));
        sheet.say(dataset, &dcat("distribution"), Term::from(entry.clone()));
        sheet.say(&entry, other::TYPE, node(dcat("Distribution")));
        sheet.say(&entry, &dcat("downloadURL"), node(format!("{place}/store?default&format={format}")));
        sheet.say(&entry, &dcat("mediaType"), node(format!("https://www.iana.org/assignments/media-types/{kind}")));
    }
}
