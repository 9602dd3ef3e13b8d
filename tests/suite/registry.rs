//! The registry of laws against the tables of facts that it was made from, where they are at hand: every work, every version, every successor.

use std::collections::BTreeMap;

use fazhi::authority::{EntityId, Gazetteer, Kind};
use jiff::Span;
use jiff::civil::Date;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};

use crate::support::{reader, root, run, sample_store};

/// The rows of a table of facts by their columns; nothing, and a word, where the tables are not at hand.
fn facts(name: &str) -> Option<Vec<BTreeMap<String, String>>> {
    let Ok(content) = std::fs::read_to_string(root().join("../shared/authority").join(name)) else {
        println!("skipped: no tables beside this folder");
        return None;
    };
    let mut lines = content.lines();
    let header: Vec<&str> = lines.next()?.split('\t').collect();
    let row = |line: &str| header.iter().map(|name| (*name).to_owned()).zip(line.split('\t').map(str::to_owned)).collect();
    Some(lines.map(row).collect())
}

/// A title as the registry has it.
fn plain(title: &str) -> String {
    title.trim_end_matches("（失效）").to_owned()
}

/// A title without the year in brackets that tells it from others of the same title.
fn without_year(title: &str) -> Option<String> {
    title.rsplit_once('（').filter(|(_, rest)| rest.trim_end_matches('）').trim_end_matches('年').len() == 4).map(|(title, _)| title.to_owned())
}

/// The instruments of the registry by title.
struct Works<'a> {
    gazetteer: &'a Gazetteer,
    by_title: BTreeMap<String, Vec<EntityId>>,
}

impl<'a> Works<'a> {
    fn new(gazetteer: &'a Gazetteer) -> Self {
        let mut by_title: BTreeMap<String, Vec<EntityId>> = BTreeMap::new();
        for (id, entity) in gazetteer.entities().filter(|(_, entity)| entity.kind == Kind::Instrument) {
            by_title.entry(entity.label.clone()).or_default().push(id);
        }
        Self { gazetteer, by_title }
    }

    /// Those that bear a title.
    fn of(&self, title: &str) -> &[EntityId] {
        self.by_title.get(title).or_else(|| self.by_title.get(&without_year(title)?)).map_or(&[], Vec::as_slice)
    }

    fn promulgated(&self, id: EntityId) -> Option<Date> {
        self.gazetteer.instrument(id)?.promulgated
    }
}

#[test]
fn every_work_has_its_dates_and_its_successor() {
    let Some(rows) = facts("laws.tsv") else { return };
    let works = Works::new(reader().gazetteer());
    let (mut seen, mut successors, mut wrong) = (0, 0, Vec::new());
    for row in rows.iter().filter(|row| row["category"] != "学习读物") {
        seen += 1;
        let title = plain(&row["title"]);
        let day = |cell: &str| row[cell].parse::<Date>().ok();
        let fits = |id: &&EntityId| {
            let known = works.gazetteer.instrument(**id).unwrap();
            let ended = day("repealed_on").is_none() || known.no_longer == day("repealed_on");
            known.promulgated == day("promulgated") && known.in_force == day("effective") && ended
        };
        let Some(id) = works.of(&title).iter().find(fits) else {
            wrong.push(format!("{title}: no work with its dates"));
            continue;
        };
        for next in row["replaced_by"].split([';', '；']).map(plain).filter(|next| *next != title && works.by_title.contains_key(next)) {
            successors += 1;
            let known = &works.gazetteer.instrument(*id).unwrap().superseded_by;
            if !known.iter().any(|id| works.gazetteer.label(*id) == next) {
                wrong.push(format!("{title}: not superseded by {next}"));
            }
        }
    }
    println!("{seen} works, {successors} successors");
    assert!(seen >= 2_000 && successors >= 100, "{seen} works, {successors} successors");
    assert!(wrong.is_empty(), "{} of {seen} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// What the registry says of one version: the work's IRI, and the rest by the ends of the properties' names.
type Version = BTreeMap<String, Vec<String>>;

fn versions() -> Vec<Version> {
    let text = std::fs::read(root().join("ontology/authority/laws/versions.ttl")).unwrap();
    let mut all: BTreeMap<String, Version> = BTreeMap::new();
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(&text).map(Result::unwrap) {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { panic!("{quad}") };
        let name = quad.predicate.as_str().rsplit(['#', '/']).next().unwrap().to_owned();
        let value = match quad.object {
            Term::Literal(literal) => literal.value().to_owned(),
            object => object.to_string().trim_matches(['<', '>']).to_owned(),
        };
        all.entry(subject.as_str().to_owned()).or_default().entry(name).or_default().push(value);
    }
    all.into_values().collect()
}

/// A version is one of the work of its title that was promulgated last before it; sources differ by some days where one counts from the signature.
#[test]
fn every_version_has_its_dates_its_number_and_its_work() {
    let Some(rows) = facts("law_versions.tsv") else { return };
    let works = Works::new(reader().gazetteer());
    let known = versions();
    let mut by_title: BTreeMap<&str, Vec<&Version>> = BTreeMap::new();
    for version in &known {
        by_title.entry(version["title"][0].as_str()).or_default().push(version);
    }
    let says = |version: &Version, name: &str, cell: &str| cell.is_empty() || version.get(name).is_some_and(|all| all.iter().any(|one| one == cell));
    let (mut seen, mut wrong) = (0, Vec::new());
    for row in &rows {
        let published = row["published"].parse::<Date>().ok();
        let bearers = works.of(&plain(&row["title"]));
        // An older act of the same title that the registry does not know is nobody's version.
        if published.is_some_and(|published| !bearers.iter().any(|id| works.promulgated(*id).is_none_or(|day| day <= published + Span::new().months(1)))) {
            if by_title.get(row["title"].as_str()).is_some_and(|all| all.iter().any(|version| says(version, "date_publication", &row["published"]))) {
                wrong.push(format!("{} {}: a version of a later act", row["title"], row["version"]));
            }
            continue;
        }
        seen += 1;
        let fits = |version: &&&Version| says(version, "date_publication", &row["published"]) && says(version, "first_date_entry_in_force", &row["effective"]);
        let Some(version) = by_title.get(row["title"].as_str()).and_then(|all| all.iter().find(fits)) else {
            wrong.push(format!("{} {}: no version with its dates", row["title"], row["version"]));
            continue;
        };
        let before = |id: &&EntityId| works.promulgated(**id).is_some_and(|day| published.is_some_and(|published| day <= published));
        let last = bearers.iter().filter(before).max_by_key(|id| works.promulgated(**id));
        let work = last.and_then(|id| works.gazetteer.entity(*id)).map(|entity| entity.iri.as_str());
        if work.is_some_and(|work| version["realizes"][0] != work) {
            wrong.push(format!("{} {}: a version of {}, not of {work:?}", row["title"], row["version"], version["realizes"][0]));
        }
    }
    println!("{seen} versions of {} in the tables", rows.len());
    assert!(seen + 10 >= rows.len(), "only {seen} of {} have a work", rows.len());
    assert!(wrong.is_empty(), "{} of {seen} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Each row of the registry says where it is from, and `fazhi show` of a law says it again.
#[test]
fn every_row_has_its_source() {
    let (mut rows, mut without) = (0, Vec::new());
    for entry in std::fs::read_dir(root().join("ontology/authority/laws")).unwrap() {
        let text = std::fs::read(entry.unwrap().path()).unwrap();
        let mut sourced: BTreeMap<String, bool> = BTreeMap::new();
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(&text).map(Result::unwrap) {
            let is_source = quad.predicate.as_str() == "http://purl.org/dc/terms/source";
            *sourced.entry(quad.subject.to_string()).or_default() |= is_source;
            rows += usize::from(is_source);
        }
        // Names that are added by hand to a row stand in a file that holds nothing else.
        without.extend(sourced.into_iter().filter(|(_, sourced)| !sourced && !text.starts_with(ADDED)).map(|(subject, _)| subject));
    }
    assert!(rows > 6_000 && without.is_empty(), "{rows} rows with a source, without: {without:?}");
    let (code, out, err) = run(&["show", "信访工作条例", "--store", sample_store().to_str().unwrap()]);
    assert!(code == 0 && out.contains("编者所知，未逐条核对"), "{out}{err}");
}

/// How the file of added names begins.
const ADDED: &[u8] = b"# Legal instruments: names that the tables lack.";
