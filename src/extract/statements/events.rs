//! Dated happenings. In: sentences. Out: [`Event`]s. A date without a happening (an observance, a deadline, the date of a law) is none.

use crate::text::Span;
use crate::zh::date;

use super::Page;

/// A dated happening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The day on which it was, or began.
    pub day: date::Day,
    /// The day on which it ended, where the text gives a range.
    pub last: Option<date::Day>,
    /// The date and what happened.
    pub span: Span,
    /// What happened, without the date.
    pub words: Span,
}

/// All happenings.
pub(super) fn find(page: &Page) -> Vec<Event> {
    page.sentences.iter().flat_map(|sentence| in_sentence(page, *sentence)).collect()
}

/// A date in a sentence, its year perhaps not written.
struct Dated {
    span: Span,
    month_day: (u8, u8),
    year: Option<i16>,
    last: Option<(u8, u8)>,
}

fn in_sentence(page: &Page, sentence: Span) -> Vec<Event> {
    if page.in_plans(sentence) {
        return Vec::new();
    }
    let dates: Vec<Dated> = dates(page.folded, sentence)
        .into_iter()
        .filter(|dated| !page.titles.iter().any(|title| title.contains(dated.span)) && !page.in_quotes(dated.span))
        .collect();
    let mut found = Vec::new();
    for (place, dated) in dates.iter().enumerate() {
        let end = dates.get(place + 1).map_or(sentence.end, |next| next.span.start);
        found.extend(event(page, sentence, dated, end));
    }
    found
}

fn event(page: &Page, sentence: Span, dated: &Dated, end: usize) -> Option<Event> {
    let folded = page.folded;
    let before = folded.get(sentence.start..dated.span.start)?;
    let after = folded.get(dated.span.end..end)?;
    if is_deadline(before, after) || is_observance(after) {
        return None;
    }
    let words = words(folded, Span::new(dated.span.end, end));
    let happened = words.of(folded).chars().filter(|c| crate::zh::fold::is_han(*c)).count() >= 4 && tells(words.of(folded));
    let year = dated.year.or_else(|| spoken_year(page, sentence, dated.span.start))?;
    let day = |(month, day): (u8, u8)| (year, month, day);
    happened.then(|| Event { day: day(dated.month_day), last: dated.last.map(day), span: Span::new(dated.span.start, words.end), words })
}

/// What happened: behind the date and its day part, up to the end of the sentence.
fn words(folded: &str, span: Span) -> Span {
    const PARTS: [&str; 16] = ["上午", "下午", "晚上", "当天", "当日", "起", "前后", "期间", "凌晨", "晚", "早上", "中午", "左右", "至今", "以来", "傍晚"];
    let text = span.of(folded);
    let mut rest = text;
    for part in PARTS {
        rest = rest.strip_prefix(part).unwrap_or(rest);
    }
    let rest = rest.get(hour(rest)..).unwrap_or(rest).trim_start_matches([',', ':', ' ', '、', ')', '-']);
    let bare = rest.trim_end_matches(['。', ';', ',', '、', ' ', '(', '于', '在', '!']);
    let start = span.end - rest.len();
    Span::new(start, start + bare.len())
}

/// Bytes of 9时30分, 10点 at the start of `text`.
fn hour(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let number = digits(text);
    let Some(mark) = text.get(number..).and_then(|rest| rest.chars().next()).filter(|c| number > 0 && matches!(c, '时' | '点')) else { return 0 };
    let end = number + mark.len_utf8();
    let minutes = text.get(end..).map_or(0, digits);
    let minute = text.get(end + minutes..).is_some_and(|rest| rest.starts_with('分'));
    end + if minutes > 0 && minute { minutes + '分'.len_utf8() } else { 0 }
}

/// Whether words tell of a happening, and not only name a day.
fn tells(text: &str) -> bool {
    let first = text.split([',', '、']).next().unwrap_or("");
    let name_alone = first.ends_with(['日', '节']) && first.chars().count() <= 12 && !text.contains([',']);
    !name_alone && !text.starts_with("施行") && !text.starts_with("实施") && !text.starts_with("生效") && !text.starts_with("印发的")
}

/// Before 5月1日前, 截至12月31日, 自1月1日起施行, 将于5月1日: no happening of that day.
fn is_deadline(before: &str, after: &str) -> bool {
    let until = ["截至", "截止", "截止到", "截至到", "自", "从", "于每年", "每年", "较", "至", "比", "据"].iter().any(|word| before.ends_with(word));
    let bound = (after.starts_with('前') && !after.starts_with("前后") && !after.starts_with("前往"))
        || ["之前", "以前", "以来", "起施行", "起实施", "起执行", "止", "底", "(含", "为界"].iter().any(|word| after.starts_with(word));
    let law = ["发布的", "公布的", "印发的", "通过的", "修订的", "颁布的", "出台的", "下发的"].iter().any(|word| after.starts_with(word));
    let ahead = ["将于", "拟于", "拟在", "定于", "将在", "预计", "计划于", "计划在"].iter().any(|word| before.ends_with(word));
    // 7月1日《条例》正式施行后: the day of the law.
    let force = after.starts_with('《') && after.split([',', '。']).next().is_some_and(|head| head.contains("施行") || head.contains("实施"));
    until || bound || law || force || ahead
}

/// 12月4日国家宪法日等节点: a day that is named for others, and nothing told of it.
fn is_observance(after: &str) -> bool {
    let head = after.split([',', '。', ';', '、']).next().unwrap_or("");
    let named = head.contains('日') || head.contains('节');
    let list = ["等节点", "等重要", "等时间", "等契机", "等活动", "为契机", "等特殊", "等时段", "等宣传"].iter().any(|word| head.contains(word));
    named && (list || after.get(head.len()..).is_some_and(|rest| rest.starts_with('、')))
}

/// The year that a sentence speaks of: one written before the date, 去年, else the report's.
fn spoken_year(page: &Page, sentence: Span, at: usize) -> Option<i16> {
    let report = page.document.head.year.map(|(year, _)| year);
    let before = page.folded.get(sentence.start..at).unwrap_or("");
    let mut written = before.match_indices('年').filter_map(|(place, _)| {
        let start = before.get(..place)?.char_indices().rev().nth(3)?.0;
        date::year_at_start(before.get(start..)?)
    });
    let last = ["去年", "上年"].iter().any(|word| before.ends_with(word)).then(|| report.map(|year| year - 1)).flatten();
    last.or_else(|| written.next_back().map(|(year, _)| year).filter(|year| report.is_none_or(|report| (report - 2..=report + 1).contains(year)))).or(report)
}

/// Whether a day may begin with `c`.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '〇')
}

/// All days written in a sentence.
fn dates(folded: &str, sentence: Span) -> Vec<Dated> {
    let text = sentence.of(folded);
    let mut found: Vec<Dated> = Vec::new();
    let mut from = 0;
    for (place, c) in text.char_indices() {
        let within = || text.get(..place).and_then(|text| text.chars().next_back()).is_some_and(|c| is_digit(c) && c != '〇' || matches!(c, '第' | '〔' | '.'));
        if !is_digit(c) || place < from || within() {
            continue;
        }
        let rest = text.get(place..).unwrap_or("");
        let whole = date::at_start(rest).map(|((year, month, day), len)| (Some(year), (month, day), len));
        let Some((year, month_day, len)) = whole.or_else(|| date::day_at_start(rest).map(|(day, len)| (None, day, len))) else { continue };
        let (last, more) = range_end(rest.get(len..).unwrap_or(""), month_day.0);
        from = place + len + more;
        found.push(Dated { span: Span::new(sentence.start + place, sentence.start + from), month_day, year, last });
    }
    found
}

/// 至10日, -8月3日: the end of a range.
fn range_end(text: &str, month: u8) -> (Option<(u8, u8)>, usize) {
    let Some(joint) = ["至", "到", "-", "~"].into_iter().find(|joint| text.starts_with(joint)) else { return (None, 0) };
    let rest = text.get(joint.len()..).unwrap_or("");
    let full = date::day_at_start(rest).or_else(|| date::at_start(rest).map(|((_, month, day), len)| ((month, day), len)));
    let day = full.or_else(|| date::day_of_month_at_start(rest).map(|(day, len)| ((month, day), len)));
    day.map_or((None, 0), |(day, len)| (Some(day), joint.len() + len))
}
