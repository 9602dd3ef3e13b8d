//! Text to document: what stands where. Head, outline, paragraphs, and the view that matching reads.
//!
//! In: a [`Text`]. Out: a [`Document`]. It never fails: what is odd becomes a note. It knows the layout of official
//! documents (公文) and web pages, and no name of any place, body or law.
//!
//! All spans here and in the rooms behind count bytes of [`View::folded`]; [`View`] leads back to the text.

mod fields;
mod head;
mod join;
mod lines;
pub mod numbering;
mod outline;
pub mod rows;
#[cfg(test)]
mod tests;
mod title;
mod view;

pub use view::View;

use crate::text::{Span, Text};

/// A document laid out.
#[derive(Debug, Clone)]
pub struct Document {
    /// The text as stored.
    pub text: Text,
    /// The text as matched: width folded, broken lines joined, page furniture left out.
    pub view: View,
    /// The paragraphs of the view in order; they cover it but for the line breaks between them.
    pub paragraphs: Vec<Paragraph>,
    /// Headings in order of place, as a tree through [`Heading::parent`].
    pub outline: Vec<Heading>,
    /// What the head and the foot of the document say of it.
    pub head: Head,
    /// Oddities, a clause each.
    pub notes: Vec<String>,
    /// The hosts of the addresses that it was fetched from, where it was; nothing in this room knows them.
    pub hosts: Vec<String>,
}

/// A paragraph of the view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Where, without the line break at its end.
    pub span: Span,
    /// What it is in the document.
    pub role: Role,
    /// The innermost heading above it (index into [`Document::outline`]); a paragraph that starts with a run-in heading counts as under it.
    pub heading: Option<usize>,
}

/// What a paragraph is in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The red head: 新集镇人民政府文件.
    Masthead,
    /// A line with the document number, perhaps with the signatory.
    Number,
    /// 签发人：…
    Signatory,
    /// The title, or a part of it.
    Title,
    /// 中共沈丘县委、沈丘县人民政府：
    Recipients,
    /// A field of a web page: 索引号：…
    Field,
    /// Navigation, breadcrumbs, counters, copyright: context for places, nothing else.
    Furniture,
    /// A heading on a line of its own.
    Heading,
    /// Running text.
    Body,
    /// A row of a table, cells parted by tabs or wide gaps.
    Row,
    /// The issuer under the text.
    Signature,
    /// The date under the text, or the line of printing (印发).
    Date,
}

/// A heading: a numbered line, or the numbered words that open a paragraph (一是强化责任。).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The numbering and the words, without the full stop of a run-in heading.
    pub span: Span,
    /// The words alone.
    pub words: Span,
    /// 1 for 第一部分 or 一、, 2 for （一）, 3 for 1., 4 for (1) or ①, 5 for 一是; by style, made contiguous in the tree.
    pub level: u8,
    /// Index of the heading above.
    pub parent: Option<usize>,
    /// All that stands under it, its own line included, up to the next heading of its level or above.
    pub section: Span,
    /// Whether text goes on in the same paragraph.
    pub run_in: bool,
}

/// What the head and foot say. Spans count in the view.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// The title without issuers before it and number or date around it; over several lines, the whole stretch.
    pub title: Option<Span>,
    /// The title as one line, folded, line breaks dropped.
    pub title_text: Option<String>,
    /// 发文字号 of this document, as it stands; normalised by `zh::document_number`.
    pub number: Option<Span>,
    /// The number, normalised: 新镇政〔2024〕52号.
    pub number_text: Option<String>,
    /// Issuers by full surface, in order: masthead, title, signature, web field. Duplicates left out.
    pub issuers: Vec<Span>,
    /// Recipients, one each.
    pub recipients: Vec<Span>,
    /// The name behind 签发人.
    pub signatory: Option<Span>,
    /// The year reported on, with its place.
    pub year: Option<(i16, Span)>,
    /// Date of issue: 成文 or 印发, else 发布; with its place. ISO order: year, month, day.
    pub issued: Option<((i16, u8, u8), Span)>,
    /// Fields of a web page: name as folded (索引号, 发布机构, 文号, 来源, 发布时间 …) and the value's place.
    pub fields: Vec<(String, Span)>,
    /// Whether this is a rule-of-law annual report, going by title and text.
    pub is_report: bool,
    /// Whether this is an official document at all (a title in document style, a number, an issuer, a recipient).
    pub is_official: bool,
}

/// Lays out `text`.
pub fn read(text: Text) -> Document {
    let (view, spans) = View::of(&text.content);
    let role = |furniture: bool| if furniture { Role::Furniture } else { Role::Body };
    let mut paragraphs: Vec<Paragraph> = spans.into_iter().map(|(span, furniture)| Paragraph { span, role: role(furniture), heading: None }).collect();
    let head = head::read(&view.folded, &mut paragraphs);
    let outline = outline::read(&view.folded, &mut paragraphs);
    Document { text, view, paragraphs, outline, head, notes: Vec::new(), hosts: Vec::new() }
}

impl Document {
    /// The folded characters of `span`.
    pub fn folded(&self, span: Span) -> &str {
        span.of(&self.view.folded)
    }
}
