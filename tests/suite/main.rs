//! All integration tests, as one binary.

mod audit;
mod bad_input;
mod cases;
mod commands;
mod determinism;
mod fetch;
mod heads;
mod house;
mod isolate;
mod killed;
mod ontology;
mod pdf;
mod properties;
mod questions;
mod reports;
mod samples;
mod snapshots;
mod support;
mod tables;
mod vocab;
