//! Provisions behind a title: 第三十二条第一款第（二）项. In: folded text and a place. Out: spans with their normal form.

use crate::text::Span;
use crate::zh::numeral::{han, numeral};

/// The provisions of a list that starts at `from`, each normalised, and where the list ends.
pub(super) fn list(folded: &str, from: usize) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    let mut cursor = Cursor { folded, at: from };
    let mut above = Parts::default();
    while let Some((span, parts)) = one(&mut cursor, &above) {
        let to = range_end(&mut cursor);
        let normal = to.as_ref().map_or_else(|| parts.normal(), |to| format!("{}至{}", parts.normal(), to.normal()));
        found.push((Span::new(span.start, cursor.at), normal));
        above = to.unwrap_or(parts);
        if !cursor.between() {
            break;
        }
    }
    found
}

/// The parts of a provision, in the numerals of laws; empty where none is given.
#[derive(Debug, Clone, Default)]
struct Parts {
    article: String,
    paragraph: String,
    item: String,
    subitem: String,
}

impl Parts {
    fn normal(&self) -> String {
        [self.article.as_str(), &self.paragraph, &self.item, &self.subitem].concat()
    }
}

/// One provision. Without an article it continues the one `above`: 第三条第一款、第三款.
fn one(cursor: &mut Cursor, above: &Parts) -> Option<(Span, Parts)> {
    let start = cursor.at;
    let mut parts = Parts::default();
    let article = cursor.part("条");
    let paragraph = cursor.part("款");
    if article.is_none() {
        parts.article.clone_from(&above.article);
        if parts.article.is_empty() {
            cursor.at = start;
            return None;
        }
    }
    if article.is_none() && paragraph.is_none() {
        parts.paragraph.clone_from(&above.paragraph);
    }
    parts.article = article.unwrap_or(parts.article);
    parts.paragraph = paragraph.unwrap_or(parts.paragraph);
    parts.item = cursor.item().unwrap_or_default();
    parts.subitem = cursor.part("目").unwrap_or_default();
    (cursor.at > start).then(|| (Span::new(start, cursor.at), parts))
}

/// 至第五条.
fn range_end(cursor: &mut Cursor) -> Option<Parts> {
    let start = cursor.at;
    let word = ["至", "到", "-"].into_iter().find(|word| cursor.rest().starts_with(word))?;
    cursor.at += word.len();
    let end = one(cursor, &Parts::default());
    if end.is_none() {
        cursor.at = start;
    }
    end.map(|(_, parts)| parts)
}

struct Cursor<'a> {
    folded: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        self.folded.get(self.at..).unwrap_or_default()
    }

    /// 第三条, 第3条, with 之一 behind an article.
    fn part(&mut self, unit: &str) -> Option<String> {
        let body = self.rest().strip_prefix('第')?;
        let (number, behind) = numeral(body)?;
        let mut behind = behind.strip_prefix(unit)?;
        let mut normal = format!("第{}{unit}", han(number));
        if let Some((insert, after)) = behind.strip_prefix('之').filter(|_| unit == "条").and_then(numeral) {
            normal.push_str(&format!("之{}", han(insert)));
            behind = after;
        }
        self.at = self.folded.len() - behind.len();
        Some(normal)
    }

    /// 第(二)项, 第二项.
    fn item(&mut self) -> Option<String> {
        let body = self.rest().strip_prefix('第')?;
        let bracket = body.strip_prefix('(');
        let (number, behind) = numeral(bracket.unwrap_or(body))?;
        let behind = if bracket.is_some() { behind.strip_prefix(')')? } else { behind };
        let behind = behind.strip_prefix('项')?;
        self.at = self.folded.len() - behind.len();
        Some(format!("第（{}）项", han(number)))
    }

    /// Steps over what joins two provisions, if another one follows.
    fn between(&mut self) -> bool {
        let joint = ["、", "以及", "和", "与", "及", "或者", "或"].into_iter().find(|joint| self.rest().starts_with(joint));
        let joined = joint.filter(|joint| self.rest()[joint.len()..].starts_with('第'));
        self.at += joined.map_or(0, str::len);
        joined.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provisions_in_their_normal_form() {
        let table: [(&str, &[&str]); 14] = [
            ("第三十二条第一款第(二)项规定", &["第三十二条第一款第（二）项"]),
            ("第32条第1款第2项", &["第三十二条第一款第（二）项"]),
            ("第三条、第五条第二款", &["第三条", "第五条第二款"]),
            ("第三条第一款、第三款", &["第三条第一款", "第三条第三款"]),
            ("第三条第一款第(一)项和第(三)项", &["第三条第一款第（一）项", "第三条第一款第（三）项"]),
            ("第三条至第五条的", &["第三条至第五条"]),
            ("第120条之一", &["第一百二十条之一"]),
            ("第一百二十条之一第二款", &["第一百二十条之一第二款"]),
            ("第一百零五条", &["第一百零五条"]),
            ("第十条", &["第十条"]),
            ("第一千二百六十条", &["第一千二百六十条"]),
            ("第三章", &[]),
            ("第一责任人", &[]),
            ("第二款", &[]),
        ];
        for (text, expected) in table {
            let found = list(text, 0);
            assert_eq!(found.iter().map(|(_, normal)| normal.as_str()).collect::<Vec<_>>(), expected, "{text}");
            assert!(found.iter().all(|(span, _)| span.of(text).starts_with('第')));
        }
    }
}
