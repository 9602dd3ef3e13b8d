//! The pages. In: a path. Out: HTML that reads without a script.

use std::sync::Arc;

use axum::Router;

use super::Site;

/// The paths of the pages.
pub(super) fn router() -> Router<Arc<Site>> {
    Router::new()
}
