//! People by name, with the post that the text gives them. In: folded text. Out: [`Person`]s, in the order of the text.
//!
//! A name is taken where a post, 同志 or a label stands beside it, and where what follows can follow a name. Precision before recall:
//! two or three Han characters are nearly always a word.

mod words;

use std::collections::BTreeSet;

use crate::document::{Document, Role};
use crate::text::{Span, touches};
use crate::zh::fold::is_han;
use crate::zh::surname::is_name;

use words::{AFTER_WORDS, BETWEEN, COUNTED, HONOUR_WORDS, LABELS, POST_WORDS, POSTS, TITLES};

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
pub(super) fn find(document: &Document) -> Vec<Person> {
    let folded = document.view.folded.as_str();
    let mut people: Vec<Person> = document.head.signatory.map(|span| Person { span, post: None, rule: "signatory" }).into_iter().collect();
    let text = |role: Role| !matches!(role, Role::Furniture | Role::Field | Role::Signatory);
    for paragraph in document.paragraphs.iter().filter(|paragraph| text(paragraph.role)) {
        people.extend(by_post(folded, paragraph.span));
        people.extend(by_label(folded, paragraph.span));
        people.extend(comrades(folded, paragraph.span));
        people.extend(honoured(folded, paragraph.span));
        people.extend(listed(folded, paragraph.span));
        people.extend(of_firms(folded, paragraph.span));
        people.extend(contestants(folded, paragraph.span));
    }
    people.sort_by_key(|person| (person.span, person.post.is_none()));
    people.dedup_by_key(|person| person.span);
    people.extend(counted(folded));
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
fn counted(folded: &str) -> Vec<Person> {
    let mut found = Vec::new();
    for (place, _) in COUNTED.places(folded) {
        let mut end = place;
        let mut row = Vec::new();
        while let Some(start) = folded.get(..end).and_then(|text| text.char_indices().rev().nth(2)).map(|(start, _)| start) {
            let name = folded.get(start..end).unwrap_or("");
            let before = folded.get(..start).unwrap_or("");
            if !is_name(name) || is_word(name) || before.chars().next_back().is_some_and(is_han) {
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
    // A list of thousands is no report's: each name is looked for in the whole text.
    names.truncate(MOST);
    let places = names.iter().flat_map(|name| folded.match_indices(name).map(|(place, _)| Span::new(place, place + name.len())));
    let known: Vec<Span> = people.iter().map(|person| person.span).collect();
    places.filter(|span| !touches(&known, *span)).map(|span| Person { span, post: None, rule: "a name again" }).collect()
}

/// 镇长周维岳任副组长.
fn by_post(folded: &str, paragraph: Span) -> Vec<Person> {
    let text = paragraph.of(folded);
    let mut found = Vec::new();
    for (place, post) in POST_WORDS.places(text) {
        let end = paragraph.start + place + post.len();
        let Some(name) = name_at(folded, end, paragraph.end) else { continue };
        found.push(Person { span: name, post: Some(Span::new(post_start(folded, paragraph, paragraph.start + place), end)), rule: "behind a post" });
    }
    found.sort_by_key(|person| (person.span, person.post.map(|post| post.start)));
    found.dedup_by_key(|person| person.span);
    found
}

/// Where the post begins that ends in one of [`POSTS`]: the body and its level belong to it, what governs it does not.
fn post_start(folded: &str, paragraph: Span, at: usize) -> usize {
    crate::zh::edge::left(folded, at, 14).start.max(paragraph.start)
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

/// The length of the name at the start of `text`: three characters before two, with something behind that can follow a name.
fn name_len(text: &str) -> Option<usize> {
    if let Some(len) = dotted_len(text).or_else(|| spelled_len(text)) {
        return Some(len);
    }
    [3, 2, 4].into_iter().find_map(|count| {
        let len: usize = text.chars().take(count).take_while(|c| is_han(*c)).map(char::len_utf8).sum();
        let (name, after) = (text.get(..len)?, text.get(len..)?);
        let whole = name.chars().count() == count;
        let strong = ["任", "担任", "同志", "被", "荣获", "获评"].iter().any(|word| after.starts_with(word));
        let named = count == 2 && crate::zh::surname::is_short_tibetan(name)
            || is_name(name) && !is_word(name)
            || strong && count == 3 && is_foreign(name)
            || crate::zh::surname::is_tibetan(name);
        (whole && named && follows(after)).then_some(len)
    })
}

/// The length of a name with a middle dot: 买买提·艾力.
fn dotted_len(text: &str) -> Option<usize> {
    let dot = text.char_indices().take(8).find(|(_, c)| !is_han(*c)).filter(|(_, c)| *c == '·')?.0 + '·'.len_utf8();
    let lens =
        [2, 3, 4, 5, 6].map(|count| dot + text.get(dot..).unwrap_or("").chars().take(count).take_while(|c| is_han(*c)).map(char::len_utf8).sum::<usize>());
    lens.into_iter().find(|len| text.get(..*len).is_some_and(is_name) && text.get(*len..).is_some_and(follows))
}

/// The length of a name of four to seven characters that spell the sounds of another language: 乌力吉巴特尔.
fn spelled_len(text: &str) -> Option<usize> {
    const SOUNDS: &str = "敖斯琴毕图朝雅顺娃高朗云萨杜布威丽且荪尔阿巴白宝勃才查达丹道德敦额嘎格根哈海浩呼胡吉嘉金喀卡克拉来勒里立力利龙鲁伦罗吗玛麦满门蒙孟米姆木那娜纳南宁诺帕其恰钦青仁日赛桑莎沙舍苏塔泰特腾提吐托瓦旺维乌西希夏亚伊依音英永尤扎增朱孜子古江买热汗别迪瞿合曼帖儿艾山肉再努苦伍莫俄曲石惹呷毛果史各支铁洛次央珍卓旦措平多强堆普顿珠杰";
    let len: usize = text.chars().take(7).take_while(|c| SOUNDS.contains(*c)).map(char::len_utf8).sum();
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
    const WORDS: [&str; 94] = [
        "荣誉",
        "桂冠",
        "称号",
        "占比",
        "全面",
        "全程",
        "全体",
        "全年",
        "全部",
        "时刻",
        "时常",
        "安全",
        "常态",
        "常务",
        "党员",
        "党组",
        "党委",
        "干部",
        "高度",
        "高效",
        "金融",
        "明确",
        "平安",
        "法律",
        "法治",
        "法院",
        "应急",
        "项目",
        "公开",
        "公安",
        "公正",
        "方面",
        "成立",
        "成员",
        "都要",
        "都能",
        "包括",
        "包村",
        "经常",
        "经费",
        "于年",
        "向上",
        "向社",
        "司法",
        "关于",
        "关心",
        "计划",
        "费用",
        "单位",
        "师生",
        "连续",
        "支部",
        "相关",
        "相应",
        "能力",
        "国家",
        "宣传",
        "管理",
        "安排",
        "事务",
        "司法所",
        "向县",
        "向市",
        "向区",
        "向省",
        "向镇",
        "向乡",
        "向旗",
        "向州",
        "向党",
        "向人",
        "向群",
        "包案",
        "包联",
        "包片",
        "包抓",
        "包保",
        "包户",
        "包干",
        "应知",
        "应会",
        "应当",
        "应尽",
        "任县",
        "任市",
        "任区",
        "任镇",
        "任乡",
        "任党",
        "任组",
        "普法",
        "普及",
        "普查",
        "普遍",
    ];
    // 沈建强 is a name, 党建强 is none.
    let given = name.strip_suffix("建强").or_else(|| name.strip_suffix("建成")).is_some_and(|surname| !["党", "于", "和", "时", "应", "全"].contains(&surname));
    WORDS.iter().any(|word| name.starts_with(word)) || !given && crate::zh::edge::is_bounded(name, name.len())
}

/// 李金旺被省司法厅评为, 区司法局祁晓东荣获: three characters that read as a name, parted from what stands before, of whom an honour is told.
fn honoured(folded: &str, paragraph: Span) -> Vec<Person> {
    let text = paragraph.of(folded);
    let mut found = Vec::new();
    for (place, _) in HONOUR_WORDS.places(text) {
        let named = whole_name(text, place).map(|start| Span::new(paragraph.start + start, paragraph.start + place));
        found.extend(named.map(|span| Person { span, post: None, rule: "of whom an honour is told" }));
    }
    found
}

/// Where a name of three characters begins that ends at `place`, parted from what stands before it by a mark or by a body's name.
fn whole_name(text: &str, place: usize) -> Option<usize> {
    let before = text.get(..place)?;
    if let Some(start) = spelled_before(before) {
        return Some(start);
    }
    let (start, _) = before.char_indices().rev().nth(2)?;
    let (lead, name) = before.split_at_checked(start)?;
    let parted = lead.chars().next_back().is_none_or(|c| !is_han(c)) || is_body(lead);
    (parted && is_name(name) && !is_word(name) && !is_thing(name)).then_some(start)
}

/// Where a name of four to seven sounds of another language begins that ends the text, behind a body's name: 执法大队米娜瓦尔.
fn spelled_before(before: &str) -> Option<usize> {
    let starts = before.char_indices().rev().map(|(start, _)| start).take(7).skip(3);
    starts.into_iter().find(|start| before.get(..*start).is_some_and(is_body) && before.get(*start..).is_some_and(|name| spelled_len(name) == Some(name.len())))
}

/// 买买提·艾力:全州优秀人民调解员: whom a list of honours names before a colon.
fn listed(folded: &str, paragraph: Span) -> Vec<Person> {
    const PRAISE: [&str; 9] = ["先进", "优秀", "最美", "模范", "标兵", "能手", "好人", "三等功", "嘉奖"];
    let text = paragraph.of(folded);
    let mut found = Vec::new();
    for (place, mark) in text.match_indices([':', '-']).filter(|(place, mark)| *mark == ":" || text.get(*place..).is_some_and(|rest| rest.starts_with("--"))) {
        let before = text.get(..place).unwrap_or("");
        let start = before
            .rfind([';', '。', '\n', ',', ')', ':'])
            .map_or(0, |mark| mark + before.get(mark..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
        let name = before.get(start..).unwrap_or("").trim_start();
        let title = text.get(place + mark.len()..).unwrap_or("").split([';', '。', '\n']).next().unwrap_or("");
        let praised = title.chars().count() <= 30 && PRAISE.iter().any(|word| title.contains(word));
        let long = name.chars().count() == 3 || name.contains('·');
        if praised && long && is_name(name) && !is_word(name) && !is_thing(name) {
            found.push(Person { span: Span::new(paragraph.start + place - name.len(), paragraph.start + place), post: None, rule: "in a list of honours" });
        }
    }
    found
}

/// Whether a text ends as a body's name does, behind which a name may stand: 综治办于海涛同志.
fn is_body(text: &str) -> bool {
    [
        "局",
        "所",
        "站",
        "厅",
        "委",
        "办",
        "大队",
        "中队",
        "中心",
        "法院",
        "检察院",
        "仲裁院",
        "卫生院",
        "支队",
        "村",
        "社区",
        "学生",
        "法规股",
        "法规科",
        "法制科",
        "执法科",
        "监管科",
        "审批科",
    ]
    .iter()
    .any(|end| text.ends_with(end))
}

/// 律师事务所谭爱军律师: the name between a firm and what its bearer is.
fn of_firms(folded: &str, paragraph: Span) -> Vec<Person> {
    let text = paragraph.of(folded);
    let mut found = Vec::new();
    for (place, _) in text.match_indices("事务所") {
        let rest = text.get(place + "事务所".len()..).unwrap_or("");
        let reads = |name: &&str| (2..=3).contains(&name.chars().count()) && is_name(name) && !is_word(name) || crate::zh::surname::is_tibetan(name);
        let name = rest.find("律师").and_then(|end| rest.get(..end)).filter(reads);
        let start = paragraph.start + place + "事务所".len();
        found.extend(name.map(|name| Person { span: Span::new(start, start + name.len()), post: None, rule: "between a firm and 律师" }));
    }
    found
}

/// 城关所杨丽萍在全市执法比武中获二等奖: who won, where the contest stands behind the name.
fn contestants(folded: &str, paragraph: Span) -> Vec<Person> {
    let text = paragraph.of(folded);
    let mut found = Vec::new();
    for (place, _) in ["在全国", "在全省", "在全市", "在全县", "在全区", "在全州"].iter().flat_map(|word| text.match_indices(word)) {
        let Some(start) = whole_name(text, place) else { continue };
        let clause = text.get(place..).unwrap_or("").split([',', '。', ';', '\n']).next().unwrap_or("");
        let won = clause.contains('中') && ["获", "夺得", "摘得", "斩获"].iter().any(|verb| clause.contains(verb));
        if won {
            found.push(Person { span: Span::new(paragraph.start + start, paragraph.start + place), post: None, rule: "who won" });
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
fn by_label(folded: &str, paragraph: Span) -> Vec<Person> {
    let text = paragraph.of(folded);
    let starts = LABELS.places(text).map(|(place, label)| paragraph.start + place + label.len());
    let named = |start: usize| {
        let rest = folded.get(start..paragraph.end)?;
        let len: usize = rest.chars().take_while(|c| is_han(*c)).map(char::len_utf8).sum();
        let name = rest.get(..len).filter(|name| (2..=3).contains(&name.chars().count()))?;
        crate::zh::surname::begins(name).then(|| Person { span: Span::new(start, start + len), post: None, rule: "behind a label" })
    };
    starts.filter_map(named).collect()
}

/// 张三同志, 习近平总书记.
fn comrades(folded: &str, paragraph: Span) -> Vec<Person> {
    let text = paragraph.of(folded);
    let mut found = Vec::new();
    for (place, _) in TITLES.places(text) {
        let before = text.get(..place).unwrap_or("");
        let named = [3, 2].into_iter().find_map(|count| {
            let start = before.char_indices().rev().nth(count - 1)?.0;
            let name = before.get(start..)?;
            let lead = before.get(..start).unwrap_or("");
            let parted = crate::zh::edge::is_bounded(before, start)
                || is_body(lead)
                || POSTS.iter().any(|post| before.get(..start).is_some_and(|text| text.ends_with(post)));
            (is_name(name) && !is_word(name) && parted).then_some(start)
        });
        found.extend(named.map(|start| Person { span: Span::new(paragraph.start + start, paragraph.start + place), post: None, rule: "before 同志" }));
    }
    found
}
