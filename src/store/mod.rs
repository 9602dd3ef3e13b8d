//! The store: a folder of plain files that hold the truth, and Oxigraph as an index over them.
//!
//! In: the quads of sources, packed by the threads that read them, and SPARQL. Out: answers, exports, and findings about the
//! folder's health. No document, no text and no rule of reading is known here, and no other room opens Oxigraph.
//!
//! ```text
//! format               what this folder is, and the base of its IRIs
//! lock                 who writes
//! sources/ab/….nq.zst  a source's graph: N-Quads, sorted, compressed, with a checksum
//! graphs/….nq.zst      the base graphs, in the same form
//! imports/….nq.zst     users' own graphs, in the same form
//! ledger.jsonl         what was read, when, by which reader
//! index/, index.state  RocksDB, and the state of the ledger that it agrees with
//! ```
//!
//! Without RocksDB the index is made in memory (`memory`), for the same evaluator to read.
//!
//! A source is one file, written whole or not at all; the ledger says which of them count. Whatever else lies in the folder,
//! the RocksDB index above all, can be thrown away: it is made again from these files.

mod account;
mod check;
mod deadline;
mod durable;
mod error;
mod export;
#[cfg(feature = "disk")]
mod fill;
mod index;
mod layout;
mod ledger;
mod lock;
mod memory;
mod opened;
mod packed;
mod put;
mod query;
#[cfg(feature = "disk")]
mod rocks;
mod spans;
mod sweep;
#[cfg(test)]
mod tests;
mod ticks;
mod truth;
mod view;
mod writer;

pub use check::{Finding, check};
pub use error::StoreError;
pub use export::{Export, Selection, quads};
pub use index::IndexWork;
pub use ledger::{Entry, Outcome};
use opened::Opened;
pub use packed::{Packed, pack, unpack};
pub use put::Put;
pub use query::QueryError;
pub use view::View;
pub use writer::{Changes, Writer};
