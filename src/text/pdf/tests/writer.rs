//! A small writer of PDFs: objects, streams, a page tree, a table of places.

use std::fmt::Write as _;

/// A file in the making. Object 1 is the root, object 2 the page tree.
pub struct Pdf {
    objects: Vec<Vec<u8>>,
    pages: Vec<usize>,
}

impl Pdf {
    pub fn new() -> Pdf {
        Pdf { objects: vec![b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), Vec::new()], pages: Vec::new() }
    }

    pub fn object(&mut self, body: impl Into<Vec<u8>>) -> usize {
        self.objects.push(body.into());
        self.objects.len()
    }

    pub fn stream(&mut self, dict: &str, data: &[u8]) -> usize {
        let mut body = format!("<<{dict}/Length {}>>\nstream\n", data.len()).into_bytes();
        body.extend_from_slice(data);
        body.extend_from_slice(b"\nendstream");
        self.object(body)
    }

    /// A page of A4; `more` goes into its dictionary.
    pub fn page(&mut self, more: &str, content: &[u8]) -> usize {
        let content = self.stream("", content);
        self.page_of(more, &format!("{content} 0 R"))
    }

    pub fn page_of(&mut self, more: &str, contents: &str) -> usize {
        let page = self.object(format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {contents}{more}>>"));
        self.pages.push(page);
        page
    }

    /// Replaces what an object says.
    pub fn set(&mut self, object: usize, body: &str) {
        self.objects[object - 1] = body.as_bytes().to_vec();
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut objects = self.objects.clone();
        if objects[1].is_empty() {
            let kids: String = self.pages.iter().map(|page| format!("{page} 0 R ")).collect();
            objects[1] = format!("<</Type/Pages/Kids[{kids}]/Count {}>>", self.pages.len()).into_bytes();
        }
        let (mut bytes, mut places) = (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(), Vec::new());
        for (number, object) in (1..).zip(&objects) {
            places.push(bytes.len());
            bytes.extend(format!("{number} 0 obj\n").bytes());
            bytes.extend_from_slice(object);
            bytes.extend_from_slice(b"\nendobj\n");
        }
        let xref = bytes.len();
        let mut end = format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
        for place in &places {
            let _ = writeln!(end, "{place:010} 00000 n ");
        }
        let _ = write!(end, "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{xref}\n%%EOF\n", places.len() + 1);
        bytes.extend(end.bytes());
        bytes
    }
}

/// `<6CD5…>`
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold("<".to_owned(), |hex, byte| hex + &format!("{byte:02X}")) + ">"
}

/// Text in font `F1` at a place.
pub fn show(x: f64, y: f64, size: f64, bytes: &[u8]) -> String {
    format!("BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm {} Tj ET\n", hex(bytes))
}

/// The resources with font `F1`.
pub fn with_font(font: usize) -> String {
    format!("/Resources<</Font<</F1 {font} 0 R>>>>")
}

/// Big-endian UTF-16.
pub fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

/// A font with a predefined CMap and no file.
pub fn named(pdf: &mut Pdf, encoding: &str, more: &str) -> usize {
    let descendant = pdf.object("<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1[500] 2 94 500 814 939 500]/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>");
    pdf.object(format!("<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/{encoding}/DescendantFonts[{descendant} 0 R]{more}>>"))
}

/// A page of `lines` from the top, 20 points apart, set in UniGB-UTF16-H.
pub fn plain_page(lines: &[&str]) -> String {
    (0u32..).zip(lines).map(|(place, line)| show(72.0, 740.0 - 20.0 * f64::from(place), 14.0, &wide(line))).collect()
}

/// A file of such pages.
pub fn plain(pages: &[&[&str]]) -> Pdf {
    let mut pdf = Pdf::new();
    let font = named(&mut pdf, "UniGB-UTF16-H", "");
    for lines in pages {
        pdf.page(&with_font(font), plain_page(lines).as_bytes());
    }
    pdf
}
