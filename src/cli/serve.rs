//! `fazhi serve`: the store as pages and a SPARQL endpoint. In: a store, an address. Out: a site, until it is told to end.

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
