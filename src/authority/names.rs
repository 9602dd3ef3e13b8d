//! Every folded spelling and what it can stand for: one sorted table, and one automaton that finds all of them in one pass.

use std::ops::Range;

use daachorse::CharwiseDoubleArrayAhoCorasick;
use rayon::slice::ParallelSliceMut;

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
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
}

impl Names {
    /// The table of all namings. An entity that has a spelling twice has it in the more trusted way.
    pub(super) fn of(mut namings: Vec<Naming>) -> Result<Self, OntologyError> {
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
        let automaton = CharwiseDoubleArrayAhoCorasick::new(spellings.iter().map(|spelling| &**spelling));
        let automaton = automaton.map_err(|e| OntologyError::new("ontology", format!("its names cannot be searched: {e}")))?;
        Ok(Names { spellings, starts, candidates, automaton })
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
        let place = self.spellings.binary_search_by(|spelling| (**spelling).cmp(folded));
        place.ok().map(|place| NameId(place as u32))
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
