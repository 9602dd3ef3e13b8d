//! How names are compared: width, brackets and dashes folded, quotation marks and white space dropped.

use unicode_normalization::UnicodeNormalization;

/// `text` as it is compared.
pub(super) fn norm(text: &str) -> String {
    let folded: String = text.chars().map(fold).nfkc().map(fold).filter(|c| !is_dropped(*c)).collect();
    let mut out = String::with_capacity(folded.len());
    for c in folded.chars().filter(|c| !c.is_whitespace()) {
        if !(c == '-' && out.ends_with('-')) {
            out.push(c);
        }
    }
    out
}

/// A unit as it is compared.
pub(super) fn unit(text: &str) -> String {
    let unit = norm(text);
    if unit == "余" { String::new() } else { unit }
}

fn fold(c: char) -> char {
    match c {
        '（' | '(' | '[' | '【' | '﹝' => '〔',
        '）' | ')' | ']' | '】' | '﹞' => '〕',
        '—' | '–' | '－' | '―' | '~' | '～' => '-',
        c => c,
    }
}

fn is_dropped(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』' | '《' | '》' | '〈' | '〉' | '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_as_the_same() {
        assert_eq!(norm("《法治南阳（法治政府）建设 实施方案 2022——2025》"), "法治南阳〔法治政府〕建设实施方案2022-2025");
        assert_eq!(unit("％"), "%");
    }
}
