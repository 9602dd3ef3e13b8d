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
        let read = || self.reader.read_text(file, self.pool.decode(file.name, bytes));
        catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|panic| Reading {
            sha256: file.sha256.to_owned(),
            source: self.reader.source(file.sha256),
            outcome: Outcome::Refused(format!("internal error: {}", message(panic.as_ref()))),
            lines: Default::default(),
        })
    }
}

fn message(panic: &(dyn Any + Send)) -> &str {
    panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic without words")
}
