//! The index that queries read, wherever it is. In: a query. Out: its results, from Oxigraph's evaluator either way.

use oxigraph::sparql::{CancellationToken, PreparedSparqlQuery, QueryEvaluationError, QueryResults};

use super::memory::Shared;

/// An index, open for reading. A clone shares all with its original.
#[derive(Clone)]
pub(super) enum Opened {
    /// In memory: that of the light build, and of a store whose index on disk is out of date and not ours to write.
    Memory(Shared),
    /// On disk.
    #[cfg(feature = "disk")]
    Disk(oxigraph::store::Store),
}

impl Opened {
    /// Runs a query, which has this token.
    pub(super) fn execute(&self, query: PreparedSparqlQuery, token: &CancellationToken) -> Result<QueryResults<'static>, QueryEvaluationError> {
        match self {
            Opened::Memory(memory) => query.on_queryable_dataset(memory.reading(token.clone())).execute(),
            #[cfg(feature = "disk")]
            Opened::Disk(store) => query.on_store(store).execute(),
        }
    }
}
