//! The graph as JSON, for the script that draws it. In: what was read. Out: nodes, edges, groups and the names of relations.

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};

use super::super::asking::Asking;
use super::names::Names;
use super::opening::Opening;
use super::read::{Edge, Node};

/// A view of a thing.
pub(super) fn opening(asking: &Asking, names: &Names, opening: &Opening) -> Response {
    let mut nodes = vec![node(asking, names, &opening.thing)];
    nodes.extend(opening.shown.iter().flat_map(|shown| &shown.members).map(|member| node(asking, names, member)));
    let groups: Vec<Value> = opening
        .shown
        .iter()
        .map(|shown| {
            json!({
                "thing": opening.thing.iri, "relation": shown.group.relation, "direction": shown.group.direction.name(),
                "count": shown.group.count, "offset": shown.offset, "members": shown.members.iter().map(|node| &node.iri).collect::<Vec<_>>(),
            })
        })
        .collect();
    let used = opening.shown.iter().map(|shown| shown.group.relation.as_str()).chain(opening.edges.iter().map(|edge| edge.relation.as_str()));
    answer(&json!({
        "thing": opening.thing.iri, "nodes": nodes, "edges": opening.edges.iter().map(edge).collect::<Vec<_>>(),
        "groups": groups, "relations": names.of(used),
    }))
}

/// Nodes and edges without groups.
pub(super) fn part(asking: &Asking, names: &Names, nodes: &[Node], edges: &[Edge]) -> Response {
    answer(&json!({
        "nodes": nodes.iter().map(|own| node(asking, names, own)).collect::<Vec<_>>(), "edges": edges.iter().map(edge).collect::<Vec<_>>(),
        "groups": [], "relations": names.of(edges.iter().map(|edge| edge.relation.as_str())),
    }))
}

fn node(asking: &Asking, names: &Names, node: &Node) -> Value {
    json!({"id": node.iri, "label": names.label(node), "class": names.term(&node.class), "kind": names.kind(&node.class), "href": asking.to(&node.iri)})
}

fn edge(edge: &Edge) -> Value {
    json!({"from": edge.from, "relation": edge.relation, "to": edge.to})
}

fn answer(value: &Value) -> Response {
    let response = Response::builder().status(StatusCode::OK).header(header::CONTENT_TYPE, "application/json").header(header::VARY, "accept, cookie");
    response.header(header::CACHE_CONTROL, "no-cache").body(Body::from(value.to_string())).unwrap_or_default()
}
