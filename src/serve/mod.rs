//! Requests to pages, SPARQL and data. In: a store, open for reading. Out: a site on one address.
//!
//! One page is one catalogued query and one template. It knows nothing of how documents are read, and it writes nothing.
//!
//! Two processes: the `supervise` one holds the address and starts the other, which opens the store and answers. Where the
//! answering one dies, takes too much memory or cannot end a query, another takes its place; who knocks meanwhile waits.

mod assets;
mod copy;
mod host;
mod http;
mod listen;
mod pages;
mod pool;
mod problem;
mod search;
mod sparql;
mod stream;
mod supervise;
mod watch;
mod web;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;

use crate::store::{StoreError, View};

pub use listen::serve;
pub use supervise::{Supervisor, supervise};

/// The longest body of a request.
const BODY: usize = 1 << 20;

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
    /// Names by which the site may be called, besides those of the machine itself and the address it listens on; `*` is any.
    pub hosts: Vec<String>,
    /// How many queries may run at once.
    pub queries: usize,
    /// How many bytes of memory all queries together may take.
    pub memory: u64,
}

/// What every request sees: the store and the rules of this site.
pub struct Site {
    /// The store.
    pub view: View,
    /// The rules.
    pub options: Options,
    pool: pool::Pool,
    dataset: sparql::Cache,
    /// What pages have counted already: a view does not change while it is open.
    known: pages::Known,
}

impl Site {
    /// A site over a store.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn new(view: View, options: Options) -> Result<Site, StoreError> {
        view.warm()?;
        let pool = pool::Pool::new(&options);
        Ok(Site { view, options, pool, dataset: sparql::Cache::default(), known: pages::Known::default() })
    }
}

/// All paths of a site.
pub fn router(site: Arc<Site>) -> Router {
    let known = Arc::new(host::Known::of(&site.options));
    pages::router()
        .merge(sparql::router())
        .merge(assets::router())
        .merge(web::router())
        .route("/health", get(|| async { "ok\n" }))
        .layer(DefaultBodyLimit::max(BODY))
        .layer(axum::middleware::from_fn_with_state(known, host::checked))
        .layer(axum::middleware::map_response(http::secured))
        .with_state(site)
}
