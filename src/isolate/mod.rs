//! Files that nobody vouches for, decoded in processes of their own: what breaks a parser costs that file, not the run.
//!
//! In: a file's name and bytes. Out: its [`Text`](crate::text::Text), or why there is none, be it that the parser panicked, aborted,
//! looped or swelled. What a text says is not known here, nor which parser reads what: a [`Pool`] keeps children that call
//! [`text::read`](crate::text::read) behind two pipes, and lends each to one file at a time.
//!
//! ```text
//! parent                                   child (fazhi parse-worker)
//! name, bytes  ── head, both ─────────────▶ limits itself once: memory, files, cores; processor time anew for each file
//! text or why  ◀── head, text, the rest ─── decodes; a panic becomes an answer
//! ```
//!
//! A ZIP of documents is listed and unpacked by children too. They read it where it lies, so that it is in nobody's memory.
//!
//! What has no container and no markup needs no parser and is decoded where it is.

mod exchange;
mod plain;
mod pool;
mod reading;
mod wire;
mod worker;

pub use plain::is_plain;
pub use pool::{Child, Limits, Pool};
pub use reading::Isolated;
pub use worker::work;

/// The hidden subcommand that a child is started with.
pub const SUBCOMMAND: &str = "parse-worker";
