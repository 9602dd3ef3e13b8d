//! Why there is no page. In: what went wrong. Out: a page that says so and offers the search.

use axum::http::StatusCode;
use axum::response::Response;
use maud::html;

use super::asking::Asking;
use super::layout;
use crate::ask::AskError;
use crate::store::QueryError;

/// Why a page could not be made.
#[derive(Debug, thiserror::Error)]
pub(in crate::serve) enum PageError {
    /// Nothing is there.
    #[error("nothing is there")]
    Missing,
    /// A query failed.
    #[error("queries/{name}: {error}")]
    Query {
        /// Which.
        name: String,
        /// Why.
        error: QueryError,
    },
    /// An audit's query failed.
    #[error(transparent)]
    Ask(#[from] AskError),
    /// The page's maker ended before its time.
    #[error("the page could not be made")]
    Broken,
}

impl PageError {
    fn status(&self) -> StatusCode {
        match self {
            PageError::Missing => StatusCode::NOT_FOUND,
            PageError::Query { error: QueryError::Deadline, .. } => StatusCode::GATEWAY_TIMEOUT,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The page that says what went wrong.
    pub fn answer(&self, asking: &Asking) -> Response {
        let (title, what) = match self {
            PageError::Missing => ("missing", "missing-long"),
            PageError::Query { error: QueryError::Deadline, .. } => ("late", "late-long"),
            _ => ("failed", "failed-long"),
        };
        let (title, what) = (super::words::word(asking.language, title), super::words::word(asking.language, what));
        let body = html! {
            h1 { (title) }
            p.lead { (what) }
            @if !matches!(self, PageError::Missing) { p { code { (self) } } }
            @if !asking.still { (layout::find(asking, "find big")) }
            p { a href="/" { (asking.w("home")) } " · " a href="/reports" { (asking.w("reports")) } " · " a href="/coverage" { (asking.w("coverage")) } }
        };
        layout::with_status(asking, self.status(), title, body)
    }
}
