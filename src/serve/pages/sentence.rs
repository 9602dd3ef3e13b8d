//! Sentences on pages. In: the place of a mention. Out: its sentence, marked, with a way to the source and a citation to copy.

use maud::{Markup, html};

use super::asking::{Asking, address};
use super::cite;
use super::error::PageError;
use super::link;
use crate::ask::sentence;

/// A source's text and name.
pub(in crate::serve) struct Source {
    pub text: Vec<char>,
    pub file: String,
}

impl Asking {
    /// The text of a source.
    pub fn source(&self, iri: &str) -> Result<Source, PageError> {
        let table = self.rows("sources", &[("graph", iri)])?;
        let row = table.iter().next().ok_or(PageError::Missing)?;
        Ok(Source { text: row.text("text").chars().collect(), file: row.text("file") })
    }

    /// The address of a place in a source's page. A place that is no mention is marked on request, for which a file cannot answer.
    pub fn place(&self, mention: &str) -> Option<String> {
        let (key, start, end) = link::place(self.site.view.base(), mention)?;
        let path = format!("/source/{key}");
        let at = format!("{start},{end}");
        let path = if self.still { path } else { address(&path, [("at", at.as_str())]) };
        Some(format!("{path}#c{start}-{end}"))
    }

    /// A mention's sentence, open.
    pub fn quote(&self, mention: &str) -> Result<Markup, PageError> {
        let (Some((start, end)), Some(place)) = (sentence::range(mention), self.place(mention)) else { return Ok(html! {}) };
        let iri = mention.split('#').next().unwrap_or(mention);
        let source = self.source(iri)?;
        let words: String = source.text.get(start..end).unwrap_or_default().iter().filter(|c| !matches!(c, '\n' | '\r')).collect();
        let around = sentence::around(&source.text, start, end);
        let (before, after) = around.split_once(&format!("【{words}】")).unwrap_or((&around, ""));
        let whole = format!("{before}{words}{after}");
        Ok(html! {
            blockquote lang="zh-CN" { (before) a href=(place) { mark { (words) } } (after) }
            p.from { a href=(place) { (source.file) } " · " (self.w("characters")) " " (start) "–" (end) }
            (cite::copied(self, iri, &whole, (start, end))?)
        })
    }

    /// A mention's sentence, behind a summary.
    pub fn folded_quote(&self, mention: &str) -> Result<Markup, PageError> {
        if sentence::range(mention).is_none() {
            return Ok(html! {});
        }
        Ok(html! { details { summary { (self.w("sentence")) } (self.quote(mention)?) } })
    }

    /// A short way to a place: a link without the sentence.
    pub fn to_place(&self, mention: &str) -> Markup {
        html! { @if let Some(place) = self.place(mention) { a href=(place) { (self.w("sentence")) } } }
    }
}
