//! Many words looked for at once, at the end, at the start, or anywhere in a text. In: a list of words. Out: a [`Words`].
//!
//! Words are indexed by their last and first characters, so that a place in a text costs one look-up and not one comparison a word.

use rustc_hash::FxHashMap;

use super::chars::CharSet;

/// Words by one of their characters.
type ByChar = FxHashMap<char, Vec<&'static str>>;

/// A list of words, ready for searching.
pub struct Words {
    by_last: ByChar,
    by_first: ByChar,
    lasts: CharSet,
    firsts: CharSet,
}

impl Words {
    /// The words, each list of one character's longer ones first.
    pub fn new(words: &[&'static str]) -> Self {
        let (mut by_last, mut by_first) = (ByChar::default(), ByChar::default());
        for word in words {
            if let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) {
                by_last.entry(last).or_default().push(word);
                by_first.entry(first).or_default().push(word);
            }
        }
        for list in by_last.values_mut().chain(by_first.values_mut()) {
            list.sort_by_key(|word| std::cmp::Reverse(word.len()));
        }
        let (lasts, firsts) = (CharSet::of(by_last.keys().copied()), CharSet::of(by_first.keys().copied()));
        Words { by_last, by_first, lasts, firsts }
    }

    /// The longest word that `text` ends with.
    pub fn ending(&self, text: &str) -> Option<&'static str> {
        let last = text.chars().next_back().filter(|c| self.lasts.may_have(*c))?;
        self.by_last.get(&last)?.iter().copied().find(|word| text.ends_with(word))
    }

    /// The longest word that `text` starts with.
    pub fn opening(&self, text: &str) -> Option<&'static str> {
        let first = text.chars().next().filter(|c| self.firsts.may_have(*c))?;
        self.by_first.get(&first)?.iter().copied().find(|word| text.starts_with(word))
    }

    /// Whether any of the words stands anywhere in `text`.
    pub fn stand_in(&self, text: &str) -> bool {
        self.places(text).next().is_some()
    }

    /// Every place of every word, in the order of their starts, longer ones first.
    pub fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, &'static str)> + 'a {
        text.char_indices()
            .filter(|(_, c)| self.firsts.may_have(*c))
            .flat_map(move |(place, _)| self.openings(text.get(place..).unwrap_or("")).map(move |word| (place, word)))
    }

    /// All words that `text` starts with, longer ones first.
    pub fn openings<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'static str> + 'a {
        let words = text.chars().next().and_then(|first| self.by_first.get(&first)).map_or(&[][..], Vec::as_slice);
        words.iter().copied().filter(move |word| text.starts_with(word))
    }

    /// All words, in no order.
    pub(super) fn all(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.by_first.values().flatten().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_at_every_place() {
        let words = Words::new(&["书记", "党委书记", "镇长"]);
        assert_eq!(words.ending("由镇党委书记"), Some("党委书记"));
        assert_eq!(words.opening("书记和镇长"), Some("书记"));
        assert_eq!(words.openings("党委书记").collect::<Vec<_>>(), ["党委书记"]);
        let places: Vec<_> = words.places("党委书记、镇长").collect();
        assert!(words.stand_in("任镇长") && !words.stand_in("镇里的长处"));
        assert_eq!(places, [(0, "党委书记"), (6, "书记"), (15, "镇长")]);
    }
}
