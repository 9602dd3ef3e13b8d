//! Extraction measured against annotations made by hand: precision, recall and F1 of each kind of fact.
//!
//! In: quads and gold files. Out: [`Scores`]. The measure is that of the genre's common scorer: names count as equal after [`norm`], an item
//! that is allowed but not required is neither rewarded nor held against the reading.

mod claims;
mod facts;
mod gold;
mod names;
mod norm;
mod tally;

use std::collections::BTreeMap;

use oxigraph::model::Quad;

use crate::vocab::other;

use facts::Facts;
pub use gold::Gold;
pub use tally::{Error, Row, Tally};

/// The kinds of fact, in the order in which they are shown.
pub const KINDS: [&str; 14] = [
    "report",
    "area",
    "citation",
    "citation-link",
    "programs",
    "people",
    "organizations",
    "places",
    "indicators",
    "qualifier",
    "honors",
    "events",
    "problems",
    "plans",
];

/// What came of measuring.
#[derive(Debug, Default)]
pub struct Scores {
    /// Counts by kind.
    pub rows: BTreeMap<&'static str, Tally>,
    /// Gold files whose document was not read.
    pub missing: Vec<String>,
    /// Mentions looked at.
    pub spans: usize,
    /// Of those, the ones whose characters are not those of the text.
    pub broken: usize,
}

impl Scores {
    /// The counts of a kind.
    pub fn row(&self, kind: &str) -> Row {
        self.rows.get(kind).map_or(Row { precision: 1.0, recall: 1.0, f1: 1.0, right: 0, wrong: 0, missed: 0 }, Tally::row)
    }

    /// The mean of all F1.
    pub fn score(&self) -> f64 {
        KINDS.iter().map(|kind| self.row(kind).f1).sum::<f64>() / KINDS.len() as f64
    }

    fn tally(&mut self, kind: &'static str) -> &mut Tally {
        self.rows.entry(kind).or_default()
    }
}

/// Measures `quads`, with what was known before reading among them, against `golds`.
pub fn measure<'a>(quads: impl Iterator<Item = &'a Quad>, golds: &[Gold]) -> Scores {
    let mut facts = Facts::default();
    quads.for_each(|quad| facts.take(quad));
    let sources = facts.sources();
    let mut scores = Scores::default();
    for gold in golds {
        let found = sources.get(&gold.source);
        let (source, report) = match found {
            Some((source, Some(report))) => (Some(source.as_str()), Some(report.as_str())),
            _ => {
                scores.missing.push(gold.source.clone());
                (None, None)
            }
        };
        let mentions = source.map(|source| facts.mentions(source)).unwrap_or_default();
        if let Some(source) = source {
            spans(&facts, source, &mentions, &mut scores);
        }
        let page = names::Page::new(&facts, &mentions, report, gold);
        page.names(&mut scores);
        page.claims(&mut scores);
    }
    scores
}

/// Counts mentions that do not read back.
fn spans(facts: &Facts, source: &str, mentions: &facts::Mentions, scores: &mut Scores) {
    let text: Vec<char> = facts.values(source, other::IS_STRING).next().unwrap_or_default().chars().collect();
    for (iri, mention) in mentions {
        scores.spans += 1;
        let range = iri.rsplit_once("#char=").and_then(|(_, range)| range.split_once(','));
        let range = range.and_then(|(start, end)| Some(start.parse::<usize>().ok()?..end.parse::<usize>().ok()?));
        let read: Option<String> = range.and_then(|range| text.get(range)).map(|chars| chars.iter().collect());
        scores.broken += usize::from(read != mention.text);
    }
}
