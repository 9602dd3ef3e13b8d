//! ZIP containers, read within limits. In: bytes. Out: names and parts. Nothing is written to disk, so names lead nowhere.
//!
//! What counts is what comes out: sizes that a container states of itself are not believed.

use std::io::{Cursor, Read, Seek, SeekFrom};

use encoding_rs::GB18030;
use zip::ZipArchive;

use super::NotText;

/// The most entries.
const ENTRIES: usize = 4096;
/// The most bytes that come out of one container.
const TOTAL: u64 = 64 << 20;
/// From this size on a part may be at most [`RATIO`] times as large as what it is packed in.
const FREE: u64 = 1 << 20;
/// A page of a report packs ten to one, a bomb a thousand to one.
const RATIO: u64 = 100;

/// An open container.
pub(super) struct Container<R> {
    archive: ZipArchive<R>,
    names: Vec<String>,
    /// Bytes that may still come out.
    left: u64,
}

/// A container whose bytes are at hand.
pub(super) type InMemory<'a> = Container<Cursor<&'a [u8]>>;

impl<'a> InMemory<'a> {
    /// Opens a container and reads its names.
    pub fn open(bytes: &'a [u8]) -> Result<Self, NotText> {
        Container::of(Cursor::new(bytes))
    }
}

impl<R: Read + Seek> Container<R> {
    /// Opens a container that is read where it lies, and reads its names.
    pub fn of(mut file: R) -> Result<Self, NotText> {
        let broken = |error: zip::result::ZipError| NotText(format!("a broken ZIP container: {error}"));
        if claimed(&mut file).map_err(|error| broken(error.into()))?.is_some_and(|count| count > ENTRIES) {
            return Err(NotText(format!("a ZIP container of more than {ENTRIES} entries")));
        }
        let mut archive = ZipArchive::new(file).map_err(broken)?;
        if archive.len() > ENTRIES {
            return Err(NotText(format!("a ZIP container of {} entries, more than {ENTRIES}", archive.len())));
        }
        if archive.has_overlapping_files().map_err(broken)? {
            return Err(NotText("a ZIP container whose entries overlap: a bomb".to_owned()));
        }
        let names = archive.file_names_raw().map(name).collect();
        Ok(Container { archive, names, left: TOTAL })
    }

    /// The names of all entries, in the container's order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Lets as much come out again as of a container that was just opened.
    pub fn renew(&mut self) {
        self.left = TOTAL;
    }

    /// The bytes of a part, by its name, whatever its case; `None` where there is none.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, NotText> {
        let exact = self.names.iter().position(|other| other == name);
        // Parts name each other from the root on.
        let name = name.trim_start_matches('/');
        let exact = exact.or_else(|| self.names.iter().position(|other| other == name));
        let index = exact.or_else(|| self.names.iter().position(|other| other.replace('\\', "/").eq_ignore_ascii_case(name)));
        index.map(|index| self.bytes(index)).transpose()
    }

    /// The bytes of a part that must be there.
    pub fn required(&mut self, name: &str) -> Result<Vec<u8>, NotText> {
        self.part(name)?.ok_or_else(|| NotText(format!("no {name} in the container")))
    }

    /// The bytes of the entry `index`.
    pub fn bytes(&mut self, index: usize) -> Result<Vec<u8>, NotText> {
        let name = self.names.get(index).cloned().unwrap_or_default();
        let failed = |error: &dyn std::fmt::Display| NotText(format!("{name}: {error}"));
        let mut entry = self.archive.by_index(index).map_err(|error| failed(&error))?;
        if entry.encrypted() {
            return Err(failed(&"encrypted; save it without a password"));
        }
        let most = (entry.compressed_size().saturating_mul(RATIO)).max(FREE).min(self.left);
        let mut bytes = Vec::new();
        entry.by_ref().take(most + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
        if bytes.len() as u64 > most {
            return Err(failed(&format!("more than {most} bytes come out of it: a bomb")));
        }
        self.left -= bytes.len() as u64;
        Ok(bytes)
    }
}

/// The number of entries that the end of the directory states, so that a flood is told before it is read.
fn claimed(file: &mut (impl Read + Seek)) -> std::io::Result<Option<usize>> {
    let size = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(size.saturating_sub(66_000)))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    file.rewind()?;
    let count = tail.windows(4).rposition(|four| four == b"PK\x05\x06").and_then(|end| tail.get(end + 10..)?.first_chunk::<2>().copied());
    Ok(count.map(|count| usize::from(u16::from_le_bytes(count))))
}

/// A name in UTF-8, else in GB18030, as Chinese Windows writes it.
fn name(raw: &[u8]) -> String {
    std::str::from_utf8(raw).map_or_else(|_| GB18030.decode_without_bom_handling(raw).0.into_owned(), str::to_owned)
}
