//! Names of things: exact, from the beginning, within, or by pinyin. In: names with their things. Out: things, the best first.

use std::collections::BTreeMap;

use pinyin::{ToPinyin, ToPinyinMulti};
use rustc_hash::FxHashMap;

use super::Wish;
use super::fold::folded;

/// A name of a thing.
#[derive(Debug, Clone)]
pub(in crate::serve) struct Name {
    /// The thing's IRI.
    pub thing: String,
    /// The name as it is written.
    pub name: String,
    /// The IRI of the thing's class.
    pub class: String,
    /// How often reports name the thing.
    pub weight: usize,
}

struct Entry {
    name: Name,
    folded: String,
    /// For each character, the letters that its readings begin with, one bit each.
    initials: Vec<u32>,
    reading: String,
}

/// All names.
pub(in crate::serve) struct Names {
    entries: Vec<Entry>,
    /// The folded names, a line each: what is within a name is looked for in all at once.
    text: String,
    /// Where each name begins in `text`.
    starts: Vec<usize>,
}

impl Names {
    /// Makes the table.
    pub fn of(names: impl IntoIterator<Item = Name>) -> Names {
        let mut entries: Vec<Entry> = names.into_iter().map(entry).collect();
        entries.sort_by(|a, b| (&a.folded, &a.name.thing).cmp(&(&b.folded, &b.name.thing)));
        entries.dedup_by(|a, b| a.folded == b.folded && a.name.thing == b.name.thing && a.name.class == b.name.class);
        let mut names = Names { text: String::new(), starts: Vec::new(), entries };
        for entry in &names.entries {
            names.starts.push(names.text.len());
            names.text.push_str(&entry.folded);
            names.text.push('\n');
        }
        names
    }

    /// The numbers of names that have the phrase in them, and where it stands first.
    fn within(&self, phrase: &str) -> BTreeMap<usize, usize> {
        let mut found = BTreeMap::new();
        for place in memchr::memmem::find_iter(self.text.as_bytes(), phrase) {
            let number = self.starts.partition_point(|start| *start <= place).saturating_sub(1);
            let start = self.starts.get(number).copied().unwrap_or_default();
            found.entry(number).or_insert(place - start);
        }
        found
    }

    /// Names that fit a phrase, with how well.
    fn fitting(&self, phrase: &str, quoted: bool) -> BTreeMap<usize, u32> {
        let within = self.within(phrase);
        let by_pinyin = !quoted && phrase.len() > 1 && phrase.bytes().all(|byte| byte.is_ascii_lowercase());
        let heard = self.entries.iter().enumerate().filter(|(number, _)| by_pinyin && !within.contains_key(number));
        let heard: Vec<(usize, u32)> = heard.filter_map(|(number, entry)| Some((number, heard_as(entry, phrase)?))).collect();
        let written = within.iter().filter_map(|(number, place)| Some((*number, written_as(self.entries.get(*number)?, phrase, *place))));
        written.chain(heard).collect()
    }

    /// Things that fit, the best first, one entry a thing and class.
    pub fn find(&self, wish: &Wish) -> Vec<&Name> {
        let mut phrases = wish.phrases.iter().map(|(phrase, quoted)| self.fitting(phrase, *quoted));
        let mut fit = phrases.next().unwrap_or_default();
        for other in phrases {
            fit = fit.into_iter().filter_map(|(number, rank)| Some((number, rank.max(*other.get(&number)?)))).collect();
        }
        let mut best: FxHashMap<(&str, &str), (u32, &Entry)> = FxHashMap::default();
        for (number, rank) in fit {
            let Some(entry) = self.entries.get(number) else { continue };
            let slot = best.entry((&entry.name.thing, &entry.name.class)).or_insert((rank, entry));
            if rank < slot.0 {
                *slot = (rank, entry);
            }
        }
        let mut found: Vec<(u32, &Entry)> = best.into_values().collect();
        found.sort_by_key(|(rank, entry)| (*rank, std::cmp::Reverse(entry.name.weight), entry.folded.chars().count(), &entry.folded, &entry.name.thing));
        found.into_iter().map(|(_, entry)| &entry.name).collect()
    }
}

fn entry(name: Name) -> Entry {
    let folded = folded(&name.name);
    let initials = folded.chars().map(initials).collect();
    let reading = folded.chars().map(|c| c.to_pinyin().map_or_else(|| c.to_string(), |reading| reading.plain().to_owned())).collect();
    Entry { folded, initials, reading, name }
}

fn initials(c: char) -> u32 {
    let bit = |letter: u8| if letter.is_ascii_lowercase() { 1 << (letter - b'a') } else { 0 };
    match c.to_pinyin_multi() {
        Some(all) => all.into_iter().filter_map(|reading| reading.plain().bytes().next()).map(bit).fold(0, |all, own| all | own),
        None => u8::try_from(c).map_or(0, bit),
    }
}

/// How well a phrase fits that stands in the name: 0 is best.
fn written_as(entry: &Entry, phrase: &str, place: usize) -> u32 {
    match place {
        0 if entry.folded.len() == phrase.len() => 0,
        0 => 1,
        _ => 2,
    }
}

/// How well letters fit as pinyin; `None` not at all.
fn heard_as(entry: &Entry, letters: &str) -> Option<u32> {
    if let Some(place) = by_initials(&entry.initials, letters.as_bytes()) {
        return Some(if place > 0 {
            5
        } else if entry.initials.len() == letters.len() {
            3
        } else {
            4
        });
    }
    (letters.len() > 3 && entry.reading.starts_with(letters)).then_some(4)
}

fn by_initials(initials: &[u32], letters: &[u8]) -> Option<usize> {
    initials.windows(letters.len()).position(|window| window.iter().zip(letters).all(|(mask, letter)| mask & (1 << (letter - b'a')) != 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str) -> Vec<String> {
        let name = |(name, weight): (&str, usize)| Name { thing: format!("https://x/{name}"), name: name.to_owned(), class: "c".to_owned(), weight };
        let names = Names::of([("新集镇", 3), ("新集镇人民政府", 9), ("重庆市", 1), ("大新集村", 0), ("信访工作条例", 0)].map(name));
        names.find(&Wish::read(typed)).into_iter().map(|name| name.name.clone()).collect()
    }

    #[test]
    fn exact_before_beginning_before_within() {
        assert_eq!(found("新集镇"), ["新集镇", "新集镇人民政府"]);
        assert_eq!(found("新集"), ["新集镇人民政府", "新集镇", "大新集村"]);
    }

    #[test]
    fn pinyin_with_every_reading_and_traditional_script() {
        assert_eq!(found("xjz"), ["新集镇", "新集镇人民政府"]);
        assert_eq!(found("cqs"), ["重庆市"]);
        assert_eq!(found("zqs"), ["重庆市"]);
        assert_eq!(found("xinji"), ["新集镇人民政府", "新集镇"]);
        assert_eq!(found("信訪工作條例"), ["信访工作条例"]);
        assert!(found("\"xjz\"").is_empty());
    }
}
