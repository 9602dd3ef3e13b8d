//! A page's lines as paragraphs: lines that were broken because they were full are joined, what stands apart gets a blank line.
//!
//! In: laid-out lines. Out: [`Printed`] ones. A line goes on in the next where the first word of that would not have fitted on it, and
//! nothing sets the next apart: no indent, no other size, no gap. Where that is not plain the lines stay two, and `document/` decides by the words.

use super::furniture::Printed;
use super::layout::{Layout, Line};

/// A distance as many times the usual one stands for a blank line.
const APART: f64 = 1.6;
/// How far the first line of a paragraph is set in, in squares.
const SET_IN: std::ops::Range<f64> = 1.5..2.8;
/// How far a line may lie off and still begin at the margin, or in the middle, in squares.
const OFF: f64 = 0.7;
/// What a line that is set flush may have been stretched or squeezed by, in squares.
const SLACK: f64 = 0.8;

/// Lines that must end at the same place before it counts as the margin.
const LEAST_FULL: usize = 3;

/// Where full lines begin and end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edges {
    left: f64,
    right: f64,
}

/// What lines of a page are held against.
struct Measure {
    /// The usual distance of baselines, in squares of the line's size.
    usual: f64,
    left: f64,
    /// `None` where no page so far was set flush: then no line counts as full.
    edges: Option<Edges>,
}

/// The paragraphs of a page. `edges` are those of the page before, and become those of this one where it shows its own.
pub(super) fn paragraphs(layout: &Layout, edges: &mut Option<Edges>) -> Vec<Printed> {
    let lines = &layout.lines;
    let left = margin(lines);
    *edges = flush(lines, left, layout.width).or(*edges);
    let measure = Measure { usual: pitch(lines) / size(lines), left, edges: *edges };
    let mut printed: Vec<Printed> = Vec::with_capacity(lines.len());
    let mut above: Option<&Line> = None;
    for line in lines {
        let (level, y, text) = (line.y / layout.height, line.y, line.text());
        match (above.filter(|above| measure.goes_on(above, line)), printed.last_mut()) {
            (Some(_), Some(last)) => append(&mut last.text, &text),
            _ => {
                let gap = above.is_some_and(|above| above.y - line.y > measure.usual.max(1.0) * above.size.min(line.size) * APART);
                printed.extend(gap.then(|| Printed { text: String::new(), level, y }));
                printed.push(Printed { text: measure.set_in(line) + &text, level, y });
            }
        }
        above = Some(line);
    }
    printed
}

/// The edges of a page whose lines show them: several end at the same place, and that leaves no more white at the right than at the left.
/// Some marks hang over the margin: not the farthest counts.
fn flush(lines: &[Line], left: f64, width: f64) -> Option<Edges> {
    let right = middle(lines.iter().map(Line::end).collect(), 85)?;
    let size = size(lines);
    let full = lines.iter().filter(|line| (line.end() - right).abs() <= 1.2 * size).count();
    (full >= LEAST_FULL && width - right <= left * 1.5 + 2.0 * size).then_some(Edges { left, right })
}

/// Two Latin words that a line's end parted are two words still; digits are one number.
fn append(text: &mut String, more: &str) {
    let (last, first) = (text.chars().next_back(), more.chars().next());
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if latin(last) && latin(first) && (letter(last) || letter(first)) {
        text.push(' ');
    }
    text.push_str(more);
}

/// The usual distance of baselines.
fn pitch(lines: &[Line]) -> f64 {
    let distances = lines.windows(2).filter_map(|pair| if let [a, b] = pair { Some(a.y - b.y) } else { None });
    middle(distances.filter(|distance| *distance > 0.0).collect(), 50).unwrap_or(0.0)
}

/// The usual size.
fn size(lines: &[Line]) -> f64 {
    middle(lines.iter().map(|line| line.size).collect(), 50).unwrap_or(1.0)
}

/// Where full lines begin: the leftmost place at which several do.
fn margin(lines: &[Line]) -> f64 {
    let mut starts: Vec<f64> = lines.iter().map(Line::start).collect();
    starts.sort_by(f64::total_cmp);
    starts.windows(2).find_map(|pair| if let [a, b] = pair { (b - a < 1.0).then_some(*a) } else { None }).or_else(|| starts.first().copied()).unwrap_or(0.0)
}

/// The value below which so many in a hundred lie.
fn middle(mut values: Vec<f64>, percent: usize) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len().saturating_sub(1) * percent / 100).copied()
}

impl Measure {
    fn goes_on(&self, above: &Line, line: &Line) -> bool {
        let Some(edges) = self.edges else { return false };
        let distance = above.y - line.y;
        let alike = (above.size - line.size).abs() <= above.size * 0.05;
        let near = distance > 0.0 && distance <= self.usual.max(1.2) * above.size * 1.25;
        let full = edges.right - above.end() < line.first_word() + SLACK * line.size;
        let placed = self.at_margin(line) || centred(edges, above, line);
        alike && near && full && placed && !above.has_cells() && !line.has_cells() && !is_numbered(&line.text())
    }

    fn at_margin(&self, line: &Line) -> bool {
        (line.start() - self.left).abs() <= OFF * line.size
    }

    fn set_in(&self, line: &Line) -> String {
        if SET_IN.contains(&((line.start() - self.left) / line.size)) { "　　".to_owned() } else { String::new() }
    }
}

/// Whether both lines stand in the middle, as those of a title do.
fn centred(edges: Edges, above: &Line, line: &Line) -> bool {
    let off = |line: &Line| ((line.start() + line.end()) - (edges.left + edges.right)).abs() / 2.0;
    off(above) <= 1.5 * line.size && off(line) <= OFF * line.size && line.start() > edges.left + 2.0 * line.size
}

impl Line {
    /// How wide the first word is that cannot be broken: Latin letters and digits in a row, or one character; marks behind it included.
    fn first_word(&self) -> f64 {
        let is = |place: usize, fits: fn(char) -> bool| self.glyphs.get(place).is_some_and(|glyph| glyph.text.chars().all(fits));
        let latin = |c: char| c.is_ascii_graphic();
        let opening = |c: char| "“‘《〈（【〔「(".contains(c);
        let closing = |c: char| "，。、；：！？”’》〉）】〕」％%,.;:!?)".contains(c);
        let mut end = 0;
        while is(end, opening) {
            end += 1;
        }
        end += 1;
        while is(end - 1, latin) && is(end, latin) {
            end += 1;
        }
        while is(end, closing) {
            end += 1;
        }
        self.glyphs.get(end.min(self.glyphs.len()) - 1).map_or(0.0, |last| last.x + last.run - self.start())
    }

    fn has_cells(&self) -> bool {
        self.text().contains('\t')
    }
}

/// Whether a line opens with a number of the outline: 一、 （一） 1. ①
fn is_numbered(text: &str) -> bool {
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let bare = text.trim_start_matches(['（', '(', '第']);
    let rest = bare.trim_start_matches(numeral);
    let chinese = rest.len() < bare.len() && rest.starts_with(['、', '）', ')', '.', '．', '是', '章', '部']);
    let digits = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let latin = digits.len() < bare.len()
        && (digits.starts_with(['、', '）', ')'])
            || digits.starts_with(['.', '．']) && !digits.get(1..).is_some_and(|d| d.starts_with(|c: char| c.is_ascii_digit())));
    chinese || latin || text.starts_with(|c| ('①'..='⑳').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_an_outline() {
        for text in ["一、工作", "（二）执法", "(3)学习", "1.规范", "2、", "①", "一是", "第三部分"] {
            assert!(is_numbered(text), "{text}");
        }
        for text in ["1.2万件", "2023年", "一年来", "十九大", "3人", "法治"] {
            assert!(!is_numbered(text), "{text}");
        }
    }

    #[test]
    fn words_that_a_line_parted() {
        for (text, more, whole) in [("法治", "建设", "法治建设"), ("20", "23年", "2023年"), ("rule of", "law", "rule of law"), ("共12", "A类", "共12 A类")]
        {
            let mut joined = text.to_owned();
            append(&mut joined, more);
            assert_eq!(joined, whole);
        }
    }
}
