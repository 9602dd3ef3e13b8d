//! Reports of ours as PDF, by two producers, against the texts they were made from: the same facts, spans that read back, pages that are right.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fazhi::text::read;
use oxigraph::model::Quad;

use crate::facts::Facts;
use crate::support::{reader, root};

/// The least agreement of facts, in thousandths (F1).
const LEAST: usize = 980;

/// The PDFs, each with its text.
fn pairs() -> Vec<(PathBuf, PathBuf)> {
    let mut pairs = Vec::new();
    for entry in std::fs::read_dir(root().join("tests/formats")).unwrap() {
        let pdf = entry.unwrap().path();
        let name = pdf.file_name().unwrap().to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".lo.pdf").or_else(|| name.strip_suffix(".rl.pdf")) else { continue };
        let folders = ["tests/samples", "tests/reports/tuned"];
        let text = folders.iter().map(|folder| root().join(folder).join(format!("{stem}.txt"))).find(|path| path.exists()).unwrap();
        pairs.push((pdf, text));
    }
    pairs.sort();
    pairs
}

fn quads(path: &Path) -> Vec<Quad> {
    let reading = reader().read(&path.file_name().unwrap().to_string_lossy(), &std::fs::read(path).unwrap());
    assert!(!reading.lines.is_empty(), "{}: {:?}", path.display(), reading.outcome);
    crate::properties::spans_read_back(&reading.quads());
    reading.quads()
}

#[test]
fn pdfs_say_what_their_texts_say() {
    let pairs = pairs();
    assert!(pairs.len() >= 24, "{} PDFs", pairs.len());
    let mut short = Vec::new();
    for (pdf, text) in &pairs {
        let (score, differ) = Facts::of(&quads(text)).agreement(&Facts::of(&quads(pdf)));
        println!("{:.3} {}", score as f64 / 1000.0, pdf.file_name().unwrap().to_string_lossy());
        if std::env::var_os("FAZHI_SHOW").is_some() {
            println!("{}", differ.join("\n"));
        }
        if score < LEAST {
            short.push(format!("{}: {score}\n{}", pdf.display(), differ.join("\n")));
        }
    }
    assert!(short.is_empty(), "{}", short.join("\n\n"));
}

#[test]
fn each_page_holds_its_number_and_no_doubt_is_raised() {
    for (pdf, _) in pairs() {
        let bytes = std::fs::read(&pdf).unwrap();
        let text = read("a.pdf", &bytes).unwrap();
        assert_eq!(text.notes, Vec::<String>::new(), "{}", pdf.display());
        assert_eq!(text.doubts, Vec::<String>::new(), "{}", pdf.display());
        let mut pages: BTreeMap<u32, String> = BTreeMap::new();
        for (place, c) in text.content.chars().enumerate() {
            pages.entry(text.origin.at(place).unwrap().page).or_default().push(c);
        }
        assert_eq!(pages.len(), lopdf::Document::load_mem(&bytes).unwrap().get_pages().len());
        for (number, page) in pages {
            let foot = if pdf.to_string_lossy().contains(".rl.") { format!("- {number} -") } else { format!("— {number} —") };
            assert_eq!(page.trim_end().lines().next_back(), Some(foot.as_str()), "{}", pdf.display());
        }
    }
}

#[test]
fn a_pdf_counts_as_one_whatever_it_is_called() {
    let (pdf, _) = pairs().remove(0);
    let bytes = std::fs::read(pdf).unwrap();
    for name in ["a.txt", "报告", "a.docx"] {
        assert_eq!(read(name, &bytes).unwrap().format, "application/pdf");
    }
    let late = [b"\n\n%".as_slice(), &[b' '; 500], b"\n", &bytes].concat();
    assert!(read("a.pdf", &late).is_ok());
}
