//! Quads as facts of things. In: quads. Out: look-ups by subject and property, over all graphs or one.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use oxigraph::model::{NamedOrBlankNode, Quad, Term};

use crate::vocab::{fz, other};

/// Facts, each once however many graphs say it.
#[derive(Default)]
pub(super) struct Facts {
    of: HashMap<String, Vec<(String, String)>>,
    seen: HashSet<(String, String, String)>,
    /// Mentions by source: IRI, characters, what they name.
    mentions: BTreeMap<String, Mentions>,
    above: HashMap<String, BTreeSet<String>>,
}

/// Mentions of one source by IRI.
pub(super) type Mentions = BTreeMap<String, Mention>;

/// A stretch of text and what it names.
#[derive(Debug, Clone, Default)]
pub(super) struct Mention {
    pub text: Option<String>,
    pub names: BTreeSet<String>,
}

const SUBCLASS: &str = "http://www.w3.org/2000/01/rdf-schema#subClassOf";

impl Facts {
    pub fn take(&mut self, quad: &Quad) {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { return };
        let object = match &quad.object {
            Term::NamedNode(node) => node.as_str().to_owned(),
            Term::Literal(literal) => literal.value().to_owned(),
            _ => return,
        };
        let (subject, predicate) = (subject.as_str(), quad.predicate.as_str());
        if predicate == other::ANCHOR_OF || predicate == other::TA_IDENT_REF {
            let graph = quad.graph_name.to_string();
            let mention = self.mentions.entry(graph.trim_matches(['<', '>']).to_owned()).or_default().entry(subject.to_owned()).or_default();
            if predicate == other::ANCHOR_OF {
                mention.text = Some(object.clone());
            } else {
                mention.names.insert(object.clone());
            }
        }
        if predicate == SUBCLASS {
            self.above.entry(subject.to_owned()).or_default().insert(object.clone());
        }
        if self.seen.insert((subject.to_owned(), predicate.to_owned(), object.clone())) {
            self.of.entry(subject.to_owned()).or_default().push((predicate.to_owned(), object));
        }
    }

    /// The values of a property.
    pub fn values<'a>(&'a self, subject: &str, property: &'a str) -> impl Iterator<Item = &'a str> {
        self.of.get(subject).map_or(&[][..], Vec::as_slice).iter().filter(move |(p, _)| p == property).map(|(_, o)| o.as_str())
    }

    /// The values of a property of the values of another.
    pub fn path(&self, subject: &str, first: &str, then: &str) -> Vec<String> {
        self.values(subject, first).flat_map(|node| self.values(node, then)).map(str::to_owned).collect()
    }

    /// All subjects of a class, itself and not those above.
    pub fn instances(&self, class: &str) -> BTreeSet<&str> {
        let is = |(_, facts): &(&String, &Vec<(String, String)>)| facts.iter().any(|(p, o)| p == other::TYPE && o == class);
        self.of.iter().filter(is).map(|(subject, _)| subject.as_str()).collect()
    }

    /// The mentions of a source.
    pub fn mentions(&self, source: &str) -> Mentions {
        let own = self.mentions.get(source).cloned().unwrap_or_default();
        own.into_iter().filter(|(_, mention)| mention.text.is_some()).collect()
    }

    /// Whether a thing is of a class, by the class tree.
    pub fn is_a(&self, thing: &str, class: &str) -> bool {
        self.values(thing, other::TYPE).any(|own| self.is_below(own, class))
    }

    fn is_below(&self, class: &str, above: &str) -> bool {
        let mut open = vec![class];
        let mut seen = BTreeSet::new();
        while let Some(class) = open.pop() {
            if class == above {
                return true;
            }
            if seen.insert(class) {
                open.extend(self.above.get(class).into_iter().flatten().map(String::as_str));
            }
        }
        false
    }

    /// File name → source and report.
    pub fn sources(&self) -> BTreeMap<String, (String, Option<String>)> {
        let mut reports: HashMap<&str, &str> = HashMap::new();
        for class in [fz::REPORT, fz::DOCUMENT] {
            for report in self.instances(class) {
                for source in self.values(report, other::SOURCE) {
                    reports.insert(source, report);
                }
            }
        }
        let mut found = BTreeMap::new();
        for source in self.instances(fz::SOURCE) {
            for file in self.values(source, fz::FILE_NAME) {
                let name = file.rsplit('/').next().unwrap_or(file).to_owned();
                found.insert(name, (source.to_owned(), reports.get(source).map(|report| (*report).to_owned())));
            }
        }
        found
    }
}
