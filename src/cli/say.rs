//! Lines to stdout. Whoever reads them may stop reading (`fazhi show … | head`): then the program ends quietly.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write};

/// Writes a line; ends the program where nobody reads any more.
pub(super) fn line(text: Arguments<'_>) {
    match writeln!(std::io::stdout().lock(), "{text}") {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => signal_hook::low_level::exit(0),
        Err(error) => {
            eprintln!("fazhi: stdout: {error}");
            signal_hook::low_level::exit(2);
        }
        Ok(()) => {}
    }
}

/// As `println!`, by [`line`].
macro_rules! say {
    ($($text:tt)*) => { $crate::cli::say::line(format_args!($($text)*)) };
}

pub(super) use say;
