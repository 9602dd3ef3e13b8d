//! Bodies whose names end in a single word that ends much else as well: 药品股, 仲裁科, 县治超办, 城关所, 同润家园居委会. In: text, stem and ending.
//!
//! Out: whether they name a body. An ending that is not one of these is none of its business.

use super::super::hits;
use super::{Owner, Text};
use crate::text::Span;
use crate::zh::fold::is_han;

/// What may stand behind such a name: a mark, or a word that a name stands before.
const BEHIND: [&str; 27] = [
    "各司", "和", "与", "及", "等", "的", "负责", "牵头", "获", "荣获", "被", "开展", "联合", "承担", "会同", "具体", "分别", "为", "在", "对", "由", "共同",
    "股长", "科长", "所长", "主任", "副",
];

/// Whether `stem` before one of the short endings names a body; true for all other endings.
pub(super) fn names(text: &Text, stem: &str, at: Span, owner: &Owner) -> bool {
    let chars = stem.chars().count();
    let ending = at.of(text.folded);
    let after = text.after(at.end);
    let closed = after.chars().next().is_none_or(|c| !is_han(c)) || BEHIND.iter().any(|word| after.starts_with(word)) || follows_post(after, ending);
    match ending {
        "股" => (2..=8).contains(&chars) && closed && is_section(stem),
        "科" => (2..=10).contains(&chars) && closed && is_section(stem) && !stem.ends_with(['学', '本', '专', '内', '外', '儿', '妇', '骨', '眼', '百', '理']),
        "办" => (2..=4).contains(&chars) && closed && matches!(owner, Owner::Level(_) | Owner::Own(_) | Owner::Place(_)) && !is_verb(stem),
        "所" => (2..=3).contains(&chars) && closed && super::open::is_town(text, stem),
        "高中" => chars >= 2 && closed && matches!(owner, Owner::Level(_) | Owner::Own(_) | Owner::Place(_)),
        "一中" | "二中" | "三中" | "四中" => {
            closed && hits::ending_at(&text.hits.stems, at.start).is_some_and(|hit| hits::span(hit).of(text.folded) == stem)
        }
        "居委会" | "居民委员会" => chars >= 2 && (matches!(owner, Owner::Place(_)) || is_estate(stem)),
        _ => true,
    }
}

/// 药品股股长, where the post begins with the last character of the name.
fn follows_post(after: &str, ending: &str) -> bool {
    after.strip_prefix(ending).is_some_and(|rest| rest.starts_with('长'))
}

/// What a section looks after: not a share (控股, 技术入股), not what people hold or buy.
fn is_section(stem: &str) -> bool {
    !stem.ends_with(['控', '入', '参', '个', '持', '配', '炒', '一', '各', '等'])
        && !["各", "有关", "相关", "业务", "机关", "全"].iter().any(|word| stem.starts_with(word))
}

/// Whether a word before 办 says how something is handled, and not who handles it: 督办, 联办, 代办.
fn is_verb(stem: &str) -> bool {
    stem.ends_with([
        '联', '督', '交', '领', '承', '经', '主', '协', '合', '转', '代', '包', '帮', '补', '快', '严', '查', '拒', '限', '续', '开', '举', '催', '速', '通',
        '能', '直', '会', '就', '自', '审', '立', '快', '易', '简', '次', '窗', '站', '网', '上', '下', '村', '镇', '乡', '难', '申', '新', '起', '来', '件',
        '时', '户', '业', '民',
    ]) || stem.starts_with(['级', '内', '外', '域', '里'])
}

/// 家园, 公寓: how housing estates are called, whose residents' committees bear their names.
fn is_estate(stem: &str) -> bool {
    let bare = stem.trim_end_matches(['第', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
    ["家园", "花园", "公寓", "新村", "苑", "嘉园", "名园", "华庭", "新城", "花城", "名邸", "华府", "家苑", "小区", "新里", "街坊"]
        .iter()
        .any(|word| bare.ends_with(word))
        && bare.chars().count() >= 3
}
