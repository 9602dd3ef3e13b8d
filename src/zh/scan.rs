//! Many lists of words looked for in one pass over a text. In: lists and a text. Out: where the words of each list stand.
//!
//! A character of a text is looked up once, and tells by its bits which lists have words that begin with it and which have it second.
//! Only where both fit are words compared: a place that no list wants costs the same however many lists there are.

use crate::text::Span;

use super::words::Words;

/// How many lists one scanner takes: a bit each.
const MOST: usize = 64;

/// Lists of words, ready for one pass over a text.
pub struct Scanner {
    /// For the low sixteen bits of a character, the place of its bits in `signs`.
    classes: Box<[u16]>,
    signs: Vec<Signs>,
    lists: Vec<&'static Words>,
}

/// What a character can be, a bit for each list.
#[derive(Debug, Clone, Copy, Default)]
struct Signs {
    /// The first of a longer word.
    first: u64,
    /// The second of a word.
    second: u64,
    /// A word of its own.
    whole: u64,
}

/// Where the words of each list stand in one text.
pub struct Found(Vec<Vec<(usize, &'static str)>>);

impl Scanner {
    /// A scanner for `lists`, which [`Found`] gives back by their places. Those behind the sixty-fourth are not looked for.
    pub fn new(lists: Vec<&'static Words>) -> Self {
        let mut scanner = Scanner { classes: vec![0; 1 << 16].into_boxed_slice(), signs: vec![Signs::default()], lists };
        for (list, words) in scanner.lists.clone().into_iter().enumerate().take(MOST) {
            let bit = 1 << list;
            for word in words.all() {
                let mut chars = word.chars();
                let (Some(first), second) = (chars.next(), chars.next()) else { continue };
                match second {
                    None => scanner.signs_of_mut(first).whole |= bit,
                    Some(second) => {
                        scanner.signs_of_mut(first).first |= bit;
                        scanner.signs_of_mut(second).second |= bit;
                    }
                }
            }
        }
        scanner
    }

    /// Everything in `text`.
    pub fn scan(&self, text: &str) -> Found {
        let mut found = Found(vec![Vec::new(); self.lists.len()]);
        let (mut last, mut at) = (Signs::default(), 0);
        for (place, c) in text.char_indices() {
            let here = self.signs_of(c);
            let fit = last.first & here.second | last.whole;
            if fit != 0 {
                self.take(fit, at, text, &mut found);
            }
            (last, at) = (here, place);
        }
        self.take(last.whole, at, text, &mut found);
        found
    }

    /// Notes the words of the lists `fit` that stand at byte `at`.
    fn take(&self, mut fit: u64, at: usize, text: &str, found: &mut Found) {
        let Some(rest) = text.get(at..) else { return };
        while fit != 0 {
            let list = fit.trailing_zeros() as usize;
            fit &= fit - 1;
            if let (Some(words), Some(places)) = (self.lists.get(list), found.0.get_mut(list)) {
                places.extend(words.openings(rest).map(|word| (at, word)));
            }
        }
    }

    fn signs_of(&self, c: char) -> Signs {
        let class = self.classes.get(c as usize & 0xffff).copied().unwrap_or(0);
        self.signs.get(usize::from(class)).copied().unwrap_or_default()
    }

    fn signs_of_mut(&mut self, c: char) -> &mut Signs {
        let class = &mut self.classes[c as usize & 0xffff];
        if *class == 0 {
            *class = u16::try_from(self.signs.len()).unwrap_or(0);
            self.signs.push(Signs::default());
        }
        &mut self.signs[usize::from(*class)]
    }
}

impl Found {
    /// Every place of every word of a list, in the order of their starts, longer ones first.
    pub fn all(&self, list: usize) -> &[(usize, &'static str)] {
        self.0.get(list).map_or(&[], Vec::as_slice)
    }

    /// Those that lie within `span`.
    pub fn within(&self, list: usize, span: Span) -> impl Iterator<Item = (usize, &'static str)> + '_ {
        let all = self.all(list);
        let rest = all.get(all.partition_point(|(place, _)| *place < span.start)..).unwrap_or_default();
        rest.iter().copied().take_while(move |(place, _)| *place < span.end).filter(move |(place, word)| place + word.len() <= span.end)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    static POSTS: LazyLock<Words> = LazyLock::new(|| Words::new(&["书记", "党委书记", "镇长"]));
    static MARKS: LazyLock<Words> = LazyLock::new(|| Words::new(&["、", "长", "书记\n"]));

    #[test]
    fn finds_what_each_list_finds_alone() {
        let scanner = Scanner::new(vec![&POSTS, &MARKS]);
        for text in ["", "长", "党委书记、镇长", "书\u{20a16}记镇长书记", "党委书", "书记\n镇"] {
            let found = scanner.scan(text);
            for (list, words) in [(0, &*POSTS), (1, &*MARKS)] {
                assert_eq!(found.all(list), words.places(text).collect::<Vec<_>>(), "{text}");
            }
        }
    }

    #[test]
    fn a_word_that_leaves_the_stretch_is_not_in_it() {
        let found = Scanner::new(vec![&POSTS]).scan("党委书记、镇长");
        assert_eq!(found.within(0, Span::new(3, 18)).collect::<Vec<_>>(), [(6, "书记")]);
    }
}
