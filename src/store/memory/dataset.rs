//! The index in memory as the evaluator sees it. In: patterns of terms. Out: quads.

use std::convert::Infallible;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use oxigraph::model::Term;
use oxigraph::sparql::CancellationToken;
use spareval::{InternalQuad, QueryableDataset};

use super::Memory;
use super::order::Pattern;
use super::terms;
use crate::store::ticks;

/// An index that many read.
#[derive(Debug, Clone, Default)]
pub(in crate::store) struct Shared(pub(super) Arc<Memory>);

/// The index as one query reads it, until its token is cancelled. Then the reading unwinds: an error would be given for every quad left, and
/// what joins rows keeps each of these errors beside each row.
pub(in crate::store) struct Reading {
    memory: Arc<Memory>,
    token: CancellationToken,
}

/// A term: its number, or its text where no quad has it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::store) enum Id {
    Known(u32),
    Other(Rc<str>),
}

/// Quads that fit a pattern.
pub(in crate::store) struct Quads {
    memory: Arc<Memory>,
    token: CancellationToken,
    order: usize,
    /// What is asked, in the order of the rows.
    pattern: Pattern,
    places: Range<usize>,
}

impl Iterator for Quads {
    type Item = Result<InternalQuad<Id>, Infallible>;

    fn next(&mut self) -> Option<Self::Item> {
        let order = self.memory.orders.get(self.order)?;
        loop {
            ticks::hear(&self.token);
            let row = order.row(self.places.next()?)?;
            if self.pattern.iter().zip(row).all(|(wanted, number)| wanted.is_none_or(|wanted| wanted == *number)) {
                let [subject, predicate, object, graph] = order.quad(row).map(Id::Known);
                return Some(Ok(InternalQuad { subject, predicate, object, graph_name: Some(graph) }));
            }
        }
    }
}

impl Shared {
    /// For one query.
    pub(in crate::store) fn reading(&self, token: CancellationToken) -> Reading {
        Reading { memory: Arc::clone(&self.0), token }
    }
}

impl Reading {
    fn quads(&self, [subject, predicate, object, graph]: [Option<&Id>; 4], nothing: bool) -> Quads {
        let asked = [subject, predicate, object, graph];
        let pattern: Pattern = asked.map(|part| match part {
            Some(Id::Known(number)) => Some(*number),
            _ => None,
        });
        let absent = nothing || asked.iter().any(|part| matches!(part, Some(Id::Other(_))));
        let (order, pattern, places) = if absent { (0, pattern, 0..0) } else { self.memory.scan(&pattern) };
        Quads { memory: Arc::clone(&self.memory), token: self.token.clone(), order, pattern, places }
    }
}

impl QueryableDataset<'static> for Reading {
    type InternalTerm = Id;
    type Error = Infallible;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Id>,
        predicate: Option<&Id>,
        object: Option<&Id>,
        graph_name: Option<Option<&Id>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Id>, Infallible>> + use<> {
        // Every quad of a store has a graph: the default one is empty.
        self.quads([subject, predicate, object, graph_name.flatten()], graph_name == Some(None))
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<Id, Infallible>> + use<> {
        self.memory.graphs.clone().into_iter().map(|graph| Ok(Id::Known(graph)))
    }

    fn contains_internal_graph_name(&self, graph_name: &Id) -> Result<bool, Infallible> {
        Ok(matches!(graph_name, Id::Known(number) if self.memory.graphs.binary_search(number).is_ok()))
    }

    fn internalize_term(&self, term: Term) -> Result<Id, Infallible> {
        ticks::hear(&self.token);
        let text = terms::text_of(term);
        Ok(self.memory.terms.number(&text).map_or_else(|| Id::Other(text.into()), Id::Known))
    }

    fn externalize_term(&self, term: Id) -> Result<Term, Infallible> {
        ticks::hear(&self.token);
        Ok(match &term {
            Id::Known(number) => terms::term(self.memory.terms.text(*number)),
            Id::Other(text) => terms::term(text),
        })
    }
}
