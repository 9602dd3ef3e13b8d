//! The area that a report is about. In: document, places named, gazetteer. Out: one area, several that it may be, or none.
//!
//! A name is not a place: 新集镇 is one of twelve. The name comes from the head (title, issuers, signature), else from what the text
//! names most; which bearer of it is meant, the counties, cities and provinces around it decide. Nothing decides: nothing is claimed.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::authority::{EntityId, Gazetteer, Kind, LabelKind, Tier};
use crate::document::{Document, Role};
use crate::extract::Extracted;
use crate::extract::places::{Place, PlaceName};
use crate::text::Span;
use crate::zh::document_number;
use crate::zh::scan::Scanner;
use crate::zh::words::Words;

use super::host;
use super::places::{lie_elsewhere, unlisted_town};
use super::thing::Area;

/// What the reports of towns say of themselves, and those of higher divisions.
static OF_TOWNS: LazyLock<Words> =
    LazyLock::new(|| Words::new(&["我镇", "我乡", "我街道", "镇党委", "乡党委", "街道党工委", "镇政府", "乡政府", "苏木党委", "全镇", "全乡"]));
static OF_COUNTIES: LazyLock<Words> = LazyLock::new(|| Words::new(&["我县", "我区", "我市", "我局", "全县", "全区", "全市", "局党组"]));

/// Level words before bodies of what is above a town.
const LEVELS: [char; 4] = ['县', '区', '市', '旗'];
static ABOVE: LazyLock<Words> = LazyLock::new(|| {
    Words::new(&[
        "县委",
        "县政府",
        "县人民政府",
        "县司法局",
        "县法治办",
        "区委",
        "区政府",
        "区人民政府",
        "区司法局",
        "区法治办",
        "市委",
        "市政府",
        "市人民政府",
        "市司法局",
        "市法治办",
        "旗委",
        "旗政府",
        "旗人民政府",
        "旗司法局",
        "旗法治办",
    ])
});

/// The report's area.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Covered {
    /// This one.
    One(Area),
    /// One of these, and nothing says which.
    Several(Vec<EntityId>),
    /// Nothing is said.
    #[default]
    Unknown,
}

/// The area of `document`.
pub fn covered(document: &Document, found: &Extracted, gazetteer: &Gazetteer) -> Covered {
    let context = Context { document, places: &found.places, gazetteer };
    let own = context.own_names();
    match own.first() {
        Some((Name::Listed(ids), _)) => context.choose(&standing(ids, document, gazetteer)),
        Some((Name::Unlisted(name, county), _)) => context.unlisted(name, *county),
        None => Covered::Unknown,
    }
}

/// Of several bearers of a name those that stood in the report's year, or stand now where it names no year; all, if none did.
pub(super) fn standing(ids: &[EntityId], document: &Document, gazetteer: &Gazetteer) -> Vec<EntityId> {
    let year = document.head.year.map_or(i16::MAX, |(year, _)| year);
    let stood: Vec<EntityId> = ids.iter().copied().filter(|id| gazetteer.stood_in(*id, year)).collect();
    if stood.is_empty() { ids.to_vec() } else { stood }
}

/// What in a document speaks for each of several areas: the divisions above it that are named, its neighbours, the signs of issuers. An area
/// for which nothing speaks has no reasons; where several have as many, the name stays open.
pub fn reasons(document: &Document, found: &Extracted, gazetteer: &Gazetteer, ids: &[EntityId]) -> Vec<(EntityId, u32, Vec<String>)> {
    let context = Context { document, places: &found.places, gazetteer };
    let evidence = Evidence::of(&context);
    let by_host = |id| host::clue(&document.hosts, gazetteer.chain(id).into_iter().skip(1), gazetteer);
    let by_host = |id| by_host(id).map(|(host, area)| format!("the address {host} is called after {}", gazetteer.label(area)));
    ids.iter().map(|id| (*id, evidence.score(&context, *id), evidence.reasons(gazetteer, *id).into_iter().chain(by_host(*id)).collect())).collect()
}

/// A name that may be the report's area's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    Listed(Vec<EntityId>),
    /// A township that no file lists, and the county before whose name the head names it.
    Unlisted(String, Option<EntityId>),
}

struct Context<'a> {
    document: &'a Document,
    places: &'a [Place],
    gazetteer: &'a Gazetteer,
}

impl Context<'_> {
    /// Names that may be the area's, the likeliest first: townships of the head, then higher divisions of the head, then what the text names most.
    fn own_names(&self) -> Vec<(Name, u32)> {
        let mut votes: BTreeMap<(Tier, Name), u32> = BTreeMap::new();
        let unlisted = self.unlisted_names();
        for place in self.places {
            let weight = self.weight(place.span);
            let name = unlisted_town(place.span.of(&self.document.view.folded));
            let county = unlisted.get(&name).copied().flatten();
            for (tier, ids) in self.bearers(place) {
                // 衡东县安仁镇 is none of those that bear the name, wherever the name stands.
                let is_new = tier == Tier::Township && county.is_some_and(|county| lie_elsewhere(&ids, county, self.gazetteer));
                let name = if is_new { Name::Unlisted(name.clone(), county) } else { Name::Listed(ids) };
                *votes.entry((tier, name)).or_default() += weight;
            }
        }
        for (name, county) in unlisted {
            // 梁家寺东乡族乡 may be listed without the people: 梁家寺乡.
            let plain = crate::authority::without_people(&name);
            let listed = plain.map(|plain| self.gazetteer.find_township(&plain).to_vec()).filter(|ids| self.may_mean(ids, county));
            let name = listed.map_or(Name::Unlisted(name, county), Name::Listed);
            *votes.entry((Tier::Township, name)).or_default() += 48;
        }
        let mut ranked: Vec<((Tier, Name), u32)> = votes.into_iter().filter(|(_, votes)| *votes >= 8).collect();
        let head = ranked.iter().any(|(_, votes)| *votes >= 40);
        let weak = |((tier, _), votes): &((Tier, Name), u32)| head && *tier == Tier::Township && *votes < 40;
        if ranked.iter().any(weak) && !self.speaks_of_town() {
            ranked.retain(|one| !weak(one));
        }
        ranked.sort_by_key(|((tier, name), votes)| (std::cmp::Reverse((*votes >= 40, *tier)), std::cmp::Reverse(*votes), name.clone()));
        ranked.into_iter().map(|((_, name), votes)| (name, votes)).collect()
    }

    /// Whether one of several townships may be meant in a report that names this county, or one most plainly.
    fn may_mean(&self, towns: &[EntityId], county: Option<EntityId>) -> bool {
        let county = || county.or_else(|| Evidence::of(self).best_county(self));
        !towns.is_empty() && !county().is_some_and(|county| lie_elsewhere(towns, county, self.gazetteer))
    }

    /// How much a place at `span` says of whom the report is: the head forty times what the text does.
    fn weight(&self, span: Span) -> u32 {
        let head = &self.document.head;
        let within = |spans: &[Span]| spans.iter().any(|other| other.contains(span));
        if head.title.is_some_and(|title| title.contains(span)) || within(&head.issuers) {
            return 48;
        }
        match self.role(span) {
            Role::Title | Role::Masthead | Role::Signature | Role::Date => 48,
            Role::Body | Role::Heading => 2,
            Role::Field => 3,
            _ => 0,
        }
    }

    fn role(&self, span: Span) -> Role {
        let paragraphs = &self.document.paragraphs;
        let next = paragraphs.partition_point(|paragraph| paragraph.span.end <= span.start);
        paragraphs.get(next).map_or(Role::Body, |paragraph| paragraph.role)
    }

    /// Who bears a place's name, by level.
    fn bearers(&self, place: &Place) -> Vec<(Tier, Vec<EntityId>)> {
        let PlaceName::Division(name) = place.name else { return Vec::new() };
        let mut tiers: BTreeMap<Tier, Vec<EntityId>> = BTreeMap::new();
        for (id, kind) in self.gazetteer.candidates(name) {
            if let Some(Kind::Area(tier)) = self.gazetteer.kind(*id).filter(|_| *kind != LabelKind::Stem) {
                tiers.entry(tier).or_default().push(*id);
            }
        }
        tiers.into_iter().collect()
    }

    /// Whether the report speaks of itself as a town's: 我镇, 镇党委, 镇政府.
    fn speaks_of_town(&self) -> bool {
        static SCANNER: LazyLock<Scanner> = LazyLock::new(|| Scanner::new(vec![&*OF_TOWNS, &*OF_COUNTIES]));
        let found = SCANNER.scan(&self.document.view.folded);
        found.all(0).len() > found.all(1).len()
    }

    /// The one of several bearers of a name that the names around it fit best.
    fn choose(&self, ids: &[EntityId]) -> Covered {
        if let [one] = ids {
            return Covered::One(Area::Known(*one));
        }
        let evidence = Evidence::of(self);
        let scores: Vec<(u32, EntityId)> = ids.iter().map(|id| (evidence.score(self, *id), *id)).collect();
        let best = scores.iter().map(|(score, _)| *score).max().unwrap_or(0);
        let winners: Vec<EntityId> = scores.into_iter().filter(|(score, _)| *score == best).map(|(_, id)| id).collect();
        // What the text leaves open, the address may tell.
        let told = host::narrowed(&self.document.hosts, winners, self.gazetteer);
        if let [one] = told.as_slice() { Covered::One(Area::Known(*one)) } else { Covered::Several(told) }
    }

    /// Names of townships in title and issuers that no file lists, or none of this county: 某某镇.
    fn unlisted_names(&self) -> BTreeMap<String, Option<EntityId>> {
        let head = &self.document.head;
        let spans: Vec<Span> = head.issuers.iter().copied().chain(head.title).collect();
        let mut names: BTreeMap<String, Option<EntityId>> = BTreeMap::new();
        for span in spans {
            let (from, county) = self.named_until(span);
            if let Some(name) = self.unlisted_name(span, from).or_else(|| self.listed_elsewhere(span, from, county?)) {
                let known = names.entry(name).or_default();
                *known = known.or(county);
            }
        }
        names
    }

    /// A listed name behind a county's where all who bear it lie far from there: 金寨县巴彦镇.
    fn listed_elsewhere(&self, span: Span, from: usize, county: EntityId) -> Option<String> {
        let town = self.divisions_in(span).find(|place| place.span.start == span.start + from)?;
        let (_, ids) = self.bearers(town).into_iter().find(|(tier, _)| *tier == Tier::Township)?;
        lie_elsewhere(&ids, county, self.gazetteer).then(|| unlisted_town(town.span.of(&self.document.view.folded)))
    }

    /// What behind the divisions that `span` begins with may be the name of a township.
    fn unlisted_name(&self, span: Span, from: usize) -> Option<String> {
        let text = span.of(&self.document.view.folded);
        let rest = text.get(from..)?.trim_start_matches("中共");
        if let Some(farm) = farm(rest) {
            return Some(farm.to_owned());
        }
        let end = town_end(rest)?;
        let name = rest.get(..end)?;
        let is_listed = |place: &Place| place.bounded && place.span.of(&self.document.view.folded).ends_with(['镇', '乡', '道', '木', '处']);
        let listed = self.divisions_in(span).any(is_listed);
        let chars = name.chars().count();
        (!listed
            && (3..=8).contains(&chars)
            && name.chars().all(crate::zh::fold::is_han)
            && !name.contains("关于")
            && self.gazetteer.find_township(name).is_empty())
        .then(|| name.to_owned())
    }

    fn divisions_in(&self, span: Span) -> impl Iterator<Item = &Place> {
        self.places.iter().filter(move |place| span.contains(place.span) && place.name != PlaceName::Village)
    }

    /// Where those divisions end that `span` names one within the other from its first on, counted from its start, and the county among them.
    /// What follows may be a name that no file lists, though it begins as another's does: 阿鲁科尔沁旗巴彦花苏木 lies in no 巴彦县.
    fn named_until(&self, span: Span) -> (usize, Option<EntityId>) {
        let Some(mut last) = self.divisions_in(span).next() else { return (0, None) };
        let mut meant = self.areas(last);
        while let Some(next) = self.divisions_in(span).find(|place| place.span.start == last.span.end && !self.those_within(place, &meant).is_empty()) {
            (last, meant) = (next, self.those_within(next, &meant));
        }
        let mut counties = meant.iter().copied().filter(|id| self.gazetteer.tier(*id) == Some(Tier::County));
        let county = counties.next().filter(|_| counties.next().is_none());
        (last.span.end - span.start, county)
    }

    /// All who bear a place's name, with or without its ending.
    fn areas(&self, place: &Place) -> Vec<EntityId> {
        match place.name {
            PlaceName::Division(name) | PlaceName::Stem(name) => {
                self.gazetteer.candidates(name).iter().map(|(id, _)| *id).filter(|id| self.gazetteer.tier(*id).is_some()).collect()
            }
            PlaceName::Village => Vec::new(),
        }
    }

    /// Those who bear a place's name and lie in one of `outer`.
    fn those_within(&self, place: &Place, outer: &[EntityId]) -> Vec<EntityId> {
        let inside = |id: &EntityId| outer.iter().any(|outer| id != outer && self.gazetteer.is_within(*id, *outer));
        self.areas(place).into_iter().filter(inside).collect()
    }

    /// A township that no file lists, under the county that the text names.
    fn unlisted(&self, name: &str, county: Option<EntityId>) -> Covered {
        let county = county.or_else(|| Evidence::of(self).best_county(self));
        county.map_or(Covered::Unknown, |county| Covered::One(Area::New { name: name.to_owned(), tier: Tier::Township, within: Box::new(Area::Known(county)) }))
    }
}

/// 五十一团, 第七师一二五团: a farm of the Corps, which no list of townships has.
fn farm(text: &str) -> Option<&str> {
    let numeral = |c: char| "〇一二三四五六七八九十百".contains(c) || c.is_ascii_digit();
    let rest = text.strip_prefix('第').map_or(text, |rest| rest.trim_start_matches(numeral).strip_prefix('师').unwrap_or(text));
    let digits = rest.len() - rest.trim_start_matches(numeral).len();
    let end = digits + '团'.len_utf8();
    (digits > 0 && rest.get(digits..)?.starts_with('团')).then(|| rest.get(..end)).flatten()
}

/// Where the name of a township ends at the start of `text`: before the body that is named after it, else at the first ending of one.
fn town_end(text: &str) -> Option<usize> {
    let ends_town = |name: &str| ["镇", "乡", "街道", "苏木"].iter().any(|ending| name.ends_with(ending));
    let body = ["人民政府", "委员会", "党委", "党工委", "办事处"].iter().filter_map(|body| text.find(body)).min();
    let whole = body.filter(|end| text.get(..*end).is_some_and(ends_town));
    let end = whole.or_else(|| ["镇", "乡", "街道", "苏木"].iter().filter_map(|ending| text.find(ending).map(|at| at + ending.len())).min())?;
    let name = text.get(..end)?;
    // 住房和城乡建设局 is named after no township.
    (!["城乡", "乡镇", "和", "村"].iter().any(|word| name.contains(word))).then_some(end)
}

/// What the text says of where it is from.
struct Evidence {
    /// Divisions by how often and how plainly they are named.
    named: BTreeMap<EntityId, u32>,
    /// Townships of a single bearer, whose county speaks too.
    towns: Vec<EntityId>,
    /// Signs of issuers: 绵游府办发.
    signs: Vec<String>,
    /// The level word that the text uses for what is above it: 县, 区, 市, 旗.
    level: Option<char>,
}

impl Evidence {
    fn of(context: &Context) -> Self {
        let mut named: BTreeMap<EntityId, u32> = BTreeMap::new();
        let mut towns = Vec::new();
        for place in context.places {
            let (name, plain) = match place.name {
                PlaceName::Division(name) => (name, 4),
                PlaceName::Stem(name) => (name, 2),
                PlaceName::Village => continue,
            };
            let ids: Vec<EntityId> = context.gazetteer.candidates(name).iter().map(|(id, _)| *id).filter(|id| context.gazetteer.tier(*id).is_some()).collect();
            match ids.as_slice() {
                [town] if context.gazetteer.tier(*town) == Some(Tier::Township) => towns.push(*town),
                _ => {}
            }
            // A report that names the county of its time means the towns that lie in its successor now.
            let successors: Vec<EntityId> = ids.iter().flat_map(|id| context.gazetteer.successors(*id)).copied().collect();
            for id in ids.into_iter().chain(successors) {
                let votes = named.entry(id).or_default();
                *votes = (*votes + plain).min(plain * 3);
            }
        }
        let signs =
            document_number::find(&context.document.view.folded).into_iter().filter_map(|number| number.normal.split('〔').next().map(str::to_owned)).collect();
        Evidence { named, towns, signs, level: level(&context.document.view.folded) }
    }

    fn score(&self, context: &Context, id: EntityId) -> u32 {
        let gazetteer = context.gazetteer;
        let above = gazetteer.chain(id).into_iter().skip(1);
        let mut score = 0;
        for area in above {
            let weight = match gazetteer.tier(area) {
                Some(Tier::County) => 6,
                Some(Tier::Prefecture) => 3,
                _ => 2,
            };
            score += weight * self.named.get(&area).copied().unwrap_or(0);
            let last = gazetteer.label(area).chars().next_back();
            let own = gazetteer.parent(id) == Some(area) && self.level == last && last.is_some();
            score += u32::from(own) * 2;
        }
        let siblings = self.towns.iter().filter(|town| **town != id && gazetteer.parent(**town) == gazetteer.parent(id)).count();
        score += 3 * siblings.min(3) as u32;
        score + 4 * u32::from(self.signs.iter().any(|sign| signs_for(sign, id, gazetteer)))
    }

    /// What [`Evidence::score`] counts, in words.
    fn reasons(&self, gazetteer: &Gazetteer, id: EntityId) -> Vec<String> {
        let named =
            gazetteer.chain(id).into_iter().skip(1).filter(|above| self.named.contains_key(above)).map(|above| format!("{} is named", gazetteer.label(above)));
        let beside = |town: &&EntityId| **town != id && gazetteer.parent(**town) == gazetteer.parent(id);
        let siblings = self.towns.iter().filter(beside).map(|town| format!("{}, beside it, is named", gazetteer.label(*town)));
        let signs = self.signs.iter().filter(|sign| signs_for(sign, id, gazetteer)).map(|sign| format!("the sign {sign} begins as its areas do"));
        let level = self.level.filter(|level| gazetteer.parent(id).is_some_and(|above| gazetteer.label(above).ends_with(*level)));
        let level = level.map(|level| format!("the text speaks of a {level} above it"));
        let mut reasons: Vec<String> = named.chain(siblings).chain(signs).chain(level).collect();
        reasons.dedup();
        reasons
    }

    /// The county named most plainly, if only one is.
    fn best_county(&self, context: &Context) -> Option<EntityId> {
        let mut counties: Vec<(u32, EntityId)> = self
            .named
            .iter()
            .filter(|(id, _)| context.gazetteer.tier(**id) == Some(Tier::County))
            .map(|(id, votes)| (*votes + self.score(context, *id), *id))
            .collect();
        counties.sort_by_key(|(votes, id)| (std::cmp::Reverse(*votes), *id));
        let (most, first) = *counties.first()?;
        let equal: Vec<EntityId> = counties.iter().take_while(|(votes, _)| *votes == most).map(|(_, id)| *id).collect();
        let is_told = |id: &EntityId| host::clue(&context.document.hosts, [*id], context.gazetteer).is_some();
        let mut told = equal.iter().copied().filter(is_told);
        if equal.len() == 1 { Some(first) } else { told.next().filter(|_| told.next().is_none()) }
    }
}

/// Whether an issuer's sign begins as the names of a town's areas do: 绵游 for 绵阳市 and 游仙区, 松新 for 松阳县 and 新兴镇.
fn signs_for(sign: &str, id: EntityId, gazetteer: &Gazetteer) -> bool {
    let mut firsts = gazetteer.chain(id).into_iter().filter_map(|area| gazetteer.label(area).chars().next());
    let (own, county, city) = (firsts.next(), firsts.next(), firsts.next());
    let starts = |first: Option<char>, second: Option<char>| match (first, second) {
        (Some(first), Some(second)) => sign.starts_with(&[first, second].iter().collect::<String>()),
        _ => false,
    };
    starts(county, own) || starts(city, county)
}

/// The level word that stands most often before bodies: 县委, 县政府, 县司法局.
fn level(folded: &str) -> Option<char> {
    let mut counts = LEVELS.map(|level| (0, level));
    for (_, word) in ABOVE.places(folded) {
        if let Some((count, _)) = counts.iter_mut().find(|(_, level)| word.starts_with(*level)) {
            *count += 1;
        }
    }
    counts.into_iter().filter(|(count, _)| *count > 0).max_by_key(|(count, _)| *count).map(|(_, level)| level)
}
