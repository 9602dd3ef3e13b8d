//! The spellings under which a cited title may be known, the nearest first. In: a folded title and the names of areas. Out: folded spellings.

/// All spellings to look up, in order of trust. 试行 is never dropped: the final version is another act.
pub(super) fn of(title: &str) -> Vec<String> {
    let plain = without_revision(title);
    let mut forms = vec![title.to_owned()];
    forms.extend((plain != title).then(|| plain.to_owned()));
    forms.extend(title.contains('〈').then(|| title.replace('〈', "《").replace('〉', "》")));
    forms.extend(bare(plain).map(str::to_owned));
    forms.extend(plain.strip_suffix("条列").map(|name| format!("{name}条例")));
    forms.extend(with_years(plain));
    forms.extend(national(plain));
    forms.extend(without_issuer(plain).map(str::to_owned));
    forms.extend((!plain.ends_with(')')).then(|| format!("{plain}(试行)")));
    forms.extend(of_court(plain));
    forms.extend(issued(plain).map(str::to_owned));
    forms
}

/// The title within a second pair of brackets: 《〈民法典〉》.
fn bare(title: &str) -> Option<&str> {
    title.strip_prefix(['<', '〈'])?.strip_suffix(['>', '〉']).filter(|inner| !inner.contains(['<', '〈']))
}

/// A regulation without its place, under the name of each area: 平安建设条例 in 河南省.
pub(super) fn of_places(title: &str, areas: &[String]) -> Vec<String> {
    let plain = without_revision(title);
    areas.iter().filter(|area| plain.ends_with("条例") && !plain.starts_with(area.as_str())).map(|area| format!("{area}{plain}")).collect()
}

/// 关于适用〈民法典〉总则编若干问题的解释, with the court and the law's full name.
fn of_court(title: &str) -> Option<String> {
    let inside = title.find(['〈', '《']).filter(|_| title.starts_with("关于") && title.ends_with("解释"))?;
    let (before, rest) = title.split_at(inside);
    let mark = rest.chars().next()?.len_utf8();
    let close = rest.find(['〉', '》'])?;
    let law = rest.get(mark..close)?.trim_start_matches("中华人民共和国");
    let behind = rest.get(close + mark..)?;
    Some(format!("最高人民法院{before}《中华人民共和国{law}》{behind}"))
}

/// What a notice issues: the plan of 关于印发〈…行动计划〉的通知.
fn issued(title: &str) -> Option<&str> {
    let behind = title.split_once("关于印发").map(|(_, behind)| behind).or_else(|| title.split_once("印发关于").map(|(_, behind)| behind))?;
    let inner = behind.strip_prefix(['〈', '《'])?.strip_suffix("的通知")?;
    inner.strip_suffix(['〉', '》']).filter(|inner| !inner.contains(['〈', '《']) && inner.chars().count() >= 6)
}

/// The title without (2021年修订), (修正), (新修订).
fn without_revision(title: &str) -> &str {
    let Some((plain, note)) = title.strip_suffix(')').and_then(|title| title.rsplit_once('(')) else {
        return title;
    };
    let rest = note.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '新' | '最'));
    if matches!(rest, "修订" | "修正" | "修订版" | "修正版" | "修改" | "修订本" | "版") { plain } else { title }
}

/// The title with its years in the official form: 纲要2021-2025 is 纲要(2021-2025年).
fn with_years(title: &str) -> Option<String> {
    let body = title.trim_end_matches([')', '年']);
    let last = tail_digits(body)?;
    let before = body.get(..body.len() - last.len())?;
    let before = before.trim_end_matches(['-', '~', '至', '到', '一', '年', ' ']);
    let first = tail_digits(before)?;
    let plain = before.get(..before.len() - first.len())?.trim_end_matches(['(', ' ']);
    (!plain.is_empty()).then(|| format!("{plain}({first}-{last}年)"))
}

/// Four digits at the end.
fn tail_digits(text: &str) -> Option<&str> {
    text.get(text.len().checked_sub(4)?..).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// 国家公务员法 is 中华人民共和国公务员法.
fn national(title: &str) -> Option<String> {
    let rest = title.strip_prefix("国家").or_else(|| title.strip_prefix("我国")).filter(|rest| rest.ends_with('法'))?;
    (rest.chars().count() >= 3).then(|| format!("中华人民共和国{rest}"))
}

/// Who is named before a title without belonging to it; longer ones first.
const ISSUERS: [&str; 13] = [
    "中共中央办公厅、国务院办公厅",
    "中共中央办公厅国务院办公厅",
    "中华人民共和国",
    "中共中央、国务院",
    "中共中央国务院",
    "国务院办公厅",
    "中国共产党",
    "中办国办",
    "中办、国办",
    "中共中央",
    "国务院",
    "党中央",
    "党的",
];

/// The title without who issued it, but not of 关于…: there the issuer tells two documents apart.
fn without_issuer(title: &str) -> Option<&str> {
    let rest = ISSUERS.iter().find_map(|issuer| title.strip_prefix(issuer))?;
    let rest = rest.strip_prefix("印发的").or_else(|| rest.strip_prefix("印发")).unwrap_or(rest);
    (rest.chars().count() >= 4 && !rest.starts_with("关于")).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_title() {
        let table = [
            ("国家公务员法", "中华人民共和国公务员法"),
            ("法治政府建设实施纲要2021-2025", "法治政府建设实施纲要(2021-2025年)"),
            ("法治政府建设实施纲要(2021年至2025年)", "法治政府建设实施纲要(2021-2025年)"),
            ("法治政府建设实施纲要(2021一2025年)", "法治政府建设实施纲要(2021-2025年)"),
            ("<中华人民共和国民法典>", "中华人民共和国民法典"),
            ("行政处罚法(2021年修订)", "行政处罚法"),
            ("中共中央国务院法治政府建设实施纲要", "法治政府建设实施纲要"),
            ("平安建设条例", "河南省平安建设条例"),
            ("国务院办公厅关于印发〈提升行政执法质量三年行动计划(2023-2025年)〉的通知", "提升行政执法质量三年行动计划(2023-2025年)"),
            ("关于适用〈民法典〉总则编若干问题的解释", "最高人民法院关于适用《中华人民共和国民法典》总则编若干问题的解释"),
        ];
        for (title, expected) in table {
            let areas = ["河南省".to_owned()];
            assert!(of(title).into_iter().chain(of_places(title, &areas)).any(|form| form == expected), "{title}");
        }
    }

    #[test]
    fn what_is_left_alone() {
        assert!(!of("国务院关于加强法治政府建设的意见").contains(&"关于加强法治政府建设的意见".to_owned()));
        assert!(!of("中国共产党党组工作条例(试行)").contains(&"中国共产党党组工作条例".to_owned()));
    }
}
