//! The samples against what they say (`tests/samples/gold`): a report's head, its area, and how much of what it names is found.

use std::collections::BTreeSet;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Quad, Term};
use serde_json::Value;

use crate::support::{reader, samples};

/// At least so many in a hundred of what a sample must name.
const LEAST: usize = 95;

fn quads(name: &str) -> Vec<Quad> {
    reader().read(name, &std::fs::read(samples().join(name)).unwrap()).quads()
}

/// Width, brackets and dashes folded, quotation marks and spaces dropped.
fn norm(text: &str) -> String {
    fazhi::zh::fold::fold_str(text)
        .chars()
        .filter(|c| !c.is_whitespace() && !"“”‘’《》〈〉\"*".contains(*c))
        .map(|c| match c {
            '(' => '〔',
            ')' => '〕',
            '~' => '-',
            c => c,
        })
        .collect::<String>()
        .replace("--", "-")
}

/// All labels and words in a reading.
fn names(quads: &[Quad]) -> BTreeSet<String> {
    static BASE: std::sync::OnceLock<Vec<Quad>> = std::sync::OnceLock::new();
    let base = BASE.get_or_init(|| fazhi::pipeline::base_graphs(&fazhi::authority::Ontology::embedded(), fazhi::vocab::HOME).unwrap());
    let named: BTreeSet<String> = quads.iter().map(|quad| quad.object.to_string()).collect();
    let labels = base.iter().filter(|quad| quad.predicate.as_str().ends_with("#label") && named.contains(&quad.subject.to_string()));
    let words = quads.iter().filter(|quad| quad.predicate.as_str().ends_with("anchorOf") || quad.predicate.as_str().ends_with("#label"));
    labels.chain(words).filter_map(|quad| if let Term::Literal(literal) = &quad.object { Some(norm(literal.value())) } else { None }).collect()
}

fn golds() -> Vec<(String, Value)> {
    let mut golds: Vec<(String, Value)> = std::fs::read_dir(samples().join("gold"))
        .unwrap()
        .map(|entry| {
            let gold: Value = serde_json::from_slice(&std::fs::read(entry.unwrap().path()).unwrap()).unwrap();
            (gold["source"].as_str().unwrap().to_owned(), gold)
        })
        .collect();
    golds.sort_by(|a, b| a.0.cmp(&b.0));
    golds
}

fn alternatives(value: &Value) -> Vec<String> {
    match value {
        Value::Array(names) => names.iter().filter_map(Value::as_str).map(norm).collect(),
        name => name.as_str().map(norm).into_iter().collect(),
    }
}

#[test]
fn heads_are_read_to_the_letter() {
    for (name, gold) in golds() {
        let quads = quads(&name);
        let value = |property: &str| {
            quads.iter().find(|quad| quad.predicate.as_str().ends_with(property) && quad.subject.to_string().contains("/report/")).map(|quad| {
                match &quad.object {
                    Term::Literal(literal) => literal.value().to_owned(),
                    other => other.to_string(),
                }
            })
        };
        let report = &gold["report"];
        assert_eq!(value("documentNumber"), report["number"].as_str().map(str::to_owned), "{name}");
        assert_eq!(value("terms/issued"), report["issued"].as_str().map(str::to_owned), "{name}");
        assert_eq!(value("reportYear"), report["year"].as_i64().map(|year| year.to_string()), "{name}");
        assert!(norm(&value("terms/title").unwrap()).contains(&norm(report["title"].as_str().unwrap())), "{name}");
    }
}

#[test]
fn what_samples_name_is_found() {
    let (mut found, mut missed) = (0, Vec::new());
    for (name, gold) in golds() {
        let names = names(&quads(&name));
        let required =
            ["programs", "people", "organizations", "places"].into_iter().flat_map(|kind| gold[kind]["required"].as_array().cloned().unwrap_or_default());
        let cited = gold["citations"].as_array().cloned().unwrap_or_default().into_iter().map(|citation| citation["text"].clone());
        for wanted in required.chain(cited) {
            if alternatives(&wanted).iter().any(|name| names.contains(name)) { found += 1 } else { missed.push(format!("{name}: {wanted}")) }
        }
    }
    let all = found + missed.len();
    assert!(found * 100 >= all * LEAST, "{found} of {all}; missed:\n{}", missed.join("\n"));
}

#[test]
fn every_span_reads_back() {
    for entry in std::fs::read_dir(samples()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file() && !path.ends_with("README.md")) {
        let reading = reader().read(&entry.file_name().unwrap().to_string_lossy(), &std::fs::read(&entry).unwrap());
        assert!(reading.lines.len() > 100, "{}", entry.display());
        crate::properties::spans_read_back(&reading.quads());
    }
}

#[test]
fn what_is_written_parses_again() {
    let quads = quads("01-hunan-joint-red-head.txt");
    let text: String = quads.iter().map(|quad| format!("{quad} .\n")).collect();
    let parsed: BTreeSet<String> = RdfParser::from_format(RdfFormat::NQuads).for_slice(text.as_bytes()).map(|quad| quad.unwrap().to_string()).collect();
    assert_eq!(parsed, quads.iter().map(ToString::to_string).collect());
    let turtle = fazhi::graph::turtle::turtle(&quads);
    let triples = RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle.as_bytes()).filter_map(Result::ok).count();
    assert_eq!(triples, quads.len());
}

#[test]
fn the_readme_shows_a_mention_that_is_there() {
    let quads = quads("02-zhejiang-web-page.txt");
    for readme in ["README.md", "README.zh-CN.md"] {
        let text = std::fs::read_to_string(crate::support::root().join(readme)).unwrap();
        let mention = text.lines().find(|line| line.contains("#char=")).unwrap().trim();
        assert!(quads.iter().any(|quad| quad.subject.to_string() == mention && quad.object.to_string() == "\"法律明白人\""), "{readme}: {mention}");
    }
}
