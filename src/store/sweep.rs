//! What a killed run left behind. In: the folder and the sources that count. Out: the names of files that do not, and of those that are missed.
//!
//! It only looks: `writer` removes, `check` reports.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::StoreError;
use super::durable::UNFINISHED;
use super::layout::Layout;

/// Files found and files missed, each in the order of their names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sweep {
    /// Left by a run that did not end: unfinished, or finished and not in the ledger.
    pub(super) leftovers: Vec<PathBuf>,
    /// Nothing that a store writes.
    pub(super) strangers: Vec<PathBuf>,
    /// In the ledger and not in the folder.
    pub(super) missing: Vec<PathBuf>,
}

impl Sweep {
    /// Compares the folder with the files that should be there.
    pub(super) fn of(layout: &Layout, wanted: &BTreeSet<PathBuf>) -> Result<Sweep, StoreError> {
        let mut found = BTreeSet::new();
        for folder in [layout.sources(), layout.graphs(), layout.imports()] {
            list(&folder, 2, &mut found)?;
        }
        list(&layout.dir, 1, &mut found)?;
        let mut sweep = Sweep { missing: wanted.difference(&found).cloned().collect(), ..Sweep::default() };
        for file in found.difference(wanted).cloned() {
            sweep.sort_in(layout, file);
        }
        Ok(sweep)
    }

    fn sort_in(&mut self, layout: &Layout, file: PathBuf) {
        let inner = [layout.sources(), layout.graphs(), layout.imports()].iter().any(|folder| file.starts_with(folder));
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if file.extension().is_some_and(|end| end == UNFINISHED) || inner && name.ends_with(".nq.zst") {
            self.leftovers.push(file);
        } else if inner {
            self.strangers.push(file);
        }
    }
}

/// The files of a folder that need not exist, down to `depth` folders.
fn list(folder: &Path, depth: usize, found: &mut BTreeSet<PathBuf>) -> Result<(), StoreError> {
    if depth == 0 || !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).map_err(StoreError::io("list", folder))? {
        let entry = entry.map_err(StoreError::io("list", folder))?;
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            list(&entry.path(), depth - 1, found)?;
        } else {
            found.insert(entry.path());
        }
    }
    Ok(())
}
