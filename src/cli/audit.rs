//! `fazhi audit`: what in a report wants a look. In: a store, or files. Out: findings as text, JSON or SHACL results; exit code 1 where there are any.

mod write;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use oxigraph::model::NamedNode;

use super::args::{Audit, AuditFormat};
use super::{Exit, files, ontology};
use crate::audit;
use crate::isolate::{Isolated, Pool};
use crate::pipeline::{self, File, Outcome, Reader};
use crate::store::{Put, View, Writer};

pub(super) fn run(args: &Audit) -> anyhow::Result<Exit> {
    let scratch = Scratch::of(args)?;
    let view = View::open(scratch.as_ref().map_or(&args.store.store, |scratch| &scratch.0))?;
    let all = audit::reports(&view)?;
    let wanted = audit::wanted(&all, if scratch.is_some() { &[] } else { &args.names })?;
    let findings = audit::findings(&view, &all, &wanted)?;
    match args.format {
        AuditFormat::Text => write::text(&view, &wanted, &findings)?,
        AuditFormat::Json => write::json(&view, &wanted, &findings)?,
        AuditFormat::Turtle => write::turtle(view.base(), &findings),
    }
    if args.keep {
        keep(args, view, &all, &findings)?;
    }
    Ok(if findings.is_empty() { Exit::Done } else { Exit::Findings })
}

/// Puts what was found into the store, as a graph that queries can ask; what an earlier audit kept is replaced.
fn keep(args: &Audit, view: View, all: &[audit::Report], findings: &[audit::Finding]) -> anyhow::Result<()> {
    let base = view.base().to_owned();
    let quads = audit::rdf::kept(&view, all, findings)?;
    let sources: Vec<&str> = all.iter().map(|report| report.source.as_str()).collect();
    let graph = NamedNode::new_unchecked(format!("{base}{}", audit::rdf::GRAPH));
    let put = Put::import(&graph, &pipeline::hex(sources.join("\n").as_bytes()), "fazhi audit", &quads);
    drop(view);
    let mut writer = Writer::open(&args.store.store, &base)?;
    writer.commit(vec![put])?;
    writer.finish()?;
    Ok(())
}

/// A store of its own for files that are audited without one; gone when it is dropped.
struct Scratch(PathBuf);

impl Scratch {
    /// The files among the names, read into a store of their own; `None` where no name is a file.
    fn of(args: &Audit) -> anyhow::Result<Option<Scratch>> {
        let pool = Pool::of_this_program()?;
        let paths: Vec<PathBuf> = args.names.iter().map(PathBuf::from).filter(|path| files::exists(path, &pool)).collect();
        if paths.is_empty() {
            return Ok(None);
        }
        if paths.len() < args.names.len() {
            bail!("files and names of the store cannot be audited together");
        }
        let dir = std::env::temp_dir().join(format!("fazhi-audit-{}", std::process::id()));
        let scratch = Scratch(dir);
        scratch.fill(args, &paths, &pool)?;
        Ok(Some(scratch))
    }

    fn fill(&self, args: &Audit, paths: &[PathBuf], pool: &Pool) -> anyhow::Result<()> {
        let ontology = ontology(&args.base)?;
        let reader = Reader::new(&ontology, &args.base.base)?;
        let isolated = Isolated { reader: &reader, pool };
        let mut writer = Writer::open(&self.0, &args.base.base)?;
        writer.put_base(ontology.fingerprint(), &pipeline::base_graphs(&ontology, &args.base.base)?)?;
        let found = files::find(paths, pool);
        if let Some((path, error)) = found.failed.first() {
            bail!("{}: {error}", path.display());
        }
        for (path, what) in &found.skipped {
            eprintln!("fazhi: {}: skipped: {what}", path.display());
        }
        let mut puts = Vec::new();
        for path in &found.files {
            let bytes = files::bytes(path, pool).with_context(|| path.display().to_string())?;
            let reading = isolated.read(&File { name: &files::name(path), sha256: &pipeline::hex(&bytes), ..File::default() }, &bytes);
            if let Outcome::Refused(reason) = &reading.outcome {
                bail!("{}: refused: {reason}", path.display());
            }
            puts.push(Put::of(path.display().to_string(), &reading, reader.fingerprint()));
        }
        writer.commit(puts)?;
        writer.finish()?;
        Ok(())
    }
}

impl AsRef<Path> for Scratch {
    fn as_ref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
