//! `fazhi build` of a corpus multiplied from the samples, beside Oxigraph's own bulk loader on the same quads from a file.
//!
//! `cargo bench --bench build` (index on disk) or with `--no-default-features` (the loader fills a store in memory, build writes files only).
//! `FAZHI_BENCH_DOCUMENTS` says how many documents (5,000). Prints seconds, the ratio, quads a document, resident memory.

mod multiply;
mod program;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use oxigraph::io::RdfFormat;
use oxigraph::store::Store;

use program::run;

/// As `src/store/index.rs` sets it.
const MEGABYTES: usize = 256;

/// The program's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let count = program::documents(5_000);
    let dir = tempfile::tempdir().unwrap();
    let (input, kg) = (dir.path().join("in"), dir.path().join("kg"));
    multiply::documents(&input, count);
    let first = run(&["build", input.to_str().unwrap(), "--store", kg.to_str().unwrap()]);
    let again = run(&["build", input.to_str().unwrap(), "--store", kg.to_str().unwrap()]);
    let quads = dir.path().join("kg.nq");
    run(&["export", "--format", "nquads", "--store", kg.to_str().unwrap(), "--output", quads.to_str().unwrap()]);
    let lines = fs::read_to_string(&quads).unwrap().lines().count();
    let load = load(&quads, &dir.path().join("load"));
    println!("documents             {count}");
    println!("quads                 {lines}, {} a document without what was known before", (lines - base(&kg)) / count);
    println!("build                 {first:.2} s");
    println!("bulk loader alone     {load:.2} s");
    println!("ratio                 {:.2}", first / load);
    println!("build again           {again:.2} s, {:.3} of the first", again / first);
}

fn load(quads: &Path, into: &Path) -> f64 {
    let start = Instant::now();
    let store = open(into);
    let mut loader = store.bulk_loader().with_max_memory_size_in_megabytes(MEGABYTES);
    loader.load_from_reader(RdfFormat::NQuads, fs::File::open(quads).unwrap()).unwrap();
    loader.commit().unwrap();
    flush(&store);
    start.elapsed().as_secs_f64()
}

#[cfg(feature = "disk")]
fn open(into: &Path) -> Store {
    Store::open(into).unwrap()
}

#[cfg(not(feature = "disk"))]
fn open(_: &Path) -> Store {
    Store::new().unwrap()
}

#[cfg(feature = "disk")]
fn flush(store: &Store) {
    store.flush().unwrap();
}

#[cfg(not(feature = "disk"))]
fn flush(_: &Store) {}

/// How many quads were known before reading.
fn base(kg: &Path) -> usize {
    let output = Command::new(env!("CARGO_BIN_EXE_fazhi")).args(["export", "--format", "nquads", "--store", kg.to_str().unwrap()]).output().unwrap();
    String::from_utf8_lossy(&output.stdout).lines().filter(|line| line.contains("/graph/authority> .") || line.contains("/graph/ontology> .")).count()
}
