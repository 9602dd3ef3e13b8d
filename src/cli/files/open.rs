//! Opening what may be no file. In: a path. Out: its bytes, within a cap; or what it is instead. Never waits for a writer, never follows a link.

use std::fs::{File, FileType};
use std::io::{self, Read};
use std::os::unix::fs::FileTypeExt;
use std::path::Path;

use rustix::fs::{Mode, OFlags};

/// What a path is that is no file: `None` where it is one.
pub(super) fn other_kind(kind: FileType) -> Option<&'static str> {
    if kind.is_file() {
        None
    } else if kind.is_dir() {
        Some("a folder, no file")
    } else if kind.is_symlink() {
        Some("a link, no file")
    } else if kind.is_fifo() {
        Some("a named pipe (FIFO), no file")
    } else if kind.is_socket() {
        Some("a socket, no file")
    } else {
        Some("a device, no file")
    }
}

/// Opens a regular file. What is none is told before it is opened, for opening alone makes some devices act, and once more when it is
/// open, for it may be another by then; `O_NONBLOCK` keeps a pipe that came in between from being waited for, `O_NOFOLLOW` a link from being followed.
pub(super) fn open(path: &Path) -> io::Result<(File, u64)> {
    let regular = |kind: FileType| other_kind(kind).map_or(Ok(()), |what| Err(io::Error::other(what)));
    regular(std::fs::symlink_metadata(path)?.file_type())?;
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = File::from(rustix::fs::open(path, flags, Mode::empty())?);
    let found = file.metadata()?;
    regular(found.file_type())?;
    Ok((file, found.len()))
}

/// All bytes of a file, where they are at most `most`. The size is looked at before anything is read, and not believed: files of the system
/// say 0 and go on, and others grow.
pub(super) fn read(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    let (file, size) = open(path)?;
    let too_large = |size: u64| io::Error::other(format!("{} MiB, more than the {} MiB that are read", size >> 20, most >> 20));
    if size > most as u64 {
        return Err(too_large(size));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    file.take(most as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > most { Err(too_large(bytes.len() as u64)) } else { Ok(bytes) }
}
