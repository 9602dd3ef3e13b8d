//! Statements to quads: observations, awards, events, problems, plans, and who heads what. In: statements resolved. Out: quads of the report.

use oxigraph::model::{LiteralRef, NamedNode, NamedNodeRef};
use oxsdatatypes::Decimal;

use crate::authority::Tier;
use crate::extract::statements::observations::{Observation, Standing};
use crate::resolve::statements::{Award, Happening, Head, Leader, Measured, Statements};
use crate::resolve::thing::Scope;
use crate::resolve::thing::Thing;
use crate::text::Span;
use crate::vocab::{fz, other};
use crate::zh::quantity::Qualifier;

use super::Writer;

/// The longest label of a problem or plan, in characters: the text is its evidence.
const LONGEST: usize = 60;

impl Writer<'_> {
    pub(super) fn claims(&mut self, report: &NamedNode, claims: &Statements) {
        for measured in &claims.observations {
            self.observation(report, measured);
        }
        for (place, award) in claims.awards.iter().enumerate() {
            let before = claims.awards.get(..place).unwrap_or_default();
            let number = before.iter().filter(|other| other.title.span == award.title.span).count();
            self.award(report, award, number);
        }
        for happening in &claims.events {
            self.event(report, happening);
        }
        for (class, kind, items) in [(fz::PROBLEM, "problem", &claims.problems), (fz::PLAN, "plan", &claims.plans)] {
            for item in items {
                self.item(report, class, kind, *item);
            }
        }
        for head in &claims.heads {
            self.head_of(head);
        }
    }

    fn observation(&mut self, report: &NamedNode, measured: &Measured) {
        let quantity = &measured.observation.quantity;
        let chars = self.document.view.chars(quantity.span);
        let ends: Vec<(Decimal, Qualifier, NamedNode)> = match quantity.upper {
            None => vec![(quantity.value, quantity.qualifier, self.mint.statement("observation", &chars))],
            Some(upper) => vec![
                (quantity.value, Qualifier::AtLeast, self.mint.part("observation", &chars, "lower")),
                (upper, Qualifier::AtMost, self.mint.part("observation", &chars, "upper")),
            ],
        };
        for (value, qualifier, iri) in ends {
            self.measurement(&iri, measured, value, qualifier);
            self.add(report, fz::REPORTS, &iri);
        }
    }

    fn measurement(&mut self, iri: &NamedNode, measured: &Measured, value: Decimal, qualifier: Qualifier) {
        let observation = &measured.observation;
        self.typed(iri, fz::OBSERVATION);
        self.text(iri, other::LABEL, &self.measured(observation));
        self.add(iri, other::VALUE, LiteralRef::new_typed_literal(&value.to_string(), NamedNodeRef::new_unchecked(other::DECIMAL)));
        self.text(iri, fz::UNIT, &observation.quantity.unit);
        self.add(iri, fz::QUALIFIER, NamedNodeRef::new_unchecked(qualifier_of(qualifier)));
        if let Some(indicator) = observation.indicator {
            let indicator = self.mint.known(indicator);
            self.add(iri, fz::INDICATOR, &indicator);
        }
        match observation.standing {
            Standing::Measured => {}
            Standing::Change => self.add(iri, fz::STANDING, NamedNodeRef::new_unchecked(fz::CHANGE)),
            Standing::Target => self.add(iri, fz::STANDING, NamedNodeRef::new_unchecked(fz::TARGET)),
        }
        if let Some(area) = &measured.area {
            let area = self.describe(&Thing::Place(area.clone()));
            self.add(iri, fz::AREA_OF, &area);
        }
        if let Some(organization) = &measured.organization {
            let organization = self.describe(organization);
            self.add(iri, fz::COUNTS_FOR, &organization);
        }
        self.year(iri, measured.year);
        self.evidence(iri, observation.evidence);
    }

    /// What an observation says, in the words of the text: its own, or the heads of its column and its cell.
    fn measured(&self, observation: &Observation) -> String {
        let heads = observation.heads.iter().map(|head| self.document.folded(*head));
        let own = if observation.heads.is_empty() { observation.label } else { observation.quantity.span };
        heads.chain([self.document.folded(own)]).collect::<Vec<_>>().join(" ").replace('\n', " ")
    }

    fn year(&mut self, iri: &NamedNode, year: Option<i16>) {
        if let Some(year) = year {
            self.add(iri, fz::YEAR, LiteralRef::new_typed_literal(&format!("{year:04}"), NamedNodeRef::new_unchecked(other::G_YEAR)));
        }
    }

    fn award(&mut self, report: &NamedNode, award: &Award, number: usize) {
        let chars = self.document.view.chars(award.title.span);
        let iri = self.mint.part("award", &chars, &number.to_string());
        let title = &award.title;
        let honor = self.mint.honor(&title.name);
        self.typed(&honor, other::CONCEPT);
        self.text(&honor, other::LABEL, &title.name);
        if let Some(full) = &title.full {
            self.text(&honor, other::ALT_LABEL, full);
        }
        if let Some(rank) = &title.rank {
            self.text(&honor, other::ALT_LABEL, rank);
        }
        let recipient = self.describe(&award.recipient);
        if let Some(called) = &award.called {
            self.text(&recipient, other::ALT_LABEL, called);
        }
        self.typed(&iri, fz::AWARD);
        let label = format!("{}:{}", self.label(&award.recipient), title.full.as_ref().unwrap_or(&title.name));
        self.text(&iri, other::LABEL, &label);
        self.add(&iri, fz::RECIPIENT, &recipient);
        self.add(&iri, fz::HONOR, &honor);
        for grantor in &award.grantors {
            let grantor = self.describe(grantor);
            self.add(&iri, fz::GRANTED_BY, &grantor);
        }
        if let Some(level) = award.level {
            self.add(&iri, fz::LEVEL, NamedNodeRef::new_unchecked(class_of(level)));
        }
        self.year(&iri, award.year);
        self.evidence(&iri, award.span);
        self.add(report, fz::REPORTS, &iri);
    }

    fn event(&mut self, report: &NamedNode, happening: &Happening) {
        let event = &happening.event;
        let iri = self.mint.statement("event", &self.document.view.chars(event.span));
        let date = |(year, month, day): crate::zh::date::Day| format!("{year:04}-{month:02}-{day:02}");
        let typed = NamedNodeRef::new_unchecked(other::DATE);
        self.typed(&iri, fz::EVENT);
        let label = self.document.folded(event.words).to_owned();
        self.text(&iri, other::LABEL, &label);
        self.add(&iri, other::HAPPENED, LiteralRef::new_typed_literal(&date(event.day), typed));
        if let Some(last) = event.last {
            self.add(&iri, other::END_DATE, LiteralRef::new_typed_literal(&date(last), typed));
        }
        if let Some(area) = &happening.area {
            let area = self.describe(&Thing::Place(area.clone()));
            self.add(&iri, fz::AREA_OF, &area);
        }
        for name in &happening.names {
            let name = self.describe(name);
            self.add(&iri, fz::MENTIONS, &name);
        }
        self.evidence(&iri, event.span);
        self.add(report, fz::REPORTS, &iri);
    }

    fn item(&mut self, report: &NamedNode, class: &'static str, kind: &str, span: Span) {
        let iri = self.mint.statement(kind, &self.document.view.chars(span));
        let text = self.document.folded(span).replace('\n', "");
        let label: String = if text.chars().count() > LONGEST { text.chars().take(LONGEST - 1).chain(['…']).collect() } else { text };
        self.typed(&iri, class);
        self.text(&iri, other::LABEL, &label);
        self.evidence(&iri, span);
        self.add(report, fz::REPORTS, &iri);
    }

    fn head_of(&mut self, head: &Head) {
        let body = self.describe(&head.body);
        let by = match &head.by {
            Leader::Person(person) => self.describe(person),
            Leader::Post(label) => {
                let scope = if let Thing::Body { scope, .. } = &head.body { scope.clone() } else { Scope::Report };
                let post = self.mint.post(label, &scope);
                self.typed(&post, fz::POST);
                self.text(&post, other::LABEL, label);
                self.evidence(&post, head.span);
                post
            }
        };
        self.add(&body, fz::HEADED_BY, &by);
        self.evidence(&body, head.span);
    }
}

fn qualifier_of(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exact => fz::EXACT,
        Qualifier::Over => fz::OVER,
        Qualifier::Nearly => fz::NEARLY,
        Qualifier::About => fz::ABOUT,
        Qualifier::AtLeast => fz::AT_LEAST,
        Qualifier::AtMost => fz::AT_MOST,
    }
}

fn class_of(tier: Tier) -> &'static str {
    match tier {
        Tier::Nation => fz::NATION,
        Tier::Province => fz::PROVINCE,
        Tier::Prefecture => fz::PREFECTURE,
        Tier::County => fz::COUNTY,
        Tier::Township => fz::TOWNSHIP,
        Tier::Village => fz::VILLAGE,
    }
}
