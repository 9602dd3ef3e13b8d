//! What holds for any text: spans read back, the same bytes give the same quads, what is written parses.

use std::collections::BTreeMap;

use oxigraph::model::{Quad, Term};
use proptest::prelude::*;

use crate::support::{reader, report};

/// Panics where a mention's characters are not what the text has at its place.
pub fn spans_read_back(quads: &[Quad]) {
    let value = |quad: &Quad| if let Term::Literal(literal) = &quad.object { literal.value().to_owned() } else { String::new() };
    let texts: BTreeMap<String, Vec<char>> = quads
        .iter()
        .filter(|quad| quad.predicate.as_str().ends_with("isString"))
        .map(|quad| (quad.subject.to_string().trim_matches(['<', '>']).to_owned(), value(quad).chars().collect()))
        .collect();
    for quad in quads.iter().filter(|quad| quad.predicate.as_str().ends_with("anchorOf")) {
        let iri = quad.subject.to_string();
        let (source, place) = iri.trim_matches(['<', '>']).split_once("#char=").unwrap();
        let (start, end) = place.split_once(',').unwrap();
        let range = start.parse::<usize>().unwrap()..end.parse::<usize>().unwrap();
        let words: String = texts[source][range].iter().collect();
        assert_eq!(words, value(quad));
    }
}

/// Pieces that reports are made of, and pieces that break readers.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("《信访工作条例》".to_owned()),
        Just("《关于印发〈方案〉的通知》（国发【2010】３３号）".to_owned()),
        Just("“四移”工作法".to_owned()),
        Just("县司法局、镇综治办和北西村".to_owned()),
        Just("镇党委书记张建国任组长，".to_owned()),
        Just("\n\n- 2 -\n\n".to_owned()),
        Just("**一是** ".to_owned()),
        Just("新 集 镇 人 民 政 府\n".to_owned()),
        Just("《《》〈“”（".to_owned()),
        Just("2024年2月28日\n".to_owned()),
        Just("\u{200b}\u{feff}\t  ".to_owned()),
        Just("𠮷野家😀\u{301}".to_owned()),
        "[一-龥，。；：、（）《》“”0-9A-Za-z \n]{0,30}",
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_text_reads_the_same_twice_and_its_spans_read_back(pieces in prop::collection::vec(piece(), 0..24)) {
        let text = report("新兴镇", &pieces.concat());
        let first = reader().read("a.txt", text.as_bytes());
        let second = reader().read("a.txt", text.as_bytes());
        prop_assert_eq!(&first.quads(), &second.quads());
        spans_read_back(&first.quads());
        let lines: Vec<String> = first.quads().iter().map(ToString::to_string).collect();
        let mut sorted = lines.clone();
        sorted.sort();
        sorted.dedup();
        prop_assert_eq!(lines, sorted);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let reading = reader().read("a.txt", &bytes);
        spans_read_back(&reading.quads());
    }
}
