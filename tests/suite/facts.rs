//! What two readings say, compared: facts by what things are called, so that neither offsets nor the digest of a file count.

use std::collections::BTreeMap;

use oxigraph::model::{NamedOrBlankNode, Quad, Term};

/// What says of a file only that it is this file, and where in it things stand.
const OF_THE_FILE: [&str; 11] =
    ["isString", "#layout", "#sha256", "#fileName", "terms/format", "anchorOf", "taIdentRef", "#evidence", "terms/source", "#doubtful", "#reason"];

/// Facts, each with how often it stands.
pub struct Facts(BTreeMap<String, usize>);

impl Facts {
    pub fn of(quads: &[Quad]) -> Facts {
        let subject = |quad: &Quad| if let NamedOrBlankNode::NamedNode(node) = &quad.subject { node.as_str().to_owned() } else { String::new() };
        let labels = quads.iter().filter(|quad| quad.predicate.as_str().ends_with("#label"));
        let labels: BTreeMap<String, String> = labels.map(|quad| (subject(quad), bare(&quad.object.to_string()))).collect();
        let graph = quads[0].graph_name.to_string();
        let key = graph.trim_matches(['<', '>']).rsplit('/').next().unwrap().to_owned();
        let mut facts = BTreeMap::new();
        for quad in quads.iter().filter(|quad| !OF_THE_FILE.iter().any(|p| quad.predicate.as_str().ends_with(p))) {
            let object = match &quad.object {
                Term::NamedNode(node) => name(node.as_str(), &key, &labels),
                other => bare(&other.to_string()),
            };
            *facts.entry(format!("{} | {} | {object}", name(&subject(quad), &key, &labels), quad.predicate.as_str())).or_default() += 1;
        }
        Facts(facts)
    }

    pub fn count(&self) -> usize {
        self.0.values().sum()
    }

    /// Agreement in thousandths (F1), and what differs: `-` is in these alone, `+` in the others.
    pub fn agreement(&self, others: &Facts) -> (usize, Vec<String>) {
        let both: usize = self.0.iter().map(|(fact, count)| (*count).min(*others.0.get(fact).unwrap_or(&0))).sum();
        (2000 * both / (self.count() + others.count()).max(1), [self.without(others, '-'), others.without(self, '+')].concat())
    }

    fn without(&self, others: &Facts, sign: char) -> Vec<String> {
        self.0.iter().filter(|(fact, count)| others.0.get(*fact).unwrap_or(&0) < count).map(|(fact, _)| format!("{sign} {fact}")).collect()
    }
}

/// Without white space and ends of lines, which formats write in their own ways: a title over two lines is the title on one.
fn bare(text: &str) -> String {
    text.replace("\\n", "").chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').collect()
}

/// A thing by its name: what is minted for a place in one file goes by its kind and its label.
fn name(iri: &str, key: &str, labels: &BTreeMap<String, String>) -> String {
    match iri.split_once(key) {
        Some((kind, _)) => format!("{kind}{}", labels.get(iri).map_or("", String::as_str)),
        None => iri.to_owned(),
    }
}
