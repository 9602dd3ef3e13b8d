//! One question and one answer through a child's pipes. In: the request's bytes and a deadline. Out: the answer's bytes, or how the child failed.
//!
//! The pipes do not block: the child may be slow, deaf or talkative, and the parent still returns in time. What the bytes mean is not known here.

use std::io::{self, ErrorKind, Read, Write};
use std::process::{ChildStderr, ChildStdin, ChildStdout};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};

/// How many bytes announce an answer's length.
const PREFIX: usize = 4;

/// How much of what the child complained of is kept.
const COMPLAINT: usize = 4096;

/// The three pipes of a child.
#[derive(Debug)]
pub(super) struct Pipes {
    stdin: ChildStdin,
    stdout: ChildStdout,
    stderr: ChildStderr,
    /// The last that it wrote to stderr.
    said: Vec<u8>,
    /// Whether it may still write there.
    speaks: bool,
}

/// How a child failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// No answer in time.
    Late,
    /// It ended, or closed its pipe.
    Ended,
    /// What it wrote is no answer.
    Garbage(String),
    /// The system would not.
    System(io::Error),
}

impl From<rustix::io::Errno> for Failure {
    fn from(errno: rustix::io::Errno) -> Self {
        Failure::System(errno.into())
    }
}

impl Pipes {
    pub(super) fn new(stdin: ChildStdin, stdout: ChildStdout, stderr: ChildStderr) -> io::Result<Self> {
        fcntl_setfl(&stdin, fcntl_getfl(&stdin)? | OFlags::NONBLOCK)?;
        fcntl_setfl(&stdout, fcntl_getfl(&stdout)? | OFlags::NONBLOCK)?;
        fcntl_setfl(&stderr, fcntl_getfl(&stderr)? | OFlags::NONBLOCK)?;
        Ok(Pipes { stdin, stdout, stderr, said: Vec::new(), speaks: true })
    }

    /// Sends `request` and waits for the answer, at most `time` long and `largest` bytes large.
    pub(super) fn exchange(&mut self, request: &[u8], time: Duration, largest: usize) -> Result<Vec<u8>, Failure> {
        let deadline = Instant::now() + time;
        let (mut unsent, mut answer) = (request, Vec::new());
        while !is_whole(&answer, largest)? {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Failure::Late);
            }
            self.wait(!unsent.is_empty(), left)?;
            unsent = self.send(unsent)?;
            self.listen();
            // What closes its pipe behind an answer has answered.
            if !read_some(&mut self.stdout, &mut answer)? && !is_whole(&answer, largest)? {
                return Err(Failure::Ended);
            }
        }
        answer.drain(..PREFIX);
        Ok(answer)
    }

    /// The last line that it wrote to stderr, where it wrote any.
    pub(super) fn complaint(&mut self) -> Option<String> {
        self.listen();
        let text = String::from_utf8_lossy(&self.said);
        // Rust prints what failed first and hints behind it; a script prints what failed last.
        let told =
            text.lines().find(|line| line.contains("overflow") || line.contains("allocation")).or_else(|| text.lines().rfind(|line| !line.trim().is_empty()));
        told.map(|line| line.trim().chars().take(200).collect())
    }

    /// Until something can be read or written, or `left` has passed.
    fn wait(&self, sending: bool, left: Duration) -> Result<(), Failure> {
        let mut fds = vec![PollFd::new(&self.stdout, PollFlags::IN)];
        fds.extend(sending.then(|| PollFd::new(&self.stdin, PollFlags::OUT)));
        fds.extend(self.speaks.then(|| PollFd::new(&self.stderr, PollFlags::IN)));
        let left = Timespec { tv_sec: left.as_secs().try_into().unwrap_or(i64::MAX), tv_nsec: left.subsec_nanos().into() };
        match poll(&mut fds, Some(&left)) {
            Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
            Err(errno) => Err(errno.into()),
        }
    }

    /// Writes what fits; what is left. A child that reads no more may have answered all the same, so that is no failure yet.
    fn send<'a>(&mut self, unsent: &'a [u8]) -> Result<&'a [u8], Failure> {
        if unsent.is_empty() {
            return Ok(unsent);
        }
        match self.stdin.write(unsent) {
            Ok(count) => Ok(unsent.get(count..).unwrap_or_default()),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => Ok(unsent),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(&[]),
            Err(error) => Err(Failure::System(error)),
        }
    }

    /// Takes what stands in stderr, so that the child never waits for a reader of it.
    fn listen(&mut self) {
        if self.speaks {
            self.speaks = read_some(&mut self.stderr, &mut self.said).unwrap_or(false);
            let surplus = self.said.len().saturating_sub(COMPLAINT);
            self.said.drain(..surplus);
        }
    }
}

/// Reads all that is there, at most 1 MiB at once; whether there may be more to come.
fn read_some(from: &mut impl Read, into: &mut Vec<u8>) -> Result<bool, Failure> {
    let mut piece = [0; 1 << 16];
    for _ in 0..16 {
        match from.read(&mut piece) {
            Ok(0) => return Ok(false),
            Ok(count) => into.extend_from_slice(piece.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(true),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(Failure::System(error)),
        }
    }
    Ok(true)
}

/// Whether all of the answer is there, and nothing behind it.
fn is_whole(answer: &[u8], largest: usize) -> Result<bool, Failure> {
    let Some(prefix) = answer.first_chunk::<PREFIX>() else { return Ok(false) };
    let length = u32::from_le_bytes(*prefix) as usize;
    if length > largest {
        return Err(Failure::Garbage(format!("an answer of {length} bytes")));
    }
    if answer.len() > PREFIX + length {
        return Err(Failure::Garbage("more than an answer".to_owned()));
    }
    Ok(answer.len() == PREFIX + length)
}
