//! Ordinal numerals as document numbers and articles write them: 713, 三十二. In: folded text. Out: a value and the rest.

const DIGITS: &str = "〇一二三四五六七八九";

/// A numeral below ten thousand at the start of `text`, and what follows it.
pub fn numeral(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end > 0 {
        return Some((text.get(..end)?.parse().ok().filter(|&number| number < 10_000)?, text.get(end..)?));
    }
    let end = text.find(|c: char| !is_numeral(c)).unwrap_or(text.len());
    let number = value(text.get(..end)?)?;
    Some((number, text.get(end..)?))
}

fn is_numeral(c: char) -> bool {
    digit_of(c).is_some() || matches!(c, '十' | '百' | '千')
}

fn value(numeral: &str) -> Option<u32> {
    let (mut total, mut digit) = (0_u32, None);
    for c in numeral.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                digit = Some(digit_of(c)?);
                continue;
            }
        };
        total = total.checked_add(digit.take().unwrap_or(1) * unit)?;
    }
    let number = total.checked_add(digit.unwrap_or(0))?;
    (number > 0 && number < 10_000).then_some(number)
}

fn digit_of(c: char) -> Option<u32> {
    if c == '零' { Some(0) } else { DIGITS.chars().position(|digit| digit == c).map(|place| place as u32) }
}

/// A number as laws write it: 三十二, 一百零五.
pub fn han(number: u32) -> String {
    let mut text = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push('零');
        }
        gap = false;
        text.extend(DIGITS.chars().nth(digit as usize).filter(|_| !(unit == 10 && digit == 1 && text.is_empty())));
        text.push_str(name);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numerals() {
        for (text, value) in [("三十二条", 32), ("一百零五条", 105), ("十条", 10), ("713号", 713), ("二十一条", 21)] {
            assert_eq!(numeral(text).map(|(value, _)| value), Some(value), "{text}");
        }
        for text in ["条", "零条", "123456号"] {
            assert_eq!(numeral(text), None, "{text}");
        }
    }
}
