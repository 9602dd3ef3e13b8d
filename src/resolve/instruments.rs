//! Which instrument a title means. In: titles as cited, the report's date and place, the gazetteer. Out: [`Reading`]s.
//!
//! Never a guess: what fits no spelling is unknown, what fits several and no date or place parts is ambiguous. It reads no text.

mod choose;
mod forms;
mod loose;

use std::collections::HashMap;

use jiff::civil::Date;

use crate::authority::{EntityId, Gazetteer, Kind, LabelKind};
use crate::extract::citations::{Cited, Reading, is_instrument};
use crate::zh::fold::fold_str;

/// What is known of the report that cites.
#[derive(Debug, Clone, Copy, Default)]
pub struct LinkContext<'a> {
    /// The report's date; where it bears none, the end of the year that it reports on.
    pub on: Option<Date>,
    /// The names of the report's area and all above it, the nearest first: 新县, 信阳市, 河南省.
    pub areas: &'a [String],
}

/// Indexes over the instruments of one gazetteer. Made once, shared by all threads; look-ups only, so no order of theirs reaches the data.
pub struct Instruments {
    numbers: HashMap<String, Vec<EntityId>>,
    loose: loose::Loose,
}

impl Instruments {
    /// The indexes of `gazetteer`.
    pub fn new(gazetteer: &Gazetteer) -> Self {
        let mut numbers: HashMap<String, Vec<EntityId>> = HashMap::new();
        for (id, _) in gazetteer.entities().filter(|(_, entity)| entity.kind == Kind::Instrument) {
            for number in gazetteer.instrument(id).into_iter().flat_map(|instrument| &instrument.numbers) {
                numbers.entry(fold_str(number)).or_default().push(id);
            }
        }
        Instruments { numbers, loose: loose::Loose::new(gazetteer) }
    }

    /// What a title means, going by its words, the date and the place.
    pub fn link(&self, title: &str, context: &LinkContext, gazetteer: &Gazetteer) -> Reading {
        let title = fold_str(title);
        let mut named = forms::of(&title).into_iter().map(|form| borne(&form, context, gazetteer));
        let bearers = named.find(|bearers| !bearers.is_empty()).unwrap_or_default();
        if bearers.is_empty() {
            // A county's report that leaves the place out may mean the city's regulation or the province's.
            let mut here: Vec<EntityId> = forms::of_places(&title, context.areas).iter().flat_map(|form| borne(form, context, gazetteer)).collect();
            here.sort_unstable();
            here.dedup();
            match here.as_slice() {
                [] => {}
                [one] => return Reading::Known(*one),
                _ => return Reading::Ambiguous(here),
            }
        }
        let bearers = if bearers.is_empty() { local(self.loose.find(&title, gazetteer), context, gazetteer) } else { bearers };
        choose::reading(bearers, context.on, gazetteer).unwrap_or(Reading::Unknown { instrument: is_instrument(&title) })
    }

    /// Settles the readings of all that a report cites; back references read as what they point to.
    pub fn settle(&self, cited: &mut [Cited], context: &LinkContext, gazetteer: &Gazetteer) {
        for place in 0..cited.len() {
            let Some(one) = cited.get(place) else {
                continue;
            };
            let target = one.refers.and_then(|target| cited.get(target)).map(|target| target.reading.clone());
            let reading = target.unwrap_or_else(|| self.read(one, context, gazetteer));
            if let Some(one) = cited.get_mut(place) {
                one.reading = reading;
            }
        }
    }

    fn read(&self, cited: &Cited, context: &LinkContext, gazetteer: &Gazetteer) -> Reading {
        let numbered = cited.number.as_ref().and_then(|(_, normal)| self.numbers.get(&fold_str(normal))).map_or(&[][..], Vec::as_slice);
        if cited.title.is_empty() {
            return choose::reading(numbered.to_vec(), context.on, gazetteer).unwrap_or_else(|| cited.reading.clone());
        }
        match (self.link(&cited.title, context, gazetteer), numbered) {
            (Reading::Ambiguous(ids), [one]) if ids.contains(one) => Reading::Known(*one),
            (Reading::Unknown { .. }, [one]) if loose::alike(&cited.title, gazetteer.label(*one)) => Reading::Known(*one),
            (reading, _) => reading,
        }
    }
}

/// The instruments that bear exactly this spelling, those whose official title it is before others.
fn borne(form: &str, context: &LinkContext, gazetteer: &Gazetteer) -> Vec<EntityId> {
    let named = || gazetteer.lookup(form).iter().filter(|(id, _)| gazetteer.kind(*id) == Some(Kind::Instrument));
    let official: Vec<EntityId> = named().filter(|(_, kind)| *kind == LabelKind::Official).map(|(id, _)| *id).collect();
    if official.is_empty() { local(named().map(|(id, _)| *id).collect(), context, gazetteer) } else { official }
}

/// Leaves out what another place has laid down: a short title of a local regulation is that of the place that cites it, or unknown.
fn local(mut bearers: Vec<EntityId>, context: &LinkContext, gazetteer: &Gazetteer) -> Vec<EntityId> {
    let is_local = |id: EntityId| gazetteer.instrument(id).and_then(|known| known.category.as_deref()).is_some_and(|category| category.starts_with("地方"));
    let is_here = |id: EntityId| context.areas.iter().any(|area| gazetteer.label(id).starts_with(area.as_str()));
    bearers.retain(|&id| !is_local(id) || is_here(id));
    bearers
}
