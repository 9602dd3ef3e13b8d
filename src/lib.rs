//! fazhi reads Chinese rule-of-law annual reports and writes what they say as RDF, each fact with its sentence.
//!
//! The rooms, in the order in which a document walks through them; a room imports only those before it
//! (`tests/suite/house.rs` holds this). [`pipeline`] shows the whole way in five calls.
#![warn(missing_docs)]
#![forbid(unsafe_code)]

pub mod text;
pub mod zh;
pub mod document;
pub mod authority;
pub mod extract;
pub mod resolve;
pub mod vocab;
pub mod graph;
pub mod pipeline;
pub mod store;
pub mod cli;
