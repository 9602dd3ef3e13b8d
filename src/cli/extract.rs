//! `fazhi extract`: documents in, N-Quads out; no store. In: paths, or lines of JSON on stdin. Out: each document's quads, in the order of the input.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use rayon::prelude::*;
use serde::Deserialize;

use super::args::Extract;
use super::{Exit, files, ontology};
use crate::isolate::{Isolated, Pool};
use crate::pipeline::{self, File, Outcome, Reader, Reading};

/// How many documents are read before any is written.
const GROUP: usize = 64;

/// A document on stdin.
#[derive(Debug, Deserialize)]
struct Line {
    name: String,
    text: String,
}

pub(super) fn run(args: &Extract) -> anyhow::Result<Exit> {
    let ontology = ontology(&args.names)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if args.base_graphs {
        for quad in pipeline::base_graphs(&ontology, &args.names.base)? {
            writeln!(out, "{quad} .")?;
        }
    }
    let (reader, pool) = (Reader::new(&ontology, &args.names.base)?, Pool::of_this_program()?);
    let reader = Isolated { reader: &reader, pool: &pool };
    let failed =
        if args.paths.is_empty() || args.paths == [PathBuf::from("-")] { from_stdin(reader, &mut out)? } else { from_files(&args.paths, reader, &mut out)? };
    out.flush()?;
    Ok(if failed { Exit::Failed } else { Exit::Done })
}

fn from_files(paths: &[PathBuf], reader: Isolated<'_>, out: &mut impl Write) -> anyhow::Result<bool> {
    let found = files::find(paths, reader.pool);
    let mut failed = !found.failed.is_empty();
    for (path, error) in &found.failed {
        eprintln!("fazhi: {}: {error}", path.display());
    }
    for (path, what) in &found.skipped {
        eprintln!("fazhi: {}: skipped: {what}", path.display());
    }
    let files: Vec<&PathBuf> = found.files.iter().collect();
    for group in files.chunks(GROUP) {
        let read: Vec<_> = group.par_iter().map(|path| (path.display().to_string(), read_file(reader, path))).collect();
        for (name, reading) in read {
            failed |= write(&name, reading, out)?;
        }
    }
    Ok(failed)
}

fn read_file(reader: Isolated<'_>, path: &Path) -> anyhow::Result<Reading> {
    let bytes = files::bytes(path, reader.pool).context("cannot be read")?;
    Ok(read(reader, &files::name(path), &bytes))
}

fn read(reader: Isolated<'_>, name: &str, bytes: &[u8]) -> Reading {
    reader.read(&File { name, sha256: &pipeline::hex(bytes), ..File::default() }, bytes)
}

fn from_stdin(reader: Isolated<'_>, out: &mut impl Write) -> anyhow::Result<bool> {
    let mut failed = false;
    for (number, line) in std::io::stdin().lock().lines().enumerate() {
        let place = format!("stdin, line {}", number + 1);
        let line = line.with_context(|| place.clone())?;
        if line.trim().is_empty() {
            continue;
        }
        let reading =
            serde_json::from_str::<Line>(&line).context("no JSON object with “name” and “text”").map(|line| read(reader, &line.name, line.text.as_bytes()));
        failed |= write(&place, reading, out)?;
    }
    Ok(failed)
}

/// Writes a reading; tells stderr of what was not read whole. Whether it failed.
fn write(name: &str, reading: anyhow::Result<Reading>, out: &mut impl Write) -> anyhow::Result<bool> {
    let reading = match reading {
        Ok(reading) => reading,
        Err(error) => {
            eprintln!("fazhi: {name}: {error:#}");
            return Ok(true);
        }
    };
    out.write_all(reading.lines.text().as_bytes())?;
    match reading.outcome {
        Outcome::Ok => Ok(false),
        Outcome::Partial(reason) => {
            eprintln!("fazhi: {name}: in part: {reason}");
            Ok(false)
        }
        Outcome::Refused(reason) => {
            eprintln!("fazhi: {name}: refused: {reason}");
            Ok(true)
        }
    }
}
