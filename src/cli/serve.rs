//! `fazhi serve`: the store as pages and a SPARQL endpoint. In: a store, an address. Out: a site, until it is told to end.
//!
//! The same program runs twice: as the one that holds the address, and, with a hidden flag, as the one that answers.

use std::ffi::OsString;
use std::net::TcpListener;
use std::os::fd::AsFd;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, bail};

use super::Exit;
use super::args::Serve;
use super::say::say;
use crate::serve::{self, Options, Supervisor};
use crate::store::View;

pub(super) fn run(args: &Serve) -> anyhow::Result<Exit> {
    if args.answering {
        return answer(args);
    }
    let program = std::env::current_exe().context("this program's own file")?;
    let arguments: Vec<OsString> = std::env::args_os().skip(1).chain(["--answering".into()]).collect();
    let command = move || {
        let mut command = Command::new(&program);
        command.args(&arguments);
        command
    };
    let supervisor = Supervisor { listen: args.listen, memory: memory(args), command };
    let code = serve::supervise(supervisor, |address| say!("http://{address}/")).with_context(|| args.listen.to_string())?;
    match code {
        0 => Ok(Exit::Done),
        2 => Ok(Exit::Failed),
        code => bail!("the answering process ended again and again, at last with code {code}"),
    }
}

fn memory(args: &Serve) -> u64 {
    args.memory.max(64).saturating_mul(1 << 20)
}

/// The socket is the standard input; a line on the standard output says that it is used.
fn answer(args: &Serve) -> anyhow::Result<Exit> {
    let socket = std::io::stdin().as_fd().try_clone_to_owned().context("no socket was handed over")?;
    let options = Options {
        listen: args.listen,
        timeout: Duration::from_secs(args.timeout.max(1)),
        rows: args.rows,
        bytes: args.megabytes.saturating_mul(1 << 20),
        hosts: args.host.clone(),
        queries: args.queries.unwrap_or_else(|| std::thread::available_parallelism().map_or(4, |cores| 2 * cores.get())),
        memory: memory(args),
    };
    let view = View::open_to_serve(&args.store.store)?;
    serve::serve(view, options, TcpListener::from(socket), || say!("ready")).with_context(|| args.listen.to_string())?;
    Ok(Exit::Done)
}

/// `fazhi export --site`: the pages as files. A file has time: the limits of a served page do not hold.
pub(super) fn files(store: &Path, site: &Path, prefix: Option<&str>) -> anyhow::Result<Exit> {
    let listen = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    let options = Options { listen, timeout: Duration::from_secs(600), rows: 1_000_000, bytes: usize::MAX, hosts: Vec::new(), queries: 4, memory: u64::MAX };
    let count = serve::copy(View::open_to_serve(store)?, options, site, prefix)?;
    say!("{count} files in {}", site.display());
    Ok(Exit::Done)
}
