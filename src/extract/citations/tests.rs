//! The corpus, where it is at hand, against its annotations.

use std::path::{Path, PathBuf};

use crate::authority::{Gazetteer, Ontology};
use crate::document;
use crate::resolve::instruments::{Instruments, LinkContext};

#[test]
fn dump() {
    let gazetteer = Gazetteer::new(&Ontology::embedded()).unwrap();
    let linker = Instruments::new(&gazetteer);
    let mut files: Vec<PathBuf> = std::fs::read_dir("/work/shared/corpus")
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        let doc = document::read(crate::text::decode("x.txt", &bytes).unwrap());
        let mut found = super::read(&doc, &gazetteer);
        linker.settle(
            &mut found.cited,
            &LinkContext {
                on: Some(jiff::civil::date(2024, 3, 1)),
                areas: &[],
            },
            &gazetteer,
        );
        println!("== {}", file.display());
        for c in found.cited {
            let l = match &c.reading {
                super::Reading::Known(id) => gazetteer.label(*id).to_owned(),
                o => format!("{o:?}"),
            };
            println!(
                "{} {:?} {:?} {} -> {l}",
                c.title, c.number, c.provisions, c.rule
            );
        }
        println!("{:?}", found.not_cited);
    }
    let _ = Path::new("");
}
