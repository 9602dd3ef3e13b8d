//! A site for the tests: the program serving, and a client that can send anything.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::support::fazhi;

/// A site that ends with its test.
pub struct Served {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

/// An answer as it came.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: String,
    /// Whether the body came to its end.
    pub whole: bool,
    pub time: Duration,
}

impl Served {
    pub fn start(store: &Path, extra: &[&str]) -> Served {
        let mut command = fazhi();
        command.args(["serve", "--listen", "127.0.0.1:0", "--store"]).arg(store).args(extra);
        let mut child =
            command.stdout(Stdio::piped()).stderr(if std::env::var_os("FAZHI_TEST_LOG").is_some() { Stdio::inherit() } else { Stdio::null() }).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').parse().unwrap();
        Served { child, address }
    }

    /// The process that answers.
    pub fn answering(&self) -> Option<i32> {
        let id = self.child.id();
        std::fs::read_to_string(format!("/proc/{id}/task/{id}/children")).ok()?.split_whitespace().next()?.parse().ok()
    }

    pub fn signal(&self, process: i32, signal: Signal) {
        kill_process(Pid::from_raw(process).unwrap(), signal).unwrap();
    }

    /// Tells the site to end: how long that took, and with which code.
    pub fn end(mut self) -> (Duration, Option<i32>) {
        let start = Instant::now();
        self.signal(i32::try_from(self.child.id()).unwrap(), Signal::TERM);
        let status = self.child.wait().unwrap();
        (start.elapsed(), status.code())
    }

    /// Sends bytes, and reads to the end.
    pub fn raw(&self, bytes: &[u8]) -> Reply {
        let start = Instant::now();
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        // A server may refuse before it has read all.
        let _ = stream.write_all(bytes);
        let mut read = Vec::new();
        let _ = stream.read_to_end(&mut read);
        reply(&read, start.elapsed())
    }

    pub fn get(&self, path: &str, accept: &str) -> Reply {
        self.raw(format!("GET {path} HTTP/1.1\r\nHost: {}\r\nAccept: {accept}\r\nConnection: close\r\n\r\n", self.address).as_bytes())
    }

    pub fn query(&self, query: &str, accept: &str) -> Reply {
        self.post("/sparql", "application/sparql-query", accept, query.as_bytes())
    }

    pub fn post(&self, path: &str, kind: &str, accept: &str, body: &[u8]) -> Reply {
        self.send("POST", path, kind, accept, body)
    }

    pub fn send(&self, method: &str, path: &str, kind: &str, accept: &str, body: &[u8]) -> Reply {
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nAccept: {accept}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n",
            self.address
        );
        self.raw(&[head.as_bytes(), body].concat())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if self.child.try_wait().is_ok_and(|status| status.is_none()) {
            self.signal(i32::try_from(self.child.id()).unwrap(), Signal::TERM);
            let _ = self.child.wait();
        }
    }
}

fn reply(bytes: &[u8], time: Duration) -> Reply {
    let cut = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
    let head = String::from_utf8_lossy(&bytes[..cut]).to_ascii_lowercase();
    let rest = bytes.get(cut + 4..).unwrap_or_default();
    let status = head.split_whitespace().nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
    let (body, whole) = if head.contains("transfer-encoding: chunked") { chunks(rest) } else { (rest.to_vec(), true) };
    Reply { status, head, body: String::from_utf8_lossy(&body).into_owned(), whole, time }
}

fn chunks(mut rest: &[u8]) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    while let Some(cut) = rest.windows(2).position(|two| two == b"\r\n") {
        let size = std::str::from_utf8(&rest[..cut]).ok().and_then(|size| usize::from_str_radix(size.trim(), 16).ok()).unwrap_or(0);
        if size == 0 {
            return (body, true);
        }
        body.extend(rest.get(cut + 2..cut + 2 + size).unwrap_or_default());
        rest = rest.get(cut + 4 + size..).unwrap_or_default();
    }
    (body, false)
}

/// Percent-encoded.
pub fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}
