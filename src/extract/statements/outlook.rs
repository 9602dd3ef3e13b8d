//! Problems admitted and plans announced. In: a document with its outline. Out: one stretch an item.
//!
//! Sections are told by their headings, single sentences by what they say (但离…还有差距, 下一步). Within a section the numbers of
//! its items part it; where there are none, its sentences do.

mod words;

use crate::document::{Document, Heading, Paragraph, Role, numbering};
use crate::text::Span;

use super::super::triggers::{List, Triggers};
use super::{clause, items};
pub(in crate::extract) use words::CUE_WORDS;
use words::{BESIDE_HEADS, DEED_WORDS, DONE, LISTING, PLAN_START_WORDS, PLANS, PROBLEMS, STRONG, TURN_WORDS, WEAK, WEAK_ENDS};

/// What a report says of its shortcomings and of the time to come.
#[derive(Debug, Default)]
pub(super) struct Outlook {
    pub problems: Vec<Span>,
    pub plans: Vec<Span>,
    /// All stretches that speak of the time to come, introductions too.
    pub plan_zones: Vec<Span>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Topic {
    Problems,
    Plans,
    Both,
}

/// A stretch on one topic.
#[derive(Debug, Clone, Copy)]
struct Zone {
    span: Span,
    topic: Topic,
}

/// All problems and plans.
pub(super) fn find(document: &Document, triggers: &Triggers) -> Outlook {
    let folded = document.view.folded.as_str();
    let mut zones = sections(document);
    zones.extend(sentences(document, &zones, triggers));
    zones.sort_by_key(|zone| zone.span);
    let mut outlook = Outlook::default();
    for zone in zones {
        for part in split(folded, document, zone) {
            let found = items::items(folded, paragraphs_in(document, part.span).collect(), part.span);
            if part.topic == Topic::Plans {
                outlook.plan_zones.push(part.span);
                outlook.plans.extend(found);
            } else {
                outlook.problems.extend(found.into_iter().filter(|item| !is_praise(item.of(folded))));
            }
        }
    }
    outlook
}

fn topic_of(heading: &str, late: bool, next: Option<i16>) -> Option<Topic> {
    if BESIDE_HEADS.iter().any(|word| heading.starts_with(word)) {
        return None;
    }
    let done = DONE.stand_in(heading);
    let short = late && heading.chars().count() <= 14 && WEAK_ENDS.iter().any(|word| heading.ends_with(word)) && !done;
    // 问题与打算: what a heading opens with, it speaks of.
    let opens = !done && ["问题与", "问题和", "问题及", "不足与", "不足和", "不足及"].iter().any(|word| heading.starts_with(word));
    let exists = heading.contains("存在");
    let weak = short || opens || exists && WEAK.stand_in(heading);
    let problems = (weak || PROBLEMS.stand_in(heading)) && (!done || exists);
    let next = next.is_some_and(|year| late && heading.contains(&format!("{year}年")));
    let plans = next || PLANS.stand_in(heading) && (late && !done || STRONG.stand_in(heading));
    match (problems, plans) {
        (true, true) => Some(Topic::Both),
        (true, false) => Some(Topic::Problems),
        (false, true) => Some(Topic::Plans),
        (false, false) => None,
    }
}

/// Sections whose headings say that they speak of problems or plans.
fn sections(document: &Document) -> Vec<Zone> {
    let folded = document.view.folded.as_str();
    let half = folded.len() / 2;
    let mut zones: Vec<Zone> = Vec::new();
    let headings = document.outline.iter().filter(|heading| heading.words.of(folded).chars().count() <= 36);
    for heading in headings {
        let inside = zones.iter().any(|zone| zone.span.holds(heading.words.start)) || is_item(folded, heading);
        let topic = topic_of(heading.words.of(folded), heading.section.start > half, next_year(document)).filter(|_| !inside && heading.level < 5);
        if let Some(topic) = topic {
            zones.push(Zone { span: body_of(document, heading), topic });
        }
    }
    zones.extend(plain_headings(document, &zones));
    zones
}

/// 1.法治建设力量不足;: an item that a list goes on behind, and no heading.
fn is_item(folded: &str, heading: &Heading) -> bool {
    heading.level >= 3 && folded.get(heading.words.end..).is_some_and(|rest| rest.starts_with(';') || rest.starts_with("。\n"))
}

/// The year behind the one reported on.
fn next_year(document: &Document) -> Option<i16> {
    document.head.year.map(|(year, _)| year + 1)
}

/// A section without its heading's own words.
fn body_of(document: &Document, heading: &Heading) -> Span {
    // 三、存在的问题:一是…; 三、下一步,我们将…: the heading runs on into what it is about.
    let words = heading.words.of(&document.view.folded);
    let start = match (words.find(':'), words.contains(',')) {
        (Some(colon), _) => heading.words.start + colon + 1,
        (None, true) if heading.run_in || words.chars().count() > 18 => heading.words.start,
        _ => heading.span.end,
    };
    Span::new(start, last_text(document, heading.section))
}

/// Lines without a number that are headings by what they say and by having no full stop: 下一步工作打算.
fn plain_headings(document: &Document, zones: &[Zone]) -> Vec<Zone> {
    let folded = document.view.folded.as_str();
    let half = folded.len() / 2;
    let mut found: Vec<Zone> = Vec::new();
    for paragraph in &document.paragraphs {
        let text = paragraph.span.of(folded);
        let free = !zones.iter().any(|zone| zone.span.contains(paragraph.span));
        let short = || text.chars().count() <= 22 && !text.ends_with(['。', ';', ',', ':']) && numbering::of(text).is_none();
        if paragraph.role != Role::Body || !free || !short() {
            continue;
        }
        let Some(topic) = topic_of(text, paragraph.span.start > half, next_year(document)) else { continue };
        if let Some(open) = found.last_mut().filter(|zone| zone.span.end > paragraph.span.start) {
            open.span.end = paragraph.span.start;
        }
        let next = document.outline.iter().find(|heading| heading.span.start > paragraph.span.end && heading.level == 1);
        let end = next.map_or(folded.len(), |heading| heading.span.start);
        found.push(Zone { span: Span::new(paragraph.span.end, last_text(document, Span::new(paragraph.span.end, end))), topic });
    }
    found
}

/// The end of running text within a section: signatures, notes and page furniture behind it do not count.
fn last_text(document: &Document, section: Span) -> usize {
    let folded = document.view.folded.as_str();
    let within = document.paragraphs.iter().filter(|paragraph| section.contains(paragraph.span) || section.overlaps(paragraph.span));
    let text = within.filter(|paragraph| is_text(folded, paragraph)).map(|paragraph| paragraph.span.end.min(section.end));
    text.max().unwrap_or(section.start)
}

fn is_text(folded: &str, paragraph: &Paragraph) -> bool {
    let text = paragraph.span.of(folded);
    let aside = text.starts_with(['(', '〔']) && text.ends_with([')', '〕'])
        || ["附件", "特此报告", "专此报告", "主办", "扫一扫", "相关链接", "抄送", "抄报", "主送"].iter().any(|word| text.starts_with(word));
    matches!(paragraph.role, Role::Body | Role::Heading) && !aside
}

fn starts_plan(text: &str, year: Option<i16>) -> bool {
    let bare = text.trim_start_matches([' ', ',']);
    let named = bare.split_at_checked(4).and_then(|(year, tail)| Some((year.parse::<i16>().ok()?, tail)));
    let next = named.is_some_and(|(named, tail)| year == Some(named - 1) && ["年,", "年度,", "年我", "年将"].iter().any(|words| tail.starts_with(words)));
    next || PLAN_START_WORDS.opening(bare).is_some()
}

/// Single sentences outside of sections: where one turns to the time to come, all behind it belongs to it up to the next heading.
fn sentences(document: &Document, zones: &[Zone], triggers: &Triggers) -> Vec<Zone> {
    let folded = document.view.folded.as_str();
    let year = document.head.year.map(|(year, _)| year);
    let mut found: Vec<Zone> = Vec::new();
    let told =
        |paragraph: &&Paragraph| paragraph.role == Role::Body || paragraph.span.of(folded).ends_with(['。', ';']) || paragraph.span.of(folded).contains(',');
    // Nobody turns to the time to come in the first part of a report.
    let reaches_late = |paragraph: &&Paragraph| paragraph.span.end * 10 > folded.len() * 4;
    for paragraph in document.paragraphs.iter().filter(reaches_late).filter(|paragraph| is_text(folded, paragraph)).filter(told) {
        let free = |span: Span| !zones.iter().any(|zone| zone.span.overlaps(span));
        for sentence in clause::sentences(folded, paragraph.span) {
            let late = sentence.start * 10 > folded.len() * 4;
            let open = found.last().is_some_and(|zone| zone.span.contains(sentence));
            if !late || !free(sentence) || open && found.last().is_some_and(|zone| zone.topic == Topic::Plans) {
                continue;
            }
            let bare_span = clause::without_number(folded, sentence);
            let bare = bare_span.of(folded);
            if starts_plan(bare, year) && !bare.starts_with("为此") && !bare.starts_with("对此") && !bare.starts_with("今后的") {
                let end = zone_end(document, paragraph, sentence, zones);
                if let Some(last) = found.last_mut().filter(|_| open) {
                    last.span.end = sentence.start;
                }
                found.push(Zone { span: Span::new(sentence.start, end), topic: Topic::Plans });
                continue;
            }
            let turn = turn_within(folded, sentence);
            if !open && triggers.stand_in(List::Admissions, bare_span) && admits(bare) {
                let end = if sentence.of(folded).trim_end().ends_with(':') || introduces(bare) {
                    zone_end(document, paragraph, sentence, zones)
                } else {
                    sentence.end
                };
                let end = if introduces(bare) { end } else { full_stop(folded, paragraph.span, sentence) };
                let listed = !introduces(bare) && folded.get(end..paragraph.span.end).is_some_and(opens_list);
                let end = if listed { zone_end(document, paragraph, sentence, zones) } else { end };
                let end = turn.unwrap_or(end);
                found.push(Zone { span: Span::new(sentence.start, end), topic: if listed || introduces(bare) { Topic::Both } else { Topic::Problems } });
            }
            if let Some(turn) = turn.filter(|turn| !open || found.last().is_some_and(|zone| zone.span.end <= *turn)) {
                found.push(Zone { span: Span::new(turn, zone_end(document, paragraph, sentence, zones)), topic: Topic::Plans });
            }
        }
    }
    found
}

/// Where a sentence turns to the time to come behind a comma: …还有不足之处,今后我们将继续努力.
fn turn_within(folded: &str, sentence: Span) -> Option<usize> {
    const TURNS: [&str; 10] = ["下一步", "下步", "今后", "在今后", "在下一步", "接下来", "下一阶段", "明年", "来年", "新的一年"];
    let text = sentence.of(folded);
    text.match_indices(',').map(|(place, _)| place + 1).find_map(|place| {
        let rest = text.get(place..)?;
        let announced = || ["将", "继续", "进一步", "要"].iter().any(|word| rest.contains(word));
        let named = TURNS.iter().any(|word| rest.starts_with(word)) && !["今后的", "下一步工作提", "下一步工作打"].iter().any(|word| rest.starts_with(word));
        (named && announced()).then_some(sentence.start + place)
    })
}

/// Where what a sentence begins ends: with its paragraph, with the items behind it, or, of closing words, with the text.
fn zone_end(document: &Document, paragraph: &Paragraph, sentence: Span, zones: &[Zone]) -> usize {
    let folded = document.view.folded.as_str();
    // An item among others (三是…。下一步…) ends with its paragraph.
    if numbering::of(paragraph.span.of(folded)).is_some() && sentence.start > paragraph.span.start {
        return paragraph.span.end;
    }
    let heading = document.outline.iter().find(|heading| heading.span.start > sentence.end && !heading.run_in && heading.level <= 2);
    let zone = zones.iter().map(|zone| zone.span.start).filter(|start| *start > sentence.end).min();
    let limit = [heading.map(|heading| heading.span.start), zone].into_iter().flatten().min().unwrap_or(folded.len());
    last_text(document, Span::new(sentence.start, limit)).max(sentence.end)
}

/// The end of the sentence by its full stop: what semicolons part is one admission.
fn full_stop(folded: &str, paragraph: Span, sentence: Span) -> usize {
    let last = sentence.end - sentence.of(folded).chars().next_back().map_or(0, char::len_utf8);
    let rest = folded.get(last..paragraph.end).unwrap_or("");
    rest.find('。').map_or(paragraph.end, |place| last + place + '。'.len_utf8()).max(sentence.end)
}

/// Whether a sentence with a cue admits a shortcoming of the report's own side.
fn admits(sentence: &str) -> bool {
    // 仍存在一些短板弱项:一是…: what leads up to a list admits, whatever its items speak of.
    let lead = sentence.find(':').and_then(|colon| sentence.get(..=colon)).filter(|lead| CUE_WORDS.stand_in(lead)).unwrap_or(sentence);
    CUE_WORDS.stand_in(lead) && TURN_WORDS.stand_in(lead) && !DEED_WORDS.stand_in(lead)
}

/// Whether what follows an admission begins a list of what was admitted: 突出表现在以下四点:一是….
fn opens_list(rest: &str) -> bool {
    let rest = ["突出", "主要", "具体", "集中"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    ["表现在", "表现为", "体现在", "一是", "有以下"].iter().any(|word| rest.starts_with(word))
}

/// Whether a sentence announces a list of shortcomings.
fn introduces(sentence: &str) -> bool {
    sentence.trim_end().ends_with(':') || LISTING.stand_in(sentence)
}

/// Whether a sentence turns to plans within a section on both: 下一步, or a headline such as 工作计划。
fn turns(text: &str, year: Option<i16>) -> bool {
    let headline = text.trim_end_matches(['。', ':', ' ']);
    starts_plan(text, year) || headline.chars().count() <= 12 && PLANS.ending(headline).is_some()
}

/// A zone of problems ends where a sentence turns to plans.
fn split(folded: &str, document: &Document, zone: Zone) -> Vec<Zone> {
    if zone.topic == Topic::Plans {
        return vec![zone];
    }
    let year = document.head.year.map(|(year, _)| year);
    let at = |sentence: Span| {
        let turned = turns(clause::without_number(folded, sentence).of(folded), year);
        if turned { Some(sentence.start) } else { turn_within(folded, sentence) }
    };
    let turn =
        paragraphs_in(document, zone.span).flat_map(|span| clause::sentences(folded, span)).filter(|sentence| sentence.start >= zone.span.start).find_map(at);
    match turn {
        Some(turn) if turn > zone.span.start => {
            vec![Zone { span: Span::new(zone.span.start, turn), topic: Topic::Problems }, Zone { span: Span::new(turn, zone.span.end), topic: Topic::Plans }]
        }
        Some(_) => vec![Zone { topic: Topic::Plans, ..zone }],
        None => vec![Zone { topic: Topic::Problems, ..zone }],
    }
}

/// The parts of a zone that lie in one paragraph each.
fn paragraphs_in(document: &Document, zone: Span) -> impl Iterator<Item = Span> + '_ {
    let text = document.paragraphs.iter().filter(|paragraph| matches!(paragraph.role, Role::Body | Role::Heading));
    text.map(move |paragraph| Span::new(paragraph.span.start.max(zone.start), paragraph.span.end.min(zone.end))).filter(|span| span.start < span.end)
}

/// Words before the shortcomings that only say what was reached.
fn is_praise(text: &str) -> bool {
    let reached = ["取得了", "取得一定", "取得明显", "成效明显", "有所进步"].iter().any(|word| text.contains(word));
    let admits = || {
        ["不足", "问题", "差距", "短板", "薄弱", "不够", "不强", "不高", "有待", "欠缺", "困难", "滞后", "不到位", "偏"].iter().any(|word| text.contains(word))
    };
    reached && !admits()
}
