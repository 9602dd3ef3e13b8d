//! Text with marks in it. In: characters, and stretches of them. Out: paragraphs in which every stretch is an element with an anchor.

use std::collections::BTreeMap;

use maud::{Markup, html};

/// A stretch of the text that is to be marked.
#[derive(Debug, Clone, Default)]
pub(super) struct Mark {
    /// The first character.
    pub start: usize,
    /// The one behind the last.
    pub end: usize,
    /// The class of its colour; none for a mere place.
    pub colour: &'static str,
    /// Where it leads.
    pub href: String,
    /// What it is.
    pub title: String,
}

/// A piece of a mark within one paragraph, in which pieces only lie in each other.
#[derive(Clone, Copy)]
struct Piece<'m> {
    start: usize,
    end: usize,
    mark: &'m Mark,
    /// Whether it is the first piece, which has the anchor.
    first: bool,
}

/// A tree of pieces.
struct Node<'m> {
    piece: Piece<'m>,
    inner: Vec<Node<'m>>,
}

/// The whole text.
pub(super) fn render(text: &[char], marks: &[Mark]) -> Markup {
    let mut all: BTreeMap<(usize, std::cmp::Reverse<usize>), &Mark> = BTreeMap::new();
    for mark in marks.iter().filter(|mark| mark.start < mark.end && mark.end <= text.len()) {
        all.entry((mark.start, std::cmp::Reverse(mark.end))).or_insert(mark);
    }
    let all: Vec<&Mark> = all.into_values().collect();
    html! { @for (from, to) in lines(text) {
        @let pieces = pieces(&all, from, to);
        @let inside = inner(text, from, to, &forest(pieces), "");
        @if opens_part(text.get(from..to).unwrap_or_default()) { h2 { (inside) } } @else { p { (inside) } }
    } }
}

/// Lines that have something on them.
fn lines(text: &[char]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    for place in 0..=text.len() {
        if matches!(text.get(place), None | Some('\n')) {
            if text.get(start..place).is_some_and(|line| line.iter().any(|c| !c.is_whitespace())) {
                found.push((start, place));
            }
            start = place + 1;
        }
    }
    found
}

/// Whether a line opens a great part of a report.
fn opens_part(line: &[char]) -> bool {
    let line: String = line.iter().collect();
    let line = line.trim();
    let numeral = line.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).count();
    numeral > 0 && line.chars().nth(numeral) == Some('、') && line.chars().count() <= 40 && !line.ends_with(['。', '；'])
}

fn pieces<'m>(marks: &[&'m Mark], from: usize, to: usize) -> Vec<Piece<'m>> {
    let here = marks.iter().filter(|mark| mark.start < to && mark.end > from);
    here.map(|mark| Piece { start: mark.start.max(from), end: mark.end.min(to), mark, first: mark.start >= from }).collect()
}

/// Pieces as trees: the outer before the inner; one that crosses another's end is cut there, and its rest comes after.
fn forest(mut pieces: Vec<Piece<'_>>) -> Vec<Node<'_>> {
    pieces.sort_by_key(|piece| (piece.start, std::cmp::Reverse(piece.end)));
    let mut rest: std::collections::VecDeque<Piece<'_>> = pieces.into();
    let mut trees = Vec::new();
    while let Some(piece) = rest.pop_front() {
        let mut inside = Vec::new();
        let mut after: Vec<Piece<'_>> = Vec::new();
        while rest.front().is_some_and(|next| next.start < piece.end) {
            let Some(next) = rest.pop_front() else { break };
            if next.end > piece.end {
                after.push(Piece { start: piece.end, first: false, ..next });
            }
            inside.push(Piece { end: next.end.min(piece.end), ..next });
        }
        if !after.is_empty() {
            after.extend(rest);
            after.sort_by_key(|piece| (piece.start, std::cmp::Reverse(piece.end)));
            rest = after.into();
        }
        trees.push(Node { piece, inner: forest(inside) });
    }
    trees
}

/// The text of a stretch with its trees; plain text in it leads where the innermost mark leads.
fn inner(text: &[char], from: usize, to: usize, trees: &[Node<'_>], href: &str) -> Markup {
    let mut parts = Vec::new();
    let mut at = from;
    for node in trees {
        parts.push(plain(text, at, node.piece.start, href));
        parts.push(marked(text, node, href));
        at = node.piece.end;
    }
    parts.push(plain(text, at, to, href));
    html! { @for part in parts { (part) } }
}

fn plain(text: &[char], from: usize, to: usize, href: &str) -> Markup {
    let words: String = text.get(from..to).unwrap_or_default().iter().filter(|c| !matches!(c, '\r' | '\0')).collect();
    html! { @if words.is_empty() {} @else if href.is_empty() { (words) } @else { a href=(href) { (words) } } }
}

fn marked(text: &[char], node: &Node<'_>, outer: &str) -> Markup {
    let Piece { start, end, mark, first } = node.piece;
    // A sentence that says something is no link as a whole: the eye wants the names in it.
    let href = if mark.colour == "statement" || mark.href.is_empty() { outer } else { &mark.href };
    let inside = inner(text, start, end, &node.inner, href);
    let id = first.then(|| format!("c{}-{}", mark.start, mark.end));
    let title = Some(mark.title.as_str()).filter(|title| !title.is_empty());
    html! {
        @if mark.colour.is_empty() { span.place id=[id] { (inside) } }
        @else { mark class=(format!("place m {}", mark.colour)) id=[id] title=[title] { (inside) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, stretches: &[(usize, usize)]) -> String {
        let marks: Vec<Mark> = stretches.iter().map(|(start, end)| Mark { start: *start, end: *end, ..Mark::default() }).collect();
        render(&text.chars().collect::<Vec<_>>(), &marks).into_string().replace(" class=\"place\"", "")
    }

    #[test]
    fn stretches_in_each_other_across_each_other_and_over_lines() {
        assert_eq!(shown("甲乙丙丁", &[(0, 4), (1, 2)]), "<p><span id=\"c0-4\">甲<span id=\"c1-2\">乙</span>丙丁</span></p>");
        assert_eq!(shown("甲乙丙丁", &[(0, 3), (1, 4)]), "<p><span id=\"c0-3\">甲<span id=\"c1-4\">乙丙</span></span><span>丁</span></p>");
        assert_eq!(shown("甲乙\n丙<", &[(1, 4)]), "<p>甲<span id=\"c1-4\">乙</span></p><p><span>丙</span>&lt;</p>");
        assert_eq!(shown("一、做法\n甲", &[(9, 12), (2, 2)]), "<h2>一、做法</h2><p>甲</p>");
    }
}
