//! Where the files of a store are. In: the store's folder. Out: paths. It opens nothing but `format`.

use std::path::{Path, PathBuf};

use super::StoreError;

/// The first line of `format`.
const FORMAT: &str = "fazhi store 1";

/// The paths of a store.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub dir: PathBuf,
    pub base: String,
}

impl Layout {
    /// The layout of an existing store.
    pub fn open(dir: &Path) -> Result<Layout, StoreError> {
        let path = dir.join("format");
        let no_store = |message: &str| StoreError::NoStore { dir: dir.to_owned(), message: message.to_owned() };
        let format = std::fs::read_to_string(&path).map_err(|_| no_store("no fazhi store here; `fazhi build PATH --store DIR` makes one"))?;
        match format.lines().collect::<Vec<_>>().as_slice() {
            [FORMAT, base, ..] => Ok(Layout { dir: dir.to_owned(), base: (*base).to_owned() }),
            _ => Err(no_store("a store of a version that this program does not know")),
        }
    }

    /// The layout of a store, which is made if there is none.
    pub fn create(dir: &Path, base: &str) -> Result<Layout, StoreError> {
        if dir.join("format").exists() {
            let layout = Layout::open(dir)?;
            return layout.with_base(base);
        }
        std::fs::create_dir_all(dir).map_err(StoreError::io(dir))?;
        let mut entries = std::fs::read_dir(dir).map_err(StoreError::io(dir))?.filter_map(Result::ok);
        if entries.any(|entry| entry.file_name() != "lock" && entry.file_name() != ".format") {
            return Err(StoreError::NoStore { dir: dir.to_owned(), message: "a folder with other things in it; name an empty or new one".to_owned() });
        }
        let layout = Layout { dir: dir.to_owned(), base: base.to_owned() };
        for folder in [dir.join("sources"), dir.join("graphs")] {
            std::fs::create_dir_all(&folder).map_err(StoreError::io(&folder))?;
        }
        let (beside, path) = (dir.join(".format"), dir.join("format"));
        std::fs::write(&beside, format!("{FORMAT}\n{base}\n")).map_err(StoreError::io(&beside))?;
        std::fs::rename(&beside, &path).map_err(StoreError::io(&path))?;
        Ok(layout)
    }

    fn with_base(self, base: &str) -> Result<Layout, StoreError> {
        if self.base == base {
            return Ok(self);
        }
        Err(StoreError::NoStore { message: format!("its IRIs begin with {}, not {base}; use another folder for another base", self.base), dir: self.dir })
    }

    pub fn ledger(&self) -> PathBuf {
        self.dir.join("ledger.jsonl")
    }

    pub fn lock(&self) -> PathBuf {
        self.dir.join("lock")
    }

    pub fn sources(&self) -> PathBuf {
        self.dir.join("sources")
    }

    /// The file of the graphs that are known before reading.
    pub fn base_graphs(&self) -> PathBuf {
        self.dir.join("graphs").join("base.nq.zst")
    }

    /// The file of a source, by the last part of its IRI.
    pub fn source(&self, key: &str) -> PathBuf {
        self.sources().join(key.get(..2).unwrap_or("00")).join(format!("{key}.nq.zst"))
    }

    #[cfg(feature = "disk")]
    pub fn index(&self) -> PathBuf {
        self.dir.join("index")
    }

    pub fn state(&self) -> PathBuf {
        self.dir.join("index.state")
    }
}

/// The last part of a source's IRI, which names its file.
pub(super) fn key(source: &str) -> &str {
    source.rsplit('/').next().unwrap_or(source)
}
