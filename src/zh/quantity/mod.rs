//! Quantities as the Chinese write them: 三百余人次, 1.2万元, 近8000份, 百分之九十八, 不少于40课时, 六成.
//!
//! In: folded text. Out: each number that stands with a unit, its value as a full number, and how exact it claims to be.
//! Ordinals (第三条), numbers of documents, years and days, indefinite 一 (一个窗口) and lists of slogans are none. What a number measures is unknown here.

mod number;
mod qualifier;
#[cfg(test)]
mod tests;
mod unit;

use oxsdatatypes::Decimal;

use crate::text::Span;
pub use number::Digits;
pub use qualifier::Qualifier;

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// From the first word that qualifies the number to behind the unit and what qualifies it there (不少于40课时, 99%以上).
    pub span: Span,
    /// The number alone, with 余 and 万: 1260余万.
    pub number: Span,
    /// The full number: 12600000 for 1260余万元. Of a range, the lower end.
    pub value: Decimal,
    /// The upper end of a range: 5 for 3-5次.
    pub upper: Option<Decimal>,
    /// As written, without 万 and 亿: 件, 人次, 元, %, 个百分点. 六成 is in %.
    pub unit: String,
    /// How exact the text claims to be.
    pub qualifier: Qualifier,
    /// In which digits it is written.
    pub digits: Digits,
}

impl Quantity {
    /// Whether it says for how long: 24小时, 5个工作日.
    pub fn is_time(&self) -> bool {
        unit::is_time(&self.unit)
    }

    /// Whether it is a share of a whole.
    pub fn is_rate(&self) -> bool {
        matches!(self.unit.as_str(), "%" | "‰")
    }
}

/// All quantities of `folded`, in the order of the text, none overlapping.
pub fn find(folded: &str) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut from = 0;
    for (place, c) in folded.char_indices() {
        if place < from || !number::may_begin(c) {
            continue;
        }
        if let Some(quantity) = at(folded, place) {
            from = quantity.span.end;
            found.push(quantity);
        } else if c.is_ascii_digit() {
            // The rest of a run of digits begins no number of its own.
            from = place + folded.get(place..).map_or(1, number::run);
        }
    }
    found
}

/// The quantity whose number begins at byte `place`.
fn at(folded: &str, place: usize) -> Option<Quantity> {
    let (before, text) = folded.split_at_checked(place)?;
    if number::is_ordinal(before, text) {
        return None;
    }
    let first = number::at_start(before, text)?;
    let rest = text.get(first.len..)?;
    if let Some(scale) = first.share {
        return Some(quantity(folded, place, first.len, first.clone(), None, if scale == 100 { "%" } else { "‰" }));
    }
    if let Some(len) = number::tenths(&first, rest) {
        let mut tenth = first.clone();
        tenth.value = first.value.checked_mul(Decimal::from(10))?;
        // 九成五 is 95 %.
        let more = rest.get('成'.len_utf8()..len).and_then(|more| more.chars().next()).and_then(number::digit).unwrap_or(0);
        tenth.value = tenth.value.checked_add(Decimal::from(i32::from(more)))?;
        // 两成多.
        let over = rest.get(len..).filter(|behind| behind.starts_with(['多', '余'])).map_or(0, |_| '多'.len_utf8());
        if over > 0 {
            tenth.qualifier = Qualifier::Over;
        }
        return Some(quantity(folded, place, first.len + len + over, tenth, None, "%"));
    }
    let range = number::upper(rest).filter(|(_, upper)| upper.value > first.value);
    let (joint, upper) = range.map_or((0, None), |(joint, upper)| (joint, Some(upper)));
    // 二期工程 is the second: two things are 两.
    if upper.is_none() && text.starts_with('二') && first.len == '二'.len_utf8() && !unit::closes(text.get(first.len..)?) {
        return None;
    }
    let numbers = first.len + joint + upper.as_ref().map_or(0, |upper| upper.len);
    let behind = text.get(numbers..)?;
    let found = unit::at_start(behind, &first).or_else(|| unit::of_money(before, &first).map(|unit| (0, unit.to_owned())));
    let Some((len, unit)) = found else {
        // A cell of a table: 排查矛盾纠纷(件) 268.
        let rest = behind.trim_start_matches(' ');
        let last = rest.is_empty() || rest.starts_with(['\n', '|']);
        let (scale, unit) = unit::before(before, last).filter(|_| first.digits == Digits::Arabic && unit::ends_cell(behind))?;
        let mut cell = first.clone();
        cell.value = cell.value.checked_mul(Decimal::from(scale))?;
        return Some(quantity(folded, place, numbers, cell, upper, &unit));
    };
    let mut lower = first.clone();
    let scale = upper.as_ref().map_or(lower.scale, |upper| upper.scale.max(lower.scale));
    if lower.scale == 1 && scale > 1 {
        lower.value = lower.value.checked_mul(Decimal::from(scale))?;
    }
    unit::counts(before, &lower, upper.as_ref(), &unit, text.get(numbers + len..)?).then(|| quantity(folded, place, numbers + len, lower, upper, &unit))
}

fn quantity(folded: &str, place: usize, len: usize, number: number::Number, upper: Option<number::Number>, unit: &str) -> Quantity {
    let end = place + len;
    let (before, after) = (folded.get(..place).unwrap_or(""), folded.get(end..).unwrap_or(""));
    let (front, ahead) = qualifier::before(before);
    let (back, behind) = qualifier::after(after);
    let qualifier = qualifier::join(ahead, number.qualifier, behind);
    Quantity {
        span: Span::new(place - front, end + back),
        number: Span::new(place, place + upper.as_ref().map_or(number.len.min(len), |_| len.saturating_sub(unit.len()))),
        value: number.value,
        upper: upper.map(|upper| upper.value),
        unit: unit.to_owned(),
        qualifier,
        digits: number.digits,
    }
}
