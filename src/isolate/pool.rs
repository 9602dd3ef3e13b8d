//! Children that wait for work. In: a file's name and bytes, or a ZIP. Out: its text, its documents, or why there is none. It knows no format.
//!
//! A child serves one file at a time and many one after the other, so that a good file pays for two pipes and not for a process.
//! One that fails is ended. What it failed at is tried once more by a new child if it had served others before: these may have
//! left it short of memory, and no good file shall suffer for that.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::os::fd::AsRawFd;
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::exchange::{Failure, Pipes};
use super::wire::{Answer, Request};
use super::{SUBCOMMAND, plain};
use crate::text::{self, Inner, NotText, Text};

/// What one file may cost.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Wall clock.
    pub time: Duration,
    /// Bytes of memory.
    pub memory: u64,
    /// Bytes of text.
    pub text: usize,
    /// How many files a child serves before a new one takes its place.
    pub files: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { time: Duration::from_secs(10), memory: 256 << 20, text: 64 << 20, files: 500 }
    }
}

/// How a child is started.
#[derive(Debug, Clone)]
pub struct Child {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
}

impl Child {
    /// This program, as a reader of files.
    ///
    /// # Errors
    /// Where the system does not tell which program this is.
    pub fn of_this_program() -> io::Result<Self> {
        // The link in /proc leads to the program that runs, also if another one has been installed over it since.
        let link = PathBuf::from("/proc/self/exe");
        let program = if link.exists() { link } else { std::env::current_exe()? };
        Ok(Child { program, arguments: vec![SUBCOMMAND.into()] })
    }

    fn start(&self) -> io::Result<Worker> {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).env_clear().current_dir("/");
        // The allocator would reserve a gibibyte at once, which the limit on address space would count.
        command.env("MIMALLOC_ARENA_RESERVE", "32MiB");
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        match (process.stdin.take(), process.stdout.take(), process.stderr.take()) {
            (Some(stdin), Some(stdout), Some(stderr)) => Ok(Worker { pipes: Pipes::new(stdin, stdout, stderr)?, process, served: 0 }),
            _ => Err(io::Error::other("a child without pipes")),
        }
    }
}

/// Takes an answer of the kind that was asked for.
type Reads<T> = fn(Answer) -> Option<T>;

/// A child that runs.
#[derive(Debug)]
struct Worker {
    process: std::process::Child,
    pipes: Pipes,
    served: usize,
}

impl Worker {
    /// What it answers, where `read` takes that for an answer.
    fn ask<T>(&mut self, request: &Request, limits: &Limits, read: Reads<T>) -> Result<Result<T, NotText>, Failure> {
        // What a ZIP unpacks to has its own limit, which is as high; what is known of a text is less than the text.
        let (what, [first, second]) = self.pipes.exchange(request, limits.time, limits.text + (1 << 20))?.told();
        self.served += 1;
        match Answer::of(what, first, &second) {
            Some(Answer::NotText(reason)) => Ok(Err(reason)),
            answer => answer.and_then(read).map(Ok).ok_or_else(|| Failure::Garbage("no answer".to_owned())),
        }
    }

    fn is_alive(&mut self) -> bool {
        matches!(self.process.try_wait(), Ok(None))
    }

    /// Ends it and tells what became of it, for people.
    fn end(mut self, failure: Failure, limits: &Limits) -> NotText {
        let status = self.status(matches!(failure, Failure::Ended));
        let complaint = self.pipes.complaint();
        let behind = complaint.as_ref().map_or_else(String::new, |line| format!(": {line}"));
        NotText(match failure {
            Failure::Late => format!("its reader took more than {} s and was stopped", limits.time.as_secs_f64()),
            Failure::Garbage(what) => format!("its reader wrote {what}{behind}"),
            Failure::System(error) => format!("its reader could not be spoken to: {error}"),
            Failure::Ended if complaint.is_some_and(|line| line.contains("memory allocation")) => {
                format!("its reader wanted more than {} MiB of memory{behind}", limits.memory >> 20)
            }
            Failure::Ended => format!("its reader broke: {}{behind}", status.map_or_else(|| "it closed its pipe".to_owned(), |status| status.to_string())),
        })
    }

    /// How it ended by itself, if it does so now; then it is ended in any case.
    fn status(&mut self, ending: bool) -> Option<ExitStatus> {
        let mut status = None;
        for _ in 0..if ending { 50 } else { 0 } {
            status = self.process.try_wait().ok().flatten();
            if status.is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        status
    }
}

/// None outlives its pool, nor stays behind as a dead process.
impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// As many children as files are decoded at the same time.
#[derive(Debug)]
pub struct Pool {
    child: Child,
    limits: Limits,
    idle: Mutex<Vec<Worker>>,
}

impl Pool {
    /// A pool of such children; none is started before there is work.
    pub fn new(child: Child, limits: Limits) -> Self {
        Pool { child, limits, idle: Mutex::default() }
    }

    /// A pool of readers by this program, within the usual limits.
    ///
    /// # Errors
    /// As [`Child::of_this_program`].
    pub fn of_this_program() -> io::Result<Self> {
        Ok(Pool::new(Child::of_this_program()?, Limits::default()))
    }

    /// As [`text::read`], and whatever the file does to its parser is an error like any other.
    ///
    /// # Errors
    /// Why the file is no text, or what its reader broke at.
    pub fn decode(&self, file_name: &str, bytes: &[u8]) -> Result<Text, NotText> {
        // What is too large is refused before it is looked at.
        if plain::is_plain(file_name, bytes) || bytes.len() > text::LARGEST {
            return text::read(file_name, bytes);
        }
        self.decode_in_child(file_name, bytes)
    }

    /// The same, by a child whatever the file is.
    ///
    /// # Errors
    /// As [`Pool::decode`].
    pub fn decode_in_child(&self, file_name: &str, bytes: &[u8]) -> Result<Text, NotText> {
        self.ask(&Request::Read(file_name, bytes), |answer| if let Answer::Text(text) = answer { Some(text) } else { None })
    }

    /// The documents in a ZIP, which is read where it lies; `None` where it is one document itself.
    ///
    /// # Errors
    /// Where it is broken or a bomb, or its reader broke.
    pub fn documents(&self, zip: &File) -> Result<Option<Inner>, NotText> {
        self.ask(&Request::List(&path(zip)), |answer| if let Answer::Documents(documents) = answer { Some(documents) } else { None })
    }

    /// The bytes of the document `name` in a ZIP.
    ///
    /// # Errors
    /// As [`Pool::documents`], and where there is no such document.
    pub fn document(&self, zip: &File, name: &str) -> Result<Vec<u8>, NotText> {
        self.ask(&Request::Unpack(&path(zip), name), |answer| if let Answer::Bytes(bytes) = answer { Some(bytes) } else { None })
    }

    fn ask<T>(&self, request: &Request, read: Reads<T>) -> Result<T, NotText> {
        match self.attempt(request, read, self.waiting()) {
            Err((_, true)) => self.attempt(request, read, None).unwrap_or_else(|(reason, _)| Err(reason)),
            Err((reason, false)) => Err(reason),
            Ok(answer) => answer,
        }
    }

    /// One attempt, by the given child or a new one. Where it fails: why, and whether a new child may do better.
    fn attempt<T>(&self, request: &Request, read: Reads<T>, worker: Option<Worker>) -> Result<Result<T, NotText>, (NotText, bool)> {
        let started = worker.map_or_else(|| self.child.start(), Ok);
        let mut worker = started.map_err(|error| (NotText(format!("no reader could be started for it: {error}")), false))?;
        let used = worker.served > 0;
        match worker.ask(request, &self.limits, read) {
            Ok(answer) => {
                self.give_back(worker);
                Ok(answer)
            }
            Err(failure) => {
                let again = used && !matches!(failure, Failure::Late);
                Err((worker.end(failure, &self.limits), again))
            }
        }
    }

    /// A child that waits; those that died while they waited are dropped.
    fn waiting(&self) -> Option<Worker> {
        loop {
            let mut worker = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()?;
            if worker.is_alive() {
                return Some(worker);
            }
        }
    }

    fn give_back(&self, worker: Worker) {
        if worker.served < self.limits.files {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
        }
    }
}

/// Where another process finds a file that this one has open: it is that file, whatever its name leads to by now.
fn path(open: &File) -> String {
    format!("/proc/{}/fd/{}", std::process::id(), open.as_raw_fd())
}
