//! Text in common: sentences that stand word for word in other reports of the store. In: the texts of all sources. Out: findings.
//!
//! Word for word by a 64-bit digest a sentence, nearly by [`super::near`]: the time grows with the text, not with the pairs of reports. A sentence that
//! stands in very many reports is a set phrase and told apart. The words are neutral: text in common says nothing of who wrote first.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, DefaultHasher, Hasher};

use oxigraph::model::{NamedNode, Term};
use oxigraph::sparql::QueryResults;

use super::near::Index;
use super::{Finding, Report};
use crate::ask::{AskError, catalogue, cell};
use crate::store::{QueryError, View};
use crate::zh::fold::{fold_char, is_han};

/// The shortest sentence that counts, in Han characters: shorter ones are headings and set phrases.
const SHORTEST: usize = 18;
/// In how many reports a sentence stands that is a set phrase: this many, or one in twenty.
const COMMON: usize = 10;
/// How many other reports are told of, those with most in common first.
const MOST: usize = 5;

/// For each report, what is nearly the same elsewhere.
type Near = BTreeMap<usize, Alike>;
/// The other reports with the places of a report's own sentences that are nearly the same there.
type Alike = BTreeMap<usize, BTreeSet<(usize, usize)>>;

/// A sentence of a text: its digest, where it stands, and its characters without white space.
struct Sentence {
    digest: u64,
    start: usize,
    end: usize,
    chars: Vec<char>,
}

/// Where sentences stand.
#[derive(Default)]
struct Places {
    /// In how many reports each stands that stands in several, by digest.
    counts: HashMap<u64, u32>,
    /// In which, by their places in the list of all.
    holders: HashMap<u64, Vec<usize>>,
    /// The sentences of the reports that are looked at which others share, by source.
    own: HashMap<String, Vec<Sentence>>,
}

/// What `wanted` have in common with the others.
///
/// # Errors
/// Where the store's texts cannot be read.
pub fn find(view: &View, all: &[Report], wanted: &[Report]) -> Result<Vec<Finding>, AskError> {
    if all.len() < 2 {
        return Ok(Vec::new());
    }
    let limit = COMMON.max(all.len() / 20);
    let numbers: HashMap<&str, usize> = all.iter().enumerate().map(|(place, report)| (report.source.as_str(), place)).collect();
    let looked_at: HashSet<&str> = wanted.iter().map(|report| report.source.as_str()).collect();
    let mut places = Places { counts: counted(view)?, ..Places::default() };
    let mut search = Search::default();
    each_text(view, |source, text| {
        let Some(report) = numbers.get(source) else { return };
        let mut shared = sentences(text);
        if looked_at.contains(source) {
            search.add(*report, &shared, |digest| places.counts.get(&digest).is_none_or(|count| (*count as usize) < limit));
        }
        shared.retain(|sentence| places.counts.contains_key(&sentence.digest));
        for sentence in &mut shared {
            let list = places.holders.entry(sentence.digest).or_default();
            if list.last() != Some(report) {
                list.push(*report);
            }
            sentence.chars = Vec::new();
        }
        if looked_at.contains(source) {
            places.own.insert(source.to_owned(), shared);
        }
    })?;
    let near = search.run(view, &numbers, limit)?;
    let of = |report: &Report| {
        let shared = places.own.get(&report.source).map_or(&[][..], Vec::as_slice);
        let alike = numbers.get(report.source.as_str()).and_then(|number| near.get(number));
        of_report(report, all, shared, &places.holders, alike, limit)
    };
    Ok(wanted.iter().flat_map(of).collect())
}

/// In how many reports each sentence stands that stands in more than one.
fn counted(view: &View) -> Result<HashMap<u64, u32>, AskError> {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    each_text(view, |_, text| {
        let own: HashSet<u64> = sentences(text).into_iter().map(|sentence| sentence.digest).collect();
        for digest in own {
            *counts.entry(digest).or_default() += 1;
        }
    })?;
    counts.retain(|_, count| *count > 1);
    Ok(counts)
}

/// The search for sentences that are nearly the same: each different sentence is looked for once, wherever it stands.
#[derive(Default)]
struct Search {
    index: Index,
    /// Numbers in the index, by digest.
    known: HashMap<u64, usize>,
    /// For each sentence of the index, whose it is and where it stands.
    owners: Vec<Vec<(usize, (usize, usize))>>,
}

impl Search {
    /// Looks for those sentences of a report that are no set phrases.
    fn add(&mut self, report: usize, sentences: &[Sentence], is_rare: impl Fn(u64) -> bool) {
        for sentence in sentences.iter().filter(|sentence| is_rare(sentence.digest)) {
            let (index, owners) = (&mut self.index, &mut self.owners);
            let number = *self.known.entry(sentence.digest).or_insert_with(|| {
                owners.push(Vec::new());
                index.add(&sentence.chars)
            });
            if let Some(owners) = owners.get_mut(number) {
                owners.push((report, (sentence.start, sentence.end)));
            }
        }
    }

    /// For each report looked at, the others with the places of its sentences that are nearly the same there. A sentence that stands with small
    /// changes in `limit` reports is a set phrase.
    fn run(self, view: &View, numbers: &HashMap<&str, usize>, limit: usize) -> Result<Near, AskError> {
        let mut alike: HashMap<u64, Vec<usize>> = HashMap::new();
        let mut holders: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); self.owners.len()];
        each_text(view, |source, text| {
            let Some(other) = numbers.get(source) else { return };
            for sentence in sentences(text) {
                for number in alike.entry(sentence.digest).or_insert_with(|| self.index.like(&sentence.chars)) {
                    // Beyond the limit it is enough to know that it is reached.
                    if let Some(list) = holders.get_mut(*number).filter(|list| list.len() <= limit) {
                        list.insert(*other);
                    }
                }
            }
        })?;
        let mut found = Near::new();
        for (owners, holders) in self.owners.iter().zip(&holders).filter(|(_, holders)| holders.len() < limit) {
            for (report, place) in owners {
                for other in holders.iter().filter(|other| *other != report) {
                    found.entry(*report).or_default().entry(*other).or_default().insert(*place);
                }
            }
        }
        Ok(found)
    }
}

/// The findings of one report: set phrases, and for each other report what stands in both.
fn of_report(report: &Report, all: &[Report], sentences: &[Sentence], holders: &HashMap<u64, Vec<usize>>, near: Option<&Alike>, limit: usize) -> Vec<Finding> {
    let mut others: BTreeMap<usize, Vec<&Sentence>> = BTreeMap::new();
    let mut set_phrases = 0;
    for sentence in sentences {
        let list = holders.get(&sentence.digest).map_or(&[][..], Vec::as_slice);
        if list.len() >= limit {
            set_phrases += 1;
            continue;
        }
        for place in list.iter().filter(|place| all.get(**place).is_some_and(|other| other.source != report.source)) {
            others.entry(*place).or_default().push(sentence);
        }
    }
    let mut ranked: Vec<(&Report, Vec<&Sentence>)> = others.into_iter().filter_map(|(place, shared)| Some((all.get(place)?, shared))).collect();
    ranked.sort_by(|a, b| (std::cmp::Reverse(a.1.len()), &a.0.iri).cmp(&(std::cmp::Reverse(b.1.len()), &b.0.iri)));
    let mut findings: Vec<Finding> = ranked.iter().take(MOST).filter_map(|(other, shared)| in_common(report, other, shared)).collect();
    findings.extend(near.into_iter().flat_map(|others| alike(report, all, others)));
    if set_phrases > 0 && !findings.is_empty() {
        findings.push(finding(report, "通用语", format!("另有 {set_phrases} 句见于很多报告，不计"), None, None));
    }
    findings
}

/// Sentences that are nearly the same in another report; set phrases are not among them.
fn alike(report: &Report, all: &[Report], others: &Alike) -> Vec<Finding> {
    let mut ranked: Vec<_> = others.iter().collect();
    ranked.sort_by_key(|(other, places)| (std::cmp::Reverse(places.len()), **other));
    let told = |(other, places): &(&usize, &BTreeSet<(usize, usize)>)| {
        let (other, (start, end)) = (all.get(**other)?, *places.first()?);
        let detail = format!("{} 句与 {}（{}）大体相同", places.len(), other.label, other.file);
        Some(finding(report, "与另一份报告大体相同的句子", detail, Some(format!("{}#char={start},{end}", report.source)), Some(other.iri.as_str().to_owned())))
    };
    ranked.iter().take(MOST).filter_map(told).collect()
}

fn in_common(report: &Report, other: &Report, shared: &[&Sentence]) -> Option<Finding> {
    let first = shared.first()?;
    let before = !report.area.is_empty() && report.area == other.area && year(&other.year).zip(year(&report.year)).is_some_and(|(other, own)| other + 1 == own);
    let what = if before { "上年报告的句子逐字重复" } else { "与另一份报告相同的句子" };
    let detail = format!("{} 句与 {}（{}）逐字相同", shared.len(), other.label, other.file);
    Some(finding(report, what, detail, Some(format!("{}#char={},{}", report.source, first.start, first.end)), Some(other.iri.as_str().to_owned())))
}

fn year(text: &str) -> Option<i32> {
    text.parse().ok()
}

fn finding(report: &Report, what: &str, detail: String, evidence: Option<String>, proof: Option<String>) -> Finding {
    Finding { evidence, proof, ..Finding::of(report, ("11-text-in-common", "与其他报告相同的文字", "Info"), what, detail) }
}

/// Sentences that stand word for word in both texts: where in each, in characters.
pub fn in_both(a: &str, b: &str) -> Vec<((usize, usize), (usize, usize))> {
    let others: HashMap<Vec<char>, (usize, usize)> = sentences(b).into_iter().map(|sentence| (sentence.chars, (sentence.start, sentence.end))).collect();
    let shared = |own: Sentence| Some(((own.start, own.end), *others.get(&own.chars)?));
    sentences(a).into_iter().filter_map(shared).collect()
}

/// Calls `with` for the text of every source, one at a time.
fn each_text(view: &View, mut with: impl FnMut(&str, &str)) -> Result<(), AskError> {
    let missing = || AskError::NoSelect("pages/sources".to_owned());
    let failed = |source: QueryError| AskError::Query { name: "pages/sources".to_owned(), source };
    let question = catalogue::page("sources").ok_or_else(missing)?;
    if let QueryResults::Solutions(rows) = view.query(&question.sparql, &[], None).map_err(failed)? {
        for row in rows {
            let row = row.map_err(|error| failed(error.into()))?;
            if let Some(Term::NamedNode(source)) = row.get("graph") {
                with(NamedNode::as_str(source), &cell(&row, "text"));
            }
        }
    }
    Ok(())
}

/// The sentences of a text, width folded and white space dropped in the digest.
fn sentences(text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    let (mut start, mut han) = (0, 0);
    let mut hasher = Fixed.build_hasher();
    let mut chars = Vec::new();
    for (place, c) in text.chars().enumerate() {
        let folded = fold_char(c);
        if matches!(folded, '。' | ';' | '!' | '?') {
            if han >= SHORTEST {
                found.push(Sentence { digest: hasher.finish(), start, end: place + 1, chars: std::mem::take(&mut chars) });
            }
            (start, han) = (place + 1, 0);
            hasher = Fixed.build_hasher();
            chars.clear();
        } else if c.is_whitespace() {
            start += usize::from(start == place);
        } else {
            hasher.write_u32(folded as u32);
            chars.push(folded);
            han += usize::from(is_han(folded));
        }
    }
    found
}

/// Builds hashers whose keys never change: the same text gives the same digest in every run.
pub(super) struct Fixed;

impl BuildHasher for Fixed {
    type Hasher = DefaultHasher;

    fn build_hasher(&self) -> DefaultHasher {
        DefaultHasher::new()
    }
}
