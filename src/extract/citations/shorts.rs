//! What stands behind a title and belongs to it: brackets with a number and with a short name (以下简称《条例》).
//!
//! In: folded text and the place behind a title. Out: where the tail ends, and the short name in it. It remembers nothing.

use crate::text::Span;

/// The longest bracket that is read, in characters.
const LONGEST: usize = 80;

/// What follows a title.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tail {
    /// From behind the title to behind the last bracket that belongs to it.
    pub span: Option<Span>,
    /// The short name that is given to the document.
    pub short: Option<String>,
}

/// The tail of a title that ends at `from`: at most two brackets, or ,以下简称….
pub(super) fn tail(folded: &str, from: usize) -> Tail {
    let mut tail = Tail::default();
    let mut end = from;
    for _ in 0..2 {
        let Some(bracket) = bracket(folded, end) else {
            break;
        };
        end = bracket.end;
        tail.short = tail.short.or_else(|| short_name(bracket.of(folded)));
        tail.span = Some(Span::new(from, end));
    }
    let rest = folded.get(end..).unwrap_or_default();
    let rest = rest.strip_prefix(',').unwrap_or(rest);
    if tail.short.is_none() && ["以下简称", "下称", "简称"].iter().any(|word| rest.starts_with(word)) {
        let clause = rest.split([',', '。', ';', '\n']).next().unwrap_or_default();
        tail.short = short_name(clause);
    }
    tail
}

/// The bracket that opens at `from`, with both its signs.
fn bracket(folded: &str, from: usize) -> Option<Span> {
    let mut depth = 0;
    for (place, c) in folded.get(from..)?.char_indices().take(LONGEST) {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            '\n' => return None,
            _ => {}
        }
        if depth == 0 {
            return (c == ')').then(|| Span::new(from, from + place + 1));
        }
    }
    None
}

/// The name behind 简称 or 下称, without quotes, brackets and what else stands around it.
fn short_name(text: &str) -> Option<String> {
    let behind = ["简称", "下称"].iter().find_map(|word| text.split_once(word)).map(|(_, behind)| behind)?;
    let behind = behind.trim_start_matches([':', '为', '“', '《', ' ', '"']);
    let name = behind.split(['》', '”', ')', ',', '、', ';', '"']).next()?.trim();
    (!name.is_empty() && name.chars().count() <= 20).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names() {
        for (text, expected) in [
            ("(以下简称《条例》)要求", Some("条例")),
            ("(国发〔2010〕33号,以下简称“《意见》”)", Some("意见")),
            ("(国发〔2010〕33号)(以下简称“纲要”)", Some("纲要")),
            ("(下称督察规定)", Some("督察规定")),
            (",以下简称《方案》,", Some("方案")),
            ("(试行)", None),
            ("(没有关上", None),
            ("等文件", None),
        ] {
            assert_eq!(tail(text, 0).short.as_deref(), expected, "{text}");
        }
    }
}
