//! One-byte encodings and the names of glyphs, as far as Chinese documents use them.
//!
//! In: a code or a name such as `quotedblleft`. Out: its character. The letters follow the Adobe Glyph List.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// Names that are not their own character.
const NAMES: [(&str, &str); 82] = [
    ("space", " "),
    ("exclam", "!"),
    ("quotedbl", "\""),
    ("numbersign", "#"),
    ("dollar", "$"),
    ("percent", "%"),
    ("ampersand", "&"),
    ("quotesingle", "'"),
    ("parenleft", "("),
    ("parenright", ")"),
    ("asterisk", "*"),
    ("plus", "+"),
    ("comma", ","),
    ("hyphen", "-"),
    ("period", "."),
    ("slash", "/"),
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("colon", ":"),
    ("semicolon", ";"),
    ("less", "<"),
    ("equal", "="),
    ("greater", ">"),
    ("question", "?"),
    ("at", "@"),
    ("bracketleft", "["),
    ("backslash", "\\"),
    ("bracketright", "]"),
    ("asciicircum", "^"),
    ("underscore", "_"),
    ("grave", "`"),
    ("braceleft", "{"),
    ("bar", "|"),
    ("braceright", "}"),
    ("asciitilde", "~"),
    ("quoteleft", "‘"),
    ("quoteright", "’"),
    ("quotedblleft", "“"),
    ("quotedblright", "”"),
    ("quotesinglbase", "‚"),
    ("quotedblbase", "„"),
    ("guillemotleft", "«"),
    ("guillemotright", "»"),
    ("bullet", "•"),
    ("endash", "–"),
    ("emdash", "—"),
    ("ellipsis", "…"),
    ("periodcentered", "·"),
    ("middot", "·"),
    ("degree", "°"),
    ("plusminus", "±"),
    ("multiply", "×"),
    ("divide", "÷"),
    ("minus", "−"),
    ("section", "§"),
    ("paragraph", "¶"),
    ("copyright", "©"),
    ("registered", "®"),
    ("trademark", "™"),
    ("yen", "¥"),
    ("cent", "¢"),
    ("sterling", "£"),
    ("Euro", "€"),
    ("perthousand", "‰"),
    ("onehalf", "½"),
    ("onequarter", "¼"),
    ("fi", "fi"),
    ("fl", "fl"),
    ("ff", "ff"),
    ("ffi", "ffi"),
    ("ffl", "ffl"),
    ("nbspace", "\u{a0}"),
    ("sfthyphen", "-"),
    ("fraction", "/"),
];

/// The characters of a glyph's name: a known one, a letter, `uni6CD5`, `u20BB7`. `None` for numbers that fonts make up (`g12`, `cid34`).
pub(super) fn glyph(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    let name = name.split('.').next().filter(|stem| !stem.is_empty())?;
    if let Some((_, text)) = NAMES.iter().find(|(own, _)| *own == name) {
        return Some((*text).to_owned());
    }
    if name.len() == 1 && name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Some(name.to_owned());
    }
    let digits = name.strip_prefix("uni").filter(|d| d.len() == 4).or_else(|| name.strip_prefix('u').filter(|d| (4..=6).contains(&d.len())))?;
    char::from_u32(u32::from_str_radix(digits, 16).ok()?).map(String::from)
}

/// The encodings that files name.
pub(super) fn encoding(name: &[u8]) -> Option<&'static Encoding> {
    match name {
        b"WinAnsiEncoding" => Some(WINDOWS_1252),
        b"MacRomanEncoding" => Some(MACINTOSH),
        _ => None,
    }
}

/// The character of a byte in a one-byte encoding.
pub(super) fn byte(encoding: &'static Encoding, code: u8) -> Option<String> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(&[code])?.into_owned();
    Some(text).filter(|text| !text.chars().any(char::is_control))
}

/// The encoding that holds where a file names none: ASCII, with the quotation marks bent.
pub(super) fn standard(code: u8) -> Option<String> {
    match code {
        0x27 => Some("’".to_owned()),
        0x60 => Some("‘".to_owned()),
        b' '..=b'~' => Some(char::from(code).to_string()),
        0xaa => Some("“".to_owned()),
        0xba => Some("”".to_owned()),
        0xb1 => Some("–".to_owned()),
        0xd0 => Some("—".to_owned()),
        0xb4 => Some("·".to_owned()),
        0xb7 => Some("•".to_owned()),
        0xbc => Some("…".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_of_glyphs() {
        let table = [("A", "A"), ("seven", "7"), ("uni6CD5", "法"), ("u20BB7", "𠮷"), ("five.tf", "5"), ("emdash", "—")];
        for (name, text) in table {
            assert_eq!(glyph(name.as_bytes()).as_deref(), Some(text), "{name}");
        }
        for name in ["g12", "cid34", ".notdef", "", "uniZZZZ", "glyph7"] {
            assert_eq!(glyph(name.as_bytes()), None, "{name}");
        }
        assert_eq!((byte(WINDOWS_1252, 0x93).as_deref(), byte(MACINTOSH, 0xd2).as_deref(), byte(WINDOWS_1252, 7)), (Some("“"), Some("“"), None));
    }
}
