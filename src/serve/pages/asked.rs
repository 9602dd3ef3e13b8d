//! A catalogued query as a page asks it. In: its name and terms for its parameters. Out: a table of terms, and the query as the reader may run it.
//!
//! Values enter as terms. A store does not change while it is open, so what was asked once is known.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use oxigraph::model::{NamedNode, Term};
use oxigraph::sparql::QueryResults;

use super::asking::Asking;
use super::error::PageError;
use crate::ask::catalogue::{self, Question};
use crate::ask::shown;
use crate::serve::Site;
use crate::store::QueryError;

/// How many answers are kept.
const KEPT: usize = 400;

/// What first pages ask of the whole store, in the order in which readers come to them: asked before they do, and kept.
pub(super) const WHOLE: [&str; 5] = ["report-list", "totals", "programme-list", "law-list", "indicator-list"];

/// The rows of an answer.
#[derive(Debug, Default)]
pub(in crate::serve) struct Table {
    /// The variables.
    pub names: Vec<String>,
    /// Their values.
    pub rows: Vec<Vec<Option<Term>>>,
    /// Whether there would have been more rows than an answer may have.
    pub cut: bool,
}

/// A row, with the names of its cells.
#[derive(Clone, Copy)]
pub(in crate::serve) struct Row<'a> {
    names: &'a [String],
    cells: &'a [Option<Term>],
}

impl Table {
    /// The rows, one after the other.
    pub fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { names: &self.names, cells })
    }
}

impl<'a> Row<'a> {
    /// The term of a variable.
    pub fn term(&self, name: &str) -> Option<&'a Term> {
        self.names.iter().position(|own| own == name).and_then(|place| self.cells.get(place)?.as_ref())
    }

    /// The term as people read it; empty where there is none.
    pub fn text(&self, name: &str) -> String {
        self.term(name).map(shown).unwrap_or_default()
    }

    /// The term as a number; nought where it is none.
    pub fn count(&self, name: &str) -> usize {
        self.text(name).parse().unwrap_or(0)
    }
}

/// A query with the values of its parameters.
#[derive(Debug, Clone)]
pub(in crate::serve) struct Asked {
    /// Folder and file: `pages/coverage`.
    pub name: String,
    /// The query with its title.
    pub question: Question,
    /// The values.
    pub bindings: Vec<(String, Term)>,
}

impl Asked {
    /// `queries/pages/{name}.rq` with IRIs for parameters.
    pub fn page(name: &str, iris: &[(&str, &str)]) -> Result<Asked, PageError> {
        let bindings = iris.iter().map(|(key, iri)| Ok(((*key).to_owned(), node(iri)?))).collect::<Result<_, PageError>>()?;
        let question = catalogue::page(name).ok_or(PageError::Missing)?;
        Ok(Asked { name: format!("pages/{name}"), question, bindings })
    }

    /// The query as SPARQL that gives the same rows: the values stand first in it, written as terms are. The planner of queries begins with
    /// them, which it does not with values that it is told when it runs; inner queries are told.
    pub fn sparql(&self) -> String {
        let values: String = self.bindings.iter().map(|(name, term)| format!(" VALUES ?{name} {{ {term} }}")).collect();
        self.question.sparql.replacen("WHERE {", &format!("WHERE {{{values}"), 1)
    }
}

/// An IRI that may be one.
pub(super) fn node(iri: &str) -> Result<Term, PageError> {
    NamedNode::new(iri).map(Term::from).map_err(|_| PageError::Missing)
}

/// Answers that were asked for before.
#[derive(Default)]
pub(super) struct Answers(Mutex<HashMap<(String, String), Arc<Table>>>);

impl Asking {
    /// The rows of a query.
    pub fn ask(&self, asked: &Asked) -> Result<Arc<Table>, PageError> {
        rows(&self.site, asked)
    }

    /// The rows of `queries/pages/{name}.rq`.
    pub fn rows(&self, name: &str, iris: &[(&str, &str)]) -> Result<Arc<Table>, PageError> {
        self.ask(&Asked::page(name, iris)?)
    }
}

/// The rows of a query: those that are known, or asked for now.
pub(super) fn rows(site: &Site, asked: &Asked) -> Result<Arc<Table>, PageError> {
    let key = (asked.name.clone(), format!("{:?}", asked.bindings));
    let kept = || site.known.answers.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(table) = kept().get(&key) {
        return Ok(table.clone());
    }
    let table = Arc::new(run(site, asked)?);
    let mut all = kept();
    if all.len() >= KEPT {
        // What is asked of the whole store is as much as the catalogue has, and took the longest.
        all.retain(|(name, _), table| Arc::strong_count(table) > 1 || WHOLE.iter().any(|whole| name.strip_prefix("pages/") == Some(whole)));
    }
    all.insert(key, table.clone());
    Ok(table)
}

fn run(site: &Site, asked: &Asked) -> Result<Table, PageError> {
    let named = |error: QueryError| PageError::Query { name: asked.name.clone(), error };
    let QueryResults::Solutions(rows) = site.view.query(&asked.sparql(), &asked.bindings, Some(site.options.timeout)).map_err(named)? else {
        return Err(PageError::Missing);
    };
    let names: Vec<String> = rows.variables().iter().map(|variable| variable.as_str().to_owned()).collect();
    let mut table = Table { names, ..Table::default() };
    for row in rows {
        let row = row.map_err(|error| named(error.into()))?;
        if table.rows.len() >= site.options.rows {
            table.cut = true;
            break;
        }
        table.rows.push(table.names.iter().map(|name| row.get(name.as_str()).cloned()).collect());
    }
    Ok(table)
}
