//! The SPARQL 1.1 protocol, for reading. In: a query. Out: its results, in the format that was asked for.

use std::sync::Arc;

use axum::Router;

use super::Site;

/// The paths of the protocol.
pub(super) fn router() -> Router<Arc<Site>> {
    Router::new()
}
