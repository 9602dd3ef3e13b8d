//! Any text gives the same quads twice, sorted, each once; every mention reads back.
#![no_main]

use std::sync::OnceLock;

use fazhi::authority::Ontology;
use fazhi::pipeline::Reader;
use libfuzzer_sys::fuzz_target;

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| Reader::new(&Ontology::embedded(), fazhi::vocab::HOME).expect("the ontology built in is whole"))
}

fuzz_target!(|bytes: &[u8]| {
    let framed = [
        "新集镇人民政府\n关于2023年度法治政府建设情况的报告\n\n新县人民政府：\n2023年，新集镇扎实推进依法行政各项工作，现将有关情况报告如下。\n".as_bytes(),
        bytes,
    ]
    .concat();
    let first = reader().read("a.txt", &framed);
    assert_eq!(first.quads(), reader().read("a.txt", &framed).quads());
    let lines: Vec<String> = first.quads().iter().map(ToString::to_string).collect();
    assert!(lines.windows(2).all(|pair| pair[0] < pair[1]));
});
