//! The graph around a thing, and the path between two. In: requests. Out: tables, JSON, and the ground for the script that draws.
//!
//! A view is small: 40 nodes at first, the rest grouped and counted by the store, 300 at most. It knows nothing of colours and places.

mod json;
mod names;
mod opening;
mod page;
mod path;
mod read;
mod sentence;
mod which;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::Response;
use axum::routing::post;

use super::asking::Asking;
use super::error::PageError;
use crate::serve::Site;
use names::Names;
pub(in crate::serve) use names::short;

/// A request that names 300 things is no longer than this.
const LONGEST: usize = 1 << 20;

/// The paths of the graph.
pub(super) fn routes(router: Router<Arc<Site>>) -> Router<Arc<Site>> {
    let router = super::fixed(router, "/graph", page::around);
    let router = super::fixed(router, "/graph/path", page::between);
    let router = router.route("/graph/sentence", super::on(sentence::page));
    router.route("/graph/edges.json", post(edges).layer(DefaultBodyLimit::max(LONGEST)))
}

/// The things of a picture: those that came with the last click, and those that were there.
#[derive(serde::Deserialize)]
struct Picture {
    new: Vec<String>,
    old: Vec<String>,
}

/// The facts between new things and all others of a picture.
async fn edges(asking: Asking, body: String) -> Response {
    let asking = Arc::new(asking);
    let own = asking.clone();
    let made = tokio::task::spawn_blocking(move || tied(&own, &body).unwrap_or_else(|error| error.answer(&own))).await;
    made.unwrap_or_else(|_| PageError::Broken.answer(&asking))
}

fn tied(asking: &Asking, body: &str) -> Result<Response, PageError> {
    let mut picture: Picture = serde_json::from_str(body).map_err(|_| PageError::Missing)?;
    picture.new.truncate(read::MOST);
    picture.old.truncate(read::MOST);
    let all: Vec<String> = picture.new.iter().chain(&picture.old).cloned().collect();
    let edges = read::edges(&asking.site, &picture.new, &all)?;
    Ok(json::part(asking, &Names::read(asking)?, &[], &edges))
}
