//! `fazhi build`: files into the store, incrementally. In: paths. Out: a table of outcomes; exit code 2 where some file was not read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::Context;
use oxigraph::model::Quad;
use rayon::prelude::*;

use super::args::{Build, Report};
use super::say::say;
use super::{Exit, files, ontology, tables};
use crate::authority::Ontology;
use crate::pipeline::{self, Outcome, Reader, Reading};
use crate::store::{self, Outcome as State, Put, Writer};

/// How many files are read, written and entered at a time.
const GROUP: usize = 256;

pub(super) fn run(args: &Build) -> anyhow::Result<Exit> {
    if let Some(threads) = args.threads {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().context("cannot start the threads")?;
    }
    let ontology = ontology(&args.names)?;
    let found = files::find(&args.paths);
    let mut writer = Writer::open(&args.store.store, &args.names.base)?;
    let reader = pipeline::fingerprint(&ontology, &args.names.base);
    let mut work = Work::new(&found.files, &reader, args.force);
    let gone = if args.prune { gone(&writer, &found.files, &args.paths) } else { Vec::new() };
    work.plan(&writer, &gone);
    let ready = Ready { ontology: &ontology, base: &args.names.base, reader: OnceLock::new() };
    if writer.base_fingerprint() != Some(reader.as_str()) {
        writer.put_base(&reader, &pipeline::base_graphs(&ontology, &args.names.base)?)?;
    }
    work.read(&ready, &mut writer)?;
    writer.prune(&gone)?;
    writer.finish()?;
    let mut outcomes = work.outcomes;
    outcomes.rows.extend(found.failed.into_iter().map(|(path, reason)| (path.display().to_string(), State::Refused, reason)));
    outcomes.removed = gone.len();
    outcomes.others = found.others;
    report(&outcomes, args.format)?;
    Ok(if outcomes.rows.iter().any(|(_, state, _)| *state == State::Refused) { Exit::Failed } else { Exit::Done })
}

/// The reader, made when the first file wants it: a build that changes nothing never pays for it.
struct Ready<'a> {
    ontology: &'a Ontology,
    base: &'a str,
    reader: OnceLock<Result<Reader, String>>,
}

impl Ready<'_> {
    fn reader(&self) -> anyhow::Result<&Reader> {
        let made = self.reader.get_or_init(|| Reader::new(self.ontology, self.base).map_err(|error| error.to_string()));
        made.as_ref().map_err(|error| anyhow::anyhow!("{error}"))
    }
}

/// What became of the files.
#[derive(Debug, Default)]
pub(super) struct Outcomes {
    /// Files that were not read whole, or not at all, and why.
    pub rows: Vec<(String, State, String)>,
    pub read: usize,
    pub unchanged: usize,
    pub removed: usize,
    pub others: usize,
    pub quads: u64,
}

struct Work<'a> {
    reader: &'a str,
    force: bool,
    /// Files by the digest of their bytes.
    groups: BTreeMap<String, Vec<PathBuf>>,
    /// Digests whose documents are to be read.
    due: Vec<String>,
    outcomes: Outcomes,
}

impl<'a> Work<'a> {
    /// Hashes all files.
    fn new(found: &BTreeSet<PathBuf>, reader: &'a str, force: bool) -> Self {
        let paths: Vec<&PathBuf> = found.iter().collect();
        let hashed: Vec<_> = paths.par_iter().map(|path| (path, files::bytes(path).map(|bytes| pipeline::hex(&bytes)))).collect();
        let mut work = Work { reader, force, groups: BTreeMap::new(), due: Vec::new(), outcomes: Outcomes::default() };
        for (path, hash) in hashed {
            match hash {
                Ok(hash) => work.groups.entry(hash).or_default().push((*path).clone()),
                Err(error) => work.outcomes.rows.push((path.display().to_string(), State::Refused, format!("cannot be read: {error}"))),
            }
        }
        work
    }

    /// Decides which documents are to be read: new ones, changed ones, those of another version, those whose file names are others now.
    fn plan(&mut self, writer: &Writer, gone: &[String]) {
        let now: BTreeMap<String, String> = self.groups.iter().flat_map(|(hash, paths)| paths.iter().map(move |path| (key(path), hash.clone()))).collect();
        let mut before: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        let mut after: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (path, entry) in writer.entries() {
            before.entry(&entry.sha256).or_default().insert(files::name(Path::new(path)));
            let kept = !gone.contains(path) && now.get(path).is_none_or(|hash| *hash == entry.sha256);
            if kept {
                after.entry(&entry.sha256).or_default().insert(files::name(Path::new(path)));
            }
        }
        for (path, hash) in &now {
            after.entry(hash).or_default().insert(files::name(Path::new(path)));
        }
        let fresh = |hash: &str, path: &str| writer.entries().get(path).is_some_and(|entry| entry.sha256 == hash && entry.fingerprint == self.reader);
        let stale: BTreeSet<&str> = now.iter().filter(|(path, hash)| self.force || !fresh(hash, path)).map(|(_, hash)| hash.as_str()).collect();
        let renamed = after.iter().filter(|(hash, names)| before.get(*hash).is_some_and(|before| before != *names)).map(|(hash, _)| *hash);
        let due: BTreeSet<String> = stale.iter().copied().chain(renamed).map(str::to_owned).collect();
        for (hash, paths) in &mut self.groups {
            let count = paths.len();
            if !due.contains(hash) {
                self.outcomes.unchanged += count;
                self.outcomes.rows.extend(paths.iter().filter_map(|path| remembered(writer, path)));
            }
        }
        for entry in writer.entries().values().filter(|entry| due.contains(&entry.sha256) && !gone.contains(&entry.path)) {
            let path = PathBuf::from(&entry.path);
            let elsewhere = now.get(&entry.path).is_some_and(|hash| *hash != entry.sha256);
            let paths = self.groups.entry(entry.sha256.clone()).or_default();
            if !elsewhere && !paths.contains(&path) && files::exists(&path) {
                paths.push(path);
            }
        }
        self.due = due.into_iter().filter(|hash| self.groups.get(hash).is_some_and(|paths| !paths.is_empty())).collect();
    }

    /// Reads what is due, group by group.
    fn read(&mut self, ready: &Ready, writer: &mut Writer) -> anyhow::Result<()> {
        let due = std::mem::take(&mut self.due);
        let progress = tables::progress(due.len() as u64);
        for group in due.chunks(GROUP) {
            let reader = ready.reader()?;
            let read: Vec<Vec<Put>> = group
                .par_iter()
                .map(|hash| document(reader, hash, self.groups.get(hash).map_or(&[][..], Vec::as_slice)))
                .inspect(|_| progress.inc(1))
                .collect();
            let puts: Vec<Put> = read.into_iter().flatten().collect();
            for put in &puts {
                self.outcomes.read += usize::from(put.packed.is_some());
                self.outcomes.quads += put.packed.as_ref().map_or(0, |packed| packed.quads);
                if put.outcome != State::Ok {
                    self.outcomes.rows.push((put.path.clone(), put.outcome, put.reason.clone().unwrap_or_default()));
                }
            }
            writer.commit(puts)?;
        }
        progress.finish_and_clear();
        Ok(())
    }
}

/// A file that was refused before and has not changed is told of again.
fn remembered(writer: &Writer, path: &Path) -> Option<(String, State, String)> {
    let entry = writer.entries().get(&key(path))?;
    (entry.outcome == State::Refused).then(|| (entry.path.clone(), entry.outcome, entry.reason.clone().unwrap_or_default()))
}

fn key(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Reads one document under all its names; the graph says them all.
fn document(reader: &Reader, hash: &str, paths: &[PathBuf]) -> Vec<Put> {
    let Some(first) = paths.first() else { return Vec::new() };
    let bytes = match files::bytes(first) {
        Ok(bytes) if pipeline::hex(&bytes) == hash => bytes,
        Ok(_) => return paths.iter().map(|path| unread(reader, hash, path, "changed while it was read; build again")).collect(),
        Err(error) => return paths.iter().map(|path| unread(reader, hash, path, &format!("cannot be read: {error}"))).collect(),
    };
    let names: BTreeSet<String> = paths.iter().map(|path| files::name(path)).collect();
    let readings: Vec<Reading> = names.iter().map(|name| reader.read(name, &bytes)).collect();
    let Some(reading) = readings.first() else { return Vec::new() };
    let (state, reason) = state(&reading.outcome);
    let quads: Vec<Quad> = readings.iter().flat_map(|reading| reading.quads.iter().cloned()).collect();
    let packed = (state != State::Refused).then(|| store::pack(&quads));
    let put = |path: &PathBuf| Put {
        path: key(path),
        sha256: hash.to_owned(),
        source: reading.source.clone(),
        outcome: state,
        reason: Some(reason.clone()).filter(|reason| !reason.is_empty()),
        fingerprint: reader.fingerprint().to_owned(),
        packed: packed.clone(),
    };
    paths.iter().map(put).collect()
}

fn unread(reader: &Reader, hash: &str, path: &Path, reason: &str) -> Put {
    let source = reader.source(hash);
    Put {
        path: key(path),
        sha256: String::new(),
        source,
        outcome: State::Refused,
        reason: Some(reason.to_owned()),
        fingerprint: reader.fingerprint().to_owned(),
        packed: None,
    }
}

fn state(outcome: &Outcome) -> (State, String) {
    match outcome {
        Outcome::Ok => (State::Ok, String::new()),
        Outcome::Partial(reason) => (State::Partial, reason.clone()),
        Outcome::Refused(reason) => (State::Refused, reason.clone()),
    }
}

/// Files that the store knows under the given paths and that are no more.
fn gone(writer: &Writer, found: &BTreeSet<PathBuf>, paths: &[PathBuf]) -> Vec<String> {
    let roots: Vec<PathBuf> =
        paths.iter().map(|path| std::fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.clone())).collect();
    // A document in a ZIP stands under the ZIP.
    let in_zip = |path: &Path, root: &PathBuf| path.to_string_lossy().starts_with(&format!("{}!", root.display()));
    let under = |path: &Path| roots.iter().any(|root| path.starts_with(root) || in_zip(path, root));
    writer.entries().keys().filter(|path| under(Path::new(path)) && !found.contains(Path::new(path.as_str()))).cloned().collect()
}

fn report(outcomes: &Outcomes, format: Report) -> anyhow::Result<()> {
    match format {
        Report::Text => tables::outcomes(outcomes),
        Report::Json => {
            let files: Vec<_> = outcomes.rows.iter().map(|(path, state, reason)| serde_json::json!({"path": path, "state": state, "reason": reason})).collect();
            let report = serde_json::json!({"read": outcomes.read, "unchanged": outcomes.unchanged, "removed": outcomes.removed, "quads": outcomes.quads, "other_files": outcomes.others, "files": files});
            say!("{}", serde_json::to_string_pretty(&report)?);
        }
    }
    Ok(())
}
