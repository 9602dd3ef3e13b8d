//! People by name, with the post that the text gives them. In: folded text. Out: [`Person`]s, in the order of the text.
//!
//! A name is taken where a post, 同志 or a label stands beside it, and where what follows can follow a name. Precision before recall:
//! two or three Han characters are nearly always a word.

mod posts;
pub(super) mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Document, Role};
use crate::text::{Span, touches};
use crate::zh::chars::CharSet;
use crate::zh::fold::is_han;
use crate::zh::surname::is_name;

use super::triggers::{List, Triggers};
use words::{AFTER_WORDS, BETWEEN, BODY_ENDS, COMMON, POST_WORDS, SOUND_SET};

/// A person named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub span: Span,
    /// The post, with the body or place before it as far as it belongs to it: 镇党委书记.
    pub post: Option<Span>,
    /// The rule that found it.
    pub rule: &'static str,
}

/// The people of a document.
pub(super) fn find(document: &Document, triggers: &Triggers) -> Vec<Person> {
    let folded = document.view.folded.as_str();
    let mut people: Vec<Person> = document.head.signatory.map(|span| Person { span, post: None, rule: "signatory" }).into_iter().collect();
    let text = |role: Role| !matches!(role, Role::Furniture | Role::Field | Role::Signatory);
    for paragraph in document.paragraphs.iter().filter(|paragraph| text(paragraph.role)) {
        let text = Text { folded, triggers, paragraph: paragraph.span };
        people.extend(by_post(&text));
        people.extend(by_label(&text));
        people.extend(comrades(&text));
        people.extend(honoured(&text));
        people.extend(listed(&text));
        people.extend(of_firms(&text));
        people.extend(contestants(&text));
        people.extend(made(&text));
        people.extend(in_row(&text));
    }
    people.sort_by_key(|person| (person.span, person.post.is_none()));
    people.dedup_by_key(|person| person.span);
    people.extend(counted(folded, triggers));
    people.sort_by_key(|person| (person.span, person.post.is_none()));
    people.dedup_by_key(|person| person.span);
    people.extend(beside(folded, &people));
    people.sort_by_key(|person| (person.span, person.post.is_none()));
    people.dedup_by_key(|person| person.span);
    people.extend(again(folded, &people));
    people.sort_by_key(|person| (person.span, person.post.is_none()));
    people.dedup_by_key(|person| person.span);
    people
}

/// A paragraph, and where the words stand by which people are found in it.
struct Text<'a> {
    folded: &'a str,
    triggers: &'a Triggers,
    paragraph: Span,
}

impl<'a> Text<'a> {
    /// The words of a list in the paragraph; places count in the whole text.
    fn places(&self, list: List) -> impl Iterator<Item = (usize, &'static str)> + 'a {
        self.triggers.within(list, self.paragraph)
    }

    /// The paragraph up to a place.
    fn before(&self, place: usize) -> &'a str {
        self.folded.get(self.paragraph.start..place).unwrap_or("")
    }

    /// The paragraph from a place on.
    fn after(&self, place: usize) -> &'a str {
        self.folded.get(place..self.paragraph.end).unwrap_or("")
    }
}

/// 仲裁员后东知、卢代吉草受理: a name that a mark of enumeration joins to one behind a post.
fn beside(folded: &str, people: &[Person]) -> Vec<Person> {
    let mut found: Vec<Person> = Vec::new();
    let mut starts: BTreeSet<usize> = people.iter().map(|person| person.span.start).collect();
    let mut open: Vec<usize> = people.iter().map(|person| person.span.end).collect();
    while let Some(end) = open.pop() {
        let Some(start) = folded.get(end..).and_then(|rest| rest.strip_prefix('、')).map(|_| end + '、'.len_utf8()) else { continue };
        let rest = folded.get(start..).unwrap_or("");
        if let Some(len) = name_len(rest).filter(|_| starts.insert(start)) {
            let span = Span::new(start, start + len);
            found.push(Person { span, post: None, rule: "beside a name" });
            open.push(span.end);
        }
    }
    found
}

/// 马培清、隗世全、向大兰三位: names in a row before how many they are.
fn counted(folded: &str, triggers: &Triggers) -> Vec<Person> {
    let mut found = Vec::new();
    for (place, _) in triggers.within(List::Counted, Span::new(0, folded.len())) {
        let mut end = place;
        let mut row = Vec::new();
        while let Some(start) = folded.get(..end).and_then(|text| text.char_indices().rev().nth(2)).map(|(start, _)| start) {
            let name = folded.get(start..end).unwrap_or("");
            let before = folded.get(..start).unwrap_or("");
            let parted = before.chars().next_back().is_none_or(|c| !is_han(c)) || is_body(before);
            if !is_name(name) || is_word(name) || !parted {
                break;
            }
            row.push(Person { span: Span::new(start, end), post: None, rule: "of several who are counted" });
            let Some(joined) = before.strip_suffix('、') else { break };
            end = joined.len();
        }
        if row.len() >= 2 {
            found.extend(row);
        }
    }
    found
}

/// How many names are looked for again.
const MOST: usize = 400;

/// Where names of three characters and more that are known stand again: 覃守月获….
fn again(folded: &str, people: &[Person]) -> Vec<Person> {
    let mut names: Vec<&str> = people.iter().map(|person| person.span.of(folded)).filter(|name| name.chars().count() >= 3).collect();
    names.sort_unstable();
    names.dedup();
    // A list of thousands is no report's.
    names.truncate(MOST);
    let known: Vec<Span> = people.iter().map(|person| person.span).collect();
    let places = places_of(folded, &names).into_iter();
    places.filter(|span| !touches(&known, *span)).map(|span| Person { span, post: None, rule: "a name again" }).collect()
}

/// Where sorted names stand in a text, none over itself: one walk, in which a character that begins no name costs one look.
fn places_of(folded: &str, names: &[&str]) -> Vec<Span> {
    let mut by_first: BTreeMap<char, Vec<(&str, usize)>> = BTreeMap::new();
    for name in names {
        by_first.entry(name.chars().next().unwrap_or(' ')).or_default().push((name, 0));
    }
    let firsts = CharSet::of(by_first.keys().copied());
    let mut found = Vec::new();
    if by_first.is_empty() {
        return found;
    }
    for (place, c) in folded.char_indices().filter(|(_, c)| firsts.may_have(*c)) {
        let rest = folded.get(place..).unwrap_or("");
        for (name, free) in by_first.get_mut(&c).into_iter().flatten().filter(|(name, free)| *free <= place && rest.starts_with(name)) {
            *free = place + name.len();
            found.push(Span::new(place, *free));
        }
    }
    found
}

/// 镇长周维岳任副组长.
fn by_post(text: &Text) -> Vec<Person> {
    let mut found = Vec::new();
    for (place, post) in text.places(List::Posts) {
        let end = place + post.len();
        let Some(name) = name_at(text.folded, end, text.paragraph.end) else { continue };
        found.push(Person { span: name, post: Some(Span::new(post_start(text.folded, text.paragraph, place), end)), rule: "behind a post" });
    }
    found.sort_by_key(|person| (person.span, person.post.map(|post| post.start)));
    found.dedup_by_key(|person| person.span);
    found
}

/// Where the post begins that ends in one of [`POSTS`]: the body and its level belong to it, what governs it does not.
fn post_start(folded: &str, paragraph: Span, at: usize) -> usize {
    crate::zh::edge::left(folded, at, 20).start.max(paragraph.start)
}

fn name_at(folded: &str, post_end: usize, limit: usize) -> Option<Span> {
    let rest = folded.get(post_end..limit)?;
    let blank = rest.len() - rest.trim_start_matches(' ').len();
    let skipped = BETWEEN.iter().find(|word| rest.starts_with(**word)).map_or(blank.min(2), |word| word.len());
    let bracket = usize::from(rest.starts_with('('));
    let start = post_end + skipped.max(bracket);
    let rest = folded.get(start..limit)?;
    let len = name_len(rest).filter(|len| blank == 0 || rest.get(..*len).is_some_and(|name| name.chars().count() == 3))?;
    Some(Span::new(start, start + len))
}

/// Words that say what somebody does or is, of characters of which none ends a name before the next.
const SERVES: [&str; 14] = ["荣获", "荣立", "荣膺", "荣记", "荣登", "担任", "兼任", "出任", "主持", "带队", "带领", "率队", "同志", "牵头"];

/// The length of the name at the start of `text`: three characters before two, with something behind that can follow a name.
fn name_len(text: &str) -> Option<usize> {
    if let Some(len) = dotted_len(text).or_else(|| spelled_len(text)) {
        return Some(len);
    }
    // 由所长郝丽担任, 主任周平主持: the third character begins what the person does.
    let two: usize = text.chars().take(2).map(char::len_utf8).sum();
    // 李国荣获评: the verb is 获评.
    let verb = |rest: &str| {
        SERVES.iter().any(|word| rest.starts_with(word)) && !["荣获评", "荣获得", "荣获授", "荣获选", "荣获批"].iter().any(|word| rest.starts_with(word))
    };
    let serves = text.get(two..).is_some_and(verb) && text.get(..two).is_some_and(is_name);
    [3, 2, 4].into_iter().find_map(|count| {
        let len: usize = text.chars().take(count).take_while(|c| is_han(*c)).map(char::len_utf8).sum();
        let (name, after) = (text.get(..len)?, text.get(len..)?);
        if name.chars().count() != count {
            return None;
        }
        let strong = || ["任", "担任", "同志", "被", "荣获", "获评"].iter().any(|word| after.starts_with(word));
        if count > 2 && serves {
            return None;
        }
        let named = count == 2 && crate::zh::surname::is_short_tibetan(name)
            || is_name(name) && !is_word(name)
            || count == 3 && strong() && is_foreign(name)
            || crate::zh::surname::is_tibetan(name);
        (named && follows(after)).then_some(len)
    })
}

/// The length of a name with a middle dot: 买买提·艾力.
fn dotted_len(text: &str) -> Option<usize> {
    // 乡长古丽娜尔·买买提: the post is none of the name.
    if POST_WORDS.opening(text).is_some_and(|post| post.chars().count() > 1) {
        return None;
    }
    let dot = text.char_indices().take(8).find(|(_, c)| !is_han(*c)).filter(|(_, c)| *c == '·')?.0 + '·'.len_utf8();
    let lens =
        [2, 3, 4, 5, 6].map(|count| dot + text.get(dot..).unwrap_or("").chars().take(count).take_while(|c| is_han(*c)).map(char::len_utf8).sum::<usize>());
    lens.into_iter().find(|len| text.get(..*len).is_some_and(is_name) && text.get(*len..).is_some_and(follows))
}

/// The length of a name of four to seven characters that spell the sounds of another language: 乌力吉巴特尔.
fn spelled_len(text: &str) -> Option<usize> {
    let len: usize = text.chars().take(7).take_while(|c| SOUND_SET.has(*c)).map(char::len_utf8).sum();
    // 巴图孟和: the last sound is also the word for and.
    let len = if text.get(..len)?.ends_with('孟') && text.get(len..)?.starts_with('和') { len + '和'.len_utf8() } else { len };
    let name = text.get(..len)?;
    let chars = name.chars().count();
    if name.starts_with("苏木达") || name.starts_with("嘎查达") {
        return None;
    }
    (chars >= 5 || chars >= 3 && text.get(len..).is_some_and(follows)).then_some(len)
}

/// A name of another language written in three Han characters, such as 特古斯: no common word, nothing that no name has.
fn is_foreign(name: &str) -> bool {
    !is_word(name) && name.chars().all(|c| is_han(c) && !"的了和与及在是由为以对将被把等各该并责任兼长员工作组主副党委第一".contains(c))
}

fn follows(after: &str) -> bool {
    match after.chars().next() {
        None => true,
        Some(c) if !is_han(c) => !matches!(c, '“' | '《') || after.len() < 3,
        Some(_) => AFTER_WORDS.opening(after).is_some(),
    }
}

/// Words that look like a name: a surname and one or two characters that mean something.
fn is_word(name: &str) -> bool {
    // 沈建强 is a name, 党建强 is none.
    let given =
        || name.strip_suffix("建强").or_else(|| name.strip_suffix("建成")).is_some_and(|surname| !["党", "于", "和", "时", "应", "全"].contains(&surname));
    COMMON.opening(name).is_some() || !given() && crate::zh::edge::is_bounded(name, name.len())
}

/// 李金旺被省司法厅评为, 区司法局祁晓东荣获: three characters that read as a name, parted from what stands before, of whom an honour is told.
fn honoured(text: &Text) -> Vec<Person> {
    let mut found = Vec::new();
    for (place, _) in text.places(List::Honoured) {
        let mut end = place;
        while let Some(start) = whole_name(text, end).or_else(|| short_name(text, end, place)) {
            found.push(Person { span: Span::new(start, end), post: None, rule: "of whom an honour is told" });
            let Some(row) = text.before(start).strip_suffix('、') else { break };
            end = text.paragraph.start + row.len();
        }
    }
    found
}

/// 王敏、赵磊被表彰为先进个人: where a name of two characters begins that stands alone between marks, where the honour at `verb` is one of people.
fn short_name(text: &Text, end: usize, verb: usize) -> Option<usize> {
    const PERSONAL: [&str; 9] = ["个人", "标兵", "能手", "模范", "工作者", "调解员", "等功", "嘉奖", "好人"];
    let before = text.before(end);
    let (start, _) = before.char_indices().rev().nth(1)?;
    let (lead, name) = before.split_at_checked(start)?;
    let clause = text.after(verb).split([',', '。', ';', '\n']).next().unwrap_or("");
    let personal = clause.chars().count() <= 30 && PERSONAL.iter().any(|word| clause.contains(word));
    let parted = lead.chars().next_back().is_none_or(|c| !is_han(c) && c != '”');
    (personal && parted && is_name(name) && !is_word(name) && !is_thing(name)).then_some(text.paragraph.start + start)
}

/// Where a name of three characters begins that ends at `place`, parted from what stands before it by a mark or by a body's name.
fn whole_name(text: &Text, place: usize) -> Option<usize> {
    let before = text.before(place);
    if let Some(start) = spelled_before(before) {
        return Some(text.paragraph.start + start);
    }
    let (start, _) = before.char_indices().rev().nth(2)?;
    let (lead, name) = before.split_at_checked(start)?;
    let parted = || lead.chars().next_back().is_none_or(|c| !is_han(c)) || is_body(lead);
    (is_name(name) && parted() && !is_word(name) && !is_thing(name)).then_some(text.paragraph.start + start)
}

/// Where a name of four to seven sounds of another language begins that ends the text, behind a body's name: 执法大队米娜瓦尔.
fn spelled_before(before: &str) -> Option<usize> {
    let starts = before.char_indices().rev().map(|(start, _)| start).take(7).skip(3);
    let parted = |lead: &str| lead.chars().next_back().is_none_or(|c| !is_han(c)) || is_body(lead);
    starts.into_iter().find(|start| before.get(..*start).is_some_and(parted) && before.get(*start..).is_some_and(|name| spelled_len(name) == Some(name.len())))
}

/// 买买提·艾力:全州优秀人民调解员: whom a list of honours names before a colon.
fn listed(text: &Text) -> Vec<Person> {
    const PRAISE: [&str; 9] = ["先进", "优秀", "最美", "模范", "标兵", "能手", "好人", "三等功", "嘉奖"];
    let mut found = Vec::new();
    for (place, _) in text.places(List::Leads) {
        let before = text.before(place);
        let start = before
            .rfind([';', '。', '\n', ',', ')', ':'])
            .map_or(0, |mark| mark + before.get(mark..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
        let name = before.get(start..).unwrap_or("").trim_start();
        let title = || text.after(place + 1).split([';', '。', '\n']).next().unwrap_or("");
        let praised = |title: &str| title.chars().count() <= 30 && PRAISE.iter().any(|word| title.contains(word));
        let long = name.chars().count() == 3 || name.contains('·');
        let foreign = crate::zh::surname::is_tibetan(name) || name.chars().count() >= 5 && spelled_len(name) == Some(name.len());
        if foreign && praised(title()) || long && is_name(name) && !is_word(name) && !is_thing(name) && praised(title()) {
            found.push(Person { span: Span::new(place - name.len(), place), post: None, rule: "in a list of honours" });
        }
    }
    found
}

/// Whether a text ends as a body's name does, behind which a name may stand: 综治办于海涛同志.
fn is_body(text: &str) -> bool {
    BODY_ENDS.ending(text).is_some()
}

/// 律师事务所谭爱军律师: the name between a firm and what its bearer is.
fn of_firms(text: &Text) -> Vec<Person> {
    let mut found = Vec::new();
    for (place, firm) in text.places(List::Firms) {
        let start = place + firm.len();
        let rest = text.after(start);
        let reads = |name: &&str| (2..=3).contains(&name.chars().count()) && is_name(name) && !is_word(name) || crate::zh::surname::is_tibetan(name);
        let name = rest.find("律师").and_then(|end| rest.get(..end)).filter(reads);
        found.extend(name.map(|name| Person { span: Span::new(start, start + name.len()), post: None, rule: "between a firm and 律师" }));
    }
    found
}

/// |2022年8月|何秋玲|桂林市“最美林业人”|: a name that fills a cell, in a row that says what its bearer was honoured with.
fn in_row(text: &Text) -> Vec<Person> {
    const PERSONAL: [&str; 9] = ["先进个人", "最美", "能手", "标兵", "工作者", "调解员", "好人", "之星", "等功"];
    let row = text.paragraph.of(text.folded);
    if !row.trim_start().starts_with('|') || !PERSONAL.iter().any(|word| row.contains(word)) {
        return Vec::new();
    }
    let start = text.paragraph.start + (row.len() - row.trim_start_matches([' ', '|']).len());
    let cells = crate::document::rows::cells(row.trim_matches([' ', '|']), start);
    let names = |cell: &Span| {
        let name = cell.of(text.folded);
        (2..=4).contains(&name.chars().count()) && is_name(name) && !is_word(name) && !is_thing(name)
    };
    cells.into_iter().filter(names).map(|span| Person { span, post: None, rule: "in a row of honours" }).collect()
}

/// 城关所杨丽萍在全市执法比武中获二等奖: who won, where the contest stands behind the name.
fn contestants(text: &Text) -> Vec<Person> {
    let mut found = Vec::new();
    for (place, _) in text.places(List::Contests) {
        let Some(start) = whole_name(text, place) else { continue };
        let clause = text.after(place).split([',', '。', ';', '\n']).next().unwrap_or("");
        let won = clause.contains('中') && ["获", "夺得", "摘得", "斩获"].iter().any(|verb| clause.contains(verb));
        if won {
            found.push(Person { span: Span::new(start, place), post: None, rule: "who won" });
        }
    }
    found
}

/// Whether three characters that begin with a surname end as a village, a body or a piece of work does.
fn is_thing(name: &str) -> bool {
    name.ends_with([
        '村', '镇', '乡', '县', '市', '区', '所', '局', '站', '办', '院', '会', '社', '处', '队', '室', '校', '厂', '店', '户', '组', '部', '委', '厅', '作',
        '业', '心', '先', '后', '度', '年', '次', '均', '还',
    ])
}

/// 联系人:汪以恒.
fn by_label(text: &Text) -> Vec<Person> {
    let starts = text.places(List::Labels).map(|(place, label)| place + label.len());
    let named = |start: usize| {
        let rest = text.after(start);
        let len: usize = rest.chars().take_while(|c| is_han(*c)).map(char::len_utf8).sum();
        let name = rest.get(..len).filter(|name| (2..=3).contains(&name.chars().count()))?;
        crate::zh::surname::begins(name).then(|| Person { span: Span::new(start, start + len), post: None, rule: "behind a label" })
    };
    starts.filter_map(named).collect()
}

/// 张三同志, 习近平总书记.
fn comrades(text: &Text) -> Vec<Person> {
    let mut found = Vec::new();
    for (place, _) in text.places(List::Comrades) {
        let before = text.before(place);
        let named = [3, 2].into_iter().find_map(|count| {
            let start = before.char_indices().rev().nth(count - 1)?.0;
            let name = before.get(start..)?;
            let lead = before.get(..start).unwrap_or("");
            let parted = || crate::zh::edge::is_bounded(before, start) || is_body(lead) || POST_WORDS.ending(lead).is_some();
            (is_name(name) && !is_word(name) && parted()).then_some(text.paragraph.start + start)
        });
        let named = named.or_else(|| charged(text, place));
        found.extend(named.map(|start| Person { span: Span::new(start, place), post: None, rule: "before 同志" }));
    }
    found
}

/// 由周国强兼任办公室主任: whom a text makes something.
fn made(text: &Text) -> Vec<Person> {
    let words = text.paragraph.of(text.folded);
    let name = |at: usize| {
        let rest = words.get(at..)?;
        [3, 2].into_iter().find_map(|count| {
            let len: usize = rest.chars().take(count).map(char::len_utf8).sum();
            let (name, after) = (rest.get(..len)?, rest.get(len..)?);
            let task = ["担任", "兼任"].iter().any(|task| after.starts_with(task));
            (task && is_name(name) && !is_word(name) && !is_thing(name)).then_some(len)
        })
    };
    let starts = words.match_indices('由').map(|(place, by)| place + by.len());
    let spans = starts.filter_map(|at| Some(Span::new(text.paragraph.start + at, text.paragraph.start + at + name(at)?)));
    spans.map(|span| Person { span, post: None, rule: "between 由 and what it is made" }).collect()
}

/// 由普加林同志兼任: where a name of another language begins that somebody bears who is charged with something.
fn charged(text: &Text, place: usize) -> Option<usize> {
    let before = text.before(place);
    let start = before.char_indices().rev().nth(2)?.0;
    let name = before.get(start..)?;
    let tasks = ["任", "担任", "兼任", "具体负责", "负责", "牵头", "主持", "分管"];
    let tasked = text.after(place).strip_prefix("同志").is_some_and(|rest| tasks.iter().any(|task| rest.starts_with(task)));
    let by = before.get(..start)?.ends_with('由');
    (by && tasked && is_foreign(name) && !name.contains(['老', '位', '名', '个', '各', '多'])).then_some(text.paragraph.start + start)
}
