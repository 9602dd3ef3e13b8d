//! What a server says of its answers and is not so, and what is said to servers.

use std::net::TcpStream;
use std::time::Instant;

use encoding_rs::{BIG5, GB18030};
use fazhi::text;

use super::portal::{Portal, Request, page, say};
use super::{fetched, options};
use crate::support::report;
use crate::torture::{Row, seconds};

const DECLARED: [&str; 8] = [
    "text/plain; charset=utf-8",
    "text/plain; charset=gbk",
    "text/html; charset=iso-8859-1",
    "text/plain; charset=utf-16le",
    "text/plain; charset=big5",
    "image/png",
    "application/octet-stream",
    "nonsense",
];

fn written(form: &str, text: &str) -> Vec<u8> {
    match form {
        "gbk" => GB18030.encode(text).0.into_owned(),
        "big5" => BIG5.encode(text).0.into_owned(),
        "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        _ => text.as_bytes().to_vec(),
    }
}

const FORMS: [&str; 4] = ["utf-8", "gbk", "big5", "utf-16le"];

/// In Big5 only what traditional script can say.
fn said(form: &str) -> String {
    if form == "big5" {
        "依照行政處罰法的規定，本鎮政府認真落實各項工作任務，組織開展法治宣傳教育活動。".repeat(3)
    } else {
        report("新兴镇", "")
    }
}

fn answer(request: &Request, stream: &mut TcpStream) {
    let parts: Vec<&str> = request.path.trim_matches('/').split('/').collect();
    let (form, declared) = (parts[1], DECLARED[parts[2].parse::<usize>().unwrap()]);
    let body = match parts[0] {
        // A page that lies of itself, too.
        "page" => format!(
            "<!DOCTYPE html><html><head><meta charset=\"{}\"></head><body><p>{}</p></body></html>",
            if form == "gbk" { "utf-8" } else { "gbk" },
            said(form)
        ),
        _ => said(form),
    };
    say(stream, "200 OK", &[("Content-Type", declared)], &written(form, &body));
}

#[test]
fn u6_what_a_server_declares_is_not_believed() {
    let portal = Portal::start("127.0.0.2", answer);
    let mut row = Row::new("U6", "declared encodings and kinds that lie", seconds(5.0));
    for kind in ["text", "page"] {
        for form in FORMS {
            for (at, declared) in DECLARED.iter().enumerate() {
                let start = Instant::now();
                let (found, journal, _dir) = fetched(&[portal.url(&format!("/{kind}/{form}/{at}"))], &options());
                assert_eq!(found.failed, [], "{kind} {form} {declared}");
                let text = text::read("a", &journal.bytes(&found.documents[0].sha256).unwrap()).unwrap();
                row.took(1, start.elapsed());
                let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                assert_eq!(bare(&text.content), bare(&said(form)), "{kind} {form} declared {declared}");
            }
        }
    }
    row.found("all right, 0 U+FFFD");
    row.close();
}

#[test]
fn u7_servers_are_asked_and_told_nothing() {
    // fazhi pushes nothing anywhere: all that it sends are questions, with no secret in them, be it behind a redirect to another host.
    let other = Portal::start("127.0.0.2", |_, stream| page(stream, "<p>there</p>"));
    let there = other.url("/");
    let portal = Portal::start("127.0.0.2", move |request, stream| {
        match request.path.as_str() {
        "/robots.txt" => say(stream, "404 Not Found", &[], b""),
        "/away" => say(stream, "307 Temporary Redirect", &[("Location", &there), ("Set-Cookie", "id=secret")], b""),
        path if path == "/" || path.starts_with("/?") => say(
            stream,
            "200 OK",
            &[("Set-Cookie", "id=secret"), ("Content-Type", "text/html"), ("WWW-Authenticate", "Basic")],
            "<html><a href=/away>2023年法治政府建设情况报告</a><a href=/b>2022年法治政府建设情况报告</a><form method=post action=/post>2021年法治政府建设情况报告</form>".as_bytes(),
        ),
        _ => page(stream, "<p>x</p>"),
    }
    });
    let mut row = Row::new("U7", "what is told to servers", seconds(5.0));
    let start = Instant::now();
    fetched(&[portal.url("/?token=mine")], &fazhi::fetch::Options { follow: true, ..options() });
    fetched(&[portal.url("/")], &fazhi::fetch::Options { follow: true, ..options() });
    let requests = [portal.requests(), other.requests()].concat();
    row.took(requests.len(), start.elapsed());
    let there = other.paths().iter().filter(|path| *path == "/").count();
    assert!(requests.len() >= 8 && there == 2, "{requests:?}");
    for request in &requests {
        assert!(request.method == "GET" && !request.path.contains("post"), "{request:?}");
        let told = ["authorization", "proxy-authorization", "cookie", "referer", "origin", "content-length", "transfer-encoding"];
        assert!(told.iter().all(|name| request.header(name).is_none()), "{request:?}");
    }
    assert!(!other.requests().iter().any(|request| request.headers.contains("mine")), "what stands in one address is not told to another host");
    row.found("GET alone; 0 secrets sent, nothing pushed");
    row.close();
}
