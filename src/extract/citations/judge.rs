//! Whether a title is that of a document. In: the title and the words around it. Out: a verdict.
//!
//! A known instrument is a document whatever stands around it (《民法典》宣传片 names the code); of others the neighbours are heard first.

use super::kind;
use crate::authority::{EntityId, Gazetteer, Kind, LabelKind};
use crate::zh::fold::fold_str;

/// What stands in 《》.
pub(super) enum Verdict {
    /// A document, and the instruments that bear exactly this title.
    Document { instrument: bool, bearers: Vec<EntityId> },
    /// No document: why.
    Other(&'static str),
}

/// What directly follows the title of a work.
const WORKS: [&str; 52] = [
    "简报",
    "专报",
    "内刊",
    "海报",
    "系列海报",
    "简讯",
    "一书",
    "等书",
    "书籍",
    "丛书",
    "杂志",
    "期刊",
    "报纸",
    "日报",
    "节目",
    "栏目",
    "专栏",
    "频道",
    "APP",
    "app",
    "App",
    "客户端",
    "公众号",
    "微信",
    "小程序",
    "平台",
    "宣传片",
    "微电影",
    "短视频",
    "视频",
    "动漫",
    "漫画",
    "专题片",
    "警示片",
    "教育片",
    "纪录片",
    "电影",
    "电视剧",
    "普法剧",
    "情景剧",
    "小品",
    "相声",
    "快板",
    "歌曲",
    "读本",
    "读物",
    "教材",
    "课程",
    "系列课",
    "图书",
    "展板",
    "宣传册",
];

/// What directly precedes the title of a work.
const BEFORE_WORKS: [&str; 52] = [
    "弹唱",
    "传唱",
    "演唱",
    "说唱",
    "读本",
    "读物",
    "绘本",
    "画册",
    "歌谣",
    "剧目",
    "小戏",
    "快板",
    "音乐剧",
    "短剧",
    "微视频",
    "短视频",
    "广播剧",
    "舞台剧",
    "动画",
    "动画片",
    "三句半",
    "观看",
    "收看",
    "收听",
    "观看了",
    "演出",
    "表演",
    "编排",
    "拍摄",
    "摄制",
    "宣传片",
    "教育片",
    "专题片",
    "警示片",
    "纪录片",
    "电影",
    "微电影",
    "歌曲",
    "小品",
    "相声",
    "话剧",
    "情景剧",
    "普法剧",
    "专栏",
    "栏目",
    "节目",
    "课程",
    "杂志",
    "报纸",
    "公众号",
    "主题曲",
    "舞蹈",
];

/// The verdict on a title between the text `before` and `after`.
pub(super) fn judge(title: &str, before: &str, after: &str, gazetteer: &Gazetteer) -> Verdict {
    let title = &fold_str(title);
    let bearers = bearers(title, gazetteer);
    if !bearers.is_empty() {
        return Verdict::Document { instrument: true, bearers };
    }
    if let Some(reason) = named_otherwise(title, gazetteer) {
        return Verdict::Other(reason);
    }
    // 《河南省信访条例》读本: what is printed is the law.
    let law = ["条例", "办法", "规定", "细则"].iter().any(|ending| title.ends_with(ending));
    if !law && WORKS.iter().any(|word| after.starts_with(word)) || BEFORE_WORKS.iter().any(|word| before.ends_with(word)) {
        return Verdict::Other("a work, going by the words around it");
    }
    match kind::of(title) {
        kind::Kind::Instrument => Verdict::Document { instrument: true, bearers },
        kind::Kind::Document => Verdict::Document { instrument: false, bearers },
        kind::Kind::Other(reason) => Verdict::Other(reason),
    }
}

/// The instruments that bear exactly this title: those of whom it is the official one, or else those of whom it is another.
pub(super) fn bearers(title: &str, gazetteer: &Gazetteer) -> Vec<EntityId> {
    let named: Vec<(EntityId, LabelKind)> = gazetteer.lookup(title).iter().copied().filter(|(id, _)| gazetteer.kind(*id) == Some(Kind::Instrument)).collect();
    let best = named.iter().map(|(_, kind)| *kind).min();
    named.into_iter().filter(|(_, kind)| Some(*kind) == best).map(|(id, _)| id).collect()
}

fn named_otherwise(title: &str, gazetteer: &Gazetteer) -> Option<&'static str> {
    gazetteer.lookup(title).iter().find_map(|(id, _)| match gazetteer.kind(*id)? {
        Kind::Publication => Some("a publication"),
        Kind::Program(_) => Some("a programme"),
        _ => None,
    })
}
