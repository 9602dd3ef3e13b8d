//! What a title's last words say: a document, an instrument, or something else. In: a folded title. Out: a verdict on the words
//! alone. It knows kinds of documents and no single one.

/// What the words of a title say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It lays something down: 条例, 规定, 方案.
    Instrument,
    /// Another document: 通知, 报告.
    Document,
    /// Something else, and why.
    Other(&'static str),
}

/// Endings of instruments.
const INSTRUMENTS: [&str; 49] = [
    "法",
    "法典",
    "条例",
    // A frequent slip of the pen.
    "条列",
    "规定",
    "办法",
    "细则",
    "决定",
    "决议",
    "纲要",
    "规划",
    "意见",
    "方案",
    "准则",
    "规则",
    "规程",
    "章程",
    "制度",
    "修正案",
    "解释",
    "规范",
    "标准",
    "守则",
    "公约",
    "民约",
    "规约",
    "条约",
    "协定",
    "议定书",
    "导则",
    "通则",
    "总则",
    "大纲",
    "裁量基准",
    "裁量权基准",
    "指标体系",
    "评价体系",
    "考核体系",
    "机制",
    "计划",
    "预案",
    "责任制",
    "追究制",
    "查究制",
    "问责制",
    "负责制",
    "政策措施",
    "若干措施",
    "若干政策",
];

/// Endings of other documents.
const DOCUMENTS: [&str; 42] = [
    "通知",
    "通报",
    "公告",
    "通告",
    "公报",
    "报告",
    "批复",
    "请示",
    "函",
    "令",
    "纪要",
    "要点",
    "目录",
    "指南",
    "指引",
    "清单",
    "责任书",
    "合作协议",
    "落实举措",
    "工作举措",
    "示范指标",
    "建设指标",
    "框架协议",
    "议案",
    "草案",
    "提案",
    "工作安排",
    "重点安排",
    "任务安排",
    "任务分工",
    "任务分解",
    "责任分解",
    "职责分工",
    "重点任务",
    "工作措施",
    "工作程序",
    "决策程序",
    "工作流程",
    "工作总结",
    "工作重点",
    "宣言",
    "建议",
];

/// Endings that look like one of the above and are none, with what they are.
const OTHERS: [(&str, &[&str]); 6] = [
    (
        "a work or a practice named after the law",
        &[
            "说法",
            "方法",
            "做法",
            "书法",
            "执法",
            "司法",
            "普法",
            "学法",
            "用法",
            "守法",
            "懂法",
            "知法",
            "尊法",
            "讲法",
            "释法",
            "送法",
            "想法",
            "看法",
            "手法",
            "合法",
            "违法",
            "犯法",
            "兵法",
            "与法",
            "和法",
            "同法",
            "工作法",
            "调解法",
            "依法",
            "护法",
            "心法",
            "以法",
        ],
    ),
    ("a book", &["学习纲要", "复习纲要", "辅导纲要", "历史决议学习", "文件汇编", "教学大纲", "考试大纲", "学习计划表", "课程标准"]),
    (
        "a notice to a person",
        &[
            "处罚决定",
            "复议决定",
            "许可决定",
            "强制执行决定",
            "仲裁决定",
            "改正通知",
            "整改通知",
            "缴款通知",
            "保护令",
            "支付令",
            "调查令",
            "检察建议",
            "司法建议",
            "监察建议",
        ],
    ),
    (
        "a finding in one case",
        &[
            "法律意见",
            "审查意见",
            "审核意见",
            "处理意见",
            "反馈意见",
            "评估意见",
            "鉴定意见",
            "答复意见",
            "征求意见",
            "鉴定报告",
            "检测报告",
            "检验报告",
            "体检报告",
            "审计报告",
            "诊断报告",
        ],
    ),
    ("a form", &["办事指南", "申请指南", "小程序"]),
    ("a word for law at large", &["法律法规", "党章党规", "宪法法律", "政策法规"]),
];

/// What a title that begins with 关于, or names its issuer before it, must not end in to be a document.
const SPEECHES: [&str; 14] = ["讲话", "论述", "思想", "精神", "摘编", "选编", "汇编", "指示", "批示", "文章", "读本", "问答", "解读", "书"];

/// What the words of `title` say.
pub(super) fn of(title: &str) -> Kind {
    let core = core(title);
    let ends = |endings: &[&str]| endings.iter().any(|ending| core.ends_with(ending));
    if let Some((what, _)) = OTHERS.iter().find(|(_, endings)| ends(endings)).filter(|_| !about(core)) {
        return Kind::Other(what);
    }
    if ends(&INSTRUMENTS) || counted_articles(core) {
        return Kind::Instrument;
    }
    if ends(&DOCUMENTS) || (about(core) && !ends(&SPEECHES)) {
        return Kind::Document;
    }
    Kind::Other("no kind of document")
}

/// Whether the title alone says that the document lays something down: …法, 条例, 规定, 办法, 纲要, 方案.
pub fn is_instrument(title: &str) -> bool {
    of(title) == Kind::Instrument
}

/// The title without what stands behind its last word: (试行), (2021-2025年), 2022-2025, (征求意见稿).
pub(super) fn core(title: &str) -> &str {
    let mut core = title.trim();
    loop {
        let shorter = without_bracket(core).unwrap_or(core);
        let years = shorter.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '~' | '年' | ' ' | '.'));
        let shorter = if years.is_empty() { shorter } else { years };
        if shorter.len() == core.len() {
            return core;
        }
        core = shorter;
    }
}

fn without_bracket(title: &str) -> Option<&str> {
    let (open, close) = [('(', ')'), ('〔', '〕')].into_iter().find(|(_, close)| title.ends_with(*close))?;
    let mut depth = 0;
    for (place, c) in title.char_indices().rev() {
        depth += i32::from(c == close) - i32::from(c == open);
        if depth == 0 {
            return Some(title.get(..place)?.trim_end()).filter(|rest| !rest.is_empty());
        }
    }
    None
}

/// 关于…, or an issuer and 关于….
fn about(core: &str) -> bool {
    core.find("关于").is_some_and(|place| {
        let issuer = core.get(..place).unwrap_or_default();
        issuer.is_empty()
            || ["委员会", "人民政府", "办公厅", "办公室", "国务院", "中央", "委", "政府", "局", "厅", "院", "部", "办"].iter().any(|end| issuer.ends_with(end))
    })
}

/// 民营经济31条, 优化营商环境二十条.
fn counted_articles(core: &str) -> bool {
    let Some(before) = core.strip_suffix('条') else {
        return false;
    };
    before.ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c)) && before.chars().count() >= 4
}

/// Words before a kind that still leave it a word for any document.
const VAGUE: [&str; 12] = ["实施", "暂行", "试行", "若干", "工作", "管理", "有关", "相关", "行动", "指导", "本", "该"];

/// Whether a title is a mere word for a kind of document, such as 实施方案: it points back to one named before.
pub(super) fn is_bare(title: &str) -> bool {
    let mut rest = core(title);
    while let Some(shorter) = VAGUE.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    rest.is_empty() || INSTRUMENTS.contains(&rest) || DOCUMENTS.contains(&rest) || crate::authority::is_generic(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cores() {
        for (title, expected) in [
            ("中国共产党党组工作条例(试行)", "中国共产党党组工作条例"),
            ("法治南阳(法治政府)建设实施方案 2022-2025", "法治南阳(法治政府)建设实施方案"),
            ("法治政府建设实施纲要(2021-2025年)", "法治政府建设实施纲要"),
            ("某办法(修订)(征求意见稿)", "某办法"),
            ("2024", "2024"),
            ("(试行)", "(试行)"),
        ] {
            assert_eq!(core(title), expected);
        }
    }

    #[test]
    fn kinds_of_titles() {
        let is = |title: &str| match of(title) {
            Kind::Instrument => 'i',
            Kind::Document => 'd',
            Kind::Other(_) => '-',
        };
        for title in ["综治工作领导责任查究制", "社区矫正法", "立法法", "村规民约", "优化营商环境二十条", "首问责任制", "八五普法规划", "青少年法治教育大纲"]
        {
            assert_eq!(is(title), 'i', "{title}");
        }
        for title in ["关于成立领导小组的通知", "2023年工作要点", "权责清单", "政府工作报告", "县委关于进一步加强法治建设", "目标责任书"]
        {
            assert_eq!(is(title), 'd', "{title}");
        }
        for title in [
            "今日说法",
            "学习强国",
            "法治日报",
            "行政处罚决定书",
            "法律援助申请表",
            "行政处罚决定",
            "法律意见书",
            "民法典读本",
            "文明执法",
            "习近平新时代中国特色社会主义思想学习纲要",
            "习近平关于全面依法治国论述摘编",
            "检察建议",
            "营业执照",
            "平安简报",
            "道德与法",
        ] {
            assert_eq!(is(title), '-', "{title}");
        }
    }

    #[test]
    fn bare_words() {
        for title in ["条例", "实施方案", "工作要点", "通知", "指导意见", "若干规定", "工作条例"] {
            assert!(is_bare(title), "{title}");
        }
        for title in ["宪法", "民法典", "村规民约", "信访条例", "首问责任制"] {
            assert!(!is_bare(title), "{title}");
        }
    }
}
