//! A corpus made of the samples. In: how many documents. Out: files, no two of them the same.

use std::fs;
use std::path::Path;

/// Writes `count` documents: the samples in turn, each copy with other numbers.
pub fn documents(folder: &Path, count: usize) {
    fs::create_dir_all(folder).unwrap();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut texts: Vec<String> = fs::read_dir(samples)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file() && !path.ends_with("README.md"))
        .map(|path| fazhi::text::decode("a.txt", &fs::read(path).unwrap()).unwrap().content)
        .collect();
    texts.sort();
    for n in 0..count {
        let text = &texts[n % texts.len()];
        let varied = text.replace("件", &format!("{}件", n % 10)).replace("一是", if n % 2 == 0 { "一是" } else { "首先" });
        fs::write(folder.join(format!("{n:06}.txt")), format!("{varied}\n第{n}份\n")).unwrap();
    }
}
