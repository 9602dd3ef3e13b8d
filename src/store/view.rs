//! Asking: SPARQL over the union of all graphs. In: a query, and terms for its variables. Out: results. It changes nothing.

use std::path::Path;
use std::time::Duration;

use oxigraph::model::{Term, Variable};
use oxigraph::sparql::{CancellationToken, QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

use super::layout::Layout;
use super::ledger::{Entry, Ledger};
use super::{QueryError, StoreError, index};

/// An opened store, for reading.
pub struct View {
    layout: Layout,
    ledger: Ledger,
    store: Store,
}

impl View {
    /// Opens the store in `dir`. The light build reads it into memory here.
    ///
    /// # Errors
    /// Where there is no store, where its files are damaged, where its index must be made anew while another process writes.
    pub fn open(dir: &Path) -> Result<View, StoreError> {
        let layout = Layout::open(dir)?;
        let ledger = Ledger::read(&layout.ledger())?;
        let store = index::open(&layout, &ledger)?;
        Ok(View { layout, ledger, store })
    }

    /// What its IRIs begin with.
    pub fn base(&self) -> &str {
        &self.layout.base
    }

    /// The latest entry of each path that was read.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.ledger.entries.values()
    }

    /// Answers a query. Its default graph is the union of all graphs, unless it names one; `bindings` are terms for its variables, so that
    /// no value is ever read as SPARQL. A query that runs longer than `deadline` is stopped: its results end in an error.
    ///
    /// # Errors
    /// Where it does not parse, or fails at once.
    pub fn query(&self, sparql: &str, bindings: &[(String, Term)], deadline: Option<Duration>) -> Result<QueryResults<'static>, QueryError> {
        let mut evaluator = SparqlEvaluator::new();
        if let Some(deadline) = deadline {
            let token = CancellationToken::new();
            evaluator = evaluator.with_cancellation_token(token.clone());
            std::thread::spawn(move || {
                std::thread::sleep(deadline);
                token.cancel();
            });
        }
        let mut query = evaluator.parse_query(sparql).map_err(|error| QueryError::Syntax(error.to_string()))?;
        if query.dataset().is_default_dataset() {
            query.dataset_mut().set_default_graph_as_union();
        }
        for (name, term) in bindings {
            let variable = Variable::new(name).map_err(|error| QueryError::Syntax(format!("?{name}: {error}")))?;
            query = query.substitute_variable(variable, term.clone());
        }
        query.on_store(&self.store).execute().map_err(|error| match deadline {
            Some(deadline) if matches!(error, oxigraph::sparql::QueryEvaluationError::Cancelled) => QueryError::Deadline(deadline),
            _ => QueryError::Evaluation(error.to_string()),
        })
    }
}
