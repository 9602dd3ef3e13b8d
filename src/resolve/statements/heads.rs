//! Who heads which body: 由镇党委书记任组长. In: the text and its mentions. Out: bodies with their heads.

use std::sync::LazyLock;

use crate::text::Span;
use crate::zh::words::Words;

use super::{Head, Leader, Work};
use crate::resolve::thing::Thing;

/// How a text says that someone heads a body.
const VERBS: [&str; 10] = ["任组长", "为组长", "任双组长", "为双组长", "任总指挥", "为总指挥", "任主任", "为主任", "任第一组长", "为第一组长"];

static HEADING: LazyLock<Words> = LazyLock::new(|| Words::new(&VERBS));

impl Work<'_> {
    /// 成立由镇党委书记任组长的…领导小组; 成立以…为组长的…; 领导小组由镇长赵明任组长.
    pub(super) fn heads(&self) -> Vec<Head> {
        let mut places: Vec<(usize, &str)> = HEADING.places(self.folded).collect();
        places.sort_by_key(|(_, found)| VERBS.iter().position(|verb| verb == found));
        let mut heads: Vec<Head> = places.into_iter().flat_map(|(place, verb)| self.led(place, verb).unwrap_or_default()).collect();
        heads.sort_by_key(|head: &Head| head.span);
        heads.dedup();
        heads
    }

    /// The body whose heads the words before the verb at `at` name, once for each: 任双组长 says that there are two.
    fn led(&self, at: usize, verb: &str) -> Option<Vec<Head>> {
        let end = at + verb.len();
        let paragraph = self.document.paragraphs.iter().find(|paragraph| paragraph.span.holds(at))?.span;
        let start = self
            .text(paragraph.start, at)
            .char_indices()
            .rev()
            .find(|(_, c)| matches!(c, '。' | ';' | '!'))
            .map_or(paragraph.start, |(place, c)| paragraph.start + place + c.len_utf8());
        let stop = self.text(at, paragraph.end).find(['。', ';']).map_or(paragraph.end, |place| at + place);
        let is_group = |thing: &Thing| matches!(thing, Thing::Body { label, .. } if !label.starts_with("中共") && ["领导小组", "工作小组", "委员会", "专班", "指挥部", "工作组"].iter().any(|ending| label.ends_with(ending)));
        let behind = self.within(Span::new(end, stop)).find(|(_, thing)| is_group(thing));
        let before = self.within(Span::new(start, at)).filter(|(_, thing)| is_group(thing)).last();
        let (_, body) = behind.or(before)?;
        let clause = self
            .text(start, at)
            .rfind(['由', '以', ',', ':'])
            .map_or(start, |place| start + place + self.text(start + place, at).chars().next().map_or(0, char::len_utf8));
        let count = if verb.contains('双') { 2 } else { 1 };
        let heads = self.parts(Span::new(clause, at)).into_iter().rev().take(count);
        let heads: Vec<Leader> = heads.filter_map(|part| self.leader(part)).collect();
        Some(heads.into_iter().map(|by| Head { body: body.clone(), by, span: Span::new(start, stop) }).collect())
    }

    /// Who is named at the end of a stretch: a person, else a post.
    fn leader(&self, part: Span) -> Option<Leader> {
        let person = self.within(part).filter(|(mention, thing)| matches!(thing, Thing::Person { .. }) && mention.span.end == part.end).last();
        match person {
            Some((_, thing)) => Some(Leader::Person(thing.clone())),
            None => Some(Leader::Post(self.post(part.of(self.folded))?)),
        }
    }

    /// The post that words name, told by their ending.
    fn post(&self, words: &str) -> Option<String> {
        let post = words.trim();
        let fits = ["书记", "长", "主任", "负责人", "主席", "主要领导"].iter().any(|ending| post.ends_with(ending)) && (2..=14).contains(&post.chars().count());
        fits.then(|| crate::resolve::people::post_label(post, self.own, self.gazetteer))
    }
}
