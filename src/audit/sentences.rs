//! A text as sentences that can be held against those of others. In: a text. Out: sentences with a digest and their place; headings, signatures and set
//! phrases of a few words are left out.

use std::hash::{BuildHasher, DefaultHasher, Hasher};

use crate::zh::fold::{fold_char, is_han};

/// The shortest sentence that counts, in Han characters: shorter ones are headings and set phrases.
const SHORTEST: usize = 18;

/// A sentence of a text, width folded and white space dropped.
pub(super) struct Sentence {
    /// The same words have the same digest in every run.
    pub digest: u64,
    /// Its first character in the text.
    pub start: usize,
    /// The character after its last.
    pub end: usize,
    /// Whether it tells a number that is no date and no number of a document.
    pub counts: bool,
    /// Its characters without the mark at its end.
    pub chars: Vec<char>,
}

/// The sentences of a text, in its order.
pub(super) fn sentences(text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    let (mut start, mut han) = (0, 0);
    let mut chars: Vec<char> = Vec::new();
    let all: Vec<char> = text.chars().collect();
    for (place, c) in all.iter().copied().enumerate() {
        let folded = fold_char(c);
        if c == '\n' && is_apart(all.get(..place).unwrap_or_default(), all.get(place + 1..).unwrap_or_default()) {
            (start, han) = (place + 1, 0);
            chars.clear();
        }
        if matches!(folded, '。' | ';' | '!' | '?') {
            if han >= SHORTEST {
                let chars = std::mem::take(&mut chars);
                found.push(Sentence { digest: digest(&chars), start, end: place + 1, counts: counts(&chars), chars });
            }
            (start, han) = (place + 1, 0);
            chars.clear();
        } else if c.is_whitespace() {
            start += usize::from(start == place);
        } else {
            chars.push(folded);
            han += usize::from(is_han(folded));
        }
    }
    found
}

/// Whether a line is no part of the sentence that begins on the next: before a blank line (a signature), before a number (a heading), or with a colon at
/// its end (to whom a report is addressed). Other breaks may stand within a sentence.
fn is_apart(before: &[char], behind: &[char]) -> bool {
    let is_blank = behind.iter().take_while(|c| c.is_whitespace()).any(|c| *c == '\n');
    let addressed = before.iter().rev().find(|c| !c.is_whitespace()).is_some_and(|c| fold_char(*c) == ':');
    let mut next = behind.iter().map(|c| fold_char(*c)).skip_while(|c| c.is_whitespace()).peekable();
    let bracket = next.next_if_eq(&'(').is_some();
    let mut digits = 0;
    while next.next_if(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c)).is_some() {
        digits += 1;
    }
    let numbered = (1..=3).contains(&digits) && next.next().is_some_and(|c| if bracket { c == ')' } else { matches!(c, '、' | '.') });
    is_blank || addressed || numbered
}

fn digest(chars: &[char]) -> u64 {
    let mut hasher = Fixed.build_hasher();
    chars.iter().for_each(|c| hasher.write_u32(*c as u32));
    hasher.finish()
}

/// Whether digits stand there that are followed by no 年, 月, 日, 号 or closing bracket.
fn counts(chars: &[char]) -> bool {
    let is_date = |next: Option<&char>| next.is_some_and(|c| matches!(c, '年' | '月' | '日' | '号' | '〕' | ')' | '-' | '—' | '、' | '/'));
    (0..chars.len()).any(|place| {
        let ends = chars.get(place).is_some_and(char::is_ascii_digit) && !chars.get(place + 1).is_some_and(char::is_ascii_digit);
        ends && !is_date(chars.get(place + 1))
    })
}

/// Builds hashers whose keys never change: the same text gives the same digest in every run.
pub(super) struct Fixed;

impl BuildHasher for Fixed {
    type Hasher = DefaultHasher;

    fn build_hasher(&self) -> DefaultHasher {
        DefaultHasher::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_have_places_and_say_whether_they_count() {
        let text = "标题\n全年排查各类矛盾纠纷526件，化解在基层萌芽状态的有520件。\n好。自2021年3月1日起，全镇上下认真学习贯彻习近平法治思想；";
        let found = sentences(text);
        assert_eq!(found.iter().map(|one| one.counts).collect::<Vec<_>>(), [true, false]);
        let own: String = text.chars().skip(found[1].start).take(found[1].end - found[1].start).collect();
        assert!(own.starts_with("自2021年") && own.ends_with('；'), "{own}");
        assert_eq!(sentences("某镇人民政府\n2024年1月2日\n\n全镇上下认真学习贯彻习近平法治思想的要求。")[0].start, 18);
        assert_eq!(sentences("新县人民政府：\n一、主要做法\n（一）全镇上下认真学习贯彻习近平法治思想的要求，\n不断提高。")[0].start, 15);
        assert_eq!(
            sentences("全镇上下认真学习贯彻习近平法治思想不断提高依法办事的能力。")[0].digest,
            sentences("全镇上下认真学习 贯彻习近平法治思想\n不断提高依法办事的能力。")[0].digest
        );
    }
}
