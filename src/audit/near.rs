//! Sentences that are nearly the same: found by MinHash over runs of three characters, then aligned character by character.
//!
//! In: sentences. Out: pairs. The signatures cost time in proportion to the text; only those that fall into one band are aligned.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};

use rustc_hash::FxHashMap;

use super::common::Fixed;

/// Rows of a band, and bands of a signature: of two sentences that share six in ten of their runs, nine in ten meet in a band.
const ROWS: usize = 3;
const BANDS: usize = 10;
/// Characters of a run.
const RUN: usize = 3;
/// The least share of the longer sentence that both have in the same order.
const LEAST: f64 = 0.8;

/// A band that so many different sentences share is a set phrase with small changes: nobody wants all its pairs.
const CROWD: usize = 64;

/// Different sentences to look for, by their bands.
#[derive(Default)]
pub(super) struct Index {
    wanted: Vec<String>,
    bands: HashMap<u64, Vec<u32>>,
}

impl Index {
    /// Adds a sentence that is not in it yet, and gives its number: they are numbered from 0.
    pub fn add(&mut self, chars: &[char]) -> usize {
        let place = self.wanted.len();
        for band in bands(chars) {
            let list = self.bands.entry(band).or_default();
            // One more than the crowd tells that it is one.
            if list.len() <= CROWD {
                list.push(place as u32);
            }
        }
        self.wanted.push(chars.iter().collect());
        place
    }

    /// The numbers of the sentences that are nearly `chars`, and not the same.
    pub fn like(&self, chars: &[char]) -> Vec<usize> {
        let lists = bands(chars).into_iter().filter_map(|band| self.bands.get(&band)).filter(|list| list.len() <= CROWD);
        let mut places: Vec<u32> = lists.flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|place| place as usize).filter(|place| self.is_like(*place, chars)).collect()
    }

    fn is_like(&self, place: usize, chars: &[char]) -> bool {
        let wanted: Vec<char> = self.wanted.get(place).map(|text| text.chars().collect()).unwrap_or_default();
        let (short, long) = (wanted.len().min(chars.len()), wanted.len().max(chars.len()));
        // One that is much shorter cannot have enough in common.
        short as f64 >= LEAST * long as f64 && wanted != chars && in_order(&wanted, chars) >= LEAST
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
    common(a, b) as f64 / a.len().max(b.len()).max(1) as f64
}

/// The length of the longest common subsequence, sixty-four cells of the table at once (Hyyrö 2004, "Bit-parallel LCS-length computation revisited").
fn common(a: &[char], b: &[char]) -> usize {
    let words = a.len().div_ceil(64);
    let mut masks: FxHashMap<char, Vec<u64>> = FxHashMap::default();
    for (place, c) in a.iter().enumerate() {
        if let Some(word) = masks.entry(*c).or_insert_with(|| vec![0; words]).get_mut(place / 64) {
            *word |= 1 << (place % 64);
        }
    }
    // A cell is 0 where the row grows by one.
    let mut row = vec![u64::MAX; words];
    for mask in b.iter().filter_map(|c| masks.get(c)) {
        let mut carry = false;
        for (cells, mask) in row.iter_mut().zip(mask) {
            let (sum, over) = cells.overflowing_add(*cells & mask);
            let (sum, more) = sum.overflowing_add(u64::from(carry));
            carry = over | more;
            *cells = sum | (*cells & !mask);
        }
    }
    let zeros = |(place, cells): (usize, &u64)| (!cells & (u64::MAX >> (64 - (a.len() - place * 64).min(64)))).count_ones() as usize;
    row.iter().enumerate().map(zeros).sum()
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
        assert_eq!(index.add(&wanted), 0);
        assert_eq!(index.like(&chars("镇党委理论学习中心组把习近平法治思想作为必学内容,组织全体干部认真学习领会")), [0]);
        assert_eq!(index.like(&chars("全年排查各类矛盾纠纷五百二十六件并全部化解在基层萌芽状态没有发生一起上访")), [0; 0]);
        assert_eq!(index.like(&wanted), [0; 0], "word for word is told elsewhere");
    }

    /// The table, cell by cell.
    fn by_table(a: &[char], b: &[char]) -> usize {
        let mut row = vec![0; b.len() + 1];
        for x in a {
            let mut corner = 0;
            for (place, y) in b.iter().enumerate() {
                let above = row[place + 1];
                row[place + 1] = if x == y { corner + 1 } else { above.max(row[place]) };
                corner = above;
            }
        }
        row[b.len()]
    }

    proptest::proptest! {
        #[test]
        fn bits_count_as_the_table_does(a in "[甲乙丙丁戊]{0,150}", b in "[甲乙丙丁戊己]{0,150}") {
            let (a, b) = (chars(&a), chars(&b));
            assert_eq!(common(&a, &b), by_table(&a, &b));
        }
    }

    #[test]
    fn shares_in_order() {
        assert!((in_order(&chars("甲乙丙丁"), &chars("甲乙丁")) - 0.75).abs() < 1e-9);
    }
}
