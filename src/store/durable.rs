//! Files written whole or not at all, also when the power fails. In: names and bytes. Out: files under their names, on the disk.
//!
//! It knows nothing of what is in them. Many files share one flush: a flush for each would cost more than reading the documents.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::StoreError;

/// The end of the name of a file that is not whole yet.
pub(super) const UNFINISHED: &str = "tmp";

/// Writes all `files` below `dir`: beside their names first, then one flush, then under their names.
pub(super) fn write_all<B: AsRef<[u8]>>(dir: &Path, files: &BTreeMap<PathBuf, B>) -> Result<(), StoreError> {
    for (file, bytes) in files {
        write_beside(file, bytes.as_ref())?;
    }
    flush(dir, files.keys())?;
    for file in files.keys() {
        fs::rename(beside(file), file).map_err(StoreError::io("rename into place", file))?;
    }
    flush_folders(files.keys())
}

/// Writes one small file, whole or not at all.
pub(super) fn write_one(file: &Path, text: &str) -> Result<(), StoreError> {
    let temporary = beside(file);
    write_beside(file, text.as_bytes())?;
    flush_file(&temporary).map_err(StoreError::io("flush", &temporary))?;
    fs::rename(&temporary, file).map_err(StoreError::io("rename into place", file))?;
    flush_folders([file])
}

/// Removes a file, which may be gone already.
pub(super) fn remove(file: &Path) -> Result<(), StoreError> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::io("remove", file)(error)),
        _ => Ok(()),
    }
}

/// Has the system write everything that it holds back for the file system of `dir`.
pub(super) fn flush_all(dir: &Path) -> io::Result<bool> {
    let folder = File::open(dir)?;
    #[cfg(target_os = "linux")]
    match rustix::fs::syncfs(&folder) {
        Ok(()) => return Ok(true),
        Err(rustix::io::Errno::NOSYS | rustix::io::Errno::OPNOTSUPP | rustix::io::Errno::INVAL) => {}
        Err(error) => return Err(error.into()),
    }
    folder.sync_all().map(|()| false)
}

/// Flushes the folders that hold `files`, and those that hold these: a new folder is a new name, too.
pub(super) fn flush_folders<'a>(files: impl IntoIterator<Item = impl AsRef<Path> + 'a>) -> Result<(), StoreError> {
    let mut folders = BTreeSet::new();
    for file in files {
        folders.extend(file.as_ref().ancestors().skip(1).take(2).filter(|f| !f.as_os_str().is_empty()).map(Path::to_owned));
    }
    folders.iter().try_for_each(|folder| flush_folder(folder).map_err(StoreError::io("flush", folder)))
}

fn write_beside(file: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let temporary = beside(file);
    match fs::write(&temporary, bytes) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => write_in_new_folder(&temporary, bytes),
        written => written,
    }
    .map_err(StoreError::io("write", &temporary))
}

fn write_in_new_folder(file: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, bytes)
}

fn flush<'a>(dir: &Path, files: impl Iterator<Item = &'a PathBuf>) -> Result<(), StoreError> {
    if flush_all(dir).map_err(StoreError::io("flush", dir))? {
        return Ok(());
    }
    for file in files.map(|file| beside(file)) {
        flush_file(&file).map_err(StoreError::io("flush", &file))?;
    }
    Ok(())
}

/// Some file systems flush no folders, and the folder around a store need not be ours to read.
fn flush_folder(folder: &Path) -> io::Result<()> {
    match flush_file(folder) {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::PermissionDenied) => Ok(()),
        flushed => flushed,
    }
}

fn flush_file(file: &Path) -> io::Result<()> {
    File::open(file)?.sync_all()
}

fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(UNFINISHED);
    PathBuf::from(name)
}
