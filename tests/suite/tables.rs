//! Tables of citations and townships (`tests/cases/*.tsv`): what is meant, and whether it was in force on the report's date.
//!
//! A wrong link is worse than none: precision is asked before recall, and what the text cannot decide must stay open.

use std::collections::BTreeMap;

use fazhi::document;
use fazhi::resolve::thing::{Area, Scope, Thing};
use fazhi::resolve::{Means, Resolved};
use fazhi::text;
use fazhi::zh::fold::fold_str;
use jiff::civil::Date;

use crate::support::{reader, root};

fn table(name: &str) -> Vec<BTreeMap<String, String>> {
    let content = std::fs::read_to_string(root().join("tests/cases").join(name)).unwrap();
    let mut lines = content.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let row = |line: &str| header.iter().zip(line.split('\t')).map(|(name, cell)| ((*name).to_owned(), cell.to_owned())).collect();
    lines.filter(|line| !line.trim().is_empty()).map(row).collect()
}

fn read(content: &str) -> (document::Document, Resolved) {
    let document = document::read(text::decode("a.txt", content.as_bytes()).unwrap());
    let found = reader().extract(&document);
    let resolved = reader().resolve(&document, found);
    (document, resolved)
}

/// Counts, and what went wrong.
#[derive(Default)]
struct Tally {
    right: usize,
    wrong: usize,
    missed: usize,
    errors: Vec<String>,
}

impl Tally {
    /// `got` and `want` are what is meant, if anything is.
    fn add(&mut self, got: Option<&str>, want: Option<&str>, row: &str) {
        match (got, want) {
            (Some(got), Some(want)) if got == want => self.right += 1,
            (Some(got), want) => {
                self.wrong += 1;
                self.missed += usize::from(want.is_some());
                self.errors.push(format!("wrong: {row}: {got} for {want:?}"));
            }
            (None, Some(want)) => {
                self.missed += 1;
                self.errors.push(format!("missed: {row}: {want}"));
            }
            (None, None) => {}
        }
    }

    fn reaches(&self, precision: f64, recall: f64) {
        let (right, wrong, missed) = (self.right as f64, self.wrong as f64, self.missed as f64);
        let (p, r) = (right / (right + wrong), right / (right + missed));
        println!("precision {p:.3}, recall {r:.3}: {}/{}/{}", self.right, self.wrong, self.missed);
        assert!(p >= precision && r >= recall, "precision {p:.3} of {precision}, recall {r:.3} of {recall}:\n{}", self.errors.join("\n"));
    }
}

#[test]
fn citations_mean_what_the_table_says() {
    let gazetteer = reader().gazetteer();
    let (mut links, mut validity) = (Tally::default(), Tally::default());
    for row in table("citation-strings.tsv") {
        let (date, place, cited, official) = (&row["date"], &row["place"], &row["text"], &row["official"]);
        let day: Date = date.parse().unwrap();
        let year = day.year() - 1;
        let content = format!(
            "{place}人民政府\n关于{year}年度法治政府建设情况的报告\n\n{year}年，我们扎实推进依法行政各项工作，现将有关情况报告如下。\n一、主要做法\n（一）加强学习。认真贯彻落实{cited}，不断提高依法办事能力。\n\n{place}人民政府\n{}年{}月{}日\n",
            day.year(),
            day.month(),
            day.day()
        );
        let (document, resolved) = read(&content);
        let body = content.chars().take_while(|c| *c != '（').count();
        let known = resolved.mentions.iter().filter(|mention| document.view.chars(mention.span).start >= body).find_map(|mention| match &mention.means {
            Means::One(Thing::Known(id)) if gazetteer.instrument(*id).is_some() => Some(*id),
            _ => None,
        });
        let want = Some(official.as_str()).filter(|official| *official != "-" && *official != "?").map(fold_str);
        let got = known.map(|id| fold_str(gazetteer.label(id)));
        let shown = format!("{date} {place} {cited}");
        links.add(got.as_deref(), want.as_deref(), &shown);
        if let (Some(id), true) = (known, got == want) {
            let instrument = gazetteer.instrument(id).unwrap();
            let judged = if instrument.no_longer.is_some_and(|end| end <= day) {
                "repealed"
            } else if instrument.in_force.is_some_and(|start| start > day) {
                "not-yet"
            } else if instrument.in_force.is_some() || instrument.promulgated.is_some() {
                "in-force"
            } else {
                "unknown"
            };
            let expected = Some(row["validity"].as_str()).filter(|validity| *validity != "unknown");
            if expected.is_some() {
                validity.add(Some(judged), expected, &shown);
            }
        }
    }
    links.reaches(0.99, 0.97);
    validity.reaches(0.99, 0.97);
}

/// Townships that are no more, by code and name: the code of what took their place, where that is one.
fn successors() -> BTreeMap<String, Option<String>> {
    let text = std::fs::read_to_string(root().join("ontology/authority/divisions/history.ttl")).unwrap();
    let row = |line: &str| {
        let key = line.strip_prefix("d:")?.split_once(' ')?.0.to_owned();
        let next = line.split_once("dcterms:isReplacedBy d:").map(|(_, rest)| rest.split(';').next().unwrap_or(rest).trim().to_owned());
        Some((key, next))
    };
    text.lines().filter_map(row).collect()
}

#[test]
fn townships_are_the_ones_of_the_table() {
    let gazetteer = reader().gazetteer();
    let successors = successors();
    let mut tally = Tally::default();
    for row in table("township-mentions.tsv") {
        let content = format!("{}\n", row["context"].replace("\\n", "\n"));
        let (document, resolved) = read(&content);
        let name = fold_str(&row["name"]);
        let mentioned = resolved.mentions.iter().find(|mention| {
            document.folded(mention.span).ends_with(name.as_str()) && matches!(&mention.means, Means::One(Thing::Place(_)) | Means::Several(_))
        });
        let named = mentioned.and_then(|mention| match &mention.means {
            Means::One(Thing::Place(Area::Known(id))) => Some(gazetteer.code(*id).to_owned()),
            _ => None,
        });
        // X街道办事处 is read as a body; its subdistrict is the one meant.
        let office =
            resolved.mentions.iter().filter(|mention| document.folded(mention.span).contains(name.as_str())).find_map(|mention| match &mention.means {
                Means::One(Thing::Body { scope: Scope::Area(Area::Known(id)), .. }) if gazetteer.label(*id) == name => Some(gazetteer.code(*id).to_owned()),
                _ => None,
            });
        // A township that is no more is judged by what took its place, as the table is.
        let code = named.or(office).and_then(|code| successors.get(&format!("{code}-{name}")).cloned().unwrap_or(Some(code)));
        let want = Some(row["code"].as_str()).filter(|code| *code != "?");
        tally.add(code.as_deref(), want, &format!("{} {} in {}", row["year"], row["name"], row["context"]));
    }
    tally.reaches(0.99, 0.95);
}

/// Counties under the names of their time: a town is found through them, and they are themselves what the report of then means.
#[test]
fn counties_are_those_of_their_time() {
    let gazetteer = reader().gazetteer();
    let mut tally = Tally::default();
    for row in table("counties-through-time.tsv") {
        let (document, resolved) = read(&format!("{}\n", row["context"].replace("\\n", "\n")));
        let named = |mention: &&fazhi::resolve::Mention| document.folded(mention.span).ends_with(row["name"].as_str());
        let meant = resolved.mentions.iter().filter(named).find_map(|mention| match &mention.means {
            Means::One(Thing::Place(Area::Known(id))) | Means::One(Thing::Body { scope: Scope::Area(Area::Known(id)), .. }) => Some(*id),
            _ => None,
        });
        let covered = match &resolved.covered {
            fazhi::resolve::area::Covered::One(Area::Known(id)) if gazetteer.label(*id) == row["name"] => Some(*id),
            _ => None,
        };
        let division = meant.or(covered).and_then(|id| gazetteer.entity(id)).and_then(|entity| entity.iri.rsplit('/').next());
        let want = Some(row["division"].as_str()).filter(|division| *division != "?");
        tally.add(division, want, &format!("{} in {}", row["name"], row["context"]));
    }
    tally.reaches(1.0, 1.0);
}

/// Townships that no file lists lie in the county before whose name theirs stands, whoever else bears it or its first half.
#[test]
fn towns_that_no_file_lists_lie_in_their_county() {
    let gazetteer = reader().gazetteer();
    let mut tally = Tally::default();
    for row in table("unlisted-townships.tsv") {
        let (_, resolved) = read(&format!("{}\n", row["context"].replace("\\n", "\n")));
        let covered = match &resolved.covered {
            fazhi::resolve::area::Covered::One(Area::Known(id)) => Some(gazetteer.code(*id).to_owned()),
            fazhi::resolve::area::Covered::One(Area::New { name, within, .. }) => Some(format!("{}+{name}", gazetteer.code(within.known()))),
            _ => None,
        };
        tally.add(covered.as_deref(), Some(row["covered"].as_str()), &row["context"]);
    }
    tally.reaches(1.0, 1.0);
}
