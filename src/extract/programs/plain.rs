//! Programmes without quotation marks: 信服通APP, H型数字智慧平台, 1+3+N, 账图模式. In: folded text. Out: programmes.

use std::sync::LazyLock;

use crate::authority::{Gazetteer, Kind, ProgramClass};
use crate::text::Span;
use crate::zh::edge;
use crate::zh::fold::is_han;
use crate::zh::words::Words;

use super::super::triggers::{List, Triggers};
use super::{Program, ProgramName};

/// Endings of names, with the longest name before them in characters.
const ENDINGS: [(&str, usize, ProgramClass); 16] = [
    ("专项行动", 14, ProgramClass::Campaign),
    ("专项整治", 14, ProgramClass::Campaign),
    ("专项整治行动", 14, ProgramClass::Campaign),
    ("专项执法行动", 14, ProgramClass::Campaign),
    ("平台", 12, ProgramClass::Platform),
    ("系统", 12, ProgramClass::Platform),
    ("APP", 8, ProgramClass::Platform),
    ("App", 8, ProgramClass::Platform),
    ("app", 8, ProgramClass::Platform),
    ("小程序", 8, ProgramClass::Platform),
    ("智慧平台", 10, ProgramClass::Platform),
    ("调度平台", 12, ProgramClass::Platform),
    ("政务服务网", 4, ProgramClass::Platform),
    ("模式", 4, ProgramClass::Mechanism),
    ("工作法", 8, ProgramClass::Mechanism),
    ("政务服务热线", 4, ProgramClass::Platform),
];

/// What stands before an ending without naming anything.
const COMMON: [&str; 76] = [
    "微信",
    "手机",
    "工作",
    "治理",
    "管理",
    "服务",
    "新",
    "这一",
    "该",
    "发展",
    "商业",
    "生产",
    "运行",
    "执法",
    "调解",
    "监管",
    "经营",
    "传统",
    "创新",
    "各类",
    "相关",
    "种",
    "的",
    "普法",
    "宣传",
    "教育",
    "举报",
    "投诉",
    "咨询",
    "政府",
    "电话",
    "求助",
    "报警",
    "值班",
    "公共",
    "协作",
    "合作",
    "联动",
    "运营",
    "运作",
    "建设",
    "组织",
    "培训",
    "学习",
    "多种",
    "思维",
    "惯性",
    "社会",
    "基层",
    "网格",
    "化",
    "式",
    "型",
    "等",
    "一站",
    "线上",
    "线下",
    "联合",
    "民生",
    "维权",
    "监督",
    "有效",
    "良好",
    "成功",
    "法律",
    "小",
    "支付",
    "反诈",
    "政务服务",
    "市长",
    "县长",
    "便民",
    "服务类",
    "法治",
    "学法",
    "述法",
];

pub(in crate::extract) static ENDING_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&ENDINGS.map(|(ending, _, _)| ending)));
static COMMON_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&COMMON));
pub(in crate::extract) static HOTLINES: LazyLock<Words> = LazyLock::new(|| Words::new(&NUMBERS));

/// All programmes outside quotation marks.
pub(super) fn find(folded: &str, triggers: &Triggers) -> Vec<Program> {
    let all = Span::new(0, folded.len());
    let mut found: Vec<Program> = triggers.within(List::ProgramEndings, all).filter_map(|(place, word)| by_ending(folded, place, word)).collect();
    found.extend(sums(folded));
    found.extend(operations(folded));
    found.extend(triggers.within(List::Hotlines, all).filter_map(|(place, _)| hotline(folded, place)));
    found
}

/// 规范涉企执法专项行动, 打击毁林专项行动: what a special campaign is about, and the verb that its name begins with.
fn special(folded: &str, place: usize, ending: &str, longest: usize) -> Option<Program> {
    const VERBS: [&str; 8] = ["打击整治", "打击", "整治", "规范", "清理整顿", "清理", "查处", "治理"];
    const VAGUE: [&str; 18] =
        ["系列", "多个", "多项", "各类", "各项", "一系列", "相关", "有关", "领域", "多次", "此类", "上述", "方面", "重点", "行业", "工作", "问题", "集中"];
    let edge = edge::left(folded, place, longest);
    let before = folded.get(..edge.start)?;
    let start = VERBS.iter().find_map(|verb| before.strip_suffix(verb)).map_or(edge.start, str::len);
    let lead = folded.get(start..place)?;
    let deed = ["深化", "推进", "持续", "扎实", "深入", "启动"].iter().find(|word| lead.starts_with(**word)).map_or(0, |word| word.len());
    let start = start + deed;
    let stem = folded.get(start..place)?;
    let chars = stem.chars().count();
    // 招投标领域突出问题专项整治: what was put in order, told at length, is no name.
    let most = if ending == "专项整治" { 8 } else { 16 };
    let clean = stem.chars().all(is_han) && !stem.contains(['等', '的', '和', '与', '各', '个', '次', '项']);
    let named = edge.bounded && (3..=most).contains(&chars) && clean && !VAGUE.iter().any(|word| stem.starts_with(word));
    named.then(|| Program {
        span: Span::new(start, place + ending.len()),
        name: ProgramName::New(format!("{stem}{ending}"), ProgramClass::Campaign),
        rule: "a special campaign",
    })
}

fn by_ending(folded: &str, place: usize, word: &str) -> Option<Program> {
    let &(ending, longest, class) = ENDINGS.iter().find(|(ending, _, _)| *ending == word)?;
    if ending.starts_with("专项") {
        return special(folded, place, ending, longest);
    }
    let edge = edge::left(folded, place, longest);
    let stem = folded.get(edge.start..place)?;
    let digits = stem.contains(|c: char| c.is_ascii_digit());
    let told =
        !matches!(ending, "平台" | "系统") || ["智慧", "智能", "数字", "大数据", "云"].iter().any(|word| stem.contains(word)) && stem.chars().count() >= 4;
    let named =
        edge.bounded && stem.chars().nth(1).is_some() && (matches!(ending, "平台" | "系统") || COMMON_WORDS.ending(stem).is_none()) && stem.chars().any(is_han);
    // “双联户”联调模式: what stands between the marks has the name.
    let torn = folded.get(..edge.start).is_some_and(|before| before.ends_with('”'));
    (named && told && !digits && !torn).then(|| Program {
        span: Span::new(edge.start, place + ending.len()),
        name: ProgramName::New(format!("{stem}{ending}"), class),
        rule: "by its ending",
    })
}

/// 净网2023、护苗2023专项行动: operations that bear a year; one of the row is said to be one.
fn operations(folded: &str) -> Vec<Program> {
    let is_year = |at: usize| folded.get(at..at + 4).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
    let mut found = Vec::new();
    for (year, _) in folded.match_indices("20").filter(|(at, _)| is_year(*at)) {
        let stem_end = folded.get(..year).map_or(0, |before| before.trim_end_matches('-').len());
        let edge = edge::left(folded, stem_end, 4);
        let stem = folded.get(edge.start..stem_end).unwrap_or("");
        let rest = folded.get(year + 4..).unwrap_or("");
        let clause = rest.split(['。', ',', ';', '\n']).next().unwrap_or("");
        let row = clause.split("行动").next().filter(|row| row.len() < clause.len());
        let said = row.is_some_and(|row| row.is_empty() || row == "专项" || row.starts_with('、') && row.chars().count() <= 24);
        if said && edge.bounded && !stem.contains('年') && !stem.starts_with('十') && (2..=3).contains(&stem.chars().count()) && stem.chars().all(is_han) {
            let name = format!("{stem}{}", folded.get(year..year + 4).unwrap_or(""));
            found.push(Program {
                span: Span::new(edge.start, year + 4),
                name: ProgramName::New(name, ProgramClass::Campaign),
                rule: "an operation and its year",
            });
        }
    }
    found
}

/// 严格落实三项制度: without marks and without 行政执法, what 落实 and the like govern where enforcement is spoken of.
pub(super) fn enforcement(folded: &str, gazetteer: &Gazetteer) -> Vec<Program> {
    const NAME: &str = "三项制度";
    let lookup = gazetteer.lookup("行政执法三项制度");
    let Some(id) = lookup.iter().map(|(id, _)| *id).find(|id| matches!(gazetteer.kind(*id), Some(Kind::Program(_)))) else { return Vec::new() };
    let meant = |place: usize| {
        let before = folded.get(..place).unwrap_or("");
        let listed = ["法制审核", "法制审核制度", "法制审核等", "法制审核制度等"].iter().any(|last| before.ends_with(last));
        let governed = listed || ["落实", "执行", "推行", "贯彻", "推进", "实施", "坚持"].iter().any(|verb| before.ends_with(verb));
        let sentence = before.rsplit(['。', '\n']).next().unwrap_or("");
        let behind: String = folded.get(place..).unwrap_or("").chars().take(40).collect();
        governed && (sentence.contains("执法") || behind.contains("执法"))
    };
    let places = folded.match_indices(NAME).map(|(place, _)| place).filter(|place| meant(*place));
    places.map(|place| Program { span: Span::new(place, place + NAME.len()), name: ProgramName::Known(id), rule: "the three rules of enforcement" }).collect()
}

/// 1+3+N, 1+4+N: numbers and letters added up, at least two signs between three parts.
fn sums(folded: &str) -> Vec<Program> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '+' | 'N' | 'n' | 'X' | 'x');
    let mut found = Vec::new();
    for (plus, _) in folded.match_indices('+') {
        let start = folded.get(..plus).and_then(|text| text.char_indices().rev().take_while(|(_, c)| is_part(*c)).last()).map_or(plus, |(place, _)| place);
        let end = plus + folded.get(plus..).map_or(0, |text| text.chars().take_while(|c| is_part(*c)).map(char::len_utf8).sum());
        let name = folded.get(start..end).unwrap_or("");
        let first = name.find('+').map(|place| start + place) == Some(plus);
        let closed = !name.starts_with('+') && !name.ends_with('+');
        if first && closed && name.matches('+').count() >= 1 && name.contains(['N', 'n', 'X', 'x']) {
            found.push(Program { span: Span::new(start, end), name: ProgramName::New(name.to_uppercase(), ProgramClass::Mechanism), rule: "a sum" });
        }
    }
    found
}

/// Numbers of hotlines that are the same all over the country.
const NUMBERS: [&str; 9] = ["12345", "12348", "12315", "12309", "12371", "12388", "12389", "12328", "12319"];

/// 12315、12345平台: of a row of numbers before the noun that they share, those that the noun does not stand behind.
pub(super) fn numbers_in_row(folded: &str, gazetteer: &Gazetteer, triggers: &Triggers) -> Vec<Program> {
    let mut found = Vec::new();
    for (place, number) in triggers.within(List::Hotlines, Span::new(0, folded.len())) {
        let rest = folded.get(place + number.len()..).unwrap_or("");
        let Some(row) = rest.strip_prefix(['、', '和', '与', '/']) else { continue };
        let words: String = row.chars().take(12).take_while(|c| is_han(*c) || c.is_ascii_digit() || *c == '、').collect();
        let shared = ["平台", "热线", "双线", "渠道"].iter().find_map(|noun| words.find(noun));
        let short = shared.and_then(|end| words.get(..end)).is_some_and(|middle| middle.matches('、').count() <= 1);
        let before = folded.get(..place).and_then(|text| text.chars().next_back());
        let whole = before.is_none_or(|c| !c.is_ascii_digit());
        let lookup = gazetteer.lookup(&format!("{number}热线"));
        let id = lookup.iter().map(|(id, _)| *id).find(|id| matches!(gazetteer.kind(*id), Some(Kind::Program(_)))).filter(|_| short && whole);
        found.extend(id.map(|id| Program { span: Span::new(place, place + number.len()), name: ProgramName::Known(id), rule: "a hotline in a row" }));
    }
    found
}

/// 12345政务服务便民热线: five digits and what the line is for.
fn hotline(folded: &str, place: usize) -> Option<Program> {
    let parted = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_digit());
    let before = folded.get(..place)?.chars().next_back();
    let rest = folded.get(place + 5..)?;
    if !parted(before) || !parted(rest.chars().next()) {
        return None;
    }
    let words = rest.strip_prefix('”').unwrap_or(rest);
    let skipped = rest.len() - words.len();
    let end = ["热线", "平台"].iter().filter_map(|noun| words.find(noun).map(|at| at + noun.len())).min()?;
    let middle = words.get(..end)?;
    let fits = middle.chars().count() <= 14 && middle.chars().all(is_han) && !middle.contains("和");
    let name = format!("{}{}", folded.get(place..place + 5)?, middle);
    fits.then(|| Program { span: Span::new(place, place + 5 + skipped + end), name: ProgramName::New(name, ProgramClass::Platform), rule: "a hotline" })
}
