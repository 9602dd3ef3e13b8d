//! Fonts: from the bytes of a string to characters, their widths, and how far they can be believed.
//!
//! In: a font's dictionary. Out: a [`Font`]. Where the file tells a character in two ways (ToUnicode; the encoding or the embedded font's own
//! table), both are read: the first counts, and that they differ is told. Refuses to know where characters stand.

mod cmap;
mod load;
mod names;
mod predefined;
mod sfnt;
mod spelling;
mod widths;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use cmap::{CMap, Code};
use predefined::Scheme;
use widths::Widths;

/// Why a character is not to be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Nothing in the file says what it is.
    Unknown,
    /// Two readings differ, and one of them is a number.
    Number,
    /// Two readings differ.
    Differs,
}

/// A character of a string.
#[derive(Debug, Clone)]
pub(super) struct Char {
    pub text: Rc<str>,
    /// Its advance in squares of the font's size; downwards where the font is vertical.
    pub advance: f64,
    pub doubt: Option<Doubt>,
    /// Whether this is the one-byte code 32, which word spacing widens.
    pub is_space_code: bool,
}

/// How strings are cut into codes.
#[derive(Debug)]
enum Codes {
    /// One byte a code.
    Single,
    Known(Scheme),
    Own(CMap),
}

/// What says a code's character beside ToUnicode.
#[derive(Debug, Default)]
struct Second {
    /// By the byte, from the encoding the file names.
    bytes: HashMap<u8, String>,
    /// By the byte, where nothing is named.
    standard: bool,
    /// By the glyph, from the embedded font.
    glyphs: Option<sfnt::Glyphs>,
    /// From the code to the glyph, where they differ.
    to_glyph: Option<Vec<u8>>,
}

/// A font, as far as reading needs it.
#[derive(Debug)]
pub(super) struct Font {
    /// What the file calls it, without the mark of a subset.
    pub name: String,
    pub vertical: bool,
    codes: Codes,
    to_unicode: Option<CMap>,
    second: Second,
    widths: Widths,
    /// The CID of the space, where ASCII has the CIDs in order from there.
    ascii: u32,
    known: RefCell<HashMap<Code, Char>>,
}

impl Font {
    /// Reads a string.
    pub fn read(&self, mut bytes: &[u8], mut each: impl FnMut(Char)) {
        while let Some(code) = self.cut(bytes).filter(|(_, len)| *len > 0) {
            bytes = bytes.get(usize::from(code.1)..).unwrap_or_default();
            let known = self.known.borrow().get(&code).cloned();
            each(known.unwrap_or_else(|| self.learn(code)));
        }
    }

    fn learn(&self, code: Code) -> Char {
        let (text, doubt) = self.judged(code);
        let char = Char { text: text.into(), advance: self.advance(code), doubt, is_space_code: code == (32, 1) };
        self.known.borrow_mut().insert(code, char.clone());
        char
    }

    fn cut(&self, bytes: &[u8]) -> Option<Code> {
        match &self.codes {
            Codes::Single => bytes.first().map(|byte| (u32::from(*byte), 1)),
            Codes::Known(scheme) => scheme.cut(bytes),
            Codes::Own(map) => map.cut(bytes),
        }
    }

    /// The character's number, by which its width is kept.
    fn cid(&self, (code, len): Code) -> Option<u32> {
        match &self.codes {
            Codes::Single | Codes::Known(Scheme::Identity) => Some(code),
            Codes::Known(_) if (32..127).contains(&code) && (len == 1 || self.ascii == 1) => Some(self.ascii + code - 32),
            Codes::Known(_) => None,
            Codes::Own(map) => map.cid_of(code),
        }
    }

    fn advance(&self, code: Code) -> f64 {
        if self.vertical { -1.0 } else { self.widths.of(self.cid(code)) }
    }

    /// What a code reads, and the doubt about it.
    fn judged(&self, code: Code) -> (String, Option<Doubt>) {
        let first = self.to_unicode.as_ref().and_then(|map| map.text(code.0)).filter(|text| spelling::says_something(text));
        let second = self.second(code).filter(|text| spelling::says_something(text));
        match (first, second) {
            (Some(first), Some(second)) if !spelling::same(&first, &second) => {
                let number = spelling::is_number(&first) || spelling::is_number(&second);
                (spelling::settled(&first), Some(if number { Doubt::Number } else { Doubt::Differs }))
            }
            (Some(text), _) | (None, Some(text)) => (spelling::settled(&text), None),
            (None, None) => self.last_resort(code),
        }
    }

    fn second(&self, code: Code) -> Option<String> {
        match &self.codes {
            Codes::Single => self.second.bytes.get(&u8::try_from(code.0).ok()?).cloned(),
            Codes::Known(scheme) if *scheme != Scheme::Identity => scheme.text(code),
            _ => self.by_glyph(self.cid(code)?),
        }
    }

    /// What the embedded font calls the glyph of a CID.
    fn by_glyph(&self, cid: u32) -> Option<String> {
        let glyph = match &self.second.to_glyph {
            Some(map) => {
                let at = usize::try_from(cid).ok()?.checked_mul(2)?;
                u32::from(*map.get(at)?) << 8 | u32::from(*map.get(at + 1)?)
            }
            None => cid,
        };
        self.second.glyphs.as_ref()?.character.get(&glyph).map(|c| c.to_string())
    }

    /// Where no table speaks: the font's own bytes, then the standard encoding, then nothing.
    fn last_resort(&self, (code, len): Code) -> (String, Option<Doubt>) {
        let byte = u8::try_from(code).ok().filter(|_| matches!(self.codes, Codes::Single) && len == 1);
        let glyph = |byte: u8| self.second.glyphs.as_ref().and_then(|glyphs| glyphs.character.get(glyphs.byte.get(&byte)?)).map(|c| c.to_string());
        let standard = |byte: u8| if self.second.standard { names::standard(byte) } else { None };
        match byte.and_then(|byte| glyph(byte).or_else(|| standard(byte))) {
            Some(text) => (spelling::settled(&text), None),
            None if code == 0 && len > 1 => (String::new(), None),
            None => ("\u{fffd}".to_owned(), Some(Doubt::Unknown)),
        }
    }
}
