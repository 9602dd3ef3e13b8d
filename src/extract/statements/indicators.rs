//! Which indicator the words around a number announce. In: those words. Out: one indicator, or none where two would do as well.

use std::collections::HashMap;

use daachorse::DoubleArrayAhoCorasick;

use crate::authority::{EntityId, Gazetteer};

/// A way to announce an indicator: words that stand in this order.
struct Phrase {
    indicator: EntityId,
    words: Vec<u32>,
    chars: usize,
}

/// Finds indicators by their announcing words. Made once from the gazetteer.
pub struct Finder {
    words: Option<DoubleArrayAhoCorasick<u32>>,
    lens: Vec<usize>,
    /// Phrases by their last word.
    phrases: HashMap<u32, Vec<Phrase>>,
    units: HashMap<EntityId, Vec<String>>,
}

impl Finder {
    /// A finder for the indicators of `gazetteer`.
    pub fn new(gazetteer: &Gazetteer) -> Self {
        let mut ids: HashMap<String, u32> = HashMap::new();
        let (mut list, mut phrases, mut units) = (Vec::new(), HashMap::<u32, Vec<Phrase>>::new(), HashMap::new());
        for indicator in gazetteer.indicators() {
            units.insert(indicator.id, indicator.units.clone());
            for announced in &indicator.announced {
                let words: Vec<u32> = announced
                    .iter()
                    .map(|word| {
                        *ids.entry(word.clone()).or_insert_with(|| {
                            list.push(word.clone());
                            list.len() as u32 - 1
                        })
                    })
                    .collect();
                let chars = announced.iter().map(|word| word.chars().count()).sum();
                if let Some(last) = words.last().copied() {
                    phrases.entry(last).or_default().push(Phrase { indicator: indicator.id, words, chars });
                }
            }
        }
        let lens = list.iter().map(String::len).collect();
        // An ontology without indicators has no words: none is found then.
        Finder { words: DoubleArrayAhoCorasick::new(&list).ok(), lens, phrases, units }
    }

    /// The indicator that `text` announces for a number in `unit`; the phrase's last word must stand at or behind byte `own`.
    /// `None` if there is none, or if two are announced alike.
    pub fn announced(&self, text: &str, own: usize, unit: &str) -> Option<EntityId> {
        let automaton = self.words.as_ref()?;
        let mut places: HashMap<u32, Vec<usize>> = HashMap::new();
        let mut ends: Vec<u32> = Vec::new();
        for hit in automaton.find_overlapping_iter(text) {
            places.entry(hit.value()).or_default().push(hit.start());
            if hit.start() >= own {
                ends.push(hit.value());
            }
        }
        let mut best: Vec<(usize, EntityId)> = Vec::new();
        for phrase in ends.iter().filter_map(|word| self.phrases.get(word)).flatten() {
            if self.fits(phrase.indicator, unit) && self.in_order(phrase, &places, own) {
                best.push((phrase.chars, phrase.indicator));
            }
        }
        let most = best.iter().map(|(chars, _)| *chars).max()?;
        let mut first = best.iter().filter(|(chars, _)| *chars == most).map(|(_, indicator)| *indicator);
        let one = first.next()?;
        first.all(|other| other == one).then_some(one)
    }

    fn fits(&self, indicator: EntityId, unit: &str) -> bool {
        self.units.get(&indicator).is_some_and(|units| units.iter().any(|known| known == unit))
    }

    /// Whether the words of a phrase stand in their order, none over another, the last in the number's own words.
    fn in_order(&self, phrase: &Phrase, places: &HashMap<u32, Vec<usize>>, own: usize) -> bool {
        let mut from = 0;
        for (number, word) in phrase.words.iter().enumerate() {
            let least = if number + 1 == phrase.words.len() { from.max(own) } else { from };
            let Some(place) = places.get(word).and_then(|places| places.iter().copied().find(|place| *place >= least)) else { return false };
            from = place + self.lens.get(*word as usize).copied().unwrap_or(0);
        }
        true
    }
}
