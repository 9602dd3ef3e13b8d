//! `fazhi eval`: what was read against annotations made by hand. In: gold files, and documents or a store. Out: a table; exit code 2 where a document is missing.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
use serde_json::json;

use super::args::Eval;
use super::say::say;
use super::{Exit, files, ontology};
use crate::eval::{self, Gold, KINDS, Scores};
use crate::isolate::{Isolated, Pool};
use crate::pipeline::{self, File, Reader};
use crate::store::{self, Selection};

pub(super) fn run(args: &Eval) -> anyhow::Result<Exit> {
    let golds = golds(&args.gold)?;
    let quads = quads(args)?;
    let scores = eval::measure(quads.iter(), &golds);
    if args.json {
        say!("{}", serde_json::to_string_pretty(&as_json(&scores))?);
    } else {
        table(&scores, args.errors);
    }
    Ok(if scores.missing.is_empty() && scores.broken == 0 { Exit::Done } else { Exit::Failed })
}

/// The gold files of a folder, in the order of their names.
fn golds(folder: &Path) -> anyhow::Result<Vec<Gold>> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths: Vec<PathBuf> =
        entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "json")).collect();
    paths.sort();
    if paths.is_empty() {
        bail!("{}: no gold file (*.json) in this folder", folder.display());
    }
    let read = |path: &PathBuf| {
        let bytes = files::open::whole(path).with_context(|| path.display().to_string())?;
        serde_json::from_slice(&bytes).with_context(|| format!("{}: no gold file", path.display()))
    };
    paths.iter().map(read).collect()
}

/// What was known before reading, and what the documents or the store say.
fn quads(args: &Eval) -> anyhow::Result<Vec<Quad>> {
    if args.sources.is_empty() {
        let mut quads = Vec::new();
        for text in store::quads(&args.store.store, Selection { base: true, graph: None })? {
            for quad in RdfParser::from_format(RdfFormat::NQuads).for_slice(text?.as_bytes()) {
                quads.push(quad?);
            }
        }
        return Ok(quads);
    }
    let ontology = ontology(&args.names)?;
    let mut quads = pipeline::base_graphs(&ontology, &args.names.base)?;
    let (reader, pool) = (Reader::new(&ontology, &args.names.base)?, Pool::of_this_program()?);
    let reader = Isolated { reader: &reader, pool: &pool };
    let found = files::find(&args.sources, reader.pool);
    if let Some((path, error)) = found.failed.first() {
        bail!("{}: {error}", path.display());
    }
    for (path, what) in &found.skipped {
        eprintln!("fazhi: {}: skipped: {what}", path.display());
    }
    for path in &found.files {
        let bytes = files::bytes(path, reader.pool).with_context(|| path.display().to_string())?;
        quads.extend(reader.read(&File { name: &files::name(path), sha256: &pipeline::hex(&bytes), ..File::default() }, &bytes).quads());
    }
    Ok(quads)
}

fn table(scores: &Scores, errors: bool) {
    say!("{:<14} {:>9} {:>9} {:>9}  right/wrong/missed", "kind", "precision", "recall", "F1");
    for kind in KINDS {
        let row = scores.row(kind);
        say!("{kind:<14} {:>9.3} {:>9.3} {:>9.3}  {}/{}/{}", row.precision, row.recall, row.f1, row.right, row.wrong, row.missed);
    }
    say!("evidence       {} spans, {} do not read back", scores.spans, scores.broken);
    if !scores.missing.is_empty() {
        say!("missing        {}", scores.missing.join(", "));
    }
    say!("score          {:.4}", scores.score());
    for error in KINDS.iter().filter(|_| errors).filter_map(|kind| scores.rows.get(kind)).flat_map(|tally| &tally.errors) {
        say!("  {}  {:<13} {} {}", error.source, error.kind, if error.wrong { "wrong " } else { "missed" }, error.item);
    }
}

fn as_json(scores: &Scores) -> serde_json::Value {
    let mut out = serde_json::Map::new();
    for kind in KINDS {
        let row = scores.row(kind);
        out.insert(
            kind.to_owned(),
            json!({"precision": row.precision, "recall": row.recall, "f1": row.f1, "right": row.right, "wrong": row.wrong, "missed": row.missed}),
        );
    }
    out.insert("score".to_owned(), json!(scores.score()));
    out.insert("evidence".to_owned(), json!({"spans": scores.spans, "broken": scores.broken}));
    out.insert("missing_documents".to_owned(), json!(scores.missing));
    out.into()
}
