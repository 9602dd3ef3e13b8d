//! What benchmarks of the program share: how large they are, and the program itself.

use std::process::Command;
use std::time::Instant;

/// How many documents: what `FAZHI_BENCH_DOCUMENTS` says, or else `usual`.
pub fn documents(usual: usize) -> usize {
    std::env::var("FAZHI_BENCH_DOCUMENTS").ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

/// Runs the program; seconds.
pub fn run(args: &[&str]) -> f64 {
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_fazhi")).args(args).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    start.elapsed().as_secs_f64()
}
