//! Every folded spelling and what it can stand for: one sorted table, and one automaton that finds all of them in one pass.

use std::hash::BuildHasher;
use std::ops::Range;

use daachorse::CharwiseDoubleArrayAhoCorasick;
use hashbrown::HashTable;
use rayon::slice::ParallelSliceMut;
use rustc_hash::FxBuildHasher;

use super::OntologyError;
use super::entity::{EntityId, LabelKind, NameId};

/// A place where a spelling stands in a folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hit {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The spelling.
    pub name: NameId,
}

/// One spelling of one entity.
pub(super) type Naming = (String, EntityId, LabelKind);

/// Spellings in their order, and their candidates. A [`NameId`] is a place in `spellings`.
pub(super) struct Names {
    spellings: Vec<Box<str>>,
    starts: Vec<u32>,
    candidates: Vec<(EntityId, LabelKind)>,
    /// Places in `spellings`, by the hash of what stands there.
    table: HashTable<u32>,
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
}

impl Names {
    /// The table of all namings. An entity that has a spelling twice has it in the more trusted way.
    ///
    /// Only the spellings of `searched` entities are found in text. Titles of instruments are not: they are long and many, would make the
    /// automaton several times as large, and are only ever looked up.
    pub(super) fn of(mut namings: Vec<Naming>, searched: impl Fn(EntityId) -> bool) -> Result<Self, OntologyError> {
        namings.par_sort_unstable();
        namings.dedup_by(|later, first| (&later.0, later.1) == (&first.0, first.1));
        let (mut spellings, mut starts, mut candidates) = (Vec::<Box<str>>::new(), Vec::new(), Vec::new());
        for (spelling, entity, kind) in namings {
            if spellings.last().is_none_or(|last| **last != *spelling) {
                starts.push(candidates.len() as u32);
                spellings.push(spelling.into_boxed_str());
            }
            candidates.push((entity, kind));
        }
        starts.push(candidates.len() as u32);
        let names = spellings.iter().zip(0_u32..).zip(starts.windows(2));
        let found = names.filter(|(_, range)| candidates.get(range[0] as usize..range[1] as usize).is_some_and(|ids| ids.iter().any(|(id, _)| searched(*id))));
        let automaton = CharwiseDoubleArrayAhoCorasick::with_values(found.map(|((spelling, name), _)| (&**spelling, name)));
        let automaton = automaton.map_err(|e| OntologyError::new("ontology", format!("its names cannot be searched: {e}")))?;
        let mut table = HashTable::with_capacity(spellings.len());
        for (spelling, name) in spellings.iter().zip(0_u32..) {
            table.insert_unique(hash(spelling), name, |name| spellings.get(*name as usize).map_or(0, |spelling| hash(spelling)));
        }
        Ok(Names { spellings, starts, candidates, table, automaton })
    }

    /// Every place of every spelling in a folded text, also inside one another, in the order of their ends.
    pub(super) fn find<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = Hit> + 'a {
        let hits = self.automaton.find_overlapping_iter(folded);
        hits.map(|hit| Hit { start: hit.start(), end: hit.end(), name: NameId(hit.value()) })
    }

    pub(super) fn candidates(&self, name: NameId) -> &[(EntityId, LabelKind)] {
        self.candidates.get(self.range(name)).unwrap_or_default()
    }

    pub(super) fn named(&self, folded: &str) -> Option<NameId> {
        self.table.find(hash(folded), |name| self.spelling(NameId(*name)) == folded).map(|name| NameId(*name))
    }

    pub(super) fn spelling(&self, name: NameId) -> &str {
        self.spellings.get(name.0 as usize).map_or("", |spelling| spelling)
    }

    pub(super) fn len(&self) -> usize {
        self.spellings.len()
    }

    fn range(&self, name: NameId) -> Range<usize> {
        let start = |place: usize| self.starts.get(place).map_or(0, |&start| start as usize);
        start(name.0 as usize)..start(name.0 as usize + 1)
    }
}

/// The names are the ontology's own: no stranger chooses them to collide.
fn hash(spelling: &str) -> u64 {
    FxBuildHasher.hash_one(spelling)
}
