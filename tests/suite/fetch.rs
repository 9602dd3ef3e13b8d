//! Addresses: what may not be reached is not reached, what hurts ends, and a portal is read as a visitor reads it.

mod bombs;
mod crawls;
mod lies;
pub mod portal;
mod private;

use std::time::Duration;

use fazhi::fetch::{Fetched, Journal, Limits, Options, Policy, fetch};

/// Options for servers of this machine: in no hurry to wait, and only `127.0.0.2` may be reached.
fn options() -> Options {
    Options { delay: Duration::ZERO, policy: Policy::PublicAnd(vec!["127.0.0.2".parse().unwrap()]), ..Options::default() }
}

/// The same, and impatient.
fn impatient() -> Options {
    let limits = Limits { size: 1_000_000, total: Duration::from_millis(2500), idle: Duration::from_millis(800), ..Limits::default() };
    Options { limits, ..options() }
}

/// Fetches into a folder of its own; what came of it, and what was kept.
fn fetched(addresses: &[String], options: &Options) -> (Fetched, Journal, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::open(dir.path()).unwrap();
    let fetched = fetch(addresses, options, &mut journal, &|_| {}).unwrap();
    (fetched, journal, dir)
}

/// The one reason why an address could not be had.
fn reason(address: &str, options: &Options) -> String {
    let (fetched, ..) = fetched(&[address.to_owned()], options);
    assert_eq!((fetched.documents.len(), fetched.failed.len()), (0, 1), "{address}: {fetched:?}");
    fetched.failed[0].1.clone()
}
