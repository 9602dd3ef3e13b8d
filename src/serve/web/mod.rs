//! The scripts that were bundled from `src/serve/web/`, if they were. In: a name. Out: a script, or nothing.
//!
//! `make web` bundles them with Node; a program that was built without them serves the same pages, without the drawing and the editor.

mod terms;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::Response;
use axum::routing::get;

use super::Site;

include!(concat!(env!("OUT_DIR"), "/bundle.rs"));

/// The paths of the scripts, and of what the editor completes from.
pub(super) fn router() -> Router<Arc<Site>> {
    Router::new().route("/assets/web/{name}", get(file)).route("/sparql/terms.json", get(terms::page))
}

/// Where the script of a name is: its file's name holds a digest of what it says.
pub(super) fn script(name: &str) -> Option<String> {
    let own = |file: &str| file.strip_prefix(name).is_some_and(|rest| rest.starts_with('-')) && file.ends_with(".js");
    BUNDLE.iter().find(|(file, _)| own(file)).map(|(file, _)| format!("/assets/web/{file}"))
}

async fn file(Path(name): Path<String>) -> Response {
    let found = BUNDLE.iter().find(|(file, _)| *file == name);
    let (status, kind, kept, bytes) = match found {
        Some((file, bytes)) if file.ends_with(".js") => (StatusCode::OK, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", *bytes),
        Some((_, bytes)) => (StatusCode::OK, "text/plain; charset=utf-8", "no-cache", *bytes),
        None => (StatusCode::NOT_FOUND, "text/plain; charset=utf-8", "no-cache", &b"no such file\n"[..]),
    };
    let response = Response::builder().status(status).header(header::CONTENT_TYPE, kind).header(header::CACHE_CONTROL, kept);
    response.body(Body::from(bytes)).unwrap_or_default()
}
