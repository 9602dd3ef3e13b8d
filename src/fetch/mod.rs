//! Addresses to files: fetches pages and documents from the web, and keeps what it got.
//!
//! In: addresses that a user names, and how far to follow them. Out: [`Original`]s, files under their digests with a journal beside
//! them, and why the others could not be had. What a document says is not known here; of a page only its links are looked at. No
//! other room speaks HTTP to other machines.
//!
//! Nothing on the web is trusted: each address, of each redirect too, is checked before a connection is made, and the connection goes to
//! the very address that was checked ([`Policy`], [`Names`]); sizes and times have bounds ([`Limits`]); robots.txt is asked about all that
//! a user did not name.

mod address;
mod choose;
mod client;
mod crawl;
mod journal;
mod links;
mod names;
mod networks;
mod robots;

use std::sync::Arc;
use std::time::Duration;

pub use address::{Policy, Refusal, check, file_name, is_address, next_hop};
pub use choose::Chosen;
pub use client::{Answer, Body, Client, Failure, Limits, Validators};
pub use journal::{Got, Journal, addresses_of};
pub use links::Page;
pub use names::{LookUp, Names, SystemNames};
pub use robots::Robots;

/// How addresses are fetched.
#[derive(Clone)]
pub struct Options {
    /// Whether links to reports are followed.
    pub follow: bool,
    /// How many pages and documents are fetched for one address at most.
    pub most: usize,
    /// How long to wait between two requests to one host.
    pub delay: Duration,
    /// Which addresses may be connected to.
    pub policy: Policy,
    /// The proxy to go through; that of the environment never counts.
    pub proxy: Option<String>,
    /// What a request may cost.
    pub limits: Limits,
    /// Who tells the addresses of hosts.
    pub names: Arc<dyn Names>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            follow: false,
            most: 200,
            delay: Duration::from_secs(1),
            policy: Policy::default(),
            proxy: None,
            limits: Limits::default(),
            names: Arc::new(SystemNames),
        }
    }
}

/// A document that was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// The address that was asked for, without its fragment.
    pub address: String,
    /// SHA-256 of its bytes, under which the journal keeps them.
    pub sha256: String,
    /// When the bytes came, or were last said to be the same.
    pub at: jiff::Timestamp,
}

/// What came of the addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fetched {
    /// Documents, in the order in which they were met.
    pub documents: Vec<Original>,
    /// Addresses that could not be had: why.
    pub failed: Vec<(String, String)>,
    /// Addresses that led further than the options allow: how far one went.
    pub cut: Vec<(String, String)>,
    /// Pages that were only looked at for their links.
    pub indexes: usize,
    /// Requests that were made.
    pub requests: usize,
}

/// Fetches `addresses`, telling `told` of each before it does.
///
/// # Errors
/// Where no client can be made (a proxy that is none), or the journal cannot be written. What an address does is no error.
pub fn fetch(addresses: &[String], options: &Options, journal: &mut Journal, told: &dyn Fn(&str)) -> Result<Fetched, Failure> {
    let client = Client::new(options)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| Failure(error.to_string()))?;
    let mut fetched = Fetched::default();
    for address in addresses {
        match check(address, &options.policy) {
            Ok(start) => runtime.block_on(crawl::crawl(&client, options, journal, &start, &mut fetched, told))?,
            Err(refusal) => fetched.failed.push((address.clone(), refusal.to_string())),
        }
    }
    // A look-up that hangs in the system's resolver is not waited for.
    runtime.shutdown_background();
    Ok(fetched)
}
