//! Which part of a page is the document. In: a tree. Out: the element that holds the running text, and what is no part of it.
//!
//! Words that are no links and stand in sentences weigh; from the body down, the element that has nearly all the weight is followed.

use super::tree::{Id, Tree};

/// Elements that show nothing, or nothing of a document.
const SILENT: [&str; 23] = [
    "script", "style", "noscript", "template", "head", "nav", "footer", "aside", "form", "button", "select", "option", "textarea", "input", "iframe", "object",
    "svg", "math", "canvas", "audio", "video", "map", "datalist",
];
/// Those of them that are read where they hold most of a page's words.
const DRAWINGS: [&str; 2] = ["svg", "math"];
/// Parts of names (id and class) of what surrounds a document.
const AROUND: [&str; 26] = [
    "share",
    "bdshare",
    "breadcrumb",
    "crumb",
    "footer",
    "foot_",
    "copyright",
    "navbar",
    "nav-",
    "-nav",
    "menu",
    "sidebar",
    "related",
    "xgwd",
    "xgxx",
    "pagination",
    "prevnext",
    "pre_next",
    "qrcode",
    "ewm",
    "toolbar",
    "fontsize",
    "print",
    "login",
    "search",
    "banner",
];
/// Parts of names of what holds a document.
const INSIDE: [&str; 14] =
    ["trs_editor", "ucap-content", "article", "content", "zoom", "detail", "news_con", "xxgk", "main", "text", "editor", "view", "vsb", "pages"];
/// Elements that are blocks.
const BLOCKS: [&str; 37] = [
    "address",
    "article",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tr",
    "ul",
];

/// Whether an element begins on a line of its own.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.binary_search(&name).is_ok() || matches!(name, "th" | "thead" | "tfoot" | "form" | "text" | "foreignObject")
}

/// The words that an element's id and classes are made of.
fn marks(tree: &Tree, id: Id) -> String {
    let node = tree.node(id);
    let of = |name: &str| node.and_then(|node| node.attribute(name)).unwrap_or("").to_ascii_lowercase();
    format!("{} {}", of("id"), of("class"))
}

/// What of a page is read.
#[derive(Debug, Default)]
pub(super) struct Article {
    /// The element that holds the running text.
    pub root: Id,
    /// Whether each node, with all under it, is no part of the document.
    pub dropped: Vec<bool>,
    /// The nodes in the order of the page.
    pub order: Vec<Id>,
    /// Whether it was looked for in drawings, too.
    pub drawn: bool,
}

/// Finds the document of a page.
pub(super) fn find(tree: &Tree) -> Article {
    let order = order(tree);
    let body = order.iter().copied().find(|id| tree.name(*id) == "body").unwrap_or(0);
    let (mut dropped, drawn) = silenced(tree, &order, body);
    let (weights, links) = weigh(tree, &order, &dropped);
    let whole = weights.get(body).copied().unwrap_or(0);
    for id in order.iter().filter(|id| **id != body && !tree.name(**id).is_empty()) {
        let marks = marks(tree, *id);
        let light = weights.get(*id).is_none_or(|weight| weight * 2 < whole.max(1));
        let linked =
            links.get(*id).is_some_and(|links| *links > 40) && weights.get(*id).is_some_and(|weight| weight * 3 < links.get(*id).copied().unwrap_or(0));
        let inside = tree.name(*id) == "body" || tree.name(*id) == "html";
        if light && !inside && (surrounds(&marks) || linked && matches!(tree.name(*id), "ul" | "div" | "table" | "dl" | "section")) {
            dropped.get_mut(*id).into_iter().for_each(|dropped| *dropped = true);
        }
    }
    let (weights, _) = weigh(tree, &order, &dropped);
    let root = descend(tree, body, &weights, &dropped);
    Article { root, dropped, order, drawn }
}

/// What shows nothing, and whether drawings are not among it: a page whose drawing is never closed has its words in it.
fn silenced(tree: &Tree, order: &[Id], body: Id) -> (Vec<bool>, bool) {
    let silent = |drawings: bool| {
        let mut dropped = vec![false; tree.nodes.len()];
        for id in order {
            let name = tree.name(*id);
            let shown = name == "form" && is_whole(tree, *id, body) || drawings && DRAWINGS.contains(&name);
            let out = SILENT.contains(&name) && !shown || hidden(tree, *id);
            dropped.get_mut(*id).into_iter().for_each(|dropped| *dropped = out);
        }
        dropped
    };
    let without = silent(false);
    if !order.iter().any(|id| DRAWINGS.contains(&tree.name(*id))) {
        return (without, false);
    }
    let with = silent(true);
    let weight = |dropped: &[bool]| weigh(tree, order, dropped).0.get(body).copied().unwrap_or(0);
    if weight(&with) > 3 * weight(&without) { (with, true) } else { (without, false) }
}

/// Whether names are those of what surrounds a document.
fn surrounds(marks: &str) -> bool {
    AROUND.iter().any(|mark| marks.contains(mark)) || marks.split_whitespace().any(|word| matches!(word, "nav" | "header" | "logo" | "top" | "foot" | "bottom"))
}

/// Whether an element is all of the body: some portals wrap the page into a form.
fn is_whole(tree: &Tree, id: Id, body: Id) -> bool {
    tree.node(id).and_then(|node| node.parent) == Some(body)
}

fn hidden(tree: &Tree, id: Id) -> bool {
    let Some(node) = tree.node(id) else { return false };
    let style = node.attribute("style").unwrap_or("").replace(' ', "").to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden") || node.attribute("hidden").is_some()
}

/// The nodes in the order of the page, without recursion.
fn order(tree: &Tree) -> Vec<Id> {
    let mut order = Vec::with_capacity(tree.nodes.len());
    let mut open = vec![0];
    while let Some(id) = open.pop() {
        order.push(id);
        open.extend(tree.node(id).into_iter().flat_map(|node| node.children.iter().rev().copied()));
    }
    order
}

/// For each node, the characters of sentences under it, and those of links.
fn weigh(tree: &Tree, order: &[Id], dropped: &[bool]) -> (Vec<usize>, Vec<usize>) {
    let (mut weights, mut links) = (vec![0; tree.nodes.len()], vec![0; tree.nodes.len()]);
    for id in order.iter().rev() {
        let Some(node) = tree.node(*id) else { continue };
        if node.name.is_empty() {
            let count = node.text.chars().filter(|c| !c.is_whitespace()).count();
            let sentence = count >= 8 && node.text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) || node.text.contains(['，', '。', '、', '；']);
            weights.get_mut(*id).into_iter().for_each(|weight| *weight = if sentence { count } else { count / 4 });
        } else if dropped.get(*id).copied().unwrap_or(false) {
            weights.get_mut(*id).into_iter().for_each(|weight| *weight = 0);
            links.get_mut(*id).into_iter().for_each(|weight| *weight = 0);
        } else if node.name == "a" && node.attribute("href").is_some() {
            let own = weights.get_mut(*id).map(std::mem::take).unwrap_or(0);
            links.get_mut(*id).into_iter().for_each(|links| *links += own);
        }
        let (weight, link) = (weights.get(*id).copied().unwrap_or(0), links.get(*id).copied().unwrap_or(0));
        if let Some(parent) = node.parent {
            weights.get_mut(parent).into_iter().for_each(|sum| *sum += weight);
            links.get_mut(parent).into_iter().for_each(|sum| *sum += link);
        }
    }
    (weights, links)
}

/// From `body` down to the last element that has nearly all the weight; less is enough where the name says that it holds the document.
fn descend(tree: &Tree, body: Id, weights: &[usize], dropped: &[bool]) -> Id {
    let weight = |id: Id| weights.get(id).copied().unwrap_or(0);
    let mut root = body;
    while let Some(node) = tree.node(root) {
        let heavy = node.children.iter().copied().filter(|id| !dropped.get(*id).copied().unwrap_or(false)).max_by_key(|id| weight(*id));
        let Some(next) = heavy.filter(|next| holds_blocks(tree, *next)) else { break };
        let marks = marks(tree, next);
        let share = if INSIDE.iter().any(|mark| marks.contains(mark)) { 70 } else { 88 };
        if weight(next) * 100 < weight(root) * share || matches!(tree.name(next), "table" | "tbody" | "tr" | "ul" | "ol") && !lays_out(tree, next) {
            break;
        }
        root = next;
    }
    root
}

/// Whether an element has blocks in it: a paragraph is not entered. Line breaks part a text as blocks do.
fn holds_blocks(tree: &Tree, id: Id) -> bool {
    let mut open = vec![id];
    let mut looked = 0;
    while let Some(id) = open.pop() {
        let Some(node) = tree.node(id) else { continue };
        for child in &node.children {
            looked += 1;
            if is_block(tree.name(*child)) || tree.name(*child) == "br" {
                return true;
            }
            if looked < 4000 {
                open.push(*child);
            }
        }
    }
    false
}

/// Whether a table only lays out the page: it has another in it, or paragraphs in its cells.
fn lays_out(tree: &Tree, id: Id) -> bool {
    let mut open = vec![(id, false)];
    let mut looked = 0;
    while let Some((id, in_cell)) = open.pop() {
        let Some(node) = tree.node(id) else { continue };
        let cell = in_cell || matches!(node.name.as_str(), "td" | "th");
        for child in &node.children {
            looked += 1;
            let name = tree.name(*child);
            if cell && matches!(name, "table" | "div" | "h1" | "h2" | "section") {
                return true;
            }
            if looked < 20_000 {
                open.push((*child, cell));
            }
        }
    }
    false
}
