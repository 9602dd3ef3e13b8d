//! Numbers that measure something. In: sentences and quantities. Out: [`Observation`]s: what is measured, for which year, and in what role.

mod row;
mod uncounted;
mod year;

use std::sync::LazyLock;

use crate::authority::EntityId;
use crate::text::{Span, touches};
use crate::zh::fold::is_han;
use crate::zh::quantity::{self, Quantity};
use crate::zh::words;

use super::indicators::{Finder, Hit};
use super::{Page, clause, grids};

/// A number that measures something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// The number, its unit, its qualifier.
    pub quantity: Quantity,
    /// The words that say what is measured, the number among them: 排查各类矛盾纠纷526余件.
    pub label: Span,
    /// The sentence.
    pub evidence: Span,
    /// The indicator that the words announce.
    pub indicator: Option<EntityId>,
    /// For when it holds.
    pub year: Year,
    /// What it is beside a plain measurement.
    pub standing: Standing,
    /// Of a number in a table of places: the heads of its column, which say what is measured. Empty elsewhere.
    pub heads: Vec<Span>,
}

/// For when a number holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Year {
    /// The year reported on.
    Report,
    /// The year before it.
    Last,
    /// A year that the sentence names.
    Named(i16),
}

/// What a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A measurement.
    Measured,
    /// A rise or fall against another year.
    Change,
    /// Aimed at, not reached.
    Target,
}

/// What all numbers of a sentence share.
struct Around {
    sentence: Span,
    clauses: Vec<Span>,
    announcing: Vec<Hit>,
}

/// All numbers that measure something.
pub(super) fn find(page: &Page, indicators: &Finder) -> Vec<Observation> {
    let grids = grids::find(page, indicators);
    let mut found = grids.observations;
    found.extend(told(page, indicators, &grids.rows));
    found.sort_by_key(|observation| observation.quantity.span);
    found
}

/// Those that sentences tell, and rows of one number each; `rows` are those of tables that are read by their heads.
fn told(page: &Page, indicators: &Finder, rows: &[Span]) -> Vec<Observation> {
    let quantities = quantity::find(page.folded);
    let mut found = Vec::new();
    let mut around: Option<Around> = None;
    for (place, quantity) in quantities.iter().enumerate() {
        let Some(sentence) = page.sentence(quantity.number.start) else { continue };
        if page.in_name(quantity.number)
            || page.in_place(quantity.number)
            || page.in_quotes(quantity.number)
            || quantity.is_time() && !is_mean(page.folded, quantity)
            || touches(rows, quantity.number)
        {
            continue;
        }
        let same = around.take().filter(|around| around.sentence == sentence);
        let here =
            same.unwrap_or_else(|| Around { sentence, clauses: clause::clauses(page.folded, sentence), announcing: indicators.hits(page.folded, sentence) });
        let before = place.checked_sub(1).and_then(|before| quantities.get(before));
        found.extend(observation(page, indicators, &here, quantity, before, quantities.get(place + 1)));
        around = Some(here);
    }
    found
}

/// 平均办理时间3.5个工作日, 人均学时达40小时: a mean measures, where another time says for how long; an age does not.
fn is_mean(folded: &str, quantity: &Quantity) -> bool {
    let before = folded.get(..quantity.span.start).unwrap_or("");
    let near: String = before.chars().rev().take(12).take_while(|c| is_han(*c)).collect::<Vec<_>>().into_iter().rev().collect();
    if quantity.unit == "岁" {
        return near.ends_with("平均年龄") || near.ends_with("平均年龄为");
    }
    let timed = ["时间", "用时", "时长", "学时", "周期"].iter().any(|word| near.contains(word));
    // 播出法治节目300多小时: how much of it, not for how long.
    let clause = before.rsplit(['。', ',', ';', '\n']).next().unwrap_or(before);
    let summed = ["播放", "播报", "播出", "服务时长", "志愿服务", "累计服务", "巡讲"].iter().any(|word| clause.contains(word));
    if quantity.unit == "小时" && summed {
        return true;
    }
    // 平均办理时限由7个工作日压减至1.5个工作日.
    let cut = ["压减至", "压缩至", "缩短至", "缩减至", "压缩到", "缩短到", "降至"].iter().any(|word| near.ends_with(word));
    if cut && clause.contains("平均") {
        return true;
    }
    timed && (near.contains("平均") || near.contains("人均")) && quantity.unit != "岁"
}

fn observation(
    page: &Page,
    indicators: &Finder,
    around: &Around,
    quantity: &Quantity,
    before: Option<&Quantity>,
    after: Option<&Quantity>,
) -> Option<Observation> {
    let Around { sentence, clauses, .. } = around;
    let sentence = *sentence;
    let place = clauses.iter().position(|clause| clause.end > quantity.number.start)?;
    let own_clause = *clauses.get(place)?;
    let words = Words::of(page.folded, quantity, own_clause, before, after);
    let own = words.before.of(page.folded);
    if uncounted::counts_nothing(page.folded, quantity, own, own_clause) {
        return None;
    }
    let bare = has_own_words(words.before.of(page.folded));
    let mut start = words.before.start;
    // 观看警示教育片3场210人次: behind another number, the clause says it.
    if !bare && words.after_is_short(page.folded) && has_own_words(page.folded.get(own_clause.start..words.before.end).unwrap_or("")) {
        start = own_clause.start;
    }
    // 4处、1300平方米; 累计达210名: what is measured stands before.
    let mut back = place;
    while !bare
        && back > 0
        && start > sentence.start
        && !has_own_words(page.folded.get(start..words.before.end).unwrap_or(""))
        && words.after_is_short(page.folded)
    {
        back -= 1;
        start = clauses.get(back).map_or(start, |clause| clause.start);
    }
    if !bare && start == words.before.start && words.after_is_short(page.folded) {
        start = own_clause.start;
    }
    let label = clause::without_number(page.folded, Span::new(start, words.end.max(quantity.span.end)));
    if !label.of(page.folded).chars().any(is_han) || is_unmeasured(page.folded, quantity, label) {
        return None;
    }
    let standing = standing(page, quantity, own_clause);
    Some(Observation {
        quantity: quantity.clone(),
        label,
        evidence: sentence,
        indicator: (standing != Standing::Change && !is_share(own, &quantity.unit))
            .then(|| match row::measure(page.folded, own_clause, quantity) {
                Some(measure) => indicators.announced(&around.announcing, measure, measure.start, &quantity.unit),
                None => indicator(indicators, around, quantity, if bare { words.before.start } else { label.start }, words.end),
            })
            .flatten(),
        year: year::of(page, quantity, sentence, own_clause),
        standing,
        heads: Vec::new(),
    })
}

/// The words of a number: those before it that are its own, and the noun behind it.
struct Words {
    before: Span,
    end: usize,
}

impl Words {
    fn of(folded: &str, quantity: &Quantity, clause: Span, before: Option<&Quantity>, after: Option<&Quantity>) -> Words {
        let mut start = clause.start;
        if let Some(previous) = before.filter(|previous| previous.span.end > clause.start && previous.span.end <= quantity.span.start) {
            let between = folded.get(previous.span.end..quantity.span.start).unwrap_or("");
            let joint = ["、", "和", "及", "以及", "(", "其中"]
                .iter()
                .filter_map(|joint| between.rfind(joint).map(|place| (place + joint.len()).min(between.len())))
                .max();
            let joint = joint.filter(|_| between.contains(['、', '(']) || between.contains("其中") || between.ends_with(['和', '及'])).unwrap_or(0);
            start = previous.span.end + joint;
        }
        if let Some(open) =
            folded.get(start..quantity.span.start).and_then(|text| text.rfind('(').filter(|place| text.get(*place..).is_some_and(|rest| !rest.contains(')'))))
        {
            start += open + 1;
        }
        let limit = after.map_or(clause.end, |next| next.span.start.min(clause.end)).max(quantity.span.end);
        let rest = folded.get(quantity.span.end..limit).unwrap_or("");
        let stop = rest.find(['、', '。', ';', ',', '!', '?', '\n']).unwrap_or(rest.len());
        let end = rest.char_indices().map(|(place, c)| place + c.len_utf8()).take(24).take_while(|end| *end <= stop).last().unwrap_or(0);
        Words { before: Span::new(start, quantity.span.start), end: quantity.span.end + end }
    }

    /// Whether nothing behind the number says what is counted.
    fn after_is_short(&self, folded: &str) -> bool {
        folded.get(self.before.end..self.end).is_none_or(|text| text.chars().filter(|c| is_han(*c)).count() < 6)
    }
}

/// Whether the words before a number say what is measured, and do not only lead to it.
fn has_own_words(text: &str) -> bool {
    const FILLERS: [&str; 34] = [
        "其中",
        "累计达到",
        "累计达",
        "累计",
        "总计",
        "合计",
        "共计",
        "总共",
        "一共",
        "共有",
        "现有",
        "已有",
        "达到",
        "多达",
        "高达",
        "达",
        "均为",
        "均达",
        "均",
        "约为",
        "分别为",
        "各",
        "为",
        "有",
        "共",
        "计",
        "已",
        "全年",
        "目前",
        "涉及",
        "了",
        "近",
        "实现",
        "全镇",
    ];
    let mut rest = text.trim_matches([' ', '、', '(', ')', ':']);
    static FILLER_WORDS: LazyLock<words::Words> = LazyLock::new(|| words::Words::new(&FILLERS));
    while let Some(word) = FILLER_WORDS.opening(rest) {
        rest = rest.get(word.len()..).unwrap_or("");
    }
    rest.chars().filter(|c| is_han(*c) || c.is_ascii_alphabetic()).count() >= 2
}

/// 日均办件34件, 最多一天办件112件: of another measure than all that were counted. What is a mean by nature (学时, 成绩) is none of these.
fn is_share(before: &str, unit: &str) -> bool {
    let by_nature = matches!(unit, "分" | "%" | "‰" | "课时" | "学时" | "小时" | "分钟" | "天" | "工作日" | "个工作日" | "岁" | "元");
    let part = ["日均", "月均", "年均", "人均", "户均", "场均", "村均", "平均每", "最多一天", "单日"].iter().any(|word| before.contains(word));
    part && !by_nature
}

/// Numbers of another kind: the length of a road, a rank, an age, a grade of a school.
fn is_unmeasured(folded: &str, quantity: &Quantity, label: Span) -> bool {
    let behind = folded.get(quantity.span.end..label.end.max(quantity.span.end)).unwrap_or("");
    let before = folded.get(label.start..quantity.span.start).unwrap_or("");
    let rank = quantity.unit == "位" && (before.ends_with('前') || before.ends_with('第'));
    let ring = behind.starts_with("服务圈") || behind.starts_with("法律服务圈") || behind.starts_with("生活圈") || behind.starts_with("响应");
    // (共印15份): of the report itself.
    let copies = before.ends_with("共印") || before.ends_with("印数");
    rank || ring || copies || before.ends_with("前") && matches!(quantity.unit.as_str(), "名" | "位")
}

/// The indicator that the number's own words announce, which begin at `start`, perhaps with words of the sentence before them.
fn indicator(indicators: &Finder, around: &Around, quantity: &Quantity, start: usize, end: usize) -> Option<EntityId> {
    let end = end.max(quantity.span.end);
    let announced = |from: usize| indicators.announced(&around.announcing, Span::new(from, end), start, &quantity.unit);
    announced(start).or_else(|| announced(around.sentence.start))
}

/// A rise or fall, a target, or a plain measurement.
fn standing(page: &Page, quantity: &Quantity, clause: Span) -> Standing {
    const MOVES: [&str; 27] = [
        "提速",
        "增长",
        "下降",
        "提高",
        "提升",
        "上升",
        "减少",
        "增加",
        "降低",
        "高出",
        "压减",
        "回落",
        "攀升",
        "下滑",
        "缩短",
        "压缩",
        "上涨",
        "增幅",
        "降幅",
        "增速",
        "增幅达",
        "降幅达",
        "多",
        "少",
        "高",
        "低",
        "升高",
    ];
    const AIMS: [&str; 13] = ["力争", "争取", "计划", "预计", "目标", "拟", "确保", "要求", "任务数", "将新增", "将达到", "规划", "努力实现"];
    let before = page.folded.get(clause.start..quantity.span.start).unwrap_or("");
    let bare = before.trim_end_matches(['了', '约', '近', '达', '超', '过', ' ']);
    let moved = MOVES.iter().any(|word| bare.ends_with(word));
    let compared = ["较", "比", "同比", "环比", "与上年", "与去年", "同期"].iter().any(|word| before.contains(word));
    let share = matches!(quantity.unit.as_str(), "%" | "个百分点" | "百分点");
    if moved && (compared || share) || matches!(quantity.unit.as_str(), "个百分点" | "百分点") {
        Standing::Change
    } else if page.in_plans(quantity.span) || AIMS.iter().any(|word| before.contains(word)) {
        Standing::Target
    } else {
        Standing::Measured
    }
}
