//! HTML to a tree, by the parser of a browser (html5ever), within limits. In: characters. Out: nodes in one vector.
//!
//! Nesting is cut at 512 as browsers do, before the parser sees it: its own stack of open elements costs the square of its depth.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{Attribute, ExpandedName, LocalName, Namespace, QualName};

/// The deepest nesting.
const DEPTH: u32 = 512;
/// Elements of HTML that end a drawing which they stand in, as the standard has it (sorted).
const BREAKOUTS: [&str; 44] = [
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "center",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "i",
    "img",
    "li",
    "listing",
    "menu",
    "meta",
    "nobr",
    "ol",
    "p",
    "pre",
    "ruby",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tt",
    "u",
    "ul",
    "var",
];
/// The most nodes.
const NODES: usize = 400_000;

/// The index of a node; the document is 0.
pub(super) type Id = usize;

/// A node.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub parent: Option<Id>,
    pub children: Vec<Id>,
    /// The local name of an element; empty for others.
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// The characters of a text.
    pub text: String,
    depth: u32,
}

impl Node {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
    /// Whether the page was cut because it has too many nodes.
    pub cut: bool,
}

impl Tree {
    /// Parses a page.
    pub fn of(content: &str) -> Tree {
        let builder = TreeBuilder::new(Sink::new(content), TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() });
        let tokenizer = Tokenizer::new(Gate(builder), html5ever::tokenizer::TokenizerOpts::default());
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from(content));
        // A script stops the tokenizer; nothing runs, so it goes on.
        while !queue.is_empty() {
            let _ = tokenizer.feed(&queue);
        }
        tokenizer.end();
        tokenizer.sink.0.sink.finish()
    }

    /// The node `id`.
    pub fn node(&self, id: Id) -> Option<&Node> {
        self.nodes.get(id)
    }

    /// The name of the element `id`.
    pub fn name(&self, id: Id) -> &str {
        self.node(id).map_or("", |node| node.name.as_str())
    }
}

/// Lets tags through while there is room for them.
struct Gate(TreeBuilder<Handle, Sink>);

impl TokenSink for Gate {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        let sink = &self.0.sink;
        let full = sink.nodes.borrow().len() >= NODES;
        let starts = matches!(&token, Token::TagToken(tag) if tag.kind == TagKind::StartTag);
        let words = matches!(&token, Token::CharacterTokens(_));
        if full && (starts || words) {
            sink.cut.set(true);
            return TokenSinkResult::Continue;
        }
        if starts && sink.depth.get() >= DEPTH && !self.ends_drawing(&token) {
            return TokenSinkResult::Continue;
        }
        self.0.process_token(token, line)
    }

    fn end(&self) {
        self.0.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.0.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl Gate {
    /// Whether a tag ends the drawing that is open. It takes the nesting back, so it is let through at any depth: a page in a drawing that is never
    /// closed shows its paragraphs. At an element that takes HTML into the drawing (`foreignObject`) it adds one level, and no second one.
    fn ends_drawing(&self, token: &Token) -> bool {
        matches!(token, Token::TagToken(tag) if BREAKOUTS.binary_search(&&*tag.name).is_ok())
            && self.0.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// A node with its name, which the parser asks for all the time.
#[derive(Debug, Clone)]
struct Handle {
    id: Id,
    name: Rc<QualName>,
}

/// What the parser builds into.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// The depth of the element that is open.
    depth: Cell<u32>,
    cut: Cell<bool>,
    document: Handle,
}

impl Sink {
    /// Room for what `content` can become.
    fn new(content: &str) -> Sink {
        let name = Rc::new(QualName::new(None, Namespace::from(""), LocalName::from("")));
        // An element or a text has a tag of its own or behind it. Set aside at once: a list that grows by doubling holds three times as much while it moves.
        let mut nodes = Vec::with_capacity((content.matches('<').count() + 16).min(NODES));
        nodes.push(Node::default());
        Sink { nodes: RefCell::new(nodes), depth: Cell::new(0), cut: Cell::new(false), document: Handle { id: 0, name } }
    }

    fn add(&self, node: Node, name: Rc<QualName>) -> Handle {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(node);
        Handle { id: nodes.len() - 1, name }
    }

    fn detach(nodes: &mut [Node], id: Id) {
        let Some(parent) = nodes.get_mut(id).and_then(|node| node.parent.take()) else { return };
        if let Some(children) = nodes.get_mut(parent).map(|node| &mut node.children)
            && let Some(place) = children.iter().rposition(|child| *child == id)
        {
            children.remove(place);
        }
    }

    /// Puts a node or characters under `parent`, before its child at `place`.
    fn insert(&self, parent: Id, place: usize, child: NodeOrText<Handle>) {
        let mut nodes = self.nodes.borrow_mut();
        let before = place.checked_sub(1).and_then(|place| nodes.get(parent)?.children.get(place)).copied();
        let id = match child {
            NodeOrText::AppendNode(handle) => {
                Self::detach(&mut nodes, handle.id);
                handle.id
            }
            NodeOrText::AppendText(text) => {
                if let Some(last) = before.and_then(|id| nodes.get_mut(id)).filter(|node| node.name.is_empty() && !node.text.is_empty()) {
                    last.text.push_str(&text);
                    return;
                }
                nodes.push(Node { text: text.to_string(), ..Node::default() });
                nodes.len() - 1
            }
        };
        let depth = nodes.get(parent).map_or(0, |node| node.depth) + 1;
        if let Some(node) = nodes.get_mut(id) {
            (node.parent, node.depth) = (Some(parent), depth);
            if !node.name.is_empty() {
                self.depth.set(depth);
            }
        }
        if let Some(children) = nodes.get_mut(parent).map(|node| &mut node.children) {
            children.insert(place.min(children.len()), id);
        }
    }

    fn count(&self, id: Id) -> usize {
        self.nodes.borrow().get(id).map_or(0, |node| node.children.len())
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner(), cut: self.cut.get() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        self.document.clone()
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let attributes = attributes.into_iter().map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string())).collect();
        self.add(Node { name: name.local.to_string(), attributes, ..Node::default() }, Rc::new(name))
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.add(Node::default(), self.document.name.clone())
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.add(Node::default(), self.document.name.clone())
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.id, self.count(parent.id), child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, before: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.nodes.borrow().get(element.id).is_some_and(|node| node.parent.is_some());
        if has_parent { self.append_before_sibling(element, child) } else { self.append(before, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn pop(&self, node: &Handle) {
        let above = self.nodes.borrow().get(node.id).map_or(0, |node| node.depth.saturating_sub(1));
        self.depth.set(above);
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.id == other.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let place = {
            let nodes = self.nodes.borrow();
            let parent = nodes.get(sibling.id).and_then(|node| node.parent);
            parent.and_then(|parent| Some((parent, nodes.get(parent)?.children.iter().rposition(|child| *child == sibling.id)?)))
        };
        if let Some((parent, place)) = place {
            self.insert(parent, place, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        let mut nodes = self.nodes.borrow_mut();
        let Some(node) = nodes.get_mut(target.id) else { return };
        for attribute in attributes {
            let name = attribute.name.local.to_string();
            if node.attribute(&name).is_none() {
                node.attributes.push((name, attribute.value.to_string()));
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        Self::detach(&mut self.nodes.borrow_mut(), target.id);
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let moved = nodes.get_mut(node.id).map(|node| std::mem::take(&mut node.children)).unwrap_or_default();
        for child in &moved {
            nodes.get_mut(*child).into_iter().for_each(|node| node.parent = Some(parent.id));
        }
        nodes.get_mut(parent.id).into_iter().for_each(|node| node.children.extend(moved.iter().copied()));
    }
}
