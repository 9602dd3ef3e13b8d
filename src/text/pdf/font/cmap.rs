//! CMaps that a file brings along: ToUnicode tables, and encodings of its own.
//!
//! In: the bytes of a CMap. Out: a [`CMap`], which cuts codes and says what they stand for. What does not parse is left out.

use std::collections::{BTreeMap, HashMap};

use super::super::lexer::{Lexer, Token};

/// Entries that one CMap may have; 65,536 codes of two bytes, and some.
const MOST_ENTRIES: usize = 100_000;

/// A code, with how many bytes it has.
pub(super) type Code = (u32, u8);

/// What a CMap says.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// Length of the codes, lowest and highest one.
    spaces: Vec<(u8, u32, u32)>,
    text: HashMap<u32, String>,
    text_ranges: BTreeMap<u32, (u32, String)>,
    cids: BTreeMap<u32, (u32, u32)>,
    /// The CMap that this one starts from.
    pub base: Option<String>,
    pub vertical: bool,
}

enum Piece {
    Bytes(Vec<u8>),
    Number(f64),
    Name(Vec<u8>),
    List(Vec<Vec<u8>>),
}

fn code(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |code, byte| code << 8 | u32::from(*byte))
}

fn utf16(bytes: &[u8]) -> Option<String> {
    let units = bytes.chunks_exact(2).map(|pair| u16::from(*pair.first().unwrap_or(&0)) << 8 | u16::from(*pair.get(1).unwrap_or(&0)));
    match bytes {
        [] => None,
        [one] => Some(char::from(*one).to_string()),
        _ => String::from_utf16(&units.collect::<Vec<_>>()).ok().filter(|text| !text.is_empty()),
    }
}

impl CMap {
    pub fn parse(bytes: &[u8]) -> CMap {
        let (mut map, mut pieces, mut list) = (CMap::default(), Vec::new(), None::<Vec<Vec<u8>>>);
        for token in Lexer::new(bytes) {
            match (token, &mut list) {
                (Token::Text(text), Some(list)) => list.push(text),
                (Token::Text(text), None) => pieces.push(Piece::Bytes(text)),
                (Token::Number(number), None) => pieces.push(Piece::Number(number)),
                (Token::Name(name), None) => pieces.push(Piece::Name(name)),
                (Token::OpenArray, None) => list = Some(Vec::new()),
                (Token::CloseArray, Some(_)) => pieces.extend(list.take().map(Piece::List)),
                (Token::Word(word), None) => {
                    map.section(word, &pieces);
                    pieces.clear();
                }
                _ => {}
            }
            if pieces.len() > MOST_ENTRIES {
                break;
            }
        }
        map
    }

    fn section(&mut self, word: &[u8], pieces: &[Piece]) {
        match word {
            b"endcodespacerange" => pieces.chunks_exact(2).for_each(|pair| self.space(pair)),
            b"endbfchar" => pieces.chunks_exact(2).for_each(|pair| self.one(pair)),
            b"endbfrange" => pieces.chunks_exact(3).for_each(|triple| self.range(triple)),
            b"endcidchar" => pieces.chunks_exact(2).for_each(|pair| self.cid(pair.first(), pair.first(), pair.get(1))),
            b"endcidrange" => pieces.chunks_exact(3).for_each(|triple| self.cid(triple.first(), triple.get(1), triple.get(2))),
            b"usecmap" => {
                if let Some(Piece::Name(name)) = pieces.last() {
                    self.base = Some(String::from_utf8_lossy(name).into_owned());
                }
            }
            b"def" => {
                if let [.., Piece::Name(name), Piece::Number(mode)] = pieces {
                    self.vertical |= name == b"WMode" && *mode == 1.0;
                }
            }
            _ => {}
        }
    }

    fn space(&mut self, pair: &[Piece]) {
        if let [Piece::Bytes(low), Piece::Bytes(high)] = pair
            && (1..=4).contains(&low.len())
            && low.len() == high.len()
        {
            self.spaces.push((u8::try_from(low.len()).unwrap_or(4), code(low), code(high)));
        }
    }

    fn one(&mut self, pair: &[Piece]) {
        if let [Piece::Bytes(from), Piece::Bytes(to)] = pair
            && self.text.len() < MOST_ENTRIES
            && let Some(text) = utf16(to)
        {
            self.text.insert(code(from), text);
        }
    }

    fn range(&mut self, triple: &[Piece]) {
        match triple {
            [Piece::Bytes(low), Piece::Bytes(high), Piece::Bytes(to)] if self.text_ranges.len() < MOST_ENTRIES => {
                if let Some(text) = utf16(to) {
                    self.text_ranges.insert(code(low), (code(high), text));
                }
            }
            [Piece::Bytes(low), Piece::Bytes(_), Piece::List(list)] => {
                for (step, to) in (0u32..).zip(list.iter().take(MOST_ENTRIES.saturating_sub(self.text.len()))) {
                    self.text.extend(code(low).checked_add(step).zip(utf16(to)));
                }
            }
            _ => {}
        }
    }

    fn cid(&mut self, low: Option<&Piece>, high: Option<&Piece>, to: Option<&Piece>) {
        if let (Some(Piece::Bytes(low)), Some(Piece::Bytes(high)), Some(Piece::Number(cid))) = (low, high, to)
            && self.cids.len() < MOST_ENTRIES
            && (0.0..=65535.0).contains(cid)
        {
            self.cids.insert(code(low), (code(high), *cid as u32));
        }
    }

    /// What `code` stands for.
    pub fn text(&self, code: u32) -> Option<String> {
        if let Some(text) = self.text.get(&code) {
            return Some(text.clone());
        }
        let (low, (high, text)) = self.text_ranges.range(..=code).next_back()?;
        let step = code.checked_sub(*low).filter(|_| code <= *high)?;
        let mut chars: Vec<char> = text.chars().collect();
        let last = chars.pop()?;
        chars.push(char::from_u32(u32::from(last).checked_add(step)?)?);
        Some(chars.into_iter().collect())
    }

    /// The character's number in its collection.
    pub fn cid_of(&self, code: u32) -> Option<u32> {
        let (low, (high, cid)) = self.cids.range(..=code).next_back()?;
        (code <= *high).then(|| cid.saturating_add(code - low))
    }

    /// Cuts the next code; the shortest that lies in a range, else as long as the shortest range.
    pub fn cut(&self, bytes: &[u8]) -> Option<Code> {
        for len in 1..=4u8 {
            let Some(head) = bytes.get(..usize::from(len)) else { break };
            if self.spaces.iter().any(|(length, low, high)| *length == len && within(head, *low, *high)) {
                return Some((code(head), len));
            }
        }
        let len = self.spaces.iter().map(|(length, ..)| *length).min().unwrap_or(2);
        let head = bytes.get(..usize::from(len).min(bytes.len()))?;
        Some((code(head), u8::try_from(head.len()).ok()?)).filter(|(_, len)| *len > 0)
    }

    pub fn has_spaces(&self) -> bool {
        !self.spaces.is_empty()
    }
}

/// A code lies in a range when each of its bytes does.
fn within(head: &[u8], low: u32, high: u32) -> bool {
    let count = head.len();
    let byte = |value: u32, place: usize| value.to_be_bytes().get(4 - count + place).copied().unwrap_or(0);
    head.iter().enumerate().all(|(place, b)| (byte(low, place)..=byte(high, place)).contains(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &[u8] = b"/CIDInit /ProcSet findresource begin begincmap /WMode 1 def
        2 begincodespacerange <00> <7f> <8140> <fefe> endcodespacerange
        2 beginbfchar <0003> <6CD5> <04> <D842DFB7> endbfchar
        3 beginbfrange <0010> <0019> <0030> <0020> <0022> [<4E00> <4E8C4E09> <56DB>] <30> <31> <00660066> endbfrange
        1 begincidrange <8140> <8145> 900 endcidrange 1 begincidchar <20> 7 endcidchar endcmap";

    #[test]
    fn every_form_of_entry() {
        let map = CMap::parse(MAP);
        let table = [(3, "法"), (4, "𠮷"), (0x13, "3"), (0x20, "一"), (0x21, "二三"), (0x22, "四"), (0x31, "fg")];
        for (code, text) in table {
            assert_eq!(map.text(code).as_deref(), Some(text), "{code:x}");
        }
        assert_eq!((map.text(0x1a), map.text(0x23), map.vertical), (None, None, true));
        assert_eq!((map.cid_of(0x8143), map.cid_of(0x8146), map.cid_of(0x20)), (Some(903), None, Some(7)));
    }

    #[test]
    fn codes_are_cut_by_their_ranges() {
        let map = CMap::parse(MAP);
        assert_eq!((map.cut(b"A\x81"), map.cut(b"\x81\x40"), map.cut(b"\x81\x30"), map.cut(b"")), (Some((0x41, 1)), Some((0x8140, 2)), Some((0x81, 1)), None));
    }
}
