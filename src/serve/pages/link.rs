//! IRIs as addresses of this site, and back. In: an IRI or a path. Out: the other. It does not know whether anything is there.
//!
//! Only http and https IRIs become links that leave the site; `javascript:` and the like are shown as text.

use super::asking::{Asking, address, decoded};
use crate::ask::sentence;
use crate::graph::encoded;

/// The page of a thing of this store, or the page that shows what is said of a foreign IRI.
pub(in crate::serve) fn page(base: &str, iri: &str) -> String {
    if let Some(path) = iri.strip_prefix(base) {
        if let (Some((start, end)), Some(key)) = (sentence::range(iri), path.strip_prefix("source/").and_then(|rest| rest.split('#').next())) {
            return format!("/source/{key}#c{start}-{end}");
        }
        if let Some(key) = path.strip_prefix("source/").filter(|key| is_key(key)) {
            return format!("/source/{key}");
        }
        if canonical(path) == path && !path.is_empty() {
            return format!("/page/{path}");
        }
    }
    address("/page", [("iri", iri)])
}

/// The IRI that a path of this site names: the rest behind `/page/`, `/id/` or `/data/`.
pub(super) fn iri(base: &str, rest: &str) -> String {
    format!("{base}{}", canonical(rest))
}

/// Parts are decoded and written as names are minted: Han characters stay, all else that is no letter or digit is encoded. A slash that is
/// encoded belongs to a name, and stays so.
fn canonical(path: &str) -> String {
    path.split('/').map(|part| encoded(&decoded(part))).collect::<Vec<_>>().join("/")
}

/// Whether a text is the digest that names a source.
pub(super) fn is_key(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The place of a mention in its source's page: its file's key and the anchor's name.
pub(super) fn place(base: &str, mention: &str) -> Option<(String, usize, usize)> {
    let (start, end) = sentence::range(mention)?;
    let key = mention.strip_prefix(base)?.strip_prefix("source/")?.split('#').next()?;
    is_key(key).then(|| (key.to_owned(), start, end))
}

/// Whether a foreign IRI may be followed.
pub(super) fn outside(iri: &str) -> bool {
    (iri.starts_with("https://") || iri.starts_with("http://")) && url::Url::parse(iri).is_ok()
}

impl Asking {
    /// The page of an IRI.
    pub fn to(&self, iri: &str) -> String {
        page(self.site.view.base(), iri)
    }

    /// The IRI of a local name.
    pub fn named(&self, local: &str) -> String {
        format!("{}{local}", self.site.view.base())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://w3id.org/fazhi/";

    #[test]
    fn there_and_back() {
        let law = "https://w3id.org/fazhi/law/法治政府建设实施纲要%EF%BC%882021%E2%80%942025年%EF%BC%89";
        let path = page(BASE, law);
        assert_eq!(iri(BASE, path.trim_start_matches("/page/")), law);
        // As a browser sends it: Han characters encoded, too.
        assert_eq!(iri(BASE, "law/%E6%B3%95%E6%B2%BB%EF%BC%882021"), "https://w3id.org/fazhi/law/法治%EF%BC%882021");
        assert_eq!(page(BASE, "https://w3id.org/fazhi/source/beacd83518828ac9#char=12,18"), "/source/beacd83518828ac9#c12-18");
        assert_eq!(page(BASE, "https://w3id.org/fazhi/a b"), "/page?iri=https%3A%2F%2Fw3id.org%2Ffazhi%2Fa+b");
        assert!(page(BASE, "javascript:alert(1)").starts_with("/page?iri=javascript%3A"));
        assert!(!outside("javascript:alert(1)") && outside("https://example.org/a"));
    }
}
