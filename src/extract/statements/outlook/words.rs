//! Words by which problems and plans are found: in headings, at the start of a sentence, within one.

use std::sync::LazyLock;

use crate::zh::words::Words;

pub(super) static PROBLEMS: LazyLock<Words> = LazyLock::new(|| {
    Words::new(&[
        "存在的问题",
        "存在问题",
        "主要问题",
        "问题和不足",
        "问题与不足",
        "不足",
        "短板",
        "差距",
        "困难",
        "薄弱环节",
        "弱项",
        "存在的主要",
        "问题及原因",
        "问题和原因",
        "发现的问题",
        "问题与困难",
        "问题和困难",
        "几点不足",
        "问题短板",
        "突出问题",
    ])
});

pub(super) static PLANS: LazyLock<Words> = LazyLock::new(|| {
    Words::new(&[
        "下一步",
        "下步",
        "下一阶段",
        "下阶段",
        "下一年",
        "下年度",
        "下年工作",
        "来年",
        "明年",
        "今后",
        "打算",
        "工作计划",
        "年计划",
        "工作安排",
        "主要安排",
        "年安排",
        "工作思路",
        "努力方向",
        "工作谋划",
        "年谋划",
        "工作重点",
        "重点工作",
        "工作设想",
        "重点任务",
        "工作任务",
        "工作要点",
        "年目标",
        "工作举措",
        "发展思路",
        "改进措施",
        "改进方向",
        "工作展望",
        "展望",
        "整改方向",
        "对策",
        "工作建议",
        "整改措施",
    ])
});

/// Headings that bear such words and tell what was done.
pub(super) static DONE: LazyLock<Words> = LazyLock::new(|| {
    Words::new(&[
        "整改情况",
        "解决",
        "化解",
        "整治",
        "专项",
        "聚焦",
        "破解",
        "补齐",
        "补短板",
        "部署",
        "落实",
        "推进情况",
        "完成情况",
        "开展情况",
        "主要举措",
        "问题导向",
        "消除",
    ])
});

/// Words with which a sentence turns to the time to come.
pub(super) const PLAN_STARTS: [&str; 29] = [
    "下一步",
    "下步",
    "下一阶段",
    "下阶段",
    "下一年",
    "下年度",
    "接下来",
    "今后",
    "在今后",
    "在下一步",
    "在下步",
    "来年",
    "明年",
    "新的一年",
    "针对以上",
    "针对上述",
    "针对这些",
    "针对存在的",
    "为此",
    "对此",
    "面对以上",
    "面对存在的",
    "展望",
    "面向未来",
    "未来,",
    "后续",
    "新年",
    "下一步工作",
    "下年",
];

/// What an admission is told by.
pub(super) const CUES: [&str; 63] = [
    "清醒看到",
    "清楚看到",
    "清醒地意识",
    "不小差距",
    "不小的差距",
    "明显差距",
    "需引起重视",
    "还存在",
    "仍存在",
    "依然存在",
    "仍然存在",
    "尚存在",
    "也存在",
    "存在一些",
    "存在着",
    "存在一定",
    "存在不少",
    "仍有不少",
    "还有差距",
    "有差距",
    "一定差距",
    "一定的差距",
    "较大差距",
    "还有不足",
    "有不足",
    "不足之处",
    "仍有不足",
    "仍需",
    "有待",
    "短板",
    "薄弱环节",
    "还不够",
    "等问题",
    "清醒地看到",
    "清醒认识",
    "也看到",
    "还不完美",
    "也发现",
    "应看到",
    "仍有差距",
    "不容忽视",
    "仍有短板",
    "还有短板",
    "还不完善",
    "还有提升空间",
    "有一定距离",
    "认识到不足",
    "看到不足",
    "清醒认识到",
    "清醒地认识",
    "清醒的认识",
    "清楚地认识",
    "清醒的看到",
    "存在以下",
    "存在如下",
    "存在的不足:",
    "存在的主要",
    "存在的问题:",
    "存在问题:",
    "存在不足:",
    "主要不足:",
    "主要问题:",
    "存在的短板",
];

/// What turns from what was reached to what is lacking.
pub(super) const TURNS: [&str; 21] = [
    "但",
    "虽",
    "尽管",
    "然而",
    "不过",
    "仍",
    "还",
    "依然",
    "尚",
    "总的看",
    "同时也",
    "看到",
    "对照",
    "相比",
    "与此同时",
    "存在",
    "离",
    "距",
    "我们也",
    "当然",
    "同时",
];

/// What tells of problems dealt with, and admits none.
pub(super) const DEEDS: [&str; 30] = [
    "针对",
    "解决了",
    "整改了",
    "查找",
    "排查出",
    "梳理出",
    "消除",
    "破解",
    "发现问题",
    "纠正",
    "督促",
    "化解了",
    "补齐",
    "弥补",
    "有效解决",
    "问题导向",
    "历史遗留",
    "群众反映",
    "逐一",
    "反馈的",
    "发现的",
    "查摆",
    "协调解决",
    "等问题进行",
    "等问题开展",
    "问题的能力",
    "等问题的",
    "为重点",
    "整治",
    "着力",
];

/// What opens a heading that only speaks of problems or aims by the way.
pub(super) const BESIDE_HEADS: [&str; 7] = ["针对", "对照", "围绕", "坚持", "聚焦", "着眼", "突出"];

/// What a short late heading ends with that is about problems.
pub(super) const WEAK_ENDS: [&str; 6] = ["问题", "不足", "短板", "差距", "困难", "弱项"];

/// What a heading says to exist that is about problems.
pub(super) static WEAK: LazyLock<Words> = LazyLock::new(|| Words::new(&["问题", "不足", "短板", "差距", "困难", "薄弱", "弱项"]));

/// What makes a heading one of plans wherever it stands.
pub(super) static STRONG: LazyLock<Words> =
    LazyLock::new(|| Words::new(&["下一步", "下步", "下一阶段", "下阶段", "下一年", "下年", "来年", "明年", "今后", "打算", "努力方向"]));

pub(super) static PLAN_START_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&PLAN_STARTS));

pub(in crate::extract) static CUE_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&CUES));

pub(super) static TURN_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&TURNS));

pub(super) static DEED_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&DEEDS));

/// What announces a list of shortcomings.
pub(super) static LISTING: LazyLock<Words> = LazyLock::new(|| {
    Words::new(&["主要表现", "主要是", "表现在", "表现为", "如下问题", "以下问题", "以下不足", "短板:", "问题:", "不足:", "差距:", "一是", "①"])
});
