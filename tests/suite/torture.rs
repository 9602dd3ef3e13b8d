//! Hostile input at large: `FAZHI_TORTURE=full` (`make torture`) makes the files of the other tests large, has each decoded in a child too, and prints
//! a table of what the worst of them cost.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a child may have in real memory.
const MEMORY: u64 = 256 << 20;

/// Runs one child on one request; what it had in memory at most (KiB, by the system's account of children that ended), and how it ended. A small
/// process measures, because the account of a child begins with what its parent had.
const MEASURE: &str = "
import resource, subprocess, sys
child = subprocess.run([sys.argv[1], sys.argv[2]], input=sys.stdin.buffer.read(), stdout=subprocess.PIPE, env={'MIMALLOC_ARENA_RESERVE': '32MiB'})
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, child.returncode, child.stdout[4:7].decode())
";

/// Whether hostile input comes in its full sizes.
pub fn is_full() -> bool {
    std::env::var("FAZHI_TORTURE").is_ok_and(|value| value == "full")
}

/// `full` where input comes in its full sizes, else 1.
pub fn scale(full: usize) -> usize {
    if is_full() { full } else { 1 }
}

/// What the cases of one threat cost.
pub struct Row {
    threat: &'static str,
    cases: usize,
    time: Duration,
    memory: Option<u64>,
}

impl Row {
    pub fn new(threat: &'static str) -> Self {
        Row { threat, cases: 0, time: Duration::ZERO, memory: None }
    }

    /// Notes a case that took so long here.
    pub fn took(&mut self, time: Duration) {
        self.cases += 1;
        self.time = self.time.max(time);
    }

    /// Has a child decode a file, where sizes are full; what was wrong with it.
    pub fn in_child(&mut self, name: &str, bytes: &[u8], refused: bool) -> Option<String> {
        if !is_full() {
            return None;
        }
        let start = Instant::now();
        let length = |part: &[u8]| u32::try_from(part.len()).unwrap().to_le_bytes();
        let mut command = Command::new("python3");
        command.args(["-c", MEASURE, env!("CARGO_BIN_EXE_fazhi"), fazhi::isolate::SUBCOMMAND]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(&[&length(name.as_bytes())[..], &length(bytes), name.as_bytes(), bytes].concat()).unwrap();
        drop(stdin);
        let said = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
        self.time = self.time.max(start.elapsed());
        let parts: Vec<&str> = said.split_whitespace().collect();
        let memory = parts.first().and_then(|kib| kib.parse::<u64>().ok()).expect("a measure") << 10;
        self.memory = self.memory.max(Some(memory));
        // An answer opens with {"Ok" or {"Err".
        let answer = parts.get(2).copied().unwrap_or("none");
        let fits = parts.get(1) == Some(&"0") && answer == if refused { "{\"E" } else { "{\"O" };
        (!fits || memory > MEMORY).then(|| format!("in a child: {} MiB, status and answer {:?}", memory >> 20, &parts[1..]))
    }

    /// Prints the row where sizes are full: threat, cases, worst time, worst memory of a child, bar.
    pub fn print(&self, longest: Duration) {
        if is_full() {
            let memory = self.memory.map_or("-".to_owned(), |memory| format!("{} MiB", memory >> 20));
            let bar = format!("{:.1} s{}", longest.as_secs_f64(), if self.memory.is_some() { format!(", {} MiB", MEMORY >> 20) } else { String::new() });
            println!("\nTORTURE|{}|{}|{:.2} s|{memory}|{bar}", self.threat, self.cases, self.time.as_secs_f64());
        }
    }
}
