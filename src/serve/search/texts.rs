//! Sentences of sources: an index of pairs of characters, with their places. In: texts. Out: the places of phrases, sentence by sentence.
//!
//! A phrase is looked up by its rarest pair and then compared with the text itself: what is found is there, character for character.

use std::collections::HashMap;

use super::Wish;
use super::fold;

/// A sentence, and where in it phrases stand.
type Hits = (usize, Vec<(u32, u32)>);

/// Marks that end a sentence.
const ENDS: [char; 5] = ['。', '！', '？', '；', ';'];
/// A pair that stands in more places tells little about a sentence.
const TELLING: usize = 100_000;

/// The texts of all sources, one after the other.
pub(in crate::serve) struct Texts {
    chars: Vec<char>,
    /// For each character, its place in its own text.
    places: Vec<u32>,
    /// Where each source begins, and its IRI.
    sources: Vec<(u32, String)>,
    /// Where each sentence begins.
    sentences: Vec<u32>,
    /// For each pair, where in `pairs` its places stand.
    spans: HashMap<(char, char), (u32, u32)>,
    pairs: Vec<u32>,
}

/// A sentence that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::serve) struct Found {
    /// The source's IRI.
    pub source: String,
    /// The sentence, in characters of the source's text.
    pub sentence: (usize, usize),
    /// What was looked for, likewise.
    pub hits: Vec<(usize, usize)>,
}

/// Sentences that were found, told when they are shown: a common word stands in more of them than anybody reads.
pub(in crate::serve) struct Sentences<'t> {
    texts: &'t Texts,
    hits: Vec<Hits>,
    /// Whether each holds all that was looked for.
    pub exact: bool,
}

impl Sentences<'_> {
    /// How many.
    pub fn len(&self) -> usize {
        self.hits.len()
    }

    /// Some of them, in their order.
    pub fn told(&self, from: usize, count: usize) -> impl Iterator<Item = Found> {
        self.hits.iter().skip(from).take(count).filter_map(|(sentence, hits)| self.texts.tell(*sentence, hits))
    }
}

impl Texts {
    /// Makes the index.
    pub fn of<'t>(texts: impl IntoIterator<Item = (String, &'t str)>) -> Texts {
        let mut all = Texts { chars: Vec::new(), places: Vec::new(), sources: Vec::new(), sentences: Vec::new(), spans: HashMap::new(), pairs: Vec::new() };
        for (source, text) in texts {
            all.add(source, text);
        }
        all.pair_up();
        all
    }

    fn add(&mut self, source: String, text: &str) {
        let start = self.chars.len();
        self.sources.push((count(start), source));
        self.sentences.push(count(start));
        let (mut ended, mut blank) = (false, false);
        for (place, c) in text.chars().enumerate() {
            let Some(folded) = fold::one(c) else {
                // An empty line ends a sentence, a line break alone does not: lines are broken in mid-sentence.
                ended |= c == '\n' && blank;
                blank = c == '\n' || blank && c.is_whitespace();
                continue;
            };
            blank = false;
            if ended && self.chars.len() > start {
                self.sentences.push(count(self.chars.len()));
            }
            ended = ENDS.contains(&c);
            self.chars.push(folded);
            self.places.push(count(place));
        }
        // No phrase runs from one source into the next.
        self.chars.push('\0');
        self.places.push(count(text.chars().count()));
    }

    fn pair_up(&mut self) {
        let mut counts: HashMap<(char, char), u32> = HashMap::new();
        let pair = |place: usize| Some((*self.chars.get(place)?, *self.chars.get(place + 1)?));
        for place in 0..self.chars.len() {
            if let Some(pair) = pair(place) {
                *counts.entry(pair).or_default() += 1;
            }
        }
        let mut next = 0;
        let mut spans: HashMap<(char, char), (u32, u32)> = HashMap::with_capacity(counts.len());
        for (pair, count) in counts {
            spans.insert(pair, (next, next));
            next += count;
        }
        let mut pairs = vec![0; next as usize];
        for place in 0..self.chars.len() {
            if let Some(span) = pair(place).and_then(|pair| spans.get_mut(&pair)) {
                if let Some(slot) = pairs.get_mut(span.1 as usize) {
                    *slot = count(place);
                }
                span.1 += 1;
            }
        }
        (self.spans, self.pairs) = (spans, pairs);
    }

    fn postings(&self, pair: (char, char)) -> &[u32] {
        self.spans.get(&pair).and_then(|(from, to)| self.pairs.get(*from as usize..*to as usize)).unwrap_or_default()
    }

    /// All places of a phrase, in order.
    fn phrase(&self, phrase: &[char]) -> Vec<u32> {
        if let [one] = phrase {
            return (0..self.chars.len()).filter(|place| self.chars.get(*place) == Some(one)).map(count).collect();
        }
        let rarest = phrase
            .windows(2)
            .enumerate()
            .filter_map(|(at, pair)| Some((at, self.postings((*pair.first()?, *pair.last()?)))))
            .min_by_key(|(_, list)| list.len());
        let Some((at, list)) = rarest else { return Vec::new() };
        let starts = list.iter().filter_map(|place| (*place as usize).checked_sub(at));
        starts.filter(|start| self.chars.get(*start..*start + phrase.len()) == Some(phrase)).map(count).collect()
    }

    /// Sentences that hold every phrase; where none does and nothing was quoted, those that hold most of the words.
    pub fn find(&self, wish: &Wish) -> Sentences<'_> {
        let phrases: Vec<Vec<char>> = wish.phrases.iter().map(|(phrase, _)| phrase.chars().collect()).collect();
        let mut found: Option<Vec<Hits>> = None;
        for phrase in &phrases {
            let hits = self.by_sentence(&self.phrase(phrase), count(phrase.len()));
            found = Some(match found {
                None => hits,
                Some(before) => both(before, hits),
            });
        }
        let found = found.unwrap_or_default();
        if found.is_empty() && wish.phrases.iter().all(|(_, quoted)| !quoted) {
            return Sentences { texts: self, hits: self.nearly(&phrases), exact: false };
        }
        Sentences { texts: self, hits: found, exact: true }
    }

    fn by_sentence(&self, places: &[u32], len: u32) -> Vec<Hits> {
        let mut groups: Vec<Hits> = Vec::new();
        let mut next = 0;
        for place in places {
            match groups.last_mut() {
                Some((_, hits)) if *place < next => hits.push((*place, place + len)),
                _ => {
                    let after = self.sentences.partition_point(|start| start <= place);
                    next = self.sentences.get(after).copied().unwrap_or(u32::MAX);
                    groups.push((after.saturating_sub(1), vec![(*place, place + len)]));
                }
            }
        }
        groups
    }

    /// Sentences with at least three in five of the pairs of what was typed, those with most first.
    fn nearly(&self, phrases: &[Vec<char>]) -> Vec<Hits> {
        let pairs: Vec<&[char]> = phrases.iter().flat_map(|phrase| phrase.windows(2)).collect();
        if pairs.len() < 3 {
            return Vec::new();
        }
        let mut tally: HashMap<usize, Vec<(u32, u32)>> = HashMap::new();
        for pair in &pairs {
            let list = pair.first().zip(pair.last()).map_or(&[][..], |(a, b)| self.postings((*a, *b)));
            for (sentence, hits) in self.by_sentence(if list.len() > TELLING { &[] } else { list }, 2) {
                tally.entry(sentence).or_default().extend(hits.first());
            }
        }
        let mut found: Vec<Hits> = tally.into_iter().filter(|(_, hits)| hits.len() * 5 >= pairs.len() * 3).collect();
        found.sort_by_key(|(sentence, hits)| (std::cmp::Reverse(hits.len()), *sentence));
        found
    }

    fn tell(&self, sentence: usize, hits: &[(u32, u32)]) -> Option<Found> {
        let start = *self.sentences.get(sentence)?;
        let source = self.sources.get(self.sources.partition_point(|(begin, _)| *begin <= start).checked_sub(1)?)?;
        let last = self.sentences.get(sentence + 1).map_or(self.chars.len(), |next| *next as usize).checked_sub(1)?;
        // The mark between two texts belongs to neither.
        let last = if self.chars.get(last) == Some(&'\0') { last.saturating_sub(1) } else { last };
        let place = |at: usize| self.places.get(at).map(|place| *place as usize);
        let mut told: Vec<(usize, usize)> = hits.iter().filter_map(|(from, to)| Some((place(*from as usize)?, place(*to as usize - 1)? + 1))).collect();
        told.sort_unstable();
        Some(Found { source: source.1.clone(), sentence: (place(start as usize)?, place(last)? + 1), hits: told })
    }
}

/// Sentences of both lists, with the hits of both.
fn both(a: Vec<Hits>, b: Vec<Hits>) -> Vec<Hits> {
    let mut second = b.into_iter().peekable();
    let mut found = Vec::new();
    for (sentence, mut hits) in a {
        while second.next_if(|(other, _)| *other < sentence).is_some() {}
        if let Some((_, more)) = second.next_if(|(other, _)| *other == sentence) {
            hits.extend(more);
            found.push((sentence, hits));
        }
    }
    found
}

/// Four thousand million characters are more than a store of texts holds.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts() -> Texts {
        Texts::of([("a".to_owned(), "第一句说法治。第二句说矛盾\n纠纷排查。\n\n标题\n\n尾"), ("b".to_owned(), "法治与矛盾糾紛排查")])
    }

    fn hits(typed: &str) -> Vec<(String, Vec<(usize, usize)>)> {
        texts().find(&Wish::read(typed)).told(0, 9).map(|found| (found.source, found.hits)).collect()
    }

    #[test]
    fn phrases_over_line_breaks_and_scripts() {
        assert_eq!(hits("“矛盾纠纷”"), [("a".to_owned(), vec![(11, 16)]), ("b".to_owned(), vec![(3, 7)])]);
        assert_eq!(hits("法治 排查"), [("b".to_owned(), vec![(0, 2), (7, 9)])]);
        assert_eq!(hits("尾"), [("a".to_owned(), vec![(25, 26)])]);
        assert!(hits("“尾法治”").is_empty());
    }

    #[test]
    fn most_of_the_words_where_none_has_all() {
        let texts = texts();
        let found = texts.find(&Wish::read("第二句说到矛盾纠纷"));
        assert!(!found.exact && found.len() == 1 && found.told(0, 1).next().is_some_and(|found| found.source == "a" && found.sentence == (7, 19)));
    }
}
