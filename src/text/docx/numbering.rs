//! Automatic numbers: 一、（一）1. that stand in no paragraph but in numbering.xml and styles.xml.
//!
//! In: both parts, and paragraphs in order. Out: the number before each, as Word would write it.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::numerals::written;
use crate::text::NotText;
use crate::text::xml::{self, Attributes, Node};

/// Levels of a list.
const LEVELS: usize = 9;
/// The longest chain of styles that is followed.
const CHAIN: usize = 16;

/// One level of a list.
#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    /// `（%1）`
    text: String,
    /// All numbers in digits.
    legal: bool,
    /// Whether it begins anew behind a level above.
    restarts: bool,
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Level { start: 1, format: "decimal".to_owned(), text: String::new(), legal: false, restarts: true, style: None }
    }
}

/// A list: its levels, or the style that has them.
#[derive(Debug, Clone, Default)]
struct List {
    levels: BTreeMap<usize, Level>,
    link: Option<String>,
}

/// An instance of a list, with what it changes.
#[derive(Debug, Clone, Default)]
struct Instance {
    list: u32,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

/// What a style says of numbers.
#[derive(Debug, Clone, Default)]
struct Style {
    parent: Option<String>,
    instance: Option<u32>,
    level: Option<usize>,
}

/// What a paragraph says of its number.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbered {
    pub style: Option<String>,
    pub instance: Option<u32>,
    pub level: Option<usize>,
}

/// Lists and styles of a document, and how far each list has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: HashMap<u32, List>,
    instances: HashMap<u32, Instance>,
    styles: HashMap<String, Style>,
    counted: HashMap<u32, [Option<u32>; LEVELS]>,
    begun: HashSet<(u32, usize)>,
}

impl Numbering {
    /// Reads numbering.xml.
    pub fn read_lists(&mut self, bytes: &[u8]) -> Result<(), NotText> {
        let mut reading = Reading::default();
        xml::walk("numbering.xml", bytes, |node| match node {
            Node::Open(name, attributes) => reading.open(self, name, attributes),
            Node::Close("lvl") => reading.close(self),
            Node::Close("lvlOverride") => reading.overridden = None,
            _ => {}
        })
    }

    /// Reads styles.xml.
    pub fn read_styles(&mut self, bytes: &[u8]) -> Result<(), NotText> {
        let mut id = String::new();
        xml::walk("styles.xml", bytes, |node| {
            let Node::Open(name, attributes) = node else { return };
            if name == "style" {
                id = attributes.get("styleId").unwrap_or_default();
            }
            let style = self.styles.entry(id.clone()).or_default();
            match name {
                "basedOn" => style.parent = attributes.get("val"),
                "numId" => style.instance = attributes.number("val"),
                "ilvl" => style.level = attributes.number("val").map(|level| level as usize),
                _ => {}
            }
        })
    }

    /// The number before a paragraph, and counts it; `None` where it has none.
    pub fn next(&mut self, paragraph: &Numbered) -> Option<String> {
        let (instance_id, level) = self.of(paragraph)?;
        let instance = self.instances.get(&instance_id)?.clone();
        let list_id = self.list(instance.list)?;
        let levels: Vec<Level> = (0..LEVELS).map(|at| self.level(&instance, list_id, at)).collect();
        let counted = self.counted.entry(list_id).or_default();
        let own = levels.get(level)?;
        if let Some(start) = instance.starts.get(&level).filter(|_| self.begun.insert((instance_id, level))) {
            *counted.get_mut(level)? = start.checked_sub(1);
        }
        let place = counted.get_mut(level)?;
        *place = Some(place.map_or(own.start, |number| number.saturating_add(1)));
        for (deeper, number) in counted.iter_mut().enumerate().skip(level + 1) {
            if levels.get(deeper).is_some_and(|level| level.restarts) {
                *number = None;
            }
        }
        written(1, &own.format)?;
        let now = *counted;
        Some(label(&levels, &now, own)).filter(|label| !label.is_empty())
    }

    /// The list instance and level of a paragraph: its own, else its style's.
    fn of(&self, paragraph: &Numbered) -> Option<(u32, usize)> {
        let styled = self.styled(paragraph.style.as_deref());
        let instance = paragraph.instance.or(styled.instance).filter(|instance| *instance > 0)?;
        let linked = || paragraph.style.as_deref().and_then(|style| self.linked(instance, style));
        let level = paragraph.level.or(styled.level).or_else(linked).unwrap_or(0);
        Some((instance, level.min(LEVELS - 1)))
    }

    /// What a style says, or those that it is based on.
    fn styled(&self, style: Option<&str>) -> Style {
        let mut found = Style::default();
        let mut next = style;
        for _ in 0..CHAIN {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else { break };
            found.instance = found.instance.or(style.instance);
            found.level = found.level.or(style.level);
            next = style.parent.as_deref();
        }
        found
    }

    /// The level of a list that names a style.
    fn linked(&self, instance: u32, style: &str) -> Option<usize> {
        let list = self.lists.get(&self.list(self.instances.get(&instance)?.list)?)?;
        list.levels.iter().find(|(_, level)| level.style.as_deref() == Some(style)).map(|(at, _)| *at)
    }

    /// The list itself, where one only points to the style that has it.
    fn list(&self, id: u32) -> Option<u32> {
        let list = self.lists.get(&id)?;
        let Some(link) = list.link.as_deref().filter(|_| list.levels.is_empty()) else { return Some(id) };
        let instance = self.styles.get(link)?.instance?;
        self.instances.get(&instance).map(|instance| instance.list)
    }

    fn level(&self, instance: &Instance, list: u32, at: usize) -> Level {
        let own = instance.levels.get(&at);
        own.or_else(|| self.lists.get(&list).and_then(|list| list.levels.get(&at))).cloned().unwrap_or_default()
    }
}

/// `（%1）` with its numbers.
fn label(levels: &[Level], counted: &[Option<u32>; LEVELS], own: &Level) -> String {
    let mut out = String::new();
    let mut chars = own.text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek().and_then(|next| next.to_digit(10)).filter(|_| c == '%') {
            Some(digit) => {
                chars.next();
                let at = (digit as usize).saturating_sub(1);
                let level = levels.get(at).unwrap_or(own);
                let number = counted.get(at).copied().flatten().unwrap_or(level.start);
                let format = if own.legal { "decimal" } else { &level.format };
                out.push_str(&written(number, format).unwrap_or_default());
            }
            None => out.push(c),
        }
    }
    out
}

/// Where in numbering.xml the walk is.
#[derive(Debug, Default)]
struct Reading {
    list: Option<u32>,
    instance: Option<u32>,
    overridden: Option<usize>,
    level: Option<(usize, Level)>,
}

impl Reading {
    fn open(&mut self, numbering: &mut Numbering, name: &str, attributes: &Attributes) {
        let value = || attributes.get("val");
        let number = || attributes.number("val");
        match (name, &mut self.level) {
            ("abstractNum", _) => {
                (self.list, self.instance) = (attributes.number("abstractNumId"), None);
                self.list.map(|list| numbering.lists.entry(list).or_default());
            }
            ("num", _) => (self.list, self.instance) = (None, attributes.number("numId")),
            ("abstractNumId", _) => {
                if let (Some(id), Some(list)) = (self.instance, number()) {
                    numbering.instances.entry(id).or_default().list = list;
                }
            }
            ("numStyleLink", _) => {
                if let Some(list) = self.list.and_then(|list| numbering.lists.get_mut(&list)) {
                    list.link = value();
                }
            }
            ("lvlOverride", _) => self.overridden = attributes.number("ilvl").map(|level| level as usize),
            ("startOverride", _) => {
                if let (Some(id), Some(level), Some(start)) = (self.instance, self.overridden, number()) {
                    numbering.instances.entry(id).or_default().starts.insert(level, start);
                }
            }
            ("lvl", level) => *level = attributes.number("ilvl").map(|at| (at as usize, Level::default())),
            ("start", Some((_, level))) => level.start = number().unwrap_or(1),
            ("numFmt", Some((_, level))) => level.format = value().unwrap_or_default(),
            ("lvlText", Some((_, level))) => level.text = value().unwrap_or_default(),
            ("isLgl", Some((_, level))) => level.legal = value().is_none_or(|value| value != "0" && value != "false"),
            ("lvlRestart", Some((_, level))) => level.restarts = number() != Some(0),
            ("pStyle", Some((_, level))) => level.style = value(),
            _ => {}
        }
    }

    fn close(&mut self, numbering: &mut Numbering) {
        let Some((at, level)) = self.level.take() else { return };
        if let Some(id) = self.instance {
            numbering.instances.entry(id).or_default().levels.insert(at, level);
        } else if let Some(list) = self.list {
            numbering.lists.entry(list).or_default().levels.insert(at, level);
        }
    }
}
