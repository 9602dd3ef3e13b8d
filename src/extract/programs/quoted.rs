//! Programmes between quotation marks: “四移”工作法, “1+3+N”体系, “法治苏河”. In: folded text. Out: programmes.
//!
//! Most of what stands between quotation marks is none: slogans, terms, names of meetings. The word behind the marks decides, else the form inside.

use std::sync::LazyLock;

use crate::authority::{Gazetteer, Kind, ProgramClass};
use crate::text::Span;
use crate::zh::fold::is_han;
use crate::zh::words::Words;

use super::signs::{
    counted, is_brand, is_called, is_crew, is_fought, is_medium, is_method, is_new_way, is_operation, is_own_kind, is_room, is_slogan_of_place, is_undertaking,
    row_noun,
};
use super::words::{PART, STRONG, TELLING, VERBS};
use super::{Program, ProgramName};

/// The rule of “四移”工作法.
pub(super) const WITH_NOUN: &str = "quoted, with the noun that makes its name";

/// The longest name between marks, in characters.
const LONGEST: usize = 16;

/// The longest name of a system or platform, in characters.
const LONGEST_SYSTEM: usize = 20;

/// The longest row of the steps of a method, in characters.
const LONGEST_STEPS: usize = 28;

static NOUN_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&PART.iter().chain(&TELLING).map(|(noun, _)| *noun).collect::<Vec<_>>()));

static VERB_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&VERBS));

/// All programmes between marks.
pub(super) fn find(folded: &str, quoted: &[Span], gazetteer: &Gazetteer) -> Vec<Program> {
    quoted.iter().filter_map(|inside| program(folded, *inside, gazetteer)).collect()
}

fn program(folded: &str, inside: Span, gazetteer: &Gazetteer) -> Option<Program> {
    // “围绕平安法治星”创建: a mark set too early.
    let early = inside.of(folded).strip_prefix("围绕").map_or(0, |_| "围绕".len());
    let inside = Span::new(inside.start + early, inside.end);
    let name = inside.of(folded);
    let after = folded.get(inside.end + '”'.len_utf8()..)?;
    if !could_name(name, after, gazetteer) {
        return None;
    }
    let before = folded.get(..inside.start)?.trim_end_matches("围绕").strip_suffix('“')?;
    if let Some((tail, class)) = noun(after, &PART)
        .map(|(noun, class)| (noun.to_owned(), class))
        .or_else(|| far_noun(after).filter(|_| !is_formula(name) && noun(after, &TELLING).is_none()))
    {
        let noun = tail.as_str();
        let end = inside.end + '”'.len_utf8() + noun.len();
        return Some(Program {
            span: Span::new(inside.start - '“'.len_utf8(), end), name: ProgramName::New(format!("{name}{noun}"), class), rule: WITH_NOUN
        });
    }
    let governed = is_governed(before) || ["为载体", "为抓手", "为平台", "为契机", "为重点"].iter().any(|words| after.starts_with(words));
    let formed = has_form(name);
    let told = row_noun(after)
        .filter(|class| *class != ProgramClass::Campaign || !is_fought(before))
        .or_else(|| (is_brand(after) || is_crew(before, name, after)).then_some(ProgramClass::Program))
        .filter(|class| formed || reads_as_name(name, "") || *class == ProgramClass::Campaign && is_operation(name))
        .map(|class| ("", class))
        .or_else(|| noun(after, &TELLING))
        .filter(|(noun, _)| {
            let lesson = matches!(*noun, "经验" | "案例" | "广播" | "留言" | "应用") && name.chars().count() >= 3 && reads_as_name(name, "");
            noun.is_empty() || formed || lesson || STRONG.contains(noun) || governed && reads_as_name(name, "")
        });
    let opens = before.chars().next_back().is_none_or(|c| matches!(c, '。' | ';' | '\n')) || opens_line(before);
    // “有事来说、说了就办、办了再评”的群众工作法.
    let row = name.contains('、') && name.chars().count() >= 8 && row_of(after);
    let subject = opens && name.chars().count() >= 4 && reads_as_name(name, after);
    let agent = subject && after.chars().next().is_some_and(is_han) && !["案件", "现象", "问题", "时期"].iter().any(|word| after.starts_with(word));
    let alone = agent
        || row
        || governed && (formed || reads_as_name(name, after))
        || formed && is_formula(name)
        || is_method(name)
        || is_room(name)
        || is_own_kind(name)
        || is_undertaking(name)
        || is_called(before)
        || is_medium(name, after)
        || is_new_way(before, name, after)
        || is_slogan_of_place(name, gazetteer);
    let class = told.map(|(_, class)| class).or_else(|| alone.then(|| if is_called(before) { ProgramClass::Platform } else { own_class(name) }))?;
    Some(Program { span: inside, name: ProgramName::New(name.to_owned(), class), rule: "quoted, by its form or the words around it" })
}

/// Whether nothing but the number of an item stands before, in its line: (三)“六治工程”扎实推进.
fn opens_line(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or(before).trim_start_matches(['#', ' ', '*']);
    let number = |c: char| "一二三四五六七八九十第项条()、.".contains(c) || c.is_ascii_digit();
    line.chars().count() <= 5 && !line.is_empty() && line.chars().all(number)
}

/// Whether what follows says that a row of words is a way of working.
fn row_of(after: &str) -> bool {
    let words: String = after.chars().take(10).take_while(|c| is_han(*c)).collect();
    words
        .strip_prefix('的')
        .is_some_and(|words| ["工作法", "工作机制", "工作模式", "治理模式", "服务模式", "闭环机制", "治理机制"].iter().any(|noun| words.contains(noun)))
}

/// Whether a verb that takes programmes stands before the marks, or before the row of quotations that they end.
fn is_governed(before: &str) -> bool {
    let mut before = before;
    while let Some(row) = row_before(before) {
        let Some(open) = row.rfind('“') else { break };
        before = row.get(..open).unwrap_or("");
    }
    let bare = before.trim_end_matches(['了', '好', '以', '的']);
    // 建成全省首家“法治驿站”.
    let first = ["首家", "首个", "首创"]
        .iter()
        .find_map(|word| bare.strip_suffix(word))
        .map(|rest| ["全国", "全省", "全市", "全县", "全区", "全州", "全盟", "全旗"].iter().find_map(|reach| rest.strip_suffix(reach)).unwrap_or(rest));
    let bare = first.unwrap_or(bare);
    VERB_WORDS.ending(before).is_some() || VERB_WORDS.ending(bare).is_some() || leads_row(before)
}

/// 利用那达慕、“草原学法日”: a verb before a row of which the quotation is the end.
fn leads_row(before: &str) -> bool {
    let Some(row) = before.strip_suffix('、') else { return false };
    let clause = row.rsplit(['。', ',', ';', ':', '\n', '“', '”']).next().unwrap_or(row);
    clause.chars().count() <= 10 && VERBS.iter().any(|verb| clause.starts_with(verb))
}

/// What stands before the closing mark of the quotation that a row joins to the next: “龙江解纷”平台和.
fn row_before(before: &str) -> Option<&str> {
    let row = before.trim_end_matches(['、', '和', '及', '与']);
    let noun = |text: &&str| NOUN_WORDS.ending(text).is_some();
    let bare = Some(row).filter(|row| row.len() < before.len()).filter(noun).and_then(|row| {
        let close = row.rfind('”')? + '”'.len_utf8();
        row.get(..close).filter(|_| row.get(close..).is_some_and(|tail| tail.chars().count() <= 6))
    });
    bare.unwrap_or(row).strip_suffix('”')
}

/// Whether quoted words without a programme's form can be its name: three to ten characters, no quality (亲民化), nothing that is no initiative.
fn reads_as_name(name: &str, after: &str) -> bool {
    const QUALITIES: [char; 14] = ['化', '性', '型', '式', '感', '力', '度', '率', '观', '论', '关', '人', '色', '步'];
    const OTHERS: [&str; 24] = [
        "问题",
        "现象",
        "精神",
        "要求",
        "理念",
        "意识",
        "思想",
        "原则",
        "目标",
        "难题",
        "状态",
        "作风",
        "关系",
        "思路",
        "方针",
        "战略",
        "标准",
        "困难",
        "职责",
        "责任",
        "作用",
        "服务场所",
        "格局",
        "局面",
    ];
    // 为企服务直通车 is named after whom it is for.
    let served = ["为企", "为民", "为农", "为老", "为侨"].iter().any(|word| name.starts_with(word));
    let opens = !served && name.starts_with(['第', '不', '要', '我', '让', '把', '为', '从', '在', '对']);
    (3..=10).contains(&name.chars().count())
        && (!name.ends_with(QUALITIES) || name.ends_with("一站式") && name.chars().count() > 4)
        && !opens
        && !name.contains(',')
        && !OTHERS.iter().any(|word| after.starts_with(word))
}

/// The longest noun that `after` begins with.
fn noun(after: &str, nouns: &[(&'static str, ProgramClass)]) -> Option<(&'static str, ProgramClass)> {
    let first = after.as_bytes().get(..3)?;
    let opening = nouns.iter().filter(|(noun, _)| noun.as_bytes().get(..3) == Some(first) && after.starts_with(noun));
    opening.max_by_key(|(noun, _)| noun.len()).copied()
}

/// A noun that makes the name, with the words before it that belong to the name: 人民调解工作法 behind “555”.
fn far_noun(after: &str) -> Option<(String, ProgramClass)> {
    const FAR: [(&str, ProgramClass); 25] = [
        ("执法模式", ProgramClass::Mechanism),
        ("监管模式", ProgramClass::Mechanism),
        ("管理模式", ProgramClass::Mechanism),
        ("调解模式", ProgramClass::Mechanism),
        ("调处模式", ProgramClass::Mechanism),
        ("执法机制", ProgramClass::Mechanism),
        ("化解机制", ProgramClass::Mechanism),
        ("调处机制", ProgramClass::Mechanism),
        ("调解机制", ProgramClass::Mechanism),
        ("联动机制", ProgramClass::Mechanism),
        ("化解平台", ProgramClass::Platform),
        ("调解平台", ProgramClass::Platform),
        ("监管平台", ProgramClass::Platform),
        ("工作法", ProgramClass::Mechanism),
        ("调解法", ProgramClass::Mechanism),
        ("治理模式", ProgramClass::Mechanism),
        ("工作模式", ProgramClass::Mechanism),
        ("服务模式", ProgramClass::Mechanism),
        ("治理体系", ProgramClass::Mechanism),
        ("工作体系", ProgramClass::Mechanism),
        ("工作机制", ProgramClass::Mechanism),
        ("治理机制", ProgramClass::Mechanism),
        ("小程序", ProgramClass::Platform),
        ("管理平台", ProgramClass::Platform),
        ("服务平台", ProgramClass::Platform),
    ];
    static FAR_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&FAR.map(|(noun, _)| noun)));
    // “冷一冷、劝一劝、合一合”三步劝和法.
    let steps: String = after.chars().take(8).take_while(|c| is_han(*c)).collect();
    if let Some(end) = steps.find('法').filter(|end| steps.get(..*end).is_some_and(|steps| steps.chars().nth(1) == Some('步'))) {
        return Some((steps.get(..end + '法'.len_utf8())?.to_owned(), ProgramClass::Mechanism));
    }
    let len: usize = after.chars().take(12).take_while(|c| is_han(*c)).map(char::len_utf8).sum();
    let words = after.get(..len)?;
    let (end, noun) = FAR_WORDS.places(words).map(|(place, noun)| (place + noun.len(), noun)).min_by_key(|(end, _)| *end)?;
    let class = FAR.iter().find(|(far, _)| *far == noun).map(|(_, class)| *class)?;
    let tail = words.get(..end)?;
    (!tail.contains(['的', '和', '与', '等', '在', '是', '了', '为'])).then(|| (tail.to_owned(), class))
}

/// What the last word inside the marks says.
fn own_class(name: &str) -> ProgramClass {
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    if ends(&["平台", "系统", "APP", "热线", "网", "码", "小程序", "在线"]) {
        ProgramClass::Platform
    } else if ends(&["行动", "工程", "活动", "讲堂", "课堂"]) {
        ProgramClass::Campaign
    } else {
        ProgramClass::Mechanism
    }
}

/// “12·4”, “3.15”: a day of the year.
fn is_day(name: &str) -> bool {
    let numbers = |text: &str| !text.is_empty() && text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    name.split_once(['·', '.', '-', '/', '•']).is_some_and(|(month, day)| numbers(month) && numbers(day))
}

/// 村务公开日, 乡村法治赶圩日, 法治宣传教育月: a day or month of what is done on it, and none that the world keeps.
fn is_own_day(name: &str) -> bool {
    (name.ends_with('日') || name.ends_with('月') && name.chars().count() >= 5)
        && name.chars().count() >= 3
        && name.chars().all(is_han)
        && !["世界", "国际", "全国", "国家", "中国", "全民", "工作", "节假"].iter().any(|word| name.starts_with(word))
        && !name.ends_with("纪念日")
}

fn could_name(name: &str, after: &str, gazetteer: &Gazetteer) -> bool {
    if is_day(name) {
        return false;
    }
    let chars = name.chars().count();
    let clean = !name.contains(['。', '!', '?', ';', ':', '《', '‘']) && name.matches(',').count() <= 1 && !name.starts_with("以下简称");
    let award = !after.starts_with("创建")
        && !name.contains('+')
        && [
            "示范村",
            "示范县",
            "示范镇",
            "示范点",
            "示范户",
            "先进集体",
            "先进个人",
            "先进单位",
            "标兵",
            "奖",
            "称号",
            "调解员",
            "司法所",
            "委员会",
            "示范社区",
            "示范嘎查",
            "法治村",
            "法治社区",
            "能手",
            "之星",
        ]
        .iter()
        .any(|end| name.ends_with(end));
    let period = name.starts_with("十") && name.chars().nth(2).is_none_or(|c| !is_han(c))
        || name.ends_with(['年', '日', '月'])
            && !["活动年", "攻坚年", "建设年", "提升年", "突破年", "服务年", "普法月", "活动月", "宣传月", "进步月", "服务月", "提升月", "宣教月"]
                .iter()
                .any(|day| name.ends_with(day))
            && !is_own_day(name)
        || name.starts_with("第");
    let slogan = || gazetteer.lookup(name).iter().any(|(id, _)| gazetteer.kind(*id) == Some(Kind::Slogan));
    // “镇、村、组、户”四级: levels, told one by one.
    let levels = name.contains('、') && ["三级", "四级", "五级", "两级"].iter().any(|word| after.starts_with(word));
    let steps = || name.contains('、') && (after.chars().nth(1) == Some('步') && after.chars().take(8).any(|c| c == '法') || far_noun(after).is_some());
    let longest = if steps() {
        LONGEST_STEPS
    } else if name.ends_with(['统', '台']) {
        LONGEST_SYSTEM
    } else {
        LONGEST
    };
    let relic = ["旧址", "故居", "遗址", "纪念馆"].iter().any(|end| name.ends_with(end));
    (2..=longest).contains(&chars) && clean && !relic && !levels && !award && !period && !slogan()
}

/// Whether a name looks like a programme's: counted (四议两公开), added (1+3+N), or ending in a word for one.
fn has_form(name: &str) -> bool {
    is_formula(name)
        || counted(name)
        || [
            "行动",
            "工程",
            "工作法",
            "模式",
            "平台",
            "系统",
            "APP",
            "讲堂",
            "课堂",
            "热线",
            "机制",
            "夜学",
            "夜校",
            "学堂",
            "一次办",
            "打烊",
            "服务站",
            "议事会",
            "调解法",
        ]
        .iter()
        .any(|end| name.ends_with(end))
}

/// 1+3+N, 互联网+监管, 一村一警.
fn is_formula(name: &str) -> bool {
    let added = name.contains('+') && name.chars().count() <= 14;
    let chars: Vec<char> = name.chars().collect();
    let one = |place: usize| chars.get(place) == Some(&'一');
    let each = one(0) && (2..=7).any(one) && chars.len() >= 4 && chars.len() <= 10;
    // 每月一评, 每周一课.
    let every = chars.len() == 4 && one(2) && chars.first() == Some(&'每');
    // 半月一碰头、一月一通报.
    let part = |part: &str| part.chars().count() <= 6 && part.chars().skip(1).any(|c| c == '一') && part.contains(['月', '周', '日', '季', '年', '旬']);
    let rhythm = name.contains('、') && name.split('、').all(part);
    added || rhythm || every || each && chars.get(1).is_some_and(|c| matches!(c, '村' | '社' | '镇' | '乡' | '月' | '周' | '格' | '企' | '校' | '警' | '街'))
}
