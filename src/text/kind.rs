//! What a file is, told by its content. In: a name and bytes. Out: a [`Kind`], and whether the name says another.

use std::io::{Read, Seek};

use super::container::Container;
use super::csv;

/// The kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Pdf,
    /// A document of Word or WPS: docx.
    Docx,
    /// A workbook: xlsx.
    Sheet,
    /// GB/T 33190.
    Ofd,
    /// Any other ZIP.
    Zip,
    Html,
    Csv,
    /// Plain text and Markdown.
    Text,
    /// What is not read, and the way out.
    Other(&'static str),
}

/// Endings of the names of files that are read.
pub const ENDINGS: [&str; 15] = ["txt", "md", "markdown", "html", "htm", "shtml", "xhtml", "docx", "docm", "pdf", "ofd", "xlsx", "csv", "tsv", "zip"];

/// Files that open like this are not read.
const OTHERS: [(&[u8], &str); 11] = [
    (b"\xd0\xcf\x11\xe0", "an old Word, WPS or Excel file (.doc, .wps, .xls); save it as .docx or .xlsx, or run soffice --convert-to docx FILE"),
    (b"{\\rtf", "an RTF file; save it as .docx, or run soffice --convert-to docx FILE"),
    (b"MIME-Version:", "a web archive (MHT); save the page as .html"),
    (b"Rar!", "a RAR archive; pack it as .zip"),
    (b"7z\xbc\xaf", "a 7z archive; pack it as .zip"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip file; unpack it"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
];

/// What `bytes` are. The name decides only between text, Markdown and CSV.
pub(super) fn of(file_name: &str, bytes: &[u8]) -> Kind {
    // Before PDF: a document that is packed as it stands has its first bytes near the container's.
    if is_zip(bytes) {
        return Container::open(bytes).map_or(Kind::Zip, |container| packed(&container));
    }
    if bytes.get(..bytes.len().min(1024)).is_some_and(|head| head.windows(5).any(|five| five == b"%PDF-")) && !looks_like_markup(bytes) {
        return Kind::Pdf;
    }
    if let Some((_, what)) = OTHERS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Kind::Other(what);
    }
    if looks_like_markup(bytes) {
        return markup(bytes);
    }
    if csv::is_csv(file_name, bytes) { Kind::Csv } else { Kind::Text }
}

/// Whether a file is a ZIP container, a docx among others.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// What a ZIP container holds.
pub(super) fn packed<R: Read + Seek>(container: &Container<R>) -> Kind {
    let has = |wanted: &str| container.names().iter().any(|name| name.eq_ignore_ascii_case(wanted));
    let typed = has("[Content_Types].xml");
    if has("OFD.xml") {
        Kind::Ofd
    } else if has("word/document.xml") || typed && container.names().iter().any(|name| name.starts_with("word/")) {
        Kind::Docx
    } else if has("xl/workbook.xml") {
        Kind::Sheet
    } else if has("xl/workbook.bin") {
        Kind::Other("a binary workbook (.xlsb); save it as .xlsx")
    } else if has("ppt/presentation.xml") {
        Kind::Other("a presentation; save its text as .docx")
    } else if has("content.xml") && has("mimetype") {
        Kind::Other("an OpenDocument file; save it as .docx or .xlsx, or run soffice --convert-to docx FILE")
    } else {
        Kind::Zip
    }
}

/// The ASCII that a file of markup opens with, whatever its encoding; empty where it opens with no tag.
fn opening(bytes: &[u8]) -> String {
    let head = bytes.iter().take(2048).filter(|byte| byte.is_ascii() && **byte != 0);
    let text: String = head.skip_while(|byte| byte.is_ascii_whitespace()).map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    if text.starts_with('<') { text } else { String::new() }
}

fn looks_like_markup(bytes: &[u8]) -> bool {
    let head = opening(bytes);
    let tags = [
        "<!doctype",
        "<html",
        "<head",
        "<body",
        "<meta",
        "<title",
        "<div",
        "<table",
        "<p>",
        "<p ",
        "<?xml",
        "<script",
        "<style",
        "<!--",
        "<section",
        "<article",
        "<span",
    ];
    tags.iter().any(|tag| head.starts_with(tag))
}

fn markup(bytes: &[u8]) -> Kind {
    let head = opening(bytes);
    match head.starts_with("<?xml") {
        true if head.contains("word.document") || head.contains("2003/wordml") => Kind::Other("a Word 2003 XML file; save it as .docx"),
        true if head.contains("excel.sheet") => Kind::Other("an Excel 2003 XML file; save it as .xlsx"),
        true if !head.contains("<html") => Kind::Other("an XML file"),
        _ => Kind::Html,
    }
}

/// A clause for the outcome where a name says another kind than the bytes are.
pub(super) fn wrong_name(file_name: &str, kind: Kind) -> Option<String> {
    let ending = file_name.rsplit_once('.')?.1.to_ascii_lowercase();
    let said: &[Kind] = match ending.as_str() {
        "txt" | "md" | "markdown" => &[Kind::Text, Kind::Csv],
        "html" | "htm" | "shtml" | "xhtml" => &[Kind::Html],
        "docx" | "docm" => &[Kind::Docx],
        "pdf" => &[Kind::Pdf],
        "ofd" => &[Kind::Ofd],
        "xlsx" | "xlsm" => &[Kind::Sheet],
        "csv" | "tsv" => &[Kind::Csv],
        "doc" | "wps" | "xls" | "et" | "rtf" | "zip" => &[],
        _ => return None,
    };
    let is = match kind {
        Kind::Pdf => "a PDF",
        Kind::Docx => "a docx document",
        Kind::Sheet => "an xlsx workbook",
        Kind::Ofd => "an OFD document",
        Kind::Html => "a web page",
        Kind::Csv => "a table",
        Kind::Text => "plain text",
        Kind::Zip | Kind::Other(_) => return None,
    };
    (!said.contains(&kind)).then(|| format!("named .{ending}, but it is {is}"))
}

/// Whether an ending is of a kind that is refused with a way out, so that a folder or an archive does not pass over it in silence.
pub fn is_old(ending: &str) -> bool {
    matches!(ending, "doc" | "wps" | "xls" | "rtf" | "et")
}
