//! Which files need no child. In: a name and bytes. Out: yes or no; in doubt no, which costs little.

use std::path::Path;

/// Endings of files that are text as they stand.
const ENDINGS: [&str; 3] = ["txt", "md", "markdown"];

/// What containers begin with, also behind a little rubbish.
const CONTAINERS: [&[u8]; 5] = [b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x1f\x8b"];

/// How far into a file a container's mark is looked for.
const HEAD: usize = 2048;

/// Whether decoding `bytes` is a matter of characters alone: called a text, no container, and not one tag in it.
pub fn is_plain(file_name: &str, bytes: &[u8]) -> bool {
    let ending = Path::new(file_name).extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let named = ending.is_none_or(|ending| ENDINGS.contains(&ending.as_str()));
    named && !has_container(bytes.get(..bytes.len().min(HEAD)).unwrap_or_default()) && !has_tag(bytes)
}

fn has_container(head: &[u8]) -> bool {
    CONTAINERS.iter().any(|mark| head.windows(mark.len()).any(|window| window == *mark))
}

/// A `<` before a letter, `!`, `/` or `?`. Zeros are skipped: in UTF-16 they stand between the two.
fn has_tag(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(place) = rest.iter().position(|byte| *byte == b'<') {
        rest = rest.get(place + 1..).unwrap_or_default();
        let next = rest.iter().take(3).find(|byte| **byte != 0);
        if next.is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'!' | b'/' | b'?')) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bare_characters_are_plain() {
        let wide: Vec<u8> = "一<p>二".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let table: [(&str, &[u8], bool); 12] = [
            ("a.txt", "新集镇2023年度法治政府建设报告".as_bytes(), true),
            ("a.md", "占比 < 5 %，<《条例》>".as_bytes(), true),
            ("README", b"text", true),
            ("A.TXT", b"", true),
            ("a.html", b"text", false),
            ("a.docx", b"text", false),
            ("a.txt", b"<!DOCTYPE html>", false),
            ("a.txt", "第一行\n<div>二</div>".as_bytes(), false),
            ("a.txt", &wide, false),
            ("a.txt", b"PK\x03\x04", false),
            ("a.txt", b"\n\n %PDF-1.4", false),
            ("a.md", b"{\\rtf1", false),
        ];
        for (name, bytes, plain) in table {
            assert_eq!(is_plain(name, bytes), plain, "{name} {:?}", String::from_utf8_lossy(bytes));
        }
    }
}
