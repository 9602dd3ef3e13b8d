//! The title: one line or several, alone or behind its issuers, in the head or in a field.
//!
//! In: the paragraphs before the running text. Out: the title's span, the issuers in front of it, the paragraphs it takes.

use crate::text::Span;

use super::head::is_body_name;
use super::{Head, Paragraph, Role};

/// A title found.
pub(super) struct TitleBlock {
    /// The title proper.
    pub title: Span,
    /// Bodies named in front of it.
    pub issuers: Vec<Span>,
    /// First and last paragraph.
    pub first: usize,
    pub last: usize,
}

/// What a title ends in.
const ENDINGS: [&str; 14] = ["报告", "总结", "汇报", "情况", "通知", "意见", "方案", "决定", "通报", "公告", "函", "要点", "计划", "说明"];
/// What a title of the genre speaks of.
const SUBJECTS: [&str; 6] = ["法治", "依法", "法制", "行政", "普法", "政府"];

/// The longest issuer that a title begins with, in characters.
const MOST_ISSUER: usize = 28;

/// At most so many lines make a title.
const LINES: usize = 5;

/// The title among the first `body` paragraphs.
pub(super) fn find(folded: &str, paragraphs: &[Paragraph], body: usize, head: &Head) -> Option<TitleBlock> {
    let usable = |place: usize| paragraphs.get(place).filter(|p| matches!(p.role, Role::Body)).is_some();
    let lines = |first: usize| (first..body.min(first + LINES)).take_while(|place| usable(*place)).map(move |last| (first, last));
    let mut blocks = (0..body).filter(|place| usable(*place)).flat_map(lines).filter_map(|(first, last)| block(folded, paragraphs, first, last));
    if let Some(first) = blocks.next() {
        // A running head says the title without its issuer before the title itself comes.
        let same = |other: &TitleBlock| other.first > first.last && says_more(other.title.of(folded), first.title.of(folded));
        let whole = blocks.find(same);
        return Some(whole.unwrap_or(first));
    }
    in_a_field(folded, paragraphs, head).or_else(|| in_running_text(folded, paragraphs, body))
}

/// Whether a title is another one with more before it.
fn says_more(title: &str, other: &str) -> bool {
    let bare = |text: &str| text.replace(['\n', ' '], "");
    let (title, other) = (bare(title), bare(other));
    title.len() > other.len() && title.ends_with(&other)
}

/// The lines `first..=last` as a title, if they read as one.
fn block(folded: &str, paragraphs: &[Paragraph], first: usize, last: usize) -> Option<TitleBlock> {
    let span = Span::new(paragraphs.get(first)?.span.start, paragraphs.get(last)?.span.end);
    let text = bare(span.of(folded));
    if !reads_as_title(text) {
        return None;
    }
    let mut issuers = Vec::new();
    let mut start = span.start;
    let mut pieces = pieces(folded, Span::new(span.start, span.start + text.len())).into_iter().peekable();
    while let Some(piece) = pieces.next() {
        if !is_body_name(piece.of(folded)) || pieces.peek().is_none() {
            break;
        }
        issuers.push(piece);
        start = pieces.peek().map_or(start, |next| next.start);
    }
    // A title is issuer, matter and kind (GB/T 9704, 7.3.1): who issues it on a line of its own belongs to it, a row of offices would drown it.
    let whole = Span::new(span.start, span.start + text.len());
    let led = Span::new(span.start, start).of(folded).chars().count() <= MOST_ISSUER;
    let title = Span::new(start, span.start + text.len());
    let issuer = issuer_in_front(title.of(folded)).map(|len| Span::new(title.start, title.start + len));
    issuers.extend(issuer);
    let title = if led { whole } else { title };
    Some(TitleBlock { title, issuers, first, last })
}

/// Without what stands in brackets at the end: (公开稿), (2024年1月5日).
fn bare(text: &str) -> &str {
    let trimmed = text.trim_end_matches(['\n', ' ']);
    match trimmed.strip_suffix(')').and_then(|_| trimmed.rfind('(')) {
        Some(open) if trimmed.len() - open < 60 && open > 0 => trimmed.get(..open).unwrap_or(trimmed).trim_end_matches(['\n', ' ']),
        _ => trimmed,
    }
}

fn reads_as_title(text: &str) -> bool {
    let chars = text.chars().count();
    (8..=120).contains(&chars)
        && ENDINGS.iter().any(|ending| text.ends_with(ending))
        && (text.contains("关于") || SUBJECTS.iter().any(|subject| text.contains(subject)))
        && !text.contains(['。', ';', ':'])
        && super::numbering::of(text).is_none_or(|n| n.level > 3 && !text.starts_with("一是"))
}

/// The pieces of a block: lines, and what gaps part within them.
fn pieces(folded: &str, span: Span) -> Vec<Span> {
    let mut start = span.start;
    let mut found = Vec::new();
    let text = span.of(folded);
    for (place, c) in text.char_indices().chain([(text.len(), '\n')]) {
        if matches!(c, '\n' | ' ') {
            let piece = Span::new(start, span.start + place);
            if !piece.is_empty() {
                found.push(piece);
            }
            start = span.start + place + 1;
        }
    }
    found
}

/// X人民政府关于…: the length of the issuer.
fn issuer_in_front(title: &str) -> Option<usize> {
    let about = title.find("关于")?;
    title.get(..about).filter(|front| is_body_name(front)).map(str::len)
}

/// 宝绍岱苏木2023年度…: whose report it is by the words before year and subject, where nothing else says who issued it.
pub(super) fn front(folded: &str, title: Span) -> Option<Span> {
    const LEVELS: [&str; 14] = ["镇", "乡", "街道", "苏木", "县", "区", "市", "旗", "局", "委员会", "办事处", "政府", "厅", "管委会"];
    let text = title.of(folded);
    let end =
        text.find(|c: char| c.is_ascii_digit()).into_iter().chain(["关于", "法治", "依法", "二〇", "二○"].iter().filter_map(|word| text.find(word))).min()?;
    let name = text.get(..end)?.trim();
    let fits = (2..=24).contains(&name.chars().count()) && LEVELS.iter().any(|level| name.ends_with(level)) && name.chars().all(crate::zh::fold::is_han);
    fits.then(|| Span::new(title.start, title.start + name.len()))
}

fn in_a_field(folded: &str, paragraphs: &[Paragraph], head: &Head) -> Option<TitleBlock> {
    let (_, span) = head.fields.iter().find(|(name, span)| matches!(name.as_str(), "名称" | "标题" | "信息名称") && reads_as_title(span.of(folded)))?;
    let place = paragraphs.iter().position(|p| p.span.contains(*span))?;
    let issuers = issuer_in_front(span.of(folded)).map(|len| Span::new(span.start, span.start + len));
    Some(TitleBlock { title: *span, issuers: issuers.into_iter().collect(), first: place, last: place })
}

/// A title at the start of a paragraph that a converter glued to the text: up to 报告 before the first stop.
fn in_running_text(folded: &str, paragraphs: &[Paragraph], body: usize) -> Option<TitleBlock> {
    let paragraph = paragraphs.get(body)?;
    let text = paragraph.span.of(folded);
    let stop = text.find(['。', ',', ':', ' '])?;
    let front = text.get(..stop)?;
    let end = ["工作总结", "情况报告", "工作报告", "法治政府建设报告", "年度报告", "的报告", "情况的报告"]
        .iter()
        .filter_map(|e| front.find(e).map(|at| at + e.len()))
        .max()?;
    let title = Span::new(paragraph.span.start, paragraph.span.start + end);
    reads_as_title(title.of(folded)).then_some(TitleBlock { title, issuers: Vec::new(), first: usize::MAX - 1, last: 0 })
}
