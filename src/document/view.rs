//! The view of a text that matching reads, and the way back from each of its bytes to the text's characters.

use crate::text::Span;
use crate::zh::fold;

use super::join;
use super::lines;

/// Folded text with a map to the characters of the stored text.
///
/// Paragraphs are parted by one `\n`. Inside a paragraph there is no line break, and no space next to Han characters,
/// but a space that parts two words of Han (a gap in a title, cells of a row) stays as one space.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// The folded text.
    pub folded: String,
    /// For each byte of `folded`, the index of the stored text's character that it comes from.
    at: Vec<u32>,
}

impl View {
    /// The view of `content`, and the paragraphs of the view with whether each is page furniture.
    pub(super) fn of(content: &str) -> (View, Vec<(Span, bool)>) {
        let mut view = View::default();
        view.folded.reserve(content.len());
        view.at.reserve(content.len());
        let mut paragraphs = Vec::new();
        for paragraph in join::paragraphs(lines::lines(content)) {
            let start = view.folded.len();
            view.append(&paragraph.chars);
            let span = Span::new(start, view.folded.len());
            if let Some(&(_, last)) = paragraph.chars.last() {
                view.push('\n', last);
                paragraphs.push((span, paragraph.furniture));
            }
        }
        (view, paragraphs)
    }

    /// Appends characters, straight quotes paired in turn.
    fn append(&mut self, chars: &[lines::Placed]) {
        let mut open = false;
        for &(c, index) in chars {
            match c {
                '"' => self.push(fold::pair(&mut open), index),
                _ => self.push(c, index),
            }
        }
    }

    /// Appends `c`, which stands for the stored character `index`.
    fn push(&mut self, c: char, index: u32) {
        self.folded.push(c);
        self.at.resize(self.folded.len(), index);
    }

    /// The characters of the stored text that `span` covers, from the first to behind the last, with what was left out between them.
    pub fn chars(&self, span: Span) -> std::ops::Range<usize> {
        match (self.at.get(span.start), span.end.checked_sub(1).and_then(|last| self.at.get(last))) {
            (Some(&start), Some(&last)) if span.start < span.end => start as usize..last as usize + 1,
            _ => 0..0,
        }
    }

    /// Whether the stored text has something between the character before byte `place` and the one there.
    pub fn gap_before(&self, place: usize) -> bool {
        match (place.checked_sub(1).and_then(|before| self.at.get(before)), self.at.get(place)) {
            (Some(&before), Some(&here)) => here > before + 1,
            _ => false,
        }
    }
}
