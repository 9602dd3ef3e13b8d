//! The ways in which a legal instrument's title is shortened or spelled: by rule, never below what still names one thing.
//!
//! In: a folded official title and the folded names of its issuers. Out: further folded titles. It holds no list of instruments.

use super::entity::LabelKind;

/// The further spellings of a title.
pub(super) fn derived(title: &str, issuers: &[&str]) -> Vec<(LabelKind, String)> {
    let mut forms = vec![(LabelKind::Official, title.to_owned())];
    forms.extend(without_state(title));
    forms.extend(party(title));
    forms.extend(about(title, issuers));
    let years: Vec<_> = forms.iter().flat_map(|(_, form)| other_years(form)).collect();
    forms.extend(years);
    forms.retain(|(kind, form)| *kind != LabelKind::Official && form != title && !is_generic(form));
    forms
}

/// 中华人民共和国公务员法 → 公务员法, but no treaty with a neighbour (中华人民共和国和…).
fn without_state(title: &str) -> Option<(LabelKind, String)> {
    let rest = title.strip_prefix("中华人民共和国")?;
    (!rest.starts_with(['和', '与', '的', '政'])).then(|| (LabelKind::Alt, rest.to_owned()))
}

/// 中国共产党纪律处分条例 → 党的纪律处分条例, 纪律处分条例.
fn party(title: &str) -> Vec<(LabelKind, String)> {
    let Some(rest) = title.strip_prefix("中国共产党") else { return Vec::new() };
    let mut forms = vec![(LabelKind::Alt, format!("党的{rest}"))];
    if rest.chars().count() >= 6 {
        forms.push((LabelKind::Alt, rest.to_owned()));
    }
    forms
}

/// “关于…” is said with its issuer before it and without.
fn about(title: &str, issuers: &[&str]) -> Vec<(LabelKind, String)> {
    let Some(start) = title.find("关于") else { return Vec::new() };
    let (before, rest) = title.split_at(start);
    if before.is_empty() {
        return with_issuer(rest, issuers);
    }
    let mut forms = vec![(LabelKind::Alt, before.replace('、', "") + rest)];
    forms.push((LabelKind::Alt, before.replace("全国人民代表大会常务委员会", "全国人大常委会") + rest));
    if issuers.contains(&before) || issuers.join("、") == before {
        forms.push((LabelKind::Alt, rest.to_owned()));
    }
    forms
}

fn with_issuer(rest: &str, issuers: &[&str]) -> Vec<(LabelKind, String)> {
    let mut forms = Vec::new();
    if !issuers.is_empty() {
        forms.push((LabelKind::Alt, issuers.join("、") + rest));
        forms.push((LabelKind::Alt, issuers.concat() + rest));
    }
    forms
}

/// 法治政府建设实施纲要(2021-2025年) is written with other signs between the years, without brackets, and without the years.
fn other_years(title: &str) -> Vec<(LabelKind, String)> {
    let Some((bare, first, last)) = years(title) else { return Vec::new() };
    let mut forms = vec![(LabelKind::Alt, bare.to_owned())];
    for sign in ["-", "~", "至", "年-", "年至", "--"] {
        for (open, close) in [("(", "年)"), ("(", ")"), ("", "年"), ("", "")] {
            forms.push((LabelKind::Hidden, format!("{bare}{open}{first}{sign}{last}{close}")));
        }
    }
    forms
}

/// The title before its years, and the two years.
fn years(title: &str) -> Option<(&str, &str, &str)> {
    let (bare, range) = title.strip_suffix(')')?.rsplit_once('(')?;
    let (first, last) = range.strip_suffix('年').unwrap_or(range).split_once('-')?;
    let is_year = |year: &str| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let first = first.strip_suffix('年').unwrap_or(first);
    (is_year(first) && is_year(last)).then_some((bare, first, last))
}

/// What instruments are called, and what says nothing of which.
const NOUNS: [&str; 21] = [
    "条例", "纲要", "规定", "办法", "细则", "决定", "意见", "通知", "方案", "规划", "章程", "准则", "规则", "解释", "批复", "法", "法典", "法律", "制度",
    "总则", "通则",
];
const VAGUE: [&str; 14] = ["实施", "暂行", "试行", "若干", "工作", "管理", "有关", "相关", "本", "该", "组织", "议事", "行政", "(试行)"];

/// Whether a title is a word for any instrument, such as 实施办法: such a word points back to one named before and names none.
pub fn is_generic(title: &str) -> bool {
    let mut rest = title.trim_end_matches("(试行)").trim_end_matches("(暂行)");
    rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '年');
    while let Some(shorter) = VAGUE.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    rest.is_empty() || NOUNS.contains(&rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(title: &str, issuers: &[&str]) -> Vec<String> {
        derived(title, issuers).into_iter().map(|(_, form)| form).collect()
    }

    #[test]
    fn titles_as_they_are_shortened() {
        assert_eq!(forms("中华人民共和国公务员法", &["全国人大常委会"]), ["公务员法"]);
        assert_eq!(forms("中国共产党纪律处分条例", &[]), ["党的纪律处分条例", "纪律处分条例"]);
        assert_eq!(forms("中国共产党章程", &[]), ["党的章程"]);
        assert_eq!(forms("信访工作条例", &[]), Vec::<String>::new());
        assert!(forms("中华人民共和国和某国引渡条约", &[]).is_empty());
        assert_eq!(forms("关于加强法治乡村建设的意见", &["中央全面依法治国委员会"]), ["中央全面依法治国委员会关于加强法治乡村建设的意见"; 2]);
    }

    #[test]
    fn years_in_every_spelling() {
        let forms = forms("法治政府建设实施纲要(2021-2025年)", &[]);
        for form in ["法治政府建设实施纲要", "法治政府建设实施纲要(2021至2025年)", "法治政府建设实施纲要2021-2025"] {
            assert!(forms.iter().any(|known| known == form), "{form}");
        }
    }

    #[test]
    fn words_for_any_instrument() {
        for word in ["条例", "实施办法", "2004年纲要", "工作条例", "管理条例", "若干规定", "暂行规定(试行)", "本条例"] {
            assert!(is_generic(word), "{word}");
        }
        for title in ["宪法", "民法典", "督察工作规定", "信访条例", "刑法", "党章"] {
            assert!(!is_generic(title), "{title}");
        }
    }
}
