//! All integration tests, as one binary.

mod audit;
mod bad_input;
mod cases;
mod commands;
mod determinism;
mod heads;
mod house;
mod killed;
mod ontology;
mod pages;
mod properties;
mod questions;
mod reports;
mod samples;
mod snapshots;
mod support;
mod tables;
mod vocab;
