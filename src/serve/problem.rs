//! Why a request has no answer, in words. In: a limit, a fault. Out: a status and a text that says what to do.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::store::{QueryError, StoreError};

/// A request that is not answered, or not to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) status: StatusCode,
    pub(super) message: String,
}

impl Problem {
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Problem {
        Problem { status, message: message.into() }
    }

    /// The request is wrong.
    pub(super) fn bad(message: impl Into<String>) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, message)
    }

    /// The site has enough to do.
    pub(super) fn busy() -> Problem {
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "all places for queries are taken and the queue is full; try again in a moment")
    }

    /// This address is for reading.
    pub(super) fn read_only() -> Problem {
        Problem::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "this site is read-only: it takes SPARQL queries with GET and POST, and no updates; `fazhi build` and `fazhi import` write",
        )
    }
}

impl From<QueryError> for Problem {
    fn from(error: QueryError) -> Problem {
        match error {
            QueryError::Syntax(_) | QueryError::Variable { .. } => Problem::bad(error.to_string()),
            QueryError::Deadline => Problem::new(StatusCode::GATEWAY_TIMEOUT, error.to_string()),
            QueryError::Evaluation(message) => Problem::bad(format!("the query failed: {message}")),
            QueryError::Store(error) => error.into(),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Problem {
        let status = if matches!(error, StoreError::NoGraph { .. }) { StatusCode::NOT_FOUND } else { StatusCode::INTERNAL_SERVER_ERROR };
        let message = match error {
            StoreError::NoGraph { graph, .. } => format!("no graph is called <{graph}>; `SELECT DISTINCT ?g {{ GRAPH ?g {{}} }}` lists those that there are"),
            // The folder's place is nobody's business outside; the log has it.
            error => {
                eprintln!("fazhi: {error}");
                "the store could not be read; the server's log says why".to_owned()
            }
        };
        Problem::new(status, message)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], format!("{}\n", self.message)).into_response();
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        }
        if self.status == StatusCode::METHOD_NOT_ALLOWED {
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD, POST"));
        }
        response
    }
}
