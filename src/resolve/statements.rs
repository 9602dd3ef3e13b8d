//! Statements and whom they are about. In: statements found and mentions resolved. Out: [`Statements`].
//!
//! 我镇 and an unnamed subject are the report's own area, or the department that issued it; 省司法厅 before a title conferred it.

mod awards;
mod heads;

use crate::authority::{Gazetteer, Tier};
use crate::document::Document;
use crate::extract::statements::grids::SUMS;
use crate::extract::statements::honors::Title;
use crate::extract::statements::observations::{Observation, Year};
use crate::extract::statements::{self as found, events};
use crate::text::Span;

use super::thing::{Area, Thing};
use super::{Means, Mention, Resolved};

/// What a report claims, resolved.
#[derive(Debug, Clone, Default)]
pub struct Statements {
    /// Numbers.
    pub observations: Vec<Measured>,
    /// Honours, one a recipient and title.
    pub awards: Vec<Award>,
    /// Dated happenings.
    pub events: Vec<Happening>,
    /// Shortcomings.
    pub problems: Vec<Span>,
    /// What is announced.
    pub plans: Vec<Span>,
    /// Who heads which body.
    pub heads: Vec<Head>,
}

/// A number, for an area and a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// What the text says.
    pub observation: Observation,
    /// The area that it holds for.
    pub area: Option<Area>,
    /// The body whose people or means it counts.
    pub organization: Option<Thing>,
    /// The year that it holds for.
    pub year: Option<i16>,
}

/// A title conferred on someone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Award {
    /// On whom.
    pub recipient: Thing,
    /// What the text calls them, where that is another name than the one they are known by.
    pub called: Option<String>,
    /// Which.
    pub title: Title,
    /// By whom.
    pub grantors: Vec<Thing>,
    /// At which level, where title or words before it say so.
    pub level: Option<Tier>,
    /// The year of the report, or one that the sentence names.
    pub year: Option<i16>,
    /// The clause.
    pub span: Span,
}

/// A dated happening with its place and who took part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// What the text says.
    pub event: events::Event,
    /// Where.
    pub area: Option<Area>,
    /// What it names.
    pub names: Vec<Thing>,
}

/// Who heads a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The body.
    pub body: Thing,
    /// The person, or the post whose holder does.
    pub by: Leader,
    /// Where the text says so.
    pub span: Span,
}

/// A person or a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leader {
    /// A person by name.
    Person(Thing),
    /// A post without a name: 镇党委书记.
    Post(String),
}

/// Resolves statements against the mentions of `out`, which must be in the order of the text.
pub(super) fn resolve(document: &Document, found: found::Statements, own: Option<&Area>, out: &Resolved, gazetteer: &Gazetteer) -> Statements {
    let work = Work { document, folded: &document.view.folded, own, out, gazetteer };
    Statements {
        observations: found.observations.into_iter().filter_map(|one| work.measured(one)).collect(),
        awards: work.awards(&found.honors),
        events: found.events.into_iter().map(|event| work.happening(event)).collect(),
        problems: found.problems,
        plans: found.plans,
        heads: work.heads(),
    }
}

struct Work<'a> {
    document: &'a Document,
    folded: &'a str,
    own: Option<&'a Area>,
    out: &'a Resolved,
    gazetteer: &'a Gazetteer,
}

impl Work<'_> {
    fn text(&self, start: usize, end: usize) -> &str {
        self.folded.get(start..end).unwrap_or("")
    }

    /// The mentions within `span`, in order, with what each certainly names.
    fn within(&self, span: Span) -> impl Iterator<Item = (&Mention, &Thing)> {
        let first = self.out.mentions.partition_point(|mention| mention.span.start < span.start);
        let inside = self.out.mentions.get(first..).unwrap_or_default().iter().take_while(move |mention| mention.span.start < span.end);
        inside.filter(move |mention| mention.span.end <= span.end).filter_map(|mention| match &mention.means {
            Means::One(thing) => Some((mention, thing)),
            Means::Several(_) => None,
        })
    }

    fn report_year(&self) -> Option<i16> {
        self.document.head.year.map(|(year, _)| year)
    }

    /// A number with what it holds for; `None` where a table's row does not say for which place.
    fn measured(&self, observation: Observation) -> Option<Measured> {
        let place = self.place_opening(observation.label);
        let sum = SUMS.iter().any(|sum| observation.label.of(self.folded).starts_with(sum));
        if !observation.heads.is_empty() && place.is_none() && !sum {
            return None;
        }
        let area = place.or_else(|| self.own.cloned());
        let people = matches!(observation.quantity.unit.as_str(), "人" | "名" | "位");
        let organization = people.then(|| self.staff_of(&observation)).flatten();
        let year = match observation.year {
            Year::Report => self.report_year(),
            Year::Last => self.report_year().map(|year| year - 1),
            Year::Named(year) => Some(year),
        };
        Some(Measured { observation, area, organization, year })
    }

    /// The place whose name opens a stretch: 北西村排查纠纷12件.
    fn place_opening(&self, span: Span) -> Option<Area> {
        let (mention, thing) = self.within(span).next()?;
        let opens = mention.span.start == span.start && !self.text(mention.span.end, span.end).starts_with(['的', '、', '至']);
        match thing {
            Thing::Place(area) if opens => Some(area.clone()),
            _ => None,
        }
    }

    /// The body whose people a number counts: 执法大队有执法人员22人.
    fn staff_of(&self, observation: &Observation) -> Option<Thing> {
        let before = Span::new(observation.evidence.start, observation.quantity.span.start);
        let (mention, thing) = self.within(before).filter(|(_, thing)| matches!(thing, Thing::Body { .. })).last()?;
        let between = self.text(mention.span.end, observation.quantity.span.start);
        let has = ["有", "共有", "现有", "配备", "配齐", "核定", "设", "由", "编制"].iter().any(|word| between.starts_with(word));
        let staff = ["人员", "队员", "成员", "编制", "干部", "调解员", "民警", "辅警", "专职"]
            .iter()
            .any(|word| between.contains(word) || self.text(observation.quantity.span.end, observation.label.end).contains(word));
        (between.chars().count() <= 16 && has && staff).then(|| thing.clone())
    }

    fn happening(&self, event: events::Event) -> Happening {
        let names: Vec<Thing> = self.within(event.span).map(|(_, thing)| thing.clone()).collect();
        let placed = self.within(event.words).find_map(|(mention, thing)| match thing {
            Thing::Place(area) if self.text(event.words.start, mention.span.start).ends_with(['在', '到', '赴', '进']) => Some(area.clone()),
            _ => None,
        });
        Happening { area: placed.or_else(|| self.own.cloned()), names, event }
    }
}
