//! Documents of Word and WPS (docx, ECMA-376). In: bytes. Out: text with automatic numbers, tables and notes; headers and footers apart.

mod body;
mod numbering;
mod numerals;

use std::collections::HashMap;

use super::container::{Container, InMemory};
use super::xml::{self, Node};
use super::{NotText, Text};

use body::Body;
use numbering::Numbering;

/// A number as it is said: 十二.
pub(super) fn counted(number: u32) -> String {
    numerals::written(number, "chineseCounting").unwrap_or_default()
}

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Text, NotText> {
    let mut container = Container::open(bytes)?;
    let main = main_part(&mut container)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let document = container.required(&main)?;
    let mut numbering = Numbering::default();
    let beside = |name: &str| format!("{folder}/{name}");
    if let Some(part) = container.part(&beside("styles.xml"))? {
        numbering.read_styles(&part)?;
    }
    if let Some(part) = container.part(&beside("numbering.xml"))? {
        numbering.read_lists(&part)?;
    }
    let mut notes = HashMap::new();
    for kind in ["footnote", "endnote"] {
        if let Some(part) = container.part(&beside(&format!("{kind}s.xml")))? {
            notes.extend(notes_of(kind, &part)?);
        }
    }
    let apart = apart(&mut container, &folder)?;
    let paged = document.windows(b"lastRenderedPageBreak".len()).any(|part| part == b"lastRenderedPageBreak");
    let mut body = Body::new(&mut numbering, &notes, paged);
    xml::walk(&main, &document, |node| body.take(&node))?;
    let (content, origin) = body.lines.finish();
    if content.trim().is_empty() {
        return Err(NotText("a docx document without words: a scan, or empty".to_owned()));
    }
    let format = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    Ok(Text { content, origin, apart, format, encoding: "UTF-8", ..Text::default() })
}

/// The part that the package names as its document.
fn main_part(container: &mut InMemory) -> Result<String, NotText> {
    let mut found = None;
    if let Some(part) = container.part("_rels/.rels")? {
        xml::walk("_rels/.rels", &part, |node| {
            if let Node::Open("Relationship", attributes) = node
                && attributes.get("Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
            {
                found = attributes.get("Target").map(|target| target.trim_start_matches('/').to_owned());
            }
        })?;
    }
    Ok(found.unwrap_or_else(|| "word/document.xml".to_owned()))
}

/// Notes by the name of what refers to them and their id.
fn notes_of(kind: &str, part: &[u8]) -> Result<HashMap<String, String>, NotText> {
    let mut notes = HashMap::new();
    let (mut id, mut text, mut words) = (String::new(), String::new(), false);
    xml::walk(&format!("{kind}s.xml"), part, |node| match node {
        Node::Open(name, attributes) if name == kind => {
            // Separators of notes have a type and no words.
            id = attributes.get("id").unwrap_or_default();
            text.clear();
        }
        Node::Open("t", _) => words = true,
        Node::Close("t") => words = false,
        Node::Words(part) if words => text.push_str(part),
        Node::Close(name) if name == kind && !text.trim().is_empty() => {
            notes.insert(format!("{kind}Reference {id}"), text.trim().to_owned());
        }
        _ => {}
    })?;
    Ok(notes)
}

/// The words of headers and footers, each once.
fn apart(container: &mut InMemory, folder: &str) -> Result<Vec<String>, NotText> {
    let is_apart = |name: &&String| {
        let last = name.strip_prefix(folder).unwrap_or("").trim_start_matches('/');
        (last.starts_with("header") || last.starts_with("footer")) && last.ends_with(".xml")
    };
    let names: Vec<String> = container.names().iter().filter(is_apart).cloned().collect();
    let mut found: Vec<String> = Vec::new();
    for name in names {
        let mut numbering = Numbering::default();
        let none = HashMap::new();
        let mut body = Body::new(&mut numbering, &none, false);
        xml::walk(&name, &container.required(&name)?, |node| body.take(&node))?;
        let text = body.lines.finish().0.trim().to_owned();
        if !text.is_empty() && !found.contains(&text) {
            found.push(text);
        }
    }
    Ok(found)
}
