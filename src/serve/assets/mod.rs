//! The files that pages load: styles and scripts, built into the program. In: a name. Out: its bytes, with a tag to ask again by.
//!
//! A file put into this folder is served at `/assets/NAME`; nothing is loaded from another host.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use axum::routing::get;
use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};

use super::Site;

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/serve/assets");

/// The paths of the files.
pub(super) fn router() -> Router<Arc<Site>> {
    Router::new().route("/assets/{*name}", get(file))
}

/// A file's bytes and media type; sources of the program are none.
fn find(name: &str) -> Option<(&'static [u8], &'static str)> {
    let kind = match name.rsplit_once('.')?.1 {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => return None,
    };
    Some((FILES.get_file(name)?.contents(), kind))
}

async fn file(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some((bytes, kind)) = find(&name) else { return answer(StatusCode::NOT_FOUND, "text/plain", "", b"no such file\n") };
    let tag = format!("\"{}\"", Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect::<String>());
    if headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).is_some_and(|known| known.contains(&tag)) {
        return answer(StatusCode::NOT_MODIFIED, kind, &tag, b"");
    }
    answer(StatusCode::OK, kind, &tag, bytes)
}

fn answer(status: StatusCode, kind: &str, tag: &str, bytes: &'static [u8]) -> Response {
    let mut response = Response::builder().status(status).header(header::CONTENT_TYPE, kind).header(header::CACHE_CONTROL, "no-cache");
    if !tag.is_empty() {
        response = response.header(header::ETAG, tag);
    }
    // Status, headers and body are ours and valid; an answer without them would still be right.
    response.body(Body::from(bytes)).unwrap_or_default()
}
