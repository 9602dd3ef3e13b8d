//! Units and measure words. In: text behind a number. Out: the unit as written and its length.

use std::sync::LazyLock;

use oxsdatatypes::Decimal;

use crate::zh::words::Words;

use super::number::{Digits, Number};

/// Measure words of things that come whole.
const COUNTS: [&str; 88] = [
    "趟", "束", "集", "路", "个", "件", "起", "次", "场", "名", "人", "位", "户", "份", "张", "条", "项", "处", "支", "家", "村", "期", "堂", "节", "课", "轮",
    "批", "本", "册", "部", "篇", "幅", "块", "座", "栋", "幢", "间", "所", "台", "套", "辆", "艘", "架", "只", "头", "株", "棵", "组", "对", "队", "班", "宗",
    "桩", "例", "卷", "封", "通", "句", "款", "口", "扇", "盏", "面", "枚", "副", "把", "批次", "人次", "笔", "单", "岁", "分", "票", "讲", "眼", "则", "站",
    "种", "类", "方面", "盒", "瓶", "袋", "桶", "箱", "首", "案", "字",
];

/// What 次 makes a count of visits of: 家次, 台次.
const TIMES: [&str; 41] = [
    "篇", "人", "件", "场", "家", "户", "台", "个", "车", "班", "批", "频", "课", "点", "辆", "条", "村", "处", "组", "艘", "架", "单", "项", "份", "警", "起",
    "轮", "校", "队", "店", "企", "船", "卷", "点位", "台班", "站", "宗", "艇", "堂", "亩", "剂",
];

/// Units of measure.
const MEASURES: [&str; 42] = [
    "元",
    "美元",
    "亩",
    "公顷",
    "公里",
    "千米",
    "米",
    "里",
    "厘米",
    "平方米",
    "平方公里",
    "平方千米",
    "平米",
    "立方米",
    "吨",
    "公斤",
    "千克",
    "斤",
    "克",
    "升",
    "毫升",
    "千瓦",
    "千瓦时",
    "度电",
    "小时",
    "分钟",
    "天",
    "周",
    "个月",
    "个工作日",
    "工作日",
    "课时",
    "学时",
    "倍",
    "%",
    "‰",
    "个百分点",
    "百分点",
    "台套",
    "㎡",
    "km",
    "kg",
];

/// Measure words behind brackets: 台(套), 人(次).
const BRACKETED: [&str; 28] = [
    "只(头)", "头(只)", "份(件)", "件(份)", "台(套)", "人(次)", "场(次)", "件(次)", "处(个)", "个(次)", "家(次)", "户(次)", "件(起)", "起(件)", "辆(次)",
    "次(场)", "场(期)", "期(次)", "名(次)", "个(处)", "批(次)", "台(次)", "份(册)", "册(份)", "项(次)", "人(户)", "户(人)", "宗(件)",
];

static UNITS: LazyLock<Words> = LazyLock::new(|| {
    let times: Vec<&'static str> = TIMES.iter().map(|base| &*Box::leak(format!("{base}次").into_boxed_str())).collect();
    Words::new(&[&COUNTS[..], &MEASURES[..], &BRACKETED[..], &times].concat())
});

/// Words that begin like a unit and are none.
static NOT_UNITS: LazyLock<Words> = LazyLock::new(|| {
    Words::new(&[
        "人民",
        "人大",
        "人才",
        "人员",
        "人均",
        "人事",
        "人工",
        "人力",
        "人生",
        "人居",
        "人社",
        "人文",
        "人制",
        "人行",
        "人选",
        "户籍",
        "户长",
        "条例",
        "条款",
        "条件",
        "处罚",
        "处置",
        "处理",
        "处长",
        "支部",
        "支持",
        "次序",
        "次日",
        "次性",
        "次办",
        "场所",
        "场景",
        "村民",
        "村级",
        "村委",
        "村干",
        "村居",
        "村庄",
        "村党",
        "期间",
        "期限",
        "期满",
        "节约",
        "节点",
        "课程",
        "课堂",
        "课题",
        "本级",
        "本人",
        "部门",
        "部署",
        "部分",
        "部长",
        "座谈",
        "所有",
        "所在",
        "套班子",
        "台账",
        "套路",
        "只有",
        "头雁",
        "组织",
        "组长",
        "组员",
        "对象",
        "对口",
        "对接",
        "对于",
        "对一",
        "队伍",
        "队员",
        "班子",
        "班组",
        "例行",
        "例会",
        "例如",
        "通过",
        "通知",
        "通报",
        "口径",
        "口袋",
        "站式",
        "单元",
        "单独",
        "单位",
        "单一",
        "面积",
        "面对",
        "面向",
        "面临",
        "副书记",
        "副镇长",
        "把手",
        "分之",
        "分别",
        "分类",
        "分管",
        "分局",
        "分所",
        "分析",
        "分工",
        "则是",
        "类似",
        "种植",
        "种类",
        "里程",
        "里外",
        "周期",
        "周岁",
        "周年",
        "克服",
        "升级",
        "起诉",
        "起来",
        "起到",
        "起草",
        "张贴",
        "份额",
        "元旦",
        "元素",
        "批复",
        "批示",
        "批准",
        "宗旨",
        "笔录",
        "票否",
        "票据",
        "位一体",
        "位于",
        "位置",
        "米粒",
        "轮候",
        "卷宗",
        "岗双",
        "体系",
        "条龙",
        "盘棋",
        "家亲",
        "把尺",
        "条心",
        "口清",
        "岁末",
        "天候",
        "路口",
        "路段",
        "路径",
        "路上",
        "路线",
        "集中",
        "集体",
        "集镇",
        "集团",
        "集市",
        "集贸",
        "案例",
        "案件",
        "案卷",
        "案由",
        "案情",
        "案审",
        "案办",
        "案说",
        "案释",
        "字号",
        "字样",
        "字头",
        "字经",
        "字诀",
    ])
});

/// The unit at the start of `text`, as written, and its length in bytes.
pub(super) fn at_start(text: &str, number: &Number) -> Option<(usize, String)> {
    if let Some(rest) = text.strip_prefix("(").filter(|_| number.digits == Digits::Arabic) {
        let unit = UNITS.opening(rest).filter(|unit| rest.get(unit.len()..).is_some_and(|behind| behind.starts_with(')')))?;
        return Some((unit.len() + 2, unit.to_owned()));
    }
    let unit = UNITS.opening(text)?;
    // 760人(次) is 760人次; of 3台(套) the first word is the unit.
    if let Some((base, bracket)) = unit.split_once('(') {
        return Some((unit.len(), if bracket == "次)" { format!("{base}次") } else { base.to_owned() }));
    }
    let word = NOT_UNITS.opening(text).filter(|word| word.len() > unit.len());
    let behind = text.get(unit.len()..)?;
    let joined = number.digits == Digits::Han && (behind.starts_with(super::number::may_begin) || behind.starts_with(['长', '员', '化', '制', '联', '包']));
    (word.is_none() && !joined).then(|| (unit.len(), unit.to_owned()))
}

/// Whether a number in this unit counts or measures: whole things come in whole numbers, Chinese one is an article.
pub(super) fn counts(before: &str, number: &Number, upper: Option<&Number>, unit: &str, behind: &str) -> bool {
    let whole = || COUNTS.contains(&unit) || unit.strip_suffix('次').is_some_and(|base| TIMES.contains(&base));
    let broken = number.fraction && number.scale == 1 && !matches!(unit, "分" | "岁") && whole() && !is_averaged(before);
    let one = Decimal::from(1);
    let han = number.digits == Digits::Han;
    // 举办讲座一场, counts; 一场讲座 is some lecture.
    let counted = matches!(unit, "次" | "场" | "件" | "份" | "期" | "名" | "人次" | "场次" | "处" | "支" | "个") && behind.chars().next().is_none_or(is_mark);
    let article = han && number.value == one && upper.is_none() && !counted;
    let vague = han
        && number.value <= Decimal::from(10)
        && matches!(unit, "种" | "类" | "方面" | "分" | "里" | "面" | "克" | "升" | "站" | "单" | "通" | "把" | "副" | "口" | "则" | "村" | "倍" | "案" | "字");
    // 十七届人大三次会议 is the third.
    let plenary = behind.starts_with("全会") || behind.starts_with("会议") && before.ends_with(['大', '协', '届', '会', '表']);
    let session = han && unit == "次" && plenary;
    // 三期项目 is the third.
    let phase = unit == "期" && number.value <= Decimal::from(9) && ["项目", "工程", "建设", "改造", "厂房"].iter().any(|word| behind.starts_with(word));
    // 三台街, 六里屯: the name of a place.
    let place = han
        && matches!(unit, "台" | "里" | "口" | "道" | "间" | "家")
        && behind.starts_with(['街', '镇', '乡', '屯', '桥', '庄', '沟', '岭', '坝', '湾', '河', '山']);
    !(broken || article || vague || session || phase || place)
}

/// The unit of a sum without one: 涉及金额2360万, 投资18万打造.
pub(super) fn of_money(before: &str, number: &Number) -> Option<&'static str> {
    const SUMS: [&str; 14] = ["金额", "资金", "投资", "投入", "经费", "标的额", "标的", "罚款", "价值", "损失", "贷款", "补助", "补偿", "货款"];
    let bare = before.trim_end_matches(['达', '约', '近', '超', '共', '计', '为', '了', '过', '逾', '到']);
    (number.scale >= 10_000 && SUMS.iter().any(|word| bare.ends_with(word))).then_some("元")
}

/// 人均学法2.3次, 平均压减环节3.2个、材料5.4份, 万人成讼率降至38.7件: a mean of whole things comes in parts.
fn is_averaged(before: &str) -> bool {
    let from = before.char_indices().rev().nth(23).map_or(0, |(place, _)| place);
    let near = before.get(from..).and_then(|text| text.rsplit([',', '。', ';', '\n']).next()).unwrap_or("");
    near.contains('均') || near.contains('率')
}

/// Whether a unit says for how long.
pub(super) fn is_time(unit: &str) -> bool {
    matches!(unit, "小时" | "分钟" | "天" | "周" | "个月" | "个工作日" | "工作日" | "岁")
}

fn is_mark(c: char) -> bool {
    matches!(c, ',' | '。' | ';' | '、' | '.' | ')' | '\n')
}

/// Whether a unit and then a mark come next: 讲课二次, counts, where 二次供水 is the second.
pub(super) fn closes(text: &str) -> bool {
    ["次", "场", "件", "名", "份", "人"].iter().any(|unit| text.strip_prefix(unit).is_some_and(|rest| rest.chars().next().is_none_or(is_mark)))
}

/// The unit that a cell before a number gives in brackets or as a cell of its own: 化解率(%), 排查纠纷 件. With the factor of its 万.
pub(super) fn before(text: &str, last: bool) -> Option<(i64, String)> {
    // A cell is short: no more of the text is looked at.
    let from = text.char_indices().rev().nth(40).map_or(0, |(place, _)| place);
    let text = text.get(from..)?;
    let cell = text.trim_end_matches([' ', ':', '|']);
    let inner = if let Some(open) = cell.strip_suffix(')') {
        open.get(open.rfind('(')? + 1..)?.trim_start_matches("单位:")
    } else if cell.ends_with('%') && last && !cell.trim_end_matches('%').ends_with(|c: char| c.is_ascii_digit()) {
        // 99.1% is a cell with its own number, and no unit of the next.
        "%"
    } else {
        // A cell of its own counts where the number ends the row.
        cell.rsplit([' ', '|', '\n'])
            .next()
            .filter(|unit| last && unit.len() < cell.len() && !cell.strip_suffix(*unit).is_some_and(|row| row.ends_with('\n')))?
    };
    let (scale, bare) = ["万", "亿"]
        .iter()
        .find_map(|word| inner.strip_prefix(word).map(|rest| (if *word == "万" { 10_000 } else { 100_000_000 }, rest)))
        .unwrap_or((1, inner));
    let found = UNITS.opening(bare).filter(|unit| unit.len() == bare.len());
    found.map(|unit| (scale, unit.to_owned()))
}

/// Whether a number ends its cell: the line ends, or a gap or the next cell's name comes.
pub(super) fn ends_cell(text: &str) -> bool {
    text.chars().next().is_none_or(|c| matches!(c, '\n' | ' ' | '|' | ';' | ',' | '。' | '、') || crate::zh::fold::is_han(c))
}
