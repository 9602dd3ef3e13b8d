//! Which indicator the words around a number announce. In: those words. Out: one indicator, or none where two would do as well.

use std::collections::HashMap;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use crate::authority::{EntityId, Gazetteer};
use crate::text::Span;

/// A way to announce an indicator: words that stand in this order.
struct Phrase {
    indicator: EntityId,
    units: usize,
    words: Vec<u32>,
    chars: usize,
}

/// Finds indicators by their announcing words. Made once from the gazetteer.
pub struct Finder {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// Bytes of each word.
    lens: Vec<usize>,
    /// Phrases by their last word.
    phrases: Vec<Vec<Phrase>>,
    /// Units of each indicator.
    units: Vec<Vec<String>>,
}

/// What turns a word that announces into another: 不予许可34件 are no permits, 转办件 no 办件.
const REFUSALS: [&str; 9] = ["转", "未", "尚未", "不予", "不予行政", "免予", "免于", "未予", "免予行政"];

/// An announcing word and the byte at which it begins.
pub(super) type Hit = (u32, usize);

impl Finder {
    /// A finder for the indicators of `gazetteer`.
    pub fn new(gazetteer: &Gazetteer) -> Self {
        let mut ids: HashMap<&str, u32> = HashMap::new();
        let mut list: Vec<&str> = Vec::new();
        let mut all: Vec<Phrase> = Vec::new();
        for (units, indicator) in gazetteer.indicators().iter().enumerate() {
            for announced in &indicator.announced {
                let mut words = Vec::with_capacity(announced.len());
                for word in announced {
                    let next = list.len() as u32;
                    words.push(*ids.entry(word.as_str()).or_insert_with(|| {
                        list.push(word);
                        next
                    }));
                }
                let chars = announced.iter().map(|word| word.chars().count()).sum();
                all.push(Phrase { indicator: indicator.id, units, words, chars });
            }
        }
        let mut phrases: Vec<Vec<Phrase>> = list.iter().map(|_| Vec::new()).collect();
        for phrase in all {
            if let Some(of) = phrase.words.last().and_then(|last| phrases.get_mut(*last as usize)) {
                of.push(phrase);
            }
        }
        let units = gazetteer.indicators().iter().map(|indicator| indicator.units.clone()).collect();
        // An ontology without indicators has no words: none is found then.
        Finder { automaton: CharwiseDoubleArrayAhoCorasick::new(&list).ok(), lens: list.iter().map(|word| word.len()).collect(), phrases, units }
    }

    /// All announcing words of `span`, by their ends; places count in `folded`.
    pub(super) fn hits(&self, folded: &str, span: Span) -> Vec<Hit> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let text = span.of(folded);
        let refused = |place: usize| text.get(..place).is_some_and(|before| REFUSALS.iter().any(|word| before.ends_with(word)));
        automaton.find_overlapping_iter(text).filter(|hit| !refused(hit.start())).map(|hit| (hit.value(), span.start + hit.start())).collect()
    }

    /// The indicator that words within `span` announce for a number in `unit`; the phrase's last word must stand at or behind byte `own`.
    /// `None` if there is none, or if two are announced alike.
    pub(super) fn announced(&self, hits: &[Hit], span: Span, own: usize, unit: &str) -> Option<EntityId> {
        let inside = |hit: &&Hit| hit.1 >= span.start && hit.1 + self.len(hit.0) <= span.end;
        let mut best: Option<(usize, EntityId)> = None;
        let mut tied = false;
        for (word, _) in hits.iter().filter(inside).filter(|hit| hit.1 >= own) {
            for phrase in self.phrases.get(*word as usize).map_or(&[][..], Vec::as_slice) {
                let most = best.map_or(0, |(chars, _)| chars);
                if phrase.chars < most || !self.fits(phrase, unit) || !self.in_order(phrase, hits, span, own) {
                    continue;
                }
                let other = best.is_some_and(|(_, indicator)| indicator != phrase.indicator);
                tied = if phrase.chars > most { false } else { tied || other };
                best = Some((phrase.chars, phrase.indicator));
            }
        }
        best.filter(|_| !tied).map(|(_, indicator)| indicator)
    }

    fn len(&self, word: u32) -> usize {
        self.lens.get(word as usize).copied().unwrap_or(0)
    }

    fn fits(&self, phrase: &Phrase, unit: &str) -> bool {
        self.units.get(phrase.units).is_some_and(|units| units.iter().any(|known| known == unit))
    }

    /// Whether the words of a phrase stand in their order, none over another, the last in the number's own words, where it is known to stand.
    fn in_order(&self, phrase: &Phrase, hits: &[Hit], span: Span, own: usize) -> bool {
        if phrase.words.len() == 1 {
            return true;
        }
        let mut from = span.start;
        for (number, word) in phrase.words.iter().enumerate() {
            let least = if number + 1 == phrase.words.len() { from.max(own) } else { from };
            let places = hits.iter().filter(|hit| hit.0 == *word && hit.1 >= least && hit.1 + self.len(*word) <= span.end);
            let Some(place) = places.map(|hit| hit.1).min() else { return false };
            from = place + self.len(*word);
        }
        true
    }
}
