//! Bytes of plain text to characters: UTF-8, GB18030 (GBK within it), Big5 and UTF-16, with and without a byte order mark.
//!
//! In: a file's name and bytes. Out: a [`Text`], or why there is none, with the byte where it fails. The WHATWG Encoding Standard
//! names the encodings; which one it is, [`encoding`] tells.

use encoding_rs::Encoding;

use super::{NotText, Text, encoding};

/// The largest file that is read, in bytes. An annual report has some twenty thousand characters.
pub const LARGEST: usize = 32 << 20;

/// How many characters in a thousand may be undecodable before the file counts as no text.
const FAULTS_PER_MILLE: usize = 10;

/// Decodes `bytes`. `file_name` decides between plain text and Markdown, nothing else.
///
/// # Errors
/// Where the file is empty, too large, or in no encoding that is known: what, and at which byte.
pub fn decode(file_name: &str, bytes: &[u8]) -> Result<Text, NotText> {
    if bytes.len() > LARGEST {
        return Err(NotText(format!("{} MiB, more than the {} MiB that are read", bytes.len() >> 20, LARGEST >> 20)));
    }
    let (encoding, mark) = encoding::of(bytes);
    let lower = file_name.to_ascii_lowercase();
    let format = if lower.ends_with(".md") || lower.ends_with(".markdown") { "text/markdown" } else { "text/plain" };
    decode_as(encoding, bytes, mark, format)
}

/// Decodes `bytes` behind their byte order mark in an encoding that is known.
pub(super) fn decode_as(encoding: &'static Encoding, bytes: &[u8], mark: usize, format: &'static str) -> Result<Text, NotText> {
    let (decoded, faults) = decoded(encoding, bytes.get(mark..).unwrap_or_default());
    let controls = decoded.chars().filter(|c| !is_kept(*c)).count();
    judged(&decoded, controls, faults, encoding, bytes)?;
    let content = if controls == 0 { decoded } else { decoded.chars().filter(|c| is_kept(*c)).collect() };
    let notes = (faults > 0).then(|| format!("{faults} characters could not be decoded as {}", encoding.name()));
    Ok(Text { content, format, encoding: encoding.name(), notes: notes.into_iter().collect(), ..Text::default() })
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> (String, usize) {
    let (decoded, broken) = encoding.decode_without_bom_handling(bytes);
    let faults = if broken { decoded.matches('\u{fffd}').count() } else { 0 };
    (decoded.into_owned(), faults)
}

/// White space stays, for it parts words and lines; other control characters and what is no character carry nothing, and XML forbids them.
pub(super) fn is_kept(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}')
}

fn judged(decoded: &str, controls: usize, faults: usize, encoding: &'static Encoding, bytes: &[u8]) -> Result<(), NotText> {
    if !decoded.chars().any(|c| is_kept(c) && !c.is_whitespace()) {
        let what = if bytes.is_empty() { "empty file" } else { "no characters but white space" };
        return Err(NotText(what.to_owned()));
    }
    if controls == 0 && faults == 0 {
        return Ok(());
    }
    let count = decoded.chars().count();
    // A few bytes of nothing are left out; what is full of them is no text.
    if controls > 3 && controls * 50 > count {
        let place = bytes.iter().position(|byte| *byte == 0).or_else(|| bytes.iter().position(|b| *b < 9)).unwrap_or(0);
        return Err(NotText(format!("binary, no text: control characters from byte {place} on")));
    }
    // A last character that was cut is no fault of the others.
    let inside = faults - usize::from(faults > 0 && decoded.ends_with('\u{fffd}'));
    if inside * 1000 > count * FAULTS_PER_MILLE {
        let place = std::str::from_utf8(bytes).err().map_or(0, |e| e.valid_up_to());
        return Err(NotText(format!(
            "no text in UTF-8, GB18030, Big5 or UTF-16: byte {place} is no UTF-8, and {faults} characters are no {}",
            encoding.name()
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use encoding_rs::GB18030;

    use super::*;

    const TEXT: &str = "新集镇2023年度法治政府建设报告\r\n一、主要做法。";

    fn wide_bytes(big: bool, mark: bool) -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(TEXT.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let table: Vec<(&str, Vec<u8>)> = vec![
            ("UTF-8", TEXT.as_bytes().to_vec()),
            ("UTF-8", [b"\xef\xbb\xbf", TEXT.as_bytes()].concat()),
            ("gb18030", GB18030.encode(TEXT).0.into_owned()),
            ("UTF-16LE", wide_bytes(false, true)),
            ("UTF-16BE", wide_bytes(true, true)),
            ("UTF-16LE", wide_bytes(false, false)),
            ("UTF-16BE", wide_bytes(true, false)),
        ];
        for (encoding, bytes) in table {
            let text = decode("a.txt", &bytes).unwrap();
            assert_eq!((text.content.as_str(), text.encoding), (TEXT, encoding));
        }
    }

    #[test]
    fn what_is_no_text_is_refused_with_a_reason() {
        let zeros = vec![0u8; 4000];
        let noise: Vec<u8> = (0..4000u32).map(|n| (n.wrapping_mul(2654435761) >> 13) as u8).collect();
        let table: [(&[u8], &str); 4] = [(b"", "empty file"), (b" \n\t", "white space"), (&zeros, "white space"), (&noise, "byte")];
        for (bytes, reason) in table {
            let error = decode("a.txt", bytes).unwrap_err().to_string();
            assert!(error.contains(reason), "{error}");
        }
    }

    #[test]
    fn faults_are_noted_and_control_characters_dropped() {
        let mut bytes = "法治政府建设".repeat(100).into_bytes();
        bytes.extend(b"\x01\xe6");
        let text = decode("a.MD", &bytes).unwrap();
        assert_eq!((text.format, text.notes.len()), ("text/markdown", 1));
        assert!(!text.content.contains('\u{1}'));
    }
}
