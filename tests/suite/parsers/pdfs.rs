//! PDFs that break readers, and PDFs in fonts that explain little. In: a scale. Out: files, by name.

use encoding_rs::{GB18030, GBK};

use super::fonts::to_unicode;
use super::writer::{Pdf, named, plain, show, wide, with_font};

/// What the pages say.
pub const LINE: &str = "新集镇人民政府〔2024〕52号：学习《信访工作条例》12次";

/// Deflated, by the ZIP writer, whose streams are raw: the two bytes before and the sum behind are added here.
fn flate(data: &[u8]) -> Vec<u8> {
    let packed = crate::documents::zipped(&[("a", data)]);
    // A local header of 30 bytes and the name; the directory tells how long the stream is.
    let at = packed.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    let size = u32::from_le_bytes(packed[at + 20..at + 24].try_into().unwrap()) as usize;
    let extra = u16::from_le_bytes([packed[28], packed[29]]) as usize;
    let start = 31 + extra;
    let (mut low, mut high) = (1u32, 0u32);
    for byte in data {
        low = (low + u32::from(*byte)) % 65521;
        high = (high + low) % 65521;
    }
    [&[0x78, 0x9c], &packed[start..start + size], &((high << 16) | low).to_be_bytes()[..]].concat()
}

fn content_of(content: &[u8]) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let font = named(&mut pdf, "UniGB-UTF16-H", "");
    pdf.page(&with_font(font), content);
    pdf.bytes()
}

/// A page whose content is packed so.
fn packed(filter: &str, data: &[u8]) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let content = pdf.stream(filter, data);
    pdf.page_of("", &format!("{content} 0 R"));
    pdf.bytes()
}

/// A page that draws the first of these forms; each may draw others by `/X1` and so on.
fn forms(bodies: &[&str]) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let first = 3;
    let names: String = (0..bodies.len()).map(|at| format!("/X{at} {} 0 R", first + at)).collect();
    for body in bodies {
        pdf.stream(&format!("/Type/XObject/Subtype/Form/Resources<</XObject<<{names}>>>>"), body.as_bytes());
    }
    pdf.page(&format!("/Resources<</XObject<<{names}>>>>"), b"/X0 Do");
    pdf.bytes()
}

fn with_object(body: &str) -> Vec<u8> {
    let mut pdf = plain(&[&[LINE]]);
    pdf.object(body);
    pdf.bytes()
}

fn with_map(map: &[u8]) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let map = pdf.stream("", map);
    let font = named(&mut pdf, "Identity-H", &format!("/ToUnicode {map} 0 R"));
    pdf.page(&with_font(font), show(72.0, 700.0, 12.0, &[1, 2, 3, 4]).as_bytes());
    pdf.bytes()
}

fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let at = bytes.windows(from.len()).rposition(|window| window == from.as_bytes()).unwrap();
    [&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat()
}

/// Files that want to loop, to nest or to swell; `scale` makes them large.
pub fn hostile(scale: usize) -> Vec<(&'static str, Vec<u8>)> {
    let zeros = vec![b' '; (32 * scale) << 20];
    let once = flate(&zeros);
    let deep = 20_000 * scale;
    let good = plain(&[&[LINE]]).bytes();
    let doubling: Vec<String> = (0..40).map(|at| format!("/X{} Do /X{} Do", at + 1, at + 1)).chain(["BT ET".to_owned()]).collect();
    let doubling: Vec<&str> = doubling.iter().map(String::as_str).collect();
    let mut tree = Pdf::new();
    tree.set(2, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>");
    let mut many = plain(&[&[LINE]]);
    many.set(2, &format!("<</Type/Pages/Kids[{}]/Count {}>>", "6 0 R ".repeat(5000 * scale), 5000 * scale));
    let mut length = Pdf::new();
    let content = length.object("<</Length 3 0 R>>\nstream\nBT ET\nendstream");
    length.page_of("", &format!("{content} 0 R"));
    let mut widths = Pdf::new();
    let descendant = widths
        .object("<</Type/Font/Subtype/CIDFontType0/BaseFont/X/W[0 4294967295 500 1 [500]]/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>");
    let font = widths.object(format!("<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/UniGB-UTF16-H/DescendantFonts[{descendant} 0 R]>>"));
    widths.page(&with_font(font), show(72.0, 700.0, 12.0, &wide(LINE)).as_bytes());
    let ranges = "1 beginbfrange <0000> <ffff> <0000> endbfrange\n".repeat(40 * scale);
    let mut objects = Pdf::new();
    let numbers = "1 0 ".repeat(50_000 * scale);
    objects.stream(&format!("/Type/ObjStm/N {}/First {}/Filter/FlateDecode", 50_000 * scale, numbers.len()), &flate(&[numbers.as_bytes(), &zeros].concat()));
    objects.page("", b"BT ET");
    vec![
        ("arrays in arrays", with_object(&("[".repeat(deep) + &"]".repeat(deep)))),
        ("dictionaries in dictionaries", with_object(&("<</A ".repeat(deep) + "1" + &">>".repeat(deep)))),
        ("arrays in arrays in a page", content_of(("[".repeat(deep) + "(a)" + &"]".repeat(deep) + "TJ").as_bytes())),
        ("a table of places before itself", replaced(&good, "/Root 1 0 R", "/Root 1 0 R/Prev 9")),
        ("a table of four billion places", replaced(&good, "xref\n0 ", "xref\n0 4294967")),
        ("a start beyond the end", replaced(&good, "startxref\n", "startxref\n9999999")),
        ("cut in the middle", good[..good.len() / 2].to_vec()),
        ("a tree that is its own branch", tree.bytes()),
        ("one page many times", many.bytes()),
        ("a length that is its own", length.bytes()),
        ("a thousand to one", packed("/Filter/FlateDecode", &once)),
        ("packed twice", packed("/Filter[/FlateDecode/FlateDecode]", &flate(&once))),
        ("packed thrice", packed("/Filter[/FlateDecode/FlateDecode/FlateDecode]", &flate(&flate(&once)))),
        ("packed sixty-four times", packed(&format!("/Filter[{}]", "/ASCIIHexDecode".repeat(64)), &once)),
        ("a bomb of objects", objects.bytes()),
        ("a form that draws itself", forms(&["/X0 Do"])),
        ("forms that double", forms(&doubling)),
        ("states without end", content_of("q ".repeat(50_000 * scale).as_bytes())),
        ("text without end", content_of("BT /F1 9 Tf (\\154\\325) Tj ET ".repeat(10_000 * scale).as_bytes())),
        ("widths of four billion", widths.bytes()),
        ("a map of everything, many times", with_map(format!("begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange {ranges} endcmap").as_bytes())),
        ("a map that means much", with_map(format!("begincmap 1 beginbfchar <0102> <{}> endbfchar endcmap", "6CD5".repeat(20_000 * scale)).as_bytes())),
    ]
}

/// Pages in every encoding that Chinese files use, and whether the text can be known.
pub fn fonts() -> Vec<(&'static str, Vec<u8>, bool)> {
    type Encode = fn(&str) -> Vec<u8>;
    let gbk: Encode = |text| GBK.encode(text).0.into_owned();
    let named_fonts: [(&'static str, Encode); 8] = [
        ("GB-EUC-H", gbk),
        ("GBpc-EUC-H", gbk),
        ("GBK-EUC-H", gbk),
        ("GBKp-EUC-H", gbk),
        ("GBK2K-H", |text| GB18030.encode(text).0.into_owned()),
        ("UniGB-UCS2-H", wide),
        ("UniGB-UTF16-H", wide),
        ("UniGB-UTF8-H", |text| text.as_bytes().to_vec()),
    ];
    let page = |name: &str, more: &str, codes: &[u8]| {
        let mut pdf = Pdf::new();
        let font = named(&mut pdf, name, more);
        pdf.page(&with_font(font), show(72.0, 700.0, 12.0, codes).as_bytes());
        pdf.bytes()
    };
    let mut all: Vec<(&'static str, Vec<u8>, bool)> = named_fonts.iter().map(|(name, encode)| (*name, page(name, "", &encode(LINE)), true)).collect();
    all.push(("a map that nobody knows", page("No-Such-H", "", &wide(LINE)), false));
    let mut private = Pdf::new();
    let codes: Vec<(Vec<u8>, String)> = LINE.chars().map(|c| (wide(&c.to_string()), "\u{e123}".to_owned())).collect();
    let map = private.stream("", &to_unicode(&codes));
    let font = named(&mut private, "Identity-H", &format!("/ToUnicode {map} 0 R"));
    private.page(&with_font(font), show(72.0, 700.0, 12.0, &wide(LINE)).as_bytes());
    all.push(("a map to private characters", private.bytes(), false));
    all
}
