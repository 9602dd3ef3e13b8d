//! Rows of measures before a row of numbers: 立案率、结案率分别达到98%、95%. In: a number and its clause. Out: the words of the measure that is its own.

use crate::text::Span;
use crate::zh::quantity::{self, Quantity};

/// What ends the name of a measure that needs no other words: a rate, a count, a sum.
const NOUNS: [char; 5] = ['率', '数', '量', '额', '度'];

/// The measure at the number's place in its row, where all measures of the row are named in full.
pub(super) fn measure(folded: &str, clause: Span, quantity: &Quantity) -> Option<Span> {
    let before = folded.get(clause.start..quantity.span.start)?;
    let (row, rest) = before.split_once("分别")?;
    let mut measures: Vec<Span> = Vec::new();
    let mut start = 0;
    for (place, c) in row.char_indices().filter(|(_, c)| matches!(c, '、' | '和' | '及' | '与')) {
        measures.push(Span::new(clause.start + start, clause.start + place));
        start = place + c.len_utf8();
    }
    measures.push(Span::new(clause.start + start, clause.start + row.len()));
    let named = measures.len() >= 2 && measures.iter().all(|measure| measure.of(folded).ends_with(NOUNS));
    let told = quantity::find(rest).len();
    measures.get(told).copied().filter(|_| named)
}
