//! Numbers and days as a sheet shows them. In: a value and a format code (`0.0%`, `0"件"`, `yyyy"年"m"月"`). Out: words.
//!
//! What a reader of the sheet sees is what the document says: 98.98441 in a cell of `0.0` is 99.0, and the first of December in a cell of
//! year and month names no day. Marks between thousands are left out; they change no number. A code of another kind (fractions, powers,
//! conditions) gives the value itself.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// The number under `code`; as short as it can be written where the code does not say how.
pub(super) fn number(value: f64, code: &str) -> String {
    by_code(value, code).unwrap_or_else(|| shortest(value))
}

/// The fewest digits that a person typed: 0.1 + 0.2 is 0.3.
pub(super) fn shortest(value: f64) -> String {
    format!("{}", (value * 1e9).round() / 1e9)
}

fn by_code(value: f64, code: &str) -> Option<String> {
    let sections = sections(code);
    let negative = value < 0.0;
    let (section, own_sign) = match (sections.as_slice(), negative) {
        ([_, second, ..], true) => (*second, true),
        ([_, _, third, ..], false) if value == 0.0 => (*third, true),
        ([first, ..], _) => (*first, false),
        ([], _) => return None,
    };
    let pattern = Pattern::of(section)?;
    let words = pattern.write(value.abs())?;
    // What stands in brackets is less than nothing.
    let signed = negative && !(own_sign && words.contains('-'));
    Some(if signed { format!("-{}", words.replace(['(', ')'], "")) } else { words })
}

/// The parts of a code between semicolons: for numbers above nought, below it, and nought.
fn sections(code: &str) -> Vec<&str> {
    let (mut found, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (place, c) in code.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' | '!' if !quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                found.push(code.get(start..place).unwrap_or(""));
                start = place + 1;
            }
            _ => {}
        }
    }
    found.push(code.get(start..).unwrap_or(""));
    found
}

/// A section: what stands before and behind the digits, and how these are written.
#[derive(Debug, Default)]
struct Pattern {
    before: String,
    behind: String,
    /// A point that is no decimal point, as in `0!.0,` for tens of thousands: so many digits stand behind it.
    point: Option<usize>,
    /// Digits before the decimal point, at least.
    whole: usize,
    /// Digits behind it: at least, at most.
    least: usize,
    most: usize,
    /// Powers of ten that the value is multiplied with.
    power: i32,
    general: bool,
    digits: bool,
    fraction: bool,
}

impl Pattern {
    fn of(section: &str) -> Option<Pattern> {
        // A number without digits but with words (`"无"`) shows the words.
        let mut pattern = Pattern::default();
        let (mut rest, mut commas) = (section, 0);
        while let Some(c) = rest.chars().next() {
            if let Some(behind) = ["General", "G/通用格式"].iter().find_map(|name| rest.strip_prefix(name)) {
                (pattern.general, pattern.digits, rest) = (true, true, behind);
                continue;
            }
            rest = rest.get(c.len_utf8()..)?;
            match c {
                '0' | '#' | '?' => {
                    commas = 0;
                    pattern.digit(c)?;
                }
                '.' => (pattern.fraction, pattern.digits) = (true, true),
                ',' if pattern.digits => commas += 1,
                '%' => {
                    pattern.power += 2;
                    pattern.words("%");
                }
                '"' => {
                    let (words, behind) = rest.split_once('"')?;
                    pattern.words(words);
                    rest = behind;
                }
                '\\' | '!' => {
                    let next = rest.chars().next()?;
                    rest = rest.get(next.len_utf8()..)?;
                    pattern.escaped(next, rest);
                }
                '_' | '*' => rest = rest.get(rest.chars().next()?.len_utf8()..)?,
                '[' => {
                    let (inside, behind) = rest.split_once(']')?;
                    pattern.bracket(inside)?;
                    rest = behind;
                }
                ' ' | '-' | '+' | '(' | ')' | '¥' | '￥' | '$' | ':' => pattern.words(&c.to_string()),
                '\u{4e00}'..='\u{9fff}' => pattern.words(&c.to_string()),
                _ => return None,
            }
        }
        pattern.power -= 3 * commas;
        Some(pattern)
    }

    fn digit(&mut self, c: char) -> Option<()> {
        // Words between digits are a form that is not read here.
        if !self.behind.trim().is_empty() && self.point.is_none() {
            return None;
        }
        self.digits = true;
        let sure = usize::from(c == '0');
        match (&mut self.point, self.fraction) {
            (Some(digits), _) => *digits += 1,
            (None, true) => (self.least, self.most) = (self.least + sure, self.most + 1),
            (None, false) => self.whole += sure,
        }
        Some(())
    }

    fn words(&mut self, words: &str) {
        if self.digits { self.behind.push_str(words) } else { self.before.push_str(words) }
    }

    /// A character that stands for itself; a point among digits parts them.
    fn escaped(&mut self, c: char, rest: &str) {
        if c == '.' && self.digits && !self.fraction && rest.starts_with(['0', '#']) { self.point = Some(0) } else { self.words(&c.to_string()) }
    }

    /// `[Red]` and `[DBNum1]` show nothing, `[$¥-804]` shows ¥, a condition is not read.
    fn bracket(&mut self, inside: &str) -> Option<()> {
        if let Some(sign) = inside.strip_prefix('$') {
            self.words(sign.split('-').next().unwrap_or(""));
        }
        (!inside.starts_with(['<', '>', '='])).then_some(())
    }

    fn write(&self, value: f64) -> Option<String> {
        if !self.digits {
            return (!self.before.trim().is_empty()).then(|| self.before.trim().to_owned());
        }
        let scaled = value * 10f64.powi(self.power);
        let digits = if self.general { shortest(scaled) } else { self.rounded(scaled)? };
        Some(format!("{}{digits}{}", self.before, self.behind).trim().to_owned())
    }

    /// Rounded as by hand: 2.675 is 2.68, although the binary number is a little less.
    fn rounded(&self, value: f64) -> Option<String> {
        let most = i32::try_from(self.most).ok().filter(|most| *most <= 12)?;
        let scaled = value * 10f64.powi(most);
        if scaled.is_nan() || scaled >= 9e15 {
            return None;
        }
        let units = (scaled * (1.0 + 4.0 * f64::EPSILON)).round() as u64;
        let width = self.most + self.whole.max(1).max(self.point.map_or(0, |point| point + 1));
        let all = format!("{units:0width$}");
        let (whole, behind) = all.split_at_checked(all.len() - self.most)?;
        let whole = match self.point {
            Some(point) => whole.split_at_checked(whole.len().saturating_sub(point)).map(|(a, b)| format!("{a}.{b}"))?,
            None => whole.to_owned(),
        };
        let surplus = behind.bytes().rev().take_while(|byte| *byte == b'0').count().min(self.most - self.least);
        let behind = behind.get(..behind.len() - surplus)?;
        Some(if behind.is_empty() { whole } else { format!("{whole}.{behind}") })
    }
}

/// A moment as its cell shows it: `days` since the end of 1899, or of 1903 where the book counts `early`.
pub(super) fn moment(days: f64, early: bool, code: &str, id: Option<u32>) -> String {
    let epoch = if early { date(1904, 1, 1) } else { date(1899, 12, 30) };
    let day = (days.is_finite() && days.abs() < 3e6).then(|| epoch.checked_add((days.floor() as i64).days()).ok()).flatten();
    day.map_or_else(|| shortest(days), |day| shown_day(day, days, &Parts::of(code, id)))
}

/// What of a moment is shown.
struct Parts {
    year: bool,
    day: bool,
    time: bool,
}

impl Parts {
    /// Codes of Chinese systems have numbers and no words in the file (ECMA-376, 18.8.30).
    fn of(code: &str, id: Option<u32>) -> Parts {
        match id {
            Some(27 | 36 | 50 | 52 | 57) => Parts { year: true, day: false, time: false },
            Some(28 | 29 | 51 | 53 | 54 | 58) => Parts { year: false, day: true, time: false },
            Some(32..=35 | 55 | 56) => Parts { year: false, day: false, time: true },
            _ => Parts::said(code),
        }
    }

    fn said(code: &str) -> Parts {
        let bare: String = code.split('"').step_by(2).collect::<String>().to_lowercase();
        let elapsed = ["[h", "[m", "[s"].iter().any(|open| bare.contains(open));
        // Colours and languages stand in brackets.
        let bare: String =
            bare.split('[').enumerate().map(|(at, part)| if at == 0 { part } else { part.split_once(']').map_or("", |(_, rest)| rest) }).collect();
        let (year, day) = ((bare.contains('y') || bare.starts_with('e')) && !elapsed, bare.contains('d') && !elapsed);
        Parts { year, day, time: !year && !day && (elapsed || bare.contains('h')) }
    }
}

fn shown_day(day: Date, days: f64, parts: &Parts) -> String {
    match parts {
        Parts { time: true, .. } => {
            let minutes = (days * 1440.0).round() as i64;
            format!("{}:{:02}", minutes / 60, minutes % 60)
        }
        Parts { year: true, day: false, .. } => format!("{}年{}月", day.year(), day.month()),
        Parts { year: false, day: true, .. } => format!("{}月{}日", day.month(), day.day()),
        _ => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_the_sheet_shows() {
        let table: [(f64, &str, &str); 28] = [
            (526.0, "General", "526"),
            (0.1 + 0.2, "General", "0.3"),
            (526.0, "@", "526"),
            (0.991, "0.0%", "99.1%"),
            (0.98984415584, "0.0%", "99.0%"),
            (0.985, "0%", "99%"),
            (1.0, "0.00%", "100.00%"),
            (12500.0, "#,##0", "12500"),
            (3.5, "0.00", "3.50"),
            (2.675, "0.00", "2.68"),
            (3.5, "0.##", "3.5"),
            (3.0, "0.##", "3"),
            (0.5, "#.0", "0.5"),
            (7.0, "000", "007"),
            (58.0, "0\"次\"", "58次"),
            (58.0, "0次", "58次"),
            (58.0, "General\"件\"", "58件"),
            (58.0, "G/通用格式\"件\"", "58件"),
            (23500.0, "0.00,\"千元\"", "23.50千元"),
            (235_000.0, "0!.0,\"万元\"", "23.5万元"),
            (1234.5, "[$¥-804]#,##0.00", "¥1234.50"),
            (1234.5, "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "1234.50"),
            (-3.0, "#,##0;(#,##0)", "-3"),
            (-3.0, "0;[Red]-0", "-3"),
            (-3.5, "0.0", "-3.5"),
            (0.0, "0;-0;\"无\"", "无"),
            (0.25, "# ?/?", "0.25"),
            (12345.0, "0.00E+00", "12345"),
        ];
        for (value, code, shown) in table {
            assert_eq!(number(value, code), shown, "{value} in {code}");
        }
    }

    #[test]
    fn days_are_what_the_sheet_shows() {
        let table: [(f64, &str, Option<u32>, &str); 9] = [
            (45301.0, "yyyy\"年\"m\"月\"d\"日\"", None, "2024年1月10日"),
            (45301.0, "mm-dd-yy", Some(14), "2024年1月10日"),
            (45301.4, "yyyy-mm-dd hh:mm", None, "2024年1月10日"),
            (45301.0, "yyyy\"年\"m\"月\"", None, "2024年1月"),
            (45301.0, "General", Some(57), "2024年1月"),
            (45301.0, "m\"月\"d\"日\"", None, "1月10日"),
            (45301.0, "General", Some(31), "2024年1月10日"),
            (0.375, "h:mm", Some(20), "9:00"),
            (1.5, "[h]:mm", None, "36:00"),
        ];
        for (days, code, id, shown) in table {
            assert_eq!(moment(days, false, code, id), shown, "{days} in {code}");
        }
        assert_eq!(moment(43839.0, true, "yyyy-m-d", None), "2024年1月10日");
    }
}
