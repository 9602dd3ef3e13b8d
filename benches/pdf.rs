//! PDFs to text: the bar is 40 files of 5 pages, 200 pages, a second on two cores.
//!
//! `cargo bench --no-default-features --bench pdf`

use std::path::Path;

use divan::counter::ItemsCount;
use fazhi::text::read;

/// The program's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// The PDFs of a producer.
fn files(ending: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().filter(|path| path.to_string_lossy().ends_with(ending)).map(|path| std::fs::read(path).unwrap()).collect()
}

fn pages(files: &[Vec<u8>]) -> usize {
    files.iter().map(|bytes| read("a.pdf", bytes).unwrap().origin.marks().last().map_or(0, |(_, place)| place.page as usize)).sum()
}

/// One core; items are pages.
#[divan::bench(args = [".lo.pdf", ".rl.pdf"])]
fn one_core(bencher: divan::Bencher, ending: &str) {
    let files = files(ending);
    bencher.counter(ItemsCount::new(pages(&files))).bench(|| pages(&files));
}

/// Two cores; items are pages.
#[divan::bench(args = [".lo.pdf", ".rl.pdf"])]
fn two_cores(bencher: divan::Bencher, ending: &str) {
    let files = files(ending);
    let (left, right) = files.split_at(files.len() / 2);
    bencher.counter(ItemsCount::new(pages(&files))).bench(|| {
        std::thread::scope(|scope| {
            let other = scope.spawn(|| pages(left));
            pages(right) + other.join().unwrap()
        })
    });
}
