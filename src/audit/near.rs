//! Sentences that are nearly the same: found by MinHash over runs of three characters, then aligned character by character.
//!
//! In: sentences. Out: pairs. The signatures cost time in proportion to the text; only those that fall into one band are aligned.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};

use super::common::Fixed;

/// Rows of a band, and bands of a signature: of two sentences that share six in ten of their runs, nine in ten meet in a band.
const ROWS: usize = 3;
const BANDS: usize = 10;
/// Characters of a run.
const RUN: usize = 3;
/// The least share of the longer sentence that both have in the same order.
const LEAST: f64 = 0.8;

/// A sentence to look for: which report's, and where.
pub(super) struct Wanted {
    pub report: usize,
    pub start: usize,
    pub end: usize,
    pub chars: Vec<char>,
}

/// Sentences to look for, by their bands.
#[derive(Default)]
pub(super) struct Index {
    wanted: Vec<Wanted>,
    bands: HashMap<u64, Vec<usize>>,
}

impl Index {
    pub fn add(&mut self, wanted: Wanted) {
        let place = self.wanted.len();
        for band in bands(&wanted.chars) {
            self.bands.entry(band).or_default().push(place);
        }
        self.wanted.push(wanted);
    }

    /// The sentences of other reports than `report` that are nearly `chars`, and not the same.
    pub fn like(&self, report: usize, chars: &[char]) -> Vec<&Wanted> {
        let mut places: Vec<usize> = bands(chars).iter().filter_map(|band| self.bands.get(band)).flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        let found = places.into_iter().filter_map(|place| self.wanted.get(place));
        found.filter(|wanted| wanted.report != report && wanted.chars != chars && in_order(&wanted.chars, chars) >= LEAST).collect()
    }
}

/// The bands of a sentence's signature.
fn bands(chars: &[char]) -> Vec<u64> {
    let mut least = [u64::MAX; ROWS * BANDS];
    for run in chars.windows(RUN) {
        let mut hasher = Fixed.build_hasher();
        run.iter().for_each(|c| hasher.write_u32(*c as u32));
        let mut value = hasher.finish();
        for slot in &mut least {
            // SplitMix64: one hash after another from the first.
            value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = value;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            *slot = (*slot).min(mixed ^ (mixed >> 31));
        }
    }
    let band = |(number, rows): (usize, &[u64])| {
        let mut hasher = Fixed.build_hasher();
        hasher.write_usize(number);
        rows.iter().for_each(|row| hasher.write_u64(*row));
        hasher.finish()
    };
    least.chunks(ROWS).enumerate().map(band).collect()
}

/// The longest common subsequence, as a share of the longer sentence.
fn in_order(a: &[char], b: &[char]) -> f64 {
    let (mut row, mut next) = (vec![0_u32; b.len() + 1], vec![0_u32; b.len() + 1]);
    for x in a {
        for (place, y) in b.iter().enumerate() {
            let (left, above, corner) = (next.get(place).copied(), row.get(place + 1).copied(), row.get(place).copied());
            let longest = if x == y { corner.unwrap_or(0) + 1 } else { left.unwrap_or(0).max(above.unwrap_or(0)) };
            if let Some(cell) = next.get_mut(place + 1) {
                *cell = longest;
            }
        }
        std::mem::swap(&mut row, &mut next);
    }
    f64::from(row.last().copied().unwrap_or(0)) / a.len().max(b.len()).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn nearly_the_same_is_found_and_another_is_not() {
        let mut index = Index::default();
        let wanted = chars("镇党委理论学习中心组把习近平法治思想作为必学内容并组织干部职工认真学习领会");
        index.add(Wanted { report: 0, start: 0, end: wanted.len(), chars: wanted.clone() });
        assert_eq!(index.like(1, &chars("镇党委理论学习中心组把习近平法治思想作为必学内容,组织全体干部认真学习领会")).len(), 1);
        assert_eq!(index.like(1, &chars("全年排查各类矛盾纠纷五百二十六件并全部化解在基层萌芽状态没有发生一起上访")).len(), 0);
        assert_eq!(index.like(0, &wanted).len(), 0, "its own report");
        assert_eq!(index.like(1, &wanted).len(), 0, "word for word is told elsewhere");
    }

    #[test]
    fn shares_in_order() {
        assert!((in_order(&chars("甲乙丙丁"), &chars("甲乙丁")) - 0.75).abs() < 1e-9);
    }
}
