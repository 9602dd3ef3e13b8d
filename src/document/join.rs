//! Lines to paragraphs: what a page break or a hard line end tore apart is joined again.
//!
//! In: cleaned lines. Out: paragraphs of placed characters. A line goes on in the next when it stops in mid-sentence and
//! the next does not begin something new (a heading, a field, a date, a signature).

use super::lines::{Kind, Line, Placed, ends_sentence};
use super::numbering;
use crate::zh::fold::is_han;

/// A paragraph before it enters the view.
pub(super) struct Joined {
    pub chars: Vec<Placed>,
    pub furniture: bool,
}

/// The paragraphs of `lines`.
pub(super) fn paragraphs(lines: Vec<Line>) -> Vec<Joined> {
    let full = full_width(&lines);
    let mut joined: Vec<Joined> = Vec::new();
    let mut open: Option<Open> = None;
    for line in lines {
        match line.kind {
            Kind::Dropped => continue,
            Kind::Blank => {
                if let Some(open) = &mut open {
                    open.blank = true;
                }
            }
            Kind::Furniture => joined.push(Joined { chars: line.chars, furniture: true }),
            Kind::Text => match open.as_mut().filter(|open| open.goes_on(&line, full)) {
                Some(open) => open.take(line),
                None => {
                    joined.extend(open.take().map(Open::close));
                    open = Some(Open::new(line));
                }
            },
        }
    }
    joined.extend(open.map(Open::close));
    joined.sort_by_key(|paragraph| paragraph.chars.first().map(|(_, index)| *index));
    joined
}

/// The width at which lines of this text are broken hard; `None` where they are not.
fn full_width(lines: &[Line]) -> Option<usize> {
    let mut widths: Vec<usize> = lines.iter().filter(|line| line.kind == Kind::Text).map(Line::width).collect();
    widths.sort_unstable();
    let top = *widths.get(widths.len() * 9 / 10)?;
    let near = widths.iter().filter(|&&width| width + 3 >= top && width <= top + 3).count();
    (widths.len() >= 8 && (16..=60).contains(&top) && near * 3 >= widths.len()).then_some(top)
}

/// A paragraph that may go on.
struct Open {
    chars: Vec<Placed>,
    last: Line,
    blank: bool,
}

impl Open {
    fn new(line: Line) -> Open {
        Open { chars: line.chars.clone(), last: line, blank: false }
    }

    fn take(&mut self, line: Line) {
        self.chars.extend_from_slice(&line.chars);
        self.last = line;
        self.blank = false;
    }

    fn close(self) -> Joined {
        Joined { chars: self.chars, furniture: false }
    }

    fn goes_on(&self, next: &Line, full: Option<usize>) -> bool {
        if begins_anew(next) || is_row(&self.last) || is_row(next) {
            return false;
        }
        let is_full = full.is_some_and(|full| self.last.width() + 3 >= full);
        if ends_sentence(&self.last) {
            return false;
        }
        // A number torn apart, or a comma at the end of the line.
        if !self.blank && self.chars.len() >= 12 && (tears_number(&self.last, next) || self.last.chars.last().is_some_and(|(c, _)| matches!(c, ',' | '、'))) {
            return true;
        }
        if self.is_prose() {
            return !self.blank || !short_and_last(next);
        }
        is_full && !self.blank && self.last.width() >= 16
    }

    /// Whether this reads as running text: long, with marks of a sentence, and no heading of its own.
    fn is_prose(&self) -> bool {
        let marks = self.chars.iter().filter(|(c, _)| matches!(c, ',' | '。' | ';')).count();
        let stops = self.chars.iter().any(|(c, _)| matches!(c, '。' | ';'));
        let text: String = self.chars.iter().take(12).map(|(c, _)| *c).collect();
        let heading = numbering::of(&text).is_some();
        marks > 0 && (self.chars.len() >= 18 || stops) && (stops || !heading || self.chars.len() >= 60) && !looks_like_field(&text)
    }
}

/// Whether a line is a row of a table, which is whole: `| 新集镇 | 526 |`.
fn is_row(line: &Line) -> bool {
    let bar = |placed: Option<&Placed>| placed.is_some_and(|(c, _)| *c == '|');
    line.chars.len() > 2 && bar(line.chars.first()) && bar(line.chars.last())
}

/// Whether a line ends in a digit and the next begins with one, and is no row of numbers: 司法所12 12 100.
fn tears_number(line: &Line, next: &Line) -> bool {
    let digit = |placed: Option<&Placed>| placed.is_some_and(|(c, _)| c.is_ascii_digit());
    digit(line.chars.last()) && digit(next.chars.first()) && !ends_in_numbers(&line.text()) && !counts_on(&line.text(), &next.text())
}

/// Whether two lines open with a number and its next, and words behind both: rows of a table that are numbered.
fn counts_on(line: &str, next: &str) -> bool {
    let opens = |text: &str| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = text.split_at_checked(digits).filter(|_| (1..=3).contains(&digits))?;
        rest.trim_start().starts_with(is_han).then(|| number.parse::<u32>().ok())?
    };
    opens(line).zip(opens(next)).is_some_and(|(one, two)| two == one + 1)
}

fn ends_in_numbers(text: &str) -> bool {
    text.rsplit(' ').take_while(|cell| !cell.is_empty() && cell.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '%' | '-'))).count() >= 2
}

/// Whether a line cannot be the rest of the one before it.
fn begins_anew(line: &Line) -> bool {
    let text: String = line.chars.iter().take(40).map(|(c, _)| *c).collect();
    numbering::of(&text).is_some()
        || looks_like_field(&text)
        || is_date_line(&text)
        || ["附件", "附:", "抄送", "联系人", "特此报告", "此页无正文", "(此页", "(此件", "(本文"].iter().any(|o| text.starts_with(o))
}

fn looks_like_field(text: &str) -> bool {
    let Some((name, _)) = text.split_once(':') else { return false };
    super::head::FIELDS.contains(&name) || name == "签发人"
}

/// `2024年2月28日印发` and the like: nothing but a date.
fn is_date_line(text: &str) -> bool {
    crate::zh::date::at_start(text).is_some_and(|(_, len)| {
        let rest = text.get(len..).unwrap_or("");
        rest.is_empty() || rest == "印发" || rest.starts_with("印发") && rest.len() < 12
    })
}

/// A line behind a blank one that is too short to be the rest of a paragraph: a signature.
fn short_and_last(line: &Line) -> bool {
    line.width() <= 26 && !line.chars.iter().any(|(c, _)| matches!(c, ',' | '。' | ';' | '、')) && signs(&line.text())
}

fn signs(text: &str) -> bool {
    ["政府", "委员会", "办事处", "局", "办公室", "党委", "中心", "厅", "院"].iter().any(|ending| text.ends_with(ending))
}
