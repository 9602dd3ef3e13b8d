//! Reading a file so that nothing it holds can end the run. In: a file. Out: its reading; where a room broke, one that says so.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Pool;
use crate::pipeline::{File, Outcome, Reader, Reading};

/// A reader whose parsers run in children, and whose own faults cost the document that they happen at.
#[derive(Clone, Copy)]
pub struct Isolated<'a> {
    /// What reads the texts.
    pub reader: &'a Reader,
    /// What decodes the bytes.
    pub pool: &'a Pool,
}

impl Isolated<'_> {
    /// As [`Reader::read`], and never more than this file is lost.
    pub fn read(&self, file: &File, bytes: &[u8]) -> Reading {
        guarded(|| self.reader.read_text(file, self.pool.decode(file.name, bytes))).unwrap_or_else(|reason| Reading {
            sha256: file.sha256.to_owned(),
            source: self.reader.source(file.sha256),
            outcome: Outcome::Refused(reason),
            lines: Default::default(),
        })
    }
}

/// What `work` gives; if it panics, what it said.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| format!("internal error: {}", message(panic.as_ref())))
}

fn message(panic: &(dyn Any + Send)) -> &str {
    panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic without words")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_reason() {
        let place = 7;
        assert_eq!(guarded(|| place), Ok(7));
        assert_eq!(guarded(|| -> u8 { panic!("no room at {place}") }), Err("internal error: no room at 7".to_owned()));
        assert_eq!(guarded(|| -> u8 { panic!("plain") }), Err("internal error: plain".to_owned()));
        assert_eq!(guarded(|| std::panic::panic_any(place)), Err::<u8, _>("internal error: a panic without words".to_owned()));
    }
}
