//! Document numbers (发文字号) in running text. In: folded text. Out: spans with the normal form. It knows no issuer.
//!
//! Not taken: numbers of cases and of decisions against persons (罚决字, 民初).

use crate::text::Span;

use super::numeral::numeral;

/// A document number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// Where.
    pub span: Span,
    /// The normal form: 国发〔2010〕33号, 国务院令第713号.
    pub normal: String,
}

/// All numbers, in the order of the text.
pub fn find(folded: &str) -> Vec<Numbered> {
    let mut found: Vec<Numbered> = Vec::new();
    // What opens a year's bracket stands before 19 or 20: those are rarer than brackets.
    let bytes = folded.as_bytes();
    let years = bytes.windows(2).enumerate().filter(|(_, two)| matches!(two, [b'1', b'9'] | [b'2', b'0'])).map(|(place, _)| place);
    let opens = years.filter_map(|year| folded.get(..year)?.strip_suffix(['〔', '(']).map(str::len));
    found.extend(opens.filter_map(|place| with_year(folded, place)));
    for (place, _) in folded.match_indices('令') {
        let rest = folded.get(place..).unwrap_or("");
        if rest.starts_with("令第") {
            found.extend(order(folded, place));
        }
        if let Some(before) = folded.get(..place).filter(|before| before.ends_with('号')) {
            found.extend(order_behind(folded, before.len() - '号'.len_utf8()));
        }
    }
    found.sort_by_key(|number| number.span);
    found.dedup_by_key(|number| number.span.start);
    found
}

/// The longest sign of an issuer, in characters.
const LONGEST_SIGN: usize = 14;

/// Words that stand before a number and do not belong to it.
const LEAD_WORDS: [&str; 25] = [
    "按照", "根据", "依据", "依照", "遵照", "参照", "对照", "印发", "下发", "发布", "制发", "出台", "转发", "贯彻", "落实", "执行", "学习", "传达", "通过",
    "对应", "关于", "详见", "文号", "文件", "的",
];

/// Signs of what is decided in one case.
const CASES: [&str; 12] = ["罚", "决字", "民初", "民终", "刑初", "行初", "行终", "仲", "鉴字", "许准", "许可", "调字"];

fn with_year(folded: &str, open: usize) -> Option<Numbered> {
    let bracket = folded.get(open..)?.chars().next()?;
    let body = folded.get(open + bracket.len_utf8()..)?;
    let year = body.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let body = body.get(4..)?.strip_prefix(if bracket == '(' { ')' } else { '〕' })?;
    let body = body.trim_start_matches(' ');
    let body = body.strip_prefix('第').unwrap_or(body);
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let number = body.get(..digits).filter(|digits| (1..=6).contains(&digits.len()))?.trim_start_matches('0');
    let behind = body.get(digits..)?.trim_start_matches(' ').strip_prefix('号')?;
    let sign = sign_before(folded.get(..open)?)?;
    let span = Span::new(open - sign.len(), folded.len() - behind.len());
    let sign = sign.trim_end_matches(' ');
    Some(Numbered { span, normal: format!("{sign}〔{year}〕{number}号") })
}

/// The sign of the issuer at the end of `before`, with a space behind it if there is one.
fn sign_before(before: &str) -> Option<&str> {
    let is_sign = |c: char| crate::zh::fold::is_han(c) || c.is_ascii_alphabetic();
    let words = before.trim_end_matches(' ');
    let start = words.char_indices().rev().take(LONGEST_SIGN).take_while(|(_, c)| is_sign(*c)).last()?.0;
    let words_at_end = words.get(start..)?;
    let cut = LEAD_WORDS.iter().filter_map(|word| words_at_end.rfind(word).map(|place| place + word.len())).max().unwrap_or(0);
    let cut = cut.max(if words_at_end.starts_with('号') { '号'.len_utf8() } else { 0 });
    let cut = cut + joined(before.get(..start + cut)?, words_at_end.get(cut..)?);
    let sign = before.get(start + cut..).filter(|sign| !sign.trim().is_empty())?;
    (!CASES.iter().any(|case| sign.contains(case))).then_some(sign)
}

/// The length of an “and” in front of a sign: behind another number or title it joins, elsewhere 和 may begin a name (和政发).
fn joined(before: &str, sign: &str) -> usize {
    let behind = before.ends_with([')', '》', '号', '〕', '”']);
    let joint = ['和', '与', '及'].into_iter().find(|joint| sign.starts_with(*joint));
    joint.filter(|_| behind).map_or(0, char::len_utf8)
}

/// Who issues orders.
const ORDERING: [&str; 7] = ["国务院", "主席", "部", "政府", "总局", "总署", "委员会"];

/// 国务院令第713号.
fn order(folded: &str, place: usize) -> Option<Numbered> {
    let (number, behind) = numeral(folded.get(place + "令第".len()..)?)?;
    let behind = behind.strip_prefix('号')?;
    let issuer = ordering(folded.get(..place)?)?;
    Some(Numbered { span: Span::new(place - issuer.len(), folded.len() - behind.len()), normal: format!("{}令第{number}号", short(issuer)) })
}

/// 国务院第713号令, where the number stands first.
fn order_behind(folded: &str, place: usize) -> Option<Numbered> {
    let before = folded.get(..place)?;
    let first = before.rfind('第')?;
    let (number, behind) = numeral(before.get(first + '第'.len_utf8()..)?)?;
    let issuer = ordering(before.get(..first)?).filter(|_| behind.is_empty())?;
    Some(Numbered { span: Span::new(first - issuer.len(), place + "号令".len()), normal: format!("{}令第{number}号", short(issuer)) })
}

fn ordering(before: &str) -> Option<&str> {
    ORDERING.iter().find(|issuer| before.ends_with(**issuer))?;
    let sign = sign_before(before)?;
    Some(sign.trim_end())
}

fn short(issuer: &str) -> &str {
    issuer.strip_prefix("中华人民共和国").unwrap_or(issuer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_running_text() {
        let table: [(&str, &[&str]); 12] = [
            ("按照新镇政〔2024〕52号文件要求", &["新镇政〔2024〕52号"]),
            ("(国发(2010)33号)", &["国发〔2010〕33号"]),
            ("转发的厅字〔2019〕28号", &["厅字〔2019〕28号"]),
            ("苏发〔2021〕087号", &["苏发〔2021〕87号"]),
            ("(豫政办〔2020〕第1号)", &["豫政办〔2020〕1号"]),
            ("(国务院令第713号)", &["国务院令第713号"]),
            ("国务院第713号令", &["国务院令第713号"]),
            ("(中华人民共和国主席令第七十号)", &["主席令第70号"]),
            ("豫信罚决字〔2023〕第12号", &[]),
            ("(2023)豫1523民初123号", &[]),
            ("共办理(2023年)33号案件", &[]),
            ("〔2024〕52号", &[]),
        ];
        for (text, expected) in table {
            let found = find(text);
            assert_eq!(found.iter().map(|number| number.normal.as_str()).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
