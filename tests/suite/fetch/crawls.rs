//! A portal is read as a visitor reads it: lists, their further pages, articles, attachments; slowly, within what it allows, and on from where it was.

use std::collections::BTreeSet;
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use fazhi::fetch::{Journal, Options, fetch};

use super::portal::{Portal, Request, page, say};
use super::{fetched, options};
use crate::support::{report, run};

/// Running text of an article.
fn prose() -> String {
    "全镇深入学习贯彻习近平法治思想，扎实推进依法行政各项工作。".repeat(12)
}

fn article(town: &str) -> String {
    format!("<!DOCTYPE html><html><body>\n{}\n<p>{}</p>\n</body></html>", report(town, "").replace('\n', "\n<br>\n"), prose())
}

/// A portal of a county: three pages of a list (one numbered by a script), articles, a column, a stub with attachments, and what must be left alone.
fn county(request: &Request, stream: &mut TcpStream) {
    let report =
        |n: u32| format!("<li><a href='/zwgk/{n}.html' title='{n}镇2023年度法治政府建设情况报告'>{n}镇2023年度法治政府…</a><span>2024-01-10</span></li>");
    let nav = "<a href='/'>首页</a><a href='/zwgk/column/'>法治政府建设年度报告</a><a href='/news.html'>新闻</a><a href='http://elsewhere.example/x.html'>2023年法治政府建设情况报告</a>";
    match request.path.as_str() {
        "/robots.txt" => say(stream, "200 OK", &[], b"User-agent: *\nDisallow: /zwgk/closed\nDisallow: /zwgk/13"),
        "/zwgk/" => page(
            stream,
            &format!(
                "<!DOCTYPE html><html>{nav}<ul>{}{}</ul><a href='index_1.html'>2</a> <a href='index_1.html'>下一页</a><a href='/other/index_1.html'>3</a>\
                 <script>createPageHTML(3, 0, \"index\", \"html\");</script>",
                report(11),
                report(12)
            ),
        ),
        "/zwgk/index_1.html" => page(stream, &format!("<html>{nav}{}{}<a href=stub.html>县司法局2023年法治政府建设工作报告</a>", report(13), report(14))),
        "/zwgk/index_2.html" => page(stream, &format!("<html>{nav}{}<a href='gone.html'>99镇2023年度法治政府建设情况报告</a>", report(15))),
        "/zwgk/column/" => page(stream, &format!("<html>{}{}", report(12), report(16))),
        "/zwgk/stub.html" => page(stream, "<html><a href='/files/报告.txt'>附件：报告全文</a> <a href='/files/a.docx'>附件2</a><p>版权所有 县司法局</p>"),
        "/files/%E6%8A%A5%E5%91%8A.txt" => say(stream, "200 OK", &[("Content-Type", "text/plain")], crate::support::report("附件镇", "").as_bytes()),
        "/files/a.docx" => say(stream, "200 OK", &[("Content-Type", "application/octet-stream")], b"PK\x03\x04"),
        "/zwgk/16.html" => say(stream, "302 Found", &[("Location", "/zwgk/closed.html")], b""),
        "/zwgk/gone.html" => say(stream, "404 Not Found", &[], b"<html>404"),
        path => page(stream, &format!("{}{nav}<a href='/files/a.docx'>x</a>", article(path))),
    }
}

#[test]
fn a_portal_is_followed_within_its_bounds() {
    let portal = Portal::start("127.0.0.2", county);
    let options = Options { follow: true, ..options() };
    let (found, journal, _dir) = fetched(&[portal.url("/zwgk/")], &options);
    let documents: BTreeSet<String> = found.documents.iter().map(|document| document.address.trim_start_matches(&portal.url("")).to_owned()).collect();
    let wanted = ["/zwgk/11.html", "/zwgk/12.html", "/zwgk/14.html", "/zwgk/15.html", "/files/%E6%8A%A5%E5%91%8A.txt", "/files/a.docx"];
    assert_eq!(documents, wanted.iter().map(|path| (*path).to_owned()).collect());
    let failed: Vec<(&str, &str)> = found.failed.iter().map(|(address, reason)| (address.rsplit('/').next().unwrap(), reason.as_str())).collect();
    assert!(
        failed.len() == 3
            && failed.iter().any(|(name, reason)| *name == "16.html" && reason.contains("closed.html"))
            && failed.iter().any(|(name, reason)| *name == "13.html" && reason.contains("robots.txt")),
        "{failed:?}"
    );
    assert!(failed.iter().any(|(name, reason)| *name == "gone.html" && reason.contains("404")));
    let paths = portal.paths();
    assert_eq!(paths.len(), paths.iter().collect::<BTreeSet<_>>().len(), "nothing is asked for twice: {paths:?}");
    assert!(
        !paths.iter().any(|path| path.contains("news") || path.contains("other") || path.contains("13") || path.contains("closed")) && found.indexes == 5,
        "{paths:?} {}",
        found.indexes
    );
    let text = journal.bytes(&found.documents.iter().find(|document| document.address.ends_with(".txt")).unwrap().sha256).unwrap();
    assert_eq!(text, report("附件镇", "").as_bytes());

    portal.forget();
    let (found, ..) = fetched(&[portal.url("/zwgk/")], &Options { most: 4, ..options.clone() });
    assert!(portal.paths().len() == 5 && found.cut.iter().any(|(_, reason)| reason.contains("--max-pages")), "{:?} {:?}", portal.paths(), found.failed);
    portal.forget();
    let (found, ..) = fetched(&[portal.url("/zwgk/"), portal.url("/zwgk/13.html")], &super::options());
    assert_eq!(
        (portal.paths(), found.documents.len()),
        (vec!["/zwgk/".to_owned(), "/zwgk/13.html".to_owned()], 2),
        "what a user names is fetched, and nothing else"
    );
}

#[test]
fn a_redirect_is_not_followed_before_the_other_site_was_asked() {
    let wary = Portal::start("127.0.0.2", |request, stream| match request.path.as_str() {
        "/robots.txt" => say(stream, "200 OK", &[], b"User-agent: *\nDisallow: /closed"),
        path => page(stream, &article(path)),
    });
    let (open, closed) = (wary.url("/open.html"), wary.url("/closed.html"));
    let list = Portal::start("127.0.0.2", move |request, stream| match request.path.as_str() {
        "/" => page(stream, "<html><a href=a>2023年法治政府建设情况报告</a><a href=b>2022年法治政府建设情况报告</a>"),
        "/a" => say(stream, "302 Found", &[("Location", &open)], b""),
        "/b" => say(stream, "302 Found", &[("Location", &closed)], b""),
        _ => say(stream, "404 Not Found", &[], b""),
    });
    let (found, ..) = fetched(&[list.url("/")], &Options { follow: true, ..options() });
    assert_eq!(wary.paths(), ["/robots.txt", "/open.html"], "{:?}", found.failed);
    assert!(found.documents.len() == 1 && found.failed.len() == 1 && found.failed[0].1.contains("robots.txt there"), "{found:?}");
}

#[test]
fn a_site_is_not_hurried() {
    let portal = Portal::start("127.0.0.2", county);
    let start = Instant::now();
    fetched(&[portal.url("/zwgk/")], &Options { follow: true, delay: Duration::from_millis(60), most: 5, ..options() });
    let times: Vec<Instant> = portal.requests().iter().map(|request| request.at).collect();
    assert!(times.len() == 6 && times.windows(2).all(|pair| pair[1] - pair[0] >= Duration::from_millis(55)), "{:?}", start.elapsed());
    let slow = Portal::start("127.0.0.2", |request, stream| match request.path.as_str() {
        "/robots.txt" => say(stream, "200 OK", &[], b"User-agent: fazhi\nCrawl-delay: 0.2"),
        "/" => page(stream, "<html><a href=a>2023年法治政府建设情况报告</a><a href=b>2022年法治政府建设情况报告</a>"),
        _ => page(stream, &article("甲镇")),
    });
    let start = Instant::now();
    fetched(&[slow.url("/")], &Options { follow: true, ..options() });
    assert!(start.elapsed() >= Duration::from_millis(400) && slow.paths().len() == 4);
}

#[test]
fn a_site_out_of_order_is_left_alone() {
    let portal = Portal::start("127.0.0.2", |request, stream| match request.path.as_str() {
        "/robots.txt" => say(stream, "503 Busy", &[], b""),
        _ => page(stream, "<html><a href=a>2023年法治政府建设情况报告</a>"),
    });
    let (found, ..) = fetched(&[portal.url("/")], &Options { follow: true, ..options() });
    assert!(found.failed.len() == 1 && portal.paths() == ["/", "/robots.txt"], "{found:?}");
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let changed = Arc::new(AtomicBool::new(false));
    let state = changed.clone();
    let portal = Portal::start("127.0.0.2", move |request, stream| {
        let tag = if state.load(Ordering::SeqCst) { "\"v2\"" } else { "\"v1\"" };
        let dated = "Wed, 10 Jan 2024 08:00:00 GMT";
        match request.path.as_str() {
            "/moved" => say(stream, "302 Found", &[("Location", "/tag")], b""),
            "/tag" if request.header("if-none-match") == Some(tag) => say(stream, "304 Not Modified", &[], b""),
            "/tag" => say(stream, "200 OK", &[("ETag", tag)], tag.as_bytes()),
            "/date" if request.header("if-modified-since").is_some() => say(stream, "304 Not Modified", &[], b""),
            "/date" => say(stream, "200 OK", &[("Last-Modified", dated)], b"dated"),
            _ => say(stream, "200 OK", &[], b"neither"),
        }
    });
    let dir = tempfile::tempdir().unwrap();
    let addresses: Vec<String> = ["/moved", "/date", "/neither"].iter().map(|path| portal.url(path)).collect();
    let round = || {
        let found = fetch(&addresses, &options(), &mut Journal::open(dir.path()).unwrap(), &|_| {}).unwrap();
        assert_eq!(found.failed, []);
        found.documents.into_iter().map(|document| document.sha256).collect::<Vec<_>>()
    };
    let first = round();
    assert_eq!(round(), first);
    assert_eq!(journal_lines(dir.path(), "\"same\":true"), 2);
    changed.store(true, Ordering::SeqCst);
    let third = round();
    assert!(third[0] != first[0] && third[1..] == first[1..]);
    // Without its original a server's word that nothing has changed is worth nothing.
    std::fs::write(dir.path().join(&third[1]), "damaged").unwrap();
    assert_eq!(round(), third);
    assert_eq!(std::fs::read(dir.path().join(&third[1])).unwrap(), b"dated");
}

fn journal_lines(folder: &Path, part: &str) -> usize {
    std::fs::read_to_string(folder.join("journal.jsonl")).unwrap().lines().filter(|line| line.contains(part)).count()
}

#[test]
fn a_crawl_that_was_killed_goes_on_where_it_was() {
    let stuck = Arc::new(AtomicBool::new(true));
    let state = stuck.clone();
    let portal = Portal::start("127.0.0.2", move |request, stream| {
        while request.path == "/zwgk/14.html" && state.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(20));
        }
        county(request, stream);
    });
    let dir = tempfile::tempdir().unwrap();
    let store = dir.path().join("kg");
    let arguments = |url: String| {
        ["build".to_owned(), url, "--follow".into(), "--allow-private".into(), "--delay".into(), "0".into(), "--store".into(), store.display().to_string()]
    };
    let mut killed = crate::support::fazhi().args(arguments(portal.url("/zwgk/"))).stdout(std::process::Stdio::null()).spawn().unwrap();
    let start = Instant::now();
    while !portal.paths().contains(&"/zwgk/14.html".to_owned()) {
        assert!(start.elapsed() < Duration::from_secs(60), "{:?}", portal.paths());
        std::thread::sleep(Duration::from_millis(20));
    }
    killed.kill().unwrap();
    killed.wait().unwrap();
    stuck.store(false, Ordering::SeqCst);
    let before: BTreeSet<String> = portal.paths().into_iter().filter(|path| path != "/zwgk/14.html" && path != "/robots.txt").collect();
    // The end of the journal may be torn.
    let journal = store.join("originals/journal.jsonl");
    let mut torn = std::fs::read(&journal).unwrap();
    torn.extend_from_slice(b"{\"kind\":\"got\",\"addr");
    std::fs::write(&journal, torn).unwrap();
    portal.forget();
    crate::support::fazhi().args(arguments(portal.url("/zwgk/"))).output().unwrap();
    let after = portal.paths();
    assert!(before.len() >= 5 && after.contains(&"/zwgk/15.html".to_owned()) && after.contains(&"/zwgk/14.html".to_owned()), "{after:?}");
    let again: Vec<&String> = after.iter().filter(|path| before.contains(*path)).collect();
    // What failed is tried again; what was got is not.
    assert!(again.iter().all(|path| ["/zwgk/gone.html", "/zwgk/16.html", "/zwgk/closed.html"].contains(&path.as_str())), "{again:?}");
    portal.forget();
    let output = crate::support::fazhi().args(arguments(portal.url("/zwgk/"))).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("5 pages of links followed"), "{output:?}");
    assert!(portal.paths().len() > 10, "a crawl that ended begins anew, and asks what has changed: {:?}", portal.paths());
}

#[test]
fn addresses_become_sources_with_their_url() {
    let gbk = encoding_rs::GB18030.encode(&report("新兴镇", "")).0.into_owned();
    let portal = Portal::start("127.0.0.2", move |request, stream| match request.path.as_str() {
        "/a.txt" => say(stream, "200 OK", &[("Content-Type", "text/plain; charset=utf-8"), ("ETag", "\"1\"")], &gbk),
        "/b.txt" => say(stream, "200 OK", &[("Content-Type", "image/png")], report("怀宝镇", "").as_bytes()),
        _ => say(stream, "404 Not Found", &[], b"<html>404"),
    });
    let dir = tempfile::tempdir().unwrap();
    let store = dir.path().join("kg");
    let file = dir.path().join("own.txt");
    std::fs::write(&file, report("平氏镇", "")).unwrap();
    let build = |extra: &[&str]| {
        let (a, b, c) = (portal.url("/a.txt"), portal.url("/b.txt#part"), portal.url("/c.txt"));
        let arguments =
            ["build", &a, &b, &c, file.to_str().unwrap(), "--allow-private", "--delay", "0", "--format", "json", "--store", store.to_str().unwrap()];
        let (code, out, err) = run(&[&arguments, extra].concat());
        assert_eq!(code, 2, "{err}");
        serde_json::from_str::<serde_json::Value>(&out).unwrap()
    };
    let report = build(&[]);
    assert_eq!((&report["read"], &report["counts"]["refused"]), (&3.into(), &1.into()), "{report}");
    let row = |report: &serde_json::Value, end: &str| {
        report["files"].as_array().unwrap().iter().find(|row| row["path"].as_str().unwrap().ends_with(end)).unwrap().clone()
    };
    assert!(row(&report, "c.txt")["reason"].as_str().unwrap().contains("404") && row(&report, "own.txt")["state"] == row(&report, "/a.txt")["state"]);
    let export = |extra: &[&str]| run(&[&["export", "--format", "nquads", "--store", store.to_str().unwrap()], extra].concat()).1;
    let read = export(&["--only-read"]);
    let (a, b) = (format!("<https://schema.org/url> \"{}\"^^<http://www.w3.org/2001/XMLSchema#anyURI>", portal.url("/a.txt")), portal.url("/b.txt"));
    assert!(
        read.contains(&a) && read.contains(&format!("url> \"{b}\"")) && read.contains("\"a.txt\"") && !read.contains("own.txt\"^^"),
        "the addresses stand in the graph"
    );
    assert_eq!(read.matches("https://schema.org/url").count(), 2);
    assert_eq!(export(&["--ledger"]).matches("ontology#fetched>").count() - export(&[]).matches("ontology#fetched>").count(), 2);
    let again = build(&[]);
    assert_eq!((&again["read"], &again["unchanged"], &row(&again, "/a.txt")["unchanged"]), (&0.into(), &3.into(), &true.into()));
    assert_eq!(build(&["--force"])["read"], 3);
    assert_eq!(export(&["--only-read"]), read, "the same bytes from the same address are the same graph");
    assert_eq!(run(&["check", "--store", store.to_str().unwrap()]).0, 0);
}
