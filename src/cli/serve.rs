//! `fazhi serve`: the store as pages and a SPARQL endpoint. In: a store, an address. Out: a site, until it is told to end.

use std::path::Path;
use std::time::Duration;

use anyhow::Context;

use super::Exit;
use super::args::Serve;
use super::say::say;
use crate::serve::{self, Options};
use crate::store::View;

pub(super) fn run(args: &Serve) -> anyhow::Result<Exit> {
    let options =
        Options { listen: args.listen, timeout: Duration::from_secs(args.timeout.max(1)), rows: args.rows, bytes: args.megabytes.saturating_mul(1 << 20) };
    let view = View::open(&args.store.store)?;
    serve::serve(view, options, |address| say!("http://{address}/")).with_context(|| args.listen.to_string())?;
    Ok(Exit::Done)
}

/// `fazhi export --site`: the pages as files. A file has time: the limits of a served page do not hold.
pub(super) fn files(store: &Path, site: &Path, prefix: Option<&str>) -> anyhow::Result<Exit> {
    let listen = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    let options = Options { listen, timeout: Duration::from_secs(600), rows: 1_000_000, bytes: usize::MAX };
    let count = serve::copy(View::open(store)?, options, site, prefix)?;
    say!("{count} files in {}", site.display());
    Ok(Exit::Done)
}
