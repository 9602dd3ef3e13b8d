//! Hostile documents: bombs, entities, nesting, names that lie. Generated here; each is refused or read within limits, and none stops the program.
//!
//! `FAZHI_TORTURE=full` makes them large and has each decoded in a child, too.

use std::io::Write;
use std::time::{Duration, Instant};

use fazhi::text;
use zip::write::SimpleFileOptions;

use crate::torture::{self, Row};

/// How long one document may take in a build that is not optimised.
const LONGEST: Duration = Duration::from_secs(20);

fn scale() -> usize {
    crate::torture::scale(8)
}

/// A ZIP container of parts.
pub fn zipped<B: AsRef<[u8]>>(parts: &[(&str, B)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(content.as_ref()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

const SPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// A docx whose body is `body`.
fn docx(body: &str) -> Vec<u8> {
    zipped(&[("word/document.xml", format!("<?xml version=\"1.0\"?><w:document {SPACE}><w:body>{body}</w:body></w:document>"))])
}

fn words(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A case: what it is, its file's name, its bytes, and whether it must be refused.
type Case<'a> = (&'a str, &'a str, Vec<u8>, bool);

/// Reads each, and prints what became of it. None may take longer than the row's bar, here or in a child.
fn judge(mut row: Row, cases: Vec<Case>) {
    let mut wrong = Vec::new();
    for (what, name, bytes, refused) in cases {
        let start = Instant::now();
        let read = text::read(name, &bytes);
        let took = start.elapsed();
        println!(
            "{what:<34} {:>9} bytes {:>6} ms  {}",
            bytes.len(),
            took.as_millis(),
            read.as_ref().map_or_else(ToString::to_string, |text| format!("read, {} bytes", text.content.len()))
        );
        row.took(1, took);
        if read.is_err() != refused {
            wrong.push(what.to_owned());
        }
        wrong.extend(row.in_child(name, &bytes, refused).map(|how| format!("{what}, {how}")));
    }
    row.close();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// A ZIP whose two entries share their bytes, as a quoted bomb's do: the directory leads twice to the first.
fn overlapping() -> Vec<u8> {
    let mut bytes = zipped(&[("a.txt", "法".repeat(4000)), ("b.txt", "治".repeat(4000))]);
    let at = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    bytes[at + 42..at + 46].copy_from_slice(&0u32.to_le_bytes());
    bytes
}

/// A ZIP that says it has so many entries and has one.
fn boasting(count: u16) -> Vec<u8> {
    let mut bytes = zipped(&[("a.txt", "法")]);
    let at = bytes.windows(4).rposition(|four| four == b"PK\x05\x06").unwrap();
    bytes[at + 8..at + 10].copy_from_slice(&count.to_le_bytes());
    bytes[at + 10..at + 12].copy_from_slice(&count.to_le_bytes());
    bytes
}

#[test]
fn d2_bombs_are_refused() {
    let megabytes = |count: usize| vec![b' '; count << 20];
    let flood: Vec<(String, &str)> = (0..5000).map(|at| (format!("word/{at}.xml"), "")).collect();
    let flood: Vec<(&str, &str)> = flood.iter().map(|(name, content)| (name.as_str(), *content)).collect();
    let inner = zipped(&[("a.txt", "法")]);
    let ratio = docx(&words(&" ".repeat((8 * scale()) << 20)));
    let mut lying = ratio.clone();
    // The central directory says that ten bytes come out.
    if let Some(at) = lying.windows(4).position(|four| four == b"PK\x01\x02") {
        lying[at + 24..at + 28].copy_from_slice(&10u32.to_le_bytes());
    }
    let styles = zipped(&[
        ("word/document.xml", format!("<w:document {SPACE}><w:body>{}</w:body></w:document>", words("法")).into_bytes()),
        ("word/styles.xml", megabytes(8 * scale())),
    ]);
    let giant = docx(&words(&"法".repeat((24 * scale()) << 17)));
    let sheet = zipped(&[("[Content_Types].xml", b"<Types/>".to_vec()), ("xl/workbook.xml", megabytes(8 * scale()))]);
    judge(
        Row::new("D2", "bombs in containers", torture::seconds(2.0)),
        vec![
            ("a thousand to one", "a.docx", ratio, true),
            ("sizes that lie", "a.docx", lying, true),
            ("giant styles", "a.docx", styles, true),
            ("a flood of entries", "a.zip", zipped(&flood), true),
            ("a ZIP in a ZIP", "a.zip", zipped(&[("b.zip", inner)]), true),
            ("tables in tables", "a.docx", docx(&"<w:tbl><w:tr><w:tc>".repeat(5000 * scale())), true),
            ("a cut container", "a.docx", docx(&words("法治")).into_iter().take(80).collect(), true),
            ("entries that overlap", "a.zip", overlapping(), true),
            ("sixty-five thousand entries", "a.zip", boasting(65_534), true),
            ("more entries than can be told", "a.zip", boasting(65_535), true),
            ("one giant run", "a.docx", giant, true),
            ("a giant workbook", "a.xlsx", sheet, true),
            ("a giant page of an OFD", "a.ofd", zipped(&[("OFD.xml", megabytes(8 * scale()))]), true),
        ],
    );
}

#[test]
fn d3_names_that_lead_out_of_a_zip_lead_nowhere() {
    let dir = tempfile::tempdir().unwrap();
    let (zip, here) = (dir.path().join("in.zip"), dir.path().join("here/deep"));
    std::fs::create_dir_all(&here).unwrap();
    let text = crate::support::report("新兴镇", "");
    let absolute = dir.path().join("absolute.txt");
    let mut out = zip::ZipWriter::new(std::fs::File::create(&zip).unwrap());
    let names = ["../../x.txt", "..\\..\\x.txt", absolute.to_str().unwrap(), "a/../../../y.txt", "C:\\z.txt", "/etc/fazhi-d3.txt", "~/w.txt", "good.txt"];
    for (at, name) in names.iter().enumerate() {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(text.replace("学习", &format!("学习{at}")).as_bytes()).unwrap();
    }
    out.add_symlink("link.txt", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    out.finish().unwrap();
    let before = listing(dir.path());
    let mut row = Row::new("D3", "names that lead out of a ZIP", LONGEST);
    let start = Instant::now();
    let store = dir.path().join("kg");
    let output = crate::support::fazhi()
        .current_dir(&here)
        .args(["build", zip.to_str().unwrap(), "--format", "json", "--store", store.to_str().unwrap()])
        .output()
        .unwrap();
    row.took(names.len() + 1, start.elapsed());
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    // The link's words are a path, and that is no document; what it leads to is not read.
    assert!(said["read"] == names.len() && said["counts"]["refused"] == 1 && !said.to_string().contains("root:"), "{said:#}");
    std::fs::remove_dir_all(&store).unwrap();
    assert_eq!(listing(dir.path()), before);
    assert!(!std::path::Path::new("/etc/fazhi-d3.txt").exists());
    row.found("0 files written");
    row.close();
}

/// All paths below a folder.
fn listing(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path()).collect()
}

#[test]
fn d4_entities_and_document_types_are_refused() {
    let body = format!("<w:document {SPACE}><w:body>{}</w:body></w:document>", words("&x;"));
    let canary = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    canary.set_nonblocking(true).unwrap();
    let there = format!("http://{}/a.dtd", canary.local_addr().unwrap());
    let types = [
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>".to_owned(),
        "<!DOCTYPE a [<!ENTITY y \"法法法法\"><!ENTITY x \"&y;&y;&y;\">]>".to_owned(),
        format!("<!DOCTYPE a SYSTEM \"{there}\">"),
        "<!DOCTYPE a [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]>".to_owned(),
        format!("<!DOCTYPE a PUBLIC \"x\" \"{there}\">"),
        format!("<!DOCTYPE a [<!ENTITY x SYSTEM \"{there}\">]>"),
        String::new(),
    ];
    let mut table: Vec<Case> = types.iter().map(|kind| (kind.as_str(), "a.docx", zipped(&[("word/document.xml", format!("{kind}{body}"))]), true)).collect();
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(format!("{}{body}", types[0]).encode_utf16().flat_map(u16::to_le_bytes)).collect();
    table.push(("in UTF-16", "a.docx", zipped(&[("word/document.xml", wide)]), true));
    table.push(("in a relation", "a.docx", zipped(&[("word/document.xml", body.replace("&x;", "x")), ("_rels/.rels", format!("{}<a/>", types[0]))]), true));
    let mut row = Row::new("D4", "entities, document types", torture::seconds(1.0));
    row.found("0 connected");
    judge(row, table);
    assert!(canary.accept().is_err(), "somebody asked for a document type");
}

#[test]
fn d5_and_d8_attributes_and_nesting_take_no_time() {
    let attributes: String = (0..10_000 * scale()).map(|at| format!(" a{at}=\"\"")).collect();
    let spaces: String = (0..10_000 * scale()).map(|at| format!(" xmlns:n{at}=\"u{at}\"")).collect();
    let page = |open: &str, close: &str| {
        let count = ((128 * scale()) << 10) / open.len();
        format!("<html><body>{}<p>新集镇人民政府关于法治政府建设情况的报告。</p>{}", open.repeat(count), close.repeat(count)).into_bytes()
    };
    let formats: String = (0..2000 * scale()).map(|at| format!("<b class={at}>")).collect();
    judge(
        Row::new("D5", "attributes, namespaces", torture::seconds(1.0)).within(128 << 20),
        vec![
            ("attributes", "a.docx", docx(&format!("<w:p{attributes}><w:r><w:t>法治</w:t></w:r></w:p>")), false),
            ("namespaces", "a.docx", docx(&format!("<w:p{spaces}><w:r><w:t>法治</w:t></w:r></w:p>")), false),
            ("paragraphs in paragraphs", "a.docx", docx(&("<w:p>".repeat(400) + &words("法治"))), true),
        ],
    );
    judge(
        Row::new("D8", "nesting of web pages", torture::seconds(1.0)).within(128 << 20),
        vec![
            ("div", "a.html", page("<div>", "</div>"), false),
            ("ul li", "a.html", page("<ul><li>", ""), false),
            ("b", "a.html", page("<b>", ""), false),
            ("a i", "a.html", page("<a href=x><i>", ""), false),
            ("svg", "a.html", page("<svg><g>", "</g></svg>"), false),
            ("svg without end", "a.html", page("<svg><g>", ""), false),
            ("svg in svg", "a.html", page("<svg><foreignObject>", ""), false),
            ("math without end", "a.html", page("<math><mrow>", ""), false),
            ("table", "a.html", page("<table><tr><td>", ""), false),
            ("template", "a.html", page("<template>", ""), true),
            ("p", "a.html", page("<p>", ""), false),
            (
                "formats without end",
                "a.html",
                format!("<html><body>{formats}{}<p>新集镇人民政府法治政府建设报告。", "<p>一".repeat(2000 * scale())).into_bytes(),
                false,
            ),
        ],
    );
}

#[test]
fn words_in_a_drawing_without_end_are_read() {
    let words = "新集镇人民政府关于法治政府建设情况的报告。";
    let count = ((128 * scale()) << 10) / 8;
    for (open, close) in [("<svg><g>", ""), ("<svg><g>", "</g></svg>"), ("<svg><foreignObject>", ""), ("<math><mrow>", ""), ("<g>", "")] {
        for said in [format!("<p>{words}<p>一、学习。"), format!("<text>{words}</text><text>一、学习。</text>"), format!("{words}一、学习。")] {
            for count in [1, 600, count] {
                let page = format!("<html><body><svg>{}{said}{}</body></html>", open.repeat(count), close.repeat(count));
                let start = Instant::now();
                let read = text::read("a.html", page.as_bytes()).unwrap_or_else(|error| panic!("{count} {open} {said}: {error}"));
                assert!(read.content.contains(words) && read.content.contains("一、学习。"), "{count} {open} {said}: {}", read.content);
                assert!(start.elapsed() < LONGEST, "{count} {open} {said}: {:?}", start.elapsed());
            }
        }
    }
    // A paragraph ends a drawing, as browsers have it: nothing to tell. Words that stay in it are told, and beside a text they are no part of it.
    let notes = |page: String| text::read("a.html", page.as_bytes()).unwrap();
    assert!(notes(format!("<html><body>{}<p>{words}", "<svg><g>".repeat(600))).notes.is_empty());
    assert_eq!(notes(format!("<html><body><svg><text>{words}")).notes, ["its words stand in a drawing"]);
    let beside = notes(format!("<html><body><svg><title>上一页</title></svg><p>{words}</p></body></html>"));
    assert!(beside.notes.is_empty() && !beside.content.contains("上一页"), "{}", beside.content);
}

#[test]
fn d13_content_decides_and_a_wrong_name_is_said() {
    let page = "<!DOCTYPE html><html><body><p>新集镇人民政府关于2023年度法治政府建设情况的报告。</p></body></html>".as_bytes().to_vec();
    let plain = "新集镇人民政府关于2023年度法治政府建设情况的报告。".as_bytes().to_vec();
    let table = "指标,单位,数量\n执法巡查,次,58\n信访件,件,37\n".as_bytes().to_vec();
    let word = docx(&words("新集镇人民政府关于2023年度法治政府建设情况的报告。"));
    let kinds = [("html", page), ("txt", plain), ("csv", table), ("docx", word)];
    let mut row = Row::new("D13", "names that lie, two kinds in one", torture::seconds(1.0));
    for (is, bytes) in &kinds {
        for said in ["html", "txt", "csv", "docx"] {
            row.took(1, Duration::ZERO);
            let read = text::read(&format!("a.{said}"), bytes).unwrap_or_else(|error| panic!("{is} named {said}: {error}"));
            let noted = read.notes.iter().any(|note| note.contains(&format!("named .{said}")));
            let fits = *is == said || (*is, said) == ("csv", "txt");
            assert_eq!(noted, !fits, "{is} named {said}: {:?}", read.notes);
        }
    }
    // Two kinds in one file: what it opens with decides, and no reader breaks at the other.
    let find = |is: &str| kinds.iter().find(|(kind, _)| *kind == is).map(|(_, bytes)| bytes.clone()).unwrap();
    let stored = stored_pdf();
    let polyglots: [(&str, Vec<u8>); 6] = [
        ("a PDF's mark before a ZIP", [b"%PDF-1.7\n".to_vec(), find("docx")].concat()),
        ("a page before a ZIP", [find("html"), find("docx")].concat()),
        ("a ZIP before a page", [find("docx"), find("html")].concat()),
        ("a picture before a ZIP", [b"GIF89a".to_vec(), find("docx")].concat()),
        ("a PDF's mark in a page", "<html><!-- %PDF-1.4 --><p>新集镇人民政府关于2023年度法治政府建设情况的报告。".as_bytes().to_vec()),
        ("a PDF packed as it stands", stored),
    ];
    for (what, bytes) in &polyglots {
        let read = text::read("a.txt", bytes);
        println!("{what:<34} {}", read.as_ref().map_or_else(ToString::to_string, |text| text.format.to_owned()));
        row.took(1, Duration::ZERO);
    }
    assert!(text::read("a.txt", &polyglots[4].1).unwrap().format == "text/html");
    assert!(text::read("a.zip", &polyglots[5].1).unwrap_err().0.contains("ZIP"), "a ZIP whose first document is a PDF is a ZIP");
    row.close();
    let old = text::read("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").unwrap_err().to_string();
    assert!(old.contains(".docx") && old.contains("soffice"), "{old}");
}

/// A ZIP with a PDF in it that is not deflated: its first bytes stand near the container's.
fn stored_pdf() -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    out.start_file("a.pdf", SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)).unwrap();
    out.write_all(b"%PDF-1.7\n%%EOF").unwrap();
    out.finish().unwrap().into_inner()
}

#[test]
fn revisions_notes_and_hidden_words() {
    let body = concat!(
        "<w:p><w:r><w:t>组织学习</w:t></w:r><w:del><w:r><w:delText>九</w:delText></w:r></w:del><w:ins><w:r><w:t>十</w:t></w:r></w:ins><w:r><w:t>次</w:t></w:r>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>",
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p><w:p><w:r><w:t>后半</w:t></w:r></w:p>",
        "<w:p><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom></w:p>",
    );
    let document = format!("<w:document {SPACE}><w:body>{body}</w:body></w:document>");
    let notes = format!("<w:footnotes {SPACE}><w:footnote w:id=\"2\">{}</w:footnote></w:footnotes>", words("含网络学习"));
    let header = format!("<w:hdr {SPACE}>{}</w:hdr>", words("内部资料"));
    let bytes = zipped(&[("word/document.xml", document), ("word/footnotes.xml", notes), ("word/header1.xml", header)]);
    let text = text::read("a.docx", &bytes).unwrap();
    assert_eq!(text.content, "组织学习十次\n注1：含网络学习\n前半后半\n");
    assert_eq!(text.apart, ["内部资料"]);
}

#[test]
fn what_is_doubtful_is_said_in_the_graph() {
    let lost = crate::support::report("新兴镇", &"\u{e012}\u{e013}\u{e014}".repeat(4));
    let reading = crate::support::reader().read("a.txt", lost.as_bytes());
    assert!(matches!(&reading.outcome, fazhi::pipeline::Outcome::Partial(reason) if reason.contains("doubtful")), "{:?}", reading.outcome);
    assert!(reading.quads().iter().any(|quad| quad.predicate.as_str().ends_with("#doubtful")));
    let fine = crate::support::reader().read("a.txt", crate::support::report("新兴镇", "").as_bytes());
    assert!(!fine.quads().iter().any(|quad| quad.predicate.as_str().ends_with("#doubtful") || quad.predicate.as_str().ends_with("#layout")));
}
