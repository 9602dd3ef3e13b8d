//! The numbers that open headings and items: 第一部分, 一、, （一）, 1., (1), ①, 一是.
//!
//! In: the start of a folded paragraph. Out: the style's level and the length of the number. It reads no words.

/// A number in front of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbering {
    /// 1 第一部分 and 一、; 2 （一）; 3 1.; 4 (1), ① and 1.1; 5 一是, 首先.
    pub level: u8,
    /// Bytes of the number with its mark.
    pub len: usize,
}

fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百')
}

/// The numbering at the start of `text`.
pub fn of(text: &str) -> Option<Numbering> {
    let first = text.chars().next()?;
    match first {
        '第' => part(text),
        '(' => bracketed(text),
        '㈠'..='㈩' => Some(Numbering { level: 2, len: first.len_utf8() }),
        '①'..='⑳' | '⑴'..='⒇' => Some(Numbering { level: 4, len: first.len_utf8() }),
        '首' => text.starts_with("首先").then_some(Numbering { level: 5, len: "首先".len() }),
        '其' => text.starts_with("其一").then_some(Numbering { level: 5, len: "其一".len() }),
        c if is_numeral(c) => han(text),
        c if c.is_ascii_digit() => arabic(text),
        _ => None,
    }
}

fn numerals(text: &str) -> usize {
    text.chars().take(4).take_while(|c| is_numeral(*c)).map(char::len_utf8).sum()
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn part(text: &str) -> Option<Numbering> {
    let rest = text.strip_prefix('第')?;
    let number = numerals(rest).max(digits(rest));
    let tail = rest.get(number..)?;
    let unit = ["部分", "章", "节"].into_iter().find(|unit| tail.starts_with(unit))?;
    let mark = tail.get(unit.len()..)?.chars().next().filter(|c| matches!(c, ' ' | ':' | '、')).map_or(0, char::len_utf8);
    (number > 0).then_some(Numbering { level: 1, len: "第".len() + number + unit.len() + mark })
}

fn bracketed(text: &str) -> Option<Numbering> {
    let rest = text.strip_prefix('(')?;
    let (han, ascii) = (numerals(rest), digits(rest));
    let number = han.max(ascii);
    let closed = rest.get(number..)?.starts_with(')');
    (number > 0 && number <= 12 && closed).then_some(Numbering { level: if han > 0 { 2 } else { 4 }, len: number + 2 })
}

fn han(text: &str) -> Option<Numbering> {
    let number = numerals(text);
    let tail = text.get(number..)?;
    match tail.chars().next()? {
        mark @ ('、' | '.' | ',') => Some(Numbering { level: 1, len: number + mark.len_utf8() }),
        '是' => Some(Numbering { level: 5, len: number + '是'.len_utf8() }),
        _ => None,
    }
}

fn arabic(text: &str) -> Option<Numbering> {
    let number = digits(text);
    let tail = text.get(number..)?;
    let mark = tail.chars().next().filter(|c| matches!(c, '.' | '、' | ')'))?;
    let after = tail.get(mark.len_utf8()..)?;
    // 1.2023年工作情况: the year belongs to the words.
    let year = digits(after) == 4 && after.get(4..).is_some_and(|rest| rest.starts_with('年'));
    if mark == '.' && !year && after.chars().next().is_none_or(|c| c.is_ascii_digit()) {
        return decimal(text);
    }
    (number <= 2).then_some(Numbering { level: 3, len: number + mark.len_utf8() })
}

/// 2.1 and 2.1.3 before words; no measured number (3.5万元) and no day (12.4国家宪法日).
fn decimal(text: &str) -> Option<Numbering> {
    let mut len = digits(text);
    let mut parts = 1;
    while let Some(rest) = text.get(len..).and_then(|rest| rest.strip_prefix('.')).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
        let part = digits(rest);
        (len, parts) = (len + 1 + part, parts + 1);
        if part > 2 {
            return None;
        }
    }
    let rest = text.get(len..)?;
    let words = rest.trim_start_matches([' ', '、', '.']);
    let first = words.chars().next()?;
    let named = words.chars().take(12).take_while(|c| crate::zh::fold::is_han(*c)).any(|c| matches!(c, '日' | '节' | '周' | '月'));
    let spaced = rest.len() > words.len();
    let measures = if spaced { "万亿" } else { "万亿千百十个倍元名人件次起场户亩公平米吨条项份处支家小天年分余多左至以" };
    let counts = measures.contains(first);
    (digits(text) <= 2 && (2..=3).contains(&parts) && crate::zh::fold::is_han(first) && !named && !counts)
        .then_some(Numbering { level: 4, len: text.len() - words.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_numbers_of_headings_from_other_numbers() {
        for (text, level) in [
            ("第一部分 工作情况", 1),
            ("一、强化组织领导", 1),
            ("十二、结语", 1),
            ("(一)深入学习", 2),
            ("1.深化法治政府创建。", 3),
            ("10.加强党的领导", 3),
            ("1、学习", 3),
            ("(1)学习", 4),
            ("2.1行政执法人员素养有待加强。", 4),
            ("2.1.3 强化监督", 4),
            ("1.2023年主要举措和成效", 3),
            ("①学习", 4),
            ("一是强化责任。", 5),
            ("首先,成立了", 5),
        ] {
            assert_eq!(of(text).map(|n| n.level), Some(level), "{text}");
        }
        for text in [
            "2023年,新集镇",
            "12.4国家宪法日",
            "4.15全民国家安全教育日",
            "3.5万元",
            "1.2 万人次",
            "6.5环境日活动",
            "一年来,",
            "一窗受理",
            "第一责任人",
            "(试行)",
            "98.5%",
            "第三十二条",
            "18个村",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
