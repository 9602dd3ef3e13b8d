//! Programmes named: known ones by the gazetteer, new ones by their form. In: document, gazetteer and hits. Out: [`Program`]s.

mod plain;
mod quoted;
mod signs;
mod words;

use crate::authority::{EntityId, Gazetteer, Kind, ProgramClass};
use crate::text::{Span, touches};

use super::hits::{self, Hits};
use super::triggers::Triggers;
pub(super) use plain::{ENDING_WORDS, HOTLINES};

/// A programme named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Where, without quotation marks at its ends.
    pub span: Span,
    /// What it is.
    pub name: ProgramName,
    /// The rule that found it.
    pub rule: &'static str,
}

/// A programme, known or new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProgramName {
    /// One of the ontology's.
    Known(EntityId),
    /// One found by its form: its name without quotation marks.
    New(String, ProgramClass),
}

/// Whether a share is meant, and not what it is a share of (行政机关负责人出庭应诉率), or a thing made for it (双语普法读物).
fn is_rate(folded: &str, hit: &crate::authority::Hit) -> bool {
    const MADE: [&str; 8] = ["读物", "读本", "资料", "手册", "光盘", "人才", "歌谣", "宣传单"];
    let after = folded.get(hit.end..).unwrap_or("");
    let made = hits::span(hit).of(folded).ends_with("双语普法") && MADE.iter().any(|word| after.starts_with(word));
    made || after.starts_with('率') && !after.starts_with("率先") && !after.starts_with("率队")
}

/// Whether a known name is a title that someone was given, and no effort for it: 获评“全国民主法治示范村”, not 创建民主法治示范村.
fn is_title(folded: &str, hit: &crate::authority::Hit) -> bool {
    const GIVEN: [&str; 12] = ["荣获", "获评", "评为", "命名为", "认定为", "授予", "获得", "蝉联", "获“", "入选", "表彰为", "创成"];
    let name = hits::span(hit).of(folded).trim_end_matches([')', '”']);
    if !name.contains("示范") || !name.ends_with(['村', '区', '查', '镇', '乡']) {
        return false;
    }
    let before = folded.get(..hit.start).unwrap_or("");
    let near = before.char_indices().rev().nth(13).map_or(0, |(place, _)| place);
    let clause = before.get(near..).unwrap_or("").rsplit(['。', ',', ';', '\n']).next().unwrap_or("");
    GIVEN.iter().any(|verb| clause.contains(verb))
}

/// All programmes of a text; `titles` are the places of cited titles, `quoted` what stands between quotation marks.
pub(super) fn find(folded: &str, gazetteer: &Gazetteer, hits: &Hits, titles: &[Span], quoted: &[Span], triggers: &Triggers) -> Vec<Program> {
    let mut programs: Vec<Program> = hits
        .programs
        .iter()
        .filter(|hit| !is_rate(folded, hit) && !is_title(folded, hit))
        .filter_map(|hit| known(gazetteer, hit))
        .filter(|program| !touches(titles, program.span))
        .collect();
    let new = quoted::find(folded, quoted, gazetteer)
        .into_iter()
        .chain(plain::find(folded, triggers))
        .chain(plain::enforcement(folded, gazetteer))
        .chain(plain::numbers_in_row(folded, gazetteer, triggers));
    for program in new.filter(|program| !touches(titles, program.span)) {
        let shorter = |known: &Program| program.span.contains(known.span) && known.span != program.span && matches!(known.name, ProgramName::Known(_));
        let taken = programs.iter().any(|known| known.span.overlaps(program.span) && !shorter(known));
        let marked = folded.get(..program.span.start).is_some_and(|before| before.ends_with('“'));
        // “互联网+执法监督”平台: a known name that ends before the marks close is a part of another.
        let quoted = program.span.of(folded).starts_with('“');
        let part = |known: &Program| quoted && shorter(known) && folded.get(known.span.end..).is_some_and(|rest| !rest.starts_with('”'));
        let names_known = !marked && programs.iter().any(|known| shorter(known) && !part(known) && known.span.len() + 9 >= program.span.len());
        if !taken && !names_known {
            // “工地法治夜校”: the marks say that the whole is the name.
            programs.retain(|known| !(part(known) || marked && shorter(known)));
            programs.push(program);
        }
    }
    let inner: Vec<Program> = programs.iter().filter_map(|program| between_marks(folded, program)).collect();
    unite(folded, &mut programs, &inner);
    programs.extend(inner);
    let short: Vec<Program> = programs.iter().filter_map(|program| called(folded, program)).collect();
    programs.retain(|program| !short.iter().any(|alias| alias.span.overlaps(program.span)));
    programs.extend(short);
    programs.sort_by_key(|program| program.span);
    programs
}

/// “四移” of “四移”工作法: what stands between the marks names the same programme.
fn between_marks(folded: &str, program: &Program) -> Option<Program> {
    let inside = program.span.of(folded).strip_prefix('“')?;
    let end = inside.find('”').filter(|end| *end > 0 && program.rule == quoted::WITH_NOUN)?;
    let start = program.span.start + '“'.len_utf8();
    Some(Program { span: Span::new(start, start + end), name: program.name.clone(), rule: "between the marks of a programme's name" })
}

/// “屋场会+” of a text that has a “屋场会+”工作法: the same programme under its shorter name; `inner` are the names between marks.
fn unite(folded: &str, programs: &mut [Program], inner: &[Program]) {
    for program in programs {
        let ProgramName::New(name, _) = &program.name else { continue };
        if let Some(whole) = inner.iter().find(|whole| whole.span.of(folded) == name) {
            program.name = whole.name.clone();
        }
    }
}

/// “法润三江”公众号(以下简称“法润”): what a programme is called from there on.
fn called(folded: &str, program: &Program) -> Option<Program> {
    let rest = folded.get(program.span.end..)?;
    let rest = rest.strip_prefix('”').unwrap_or(rest);
    let alias = ["(以下简称“", "(简称“", "(以下统称“", "(又称“", "(下称“"].iter().find_map(|lead| rest.strip_prefix(lead))?;
    let name = alias.get(..alias.find('”')?).filter(|name| (2..=12).contains(&name.chars().count()))?;
    let start = folded.len() - alias.len();
    Some(Program { span: Span::new(start, start + name.len()), name: program.name.clone(), rule: "what a programme is called for short" })
}

fn known(gazetteer: &Gazetteer, hit: &crate::authority::Hit) -> Option<Program> {
    let id = hits::bearers(gazetteer, hit.name, |kind| matches!(kind, Kind::Program(_))).next()?;
    Some(Program { span: hits::span(hit), name: ProgramName::Known(id), rule: "a known programme" })
}
