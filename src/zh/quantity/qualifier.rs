//! How exact a number claims to be. In: what stands before and behind it. Out: a [`Qualifier`] and the length of the words that say so.

use std::sync::LazyLock;

use crate::zh::words::Words;

/// How exact a number claims to be, by the words around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Qualifier {
    /// Nothing is said.
    Exact,
    /// 余, 多, 以上, 超, 逾.
    Over,
    /// 近.
    Nearly,
    /// 约, 左右.
    About,
    /// 不少于, 至少.
    AtLeast,
    /// 不超过, 以内.
    AtMost,
}

use Qualifier::{About, AtLeast, AtMost, Exact, Nearly, Over};

/// Words before a number.
const BEFORE: [(&str, Qualifier); 38] = [
    ("不得少于", AtLeast),
    ("不得低于", AtLeast),
    ("不少于", AtLeast),
    ("不低于", AtLeast),
    ("不小于", AtLeast),
    ("至少达到", AtLeast),
    ("至少", AtLeast),
    ("最少", AtLeast),
    ("不下", AtLeast),
    ("不得超过", AtMost),
    ("不得高于", AtMost),
    ("不得多于", AtMost),
    ("不超过", AtMost),
    ("不超", AtMost),
    ("不多于", AtMost),
    ("不高于", AtMost),
    ("不大于", AtMost),
    ("最多", AtMost),
    ("至多", AtMost),
    ("不足", AtMost),
    ("不到", AtMost),
    ("少于", AtMost),
    ("低于", AtMost),
    ("超过", Over),
    ("突破", Over),
    ("多于", Over),
    ("高于", Over),
    ("大于", Over),
    ("逾", Over),
    ("超", Over),
    ("上", Over),
    ("将近", Nearly),
    ("接近", Nearly),
    ("近", Nearly),
    ("大约", About),
    ("大概", About),
    ("约为", About),
    ("约", About),
];

/// Words that end in a qualifier and are none.
const NOT_BEFORE: [&str; 27] = [
    "节约", "签约", "预约", "履约", "违约", "续约", "解约", "合约", "公约", "条约", "契约", "民约", "集约", "制约", "最近", "附近", "邻近", "就近", "靠近",
    "新近", "亲近", "周上", "线上", "会上", "网上", "以上", "村上",
];

static BEFORE_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&BEFORE.map(|(word, _)| word)));
static NOT_BEFORE_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&NOT_BEFORE));

/// What a qualifier before a number says, and its length in bytes.
pub(super) fn before(text: &str) -> (usize, Qualifier) {
    let bare = text.strip_suffix('了').unwrap_or(text);
    if NOT_BEFORE_WORDS.ending(bare).is_some() {
        return (0, Exact);
    }
    // 播放量破30万次, and not 侦破30起.
    if ["量破", "数破", "额破", "值破"].iter().any(|word| text.ends_with(word)) {
        return ('破'.len_utf8(), Over);
    }
    // 上 is one before round numbers alone (上百), which the number itself says.
    let found = BEFORE_WORDS.ending(bare).filter(|word| *word != "上").and_then(|found| BEFORE.iter().find(|(word, _)| *word == found));
    found.map_or_else(|| at_least(bare), |(word, qualifier)| (word.len() + text.len() - bare.len(), *qualifier))
}

/// 至少培养10名: a verb between the word and the number. The verb is no part of what qualifies.
fn at_least(text: &str) -> (usize, Qualifier) {
    let start = text.char_indices().rev().nth(3).map_or(0, |(place, _)| place);
    let near = text.get(start..).unwrap_or("");
    let verb = near.strip_prefix("至少").is_some_and(|verb| verb.chars().all(crate::zh::fold::is_han));
    if verb { (0, AtLeast) } else { (0, Exact) }
}

/// What a qualifier behind a unit says, and its length in bytes.
pub(super) fn after(text: &str) -> (usize, Qualifier) {
    const AFTER: [(&str, Qualifier); 6] = [("及以上", AtLeast), ("以上", Over), ("左右", About), ("上下", About), ("以内", AtMost), ("以下", AtMost)];
    let joined = text.starts_with("上下联") || text.starts_with("上下级") || text.starts_with("以上级");
    let found = AFTER.iter().filter(|_| !joined).find(|(word, _)| text.starts_with(word));
    found.map_or((0, Exact), |(word, qualifier)| (word.len(), *qualifier))
}

/// What the words before, in and behind a number say together: those before it weigh most.
pub(super) fn join(before: Qualifier, within: Qualifier, behind: Qualifier) -> Qualifier {
    // 约2300余万元.
    if before == About && within == Over {
        return Over;
    }
    [before, within, behind].into_iter().find(|qualifier| *qualifier != Exact).unwrap_or(Exact)
}
