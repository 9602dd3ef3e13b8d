//! Quads to answers: the only room that opens Oxigraph's store.
//!
//! In: quads of sources, packed. Out: answers to SPARQL, and the quads again. The truth is plain files, one a source, written whole or
//! not at all, and a ledger that lists them; Oxigraph is an index over them and can be made anew from them at any time.
//!
//! ```text
//! DIR/format                     what this folder is, and the base of its IRIs
//! DIR/lock                       held by whoever writes, with its process id
//! DIR/ledger.jsonl               one line an event, each with a checksum: what was read when, by which version
//! DIR/graphs/base.nq.zst         what was known before reading
//! DIR/sources/ab/{16 hex}.nq.zst the graph of one source: sorted N-Quads, compressed, checksummed
//! DIR/index/, DIR/index.state    RocksDB (feature `disk`), and the ledger that it stands for
//! ```

mod check;
mod error;
mod index;
mod layout;
mod ledger;
mod lock;
mod pack;
#[cfg(test)]
mod tests;
mod truth;
mod view;
mod writer;

pub use check::{Finding, check};
pub use error::{QueryError, StoreError};
pub use ledger::{Entry, State};
pub use pack::{Packed, pack, unpack};
pub use truth::{Selection, lines};
pub use view::View;
pub use writer::{Changes, Put, Writer};
