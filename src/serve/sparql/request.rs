//! A protocol request. In: method, query string, headers, body. Out: a query with its graphs, nothing if none was sent, or what is wrong.

use axum::http::{HeaderMap, Method, StatusCode, header};
use percent_encoding::percent_decode;

use crate::serve::problem::Problem;

/// A query as it was sent.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) query: String,
    /// `default-graph-uri`: none means what the query says.
    pub(super) default: Vec<String>,
    /// `named-graph-uri`.
    pub(super) named: Vec<String>,
    /// A format's short name: a form without scripts cannot send a header.
    pub(super) format: Option<String>,
}

impl Request {
    /// Reads a request; `None` where it is a GET without a query.
    pub(super) fn read(method: &Method, url: &str, headers: &HeaderMap, body: &[u8]) -> Result<Option<Request>, Problem> {
        let pairs = pairs(url.as_bytes())?;
        match *method {
            Method::GET | Method::HEAD => Request::of(pairs).map(Some).or_else(|problem| if has_query(url) { Err(problem) } else { none(url) }),
            Method::POST => Request::posted(pairs, headers, body).map(Some),
            _ => Err(Problem::read_only()),
        }
    }

    fn posted(url: Vec<(String, String)>, headers: &HeaderMap, body: &[u8]) -> Result<Request, Problem> {
        let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let mut parts = kind.split(';').map(|part| part.trim().to_ascii_lowercase());
        let name = parts.next().unwrap_or_default();
        let charset = parts.find_map(|part| part.strip_prefix("charset=").map(|set| set.trim_matches('"').to_owned()));
        if charset.is_some_and(|set| !matches!(set.as_str(), "utf-8" | "utf8" | "us-ascii")) {
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "the query is not in UTF-8"));
        }
        match name.as_str() {
            "application/x-www-form-urlencoded" => Request::of(pairs(body)?.into_iter().chain(url).collect()),
            "application/sparql-query" => {
                let text = std::str::from_utf8(body).map_err(|_| Problem::bad("the query is not in UTF-8"))?;
                Request::of(url.into_iter().chain([("query".to_owned(), text.to_owned())]).collect())
            }
            "application/sparql-update" => Err(Problem::read_only()),
            other => {
                let message = format!("a query is sent as application/x-www-form-urlencoded (query=…) or application/sparql-query, not as {other:?}");
                Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message))
            }
        }
    }

    fn of(pairs: Vec<(String, String)>) -> Result<Request, Problem> {
        let mut request = Request::default();
        let mut queries = Vec::new();
        for (name, value) in pairs {
            match name.as_str() {
                "query" => queries.push(value),
                "default-graph-uri" => request.default.push(value),
                "named-graph-uri" => request.named.push(value),
                "format" if !value.is_empty() => request.format = Some(value),
                "update" | "using-graph-uri" | "using-named-graph-uri" => return Err(Problem::read_only()),
                _ => {}
            }
        }
        let mut queries = queries.into_iter();
        match (queries.next(), queries.next()) {
            (Some(query), None) => Ok(Request { query, ..request }),
            (None, _) => Err(Problem::bad("there is no query: send query=…")),
            _ => Err(Problem::bad("there is more than one query")),
        }
    }
}

fn has_query(url: &str) -> bool {
    url.split('&').any(|pair| matches!(pair.split('=').next(), Some("query" | "update")))
}

fn none(url: &str) -> Result<Option<Request>, Problem> {
    if url.contains("using-") { Err(Problem::read_only()) } else { Ok(None) }
}

/// Names and values of a form. A percent sign without two digits, or bytes that are no UTF-8, are an error and not a guess.
pub(super) fn pairs(text: &[u8]) -> Result<Vec<(String, String)>, Problem> {
    let part = |part: &[u8]| {
        let spaced: Vec<u8> = part.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
        let whole = spaced.iter().enumerate().filter(|(_, byte)| **byte == b'%').all(|(place, _)| digits(spaced.get(place + 1..place + 3)));
        let decoded = String::from_utf8(percent_decode(&spaced).collect()).ok().filter(|_| whole);
        decoded.ok_or_else(|| Problem::bad("the request is not percent-encoded UTF-8"))
    };
    let filled = text.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    filled
        .map(|pair| {
            let cut = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            Ok((part(pair.get(..cut).unwrap_or_default())?, part(pair.get(cut + 1..).unwrap_or_default())?))
        })
        .collect()
}

fn digits(pair: Option<&[u8]>) -> bool {
    pair.is_some_and(|pair| pair.len() == 2 && pair.iter().all(u8::is_ascii_hexdigit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(url: &str) -> Result<Option<Request>, Problem> {
        Request::read(&Method::GET, url, &HeaderMap::new(), b"")
    }

    fn post(kind: &'static str, url: &str, body: &[u8]) -> Result<Option<Request>, Problem> {
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, axum::http::HeaderValue::from_static(kind))]);
        Request::read(&Method::POST, url, &headers, body)
    }

    #[test]
    fn a_query_comes_in_three_ways() {
        assert_eq!(get("").unwrap(), None);
        assert_eq!(get("query=ASK%20%7B%7D&named-graph-uri=https%3A%2F%2Fe.org%2F%E6%B3%95").unwrap().unwrap().named, ["https://e.org/法"]);
        assert_eq!(post("application/sparql-query; charset=UTF-8", "default-graph-uri=a", "ASK {}".as_bytes()).unwrap().unwrap().default, ["a"]);
        let form = post("Application/X-www-form-urlencoded", "", b"query=ASK+%7B%7D&format=csv").unwrap().unwrap();
        assert_eq!((form.query.as_str(), form.format.as_deref()), ("ASK {}", Some("csv")));
    }

    #[test]
    fn what_is_wrong_is_said() {
        for url in ["query=a&query=b", "query=%", "query=%4", "query=%zz", "query=%ff%fe", "query=a%e6%b3"] {
            assert_eq!(get(url).unwrap_err().status, StatusCode::BAD_REQUEST, "{url}");
        }
        assert_eq!(post("text/plain", "", b"ASK {}").unwrap_err().status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        assert_eq!(post("application/sparql-query; charset=UTF-16", "", b"A").unwrap_err().status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        for (kind, body) in [("application/sparql-update", &b"CLEAR ALL"[..]), ("application/x-www-form-urlencoded", b"update=CLEAR+ALL")] {
            assert_eq!(post(kind, "", body).unwrap_err().status, StatusCode::METHOD_NOT_ALLOWED, "{kind}");
        }
        assert_eq!(get("update=CLEAR%20ALL").unwrap_err().status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(Request::read(&Method::PUT, "query=ASK%7B%7D", &HeaderMap::new(), b"").unwrap_err().status, StatusCode::METHOD_NOT_ALLOWED);
    }
}
