//! The pages. In: a path. Out: HTML that reads without a script.
//!
//! A page is a catalogued query of `queries/` and a template, with its data in other forms under the same name and an ending.

mod area;
mod asked;
mod asking;
mod audit;
mod called;
mod chart;
mod cite;
mod compare;
mod coverage;
pub(in crate::serve) mod editor;
mod error;
mod find;
mod foot;
mod graph;
mod home;
mod indicators;
pub(in crate::serve) mod layout;
mod link;
mod lists;
mod marks;
mod panels;
mod questions;
mod sentence;
mod source;
mod thing;
mod twin;
mod words;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use axum::Router;
use axum::response::Response;
use axum::routing::{MethodRouter, get};

use super::Site;
use super::search::Index;
use crate::audit::Finding;
use asking::FORMS;
pub(in crate::serve) use asking::{Asking, Language};
use error::PageError;
pub(in crate::serve) use graph::short;
pub(in crate::serve) use link::page as page_of;

/// How many pages are made at the same time: more would only wait for each other.
const AT_ONCE: usize = 8;

/// What pages have counted already.
pub(super) struct Known {
    answers: asked::Answers,
    reports: OnceLock<Vec<coverage::Report>>,
    terms: OnceLock<called::Terms>,
    findings: Mutex<HashMap<String, Arc<Vec<Finding>>>>,
    index: OnceLock<Index>,
    making: Mutex<()>,
    turns: tokio::sync::Semaphore,
}

impl Default for Known {
    fn default() -> Self {
        Known {
            answers: asked::Answers::default(),
            reports: OnceLock::new(),
            terms: OnceLock::new(),
            findings: Mutex::default(),
            index: OnceLock::new(),
            making: Mutex::default(),
            turns: tokio::sync::Semaphore::new(AT_ONCE),
        }
    }
}

/// Reads what pages need, before the first reader waits for it.
pub(super) fn prepare(site: &Arc<Site>) {
    let site = site.clone();
    // A thread that cannot begin costs the first reader the time, and nothing else; what fails here fails again where it is told.
    let _ = std::thread::Builder::new().name("index".to_owned()).spawn(move || {
        let ask = |name: &&str| asked::Asked::page(name, &[]).and_then(|asked| asked::rows(&site, &asked)).is_ok();
        let [first, rest] = [asked::WHOLE.get(..2), asked::WHOLE.get(2..)].map(Option::unwrap_or_default);
        // The first page, the search, and then the lists.
        first.iter().all(ask) & find::index(&site).is_ok() & rest.iter().all(ask)
    });
}

/// The pages with a path of their own, each with its data beside it.
const FIXED: [(&str, Make); 13] = [
    ("/home", home::page),
    ("/search", find::page),
    ("/page", thing::page),
    ("/reports", lists::reports),
    ("/areas", lists::areas),
    ("/laws", lists::laws),
    ("/programmes", lists::programmes),
    ("/indicators", indicators::list),
    ("/compare", compare::page),
    ("/audit", audit::list),
    ("/coverage", coverage::page),
    ("/questions", questions::list),
    ("/help", home::help),
];

/// The pages of one thing each; their data has the same path and an ending.
const OPEN: [(&str, Make); 7] = [
    ("/id/{*rest}", thing::identity),
    ("/page/{*rest}", thing::page),
    ("/data/{*rest}", thing::page),
    ("/source/{*rest}", source::page),
    ("/questions/{*rest}", questions::page),
    ("/indicator/{*rest}", indicators::page),
    ("/audit/{*rest}", audit::page),
];

/// The paths of the pages.
pub(super) fn router() -> Router<Arc<Site>> {
    let router = FIXED.iter().fold(Router::new().route("/", on(home::page)), |router, (path, make)| fixed(router, path, *make));
    let router = OPEN.iter().fold(router, |router, (path, make)| router.route(path, on(*make)));
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
