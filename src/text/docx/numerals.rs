//! The numbers that Word writes before paragraphs. In: a number and the name of a format (ECMA-376, ST_NumberFormat). Out: characters.

/// `number` in a format; `None` where the format has no number (bullets, `none`).
pub(super) fn written(number: u32, format: &str) -> Option<String> {
    let written = match format {
        "bullet" | "none" => return None,
        "chineseCounting" | "chineseCountingThousand" | "japaneseCounting" | "taiwaneseCounting" | "taiwaneseCountingThousand" | "koreanCounting" => {
            counted(number, "零一二三四五六七八九", "十百千万")
        }
        "chineseLegalSimplified" => counted(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟万"),
        "ideographLegalTraditional" => counted(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟萬"),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" | "koreanDigital2" => digits(number, "〇一二三四五六七八九"),
        "decimalFullWidth" | "decimalFullWidth2" => digits(number, "０１２３４５６７８９"),
        "decimalZero" => format!("{number:02}"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed(number, '①'),
        "decimalEnclosedParen" => enclosed(number, '⑴'),
        "decimalEnclosedFullstop" => enclosed(number, '⒈'),
        "ideographEnclosedCircle" if (1..=10).contains(&number) => enclosed(number, '㊀'),
        "ideographTraditional" => cycled(number, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => cycled(number, "子丑寅卯辰巳午未申酉戌亥"),
        "upperLetter" => letters(number, b'A'),
        "lowerLetter" => letters(number, b'a'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        _ => number.to_string(),
    };
    Some(written)
}

fn digits(number: u32, signs: &str) -> String {
    let sign = |digit: char| digit.to_digit(10).and_then(|digit| signs.chars().nth(digit as usize)).unwrap_or(digit);
    number.to_string().chars().map(sign).collect()
}

/// 十, 十二, 二十, 一百零五: as numbers are said, below a hundred thousand.
fn counted(number: u32, signs: &str, units: &str) -> String {
    if number == 0 || number >= 100_000 {
        return digits(number, signs);
    }
    let text = number.to_string();
    let mut out = String::new();
    let mut gap = false;
    for (place, digit) in text.chars().enumerate() {
        let unit = text.len() - 1 - place;
        if digit == '0' {
            gap = true;
            continue;
        }
        if std::mem::take(&mut gap) && !out.is_empty() {
            out.extend(signs.chars().next());
        }
        // 十二 and not 一十二.
        if !(digit == '1' && unit == 1 && out.is_empty()) {
            out.push_str(&digits(digit.to_digit(10).unwrap_or(0), signs));
        }
        out.extend(unit.checked_sub(1).and_then(|unit| units.chars().nth(unit)));
    }
    out
}

/// ① to ⑳: twenty signs in a row.
fn enclosed(number: u32, first: char) -> String {
    let sign = (1..=20).contains(&number).then(|| char::from_u32(first as u32 + number - 1)).flatten();
    sign.map_or_else(|| number.to_string(), |sign| sign.to_string())
}

fn cycled(number: u32, signs: &str) -> String {
    let count = signs.chars().count();
    number.checked_sub(1).and_then(|place| signs.chars().nth(place as usize % count)).map_or_else(|| number.to_string(), |sign| sign.to_string())
}

/// a … z, aa, bb.
fn letters(number: u32, first: u8) -> String {
    let Some(place) = number.checked_sub(1).filter(|place| *place < 26 * 8) else { return number.to_string() };
    let letter = char::from(first + u8::try_from(place % 26).unwrap_or(0));
    std::iter::repeat_n(letter, place as usize / 26 + 1).collect()
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] =
        [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut left = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_word_writes_them() {
        for (number, format, text) in [
            (1, "chineseCounting", "一"),
            (10, "chineseCounting", "十"),
            (12, "chineseCountingThousand", "十二"),
            (20, "japaneseCounting", "二十"),
            (105, "chineseCountingThousand", "一百零五"),
            (110, "chineseCountingThousand", "一百一十"),
            (3, "chineseLegalSimplified", "叁"),
            (12, "ideographDigital", "一二"),
            (3, "decimalEnclosedCircleChinese", "③"),
            (21, "decimalEnclosedCircle", "21"),
            (2, "ideographTraditional", "乙"),
            (28, "lowerLetter", "bb"),
            (14, "upperRoman", "XIV"),
            (7, "decimal", "7"),
        ] {
            assert_eq!(written(number, format).as_deref(), Some(text), "{number} {format}");
        }
        assert_eq!(written(1, "bullet"), None);
    }
}
