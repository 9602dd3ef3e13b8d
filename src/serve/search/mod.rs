//! Search over names and sentences, in memory. In: the names and texts of a store, then what a reader types. Out: things and sentences.
//!
//! Width, white space and traditional script do not matter; what stands in quotation marks is looked for as it is; ASCII letters are tried
//! as pinyin, too. It knows nothing of pages.

mod fold;
mod names;
mod texts;

pub(super) use names::{Name, Names};
pub(super) use texts::{Found, Sentences, Texts};

/// A store's names and texts, ready to be searched.
pub(super) struct Index {
    /// What things are called.
    pub names: Names,
    /// What sources say.
    pub texts: Texts,
}

/// What a reader typed: phrases that all must be there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Wish {
    /// Each folded; `true` where it stood in quotation marks.
    pub phrases: Vec<(String, bool)>,
}

impl Wish {
    /// Reads what was typed: words between spaces, and exact phrases between quotation marks.
    pub fn read(typed: &str) -> Wish {
        let mut wish = Wish::default();
        let (mut quoted, mut word) = (false, String::new());
        for c in typed.chars().take(200).chain([' ']) {
            let mark = matches!(c, '"' | '“' | '”' | '＂' | '「' | '」');
            if mark || (c.is_whitespace() && !quoted) {
                wish.push(&std::mem::take(&mut word), quoted);
                quoted = if mark { !quoted && !matches!(c, '”' | '」') } else { quoted };
            } else {
                word.push(c);
            }
        }
        wish.push(&word, quoted);
        wish
    }

    fn push(&mut self, word: &str, quoted: bool) {
        let folded = fold::folded(word);
        if !folded.is_empty() && self.phrases.len() < 8 {
            self.phrases.push((folded, quoted));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_exact_phrases() {
        let wish = Wish::read("法治 “矛盾 纠纷” ＡＢ");
        assert_eq!(wish.phrases, [("法治".to_owned(), false), ("矛盾纠纷".to_owned(), true), ("ab".to_owned(), false)]);
        assert_eq!(Wish::read("\"信訪工作條例\"").phrases, [("信访工作条例".to_owned(), true)]);
        assert!(Wish::read("  ").phrases.is_empty());
        // A mark that is never closed holds the rest.
        assert_eq!(Wish::read("“没有 完").phrases, [("没有完".to_owned(), true)]);
    }
}
