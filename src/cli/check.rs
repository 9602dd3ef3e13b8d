//! `fazhi check`: the store against its ledger, the graph against the queries of `queries/checks/`. Out: findings; exit code 1 where there are some.

use oxigraph::sparql::QueryResults;

use super::Exit;
use super::args::Check;
use super::say::say;
use crate::ask::catalogue;
use crate::store::{self, View};

/// How many rows of a failed check are shown.
const SHOWN: usize = 5;

pub(super) fn run(args: &Check) -> anyhow::Result<Exit> {
    let findings = store::check(&args.store.store, args.rebuild)?;
    for finding in &findings {
        say!("{}: {}", finding.place, finding.message);
    }
    let broken = findings.len() + if findings.is_empty() { graph(args)? } else { 0 };
    if broken == 0 {
        say!("nothing wrong");
        return Ok(Exit::Done);
    }
    Ok(Exit::Findings)
}

/// Runs the checks; how many found something.
fn graph(args: &Check) -> anyhow::Result<usize> {
    let view = View::open(&args.store.store)?;
    let mut broken = 0;
    for check in catalogue::checks() {
        let QueryResults::Solutions(rows) = view.query(&check.sparql, &[], None)? else { continue };
        let rows: Vec<String> =
            rows.map(|row| row.map(|row| row.values().iter().flatten().map(ToString::to_string).collect::<Vec<_>>().join("  "))).collect::<Result<_, _>>()?;
        if !rows.is_empty() {
            broken += 1;
            say!("{}: {} ({} found)", check.name, check.title, rows.len());
            for row in rows.iter().take(SHOWN) {
                say!("    {row}");
            }
        }
    }
    Ok(broken)
}
