//! Lines of a text, cleaned: width folded, Markdown and control characters left out, idle spaces dropped; each with what it is.
//!
//! In: the stored text. Out: [`Line`]s that remember where each of their characters stands. Page numbers and running heads are told here.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::zh::fold::{fold_char, is_han, swallows_space};
use crate::zh::words::Words;

/// A character and the index of the stored character that it comes from.
pub(super) type Placed = (char, u32);

/// What a line is, as far as it shows by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words.
    Text,
    /// Nothing.
    Blank,
    /// A page number or a running head: left out of the view.
    Dropped,
    /// Navigation of a web page.
    Furniture,
}

/// One line.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub chars: Vec<Placed>,
    pub kind: Kind,
}

impl Line {
    /// The characters as a string.
    pub fn text(&self) -> String {
        self.chars.iter().map(|(c, _)| *c).collect()
    }

    /// How many characters.
    pub fn width(&self) -> usize {
        self.chars.len()
    }
}

/// The lines of `content`. `markdown` says whether emphasis, headings and escapes are to be read as Markdown wherever they look so;
/// `**` is dropped in any text, for converters leave it behind.
pub(super) fn lines(content: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = raw(content).into_iter().map(cleaned).collect();
    drop_running_heads(&mut lines);
    lines
}

fn raw(content: &str) -> Vec<Vec<Placed>> {
    let mut lines = vec![Vec::new()];
    for (index, c) in (0..).zip(content.chars()) {
        match fold_char(c) {
            // Nine characters in ten: nothing else is to be asked of them.
            c @ '\u{4e00}'..='\u{9fff}' => {
                if let Some(line) = lines.last_mut() {
                    line.push((c, index));
                }
            }
            '\n' | '\u{c}' | '\u{2028}' | '\u{2029}' => lines.push(Vec::new()),
            '\r' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{e000}'..='\u{f8ff}' => {}
            folded if folded.is_control() => {}
            folded => {
                if let Some(line) = lines.last_mut() {
                    line.push((folded, index));
                }
            }
        }
    }
    lines
}

fn cleaned(raw: Vec<Placed>) -> Line {
    let raw = trimmed(raw);
    if is_page_number(&raw) {
        return Line { chars: raw, kind: Kind::Dropped };
    }
    let chars = despaced(without_markup(raw));
    let kind = kind(&chars);
    Line { chars, kind }
}

fn trimmed(mut chars: Vec<Placed>) -> Vec<Placed> {
    while chars.last().is_some_and(|(c, _)| c.is_whitespace()) {
        chars.pop();
    }
    let start = chars.iter().position(|(c, _)| !c.is_whitespace()).unwrap_or(chars.len());
    chars.drain(..start);
    chars
}

/// `- 2 -`, `第3页 共6页`, `3/6`, `第 3 页`.
fn is_page_number(chars: &[Placed]) -> bool {
    if chars.is_empty() || chars.len() > 16 {
        return false;
    }
    let text: String = chars.iter().map(|(c, _)| *c).filter(|c| !c.is_whitespace()).collect();
    let inner = text.trim_matches('-').trim_matches('·');
    let digits = |s: &str| !s.is_empty() && s.len() <= 3 && s.bytes().all(|b| b.is_ascii_digit());
    let paged = |s: &str| s.strip_prefix('第').and_then(|s| s.strip_suffix('页')).is_some_and(digits);
    let of = |s: &str, part: &str| s.split_once(part).is_some_and(|(a, b)| digits(a) && digits(b));
    digits(inner)
        || paged(inner)
        || of(inner, "/")
        || inner.strip_prefix('第').is_some_and(|s| {
            let s = s.replace([',', ' '], "");
            s.split_once("页共").is_some_and(|(a, b)| digits(a) && digits(b.trim_end_matches('页')))
        })
}

/// Markdown and HTML remnants left out.
fn without_markup(chars: Vec<Placed>) -> Vec<Placed> {
    if !chars.iter().any(|(c, _)| matches!(c, '*' | '_' | '#' | '>' | '\\' | '&' | '<' | '|' | '`') || *c == '-') {
        return chars;
    }
    let mut kept = Vec::with_capacity(chars.len());
    let mut place = opening(&chars);
    while let Some(&(c, index)) = chars.get(place) {
        place += match skipped(&chars, place) {
            0 => {
                kept.push((c, index));
                1
            }
            skipped => skipped,
        };
    }
    trimmed(kept)
}

/// How many characters open a line as Markdown: `## `, `> `, `- `, `* `.
fn opening(chars: &[Placed]) -> usize {
    let at = |place: usize| chars.get(place).map(|(c, _)| *c);
    let marks = chars.iter().take_while(|(c, _)| *c == '#').count();
    if (1..=6).contains(&marks) {
        return marks;
    }
    match (at(0), at(1)) {
        (Some('>' | '-' | '*' | '+' | '·'), Some(' ')) => 2,
        _ => 0,
    }
}

/// How many characters at `place` are markup.
fn skipped(chars: &[Placed], place: usize) -> usize {
    let at = |offset: usize| chars.get(place + offset).map(|(c, _)| *c);
    match at(0) {
        Some('*') if at(1) == Some('*') => 2,
        Some('_') if at(1) == Some('_') => 2,
        Some('*') => 1,
        Some('`') => 1,
        Some('\\') if at(1).is_some_and(|c| c.is_ascii_punctuation()) => 1,
        Some('&') => entity(chars, place),
        Some('<') => tag(chars, place),
        _ => 0,
    }
}

fn entity(chars: &[Placed], place: usize) -> usize {
    let word: String = chars.iter().skip(place + 1).take(6).map(|(c, _)| *c).collect();
    ["nbsp;", "ensp;", "emsp;", "quot;"].iter().find(|e| word.starts_with(**e)).map_or(0, |e| e.len() + 1)
}

/// `<br/>`, `</p>`, `<span class="x">`: an ASCII tag of at most 80 characters.
fn tag(chars: &[Placed], place: usize) -> usize {
    let opens = chars.get(place + 1).is_some_and(|(c, _)| c.is_ascii_alphabetic() || *c == '/');
    let end = chars.iter().skip(place).take(80).position(|(c, _)| *c == '>');
    match (opens, end) {
        (true, Some(end)) if chars.iter().skip(place).take(end).all(|(c, _)| c.is_ascii()) => end + 1,
        _ => 0,
    }
}

/// Spaces that carry nothing dropped; a gap between two words of Han stays as one space, so do cells of a row.
fn despaced(chars: Vec<Placed>) -> Vec<Placed> {
    if !chars.iter().any(|(c, _)| c.is_whitespace()) {
        return chars;
    }
    if is_spaced_out(&chars) {
        return chars.into_iter().filter(|(c, _)| !c.is_whitespace()).collect();
    }
    let mut kept: Vec<Placed> = Vec::with_capacity(chars.len());
    let mut place = 0;
    while let Some(&(c, index)) = chars.get(place) {
        if !c.is_whitespace() {
            kept.push((c, index));
            place += 1;
            continue;
        }
        let run = chars.iter().skip(place).take_while(|(c, _)| c.is_whitespace()).count();
        if let (Some(&(before, _)), Some(&(after, _))) = (kept.last(), chars.get(place + run))
            && gap_speaks(before, after, run, token_before(&kept), token_after(&chars, place + run))
        {
            kept.push((' ', index));
        }
        place += run;
    }
    kept
}

/// A title set wide: nearly every character stands alone (关 于 2 0 2 5 年).
fn is_spaced_out(chars: &[Placed]) -> bool {
    let tokens: Vec<usize> = chars.split(|(c, _)| c.is_whitespace()).map(<[Placed]>::len).filter(|len| *len > 0).collect();
    let single = tokens.iter().filter(|len| **len == 1).count();
    single >= 6 && single * 10 >= tokens.len() * 8
}

fn token_before(kept: &[Placed]) -> usize {
    kept.iter().rev().take_while(|(c, _)| is_han(*c)).count()
}

fn token_after(chars: &[Placed], place: usize) -> usize {
    chars.iter().skip(place).take_while(|(c, _)| is_han(*c)).count()
}

/// Whether the white space between `before` and `after` parts two things: words of Han (not single spaced-out characters), or Latin words.
fn gap_speaks(before: char, after: char, run: usize, han_before: usize, han_after: usize) -> bool {
    match (is_han(before), is_han(after)) {
        (true, true) => han_before > 1 && han_after > 1,
        (true, false) | (false, true) => run >= 4 && !swallows_space_strictly(before) && !swallows_space_strictly(after),
        (false, false) => !swallows_space(before) && !swallows_space(after) || (before == ')' && after == '('),
    }
}

fn swallows_space_strictly(c: char) -> bool {
    swallows_space(c) && !is_han(c)
}

/// What opens a line of a web page that is no part of the document.
const FURNITURE_OPENINGS: [&str; 32] = [
    "字体:",
    "字号:",
    "打印",
    "〔打印",
    "分享",
    "热门搜索",
    "浏览次数",
    "浏览量",
    "点击数",
    "阅读次数",
    "访问量",
    "上一篇",
    "下一篇",
    "版权所有",
    "主办:",
    "主办单位",
    "承办:",
    "承办单位",
    "当前位置",
    "您的位置",
    "您现在的位置",
    "网站地图",
    "扫一扫",
    "关闭窗口",
    "〔关闭",
    "联系我们",
    "无障碍",
    "返回顶部",
    "首页>",
    "首页 >",
    "技术支持",
    "设为首页",
];

const FURNITURE_WORDS: [&str; 9] = ["ICP备", "公网安备", "网站标识码", "分享到", "扫一扫", "打印本页", "关闭窗口", "首页>", "字体:〔"];

static OPENINGS: LazyLock<Words> = LazyLock::new(|| Words::new(&FURNITURE_OPENINGS));
static WITHIN: LazyLock<Words> = LazyLock::new(|| Words::new(&FURNITURE_WORDS));

fn kind(chars: &[Placed]) -> Kind {
    if chars.is_empty() || chars.iter().all(|(c, _)| matches!(c, '-' | '=' | '*' | '_' | '|' | ' ' | '·' | ':' | '★' | '☆' | '─' | '━')) {
        return Kind::Blank;
    }
    if chars.len() > 90 {
        return Kind::Text;
    }
    let text: String = chars.iter().map(|(c, _)| *c).collect();
    // 通江县人民政府网站 > 乡镇(街道) > 诺水河镇: the way to the page.
    let way = text.chars().filter(|c| matches!(c, '>' | '»' | '›')).count() >= 2 && !text.starts_with(['<', '>']);
    let furniture = way || OPENINGS.opening(&text).is_some() || WITHIN.stand_in(&text);
    if furniture && !text.contains('。') { Kind::Furniture } else { Kind::Text }
}

/// A short line that stands three times or more, with other text between, is a running head: its first place counts, the others are dropped.
fn drop_running_heads(lines: &mut [Line]) {
    let mut seen: HashMap<String, (usize, usize)> = HashMap::new();
    let candidate = |line: &Line| line.kind == Kind::Text && (4..=40).contains(&line.width()) && !ends_sentence(line);
    for (place, line) in lines.iter().enumerate().filter(|(_, line)| candidate(line)) {
        let entry = seen.entry(line.text()).or_insert((0, place));
        entry.0 += 1;
    }
    for (place, line) in lines.iter_mut().enumerate() {
        if candidate(line) && seen.get(&line.text()).is_some_and(|&(count, first)| count >= 3 && place != first) {
            line.kind = Kind::Dropped;
        }
    }
}

/// Whether the line ends as sentences end.
pub(super) fn ends_sentence(line: &Line) -> bool {
    let last = line.chars.iter().rev().map(|(c, _)| *c).find(|c| !matches!(c, '”' | '’' | ')' | ' '));
    matches!(last, Some('。' | '!' | '?' | ';' | ':' | '…' | '.'))
}
