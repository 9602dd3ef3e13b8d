//! Further signs that quoted words name a programme: what the row is said to be, steps of a method, a room of its own.
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

/// 毡房调解室: a room that is known by a name of its own.
pub(super) fn is_room(name: &str) -> bool {
    name.chars().count() >= 5 && ["调解室", "工作室", "调解队", "议事亭", "法律茶馆", "普法车", "普法船"].iter().any(|end| name.ends_with(end))
}
