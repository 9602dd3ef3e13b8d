//! Lines in the order of their bytes, quickly. In: lines. Out: the same, sorted.
//!
//! Lines of one graph begin alike for sixty bytes and more, and every comparison would read those again. So what all lines of a group begin
//! with is passed over, eight bytes behind it are compared as one number, and only lines that agree in them form a group again.

/// Groups of fewer lines are compared line by line.
const SMALL: usize = 12;

/// How often a group may be parted before it is compared line by line: no text makes the calls go deeper.
const DEEPEST: usize = 48;

/// Sorts `lines` by their bytes.
pub(super) fn sort(lines: &mut [&str]) {
    let mut keyed: Vec<(u64, &str)> = lines.iter().map(|line| (0, *line)).collect();
    part(&mut keyed, 0, DEEPEST);
    for (line, (_, sorted)) in lines.iter_mut().zip(keyed) {
        *line = sorted;
    }
}

/// Sorts lines that agree in their first `same` bytes.
fn part(lines: &mut [(u64, &str)], same: usize, deeper: usize) {
    if lines.len() < SMALL || deeper == 0 {
        lines.sort_unstable_by_key(|(_, line)| *line);
        return;
    }
    let same = alike(lines, same);
    for (key, line) in lines.iter_mut() {
        *key = number(line.as_bytes().get(same..).unwrap_or_default());
    }
    lines.sort_unstable_by_key(|(key, _)| *key);
    for group in lines.chunk_by_mut(|one, other| one.0 == other.0).filter(|group| group.len() > 1) {
        // Those that end here are as long as one another or differ in zeros behind: too rare to part.
        let ends = group.iter().any(|(_, line)| line.len() < same + 8);
        part(group, same + 8, if ends { 0 } else { deeper - 1 });
    }
}

/// How many bytes all lines begin with alike, at least `same` of them.
fn alike(lines: &[(u64, &str)], same: usize) -> usize {
    let Some((_, first)) = lines.first() else { return same };
    let first = first.as_bytes().get(same..).unwrap_or_default();
    let common = lines.iter().fold(first.len(), |common, (_, line)| {
        let other = line.as_bytes().get(same..).unwrap_or_default();
        if first.get(..common) == other.get(..common) {
            return common;
        }
        first.iter().zip(other).take(common).take_while(|(one, other)| one == other).count()
    });
    same + common
}

/// The first eight bytes as a number that orders as they do; what is missing counts as zeros.
fn number(bytes: &[u8]) -> u64 {
    let mut eight = [0; 8];
    match bytes.first_chunk() {
        Some(whole) => eight = *whole,
        None => eight.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from),
    }
    u64::from_be_bytes(eight)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn orders_as_comparison_does(lines in prop::collection::vec("(<https://example.org/)?[ab\u{0}]{0,12}(<https://example.org/)?[ab\u{0}]{0,9}", 0..80)) {
            let mut expected: Vec<&str> = lines.iter().map(String::as_str).collect();
            let mut found = expected.clone();
            expected.sort_unstable();
            sort(&mut found);
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn lines_that_grow_out_of_one_another() {
        let lines: Vec<String> = (0..400).map(|count| "a".repeat(400 - count)).collect();
        let mut found: Vec<&str> = lines.iter().map(String::as_str).collect();
        sort(&mut found);
        assert!(found.is_sorted());
    }
}
