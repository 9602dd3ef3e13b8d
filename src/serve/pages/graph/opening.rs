//! What a graph shows first. In: a thing and a number of nodes. Out: so many nodes at most; what has no room is a group with its count.

use std::collections::BTreeSet;

use super::super::asking::Asking;
use super::super::error::PageError;
use super::read::{self, Direction, Edge, Group, Node};

/// How many nodes a graph opens with, the thing itself and the groups among them.
pub(super) const OPENS_WITH: usize = 40;

/// A group of at most so many members opens by itself where there is room.
const SMALL: usize = 12;

/// So many members of a large group are shown where there is room; the group counts the rest.
const TASTE: usize = 8;

/// So many members come with one click.
pub(super) const STEP: usize = 20;

/// A group with the members that are shown.
#[derive(Debug)]
pub(super) struct Shown {
    pub group: Group,
    /// How many members come before the first one shown.
    pub offset: usize,
    pub members: Vec<Node>,
}

/// A thing with its groups.
#[derive(Debug)]
pub(super) struct Opening {
    pub thing: Node,
    pub shown: Vec<Shown>,
    pub edges: Vec<Edge>,
}

/// The first view of a thing; with `wanted`, of these relations alone.
pub(super) fn of(asking: &Asking, thing: &str, wanted: &[&str], budget: usize) -> Result<Opening, PageError> {
    let mut groups = read::groups(asking, thing, wanted)?;
    groups.truncate(budget.saturating_sub(1));
    let portions = portions(&groups.iter().map(|group| group.count).collect::<Vec<_>>(), budget.saturating_sub(1));
    let mut shown = Vec::new();
    for (group, portion) in groups.into_iter().zip(portions) {
        let members = if portion == 0 { Vec::new() } else { read::members(asking, thing, &group, 0, portion)? };
        shown.push(Shown { group, offset: 0, members });
    }
    complete(asking, thing, shown)
}

/// Some members of one group.
pub(super) fn page(asking: &Asking, thing: &str, (relation, direction): (&str, Direction), offset: usize, limit: usize) -> Result<Opening, PageError> {
    let group = read::groups(asking, thing, &[relation])?.into_iter().find(|group| group.direction == direction).ok_or(PageError::Missing)?;
    let members = read::members(asking, thing, &group, offset, limit)?;
    complete(asking, thing, vec![Shown { group, offset, members }])
}

/// How many members each group shows, given how many each has, so that they and the groups that are left fit into `room` nodes.
fn portions(counts: &[usize], room: usize) -> Vec<usize> {
    let mut portions = vec![0; counts.len()];
    let mut left = room.saturating_sub(counts.len());
    for (portion, count) in portions.iter_mut().zip(counts).filter(|(_, count)| **count <= SMALL) {
        // The group itself gives way to its members.
        if *count <= left + 1 {
            *portion = *count;
            left -= count.saturating_sub(1);
        }
    }
    let closed = portions.iter().filter(|portion| **portion == 0).count();
    if let Some(share) = left.checked_div(closed) {
        let taste = share.min(TASTE);
        for (portion, count) in portions.iter_mut().zip(counts).filter(|(portion, _)| **portion == 0) {
            *portion = taste.min(count.saturating_sub(1));
        }
    }
    portions
}

/// Names, classes, and the facts among all that is shown.
fn complete(asking: &Asking, thing: &str, mut shown: Vec<Shown>) -> Result<Opening, PageError> {
    let mut iris = vec![thing.to_owned()];
    let mut seen = BTreeSet::from([thing.to_owned()]);
    iris.extend(shown.iter().flat_map(|shown| &shown.members).map(|node| node.iri.clone()).filter(|iri| seen.insert(iri.clone())));
    let nodes = read::nodes(&asking.site, &iris)?;
    for member in shown.iter_mut().flat_map(|shown| &mut shown.members) {
        if let Some(node) = nodes.iter().find(|node| node.iri == member.iri) {
            member.class.clone_from(&node.class);
        }
    }
    let mut edges: BTreeSet<Edge> = read::edges(&asking.site, &iris, &iris)?.into_iter().collect();
    edges.extend(shown.iter().flat_map(|shown| shown.members.iter().map(|node| Edge::of(thing, &shown.group, &node.iri))));
    Ok(Opening { thing: nodes.into_iter().next().unwrap_or_default(), shown, edges: edges.into_iter().collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens_fits() {
        assert_eq!(portions(&[1, 1, 3], 39), [1, 1, 3]);
        assert_eq!(portions(&[2, 10_000], 39), [2, 8]);
        assert_eq!(portions(&[], 39), Vec::<usize>::new());
        for counts in [vec![12; 12], vec![1; 39], vec![13; 39], vec![5, 9, 12, 12, 12, 12, 200, 10_000], vec![7; 20]] {
            let portions = portions(&counts, 39);
            let groups = portions.iter().zip(&counts).filter(|(portion, count)| portion < count).count();
            let nodes = 1 + portions.iter().sum::<usize>() + groups;
            assert!(nodes <= OPENS_WITH, "{counts:?} {portions:?} {nodes}");
        }
    }
}
