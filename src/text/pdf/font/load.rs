//! A font's dictionary read: its encoding, its tables, its widths.
//!
//! In: a dictionary. Out: a [`Font`], always: what is missing shows in the characters that it cannot read.

use std::cell::RefCell;
use std::collections::HashMap;

use lopdf::{Dictionary, Object};

use super::super::objects::{Objects, as_dict, number};
use super::cmap::CMap;
use super::predefined::{self, Scheme};
use super::sfnt::Glyphs;
use super::widths::Widths;
use super::{Codes, Font, Second, names};

/// CMaps that lean on each other, at most.
const BASES: usize = 4;
/// What a character is taken to advance by in a font that does not say: near the mean of Helvetica.
const USUAL: f64 = 0.556;
/// The flag of a font with signs of its own, not letters.
const SYMBOLIC: i64 = 4;

impl Font {
    /// Reads the font in `dict`.
    pub fn load<'a>(objects: &Objects<'a>, dict: &'a Dictionary) -> Font {
        let descendant = objects.array(dict, b"DescendantFonts").and_then(|fonts| as_dict(objects.follow(fonts.first()?)?));
        let to_unicode = to_unicode(objects, dict);
        match descendant.filter(|_| objects.name(dict, b"Subtype") == Some(b"Type0")) {
            Some(descendant) => composite(objects, dict, descendant, to_unicode),
            None => simple(objects, dict, to_unicode),
        }
    }
}

fn to_unicode<'a>(objects: &Objects<'a>, dict: &'a Dictionary) -> Option<CMap> {
    objects.unpacked(objects.stream(dict, b"ToUnicode")?).ok().map(|bytes| CMap::parse(&bytes))
}

/// The name without the six letters that mark a subset.
fn name<'a>(objects: &Objects<'a>, dict: &'a Dictionary) -> String {
    let name = String::from_utf8_lossy(objects.name(dict, b"BaseFont").unwrap_or(b"without a name")).into_owned();
    match name.split_once('+') {
        Some((mark, rest)) if mark.len() == 6 => rest.to_owned(),
        _ => name,
    }
}

fn composite<'a>(objects: &Objects<'a>, dict: &'a Dictionary, descendant: &'a Dictionary, to_unicode: Option<CMap>) -> Font {
    let (codes, ascii, vertical) = codes(objects, dict);
    let to_glyph = objects.stream(descendant, b"CIDToGIDMap").and_then(|stream| objects.unpacked(stream).ok());
    let second = Second { glyphs: embedded(objects, descendant), to_glyph, ..Second::default() };
    let widths = Widths::composite(objects, descendant);
    Font { name: name(objects, dict), vertical, codes, to_unicode, second, widths, ascii, known: RefCell::default() }
}

/// How the strings of a composite font are cut, the CID of its space, and whether it runs downwards.
fn codes<'a>(objects: &Objects<'a>, dict: &'a Dictionary) -> (Codes, u32, bool) {
    match objects.get(dict, b"Encoding") {
        Some(Object::Name(name)) => by_name(&String::from_utf8_lossy(name)),
        Some(Object::Stream(stream)) => {
            let map = objects.unpacked(stream).map(|bytes| CMap::parse(&bytes)).unwrap_or_default();
            let base = map.base.clone().or_else(|| objects.name(&stream.dict, b"UseCMap").map(|name| String::from_utf8_lossy(name).into_owned()));
            let vertical = map.vertical || objects.number(&stream.dict, b"WMode") == Some(1.0);
            match base.filter(|_| !map.has_spaces()).into_iter().take(BASES).next() {
                Some(base) => {
                    let (codes, ascii, below) = by_name(&base);
                    (codes, ascii, vertical || below)
                }
                None => (Codes::Own(map), 0, vertical),
            }
        }
        _ => (Codes::Known(Scheme::Identity), 0, false),
    }
}

fn by_name(name: &str) -> (Codes, u32, bool) {
    let (scheme, ascii, vertical) = predefined::of(name).unwrap_or((Scheme::Identity, 0, name.ends_with("-V")));
    (Codes::Known(scheme), ascii, vertical)
}

/// The characters of the embedded font's glyphs, if it has a table of them.
fn embedded<'a>(objects: &Objects<'a>, dict: &'a Dictionary) -> Option<Glyphs> {
    let descriptor = objects.dict(dict, b"FontDescriptor")?;
    let file = [&b"FontFile2"[..], b"FontFile3"].into_iter().find_map(|key| objects.stream(descriptor, key))?;
    Glyphs::read(&objects.unpacked(file).ok()?)
}

fn simple<'a>(objects: &Objects<'a>, dict: &'a Dictionary, to_unicode: Option<CMap>) -> Font {
    let descriptor = objects.dict(dict, b"FontDescriptor");
    let flags = descriptor.and_then(|d| objects.number(d, b"Flags")).unwrap_or(0.0) as i64;
    let bytes = bytes(objects, dict);
    let embedded = embedded(objects, dict);
    let bare = descriptor.is_none_or(|d| !d.has(b"FontFile") && !d.has(b"FontFile2") && !d.has(b"FontFile3"));
    let drawn = objects.name(dict, b"Subtype") == Some(b"Type3");
    let standard = !drawn && (flags & SYMBOLIC == 0 || bare);
    let second = Second { bytes, standard, glyphs: embedded, to_glyph: None };
    let missing = descriptor.and_then(|d| objects.number(d, b"MissingWidth")).map_or(USUAL, |width| width / 1000.0);
    let missing = if dict.has(b"Widths") { missing } else { USUAL };
    let widths = Widths::simple(objects, dict, missing, unit(objects, dict));
    Font { name: name(objects, dict), vertical: false, codes: Codes::Single, to_unicode, second, widths, ascii: 0, known: RefCell::default() }
}

/// How many units make a square: a thousand, but for fonts drawn by the file itself, which say.
fn unit<'a>(objects: &Objects<'a>, dict: &'a Dictionary) -> f64 {
    let scale = objects.numbers(dict, b"FontMatrix").and_then(|matrix| matrix.first().copied());
    scale.filter(|scale| scale.abs() > 1e-9 && objects.name(dict, b"Subtype") == Some(b"Type3")).map_or(1000.0, |scale| 1.0 / scale)
}

/// What the encoding that the file names makes of each byte.
fn bytes<'a>(objects: &Objects<'a>, dict: &'a Dictionary) -> HashMap<u8, String> {
    let encoding = objects.get(dict, b"Encoding");
    let named = match encoding {
        Some(Object::Name(name)) => Some(name.as_slice()),
        Some(Object::Dictionary(own)) => objects.name(own, b"BaseEncoding"),
        _ => None,
    };
    let mut bytes = HashMap::new();
    if let Some(known) = named.and_then(names::encoding) {
        bytes.extend((0..=255u8).filter_map(|code| Some((code, names::byte(known, code)?))));
    }
    if let Some(Object::Dictionary(own)) = encoding {
        differences(objects, objects.array(own, b"Differences").unwrap_or_default(), &mut bytes);
    }
    bytes
}

/// Lays the differences over `bytes`: a number says where the names behind it begin.
fn differences<'a>(objects: &Objects<'a>, list: &'a [Object], bytes: &mut HashMap<u8, String>) {
    let mut code = 0i64;
    for object in list.iter().filter_map(|object| objects.follow(object)) {
        match object {
            Object::Name(name) => {
                if let Ok(byte) = u8::try_from(code) {
                    bytes.remove(&byte);
                    bytes.extend(names::glyph(name).map(|text| (byte, text)));
                }
                code = code.saturating_add(1);
            }
            other => code = number(other).map_or(code, |start| start as i64),
        }
    }
}
