//! One writer at a time. In: the store's lock file. Out: a guard, or who holds it. The system frees the lock when a process dies.

use std::fs::File;
use std::io::{Read, Seek, Write};

use rustix::fs::{FlockOperation, flock};

use super::StoreError;
use super::layout::Layout;

/// Held while a store is written.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "held for its lock, which ends with it")] File);

/// Takes the lock.
pub(super) fn take(layout: &Layout) -> Result<Lock, StoreError> {
    let path = layout.lock();
    let mut file = File::options().create(true).truncate(false).read(true).write(true).open(&path).map_err(StoreError::io(&path))?;
    if flock(&file, FlockOperation::NonBlockingLockExclusive).is_err() {
        let mut pid = String::new();
        let _ = file.read_to_string(&mut pid);
        return Err(StoreError::Held { dir: layout.dir.clone(), pid: pid.trim().to_owned() });
    }
    let mut sign = || -> std::io::Result<()> {
        file.set_len(0)?;
        file.rewind()?;
        write!(file, "{}", std::process::id())
    };
    sign().map_err(StoreError::io(&path))?;
    Ok(Lock(file))
}
