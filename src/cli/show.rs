//! `fazhi show`: everything about one thing, in and out, each fact with its sentence. In: a name or an IRI. Out: text.
//!
//! What it says are answers to `queries/pages/`; it only lays them out.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use oxigraph::model::{Literal, NamedNode, Term};
use oxigraph::sparql::QuerySolution;

use super::args::Show;
use super::say::say;
use super::{Exit, tables};
use crate::ask::{self, Texts, sentence, shown};
use crate::graph::turtle::PREFIXES;
use crate::store::View;
use crate::vocab::{fz, other};
use crate::zh::fold::fold_str;

pub(super) fn run(args: &Show) -> anyhow::Result<Exit> {
    let view = View::open(&args.store.store)?;
    let page = Page { view: &view, terms: terms(&view)?, limit: args.limit };
    let iri = args.thing.trim_start_matches('<').trim_end_matches('>');
    if iri.contains("://") {
        page.print(&NamedNode::new(iri).with_context(|| args.thing.clone())?)?;
        return Ok(Exit::Done);
    }
    let found = page.named(&args.thing)?;
    match found.keys().collect::<Vec<_>>().as_slice() {
        [] => bail!("{}: nothing of this name; `fazhi query things` lists what is named", args.thing),
        [one] => page.print(one)?,
        several => {
            say!("{} things are called {}; show one by its IRI:", several.len(), args.thing);
            say!("{}", tables::table(&["IRI", "class", "name", "in"], found.iter().map(|(iri, row)| [vec![iri.as_str().to_owned()], row.clone()].concat())));
            return Ok(Exit::Findings);
        }
    }
    Ok(Exit::Done)
}

/// Chinese names of properties and classes.
fn terms(view: &View) -> anyhow::Result<BTreeMap<String, String>> {
    let rows = ask::page(view, "properties", &[])?;
    Ok(rows.iter().filter_map(|row| Some((shown(row.get("term")?), shown(row.get("label")?)))).collect())
}

/// A stretch of a source's text.
#[derive(Debug, Clone)]
struct Stretch {
    source: String,
    start: usize,
    end: usize,
    words: String,
}

struct Page<'a> {
    view: &'a View,
    terms: BTreeMap<String, String>,
    limit: usize,
}

impl Page<'_> {
    /// What bears a name: its class, label and where it lies.
    fn named(&self, name: &str) -> anyhow::Result<BTreeMap<NamedNode, Vec<String>>> {
        let rows = ask::page(self.view, "named", &[("name".to_owned(), Literal::new_simple_literal(name).into())])?;
        let text = |row: &QuerySolution, name: &str| row.get(name).map(shown).unwrap_or_default();
        let mut found = BTreeMap::new();
        for row in &rows {
            if let Some(Term::NamedNode(thing)) = row.get("thing") {
                found.insert(thing.clone(), vec![self.term(&text(row, "class")), text(row, "label"), text(row, "within")]);
            }
        }
        Ok(found)
    }

    /// What a property or class is called: its Chinese name, or prefix and local name.
    fn term(&self, iri: &str) -> String {
        let short = PREFIXES.iter().find_map(|(prefix, space)| iri.strip_prefix(space).map(|local| format!("{prefix}:{local}")));
        match (self.terms.get(iri), short) {
            (Some(label), Some(short)) => format!("{label} {short}"),
            (_, Some(short)) => short,
            _ => iri.to_owned(),
        }
    }

    fn print(&self, thing: &NamedNode) -> anyhow::Result<()> {
        let binding = [("thing".to_owned(), Term::from(thing.clone()))];
        let facts = ask::page(self.view, "facts", &binding)?;
        let mentions = stretches(&ask::page(self.view, "mentions", &binding)?);
        let own = stretches(&ask::page(self.view, "evidence", &binding)?);
        let links = ask::page(self.view, "links", &binding)?;
        if facts.is_empty() && links.is_empty() {
            bail!("{thing}: nothing is known of it");
        }
        let label = facts.iter().find(|row| row.get("property").is_some_and(|p| shown(p) == other::LABEL)).and_then(|row| row.get("value")).map(shown);
        say!("{}  {thing}\n", label.unwrap_or_default());
        let mut texts = Texts::default();
        self.facts(&facts, &mentions, &own, &mut texts)?;
        self.mentions(&mentions, &mut texts)?;
        self.links(&links)
    }

    /// Facts, one a line; those that a source says with the sentence below.
    fn facts(&self, facts: &[QuerySolution], mentions: &[Stretch], own: &[Stretch], texts: &mut Texts) -> anyhow::Result<()> {
        let mut before = String::new();
        let mut count = 0;
        for row in facts {
            let (Some(property), Some(value), Some(graph)) = (row.get("property"), row.get("value"), row.get("graph")) else { continue };
            let property = shown(property);
            if [fz::EVIDENCE, fz::LAYOUT, other::IS_STRING, other::HIDDEN_LABEL].contains(&property.as_str()) {
                continue;
            }
            count = if property == before { count + 1 } else { 0 };
            before.clone_from(&property);
            if count == self.limit {
                say!("  {}  … and more; `--limit` shows them", self.term(&property));
            }
            if count >= self.limit {
                continue;
            }
            say!("  {}  {}", self.term(&property), self.value(value, row.get("label")));
            self.sentence_of(value, &shown(graph), mentions, own, texts)?;
        }
        Ok(())
    }

    fn value(&self, value: &Term, label: Option<&Term>) -> String {
        match (value, label) {
            (Term::NamedNode(node), Some(label)) => format!("{}  <{}>", shown(label), node.as_str()),
            (Term::NamedNode(node), None) => self.term(node.as_str()),
            (term, _) => shown(term),
        }
    }

    /// The sentence that a fact of a source's graph rests on: where its value is named, where its words stand, or where the thing itself is named.
    fn sentence_of(&self, value: &Term, graph: &str, mentions: &[Stretch], own: &[Stretch], texts: &mut Texts) -> anyhow::Result<()> {
        if !graph.contains("/source/") {
            return Ok(());
        }
        let here = |stretches: &[Stretch]| stretches.iter().filter(|stretch| stretch.source == graph).cloned().collect::<Vec<_>>();
        let own = here(own);
        let stretch = match value {
            Term::NamedNode(node) => {
                let of = |page: &str| anyhow::Ok(stretches(&ask::page(self.view, page, &[("thing".to_owned(), node.clone().into())])?));
                let named = of("mentions")?.into_iter().find(|stretch| stretch.source == graph);
                // A statement is named nowhere: it has its own evidence.
                let evidence = if named.is_none() { of("evidence")?.into_iter().find(|stretch| stretch.source == graph) } else { None };
                named.or(evidence)
            }
            Term::Literal(literal) => {
                let value = fold_str(literal.value());
                own.iter().filter(|stretch| says(&fold_str(&stretch.words), &value)).max_by_key(|stretch| stretch.words.len()).cloned()
            }
            _ => None,
        };
        let stretch = stretch.or_else(|| here(mentions).into_iter().next()).or_else(|| own.into_iter().max_by_key(|stretch| stretch.words.len()));
        if let Some(stretch) = stretch {
            say!("      {}", line(texts, self.view, &stretch)?);
        }
        Ok(())
    }

    fn mentions(&self, mentions: &[Stretch], texts: &mut Texts) -> anyhow::Result<()> {
        if !mentions.is_empty() {
            say!("\nnamed {} times", mentions.len());
        }
        for stretch in mentions.iter().take(self.limit) {
            say!("  {}", line(texts, self.view, stretch)?);
        }
        Ok(())
    }

    /// Links in, counted by property, the first of each with the sentence.
    fn links(&self, links: &[QuerySolution]) -> anyhow::Result<()> {
        let mut groups: BTreeMap<String, Vec<&QuerySolution>> = BTreeMap::new();
        for row in links {
            groups.entry(row.get("property").map(shown).unwrap_or_default()).or_default().push(row);
        }
        for (property, rows) in groups.iter().filter(|(property, _)| *property != fz::EVIDENCE) {
            say!("\n← {}  ({})", self.term(property), rows.len());
            for row in rows.iter().take(self.limit) {
                say!("  {}", row.get("other").map(|other| self.value(other, row.get("label"))).unwrap_or_default());
            }
        }
        Ok(())
    }
}

/// Whether the words of the text say a value: they hold it, or, of a date, its parts.
fn says(words: &str, value: &str) -> bool {
    let squeezed = |text: &str| text.replace([' ', '\n'], "");
    let parts: Vec<&str> = value.split('-').map(|part| part.trim_start_matches('0')).collect();
    let dated = parts.len() == 3 && parts.iter().all(|part| part.chars().all(|c| c.is_ascii_digit())) && parts.iter().all(|part| words.contains(part));
    squeezed(words).contains(&squeezed(value)) || dated
}

fn stretches(rows: &[QuerySolution]) -> Vec<Stretch> {
    let stretch = |row: &QuerySolution| {
        let (start, end) = sentence::range(&shown(row.get("mention")?))?;
        Some(Stretch { source: shown(row.get("graph")?), start, end, words: row.get("words").map(shown)? })
    };
    let mut found: Vec<Stretch> = rows.iter().filter_map(stretch).collect();
    found.sort_by(|a, b| (&a.source, a.start, a.end).cmp(&(&b.source, b.start, b.end)));
    found
}

/// A stretch in its sentence, with file and place.
fn line(texts: &mut Texts, view: &View, stretch: &Stretch) -> anyhow::Result<String> {
    let range = format!("#char={},{}", stretch.start, stretch.end);
    let mention = format!("{}{range}", stretch.source);
    let place = texts.place(view, &mention)?.map_or_else(String::new, |place| format!(" {place}"));
    Ok(texts.sentence(view, &mention)?.map_or_else(String::new, |(words, file)| format!("{words}  ({file}{place} {range})")))
}
