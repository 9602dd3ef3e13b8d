//! Opening what may be no file. In: a path. Out: its bytes, within a cap; or what it is instead. Never waits for a writer; a report is never read through a link.

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

/// All bytes of what the user names where no report is wanted, but RDF or annotations: a file, or a pipe that somebody writes to, as a shell's
/// `<(…)` is. A pipe without a writer would be waited for without end, and a device has no end.
pub(in crate::cli) fn whole(path: &Path) -> io::Result<Vec<u8>> {
    let kind = std::fs::metadata(path)?.file_type();
    if let Some(what) = other_kind(kind).filter(|_| !kind.is_fifo()) {
        return Err(io::Error::other(what));
    }
    let mut file = File::from(rustix::fs::open(path, OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty())?);
    let mut bytes = vec![0; 1 << 16];
    // Without a wait, a pipe says at once that it has no writer: as an end, before anything was written.
    match file.read(&mut bytes) {
        Ok(0) if kind.is_fifo() => return Err(io::Error::other("a named pipe (FIFO) that nobody writes to")),
        Ok(count) => bytes.truncate(count),
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => bytes.clear(),
        Err(error) => return Err(error),
    }
    rustix::fs::fcntl_setfl(&file, rustix::fs::fcntl_getfl(&file)? & !OFlags::NONBLOCK)?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}
