//! Names to addresses, checked. In: a host's name. Out: its addresses, or that one of them may not be spoken to.
//!
//! The client connects to what stands here and asks nobody again, so a name cannot mean one machine when it is checked and another one
//! when it is used.

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::address::Policy;

/// A look-up under way.
pub type LookUp = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// Who tells the addresses of a host.
pub trait Names: Send + Sync {
    /// All addresses of `host`.
    fn look_up(&self, host: &str) -> LookUp;
}

/// The system's resolver.
#[derive(Debug, Clone, Copy)]
pub struct SystemNames;

impl Names for SystemNames {
    fn look_up(&self, host: &str) -> LookUp {
        let host = host.to_owned();
        Box::pin(async move { Ok(tokio::net::lookup_host((host.as_str(), 0)).await?.map(|address| address.ip()).collect()) })
    }
}

/// Asks, and lets nothing through that the policy forbids.
pub(super) struct Checked {
    pub(super) names: Arc<dyn Names>,
    pub(super) policy: Policy,
    /// The proxy's host: the user named it, so it may stand anywhere.
    pub(super) proxy: Option<String>,
}

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().to_owned();
        let policy = if self.proxy.as_deref() == Some(host.as_str()) { Policy::Any } else { self.policy.clone() };
        let answers = self.names.look_up(&host);
        Box::pin(async move {
            let answers = answers.await?;
            // One bad answer among good ones is a trap, not a choice.
            for answer in &answers {
                policy.check(&host, *answer)?;
            }
            if answers.is_empty() {
                return Err(format!("{host} has no address").into());
            }
            Ok(Box::new(answers.into_iter().map(|answer| SocketAddr::new(answer, 0))) as Addrs)
        })
    }
}
