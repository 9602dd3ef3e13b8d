//! The `fazhi` command: see `fazhi help`.

use std::io::Write;

/// A reading makes and drops many small strings on all threads: mimalloc (MIT) does that in half the time of the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Ends without the destructors of libraries: a query past its deadline may still hold the index, and would meet them half-way.
fn main() {
    let code = fazhi::cli::run();
    let _ = std::io::stdout().flush();
    signal_hook::low_level::exit(code);
}
