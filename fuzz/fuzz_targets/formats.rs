//! Bytes of any kind, under a name of any kind, become a text or a reason. Places lie in the text, in order, and what is known of a text comes back from
//! what a child would say of it; what no child would say breaks nothing.
#![no_main]

use fazhi::text::{self, Text};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 7] = ["a.docx", "a.pdf", "a.ofd", "a.xlsx", "a.html", "a.csv", "a"];

fuzz_target!(|bytes: &[u8]| {
    let _ = (Text::of(String::new(), bytes), fazhi::fetch::Page::read(bytes));
    // Files of the repository are good beginnings as they are, so the name follows from the length.
    let Ok(text) = text::read(NAMES[bytes.len() % NAMES.len()], bytes) else { return };
    let (marks, chars) = (text.origin.marks(), text.content.chars().count());
    assert!(marks.windows(2).all(|pair| pair[0].0 < pair[1].0) && marks.iter().all(|(start, _)| *start < chars.max(1)));
    let back = Text::of(text.content.clone(), &text.about()).expect("what was packed is unpacked");
    assert!(back.origin == text.origin && back.notes == text.notes && back.doubts == text.doubts && back.apart == text.apart);
});
