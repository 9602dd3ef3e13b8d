//! Bytes to quads on one core, beside jieba-rs tagging the same text: the figure that counts is the ratio of the two in one run.
//!
//! `cargo bench --no-default-features --bench extraction`; with `FAZHI_CORPUS=FOLDER`, over the reports of that folder in place of the samples,
//! which hold about three times as many facts a page as published reports do.

use std::path::Path;

use divan::counter::BytesCount;
use fazhi::authority::Ontology;
use fazhi::pipeline::Reader;

/// The program's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// The reports, each as bytes and as text.
fn samples() -> Vec<(String, Vec<u8>, String)> {
    let folder = std::env::var_os("FAZHI_CORPUS").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples"), std::path::PathBuf::from);
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file() && !path.ends_with("README.md")).collect();
    paths.sort();
    let sample = |path: std::path::PathBuf| {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fazhi::text::decode(&name, &bytes).unwrap().content;
        (name, bytes, text)
    };
    paths.into_iter().map(sample).collect()
}

fn size(samples: &[(String, Vec<u8>, String)]) -> BytesCount {
    BytesCount::new(samples.iter().map(|(_, _, text)| text.len()).sum::<usize>())
}

#[divan::bench]
fn fazhi_bytes_to_quads(bencher: divan::Bencher) {
    let reader = Reader::new(&Ontology::embedded(), fazhi::vocab::HOME).unwrap();
    let samples = samples();
    bencher.counter(size(&samples)).bench(|| samples.iter().map(|(name, bytes, _)| reader.read(name, bytes).lines.len()).sum::<usize>());
}

#[divan::bench]
fn jieba_tag(bencher: divan::Bencher) {
    let jieba = jieba_rs::Jieba::new();
    let samples = samples();
    bencher.counter(size(&samples)).bench(|| samples.iter().map(|(_, _, text)| jieba.tag(text, true).len()).sum::<usize>());
}

/// Each stage by itself, so that a slow one shows.
mod stages {
    use super::{Ontology, Reader, samples, size};

    #[divan::bench]
    fn document(bencher: divan::Bencher) {
        let samples = samples();
        bencher
            .counter(size(&samples))
            .bench(|| samples.iter().map(|(name, bytes, _)| fazhi::document::read(fazhi::text::decode(name, bytes).unwrap()).paragraphs.len()).sum::<usize>());
    }

    #[divan::bench]
    fn extract(bencher: divan::Bencher) {
        let reader = Reader::new(&Ontology::embedded(), fazhi::vocab::HOME).unwrap();
        let samples = samples();
        let documents: Vec<_> = samples.iter().map(|(name, bytes, _)| fazhi::document::read(fazhi::text::decode(name, bytes).unwrap())).collect();
        bencher.counter(size(&samples)).bench(|| documents.iter().map(|document| reader.extract(document).places.len()).sum::<usize>());
    }

    #[divan::bench]
    fn resolve(bencher: divan::Bencher) {
        let reader = Reader::new(&Ontology::embedded(), fazhi::vocab::HOME).unwrap();
        let samples = samples();
        let found: Vec<_> = samples
            .iter()
            .map(|(name, bytes, _)| fazhi::document::read(fazhi::text::decode(name, bytes).unwrap()))
            .map(|document| (reader.extract(&document), document))
            .collect();
        bencher.counter(size(&samples)).bench(|| found.iter().map(|(found, document)| reader.resolve(document, found.clone()).mentions.len()).sum::<usize>());
    }
}
