//! Arguments to exit codes. In: the command line. Out: text on stdout, progress and errors on stderr, an exit code.
//!
//! 0 done, 1 findings, 2 some input failed. No logic of its own: every command is a few calls into the rooms before.

mod say;

mod args;
mod audit;
mod build;
mod check;
mod diff;
mod eval;
mod export;
mod extract;
mod files;
mod import;
mod inspect;
mod query;
mod serve;
mod show;
mod tables;

use clap::Parser;

use crate::authority::Ontology;
use args::{Args, Command};

/// What a command came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// Done, and something was found that wants a look.
    Findings,
    /// Some input failed; the rest was done.
    Failed,
}

impl From<Exit> for i32 {
    fn from(exit: Exit) -> i32 {
        match exit {
            Exit::Done => 0,
            Exit::Findings => 1,
            Exit::Failed => 2,
        }
    }
}

/// Runs the program; the exit code. Errors go to stderr, one line each, causes behind them.
pub fn run() -> i32 {
    match dispatch(Args::parse()) {
        Ok(exit) => exit.into(),
        Err(error) if is_closed_pipe(&error) => Exit::Done.into(),
        Err(error) => {
            eprintln!("fazhi: {error:#}");
            Exit::Failed.into()
        }
    }
}

fn dispatch(args: Args) -> anyhow::Result<Exit> {
    match args.command {
        Command::Build(args) => build::run(&args),
        Command::Query(args) => query::run(&args),
        Command::Show(args) => show::run(&args),
        Command::Audit(args) => audit::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut <Args as clap::CommandFactory>::command(), "fazhi", &mut std::io::stdout());
            Ok(Exit::Done)
        }
    }
}

/// Whoever reads our output may stop reading: `fazhi export | head` is no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe))
}

/// The ontology that the arguments name.
fn ontology(args: &args::Names) -> anyhow::Result<Ontology> {
    Ok(match &args.ontology {
        Some(dir) => Ontology::open(dir)?,
        None => Ontology::embedded(),
    })
}
