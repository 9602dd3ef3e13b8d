//! Font files and tables made here: a TrueType file of nothing but a `cmap`, and ToUnicode tables.

use super::writer::{hex, wide};

/// A font in which glyph 1 is the first of `characters`, glyph 2 the second, told by a `cmap` in format 4 or 12.
pub fn truetype(characters: &[char], format: u16) -> Vec<u8> {
    let mut pairs: Vec<(u32, u32)> = characters.iter().map(|c| u32::from(*c)).zip(1..).collect();
    pairs.sort_unstable();
    let table = if format == 4 { segments(&pairs) } else { groups(&pairs) };
    let encoding = if format == 4 { 1u16 } else { 10 };
    let mut cmap: Vec<u8> = [0u16, 1, 3, encoding].iter().flat_map(|n| n.to_be_bytes()).collect();
    cmap.extend(12u32.to_be_bytes());
    cmap.extend(table);
    let mut maxp = vec![0, 1, 0, 0];
    maxp.extend(u16::try_from(characters.len() + 1).unwrap().to_be_bytes());
    sfnt(&[(b"cmap", cmap), (b"head", vec![0; 54]), (b"maxp", maxp)])
}

fn sfnt(tables: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let count = u16::try_from(tables.len()).unwrap();
    let mut font = vec![0, 1, 0, 0];
    font.extend([count, 32, 1, 16].iter().flat_map(|n| n.to_be_bytes()));
    let mut at = 12 + 16 * tables.len();
    for (tag, table) in tables {
        font.extend_from_slice(*tag);
        for number in [0, at, table.len()] {
            font.extend(u32::try_from(number).unwrap().to_be_bytes());
        }
        at += table.len();
    }
    font.extend(tables.iter().flat_map(|(_, table)| table.clone()));
    font
}

fn segments(pairs: &[(u32, u32)]) -> Vec<u8> {
    let pairs: Vec<(u16, u16)> =
        pairs.iter().filter_map(|(c, glyph)| Some((u16::try_from(*c).ok()?, u16::try_from(*glyph).ok()?))).chain([(0xffff, 0)]).collect();
    let count = u16::try_from(pairs.len()).unwrap();
    let mut numbers = vec![4, 16 + 8 * count, 0, count * 2, 0, 0, 0];
    numbers.extend(pairs.iter().map(|(c, _)| *c));
    numbers.push(0);
    numbers.extend(pairs.iter().map(|(c, _)| *c));
    numbers.extend(pairs.iter().map(|(c, glyph)| glyph.wrapping_sub(*c)));
    numbers.extend(pairs.iter().map(|_| 0));
    numbers.iter().flat_map(|n| n.to_be_bytes()).collect()
}

fn groups(pairs: &[(u32, u32)]) -> Vec<u8> {
    let count = u32::try_from(pairs.len()).unwrap();
    let mut table: Vec<u8> = [12u16, 0].iter().flat_map(|n| n.to_be_bytes()).collect();
    let numbers = [16 + 12 * count, 0, count].into_iter().chain(pairs.iter().flat_map(|(c, glyph)| [*c, *c, *glyph]));
    table.extend(numbers.flat_map(u32::to_be_bytes));
    table
}

/// A ToUnicode table of codes, each with its text.
pub fn to_unicode(codes: &[(Vec<u8>, String)]) -> Vec<u8> {
    let entries: String = codes.iter().map(|(code, text)| format!("{} {}\n", hex(code), hex(&wide(text)))).collect();
    format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <00> <ff> endcodespacerange\n{} beginbfchar\n{entries}endbfchar\nendcmap end end",
        codes.len()
    )
    .into_bytes()
}
