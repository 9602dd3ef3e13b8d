//! How a sentence is cited: GB/T 7714. In: a source and a place in it. Out: a text to copy. Dates are the document's and the ledger's, never today's.

use maud::{Markup, html};

use super::asking::Asking;
use super::error::PageError;

/// The citation of a source, with the place.
pub(super) fn citation(asking: &Asking, source: &str, place: Option<(usize, usize)>) -> Result<String, PageError> {
    let table = asking.rows("citation", &[("graph", source)])?;
    let mut issuers: Vec<String> = Vec::new();
    for row in table.iter() {
        let issuer = row.text("issuer");
        if !issuer.is_empty() && !issuers.contains(&issuer) {
            issuers.push(issuer);
        }
    }
    let Some(row) = table.iter().next() else { return Err(PageError::Missing) };
    let text = |name: &str| row.text(name);
    let author = if issuers.is_empty() { or(text("town"), "责任者不详") } else { issuers.join(", ") };
    let title = or(text("title"), &text("file"));
    let number = text("number");
    let number = if number.is_empty() { number } else { format!(": {number}") };
    let (date, url) = (or(text("issued"), &text("year")), text("address"));
    let place = place.map(|(start, end)| format!(": 第{}—{end}字", start + 1)).unwrap_or_default();
    Ok(if url.is_empty() {
        format!("{author}. {title}{number}[A]. {}{place}.", or(date, "日期不详"))
    } else {
        let read = asking.site.view.entries().values().find(|entry| entry.source == source).map(|entry| entry.at.to_string());
        let read = read.and_then(|at| at.get(..10).map(|day| format!("[{day}]"))).unwrap_or_default();
        let date = if date.is_empty() { String::new() } else { format!("({date})") };
        format!("{author}. {title}{number}[EB/OL]. {date}{read}{place}. {url}.")
    })
}

fn or(text: String, other: &str) -> String {
    if text.is_empty() { other.to_owned() } else { text }
}

/// A sentence with its citation, to copy with or without a script.
pub(super) fn copied(asking: &Asking, source: &str, sentence: &str, place: (usize, usize)) -> Result<Markup, PageError> {
    let text = format!("“{sentence}”\n{}", citation(asking, source, Some(place))?);
    Ok(html! {
        details.cite {
            summary { (asking.w("cite")) }
            textarea readonly aria-label=(asking.w("cite-label")) { (text) }
            button type="button" hidden data-copy="" data-copied=(asking.w("copied")) { (asking.w("copy")) }
        }
    })
}
