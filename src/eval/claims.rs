//! Numbers, honours, events, problems and plans, measured. In: facts and gold. Out: counts.

use std::collections::{BTreeMap, BTreeSet};

use crate::vocab::{fz, other};

use super::Scores;
use super::names::{Page, local};
use super::norm::{norm, unit};
use super::tally::Outcome;

/// A number as the scorer sees it.
struct Number {
    value: f64,
    unit: String,
    qualifier: String,
    text: String,
}

impl Page<'_> {
    pub fn claims(&self, scores: &mut Scores) {
        self.numbers(scores);
        self.honors(scores);
        self.events(scores);
        let (problems, plans) = (&self.gold.problems, &self.gold.plans);
        self.items(scores, "problems", fz::PROBLEM, problems, self.gold.problems_zone.as_deref());
        self.items(scores, "plans", fz::PLAN, plans, self.gold.plans_zone.as_deref());
    }

    /// The statements of a class that the report makes, in the order of their IRIs.
    fn reported(&self, class: &str) -> BTreeSet<String> {
        let is = |statement: &String| self.facts.values(statement, other::TYPE).any(|own| own == class);
        self.of_report(fz::REPORTS).into_iter().filter(is).collect()
    }

    fn number(&self, statement: &str) -> Option<Number> {
        let value = self.facts.values(statement, other::VALUE).next()?.parse().ok()?;
        let labels = self.facts.values(statement, other::LABEL).map(norm);
        let indicators = self.facts.path(statement, fz::INDICATOR, other::LABEL).into_iter().map(|label| norm(&label));
        let evidence = self.facts.path(statement, fz::EVIDENCE, other::ANCHOR_OF).into_iter().map(|words| norm(&words));
        let text: String = labels.chain(indicators).chain(evidence).collect::<Vec<_>>().join("\n");
        let qualifier = self.facts.values(statement, fz::QUALIFIER).next().map_or("exact", local).to_owned();
        Some(Number { value, unit: unit(self.facts.values(statement, fz::UNIT).next().unwrap_or_default()), qualifier, text })
    }

    fn numbers(&self, scores: &mut Scores) {
        let mut left: BTreeMap<String, Number> =
            self.reported(fz::OBSERVATION).into_iter().filter_map(|statement| Some((statement.clone(), self.number(&statement)?))).collect();
        let (mut outcome, mut qualifiers) = (Outcome::default(), Outcome::default());
        let mut wanted: Vec<_> = self.gold.indicators.iter().collect();
        wanted.sort_by_key(|want| !want.required);
        for want in wanted {
            let fits = |number: &Number| {
                (number.value - want.value).abs() < 1e-9 && number.unit == unit(&want.unit) && want.about.iter().any(|word| number.text.contains(&norm(word)))
            };
            let hit = left.iter().rev().find(|(_, number)| fits(number)).map(|(statement, _)| statement.clone());
            match hit.and_then(|statement| left.remove(&statement)) {
                Some(number) => {
                    outcome.right += 1;
                    outcome.found += usize::from(want.required);
                    let right = number.qualifier == want.qualifier;
                    qualifiers.right += usize::from(right);
                    qualifiers.found += usize::from(right);
                    if !right {
                        qualifiers.wrong.push(format!("{}: {} for {}", want.quote, number.qualifier, want.qualifier));
                        qualifiers.missed.push(want.quote.clone());
                    }
                }
                None if want.required => {
                    outcome.missed.push(want.quote.clone());
                    qualifiers.missed.push(want.quote.clone());
                }
                None => {}
            }
        }
        outcome.wrong = left.values().map(|number| format!("{}{} {}", number.value, number.unit, number.text.chars().take(40).collect::<String>())).collect();
        self.add(scores, "indicators", "indicators", outcome);
        self.add(scores, "qualifier", "qualifier", qualifiers);
    }

    /// The names of what a property of a statement leads to.
    fn names_of(&self, statement: &str, property: &str) -> BTreeSet<String> {
        let labels = self.facts.path(statement, property, other::LABEL).into_iter().chain(self.facts.path(statement, property, other::ALT_LABEL));
        labels.map(|label| norm(&label)).collect()
    }

    fn honors(&self, scores: &mut Scores) {
        let names = |statement: &String| (self.names_of(statement, fz::RECIPIENT), self.names_of(statement, fz::HONOR));
        let named = self.reported(fz::AWARD).into_iter().map(|statement| (statement.clone(), names(&statement)));
        let mut left: BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> = named.filter(|(_, (who, what))| !who.is_empty() && !what.is_empty()).collect();
        let mut outcome = Outcome::default();
        let mut wanted: Vec<_> = self.gold.honors.iter().collect();
        wanted.sort_by_key(|want| !want.required);
        for want in wanted {
            let set = |names: &[String]| names.iter().map(|name| norm(name)).collect::<BTreeSet<_>>();
            let (who, what) = (set(&want.recipient), set(&want.honor));
            let hit = left
                .iter()
                .find(|(_, (recipients, honors))| !recipients.is_disjoint(&who) && !honors.is_disjoint(&what))
                .map(|(statement, _)| statement.clone());
            let item = format!("{} {}", want.recipient.first().map_or("", String::as_str), want.honor.first().map_or("", String::as_str));
            settle(&mut outcome, hit.map(|statement| left.remove(&statement)).is_some(), want.required, item);
        }
        let joined = |names: &BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>().join("/");
        outcome.wrong = left.values().map(|(who, what)| format!("{} {}", joined(who), joined(what))).collect();
        self.add(scores, "honors", "honors", outcome);
    }

    fn events(&self, scores: &mut Scores) {
        let told = |statement: &String| {
            let date = self.facts.values(statement, other::HAPPENED).next()?.chars().take(10).collect::<String>();
            Some((date, norm(self.facts.values(statement, other::LABEL).next().unwrap_or_default())))
        };
        let mut left: BTreeMap<String, (String, String)> =
            self.reported(fz::EVENT).into_iter().filter_map(|statement| Some((statement.clone(), told(&statement)?))).collect();
        let mut outcome = Outcome::default();
        let mut wanted: Vec<_> = self.gold.events.iter().collect();
        wanted.sort_by_key(|want| !want.required);
        for want in wanted {
            let fits = |(date, label): &(String, String)| *date == want.date && want.about.iter().any(|word| label.contains(&norm(word)));
            let hit = left.iter().find(|(_, event)| fits(event)).map(|(statement, _)| statement.clone());
            settle(&mut outcome, hit.map(|statement| left.remove(&statement)).is_some(), want.required, want.date.clone());
        }
        outcome.wrong = left.values().map(|(date, label)| format!("{date} {label}")).collect();
        self.add(scores, "events", "events", outcome);
    }

    fn items(&self, scores: &mut Scores, kind: &'static str, class: &str, quotes: &[String], zone: Option<&str>) {
        let words = |statement: &String| self.facts.path(statement, fz::EVIDENCE, other::ANCHOR_OF).last().map(|words| norm(words));
        let items: Vec<String> = self.reported(class).iter().filter_map(words).collect();
        let quotes: Vec<String> = quotes.iter().map(|quote| norm(quote)).collect();
        let zone = zone.map(norm).unwrap_or_default();
        let same = |quote: &str, text: &str| {
            let head: String = quote.chars().take(14).collect();
            text.contains(&head) || text.chars().count() >= 6 && quote.contains(text)
        };
        let mut outcome = Outcome::default();
        for quote in &quotes {
            if items.iter().any(|text| same(quote, text)) {
                outcome.found += 1;
            } else {
                outcome.missed.push(quote.clone());
            }
        }
        for text in &items {
            if quotes.iter().any(|quote| same(quote, text)) || !zone.is_empty() && zone.contains(text.as_str()) {
                outcome.right += 1;
            } else {
                outcome.wrong.push(text.chars().take(40).collect());
            }
        }
        self.add(scores, kind, kind, outcome);
    }
}

/// Counts one wanted item as found, missed, or neither.
fn settle(outcome: &mut Outcome, hit: bool, required: bool, item: String) {
    outcome.right += usize::from(hit);
    outcome.found += usize::from(hit && required);
    if !hit && required {
        outcome.missed.push(item);
    }
}
