//! The CMaps that readers know by name: each is an encoding with another face.
//!
//! In: a name such as `GBK-EUC-H`. Out: a [`Scheme`], which cuts codes and gives their characters.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS};

use super::cmap::Code;

/// How codes are cut and what they mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Scheme {
    /// Two bytes, the number of the glyph: nothing is said of the character.
    Identity,
    /// One byte up to 0x80, else two.
    Double(&'static Encoding),
    /// As the one before, and four bytes where the second is a digit.
    Quadruple,
    Utf8,
    Utf16,
    Utf32,
}

/// Names without their ending, with what ASCII counts as in widths: half a square in the first CMaps, proportional in the later ones.
const SCHEMES: [(&str, Scheme, u32); 15] = [
    ("Identity", Scheme::Identity, 0),
    ("GB-EUC", Scheme::Double(GBK), 814),
    ("GBpc-EUC", Scheme::Double(GBK), 814),
    ("GBK-EUC", Scheme::Double(GBK), 814),
    ("GBKp-EUC", Scheme::Double(GBK), 1),
    ("GBK2K", Scheme::Quadruple, 1),
    ("UniGB-UCS2", Scheme::Utf16, 1),
    ("UniGB-UTF8", Scheme::Utf8, 1),
    ("UniGB-UTF16", Scheme::Utf16, 1),
    ("UniGB-UTF32", Scheme::Utf32, 1),
    ("ETen-B5", Scheme::Double(BIG5), 13648),
    ("ETenms-B5", Scheme::Double(BIG5), 1),
    ("90ms-RKSJ", Scheme::Double(SHIFT_JIS), 231),
    ("EUC", Scheme::Double(EUC_JP), 231),
    ("KSCms-UHC", Scheme::Double(EUC_KR), 1),
];

/// The scheme of a CMap's name, the CID of its space, and whether it is written downwards.
pub(super) fn of(name: &str) -> Option<(Scheme, u32, bool)> {
    let (stem, way) = name.rsplit_once('-')?;
    let vertical = match way {
        "H" => false,
        "V" => true,
        _ => return None,
    };
    let known = SCHEMES.iter().find(|(own, ..)| *own == stem).map(|(_, scheme, space)| (*scheme, *space, vertical));
    let unicode = || ["UniCNS", "UniJIS", "UniKS"].iter().any(|o| stem.starts_with(o)) && (stem.ends_with("UCS2") || stem.ends_with("UTF16"));
    known.or_else(|| unicode().then_some((Scheme::Utf16, 1, vertical)))
}

impl Scheme {
    /// Cuts the next code; a torn one at the end is shorter.
    pub fn cut(self, bytes: &[u8]) -> Option<Code> {
        let first = *bytes.first()?;
        let second = bytes.get(1).copied().unwrap_or(0);
        let len = match self {
            Scheme::Double(encoding) if first <= 0x80 || encoding == SHIFT_JIS && (0xa0..=0xdf).contains(&first) => 1,
            Scheme::Quadruple if first <= 0x80 => 1,
            Scheme::Quadruple if second.is_ascii_digit() => 4,
            Scheme::Utf8 => usize::try_from(first.leading_ones()).unwrap_or(1).clamp(1, 4),
            Scheme::Utf16 if (0xd8..0xdc).contains(&first) => 4,
            Scheme::Utf32 => 4,
            Scheme::Identity | Scheme::Double(_) | Scheme::Quadruple | Scheme::Utf16 => 2,
        };
        let head = bytes.get(..len.min(bytes.len()))?;
        Some((head.iter().fold(0, |code, byte| code << 8 | u32::from(*byte)), u8::try_from(head.len()).ok()?))
    }

    /// The character of a code, where the scheme says one.
    pub fn text(self, (code, len): Code) -> Option<String> {
        let all = code.to_be_bytes();
        let bytes = all.get(4usize.saturating_sub(usize::from(len))..)?;
        let decoded = |encoding: &'static Encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes).map(|text| text.into_owned());
        let text = match self {
            Scheme::Identity => None,
            Scheme::Double(encoding) => decoded(encoding),
            Scheme::Quadruple => decoded(GB18030),
            Scheme::Utf8 => std::str::from_utf8(bytes).ok().map(str::to_owned),
            Scheme::Utf16 => decoded(encoding_rs::UTF_16BE),
            Scheme::Utf32 => char::from_u32(code).map(String::from),
        };
        text.filter(|text| !text.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cuts and decodes all of `bytes`.
    fn read(name: &str, mut bytes: &[u8]) -> String {
        let (scheme, ..) = of(name).unwrap();
        let mut text = String::new();
        while let Some(code) = scheme.cut(bytes) {
            text.push_str(&scheme.text(code).unwrap_or_else(|| "\u{fffd}".to_owned()));
            bytes = bytes.get(usize::from(code.1)..).unwrap_or_default();
        }
        text
    }

    #[test]
    fn each_name_reads_its_encoding() {
        let text = "法治a1〔2024〕";
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let gbk = GBK.encode(text).0.into_owned();
        for name in ["GB-EUC-H", "GBK-EUC-H", "GBK-EUC-V", "GBKp-EUC-H", "GBpc-EUC-H", "GBK2K-H", "GBK2K-V"] {
            assert_eq!(read(name, &gbk), text, "{name}");
        }
        for name in ["UniGB-UCS2-H", "UniGB-UTF16-H", "UniGB-UTF16-V"] {
            assert_eq!(read(name, &wide), text, "{name}");
        }
        assert_eq!(read("UniGB-UTF8-H", text.as_bytes()), text);
        assert_eq!(read("GBK2K-H", &GB18030.encode("㐀𠮷").0), "㐀𠮷");
        assert_eq!(read("UniGB-UTF16-H", &[0xd8, 0x42, 0xdf, 0xb7]), "𠮷");
    }

    #[test]
    fn what_is_torn_or_unknown_is_no_character() {
        assert_eq!(read("GBK-EUC-H", b"\xb7"), "\u{fffd}");
        assert_eq!(read("UniGB-UTF16-H", b"\xd8\x42\x00"), "\u{fffd}");
        assert!(of("GBT-EUC-H").is_none() && of("Adobe-GB1-UCS2").is_none() && of("法").is_none());
    }
}
