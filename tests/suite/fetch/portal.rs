//! A server that plays a portal: what it answers is a function of the request, and it remembers who asked for what.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Instant;

/// A request that came.
#[derive(Debug, Clone)]
pub struct Request {
    /// GET, one hopes.
    pub method: String,
    /// As it stands in the first line: a path, or a whole address where the server is a proxy.
    pub path: String,
    /// All headers, lower-case.
    pub headers: String,
    /// When.
    pub at: Instant,
}

impl Request {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.lines().find_map(|line| Some(line.strip_prefix(name)?.strip_prefix(':')?.trim()))
    }
}

/// A server on this machine.
pub struct Portal {
    pub address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Portal {
    /// Starts one; it ends with the tests.
    pub fn start(host: &str, answer: impl Fn(&Request, &mut TcpStream) + Send + Sync + 'static) -> Portal {
        Portal::on(TcpListener::bind((host, 0)).unwrap(), answer)
    }

    /// The same, on a port that is taken already.
    pub fn on(listener: TcpListener, answer: impl Fn(&Request, &mut TcpStream) + Send + Sync + 'static) -> Portal {
        let portal = Portal { address: listener.local_addr().unwrap(), requests: Arc::default() };
        let (requests, answer) = (portal.requests.clone(), Arc::new(answer));
        std::thread::spawn(move || {
            for stream in listener.incoming().filter_map(Result::ok) {
                let (requests, answer) = (requests.clone(), answer.clone());
                std::thread::spawn(move || serve(stream, &requests, &*answer));
            }
        });
        portal
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    /// The paths that were asked for, in their order.
    pub fn paths(&self) -> Vec<String> {
        self.requests().into_iter().map(|request| request.path).collect()
    }

    /// Forgets what was asked for.
    pub fn forget(&self) {
        self.requests.lock().unwrap().clear();
    }
}

fn serve(mut stream: TcpStream, requests: &Mutex<Vec<Request>>, answer: &dyn Fn(&Request, &mut TcpStream)) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let Some(first) = lines.next() else { return };
    let headers: Vec<String> = lines.take_while(|line| !line.is_empty()).map(|line| line.to_lowercase()).collect();
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let method = first.split(' ').next().unwrap_or_default().to_owned();
    let request = Request { method, path, headers: headers.join("\n"), at: Instant::now() };
    requests.lock().unwrap().push(request.clone());
    answer(&request, &mut stream);
}

/// Answers and closes; who asked may be gone.
pub fn say(stream: &mut TcpStream, status: &str, headers: &[(&str, &str)], body: &[u8]) {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    let _ = stream.write_all(&[head.as_bytes(), body].concat());
}

/// The same, of a page that is there.
pub fn page(stream: &mut TcpStream, body: &str) {
    say(stream, "200 OK", &[("Content-Type", "text/html; charset=utf-8")], body.as_bytes());
}
