//! The sentence around a mention. In: a text and characters of it. Out: the sentence, with the mention marked.

/// Marks that end a sentence.
const ENDS: [char; 8] = ['。', '！', '？', '；', '\n', '\r', '!', '?'];

/// The longest stretch shown on either side, in characters.
const SIDE: usize = 80;

/// Begin and end in a mention's IRI: `…#char=12,18`.
pub fn range(mention: &str) -> Option<(usize, usize)> {
    let (start, end) = mention.rsplit_once("#char=")?.1.split_once(',')?;
    Some((start.parse().ok()?, end.parse().ok()?))
}

/// The sentence of `text` around characters `start..end`, these between 【 and 】; white space is made single.
pub fn around(text: &[char], start: usize, end: usize) -> String {
    let from = (start.saturating_sub(SIDE)..start)
        .rev()
        .find(|place| text.get(*place).is_some_and(|c| ENDS.contains(c) && !torn(text, *place)))
        .map_or(start.saturating_sub(SIDE), |place| place + 1);
    let to = (end..(end + SIDE).min(text.len()))
        .find(|place| text.get(*place).is_some_and(|c| ENDS.contains(c) && !torn(text, *place)))
        .map_or((end + SIDE).min(text.len()), |place| place + 1);
    let part = |from: usize, to: usize| -> String { text.get(from..to).unwrap_or_default().iter().filter(|c| !matches!(c, '\n' | '\r')).collect() };
    let line = format!("{}【{}】{}", part(from, start), part(start, end), part(end, to));
    line.trim().to_owned()
}

/// A line break in mid-sentence is none: what stands before it is no mark.
fn torn(text: &[char], place: usize) -> bool {
    let at = |place: usize| text.get(place).copied();
    let is_break = matches!(at(place), Some('\n' | '\r'));
    let before = (0..place).rev().take(3).find_map(|place| at(place).filter(|c| !c.is_whitespace()));
    let blank = at(place + 1) == Some('\n') || place > 0 && at(place - 1) == Some('\n');
    is_break && !blank && before.is_some_and(|c| !ENDS.contains(&c) && !matches!(c, '：' | ':' | '”' | '）'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_around_a_mention() {
        let text: Vec<char> = "第一句。第二句说到新集镇，\n还没有完。第三句。".chars().collect();
        assert_eq!(around(&text, 9, 12), "第二句说到【新集镇】，还没有完。");
        assert_eq!(range("https://x/source/ab#char=12,18"), Some((12, 18)));
    }
}
