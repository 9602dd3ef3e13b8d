//! Requests to pages, SPARQL and data. In: a store, open for reading. Out: a site on one address.
//!
//! One page is one catalogued query and one template. It knows nothing of how documents are read, and it writes nothing.

mod assets;
mod copy;
mod http;
mod pages;
mod search;
mod sparql;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;

use crate::store::View;

pub use copy::{CopyError, copy};

/// How a site is served.
#[derive(Debug, Clone)]
pub struct Options {
    /// The address that it listens on.
    pub listen: SocketAddr,
    /// How long a query may take.
    pub timeout: Duration,
    /// How many rows or triples a query may give.
    pub rows: usize,
    /// How many bytes an answer may have.
    pub bytes: usize,
}

/// What every request sees: the store and the rules of this site.
pub struct Site {
    /// The store.
    pub view: View,
    /// The rules.
    pub options: Options,
    /// What pages have counted already: a view does not change while it is open.
    known: pages::Known,
}

impl Site {
    /// A site over a store.
    pub fn new(view: View, options: Options) -> Site {
        Site { view, options, known: pages::Known::default() }
    }
}

/// Serves until the program is told to end (SIGINT, SIGTERM); `ready` hears the address once it listens.
///
/// # Errors
/// Where the address cannot be had.
pub fn serve(view: View, options: Options, ready: impl FnOnce(SocketAddr)) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(options.listen).await?;
        ready(listener.local_addr()?);
        let site = Arc::new(Site::new(view, options));
        pages::prepare(&site);
        axum::serve(listener, router(site)).with_graceful_shutdown(told_to_end()).await
    })
}

async fn told_to_end() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

/// All paths of a site.
pub fn router(site: Arc<Site>) -> Router {
    pages::router().merge(sparql::router()).merge(assets::router()).layer(axum::middleware::map_response(http::secured)).with_state(site)
}
