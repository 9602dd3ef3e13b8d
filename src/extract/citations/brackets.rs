//! Titles by their brackets. In: folded text. Out: the outermost 《…》, nested ones inside counted. It knows no title.

use crate::text::Span;

/// No title is longer, in characters: what runs on was left open.
const LONGEST: usize = 120;

/// The outermost titles, in order, with their brackets. One that is left open closes at the first 》 behind it in its
/// paragraph, or is dropped.
pub(super) fn titles(folded: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = folded.get(from..).and_then(|rest| rest.find('《')).map(|place| from + place) {
        let inside = start + '《'.len_utf8();
        let end = title_end(&folded[inside..]).map(|end| inside + end);
        found.extend(end.filter(|&end| end > inside + '》'.len_utf8()).map(|end| Span::new(start, end)));
        from = end.unwrap_or(inside);
    }
    found
}

/// Where the title that opened before `rest` ends, its 》 included.
fn title_end(rest: &str) -> Option<usize> {
    let mut depth = 1_u32;
    let mut first = None;
    for (place, c) in rest.char_indices().take(LONGEST) {
        match c {
            '《' => depth += 1,
            '》' => {
                let behind = place + c.len_utf8();
                first = first.or(Some(behind));
                depth -= 1;
                if depth == 0 {
                    return Some(behind);
                }
            }
            '\n' => break,
            _ => {}
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        titles(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn outermost_titles() {
        let table: [(&str, &[&str]); 9] = [
            ("学习《宪法》《民法典》、《公务员法》和《条例》", &["《宪法》", "《民法典》", "《公务员法》", "《条例》"]),
            ("《关于印发〈X方案〉的通知》要求", &["《关于印发〈X方案〉的通知》"]),
            ("《关于印发《X方案》的通知》要求", &["《关于印发《X方案》的通知》"]),
            ("《关于转发〈关于印发《X》的通知〉的通知》", &["《关于转发〈关于印发《X》的通知〉的通知》"]),
            ("《宪法、《民法典》等", &["《宪法、《民法典》"]),
            ("《宪法没有关上\n《民法典》", &["《民法典》"]),
            ("只有右边》的一句", &[]),
            ("《》空的", &[]),
            ("《", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
