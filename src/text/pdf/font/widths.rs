//! How wide characters are, in squares of the font's size.
//!
//! In: `W` and `DW` of a composite font, `Widths` of a simple one. Out: [`Widths`].

use std::collections::HashMap;

use lopdf::{Dictionary, Object};

use super::super::objects::{Objects, number};

/// Single widths that one font may list.
const MOST: usize = 100_000;

/// Widths by character number.
#[derive(Debug, Default)]
pub(super) struct Widths {
    single: HashMap<u32, f64>,
    /// First, last, width.
    ranges: Vec<(u32, u32, f64)>,
    default: f64,
}

impl Widths {
    /// The advance of a character; of one whose number is not known, the default.
    pub fn of(&self, cid: Option<u32>) -> f64 {
        let Some(cid) = cid else { return self.default };
        let range = || self.ranges.iter().find(|(first, last, _)| (*first..=*last).contains(&cid)).map(|(.., width)| *width);
        self.single.get(&cid).copied().or_else(range).unwrap_or(self.default)
    }

    /// Those of a composite font.
    pub fn composite<'a>(objects: &Objects<'a>, dict: &'a Dictionary) -> Widths {
        let default = objects.number(dict, b"DW").unwrap_or(1000.0) / 1000.0;
        let mut widths = Widths { default, ..Widths::default() };
        let mut rest = objects.array(dict, b"W").unwrap_or_default();
        while let [first, second, behind @ ..] = rest {
            rest = match (objects.follow(first).and_then(number), objects.follow(second)) {
                (Some(first), Some(Object::Array(list))) => {
                    widths.list(first as u32, list.iter().map(|object| objects.follow(object).and_then(number)), 1000.0);
                    behind
                }
                (Some(first), Some(last)) => match behind {
                    [width, behind @ ..] => {
                        widths.range(first, number(last), objects.follow(width).and_then(number));
                        behind
                    }
                    [] => behind,
                },
                _ => behind,
            };
        }
        widths
    }

    /// Those of a simple font. `unit` is how many make a square.
    pub fn simple<'a>(objects: &Objects<'a>, dict: &'a Dictionary, missing: f64, unit: f64) -> Widths {
        let mut widths = Widths { default: missing, ..Widths::default() };
        let first = objects.number(dict, b"FirstChar").unwrap_or(0.0) as u32;
        let list = objects.array(dict, b"Widths").unwrap_or_default();
        widths.list(first, list.iter().map(|object| objects.follow(object).and_then(number)), unit);
        widths
    }

    fn list(&mut self, first: u32, widths: impl Iterator<Item = Option<f64>>, unit: f64) {
        for (step, width) in (0u32..).zip(widths.take(MOST.saturating_sub(self.single.len()))) {
            self.single.extend(first.checked_add(step).zip(width.map(|width| width / unit)));
        }
    }

    fn range(&mut self, first: f64, last: Option<f64>, width: Option<f64>) {
        if let (Some(last), Some(width)) = (last, width)
            && self.ranges.len() < MOST / 100
        {
            self.ranges.push((first as u32, last as u32, width / 1000.0));
        }
    }
}
