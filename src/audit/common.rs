//! Text in common: sentences that stand in other reports of the store, too. In: the texts of all sources. Out: findings, or the graph that keeps them.
//!
//! Which sentences those are, [`super::shared`] knows. The words are neutral: text in common says nothing of who wrote first.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::Term;
use oxigraph::sparql::QueryResults;

use super::near::kept;
use super::sentences::sentences;
use super::shared::{Place, Shared};
use super::{Finding, Report, Said};
use crate::ask::{AskError, catalogue, cell};
use crate::store::{QueryError, View};

/// How many other reports are told of, those with most in common first.
const MOST: usize = 5;

/// A place in the report and one in the other that say the same.
type Pair = (Place, Place);

/// What `wanted` have in common with the others.
pub(super) fn find(view: &View, all: &[Report], wanted: &[Report]) -> Result<Vec<Finding>, AskError> {
    let places: BTreeMap<&str, usize> = all.iter().enumerate().map(|(place, report)| (report.source.as_str(), place)).collect();
    let asked: BTreeSet<usize> = wanted.iter().filter_map(|report| places.get(report.source.as_str()).copied()).collect();
    let shared = of_store(view, all, Some(&asked))?;
    let mut others = Vec::new();
    for place in &asked {
        others.extend(in_common(all, &shared, *place));
    }
    let words = Words::of(view, all, &others)?;
    let mut findings: Vec<Finding> = others.iter().filter_map(|other| other.finding(all, &words)).collect();
    let told: BTreeSet<usize> = others.iter().map(|other| other.own).collect();
    findings.extend(told.iter().filter_map(|place| set_phrases(all, &shared, *place)));
    Ok(findings)
}

/// What the texts of the store have in common: those of reports by their place in `all`, other documents after them.
pub(super) fn of_store(view: &View, all: &[Report], asked: Option<&BTreeSet<usize>>) -> Result<Shared, AskError> {
    Shared::find(&|with: &mut dyn FnMut(usize, &str)| each_text(view, all, with), all.len(), asked)
}

/// Calls `with` for the text of every source, one at a time, with the place of its report; documents that are no reports come after all.
pub(super) fn each_text(view: &View, all: &[Report], with: &mut dyn FnMut(usize, &str)) -> Result<(), AskError> {
    let places: BTreeMap<&str, usize> = all.iter().enumerate().map(|(place, report)| (report.source.as_str(), place)).collect();
    let mut documents = all.len()..;
    let missing = || AskError::NoSelect("pages/texts".to_owned());
    let failed = |source: QueryError| AskError::Query { name: "pages/texts".to_owned(), source };
    let question = catalogue::page("texts").ok_or_else(missing)?;
    if let QueryResults::Solutions(rows) = view.query(&question.sparql, &[], None).map_err(failed)? {
        for row in rows {
            let row = row.map_err(|error| failed(error.into()))?;
            if let Some(Term::NamedNode(source)) = row.get("source") {
                let place = places.get(source.as_str()).copied().or_else(|| documents.next()).unwrap_or(usize::MAX);
                with(place, &cell(&row, "text"));
            }
        }
    }
    Ok(())
}

/// What a report has in common with one other.
struct InCommon {
    own: usize,
    other: usize,
    /// Word for word, or nearly.
    exact: bool,
    /// How many of the sentences tell numbers.
    counts: usize,
    pairs: Vec<Pair>,
}

/// The reports that one has most in common with: first those with the same sentences, then those with nearly the same.
fn in_common(all: &[Report], shared: &Shared, own: usize) -> Vec<InCommon> {
    let mut found: [BTreeMap<usize, InCommon>; 2] = Default::default();
    for (place, group) in shared.of_text(own) {
        let group = *group as usize;
        let Some(known) = shared.group(group).filter(|known| !known.is_set_phrase) else { continue };
        let same = shared.places(group).iter().map(|other| (true, *other));
        let near = shared.near(group).flat_map(|near| shared.places(near)).map(|other| (false, *other));
        let mut seen = BTreeSet::new();
        for (exact, other) in same.chain(near).filter(|(_, other)| other.text as usize != own && (other.text as usize) < all.len()) {
            if seen.insert(other.text) {
                let text = other.text as usize;
                let to = found
                    .get_mut(usize::from(!exact))
                    .map(|of| of.entry(text).or_insert_with(|| InCommon { own, other: text, exact, counts: 0, pairs: Vec::new() }));
                if let Some(to) = to {
                    to.counts += usize::from(known.counts);
                    to.pairs.push((*place, other));
                }
            }
        }
    }
    found.into_iter().flat_map(|of| most(all, of.into_values().collect())).collect()
}

fn most(all: &[Report], mut found: Vec<InCommon>) -> Vec<InCommon> {
    let iri = |one: &InCommon| all.get(one.other).map(|report| report.iri.as_str());
    found.sort_by(|a, b| (std::cmp::Reverse(a.pairs.len()), iri(a)).cmp(&(std::cmp::Reverse(b.pairs.len()), iri(b))));
    // Last year's report of the same town is told of whatever others have more.
    let (before, others): (Vec<InCommon>, Vec<InCommon>) = found.into_iter().partition(|one| one.is_last_year(all));
    before.into_iter().chain(others).take(MOST).collect()
}

impl InCommon {
    fn is_last_year(&self, all: &[Report]) -> bool {
        let year = |report: &Report| report.year.parse::<i32>().ok();
        let both = all.get(self.own).zip(all.get(self.other)).filter(|(own, other)| !own.area.is_empty() && own.area == other.area);
        both.and_then(|(own, other)| year(own).zip(year(other))).is_some_and(|(own, other)| other + 1 == own)
    }

    /// What is told of it; `difference` is what the other writes instead.
    fn told(&self, other: &Report, difference: Option<&str>) -> String {
        let name = if other.town.is_empty() { other.label.clone() } else { format!("{}{}年度报告", other.town, other.year) };
        let numbers = if self.exact && self.counts > 0 { format!("，其中 {} 句有数值", self.counts) } else { String::new() };
        let like = if self.exact { "逐字相同" } else { "大体相同" };
        let difference = difference.map(|difference| format!("；对方写：{difference}")).unwrap_or_default();
        format!("{} 句与{name}（{}）{like}{numbers}{difference}", self.pairs.len(), other.file)
    }

    fn told_en(&self, other: &Report, difference: Option<&str>) -> String {
        let name = if other.town.is_empty() { other.label.clone() } else { format!("the report of {} on {}", other.town, other.year) };
        let numbers = if self.exact && self.counts > 0 { format!(", {} of them with numbers", self.counts) } else { String::new() };
        let like = if self.exact { "word for word" } else { "in about the same words" };
        let difference = difference.map(|difference| format!("; the other writes: {difference}")).unwrap_or_default();
        let sentences = if self.pairs.len() == 1 { "sentence stands" } else { "sentences stand" };
        format!("{} {sentences} {like} in {name} ({}){numbers}{difference}", self.pairs.len(), other.file)
    }

    fn finding(&self, all: &[Report], words: &Words) -> Option<Finding> {
        let (own, other) = (all.get(self.own)?, all.get(self.other)?);
        let what = match (self.is_last_year(all), self.exact) {
            (true, true) => "上年报告的句子逐字重复",
            (true, false) => "与上年报告大体相同的句子",
            (false, true) => "与另一份报告相同的句子",
            (false, false) => "与另一份报告大体相同的句子",
        };
        let (first, there) = *self.pairs.first()?;
        let difference = words.difference(first, there).filter(|_| !self.exact);
        let said = Said { zh: self.told(other, difference.as_deref()), en: self.told_en(other, difference.as_deref()) };
        let mention = |report: &Report, place: Place| format!("{}#char={},{}", report.source, place.start, place.end);
        let aligned = self.pairs.iter().map(|(mine, theirs)| (mention(own, *mine), mention(other, *theirs))).collect();
        Some(Finding { aligned, ..finding(own, what, said, Some(mention(own, first)), Some(other.iri.as_str().to_owned())) })
    }
}

/// How many sentences of a report are set phrases, where it has some.
fn set_phrases(all: &[Report], shared: &Shared, own: usize) -> Option<Finding> {
    let is_set = |group: &u32| shared.group(*group as usize).is_some_and(|group| group.is_set_phrase);
    let found: Vec<Place> = shared.of_text(own).iter().filter(|(_, group)| is_set(group)).map(|(place, _)| *place).collect();
    let (report, first) = (all.get(own)?, *found.first()?);
    let said = Said {
        zh: format!("{} 句是很多报告或者上级文件共有的通用语，不计入相同的文字", found.len()),
        en: format!("{} sentences are set phrases of many reports or of documents from above, and do not count as text in common", found.len()),
    };
    Some(finding(report, "通用语", said, Some(format!("{}#char={},{}", report.source, first.start, first.end)), None))
}

fn finding(report: &Report, what: &str, said: Said, evidence: Option<String>, proof: Option<String>) -> Finding {
    Finding { evidence, proof, ..Finding::of(report, ("11-text-in-common", "与其他报告相同的文字", "Info"), what, said) }
}

/// The words at places that are told of.
pub(super) struct Words(BTreeMap<Place, String>);

impl Words {
    fn of(view: &View, all: &[Report], others: &[InCommon]) -> Result<Words, AskError> {
        let first = others.iter().filter(|one| !one.exact).filter_map(|one| one.pairs.first());
        Words::at(view, all, first.flat_map(|(own, other)| [*own, *other]).collect())
    }

    /// The words at places, for which the texts are read once more.
    pub fn at(view: &View, all: &[Report], places: BTreeSet<Place>) -> Result<Words, AskError> {
        let mut found = BTreeMap::new();
        if places.is_empty() {
            return Ok(Words(found));
        }
        each_text(view, all, &mut |number, text| {
            let text_number = number as u32;
            let own = places.range(Place { text: text_number, start: 0, end: 0 }..).take_while(|place| place.text == text_number);
            let mut chars: Option<Vec<char>> = None;
            for place in own {
                let chars = chars.get_or_insert_with(|| text.chars().collect());
                found.insert(*place, chars.get(place.start as usize..place.end as usize).unwrap_or_default().iter().collect());
            }
        })?;
        Ok(Words(found))
    }

    /// The words at a place.
    pub fn get(&self, place: Place) -> Option<&str> {
        self.0.get(&place).map(String::as_str)
    }

    /// The words at `there`, those that do not stand at `own` between 〔 and 〕.
    fn difference(&self, own: Place, there: Place) -> Option<String> {
        let chars = |place: Place| self.get(place).map(|words| words.chars().filter(|c| !c.is_whitespace()).collect::<Vec<char>>());
        let (own, there) = (chars(own)?, chars(there)?);
        let mut told = String::new();
        let mut open = false;
        for (c, same) in there.iter().zip(kept(&own, &there)) {
            if same == open {
                told.push(if same { '〕' } else { '〔' });
                open = !open;
            }
            told.push(*c);
        }
        if open {
            told.push('〕');
        }
        Some(told)
    }
}

/// Sentences that stand word for word in both texts: where in each, in characters.
pub fn in_both(a: &str, b: &str) -> Vec<((usize, usize), (usize, usize))> {
    let others: BTreeMap<Vec<char>, (usize, usize)> = sentences(b).into_iter().map(|sentence| (sentence.chars, (sentence.start, sentence.end))).collect();
    sentences(a).into_iter().filter_map(|own| Some(((own.start, own.end), *others.get(&own.chars)?))).collect()
}
