//! Citations without 《》: laws written out in full (中华人民共和国公务员法), and words that point back where a provision follows (该法第三条).
//!
//! In: folded text. Out: spans. Shorter forms without 《》 are left alone: 党章 in 遵守党章 cites nothing.

use super::{judge, provisions};
use crate::authority::{EntityId, Gazetteer};
use crate::text::Span;

const STATE: &str = "中华人民共和国";

/// No official title of a law is longer, in characters.
const LONGEST: usize = 50;

/// What a law's title must not run on with: then it is a part of a longer one that is not known.
const RUNS_ON: [&str; 8] = ["修正案", "实施", "解释", "释义", "配套", "司法", "读本", "草案"];

/// A law by its full official title.
pub(super) fn laws(folded: &str, gazetteer: &Gazetteer) -> Vec<(Span, Vec<EntityId>)> {
    folded.match_indices(STATE).filter_map(|(start, _)| law(folded, start, gazetteer)).collect()
}

fn law(folded: &str, start: usize, gazetteer: &Gazetteer) -> Option<(Span, Vec<EntityId>)> {
    let text = folded.get(start..)?;
    let ends = text.char_indices().take(LONGEST).take_while(|(_, c)| !matches!(c, '\n' | '。' | ',' | ';' | '《' | '》'));
    let ends = ends.filter(|(_, c)| matches!(c, '法' | '典' | '例' | '定' | '则' | '案'));
    let known = |(place, c): (usize, char)| {
        let end = place + c.len_utf8();
        let bearers = judge::bearers(text.get(..end)?, gazetteer);
        (!bearers.is_empty()).then(|| (Span::new(start, start + end), bearers))
    };
    let longest = ends.filter_map(known).last()?;
    let behind = folded.get(longest.0.end..)?;
    (!RUNS_ON.iter().any(|word| behind.starts_with(word))).then_some(longest)
}

/// The kinds that 该 stands before, longer ones first.
const POINTED: [&str; 8] = ["条例", "规定", "办法", "细则", "纲要", "决定", "规则", "法"];

/// 该法, 该条例 with a provision behind it: the pointer and the word for the kind.
pub(super) fn pointers(folded: &str) -> Vec<(Span, &'static str)> {
    let pointer = |start: usize| {
        let body = folded.get(start + '该'.len_utf8()..)?;
        let kind = POINTED.into_iter().find(|kind| body.starts_with(kind))?;
        let end = start + '该'.len_utf8() + kind.len();
        (!provisions::list(folded, end).is_empty()).then_some((Span::new(start, end), kind))
    };
    folded.match_indices('该').filter_map(|(start, _)| pointer(start)).collect()
}
