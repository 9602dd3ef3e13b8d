//! Who may write, and who is reading the index. In: paths. Out: locks that end when they are dropped, or with the process.
//!
//! The kernel's locks, not files that exist or not: a killed process leaves nothing behind that somebody must delete by hand.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use super::StoreError;

/// The right to write into a store; one process has it at a time.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock `file` of the store `dir`, or says who has it.
    pub(super) fn take(dir: &Path, file: &Path) -> Result<Lock, StoreError> {
        let mut options = OpenOptions::new();
        let mut opened = options.read(true).write(true).create(true).truncate(false).open(file).map_err(StoreError::io("open", file))?;
        if !try_lock(&opened, FlockOperation::NonBlockingLockExclusive).map_err(StoreError::io("lock", file))? {
            return Err(StoreError::Held { dir: dir.to_owned(), pid: holder(opened) });
        }
        sign(&mut opened).map_err(StoreError::io("write", file))?;
        Ok(Lock { _file: opened })
    }
}

fn try_lock(file: &File, operation: FlockOperation) -> io::Result<bool> {
    match flock(file, operation) {
        Ok(()) => Ok(true),
        Err(Errno::WOULDBLOCK) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn sign(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    writeln!(file, "{}", std::process::id())
}

fn holder(mut file: File) -> String {
    let mut pid = String::new();
    let read = file.read_to_string(&mut pid);
    match pid.trim() {
        // The other process has the lock and has not signed it yet.
        "" => "unknown".to_owned(),
        pid if read.is_ok() => pid.to_owned(),
        _ => "unknown".to_owned(),
    }
}

/// A reader's claim on the index's folder: while it lives, no writer changes the index under it. None if a writer is at work there.
#[cfg(feature = "disk")]
pub(super) fn share(folder: &Path) -> Option<File> {
    claim(folder, FlockOperation::NonBlockingLockShared)
}

/// A writer's claim on the index's folder. None while a reader has it open.
#[cfg(feature = "disk")]
pub(super) fn alone(folder: &Path) -> Option<File> {
    claim(folder, FlockOperation::NonBlockingLockExclusive)
}

#[cfg(feature = "disk")]
fn claim(folder: &Path, operation: FlockOperation) -> Option<File> {
    let folder = File::open(folder).ok()?;
    try_lock(&folder, operation).is_ok_and(|taken| taken).then_some(folder)
}
