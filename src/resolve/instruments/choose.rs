//! One of several acts of the same title, by the report's date. In: candidates and a day. Out: a reading, or nothing without candidates.

use jiff::civil::Date;

use crate::authority::{EntityId, Gazetteer};
use crate::extract::citations::Reading;

/// The act in force on the day, else the latest before it. Without a day, the only one that still is in force.
pub(super) fn reading(mut candidates: Vec<EntityId>, on: Option<Date>, gazetteer: &Gazetteer) -> Option<Reading> {
    candidates.sort_unstable();
    candidates.dedup();
    let chosen = match candidates.as_slice() {
        [] => return None,
        [one] => Some(*one),
        several => by_date(several, on, gazetteer),
    };
    Some(chosen.map_or(Reading::Ambiguous(candidates), Reading::Known))
}

fn by_date(candidates: &[EntityId], on: Option<Date>, gazetteer: &Gazetteer) -> Option<EntityId> {
    let span = |id: &EntityId| {
        let act = gazetteer.instrument(*id)?;
        Some((act.in_force.or(act.promulgated)?, act.no_longer))
    };
    let Some(day) = on else {
        return only(candidates.iter().filter(|id| gazetteer.instrument(**id).is_some_and(|act| act.no_longer.is_none())));
    };
    let started = || candidates.iter().filter_map(|id| span(id).map(|(from, end)| (from, end, *id))).filter(|(from, _, _)| *from <= day);
    latest(started().filter(|(_, end, _)| end.is_none_or(|end| day < end))).or_else(|| latest(started()))
}

fn only<'a>(mut ids: impl Iterator<Item = &'a EntityId>) -> Option<EntityId> {
    let first = ids.next();
    first.filter(|_| ids.next().is_none()).copied()
}

/// The one that started last, if no other started with it.
fn latest(acts: impl Iterator<Item = (Date, Option<Date>, EntityId)>) -> Option<EntityId> {
    let mut acts: Vec<_> = acts.collect();
    acts.sort_unstable_by_key(|act| std::cmp::Reverse((act.0, act.2)));
    match acts.as_slice() {
        [first, second, ..] if first.0 == second.0 => None,
        [first, ..] => Some(first.2),
        [] => None,
    }
}
