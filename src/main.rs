//! The `fazhi` command: see `fazhi help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    fazhi::cli::run()
}
