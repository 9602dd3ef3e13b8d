//! Sentences that are nearly the same: found by MinHash over runs of three characters, then aligned character by character.
//!
//! In: the characters of sentences. Out: bands, in which sentences that are alike meet, and the share of two sentences that stands in both in one order.

use std::hash::{BuildHasher, Hasher};

use super::sentences::Fixed;

/// Rows of a band: of two sentences that share half of their runs, seven in eight meet in a band, of those that share six in ten nearly all.
const ROWS: usize = 3;
/// How many bands a signature has.
pub(super) const BANDS: usize = 16;
/// Characters of a run.
const RUN: usize = 3;
/// The least share of the longer sentence that both have in the same order.
const LEAST: f64 = 0.8;

/// The bands of a sentence's signature.
pub(super) fn bands(chars: &[char]) -> [u32; BANDS] {
    let mut least = [u64::MAX; ROWS * BANDS];
    for run in chars.windows(RUN) {
        let mut value = run.iter().fold(0, |value, c| (value ^ u64::from(*c as u32)).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23));
        for slot in &mut least {
            // SplitMix64: one hash after another from the first.
            value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = value;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            *slot = (*slot).min(mixed ^ (mixed >> 31));
        }
    }
    let mut bands = [0; BANDS];
    for (band, rows) in bands.iter_mut().zip(least.chunks(ROWS)) {
        let mut hasher = Fixed.build_hasher();
        rows.iter().for_each(|row| hasher.write_u64(*row));
        *band = (hasher.finish() >> 32) as u32;
    }
    bands
}

/// Whether two sentences are nearly the same.
pub(super) fn is_near(a: &[char], b: &[char]) -> bool {
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    short as f64 >= LEAST * long as f64 && common(a, b) as f64 >= LEAST * long as f64
}

/// How long the longest common subsequence is: a word of 64 characters of `a` at a time (Hyyrö 2004), so that a pair costs a microsecond.
fn common(a: &[char], b: &[char]) -> usize {
    let words = a.len().div_ceil(64);
    let mut at: Vec<(char, usize)> = a.iter().copied().zip(0..).collect();
    at.sort_unstable();
    let mut open = vec![u64::MAX; words];
    for c in b {
        let from = at.partition_point(|(own, _)| own < c);
        let here = at.iter().skip(from).take_while(|(own, _)| own == c);
        let mut hits = vec![0_u64; words];
        here.for_each(|(_, place)| hits.iter_mut().skip(place / 64).take(1).for_each(|word| *word |= 1 << (place % 64)));
        if hits.iter().all(|word| *word == 0) {
            continue;
        }
        let mut carry = false;
        for (word, hit) in open.iter_mut().zip(&hits) {
            let (sum, over) = word.overflowing_add(*word & hit);
            let (sum, more) = sum.overflowing_add(u64::from(carry));
            carry = over || more;
            *word = sum | (*word & !hit);
        }
    }
    let closed = |(number, word): (usize, &u64)| {
        let used = (a.len() - number * 64).min(64);
        (!word & (u64::MAX >> (64 - used))).count_ones() as usize
    };
    open.iter().enumerate().map(closed).sum()
}

/// What of `b` stands in `a`, in the same order: for each character of `b`, whether it does.
pub(super) fn kept(a: &[char], b: &[char]) -> Vec<bool> {
    let width = b.len() + 1;
    let mut longest = vec![0_u32; (a.len() + 1) * width];
    let get = |longest: &[u32], row: usize, column: usize| longest.get(row * width + column).copied().unwrap_or(0);
    for (row, x) in a.iter().enumerate().rev() {
        for (column, y) in b.iter().enumerate().rev() {
            let best = if x == y { get(&longest, row + 1, column + 1) + 1 } else { get(&longest, row + 1, column).max(get(&longest, row, column + 1)) };
            longest.iter_mut().skip(row * width + column).take(1).for_each(|cell| *cell = best);
        }
    }
    let mut kept = vec![false; b.len()];
    let (mut row, mut column) = (0, 0);
    while let (Some(x), Some(y)) = (a.get(row), b.get(column)) {
        if x == y {
            kept.iter_mut().skip(column).take(1).for_each(|one| *one = true);
            (row, column) = (row + 1, column + 1);
        } else if get(&longest, row + 1, column) >= get(&longest, row, column + 1) {
            row += 1;
        } else {
            column += 1;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn nearly_the_same_meets_in_a_band_and_another_does_not() {
        let own = chars("镇党委理论学习中心组把习近平法治思想作为必学内容并组织干部职工认真学习领会");
        let near = chars("镇党委理论学习中心组把习近平法治思想作为必学内容,组织全体干部认真学习领会");
        let other = chars("全年排查各类矛盾纠纷五百二十六件并全部化解在基层萌芽状态没有发生一起上访");
        let meet = |a: &[char], b: &[char]| bands(a).iter().zip(bands(b)).any(|(a, b)| *a == b);
        assert!(meet(&own, &near) && is_near(&own, &near));
        assert!(!meet(&own, &other) && !is_near(&own, &other));
    }

    #[test]
    fn common_characters_in_order() {
        let long: String = (0..150).filter_map(|n| char::from_u32(0x4e00 + n)).collect();
        let table =
            [("甲乙丙丁", "甲乙丁", 3), ("甲乙甲乙", "乙甲乙甲", 3), ("甲", "乙", 0), (&long, &long, 150), (&long, &long[30..], 140), ("甲甲甲", "甲", 1)];
        for (a, b, want) in table {
            assert_eq!((common(&chars(a), &chars(b)), common(&chars(b), &chars(a))), (want, want), "{a} {b}");
        }
        assert_eq!(kept(&chars("甲乙丙丁"), &chars("甲己丙丁")), [true, false, true, true]);
    }
}
