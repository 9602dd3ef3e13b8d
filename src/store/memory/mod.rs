//! The index in memory: the quads of a store as numbers, in four orders, for Oxigraph's evaluator to read. In: the truth files. Out: quads
//! that fit a pattern.
//!
//! Oxigraph's own store in memory is made to be changed. This one is made once and read: it is filled in a third of the time, takes
//! a tenth of the memory, and finds what fits a pattern without walking along what does not.

mod dataset;
mod lines;
mod order;
mod terms;

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use oxigraph::model::Quad;

use super::account::Account;
use super::layout::Layout;
use super::ledger::Ledger;
use super::truth::{self, GraphFile};
use super::{StoreError, packed};
use crate::graph::nquads;
pub(super) use dataset::Shared;
use order::{Order, Pattern, Row};
use terms::Terms;

/// So many pieces of text may wait for the thread that takes them apart.
const WAITING: usize = 8;

/// All quads of a store.
#[derive(Debug, Default)]
pub(super) struct Memory {
    terms: Terms,
    /// By subject, by predicate, by object, by graph.
    orders: [Order; 4],
    graphs: Vec<u32>,
}

/// What comes after subject, predicate, object and graph: so chosen that nearly every pattern is the beginning of an order.
const LAYOUTS: [[usize; 4]; 4] = [[0, 1, 2, 3], [1, 2, 3, 0], [2, 0, 1, 3], [3, 0, 1, 2]];

impl Memory {
    /// All that the ledger lists.
    pub(super) fn of(layout: &Layout, ledger: &Ledger) -> Result<Memory, StoreError> {
        let mut files = truth::base_files(layout, ledger);
        files.extend(truth::source_files(layout, ledger)?);
        let mut filling = Filling::default();
        // One thread unpacks, this one takes apart.
        std::thread::scope(|scope| {
            let (sender, pieces) = sync_channel(WAITING);
            scope.spawn(|| unpack(&files, sender));
            filling.take(&layout.dir, &files, &pieces)
        })?;
        let full = |message: &str| StoreError::index(&layout.dir, message);
        Account::of(layout, ledger).quads().iter().try_for_each(|quad| filling.quad(quad)).map_err(full)?;
        filling.done().map_err(full)
    }

    /// The order in which the quads of a pattern stand closest together, the pattern as it orders it, and where they stand.
    fn scan(&self, pattern: &Pattern) -> (usize, Pattern, Range<usize>) {
        let bound = pattern.iter().flatten().count();
        let mut best: Option<(usize, Pattern, Range<usize>)> = None;
        for (number, order) in self.orders.iter().enumerate() {
            let arranged = order.arranged(pattern);
            if bound > 0 && arranged.first().is_none_or(Option::is_none) {
                continue;
            }
            let (range, known) = order.range(&arranged);
            if known == bound {
                return (number, arranged, range);
            }
            if best.as_ref().is_none_or(|(.., best)| range.len() < best.len()) {
                best = Some((number, arranged, range));
            }
        }
        best.unwrap_or((0, Pattern::default(), 0..0))
    }
}

/// A piece of a graph's text, of whole lines; or why there is none.
type Piece = (usize, Result<String, StoreError>);

/// Hands over the files' texts piece by piece, to the first that fails. Ends early where nobody listens.
fn unpack(files: &[GraphFile], sender: SyncSender<Piece>) {
    for (number, file) in files.iter().enumerate() {
        let read = file.pieces(|piece| sender.send((number, Ok(piece))).is_ok());
        if let Err(error) = read {
            let _ = sender.send((number, Err(error)));
            return;
        }
    }
}

/// A store's quads while they come in.
#[derive(Default)]
struct Filling {
    terms: Terms,
    quads: Vec<Row>,
}

impl Filling {
    fn take(&mut self, dir: &Path, files: &[GraphFile], pieces: &Receiver<Piece>) -> Result<(), StoreError> {
        for (number, piece) in pieces {
            let piece = piece?;
            self.lines(&piece).map_err(|message| match files.get(number) {
                Some(file) if message != terms::FULL => StoreError::truth(&file.file, format!("it does not hold N-Quads ({message})")),
                _ => StoreError::index(dir, message),
            })?;
        }
        Ok(())
    }

    /// In sorted lines the next one begins mostly with the same subject, and all have the same graph.
    fn lines(&mut self, text: &str) -> Result<(), &'static str> {
        let mut before: [(&str, u32); 4] = [("", 0); 4];
        for line in text.lines() {
            let mut row = Row::default();
            for ((text, number), known) in lines::parts(line)?.into_iter().zip(&mut row).zip(&mut before) {
                if known.0 != text {
                    *known = (text, self.terms.add(text)?);
                }
                *number = known.1;
            }
            self.quads.push(row);
        }
        Ok(())
    }

    fn quad(&mut self, quad: &Quad) -> Result<(), &'static str> {
        self.lines(&nquads::line(quad))
    }

    /// Puts the quads in order.
    fn done(self) -> Result<Memory, &'static str> {
        let Filling { terms, quads } = self;
        if u32::try_from(quads.len()).is_err() {
            return Err(terms::FULL);
        }
        let order = |number: usize| Order::of(&quads, LAYOUTS.get(number).copied().unwrap_or_default(), terms.len());
        let ((a, b), (c, d)) = rayon::join(|| rayon::join(|| order(0), || order(1)), || rayon::join(|| order(2), || order(3)));
        let graphs = d.firsts();
        Ok(Memory { orders: [a, b, c, d], graphs, terms })
    }
}

impl GraphFile {
    /// The graph's text, piece by piece, each of whole lines, until `take` wants no more. That the last piece came says that the checksum holds.
    fn pieces(&self, take: impl FnMut(String) -> bool) -> Result<(), StoreError> {
        let bytes = std::fs::read(&self.file).map_err(|e| StoreError::truth(&self.file, format!("it cannot be read ({e})")))?;
        packed::pieces(&bytes, take).map_err(|e| StoreError::truth(&self.file, format!("it is damaged ({e})")))
    }
}

impl Memory {
    /// How it is shared by those who read.
    pub(super) fn shared(self) -> Shared {
        Shared(Arc::new(self))
    }
}
