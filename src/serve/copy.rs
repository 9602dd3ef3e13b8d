//! The pages as files, for a plain web host. In: a site, a folder. Out: one file a page, a language and a form, with links that work from any folder.
//!
//! Chinese pages stand at the top, English ones in `en/`; data, styles and scripts are the same for both and stand once.
//!
//! It asks the site itself, page by page, from the first one on. Things that no report speaks of get no file; links to them go.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use sha2::{Digest, Sha256};
use tower::ServiceExt;

use super::pages::Language;
use super::{Options, Site, pages};
use crate::ask::{self, AskError, cell};
use crate::store::View;

/// What a link keeps as it is.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'/').remove(b'~');
/// What the address of a request keeps as it is: it is encoded already, but for Han characters.
const ASKED: &AsciiSet = &KEPT.remove(b'%').remove(b'?').remove(b'=').remove(b'&').remove(b'+');
/// The longest file name, in bytes; longer ones become digests.
const LONGEST: usize = 180;
/// Pages that answer what readers type: a file cannot.
const ANSWERING: [&str; 6] = ["/search", "/compare", "/sparql", "/graph", "/store", "/.well-known"];

/// Why the pages could not be written.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// A file or folder could not be written.
    #[error("{}: {source}", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A page could not be made.
    #[error("{path}: the page answers {status}")]
    Page {
        /// Its path.
        path: String,
        /// The answer's status.
        status: StatusCode,
    },
    /// The things of the store could not be listed.
    #[error(transparent)]
    Ask(#[from] AskError),
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
}

/// Writes the pages of a store into `dir`; how many files. Links are relative, or begin with `prefix`.
///
/// # Errors
/// Where a page cannot be made or a file cannot be written.
pub fn copy(view: View, options: Options, dir: &Path, prefix: Option<&str>) -> Result<usize, CopyError> {
    let written = |source| CopyError::Write { path: dir.to_owned(), source };
    std::fs::create_dir_all(dir).map_err(written)?;
    let known = read_things(&view)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(written)?;
    let router = super::router(Arc::new(Site::new(view, options)?));
    let mut copy = Copy { router, dir, prefix, known, queue: VecDeque::new(), seen: BTreeMap::new() };
    for path in ["/", "/assets/style.css", "/assets/site.js", "/assets/icon.svg"] {
        copy.wish(path, Language::Chinese);
    }
    while let Some(address) = copy.queue.pop_front() {
        runtime.block_on(copy.page(&address))?;
    }
    Ok(copy.seen.len())
}

/// The pages of all things that reports speak of, and of the areas around them.
fn read_things(view: &View) -> Result<BTreeSet<String>, AskError> {
    let rows = ask::page(view, "read-things", &[])?;
    let page = |thing: String| pages::page_of(view.base(), &thing);
    Ok(rows.iter().map(|row| cell(row, "thing")).filter(|thing| !thing.contains("#char=")).map(page).map(|path| decoded(&path)).collect())
}

/// A page's language and its address.
type Address = (Language, String);

/// One copy in the making.
struct Copy<'a> {
    router: Router,
    dir: &'a Path,
    prefix: Option<&'a str>,
    known: BTreeSet<String>,
    queue: VecDeque<Address>,
    /// The addresses that have files, and the files' names.
    seen: BTreeMap<Address, String>,
}

impl Copy<'_> {
    /// The file of an address, which it will get; `None` where it gets none.
    fn wish(&mut self, address: &str, from: Language) -> Option<String> {
        let (address, language) = switched(address, from);
        let key = (if is_data(&address) { Language::Chinese } else { language }, address);
        if let Some(file) = self.seen.get(&key) {
            return Some(file.clone());
        }
        let address = key.1.as_str();
        let path = address.split('?').next().unwrap_or(address);
        let answering = ANSWERING.iter().any(|own| path.starts_with(own));
        let unknown = path.starts_with("/page") && !self.known.contains(&decoded(without_ending(address)));
        if answering || unknown {
            return None;
        }
        let file = format!("{}{}", if key.0 == Language::English { "en/" } else { "" }, file(address));
        self.seen.insert(key.clone(), file.clone());
        self.queue.push_back(key);
        Some(file)
    }

    async fn page(&mut self, key: &Address) -> Result<(), CopyError> {
        let (language, address) = (key.0, key.1.as_str());
        let asked = utf8_percent_encode(address, ASKED).to_string();
        let failed = |status| CopyError::Page { path: address.to_owned(), status };
        let spoken = if language == Language::English { "lang=en" } else { "lang=zh" };
        let request = Request::get(&asked)
            .header("host", "localhost")
            .header("cookie", spoken)
            .header("x-fazhi-still", "1")
            .body(Body::empty())
            .map_err(|_| failed(StatusCode::BAD_REQUEST))?;
        let Ok(response) = self.router.clone().oneshot(request).await;
        if response.status() != StatusCode::OK {
            return Err(failed(response.status()));
        }
        let html = response.headers().get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.map_err(|_| failed(StatusCode::INTERNAL_SERVER_ERROR))?;
        let file = self.seen.get(key).cloned().unwrap_or_default();
        let bytes = if html { self.linked(&String::from_utf8_lossy(&bytes), &file, language).into_bytes() } else { bytes.to_vec() };
        let path = self.dir.join(&file);
        let write = || {
            std::fs::create_dir_all(path.parent().unwrap_or(self.dir))?;
            std::fs::write(&path, bytes)
        };
        write().map_err(|source| CopyError::Write { path: path.clone(), source })
    }

    /// A page with its links led to files. The markup is ours: links are `href="/…"` and `src="/…"`, and a text holds no bare quotation mark.
    fn linked(&mut self, html: &str, from: &str, language: Language) -> String {
        let mut out = String::with_capacity(html.len());
        let mut rest = html;
        while let Some((at, name)) = [" href=\"/", " src=\"/"].iter().filter_map(|name| Some((rest.find(name)?, *name))).min() {
            let (before, after) = rest.split_at(at);
            let value = after.get(name.len() - 1..).unwrap_or_default();
            let end = value.find('"').unwrap_or(value.len());
            let (address, behind) = value.split_at(end);
            out.push_str(before);
            let address = address.replace("&amp;", "&");
            let (page, place) = address.split_once('#').map_or((address.as_str(), None), |(page, place)| (page, Some(place)));
            if let Some(file) = self.wish(page, language) {
                let place = place.map(|place| format!("#{place}")).unwrap_or_default();
                out.push_str(&format!("{}{}{place}\"", name.trim_end_matches('/'), self.link(from, &file)));
            }
            rest = behind.get(1..).unwrap_or_default();
        }
        out.push_str(rest);
        out
    }

    fn link(&self, from: &str, to: &str) -> String {
        let to = utf8_percent_encode(to, KEPT).to_string();
        match self.prefix {
            Some(prefix) => format!("{}/{to}", prefix.trim_end_matches('/')),
            None => format!("{}{to}", "../".repeat(from.matches('/').count())),
        }
    }
}

/// An address without the choice of a language, and the language that it chooses.
fn switched(address: &str, from: Language) -> (String, Language) {
    let Some((path, query)) = address.split_once('?') else { return (address.to_owned(), from) };
    let language = match query.split('&').find_map(|pair| pair.strip_prefix("lang=")) {
        Some("en") => Language::English,
        Some(_) => Language::Chinese,
        None => from,
    };
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("lang=")).collect();
    (if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }, language)
}

/// Whether an address gives data, styles or scripts, which speak no language.
fn is_data(address: &str) -> bool {
    let path = address.split('?').next().unwrap_or(address);
    path.starts_with("/assets/") || without_ending(path) != path
}

fn decoded(path: &str) -> String {
    percent_decode_str(path).decode_utf8_lossy().into_owned()
}

/// An address without the ending of a form; the parameters stay.
fn without_ending(address: &str) -> &str {
    [".ttl", ".jsonld", ".nt", ".csv", ".json"].iter().find_map(|ending| address.strip_suffix(ending)).unwrap_or(address)
}

/// The file of an address: the path as people read it, `.html` for pages, a digest for what is too long or has parameters.
fn file(address: &str) -> String {
    let (path, query) = address.split_once('?').map_or((address, None), |(path, query)| (path, Some(query)));
    if path == "/" {
        return "index.html".to_owned();
    }
    let data = path.rsplit_once('.').filter(|(_, ending)| ["ttl", "jsonld", "nt", "csv", "json", "css", "js", "svg"].contains(ending));
    let (stem, ending) = data.unwrap_or((path, "html"));
    let parts: Vec<String> = stem.trim_start_matches('/').split('/').map(|part| safe(&decoded(part))).collect();
    let digest = query.map(|query| format!("-{}", short(query))).unwrap_or_default();
    format!("{}{digest}.{ending}", parts.join("/"))
}

/// A name that every file system takes.
fn safe(part: &str) -> String {
    let kept: String = part.chars().map(|c| if c.is_control() || "/\\:*?\"<>|%".contains(c) { '_' } else { c }).collect();
    if kept != part || kept.len() > LONGEST || kept.starts_with('.') {
        format!("{}-{}", kept.trim_start_matches('.').chars().take(40).collect::<String>(), short(part))
    } else {
        kept
    }
}

fn short(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{Language, file, is_data, switched};

    #[test]
    fn languages_of_addresses() {
        assert_eq!(switched("/laws?lang=en", Language::Chinese), ("/laws".to_owned(), Language::English));
        assert_eq!(switched("/reports?year=2020&lang=zh", Language::English), ("/reports?year=2020".to_owned(), Language::Chinese));
        assert_eq!(switched("/laws", Language::English), ("/laws".to_owned(), Language::English));
        assert!(is_data("/laws.ttl") && is_data("/assets/style.css") && !is_data("/page/law/a.b"));
    }

    #[test]
    fn names_of_files() {
        assert_eq!(file("/"), "index.html");
        assert_eq!(file("/reports"), "reports.html");
        assert_eq!(file("/page/law/信访工作条例.ttl"), "page/law/信访工作条例.ttl");
        assert_eq!(file("/page/law/%E4%BF%A1"), "page/law/信.html");
        assert!(file("/reports?year=2020").starts_with("reports-") && file("/page/x/..").starts_with("page/x/-"));
        assert_ne!(file("/page/law/a%2Fb"), file("/page/law/a_b"));
    }
}
