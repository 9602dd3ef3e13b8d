//! Bytes to text on one core, a format at a time, and bytes to quads beside it: what a reader costs shows as the share that it has of the whole.
//! The last table is the way of the program, with children for what needs them: the bar for txt and html is a tenth more than without.
//!
//! `cargo bench --no-default-features --bench formats`

use std::path::Path;

use divan::counter::ItemsCount;
use fazhi::authority::Ontology;
use fazhi::isolate::{Child, Isolated, Limits, Pool, SUBCOMMAND};
use fazhi::pipeline::{File, Reader, hex};

/// The program's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const FORMATS: [&str; 4] = ["txt", "html", "docx", "ofd"];

fn main() {
    divan::main();
}

/// The files of `tests/formats/` with an ending.
fn files(ending: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == ending)).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap())).collect()
}

#[divan::bench(args = FORMATS)]
fn bytes_to_text(bencher: divan::Bencher, ending: &str) {
    let files = files(ending);
    bencher
        .counter(ItemsCount::new(files.len()))
        .bench(|| files.iter().map(|(name, bytes)| fazhi::text::read(name, bytes).unwrap().content.len()).sum::<usize>());
}

#[divan::bench(args = FORMATS)]
fn bytes_to_quads(bencher: divan::Bencher, ending: &str) {
    let reader = Reader::new(&Ontology::embedded(), fazhi::vocab::HOME).unwrap();
    let files = files(ending);
    bencher.counter(ItemsCount::new(files.len())).bench(|| files.iter().map(|(name, bytes)| reader.read(name, bytes).quads().len()).sum::<usize>());
}

#[divan::bench(args = FORMATS)]
fn bytes_to_quads_with_children(bencher: divan::Bencher, ending: &str) {
    let reader = Reader::new(&Ontology::embedded(), fazhi::vocab::HOME).unwrap();
    let pool = Pool::new(Child { program: env!("CARGO_BIN_EXE_fazhi").into(), arguments: vec![SUBCOMMAND.into()] }, Limits::default());
    let isolated = Isolated { reader: &reader, pool: &pool };
    let files = files(ending);
    let read = |name: &str, bytes: &[u8]| isolated.read(&File { name, sha256: &hex(bytes), ..File::default() }, bytes).quads().len();
    bencher.counter(ItemsCount::new(files.len())).bench(|| files.iter().map(|(name, bytes)| read(name, bytes)).sum::<usize>());
}
