//! Keeps a site up. In: an address and the command that answers. Out: an answering process, always; an exit code when it is told to end.
//!
//! It holds the socket that listens and hands it on as standard input: connections wait in it while one process takes the
//! place of another. It opens no store and reads no request, so no request can harm it.

use std::io::{self, BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::os::fd::OwnedFd;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::watch::resident;

/// How often it looks.
const GLANCE: Duration = Duration::from_millis(50);
/// How long the other process may take to end.
const FAREWELL: Duration = Duration::from_millis(4500);
/// The longest pause before another start.
const LONGEST: Duration = Duration::from_millis(1500);
/// So many bad ends in a row, each soon after its start, and it gives up.
const TRIES: u32 = 20;

/// What a supervisor needs to know.
pub struct Supervisor<F> {
    /// The address.
    pub listen: SocketAddr,
    /// How many bytes of memory queries may take; twice as much, and the process is ended from here.
    pub memory: u64,
    /// Makes the command that answers. It finds the socket as its standard input and writes a line when it is ready.
    pub command: F,
}

/// Signals that were heard.
struct Heard {
    end: Arc<AtomicBool>,
    again: Arc<AtomicBool>,
}

/// What became of one process.
enum End {
    /// It was told to end, and this is its code.
    Told,
    /// It is to be started again, because somebody wants to.
    Again,
    /// It ended by itself; whether it had answered.
    Itself(ExitStatus, bool),
}

/// Runs until SIGTERM or SIGINT; SIGHUP starts the answering process anew. `ready` hears the address when the site first answers.
///
/// # Errors
/// Where the address cannot be had or no process can be started.
pub fn supervise(supervisor: Supervisor<impl Fn() -> Command>, mut ready: impl FnMut(SocketAddr)) -> io::Result<i32> {
    let heard = Heard::new()?;
    let listener = TcpListener::bind(supervisor.listen)?;
    let address = listener.local_addr()?;
    let (mut failures, mut answered) = (0_u32, false);
    loop {
        let (mut child, line) = start((supervisor.command)(), &listener)?;
        let started = Instant::now();
        let end = heard.watch(&mut child, &line, supervisor.memory, || {
            if !answered {
                ready(address);
            }
            answered = true;
        })?;
        match end {
            End::Told => return Ok(0),
            End::Again => failures = 0,
            // What fails before it ever answered will fail again; it has said why.
            End::Itself(status, _) if !answered => return Ok(status.code().unwrap_or(2)),
            End::Itself(status, ready) => {
                let soon = !ready || started.elapsed() < Duration::from_secs(10);
                failures = if soon { failures + 1 } else { 0 };
                if failures >= TRIES {
                    return Ok(status.code().unwrap_or(2));
                }
                eprintln!("fazhi: the answering process ended ({status}); starting another");
                heard.pause(failures);
            }
        }
    }
}

fn start(mut command: Command, listener: &TcpListener) -> io::Result<(Child, Receiver<()>)> {
    let socket = OwnedFd::from(listener.try_clone()?);
    // The allocator keeps what a finished query has given back, and the watch would take it for the next query's.
    command.env("MIMALLOC_PURGE_DELAY", "0");
    let mut child = command.stdin(Stdio::from(socket)).stdout(Stdio::piped()).spawn()?;
    let (sender, receiver) = mpsc::channel();
    if let Some(output) = child.stdout.take() {
        std::thread::spawn(move || {
            let first = BufReader::new(output).lines().next();
            if first.is_some_and(|line| line.is_ok()) {
                // Nobody listens any more: then nobody needs to know.
                let _ = sender.send(());
            }
        });
    }
    Ok((child, receiver))
}

impl Heard {
    fn new() -> io::Result<Heard> {
        let heard = Heard { end: Arc::default(), again: Arc::default() };
        for signal in [signal_hook::consts::SIGTERM, signal_hook::consts::SIGINT] {
            signal_hook::flag::register(signal, Arc::clone(&heard.end))?;
        }
        signal_hook::flag::register(signal_hook::consts::SIGHUP, Arc::clone(&heard.again))?;
        Ok(heard)
    }

    /// Stays with a process until it ends.
    fn watch(&self, child: &mut Child, line: &Receiver<()>, memory: u64, mut ready: impl FnMut()) -> io::Result<End> {
        let mut base = None;
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(End::Itself(status, base.is_some()));
            }
            if self.end.load(Ordering::SeqCst) {
                farewell(child)?;
                return Ok(End::Told);
            }
            if self.again.swap(false, Ordering::SeqCst) {
                farewell(child)?;
                return Ok(End::Again);
            }
            let used = resident(&child.id().to_string()).unwrap_or(0);
            if line.try_recv().is_ok() {
                base = Some(used);
                ready();
            }
            if base.is_some_and(|base| used > base.saturating_add(memory.saturating_mul(2))) {
                child.kill()?;
            }
            std::thread::sleep(GLANCE);
        }
    }

    /// At once after the first bad end, later and later after more.
    fn pause(&self, failures: u32) {
        let until = Instant::now() + LONGEST.min(Duration::from_millis(100) * failures.saturating_sub(1));
        while Instant::now() < until && !self.end.load(Ordering::SeqCst) {
            std::thread::sleep(GLANCE);
        }
    }
}

/// Asks a process to end, and makes it.
fn farewell(child: &mut Child) -> io::Result<()> {
    if let Some(pid) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        // One that has ended meanwhile cannot be asked.
        let _ = kill_process(pid, Signal::TERM);
    }
    let until = Instant::now() + FAREWELL;
    while child.try_wait()?.is_none() {
        if Instant::now() >= until {
            child.kill()?;
            child.wait()?;
        }
        std::thread::sleep(GLANCE / 5);
    }
    Ok(())
}
