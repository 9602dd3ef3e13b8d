//! The `cmap` table of an embedded TrueType or OpenType font, turned round: from glyphs to characters.
//!
//! In: the bytes of a font file. Out: [`Glyphs`]. Reads formats 0, 4, 6 and 12; a table that does not hold together gives what it holds up to there.

use std::collections::HashMap;

/// Characters that one font may map.
const MOST: usize = 200_000;

/// What a font says of its glyphs.
#[derive(Debug, Default)]
pub(super) struct Glyphs {
    /// The character of each glyph, by the tables in Unicode.
    pub character: HashMap<u32, char>,
    /// The glyph of each single byte, by the tables that are not.
    pub byte: HashMap<u8, u32>,
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u32> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u32::from(*pair.first()?) << 8 | u32::from(*pair.get(1)?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u16_at(bytes, at)? << 16 | u16_at(bytes, at.checked_add(2)?)?)
}

fn offset(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}

impl Glyphs {
    /// `None` where the bytes are no such font or have no table.
    pub fn read(font: &[u8]) -> Option<Glyphs> {
        let cmap = table(font, b"cmap")?;
        let mut glyphs = Glyphs::default();
        for record in 0..usize::try_from(u16_at(cmap, 2)?).ok()?.min(64) {
            let at = 4 + record * 8;
            let (Some(platform), Some(encoding), Some(start)) = (u16_at(cmap, at), u16_at(cmap, at + 2), offset(cmap, at + 4)) else { break };
            let Some(subtable) = cmap.get(start..) else { continue };
            let mut pairs = Vec::new();
            let _ = pairs_of(subtable, &mut pairs);
            match (platform, encoding) {
                (0, _) | (3, 1 | 10) => glyphs.take_characters(&pairs),
                (3, 0) | (1, 0) => glyphs.byte.extend(pairs.iter().filter_map(|(code, glyph)| Some((symbol(*code)?, *glyph)))),
                _ => {}
            }
        }
        Some(glyphs)
    }

    /// Of several characters that one glyph serves, the plainest.
    fn take_characters(&mut self, pairs: &[(u32, u32)]) {
        for (code, glyph) in pairs {
            let Some(c) = char::from_u32(*code).filter(|c| !matches!(c, '\u{e000}'..='\u{f8ff}')) else { continue };
            let kept = self.character.entry(*glyph).or_insert(c);
            if rank(c) < rank(*kept) {
                *kept = c;
            }
        }
    }
}

/// How plain a character is: radicals and compatibility forms share their glyphs with ordinary characters.
fn rank(c: char) -> (u8, char) {
    let class = match c {
        '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}' => 2,
        '\u{a0}' | '\u{ad}' | '\u{fe30}'..='\u{fe4f}' => 1,
        _ => 0,
    };
    (class, c)
}

/// A byte of a symbol font: itself, or in the private range that Windows uses.
fn symbol(code: u32) -> Option<u8> {
    match code {
        0xf000..=0xf0ff => u8::try_from(code - 0xf000).ok(),
        code => u8::try_from(code).ok(),
    }
}

/// A table of the font; of a collection's first font.
fn table<'a>(font: &'a [u8], tag: &[u8]) -> Option<&'a [u8]> {
    let start = if font.starts_with(b"ttcf") { offset(font, 12)? } else { 0 };
    let count = usize::try_from(u16_at(font, start.checked_add(4)?)?).ok()?;
    (0..count.min(256)).find_map(|record| {
        let at = start.checked_add(12 + record * 16)?;
        (font.get(at..at.checked_add(4)?)? == tag).then_some(())?;
        let (from, len) = (offset(font, at + 8)?, offset(font, at + 12)?);
        font.get(from..from.saturating_add(len).min(font.len()))
    })
}

/// Code and glyph of all that a subtable maps.
fn pairs_of(table: &[u8], pairs: &mut Vec<(u32, u32)>) -> Option<()> {
    match u16_at(table, 0)? {
        0 => pairs.extend((0u32..256).zip(table.get(6..262)?.iter().map(|glyph| u32::from(*glyph)))),
        4 => segments(table, pairs)?,
        6 => {
            let (first, count) = (u16_at(table, 6)?, u16_at(table, 8)?);
            for step in 0..count {
                pairs.push((first + step, u16_at(table, 10 + usize::try_from(step).ok()? * 2)?));
            }
        }
        12 => groups(table, pairs)?,
        _ => return None,
    }
    pairs.retain(|(_, glyph)| *glyph != 0);
    Some(())
}

/// Format 4: segments of codes with a shift, or with an array of glyphs.
fn segments(table: &[u8], pairs: &mut Vec<(u32, u32)>) -> Option<()> {
    let double = usize::try_from(u16_at(table, 6)?).ok()?;
    for place in (0..double).step_by(2) {
        let (end, start) = (u16_at(table, 14 + place)?, u16_at(table, 16 + double + place)?);
        let (delta, at) = (u16_at(table, 16 + 2 * double + place)?, 16 + 3 * double + place);
        let range = usize::try_from(u16_at(table, at)?).ok()?;
        for code in start..=end {
            let raw = match range {
                0 => Some(code),
                range => u16_at(table, at + range + 2 * usize::try_from(code - start).ok()?).filter(|glyph| *glyph != 0),
            };
            pairs.extend(raw.map(|raw| (code, (raw + delta) & 0xffff)));
            if pairs.len() > MOST {
                return None;
            }
        }
    }
    Some(())
}

/// Format 12: groups of codes in sequence.
fn groups(table: &[u8], pairs: &mut Vec<(u32, u32)>) -> Option<()> {
    for group in 0..offset(table, 12)? {
        let at = 16usize.checked_add(group.checked_mul(12)?)?;
        let (start, end, glyph) = (u32_at(table, at)?, u32_at(table, at + 4)?, u32_at(table, at + 8)?);
        for step in 0..=end.checked_sub(start)? {
            pairs.push((start.checked_add(step)?, glyph.checked_add(step)?));
            if pairs.len() > MOST {
                return None;
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::fonts;
    use super::*;

    #[test]
    fn both_formats_are_turned_round() {
        let characters: Vec<char> = "法治政府123⼀一𠮷".chars().collect();
        for format in [4, 12] {
            let glyphs = Glyphs::read(&fonts::truetype(&characters, format)).unwrap();
            for (place, c) in (1u32..).zip(&characters).filter(|(_, c)| format == 12 || u32::from(**c) < 0x10000) {
                assert_eq!(glyphs.character.get(&place), Some(c), "format {format}");
            }
        }
    }

    #[test]
    fn a_torn_font_gives_no_more_than_it_has() {
        let font = fonts::truetype(&['法', '治'], 4);
        for len in 0..font.len() {
            let _ = Glyphs::read(&font[..len]);
        }
        assert!(Glyphs::read(b"no font at all, but long enough to look").is_none());
    }
}
