//! Elements to lines. In: the nodes of a stretch of a page. Out: paragraphs, rows, headings, in order.
//!
//! White space is made single as browsers do; `<br>` and blocks end lines; lists get their numbers; rows of tables become one line each.

use super::article::is_block;
use super::tree::{Id, Tree};

/// A line of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// Running words.
    Words(String),
    /// The title of the page or of a part: h1, or a class that says so.
    Heading(String),
    /// The cells of a row: table, row, and the paragraphs of each cell.
    Row(u32, u32, Vec<Vec<String>>),
}

/// A table that is being read.
#[derive(Debug, Default)]
struct Table {
    number: u32,
    row: u32,
    cells: Vec<Vec<String>>,
    in_row: bool,
}

/// A list that is being read.
#[derive(Debug)]
struct List {
    style: Option<&'static str>,
    next: u32,
}

/// Makes lines of elements that come and go.
#[derive(Default)]
pub(super) struct Flow {
    pub lines: Vec<Line>,
    line: String,
    /// White space is due before the next word.
    gap: bool,
    /// Open headings and preformatted texts.
    headings: usize,
    literal: usize,
    tables: Vec<Table>,
    seen: u32,
    lists: Vec<List>,
    /// The number that the next words of a list begin with.
    number: Option<String>,
}

impl Flow {
    /// The lines of `root` and all under it but what is dropped.
    pub fn of(tree: &Tree, root: Id, dropped: &[bool]) -> Vec<Line> {
        let mut flow = Flow::default();
        let mut open = vec![(root, false)];
        while let Some((id, leaves)) = open.pop() {
            let Some(node) = tree.node(id) else { continue };
            if leaves {
                flow.leave(tree, id);
            } else if id == root || !dropped.get(id).copied().unwrap_or(false) {
                flow.enter(tree, id);
                open.push((id, true));
                open.extend(node.children.iter().rev().map(|child| (*child, false)));
            }
        }
        flow.end_line();
        flow.lines
    }

    fn enter(&mut self, tree: &Tree, id: Id) {
        let Some(node) = tree.node(id) else { return };
        if node.name.is_empty() {
            self.words(&node.text);
            return;
        }
        let name = node.name.as_str();
        if is_block(name) || name == "br" {
            self.end_line();
        }
        match name {
            _ if is_heading(tree, id) => self.headings += 1,
            "pre" => self.literal += 1,
            "table" => {
                self.seen += u32::from(self.tables.is_empty());
                self.tables.push(Table { number: self.seen, ..Table::default() });
            }
            "tr" => self.tables.last_mut().into_iter().for_each(|table| {
                table.row += 1;
                table.in_row = true;
            }),
            "td" | "th" => self.tables.last_mut().into_iter().for_each(|table| table.cells.push(Vec::new())),
            "ol" => self.lists.push(List { style: Some(list_style(tree, id)), next: node.attribute("start").and_then(|n| n.parse().ok()).unwrap_or(1) }),
            "ul" | "dl" => self.lists.push(List { style: None, next: 1 }),
            "li" => self.item(node.attribute("value").and_then(|n| n.parse().ok())),
            _ => {}
        }
    }

    fn leave(&mut self, tree: &Tree, id: Id) {
        let Some(node) = tree.node(id) else { return };
        if node.name.is_empty() {
            return;
        }
        let name = node.name.as_str();
        if is_block(name) {
            self.end_line();
        }
        match name {
            _ if is_heading(tree, id) => self.headings = self.headings.saturating_sub(1),
            "pre" => self.literal = self.literal.saturating_sub(1),
            "tr" => self.end_row(),
            "table" => {
                self.end_row();
                self.tables.pop();
            }
            "ol" | "ul" | "dl" => drop(self.lists.pop()),
            "li" => self.number = None,
            _ => {}
        }
    }

    fn item(&mut self, value: Option<u32>) {
        let Some(list) = self.lists.last_mut() else { return };
        let number = value.unwrap_or(list.next);
        list.next = number.saturating_add(1);
        self.number = list.style.map(|style| numbered(number, style));
    }

    fn words(&mut self, text: &str) {
        if self.literal > 0 {
            let mut parts = text.split('\n').peekable();
            while let Some(part) = parts.next() {
                self.line.push_str(part.trim_end_matches('\r'));
                if parts.peek().is_some() {
                    self.end_line();
                }
            }
            return;
        }
        for c in text.chars() {
            // A no-break space is white space too, but the author wanted it.
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.gap = !self.line.is_empty();
            } else {
                if std::mem::take(&mut self.gap) {
                    self.line.push(' ');
                }
                if self.line.is_empty()
                    && let Some(number) = self.number.take()
                {
                    self.line.push_str(&number);
                }
                self.line.push(c);
            }
        }
    }

    fn end_line(&mut self) {
        self.gap = false;
        let line = std::mem::take(&mut self.line);
        if line.trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}').is_empty() {
            return;
        }
        match self.tables.last_mut().filter(|table| table.in_row) {
            Some(table) if table.cells.is_empty() => table.cells.push(vec![line]),
            Some(table) => table.cells.last_mut().into_iter().for_each(|cell| cell.push(line.trim().to_owned())),
            None if self.headings > 0 => self.lines.push(Line::Heading(line)),
            None => self.lines.push(Line::Words(line)),
        }
    }

    /// A row of the outermost table is a line; the cells of one in a cell are paragraphs of that cell.
    fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        table.in_row = false;
        let (cells, number, row) = (std::mem::take(&mut table.cells), table.number, table.row);
        if cells.iter().all(Vec::is_empty) {
            return;
        }
        let outer = self.tables.len().checked_sub(2).and_then(|outer| self.tables.get_mut(outer)).and_then(|outer| outer.cells.last_mut());
        match outer {
            Some(cell) => cell.extend(inner_row(cells)),
            None => self.lines.push(Line::Row(number, row, cells)),
        }
    }
}

/// A row of a table in a cell: its paragraphs, or, where each cell has one, one paragraph.
fn inner_row(cells: Vec<Vec<String>>) -> Vec<String> {
    if cells.iter().any(|cell| cell.len() > 1) || cells.len() < 2 {
        return cells.concat();
    }
    vec![format!("| {} |", cells.concat().join(" | "))]
}

/// A title by its element or its name.
fn is_heading(tree: &Tree, id: Id) -> bool {
    let Some(node) = tree.node(id) else { return false };
    let named = |name: &str| node.attribute(name).is_some_and(|value| value.to_ascii_lowercase().contains("title"));
    node.name == "h1" || matches!(node.name.as_str(), "h2" | "h3" | "div" | "p" | "td" | "span" | "ucaptitle") && (named("class") || named("id"))
}

/// How a list counts.
fn list_style(tree: &Tree, id: Id) -> &'static str {
    let of = |name: &str| tree.node(id).and_then(|node| node.attribute(name)).unwrap_or("");
    let style = of("style").to_ascii_lowercase();
    match of("type") {
        _ if ["cjk-ideographic", "simp-chinese", "cjk-decimal", "japanese-informal"].iter().any(|word| style.contains(word)) => "一",
        _ if style.contains("list-style-type: none") || style.contains("list-style:none") || style.contains("list-style-type:none") => "",
        "A" => "A",
        "a" => "a",
        _ => "1",
    }
}

fn numbered(number: u32, style: &str) -> String {
    let letter = |first: u8| u8::try_from(number.saturating_sub(1) % 26).map_or('?', |at| char::from(first + at));
    match style {
        "" => String::new(),
        "一" => format!("{}、", crate::text::docx::counted(number)),
        "A" => format!("{}. ", letter(b'A')),
        "a" => format!("{}. ", letter(b'a')),
        _ => format!("{number}. "),
    }
}
