//! Any bytes become a document or a reason; every place in the view leads back to a character of the text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = fazhi::text::decode("a.txt", bytes) else { return };
    let length = text.content.chars().count();
    let document = fazhi::document::read(text);
    for paragraph in &document.paragraphs {
        let chars = document.view.chars(paragraph.span);
        assert!(chars.start < chars.end && chars.end <= length);
    }
    for heading in &document.outline {
        assert!(heading.span.contains(heading.words) && heading.section.contains(heading.span));
    }
});
