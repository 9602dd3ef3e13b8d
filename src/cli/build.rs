//! `fazhi build`: files and addresses into the store, incrementally. In: paths, addresses. Out: a table of outcomes; exit code 2 where some file was not read.

mod items;
mod outcomes;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::Context;
use rayon::prelude::*;

use super::args::Build;
use super::{Exit, files, ontology, tables};
use crate::authority::Ontology;
use crate::fetch;
use crate::graph::nquads::Lines;
use crate::isolate::{Isolated, Pool};
use crate::pipeline::{self, File, Reader, Reading};
use crate::store::{self, Outcome as State, Put, Writer};
use items::{Item, Originals};
pub(super) use outcomes::Outcomes;
use outcomes::Row;

/// How many files are read, written and entered at a time.
const GROUP: usize = 256;

pub(super) fn run(args: &Build) -> anyhow::Result<Exit> {
    if let Some(threads) = args.threads {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().context("cannot start the threads")?;
    }
    let ontology = ontology(&args.names)?;
    let (addresses, paths): (Vec<PathBuf>, Vec<PathBuf>) = args.paths.iter().cloned().partition(|path| fetch::is_address(&path.to_string_lossy()));
    let pool = Pool::of_this_program()?;
    let found = files::find(&paths, &pool);
    let mut writer = Writer::open(&args.store.store, &args.names.base)?;
    let originals = Originals::of(&args.store.store);
    let (fetched, failed, followed) = originals.fetch(&addresses, &args.web)?;
    let reader = pipeline::fingerprint(&ontology, &args.names.base);
    let items = found.files.iter().map(|path| Item::file(path)).chain(fetched).collect();
    let mut work = Work::new(items, &reader, args.force, &pool);
    let gone = if args.prune { gone(&writer, &found.files, &paths) } else { Vec::new() };
    work.plan(&writer, &gone, &originals);
    let ready = Ready { ontology: &ontology, base: &args.names.base, reader: OnceLock::new(), pool: &pool };
    if writer.base_fingerprint() != Some(reader.as_str()) {
        writer.put_base(&reader, &pipeline::base_graphs(&ontology, &args.names.base)?)?;
    }
    work.read(&ready, &mut writer)?;
    writer.prune(&gone)?;
    writer.finish()?;
    let mut outcomes = work.outcomes;
    outcomes.rows.extend(found.failed.into_iter().map(|(path, reason)| Row::refused(path.display().to_string(), reason)).chain(failed));
    // As a folder lists them, not as their digests fall.
    outcomes.rows.sort_by(|a, b| a.path.cmp(&b.path));
    (outcomes.removed, outcomes.followed) = (gone.len(), followed);
    outcomes.others = found.others;
    outcomes.skipped = found.skipped.into_iter().map(|(path, reason)| (path.display().to_string(), reason)).collect();
    outcomes.report(args.format)?;
    Ok(if outcomes.rows.iter().any(|row| row.state == State::Refused) { Exit::Failed } else { Exit::Done })
}

/// The reader, made when the first file wants it: a build that changes nothing never pays for it.
struct Ready<'a> {
    ontology: &'a Ontology,
    base: &'a str,
    reader: OnceLock<Result<Reader, String>>,
    pool: &'a Pool,
}

impl Ready<'_> {
    fn reader(&self) -> anyhow::Result<Isolated<'_>> {
        let made = self.reader.get_or_init(|| Reader::new(self.ontology, self.base).map_err(|error| error.to_string()));
        let reader = made.as_ref().map_err(|error| anyhow::anyhow!("{error}"))?;
        Ok(Isolated { reader, pool: self.pool })
    }
}

struct Work<'a> {
    reader: &'a str,
    force: bool,
    pool: &'a Pool,
    /// Files by the digest of their bytes.
    groups: BTreeMap<String, Vec<Item>>,
    /// Digests whose documents are to be read.
    due: Vec<String>,
    outcomes: Outcomes,
}

impl<'a> Work<'a> {
    /// Hashes all files.
    fn new(items: Vec<Item>, reader: &'a str, force: bool, pool: &'a Pool) -> Self {
        let hashed: Vec<_> = items.into_par_iter().map(|item| (files::bytes(&item.file, pool).map(|bytes| pipeline::hex(&bytes)), item)).collect();
        let mut work = Work { reader, force, pool, groups: BTreeMap::new(), due: Vec::new(), outcomes: Outcomes::default() };
        for (hash, item) in hashed {
            match hash {
                Ok(hash) => work.groups.entry(hash).or_default().push(item),
                Err(error) => work.outcomes.rows.push(Row::refused(item.path, format!("cannot be read: {error}"))),
            }
        }
        work
    }

    /// Decides which documents are to be read: new ones, changed ones, those of another version, those whose names are others now.
    fn plan(&mut self, writer: &Writer, gone: &[String], originals: &Originals) {
        let now: BTreeMap<String, String> =
            self.groups.iter().flat_map(|(hash, items)| items.iter().map(move |item| (item.path.clone(), hash.clone()))).collect();
        let mut before: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        let mut after: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (path, entry) in writer.entries() {
            before.entry(&entry.sha256).or_default().insert(items::told(path));
            let kept = !gone.contains(path) && now.get(path).is_none_or(|hash| *hash == entry.sha256);
            if kept {
                after.entry(&entry.sha256).or_default().insert(items::told(path));
            }
        }
        for (path, hash) in &now {
            after.entry(hash).or_default().insert(items::told(path));
        }
        let fresh = |hash: &str, path: &str| writer.entries().get(path).is_some_and(|entry| entry.sha256 == hash && entry.fingerprint == self.reader);
        let stale: BTreeSet<&str> = now.iter().filter(|(path, hash)| self.force || !fresh(hash, path)).map(|(_, hash)| hash.as_str()).collect();
        let renamed = after.iter().filter(|(hash, names)| before.get(*hash).is_some_and(|before| before != *names)).map(|(hash, _)| *hash);
        let due: BTreeSet<String> = stale.iter().copied().chain(renamed).map(str::to_owned).collect();
        for (hash, items) in &mut self.groups {
            if !due.contains(hash) {
                self.outcomes.unchanged += items.len();
                self.outcomes.rows.extend(items.iter().filter_map(|item| writer.entries().get(&item.path)).map(Row::unchanged));
            }
        }
        for entry in writer.entries().values().filter(|entry| due.contains(&entry.sha256) && !gone.contains(&entry.path)) {
            let item = originals.item(entry);
            let elsewhere = now.get(&entry.path).is_some_and(|hash| *hash != entry.sha256);
            let items = self.groups.entry(entry.sha256.clone()).or_default();
            if !elsewhere && !items.iter().any(|known| known.path == item.path) && files::exists(&item.file, self.pool) {
                items.push(item);
            }
        }
        self.due = due.into_iter().filter(|hash| self.groups.get(hash).is_some_and(|items| !items.is_empty())).collect();
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
                self.outcomes.rows.push(Row::of(put));
            }
            writer.commit(puts)?;
        }
        progress.finish_and_clear();
        Ok(())
    }
}

/// Reads one document under all its names; the graph says them all, and each path has the outcome of its own name: a wrong ending is one file's.
fn document(reader: Isolated<'_>, hash: &str, items: &[Item]) -> Vec<Put> {
    let Some(first) = items.first() else { return Vec::new() };
    let unread = |reason: &str| items.iter().map(|item| item.unread(reader.reader, hash, reason)).collect();
    let bytes = match files::bytes(&first.file, reader.pool) {
        Ok(bytes) if pipeline::hex(&bytes) == hash => bytes,
        Ok(_) => return unread("changed while it was read; build again"),
        Err(error) => return unread(&format!("cannot be read: {error}")),
    };
    let named = |item: &Item| (files::name(Path::new(&item.path)), item.address().map(str::to_owned));
    let addresses: Vec<&str> = items.iter().filter_map(Item::address).collect();
    let mut readings: BTreeMap<(String, Option<String>), Reading> = BTreeMap::new();
    for item in items {
        let read =
            |(name, address): &(String, Option<String>)| reader.read(&File { name, sha256: hash, address: address.as_deref(), addresses: &addresses }, &bytes);
        readings.entry(named(item)).or_insert_with_key(read);
    }
    let packed = store::pack(&Lines::union(readings.values().map(|reading| &reading.lines)));
    let put = |item: &Item| {
        let put = Put::unpacked(&item.path, readings.get(&named(item))?, reader.reader.fingerprint());
        Some(Put { fetched: item.fetched, packed: put.outcome.has_graph().then(|| packed.clone()), ..put })
    };
    items.iter().filter_map(put).collect()
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
