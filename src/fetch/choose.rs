//! Which links of a page are followed. In: a page and where it stands. Out: reports, further pages of the same list, attachments. It fetches nothing.

use std::collections::BTreeSet;

use url::{Host, Url};

use super::links::{Link, Page};

/// What a title speaks of.
const SUBJECTS: [&str; 2] = ["法治政府建设", "依法行政"];

/// What a title calls the document. A title that is cut (…) may be any of them.
const KINDS: [&str; 6] = ["报告", "情况", "总结", "汇报", "…", "..."];

/// Words that lead to the next page of a list.
const NEXT: [&str; 9] = ["下一页", "下页", "后一页", "后页", "next", "next page", ">", "›", "»"];

/// Endings of documents.
const ENDINGS: [&str; 9] = ["pdf", "docx", "doc", "wps", "ofd", "xlsx", "xls", "rtf", "txt"];

/// A page with so many Chinese characters in sentences is a text and not only a place for links.
pub(super) const PROSE: usize = 200;

/// The links that matter, each once, in their order, within the site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Called like a report; and whether by a year, which the name of a column has not.
    pub reports: Vec<(Url, bool)>,
    /// Further pages of the same list.
    pub pages: Vec<Url>,
    /// Documents to load down.
    pub attachments: Vec<Url>,
}

impl Chosen {
    /// Chooses among the links of `page`, which stands at `here`; `start` is where the user began.
    pub fn of(page: &Page, here: &Url, start: &Url) -> Chosen {
        let base = page.base.as_deref().and_then(|base| here.join(base).ok()).unwrap_or_else(|| here.clone());
        let (mut chosen, mut seen) = (Chosen::default(), BTreeSet::from([here.clone()]));
        for link in &page.links {
            let Some(address) = target(&base, link).filter(|address| is_same_site(address, start)) else { continue };
            if seen.contains(&address) {
                continue;
            }
            if chosen.sort_in(link, &address, here) {
                seen.insert(address);
            }
        }
        let more = page.numbered.iter().flat_map(|(count, name, ending)| (1..*count).filter_map(move |n| here.join(&format!("{name}_{n}.{ending}")).ok()));
        chosen.pages.extend(more.filter(|address| seen.insert(address.clone())));
        chosen
    }

    /// Whether the link is one of ours.
    fn sort_in(&mut self, link: &Link, address: &Url, here: &Url) -> bool {
        let names = [link.title.as_str(), link.words.as_str()];
        if names.iter().any(|name| is_report(name)) {
            self.reports.push((address.clone(), names.iter().any(|name| has_year(name))));
        } else if is_next(&link.words) || is_number(&link.words) && is_same_series(address, here) {
            self.pages.push(address.clone());
        } else if has_document_ending(address) {
            self.attachments.push(address.clone());
        } else {
            return false;
        }
        true
    }
}

/// Where a link leads, without its fragment.
fn target(base: &Url, link: &Link) -> Option<Url> {
    let href = link.href.trim();
    let mut address = base.join(href).ok().filter(|_| !href.is_empty() && !href.starts_with('#'))?;
    address.set_fragment(None);
    matches!(address.scheme(), "http" | "https").then_some(address)
}

/// The same host or one below it; `www` is no host of its own.
fn is_same_site(address: &Url, start: &Url) -> bool {
    let own_port = |url: &Url| url.port().is_some();
    if own_port(address) != own_port(start) || own_port(start) && address.port() != start.port() {
        return false;
    }
    match (address.host(), start.host()) {
        (Some(Host::Domain(host)), Some(Host::Domain(site))) => {
            let site = site.strip_prefix("www.").unwrap_or(site);
            host == site || host.strip_suffix(site).is_some_and(|rest| rest.ends_with('.'))
        }
        (host, site) => host == site,
    }
}

fn is_report(name: &str) -> bool {
    SUBJECTS.iter().filter_map(|subject| name.split_once(subject)).any(|(_, behind)| KINDS.iter().any(|kind| behind.contains(kind)))
        || name.contains("法治政府") && name.contains("年度报告")
}

fn has_year(name: &str) -> bool {
    let digits = name.as_bytes().windows(4).any(|four| four.starts_with(b"20") && four.iter().all(u8::is_ascii_digit));
    digits || ["二〇", "二○", "二零", "２０"].iter().any(|year| name.contains(year))
}

fn is_next(words: &str) -> bool {
    let bare = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '【' | '】'));
    NEXT.contains(&bare.to_lowercase().as_str()) || bare.trim_end_matches(['>', '›', '»', ' ']).ends_with("下一页")
}

fn is_number(words: &str) -> bool {
    (1..=4).contains(&words.len()) && words.bytes().all(|byte| byte.is_ascii_digit())
}

/// index.html and index_2.html, list-1.html and list-2.html, list.jsp?page=1 and list.jsp?page=2.
fn is_same_series(address: &Url, here: &Url) -> bool {
    let keys = |url: &Url| url.query_pairs().map(|(key, _)| key.into_owned()).collect::<BTreeSet<_>>();
    let (theirs, ours) = (series(address.path()), series(here.path()));
    theirs == ours && (address.path() != here.path() || keys(address).is_superset(&keys(here)))
}

/// A path without the number before its ending; a folder is its index.
fn series(path: &str) -> (&str, &str) {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let bare = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let bare = if bare.len() < stem.len() { bare.trim_end_matches(['_', '-']) } else { stem };
    (folder, if bare.is_empty() { "index" } else { bare })
}

fn has_document_ending(address: &Url) -> bool {
    let ending = address.path().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_reports() {
        let reports = [
            "新集镇2023年度法治政府建设情况报告",
            "关于2022年法治政府建设工作总结",
            "县司法局2021年度法治政府建设工…",
            "2019年依法行政工作报告",
            "法治政府建设年度报告",
            "法治政府年度报告（2020）",
        ];
        let others = ["法治政府建设实施纲要", "关于加强法治政府建设的意见", "政府工作报告", "年度报告", "", "依法行政"];
        assert!(reports.iter().all(|name| is_report(name)));
        for name in others {
            assert!(!is_report(name), "{name}");
        }
        assert!(has_year("二〇二三年度") && has_year("2023年") && !has_year("法治政府建设年度报告") && !has_year("1203"));
    }

    #[test]
    fn series_of_pages() {
        let url = |text: &str| Url::parse("https://www.a.gov.cn/").unwrap().join(text).unwrap();
        let table = [
            ("/z/index.html", "/z/index_2.html", true),
            ("/z/", "/z/index_1.shtml", true),
            ("/z/list-1.html", "/z/list-2.html", true),
            ("/z/l.jsp?p=1&c=3", "/z/l.jsp?c=3&p=2", true),
            ("/z/index.html", "/y/index_2.html", false),
            ("/z/index.html", "/z/t2024_3.html", false),
        ];
        for (here, there, same) in table {
            assert_eq!(is_same_series(&url(there), &url(here)), same, "{here} {there}");
        }
        let site = url("/");
        for (other, same) in [
            ("https://zwgk.a.gov.cn/x", true),
            ("http://a.gov.cn/", true),
            ("https://ba.gov.cn/", false),
            ("https://a.gov.cn:8080/", false),
            ("https://b.cn/a.gov.cn", false),
        ] {
            assert_eq!(is_same_site(&url(other), &site), same, "{other}");
        }
    }
}
