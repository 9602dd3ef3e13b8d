//! The body of a document of Word: paragraphs with their numbers, tables, text boxes, notes. In: document.xml. Out: lines.
//!
//! What was deleted or moved away in a revision, hidden text and instructions of fields are left out.

use std::collections::HashMap;

use super::numbering::{Numbered, Numbering};
use crate::text::origin::{Lines, Place};
use crate::text::table;
use crate::text::xml::{Attributes, Node};

/// Elements whose content is no part of the text as it stands.
const SKIPPED: [&str; 12] =
    ["del", "moveFrom", "Fallback", "rt", "instrText", "delText", "pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange"];

/// A paragraph that is being read.
#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    numbered: Numbered,
    page: u32,
    /// Bytes of the text at which further pages begin.
    breaks: Vec<(usize, u32)>,
    notes: Vec<String>,
    /// Its end was deleted in a revision: the next one goes on in it.
    joins: bool,
}

/// A table that is being read.
#[derive(Debug, Default)]
struct Table {
    number: u32,
    row: u32,
    cells: Vec<Vec<String>>,
    deleted: bool,
}

/// Reads the events of a body.
pub(super) struct Body<'a> {
    numbering: &'a mut Numbering,
    /// Footnotes and endnotes by kind and id.
    notes: &'a HashMap<String, String>,
    pub lines: Lines,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    tables_seen: u32,
    notes_seen: u32,
    carried: Option<Paragraph>,
    skipped: usize,
    /// Depths inside the properties of a paragraph, a row, a run.
    in_paragraph: usize,
    in_row: usize,
    in_run: usize,
    hidden: bool,
    words: bool,
    /// The page, where the document says where its pages broke when it was last shown.
    page: u32,
}

impl<'a> Body<'a> {
    /// `paged` says whether the document tells where its pages broke.
    pub fn new(numbering: &'a mut Numbering, notes: &'a HashMap<String, String>, paged: bool) -> Self {
        Body {
            numbering,
            notes,
            lines: Lines::default(),
            paragraphs: Vec::new(),
            tables: Vec::new(),
            tables_seen: 0,
            notes_seen: 0,
            carried: None,
            skipped: 0,
            in_paragraph: 0,
            in_row: 0,
            in_run: 0,
            hidden: false,
            words: false,
            page: u32::from(paged),
        }
    }

    /// Takes the next event.
    pub fn take(&mut self, node: &Node) {
        match node {
            Node::Open(name, attributes) => self.open(name, attributes),
            Node::Close(name) => self.close(name),
            Node::Words(words) if self.words && self.skipped == 0 && !self.hidden => self.push(words),
            Node::Words(_) => {}
        }
    }

    fn push(&mut self, words: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push_str(words);
        }
    }

    fn open(&mut self, name: &str, attributes: &Attributes) {
        if name == "del" && self.in_paragraph > 0 {
            self.paragraphs.last_mut().into_iter().for_each(|paragraph| paragraph.joins = true);
        } else if name == "del" && self.in_row > 0 {
            self.tables.last_mut().into_iter().for_each(|table| table.deleted = true);
        }
        self.skipped += usize::from(SKIPPED.contains(&name));
        if self.skipped > 0 {
            return;
        }
        match name {
            "p" => self.paragraphs.push(Paragraph { page: self.page, ..Paragraph::default() }),
            "pPr" => self.in_paragraph += 1,
            "trPr" => self.in_row += 1,
            "rPr" => self.in_run += 1,
            "r" => self.hidden = false,
            "t" => self.words = true,
            "tbl" => self.table(),
            "tr" => self.tables.last_mut().into_iter().for_each(|table| {
                table.row += 1;
                (table.cells, table.deleted) = (Vec::new(), false);
            }),
            "tc" => self.tables.last_mut().into_iter().for_each(|table| table.cells.push(Vec::new())),
            "vanish" if self.in_run > 0 && self.in_paragraph == 0 => self.hidden = on(attributes),
            _ if self.in_paragraph > 0 => self.property(name, attributes),
            _ if !self.hidden => self.sign(name, attributes),
            _ => {}
        }
    }

    fn table(&mut self) {
        self.tables_seen += u32::from(self.tables.is_empty());
        self.tables.push(Table { number: self.tables_seen, ..Table::default() });
    }

    /// What the properties of a paragraph say of its number.
    fn property(&mut self, name: &str, attributes: &Attributes) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        match name {
            "pStyle" => paragraph.numbered.style = attributes.get("val"),
            "numId" => paragraph.numbered.instance = attributes.number("val"),
            "ilvl" => paragraph.numbered.level = attributes.number("val").map(|level| level as usize),
            _ => {}
        }
    }

    /// Signs that are elements.
    fn sign(&mut self, name: &str, attributes: &Attributes) {
        match name {
            "tab" => self.push("\t"),
            "cr" => self.push("\n"),
            "br" if attributes.get("type").is_none_or(|kind| kind == "textWrapping") => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            "sym" => {
                let code = attributes.get("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                code.and_then(char::from_u32).into_iter().for_each(|c| self.push(c.encode_utf8(&mut [0; 4])));
            }
            "footnoteReference" | "endnoteReference" => {
                let id = format!("{name} {}", attributes.get("id").unwrap_or_default());
                self.paragraphs.last_mut().into_iter().for_each(|paragraph| paragraph.notes.push(id.clone()));
            }
            "lastRenderedPageBreak" if self.page > 0 => {
                self.page += 1;
                let page = self.page;
                match self.paragraphs.last_mut() {
                    Some(paragraph) if paragraph.text.is_empty() => paragraph.page = page,
                    Some(paragraph) => paragraph.breaks.push((paragraph.text.len(), page)),
                    None => {}
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if SKIPPED.contains(&name) {
            self.skipped = self.skipped.saturating_sub(1);
            return;
        }
        if self.skipped > 0 {
            return;
        }
        match name {
            "p" => self.end_paragraph(),
            "pPr" => self.in_paragraph = self.in_paragraph.saturating_sub(1),
            "trPr" => self.in_row = self.in_row.saturating_sub(1),
            "rPr" => self.in_run = self.in_run.saturating_sub(1),
            "r" => self.hidden = false,
            "t" => self.words = false,
            "tr" => self.end_row(),
            "tbl" => drop(self.tables.pop()),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraphs.pop() else { return };
        if let Some(mut before) = self.carried.take() {
            let shift = before.text.len();
            before.text.push_str(&paragraph.text);
            before.breaks.extend(paragraph.breaks.iter().map(|(at, page)| (at + shift, *page)));
            before.notes.append(&mut paragraph.notes);
            before.joins = paragraph.joins;
            paragraph = before;
        }
        if paragraph.joins {
            self.carried = Some(paragraph);
            return;
        }
        let number = self.numbering.next(&paragraph.numbered).filter(|_| !paragraph.text.trim().is_empty()).unwrap_or_default();
        let text = numbered(&number, &paragraph.text);
        // Breaks count from the end, for the number came in front.
        let at = |place: usize| (text.len() + place).saturating_sub(paragraph.text.len());
        let breaks: Vec<(usize, u32)> = paragraph.breaks.iter().map(|(place, page)| (at(*place), *page)).collect();
        let notes: Vec<String> = paragraph.notes.iter().filter_map(|id| self.note(id)).collect();
        match self.tables.last_mut() {
            Some(table) => {
                let cell = table.cells.last_mut();
                cell.into_iter().for_each(|cell| cell.extend(std::iter::once(text.clone()).chain(notes.clone()).filter(|text| !text.trim().is_empty())));
            }
            None => {
                self.lines.paragraph(&text, paragraph.page, &breaks);
                notes.iter().for_each(|note| self.lines.paragraph(note, paragraph.page, &[]));
            }
        }
    }

    /// A note, as it stands behind the paragraph that refers to it.
    fn note(&mut self, id: &str) -> Option<String> {
        let text = self.notes.get(id)?;
        self.notes_seen += 1;
        Some(format!("注{}：{text}", self.notes_seen))
    }

    /// A row of the outermost table becomes lines; one of a table in a cell becomes a paragraph of that cell.
    fn end_row(&mut self) {
        let outer = self.tables.len().checked_sub(2);
        let page = self.page;
        let Some(table) = self.tables.last_mut() else { return };
        let cells = std::mem::take(&mut table.cells);
        let place = Place { page, table: table.number, row: table.row, ..Place::default() };
        if std::mem::take(&mut table.deleted) {
            return;
        }
        match outer.and_then(|outer| self.tables.get_mut(outer)).and_then(|outer| outer.cells.last_mut()) {
            Some(cell) => cell.push(cells.concat().join(" ")),
            None => table::write(&mut self.lines, &cells, place),
        }
    }
}

/// A switch: on unless it says otherwise.
fn on(attributes: &Attributes) -> bool {
    attributes.get("val").is_none_or(|value| value != "0" && value != "false" && value != "off")
}

/// The number and the words behind it. A gap parts digits that would run together: 1. 2023年.
fn numbered(number: &str, text: &str) -> String {
    if number.is_empty() {
        return text.to_owned();
    }
    let text = text.trim_start_matches([' ', '\t']);
    let touches = number.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.') && text.starts_with(|c: char| c.is_ascii_alphanumeric());
    format!("{number}{}{text}", if touches { " " } else { "" })
}
