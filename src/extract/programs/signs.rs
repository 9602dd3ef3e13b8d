//! Further signs that quoted words name a programme: what the row is said to be, a brand, steps of a method, a room or course of its own.
//!
//! In: the words between the marks, or what stands behind them. Out: yes or no, or the class. It knows no names.

use crate::authority::ProgramClass;
use crate::zh::fold::is_han;

/// What a row of quotations is said to be: “智慧安监”等平台.
pub(super) fn row_noun(after: &str) -> Option<ProgramClass> {
    const NOUNS: [(&str, ProgramClass); 6] = [
        ("平台", ProgramClass::Platform),
        ("系统", ProgramClass::Platform),
        ("小程序", ProgramClass::Platform),
        ("工作法", ProgramClass::Mechanism),
        ("机制", ProgramClass::Mechanism),
        ("品牌", ProgramClass::Program),
    ];
    let mut rest = after;
    while let Some(next) = rest.trim_start_matches(['、', '和', '及']).strip_prefix('“') {
        let end = next.find('”').filter(|end| *end <= 36)?;
        rest = next.get(end + '”'.len_utf8()..)?;
    }
    let rest = rest.strip_prefix('等')?;
    let rest: String = rest.chars().take(6).take_while(|c| is_han(*c)).collect();
    NOUNS.iter().find(|(noun, _)| rest.contains(noun)).map(|(_, class)| *class)
}

/// 五步法: so many steps of a method.
pub(super) fn is_method(name: &str) -> bool {
    super::quoted::counted(name) && name.ends_with('法') && (3..=6).contains(&name.chars().count())
}

/// “畲乡石榴红”法治品牌, “青春护航”法治工作室: what the words behind call a brand or a place of work.
pub(super) fn is_brand(after: &str) -> bool {
    ["法治", "普法", "治理", "调解", "服务", "工作", "特色", "党建", "基层治理", "法治建设", "法治文化"]
        .iter()
        .any(|kind| after.strip_prefix(kind).is_some_and(|rest| ["品牌", "工作室", "驿站"].iter().any(|noun| rest.starts_with(noun))))
}

/// 毡房调解室, 周一夜学, 青苗计划: a room or a course that is known by a name of its own.
pub(super) fn is_room(name: &str) -> bool {
    const ROOMS: [&str; 8] = ["调解室", "工作室", "工作站", "调解队", "议事亭", "法律茶馆", "普法车", "普法船"];
    const COURSES: [&str; 6] = ["夜学", "夜校", "讲堂", "课堂", "计划", "会战"];
    let chars = name.chars().count();
    let plain = ["公共法律", "法律服务", "人民调解"].iter().any(|word| name.starts_with(word));
    !plain && (chars >= 5 && ROOMS.iter().any(|end| name.ends_with(end)) || chars >= 4 && COURSES.iter().any(|end| name.ends_with(end)))
}
