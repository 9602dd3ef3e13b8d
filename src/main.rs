//! The `fazhi` command: see `fazhi help`.
fn main() {}
