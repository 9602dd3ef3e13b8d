//! OFD, the page format of Chinese offices (GB/T 33190). In: bytes. Out: the lines of its pages, each with its page.
//!
//! A page holds pieces of text with their places. Pieces on one height make a line; a wide gap in it is a gap of words; more room between
//! two lines than usual is an empty line. Seals, pictures and notes are left out.

use super::container::Container;
use super::origin::{Lines, Place};
use super::xml::{self, Node};
use super::{NotText, Text};

/// The most pages.
const PAGES: usize = 2000;

/// A piece of text on a page, in millimetres.
#[derive(Debug, Clone, Default)]
struct Piece {
    x: f64,
    y: f64,
    size: f64,
    end: f64,
    text: String,
}

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Text, NotText> {
    let mut container = Container::open(bytes)?;
    let names: Vec<String> = container.names().to_vec();
    if names.iter().any(|name| name.to_ascii_lowercase().ends_with("encryptions.xml")) {
        return Err(NotText("an encrypted OFD document; save it without a password".to_owned()));
    }
    let roots = texts(&mut container, "OFD.xml", "DocRoot")?;
    let (mut lines, mut notes, mut number) = (Lines::default(), Vec::new(), 0);
    for root in &roots {
        let listed = listed(&mut container, root)?;
        for path in listed.pages.iter().take(PAGES) {
            number += 1;
            match page(&mut container, &join(root, path), &listed, root) {
                Ok(pieces) => write(&mut lines, pieces, number),
                Err(reason) => notes.push(format!("page {number}: {}", reason.0)),
            }
        }
    }
    let (content, origin) = lines.finish();
    if content.trim().is_empty() {
        let reason = if notes.is_empty() { "an OFD document without words: a scan".to_owned() } else { notes.join("; ") };
        return Err(NotText(reason));
    }
    Ok(Text { content, origin, notes, format: "application/ofd", encoding: "UTF-8", ..Text::default() })
}

/// The paths of a document's pages and of the templates that pages lie on.
#[derive(Debug, Default)]
struct Listed {
    pages: Vec<String>,
    templates: Vec<(String, String)>,
}

fn listed(container: &mut Container, root: &str) -> Result<Listed, NotText> {
    let mut listed = Listed::default();
    xml::walk(root, &container.required(root)?, |node| match node {
        Node::Open("Page", attributes) => listed.pages.extend(attributes.get("BaseLoc")),
        Node::Open("TemplatePage", attributes) => listed.templates.extend(attributes.get("ID").zip(attributes.get("BaseLoc"))),
        _ => {}
    })?;
    Ok(listed)
}

/// The words of all elements `element` of a part.
fn texts(container: &mut Container, part: &str, element: &str) -> Result<Vec<String>, NotText> {
    let (mut found, mut open, mut text) = (Vec::new(), false, String::new());
    xml::walk(part, &container.required(part)?, |node| match node {
        Node::Open(name, _) if name == element => (open, text) = (true, String::new()),
        Node::Words(words) if open => text.push_str(words),
        Node::Close(name) if name == element => {
            open = false;
            found.push(text.trim().trim_start_matches('/').to_owned());
        }
        _ => {}
    })?;
    Ok(found)
}

/// `path` as a part of the container: beside `from`, or from the root where it begins with a stroke.
fn join(from: &str, path: &str) -> String {
    if let Some(whole) = path.strip_prefix('/') {
        return whole.to_owned();
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The pieces of a page, those of the templates under it included.
fn page(container: &mut Container, path: &str, listed: &Listed, root: &str) -> Result<Vec<Piece>, NotText> {
    let part = container.required(path)?;
    let mut templates = Vec::new();
    let mut pieces = pieces(path, &part, &mut templates)?;
    for id in templates {
        if let Some((_, base)) = listed.templates.iter().find(|(other, _)| *other == id) {
            let path = join(root, base);
            let part = container.required(&path)?;
            pieces.extend(self::pieces(&path, &part, &mut Vec::new())?);
        }
    }
    Ok(pieces)
}

/// The numbers of a list: `10 20 190 8`.
fn numbers(list: &str) -> Vec<f64> {
    list.split_whitespace().filter_map(|number| number.parse().ok()).collect()
}

/// How far the pieces of a `DeltaX` go: `4.2 4.2`, or `g 10 4.2` for ten times.
fn advance(list: &str) -> f64 {
    let mut words = list.split_whitespace();
    let mut sum = 0.0;
    while let Some(word) = words.next() {
        let mut next = || words.next().and_then(|word| word.parse::<f64>().ok()).unwrap_or(0.0);
        sum += if word == "g" { next() * next() } else { word.parse().unwrap_or(0.0) };
    }
    sum
}

fn pieces(name: &str, part: &[u8], templates: &mut Vec<String>) -> Result<Vec<Piece>, NotText> {
    let (mut found, mut object, mut open) = (Vec::new(), Object::default(), None::<Piece>);
    xml::walk(name, part, |node| match node {
        Node::Open("Template", attributes) => templates.extend(attributes.get("TemplateID")),
        Node::Open("TextObject", attributes) => {
            object = Object {
                boundary: numbers(&attributes.get("Boundary").unwrap_or_default()),
                turn: numbers(&attributes.get("CTM").unwrap_or_default()),
                size: attributes.get("Size").and_then(|size| size.parse().ok()).unwrap_or(4.0),
                ..object
            };
        }
        Node::Open("TextCode", attributes) => {
            let number = |name: &str| attributes.get(name).and_then(|value| value.trim().parse::<f64>().ok());
            // Without a place of its own a piece goes on where the one before stood.
            (object.x, object.y) = (number("X").unwrap_or(object.x), number("Y").unwrap_or(object.y));
            let (x, y) = object.place();
            let length = advance(&attributes.get("DeltaX").unwrap_or_default()) * object.scale();
            let size = object.size * object.scale();
            open = Some(Piece { x, y, size, end: x + length + size, text: String::new() });
        }
        Node::Words(words) => open.iter_mut().for_each(|piece| piece.text.push_str(words)),
        Node::Close("TextCode") => found.extend(open.take().filter(|piece| !piece.text.trim().is_empty())),
        _ => {}
    })?;
    Ok(found)
}

/// The object that pieces of text belong to.
#[derive(Debug, Default)]
struct Object {
    boundary: Vec<f64>,
    turn: Vec<f64>,
    size: f64,
    x: f64,
    y: f64,
}

impl Object {
    /// Where the object's own point lies on the page.
    fn place(&self) -> (f64, f64) {
        let left = self.boundary.first().copied().unwrap_or(0.0);
        let top = self.boundary.get(1).copied().unwrap_or(0.0);
        match self.turn.as_slice() {
            [a, b, c, d, e, f] => (left + a * self.x + c * self.y + e, top + b * self.x + d * self.y + f),
            _ => (left + self.x, top + self.y),
        }
    }

    /// How much the object is widened.
    fn scale(&self) -> f64 {
        self.turn.first().map(|a| a.abs()).filter(|a| *a > 1e-6).unwrap_or(1.0)
    }
}

/// Writes a page: its pieces as lines from top to bottom.
fn write(lines: &mut Lines, mut pieces: Vec<Piece>, page: u32) {
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        match rows.last_mut().filter(|row| row.first().is_some_and(|first| (piece.y - first.y).abs() < first.size.max(piece.size) * 0.5)) {
            Some(row) => row.push(piece),
            None => rows.push(vec![piece]),
        }
    }
    let tops: Vec<f64> = rows.iter().filter_map(|row| row.first()).map(|piece| piece.y).collect();
    let mut steps: Vec<f64> = tops.windows(2).map(|pair| pair.last().copied().unwrap_or(0.0) - pair.first().copied().unwrap_or(0.0)).collect();
    steps.sort_by(f64::total_cmp);
    let usual = steps.get(steps.len() / 2).copied().unwrap_or(0.0);
    let left = rows.iter().flatten().map(|piece| piece.x).fold(f64::INFINITY, f64::min);
    let mut before = None;
    for (mut row, top) in rows.into_iter().zip(tops) {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        if before.is_some_and(|before| top - before > usual * 1.5) {
            lines.gap();
        }
        before = Some(top);
        lines.line(&line(&row, left), Place { page, ..Place::default() });
    }
}

/// The words of a line, gaps as spaces, an indented one as such.
fn line(row: &[Piece], left: f64) -> String {
    let mut out = String::new();
    let mut end: Option<f64> = None;
    for piece in row {
        match end {
            None if piece.x - left > piece.size * 1.5 => out.push_str("　　"),
            Some(end) if piece.x - end > piece.size * 0.9 => out.push_str("    "),
            _ => {}
        }
        // A text that is set twice, for weight, is read once.
        if end.is_none_or(|end| piece.x > end - piece.size * 1.5 || !out.ends_with(&piece.text)) {
            out.push_str(&piece.text);
        }
        end = Some(end.unwrap_or(f64::NEG_INFINITY).max(piece.end));
    }
    out
}
