//! Numbers that count nothing: they lead a list, say how often, to how many each, or among how many. In: a quantity and its clause. Out: yes or no.

use crate::text::Span;
use crate::zh::fold::is_han;
use crate::zh::quantity::{Digits, Quantity};

/// Whether a number measures nothing; `own` are the words before it that are its own.
pub(super) fn counts_nothing(folded: &str, quantity: &Quantity, own: &str, clause: Span) -> bool {
    introduces_list(folded, quantity)
        || is_frequency(own, folded, quantity)
        || is_denied(own)
        || is_slogan(own)
        || is_apiece(folded, quantity)
        || is_field(folded, quantity, clause)
        || own.ends_with("等功")
        || own.ends_with("嘉奖")
}

/// 在全区18个乡(街道)中排名第三: among how many a rank was won.
fn is_field(folded: &str, quantity: &Quantity, clause: Span) -> bool {
    let behind = folded.get(quantity.span.end..clause.end).unwrap_or("");
    let rank = ["排名", "位列", "位居", "名列", "列第", "排第"].iter().filter_map(|word| behind.find(word)).min();
    let among = rank.and_then(|rank| behind.get(..rank));
    among.is_some_and(|among| among.contains('中') && among.chars().count() <= 16 && !among.contains(|c: char| c.is_ascii_digit()))
}

/// 三个方面, 四项工作: a number that only says how many things are told.
fn introduces_list(folded: &str, quantity: &Quantity) -> bool {
    const ABSTRACT: [&str; 40] = [
        "方面",
        "环节",
        "层面",
        "维度",
        "原则",
        "重点",
        "步骤",
        "阶段",
        "关键",
        "角度",
        "领域",
        "抓手",
        "关系",
        "专题",
        "主线",
        "目标",
        "要求",
        "任务",
        "统一",
        "坚持",
        "确保",
        "转变",
        "问题导向",
        "优先",
        "到位",
        "不放松",
        "结合",
        "清单",
        "主题",
        "举措",
        "措施",
        "体系",
        "机制",
        "制度",
        "工程",
        "行动",
        "百分百",
        "明确",
        "提升",
        "强化",
    ];
    const THINGS: [&str; 26] = [
        "村",
        "社区",
        "行政村",
        "嘎查",
        "小区",
        "乡镇",
        "街道",
        "部门",
        "单位",
        "企业",
        "学校",
        "案",
        "站",
        "所",
        "市场",
        "商户",
        "网格",
        "中队",
        "大队",
        "执法队",
        "调解室",
        "人民调解",
        "法治文化",
        "律师",
        "门店",
        "商店",
    ];
    let behind = folded.get(quantity.span.end..).unwrap_or("");
    let counted = behind.chars().next().is_some_and(is_han);
    let vague = matches!(
        quantity.unit.as_str(),
        "个" | "项" | "条" | "支" | "套" | "家" | "张" | "把" | "位" | "类" | "种" | "方面" | "本" | "块" | "只" | "道" | "大"
    );
    let small = quantity.value <= oxsdatatypes::Decimal::from(10);
    if !counted || !vague {
        return quantity.unit == "方面";
    }
    let noun: String = behind.chars().take(6).collect();
    if quantity.digits == Digits::Han && small {
        let near: String = noun.chars().take_while(|c| is_han(*c)).collect();
        return !THINGS.iter().any(|thing| near.contains(thing));
    }
    small && ["方面", "环节", "层面", "维度", "步骤", "阶段", "关键", "重点领域", "原则"].iter().any(|word| noun.starts_with(word))
        || small && matches!(quantity.unit.as_str(), "类" | "种") && ABSTRACT.iter().any(|word| noun.contains(word))
}

/// 每月四次, 每季度1次: how often, not how many.
fn is_frequency(before: &str, folded: &str, quantity: &Quantity) -> bool {
    const EVERY: [&str; 17] =
        ["每月", "每季度", "每季", "每周", "每年", "每半年", "每天", "每日", "每两月", "每旬", "每个月", "每半月", "每两周", "每逢", "每学期", "一年", "每晚"];
    let visits = matches!(quantity.unit.as_str(), "次" | "场" | "期" | "轮" | "场次" | "个" | "堂" | "节" | "课");
    let head = folded.get(quantity.span.start.saturating_sub(60)..quantity.span.start).unwrap_or(before);
    let near = head.rsplit([',', '。', ';', '\n', '、']).next().unwrap_or(before);
    // 平均每月宣讲2.3次: a mean was measured.
    visits && !near.contains("平均") && !near.contains("场均") && EVERY.iter().any(|word| before.contains(word) || near.contains(word))
}

/// 实现三个100%: a slogan.
fn is_slogan(before: &str) -> bool {
    ["两个", "三个", "四个", "五个", "六个", "双"].iter().any(|word| before.ends_with(word))
}

/// 没有发生1起群体性事件, 未发生3人以上死亡事故: nothing was counted.
fn is_denied(before: &str) -> bool {
    ["未发生", "没有发生", "不发生", "未出现", "没有出现", "未引发", "杜绝发生"].iter().any(|word| before.contains(word))
}

/// 1村1名, 1户1档: how many there are to each.
fn is_apiece(folded: &str, quantity: &Quantity) -> bool {
    let one = |text: &str| text.strip_prefix('1').is_some_and(|rest| rest.starts_with(is_han));
    let before = folded.get(..quantity.number.start).unwrap_or("");
    let own = folded.get(quantity.number.start..).is_some_and(one);
    let next = folded.get(quantity.span.end..).is_some_and(one);
    // 1村1名, and not 1起1人.
    let of_each = |c: char| "村户社校企案事地区镇街格班组店厂矿楼院站县乡".contains(c);
    let last = before.char_indices().rev().nth(1).and_then(|(place, _)| before.get(place..)).is_some_and(|text| one(text) && text.ends_with(of_each));
    // 1名执法人员平均要管3个村: a share, not a count.
    let behind = folded.get(quantity.span.end..).unwrap_or("");
    let shared = own && behind.split([',', '。', ';']).next().is_some_and(|clause| clause.contains("平均"));
    shared || own && matches!(quantity.unit.as_str(), "村" | "户" | "人" | "名" | "个" | "案" | "校" | "社区") && (next || last)
}
