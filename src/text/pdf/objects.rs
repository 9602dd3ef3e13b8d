//! The objects of a file: references followed, streams unpacked within limits.
//!
//! In: what `lopdf` has parsed. Out: dictionaries, numbers, decoded streams. Refuses to know what any of them is for.

use std::cell::Cell;

use lopdf::{Dictionary, Document, Object, Stream};

/// Filters that one stream may be packed in.
const MOST_FILTERS: usize = 3;
/// Bytes that one stream may unpack to.
pub(super) const LARGEST_STREAM: usize = 64 << 20;
/// Bytes that all streams together may unpack to.
const ALL_STREAMS: usize = 256 << 20;

/// The objects of one file, and how much of the budget is left.
pub(super) struct Objects<'a> {
    document: &'a Document,
    left: Cell<usize>,
}

impl<'a> Objects<'a> {
    pub fn new(document: &'a Document) -> Self {
        Objects { document, left: Cell::new(ALL_STREAMS) }
    }

    /// What `object` is, references followed; `None` where they lead nowhere or in a circle.
    pub fn follow(&self, object: &'a Object) -> Option<&'a Object> {
        self.document.dereference(object).ok().map(|(_, object)| object).filter(|object| !object.is_null())
    }

    pub fn get(&self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        self.follow(dict.get(key).ok()?)
    }

    pub fn dict(&self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        as_dict(self.get(dict, key)?)
    }

    pub fn name(&self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
        self.get(dict, key)?.as_name().ok()
    }

    pub fn number(&self, dict: &'a Dictionary, key: &[u8]) -> Option<f64> {
        number(self.get(dict, key)?)
    }

    pub fn array(&self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a [Object]> {
        self.get(dict, key)?.as_array().ok().map(Vec::as_slice)
    }

    /// The elements of an array as numbers; what is none counts as 0.
    pub fn numbers(&self, dict: &'a Dictionary, key: &[u8]) -> Option<Vec<f64>> {
        Some(self.array(dict, key)?.iter().map(|object| self.follow(object).and_then(number).unwrap_or(0.0)).collect())
    }

    pub fn stream(&self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Stream> {
        self.get(dict, key)?.as_stream().ok()
    }

    /// The unpacked bytes of `stream`.
    ///
    /// # Errors
    /// A clause that says which limit it breaks, or that it cannot be unpacked.
    pub fn unpacked(&self, stream: &'a Stream) -> Result<Vec<u8>, String> {
        let filters = self.filters(&stream.dict);
        if filters > MOST_FILTERS {
            return Err(format!("a stream packed {filters} times over, more than the {MOST_FILTERS} that are unpacked"));
        }
        let limit = LARGEST_STREAM.min(self.left.get());
        let bytes = stream.get_plain_content_with_limit(limit).map_err(|error| reason(&error))?;
        self.left.set(self.left.get().saturating_sub(bytes.len()));
        Ok(bytes)
    }

    fn filters(&self, dict: &'a Dictionary) -> usize {
        self.get(dict, b"Filter").map_or(0, |filter| filter.as_array().map_or(1, Vec::len))
    }

    /// The file's root, and all pages by object number for a file whose tree is lost.
    pub fn root(&self) -> Option<&'a Dictionary> {
        self.document.catalog().ok()
    }

    pub fn loose_pages(&self) -> Vec<&'a Dictionary> {
        self.document.objects.values().filter_map(|object| object.as_dict().ok()).filter(|dict| dict.has_type(b"Page")).collect()
    }
}

fn reason(error: &lopdf::Error) -> String {
    match error {
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { limit }) => {
            format!("a stream that unpacks to more than {} MiB", limit.div_ceil(1 << 20))
        }
        lopdf::Error::Unimplemented(_) => "a stream packed in a way that is not known".to_owned(),
        error => format!("a stream that cannot be unpacked ({error})"),
    }
}

/// A dictionary, or that of a stream.
pub(super) fn as_dict(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dict) => Some(dict),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

pub(super) fn number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from).filter(|number| number.is_finite())
}
