//! Catalogued queries over a store. In: a query's name, terms for its parameters. Out: rows, cells, sentences.
//!
//! What commands, audits and pages share when they ask; how an answer is laid out, they know.

pub mod catalogue;
pub mod sentence;

use std::collections::BTreeMap;

use oxigraph::model::{NamedNode, Term};
use oxigraph::sparql::{QueryResults, QuerySolution};

use crate::store::{QueryError, View};
use crate::text::Origin;

/// Why a catalogued query gave no rows.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The query failed: which one, and why.
    #[error("queries/{name}: {source}")]
    Query {
        /// Folder and file of the query.
        name: String,
        /// Why.
        source: QueryError,
    },
    /// It is no SELECT, or there is no file of the name.
    #[error("queries/{0}: no SELECT of this name")]
    NoSelect(String),
}

/// The rows of a query; `name` is what an error calls it.
///
/// # Errors
/// Where the query fails or is no SELECT.
pub fn rows(view: &View, name: &str, sparql: &str, bindings: &[(String, Term)]) -> Result<Vec<QuerySolution>, AskError> {
    let failed = |source: QueryError| AskError::Query { name: name.to_owned(), source };
    match view.query(sparql, bindings, None).map_err(failed)? {
        QueryResults::Solutions(rows) => rows.map(|row| row.map_err(|error| failed(error.into()))).collect(),
        _ => Err(AskError::NoSelect(name.to_owned())),
    }
}

/// The rows of `queries/pages/{page}.rq`.
///
/// # Errors
/// As [`rows`].
pub fn page(view: &View, page: &str, bindings: &[(String, Term)]) -> Result<Vec<QuerySolution>, AskError> {
    let name = format!("pages/{page}");
    let question = catalogue::page(page).ok_or_else(|| AskError::NoSelect(name.clone()))?;
    rows(view, &name, &question.sparql, bindings)
}

/// The value of a variable in a row, as people read it; empty where it has none.
pub fn cell(row: &QuerySolution, name: &str) -> String {
    row.get(name).map(shown).unwrap_or_default()
}

/// A term as people read it.
pub fn shown(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}

/// The texts of sources, fetched once each.
#[derive(Debug, Default)]
pub struct Texts(BTreeMap<String, Source>);

/// A source: its text, its file name, where its characters stand in the file.
type Source = (Vec<char>, String, Origin);

impl Texts {
    /// A mention in its sentence, marked, and the file that it stands in; `None` where the IRI is no mention's.
    ///
    /// # Errors
    /// As [`rows`].
    pub fn sentence(&mut self, view: &View, mention: &str) -> Result<Option<(String, String)>, AskError> {
        let Some((start, end)) = sentence::range(mention) else { return Ok(None) };
        let (text, file, _) = self.of(view, mention.split('#').next().unwrap_or(mention))?;
        Ok(Some((sentence::around(text, start, end), file.clone())))
    }

    /// Where in its file a mention stands: 第3页第12段; `None` for plain text.
    ///
    /// # Errors
    /// As [`rows`].
    pub fn place(&mut self, view: &View, mention: &str) -> Result<Option<String>, AskError> {
        let Some((start, _)) = sentence::range(mention) else { return Ok(None) };
        let (_, _, origin) = self.of(view, mention.split('#').next().unwrap_or(mention))?;
        Ok(origin.at(start).map(|place| place.to_string()).filter(|place| !place.is_empty()))
    }

    fn of(&mut self, view: &View, source: &str) -> Result<&Source, AskError> {
        if !self.0.contains_key(source) {
            let found = page(view, "sources", &[("graph".to_owned(), NamedNode::new_unchecked(source).into())])?;
            let text = |name: &str| found.first().map(|row| cell(row, name)).unwrap_or_default();
            self.0.insert(source.to_owned(), (text("text").chars().collect(), text("file"), Origin::parse(&text("layout"))));
        }
        Ok(self.0.entry(source.to_owned()).or_default())
    }
}
