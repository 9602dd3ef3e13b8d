//! Every word of the pages, in Chinese and in English. In: a key. Out: the word. `words.tsv` holds them, one a line.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::asking::Language;

type Pair = (&'static str, &'static str);

static WORDS: LazyLock<HashMap<&'static str, Pair>> = LazyLock::new(|| {
    let lines = include_str!("words.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, (cells.next()?, cells.next()?)))
        })
        .collect()
});

/// The word of a key; the key itself where the table lacks it, which a test does not allow.
pub(super) fn word(language: Language, key: &'static str) -> &'static str {
    match (WORDS.get(key), language) {
        (Some((chinese, _)), Language::Chinese) => chinese,
        (Some((_, english)), Language::English) => english,
        (None, _) => key,
    }
}

/// The word of a key that is only known when the page is made.
pub(super) fn maybe(language: Language, key: &str) -> Option<&'static str> {
    let (chinese, english) = WORDS.get(key)?;
    Some(if language == Language::Chinese { chinese } else { english })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every `w("key")` of the pages stands in the table.
    #[test]
    fn every_word_is_there() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/serve");
        let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|file| file.path().extension().is_some_and(|e| e == "rs"));
        let mut found = 0;
        for file in files {
            let text = std::fs::read_to_string(file.path()).unwrap();
            for part in text.split(".w(\"").skip(1) {
                let key = part.split('"').next().unwrap();
                assert!(WORDS.contains_key(key), "{}: {key}", file.path().display());
                found += 1;
            }
        }
        assert!(found > 50);
        for (key, (chinese, english)) in WORDS.iter() {
            assert!(!chinese.is_empty() && !english.is_empty(), "{key}");
        }
    }
}
