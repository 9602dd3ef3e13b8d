//! Headings as a tree. In: paragraphs of running text. Out: [`Heading`]s with their sections; each paragraph learns its heading.

use crate::text::Span;

use super::numbering;
use super::{Heading, Paragraph, Role};

/// The longest heading, in characters.
const LONGEST: usize = 60;

/// Reads the headings of `paragraphs`, and sets roles and parents.
pub(super) fn read(folded: &str, paragraphs: &mut [Paragraph]) -> Vec<Heading> {
    let mut outline: Vec<Heading> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for paragraph in paragraphs.iter_mut() {
        if paragraph.role == Role::Body
            && let Some(mut heading) = heading(folded, paragraph.span)
        {
            while open.last().is_some_and(|&above| outline.get(above).is_some_and(|above| above.level >= heading.level)) {
                close(&mut outline, &mut open, paragraph.span.start);
            }
            heading.parent = open.last().copied();
            if !heading.run_in {
                paragraph.role = Role::Heading;
            }
            open.push(outline.len());
            outline.push(heading);
        }
        paragraph.heading = open.last().copied();
    }
    while !open.is_empty() {
        close(&mut outline, &mut open, folded.len());
    }
    outline
}

fn close(outline: &mut [Heading], open: &mut Vec<usize>, end: usize) {
    if let Some(heading) = open.pop().and_then(|place| outline.get_mut(place)) {
        heading.section.end = end;
    }
}

fn heading(folded: &str, span: Span) -> Option<Heading> {
    let text = span.of(folded);
    let number = numbering::of(text)?;
    let words = text.get(number.len..)?;
    let stop = words.find(['。', ';', '\u{3002}']).unwrap_or(words.len());
    let run_in = words.get(stop..).is_some_and(|rest| rest.chars().count() > 1);
    let title = words.get(..stop)?.trim();
    if title.is_empty() || title.chars().count() > LONGEST {
        return None;
    }
    let lead = words.len() - words.trim_start().len();
    let start = span.start + number.len + lead;
    let words = Span::new(start, start + title.len());
    Some(Heading { span: Span::new(span.start, words.end), words, level: number.level, parent: None, section: Span::new(span.start, span.end), run_in })
}
