//! The pages. In: a path. Out: HTML that reads without a script.
//!
//! A page is a catalogued query of `queries/` and a template, with its data in other forms under the same name and an ending.

mod asked;
mod asking;
mod coverage;
pub(in crate::serve) mod editor;
mod error;
mod foot;
mod graph;
pub(in crate::serve) mod layout;
mod link;
mod twin;
mod words;

use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::response::Response;
use axum::routing::{MethodRouter, get};

use super::Site;
pub(in crate::serve) use asking::Asking;
use asking::FORMS;
use error::PageError;
pub(in crate::serve) use graph::short;

/// How many pages are made at the same time: more would only wait for each other.
const AT_ONCE: usize = 8;

/// What pages have counted already.
pub(super) struct Known {
    answers: asked::Answers,
    reports: OnceLock<Vec<coverage::Report>>,
    turns: tokio::sync::Semaphore,
}

impl Default for Known {
    fn default() -> Self {
        Known { answers: asked::Answers::default(), reports: OnceLock::new(), turns: tokio::sync::Semaphore::new(AT_ONCE) }
    }
}

/// Reads what every page needs, before the first reader waits for it.
pub(super) fn prepare(site: &Arc<Site>) {
    let _ = site;
}

/// The paths of the pages.
pub(super) fn router() -> Router<Arc<Site>> {
    let router = Router::new();
    let router = fixed(router, "/coverage", coverage::page);
    graph::routes(router).fallback(nothing)
}

/// A page at one path, and its twins beside it.
fn fixed(router: Router<Arc<Site>>, path: &str, make: Make) -> Router<Arc<Site>> {
    FORMS.iter().fold(router.route(path, on(make)), |router, (_, ending, _)| router.route(&format!("{path}{ending}"), on(make)))
}

type Make = fn(&Asking) -> Result<Response, PageError>;

/// Makes a page on a thread that may wait.
fn on(make: Make) -> MethodRouter<Arc<Site>> {
    get(move |asking: Asking| async move {
        let site = asking.site.clone();
        // The semaphore is never closed; without a turn the page would only be made out of turn.
        let turn = site.known.turns.acquire().await;
        let asking = Arc::new(asking);
        let own = asking.clone();
        let made = tokio::task::spawn_blocking(move || make(&own).unwrap_or_else(|error| error.answer(&own))).await;
        drop(turn);
        made.unwrap_or_else(|_| PageError::Broken.answer(&asking))
    })
}

async fn nothing(asking: Asking) -> Response {
    PageError::Missing.answer(&asking)
}
