//! Where a name begins: Chinese puts no space before it, but function words, verbs that govern names, and marks part it from the rest.
//!
//! In: folded text and the place where a name ends. Out: the earliest place where it may begin. It knows no names.

use std::sync::LazyLock;

use super::chars::CharSet;
use super::fold::is_han;
use super::words::Words;

/// Where a name may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The byte.
    pub start: usize,
    /// Whether a mark or a word parts it from what stands before; else the search only ran out of its limit.
    pub bounded: bool,
}

/// Words of two characters and more behind which a name begins, and which are hardly ever part of one.
const WORDS: [&str; 208] = [
    "实现",
    "走访",
    "推广",
    "简称",
    "下称",
    "统称",
    "又称",
    "共建",
    "新聘",
    "续聘",
    "荣立",
    "荣记",
    "入列",
    "跻身",
    "捧回",
    "斩获",
    "移送",
    "龙头企业",
    "依据",
    "加挂",
    "时期",
    "期间",
    "加快",
    "境内",
    "辖区内",
    "区域内",
    "力争",
    "争取",
    "花落",
    "组成",
    "成立",
    "设立",
    "组建",
    "建立",
    "发挥",
    "依托",
    "通过",
    "利用",
    "会同",
    "配合",
    "邀请",
    "特邀",
    "聘请",
    "整合",
    "根据",
    "按照",
    "作为",
    "督促",
    "支持",
    "加强",
    "完善",
    "健全",
    "优化",
    "充实",
    "调整",
    "明确",
    "实行",
    "实施",
    "开展",
    "创新",
    "探索",
    "持续",
    "充分",
    "进一步",
    "积极",
    "主动",
    "认真",
    "严格",
    "切实",
    "深入",
    "不断",
    "大力",
    "着力",
    "牵头",
    "参与",
    "接受",
    "提交",
    "移交",
    "委托",
    "购买",
    "引入",
    "选派",
    "派驻",
    "入驻",
    "进驻",
    "来自",
    "包括",
    "包含",
    "例如",
    "并由",
    "分别",
    "目前",
    "另外",
    "其中",
    "特别",
    "尤其",
    "定期",
    "及时",
    "每月",
    "每年",
    "每周",
    "授予",
    "荣获",
    "获评",
    "获得",
    "评为",
    "命名",
    "确定",
    "选取",
    "选择",
    "走进",
    "前往",
    "来到",
    "位于",
    "覆盖",
    "我镇",
    "我乡",
    "我县",
    "我区",
    "我市",
    "全镇",
    "全乡",
    "全县",
    "全区",
    "全市",
    "带领",
    "带动",
    "帮助",
    "争创",
    "创成",
    "建成",
    "打造",
    "巩固",
    "强化",
    "推动",
    "推行",
    "进行",
    "属于",
    "挂牌",
    "揭牌",
    "成为",
    "隶属",
    "报送",
    "报请",
    "现有",
    "共有",
    "下设",
    "内设",
    "设置",
    "设有",
    "增设",
    "配备",
    "配齐",
    "以及",
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
    "六是",
    "交由",
    "转交",
    "辖区",
    "召开",
    "协助",
    "解决",
    "指导",
    "围绕",
    "做好",
    "做强",
    "做实",
    "做优",
    "建强",
    "抓好",
    "抓实",
    "管好",
    "用好",
    "用活",
    "兼任",
    "担任",
    "抽调",
    "设在",
    "负责",
    "升级",
    "改造",
    "扩建",
    "新建",
    "吸收",
    "借助",
    "针对",
    "选聘",
    "聘任",
    "动员",
    "发动",
    "引导",
    "鼓励",
    "培育",
    "孵化",
    "培养",
    "壮大",
    "提请",
    "列席",
    "完成",
    "选定",
    "入选",
    "推荐",
    "主任由",
    "参加",
];

/// Verbs that are part of names before certain words: what follows them decides.
const GOVERNS: [(&str, &[&str]); 8] = [
    (
        "联合",
        &[
            "调处", "调解", "执法", "接访", "会", "体", "国", "党委", "工作", "治理", "惩戒", "办公", "整治", "检查", "巡", "行动", "排查", "指挥", "化解",
            "接待", "社", "应急",
        ],
    ),
    ("指", &["挥", "导", "标", "定", "数", "南", "引", "战"]),
    ("组织", &["部", "工作", "委员", "生活", "办", "领导"]),
    ("规范", &["化"]),
    ("推进", &["工作", "领导", "办", "组", "会", "中心", "委", "处", "小组"]),
    ("落实", &["工作", "领导", "办", "组", "会", "中心", "委", "小组"]),
    ("使用", &["权", "费", "者", "证"]),
    ("任", &["务", "何", "命", "期"]),
];

/// Function words of one character.
const PARTICLES: [char; 22] =
    ['到', '赴', '的', '了', '等', '在', '由', '与', '及', '和', '以', '对', '向', '被', '把', '将', '于', '是', '为', '各', '并', '至'];

/// Where those characters are part of a word instead: the two characters, the particle first or last.
const COMPOUNDS: [&str; 68] = [
    "和平", "和谐", "和睦", "和美", "和顺", "和田", "和静", "和硕", "和政", "为民", "自由", "理由", "对口", "对接", "对外", "向阳", "以案", "在线", "在册",
    "在职", "在编", "于都", "于洪", "将军", "将乐", "太和", "永和", "泰和", "义和", "人和", "共和", "祥和", "仁和", "中和", "顺和", "安和", "平和", "协和",
    "雍和", "维和", "呼和", "均为", "以为", "为主", "为先", "对象", "针对", "面对", "至诚", "乌兰", "以人", "并举", "合并", "一等", "平等", "优等", "高等",
    "中等", "初等", "目的", "天等", "由县", "责任", "主任", "信任", "历任", "报到", "到位",
];

static PARTICLE_SET: LazyLock<CharSet> = LazyLock::new(|| CharSet::of(PARTICLES));

/// None of these verbs ends in another.
static GOVERNING: LazyLock<Words> = LazyLock::new(|| Words::new(&GOVERNS.map(|(verb, _)| verb)));

static COMPOUND_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&COMPOUNDS));

static ENDINGS: LazyLock<Words> = LazyLock::new(|| Words::new(&WORDS));

/// Where the name that ends at byte `end` of `text` may begin, at most `max` characters before.
pub fn left(text: &str, end: usize, max: usize) -> Edge {
    let Some(before) = text.get(..end) else { return Edge { start: end, bounded: false } };
    for (count, (place, c)) in before.char_indices().rev().enumerate() {
        let start = place + c.len_utf8();
        if !belongs(c) || is_bullet(before, place, c) || is_behind_word(before, start) {
            return Edge { start, bounded: true };
        }
        if count == max {
            return Edge { start, bounded: false };
        }
    }
    Edge { start: 0, bounded: true }
}

/// Whether a name that begins at byte `at` is parted there from what stands before.
pub fn is_bounded(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    before.chars().next_back().is_none_or(|c| !belongs(c)) || is_behind_word(text, at)
}

/// Whether `word` as a whole is one behind which a name begins: 会同, 和.
pub fn is_boundary(word: &str) -> bool {
    ENDINGS.ending(word) == Some(word) || word.chars().count() == 1 && word.chars().all(|c| PARTICLE_SET.has(c))
}

fn belongs(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric() || c == '·'
}

/// A dot that opens a line parts as a mark does: ·彭城执法中队.
fn is_bullet(before: &str, place: usize, c: char) -> bool {
    c == '·' && before.get(..place).and_then(|text| text.chars().next_back()).is_none_or(|last| !belongs(last))
}

/// Whether a word behind which names begin ends at byte `at`.
fn is_behind_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let Some(last) = before.chars().next_back() else { return false };
    let particle = PARTICLE_SET.has(last) && !compound(text, at - last.len_utf8(), last);
    let governing = || GOVERNING.ending(before).and_then(|found| GOVERNS.iter().find(|(verb, _)| *verb == found));
    particle || ENDINGS.ending(before).is_some() || governing().is_some_and(|(_, except)| governs(text, at, except))
}

/// Whether a verb that ends at `at` governs what follows: not before its exceptions, not as a part of a word (责任, 党组织).
fn governs(text: &str, at: usize, except: &[&str]) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let part = except.iter().any(|word| after.starts_with(word)) || before.ends_with("党组织");
    !part && !before.chars().next_back().is_some_and(|c| compound(text, at - c.len_utf8(), c))
}

/// Whether the character `c` at byte `at` is part of a word of two characters.
fn compound(text: &str, at: usize, c: char) -> bool {
    let rest = text.get(at..).unwrap_or("");
    let before = text.get(..at + c.len_utf8()).unwrap_or("");
    COMPOUND_WORDS.opening(rest).is_some() || COMPOUND_WORDS.ending(before).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str, max: usize) -> &str {
        let edge = left(text, text.len(), max);
        &text[edge.start..]
    }

    #[test]
    fn names_begin_behind_words_and_marks() {
        for (text, expected) in [
            ("成立由书记任组长的法治政府建设工作领导小组", "法治政府建设工作领导小组"),
            ("深入北西村", "北西村"),
            ("北西村和计庄村", "计庄村"),
            ("同意,太和村", "太和村"),
            ("依托综治中心", "综治中心"),
        ] {
            assert_eq!(name(text, 20), expected, "{text}");
        }
    }

    #[test]
    fn the_limit_is_said() {
        assert_eq!(left("甲乙丙丁戊己庚辛", 24, 4), Edge { start: 12, bounded: false });
        assert!(is_bounded("走进新集镇", 6) && !is_bounded("创新县", 3));
    }
}
