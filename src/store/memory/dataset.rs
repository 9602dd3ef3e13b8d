//! The index in memory as the evaluator sees it. In: patterns of terms. Out: quads.

use std::convert::Infallible;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use oxigraph::model::Term;
use spareval::{InternalQuad, QueryableDataset};

use super::Memory;
use super::order::Pattern;
use super::terms;

/// An index that many read.
#[derive(Debug, Clone, Default)]
pub(in crate::store) struct Shared(pub(super) Arc<Memory>);

/// A term: its number, or its text where no quad has it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::store) enum Id {
    Known(u32),
    Other(Rc<str>),
}

/// Quads that fit a pattern.
pub(in crate::store) struct Quads {
    memory: Arc<Memory>,
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
            let row = order.row(self.places.next()?)?;
            if self.pattern.iter().zip(row).all(|(wanted, number)| wanted.is_none_or(|wanted| wanted == *number)) {
                let [subject, predicate, object, graph] = order.quad(row).map(Id::Known);
                return Some(Ok(InternalQuad { subject, predicate, object, graph_name: Some(graph) }));
            }
        }
    }
}

impl Shared {
    fn quads(&self, [subject, predicate, object, graph]: [Option<&Id>; 4], nothing: bool) -> Quads {
        let asked = [subject, predicate, object, graph];
        let pattern: Pattern = asked.map(|part| match part {
            Some(Id::Known(number)) => Some(*number),
            _ => None,
        });
        let absent = nothing || asked.iter().any(|part| matches!(part, Some(Id::Other(_))));
        let (order, pattern, places) = if absent { (0, pattern, 0..0) } else { self.0.scan(&pattern) };
        Quads { memory: Arc::clone(&self.0), order, pattern, places }
    }
}

impl QueryableDataset<'static> for Shared {
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
        self.0.graphs.clone().into_iter().map(|graph| Ok(Id::Known(graph)))
    }

    fn contains_internal_graph_name(&self, graph_name: &Id) -> Result<bool, Infallible> {
        Ok(matches!(graph_name, Id::Known(number) if self.0.graphs.binary_search(number).is_ok()))
    }

    fn internalize_term(&self, term: Term) -> Result<Id, Infallible> {
        let text = terms::text_of(term);
        Ok(self.0.terms.number(&text).map_or_else(|| Id::Other(text.into()), Id::Known))
    }

    fn externalize_term(&self, term: Id) -> Result<Term, Infallible> {
        Ok(match &term {
            Id::Known(number) => terms::term(self.0.terms.text(*number)),
            Id::Other(text) => terms::term(text),
        })
    }
}
