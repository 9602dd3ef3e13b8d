//! What of a text may not be what the file says. In: a text. Out: its notes and doubts.
//!
//! A reader that loses characters mostly does so in silence; what it leaves shows: U+FFFD, private use, letters that no Chinese text has,
//! stretches of Han characters that nobody writes.

use super::Text;
use super::frequent::{Sign, sign};

/// A text of which this share, in a hundred, is lost or strange is doubtful.
const LOST: usize = 1;
const STRANGE: usize = 5;
/// Stretches of so many Han characters are looked at.
const STRETCH: usize = 48;
/// Fewer frequent characters than this among a hundred read as no Chinese; a list of rare names has thirty.
const LEAST: usize = 14;

/// Notes what was lost in `text`, and whether all of it is in doubt.
pub(super) fn judge(text: &mut Text) {
    let (mut count, mut unknown, mut private, mut strange) = (0usize, 0usize, 0usize, 0usize);
    for c in text.content.chars() {
        match c {
            '\u{4e00}'..='\u{9fff}' => {
                count += 1;
                continue;
            }
            _ if c.is_whitespace() => continue,
            _ => count += 1,
        }
        match c {
            '\u{fffd}' => unknown += 1,
            '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => private += 1,
            '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{4ff}' if sign(c) == Sign::Strange => strange += 1,
            _ => {}
        }
    }
    // A reader that knows more of what it lost has said so: a PDF's names page and font.
    let told = text.notes.iter().chain(&text.doubts).any(|note| note.contains("could not be decoded") || note.contains("U+FFFD"));
    if unknown > 0 && !told {
        text.notes.push(format!("{unknown} characters could not be decoded"));
    }
    if private > 0 {
        text.notes.push(format!("{private} characters are of private use: their font alone knows them"));
    }
    let lost = unknown + private;
    if lost * 100 >= count * LOST && lost > 0 {
        text.doubts.push(format!("{lost} of {count} characters are lost"));
    }
    if strange * 100 >= count * STRANGE && strange >= 8 {
        text.doubts.push(format!("{strange} of {count} characters are of no Chinese text"));
    }
    if let Some((place, words)) = garbled(&text.content) {
        text.doubts.push(format!("garbled from character {place} on: {words}"));
    }
}

/// The first stretch of Han characters that reads as no Chinese, where the text as a whole is long enough to tell.
fn garbled(content: &str) -> Option<(usize, String)> {
    let (mut start, mut seen, mut frequent) = (0, 0, 0);
    for (place, c) in content.chars().enumerate() {
        match sign(c) {
            Sign::Frequent => frequent += 1,
            Sign::Han => {}
            _ => continue,
        }
        if seen == 0 {
            start = place;
        }
        seen += 1;
        if seen == STRETCH {
            if frequent * 100 < STRETCH * LEAST {
                return Some((start, content.chars().skip(start).take(12).collect()));
            }
            (seen, frequent) = (0, 0);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::GB18030;

    fn judged(content: &str) -> Text {
        let mut text = Text { content: content.to_owned(), ..Text::default() };
        judge(&mut text);
        text
    }

    const FINE: &str = "一年来，全镇认真落实上级决策部署，扎实推进法治政府建设各项工作，取得了明显成效。";

    #[test]
    fn what_is_lost_or_garbled_is_said() {
        let fine = judged(&FINE.repeat(20));
        assert!(fine.notes.is_empty() && fine.doubts.is_empty(), "{fine:?}");
        let few = judged(&format!("{}\u{fffd}", FINE.repeat(20)));
        assert_eq!((few.notes.len(), few.doubts.len()), (1, 0));
        assert_eq!(judged(&format!("{FINE}\u{e012}\u{e013}")).doubts.len(), 1);
        // A byte was lost: every pair behind it is another one, and none is invalid.
        let bytes = GB18030.encode("新集镇人民政府认真贯彻落实习近平法治思想推进依法行政各项工作取得明显成效").0.repeat(3);
        let shifted = GB18030.decode_without_bom_handling(&bytes[1..bytes.len() - 1]).0.into_owned();
        assert!(!judged(&shifted).doubts.is_empty(), "{shifted}");
        assert_eq!(judged(&"Ð¡Î÷ÕòÈËÃñÕþ¸®".repeat(4)).doubts.len(), 1);
    }
}
