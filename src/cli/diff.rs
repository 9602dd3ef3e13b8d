//! `fazhi diff`: facts gained and lost between two stores or exports. In: two folders or files. Out: a line a fact, with its sentence; exit code 1 where they differ.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Context;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Quad, Term};

use super::args::Diff;
use super::say::say;
use super::{Exit, files};
use crate::ask::{sentence, shown};
use crate::store::{self, Selection};
use crate::vocab::{fz, other};

pub(super) fn run(args: &Diff) -> anyhow::Result<Exit> {
    let (before, after) = (Side::read(&args.before)?, Side::read(&args.after)?);
    let lost: Vec<&Fact> = before.facts.difference(&after.facts).collect();
    let gained: Vec<&Fact> = after.facts.difference(&before.facts).collect();
    for (sign, side, facts) in [('-', &before, &lost), ('+', &after, &gained)] {
        if args.summary {
            side.summary(sign, facts);
            continue;
        }
        for fact in facts {
            say!("{sign} {}", side.line(fact));
        }
    }
    say!("{} facts lost, {} gained, {} in both", lost.len(), gained.len(), before.facts.intersection(&after.facts).count());
    Ok(if lost.is_empty() && gained.is_empty() { Exit::Done } else { Exit::Findings })
}

/// How many facts of a property a summary tells.
const FIRST: usize = 3;

/// Subject, predicate, object, graph.
type Fact = (String, String, String, String);

/// One of the two: its facts, and what is needed to say them in words.
#[derive(Default)]
struct Side {
    facts: BTreeSet<Fact>,
    labels: BTreeMap<String, String>,
    texts: BTreeMap<String, Vec<char>>,
    mentions: BTreeMap<(String, String), String>,
}

impl Side {
    fn read(path: &Path) -> anyhow::Result<Side> {
        let mut side = Side::default();
        if path.is_dir() {
            for text in store::quads(path, Selection { base: true, graph: None })? {
                side.parse(text?.as_bytes(), RdfFormat::NQuads)?;
            }
        } else {
            let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
            let format =
                RdfFormat::from_extension(&ending).with_context(|| format!("{}: no store, and no file of quads (.nq, .trig, .ttl, .nt)", path.display()))?;
            let bytes = files::open::whole(path).with_context(|| path.display().to_string())?;
            side.parse(&bytes, format).with_context(|| path.display().to_string())?;
        }
        Ok(side)
    }

    fn parse(&mut self, bytes: &[u8], format: RdfFormat) -> anyhow::Result<()> {
        for quad in RdfParser::from_format(format).for_slice(bytes) {
            self.take(quad?);
        }
        Ok(())
    }

    fn take(&mut self, quad: Quad) {
        let plain = |text: String| text.trim_matches(['<', '>']).to_owned();
        let (subject, graph) = (plain(quad.subject.to_string()), plain(quad.graph_name.to_string()));
        let object = shown(&quad.object);
        match quad.predicate.as_str() {
            other::IS_STRING => {
                self.texts.insert(subject, object.chars().collect());
            }
            other::TA_IDENT_REF => {
                self.mentions.entry((graph.clone(), object.clone())).or_insert_with(|| subject.clone());
                self.facts.insert((subject, other::TA_IDENT_REF.to_owned(), object, graph));
            }
            other::ANCHOR_OF | fz::EVIDENCE => {}
            predicate => {
                if predicate == other::LABEL && matches!(&quad.object, Term::Literal(label) if label.language().is_none()) {
                    self.labels.insert(subject.clone(), object.clone());
                }
                self.facts.insert((subject, predicate.to_owned(), object, graph));
            }
        }
    }

    /// How many facts of each property there are, and the first of them in words.
    fn summary(&self, sign: char, facts: &[&Fact]) {
        let mut groups: BTreeMap<&str, Vec<&Fact>> = BTreeMap::new();
        for fact in facts {
            groups.entry(fact.1.rsplit(['#', '/']).next().unwrap_or(&fact.1)).or_default().push(fact);
        }
        for (property, facts) in groups {
            say!("{sign} {} {property}", facts.len());
            for fact in facts.iter().take(FIRST) {
                say!("    {}", self.line(fact));
            }
        }
    }

    /// A fact in words, with the sentence where its object, its subject or the mention itself stands.
    fn line(&self, (subject, predicate, object, graph): &Fact) -> String {
        let name = |iri: &str| self.labels.get(iri).cloned().unwrap_or_else(|| iri.to_owned());
        let mention = sentence::range(subject)
            .map(|_| subject)
            .or_else(|| self.mentions.get(&(graph.clone(), object.clone())))
            .or_else(|| self.mentions.get(&(graph.clone(), subject.clone())));
        let words = mention.and_then(|mention| {
            let (start, end) = sentence::range(mention)?;
            Some(format!("   {}", sentence::around(self.texts.get(graph)?, start, end)))
        });
        let predicate = predicate.rsplit(['#', '/']).next().unwrap_or(predicate);
        format!("{}  {predicate}  {}{}", name(subject), name(object), words.unwrap_or_default())
    }
}
