//! Answers that hurt: each ends in time and within its bounds, and says why.

use std::io::Write;
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use super::portal::{Portal, Request, page, say};
use super::{fetched, impatient, reason};
use crate::torture;

/// How long one answer may take an impatient client.
const LONGEST: Duration = Duration::from_secs(6);

fn gzipped(megabytes: usize) -> Vec<u8> {
    let script = format!("head -c {megabytes}M /dev/zero | gzip -9 -c");
    Command::new("sh").args(["-c", &script]).output().unwrap().stdout
}

/// Writes pieces until nobody reads, with a pause between them.
fn drip(stream: &mut TcpStream, head: &str, piece: &[u8], pause: u64) {
    let mut sent = stream.write_all(head.as_bytes());
    while sent.is_ok() {
        sent = stream.write_all(piece).and_then(|()| stream.flush());
        std::thread::sleep(Duration::from_millis(pause));
    }
}

fn answer(request: &Request, stream: &mut TcpStream, bomb: &[u8]) {
    const CHUNKED: &str = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let raw = |stream: &mut TcpStream, text: &str| drop(stream.write_all(text.as_bytes()));
    match request.path.as_str() {
        "/gzip" => say(stream, "200 OK", &[("Content-Encoding", "gzip")], bomb),
        "/twice" => say(stream, "200 OK", &[("Content-Encoding", "gzip, gzip")], bomb),
        "/br" => say(stream, "200 OK", &[("Content-Encoding", "br")], bomb),
        "/no-gzip" => say(stream, "200 OK", &[("Content-Encoding", "gzip")], b"this is no gzip"),
        "/large" => say(stream, "200 OK", &[], &vec![b'x'; 2_000_000]),
        "/endless" => drip(stream, CHUNKED, &[b"10000\r\n", vec![b'x'; 1 << 16].as_slice(), b"\r\n"].concat(), 0),
        "/endless-plain" => drip(stream, "HTTP/1.1 200 OK\r\n\r\n", &[b'x'; 1 << 16], 0),
        "/drip" => drip(stream, CHUNKED, b"1\r\nx\r\n", 100),
        "/drip-head" => drip(stream, "HTTP/1.1 200 OK\r\nX: ", b"x", 100),
        "/silent" => std::thread::sleep(Duration::from_secs(20)),
        "/falls-silent" => {
            raw(stream, "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nx");
            std::thread::sleep(Duration::from_secs(20));
        }
        "/length-too-large" => raw(stream, "HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775808\r\n\r\nx"),
        "/length-larger" => raw(stream, "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nx"),
        "/length-none" => raw(stream, "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx"),
        "/headers" => raw(stream, &format!("HTTP/1.1 200 OK\r\n{}\r\nx", "A: b\r\n".repeat(100_000))),
        "/header" => raw(stream, &format!("HTTP/1.1 200 OK\r\nA: {}\r\n\r\nx", "b".repeat(10 << 20))),
        "/garbage" => raw(stream, "\0\u{1}garbage\r\n\r\n"),
        "/closed" => {}
        "/404" => say(stream, "404 Not Found", &[], b"<html>404"),
        "/500" => say(stream, "500 Oops", &[], b""),
        "/304" => say(stream, "304 Not Modified", &[], b""),
        _ => page(stream, "<p>good</p>"),
    }
}

#[test]
fn answers_that_hurt_end() {
    let megabytes = 200 * torture::scale(5);
    let bomb = gzipped(megabytes);
    assert!(bomb.len() < megabytes * 2000, "a small bomb");
    let mut row = torture::Row::new("U5", "answers that hurt", LONGEST);
    let portal = Portal::start("127.0.0.2", move |request, stream| answer(request, stream, &bomb));
    let table: [(&str, &str); 21] = [
        ("/gzip", "more than 1 MB"),
        ("/twice", "not asked for"),
        ("/br", "not asked for"),
        ("/no-gzip", "no answer"),
        ("/large", "more than 1 MB"),
        ("/endless", "more than 1 MB"),
        ("/endless-plain", "more than 1 MB"),
        ("/drip", "within 2.5 s"),
        ("/drip-head", "too slow"),
        ("/silent", "too slow"),
        ("/falls-silent", "too slow"),
        ("/length-too-large", "more than 1 MB"),
        ("/length-larger", "no answer"),
        ("/length-none", "no answer"),
        ("/headers", "no answer"),
        ("/header", "no answer"),
        ("/garbage", "no answer"),
        ("/closed", "no answer"),
        ("/404", "404"),
        ("/500", "500"),
        ("/304", "304"),
    ];
    for (path, what) in table {
        let start = Instant::now();
        let said = reason(&portal.url(path), &impatient());
        println!("{path}: {said}");
        assert!(said.contains(what), "{path}: {said}");
        row.took(1, start.elapsed());
        assert!(start.elapsed() < LONGEST, "{path}: {:?}", start.elapsed());
    }
    if torture::is_full() {
        // The whole program, with its usual limits: what a bomb of a gigabyte costs it beside a small page.
        let memory = ["/good", "/gzip"].map(|path| {
            let dir = tempfile::tempdir().unwrap();
            let store = dir.path().join("kg");
            torture::measured(&["build", &portal.url(path), "--allow-private", "--delay", "0", "--store", store.to_str().unwrap()], b"", "all").0
        });
        row.held(memory[1].saturating_sub(memory[0]), 128 << 20);
    }
    row.close();
    let (fetched, ..) = fetched(&[portal.url("/gzip"), portal.url("/good")], &impatient());
    assert_eq!((fetched.documents.len(), fetched.failed.len()), (1, 1), "what hurts costs itself");
}
