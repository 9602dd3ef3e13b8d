//! Sentences and clauses. In: folded text and a place. Out: stretches. It knows marks, and no words but the numbers that open items.

use crate::document::numbering;
use crate::text::Span;

/// Whether a sentence ends with `c`; a semicolon parts statements as well as a full stop does.
fn ends(c: char) -> bool {
    matches!(c, '。' | ';' | '!' | '?' | '\n')
}

/// No sentence is longer, in bytes: a text without marks is cut, so that no rule looks through all of it again and again.
const LONGEST: usize = 2400;

/// The sentences of a paragraph, each with its mark.
pub(super) fn sentences(folded: &str, paragraph: Span) -> Vec<Span> {
    let text = paragraph.of(folded);
    let (mut found, mut start) = (Vec::new(), 0);
    for (place, c) in text.char_indices() {
        if ends(c) || place >= start + LONGEST {
            let mut end = place + c.len_utf8();
            // The closing mark of a quotation belongs to its sentence.
            if text.get(end..).is_some_and(|rest| rest.starts_with('”')) {
                end += '”'.len_utf8();
            }
            found.push(Span::new(paragraph.start + start, paragraph.start + end));
            start = end;
        }
    }
    if start < text.len() {
        found.push(Span::new(paragraph.start + start, paragraph.end));
    }
    found.retain(|span: &Span| span.of(folded).chars().any(crate::zh::fold::is_han));
    found
}

/// The clauses of a sentence, without their marks: parted by commas and colons, and by brackets.
pub(super) fn clauses(folded: &str, sentence: Span) -> Vec<Span> {
    let text = sentence.of(folded);
    let (mut found, mut start) = (Vec::new(), 0);
    for (place, c) in text.char_indices() {
        let thousands = c == ',' && is_digit_beside(text, place);
        if matches!(c, ',' | ':' | '。' | ';' | '!' | '?' | '\n') && !thousands {
            found.push(Span::new(sentence.start + start, sentence.start + place));
            start = place + c.len_utf8();
        }
    }
    found.push(Span::new(sentence.start + start, sentence.end));
    found.retain(|span| !span.is_empty());
    found
}

fn is_digit_beside(text: &str, place: usize) -> bool {
    let before = text.get(..place).is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit()));
    let after = text.get(place + 1..).unwrap_or("");
    before && after.bytes().take_while(u8::is_ascii_digit).count() == 3
}

/// `span` without the number that opens an item, and without spaces and marks at its start.
pub(super) fn without_number(folded: &str, span: Span) -> Span {
    let text = span.of(folded);
    let skipped = numbering::of(text).map_or(0, |number| number.len);
    let rest = text.get(skipped..).unwrap_or("");
    let bare = rest.trim_start_matches([' ', '、', ',', '。', ';', ':', ')', '-']);
    Span::new(span.end - bare.len(), span.end)
}
