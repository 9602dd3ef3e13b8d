//! Which encoding bytes are in. In: bytes. Out: an encoding of the WHATWG standard.
//!
//! A byte order mark tells, else what is valid UTF-8, else the candidate whose characters read most like Chinese: one for a frequent
//! character, less for a rare one, much off for what no Chinese text has. Big5 and UTF-16 without a mark are told like this too.

use std::borrow::Cow;
use std::sync::LazyLock;

use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::frequent::{Sign, is_frequent, sign};

/// How many bytes are looked at.
const HEAD: usize = 16 << 10;
/// Valid UTF-8 of this length is no accident.
const SURE: usize = 64;

/// Han characters by the rank that an old standard gave them: 1 for everyday ones, 2 for the others of GB 2312.
static RANKS: LazyLock<Ranks> = LazyLock::new(Ranks::new);

struct Ranks {
    /// For each character from U+4E00: bit 0 GB 2312 level 1, bit 1 level 2, bit 2 Big5 level 1.
    flags: Vec<u8>,
}

impl Ranks {
    fn new() -> Ranks {
        let mut ranks = Ranks { flags: vec![0; 0x5200] };
        ranks.fill(GB18030, 0xb0..=0xd7, 1);
        ranks.fill(GB18030, 0xd8..=0xf7, 2);
        ranks.fill(BIG5, 0xa4..=0xc6, 4);
        ranks
    }

    fn fill(&mut self, encoding: &'static Encoding, leads: std::ops::RangeInclusive<u8>, flag: u8) {
        for (lead, trail) in leads.flat_map(|lead| (0x40..=0xfe).map(move |trail: u8| (lead, trail))) {
            let skipped = encoding == GB18030 && trail < 0xa1;
            let pair = [lead, trail];
            let decoded = encoding.decode_without_bom_handling_and_without_replacement(&pair);
            if let Some(c) = decoded.filter(|_| !skipped).as_deref().and_then(|text| text.chars().next())
                && let Some(flags) = (c as usize).checked_sub(0x4e00).and_then(|place| self.flags.get_mut(place))
            {
                *flags |= flag;
            }
        }
    }

    fn of(&self, c: char) -> u8 {
        (c as usize).checked_sub(0x4e00).and_then(|place| self.flags.get(place)).copied().unwrap_or(0)
    }
}

/// The encoding of `bytes` and the length of their byte order mark.
pub(super) fn of(bytes: &[u8]) -> (&'static Encoding, usize) {
    match Encoding::for_bom(bytes) {
        Some(found) => found,
        // GB 18030 has a mark too.
        None if bytes.starts_with(&[0x84, 0x31, 0x95, 0x33]) => (GB18030, 4),
        None => (guess(bytes), 0),
    }
}

/// As [`of`], of a page that may declare its encoding. What is valid UTF-8 is UTF-8 whatever it declares.
pub(super) fn of_page(bytes: &[u8]) -> (&'static Encoding, usize) {
    let valid = std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0);
    match declared(bytes) {
        Some(declared) if Encoding::for_bom(bytes).is_none() && !valid => {
            // A wrong declaration shows by what it cannot decode, or decodes to what no font has: Big5 read as GBK is full of that.
            let is_fault = |c: char| matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}');
            let faults = |encoding: &'static Encoding| encoding.decode_without_bom_handling(bytes).0.matches(is_fault).count();
            let guessed = of(bytes);
            if declared != guessed.0 && faults(declared) > faults(guessed.0) { guessed } else { (declared, 0) }
        }
        _ => of(bytes),
    }
}

/// The encoding that a page declares: `<meta charset=…>`, `<?xml encoding=…?>`. The labels of GB 2312 and GBK mean GB 18030.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: String = bytes.iter().take(4096).filter(|byte| byte.is_ascii()).map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let place = head.find("charset").map(|at| at + "charset".len()).or_else(|| head.find("encoding").map(|at| at + "encoding".len()))?;
    let label = head.get(place..)?.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_')).unwrap_or(label.len());
    let found = Encoding::for_label(label.get(..end)?.as_bytes())?;
    // A page whose declaration can be read as ASCII is not in UTF-16.
    Some(if found == GBK { GB18030 } else { found }).filter(|found| *found != UTF_16LE && *found != UTF_16BE)
}

/// The characters of a part of XML: by its mark, its zero bytes, its declaration, else UTF-8.
pub(super) fn of_xml(bytes: &[u8]) -> Cow<'_, str> {
    let (encoding, mark) = match (Encoding::for_bom(bytes), bytes.get(..2)) {
        (Some(found), _) => found,
        (None, Some(b"<\0")) => (UTF_16LE, 0),
        (None, Some(b"\0<")) => (UTF_16BE, 0),
        _ => (declared(bytes.get(..bytes.len().min(200)).unwrap_or_default()).unwrap_or(UTF_8), 0),
    };
    encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0
}

/// The encoding of bytes without a mark.
fn guess(bytes: &[u8]) -> &'static Encoding {
    if !bytes.contains(&0)
        && let Ok(text) = std::str::from_utf8(bytes)
        && (bytes.is_ascii() || bytes.len() >= SURE && text.chars().any(|c| c >= '\u{800}'))
    {
        return UTF_8;
    }
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    // The first of equals wins.
    let candidates = [UTF_8, GB18030, BIG5, UTF_16LE, UTF_16BE];
    let scored = candidates.map(|encoding| (encoding, score(encoding, head)));
    scored.iter().fold((UTF_8, i64::MIN), |best, (encoding, score)| if *score > best.1 { (*encoding, *score) } else { best }).0
}

/// How well `head` reads in an encoding: points a thousand characters.
fn score(encoding: &'static Encoding, head: &[u8]) -> i64 {
    let (text, _) = encoding.decode_without_bom_handling(head);
    // The end of the head may cut a character.
    let text = text.strip_suffix('\u{fffd}').unwrap_or(&text);
    let big5 = encoding == BIG5;
    let (points, count) = text.chars().fold((0, 0), |(points, count), c| (points + worth(c, big5), count + 1));
    let prior = if encoding == UTF_8 || encoding == GB18030 { 0 } else { 500 };
    if count == 0 { i64::MIN } else { points * 1000 / count - prior }
}

fn worth(c: char, big5: bool) -> i64 {
    match sign(c) {
        Sign::Frequent if is_frequent(c) => 10,
        Sign::Frequent | Sign::Han => match (RANKS.of(c), big5) {
            (flags, true) => {
                if flags & 4 != 0 {
                    3
                } else {
                    -1
                }
            }
            (flags, false) if flags & 1 != 0 => 5,
            (flags, false) if flags & 2 != 0 => 2,
            (flags, false) if flags & 4 != 0 => 0,
            _ => -3,
        },
        Sign::Neutral if c.is_ascii() && !c.is_ascii_control() || matches!(c, '\n' | '\r' | '\t') => 3,
        Sign::Neutral if c == '\0' || c.is_control() => -10,
        Sign::Neutral if matches!(c, '，' | '。' | '、' | '；' | '：' | '“' | '”' | '《' | '》' | '（' | '）' | '\u{3000}') => 8,
        Sign::Neutral => 1,
        Sign::Strange if c == '\u{fffd}' => -20,
        Sign::Strange => -10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_encodings_of_short_texts() {
        for text in ["新集镇人民政府", "法治政府建设年度报告", "平氏镇", "依法行政，执法为民。", "沈丘县白集镇"] {
            assert_eq!(guess(text.as_bytes()), UTF_8, "{text}");
            assert_eq!(guess(&GB18030.encode(text).0), GB18030, "{text}");
            let wide = |turn: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(turn).collect::<Vec<u8>>();
            assert_eq!(guess(&wide(u16::to_le_bytes)), UTF_16LE, "{text}");
            assert_eq!(guess(&wide(u16::to_be_bytes)), UTF_16BE, "{text}");
        }
        assert_eq!(guess(&BIG5.encode("法治政府建設年度報告").0), BIG5);
        assert_eq!(guess(b"plain ASCII"), UTF_8);
    }

    #[test]
    fn a_page_is_what_it_is_and_not_what_it_declares() {
        let page = |label: &str| format!("<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset={label}\"><body>法治政府建设");
        assert_eq!(of_page(page("gb2312").as_bytes()).0, UTF_8);
        assert_eq!(of_page(&GB18030.encode(&page("gb2312")).0).0, GB18030);
        assert_eq!(of_page(&GB18030.encode(&page("utf-8")).0).0, GB18030);
        for label in ["big5", "gbk", "utf-8"] {
            assert_eq!(of_page(&BIG5.encode(&page(label).replace("法治政府建设", "依照行政處罰法的規定，本鎮政府認真落實各項工作任務")).0).0, BIG5, "{label}");
        }
    }
}
