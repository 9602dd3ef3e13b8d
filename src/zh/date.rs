//! Dates as official documents write them. In: folded text. Out: year, month, day and the length of the writing. It judges no meaning.

/// Year, month, day.
pub type Day = (i16, u8, u8);

/// The date that opens `text`, and its length in bytes: 2024年2月28日, 2022-03-07, 2022/3/7, 2022.03.07, 二〇二三年一月五日.
pub fn at_start(text: &str) -> Option<(Day, usize)> {
    let (year, mut len) = number(text, 4)?;
    let (year_mark, month_mark, day_mark) = match text.get(len..)?.chars().next()? {
        '年' => ('年', '月', Some('日')),
        mark @ ('-' | '/' | '.') => (mark, mark, None),
        _ => return None,
    };
    len += year_mark.len_utf8();
    let (month, used) = month(text.get(len..)?)?;
    len += used;
    len += text.get(len..)?.starts_with(month_mark).then(|| month_mark.len_utf8())?;
    let (day, used) = number(text.get(len..)?, 2)?;
    len += used;
    if let Some(mark) = day_mark {
        len += text.get(len..)?.chars().next().filter(|c| *c == mark || *c == '号')?.len_utf8();
    }
    valid(year, month, day).map(|day| (day, len))
}

/// The year at the start of `text` with 年 behind it: 2023年, 二〇二三年.
pub fn year_at_start(text: &str) -> Option<(i16, usize)> {
    let (year, len) = number(text, 4)?;
    let year = i16::try_from(year).ok().filter(|y| (1949..=2100).contains(y))?;
    text.get(len..)?.starts_with('年').then_some((year, len + '年'.len_utf8()))
}

/// A day without its year at the start of `text`: 4月6日, 七月一日. Month and day, and its length in bytes.
pub fn day_at_start(text: &str) -> Option<((u8, u8), usize)> {
    let (month, used) = month(text)?;
    let rest = text.get(used..)?.strip_prefix('月')?;
    let (day, len) = day_of_month_at_start(rest)?;
    let fits = (1..=12).contains(&month);
    fits.then_some(((month as u8, day), used + '月'.len_utf8() + len))
}

/// The day of a month at the start of `text`: 10日, 五号.
pub fn day_of_month_at_start(text: &str) -> Option<(u8, usize)> {
    let (day, used) = number(text, 2)?;
    let mark = text.get(used..)?.chars().next().filter(|c| matches!(c, '日' | '号'))?;
    (1..=31).contains(&day).then_some((day as u8, used + mark.len_utf8()))
}

/// The number of a month; 元月 is the first.
fn month(text: &str) -> Option<(u32, usize)> {
    if text.starts_with("元月") { Some((1, '元'.len_utf8())) } else { number(text, 2) }
}

fn valid(year: u32, month: u32, day: u32) -> Option<Day> {
    let fits = (1949..=2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    fits.then_some((year as i16, month as u8, day as u8))
}

/// A number in Arabic digits (`wide` of them for a year, else one or two) or in Chinese ones.
fn number(text: &str, wide: usize) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let fits = if wide == 4 { digits == 4 } else { digits <= 2 };
        return fits.then(|| text.get(..digits)?.parse().ok().map(|n| (n, digits)))?;
    }
    // At most five are looked at; of most places not even one is a digit.
    let (mut han, mut count) = (['\0'; 5], 0);
    for (place, c) in han.iter_mut().zip(text.chars()).take_while(|(_, c)| han_digit(*c).is_some() || *c == '十') {
        *place = c;
        count += 1;
    }
    let han = han.get(..count)?;
    let value = if wide == 4 { positional(han)? } else { tens(han)? };
    Some((value, han.iter().map(|c| c.len_utf8()).sum()))
}

fn positional(han: &[char]) -> Option<u32> {
    if han.len() != 4 {
        return None;
    }
    han.iter().try_fold(0, |value, c| Some(value * 10 + han_digit(*c)?))
}

fn tens(han: &[char]) -> Option<u32> {
    match han {
        ['十'] => Some(10),
        ['十', one] => Some(10 + han_digit(*one)?),
        [one] => han_digit(*one),
        [ten, '十'] => Some(han_digit(*ten)? * 10),
        [ten, '十', one] => Some(han_digit(*ten)? * 10 + han_digit(*one)?),
        _ => None,
    }
}

fn han_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '○' | '零' | 'Ｏ' | 'O' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_dates_in_every_writing() {
        for (text, day) in [
            ("2024年2月28日印发", (2024, 2, 28)),
            ("2022-03-07 09:41", (2022, 3, 7)),
            ("2022/3/7", (2022, 3, 7)),
            ("2022.03.07", (2022, 3, 7)),
            ("二〇二三年一月五日", (2023, 1, 5)),
            ("2026年元月16日", (2026, 1, 16)),
            ("二○二三年十二月三十一日", (2023, 12, 31)),
        ] {
            assert_eq!(at_start(text).map(|(day, _)| day), Some(day), "{text}");
        }
        for text in ["2024年2月", "12.4国家宪法日", "2023年度", "20233-3-3", "2023年13月1日"] {
            assert_eq!(at_start(text), None, "{text}");
        }
        assert_eq!(year_at_start("二〇二三年度").map(|(y, _)| y), Some(2023));
    }
}
