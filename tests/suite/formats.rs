//! The same report in every format says the same (`tests/formats/`), and each place leads back.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fazhi::pipeline::{Outcome, Reading};
use fazhi::text;

use crate::facts::Facts;
use crate::support::{reader, report, root, run};

/// The least agreement of facts, in thousandths (F1).
const LEAST: usize = 980;

fn folder() -> PathBuf {
    root().join("tests/formats")
}

fn read(path: &Path) -> Reading {
    reader().read(&path.file_name().unwrap().to_string_lossy(), &std::fs::read(path).unwrap())
}

#[test]
fn every_format_says_what_the_text_says() {
    let mut lines = Vec::new();
    let mut low = Vec::new();
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    // PDFs are compared in the tests of their reader.
    files.retain(|path| path.extension().is_none_or(|ending| ending != "pdf"));
    let is_base = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "txt" || ending == "md");
    for base in files.iter().filter(|path| is_base(path)) {
        let number = base.file_stem().unwrap().to_string_lossy().into_owned();
        let wanted = Facts::of(&read(base).quads());
        for file in files.iter().filter(|path| !is_base(path) && path.file_name().unwrap().to_string_lossy().starts_with(&number)) {
            let reading = read(file);
            let quads = reading.quads();
            crate::properties::spans_read_back(&quads);
            let found = Facts::of(&quads);
            let (score, differ) = wanted.agreement(&found);
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            lines.push(format!("{name:<12} {score} of 1000, {} facts", found.count()));
            if score < LEAST {
                low.push(format!("{name} {score} {:?}\n{}", reading.outcome, differ.join("\n")));
            }
        }
    }
    println!("{}", lines.join("\n"));
    assert!(lines.len() >= 60 && low.is_empty(), "{}", low.join("\n"));
}

/// Without white space, which formats write in their own ways.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').collect()
}

#[test]
fn paragraphs_and_pages_lead_back() {
    for number in 1..=11 {
        let base = std::fs::read_to_string(folder().join(format!("{number:02}.txt"))).unwrap();
        let wanted: Vec<String> = base.lines().map(bare).filter(|line| !line.is_empty()).collect();
        for ending in ["docx", "ofd"] {
            let path = folder().join(format!("{number:02}.{ending}"));
            let text = text::read(&path.file_name().unwrap().to_string_lossy(), &std::fs::read(&path).unwrap()).unwrap();
            let chars: Vec<char> = text.content.chars().collect();
            let marks = text.origin.marks();
            let pages: Vec<u32> = marks.iter().map(|(_, place)| place.page).collect();
            assert!(pages.first() == Some(&1) && pages.windows(2).all(|pair| pair[0] <= pair[1] && pair[1] <= pair[0] + 1), "{path:?} {pages:?}");
            let mut paragraphs: BTreeMap<u32, String> = BTreeMap::new();
            for (at, (start, place)) in marks.iter().enumerate() {
                let end = marks.get(at + 1).map_or(chars.len(), |(next, _)| *next);
                paragraphs.entry(place.paragraph).or_default().extend(&chars[*start..end]);
            }
            let found: Vec<String> = paragraphs.values().map(|text| bare(text)).collect();
            if ending == "docx" {
                assert_eq!(found, wanted, "{path:?}");
            } else {
                assert_eq!(found.concat(), wanted.concat(), "{path:?}");
            }
        }
    }
}

#[test]
fn a_zip_is_its_documents_and_show_tells_the_place() {
    let dir = tempfile::tempdir().unwrap();
    let zip = dir.path().join("reports.zip");
    let inner = std::fs::read(folder().join("01.docx")).unwrap();
    let parts: Vec<(&str, Vec<u8>)> = vec![
        ("2023/01.docx", inner.clone()),
        ("新兴镇.txt", report("新兴镇", "").into_bytes()),
        ("photo.jpg", vec![1, 2, 3]),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1".to_vec()),
    ];
    std::fs::write(&zip, crate::documents::zipped(&parts)).unwrap();
    let store = dir.path().join("kg");
    let (code, out, err) = run(&["build", dir.path().to_str().unwrap(), "--store", store.to_str().unwrap()]);
    assert!(code == 2 && out.contains("2 read") && out.contains("old.doc") && out.contains("soffice"), "{out}{err}");
    let (_, export, _) = run(&["export", "--format", "nquads", "--only-read", "--store", store.to_str().unwrap()]);
    assert!(export.contains("\"reports.zip!2023/01.docx\"") && export.contains("\"reports.zip!新兴镇.txt\""));
    assert!(export.contains(&format!("source/{}>", &fazhi::pipeline::hex(&inner)[..16])));
    let (_, again, _) = run(&["build", zip.to_str().unwrap(), "--store", store.to_str().unwrap()]);
    assert!(again.contains("0 read"), "{again}");
    let (code, shown, err) = run(&["show", "向启文", "--store", store.to_str().unwrap()]);
    assert!(code == 0 && shown.contains("2023/01.docx 第") && shown.contains("段 #char="), "{shown}{err}");
}

#[test]
fn a_table_of_towns_is_read_and_judged() {
    let table = "乡镇,排查矛盾纠纷（件）,化解率（%）\n新集镇,526,99.1\n沙窝镇,310,98.5\n";
    let reading = reader().read("towns.csv", table.as_bytes());
    assert!(matches!(&reading.outcome, Outcome::Refused(reason) if reason.contains("no official document")), "{:?}", reading.outcome);
    let official = format!("新县人民政府关于2023年度主要指标情况的通报,,\n{table}");
    let reading = reader().read("towns.csv", official.as_bytes());
    assert!(matches!(reading.outcome, Outcome::Partial(_)), "{:?}", reading.outcome);
    assert!(reading.quads().iter().any(|quad| quad.object.to_string().contains("新集镇")), "the towns are named");
    // A report's own figures become facts, each from its row.
    let own = "新集镇人民政府关于2023年度法治政府建设情况的报告,,\n新县人民政府：,,\n指标,单位,数量\n开展执法巡查,次,58\n信访办结率,%,97.3\n";
    let reading = reader().read("own.csv", own.as_bytes());
    assert!(reading.quads().iter().any(|quad| quad.object.to_string().starts_with("\"58\"")), "{:?}", reading.outcome);
}
