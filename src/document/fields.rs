//! The fields that portals print above a document: 索引号：… 发布机构：… 发布时间：…, several on a line.
//!
//! In: a folded line. Out: names and the spans of values. It does not judge them.

use super::rows;
use crate::text::Span;
use crate::zh::date;

/// Names of fields, as portals print them.
pub(super) const FIELDS: [&str; 71] = [
    "索引号",
    "索 引 号",
    "发文机构",
    "发布机构",
    "发文机关",
    "发文单位",
    "发布单位",
    "公开主体",
    "公开责任部门",
    "责任部门",
    "发文字号",
    "文号",
    "公文文号",
    "文件编号",
    "统一编号",
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
    "主题分类",
    "主题词",
    "信息分类",
    "分类",
    "体裁",
    "体裁分类",
    "组配分类",
    "服务对象",
    "名称",
    "信息名称",
    "标题",
    "内容概述",
    "关键词",
    "关键字",
    "有效性",
    "公开方式",
    "公开范围",
    "字号",
    "字体",
    "浏览次数",
    "浏览",
    "阅读",
    "阅读量",
    "点击",
    "阅读次数",
    "点击数",
    "浏览量",
    "访问量",
    "打印",
    "分享",
    "来源",
    "信息来源",
    "文章来源",
    "稿件来源",
    "作者",
    "责任编辑",
    "点击次数",
    "点击率",
    "访问次数",
    "阅读数",
    "浏览数",
];

/// Names that some portals print without a colon: a space parts them from their values.
const PLAIN: [&str; 13] =
    ["索引号", "发布机构", "发文机构", "发文机关", "主题分类", "公开日期", "成文日期", "发文日期", "发布日期", "发文字号", "文号", "信息分类", "公开方式"];

/// Whether a line opens with a field.
pub(super) fn opens(line: &str) -> bool {
    if cells(line).is_some() || bracketed(line).first().is_some_and(|(_, open, _)| *open == 0) {
        return true;
    }
    let first = line.split(' ').next().unwrap_or("");
    if first.len() < line.len()
        && PLAIN.iter().any(|name| {
            first == *name || (first.starts_with(name) && first.get(name.len()..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())))
        })
    {
        return true;
    }
    let Some(colon) = line.find(':') else { return false };
    line.get(..colon).is_some_and(|name| FIELDS.contains(&name.trim().trim_matches(['〔', '〕'])))
}

/// The names of fields that stand in brackets without a colon, 〔 发文字号 〕 某发〔2025〕5号, with the places where the brackets open and where their
/// values begin.
fn bracketed(line: &str) -> Vec<(String, usize, usize)> {
    let name = |(open, mark): (usize, &str)| {
        let inner = line.get(open + mark.len()..)?;
        let close = inner.find(['〕', '】']).filter(|close| *close <= 30)?;
        let behind = open + mark.len() + close + '〕'.len_utf8();
        let name = inner.get(..close)?.replace(' ', "");
        let colon = line.get(behind..).is_some_and(|rest| rest.starts_with(':'));
        (FIELDS.contains(&name.as_str()) && !colon).then_some((name, open, behind))
    };
    line.match_indices(['〔', '【']).filter_map(name).collect()
}

/// The cells of a table's row that opens with the name of a field: |发布机构|西陵镇|生成日期|2024-01-29|.
fn cells(line: &str) -> Option<Vec<Span>> {
    let inner = line.trim_end().strip_prefix('|')?.trim_matches('|');
    let found = rows::cells(inner, line.len() - line.trim_start_matches('|').len());
    let named = found.first().is_some_and(|cell| FIELDS.contains(&cell.of(line).trim_end_matches(':')));
    (named && found.len() >= 2).then_some(found)
}

/// Names and values that take turns in the cells of a row.
fn in_cells(line: &str, cells: &[Span], offset: usize) -> Vec<(String, Span)> {
    let pairs = cells.chunks(2).filter_map(|pair| pair.first().copied().zip(pair.get(1).copied()));
    let named = pairs.filter(|(name, value)| FIELDS.contains(&name.of(line).trim_end_matches(':')) && !value.is_empty());
    named.map(|(name, value)| (name.of(line).trim_end_matches(':').replace(' ', ""), Span::new(offset + value.start, offset + value.end))).collect()
}

/// All fields of a line. A date in front of the first field counts as 发布时间, as portals print it under the title.
pub(super) fn read(folded: &str, span: Span) -> Vec<(String, Span)> {
    let line = span.of(folded);
    if let Some(cells) = cells(line) {
        return in_cells(line, &cells, span.start);
    }
    let names = bracketed(line);
    if !names.is_empty() {
        let ends = names.iter().skip(1).map(|(_, open, _)| *open).chain([line.len()]);
        let found = names.iter().zip(ends).map(|((name, _, close), end)| (name.clone(), trimmed(line, *close, end, span.start)));
        return found.filter(|(_, span)| !span.is_empty()).collect();
    }
    let mut starts: Vec<(usize, usize, &str)> = Vec::new();
    for (colon, _) in line.match_indices(':') {
        // Some portals print 〔索引号〕: with brackets around the name.
        let before = line.get(..colon).unwrap_or("").trim_end_matches('〕');
        let name = FIELDS.iter().filter(|name| before.ends_with(**name)).max_by_key(|name| name.len());
        if let Some(name) = name {
            starts.push((before.len() - name.len(), colon, name));
        }
    }
    if starts.is_empty() {
        return plain(line, span.start);
    }
    let mut found = Vec::new();
    if date::at_start(line).is_some() {
        let end = starts.first().map_or(line.len(), |(start, _, _)| *start);
        found.push(("发布时间".to_owned(), trimmed(line, 0, end, span.start)));
    }
    for (place, (_, colon, name)) in starts.iter().enumerate() {
        let from = colon + 1;
        let to = starts.get(place + 1).map_or(line.len(), |(next, _, _)| *next);
        if from < to {
            found.push(((*name).replace(' ', ""), trimmed(line, from, to, span.start)));
            found.extend(beside(line, from, to, span.start));
        }
    }
    found.retain(|(_, span)| !span.is_empty());
    found
}

/// A date that a bar parts from a value: 发布单位:龙镇|2024年2月18日.
fn beside(line: &str, from: usize, to: usize, offset: usize) -> Option<(String, Span)> {
    let value = line.get(from..to)?;
    let bar = value.find('|')?;
    let rest = value.get(bar + 1..)?;
    let lead = rest.len() - rest.trim_start().len();
    let (_, len) = date::at_start(rest.trim_start())?;
    let start = offset + from + bar + 1 + lead;
    Some(("发布时间".to_owned(), Span::new(start, start + len)))
}

/// 索引号 0123 发布机构 某局: names and values parted by spaces.
fn plain(line: &str, offset: usize) -> Vec<(String, Span)> {
    let mut names: Vec<(usize, &str)> = PLAIN.iter().flat_map(|name| line.match_indices(name).map(move |(place, _)| (place, *name))).collect();
    names.retain(|(place, _)| *place == 0 || line.get(..*place).is_some_and(|before| before.ends_with(' ') || before.ends_with(|c: char| c.is_ascii_digit())));
    names.sort_unstable();
    let value = |at: usize, (place, name): &(usize, &str)| {
        let end = names.get(at + 1).map_or(line.len(), |(next, _)| *next);
        ((*name).to_owned(), trimmed(line, place + name.len(), end, offset))
    };
    let mut found: Vec<(String, Span)> = names.iter().enumerate().map(|(at, name)| value(at, name)).filter(|(_, span)| !span.is_empty()).collect();
    if found.is_empty() && date::at_start(line).is_some() {
        found.push(("发布时间".to_owned(), trimmed(line, 0, line.len(), offset)));
    }
    found
}

fn trimmed(line: &str, from: usize, to: usize, offset: usize) -> Span {
    let value = line.get(from..to).unwrap_or("");
    let lead = value.len() - value.trim_start().len();
    let value = value.trim().split('|').next().unwrap_or("").trim_end_matches('〔').trim_end();
    Span::new(offset + from + lead, offset + from + lead + value.len())
}
