//! Which addresses may be fetched. In: an address as a user or a server gives it. Out: a URL, or why not. It connects to nothing.

use std::net::IpAddr;

use percent_encoding::percent_decode_str;
use url::{Host, Url};

use super::networks::not_public;

/// Which machines may be spoken to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Policy {
    /// Those of the public internet.
    #[default]
    Public,
    /// Those, and the ones named here.
    PublicAnd(Vec<IpAddr>),
    /// Any: the user's own network is read.
    Any,
}

/// Why an address is not fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is no address.
    #[error("no address: {0}")]
    NoAddress(String),
    /// Neither http nor https.
    #[error("only http and https are fetched, not {0}")]
    Scheme(String),
    /// It holds a user's name or password.
    #[error("an address with a user's name or password in it is not fetched")]
    User,
    /// It leads to a machine that is not public.
    #[error("{}{what}; --allow-private allows it", called(.host, .address))]
    NotPublic {
        /// The host that was asked for.
        host: String,
        /// Its address.
        address: IpAddr,
        /// What the address is.
        what: &'static str,
    },
    /// From a safe connection to an open one.
    #[error("a redirect from https to {0}")]
    Downgrade(String),
}

impl Policy {
    /// Whether `address`, which `host` has, may be connected to.
    ///
    /// # Errors
    /// What it is, if it is not public.
    pub fn check(&self, host: &str, address: IpAddr) -> Result<(), Refusal> {
        let exempt = match self {
            Policy::Any => true,
            Policy::PublicAnd(others) => others.contains(&address),
            Policy::Public => false,
        };
        match not_public(address) {
            Some(what) if !exempt => Err(Refusal::NotPublic { host: host.to_owned(), address, what }),
            _ => Ok(()),
        }
    }
}

/// `127.0.0.1 is `, or `a.example is 127.0.0.1, which is `.
fn called(host: &str, address: &IpAddr) -> String {
    if host == address.to_string() { format!("{host} is ") } else { format!("{host} is {address}, which is ") }
}

/// Whether a command's argument means an address and not a file.
pub fn is_address(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c)))
}

/// The URL of `text`, without its fragment, if it may be fetched. Numbers are read as a browser does: 2130706433, 0x7f.1 and １２７.0.0.1
/// are all 127.0.0.1. Names are judged when they are looked up ([`Names`](super::Names)), for a name says nothing about where it leads.
///
/// # Errors
/// Why it may not.
pub fn check(text: &str, policy: &Policy) -> Result<Url, Refusal> {
    let mut url = Url::parse(text.trim()).map_err(|error| Refusal::NoAddress(error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Refusal::Scheme(url.scheme().to_owned()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refusal::User);
    }
    match url.host() {
        Some(Host::Ipv4(address)) => policy.check(&address.to_string(), address.into())?,
        Some(Host::Ipv6(address)) => policy.check(&address.to_string(), address.into())?,
        Some(Host::Domain(name)) => named(name, policy)?,
        None => return Err(Refusal::NoAddress("no host".to_owned())),
    }
    url.set_fragment(None);
    Ok(url)
}

/// `localhost` and what is below it is this machine, whatever a resolver says.
fn named(name: &str, policy: &Policy) -> Result<(), Refusal> {
    let bare = name.trim_end_matches('.').to_ascii_lowercase();
    if bare == "localhost" || bare.ends_with(".localhost") {
        return policy.check(name, IpAddr::from([127, 0, 0, 1]));
    }
    Ok(())
}

/// Where a redirect leads, if one may go there.
///
/// # Errors
/// As [`check`], and where it leads from https to http.
pub fn next_hop(from: &Url, location: &str, policy: &Policy) -> Result<Url, Refusal> {
    let joined = from.join(location.trim()).map_err(|error| Refusal::NoAddress(error.to_string()))?;
    let next = check(joined.as_str(), policy)?;
    if from.scheme() == "https" && next.scheme() != "https" {
        return Err(Refusal::Downgrade(next.to_string()));
    }
    Ok(next)
}

/// What a file from there is called: the last part of its path, decoded; the host where there is none.
pub fn file_name(address: &str) -> String {
    let Ok(url) = Url::parse(address) else { return address.to_owned() };
    let last = url.path().rsplit('/').find(|part| !part.is_empty()).map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned());
    last.unwrap_or_else(|| url.host_str().unwrap_or(address).to_owned())
}
