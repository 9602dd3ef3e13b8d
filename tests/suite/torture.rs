//! Hostile input at large: `FAZHI_TORTURE=full` (`make torture`) makes the files of the other tests large, has each decoded in a child too, and prints
//! a table: a row a threat, with what the worst of its cases cost.

use std::io::Write;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// What a child may have in real memory.
pub const MEMORY: u64 = 256 << 20;

/// Runs one process on what it is given; what it had in memory at most (KiB, by the system's account of children that ended), how it ended, and the first
/// byte that it said. A small process measures, because the account of a child begins with what its parent had.
const MEASURE: &str = "
import os, resource, subprocess, sys
environment = dict(os.environ) if sys.argv[1] == 'all' else {'MIMALLOC_ARENA_RESERVE': '32MiB'}
child = subprocess.run(sys.argv[2:], input=sys.stdin.buffer.read(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, child.returncode, child.stdout[:1].decode('latin-1'))
";

/// Whether hostile input comes in its full sizes.
pub fn is_full() -> bool {
    std::env::var("FAZHI_TORTURE").is_ok_and(|value| value == "full")
}

/// `full` where input comes in its full sizes, else 1.
pub fn scale(full: usize) -> usize {
    if is_full() { full } else { 1 }
}

/// A bar of so many seconds for a program that is optimised; a test build of ours is given ten times as long.
pub fn seconds(optimised: f64) -> Duration {
    Duration::from_secs_f64(if cfg!(debug_assertions) { 10.0 * optimised } else { optimised })
}

/// A run of the program under the eyes of a process that measures: its most memory in bytes, its exit code, the first that it said.
pub fn measured(args: &[&str], input: &[u8], environment: &str) -> (u64, i32, String) {
    let mut command = Command::new("python3");
    command.args(["-c", MEASURE, environment, env!("CARGO_BIN_EXE_fazhi")]).args(args);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let Output { stdout, .. } = child.wait_with_output().unwrap();
    let said = String::from_utf8(stdout).unwrap();
    let parts: Vec<&str> = said.split_whitespace().collect();
    let memory = parts.first().and_then(|kib| kib.parse::<u64>().ok()).expect("a measure") << 10;
    (memory, parts.get(1).and_then(|code| code.parse().ok()).expect("an exit code"), parts.get(2).copied().unwrap_or_default().to_owned())
}

/// What the cases of one threat cost, and what they may.
pub struct Row {
    /// Its number and its name.
    threat: (&'static str, &'static str),
    bar: Duration,
    /// What a child may have in real memory.
    most: u64,
    cases: usize,
    time: Duration,
    memory: Option<(u64, u64)>,
    found: String,
}

impl Row {
    /// A threat by its number, and how long each of its cases may take.
    pub fn new(number: &'static str, name: &'static str, bar: Duration) -> Self {
        Row { threat: (number, name), bar, most: MEMORY, cases: 0, time: Duration::ZERO, memory: None, found: String::new() }
    }

    /// The same, and a child may have no more than this in real memory.
    pub fn within(self, most: u64) -> Self {
        Row { most, ..self }
    }

    /// Notes cases that took so long.
    pub fn took(&mut self, cases: usize, time: Duration) {
        self.cases += cases;
        self.time = self.time.max(time);
    }

    /// Notes a process that had so much memory, of what it may have.
    pub fn held(&mut self, memory: u64, most: u64) {
        self.memory = self.memory.max(Some((memory, most)));
    }

    /// Notes what the test itself asserts: `0 connected`.
    pub fn found(&mut self, what: impl Into<String>) {
        self.found = what.into();
    }

    /// Has a child decode a file, where sizes are full; what was wrong with it.
    pub fn in_child(&mut self, name: &str, bytes: &[u8], refused: bool) -> Option<String> {
        if !is_full() {
            return None;
        }
        let length = |part: &[u8]| u32::try_from(part.len()).unwrap().to_le_bytes();
        let request = [&b"R"[..], &length(name.as_bytes()), &length(bytes), name.as_bytes(), bytes].concat();
        let start = Instant::now();
        let (memory, code, answer) = measured(&[fazhi::isolate::SUBCOMMAND], &request, "none");
        self.time = self.time.max(start.elapsed());
        self.held(memory, self.most);
        let fits = code == 0 && answer == if refused { "N" } else { "T" };
        (!fits || memory > self.most).then(|| format!("in a child: {} MiB, exit code {code}, answer {answer:?}", memory >> 20))
    }

    /// Holds the worst case to its bars, and prints the row where sizes are full.
    pub fn close(self) {
        let (number, name) = self.threat;
        if is_full() {
            let memory = self.memory.map_or(["-".to_owned(), String::new()], |(had, most)| [format!("{} MiB", had >> 20), format!(", {} MiB", most >> 20)]);
            let (time, bar) = (self.time.as_secs_f64(), self.bar.as_secs_f64());
            println!("\nTORTURE|{number}|{name}|{}|{time:.2} s|{}|{bar:.0} s{}|{}", self.cases, memory[0], memory[1], self.found);
        }
        assert!(self.cases > 0 && self.time <= self.bar, "{number} {name}: {:?} of {:?}", self.time, self.bar);
        assert!(self.memory.is_none_or(|(had, most)| had <= most), "{number} {name}: {:?} bytes", self.memory);
    }
}

/// Numbers that are the same each time (xorshift).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }
}
