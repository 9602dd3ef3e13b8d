//! Where in its file a text stands: pages, paragraphs, sheets, rows and cells.
//!
//! In: lines, as readers write them. Out: a text, and an [`Origin`] that leads from each of its characters back to the file.

use std::fmt;

use super::decode::is_kept;

/// A place in a file. Numbers count from one; nought is "does not say".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The page, where a format has pages.
    pub page: u32,
    /// The sheet of a workbook.
    pub sheet: u32,
    /// The paragraph, counted over the file without empty ones.
    pub paragraph: u32,
    /// The table, counted over the file.
    pub table: u32,
    /// The row of the table or sheet.
    pub row: u32,
    /// The cell of the row.
    pub cell: u32,
}

/// The parts of a place: how the graph names them, and how people do.
const PARTS: [(&str, &str, &str); 6] =
    [("page", "第", "页"), ("sheet", "第", "表"), ("paragraph", "第", "段"), ("table", "表", ""), ("row", "第", "行"), ("cell", "第", "格")];

impl Place {
    /// Its numbers, in the order of its fields.
    pub(super) fn numbers(self) -> [u32; 6] {
        [self.page, self.sheet, self.paragraph, self.table, self.row, self.cell]
    }

    /// The place with these [`numbers`](Place::numbers).
    pub(super) fn of([page, sheet, paragraph, table, row, cell]: [u32; 6]) -> Place {
        Place { page, sheet, paragraph, table, row, cell }
    }

    /// `page=3;paragraph=12`, as the graph has it.
    pub fn code(self) -> String {
        let parts = PARTS.iter().zip(self.numbers()).filter(|(_, number)| *number > 0);
        let code = parts.map(|((name, _, _), number)| format!("{name}={number}")).collect::<Vec<_>>().join(";");
        if code.is_empty() { "-".to_owned() } else { code }
    }

    /// The place that [`Place::code`] wrote.
    pub fn parse(code: &str) -> Option<Place> {
        let mut numbers = [0; 6];
        for part in code.split(';').filter(|_| code != "-") {
            let (name, number) = part.split_once('=')?;
            let at = PARTS.iter().position(|(part, _, _)| *part == name)?;
            *numbers.get_mut(at)? = number.parse().ok()?;
        }
        Some(Place::of(numbers))
    }
}

/// 第3页第12段.
impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ((_, before, after), number) in PARTS.iter().zip(self.numbers()).filter(|(_, number)| *number > 0) {
            write!(out, "{before}{number}{after}")?;
        }
        Ok(())
    }
}

/// From characters of a text to places in its file. Empty for plain text, whose characters are its places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The character at which each place begins, in order.
    marks: Vec<(usize, Place)>,
}

impl Origin {
    /// The place of the character `index`.
    pub fn at(&self, index: usize) -> Option<Place> {
        let next = self.marks.partition_point(|(start, _)| *start <= index);
        next.checked_sub(1).and_then(|last| self.marks.get(last)).map(|(_, place)| *place)
    }

    /// Whether nothing is known of places.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// Where places begin, in order.
    pub fn marks(&self) -> &[(usize, Place)] {
        &self.marks
    }

    /// Says that `place` begins at character `start`, which comes behind all before it.
    pub fn mark(&mut self, start: usize, place: Place) {
        match self.marks.last_mut() {
            Some((last, there)) if *last == start => *there = place,
            Some((_, there)) if *there == place => {}
            _ => self.marks.push((start, place)),
        }
    }

    /// One line a place: the character, a space, the place's code.
    pub fn code(&self) -> String {
        self.marks.iter().map(|(start, place)| format!("{start} {}", place.code())).collect::<Vec<_>>().join("\n")
    }

    /// The map that [`Origin::code`] wrote; lines that are none are left out.
    pub fn parse(code: &str) -> Origin {
        let mark = |line: &str| line.split_once(' ').and_then(|(start, place)| Some((start.parse().ok()?, Place::parse(place)?)));
        Origin { marks: code.lines().filter_map(mark).collect() }
    }
}

/// Writes a text line by line, and its origin.
#[derive(Debug, Default)]
pub(super) struct Lines {
    content: String,
    chars: usize,
    origin: Origin,
    /// Paragraphs written so far.
    paragraphs: u32,
}

impl Lines {
    /// Appends characters at a place.
    fn push(&mut self, text: &str, place: Place) {
        let before = self.content.len();
        self.content.extend(text.chars().filter(|c| is_kept(*c)));
        let pushed = self.content.get(before..).map_or(0, |pushed| pushed.chars().count());
        if pushed > 0 {
            self.origin.mark(self.chars, place);
            self.chars += pushed;
        }
    }

    fn end(&mut self) {
        self.content.push('\n');
        self.chars += 1;
    }

    /// A paragraph that begins on `page`; `breaks` says at which bytes of it further pages begin.
    pub fn paragraph(&mut self, text: &str, page: u32, breaks: &[(usize, u32)]) {
        if text.trim().is_empty() {
            return;
        }
        self.paragraphs += 1;
        let mut place = Place { page, paragraph: self.paragraphs, ..Place::default() };
        let mut from = 0;
        for (at, page) in breaks {
            self.push(text.get(from..*at).unwrap_or(""), place);
            (from, place.page) = (*at, *page);
        }
        self.push(text.get(from..).unwrap_or(""), place);
        self.end();
    }

    /// A line at a place of the reader's own.
    pub fn line(&mut self, text: &str, place: Place) {
        self.push(text, place);
        self.end();
    }

    /// A row, its cells between bars, as Markdown has it and as rows are read.
    pub fn row(&mut self, cells: &[String], place: Place) {
        for (at, cell) in (1..).zip(cells) {
            self.push(&format!("| {cell} "), Place { cell: at, ..place });
        }
        self.push("|", Place { cell: u32::try_from(cells.len()).unwrap_or(0), ..place });
        self.end();
    }

    /// An empty line.
    pub fn gap(&mut self) {
        if !self.content.is_empty() && !self.content.ends_with("\n\n") {
            self.end();
        }
    }

    /// Bytes written.
    pub fn len(&self) -> usize {
        self.content.len()
    }

    /// The text and where it stood.
    pub fn finish(self) -> (String, Origin) {
        (self.content, self.origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_back_to_pages_paragraphs_and_cells() {
        let mut lines = Lines::default();
        lines.paragraph("第一段", 1, &[]);
        lines.paragraph("跨页的段落", 1, &[("跨页".len(), 2)]);
        lines.row(&["次数".to_owned(), "18".to_owned()], Place { table: 1, row: 2, ..Place::default() });
        let (content, origin) = lines.finish();
        assert_eq!(content, "第一段\n跨页的段落\n| 次数 | 18 |\n");
        let place = |words: &str| origin.at(content.split(words).next().unwrap_or("").chars().count()).map(|place| place.to_string());
        assert_eq!(place("第一段").as_deref(), Some("第1页第1段"));
        assert_eq!(place("的段落").as_deref(), Some("第2页第2段"));
        assert_eq!(place("18").as_deref(), Some("表1第2行第2格"));
        assert_eq!(Origin::parse(&origin.code()), origin);
    }
}
