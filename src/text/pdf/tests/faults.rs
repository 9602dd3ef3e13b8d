//! Files that are damaged, locked, scanned or packed out of measure: read as far as they go, or refused with the reason.

use lopdf::encryption::{EncryptionState, EncryptionVersion, Permissions};
use lopdf::{Document, SaveOptions, StringFormat};

use super::writer::{Pdf, named, plain, plain_page, with_font};
use super::{LINES, read, said};

fn expected() -> String {
    LINES.map(|line| format!("{line}\n")).concat()
}

fn refused(bytes: &[u8]) -> String {
    read(bytes).unwrap_err().to_string()
}

#[test]
fn a_scanned_file_says_so() {
    let mut pdf = Pdf::new();
    let image = pdf.stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", b"\x80");
    pdf.page(&format!("/Resources<</XObject<</I {image} 0 R>>>>"), b"q 595 0 0 842 0 0 cm /I Do Q");
    assert_eq!(refused(&pdf.bytes()), "a scanned PDF: pages are pictures; run OCR first");
    let mut inline = Pdf::new();
    inline.page("", b"q BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q");
    assert!(refused(&inline.bytes()).contains("OCR"));
}

#[test]
fn one_scanned_page_among_others_is_noted() {
    let mut pdf = plain(&[&LINES]);
    let image = pdf.stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", b"\x80");
    pdf.page(&format!("/Resources<</XObject<</I {image} 0 R>>>>"), b"/I Do");
    let text = read(&pdf.bytes()).unwrap();
    assert!(text.content == expected() && said(&text).iter().any(|note| note.starts_with("page 2: pictures")), "{:?}", said(&text));
}

#[test]
fn empty_pages_and_drawn_letters() {
    let mut pdf = Pdf::new();
    pdf.page("", b"");
    assert_eq!(refused(&pdf.bytes()), "a PDF whose 1 pages are empty");
    let mut drawn = Pdf::new();
    drawn.page("", b"0 0 m 10 10 l 20 0 l f");
    assert!(refused(&drawn.bytes()).contains("drawn"));
}

fn locked(version: impl Fn(&Document) -> EncryptionState) -> Vec<u8> {
    let mut document = Document::load_mem(&plain(&[&LINES]).bytes()).unwrap();
    document
        .trailer
        .set("ID", vec![lopdf::Object::String(vec![7; 16], StringFormat::Hexadecimal), lopdf::Object::String(vec![7; 16], StringFormat::Hexadecimal)]);
    let state = version(&document);
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_lock_without_a_password_opens_and_one_with_a_password_is_named() {
    let version = |user: &'static str| {
        move |document: &Document| {
            EncryptionState::try_from(EncryptionVersion::V2 {
                document,
                owner_password: "owner",
                user_password: user,
                key_length: 128,
                permissions: Permissions::all(),
            })
            .unwrap()
        }
    };
    assert_eq!(read(&locked(version(""))).unwrap().content, expected());
    assert!(refused(&locked(version("secret"))).contains("password"));
}

#[test]
fn a_lost_table_of_places_is_made_again() {
    let bytes = plain(&[&LINES]).bytes();
    let at = bytes.windows(4).rposition(|w| w == b"xref").unwrap();
    let shifted: Vec<u8> = [b"%PDF-1.7\n% a line more\n", &bytes[9..]].concat();
    for damaged in [bytes[..at].to_vec(), bytes[..bytes.len() - 30].to_vec(), shifted] {
        match read(&damaged) {
            Ok(text) => assert!(text.content == expected() && said(&text).iter().any(|note| note.contains("damaged")), "{:?}", said(&text)),
            Err(error) => assert!(error.to_string().contains("damaged"), "{error}"),
        }
    }
}

#[test]
fn objects_packed_in_streams() {
    let mut document = Document::load_mem(&plain(&[&LINES, &LINES]).bytes()).unwrap();
    let mut bytes = Vec::new();
    document.save_with_options(&mut bytes, SaveOptions { use_object_streams: true, use_xref_streams: true, ..SaveOptions::default() }).unwrap();
    assert!(bytes.windows(7).any(|w| w == b"/ObjStm"));
    assert!(read(&bytes).unwrap().content.starts_with(&expected()));
}

/// `data` packed as a stream of zlib blocks that are stored, not squeezed.
fn packed(data: &[u8]) -> Vec<u8> {
    let mut stream = lopdf::Stream::new(lopdf::Dictionary::new(), data.to_vec());
    stream.compress().unwrap();
    stream.content
}

#[test]
fn streams_packed_out_of_measure_are_refused() {
    let once = packed(&vec![b' '; 80 << 20]);
    let twice = packed(&once);
    let cases = [
        ("/Filter/FlateDecode", once, "64 MiB"),
        ("/Filter[/FlateDecode/FlateDecode]", twice.clone(), "64 MiB"),
        ("/Filter[/FlateDecode/FlateDecode/FlateDecode/FlateDecode]", twice, "4 times"),
    ];
    for (filter, data, reason) in cases {
        let mut pdf = Pdf::new();
        let bomb = pdf.stream(filter, &data);
        pdf.page_of("", &format!("{bomb} 0 R"));
        assert!(refused(&pdf.bytes()).contains(reason), "{filter}: {}", refused(&pdf.bytes()));
    }
}

#[test]
fn circles_and_depths_end() {
    let mut pdf = Pdf::new();
    let font = named(&mut pdf, "UniGB-UTF16-H", "");
    let page = pdf.page(&with_font(font), plain_page(&LINES).as_bytes());
    pdf.set(2, &format!("<</Type/Pages/Kids[2 0 R {page} 0 R {page} 0 R 2 0 R]/Count 4>>"));
    assert_eq!(read(&pdf.bytes()).unwrap().content, expected());
    let mut forms = Pdf::new();
    let font = named(&mut forms, "UniGB-UTF16-H", "");
    let content = format!("/X Do {} /X Do", plain_page(&["正文"]));
    let form = forms.stream("/Type/XObject/Subtype/Form/BBox[0 0 1 1]", b"");
    let resources = format!("/Resources<</Font<</F1 {font} 0 R>>/XObject<</X {form} 0 R>>>>");
    forms.set(form, &format!("<</Type/XObject/Subtype/Form/BBox[0 0 600 900]{resources}/Length {}>>\nstream\n{content}\nendstream", content.len()));
    forms.page(&resources, content.as_bytes());
    let text = read(&forms.bytes()).unwrap();
    assert!(text.content.contains("正文") && said(&text).iter().any(|note| note.contains("deep")), "{:?}", said(&text));
}

#[test]
fn a_stream_that_breaks_off_is_noted() {
    let mut pdf = Pdf::new();
    let font = named(&mut pdf, "UniGB-UTF16-H", "");
    let whole = plain_page(&LINES);
    pdf.page(&with_font(font), &whole.as_bytes()[..whole.len() - 12]);
    assert!(said(&read(&pdf.bytes()).unwrap()).iter().any(|note| note.contains("breaks off")));
}

#[test]
fn no_pdf_at_all() {
    for bytes in [&b"%PDF-1.4\n"[..], b"%PDF-1.7\nnothing of the kind\n%%EOF", b"\n\n%PDF-1.4 1 0 obj endobj"] {
        assert!(refused(bytes).contains("PDF"), "{}", refused(bytes));
    }
}
