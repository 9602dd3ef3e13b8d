//! The foot of a page: the query that it came from, and its data in other forms. In: the query. Out: markup. It asks nothing.

use maud::{Markup, html};

use super::asked::Asked;
use super::asking::{Asking, FORMS, Form, address};

/// The forms of data that a copy of the pages has as files.
const STILL: [Form; 3] = [Form::Turtle, Form::JsonLd, Form::Csv];

/// The query of a page, and links to its data.
pub(super) fn of(asking: &Asking, asked: &Asked) -> Markup {
    of_all(asking, &[asked])
}

/// The queries of a page that came from several; its data are the first one's.
pub(super) fn of_all(asking: &Asking, all: &[&Asked]) -> Markup {
    html! {
        section.query aria-label=(asking.w("data")) {
            p { (asking.w("data-as")) " " @for (place, (_, ending, media)) in FORMS.iter().filter(|(form, ..)| !asking.still || STILL.contains(form)).enumerate() {
                @if place > 0 { " · " }
                a href=(asking.here_as(ending)) type=(media) { (name(ending)) }
            } }
            @for asked in all {
                details {
                    summary { (asking.w("query")) " " code { (asked.name) ".rq" } (asking.colon()) (if asking.english() { &asked.question.title_en } else { &asked.question.title }) }
                    pre tabindex="0" { (asked.sparql()) }
                    @if !asking.still { p { a href=(address("/sparql", [("query", asked.sparql().as_str())])) { (asking.w("open-query")) } } }
                }
            }
        }
    }
}

fn name(ending: &str) -> &'static str {
    match ending {
        ".ttl" => "Turtle",
        ".jsonld" => "JSON-LD",
        ".nt" => "N-Triples",
        ".csv" => "CSV",
        _ => "JSON",
    }
}
