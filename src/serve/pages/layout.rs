//! What stands around every page. In: who asks, a title, the page's own part. Out: a whole HTML page, as an answer.
//!
//! No script and no style stands inside: the policy of the site allows none.

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::Response;
use maud::{DOCTYPE, Markup, html};

use super::asking::{Asking, Language};
use super::coverage;

/// The pages that every page leads to.
const MENU: [(&str, &str); 9] = [
    ("/reports", "reports"),
    ("/areas", "areas"),
    ("/laws", "laws"),
    ("/indicators", "indicators"),
    ("/questions", "questions"),
    ("/compare", "compare"),
    ("/audit", "audit"),
    ("/coverage", "coverage"),
    ("/sparql", "sparql"),
];

/// A page as an answer: 200.
pub(in crate::serve) fn page(asking: &Asking, title: &str, body: Markup) -> Response {
    with_status(asking, StatusCode::OK, title, body)
}

/// A page as an answer with another status.
pub(in crate::serve) fn with_status(asking: &Asking, status: StatusCode, title: &str, body: Markup) -> Response {
    let text = whole(asking, title, &body).into_string();
    let mut response = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, "text/html; charset=utf-8")
        .header(header::CACHE_CONTROL, "no-cache")
        .header(header::VARY, "accept, cookie");
    for (name, value) in &asking.chosen {
        response = response.header(header::SET_COOKIE, format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax"));
    }
    // Names and values are ours and valid; an answer without them would still be right.
    response.body(Body::from(text)).unwrap_or_default()
}

fn whole(asking: &Asking, title: &str, body: &Markup) -> Markup {
    let language = if asking.english() { "en" } else { "zh-CN" };
    html! {
        (DOCTYPE)
        html lang=(language) data-theme=[asking.theme] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · " (asking.w("site")) }
                link rel="stylesheet" href="/assets/style.css";
                link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                script src="/assets/site.js" defer {}
                script src="/assets/find.js" defer {}
            }
            body {
                a.skip href="#main" { (asking.w("skip")) }
                (top(asking))
                main #main tabindex="-1" { (body) }
                (foot(asking))
            }
        }
    }
}

fn top(asking: &Asking) -> Markup {
    html! {
        header.top { div {
            a.brand href="/" { (asking.w("site")) small { "fazhi" } }
            @if !asking.still { (find(asking, "find")) }
            (choices(asking))
            nav aria-label=(asking.w("menu")) { ul {
                @for (path, key) in MENU.iter().filter(|(path, _)| !asking.still || !matches!(*path, "/sparql" | "/compare")) {
                    li { a href=(path) aria-current=[here(asking, path)] { (asking.w(key)) } }
                }
            } }
        } }
    }
}

fn here(asking: &Asking, path: &str) -> Option<&'static str> {
    asking.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')).then_some("page")
}

/// The search box.
pub(super) fn find(asking: &Asking, class: &str) -> Markup {
    html! {
        form class=(class) action="/search" role="search" {
            input type="search" name="q" value=(asking.param("q")) aria-label=(asking.w("search")) placeholder=(asking.w("search-hint"));
            button { (asking.w("search")) }
        }
    }
}

/// Language and theme, as links: they work without a script.
fn choices(asking: &Asking) -> Markup {
    let (code, name) = if asking.language == Language::English { ("zh", "中文") } else { ("en", "English") };
    let (theme, label) = match asking.theme {
        Some("dark") => ("light", "theme-light"),
        Some(_) => ("auto", "theme-auto"),
        None => ("dark", "theme-dark"),
    };
    html! {
        div.choices {
            a href=(asking.here_with(&[("lang", code)])) lang=(if code == "en" { "en" } else { "zh-CN" }) hreflang=(code) rel="nofollow" { (name) }
            @if !asking.still { a href=(asking.here_with(&[("theme", theme)])) rel="nofollow" { (asking.w(label)) } }
            a href="/help" data-help="" { (asking.w("help")) }
        }
    }
}

fn foot(asking: &Asking) -> Markup {
    html! {
        footer.foot { div {
            p { (coverage::line(asking)) " " a href="/coverage" { (asking.w("coverage-more")) } }
            @if !asking.still { p { a href="/.well-known/void" { (asking.w("void")) } " · " a href="/sparql" { (asking.w("sparql")) } " · " a href="/help" { (asking.w("help")) } } }
        } }
    }
}
