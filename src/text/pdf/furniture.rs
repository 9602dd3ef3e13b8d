//! Running heads and feet: what stands in the same place of page after page.
//!
//! In: the lines of all pages as text. Out: the same without the repetitions; the first one stays. Page numbers stay on lines of their
//! own: `document/` knows them.

use std::collections::HashMap;

/// The share of a page's height, above and below, in which heads and feet stand.
const MARGIN: f64 = 0.13;
/// Lines of a margin that are looked at.
const LINES: usize = 3;
/// How far the same line may lie off from page to page, in points.
const OFF: f64 = 3.0;
/// Pages on which a line with a running number must recur.
const NUMBERED: usize = 3;

/// A line of a page.
#[derive(Debug, Clone)]
pub(super) struct Printed {
    pub text: String,
    /// The baseline's height over the page's, 0 to 1, and in points.
    pub level: f64,
    pub y: f64,
}

/// Whether a head or a foot is the same, but for its number.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    top: bool,
    text: String,
    level: i64,
}

/// Marks in `pages` what repeats a line of an earlier page.
pub(super) fn repeated(pages: &[Vec<Printed>]) -> Vec<Vec<bool>> {
    let mut places: HashMap<Key, Vec<(usize, usize)>> = HashMap::new();
    for (page, lines) in pages.iter().enumerate() {
        for (place, line) in margin(lines) {
            places.entry(key(line)).or_default().push((page, place));
        }
    }
    let mut marks: Vec<Vec<bool>> = pages.iter().map(|lines| vec![false; lines.len()]).collect();
    for places in places.into_values().filter(|places| runs(pages, places)) {
        for (page, place) in places.into_iter().skip(1) {
            if let Some(mark) = marks.get_mut(page).and_then(|page| page.get_mut(place)) {
                *mark = true;
            }
        }
    }
    marks
}

/// The first and last lines, as far as they stand in the margins.
fn margin(lines: &[Printed]) -> impl Iterator<Item = (usize, &Printed)> {
    let last = lines.len().saturating_sub(LINES);
    lines.iter().enumerate().filter(move |(place, line)| {
        let top = line.level > 1.0 - MARGIN && *place < LINES;
        let bottom = line.level < MARGIN && *place >= last;
        (top || bottom) && line.text.chars().filter(|c| c.is_alphabetic()).count() >= 2
    })
}

fn key(line: &Printed) -> Key {
    let text = line.text.chars().filter(|c| !c.is_whitespace()).map(|c| if c.is_ascii_digit() { '0' } else { c }).collect::<String>();
    Key { top: line.level > 0.5, text: squeezed(&text), level: (line.y / OFF).round() as i64 }
}

/// Digits in a row as one: page 9 and page 10.
fn squeezed(text: &str) -> String {
    let mut squeezed = String::new();
    for c in text.chars() {
        if c != '0' || !squeezed.ends_with('0') {
            squeezed.push(c);
        }
    }
    squeezed
}

/// Whether the lines at `places` are one running line: the same words, or numbers that run as the pages do.
fn runs(pages: &[Vec<Printed>], places: &[(usize, usize)]) -> bool {
    let texts: Vec<(usize, &str)> = places.iter().filter_map(|(page, place)| Some((*page, pages.get(*page)?.get(*place)?.text.as_str()))).collect();
    let Some((first_page, first)) = texts.first() else { return false };
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let distinct = texts.iter().any(|(page, _)| page != first_page);
    let same = distinct && texts.iter().all(|(_, text)| bare(text) == bare(first));
    let counts =
        texts.len() >= NUMBERED && texts.windows(2).all(|pair| if let [(p, a), (q, b)] = pair { counted(a, b) == Some(q.abs_diff(*p)) } else { false });
    same || counts
}

/// By how much the one number in which two lines differ grows.
fn counted(a: &str, b: &str) -> Option<usize> {
    let numbers = |text: &str| text.split(|c: char| !c.is_ascii_digit()).filter_map(|run| run.parse::<usize>().ok()).collect::<Vec<_>>();
    let (a, b) = (numbers(a), numbers(b));
    let steps: Vec<usize> = a.iter().zip(&b).filter(|(a, b)| a != b).filter_map(|(a, b)| b.checked_sub(*a)).collect();
    if let [step] = steps.as_slice() { Some(*step) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(head: &str, foot: &str) -> Vec<Printed> {
        let line = |text: &str, level: f64| Printed { text: text.to_owned(), level, y: level * 842.0 };
        vec![line(head, 0.95), line("第二行正文", 0.9), line("正文", 0.5), line(foot, 0.05)]
    }

    #[test]
    fn what_recurs_is_told_once() {
        let pages = [page("新集镇报告", "新集镇 第1页"), page("新集镇报告", "新集镇 第2页"), page("新集镇报告", "新集镇 第3页")];
        let marks = repeated(&pages);
        assert_eq!(marks, [[false; 4], [true, true, false, true], [true, true, false, true]]);
    }

    #[test]
    fn numbers_that_do_not_run_and_bare_page_numbers_stay() {
        let pages = [page("培训12人", "- 1 -"), page("培训55人", "- 2 -"), page("培训41人", "- 3 -")];
        assert!(repeated(&pages).iter().all(|marks| !marks[0] && !marks[3]));
    }
}
