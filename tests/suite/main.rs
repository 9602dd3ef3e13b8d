//! All integration tests, as one binary.

mod audit;
mod bad_input;
mod cases;
mod commands;
mod determinism;
mod documents;
mod encodings;
mod fetch;
mod formats;
mod heads;
mod hostile;
mod house;
mod isolate;
mod killed;
mod ontology;
mod pdf;
mod properties;
mod questions;
mod reports;
mod samples;
mod serve;
mod site;
mod snapshots;
mod support;
mod tables;
mod vocab;
