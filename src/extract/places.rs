//! Places named: divisions by the gazetteer, villages by their form. In: document and hits. Out: [`Place`]s, in the order of the text.
//!
//! Which of several divisions of one name is meant is left to [`crate::resolve`].

use std::sync::LazyLock;

use crate::authority::{Hit, NameId};
use crate::text::Span;
use crate::zh::edge;
use crate::zh::fold::is_han;
use crate::zh::words::Words;

use super::hits::{self, Hits};
use super::triggers::{List, Triggers};

/// A place named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Where.
    pub span: Span,
    /// What stands there.
    pub name: PlaceName,
    /// Whether a mark, a function word or another place's name parts it from what stands before.
    pub bounded: bool,
    /// The place (index into the list) whose name stands directly before.
    pub behind: Option<usize>,
}

/// How a place is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceName {
    /// A division's name: 新集镇.
    Division(NameId),
    /// A division's name without its ending: 信阳.
    Stem(NameId),
    /// A village, community or gacha, by its form.
    Village,
}

/// All places of a text.
pub(super) fn find(folded: &str, hits: &Hits, triggers: &Triggers) -> Vec<Place> {
    let mut places: Vec<Place> = hits.areas.iter().filter(|hit| !is_part(folded, hit)).map(|hit| division(folded, hit)).collect();
    places.extend(hits.stems.iter().filter(|hit| stands_alone(folded, hit)).map(|hit| stem(folded, hit)));
    places.extend(villages(folded, hits, triggers));
    places.sort_by_key(|place| (place.span.start, std::cmp::Reverse(place.span.end)));
    link(&mut places);
    places
}

fn division(folded: &str, hit: &Hit) -> Place {
    let span = hits::span(hit);
    Place { span, name: PlaceName::Division(hit.name), bounded: edge::is_bounded(folded, span.start), behind: None }
}

fn stem(folded: &str, hit: &Hit) -> Place {
    let span = hits::span(hit);
    Place { span, name: PlaceName::Stem(hit.name), bounded: edge::is_bounded(folded, span.start), behind: None }
}

/// Notes which place stands directly before which.
fn link(places: &mut [Place]) {
    for at in 1..places.len() {
        let start = places.get(at).map_or(0, |place| place.span.start);
        let before = (0..at).rev().take(3).find(|before| places.get(*before).is_some_and(|place| place.span.end == start));
        if let Some(place) = places.get_mut(at) {
            place.behind = before;
            place.bounded |= before.is_some();
        }
        // 中共新县苏河镇委员会: a place that another stands behind is one.
        if let Some(outer) = before.and_then(|before| places.get_mut(before)) {
            outer.bounded = true;
        }
    }
}

/// 新县城, 市中区域: the name runs on into another word.
fn is_part(folded: &str, hit: &Hit) -> bool {
    let name = hits::span(hit).of(folded);
    let after = folded.get(hit.end..).unwrap_or("");
    let short = name.chars().count() <= 2;
    let runs_on = match name.chars().next_back() {
        Some('县') => after.starts_with('城') || short && after.starts_with(['域', '级', '乡', '委']),
        Some('区') => after.starts_with(['域', '划', '间']),
        Some('市') => after.starts_with(['场', '民', '政']) && !after.starts_with("市政府") && !after.starts_with("政府"),
        Some('镇') => after.starts_with(['区', '域']) && short,
        Some('乡') => after.starts_with(['村', '镇', '贤', '风']),
        _ => false,
    };
    let usual = name.ends_with(['省', '市', '州', '盟', '县', '区', '旗', '镇', '乡', '道', '木', '处', '办']) || name.chars().count() >= 5;
    runs_on || !usual || is_sort(name, after) || matches!(name, "城区" | "郊区" | "矿区" | "市区" | "新区" | "东区" | "西区" | "南区" | "北区" | "城乡")
}

/// 小城镇环境综合整治: what is done about towns, though one is called so.
fn is_sort(name: &str, after: &str) -> bool {
    name == "小城镇" && ["环境", "建设", "综合", "化", "发展", "规划", "改革"].iter().any(|word| after.starts_with(word))
}

/// A stem counts where nothing behind it makes another name of it.
fn stands_alone(folded: &str, hit: &Hit) -> bool {
    let after = folded.get(hit.end..).and_then(|text| text.chars().next());
    !matches!(
        after,
        Some(
            '村' | '路'
                | '街'
                | '镇'
                | '乡'
                | '社'
                | '河'
                | '山'
                | '湖'
                | '桥'
                | '庄'
                | '大'
                | '小'
                | '中'
                | '东'
                | '西'
                | '南'
                | '北'
                | '站'
                | '屯'
                | '寨'
        )
    )
}

/// Endings of villages, and the longest name before each in characters.
const VILLAGES: [(&str, usize); 4] = [("村", 5), ("社区", 6), ("居民区", 5), ("嘎查", 7)];

/// What stands before 村 or 社区 without naming one: at the end of what precedes, or all of it.
const COMMON: [&str; 140] = [
    "周边",
    "附近",
    "密集",
    "集中",
    "成熟",
    "高层",
    "中心城区",
    "无诈",
    "合并",
    "全部",
    "廉洁",
    "发案",
    "广播",
    "实现",
    "个别",
    "族",
    "人人",
    "些",
    "农",
    "乡",
    "各",
    "全",
    "本",
    "该",
    "每",
    "个",
    "行政",
    "自然",
    "示范",
    "中心",
    "贫困",
    "驻",
    "包",
    "到",
    "进",
    "入",
    "下",
    "我",
    "村",
    "一",
    "二",
    "两",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "百",
    "千",
    "万",
    "数",
    "多",
    "新农",
    "美丽",
    "镇",
    "居",
    "渔",
    "法治",
    "民主",
    "文明",
    "平安",
    "试点",
    "重点",
    "先进",
    "后进",
    "涣散",
    "整",
    "辖",
    "所在",
    "相关",
    "有关",
    "部分",
    "空心",
    "城中",
    "城郊",
    "移民",
    "传统",
    "古",
    "特色",
    "富裕",
    "样板",
    "精品",
    "和美",
    "脱贫",
    "出列",
    "其他",
    "其余",
    "邻",
    "外",
    "沿线",
    "偏远",
    "边远",
    "帮扶",
    "联系",
    "挂钩",
    "挂点",
    "结对",
    "服务",
    "出",
    "离",
    "回",
    "智慧",
    "和谐",
    "老旧",
    "居民",
    "城市",
    "街道",
    "物业",
    "网络",
    "完整",
    "未来",
    "睦邻",
    "零",
    "绿色",
    "治",
    "强",
    "兴",
    "访",
    "扶",
    "帮",
    "护",
    "管",
    "亲",
    "善治",
    "标杆",
    "达标",
    "无毒",
    "无讼",
    "无访",
    "犯罪",
    "零案",
    "联",
    "四无",
    "红色",
    "及",
    "送法",
    "嘎查",
];

/// What behind 村 makes another word of it.
const RUNS_ON: [&str; 26] = [
    "堡", "屯", "湾", "坪", "寨", "民", "庄", "落", "规", "级", "务", "史", "镇", "干", "集体", "容", "口", "里", "头", "组", "医", "霸", "情", "际", "干部",
    "居",
];

/// What 社区 is part of where it says how people are looked after: 在册社区矫正对象.
const CASES: [&str; 4] = ["社区矫正", "社区康复", "社区戒毒", "社区服刑"];

pub(super) static VILLAGE_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&VILLAGES.map(|(ending, _)| ending)));
static COMMON_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&COMMON));

fn villages<'a>(folded: &'a str, hits: &'a Hits, triggers: &'a Triggers) -> impl Iterator<Item = Place> + 'a {
    triggers.within(List::Villages, Span::new(0, folded.len())).filter_map(move |(place, word)| {
        let (ending, longest) = VILLAGES.into_iter().find(|(ending, _)| *ending == word)?;
        village(folded, hits, place, ending, longest)
    })
}

fn village(folded: &str, hits: &Hits, place: usize, ending: &str, longest: usize) -> Option<Place> {
    // 合班村社区 is one name.
    let after = folded.get(place + ending.len()..)?;
    let joined = ending == "村" && after.starts_with("社区") && !CASES.iter().any(|word| after.starts_with(word));
    let end = place + ending.len() + if joined { "社区".len() } else { 0 };
    let edge = edge::left(folded, place, longest);
    let area = (edge.start..place).rev().find(|at| hits::ending_at(&hits.areas, *at).is_some());
    let area = area.or_else(|| behind_and(folded, hits, place));
    let start = area.unwrap_or_else(|| edge.start + lead(folded, edge.start, place, end));
    // 大营村等高山村: what sort of villages they are.
    if folded.get(..start)?.ends_with('等') {
        return None;
    }
    let stem = folded.get(start..place)?;
    let after = folded.get(end..)?;
    let cases = ending == "社区" && CASES.iter().any(|word| folded.get(place..).is_some_and(|rest| rest.starts_with(word)));
    let runs_on =
        cases || ending == "村" && RUNS_ON.iter().any(|word| after.starts_with(word)) && !after.starts_with("民委员会") && !after.starts_with("居委会");
    let chars = stem.chars().count();
    let marked = area.is_some() || folded.get(..start)?.chars().next_back().is_none_or(|c| !is_han(c));
    let named = stem.chars().all(is_han)
        && (chars >= 2 || chars == 1 && marked && ending == "村")
        && (COMMON_WORDS.ending(stem).is_none() || is_thriving(stem) || is_beside(stem) || area.is_some() && is_named(stem))
        && !is_verb_phrase(stem)
        && !stem.contains(['镇', '乡', '县']);
    let inside = hits::touched(&hits.areas, Span::new(place, end));
    ((edge.bounded || area.is_some()) && named && !runs_on && !inside).then_some(Place {
        span: Span::new(start, end),
        name: PlaceName::Village,
        bounded: true,
        behind: None,
    })
}

/// 集里街道禧和社区: where a name of two characters begins whose second is 和, directly behind an area.
fn behind_and(folded: &str, hits: &Hits, place: usize) -> Option<usize> {
    let before = folded.get(..place)?.strip_suffix('和')?;
    let first = before.chars().next_back().filter(|c| is_han(*c) && !"办镇乡村所局站委会居区县市".contains(*c))?;
    let start = before.len() - first.len_utf8();
    hits::ending_at(&hits.areas, start).map(|_| start)
}

/// 中兴, 建强: two characters of which the second alone would say what is done for villages (产业兴村).
fn is_thriving(stem: &str) -> bool {
    stem.chars().count() == 2 && stem.ends_with(['兴', '强']) && !["振兴", "复兴", "增强", "变强", "做强"].contains(&stem)
}

/// 港下, 山外: what the land has and where of it they lie, where 下 alone would say what comes to villages (送法下村).
fn is_beside(stem: &str) -> bool {
    const LAND: &str = "港岭山坡桥塘溪岩坝寺石陂埠坑洋店庙湖河江门林竹松墩崖洞井泉堰沙田堂垄岗峡潭渡桐樟柏柳";
    stem.chars().count() == 2 && stem.ends_with(['下', '外', '老', '古']) && stem.starts_with(|c| LAND.contains(c))
}

/// 竹联 behind its town: two characters of which the second alone would say which villages are meant.
fn is_named(stem: &str) -> bool {
    stem.chars().count() == 2
        && (stem.ends_with(['联', '强', '兴', '治', '访', '扶', '护', '亲', '绿', '古', '零']) || is_numbered(stem))
        && COMMON_WORDS.ending(stem).is_some_and(|word| word.chars().count() == 1)
        && !["挂联", "走访", "帮扶", "防护", "管护", "整治", "法治", "自治", "德治", "善治"].contains(&stem)
}

/// 竹三 behind its town: a name with its number, and no count of villages (等三村).
fn is_numbered(stem: &str) -> bool {
    let digits = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    let counts = ['等', '共', '前', '后', '余', '第', '这', '那', '有', '各', '的', '另', '内'];
    stem.ends_with(digits) && !stem.starts_with(digits) && !stem.starts_with(counts)
}

/// Bytes of a word of one character that leads to a name: (系查济村…, 如小骡马村、大营村等, 这是继枣园村之后.
fn lead(folded: &str, start: usize, place: usize, end: usize) -> usize {
    let parted = folded.get(..start).and_then(|before| before.chars().next_back()).is_none_or(|c| !is_han(c));
    let stem = folded.get(start..place).filter(|stem| stem.chars().count() >= 3).unwrap_or("");
    let row = folded.get(end..).is_some_and(|after| after.starts_with(['、', '等']));
    // 这是继枣园村之后第二个.
    let again = stem.starts_with('继') && folded.get(end..).is_some_and(|after| after.strip_prefix('之').unwrap_or(after).starts_with('后'));
    let told = folded.get(..start).is_some_and(|before| before.ends_with('是'));
    let leads = again && (parted || told) || parted && (stem.starts_with('系') || row && stem.starts_with('如') && !stem.starts_with("如意"));
    if leads { '系'.len_utf8() } else { 0 }
}

/// Words that begin a phrase about villages, not the name of one.
fn is_verb_phrase(stem: &str) -> bool {
    const VERBS: [&str; 40] = [
        "推进", "建设", "服务", "治理", "管理", "组织", "涉及", "工作", "创建", "下沉", "联系", "帮扶", "负责", "宣传", "矛盾", "纠纷", "干部", "群众", "年度",
        "我们", "他们", "这个", "整个", "多个", "几个", "所有", "全体", "省级", "市级", "县级", "国家", "振兴", "解决", "协助", "发动", "引导", "指导", "检查",
        "巡查", "排查",
    ];
    VERBS.iter().any(|verb| stem.contains(verb))
}
