//! One SPARQL query. In: its text, terms for its variables, how long it may take. Out: results, or why there are none.
//!
//! It does not know where the store came from. Values enter as terms and never as text, so no value can become part of a query.

use std::time::{Duration, Instant};

use oxigraph::model::{Term, Variable};
use oxigraph::sparql::{CancellationToken, PreparedSparqlQuery, QueryEvaluationError, QueryResults, QuerySolutionIter, QueryTripleIter, SparqlEvaluator};
use spargebra::{Query, SparqlParser};

use super::deadline::Clock;
use super::{Opened, StoreError, ticks};

/// Why a query has no results.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum QueryError {
    /// It is not SPARQL.
    #[error("the query does not parse: {0}")]
    Syntax(String),
    /// A value was given for something that is no variable of the query.
    #[error("the query cannot take a value for ?{name}: {message}")]
    Variable {
        /// The variable's name, without the question mark.
        name: String,
        /// Why not.
        message: String,
    },
    /// It took longer than it may.
    #[error("the query took longer than it may; ask for less, or allow more time (--timeout)")]
    Deadline,
    /// It failed while it ran.
    #[error("the query failed: {0}")]
    Evaluation(String),
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Results come one by one, and a deadline can pass between two of them: the same cause, then, under the same name.
impl From<QueryEvaluationError> for QueryError {
    fn from(error: QueryEvaluationError) -> Self {
        match error {
            QueryEvaluationError::Cancelled => QueryError::Deadline,
            QueryEvaluationError::NotExistingSubstitutedVariable(variable) => QueryError::Variable {
                name: variable.into_string(),
                message: "it is not among the variables that the query selects; name it after SELECT".to_owned(),
            },
            error => QueryError::Evaluation(error.to_string()),
        }
    }
}

/// Parses and runs a query of whom we trust: as it is written, so that the optimizer sees it whole.
pub(super) fn run(
    store: &Opened,
    sparql: &str,
    bindings: &[(String, Term)],
    deadline: Option<(&Clock, Duration)>,
) -> Result<QueryResults<'static>, QueryError> {
    let query = SparqlParser::new().parse_query(sparql).map_err(|e| QueryError::Syntax(e.to_string()))?;
    let token = CancellationToken::new();
    let evaluator = SparqlEvaluator::new().with_cancellation_token(token.clone());
    evaluate(store, evaluator.for_query(query), bindings, token, deadline)
}

/// Runs a parsed query of whomever until the token is cancelled: it looks at the clock at every turn, and for that its filters are
/// strange to the optimizer. `due` is when that will be: no sort begins that would last longer.
pub(super) fn run_watched(store: &Opened, query: Query, token: CancellationToken, due: Option<Instant>) -> Result<QueryResults<'static>, QueryError> {
    let (query, sorts) = ticks::ticking(query);
    let evaluator = ticks::heard(SparqlEvaluator::new().with_cancellation_token(token.clone()), token.clone(), sorts, due);
    evaluate(store, evaluator.for_query(query), &[], token, None)
}

/// Its default graph is the union of all graphs, unless it says FROM.
fn evaluate(
    store: &Opened,
    mut query: PreparedSparqlQuery,
    bindings: &[(String, Term)],
    token: CancellationToken,
    deadline: Option<(&Clock, Duration)>,
) -> Result<QueryResults<'static>, QueryError> {
    if query.dataset().is_default_dataset() {
        query.dataset_mut().set_default_graph_as_union();
    }
    for (name, term) in bindings {
        query = bind(query, name, term)?;
    }
    if let Some((clock, time)) = deadline {
        // Without a clock the query could run for ever: better not to begin.
        clock.cancel_after(time, token.clone()).map_err(|e| QueryError::Evaluation(format!("no deadline can be kept ({e})")))?;
    }
    let results = ticks::caught(|| store.execute(query, &token))?;
    Ok(guarded(results, token))
}

/// Looks at the token before every row, and ends with the first error: behind it Oxigraph would give one for every quad left.
fn guarded(results: QueryResults<'static>, token: CancellationToken) -> QueryResults<'static> {
    match results {
        QueryResults::Solutions(rows) => QuerySolutionIter::new(rows.variables().into(), until(rows, token)).into(),
        QueryResults::Graph(triples) => QueryTripleIter::new(until(triples, token)).into(),
        QueryResults::Boolean(answer) => answer.into(),
    }
}

fn until<T>(
    mut rows: impl Iterator<Item = Result<T, QueryEvaluationError>>,
    token: CancellationToken,
) -> impl Iterator<Item = Result<T, QueryEvaluationError>> {
    let mut ended = false;
    std::iter::from_fn(move || {
        if ended {
            return None;
        }
        let row = if token.is_cancelled() { Some(Err(QueryEvaluationError::Cancelled)) } else { ticks::caught(|| rows.next().transpose()).transpose() };
        ended = !matches!(row, Some(Ok(_)));
        row
    })
}

fn bind(query: PreparedSparqlQuery, name: &str, term: &Term) -> Result<PreparedSparqlQuery, QueryError> {
    let variable = Variable::new(name).map_err(|e| QueryError::Variable { name: name.to_owned(), message: e.to_string() })?;
    Ok(query.substitute_variable(variable, term.clone()))
}
