//! Numbers in Arabic and Chinese digits, with 余 and 万. In: text at the place where a number may begin. Out: a [`Number`].

use std::str::FromStr;

use oxsdatatypes::Decimal;

use super::qualifier::Qualifier;

/// In which digits a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digits {
    /// 23, 1.2万.
    Arabic,
    /// 三百.
    Han,
}

/// A number without its unit.
#[derive(Debug, Clone)]
pub(super) struct Number {
    /// Its full value.
    pub value: Decimal,
    /// Bytes of it, 余 and 万 included.
    pub len: usize,
    /// What 余 and 多 say.
    pub qualifier: Qualifier,
    pub digits: Digits,
    /// The factor of a 万 or 亿 behind the digits.
    pub scale: i64,
    /// 100 for 百分之…, 1000 for 千分之….
    pub share: Option<i64>,
    /// Whether the digits bear a decimal point.
    pub fraction: bool,
    /// Whether it is a round word that is no number by itself: 百, 千, 万.
    pub bare: bool,
}

/// Whether a number may begin with `c`.
pub(super) fn may_begin(c: char) -> bool {
    let formal = matches!(c, '壹' | '贰' | '叁' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖');
    c.is_ascii_digit() || formal || is_han_number(c) && !matches!(c, '零' | '〇' | '○' | '亿' | '几' | '数')
}

/// Bytes of the run of digits and points at the start of `text`.
pub(super) fn run(text: &str) -> usize {
    text.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')).count().max(1)
}

/// Whether a number between `before` and `text` counts a place in a row, or is a part of a longer sign: 第三条, A4, 1+3, 〔2024〕52.
pub(super) fn is_ordinal(before: &str, text: &str) -> bool {
    let Some(last) = before.chars().next_back() else { return false };
    let digit = text.starts_with(|c: char| c.is_ascii_digit());
    // 安装“…”APP2860个: the letters end the name of what was counted.
    let named = before.get(before.len().saturating_sub(3)..).is_some_and(|word| word.eq_ignore_ascii_case("APP"));
    let joined = digit
        && !named
        && (last.is_ascii_alphanumeric() || matches!(last, '.' | '+' | '-' | '~' | '/' | '#' | '×' | '·' | '〔' | '〕' | '№' | '_' | '=' | '*'));
    let time = digit && last == ':' && before.trim_end_matches(':').ends_with(|c: char| c.is_ascii_digit());
    let part = !digit && (is_han_number(last) || last == '第');
    joined && !is_minus_of_list(before) || time || part || last == '第' || in_row_of_ordinals(before)
}

/// A dash that stands for a mark of punctuation (——12件): two of them, or one behind a mark.
fn is_minus_of_list(before: &str) -> bool {
    before.ends_with("--")
}

/// 第二、三条: numbers behind 第 and parted by marks alone.
fn in_row_of_ordinals(before: &str) -> bool {
    let mut seen = false;
    for c in before.chars().rev().take(12) {
        match c {
            '第' => return seen,
            '、' | '至' | '和' => seen = true,
            c if is_han_number(c) || c.is_ascii_digit() => {}
            _ => return false,
        }
    }
    false
}

fn is_han_number(c: char) -> bool {
    matches!(
        c,
        '零' | '〇'
            | '○'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
            | '两'
            | '半'
            | '几'
            | '数'
    )
}

/// The number at the start of `text`.
pub(super) fn at_start(before: &str, text: &str) -> Option<Number> {
    if let Some(number) = share(text).or_else(|| whole(before, text)) {
        return Some(number);
    }
    let first = text.chars().next()?;
    let mut number = match first {
        '半' => half(text)?,
        c if c.is_ascii_digit() => arabic(before, text)?,
        _ => han(before, text)?,
    };
    approximate(text, &mut number)?;
    Some(number)
}

/// The upper end of a range behind a number, and the length of what joins the two.
pub(super) fn upper(rest: &str) -> Option<(usize, Number)> {
    let joint = ["-", "~", "至", "到", "%-", "%~", "%至", "%到"].into_iter().find(|joint| rest.starts_with(joint))?.len();
    let text = rest.get(joint..)?;
    let mut number = if text.starts_with(|c: char| c.is_ascii_digit()) { arabic("", text)? } else { han("", text)? };
    approximate(text, &mut number)?;
    Some((joint, number))
}

/// The length of 成 where it says tenths: 六成, not 成立.
pub(super) fn tenths(number: &Number, rest: &str) -> Option<usize> {
    let behind = rest.strip_prefix('成')?;
    let small = number.value < Decimal::from(10) && number.value > Decimal::from(0) && number.scale == 1;
    let word = behind.starts_with(['立', '员', '果', '为', '功', '效', '本', '熟', '长', '都', '型', '片', '套', '就', '交', '品', '年', '群', '县', '像']);
    let more = behind.chars().next().filter(|c| digit(*c).is_some_and(|digit| digit > 0) && *c != '两');
    (small && !word).then_some('成'.len_utf8() + more.map_or(0, char::len_utf8))
}

fn plain(value: Decimal, len: usize, digits: Digits) -> Number {
    Number { value, len, qualifier: Qualifier::Exact, digits, scale: 1, share: None, fraction: false, bare: false }
}

/// 百分之九十八点五, 千分之三.
fn share(text: &str) -> Option<Number> {
    let (opening, scale) = [("百分之", 100), ("千分之", 1000)].into_iter().find(|(opening, _)| text.starts_with(opening))?;
    let rest = text.get(opening.len()..)?;
    let mut number = if rest.starts_with(|c: char| c.is_ascii_digit()) {
        arabic("", rest)?
    } else {
        let whole = match rest.chars().next()? {
            '百' => plain(Decimal::from(100), '百'.len_utf8(), Digits::Han),
            '零' if rest.starts_with("零点") => plain(Decimal::from(0), '零'.len_utf8(), Digits::Han),
            _ => han("", rest)?,
        };
        with_points(rest, whole)?
    };
    number.len += opening.len();
    number.share = Some(scale);
    number.bare = false;
    Some(number)
}

/// 审查率百分百: all of them.
fn whole(before: &str, text: &str) -> Option<Number> {
    let measured = ["率", "率达", "率达到", "率为", "率均达", "率均为"].iter().any(|word| before.ends_with(word));
    let len = "百分百".len();
    (measured && text.starts_with("百分百")).then(|| Number { share: Some(100), ..plain(Decimal::from(100), len, Digits::Han) })
}

/// 点五 behind a Chinese number.
fn with_points(text: &str, mut number: Number) -> Option<Number> {
    let Some(points) = text.get(number.len..)?.strip_prefix('点') else { return Some(number) };
    let digits: String = points.chars().map_while(digit).map(|digit| char::from(b'0' + digit)).collect();
    if digits.is_empty() {
        return Some(number);
    }
    number.len += '点'.len_utf8() + points.chars().take(digits.len()).map(char::len_utf8).sum::<usize>();
    number.value = Decimal::from_str(&format!("{}.{digits}", number.value)).ok()?;
    number.fraction = true;
    Some(number)
}

/// 半数 is half of a whole: 50 %.
fn half(text: &str) -> Option<Number> {
    text.starts_with("半数").then(|| Number { share: Some(100), ..plain(Decimal::from(50), "半数".len(), Digits::Han) })
}

/// 2,300; 9 046 within words; 1.2; 40.
fn arabic(before: &str, text: &str) -> Option<Number> {
    let whole = digits(text);
    let mut plain_digits: String = text.get(..whole)?.to_owned();
    let mut len = whole;
    let mark = if is_spaced(before, text, whole) { ' ' } else { ',' };
    while (1..=3).contains(&whole) && group(text.get(len..)?, mark) {
        plain_digits.push_str(text.get(len + 1..len + 4)?);
        len += 4;
    }
    let fraction = text.get(len..)?.strip_prefix('.').map(digits).filter(|count| *count > 0);
    let mut fraction_written = false;
    if let Some(count) = fraction {
        // 1.3个村 at the start of a paragraph is 3 behind the number of a heading.
        if is_heading(before, text.get(len + 1 + count..)?) && whole <= 2 && count <= 2 {
            return None;
        }
        plain_digits.push('.');
        plain_digits.push_str(text.get(len + 1..len + 1 + count)?);
        len += 1 + count;
        fraction_written = true;
    }
    let value = Decimal::from_str(&plain_digits).ok()?;
    Some(Number { fraction: fraction_written, ..plain(value, len, Digits::Arabic) })
}

/// Whether a decimal that opens a paragraph is a heading's number and a count: what follows counts whole things.
fn is_heading(before: &str, after: &str) -> bool {
    (before.is_empty() || before.ends_with('\n'))
        && !["%", "万", "亿", "元", "亩", "公", "千", "吨", "米", "平", "立", "个百", "倍", "小时", "分"].iter().any(|unit| after.starts_with(unit))
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Whether `mark` and exactly three digits come next.
fn group(text: &str, mark: char) -> bool {
    text.strip_prefix(mark).is_some_and(|rest| digits(rest) == 3)
}

/// 受理9 046件: groups of three parted by spaces, as typesetters write them, between a word and its unit. In a table they are cells.
fn is_spaced(before: &str, text: &str, whole: usize) -> bool {
    let mut rest = text.get(whole..).unwrap_or("");
    let mut groups = 0;
    while group(rest, ' ') {
        rest = rest.get(4..).unwrap_or("");
        groups += 1;
    }
    let han = |c: Option<char>| c.is_some_and(crate::zh::fold::is_han);
    let unit = han(rest.chars().next()) || rest.starts_with(['%', '㎡', 'm', 'k']);
    let word = before.chars().next_back().is_some_and(|c| crate::zh::fold::is_han(c) || matches!(c, '、' | ',' | '(' | ':'));
    groups > 0 && !text.starts_with('0') && word && unit
}

/// The plain digit or unit of a formal numeral (GB/T 15835, 5.2): 叁 is 三, 佰 百.
fn formal(c: char) -> Option<char> {
    const FORMAL: [(char, char); 13] = [
        ('壹', '一'),
        ('贰', '二'),
        ('叁', '三'),
        ('肆', '四'),
        ('伍', '五'),
        ('陆', '六'),
        ('柒', '七'),
        ('捌', '八'),
        ('玖', '九'),
        ('拾', '十'),
        ('佰', '百'),
        ('仟', '千'),
        ('萬', '万'),
    ];
    FORMAL.iter().find(|(formal, _)| *formal == c).map(|(_, plain)| *plain)
}

pub(super) fn digit(c: char) -> Option<u8> {
    match c {
        '〇' | '○' | '零' => Some(0),
        '一' => Some(1),
        '二' | '两' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    }
}

/// 三百, 一千一百, 四十二, 两; 百 alone where a word makes it a number (近百, 百余).
fn han(before: &str, text: &str) -> Option<Number> {
    let written: Vec<char> = text.chars().take(16).take_while(|c| formal(*c).is_some() || is_han_number(*c) && !matches!(c, '半' | '几' | '数')).collect();
    let len: usize = written.iter().map(|c| c.len_utf8()).sum();
    // 叁万陆仟元, and not 队伍, 陆续: a formal digit with its unit.
    if written.first().is_some_and(|c| formal(*c).is_some()) && !written.get(1).is_some_and(|c| matches!(c, '拾' | '佰' | '仟' | '萬' | '万')) {
        return None;
    }
    let run: Vec<char> = written.iter().map(|c| formal(*c).unwrap_or(*c)).collect();
    if text.get(len..)?.starts_with(['几', '数']) {
        return None;
    }
    let value = han_value(&run)?;
    let bare = matches!(run.first(), Some('百' | '千' | '万'));
    if bare && !is_round(before, text.get(len..)?) {
        return None;
    }
    let round = bare && before.ends_with('上');
    Some(Number { qualifier: if round { Qualifier::Over } else { Qualifier::Exact }, bare, ..plain(Decimal::from(value), len, Digits::Han) })
}

/// Whether 百, 千 or 万 is a number here: 近百, 上百, 超千; 百余, 千多.
fn is_round(before: &str, after: &str) -> bool {
    before.ends_with(['近', '上', '逾', '超', '约']) || before.ends_with("超过") || before.ends_with("突破") || after.starts_with(['余', '多'])
}

/// The value of a Chinese numeral in places: no two digits side by side (七八 is none, 二〇二四 a year).
fn han_value(run: &[char]) -> Option<i64> {
    let (mut total, mut section, mut pending) = (0_i64, 0_i64, None::<i64>);
    let mut last_unit = i64::MAX;
    let last_zero = run.last().is_some_and(|c| matches!(c, '零' | '〇' | '○'));
    for (place, c) in run.iter().enumerate() {
        match c {
            '十' | '百' | '千' => {
                let unit = match c {
                    '十' => 10,
                    '百' => 100,
                    _ => 1000,
                };
                if unit >= last_unit || pending.is_none() && place > 0 && *c != '十' {
                    return None;
                }
                section += pending.take().unwrap_or(1) * unit;
                last_unit = unit;
            }
            '万' | '亿' => {
                let unit = if *c == '万' { 10_000 } else { 100_000_000 };
                section += pending.take().unwrap_or(i64::from(place == 0));
                // 十二亿四千万: what stands before the 亿 is not multiplied again.
                total = if *c == '万' && total >= 100_000_000 { total + section * unit } else { (total + section) * unit };
                (section, last_unit) = (0, i64::MAX);
            }
            '零' | '〇' | '○' => {
                if pending.is_some() || place == 0 {
                    return None;
                }
            }
            c => {
                if pending.is_some() {
                    return None;
                }
                pending = Some(i64::from(digit(*c)?));
            }
        }
    }
    let ones = pending.unwrap_or(0);
    let value = total + section + ones;
    (value > 0 && !last_zero).then_some(value)
}

/// Takes in 余, 多 and 万 behind the digits: 1260余万, 2万余, 80余.
fn approximate(text: &str, number: &mut Number) -> Option<()> {
    let mut over = false;
    for _ in 0..3 {
        let rest = text.get(number.len..)?;
        let c = rest.chars().next();
        match c {
            Some('余') => over = true,
            Some('多') if !rest.starts_with("多次") && !rest.starts_with("多元") && !rest.starts_with("多个") || is_many(rest, number) => over = true,
            Some('来') if number.value >= Decimal::from(10) && !rest.starts_with("来信") && !rest.starts_with("来访") => {
                number.qualifier = Qualifier::About;
            }
            Some(c @ ('百' | '千' | '万' | '亿')) if number.scale == 1 && (number.digits == Digits::Arabic || matches!(c, '万' | '亿')) => {
                let scale: i64 = match c {
                    '百' => 100,
                    '千' if rest.starts_with("千米") || rest.starts_with("千克") || rest.starts_with("千瓦") => return Some(()),
                    '千' => 1000,
                    '万' => 10_000,
                    _ => 100_000_000,
                };
                number.scale = scale;
                number.value = number.value.checked_mul(Decimal::from(scale))?;
                if let Some((thousands, len)) = thousands(rest).filter(|_| !number.fraction) {
                    number.value = number.value.checked_add(Decimal::from(thousands))?;
                    number.len += len;
                }
            }
            _ => break,
        }
        number.len += c.map_or(0, char::len_utf8);
    }
    if over {
        number.qualifier = Qualifier::Over;
    }
    Some(())
}

/// 万5千 of 12万5千元: what it adds, and its bytes behind the 万.
fn thousands(rest: &str) -> Option<(i64, usize)> {
    let behind = rest.strip_prefix('万')?;
    let digit = behind.chars().next()?.to_digit(10)?;
    behind.get(1..)?.starts_with('千').then_some((i64::from(digit) * 1000, 1 + '千'.len_utf8()))
}

/// 10多次, 20多个: 多 behind a round number.
fn is_many(rest: &str, number: &Number) -> bool {
    let ten = Decimal::from(10);
    rest.starts_with('多') && number.value >= ten && number.value.checked_rem(ten) == Some(Decimal::from(0))
}
