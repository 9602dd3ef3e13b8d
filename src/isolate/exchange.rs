//! One question and one answer through a child's pipes. In: a request and a deadline. Out: the answer's parts, or how the child failed.
//!
//! The pipes do not block: the child may be slow, deaf or talkative, and the parent still returns in time. What the bytes mean is not known here.

use std::io::{self, ErrorKind, IoSlice, Read, Write};
use std::process::{ChildStderr, ChildStdin, ChildStdout};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::pipe::fcntl_setpipe_size;

use super::wire::{self, HEAD, Request};

/// How much of what the child complained of is kept.
const COMPLAINT: usize = 4096;

/// How much a pipe should hold: most files, so that one writes it whole and the other wakes up once. A system that gives less is slower, no more.
const PIPE: usize = 1 << 20;

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

/// What came of an answer, and room for the rest of it.
#[derive(Debug, Default)]
pub(super) struct Parts {
    head: [u8; HEAD],
    /// Bytes of the head that are there.
    headed: usize,
    parts: [Vec<u8>; 2],
    /// Bytes of each part that are there.
    filled: [usize; 2],
}

impl Parts {
    /// What kind of answer it is, and its parts.
    pub(super) fn told(self) -> (u8, [Vec<u8>; 2]) {
        (self.head[0], self.parts)
    }

    fn is_whole(&self) -> bool {
        self.headed == HEAD && self.parts.iter().zip(self.filled).all(|(part, filled)| part.len() == filled)
    }

    /// Reads what is there; whether there may be more to come. No part may be larger than `largest`.
    fn read(&mut self, from: &mut impl Read, largest: usize) -> Result<bool, Failure> {
        if self.headed < HEAD {
            let more = fill(from, &mut self.head, &mut self.headed)?;
            if self.headed < HEAD {
                return Ok(more);
            }
            let lengths = wire::lengths(&self.head);
            if let Some(length) = lengths.iter().find(|length| **length > largest) {
                return Err(Failure::Garbage(format!("an answer of {length} bytes")));
            }
            self.parts = lengths.map(|length| vec![0; length]);
        }
        let mut more = true;
        for (part, filled) in self.parts.iter_mut().zip(&mut self.filled).filter(|(part, filled)| part.len() > **filled) {
            more = fill(from, part, filled)?;
            if *filled < part.len() {
                break;
            }
        }
        Ok(more)
    }
}

impl Pipes {
    pub(super) fn new(stdin: ChildStdin, stdout: ChildStdout, stderr: ChildStderr) -> io::Result<Self> {
        fcntl_setfl(&stdin, fcntl_getfl(&stdin)? | OFlags::NONBLOCK)?;
        fcntl_setfl(&stdout, fcntl_getfl(&stdout)? | OFlags::NONBLOCK)?;
        fcntl_setfl(&stderr, fcntl_getfl(&stderr)? | OFlags::NONBLOCK)?;
        let _ = (fcntl_setpipe_size(&stdin, PIPE), fcntl_setpipe_size(&stdout, PIPE));
        Ok(Pipes { stdin, stdout, stderr, said: Vec::new(), speaks: true })
    }

    /// Sends `request` and waits for the answer, at most `time` long and `largest` bytes a part.
    pub(super) fn exchange(&mut self, request: &Request, time: Duration, largest: usize) -> Result<Parts, Failure> {
        let deadline = Instant::now() + time;
        let (head, [first, second]) = request.frame();
        let mut parts = [&head[..], first, second].map(IoSlice::new);
        let (mut unsent, mut answer) = (&mut parts[..], Parts::default());
        loop {
            self.send(&mut unsent)?;
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Failure::Late);
            }
            let (answers, complains) = self.wait(!unsent.is_empty(), left)?;
            if complains {
                self.listen();
            }
            let more = !answers || answer.read(&mut self.stdout, largest)?;
            if answer.is_whole() {
                return self.nothing_behind().map(|()| answer);
            }
            // What closes its pipe behind an answer has answered.
            if !more {
                return Err(Failure::Ended);
            }
        }
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

    /// Until something can be read or written, or `left` has passed: whether there is something of an answer, and of a complaint.
    fn wait(&self, sending: bool, left: Duration) -> Result<(bool, bool), Failure> {
        let mut fds = vec![PollFd::new(&self.stdout, PollFlags::IN)];
        fds.extend(self.speaks.then(|| PollFd::new(&self.stderr, PollFlags::IN)));
        fds.extend(sending.then(|| PollFd::new(&self.stdin, PollFlags::OUT)));
        let left = Timespec { tv_sec: left.as_secs().try_into().unwrap_or(i64::MAX), tv_nsec: left.subsec_nanos().into() };
        match poll(&mut fds, Some(&left)) {
            Ok(_) => {
                let ready = |at: usize| fds.get(at).is_some_and(|fd| !fd.revents().is_empty());
                Ok((ready(0), self.speaks && ready(1)))
            }
            Err(rustix::io::Errno::INTR) => Ok((false, false)),
            Err(errno) => Err(errno.into()),
        }
    }

    /// Writes what fits. A child that reads no more may have answered all the same, so that is no failure yet.
    fn send(&mut self, unsent: &mut &mut [IoSlice<'_>]) -> Result<(), Failure> {
        // Parts without bytes are none.
        IoSlice::advance_slices(unsent, 0);
        while !unsent.is_empty() {
            match self.stdin.write_vectored(unsent) {
                Ok(count) => IoSlice::advance_slices(unsent, count),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::BrokenPipe => *unsent = &mut [],
                Err(error) => return Err(Failure::System(error)),
            }
        }
        Ok(())
    }

    /// Takes what stands in stderr, so that the child never waits for a reader of it.
    fn listen(&mut self) {
        let mut piece = [0; 1 << 12];
        // Not for ever: one that never stops talking would keep its parent here.
        for _ in 0..64 {
            if !self.speaks {
                break;
            }
            let mut filled = 0;
            self.speaks = fill(&mut self.stderr, &mut piece, &mut filled).unwrap_or(false);
            self.said.extend_from_slice(piece.get(..filled).unwrap_or_default());
            let surplus = self.said.len().saturating_sub(COMPLAINT);
            self.said.drain(..surplus);
            if filled < piece.len() {
                break;
            }
        }
    }

    /// A child that says more than an answer would have the rest of it taken for the next one.
    fn nothing_behind(&mut self) -> Result<(), Failure> {
        let mut filled = 0;
        fill(&mut self.stdout, &mut [0], &mut filled)?;
        if filled == 0 { Ok(()) } else { Err(Failure::Garbage("more than an answer".to_owned())) }
    }
}

/// Reads what is there into what of `room` is not `filled`; whether there may be more to come.
fn fill(from: &mut impl Read, room: &mut [u8], filled: &mut usize) -> Result<bool, Failure> {
    while let Some(rest) = room.get_mut(*filled..).filter(|rest| !rest.is_empty()) {
        match from.read(rest) {
            Ok(0) => return Ok(false),
            Ok(count) => *filled += count,
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(true),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(Failure::System(error)),
        }
    }
    Ok(true)
}
