//! One walk over the titles, numbers and pointers of a document, in the order of the text. In: document and gazetteer. Out: [`Citations`].

use std::collections::BTreeMap;

use super::judge::{self, Verdict};
use super::{Citations, Cited, NotCited, Reading, brackets, kind, provisions, shorts, unquoted};
use crate::authority::{EntityId, Gazetteer};
use crate::document::{Document, Role};
use crate::text::Span;
use crate::zh::document_number::Numbered;

pub(super) fn read(document: &Document, gazetteer: &Gazetteer, numbers: Vec<Numbered>) -> Citations {
    let folded = document.view.folded.as_str();
    let mut reader = Reader { document, gazetteer, folded, numbers, shorts: BTreeMap::new(), found: Citations::default() };
    let titles = brackets::titles(folded);
    reader.numbers = reader.free_numbers(&titles);
    for item in reader.items(titles) {
        reader.take(item);
    }
    reader.found
}

/// What the walk meets.
enum Item {
    /// 《…》
    Title { span: Span, number: Option<Numbered>, short: Option<String>, behind: usize },
    /// 中华人民共和国公务员法
    Law { span: Span, bearers: Vec<EntityId>, number: Option<Numbered>, behind: usize },
    /// 该法, before a provision
    Pointer(Span, &'static str),
    /// A number that belongs to no title.
    Number(Numbered),
}

impl Item {
    fn start(&self) -> usize {
        match self {
            Item::Title { span, .. } | Item::Law { span, .. } | Item::Pointer(span, _) => span.start,
            Item::Number(number) => number.span.start,
        }
    }
}

struct Reader<'a> {
    document: &'a Document,
    gazetteer: &'a Gazetteer,
    folded: &'a str,
    /// Numbers that are not taken yet, in the order of the text.
    numbers: Vec<Numbered>,
    /// Short names given by 以下简称, and the citation that each stands for.
    shorts: BTreeMap<String, usize>,
    found: Citations,
}

/// What is met where.
impl Reader<'_> {
    fn items(&mut self, titles: Vec<Span>) -> Vec<Item> {
        let inside = |span: Span, titles: &[Span]| {
            let next = titles.partition_point(|title| title.end <= span.start);
            titles.get(next).is_some_and(|title| title.overlaps(span))
        };
        let laws = unquoted::laws(self.folded, self.gazetteer).into_iter().filter(|(span, _)| !inside(*span, &titles));
        let laws: Vec<_> = laws.filter(|(span, _)| self.is_text(*span)).collect();
        let pointers = unquoted::pointers(self.folded).into_iter().filter(|(span, _)| !inside(*span, &titles));
        let mut items: Vec<Item> = pointers.map(|(span, kind)| Item::Pointer(span, kind)).collect();
        for span in titles.into_iter().filter(|span| self.is_text(*span)).collect::<Vec<_>>() {
            let (number, short, behind) = self.tail(span);
            items.push(Item::Title { span, number, short, behind });
        }
        for (span, bearers) in laws {
            let (number, _, behind) = self.tail(span);
            items.push(Item::Law { span, bearers, number, behind });
        }
        items.extend(std::mem::take(&mut self.numbers).into_iter().map(Item::Number));
        items.sort_by_key(Item::start);
        items
    }

    /// Numbers of other documents, outside titles: not the document's own, nor one that fills its paragraph.
    fn free_numbers(&mut self, titles: &[Span]) -> Vec<Numbered> {
        let own = self.document.head.number_text.as_deref();
        let mut numbers = std::mem::take(&mut self.numbers);
        numbers.retain(|number| {
            let next = titles.partition_point(|title| title.end <= number.span.start);
            let inside = titles.get(next).is_some_and(|title| title.overlaps(number.span));
            !inside && own != Some(&number.normal) && self.is_text(number.span) && !self.fills_paragraph(number.span)
        });
        numbers
    }

    /// Whether a place is text, and neither head nor foot nor furniture.
    fn is_text(&self, span: Span) -> bool {
        let paragraph = self.paragraph(span);
        paragraph.is_none_or(|(_, role)| matches!(role, Role::Heading | Role::Body | Role::Row | Role::Recipients))
    }

    fn paragraph(&self, span: Span) -> Option<(Span, Role)> {
        let paragraphs = &self.document.paragraphs;
        let next = paragraphs.partition_point(|paragraph| paragraph.span.end <= span.start);
        paragraphs.get(next).filter(|paragraph| paragraph.span.overlaps(span)).map(|paragraph| (paragraph.span, paragraph.role))
    }

    fn fills_paragraph(&self, span: Span) -> bool {
        let text = self.paragraph(span).map_or("", |(paragraph, _)| paragraph.of(self.folded));
        text.trim().len() <= span.len() + "签发人:某某某".len() && !text.contains(['。', ',', '《'])
    }

    /// The number and the short name that belong to a title, and where its tail ends.
    fn tail(&mut self, title: Span) -> (Option<Numbered>, Option<String>, usize) {
        let tail = shorts::tail(self.folded, title.end);
        let behind = tail.span.map_or(title.end, |span| span.end);
        let follows = |number: &Numbered| tail.span.is_some_and(|span| span.contains(number.span)) || number.span.start == title.end;
        let number = self.take_number(|number, _| follows(number)).or_else(|| self.take_number(|number, folded| precedes(number, title, folded)));
        let behind = number.as_ref().map_or(behind, |number| behind.max(if follows(number) { number.span.end } else { 0 }));
        (number, tail.short, behind)
    }

    fn take_number(&mut self, fits: impl Fn(&Numbered, &str) -> bool) -> Option<Numbered> {
        let folded = self.folded;
        let place = self.numbers.iter().position(|number| fits(number, folded))?;
        Some(self.numbers.remove(place))
    }
}

/// 国发〔2010〕33号《…》, 国发〔2010〕33号文件《…》, (国发〔2010〕33号)《…》.
fn precedes(number: &Numbered, title: Span, folded: &str) -> bool {
    let between = Span::new(number.span.end, title.start);
    number.span.end <= title.start && between.len() <= 12 && matches!(between.of(folded), "" | ")" | "文" | "文件" | "文件,")
}

/// What is made of it.
impl Reader<'_> {
    fn take(&mut self, item: Item) {
        match item {
            Item::Title { span, number, short, behind } => self.title(span, number, short, behind),
            Item::Law { span, bearers, number, behind } => {
                let reading = reading(true, bearers);
                self.cite(span, span.of(self.folded).to_owned(), number, behind, (reading, "unquoted-law"));
            }
            Item::Pointer(span, kind) => {
                if let Some(target) = self.nearest(|title| kind::core(title).ends_with(kind)) {
                    self.point(span, kind, target, span.end, "pointer");
                }
            }
            Item::Number(number) => self.lone_number(number),
        }
    }

    fn title(&mut self, span: Span, number: Option<Numbered>, short: Option<String>, behind: usize) {
        let inner = Span::new(span.start + '《'.len_utf8(), span.end - '》'.len_utf8());
        let title = inner.of(self.folded).trim();
        if let Some(&target) = self.shorts.get(title) {
            return self.point(span, title, target, behind, "short-name");
        }
        if kind::is_bare(title) && number.is_none() {
            return self.bare(span, title, behind);
        }
        if self.is_own(title) {
            return self.refuse(span, title, "this document itself");
        }
        let (before, after) = (self.folded.get(..span.start).unwrap_or_default(), self.folded.get(span.end..).unwrap_or_default());
        match judge::judge(title, before, after, self.gazetteer) {
            Verdict::Document { instrument, bearers } => {
                let index = self.cite(span, title.to_owned(), number, behind, (reading(instrument, bearers), "title"));
                self.shorts.extend(short.map(|short| (short, index)));
            }
            Verdict::Other(_) if number.is_some() => {
                self.cite(span, title.to_owned(), number, behind, (reading(false, Vec::new()), "title-with-number"));
            }
            Verdict::Other(reason) => self.refuse(span, title, reason),
        }
    }

    fn bare(&mut self, span: Span, title: &str, behind: usize) {
        let word = kind::core(title);
        match self.nearest(|earlier| kind::core(earlier).ends_with(word)) {
            Some(target) => self.point(span, title, target, behind, "bare-title"),
            None => self.refuse(span, title, "a word for a kind of document, and none of it before"),
        }
    }

    /// The nearest citation before that is no back reference itself and whose title fits.
    fn nearest(&self, fits: impl Fn(&str) -> bool) -> Option<usize> {
        let cited = self.found.cited.iter().enumerate().rev();
        cited.filter(|(_, cited)| cited.refers.is_none()).find(|(_, cited)| fits(&cited.title)).map(|(index, _)| index)
    }

    /// Whether a title is the document's own.
    fn is_own(&self, title: &str) -> bool {
        let plain = |text: &str| text.replace([' ', '《', '》'], "");
        let (own, title) = (plain(self.document.head.title_text.as_deref().unwrap_or_default()), plain(title));
        own.chars().count() >= 8 && (own == title || (title.ends_with(&own) && title.chars().count() <= own.chars().count() + 12))
    }

    fn lone_number(&mut self, number: Numbered) {
        let known = self.found.cited.iter().position(|cited| cited.number.as_ref().is_some_and(|(_, normal)| *normal == number.normal));
        let reading = known.and_then(|index| self.found.cited.get(index)).map(|cited| cited.reading.clone());
        let (span, behind) = (number.span, number.span.end);
        let index = self.cite(span, String::new(), Some(number), behind, (reading.unwrap_or(Reading::Unknown { instrument: false }), "number"));
        if let Some(cited) = self.found.cited.get_mut(index) {
            cited.refers = known;
        }
    }

    fn point(&mut self, span: Span, title: &str, target: usize, behind: usize, rule: &'static str) {
        let Some(reading) = self.found.cited.get(target).map(|cited| cited.reading.clone()) else {
            return;
        };
        let index = self.cite(span, title.to_owned(), None, behind, (reading, rule));
        if let Some(cited) = self.found.cited.get_mut(index) {
            cited.refers = Some(target);
        }
    }

    fn cite(&mut self, span: Span, title: String, number: Option<Numbered>, behind: usize, (reading, rule): (Reading, &'static str)) -> usize {
        let provisions = provisions_behind(self.folded, behind);
        let number = number.map(|number| (number.span, number.normal));
        self.found.cited.push(Cited { span, title, number, provisions, reading, refers: None, rule });
        self.found.cited.len() - 1
    }

    fn refuse(&mut self, span: Span, title: &str, reason: &'static str) {
        self.found.not_cited.push(NotCited { span, title: title.to_owned(), reason });
    }
}

fn reading(instrument: bool, bearers: Vec<EntityId>) -> Reading {
    match bearers.as_slice() {
        [] => Reading::Unknown { instrument },
        [one] => Reading::Known(*one),
        _ => Reading::Ambiguous(bearers),
    }
}

/// 《…》第三条, 《…》的第三条, 《…》中第三条.
fn provisions_behind(folded: &str, behind: usize) -> Vec<(Span, String)> {
    let rest = folded.get(behind..).unwrap_or_default();
    let joint = ["中的", "的", "中", "之"].into_iter().find(|joint| rest.starts_with(joint)).map_or(0, str::len);
    provisions::list(folded, behind + joint)
}
