//! What runs, and whether it runs too long or too large. In: queries as they begin and end. Out: cancelled ones; in need, the end of this process.
//!
//! A query hears of its end when it looks at its token. One that does not look within a second after its time has no other
//! cure than the end of the process: the supervisor starts another one.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use oxigraph::sparql::CancellationToken;

/// How often it looks.
const GLANCE: Duration = Duration::from_millis(40);

/// How long a query may take to hear of its end.
const GRACE: Duration = Duration::from_secs(1);

/// How long queries that were told to end for want of memory may take to give it back.
const PATIENCE: Duration = Duration::from_millis(120);

/// The process ends because a query would not.
pub(super) const OVERRUN: i32 = 70;
/// The process ends because its memory did not come back.
pub(super) const SWOLLEN: i32 = 71;

/// Why a query was told to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    Deadline,
    Memory,
    /// Whoever asked is gone.
    Left,
}

/// One query's token, and who cancelled it.
#[derive(Clone, Default)]
pub(super) struct Leash {
    pub(super) token: CancellationToken,
    cause: Arc<AtomicU8>,
}

impl Leash {
    /// Ends the query; the first cause counts.
    pub(super) fn pull(&self, cause: Cause) {
        let code = match cause {
            Cause::Deadline => 1,
            Cause::Memory => 2,
            Cause::Left => 3,
        };
        let _ = self.cause.compare_exchange(0, code, Ordering::SeqCst, Ordering::SeqCst);
        self.token.cancel();
    }

    /// Who ended it, if somebody did.
    pub(super) fn cause(&self) -> Option<Cause> {
        match self.cause.load(Ordering::SeqCst) {
            1 => Some(Cause::Deadline),
            2 => Some(Cause::Memory),
            3 => Some(Cause::Left),
            _ => None,
        }
    }
}

/// All queries that run.
#[derive(Default)]
pub(super) struct Watch {
    running: Mutex<BTreeMap<u64, (Instant, Leash)>>,
    next: AtomicU64,
}

/// A query that runs; dropped when it has ended.
pub(super) struct Running {
    watch: Arc<Watch>,
    number: u64,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.watch.running().remove(&self.number);
    }
}

impl Watch {
    fn running(&self) -> std::sync::MutexGuard<'_, BTreeMap<u64, (Instant, Leash)>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a query into account, which may run until `due`.
    pub(super) fn begin(self: &Arc<Self>, due: Instant, leash: Leash) -> Running {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.running().insert(number, (due, leash));
        Running { watch: Arc::clone(self), number }
    }

    /// Watches for ever, from a thread that nothing can hold up. `memory` is what queries may add to what the process has without them:
    /// at half of it they are told to end, at half as much again the process ends. What pages keep is no query's fault: while no query runs
    /// the measure follows, up to half of `memory`.
    pub(super) fn keep(self: &Arc<Self>, memory: u64) -> std::io::Result<()> {
        let (watch, parent) = (Arc::clone(self), std::os::unix::process::parent_id());
        let first = resident("self").unwrap_or(0);
        let rounds = move || {
            let (mut base, mut pressed) = (first, None);
            loop {
                std::thread::sleep(GLANCE);
                watch.look_at_clock();
                if watch.running().is_empty() {
                    base = resident("self").unwrap_or(0).clamp(first, first.saturating_add(memory / 2));
                }
                watch.look_at_memory(base.saturating_add(memory / 2), memory, &mut pressed);
                // The supervisor is gone: nobody would end this process.
                if std::os::unix::process::parent_id() != parent {
                    end(0);
                }
            }
        };
        std::thread::Builder::new().name("watch".to_owned()).spawn(rounds).map(drop)
    }

    fn look_at_clock(&self) {
        let now = Instant::now();
        for (due, leash) in self.running().values().filter(|(due, _)| *due <= now) {
            leash.pull(Cause::Deadline);
            if now.saturating_duration_since(*due) > GRACE {
                eprintln!("fazhi: a query did not end in time; this process ends and another takes its place");
                end(OVERRUN);
            }
        }
    }

    /// The longest-running query is told to end first, then the next; a process that stays large ends itself.
    fn look_at_memory(&self, limit: u64, memory: u64, pressed: &mut Option<Instant>) {
        let used = resident("self").unwrap_or(0);
        if used <= limit {
            *pressed = None;
            return;
        }
        let running = self.running();
        // What a page or the index of the search keeps, no query can give back; the supervisor sees to it that it does not grow for ever.
        if running.is_empty() {
            *pressed = None;
            return;
        }
        let stuck = pressed.is_some_and(|since| since.elapsed() > PATIENCE * 40) && running.values().all(|(_, leash)| leash.cause().is_some());
        if used > limit.saturating_add(memory) || stuck {
            eprintln!("fazhi: {} MiB are in use, more than allowed; this process ends and another takes its place", used >> 20);
            end(SWOLLEN);
        }
        let since = *pressed.get_or_insert_with(Instant::now);
        let turns = 1 + usize::try_from(since.elapsed().as_millis() / PATIENCE.as_millis()).unwrap_or(0);
        running.values().take(turns).for_each(|(_, leash)| leash.pull(Cause::Memory));
    }
}

/// Ends at once: destructors of libraries must not meet queries that run.
fn end(code: i32) -> ! {
    signal_hook::low_level::exit(code)
}

/// The memory of a process in bytes.
pub(super) fn resident(process: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().trim_end_matches("kB").trim().parse::<u64>().ok()?.checked_mul(1024)
}
