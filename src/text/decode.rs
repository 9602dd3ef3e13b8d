//! Bytes to characters: UTF-8, GB18030 (GBK within it) and UTF-16, with and without a byte order mark.
//!
//! In: a file's name and bytes. Out: a [`Text`], or why there is none, with the byte where it fails. The WHATWG Encoding Standard
//! names the encodings; which one it is, is told by the mark, else by what decodes without a fault.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::{NotText, Text, pdf};

/// The largest file that is read, in bytes. An annual report has some twenty thousand characters.
pub const LARGEST: usize = 32 << 20;

/// How many characters in a thousand may be undecodable before the file counts as no text.
const FAULTS_PER_MILLE: usize = 10;

/// Files that open like this are of another kind.
const OTHER_KINDS: [(&[u8], &str); 6] = [
    (b"PK\x03\x04", "a ZIP container (docx, xlsx, ofd); save its text as .txt"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file; save its text as .txt"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a gzip file; unpack it"),
    (b"\x7fELF", "a program"),
];

/// Decodes `bytes`. `file_name` decides between plain text and Markdown, nothing else.
///
/// # Errors
/// Where the file is empty, too large, of another kind, or in no encoding that is known: what, and at which byte.
pub fn decode(file_name: &str, bytes: &[u8]) -> Result<Text, NotText> {
    if bytes.len() > LARGEST {
        return Err(NotText(format!("{} MiB, more than the {} MiB that are read", bytes.len() >> 20, LARGEST >> 20)));
    }
    if pdf::is_pdf(bytes) {
        return pdf::read(bytes);
    }
    if let Some((_, what)) = OTHER_KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(NotText(format!("no text but {what}")));
    }
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or_else(|| (guess(bytes), 0));
    let (decoded, faults) = decoded(encoding, bytes.get(mark..).unwrap_or_default());
    let content: String = decoded.chars().filter(|c| is_kept(*c)).collect();
    judged(&decoded, &content, faults, encoding, bytes)?;
    let notes = (faults > 0).then(|| format!("{faults} characters could not be decoded as {}", encoding.name()));
    let lower = file_name.to_ascii_lowercase();
    let format = if lower.ends_with(".md") || lower.ends_with(".markdown") { "text/markdown" } else { "text/plain" };
    Ok(Text { content, format, encoding: encoding.name(), notes: notes.into_iter().collect(), pages: Vec::new() })
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> (String, usize) {
    let (decoded, broken) = encoding.decode_without_bom_handling(bytes);
    let faults = if broken { decoded.matches('\u{fffd}').count() } else { 0 };
    (decoded.into_owned(), faults)
}

/// White space stays, for it parts words and lines; other control characters carry nothing, and XML forbids them.
fn is_kept(c: char) -> bool {
    !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{c}')
}

fn judged(decoded: &str, content: &str, faults: usize, encoding: &'static Encoding, bytes: &[u8]) -> Result<(), NotText> {
    if content.trim().is_empty() {
        let what = if bytes.is_empty() { "empty file" } else { "no characters but white space" };
        return Err(NotText(what.to_owned()));
    }
    let count = decoded.chars().count();
    let controls = decoded.chars().filter(|c| !is_kept(*c)).count();
    if controls * 50 > count {
        let place = bytes.iter().position(|byte| *byte == 0).or_else(|| bytes.iter().position(|b| *b < 9)).unwrap_or(0);
        return Err(NotText(format!("binary, no text: control characters from byte {place} on")));
    }
    if faults * 1000 > count * FAULTS_PER_MILLE {
        let place = std::str::from_utf8(bytes).err().map_or(0, |e| e.valid_up_to());
        return Err(NotText(format!("no text in UTF-8, GB18030 or UTF-16: byte {place} is no UTF-8, and {faults} characters are no {}", encoding.name())));
    }
    Ok(())
}

/// The encoding of bytes without a mark.
fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some(wide) = wide(bytes) {
        return wide;
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => UTF_8,
        Err(_) if decoded(GB18030, bytes).1 <= decoded(UTF_8, bytes).1 => GB18030,
        Err(_) => UTF_8,
    }
}

/// UTF-16 without a mark: line ends and spaces have one zero byte, always on the same side.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096))?;
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if bytes.len() % 2 == 1 || even + odd == 0 {
        return None;
    }
    let encoding = if odd > even { UTF_16LE } else { UTF_16BE };
    let (text, faults) = decoded(encoding, head);
    let ordinary = text
        .chars()
        .filter(|c| matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | ' '..='~' | '\r' | '\n' | '\t'))
        .count();
    (faults <= 1 && ordinary * 10 >= text.chars().count() * 9).then_some(encoding)
}

#[cfg(test)]
mod tests {
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
        let table: [(&[u8], &str); 5] = [(b"", "empty file"), (b" \n\t", "white space"), (b"%PDF-1.7", "PDF"), (&zeros, "white space"), (&noise, "byte")];
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
