//! PDF: pages to lines of text, in reading order.
//!
//! In: a file's bytes. Out: a [`Text`] with the page and the paragraph of each character, or why there is none. `lopdf` reads the objects; fonts, places and
//! lines are read here. What cannot be read, or reads in two ways, is never passed over: it stands as U+FFFD, and a note says so.

mod doubts;
mod font;
mod furniture;
mod ink;
mod layout;
mod lexer;
mod matrix;
mod objects;
mod page_text;
mod pages;
#[cfg(test)]
mod tests;

use lopdf::{Document, LoadOptions};

use super::origin::Lines;
use super::{NotText, Text};
use doubts::Doubts;
use furniture::Printed;
use objects::{LARGEST_STREAM, Objects};

/// Bytes of text that one file may give.
const MOST_TEXT: usize = 64 << 20;
/// Reads a PDF.
///
/// # Errors
/// Where it is damaged beyond reading, needs a password, or has no text: which of these.
pub(super) fn read(bytes: &[u8]) -> Result<Text, NotText> {
    let document = open(bytes)?;
    let objects = Objects::new(&document);
    let (pages, more) = pages::pages(&objects);
    if pages.is_empty() {
        return Err(NotText("a PDF without pages".to_owned()));
    }
    let mut doubts = Doubts::default();
    if more {
        doubts.note(format!("only the first {} pages were read", pages::MOST_PAGES));
    }
    if document.xref_recovery.is_some() {
        doubts.note("the file is damaged; its objects were searched for".to_owned());
    }
    let printed = print(&objects, &pages, &mut doubts);
    if printed.iter().all(Vec::is_empty) {
        return Err(doubts.refusal(pages.len()));
    }
    Ok(assemble(&printed, doubts))
}

fn open(bytes: &[u8]) -> Result<Document, NotText> {
    let options = LoadOptions { max_decompressed_size: Some(LARGEST_STREAM), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => locked(),
        lopdf::Error::UnsupportedSecurityHandler(_) => NotText("a PDF locked in a way that is not known".to_owned()),
        error => NotText(format!("a PDF that is damaged: {error}")),
    })?;
    if document.is_encrypted() && document.encryption_state.is_none() { Err(locked()) } else { Ok(document) }
}

fn locked() -> NotText {
    NotText("a PDF that opens with a password only; save it without one".to_owned())
}

/// The lines of each page.
fn print(objects: &Objects<'_>, pages: &[pages::Page<'_>], doubts: &mut Doubts) -> Vec<Vec<Printed>> {
    let mut runner = ink::Runner::new(objects);
    let mut printed = Vec::with_capacity(pages.len());
    let (mut size, mut edges) = (0, None);
    for (number, page) in (1u32..).zip(pages) {
        let mut ink = runner.run(page);
        let glyphs = std::mem::take(&mut ink.glyphs);
        let layout = layout::lay_out(glyphs, page.width, page.height);
        doubts.page(number, &ink, &layout, |font| runner.font_name(font).to_owned());
        let lines = page_text::paragraphs(&layout, &mut edges);
        size += lines.iter().map(|line| line.text.len() + 1).sum::<usize>();
        if size > MOST_TEXT {
            doubts.note(format!("more than {} MiB of text: read up to page {number}", MOST_TEXT >> 20));
            break;
        }
        printed.push(lines);
    }
    printed
}

/// The text of all pages, running heads told once.
fn assemble(printed: &[Vec<Printed>], doubts: Doubts) -> Text {
    let marks = furniture::repeated(printed);
    let (mut lines, mut apart) = (Lines::default(), Vec::new());
    for (number, (page, marks)) in (1u32..).zip(printed.iter().zip(&marks)) {
        for (line, repeated) in page.iter().zip(marks) {
            match (*repeated, line.text.is_empty()) {
                (true, _) => apart.push(line.text.clone()),
                (false, true) => lines.gap(),
                (false, false) => lines.paragraph(&line.text, number, &[]),
            }
        }
    }
    let (content, origin) = lines.finish();
    let (notes, doubts) = doubts.notes();
    Text { content, format: "application/pdf", encoding: "binary", notes, doubts, apart, origin }
}
