//! Which sentences meet, and which of those are nearly the same. In: bands and characters of distinct sentences. Out: pairs, and set phrases.

use rayon::prelude::*;

use super::{Shared, distinct};
use crate::audit::near::{BANDS, is_near};

/// A band with more sentences than this is first parted by those that lead, so that no band costs the square of its size.
const CROWD: usize = 48;
/// How many sentences lead in a crowd.
const LEADERS: usize = 32;

type Bands = [u32; BANDS];

/// What came of the alignments.
#[derive(Debug, Default)]
pub(super) struct Met {
    /// Groups that are nearly the same, the lesser number first.
    pub pairs: Vec<(u32, u32)>,
    /// Groups that are variants of a set phrase.
    pub set_phrases: Vec<u32>,
}

/// For each group, whether it meets another in a band in which one is that is asked for.
pub(super) fn candidates(bands: &[Bands], asked: &[bool]) -> Vec<bool> {
    let mut found = vec![false; bands.len()];
    for band in 0..BANDS {
        for bucket in buckets(&sorted(bands, band), asked) {
            for (_, group) in bucket {
                found.iter_mut().skip(*group as usize).take(1).for_each(|one| *one = true);
            }
        }
    }
    found
}

/// Aligns what meets in a band.
pub(super) fn meet(bands: &[Bands], chars: &[Box<[char]>], shared: &Shared, limit: usize, asked: &[bool]) -> Met {
    let mut met = Met::default();
    for band in 0..BANDS {
        let sorted = sorted(bands, band);
        let room = Room { band, bands, chars, shared, limit, asked };
        let all: Vec<&[(u32, u32)]> = buckets(&sorted, asked).collect();
        let found: Vec<Met> = all.par_iter().map(|bucket| room.of(bucket)).collect();
        for one in found {
            met.pairs.extend(one.pairs);
            met.set_phrases.extend(one.set_phrases);
        }
    }
    met
}

/// One band of all groups, those that meet side by side.
fn sorted(bands: &[Bands], band: usize) -> Vec<(u32, u32)> {
    let of = |(group, bands): (usize, &Bands)| Some((*bands.get(band)?, group as u32));
    let mut all: Vec<(u32, u32)> = bands.iter().enumerate().filter_map(of).collect();
    all.par_sort_unstable();
    all
}

/// The runs of groups that meet, one of them asked for at least.
fn buckets<'b>(sorted: &'b [(u32, u32)], asked: &'b [bool]) -> impl Iterator<Item = &'b [(u32, u32)]> {
    let wanted = |group: &u32| asked.get(*group as usize).is_some_and(|one| *one);
    sorted.chunk_by(|a, b| a.0 == b.0).filter(move |run| run.len() > 1 && run.iter().any(|(_, group)| wanted(group)))
}

/// What a bucket is looked at with.
struct Room<'r> {
    band: usize,
    bands: &'r [Bands],
    chars: &'r [Box<[char]>],
    shared: &'r Shared,
    limit: usize,
    asked: &'r [bool],
}

impl Room<'_> {
    fn of(&self, bucket: &[(u32, u32)]) -> Met {
        let mut met = Met::default();
        let is_set = |group: &u32| self.shared.group(*group as usize).is_some_and(|group| group.is_set_phrase);
        let (set, mut rest): (Vec<u32>, Vec<u32>) = bucket.iter().map(|(_, group)| *group).partition(is_set);
        rest.retain(|group| {
            let variant = set.iter().take(LEADERS).any(|phrase| self.is_near(*phrase, *group));
            if variant {
                met.set_phrases.push(*group);
            }
            !variant
        });
        if rest.len() <= CROWD {
            self.pair(&rest, &mut met);
        } else {
            self.crowd(&rest, &mut met);
        }
        met
    }

    /// Those near to one that leads are one cluster: a set phrase, if its reports are very many.
    fn crowd(&self, groups: &[u32], met: &mut Met) {
        let mut clusters: Vec<Vec<u32>> = Vec::new();
        for group in groups {
            let led = clusters.iter().position(|cluster| cluster.first().is_some_and(|first| self.is_near(*first, *group)));
            match led {
                Some(place) => clusters.iter_mut().skip(place).take(1).for_each(|cluster| cluster.push(*group)),
                None if clusters.len() < LEADERS => clusters.push(vec![*group]),
                None => {}
            }
        }
        for cluster in clusters {
            if distinct(cluster.iter().flat_map(|group| self.shared.places(*group as usize).iter().copied())) >= self.limit {
                met.set_phrases.extend(cluster);
            } else {
                cluster.chunks(CROWD).for_each(|part| self.pair(part, met));
            }
        }
    }

    fn pair(&self, groups: &[u32], met: &mut Met) {
        let wanted = |group: &u32| self.asked.get(*group as usize).is_some_and(|one| *one);
        for (place, a) in groups.iter().enumerate() {
            for b in groups.iter().skip(place + 1) {
                if (wanted(a) || wanted(b)) && !self.met_before(*a, *b) && self.is_near(*a, *b) {
                    met.pairs.push((*a, *b));
                }
            }
        }
    }

    /// Whether two meet in an earlier band, where they were aligned. In a crowd they may not have been: that costs a pair, and saves the square.
    fn met_before(&self, a: u32, b: u32) -> bool {
        let of = |group: u32| self.bands.get(group as usize).map(|bands| bands.iter().take(self.band));
        of(a).zip(of(b)).is_some_and(|(a, b)| a.zip(b).any(|(a, b)| a == b))
    }

    fn is_near(&self, a: u32, b: u32) -> bool {
        self.chars.get(a as usize).zip(self.chars.get(b as usize)).is_some_and(|(a, b)| is_near(a, b))
    }
}
