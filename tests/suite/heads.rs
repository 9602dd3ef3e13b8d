//! Whole reports in short (`tests/cases/heads.md`): area with its chain, issuers, recipients, number, signatory, year and date.

use oxigraph::model::{Quad, Term};

use crate::support::{reader, root};

/// The value of a property of the report, or the label of the thing that it points to.
fn values(quads: &[Quad], property: &str) -> Vec<String> {
    let report = |quad: &&Quad| quad.subject.to_string().contains("/report/") && quad.predicate.as_str().ends_with(property);
    let label = |term: &Term| {
        let named = quads.iter().find(|quad| quad.subject.to_string() == term.to_string() && quad.predicate.as_str().ends_with("#label"));
        named.map(|quad| &quad.object).unwrap_or(term).clone()
    };
    let shown = |term: Term| match term {
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    };
    quads.iter().filter(report).map(|quad| shown(label(&quad.object))).collect()
}

/// The names of the area that a report covers, from the province down.
fn chain(text: &str) -> String {
    let document = fazhi::document::read(fazhi::text::decode("a.txt", text.as_bytes()).unwrap());
    let found = reader().extract(&document);
    let fazhi::resolve::area::Covered::One(area) = reader().resolve(&document, found).covered else { return String::new() };
    let gazetteer = reader().gazetteer();
    let mut names: Vec<&str> = gazetteer.chain(area.known()).into_iter().rev().map(|id| gazetteer.label(id)).collect();
    if !names.contains(&area.label(gazetteer)) {
        names.push(area.label(gazetteer));
    }
    names.join("/")
}

#[test]
fn heads_say_who_where_and_when() {
    let file = std::fs::read_to_string(root().join("tests/cases/heads.md")).unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    for case in file.split("=== \n").skip(1) {
        let (text, expected) = case.split_once("\n--- \n").unwrap();
        let quads = reader().read("a.txt", text.as_bytes()).quads();
        for (key, value) in expected.lines().filter_map(|line| line.split_once(' ')) {
            count += 1;
            let read = match key {
                "area" => vec![chain(text)],
                "issuer" => values(&quads, "#issuedBy"),
                "recipient" => values(&quads, "#addressedTo"),
                "number" => values(&quads, "#documentNumber"),
                "signatory" => values(&quads, "#signedBy"),
                "year" => values(&quads, "#reportYear"),
                "issued" => values(&quads, "terms/issued"),
                other => panic!("{other}"),
            };
            if !read.iter().any(|read| read == value) {
                wrong.push(format!("{key} {value}: read {read:?} in {}…", text.chars().take(30).collect::<String>()));
            }
        }
    }
    assert!(count >= 55 && wrong.is_empty(), "{count} expectations; wrong:\n{}", wrong.join("\n"));
}
