//! `fazhi export`: the graph written out. In: a store. Out: RDF in any usual form, a table of facts, or a graph for drawing tools.
//!
//! It reads the files of the truth, graph by graph in the order of their names: the same store gives the same bytes.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Context;
use oxigraph::io::{RdfFormat, RdfParser, RdfSerializer};
use oxigraph::model::{Literal, NamedNode, Quad, Term, TripleRef};

use super::Exit;
use super::args::{Export, Form};
use crate::ask::{sentence, shown};
use crate::graph::turtle;
use crate::store::{self, Selection, View};
use crate::vocab::{fz, other};

pub(super) fn run(args: &Export) -> anyhow::Result<Exit> {
    let dir = &args.store.store;
    if let Some(site) = &args.site {
        return super::serve::files(dir, site, args.site_prefix.as_deref());
    }
    let graphs = store::quads(dir, Selection { base: !args.only_read, graph: args.graph.as_deref() })?;
    let ledger = args.ledger.then(|| ledger(dir)).transpose()?;
    let graphs = graphs.chain(ledger.into_iter().flatten());
    let out: Box<dyn Write> = match &args.output {
        Some(path) => Box::new(File::create(path).with_context(|| path.display().to_string())?),
        None => Box::new(std::io::stdout().lock()),
    };
    let mut out = BufWriter::new(out);
    let graphs = graphs.map(|text| anyhow::Ok(with_nif(text?, args.nif)));
    match args.format {
        Form::Nquads => lines(graphs, &mut out)?,
        Form::Csv => csv(graphs, &mut out)?,
        Form::Graphml => graphml(graphs, &mut out)?,
        form => rdf(graphs, format(form), &mut out)?,
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// The ledger's graph.
fn ledger(dir: &Path) -> anyhow::Result<store::Export> {
    let graph = format!("{}graph/ledger", View::open(dir)?.base());
    Ok(store::quads(dir, Selection { base: false, graph: Some(&graph) })?)
}

fn format(form: Form) -> RdfFormat {
    match form {
        Form::Trig => RdfFormat::TriG,
        Form::Ntriples => RdfFormat::NTriples,
        Form::Jsonld => RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() },
        Form::Rdfxml => RdfFormat::RdfXml,
        Form::Nquads => RdfFormat::NQuads,
        Form::Turtle | Form::Csv | Form::Graphml => RdfFormat::Turtle,
    }
}

fn lines(graphs: impl Iterator<Item = anyhow::Result<String>>, out: &mut impl Write) -> anyhow::Result<()> {
    for graph in graphs {
        out.write_all(graph?.as_bytes())?;
    }
    Ok(())
}

fn quads(text: &str) -> impl Iterator<Item = Result<Quad, oxigraph::io::RdfSyntaxError>> + '_ {
    RdfParser::from_format(RdfFormat::NQuads).lenient().for_slice(text.as_bytes())
}

fn rdf(graphs: impl Iterator<Item = anyhow::Result<String>>, format: RdfFormat, out: &mut impl Write) -> anyhow::Result<()> {
    let serializer: RdfSerializer = turtle::serializer(format);
    let named = format.supports_datasets();
    let mut writer = serializer.for_writer(out);
    for graph in graphs {
        for quad in quads(&graph?) {
            let quad = quad?;
            if named {
                writer.serialize_quad(&quad)?;
            } else {
                writer.serialize_triple(TripleRef::new(quad.subject.as_ref(), quad.predicate.as_ref(), quad.object.as_ref()))?;
            }
        }
    }
    writer.finish()?;
    Ok(())
}

/// Adds class, begin, end and context to each mention, which its IRI says already.
fn with_nif(text: String, wanted: bool) -> String {
    if !wanted {
        return text;
    }
    let anchor = format!(" <{}> ", other::ANCHOR_OF);
    let added: Vec<String> = text.lines().filter(|line| line.contains(&anchor)).filter_map(full).collect();
    text + &added.concat()
}

fn full(line: &str) -> Option<String> {
    let mention = line.split('>').next()?.strip_prefix('<')?;
    let (start, end) = sentence::range(mention)?;
    let source = mention.split('#').next()?;
    let fact = |predicate: &'static str, object: Term| {
        let graph = NamedNode::new_unchecked(source);
        format!("{} .\n", Quad::new(NamedNode::new_unchecked(mention), NamedNode::new_unchecked(predicate), object, graph))
    };
    let number = |number: usize| Term::from(Literal::new_typed_literal(number.to_string(), NamedNode::new_unchecked(other::INTEGER)));
    let node = |iri: &str| Term::from(NamedNode::new_unchecked(iri));
    Some(
        [
            fact(other::TYPE, node(fz::MENTION)),
            fact(other::BEGIN_INDEX, number(start)),
            fact(other::END_INDEX, number(end)),
            fact(other::REFERENCE_CONTEXT, node(source)),
        ]
        .concat(),
    )
}

/// What tables and drawings are made of: the facts of sources that are not about mentions, and what things are called.
#[derive(Default)]
struct Facts {
    labels: BTreeMap<String, String>,
    anchors: BTreeMap<String, String>,
    mentions: BTreeMap<(String, String), String>,
    rows: Vec<(String, String, Term, String)>,
}

impl Facts {
    fn of(graphs: impl Iterator<Item = anyhow::Result<String>>) -> anyhow::Result<Facts> {
        let mut facts = Facts::default();
        for graph in graphs {
            for quad in quads(&graph?) {
                facts.take(quad?);
            }
        }
        Ok(facts)
    }

    fn take(&mut self, quad: Quad) {
        let subject = quad.subject.to_string().trim_matches(['<', '>']).to_owned();
        let graph = quad.graph_name.to_string().trim_matches(['<', '>']).to_owned();
        match quad.predicate.as_str() {
            other::LABEL => {
                self.labels.entry(subject).or_insert_with(|| shown(&quad.object));
            }
            other::ANCHOR_OF => {
                self.anchors.insert(subject, shown(&quad.object));
            }
            other::TA_IDENT_REF => {
                self.mentions.entry((graph, shown(&quad.object))).or_insert(subject);
            }
            other::IS_STRING | fz::EVIDENCE => {}
            predicate if graph.contains("/source/") => self.rows.push((subject, predicate.to_owned(), quad.object, graph)),
            _ => {}
        }
    }

    fn label(&self, iri: &str) -> String {
        self.labels.get(iri).cloned().unwrap_or_default()
    }
}

/// One fact a row, with the first place that names its object.
fn csv(graphs: impl Iterator<Item = anyhow::Result<String>>, out: &mut impl Write) -> anyhow::Result<()> {
    let facts = Facts::of(graphs)?;
    writeln!(out, "subject,subject_label,predicate,object,object_label,source,evidence,words")?;
    for (subject, predicate, object, graph) in &facts.rows {
        let object = shown(object);
        let mention =
            facts.mentions.get(&(graph.clone(), object.clone())).or_else(|| facts.mentions.get(&(graph.clone(), subject.clone()))).cloned().unwrap_or_default();
        let words = facts.anchors.get(&mention).cloned().unwrap_or_default();
        let cells = [subject.clone(), facts.label(subject), predicate.clone(), object.clone(), facts.label(&object), graph.clone(), mention, words];
        writeln!(out, "{}", cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(","))?;
    }
    Ok(())
}

/// A cell as RFC 4180 has it; one that a spreadsheet would take for a formula is kept as text.
fn quoted(cell: &str) -> String {
    let safe = if cell.starts_with(['=', '+', '-', '@', '\t']) { format!("'{cell}") } else { cell.to_owned() };
    if safe.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}

/// Things as nodes, facts between them as edges.
fn graphml(graphs: impl Iterator<Item = anyhow::Result<String>>, out: &mut impl Write) -> anyhow::Result<()> {
    let facts = Facts::of(graphs)?;
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
    writeln!(out, "<key id=\"label\" for=\"all\" attr.name=\"label\" attr.type=\"string\"/>\n<graph edgedefault=\"directed\">")?;
    let edges: Vec<(&str, &str, String)> = facts
        .rows
        .iter()
        .filter(|(_, predicate, object, _)| matches!(object, Term::NamedNode(_)) && predicate != other::TYPE)
        .map(|(subject, predicate, object, _)| (subject.as_str(), predicate.as_str(), shown(object)))
        .collect();
    let nodes: std::collections::BTreeSet<&str> = edges.iter().flat_map(|(subject, _, object)| [*subject, object.as_str()]).collect();
    for node in &nodes {
        writeln!(out, "<node id=\"{}\"><data key=\"label\">{}</data></node>", escaped(node), escaped(&facts.label(node)))?;
    }
    for (subject, predicate, object) in &edges {
        let name = predicate.rsplit(['#', '/']).next().unwrap_or(predicate);
        writeln!(out, "<edge source=\"{}\" target=\"{}\"><data key=\"label\">{}</data></edge>", escaped(subject), escaped(object), escaped(name))?;
    }
    writeln!(out, "</graph>\n</graphml>")?;
    Ok(())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
