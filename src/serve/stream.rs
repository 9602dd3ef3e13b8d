//! An answer on its way. In: bytes as a query gives them. Out: a response, whole if it is small, in pieces if it is not.
//!
//! Nothing is sent before the first MiB is full, so that a query that fails early says why, with a status. One that fails later
//! breaks the connection off: a short answer must not look like a whole one.

use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Instant;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hyper::body::Frame;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};

use super::problem::Problem;
use super::watch::{Cause, Leash};

/// What is held back.
const FIRST: usize = 1 << 20;
/// The size of later pieces.
const PIECE: usize = 64 << 10;

type Begin = oneshot::Receiver<Result<Answer, Problem>>;
type Pieces = mpsc::Receiver<Result<Bytes, io::Error>>;

/// How an answer begins.
enum Answer {
    /// All of it.
    Whole(&'static str, Vec<u8>),
    /// Its type; the pieces follow.
    Pieces(&'static str),
}

/// Takes an answer's bytes.
pub(super) struct Out {
    kind: &'static str,
    held: Vec<u8>,
    begin: Option<oneshot::Sender<Result<Answer, Problem>>>,
    pieces: mpsc::Sender<Result<Bytes, io::Error>>,
    runtime: Handle,
    due: Instant,
    left: usize,
    bytes: usize,
    trouble: Option<Problem>,
    leash: Leash,
}

/// Waits for it.
pub(super) struct Awaited {
    begin: Begin,
    pieces: Pieces,
    patience: Patience,
}

/// Waits for an answer; whoever goes away before it is over ends the query.
struct Patience {
    leash: Leash,
    over: bool,
}

impl Drop for Patience {
    fn drop(&mut self) {
        if !self.over {
            self.leash.pull(Cause::Left);
        }
    }
}

impl Out {
    pub(super) fn new(runtime: Handle, due: Instant, bytes: usize, leash: Leash) -> (Out, Awaited) {
        let (begin, begun) = oneshot::channel();
        let (pieces, received) = mpsc::channel(4);
        let patience = Patience { leash: leash.clone(), over: false };
        let out = Out { kind: "text/plain", held: Vec::new(), begin: Some(begin), pieces, runtime, due, left: bytes, bytes, trouble: None, leash };
        (out, Awaited { begin: begun, pieces: received, patience })
    }

    /// What the bytes are.
    pub(super) fn kind(&mut self, kind: &'static str) {
        self.kind = kind;
    }

    /// Why writing failed, if it did.
    pub(super) fn trouble(&mut self) -> Option<Problem> {
        self.trouble.take()
    }

    pub(super) fn finish(mut self) {
        match self.begin.take() {
            Some(begin) => drop(begin.send(Ok(Answer::Whole(self.kind, std::mem::take(&mut self.held))))),
            None => drop(self.send()),
        }
    }

    pub(super) fn fail(mut self, problem: Problem) {
        match self.begin.take() {
            Some(begin) => drop(begin.send(Err(problem))),
            None => {
                eprintln!("fazhi: an answer was broken off: {}", problem.message);
                drop(self.pass(Err(io::Error::other(problem.message))));
            }
        }
    }

    fn send(&mut self) -> io::Result<()> {
        if let Some(begin) = self.begin.take() {
            begin.send(Ok(Answer::Pieces(self.kind))).map_err(|_| gone())?;
        }
        let piece = Bytes::from(std::mem::take(&mut self.held));
        self.pass(Ok(piece))
    }

    /// Waits for whoever reads, but not longer than the query may take.
    fn pass(&mut self, piece: Result<Bytes, io::Error>) -> io::Result<()> {
        let (pieces, due) = (&self.pieces, self.due);
        let sent = self.runtime.block_on(async { tokio::time::timeout_at(due.into(), pieces.send(piece)).await });
        match sent {
            Ok(sent) => sent.map_err(|_| gone()),
            Err(_) => {
                self.leash.pull(Cause::Deadline);
                Err(io::Error::new(io::ErrorKind::TimedOut, "whoever reads is too slow"))
            }
        }
    }
}

fn gone() -> io::Error {
    io::Error::new(io::ErrorKind::BrokenPipe, "whoever asked is gone")
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(left) = self.left.checked_sub(bytes.len()) else {
            let message = format!(
                "limit reached: size. The answer has more than {} MiB; ask for less (a LIMIT, fewer columns), or fetch whole graphs at /store",
                self.bytes >> 20
            );
            self.trouble = Some(Problem::bad(message.clone()));
            return Err(io::Error::other(message));
        };
        self.left = left;
        self.held.extend_from_slice(bytes);
        let full = if self.begin.is_some() { FIRST } else { PIECE };
        if self.held.len() >= full {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Awaited {
    /// The response, once it is known how it begins.
    pub(super) async fn response(mut self) -> Response {
        let begun = self.begin.await;
        let (kind, body) = match begun {
            Ok(Ok(Answer::Whole(kind, bytes))) => {
                self.patience.over = true;
                (kind, Body::from(bytes))
            }
            Ok(Ok(Answer::Pieces(kind))) => (kind, Body::new(Flow { pieces: self.pieces, patience: self.patience })),
            Ok(Err(problem)) => return problem.into_response(),
            Err(_) => return Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the query failed; the server's log says why").into_response(),
        };
        let mut response = Response::new(body);
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept"));
        response
    }
}

/// A body in pieces.
struct Flow {
    pieces: Pieces,
    patience: Patience,
}

impl hyper::body::Body for Flow {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let polled = self.pieces.poll_recv(context);
        if let Poll::Ready(None) = polled {
            self.patience.over = true;
        }
        polled.map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}
