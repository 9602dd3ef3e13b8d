//! What every answer carries. In: a response. Out: the same with the headers that keep a page to itself.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;

/// Nothing from another host, nothing inline: every script and style is a file of ours.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Adds the headers.
pub(super) async fn secured(mut response: Response) -> Response {
    let table = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in table {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
