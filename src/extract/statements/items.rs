//! The items of a stretch: by the numbers that open them, else by its sentences. In: a stretch of paragraphs. Out: one stretch an item.

use crate::document::numbering;
use crate::text::Span;

use super::clause;

/// A place where an item begins.
#[derive(Debug, Clone, Copy)]
struct Mark {
    at: usize,
    style: u8,
}

/// The items of a zone: by the numbers of its first style, else by its sentences.
pub(super) fn items(folded: &str, paragraphs: Vec<Span>, zone: Span) -> Vec<Span> {
    let paragraphs: Vec<Span> = paragraphs.into_iter().filter(|span| span.of(folded).chars().count() > 3).collect();
    let marks: Vec<Mark> = paragraphs.iter().flat_map(|span| marks(folded, *span)).collect();
    let style = marks.iter().map(|mark| mark.style).find(|style| marks.iter().filter(|mark| mark.style == *style).count() > 1);
    let Some(style) =
        style.or_else(|| marks.first().map(|mark| mark.style)).filter(|_| marks.len() > 1 || marks.first().is_some_and(|mark| mark.at == zone.start))
    else {
        return paragraphs.iter().flat_map(|span| loose(folded, *span)).collect();
    };
    let starts: Vec<usize> = marks.iter().filter(|mark| mark.style == style).map(|mark| mark.at).collect();
    let ends = starts.iter().skip(1).copied().chain([zone.end]);
    let numbered = starts.iter().zip(ends).map(|(start, end)| item(folded, &paragraphs, *start, end));
    // 此外,…: a paragraph behind the numbers that adds one.
    let behind = paragraphs.iter().filter(|span| starts.last().is_some_and(|last| span.start > *last) && adds(span.of(folded)));
    let mut found: Vec<Span> = numbered.map(|span| trimmed(folded, span)).filter(|span| span.len() > 12).collect();
    let extra: Vec<Span> = behind.copied().filter(|span| !found.iter().any(|item| item.overlaps(*span))).collect();
    found.extend(extra);
    found
}

/// Whether a paragraph goes on with a further item without a number.
fn adds(text: &str) -> bool {
    ["此外", "另外", "除此之外"].iter().any(|word| text.starts_with(word))
}

/// An item up to the next: with the paragraphs behind it only where its own is a heading alone.
fn item(folded: &str, paragraphs: &[Span], start: usize, end: usize) -> Span {
    let own = paragraphs.iter().find(|span| span.holds(start)).copied().unwrap_or(Span::new(start, end));
    let text = Span::new(start, own.end.min(end)).of(folded);
    let alone = text.chars().count() <= 40 && !text.ends_with(['。', ';']);
    if alone {
        Span::new(start, paragraphs.iter().map(|span| span.end).filter(|last| *last <= end).max().unwrap_or(end).max(own.end.min(end)))
    } else {
        Span::new(start, own.end.min(end))
    }
}

fn trimmed(folded: &str, span: Span) -> Span {
    let text = span.of(folded);
    let end = span.start + text.trim_end().len();
    Span::new(end - text.trim().len(), end)
}

/// Places in a paragraph where items begin, with the style of their numbers.
fn marks(folded: &str, paragraph: Span) -> Vec<Mark> {
    const WORDS: [(&str, u8); 48] = [
        ("问题一", 40),
        ("问题二", 40),
        ("问题三", 40),
        ("问题四", 40),
        ("一是", 10),
        ("二是", 10),
        ("三是", 10),
        ("四是", 10),
        ("五是", 10),
        ("六是", 10),
        ("七是", 10),
        ("八是", 10),
        ("九是", 10),
        ("十是", 10),
        ("一要", 11),
        ("二要", 11),
        ("三要", 11),
        ("四要", 11),
        ("五要", 11),
        ("六要", 11),
        ("首先", 12),
        ("其次", 12),
        ("再次", 12),
        ("最后", 12),
        ("其一", 13),
        ("其二", 13),
        ("其三", 13),
        ("其四", 13),
        ("一方面", 14),
        ("另一方面", 14),
        ("第一,", 15),
        ("第二,", 15),
        ("第三,", 15),
        ("第四,", 15),
        ("第五,", 15),
        ("一、", 16),
        ("二、", 16),
        ("三、", 16),
        ("四、", 16),
        ("一抓", 17),
        ("二抓", 17),
        ("三抓", 17),
        ("一则", 18),
        ("二则", 18),
        ("三则", 18),
        ("一为", 19),
        ("二为", 19),
        ("三为", 19),
    ];
    let text = paragraph.of(folded);
    let mut found = Vec::new();
    let mut free = true;
    for (place, c) in text.char_indices() {
        let rest = text.get(place..).unwrap_or("");
        if free {
            let word = WORDS.iter().find(|(word, _)| rest.starts_with(word)).map(|(_, style)| *style);
            let number = numbering::of(rest).filter(|number| place == 0 || number.level != 1).map(|number| style_of(rest, number.level));
            // 1. within a line only behind the end of a sentence.
            if let Some(style) = word.or(number) {
                found.push(Mark { at: paragraph.start + place, style });
            }
        }
        free = matches!(c, '。' | ';' | ':' | '!') || matches!(c, ',' | ' ') && rest_is_word(text, place + c.len_utf8());
    }
    found
}

/// Behind a comma or a space only 一是 and the like begin an item.
fn rest_is_word(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or("");
    const WORDS: [&str; 32] = [
        "(一)",
        "(1)",
        "一是",
        "二是",
        "三是",
        "四是",
        "五是",
        "六是",
        "七是",
        "八是",
        "①",
        "②",
        "③",
        "④",
        "⑤",
        "⑥",
        "另一方面",
        "其次",
        "再次",
        "二要",
        "三要",
        "四要",
        "五要",
        "六要",
        "二抓",
        "三抓",
        "其二",
        "其三",
        "其四",
        "第二,",
        "第三,",
        "第四,",
    ];
    WORDS.iter().any(|word| rest.starts_with(word))
}

fn style_of(text: &str, level: u8) -> u8 {
    match (level, text.chars().next()) {
        (4, Some('①'..='⑳')) => 30,
        (5, Some('首')) => 12,
        (5, Some('其')) => 13,
        (5, _) => 10,
        (level, _) => 20 + level,
    }
}

/// Items of a paragraph without numbers: its sentences, behind the words that only lead up to them.
fn loose(folded: &str, paragraph: Span) -> Vec<Span> {
    let mut sentences = clause::sentences(folded, paragraph);
    // 强化学习培训。落实…制度: a headline and what it stands over are one item.
    if let [first, second, ..] = sentences[..]
        && first.of(folded).ends_with('。')
        && first.of(folded).chars().count() <= 14
        && !first.of(folded).contains(',')
    {
        let last = sentences.last().map_or(second.end, |last| last.end);
        sentences = vec![Span::new(first.start, last)];
    }
    // 但还有差距。主要是…: what leads up to shortcomings is none of them.
    let led = |span: &Span| ["主要是", "主要表现", "具体表现", "表现在", "一方面", "如", "比如", "例如"].iter().any(|word| span.of(folded).starts_with(word));
    let after: Vec<bool> = sentences.iter().skip(1).map(led).chain([false]).collect();
    let sentences: Vec<Span> = sentences.into_iter().zip(after).filter(|(_, leads)| !leads).map(|(span, _)| span).collect();
    sentences.into_iter().map(|span| trimmed(folded, span)).filter(|span| span.of(folded).chars().count() >= 8 && !is_lead(span.of(folded))).collect()
}

/// 主要表现在以下几个方面: what ends in a colon leads up to items.
fn is_lead(text: &str) -> bool {
    text.ends_with(':')
}
