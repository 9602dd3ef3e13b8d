//! Opening what may be no file. In: a path. Out: its bytes, within a cap; or what it is instead. Never waits for a writer; a report is never read through a link.

use std::fs::{File, FileType};
use std::io::{self, Read};
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::Path;
use std::time::Duration;

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

/// How often a file is read that changes meanwhile, and how long it is left alone in between.
const TRIES: u32 = 3;
const REST: Duration = Duration::from_millis(30);
/// The clocks of file systems tick a hundred times a second or more.
const TICK: Duration = Duration::from_millis(15);

/// All bytes of a file as it was at one time, where they are at most `most`. What somebody writes while it is read is read again, for the bytes may
/// be of neither the old file nor the new one; where it goes on changing, that is told.
pub(super) fn read(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    for _ in 1..TRIES {
        if let Some(bytes) = read_once(path, most)? {
            return Ok(bytes);
        }
        std::thread::sleep(REST);
    }
    read_once(path, most)?.ok_or_else(|| io::Error::other("it changes while it is read; read it when it is finished"))
}

/// `None` where the file was changed meanwhile. The size is looked at before anything is read, and not believed: files of the system say 0
/// and go on, and others grow.
fn read_once(path: &Path, most: usize) -> io::Result<Option<Vec<u8>>> {
    let (mut file, size) = open(path)?;
    let state = |file: &File| file.metadata().map(|found| (found.len(), found.mtime(), found.mtime_nsec(), found.ctime(), found.ctime_nsec()));
    let before = state(&file)?;
    let too_large = |size: u64| io::Error::other(format!("{} MiB, more than the {} MiB that are read", size >> 20, most >> 20));
    if size > most as u64 {
        return Err(too_large(size));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    file.by_ref().take(most as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > most {
        return Err(too_large(bytes.len() as u64));
    }
    // Within one tick of the file system's clock two states look alike; what was written just now may be written still.
    let fresh = file.metadata()?.modified()?.elapsed().is_ok_and(|age| age < TICK);
    let fits = before.0 == 0 || before.0 == bytes.len() as u64;
    Ok((fits && !fresh && state(&file)? == before).then_some(bytes))
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::sync::atomic::{AtomicBool, Ordering};

    #[test]
    fn what_is_written_meanwhile_is_whole_or_told() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.txt");
        let content = |letter: &str| letter.repeat(1 << 20);
        std::fs::write(&path, content("a")).unwrap();
        let end = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for letter in ["a", "b"].into_iter().cycle().take_while(|_| !end.load(Ordering::SeqCst)) {
                    File::options().write(true).open(&path).unwrap().write_all(content(letter).as_bytes()).unwrap();
                }
            });
            for _ in 0..40 {
                match read(&path, 4 << 20) {
                    Ok(bytes) => assert!(bytes.len() == 1 << 20 && bytes.windows(2).all(|pair| pair[0] == pair[1]), "old and new are mixed"),
                    Err(error) => assert!(error.to_string().contains("changes while it is read")),
                }
            }
            end.store(true, Ordering::SeqCst);
        });
        assert_eq!(read(&path, 4 << 20).unwrap().len(), 1 << 20);
    }
}
