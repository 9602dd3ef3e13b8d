//! Words beside a recipient: those that say nothing of who, and those that mean the report's own side. In: folded words. Out: yes or no, or the rest.

const FILLERS: [&str; 70] = [
    "年底",
    "年末",
    "年初",
    "刚刚",
    "刚",
    "日前",
    "前不久",
    "最终",
    "连续三年",
    "连续两年",
    "连续四年",
    "连续五年",
    "连续多年",
    "连年",
    "二人",
    "两人",
    "三人",
    "二人同",
    "同",
    "分",
    "个人",
    "同志",
    "先后",
    "分别",
    "还",
    "也",
    "均",
    "成功",
    "连续",
    "再次",
    "已",
    "共",
    "又",
    "等",
    "同时",
    "并",
    "继续",
    "首次",
    "一举",
    "近年来",
    "今年",
    "年内",
    "本年度",
    "全年",
    "当年",
    "多次",
    "都",
    "一并",
    "双双",
    "顺利",
    "因此",
    "分获",
    "被",
    "去年",
    "近日",
    "同年",
    "更",
    "老人",
    "老师",
    "也分别",
    "一直",
    "后再",
    "后又",
    "再",
    "相继",
    "陆续",
    "继",
    "光荣",
    "荣幸",
    "此外",
];

/// Whether words between a name and the verb say nothing of who.
pub(super) fn is_filler(text: &str) -> bool {
    trim_fillers(text).is_empty()
}

pub(super) fn trim_fillers(text: &str) -> &str {
    let mut rest =
        text.trim_matches([' ', ',', '、', '“', '”', '-', '▲', '●', '■', '◆', '★', '☆', '•', '·', '*', '△', '○', '➢', '√']).trim_start_matches(['(', ')']);
    while let Some(word) = FILLERS.iter().find(|word| rest.ends_with(**word)) {
        rest = rest.strip_suffix(word).unwrap_or(rest).trim_end_matches([' ', ',', '、']);
    }
    if let Some(bare) = without_time(rest) {
        return trim_fillers(bare);
    }
    // What stands in brackets behind a name tells of it: 库木买里村(2025年3月).
    if let Some(open) = rest.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
        return trim_fillers(rest.get(..open).unwrap_or(""));
    }
    while let Some(word) = FILLERS.iter().find(|word| rest.starts_with(**word) && rest.len() > word.len()) {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    rest
}

/// 我团2022年, 司法所于2023年6月, 我所连续6年, 我镇连续三届: words without when, or for how long.
fn without_time(text: &str) -> Option<&str> {
    let digit = |c: char| c.is_ascii_digit();
    let day = text.strip_suffix('日').map(|rest| rest.trim_end_matches(digit)).filter(|rest| rest.ends_with('月')).unwrap_or(text);
    let month = day.strip_suffix("月份").or_else(|| day.strip_suffix('月')).filter(|rest| rest.ends_with(digit)).map(|rest| rest.trim_end_matches(digit));
    let before = month.unwrap_or(day);
    let year = before.strip_suffix("年度").or_else(|| before.strip_suffix('年'));
    let bare = year.map(|year| year.trim_end_matches(digit)).filter(|bare| year.is_some_and(|year| year.len() - bare.len() == 4));
    let dated = bare.or(month).map(|bare| bare.strip_suffix(['于', '在']).unwrap_or(bare));
    dated.or_else(|| {
        let span = text
            .strip_suffix("个季度")
            .or_else(|| text.strip_suffix("个月"))
            .or_else(|| text.strip_suffix(['年', '届', '次']))?
            .trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十两多".contains(c));
        span.strip_suffix("连续").or_else(|| span.strip_suffix('第'))
    })
}

/// 我镇, 全镇, 人民调解工作: the report's own side.
pub(super) fn is_ourselves(text: &str) -> bool {
    let own = [
        "我团",
        "我师",
        "我分局",
        "我校",
        "我队",
        "我支队",
        "我大队",
        "我中心",
        "我社区",
        "我村",
        "我厅",
        "我州",
        "我盟",
        "本局",
        "本县",
        "本区",
        "本市",
        "本街道",
        "全局",
        "全街道",
        "团",
        "我镇",
        "我乡",
        "我县",
        "我区",
        "我市",
        "我局",
        "我街道",
        "我办",
        "我单位",
        "我委",
        "全镇",
        "全乡",
        "本镇",
        "镇",
        "乡",
        "街道",
        "苏木",
        "我院",
        "我所",
        "我处",
        "全县",
        "全区",
        "我苏木",
        "我旗",
        "县",
        "区",
        "市",
        "旗",
    ];
    // 全镇1人: somebody of ours, and nobody knows who.
    let counted = text.ends_with(['人', '名', '个', '户', '家']);
    let leads = ["我镇", "我乡", "我县", "我区", "我局", "我街道", "全镇", "全县"];
    own.contains(&text)
        || text.ends_with("工作") && text.chars().count() <= 14
        || leads.iter().any(|lead| text.starts_with(lead)) && text.chars().count() <= 4 && !counted
}
