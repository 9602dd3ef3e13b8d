//! Characters as they should stand: radicals that a font's table confused with whole characters, and readings compared.
//!
//! In: what a table says a glyph is. Out: the ordinary character of the same shape.

use unicode_normalization::UnicodeNormalization;

/// Radicals that stand for a simplified character; Unicode maps them to none, or to the traditional one.
const RADICALS: [(char, char); 31] = [
    ('⺁', '厂'),
    ('⺌', '小'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
    ('⼾', '户'),
    ('⾭', '青'),
    ('⿈', '黄'),
];

/// The ordinary spelling of `text`.
pub(super) fn settled(text: &str) -> String {
    let mut settled = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{2e80}'..='\u{2fdf}' if simplified(c).is_some() => settled.extend(simplified(c)),
            '\u{2f00}'..='\u{2fd5}' | '\u{f900}'..='\u{faff}' | '\u{fb00}'..='\u{fb04}' => settled.extend(std::iter::once(c).nfkc()),
            '\u{a0}' => settled.push(' '),
            c => settled.push(c),
        }
    }
    settled
}

fn simplified(radical: char) -> Option<char> {
    RADICALS.iter().find(|(own, _)| *own == radical).map(|(_, whole)| *whole)
}

/// Whether two readings mean the same, width and shape aside.
pub(super) fn same(a: &str, b: &str) -> bool {
    a == b || folded(a) == folded(b)
}

fn folded(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{2010}'..='\u{2015}' | '−' | '─' => '-',
        '•' | '・' | '‧' | '∙' | '⋅' => '·',
        c => c,
    };
    settled(text).nfkc().map(plain).filter(|c| !c.is_whitespace()).collect()
}

/// Whether a reading holds a digit or a Chinese numeral.
pub(super) fn is_number(text: &str) -> bool {
    text.nfkc().any(|c| c.is_ascii_digit() || "〇一二三四五六七八九十百千万亿".contains(c))
}

/// Whether a table's word for a glyph can be believed at all: something that is drawn, and of no private meaning.
pub(super) fn says_something(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(|c| c.is_control() || matches!(c, '\u{fffd}' | '\u{fffe}' | '\u{ffff}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_characters() {
        assert_eq!(settled("⼈⺠⻔⻋ﬁ法"), "人民门车fi法");
        assert!(same("１", "1") && same("⼀", "一") && !same("1", "7") && same("—", "－"));
        assert!(is_number("７") && is_number("三") && !is_number("法"));
        assert!(!says_something("\u{e123}") && !says_something("\0") && says_something("法"));
    }
}
