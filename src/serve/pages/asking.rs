//! Who asks for a page, and how. In: the head of a request. Out: its path, parameters, language, theme and wanted form. No page is known here.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use percent_encoding::percent_decode_str;

use super::words;
use crate::serve::Site;

/// The languages of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::serve) enum Language {
    /// 中文
    Chinese,
    /// English
    English,
}

/// What a page is wanted as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::serve) enum Form {
    Html,
    Turtle,
    JsonLd,
    NTriples,
    Csv,
    Json,
}

/// The forms with their endings and media types.
pub(super) const FORMS: [(Form, &str, &str); 5] = [
    (Form::Turtle, ".ttl", "text/turtle"),
    (Form::JsonLd, ".jsonld", "application/ld+json"),
    (Form::NTriples, ".nt", "application/n-triples"),
    (Form::Csv, ".csv", "text/csv"),
    (Form::Json, ".json", "application/sparql-results+json"),
];

/// A request as pages see it.
pub(in crate::serve) struct Asking {
    /// The site.
    pub site: Arc<Site>,
    /// The language of the page.
    pub language: Language,
    /// `light` or `dark` where the reader chose one.
    pub theme: Option<&'static str>,
    /// The path, as it was asked for, without the ending of a form.
    pub path: String,
    /// The parameters, decoded, in their order.
    pub query: Vec<(String, String)>,
    /// What the page is wanted as.
    pub form: Form,
    /// Whether the page becomes a file, with nothing behind it that could answer.
    pub still: bool,
    /// Choices that the address made, to be kept.
    pub chosen: Vec<(&'static str, &'static str)>,
}

impl FromRequestParts<Arc<Site>> for Asking {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Infallible> {
        let query: Vec<(String, String)> = url::form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
        let (path, ending) = without_ending(parts.uri.path());
        let said = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let (asked_language, asked_theme) = (said("lang").and_then(language), said("theme").and_then(theme));
        let kept = |name: &str| cookie(&parts.headers, name);
        let form = ending.or_else(|| said("format").and_then(form_of)).unwrap_or_else(|| accepted(&parts.headers));
        let theme = match asked_theme {
            Some("auto") => None,
            Some(theme) => Some(theme),
            None => kept("theme").as_deref().and_then(theme).filter(|theme| *theme != "auto"),
        };
        let chosen = [("lang", asked_language.map(|(_, code)| code)), ("theme", asked_theme)];
        let known = kept("lang").as_deref().and_then(language);
        Ok(Asking {
            site: site.clone(),
            language: asked_language.or(known).map_or(Language::Chinese, |(language, _)| language),
            theme,
            path: path.to_owned(),
            form,
            still: parts.headers.contains_key("x-fazhi-still"),
            chosen: chosen.into_iter().filter_map(|(name, value)| Some((name, value?))).collect(),
            query,
        })
    }
}

impl Asking {
    /// A word of the pages, in the reader's language.
    pub fn w(&self, key: &'static str) -> &'static str {
        words::word(self.language, key)
    }

    /// A number of things: 份 goes with reports, and one report is no reports.
    pub fn so_many(&self, count: usize, key: &'static str) -> String {
        match self.language {
            Language::English => format!("{count} {}{}", self.w(key), if count == 1 { "" } else { "s" }),
            Language::Chinese => format!("{count} 份{}", self.w(key)),
        }
    }

    /// What stands between a word and what it announces.
    pub fn colon(&self) -> &'static str {
        if self.english() { ": " } else { "：" }
    }

    /// The value of a parameter, trimmed; empty where there is none.
    pub fn param(&self, name: &str) -> &str {
        self.query.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }

    /// Whether the reader reads English.
    pub fn english(&self) -> bool {
        self.language == Language::English
    }

    /// This page's address with other values for some parameters; an empty value takes one away.
    pub fn here_with(&self, changes: &[(&str, &str)]) -> String {
        let changed = |name: &str| changes.iter().any(|(key, _)| *key == name);
        let kept = self.query.iter().filter(|(key, value)| !changed(key) && !value.is_empty() && key != "lang" && key != "theme");
        let pairs = kept.map(|(key, value)| (key.as_str(), value.as_str())).chain(changes.iter().copied());
        address(&self.path, pairs.filter(|(_, value)| !value.is_empty()))
    }

    /// This page's address in another form.
    pub fn here_as(&self, ending: &str) -> String {
        let pairs = self.query.iter().filter(|(key, value)| !value.is_empty() && key != "lang" && key != "theme" && key != "format");
        let path = if self.path == "/" { "/home" } else { &self.path };
        address(&format!("{path}{ending}"), pairs.map(|(key, value)| (key.as_str(), value.as_str())))
    }
}

/// A path with parameters.
pub(in crate::serve) fn address<'a>(path: &str, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// A part of a path, decoded.
pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn without_ending(path: &str) -> (&str, Option<Form>) {
    FORMS.iter().find_map(|(form, ending, _)| Some((path.strip_suffix(ending)?, Some(*form)))).unwrap_or((path, None))
}

fn form_of(name: &str) -> Option<Form> {
    FORMS.iter().find(|(_, ending, _)| ending.trim_start_matches('.') == name).map(|(form, ..)| *form)
}

/// The form that the reader's program likes best; a browser says that it likes HTML.
fn accepted(headers: &HeaderMap) -> Form {
    let text = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut best = (0.0, Form::Html);
    for range in text.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let kind = parts.next().unwrap_or_default();
        let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
        let form = match kind {
            "text/html" | "application/xhtml+xml" => Some(Form::Html),
            "application/json" => Some(Form::Json),
            kind => FORMS.iter().find(|(.., media)| *media == kind).map(|(form, ..)| *form),
        };
        if let Some(form) = form.filter(|_| weight > best.0) {
            best = (weight, form);
        }
    }
    best.1
}

fn language(code: &str) -> Option<(Language, &'static str)> {
    match code {
        "en" => Some((Language::English, "en")),
        "zh" => Some((Language::Chinese, "zh")),
        _ => None,
    }
}

fn theme(name: &str) -> Option<&'static str> {
    ["light", "dark", "auto"].into_iter().find(|known| *known == name)
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';')).find_map(|pair| Some(pair.trim().strip_prefix(name)?.strip_prefix('=')?.to_owned()))
}
