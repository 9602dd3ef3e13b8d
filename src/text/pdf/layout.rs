//! Glyphs to lines: by baseline from top to bottom, from left to right within.
//!
//! In: the glyphs of one page. Out: [`Line`]s in reading order. Left out: what lies outside the page, what runs across the page's own direction,
//! what is hidden under a picture's twin of it, and the second stroke of letters made bold by setting them twice.

mod columns;

use super::ink::Glyph;

/// Baselines that lie apart by less than this share of the size are one line.
const SAME_BASELINE: f64 = 0.4;
/// How far the second stroke of a bold letter may lie from the first, in points.
const TWICE: f64 = 1.0;
/// A gap as wide as this many squares parts two cells.
const CELL: f64 = 2.0;
/// A gap as wide as this parts two words of Chinese, and of Latin.
const WORD: f64 = 0.5;
const LATIN_WORD: f64 = 0.2;

/// One line of a page.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub glyphs: Vec<Glyph>,
    /// The baseline, from the bottom of the page.
    pub y: f64,
    pub size: f64,
}

/// A page's lines, and how many glyphs run across.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub lines: Vec<Line>,
    /// Glyphs left out because they run in another direction.
    pub across: usize,
    /// Whether the text is one that is not painted: what a machine read from a picture.
    pub hidden: bool,
    /// The page's size with its lines laid level.
    pub width: f64,
    pub height: f64,
}

impl Glyph {
    fn is_space(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }

    fn end(&self) -> f64 {
        self.x + self.run
    }
}

/// Lays out the glyphs of a page that is `width` by `height`.
pub(super) fn lay_out(glyphs: Vec<Glyph>, width: f64, height: f64) -> Layout {
    let on_page = |g: &Glyph| (-2.0..=width + 2.0).contains(&g.x) && (-2.0..=height + 2.0).contains(&g.y);
    let mut glyphs: Vec<Glyph> = glyphs.into_iter().filter(on_page).collect();
    let hidden = mostly_hidden(&glyphs);
    glyphs.retain(|glyph| hidden || !glyph.hidden);
    let turn = main_turn(&glyphs);
    let all = glyphs.iter().filter(|glyph| !glyph.is_space()).count();
    let glyphs: Vec<Glyph> = glyphs.into_iter().filter(|glyph| glyph.turn == Some(turn)).map(|glyph| turned(glyph, turn, width, height)).collect();
    let across = all - glyphs.iter().filter(|glyph| !glyph.is_space()).count();
    let lines = lines(glyphs).into_iter().map(without_twins).filter(|line| !line.is_blank()).collect();
    let (width, height) = if turn % 2 == 1 { (height, width) } else { (width, height) };
    Layout { lines: columns::in_order(lines), across, hidden, width, height }
}

/// Whether what is not painted outweighs what is, as over a scanned page.
fn mostly_hidden(glyphs: &[Glyph]) -> bool {
    let hidden = glyphs.iter().filter(|glyph| glyph.hidden && !glyph.is_space()).count();
    let shown = glyphs.iter().filter(|glyph| !glyph.hidden && !glyph.is_space()).count();
    hidden > 4 * shown
}

/// The direction that most of the page runs in.
fn main_turn(glyphs: &[Glyph]) -> u8 {
    let mut counts = [0usize; 4];
    for turn in glyphs.iter().filter(|glyph| !glyph.is_space()).filter_map(|glyph| glyph.turn) {
        if let Some(count) = counts.get_mut(usize::from(turn)) {
            *count += 1;
        }
    }
    (0u8..4).zip(counts).rev().max_by_key(|(_, count)| *count).map_or(0, |(turn, _)| turn)
}

/// The glyph with its line laid level.
fn turned(glyph: Glyph, turn: u8, width: f64, height: f64) -> Glyph {
    let (x, y) = match turn {
        1 => (glyph.y, width - glyph.x),
        2 => (width - glyph.x, height - glyph.y),
        3 => (height - glyph.y, glyph.x),
        _ => (glyph.x, glyph.y),
    };
    Glyph { x, y, ..glyph }
}

fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut lines: Vec<Line> = Vec::new();
    for glyph in glyphs {
        match lines.last_mut().filter(|line| line.takes(&glyph)) {
            Some(line) => line.push(glyph),
            None => lines.push(Line { y: glyph.y, size: glyph.size, glyphs: vec![glyph] }),
        }
    }
    for line in &mut lines {
        line.glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    lines
}

/// Leaves out glyphs that stand where the same one stands already.
fn without_twins(line: Line) -> Line {
    let mut kept: Vec<Glyph> = Vec::with_capacity(line.glyphs.len());
    for glyph in line.glyphs {
        let near = TWICE.min(glyph.run * 0.3);
        let twin = kept.iter().rev().take(4).any(|other| other.text == glyph.text && (glyph.x - other.x).abs() <= near && (glyph.y - other.y).abs() <= TWICE);
        if !twin {
            kept.push(glyph);
        }
    }
    Line { glyphs: kept, ..line }
}

impl Line {
    fn takes(&self, glyph: &Glyph) -> bool {
        (self.y - glyph.y).abs() <= SAME_BASELINE * self.size.max(glyph.size)
    }

    /// The largest glyph gives the baseline: a raised one comes before those it belongs to.
    fn push(&mut self, glyph: Glyph) {
        if glyph.size > self.size * 1.05 && !glyph.is_space() {
            (self.y, self.size) = (glyph.y, glyph.size);
        }
        self.glyphs.push(glyph);
    }

    fn is_blank(&self) -> bool {
        self.glyphs.iter().all(Glyph::is_space)
    }

    /// Where the first and the last character stand.
    pub fn start(&self) -> f64 {
        self.glyphs.iter().find(|glyph| !glyph.is_space()).map_or(0.0, |glyph| glyph.x)
    }

    pub fn end(&self) -> f64 {
        self.glyphs.iter().rev().find(|glyph| !glyph.is_space()).map_or(0.0, Glyph::end)
    }

    /// The characters, gaps as spaces or, between cells, as tabs.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut last: Option<&Glyph> = None;
        for glyph in &self.glyphs {
            text.extend(last.and_then(|last| gap(last, glyph)));
            text.push_str(&glyph.text);
            last = Some(glyph);
        }
        text.trim_matches(|c: char| c.is_whitespace()).to_owned()
    }
}

/// What stands for the gap between two glyphs.
fn gap(last: &Glyph, next: &Glyph) -> Option<char> {
    let wide = (next.x - last.end()) / last.size.max(next.size);
    let latin = |glyph: &Glyph| glyph.text.chars().all(|c| c.is_ascii_alphanumeric());
    match wide {
        wide if wide >= CELL => Some('\t'),
        _ if last.is_space() || next.is_space() => None,
        wide if wide >= WORD || wide >= LATIN_WORD && latin(last) && latin(next) => Some(' '),
        _ => None,
    }
}
