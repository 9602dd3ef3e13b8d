//! `fazhi import`: a user's own RDF beside what was read. In: a file and the name of a graph. Out: that graph in the store, or out of it.

use anyhow::{Context, bail};
use oxigraph::io::RdfFormat;
use oxigraph::model::NamedNode;

use super::args::{Import, ImportForm};
use super::say::say;
use super::{Exit, files, tables};
use crate::graph::foreign;
use crate::store::{Put, View, Writer};

pub(super) fn run(args: &Import) -> anyhow::Result<Exit> {
    match (&args.graph, args.remove) {
        (Some(graph), true) => remove(args, graph),
        (Some(graph), false) => add(args, graph),
        (None, _) => list(args),
    }
}

fn add(args: &Import, graph: &str) -> anyhow::Result<Exit> {
    let file = args.file.as_deref().context("name a file to import, or --remove to remove the graph")?;
    let name = file.display().to_string();
    let graph = NamedNode::new(graph).with_context(|| format!("--graph {graph}"))?;
    let format = format(args)?;
    let bytes = files::open::whole(file).with_context(|| name.clone())?;
    let mut writer = open(args)?;
    if writer.is_reserved(graph.as_str()) {
        bail!("--graph {}: names with source/ and graph/ are given by the store itself; choose another", graph.as_str());
    }
    let foreign = foreign::read(&bytes, format, &graph, &base(args)?).with_context(|| name.clone())?;
    let short = file.file_name().map_or(name.clone(), |short| short.to_string_lossy().into_owned());
    let put = Put::import(&graph, &foreign.digest, &short, &foreign.quads);
    let count = put.packed.as_ref().map_or(0, |packed| packed.quads);
    writer.commit(vec![put])?;
    writer.finish()?;
    say!("{name}: {count} quads in {}", graph.as_str());
    Ok(Exit::Done)
}

fn remove(args: &Import, graph: &str) -> anyhow::Result<Exit> {
    let mut writer = open(args)?;
    if !writer.entries().get(graph).is_some_and(|entry| entry.is_import()) {
        bail!("--graph {graph}: no graph of this name was imported; `fazhi import` lists those that were");
    }
    writer.prune(&[graph.to_owned()])?;
    writer.finish()?;
    say!("{graph}: removed");
    Ok(Exit::Done)
}

fn list(args: &Import) -> anyhow::Result<Exit> {
    if let Some(file) = &args.file {
        bail!("{}: name the graph that it becomes, with --graph IRI", file.display());
    }
    let view = View::open(&args.store.store)?;
    let rows = view.entries().values().filter(|entry| entry.is_import());
    let row = |entry: &crate::store::Entry| vec![entry.source.clone(), entry.quads.to_string(), entry.reason.clone().unwrap_or_default(), entry.at.to_string()];
    say!("{}", tables::table(&["graph", "quads", "from", "when"], rows.map(row)));
    Ok(Exit::Done)
}

/// The store must stand: an import alone makes none.
fn open(args: &Import) -> anyhow::Result<Writer> {
    Ok(Writer::open(&args.store.store, &base(args)?)?)
}

fn base(args: &Import) -> anyhow::Result<String> {
    Ok(View::open(&args.store.store)?.base().to_owned())
}

fn format(args: &Import) -> anyhow::Result<RdfFormat> {
    if let Some(form) = args.format {
        return Ok(match form {
            ImportForm::Turtle => RdfFormat::Turtle,
            ImportForm::Trig => RdfFormat::TriG,
            ImportForm::Ntriples => RdfFormat::NTriples,
            ImportForm::Nquads => RdfFormat::NQuads,
            ImportForm::Rdfxml => RdfFormat::RdfXml,
            ImportForm::Jsonld => RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() },
        });
    }
    let file = args.file.as_deref().and_then(|file| file.extension()).and_then(|end| end.to_str()).unwrap_or_default();
    RdfFormat::from_extension(file).filter(|format| *format != RdfFormat::N3).with_context(|| format!("the ending {file:?} names no format; use --format"))
}
