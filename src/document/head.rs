//! The head and the foot of a document: what it is called, by whom, to whom, when.
//!
//! In: the paragraphs of the view. Out: a [`Head`], and a role for each paragraph that belongs to it. It knows the layout of
//! official documents (GB/T 9704) and of portals, and the endings of bodies' names; no body by name.

use crate::text::Span;
use crate::zh::{date, document_number};

use super::title::{self, TitleBlock};
use super::{Head, Paragraph, Role, fields};

pub(super) use super::fields::FIELDS;

/// How many paragraphs a head can have.
const HEAD_PARAGRAPHS: usize = 40;

/// Endings of bodies' names, as a head has them.
pub(super) const BODY_ENDINGS: [&str; 27] = [
    "人民政府",
    "委员会",
    "办事处",
    "办公室",
    "政府",
    "党委",
    "党组",
    "县委",
    "市委",
    "区委",
    "省委",
    "州委",
    "旗委",
    "局",
    "厅",
    "院",
    "中心",
    "大队",
    "支队",
    "党工委",
    "工委",
    "管委会",
    "人大常委会",
    "司法所",
    "小组",
    "常务委员会",
    "团",
];

/// Whether `text` reads as the name of one body.
pub(super) fn is_body_name(text: &str) -> bool {
    let chars = text.chars().count();
    (3..=40).contains(&chars)
        && BODY_ENDINGS.iter().any(|ending| text.ends_with(ending))
        && !text.contains(['。', ':', ';', '“', '《', '关'])
        && !text.chars().any(|c| c.is_ascii_digit())
}

/// Reads head and foot, and sets the roles.
pub(super) fn read(folded: &str, paragraphs: &mut [Paragraph]) -> Head {
    let mut head = Head::default();
    let body = first_body(folded, paragraphs);
    for paragraph in paragraphs.iter_mut().take(body) {
        top_line(folded, paragraph, &mut head);
    }
    for paragraph in paragraphs.iter_mut().skip(body) {
        if paragraph.role == Role::Body && paragraph.span.len() < 300 {
            let text = paragraph.span.of(folded);
            if fields::opens(text) {
                paragraph.role = Role::Field;
                head.fields.extend(fields::read(folded, paragraph.span));
            }
        }
    }
    let block = title::find(folded, paragraphs, body, &head);
    take_title(folded, paragraphs, &mut head, block);
    under_title(folded, paragraphs, body, &mut head);
    recipients(folded, paragraphs, body, &mut head);
    foot(folded, paragraphs, &mut head);
    from_fields(folded, &mut head);
    signed_within(folded, paragraphs, &mut head);
    if head.issuers.is_empty() {
        head.issuers.extend(head.title.and_then(|title| title::front(folded, title)));
    }
    head.year = head.year.or_else(|| year(folded, paragraphs, body, &head));
    judge(folded, paragraphs, body, &mut head);
    head
}

/// The first paragraph of running text.
fn first_body(folded: &str, paragraphs: &[Paragraph]) -> usize {
    let is_body = |paragraph: &Paragraph| {
        let text = paragraph.span.of(folded);
        let chars = text.chars().count();
        paragraph.role == Role::Body && !fields::opens(text) && (chars >= 60 || chars >= 24 && text.contains('。')) && !text.ends_with(':')
    };
    paragraphs.iter().position(is_body).unwrap_or(paragraphs.len()).min(HEAD_PARAGRAPHS)
}

/// A line of the head that shows what it is by itself.
fn top_line(folded: &str, paragraph: &mut Paragraph, head: &mut Head) {
    let text = paragraph.span.of(folded);
    // 来源:… 发布时间:… 分享到: navigation of the page, and its fields.
    if paragraph.role == Role::Furniture && fields::opens(text) {
        head.fields.extend(fields::read(folded, paragraph.span));
    }
    if paragraph.role != Role::Body {
        return;
    }
    if let Some(at) = text.find("签发人:") {
        head.signatory = head.signatory.or_else(|| name_behind(text, paragraph.span.start, at + "签发人:".len()));
        paragraph.role = Role::Signatory;
    }
    if let Some(issuers) = masthead(text, paragraph.span.start) {
        paragraph.role = Role::Masthead;
        head.issuers.extend(issuers);
        return;
    }
    if fields::opens(text) || date::at_start(text).is_some() {
        paragraph.role = Role::Field;
        head.fields.extend(fields::read(folded, paragraph.span));
        return;
    }
    let number = document_number::find(text).into_iter().next().filter(|_| text.chars().count() <= 44);
    if let Some(number) = number.filter(|n| n.span.start <= 6 && !text.starts_with("关于") && head.number.is_none()) {
        head.number = Some(Span::new(paragraph.span.start + number.span.start, paragraph.span.start + number.span.end));
        head.number_text = Some(number.normal);
        if paragraph.role == Role::Body {
            paragraph.role = Role::Number;
        }
    }
}

/// The name behind 签发人: two to four Han characters, or more with a middle dot.
fn name_behind(text: &str, offset: usize, at: usize) -> Option<Span> {
    let rest = text.get(at..)?;
    let lead = rest.len() - rest.trim_start_matches(' ').len();
    let rest = rest.get(lead..)?;
    let len: usize = rest.chars().take_while(|c| crate::zh::fold::is_han(*c) || *c == '·').take(12).map(char::len_utf8).sum();
    let name = rest.get(..len)?;
    let count = name.chars().count();
    ((2..=4).contains(&count) || name.contains('·')).then(|| Span::new(offset + at + lead, offset + at + lead + len))
}

/// 新集镇人民政府文件: its bodies.
fn masthead(text: &str, offset: usize) -> Option<Vec<Span>> {
    let body = text.strip_suffix("文件").or_else(|| text.strip_suffix("(报告)")).unwrap_or("");
    let body = body.trim_end();
    if body.is_empty() || body.chars().count() > 60 || body.contains(['。', ',', '《', ':']) {
        return None;
    }
    let spans = words(body, offset);
    let all = spans.iter().all(|span| is_body_name(Span::new(span.start - offset, span.end - offset).of(text)));
    (all && !spans.is_empty()).then_some(spans)
}

/// The words of a line, parted by spaces, as spans.
pub(super) fn words(line: &str, offset: usize) -> Vec<Span> {
    let mut start = 0;
    let mut found = Vec::new();
    for word in line.split(' ') {
        if !word.is_empty() {
            found.push(Span::new(offset + start, offset + start + word.len()));
        }
        start += word.len() + 1;
    }
    found
}

fn take_title(folded: &str, paragraphs: &mut [Paragraph], head: &mut Head, block: Option<TitleBlock>) {
    let Some(block) = block else { return };
    for paragraph in paragraphs.iter_mut().take(block.last + 1).skip(block.first) {
        if matches!(paragraph.role, Role::Body | Role::Heading) {
            paragraph.role = Role::Title;
        }
    }
    head.issuers.extend(block.issuers.iter().copied());
    head.title = Some(block.title);
    let text = block.title.of(folded).replace(['\n', ' '], "");
    head.year = title_year(folded, block.title);
    head.title_text = Some(text);
}

/// Lines directly under the title that name issuers or, in brackets, the date: 中共X街道工作委员会 X街道办事处, (2019年12月30日).
fn under_title(folded: &str, paragraphs: &mut [Paragraph], body: usize, head: &mut Head) {
    let Some(from) = paragraphs.iter().rposition(|p| p.role == Role::Title).map(|place| place + 1) else { return };
    for paragraph in paragraphs.iter_mut().take(body).skip(from).take(3).filter(|p| matches!(p.role, Role::Body | Role::Field)) {
        let text = paragraph.span.of(folded);
        let spans = words(text, paragraph.span.start);
        if paragraph.role == Role::Body && !text.ends_with(':') && text.chars().count() <= 60 && spans.iter().all(|span| is_body_name(span.of(folded))) {
            paragraph.role = Role::Signature;
            head.issuers.extend(spans);
        } else if let Some(inner) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'))
            && let Some((day, len)) = date::at_start(inner).filter(|(_, len)| *len == inner.len())
        {
            paragraph.role = Role::Date;
            let start = paragraph.span.start + '('.len_utf8();
            head.issued = head.issued.or(Some((day, Span::new(start, start + len))));
        } else if let Some(signed) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).and_then(|inner| signed(inner, paragraph.span.start + 1)) {
            // (某镇人民政府 2022年12月15日)
            paragraph.role = Role::Date;
            head.issuers.extend(signed.0);
            head.issued = head.issued.or(Some(signed.1));
        }
    }
}

/// The body and the date that a bracket holds together.
fn signed(inner: &str, offset: usize) -> Option<(Vec<Span>, (date::Day, Span))> {
    let (day, len) = closing_date(inner)?;
    let before = inner.get(..inner.len() - len)?.trim_end();
    let span = Span::new(offset + inner.len() - len, offset + inner.len());
    is_body_name(before).then(|| (vec![Span::new(offset, offset + before.len())], (day, span)))
}

fn title_year(folded: &str, title: Span) -> Option<(i16, Span)> {
    years(title.of(folded)).next().map(|(year, span)| (year, Span::new(title.start + span.start, title.start + span.end)))
}

/// All years with 年 behind them, and where.
fn years(text: &str) -> impl Iterator<Item = (i16, Span)> + '_ {
    text.char_indices()
        .filter(|(place, c)| (c.is_ascii_digit() || *c == '二') && !text.get(..*place).is_some_and(|t| t.ends_with(|c: char| c.is_ascii_digit())))
        .filter_map(|(place, _)| date::year_at_start(text.get(place..)?).map(|(year, len)| (year, Span::new(place, place + len - '年'.len_utf8()))))
}

/// The line of recipients: bodies and nothing else, a colon at its end.
fn recipients(folded: &str, paragraphs: &mut [Paragraph], body: usize, head: &mut Head) {
    let from = paragraphs.iter().rposition(|p| p.role == Role::Title).map_or(0, |place| place + 1);
    for paragraph in paragraphs.iter_mut().take(body + 1).skip(from).take(4) {
        let text = paragraph.span.of(folded);
        let Some(names) = text.strip_suffix(':').filter(|_| paragraph.role == Role::Body) else { continue };
        let spans = listed(names, paragraph.span.start);
        let fits = !spans.is_empty() && spans.iter().all(|span| addressed(span.of(folded)));
        if fits {
            head.recipients = spans;
            paragraph.role = Role::Recipients;
            return;
        }
    }
}

/// Whether a name can stand in a line of recipients.
fn addressed(name: &str) -> bool {
    let ending = ["委", "府", "会", "局", "办", "厅", "院", "室", "处", "中心", "部", "领导小组", "组", "单位", "部门", "镇", "乡", "街道"]
        .iter()
        .any(|e| name.ends_with(e));
    let chars = name.chars().count();
    ending && (2..=40).contains(&chars) && !name.contains("如下") && !name.contains("报告")
}

/// A list parted by 、 , and spaces.
fn listed(names: &str, offset: usize) -> Vec<Span> {
    let mut start = 0;
    let mut found = Vec::new();
    for (place, c) in names.char_indices().chain([(names.len(), '、')]) {
        if matches!(c, '、' | ',' | ' ' | ';') {
            let name = Span::new(start, place);
            if !name.is_empty() {
                found.push(Span::new(offset + name.start, offset + name.end));
            }
            start = place + c.len_utf8();
        }
    }
    found
}

/// The signature and the date at the end.
fn foot(folded: &str, paragraphs: &mut [Paragraph], head: &mut Head) {
    let count = paragraphs.len();
    let from = paragraphs.iter().rposition(|p| p.role == Role::Body && p.span.len() > 180).map_or(0, |place| place + 1).max(count.saturating_sub(12));
    let mut signature: Vec<Span> = Vec::new();
    // The office that printed a paper stands under 抄送, or before 印发 on the next line: it issued nothing.
    let texts: Vec<&str> = paragraphs.iter().map(|paragraph| paragraph.span.of(folded)).collect();
    let copied = texts.iter().rposition(|text| ["抄送", "抄报"].iter().any(|word| text.starts_with(word)));
    let handed = texts.iter().rposition(|text| text.starts_with("印发"));
    let printing: Vec<Span> = [copied.map(|place| place + 1), handed.and_then(|place| place.checked_sub(1))]
        .into_iter()
        .flatten()
        .filter_map(|place| paragraphs.get(place).map(|paragraph| paragraph.span))
        .collect();
    for paragraph in paragraphs.iter_mut().skip(from).filter(|p| p.role == Role::Body) {
        let text = paragraph.span.of(folded);
        if let Some((day, len)) = closing_date(text) {
            paragraph.role = Role::Date;
            let printed = text.ends_with("印发") || printing.contains(&paragraph.span);
            if head.issued.is_none() || !printed && signature.is_empty() {
                let start = paragraph.span.start + text.len() - len.max(1).min(text.len());
                head.issued = Some((day, Span::new(start.min(paragraph.span.end), paragraph.span.end)));
            }
            let before = text.get(..text.len() - len).unwrap_or("").trim_end();
            if is_body_name(before) && !printed {
                signature.push(Span::new(paragraph.span.start, paragraph.span.start + before.len()));
            }
            continue;
        }
        let spans = words(text, paragraph.span.start);
        if text.chars().count() <= 44 && spans.iter().all(|span| is_body_name(span.of(folded))) {
            paragraph.role = Role::Signature;
            signature.extend(spans);
        }
    }
    head.issuers.extend(signature);
}

/// A notice that hands on a report is signed and dated before the report begins: a line of its own with a date, under one that names a body.
fn signed_within(folded: &str, paragraphs: &mut [Paragraph], head: &mut Head) {
    if head.issued.is_some() {
        return;
    }
    for place in 1..paragraphs.len() {
        let [before, line] = paragraphs.get_mut(place - 1..=place).unwrap_or_default() else { continue };
        let text = line.span.of(folded);
        let dated = date::at_start(text).filter(|(_, len)| *len == text.len() && line.role == Role::Body);
        if let Some((day, _)) = dated.filter(|_| is_body_name(before.span.of(folded)) && matches!(before.role, Role::Body | Role::Signature)) {
            head.issued = Some((day, line.span));
            (before.role, line.role) = (Role::Signature, Role::Date);
            return;
        }
    }
}

/// A date that ends a short line, and how many bytes from its start to the end of the line: 2024年2月28日, X人民政府2024年2月28日, (2024年2月28日印发).
fn closing_date(text: &str) -> Option<(date::Day, usize)> {
    if text.chars().count() > 48 || text.contains('。') {
        return None;
    }
    let places = text.char_indices().filter(|(_, c)| matches!(c, '1' | '2' | '一' | '二'));
    for (place, _) in places {
        let rest = text.get(place..)?;
        if let Some((day, len)) = date::at_start(rest) {
            let tail = rest.get(len..)?.trim();
            let closes = matches!(tail, "" | "印发" | "印" | ")" | "印发)");
            return closes.then_some((day, text.len() - place));
        }
    }
    None
}

/// What only the fields of a page say.
fn from_fields(folded: &str, head: &mut Head) {
    let fields = head.fields.clone();
    let value = |names: &[&str]| names.iter().find_map(|name| fields.iter().find(|(field, _)| field == name).map(|(_, span)| *span));
    if head.number.is_none()
        && let Some(span) = value(&["发文字号", "文号", "文件编号", "公文文号"])
        && let Some(number) = document_number::find(span.of(folded)).into_iter().next()
    {
        head.number = Some(Span::new(span.start + number.span.start, span.start + number.span.end));
        head.number_text = Some(number.normal);
    }
    if head.issuers.is_empty()
        && let Some(span) = value(&["发布机构", "发文机构", "发文机关", "发文单位", "发布单位", "公开主体", "文章来源", "信息来源", "稿件来源", "来源", "作者"])
    {
        // 作者:教育局法规股: an office within the body that issued it.
        let whole = |span: &Span| span.len() >= 6 && span.len() <= 120 && !span.of(folded).ends_with(['股', '科']);
        head.issuers.extend(Some(span).filter(whole));
    }
    if head.issued.is_none() {
        let dates = [
            "成文日期",
            "成文时间",
            "发文日期",
            "发文时间",
            "印发日期",
            "生成日期",
            "生成时间",
            "发布时间",
            "发布日期",
            "发布于",
            "公开日期",
            "公开时间",
            "信息时间",
            "时间",
            "日期",
        ];
        head.issued = dates.iter().find_map(|name| {
            let span = value(&[name])?;
            let (day, len) = date::at_start(span.of(folded))?;
            Some((day, Span::new(span.start, span.start + len)))
        });
    }
}

/// The report year where the title names none.
fn year(folded: &str, paragraphs: &[Paragraph], body: usize, head: &Head) -> Option<(i16, Span)> {
    let texts = || paragraphs.iter().skip(body.saturating_sub(1)).filter(|p| p.role == Role::Body).take(6);
    let place = |paragraph: &Paragraph, (year, span): (i16, Span)| (year, Span::new(paragraph.span.start + span.start, paragraph.span.start + span.end));
    let reporting = texts().find_map(|paragraph| {
        let text = paragraph.span.of(folded);
        let at = text.find("报告如下").or_else(|| text.find("汇报如下")).or_else(|| text.find("总结如下"))?;
        years(text.get(..at)?).last().map(|found| place(paragraph, found))
    });
    let newest = head.issued.map(|((year, _, _), _)| year);
    let plausible = |year: i16| newest.is_none_or(|issued| (issued - 1..=issued).contains(&year));
    reporting.or_else(|| texts().find_map(|paragraph| years(paragraph.span.of(folded)).find(|(year, _)| plausible(*year)).map(|found| place(paragraph, found))))
}

/// What the title must speak of.
const SUBJECTS: [&str; 8] = ["法治政府", "法治建设", "依法行政", "依法治", "法治", "法制", "法律", "普法"];
/// What a report calls itself.
const REPORTS: [&str; 5] = ["报告", "总结", "汇报", "情况", "自查"];

fn judge(folded: &str, paragraphs: &[Paragraph], body: usize, head: &mut Head) {
    let title = head.title_text.clone().unwrap_or_default();
    let speaks = |text: &str| SUBJECTS.iter().any(|subject| text.contains(subject));
    let titled = speaks(&title) && REPORTS.iter().any(|report| title.contains(report));
    let opening: String = paragraphs.iter().skip(body.saturating_sub(2)).take(5).filter(|p| p.role == Role::Body).map(|p| p.span.of(folded)).collect();
    let opened = (opening.contains("法治政府建设") || opening.contains("法治建设") || opening.contains("依法行政"))
        && ["如下", "年以来", "年来"].iter().any(|w| opening.contains(w));
    head.is_report = titled || opened && !title.contains("通知") && !title.contains("方案");
    head.is_official = head.is_report
        || head.number.is_some()
        || (!head.recipients.is_empty() && !head.issuers.is_empty())
        || title.starts_with("关于")
        || (head.title.is_some() && !head.issuers.is_empty());
}
