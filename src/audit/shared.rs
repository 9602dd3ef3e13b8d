//! Sentences in common over a whole store. In: texts, as often as asked, one at a time. Out: groups of the same sentence with their places, which groups
//! are nearly the same, and which are set phrases.
//!
//! Three readings, so that no more is held than what is needed: digests of all sentences; signatures of the distinct ones; the characters of those
//! that meet another in a band. Time grows with the text, not with the pairs of reports: a sentence that very many have is a set phrase, and neither it
//! nor its variants are paired. The result does not hang on the order of texts within a batch or on the number of threads.

use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;

use super::near;
use super::sentences::{Sentence, sentences};

mod pairs;

/// In how many reports a sentence stands that is a set phrase: one in twenty, but no less than ten and no more than fifty; in a small store half of them,
/// but no less than five.
const FEWEST: usize = 10;
const ENOUGH: usize = 50;
const FEWEST_OF_FEW: usize = 5;
/// Texts that are split at once.
const BATCH: usize = 256;

/// Calls a function for each text with its number; numbers from the count of reports on are other documents.
pub type Each<'t, E> = &'t dyn Fn(&mut dyn FnMut(usize, &str)) -> Result<(), E>;

/// Where a sentence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The number of the text.
    pub text: u32,
    /// Its first character.
    pub start: u32,
    /// The character after its last.
    pub end: u32,
}

/// The same sentence, wherever it stands.
#[derive(Debug, Clone)]
pub struct Group {
    places: Range<usize>,
    /// Whether very many reports have it, or a document that is no report.
    pub is_set_phrase: bool,
    /// Whether it tells a number.
    pub counts: bool,
}

/// What texts have in common.
#[derive(Debug, Default)]
pub struct Shared {
    groups: Vec<Group>,
    places: Vec<Place>,
    /// Each place, in the order of texts, with its group.
    by_place: Vec<(Place, u32)>,
    /// Groups that are nearly the same, in both directions.
    near: Vec<(u32, u32)>,
}

/// One sentence as the first reading finds it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    digest: u64,
    place: Place,
    counts: bool,
}

impl Shared {
    /// What `reports` texts and the documents after them have in common; where `wanted` is given, only what those have with others.
    ///
    /// # Errors
    /// Where `each` fails.
    pub fn find<E>(each: Each<'_, E>, reports: usize, wanted: Option<&BTreeSet<usize>>) -> Result<Shared, E> {
        let mut entries: Vec<Entry> = Vec::new();
        in_batches(each, |number, found| found.iter().map(|one| entry(number, one)).collect::<Vec<_>>(), |found| entries.extend(found))?;
        entries.par_sort_unstable();
        let mut shared = Shared::grouped(&entries, reports);
        drop(entries);
        let asked = shared.asked(wanted);
        let bands = shared.firsts(each, near::bands, [0; near::BANDS], |_| true)?;
        let candidates = pairs::candidates(&bands, &asked);
        let chars = shared.firsts(each, |chars| chars.to_vec().into_boxed_slice(), Box::default(), |group| candidates.get(group).is_some_and(|one| *one))?;
        let met = pairs::meet(&bands, &chars, &shared, limit(reports), &asked);
        shared.close(met, limit(reports));
        Ok(shared)
    }

    /// The groups, each with its number.
    pub fn groups(&self) -> impl Iterator<Item = (usize, &Group)> {
        self.groups.iter().enumerate()
    }

    /// A group.
    pub fn group(&self, number: usize) -> Option<&Group> {
        self.groups.get(number)
    }

    /// Where the sentence of a group stands.
    pub fn places(&self, group: usize) -> &[Place] {
        self.groups.get(group).and_then(|group| self.places.get(group.places.clone())).unwrap_or_default()
    }

    /// The sentences of a text with the groups that they are in, in the text's order.
    pub fn of_text(&self, text: usize) -> &[(Place, u32)] {
        let at = |number: usize| self.by_place.partition_point(|(place, _)| (place.text as usize) < number);
        self.by_place.get(at(text)..at(text + 1)).unwrap_or_default()
    }

    /// The groups that are nearly the same as one.
    pub fn near(&self, group: usize) -> impl Iterator<Item = usize> + '_ {
        let from = self.near.partition_point(|(own, _)| (*own as usize) < group);
        self.near.iter().skip(from).take_while(move |(own, _)| *own as usize == group).map(|(_, other)| *other as usize)
    }

    /// Entries with one digest are one group.
    fn grouped(entries: &[Entry], reports: usize) -> Shared {
        let mut shared = Shared::default();
        for run in entries.chunk_by(|a, b| a.digest == b.digest) {
            let from = shared.places.len();
            shared.places.extend(run.iter().map(|entry| entry.place));
            let places = from..shared.places.len();
            let cited = run.iter().any(|entry| entry.place.text as usize >= reports);
            let is_set_phrase = cited || distinct(run.iter().map(|entry| entry.place)) >= limit(reports);
            shared.groups.push(Group { places, is_set_phrase, counts: run.iter().any(|entry| entry.counts) });
        }
        let of =
            |(number, group): (usize, &Group)| shared.places.get(group.places.clone()).unwrap_or_default().iter().map(move |place| (*place, number as u32));
        shared.by_place = shared.groups.iter().enumerate().flat_map(of).collect();
        shared.by_place.par_sort_unstable();
        shared
    }

    /// For each group, whether a text that is asked for has it.
    fn asked(&self, wanted: Option<&BTreeSet<usize>>) -> Vec<bool> {
        let has = |group: usize| wanted.is_none_or(|wanted| self.places(group).iter().any(|place| wanted.contains(&(place.text as usize))));
        (0..self.groups.len()).map(has).collect()
    }

    /// Reads the texts again, and makes something of the first sentence of each group that is `meant`.
    fn firsts<T: Clone + Send, E>(
        &self,
        each: Each<'_, E>,
        make: impl Fn(&[char]) -> T + Sync,
        none: T,
        meant: impl Fn(usize) -> bool + Sync,
    ) -> Result<Vec<T>, E> {
        let mut made = vec![none; self.groups.len()];
        let work = |number: usize, found: &[Sentence]| {
            let own = found.iter().zip(self.of_text(number));
            let first = own.filter(|(_, (place, group))| meant(*group as usize) && self.places(*group as usize).first() == Some(place));
            first.map(|(sentence, (_, group))| (*group as usize, make(&sentence.chars))).collect::<Vec<_>>()
        };
        in_batches(each, work, |found| {
            for (group, one) in found {
                made.iter_mut().skip(group).take(1).for_each(|slot| *slot = one.clone());
            }
        })?;
        Ok(made)
    }

    /// Notes the pairs; who is nearly the same as very many is a set phrase, too.
    fn close(&mut self, met: pairs::Met, limit: usize) {
        for group in met.set_phrases {
            self.groups.iter_mut().skip(group as usize).take(1).for_each(|group| group.is_set_phrase = true);
        }
        self.near = met.pairs.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]).collect();
        self.near.par_sort_unstable();
        self.near.dedup();
        let with = |group: usize| distinct(self.places(group).iter().copied().chain(self.near(group).flat_map(|other| self.places(other).iter().copied())));
        let many: Vec<usize> = (0..self.groups.len()).into_par_iter().filter(|group| self.near(*group).next().is_some() && with(*group) >= limit).collect();
        for group in many {
            self.groups.iter_mut().skip(group).take(1).for_each(|group| group.is_set_phrase = true);
        }
    }
}

/// In how many reports of so many a sentence stands that is a set phrase.
pub(super) fn limit(reports: usize) -> usize {
    (reports / 20).clamp(FEWEST, ENOUGH).min((reports / 2).max(FEWEST_OF_FEW))
}

/// In how many texts the places are.
fn distinct(places: impl Iterator<Item = Place>) -> usize {
    places.map(|place| place.text).collect::<BTreeSet<_>>().len()
}

fn entry(number: usize, sentence: &Sentence) -> Entry {
    let place = Place { text: number as u32, start: sentence.start as u32, end: sentence.end as u32 };
    Entry { digest: sentence.digest, place, counts: sentence.counts }
}

/// Splits texts on all cores, some hundred at a time, and takes what comes of them in their order.
fn in_batches<T: Send, E>(each: Each<'_, E>, work: impl Fn(usize, &[Sentence]) -> T + Sync, mut take: impl FnMut(T)) -> Result<(), E> {
    let mut batch: Vec<(usize, String)> = Vec::with_capacity(BATCH);
    let mut flush = |batch: &mut Vec<(usize, String)>| {
        let made: Vec<T> = batch.par_iter().map(|(number, text)| work(*number, &sentences(text))).collect();
        batch.clear();
        made.into_iter().for_each(&mut take);
    };
    each(&mut |number, text| {
        batch.push((number, text.to_owned()));
        if batch.len() == BATCH {
            flush(&mut batch);
        }
    })?;
    flush(&mut batch);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: &[&str], reports: usize, wanted: Option<&BTreeSet<usize>>) -> Shared {
        let each = |with: &mut dyn FnMut(usize, &str)| -> Result<(), ()> {
            texts.iter().enumerate().for_each(|(number, text)| with(number, text));
            Ok(())
        };
        Shared::find(&each, reports, wanted).unwrap()
    }

    #[test]
    fn how_many_are_very_many() {
        let table = [(2, 5), (15, 7), (20, 10), (200, 10), (400, 20), (5_000, 50), (20_000, 50)];
        assert!(table.iter().all(|(reports, want)| limit(*reports) == *want), "{:?}", table.map(|(reports, _)| limit(reports)));
    }

    const ONE: &str = "镇党委理论学习中心组把习近平法治思想作为必学内容并组织干部职工认真学习领会。";
    const NEAR: &str = "镇党委理论学习中心组把习近平法治思想作为必学内容，组织全体干部认真学习领会。";
    const OTHER: &str = "全年排查各类矛盾纠纷五百二十六件并全部化解在基层萌芽状态没有发生一起上访。";

    #[test]
    fn the_same_and_nearly_the_same_are_found() {
        let texts = [ONE, ONE, NEAR, OTHER];
        let shared = of(&texts, 4, None);
        let (_, group) = shared.of_text(0)[0];
        assert_eq!(shared.places(group as usize).iter().map(|place| place.text).collect::<Vec<_>>(), [0, 1]);
        let near: Vec<u32> = shared.near(group as usize).flat_map(|other| shared.places(other)).map(|place| place.text).collect();
        assert_eq!(near, [2]);
        assert_eq!(shared.near(shared.of_text(3)[0].1 as usize).count(), 0);
        assert!(shared.groups().all(|(_, group)| !group.is_set_phrase));
        let asked = of(&texts, 4, Some(&BTreeSet::from([2])));
        assert_eq!(asked.near(asked.of_text(2)[0].1 as usize).count(), 1);
    }

    #[test]
    fn what_many_have_or_a_document_says_is_a_set_phrase() {
        let varied: Vec<String> = (0..80).map(|n| ONE.replace("干部职工", &format!("{n}名干部职工"))).collect();
        let mut texts: Vec<&str> = varied.iter().map(String::as_str).collect();
        let shared = of(&texts, texts.len(), None);
        assert!(shared.groups().all(|(_, group)| group.is_set_phrase), "variants of one sentence in eighty reports");
        texts.truncate(2);
        let shared = of(&texts, 2, None);
        assert!(shared.groups().all(|(_, group)| !group.is_set_phrase));
        let shared = of(&[NEAR, OTHER, ONE], 2, None);
        let set = |text: usize| shared.group(shared.of_text(text)[0].1 as usize).unwrap().is_set_phrase;
        assert!(set(0) && !set(1), "the third text is no report: what stands in it, or nearly, is said after it");
    }
}
