//! fazhi reads Chinese rule-of-law annual reports and writes what they say as RDF, each fact with its sentence.
//!
//! The rooms, in the order in which a document walks through them; a room imports only those before it
//! (`tests/suite/house.rs` holds this). [`vocab`] comes first because it holds nothing but constants: the authority
//! room reads Turtle and must name what it reads. [`pipeline`] shows the whole way in five calls.
#![warn(missing_docs)]
#![forbid(unsafe_code)]

pub mod vocab;

pub mod text;

pub mod zh;

pub mod document;

pub mod authority;

pub mod extract;

pub mod resolve;

pub mod graph;

pub mod pipeline;

pub mod isolate;

pub mod eval;

pub mod store;

pub mod ask;

pub mod audit;

pub mod fetch;

pub mod serve;

pub mod cli;
