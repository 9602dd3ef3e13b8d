//! A thing's surroundings, read from the store. In: IRIs. Out: groups with counts, nodes, edges, never more than was asked for.
//!
//! Counting and cutting happen in the store, so a thing with ten thousand neighbours opens as fast as one with ten. How it looks, others know.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::NamedNode;
use oxigraph::sparql::{QueryResults, QuerySolution};

use super::super::asked::Asked;
use super::super::asking::Asking;
use super::super::error::PageError;
use crate::ask::{catalogue, cell};
use crate::serve::Site;
use crate::store::QueryError;

/// The most things that one question may name.
pub(super) const MOST: usize = 300;

/// Whether a relation leaves a thing or comes to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Direction {
    /// From the thing.
    Out,
    /// To the thing.
    In,
}

impl Direction {
    pub(super) fn name(self) -> &'static str {
        if self == Direction::Out { "out" } else { "in" }
    }

    pub(super) fn of(name: &str) -> Option<Direction> {
        [Direction::Out, Direction::In].into_iter().find(|direction| direction.name() == name)
    }
}

/// What a thing is tied to by one relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    pub relation: String,
    pub direction: Direction,
    pub count: usize,
}

/// A thing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Node {
    pub iri: String,
    pub label: String,
    pub class: String,
}

/// A fact between two things.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edge {
    pub from: String,
    pub relation: String,
    pub to: String,
}

impl Edge {
    /// The fact that ties a member of a group to the group's thing.
    pub(super) fn of(thing: &str, group: &Group, other: &str) -> Edge {
        let (from, to) = if group.direction == Direction::Out { (thing, other) } else { (other, thing) };
        Edge { from: from.to_owned(), relation: group.relation.clone(), to: to.to_owned() }
    }
}

/// The groups of a thing, the smallest first; all of them where `wanted` is empty.
pub(super) fn groups(asking: &Asking, thing: &str, wanted: &[&str]) -> Result<Vec<Group>, PageError> {
    let rows = asking.rows("graph-groups", &[("thing", thing)])?;
    let group = |row: super::super::asked::Row<'_>| {
        Some(Group { relation: row.text("relation"), direction: Direction::of(&row.text("direction"))?, count: row.count("count") })
    };
    let known = rows.iter().filter_map(group).filter(|group| group.count > 0);
    Ok(known.filter(|group| wanted.is_empty() || wanted.contains(&group.relation.as_str())).collect())
}

/// Some members of a group, by name.
pub(super) fn members(asking: &Asking, thing: &str, group: &Group, offset: usize, limit: usize) -> Result<Vec<Node>, PageError> {
    let page = if group.direction == Direction::Out { "graph-out" } else { "graph-in" };
    let mut asked = Asked::page(page, &[("thing", thing), ("relation", &group.relation)])?;
    asked.question.sparql.push_str(&format!("LIMIT {limit} OFFSET {offset}\n"));
    asked.name.push_str(&format!(" {offset}+{limit}"));
    Ok(asking.ask(&asked)?.iter().map(|row| Node { iri: row.text("other"), label: row.text("label"), ..Node::default() }).collect())
}

/// Names and classes of things, in the order in which they were named.
pub(super) fn nodes(site: &Site, iris: &[String]) -> Result<Vec<Node>, PageError> {
    let mut found: BTreeMap<String, Node> = BTreeMap::new();
    for row in filled(site, "graph-nodes", &[("node", iris)], "")? {
        let node = found.entry(cell(&row, "node")).or_default();
        for (field, name) in [(&mut node.label, "label"), (&mut node.class, "class")] {
            if field.is_empty() {
                *field = cell(&row, name);
            }
        }
    }
    let node = |iri: &String| Node { iri: iri.clone(), ..found.get(iri).cloned().unwrap_or_default() };
    Ok(iris.iter().map(node).collect())
}

/// The facts between things of two lists, in both directions.
pub(super) fn edges(site: &Site, some: &[String], others: &[String]) -> Result<Vec<Edge>, PageError> {
    let mut found = BTreeSet::new();
    for (from, to) in [(some, others), (others, some)] {
        for row in filled(site, "graph-edges", &[("from", from), ("to", to)], "")? {
            let edge = Edge { from: cell(&row, "from"), relation: cell(&row, "relation"), to: cell(&row, "to") };
            if edge.from != edge.to {
                found.insert(edge);
            }
        }
    }
    Ok(found.into_iter().collect())
}

/// The rows of a page's query whose empty `VALUES ?name { }` are filled. Only what is an IRI enters, and an IRI cannot hold what would end it.
pub(super) fn filled(site: &Site, page: &str, lists: &[(&str, &[String])], tail: &str) -> Result<Vec<QuerySolution>, PageError> {
    let mut sparql = catalogue::page(page).ok_or(PageError::Missing)?.sparql;
    for (name, iris) in lists {
        let list: String = iris.iter().filter_map(|iri| NamedNode::new(iri).ok()).map(|node| format!("{node} ")).collect();
        sparql = sparql.replace(&format!("VALUES ?{name} {{ }}"), &format!("VALUES ?{name} {{ {list}}}"));
    }
    sparql.push_str(tail);
    let failed = |error: QueryError| PageError::Query { name: format!("pages/{page}"), error };
    let QueryResults::Solutions(rows) = site.view.query(&sparql, &[], Some(site.options.timeout)).map_err(failed)? else {
        return Err(PageError::Missing);
    };
    rows.map(|row| row.map_err(|error| failed(error.into()))).collect()
}
