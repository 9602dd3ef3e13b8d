//! Honours without a verb of their own: a list under a headline, one recipient an item, or under the body that granted them. In: sentences. Out: [`Honor`]s.

use crate::text::Span;

use super::super::super::triggers::List;
use super::super::{Page, clause};
use super::plain::{plain, without_year};
use super::words::{GIVEN, HONORS};
use super::{Honor, Title, is_prefix, quoted};

/// 北西村:全国民主法治示范村、省级文明村; 北西村——全国民主法治示范村: a list of honours without a verb, one recipient an item.
pub(super) fn listed(page: &Page, sentence: Span) -> Option<Honor> {
    if !page.triggers.stand_in(List::Leads, sentence) {
        return None;
    }
    let item = behind_headline(page.folded, clause::without_number(page.folded, sentence));
    if page.triggers.stand_in(List::Conferring, item) {
        return None;
    }
    let text = item.of(page.folded);
    let mark = [":", "--"].into_iter().find(|mark| text.matches(mark).count() == 1)?;
    let colon = text.find(mark).filter(|colon| text.get(..*colon).is_some_and(|name| name.chars().count() <= 20))?;
    if text.get(..colon)?.contains([',', '“', '《']) {
        return None;
    }
    let from = item.start + colon + mark.len();
    let words = text.get(colon + mark.len()..)?;
    let quote = words.find('“').filter(|place| words.get(..*place).is_some_and(is_prefix));
    let (titles, end) = match quote {
        Some(place) => quoted(page.folded, from, from + place, item.end)?,
        None => plain(page, from, item.end)?,
    };
    let rest = page.folded.get(end..item.end)?.trim_matches(['”', '。', ';', ' ']);
    let rest = if rest.starts_with('(') && rest.ends_with(')') { "" } else { rest };
    let whole = rest.trim_matches(['”', '。', ';', ' ', '等', '称', '号']).is_empty();
    let conferred = |title: &Title| HONORS.iter().any(|word| title.name.contains(word)) && GIVEN.iter().any(|noun| title.name.ends_with(noun));
    let recipients = Span::new(item.start, item.start + colon);
    (whole && titles.iter().all(conferred)).then_some(Honor {
        titles,
        recipients,
        before: Span::new(recipients.start, recipients.start),
        grantor: None,
        strict: true,
        span: item,
    })
}

/// 获得荣誉:1.监察大队:…: the first item without the headline of its list.
fn behind_headline(folded: &str, item: Span) -> Span {
    let text = item.of(folded);
    let told = |head: &&str| head.chars().count() <= 12 && ["荣誉", "表彰", "获奖"].iter().any(|word| head.contains(word)) && !head.contains([',', '“']);
    let head = text.split_once(':').map(|(head, _)| head).filter(told);
    head.map_or(item, |head| clause::without_number(folded, Span::new(item.start + head.len() + 1, item.end)))
}

/// Words that open a list of who was honoured with what.
const OPENINGS: [&str; 6] = ["授予:", "命名:", "表彰:", "评选:", "认定:", "公布:"];

/// 省委依法治省办授予:拉哈镇“…先进镇”;老莱司法所“五星级司法所”: all that semicolons part was granted by one.
pub(super) fn granted(page: &Page) -> Vec<Honor> {
    let mut found = Vec::new();
    let mut open: Option<(Span, usize)> = None;
    for sentence in page.sentences.iter().copied().filter(|sentence| !page.in_plans(*sentence)) {
        let goes_on = open.filter(|(_, end)| *end == sentence.start).map(|(grantor, _)| (grantor, sentence));
        let Some((grantor, item)) = opened(page.folded, sentence).or(goes_on) else {
            open = None;
            continue;
        };
        found.extend(item_of(page, item, grantor));
        open = sentence.of(page.folded).ends_with(';').then_some((grantor, sentence.end));
    }
    found
}

/// Who grants, and the first item behind the colon.
fn opened(folded: &str, sentence: Span) -> Option<(Span, Span)> {
    let bare = clause::without_number(folded, sentence);
    let text = bare.of(folded);
    let (verb, word) = OPENINGS.iter().filter_map(|word| Some((text.find(word)?, word))).min()?;
    let who = text.get(..verb)?;
    let named = (2..=24).contains(&who.chars().count()) && !who.contains([',', ':', '“', '。']);
    named.then(|| (Span::new(bare.start, bare.start + verb), Span::new(bare.start + verb + word.len(), bare.end)))
}

/// 拉哈镇“枫桥式工作先进镇”, 我市为“…示范市”: a name and titles in quotation marks, nothing else.
fn item_of(page: &Page, item: Span, grantor: Span) -> Option<Honor> {
    let text = item.of(page.folded);
    let quote = text.find('“')?;
    let name = text.get(..quote)?;
    let name = name.strip_suffix('为').unwrap_or(name);
    if !(2..=20).contains(&name.chars().count()) || name.contains([',', ':', '《', '(']) || page.triggers.stand_in(List::Conferring, item) {
        return None;
    }
    let (titles, end) = quoted(page.folded, item.start + quote, item.start + quote, item.end)?;
    let rest = page.folded.get(end..item.end)?.trim_matches(['”', '。', ';', ' ', '等', '称', '号']);
    let conferred = |title: &Title| HONORS.iter().any(|word| title.name.contains(word));
    (rest.is_empty() && titles.iter().all(conferred)).then(|| Honor {
        titles,
        recipients: Span::new(item.start, item.start + name.len()),
        before: Span::new(item.start, item.start),
        grantor: Some(grantor),
        strict: true,
        span: item,
    })
}

/// 在省司法厅公布的省级民主法治村名单中,东明村榜上有名: the list is the title, and who stands in it has it.
pub(super) fn on_list(page: &Page, sentence: Span, verb: Span) -> Option<Honor> {
    let (lead, who) = page.folded.get(sentence.start..verb.start)?.rsplit_once(',')?;
    let list = lead.rsplit([',', ':']).next()?;
    let title = list.strip_suffix("名单中").or_else(|| list.strip_suffix("名单里")).or_else(|| list.strip_suffix("名单上"))?;
    let from =
        ["公布的", "发布的", "命名的", "公示的", "评选的", "通报的"].iter().filter_map(|word| title.rfind(word).map(|place| place + word.len())).max()?;
    let grantor = title.get(..from)?;
    let title = title.get(from..)?;
    let (bare, full) = without_year(title);
    let reads = (4..=36).contains(&bare.chars().count()) && HONORS.iter().any(|word| bare.contains(word)) && !bare.contains(['“', '”', '《']);
    let recipients = Span::new(verb.start - who.len(), verb.start);
    let end = recipients.start - ','.len_utf8();
    let start = end - (list.len() - from);
    let title = Title { name: bare.to_owned(), full, rank: None, span: Span::new(start, end) };
    let grantor = Some(Span::new(start - grantor.len(), start));
    (reads && !who.is_empty()).then(|| Honor {
        titles: vec![title],
        recipients,
        before: Span::new(recipients.start, recipients.start),
        grantor,
        strict: true,
        span: sentence,
    })
}
