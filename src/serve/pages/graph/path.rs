//! How two things hang together. In: two IRIs. Out: the shortest chains of facts between them, four long at most.
//!
//! It walks from both ends at once, one query a level, and never through more than it may: where it had to stop it says so. Classifications are no ties.

use std::collections::{BTreeMap, BTreeSet};

use super::super::error::PageError;
use super::read::{self, Direction, Edge, Group};
use crate::ask::cell;
use crate::serve::Site;

/// The longest chain.
const LONGEST: usize = 4;

/// So many facts are looked at in one step.
const WIDEST: usize = 20_000;

/// So many things are stepped from at once.
const FRONT: usize = 2_000;

/// So many chains are shown.
const CHAINS: usize = 8;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The chains: facts in the order from the first thing to the second.
    pub chains: Vec<Vec<Edge>>,
    /// Whether something was left out on the way.
    pub cut: bool,
}

/// One end's part: for each thing that was reached, the fact by which, and the thing before it.
struct Half {
    reached: BTreeMap<String, Option<(Edge, String)>>,
    front: BTreeSet<String>,
}

impl Half {
    fn at(thing: &str) -> Half {
        Half { reached: BTreeMap::from([(thing.to_owned(), None)]), front: BTreeSet::from([thing.to_owned()]) }
    }

    /// Goes one fact further; whether something was left out.
    fn step(&mut self, site: &Site) -> Result<bool, PageError> {
        let front: Vec<String> = std::mem::take(&mut self.front).into_iter().collect();
        let cut = front.len() > FRONT;
        let rows = read::filled(site, "graph-step", &[("node", front.get(..FRONT).unwrap_or(&front))], &format!("LIMIT {}\n", WIDEST + 1))?;
        for row in rows.iter().take(WIDEST) {
            let (node, other) = (cell(row, "node"), cell(row, "other"));
            let Some(direction) = Direction::of(&cell(row, "direction")) else { continue };
            if !self.reached.contains_key(&other) {
                let group = Group { relation: cell(row, "relation"), direction, count: 1 };
                self.reached.insert(other.clone(), Some((Edge::of(&node, &group, &other), node)));
                self.front.insert(other);
            }
        }
        Ok(cut || rows.len() > WIDEST)
    }

    /// The facts from the beginning to a thing, the last first.
    fn back(&self, thing: &str) -> Vec<Edge> {
        let mut edges = Vec::new();
        let mut at = thing.to_owned();
        while let Some(Some((edge, before))) = self.reached.get(&at) {
            edges.push(edge.clone());
            at.clone_from(before);
        }
        edges
    }
}

/// The shortest chains between two things.
pub(super) fn between(site: &Site, from: &str, to: &str) -> Result<Found, PageError> {
    let (mut one, mut two) = (Half::at(from), Half::at(to));
    let mut found = Found::default();
    for _ in 0..LONGEST {
        let smaller = if one.front.len() <= two.front.len() { &mut one } else { &mut two };
        if smaller.front.is_empty() {
            break;
        }
        found.cut |= smaller.step(site)?;
        let met: Vec<String> = one.reached.keys().filter(|thing| two.reached.contains_key(*thing)).cloned().collect();
        if !met.is_empty() {
            found.cut |= met.len() > CHAINS;
            found.chains = met.iter().take(CHAINS).map(|thing| chain(&one, &two, thing)).collect();
            break;
        }
    }
    Ok(found)
}

fn chain(one: &Half, two: &Half, thing: &str) -> Vec<Edge> {
    let mut edges = one.back(thing);
    edges.reverse();
    edges.extend(two.back(thing));
    edges
}

/// The things of chains, each once, in their order.
pub(super) fn things(chains: &[Vec<Edge>], from: &str) -> Vec<String> {
    let mut seen = BTreeSet::from([from]);
    let mut things = vec![from.to_owned()];
    for edge in chains.iter().flatten() {
        things.extend([&edge.from, &edge.to].into_iter().filter(|thing| seen.insert(thing)).cloned());
    }
    things
}
