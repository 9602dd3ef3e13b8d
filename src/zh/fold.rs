//! One spelling for characters that differ in width or shape only, so that names match however they were typed.
//!
//! In: characters. Out: characters. Order and meaning stay; places are the business of whoever folds ([`crate::document::View`]).

/// The folded spelling of one character: fullwidth ASCII becomes ASCII, brackets of document numbers become 〔〕,
/// all double quotes “ or ”, all dashes `-`, middle dots `·`. A straight `"` stays for the caller to pair.
pub fn fold_char(c: char) -> char {
    match c {
        '\u{4e00}'..='\u{9fff}' => c,
        '【' | '﹝' | '［' | '[' => '〔',
        '】' | '﹞' | '］' | ']' => '〕',
        '「' | '『' | '〝' | '＂' => '“',
        '」' | '』' | '〞' | '〟' => '”',
        '—' | '–' | '－' | '―' | '‐' | '‑' | '‒' | '─' | '−' => '-',
        '•' | '・' | '‧' | '∙' | '⋅' => '·',
        '～' | '〜' | '∼' => '~',
        '﹪' => '%',
        '\u{3000}' | '\u{a0}' | '\t' => ' ',
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Whether `c` is a Han character (〇 included) for the purposes of spacing.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇' | '\u{20000}'..='\u{2fa1f}')
}

/// Whether white space next to `c` carries nothing: Han and East Asian punctuation.
pub fn swallows_space(c: char) -> bool {
    is_han(c) || matches!(c, '〔' | '〕' | '“' | '”' | '‘' | '’' | '《' | '》' | '〈' | '〉' | '、' | '。' | ',' | ';' | ':' | '(' | ')' | '!' | '?' | '%')
}

/// `text` folded: characters by [`fold_char`], white space next to Han dropped, straight quotes paired.
pub fn fold_str(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    let mut open = false;
    for c in text.chars().map(fold_char) {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        let c = if c == '"' { pair(&mut open) } else { c };
        if space && !folded.is_empty() && !folded.ends_with(swallows_space) && !swallows_space(c) {
            folded.push(' ');
        }
        space = false;
        folded.push(c);
    }
    folded
}

/// Opening and closing quote in turn.
pub fn pair(open: &mut bool) -> char {
    *open = !*open;
    if *open { '“' } else { '”' }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_width_brackets_quotes_and_spaces() {
        for (from, to) in [
            ("（试行）", "(试行)"),
            ("新镇政【２０２４】５２号", "新镇政〔2024〕52号"),
            ("国发[2010] 33 号", "国发〔2010〕33号"),
            ("「四移」工作法", "“四移”工作法"),
            ("\"四移\"工作法", "“四移”工作法"),
            ("2021—2025年", "2021-2025年"),
            ("信服通 APP", "信服通APP"),
            ("Rule of law", "Rule of law"),
            ("１＋３＋Ｎ", "1+3+N"),
        ] {
            assert_eq!(fold_str(from), to, "{from}");
        }
    }
}
