//! What of a file was not read, or is not to be trusted.
//!
//! In: what was drawn and what was laid out, page by page. Out: notes, a clause each; or why there is no text at all.

use std::collections::BTreeMap;

use super::NotText;
use super::font::Doubt;
use super::ink::{Glyph, Ink};
use super::layout::Layout;

/// How many of a hundred characters may be doubtful before it is said.
const PER_HUNDRED: usize = 1;
/// Notes on pages that are kept.
const MOST_NOTES: usize = 20;

/// What has been seen so far.
#[derive(Debug, Default)]
pub(super) struct Doubts {
    notes: Vec<String>,
    more: usize,
    characters: usize,
    unknown: Tally,
    odd: Tally,
    numbers: Tally,
    differing: Tally,
    across: Tally,
    pictures: Vec<u32>,
    machine_read: Vec<u32>,
    paths: usize,
}

/// How often, where first, and in which fonts.
#[derive(Debug, Default)]
struct Tally {
    count: usize,
    page: u32,
    fonts: BTreeMap<String, usize>,
}

impl Tally {
    fn add(&mut self, page: u32, font: String) {
        if self.count == 0 {
            self.page = page;
        }
        self.count += 1;
        *self.fonts.entry(font).or_default() += 1;
    }

    /// The font that most of them are set in.
    fn font(&self) -> &str {
        self.fonts.iter().max_by_key(|(_, count)| **count).map_or("", |(font, _)| font)
    }
}

impl Doubts {
    /// Keeps a clause.
    pub fn note(&mut self, note: String) {
        if self.notes.len() < MOST_NOTES {
            self.notes.push(note);
        } else {
            self.more += 1;
        }
    }

    /// Counts what page `number` holds.
    pub fn page(&mut self, number: u32, ink: &Ink, layout: &Layout, font: impl Fn(usize) -> String) {
        for reason in &ink.lost {
            self.note(format!("page {number}: {reason}"));
        }
        if layout.lines.is_empty() && ink.pictures > 0 {
            self.pictures.push(number);
        }
        if layout.hidden && !layout.lines.is_empty() {
            self.machine_read.push(number);
        }
        self.paths += ink.paths;
        (0..layout.across).for_each(|_| self.across.add(number, String::new()));
        for glyph in layout.lines.iter().flat_map(|line| &line.glyphs) {
            self.glyph(number, glyph, &font);
        }
    }

    fn glyph(&mut self, page: u32, glyph: &Glyph, font: impl Fn(usize) -> String) {
        self.characters += usize::from(!glyph.text.chars().all(char::is_whitespace));
        let tally = match glyph.doubt {
            Some(Doubt::Unknown) => &mut self.unknown,
            Some(Doubt::Number) => &mut self.numbers,
            Some(Doubt::Differs) => &mut self.differing,
            None if !glyph.text.chars().all(is_plausible) => &mut self.odd,
            None => return,
        };
        tally.add(page, font(glyph.font));
    }

    fn weighs(&self, tally: &Tally) -> bool {
        tally.count > 0 && tally.count * 100 >= self.characters * PER_HUNDRED
    }

    /// The clauses, and those that put the whole text in doubt.
    pub fn notes(mut self) -> (Vec<String>, Vec<String>) {
        let (mut found, mut doubts) = (Vec::new(), Vec::new());
        let all = self.characters;
        let mut say = |tally: &Tally, always: bool, what: &str| {
            let clauses = if self.weighs(tally) || std::ptr::eq(tally, &self.numbers) { &mut doubts } else { &mut found };
            if always && tally.count > 0 || self.weighs(tally) {
                clauses.push(format!("{} of {all} characters {what} (first on page {}, font {})", tally.count, tally.page, tally.font()));
            }
        };
        say(&self.unknown, true, "have no meaning in the file and stand as U+FFFD");
        say(&self.numbers, true, "read in two ways and are numbers in one of them");
        say(&self.differing, false, "read in two ways");
        say(&self.odd, false, "are unlikely in a Chinese text");
        if self.across.count * 20 >= all {
            found.extend(
                (self.across.count > 0).then(|| format!("{} characters set askew were left out (first on page {})", self.across.count, self.across.page)),
            );
        }
        found.extend(on_pages(&self.pictures, "pictures without text; run OCR on them"));
        found.extend(on_pages(&self.machine_read, "pictures whose text a machine read"));
        found.append(&mut self.notes);
        found.extend((self.more > 0).then(|| format!("{} more faults", self.more)));
        (found, doubts)
    }

    /// Why a file of `pages` pages gives no text.
    pub fn refusal(&self, pages: usize) -> NotText {
        NotText(match self.notes.first() {
            Some(note) if self.pictures.is_empty() => format!("a PDF whose text cannot be read: {note}"),
            _ if !self.pictures.is_empty() => "a scanned PDF: pages are pictures; run OCR first".to_owned(),
            _ if self.paths > 0 => "a PDF whose letters are drawn as lines; run OCR first".to_owned(),
            _ => format!("a PDF whose {pages} pages are empty"),
        })
    }
}

/// `pages 3, 4 and 7 are …`.
fn on_pages(pages: &[u32], what: &str) -> Option<String> {
    let shown: Vec<String> = pages.iter().take(10).map(u32::to_string).collect();
    let more = if pages.len() > shown.len() { format!(" and {} more", pages.len() - shown.len()) } else { String::new() };
    let verb = if pages.len() == 1 { "page" } else { "pages" };
    (!pages.is_empty()).then(|| format!("{verb} {}{more}: {what}", shown.join(", ")))
}

/// Whether a character can be expected: Chinese, Latin, the numbers and signs that go with them.
fn is_plausible(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\t' | '\n' | '\u{a0}' | '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}'
        | '\u{2000}'..='\u{206f}' | '\u{2100}'..='\u{27bf}' | '\u{2e80}'..='\u{2fdf}' | '\u{3100}'..='\u{312f}' | '\u{3200}'..='\u{33ff}'
        | '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{4ff}' | '\u{fe10}'..='\u{fe6f}' | '\u{ff00}'..='\u{ffef}' | '\u{2b00}'..='\u{2bff}' | '\u{20a0}'..='\u{20cf}'
        | '¥' | '£' | '¢' | '§' | '©' | '®' | '°' | '±' | '·' | '×' | '÷' | '²' | '³' | '¹' | '¼'..='¾' | '«' | '»'
        | '\u{100}'..='\u{1dc}' | '\u{1800}'..='\u{18af}' | '\u{f00}'..='\u{fff}')
}
