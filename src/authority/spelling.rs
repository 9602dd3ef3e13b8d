//! The spellings that follow from an official name by rule, so that nobody has to list them: 公务员法, 信阳, X街道办事处.
//!
//! In: a kind, a folded official name and the folded names of issuers. Out: further folded names. It reads no Turtle and knows no single place or law.

use super::entity::{Kind, LabelKind, Tier};
use super::ethnic::without_peoples;
use super::titles;

/// The further spellings of a thing, each with how far it can be trusted.
pub(super) fn derived(kind: Kind, name: &str, issuers: &[&str]) -> Vec<(LabelKind, String)> {
    match kind {
        Kind::Area(Tier::Province | Tier::Prefecture | Tier::County) => division(name),
        Kind::Area(Tier::Township) => township(name),
        Kind::Instrument => titles::derived(name, issuers),
        _ => Vec::new(),
    }
}

/// Endings of divisions of level 1 to 3, longer ones first.
const ENDINGS: [&str; 14] = ["特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区", "新区", "特区", "省", "市", "盟", "县", "区"];

/// What is administered without being a division of the usual kind: without the ending its name is nothing that people say.
const ZONES: [&str; 17] = [
    "开发区",
    "园区",
    "示范区",
    "试验区",
    "实验区",
    "管理区",
    "经济区",
    "产业区",
    "工业区",
    "名胜区",
    "食品区",
    "聚集区",
    "集聚区",
    "旅游区",
    "合作区",
    "保税区",
    "矿区",
];

/// How zones are called for short.
const ZONE_SHORT: [(&str, &str); 4] =
    [("高新技术产业开发区", "高新区"), ("高新技术产业园区", "高新区"), ("经济技术开发区", "经开区"), ("经济开发区", "经开区")];

fn division(name: &str) -> Vec<(LabelKind, String)> {
    if ZONES.iter().any(|zone| name.ends_with(zone)) {
        return zone(name);
    }
    let Some(stem) = stem(name) else { return Vec::new() };
    let level = split(name).and_then(|(_, ending)| ending.strip_prefix("自治"));
    let with_level = level.map(|level| (LabelKind::Alt, format!("{stem}{level}")));
    [(LabelKind::Stem, stem.to_owned())].into_iter().chain(with_level).collect()
}

/// A division's name without its ending, of an autonomous one without the peoples as well, where more than one character is left: 信阳, 三江.
pub fn stem(name: &str) -> Option<&str> {
    let (body, ending) = split(name)?;
    let stem = if ending.starts_with("自治") { without_peoples(body) } else { body };
    stem.chars().nth(1).map(|_| stem)
}

fn zone(name: &str) -> Vec<(LabelKind, String)> {
    let short = ZONE_SHORT.iter().find_map(|(long, short)| name.strip_suffix(long).map(|place| (place, short)));
    let short = short.filter(|(place, _)| place.chars().nth(1).is_some());
    short.map(|(place, short)| (LabelKind::Alt, format!("{place}{short}"))).into_iter().collect()
}

/// A banner that is left, right, front or of a colour keeps its 旗: nobody says 土默特左.
fn split(name: &str) -> Option<(&str, &str)> {
    let plain = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending).map(|body| (body, *ending)));
    let banner = || name.strip_suffix('旗').filter(|body| !body.ends_with(['左', '右', '前', '后', '中', '黄', '白', '蓝', '合']));
    plain.or_else(|| banner().map(|body| (body, "旗")))
}

/// X街道, X街道办事处 and X办事处 are one; so are X回族乡 and X乡.
fn township(name: &str) -> Vec<(LabelKind, String)> {
    if let Some(body) = name.strip_suffix("街道") {
        let office = |kind, middle| (kind, format!("{body}{middle}"));
        return vec![office(LabelKind::Alt, "街道办事处"), office(LabelKind::Alt, "街道办"), office(LabelKind::Hidden, "办事处")];
    }
    let ethnic = ["乡", "苏木"].iter().find_map(|ending| name.strip_suffix(ending).map(|body| (body, *ending)));
    match ethnic {
        Some((body, ending)) if without_peoples(body) != body => {
            vec![(LabelKind::Alt, format!("{}{ending}", without_peoples(body)))]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spellings(tier: Tier, name: &str) -> String {
        let names = derived(Kind::Area(tier), name, &[]);
        names.into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn divisions_without_their_endings() {
        let table = [
            ("广西壮族自治区", "广西 广西区"),
            ("内蒙古自治区", "内蒙古 内蒙古区"),
            ("香港特别行政区", "香港"),
            ("恩施土家族苗族自治州", "恩施 恩施州"),
            ("玉屏侗族自治县", "玉屏 玉屏县"),
            ("莫力达瓦达斡尔族自治旗", "莫力达瓦 莫力达瓦旗"),
            ("信阳市", "信阳"),
            ("桐柏县", "桐柏"),
            ("大兴安岭地区", "大兴安岭"),
            ("浦东新区", "浦东"),
            ("敖汉旗", "敖汉"),
            ("新县", ""),
            ("城区", ""),
            ("土默特左旗", ""),
            ("井陉矿区", ""),
            ("郑州高新技术产业开发区", "郑州高新区"),
            ("苏州工业园区", ""),
        ];
        for (name, expected) in table {
            assert_eq!(spellings(Tier::County, name), expected, "{name}");
        }
    }

    #[test]
    fn townships_by_their_other_names() {
        let table = [
            ("镇圩瑶族乡", "镇圩乡"),
            ("河镇彝族苗族乡", "河镇乡"),
            ("音河达斡尔鄂温克民族乡", "音河乡"),
            ("城关街道", "城关街道办事处 城关街道办 城关办事处"),
            ("新集镇", ""),
            ("白族乡", ""),
        ];
        for (name, expected) in table {
            assert_eq!(spellings(Tier::Township, name), expected, "{name}");
        }
    }
}
