//! OFD, the page format of Chinese offices (GB/T 33190). In: bytes. Out: the lines of its pages, each with its page.
//!
//! A page holds pieces of text with their places. Pieces on one height make a line; a line that reaches the margin goes on in the next one
//! that begins at the margin, over pages too; three cells or more in a line are a row. Seals, pictures and notes are left out.

use super::container::{Container, InMemory};
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
    let (mut all, mut apart) = (Vec::new(), Vec::new());
    for root in &roots {
        let listed = listed(&mut container, root)?;
        for path in listed.pages.iter().take(PAGES) {
            number += 1;
            match page(&mut container, &join(root, path), &listed, root) {
                Ok(pieces) => {
                    let mut rows = rows(pieces, number);
                    if let Some(last) = rows.pop_if(|row| is_page_number(&row.cells().concat())) {
                        apart.push(last.cells().concat());
                    }
                    all.extend(rows);
                }
                Err(reason) => notes.push(format!("page {number}: {}", reason.0)),
            }
        }
    }
    write(&mut lines, &all);
    let (content, origin) = lines.finish();
    if content.trim().is_empty() {
        let reason = if notes.is_empty() { "an OFD document without words: a scan".to_owned() } else { notes.join("; ") };
        return Err(NotText(reason));
    }
    Ok(Text { content, origin, notes, apart, format: "application/ofd", encoding: "UTF-8", ..Text::default() })
}

/// The paths of a document's pages and of the templates that pages lie on.
#[derive(Debug, Default)]
struct Listed {
    pages: Vec<String>,
    templates: Vec<(String, String)>,
}

fn listed(container: &mut InMemory, root: &str) -> Result<Listed, NotText> {
    let mut listed = Listed::default();
    xml::walk(root, &container.required(root)?, |node| match node {
        Node::Open("Page", attributes) => listed.pages.extend(attributes.get("BaseLoc")),
        Node::Open("TemplatePage", attributes) => listed.templates.extend(attributes.get("ID").zip(attributes.get("BaseLoc"))),
        _ => {}
    })?;
    Ok(listed)
}

/// The words of all elements `element` of a part.
fn texts(container: &mut InMemory, part: &str, element: &str) -> Result<Vec<String>, NotText> {
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
fn page(container: &mut InMemory, path: &str, listed: &Listed, root: &str) -> Result<Vec<Piece>, NotText> {
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

/// A line of a page.
#[derive(Debug)]
struct Row {
    pieces: Vec<Piece>,
    page: u32,
    top: f64,
}

impl Row {
    fn left(&self) -> f64 {
        self.pieces.first().map_or(0.0, |piece| piece.x)
    }

    fn right(&self) -> f64 {
        self.pieces.iter().map(|piece| piece.end).fold(0.0, f64::max)
    }

    fn size(&self) -> f64 {
        self.pieces.first().map_or(4.0, |piece| piece.size)
    }

    /// The words of the line, cell by cell: a gap of more than a character parts cells.
    fn cells(&self) -> Vec<String> {
        let mut cells: Vec<String> = Vec::new();
        let mut end = f64::NEG_INFINITY;
        for piece in &self.pieces {
            let apart = piece.x - end > piece.size * 1.2;
            match cells.last_mut().filter(|_| !apart) {
                // A text that is set twice, for weight, is read once.
                Some(cell) if piece.x < end - piece.size * 1.5 && cell.ends_with(&piece.text) => {}
                Some(cell) => cell.push_str(&piece.text),
                None => cells.push(piece.text.clone()),
            }
            end = end.max(piece.end);
        }
        cells
    }
}

/// The lines of a page from top to bottom.
fn rows(mut pieces: Vec<Piece>, page: u32) -> Vec<Row> {
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let mut rows: Vec<Row> = Vec::new();
    for piece in pieces {
        match rows.last_mut().filter(|row| (piece.y - row.top).abs() < row.size().max(piece.size) * 0.5) {
            Some(row) => row.pieces.push(piece),
            None => rows.push(Row { page, top: piece.y, pieces: vec![piece] }),
        }
    }
    rows.iter_mut().for_each(|row| row.pieces.sort_by(|a, b| a.x.total_cmp(&b.x)));
    rows
}

/// `— 2 —`, `第 2 页`: the number of a page.
fn is_page_number(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '—' | '–' | '－' | '·' | '第' | '页' | '/' | '共')).collect();
    text.chars().count() <= 12 && !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
}

/// Writes the lines of all pages as paragraphs: a full line goes on in the next one that begins at the margin.
fn write(lines: &mut Lines, rows: &[Row]) {
    let widest = rows.iter().map(|row| row.right() - row.left()).fold(0.0, f64::max);
    let wide = || rows.iter().filter(|row| row.right() - row.left() > widest * 0.6);
    let left = wide().map(Row::left).fold(f64::INFINITY, f64::min);
    let right = wide().map(Row::right).fold(0.0, f64::max);
    let mut steps: Vec<f64> = rows.windows(2).filter_map(|pair| Some(pair.last()?.top - pair.first()?.top)).filter(|step| *step > 0.0).collect();
    steps.sort_by(f64::total_cmp);
    let usual = steps.get(steps.len() / 2).copied().unwrap_or(0.0);
    let mut open: Option<Paragraph> = None;
    let mut before: Option<&Row> = None;
    for (row, next) in (0..).zip(rows) {
        let cells = next.cells();
        let near = before.is_some_and(|before| before.page != next.page || next.top - before.top < usual * 1.5);
        let goes_on = before.is_some_and(|before| {
            near && !is_centred(before, left, right)
                && before.right() > right - before.size() * 1.6
                && (next.left() - left).abs() < next.size() * 0.7
                && (next.size() - before.size()).abs() < 0.3
        });
        match open.as_mut().filter(|_| goes_on && cells.len() < 3) {
            Some((text, _, breaks)) => {
                if before.is_some_and(|before| before.page != next.page) {
                    breaks.push((text.len(), next.page));
                }
                text.push_str(&cells.join("    "));
            }
            None => {
                end(lines, open.take());
                if !near {
                    lines.gap();
                }
                if cells.len() < 3 {
                    open = Some((cells.join("    "), next.page, Vec::new()));
                } else {
                    lines.row(&cells, Place { page: next.page, row: row + 1, ..Place::default() });
                }
            }
        }
        before = Some(next);
    }
    end(lines, open);
}

/// Whether a line stands in the middle between the margins: a title, which is as wide as it is and goes on nowhere.
fn is_centred(row: &Row, left: f64, right: f64) -> bool {
    let (before, behind) = (row.left() - left, right - row.right());
    before > row.size() * 0.4 && (before - behind).abs() < row.size() * 0.3
}

/// Its text, the page that it begins on, and where another page begins in it.
type Paragraph = (String, u32, Vec<(usize, u32)>);

fn end(lines: &mut Lines, paragraph: Option<Paragraph>) {
    if let Some((text, page, breaks)) = paragraph {
        lines.paragraph(&text, page, &breaks);
    }
}
