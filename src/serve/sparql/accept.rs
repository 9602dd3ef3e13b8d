//! Which format an answer has. In: an Accept header, or the name of a format. Out: the format, or which ones there are.

use axum::http::{HeaderMap, StatusCode, header};
use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use oxigraph::sparql::results::QueryResultsFormat;

use crate::serve::problem::Problem;

const JSON_LD: RdfFormat = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };

/// Media types of results in the order in which we like them, each with what is written, and its short name.
const RESULTS: [(&str, QueryResultsFormat, &str); 9] = [
    ("application/sparql-results+json", QueryResultsFormat::Json, "json"),
    ("application/json", QueryResultsFormat::Json, ""),
    ("application/sparql-results+xml", QueryResultsFormat::Xml, "xml"),
    ("text/csv", QueryResultsFormat::Csv, "csv"),
    ("text/tab-separated-values", QueryResultsFormat::Tsv, "tsv"),
    ("application/xml", QueryResultsFormat::Xml, ""),
    ("text/xml", QueryResultsFormat::Xml, ""),
    ("text/json", QueryResultsFormat::Json, ""),
    ("text/plain", QueryResultsFormat::Tsv, ""),
];

/// The same for graphs.
const GRAPHS: [(&str, RdfFormat, &str); 11] = [
    ("text/turtle", RdfFormat::Turtle, "turtle"),
    ("application/n-triples", RdfFormat::NTriples, "ntriples"),
    ("application/rdf+xml", RdfFormat::RdfXml, "rdfxml"),
    ("application/ld+json", JSON_LD, "jsonld"),
    ("application/trig", RdfFormat::TriG, "trig"),
    ("application/n-quads", RdfFormat::NQuads, "nquads"),
    ("application/x-turtle", RdfFormat::Turtle, ""),
    ("application/json", JSON_LD, ""),
    ("application/xml", RdfFormat::RdfXml, ""),
    ("text/xml", RdfFormat::RdfXml, ""),
    ("text/plain", RdfFormat::NTriples, ""),
];

/// What was asked for: a header's value, or a format's short name that comes before it.
#[derive(Debug, Clone, Default)]
pub(super) struct Wish {
    pub(super) name: Option<String>,
    accept: String,
}

/// The wish of a request's header; all Accept headers are one.
pub(super) fn header(headers: &HeaderMap) -> Wish {
    let values: Vec<&str> = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    Wish { name: None, accept: values.join(",") }
}

/// The wish of a text that could be a header's.
pub(super) fn wish(accept: &str) -> Wish {
    Wish { name: None, accept: accept.to_owned() }
}

/// The format of rows and truth values.
pub(super) fn results(wish: &Wish) -> Result<QueryResultsFormat, Problem> {
    choose(&RESULTS, wish)
}

/// The format of a graph.
pub(super) fn graph(wish: &Wish) -> Result<RdfFormat, Problem> {
    choose(&GRAPHS, wish)
}

/// Whether a page for people is liked more than all that programs read.
pub(super) fn wants_html(headers: &HeaderMap) -> bool {
    let accept = header(headers).accept;
    let html = quality(&accept, "text/html");
    let best = GRAPHS.iter().take(6).map(|(kind, ..)| quality(&accept, kind)).max().unwrap_or(0);
    accept.to_ascii_lowercase().contains("text/html") && html > 0 && html >= best
}

/// The content type of a graph.
pub(super) fn kind(format: RdfFormat) -> &'static str {
    match format {
        RdfFormat::Turtle => "text/turtle; charset=utf-8",
        RdfFormat::TriG => "application/trig; charset=utf-8",
        other => other.media_type(),
    }
}

/// The content type of results.
pub(super) fn results_kind(format: QueryResultsFormat) -> &'static str {
    match format {
        QueryResultsFormat::Csv => "text/csv; charset=utf-8",
        QueryResultsFormat::Tsv => "text/tab-separated-values; charset=utf-8",
        other => other.media_type(),
    }
}

fn choose<F: Copy>(table: &[(&str, F, &str)], wish: &Wish) -> Result<F, Problem> {
    let first = table.first().map(|(_, format, _)| *format);
    let names = || table.iter().filter(|row| !row.2.is_empty()).map(|row| format!("{} ({})", row.0, row.2)).collect::<Vec<_>>().join(", ");
    if let Some(name) = &wish.name {
        let named = table.iter().find(|row| row.2 == name && !name.is_empty() || row.0 == name);
        return named.map(|row| row.1).ok_or_else(|| Problem::bad(format!("there is no format {name:?} for this answer; there are {}", names())));
    }
    if wish.accept.trim().is_empty() {
        return first.ok_or_else(|| Problem::bad("no format"));
    }
    let mut best: Option<(u16, F)> = None;
    for (kind, format, _) in table {
        let quality = quality(&wish.accept, kind);
        if quality > 0 && best.is_none_or(|(most, _)| quality > most) {
            best = Some((quality, *format));
        }
    }
    best.map(|(_, format)| format).ok_or_else(|| Problem::new(StatusCode::NOT_ACCEPTABLE, format!("nothing in Accept can be had; there are {}", names())))
}

/// How much a media type is liked, in thousandths: what fits most closely counts.
fn quality(accept: &str, kind: &str) -> u16 {
    let main = kind.split('/').next().unwrap_or_default();
    let mut closest = (0, 0);
    for range in accept.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let fit = match name.as_str() {
            "*/*" | "*" => 1,
            name if name == kind => 3,
            name if name.strip_suffix("/*") == Some(main) => 2,
            _ => continue,
        };
        let value = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q="))).map_or(Some(1.0), |q| q.parse::<f32>().ok());
        // A quality that is no number is none.
        let value = value.filter(|value| (0.0..=1.0).contains(value)).map_or(0, |value| (value * 1000.0) as u16);
        if fit > closest.0 || fit == closest.0 && value > closest.1 {
            closest = (fit, value);
        }
    }
    closest.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(accept: &str) -> Wish {
        Wish { name: None, accept: accept.to_owned() }
    }

    #[test]
    fn the_best_liked_format_is_taken() {
        for (accept, format) in [
            ("", QueryResultsFormat::Json),
            ("*/*", QueryResultsFormat::Json),
            ("text/csv", QueryResultsFormat::Csv),
            ("text/csv;q=0.5, application/sparql-results+xml;q=0.9, */*;q=0.1", QueryResultsFormat::Xml),
            ("TEXT/TAB-SEPARATED-VALUES", QueryResultsFormat::Tsv),
            ("application/json", QueryResultsFormat::Json),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", QueryResultsFormat::Xml),
            ("text/*", QueryResultsFormat::Csv),
            ("application/sparql-results+json;q=0, */*", QueryResultsFormat::Json),
        ] {
            assert_eq!(results(&wish(accept)).unwrap(), format, "{accept}");
        }
        assert_eq!(graph(&wish("application/ld+json;q=1.0,text/turtle;q=0.9")).unwrap(), JSON_LD);
        assert_eq!(results(&wish("image/png, text/html")).unwrap_err().status, StatusCode::NOT_ACCEPTABLE);
        assert_eq!(graph(&wish("*/*;q=0")).unwrap_err().status, StatusCode::NOT_ACCEPTABLE);
        assert!(results(&Wish { name: Some("turtle".to_owned()), accept: String::new() }).is_err());
    }

    #[test]
    fn a_browser_wants_a_page() {
        let headers = |accept: &'static str| HeaderMap::from_iter([(header::ACCEPT, axum::http::HeaderValue::from_static(accept))]);
        assert!(wants_html(&headers("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")));
        for accept in ["*/*", "text/turtle", "text/turtle, text/html;q=0.5", "application/rdf+xml"] {
            assert!(!wants_html(&headers(accept)), "{accept}");
        }
    }
}
