//! Honours. In: sentences. Out: [`Honor`]s: the titles, and the stretches in which recipients and grantors are named.

mod lists;
mod plain;
mod rows;
mod words;

use crate::text::Span;
use crate::zh::fold::is_han;

use super::super::triggers::List;
use super::Page;
use plain::{ends_list, plain};
pub(in crate::extract) use words::VERB_WORDS;
use words::{GIVEN, HONORS, LEVELS, LISTED, LOOSE, PLAIN, PRAISES, RANKS, STRICT, WEAK, WISHES};

/// Titles that a clause says were conferred.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Honor {
    /// The titles, one each.
    pub titles: Vec<Title>,
    /// The words that name the recipients, perhaps empty.
    pub recipients: Span,
    /// Where to look for recipients if those words name none: the sentence up to them.
    pub before: Span,
    /// The words that name who conferred it.
    pub grantor: Option<Span>,
    /// Whether only a recipient named in so many words will do: 创建成.
    pub strict: bool,
    /// The clause.
    pub span: Span,
}

/// A title conferred.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The title without quotation marks: 示范便民服务室.
    pub name: String,
    /// With the words before the marks that belong to it: 首批省级示范便民服务室.
    pub full: Option<String>,
    /// The rank alone, of one without marks: 二等奖 of 全省法院系统二等奖.
    pub rank: Option<String>,
    /// Where.
    pub span: Span,
}

/// All honours.
pub(super) fn find(page: &Page) -> Vec<Honor> {
    let told = |sentence: &&Span| !page.in_plans(**sentence);
    let mut found: Vec<Honor> = page.sentences.iter().filter(told).flat_map(|sentence| in_sentence(page, *sentence)).collect();
    found.extend(lists::granted(page));
    found.extend(rows::find(page));
    found.sort_by_key(|honor| honor.span);
    found
}

fn in_sentence(page: &Page, sentence: Span) -> Vec<Honor> {
    let mut found = Vec::new();
    let mut from = 0;
    found.extend(lists::listed(page, sentence));
    // 3.先后荣获…: the number of an item is no part of whom it speaks of.
    let sentence = super::clause::without_number(page.folded, sentence);
    for (place, verb) in page.triggers.within(List::Conferring, sentence) {
        let span = Span::new(place, place + verb.len());
        if span.start < from || page.in_quotes(span) || page.in_name(span) {
            continue;
        }
        let previous = from.max(sentence.start);
        let told = if verb == LISTED { lists::on_list(page, sentence, span) } else { honor(page, sentence, previous, span, verb) };
        if let Some(honor) = told {
            from = honor.span.end;
            found.push(honor);
        }
    }
    found
}

fn honor(page: &Page, sentence: Span, previous: usize, verb: Span, word: &str) -> Option<Honor> {
    let folded = page.folded;
    let clause = clause_start(folded, sentence, verb.start);
    let before = folded.get(clause..verb.start)?;
    // 县司法局推荐的调解员…当选: who put somebody forward is no wish.
    let hoped = || before.matches("推荐").count() > before.matches("推荐的").count();
    if WISHES.iter().any(|wish| before.ends_with(wish)) || ["力争", "争创", "申报", "有望"].iter().any(|wish| before.contains(wish)) || hoped() {
        return None;
    }
    let passive = before.rfind('被').map(|place| clause + place);
    // 县委表彰诺水河镇为“…”.
    let behind = folded.get(verb.end..sentence.end)?;
    let named_as = behind.find("为“").filter(|place| word == "表彰" && behind.get(..*place).is_some_and(|whom| !whom.is_empty() && is_prefix(whom)));
    if word == "表彰" && named_as.is_none() {
        return None;
    }
    let active = (word == "授予" || named_as.is_some()) && passive.is_none();
    let (mut recipients, mut grantor) = match passive {
        Some(at) if !word.starts_with('被') => (Span::new(clause, at), Some(Span::new(at + '被'.len_utf8(), verb.start))),
        _ => (Span::new(clause, verb.start), None),
    };
    let praised = PRAISES.contains(&word);
    let (mut titles, end) = if praised {
        (vec![praise(folded, verb, grantor?)?], verb.end)
    } else {
        titles(page, sentence, verb.end, word, passive.is_some() || word.starts_with('被'))?
    };
    let first = titles.first()?.span.start;
    if active {
        (recipients, grantor) = (Span::new(verb.end, named_as.map_or(first, |place| verb.end + place)), Some(recipients));
    } else if grantor.is_none() {
        grantor = Some(Span::new(verb.end, first)).filter(|span| !span.is_empty());
    }
    recipients.start = recipients.start.max(previous).min(recipients.end);
    recipients.end = behind_nothing(folded, recipients);
    if active {
        // 授予北西村“…”: the words before the marks name who was honoured.
        titles.iter_mut().for_each(|title| title.full = None);
    }
    let strict = STRICT.contains(&word) || praised || active || is_counted(folded, end);
    Some(Honor { titles, recipients, before: Span::new(sentence.start, recipients.start), grantor, strict, span: Span::new(clause, end) })
}

/// 一等奖3个、二等奖7个: so many prizes are somebody's who must be named.
fn is_counted(folded: &str, end: usize) -> bool {
    let after = folded.get(end..).unwrap_or("");
    let prize = folded.get(..end).is_some_and(|before| before.ends_with('奖'));
    let rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c));
    prize && rest.len() < after.len() && rest.starts_with(['个', '项', '件', '篇', '名', '人', '次'])
}

/// 被县委、县政府嘉奖一次: the verb is the honour, where it ends its clause and says who praised.
fn praise(folded: &str, verb: Span, grantor: Span) -> Option<Title> {
    let who = grantor.of(folded);
    let named = (2..=24).contains(&who.chars().count()) && !who.contains(['“', '《']);
    let after = folded.get(verb.end..)?;
    let behind = after.strip_prefix(|c: char| c.is_ascii_digit() || "一二两三四五".contains(c)).and_then(|rest| rest.strip_prefix('次')).unwrap_or(after);
    let ends = behind.is_empty() || behind.starts_with([',', '。', ';', '、', '(', '\n']);
    (named && ends).then(|| Title { name: verb.of(folded).to_owned(), full: None, rank: None, span: verb })
}

/// Where whom a stretch names ends: before 继2021年 of 北西村继2021年获评….
fn behind_nothing(folded: &str, recipients: Span) -> usize {
    let text = recipients.of(folded);
    let year = text.trim_end_matches('年').trim_end_matches(|c: char| c.is_ascii_digit());
    // 镇司法所继2016年之后再次捧回.
    let again = ["之后再次", "后再次", "之后再度", "之后又", "后又"].iter().find_map(|word| text.strip_suffix(word));
    let again = again.map(|rest| rest.trim_end_matches('年').trim_end_matches(|c: char| c.is_ascii_digit()));
    let year = again.unwrap_or(year);
    let bare = year.strip_suffix('继').filter(|rest| rest.chars().count() >= 2);
    bare.map_or(recipients.end, |bare| recipients.start + bare.len())
}

/// Where the clause of a verb begins: behind a comma or colon; 、 within a list of recipients does not part clauses.
fn clause_start(folded: &str, sentence: Span, at: usize) -> usize {
    let before = folded.get(sentence.start..at).unwrap_or("");
    let mark = before.rfind([',', ':', '。']).map_or(0, |place| place + before.get(place..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
    // A bracket parts only while it is open: 库木买里村(2025年3月)先后获批.
    let open = before.rfind('(').filter(|place| before.get(*place..).is_some_and(|rest| !rest.contains(')'))).map_or(0, |place| place + 1);
    sentence.start + mark.max(open)
}

/// The titles behind a verb, and where they end.
fn titles(page: &Page, sentence: Span, from: usize, verb: &str, passive: bool) -> Option<(Vec<Title>, usize)> {
    let text = page.folded.get(from..sentence.end)?;
    // 摘得市级示范村的“桂冠”: the marks hold no title.
    let crown = |place: usize| ["“桂冠”", "“殊荣”"].iter().any(|word| text.get(place..).is_some_and(|rest| rest.starts_with(word)));
    let quote = text.find('“').filter(|place| !crown(*place) && text.get(..*place).is_some_and(is_prefix));
    if let Some(place) = quote {
        let found = quoted(page.folded, from, from + place, sentence.end)?;
        let conferred = |title: &Title| {
            let behind = page.folded.get(title.span.end..sentence.end).unwrap_or("");
            let said = [
                "称号",
                "荣誉",
                "等荣誉",
                "奖",
                "等称号",
                "名录",
                "光荣称号",
                "奖牌",
                "行列",
                "名单",
                "桂冠",
                "牌匾",
                "牌子",
                "招牌",
                "的金字招牌",
                "的牌子",
                "的牌匾",
            ]
            .iter()
            .any(|word| behind.trim_start_matches('”').starts_with(word));
            let given = passive && GIVEN.iter().any(|noun| title.name.ends_with(noun));
            said || given || HONORS.iter().any(|word| title.name.contains(word)) || !(LOOSE.contains(&verb) || PLAIN.contains(&verb))
        };
        return found.0.first().is_some_and(conferred).then_some(found);
    }
    // What stands between 《》 is cited, not conferred.
    if text.starts_with('《') {
        return None;
    }
    // 记集体三等功: the verb's second word belongs to the title.
    let from = if verb.starts_with('记') { from - "集体".len() } else { from };
    let found = plain(page, from, sentence.end)?;
    let first = found.0.first().map_or("", |title| title.name.as_str());
    let told = match verb {
        "被聘为" => first.ends_with("之星"),
        "获" | "获得" | "跻身" | "跨入" | "入列" | "喜提" | "捧回" | "捧得" | "新晋" | "上榜" | "蝉联" | "确认为" | "评上" | "荣登" | "摘取"
            if says_level(first) && GIVEN.iter().any(|noun| first.ends_with(noun)) =>
        {
            true
        }
        "获" | "获得" if first.ends_with(['奖', '鼎']) && (4..=12).contains(&first.chars().count()) => true,
        _ => !(WEAK.contains(&verb) || PLAIN.contains(&verb)) || passive && !verb.starts_with('记') || RANKS.iter().any(|rank| first.ends_with(rank)),
    };
    told.then_some(found)
}

/// Whether a title begins with the level at which it is given, or with an area: 第三批全省…, 柳州市….
fn says_level(title: &str) -> bool {
    LEVELS.iter().any(|level| title.starts_with(level)) || title.chars().take(6).skip(2).any(|c| matches!(c, '省' | '市' | '州' | '县'))
}

/// Whether the words between verb and quotation mark can be a grantor, a rank or a year: no clause of their own.
fn is_prefix(text: &str) -> bool {
    text.chars().count() <= 36
        && !text.contains([',', '。', ';', ':', '”', '《'])
        && !["、获", "、被", "、荣", "、新晋", "、入选", "、评", "、摘", "、捧", "、喜", "、上榜"].iter().any(|next| text.contains(next))
}

/// “A”、“B”和“C”称号.
fn quoted(folded: &str, from: usize, first: usize, end: usize) -> Option<(Vec<Title>, usize)> {
    let (mut titles, mut at, mut open) = (Vec::new(), first, first);
    let mut lead = from;
    while let Some(inside) = closed(folded, open, end) {
        let behind = tail(folded, inside.end + '”'.len_utf8(), end);
        let name = format!("{}{}", inside.of(folded), behind.of(folded)).replace(['“', '”'], "");
        let words = folded.get(lead..open)?;
        let rank = rank(words);
        let full = (!rank.is_empty()).then(|| format!("{rank}{name}").replace(['“', '”'], ""));
        // 全市“枫桥式”工作法十佳: the title goes on behind the marks in words that are not understood.
        let torn = name.ends_with('式') && folded.get(behind.end..end)?.trim_start_matches('”').starts_with(is_han);
        if torn || name.chars().count() < 2 || name.chars().count() > 40 {
            break;
        }
        titles.push(Title { name, full, rank: None, span: Span::new(open, behind.end) });
        at = behind.end;
        let rest = folded.get(at..end)?;
        let joint = ["、", "和", "及", "以及", "与", ""].into_iter().find(|joint| rest.starts_with(joint)).unwrap_or("");
        lead = at + joint.len();
        let Some(next) = folded.get(lead..end)?.find('“') else { break };
        let between = folded.get(lead..lead + next)?;
        // A rank may stand before the next title (市级“…”、省级“…”), a clause may not.
        if between.chars().count() > 10
            || VERB_WORDS.places(between).next().is_some()
            || between.contains([',', '。', ';', '、', '称', '等', '('])
            || joint.is_empty() && !between.is_empty()
        {
            break;
        }
        open = lead + next;
    }
    titles.extend(behind_quoted(folded, at, end));
    let at = titles.last().map_or(at, |title| title.span.end.max(at));
    (!titles.is_empty()).then_some((titles, at))
}

/// 荣获全区“七五”普法先进集体、日喀则市民族团结进步模范集体: a title without marks that a row goes on with.
fn behind_quoted(folded: &str, at: usize, end: usize) -> Option<Title> {
    let rest = folded.get(at..end)?;
    let words = rest.strip_prefix('、').or_else(|| rest.strip_prefix('和'))?;
    let start = end - words.len();
    let stop = words.char_indices().find(|(place, c)| *c == '、' || ends_list(words, *place, *c)).map_or(words.len(), |(place, _)| place);
    let part = words.get(..stop)?;
    let part = part.strip_suffix("等表彰").or_else(|| part.strip_suffix("等荣誉")).unwrap_or(part);
    let part = part.strip_suffix("荣誉称号").or_else(|| part.strip_suffix("称号")).unwrap_or(part);
    let title = (5..=28).contains(&part.chars().count())
        && says_level(part)
        && HONORS.iter().any(|word| part.contains(word))
        && GIVEN.iter().any(|noun| part.ends_with(noun))
        && !part.contains(['“', '”', '获', '被', '等']);
    title.then(|| Title { name: part.to_owned(), full: None, rank: None, span: Span::new(start, start + part.len()) })
}

/// The stretch between the mark at `open` and its closing one.
fn closed(folded: &str, open: usize, end: usize) -> Option<Span> {
    let start = open + '“'.len_utf8();
    let mut depth = 1;
    for (place, c) in folded.get(start..end)?.char_indices() {
        match c {
            '“' => depth += 1,
            '”' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(Span::new(start, start + place));
        }
    }
    None
}

/// The noun that goes on behind the closing mark: “五星级”司法所; not 称号.
fn tail(folded: &str, at: usize, end: usize) -> Span {
    let rest = folded.get(at..end).unwrap_or("");
    let len: usize = rest.chars().take_while(|c| is_han(*c)).map(char::len_utf8).sum();
    let noun = rest.get(..len).unwrap_or("");
    let stop = ["称号", "荣誉", "等", "创建", "的", "和", "及", "与", "奖牌", "牌匾", "候选", "名单", "表彰", "、", "并", "光荣"]
        .iter()
        .filter_map(|word| noun.find(word))
        .min()
        .unwrap_or(noun.len());
    let noun = noun.get(..stop).unwrap_or("");
    let known = [
        "村",
        "镇",
        "乡",
        "街道",
        "社区",
        "所",
        "站",
        "室",
        "中心",
        "单位",
        "委员会",
        "个人",
        "集体",
        "奖",
        "员",
        "县",
        "区",
        "市",
        "户",
        "家庭",
        "企业",
        "岗",
        "试点",
        "十佳",
        "百佳",
        "示范点",
        "案例",
        "学校",
        "嘎查",
        "骨干",
        "标兵",
        "能手",
        "人物",
        "支部",
        "党组织",
        "班组",
        "项目",
        "品牌",
        "鼎",
        "杯",
        "先锋号",
        "文明号",
        "校园",
        "机关",
        "法庭",
        "队",
        "团队",
    ];
    let fits = noun.chars().count() <= 10 && known.iter().any(|word| noun.ends_with(word));
    Span::new(at, at + if fits { noun.len() } else { 0 })
}

/// The words before a quoted title that belong to it: 首批省级, 固原市, 第九批; nothing of who conferred it.
fn rank(words: &str) -> String {
    let words = words.trim_start_matches(['了', '为', ' ']);
    let words = ["一块", "一枚", "一面", "一项", "一个"].iter().find_map(|one| words.strip_prefix(one)).unwrap_or(words);
    let granted = ["的", "颁发", "授予", "评选", "命名", "局", "厅", "部", "委", "办", "政府", "法院", "检察院", "联合会", "总工会", "、"]
        .iter()
        .filter_map(|word| words.rfind(word).map(|place| place + word.len()))
        .max();
    words.get(granted.unwrap_or(0)..).unwrap_or("").trim().to_owned()
}
