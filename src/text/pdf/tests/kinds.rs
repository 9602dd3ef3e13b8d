//! Every kind of font that Chinese files use: the text is exact, or it is flagged.

use encoding_rs::{GB18030, GBK};

use super::fonts::{to_unicode, truetype};
use super::writer::{Pdf, named, show, wide, with_font};
use super::{LINES, read, said};

/// How a text's characters become codes.
type Encode = fn(&str) -> Vec<u8>;

fn gbk(text: &str) -> Vec<u8> {
    GBK.encode(text).0.into_owned()
}

fn gb18030(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

const NAMED: [(&str, Encode); 8] = [
    ("GB-EUC-H", gbk),
    ("GBpc-EUC-H", gbk),
    ("GBK-EUC-H", gbk),
    ("GBKp-EUC-H", gbk),
    ("GBK2K-H", gb18030),
    ("UniGB-UCS2-H", wide),
    ("UniGB-UTF16-H", wide),
    ("UniGB-UTF8-H", |text| text.as_bytes().to_vec()),
];

fn lines_of(encode: impl Fn(&str) -> Vec<u8>) -> String {
    (0u32..).zip(LINES).map(|(place, line)| show(72.0, 740.0 - 20.0 * f64::from(place), 14.0, &encode(line))).collect()
}

fn expected() -> String {
    LINES.map(|line| format!("{line}\n")).concat()
}

/// Every character of the lines with its code.
fn table(encode: impl Fn(&str) -> Vec<u8>) -> Vec<(Vec<u8>, String)> {
    let mut characters: Vec<char> = LINES.concat().chars().collect();
    characters.sort_unstable();
    characters.dedup();
    characters.iter().map(|c| (encode(&c.to_string()), c.to_string())).collect()
}

#[test]
fn predefined_cmaps_with_and_without_to_unicode() {
    for (name, encode) in NAMED {
        for with in [false, true] {
            let mut pdf = Pdf::new();
            let more = if with { format!("/ToUnicode {} 0 R", pdf.stream("", &to_unicode(&table(encode)))) } else { String::new() };
            let font = named(&mut pdf, name, &more);
            pdf.page(&with_font(font), lines_of(encode).as_bytes());
            let text = read(&pdf.bytes()).unwrap();
            assert_eq!((&text.content, said(&text).as_slice()), (&expected(), &[][..]), "{name} {with}");
        }
    }
}

/// The characters of the lines in some order: their places are the glyphs.
fn characters() -> Vec<char> {
    table(wide).into_iter().filter_map(|(_, text)| text.chars().next()).collect()
}

fn by_glyph(text: &str) -> Vec<u8> {
    let characters = characters();
    text.chars().flat_map(|c| u16::try_from(characters.iter().position(|own| *own == c).unwrap() + 1).unwrap().to_be_bytes()).collect()
}

/// A file set in Identity-H: with a ToUnicode table, with a font file, with an array from codes to glyphs.
fn identity(to_unicode: Option<Vec<u8>>, file: Option<Vec<u8>>, to_glyph: Option<Vec<u8>>, encode: impl Fn(&str) -> Vec<u8>) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let more = to_unicode.map_or(String::new(), |map| format!("/ToUnicode {} 0 R", pdf.stream("", &map)));
    let descriptor = file.map_or(String::new(), |file| {
        let file = pdf.stream("", &file);
        format!("/FontDescriptor {} 0 R", pdf.object(format!("<</Type/FontDescriptor/FontName/ABCDEF+Song/Flags 4/FontFile2 {file} 0 R>>")))
    });
    let map = to_glyph.map_or("/CIDToGIDMap/Identity".to_owned(), |map| format!("/CIDToGIDMap {} 0 R", pdf.stream("", &map)));
    let descendant = pdf.object(format!(
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Song/DW 1000{descriptor}{map}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
    ));
    let font = pdf.object(format!("<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Song/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]{more}>>"));
    pdf.page(&with_font(font), lines_of(encode).as_bytes());
    pdf.bytes()
}

#[test]
fn identity_with_to_unicode_or_a_font_or_both() {
    let map = || Some(to_unicode(&table(by_glyph)));
    let file = |format| Some(truetype(&characters(), format));
    for (name, bytes) in [
        ("ToUnicode", identity(map(), None, None, by_glyph)),
        ("format 4", identity(None, file(4), None, by_glyph)),
        ("format 12", identity(None, file(12), None, by_glyph)),
        ("both", identity(map(), file(4), None, by_glyph)),
    ] {
        let text = read(&bytes).unwrap();
        assert_eq!((&text.content, said(&text).as_slice()), (&expected(), &[][..]), "{name}");
    }
}

#[test]
fn identity_through_an_array_of_glyphs() {
    let shifted = |text: &str| by_glyph(text).chunks(2).flat_map(|code| (u16::from_be_bytes([code[0], code[1]]) + 100).to_be_bytes()).collect::<Vec<u8>>();
    let array: Vec<u8> = (0u16..400).flat_map(|code| code.saturating_sub(100).to_be_bytes()).collect();
    let text = read(&identity(None, Some(truetype(&characters(), 12)), Some(array), shifted)).unwrap();
    assert_eq!((&text.content, said(&text).as_slice()), (&expected(), &[][..]));
}

#[test]
fn what_nothing_explains_is_flagged() {
    let private: Vec<(Vec<u8>, String)> = table(by_glyph).into_iter().map(|(code, _)| (code, "\u{e123}".to_owned())).collect();
    for (name, bytes) in [("nothing", identity(None, None, None, by_glyph)), ("private", identity(Some(to_unicode(&private)), None, None, by_glyph))] {
        let text = read(&bytes).unwrap();
        assert!(text.content.contains('\u{fffd}') && !text.content.contains('新'), "{name}");
        assert!(said(&text).iter().any(|note| note.contains("U+FFFD") && note.contains("page 1") && note.contains("Song")), "{name}: {:?}", said(&text));
    }
    let mut pdf = Pdf::new();
    let font = named(&mut pdf, "GBT-EUC-H", "");
    pdf.page(&with_font(font), lines_of(gbk).as_bytes());
    assert!(said(&read(&pdf.bytes()).unwrap()).iter().any(|note| note.contains("U+FFFD")));
}

#[test]
fn numbers_that_read_in_two_ways_are_flagged() {
    let wrong = |from: &'static str, to: &'static str, encode: Encode| {
        table(encode).into_iter().map(|(code, text)| (code, if text == from { to.to_owned() } else { text })).collect::<Vec<_>>()
    };
    let text = read(&identity(Some(to_unicode(&wrong("3", "8", by_glyph))), Some(truetype(&characters(), 4)), None, by_glyph)).unwrap();
    assert!(text.content.contains("2028年度") && said(&text).iter().any(|note| note.contains("numbers")), "{:?}", said(&text));
    let mut pdf = Pdf::new();
    let map = pdf.stream("", &to_unicode(&wrong("一", "七", gbk)));
    let font = named(&mut pdf, "GBK-EUC-H", &format!("/ToUnicode {map} 0 R"));
    pdf.page(&with_font(font), lines_of(gbk).as_bytes());
    assert!(said(&read(&pdf.bytes()).unwrap()).iter().any(|note| note.contains("1 of") && note.contains("numbers")));
}

#[test]
fn radicals_in_a_table_become_characters() {
    let radicals = [('一', '⼀'), ('人', '⼈'), ('民', '⺠'), ('走', '⾛'), ('户', '⼾')];
    let map: Vec<(Vec<u8>, String)> = table(by_glyph)
        .into_iter()
        .map(|(code, text)| (code, radicals.iter().find(|(c, _)| text.starts_with(*c)).map_or(text.clone(), |(_, radical)| radical.to_string())))
        .collect();
    assert_eq!(read(&identity(Some(to_unicode(&map)), None, None, by_glyph)).unwrap().content, expected());
}

#[test]
fn an_encoding_of_the_files_own() {
    let mut pdf = Pdf::new();
    let own = pdf.stream(
        "/Type/CMap/CMapName/Own",
        b"begincmap 2 begincodespacerange <00> <7f> <8100> <ffff> endcodespacerange 1 begincidrange <8100> <81ff> 0 endcidrange 1 begincidrange <20> <7e> 0 endcidrange endcmap",
    );
    let code = |place: usize| vec![0x81, u8::try_from(place).unwrap()];
    let characters = characters();
    let encode = |text: &str| text.chars().flat_map(|c| code(characters.iter().position(|own| *own == c).unwrap())).collect::<Vec<u8>>();
    let codes: Vec<_> = characters.iter().enumerate().map(|(place, c)| (code(place), c.to_string())).collect();
    let map = pdf.stream("", &to_unicode(&codes));
    let descendant = pdf.object("<</Type/Font/Subtype/CIDFontType0/BaseFont/Own/DW 1000>>");
    let font = pdf.object(format!("<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding {own} 0 R/DescendantFonts[{descendant} 0 R]/ToUnicode {map} 0 R>>"));
    pdf.page(&with_font(font), lines_of(encode).as_bytes());
    assert_eq!(read(&pdf.bytes()).unwrap().content, expected());
}

#[test]
fn simple_fonts() {
    let cases: [(&str, &[u8], &str); 5] = [
        ("/Subtype/Type1/BaseFont/Helvetica", b"Rule of law 2023", "Rule of law 2023"),
        ("/Subtype/TrueType/BaseFont/A/Encoding/WinAnsiEncoding", b"\x932023\x94 \x97 5%", "“2023” — 5%"),
        ("/Subtype/Type1/BaseFont/A/Encoding/MacRomanEncoding", b"\xd22023\xd3", "“2023”"),
        ("/Subtype/Type1/BaseFont/A/Encoding<</Differences[1/uni6CD5/uni6CBB 7/seven/A]>>", b"\x01\x02\x07\x08", "法治7A"),
        (
            "/Subtype/Type3/BaseFont/A/FontMatrix[.01 0 0 .01 0 0]/FirstChar 1/LastChar 2/Widths[100 100]/Encoding<</Differences[1/g1/g2]>>",
            b"\x01\x02",
            "\u{fffd}\u{fffd}",
        ),
    ];
    for (dict, bytes, expected) in cases {
        let mut pdf = Pdf::new();
        let font = pdf.object(format!("<</Type/Font{dict}>>"));
        pdf.page(&with_font(font), show(72.0, 700.0, 12.0, bytes).as_bytes());
        let text = read(&pdf.bytes()).unwrap();
        assert_eq!((text.content.trim_end(), said(&text).is_empty()), (expected, !expected.contains('\u{fffd}')), "{dict}");
    }
}
