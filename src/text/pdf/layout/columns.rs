//! Two columns: told only where nothing else fits, for a table has gaps too.
//!
//! In: lines across the whole page. Out: the same lines in reading order, those of a stretch in two columns cut in two.

use super::{Glyph, Line};

/// Lines that a stretch in two columns has at least.
const LEAST_LINES: usize = 10;
/// Squares that the gutter is wide at least.
const GUTTER: f64 = 1.2;
/// Characters that a full line of a column has at least.
const LEAST_CHARACTERS: usize = 10;
/// Steps in which the middle of the page is searched, in points.
const STEP: f64 = 3.0;

/// The lines in reading order.
pub(super) fn in_order(lines: Vec<Line>) -> Vec<Line> {
    let Some((gutter, first, last)) = gutter(&lines) else { return lines };
    let mut ordered = Vec::with_capacity(lines.len() + last - first);
    let (mut left, mut right, mut below) = (Vec::new(), Vec::new(), Vec::new());
    for (place, line) in lines.into_iter().enumerate() {
        if place < first {
            ordered.push(line);
        } else if place < last {
            let (l, r) = cut(line, gutter);
            left.extend(l);
            right.extend(r);
        } else {
            below.push(line);
        }
    }
    ordered.extend(left.into_iter().chain(right).chain(below));
    ordered
}

/// Where the gutter is, and the lines that it parts.
fn gutter(lines: &[Line]) -> Option<(f64, usize, usize)> {
    if lines.len() < LEAST_LINES {
        return None;
    }
    let start = lines.iter().map(Line::start).fold(f64::INFINITY, f64::min);
    let end = lines.iter().map(Line::end).fold(0.0, f64::max);
    let width = end - start;
    let steps = (width * 0.3 / STEP).clamp(0.0, 400.0) as usize;
    let candidates = (0..=steps).map(|step| start + width * 0.35 + f64::from(u32::try_from(step).unwrap_or(0)) * STEP);
    let runs = candidates.map(|at| (at, longest(lines, at)));
    let (at, (first, last)) = runs.max_by_key(|(_, (first, last))| last - first)?;
    (last - first >= LEAST_LINES && reads_as_columns(lines.get(first..last)?, at)).then_some((at, first, last))
}

/// The longest stretch of lines that leave `at` free.
fn longest(lines: &[Line], at: f64) -> (usize, usize) {
    let (mut best, mut first) = ((0, 0), 0);
    for (place, line) in lines.iter().enumerate() {
        let half = line.size * GUTTER / 2.0;
        if line.glyphs.iter().any(|glyph| !glyph.is_space() && glyph.x < at + half && glyph.end() > at - half) {
            first = place + 1;
        } else if place + 1 - first > best.1 - best.0 {
            best = (first, place + 1);
        }
    }
    best
}

/// Whether both sides are running text: lines long and flush, as cells never all are.
fn reads_as_columns(lines: &[Line], at: f64) -> bool {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for line in lines {
        let (l, r) = cut(line.clone(), at);
        left.extend(l);
        right.extend(r);
    }
    [left, right].iter().all(|side| {
        let end = side.iter().map(Line::end).fold(0.0, f64::max);
        let start = side.iter().map(Line::start).fold(f64::INFINITY, f64::min);
        let full = side.iter().filter(|line| end - line.end() <= 2.0 * line.size && line.glyphs.len() >= LEAST_CHARACTERS).count();
        let flush = side.iter().filter(|line| line.start() - start <= 2.5 * line.size).count();
        let whole = side.iter().filter(|line| line.glyphs.windows(2).all(|pair| !parts(pair))).count();
        side.len() * 2 >= lines.len() && full * 2 >= side.len() && flush * 10 >= side.len() * 8 && whole * 10 >= side.len() * 9
    })
}

fn parts(pair: &[Glyph]) -> bool {
    if let [a, b] = pair { super::gap(a, b) == Some('\t') } else { false }
}

/// The line's two halves, as far as there is anything in them.
fn cut(line: Line, at: f64) -> (Option<Line>, Option<Line>) {
    let (y, size) = (line.y, line.size);
    let (left, right): (Vec<Glyph>, Vec<Glyph>) = line.glyphs.into_iter().partition(|glyph| glyph.x < at);
    let half = |glyphs: Vec<Glyph>| Some(Line { glyphs, y, size }).filter(|line| !line.is_blank());
    (half(left), half(right))
}
