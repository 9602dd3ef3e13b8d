//! Programmes between quotation marks: “四移”工作法, “1+3+N”体系, “法治苏河”. In: folded text. Out: programmes.
//!
//! Most of what stands between quotation marks is none: slogans, terms, names of meetings. The word behind the marks decides, else the form inside.

use std::sync::LazyLock;

use crate::authority::{Gazetteer, Kind, ProgramClass};
use crate::text::Span;
use crate::zh::fold::is_han;
use crate::zh::words::Words;

use super::signs::{counted, is_brand, is_crew, is_method, is_new_way, is_own_kind, is_room, is_slogan_of_place, row_noun};
use super::{Program, ProgramName};

/// The rule of “四移”工作法.
pub(super) const WITH_NOUN: &str = "quoted, with the noun that makes its name";

/// The longest name between marks, in characters.
const LONGEST: usize = 16;

/// Nouns behind the marks that make a programme of what is between them; those of the first list belong to the name.
const PART: [(&str, ProgramClass); 31] = [
    ("工作法", ProgramClass::Mechanism),
    ("调解法", ProgramClass::Mechanism),
    ("治理法", ProgramClass::Mechanism),
    ("服务法", ProgramClass::Mechanism),
    ("管理法", ProgramClass::Mechanism),
    ("模式", ProgramClass::Mechanism),
    ("工作模式", ProgramClass::Mechanism),
    ("治理模式", ProgramClass::Mechanism),
    ("专项行动", ProgramClass::Campaign),
    ("行动", ProgramClass::Campaign),
    ("工程", ProgramClass::Campaign),
    ("大讲堂", ProgramClass::Campaign),
    ("讲堂", ProgramClass::Campaign),
    ("大课堂", ProgramClass::Campaign),
    ("课堂", ProgramClass::Campaign),
    ("平台", ProgramClass::Platform),
    ("系统", ProgramClass::Platform),
    ("APP", ProgramClass::Platform),
    ("App", ProgramClass::Platform),
    ("app", ProgramClass::Platform),
    ("小程序", ProgramClass::Platform),
    ("公众号", ProgramClass::Platform),
    ("微信公众号", ProgramClass::Platform),
    ("热线", ProgramClass::Platform),
    ("服务热线", ProgramClass::Platform),
    ("监管系统", ProgramClass::Platform),
    ("服务平台", ProgramClass::Platform),
    ("服务站", ProgramClass::Platform),
    ("微信小程序", ProgramClass::Platform),
    ("议事会", ProgramClass::Mechanism),
    ("夜校", ProgramClass::Campaign),
];

/// Nouns behind the marks that tell a programme without being part of its name.
const TELLING: [(&str, ProgramClass); 55] = [
    ("事项", ProgramClass::Mechanism),
    ("计划", ProgramClass::Program),
    ("启动仪式", ProgramClass::Campaign),
    ("清单", ProgramClass::Mechanism),
    ("数据库", ProgramClass::Platform),
    ("应用", ProgramClass::Platform),
    ("办案", ProgramClass::Mechanism),
    ("机制", ProgramClass::Mechanism),
    ("制度", ProgramClass::Mechanism),
    ("体系", ProgramClass::Mechanism),
    ("工作机制", ProgramClass::Mechanism),
    ("工作体系", ProgramClass::Mechanism),
    ("治理体系", ProgramClass::Mechanism),
    ("服务体系", ProgramClass::Mechanism),
    ("活动", ProgramClass::Campaign),
    ("主题活动", ProgramClass::Campaign),
    ("创建", ProgramClass::Campaign),
    ("宣传", ProgramClass::Campaign),
    ("主题宣传", ProgramClass::Campaign),
    ("宣讲", ProgramClass::Campaign),
    ("专项", ProgramClass::Campaign),
    ("系列", ProgramClass::Campaign),
    ("改革", ProgramClass::Mechanism),
    ("服务", ProgramClass::Mechanism),
    ("做法", ProgramClass::Mechanism),
    ("经验", ProgramClass::Mechanism),
    ("监管", ProgramClass::Mechanism),
    ("联动", ProgramClass::Mechanism),
    ("学习制度", ProgramClass::Mechanism),
    ("普法", ProgramClass::Campaign),
    ("调解", ProgramClass::Mechanism),
    ("治理", ProgramClass::Mechanism),
    ("网格", ProgramClass::Mechanism),
    ("建设", ProgramClass::Campaign),
    ("教育", ProgramClass::Campaign),
    ("学习", ProgramClass::Campaign),
    ("项目", ProgramClass::Program),
    ("责任制", ProgramClass::Mechanism),
    ("检查", ProgramClass::Mechanism),
    ("执法", ProgramClass::Mechanism),
    ("巡护", ProgramClass::Mechanism),
    ("办理", ProgramClass::Mechanism),
    ("窗口", ProgramClass::Platform),
    ("专窗", ProgramClass::Platform),
    ("阵地", ProgramClass::Program),
    ("示范", ProgramClass::Program),
    ("网上", ProgramClass::Platform),
    ("政务", ProgramClass::Platform),
    ("管理", ProgramClass::Mechanism),
    ("方式", ProgramClass::Mechanism),
    ("工作", ProgramClass::Mechanism),
    ("品牌", ProgramClass::Program),
    ("提升", ProgramClass::Campaign),
    ("攻坚", ProgramClass::Campaign),
    ("整治", ProgramClass::Campaign),
];

/// Telling nouns that tell enough: what stands before them need not look like a name.
const STRONG: [&str; 15] =
    ["启动仪式", "品牌", "创建", "机制", "工作机制", "制度", "体系", "工作体系", "治理体系", "服务体系", "主题活动", "活动", "做法", "改革", "责任制"];

/// Verbs before the marks that govern programmes.
const VERBS: [&str; 60] = [
    "抓好",
    "用足",
    "做优",
    "擦亮",
    "唱响",
    "叫响",
    "培育",
    "搭建",
    "做实",
    "深耕",
    "发挥",
    "抓实",
    "做强",
    "推广应用",
    "成立",
    "开发",
    "迭代",
    "试行",
    "建好",
    "建成",
    "上线",
    "打通",
    "树立",
    "评选",
    "围绕",
    "实现",
    "推行",
    "推广",
    "推出",
    "首创",
    "打造",
    "构建",
    "创建",
    "运用",
    "实行",
    "采用",
    "采取",
    "实施",
    "开展",
    "落实",
    "启动",
    "探索",
    "创新",
    "建立",
    "开设",
    "开通",
    "深化",
    "践行",
    "推进",
    "学习",
    "坚持",
    "创响",
    "依托",
    "组织",
    "利用",
    "用好",
    "通过",
    "设立",
    "举办",
    "形成",
];

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
        .or_else(|| (is_brand(after) || is_crew(before, name, after)).then_some(ProgramClass::Program))
        .filter(|_| formed || reads_as_name(name, ""))
        .map(|class| ("", class))
        .or_else(|| noun(after, &TELLING))
        .filter(|(noun, _)| noun.is_empty() || formed || STRONG.contains(noun) || governed && reads_as_name(name, ""));
    let subject = before.chars().next_back().is_none_or(|c| matches!(c, '。' | ';' | '\n')) && name.chars().count() >= 4 && reads_as_name(name, after);
    let agent = subject && after.chars().next().is_some_and(is_han) && !["案件", "现象", "问题", "时期"].iter().any(|word| after.starts_with(word));
    let alone = agent
        || governed && (formed || reads_as_name(name, after))
        || formed && is_formula(name)
        || is_method(name)
        || is_room(name)
        || is_own_kind(name)
        || is_new_way(before, name, after)
        || is_slogan_of_place(name, gazetteer);
    let class = told.map(|(_, class)| class).or_else(|| alone.then_some(own_class(name)))?;
    Some(Program { span: inside, name: ProgramName::New(name.to_owned(), class), rule: "quoted, by its form or the words around it" })
}

/// Whether a verb that takes programmes stands before the marks, or before the row of quotations that they end.
fn is_governed(before: &str) -> bool {
    let mut before = before;
    while let Some(row) = row_before(before) {
        let Some(open) = row.rfind('“') else { break };
        before = row.get(..open).unwrap_or("");
    }
    let bare = before.trim_end_matches(['了', '好', '以', '的']);
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
    let opens = name.starts_with(['第', '不', '要', '我', '让', '把', '为', '从', '在', '对']);
    (3..=10).contains(&name.chars().count())
        && !name.ends_with(QUALITIES)
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
    const FAR: [(&str, ProgramClass); 15] = [
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
    if ends(&["平台", "系统", "APP", "热线", "网", "码", "小程序"]) {
        ProgramClass::Platform
    } else if ends(&["行动", "工程", "活动", "讲堂", "课堂"]) {
        ProgramClass::Campaign
    } else {
        ProgramClass::Mechanism
    }
}

fn could_name(name: &str, after: &str, gazetteer: &Gazetteer) -> bool {
    let chars = name.chars().count();
    let clean = !name.contains(['。', '!', '?', ';', ':', '《']) && name.matches(',').count() <= 1;
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
            && ![
                "学法日",
                "党日",
                "活动日",
                "服务日",
                "议事日",
                "接访日",
                "开放日",
                "活动年",
                "攻坚年",
                "建设年",
                "提升年",
                "突破年",
                "服务年",
                "普法月",
                "活动月",
                "宣传月",
                "进步月",
                "服务月",
                "提升月",
                "宣教月",
            ]
            .iter()
            .any(|day| name.ends_with(day))
        || name.starts_with("第");
    let slogan = || gazetteer.lookup(name).iter().any(|(id, _)| gazetteer.kind(*id) == Some(Kind::Slogan));
    // “镇、村、组、户”四级: levels, told one by one.
    let levels = name.contains('、') && ["三级", "四级", "五级", "两级"].iter().any(|word| after.starts_with(word));
    (2..=LONGEST).contains(&chars) && clean && !levels && !award && !period && !slogan()
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
    added || each && chars.get(1).is_some_and(|c| matches!(c, '村' | '社' | '镇' | '乡' | '月' | '周' | '格' | '企' | '校' | '警' | '街'))
}
