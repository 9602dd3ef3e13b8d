//! The child's side. In: names and bytes on stdin. Out: texts, or why there is none, on stdout. It trusts its parent and nothing that it is sent.
//!
//! **Memory.** `RLIMIT_AS` is set to what the process has mapped when it starts and what is left of 256 MiB beside its real memory then. Real
//! memory grows by no more than what is mapped, so it stays below 256 MiB, counting the stack and every library's own mappings. `RLIMIT_DATA`
//! would not count shared and read-only mappings, and `RLIMIT_RSS` does nothing on Linux. The allocator reserves in steps of 32 MiB (the
//! parent says so in its environment), for what it reserves counts.
//!
//! **Time.** The parent's clock is what counts. `RLIMIT_CPU` is set anew for each file, so that a child that loops ends also when
//! its parent was killed; one that waits ends when its stdin does.

use std::fs::File;
use std::io::{self, BufReader, IoSlice, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::MetadataExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use rustix::process::{Resource, Rlimit, setrlimit};
use rustix::time::{ClockId, clock_gettime};

use super::Limits;
use super::wire::{self, Answer, HEAD, Request};
use crate::text::{self, Archive, NotText};

/// What the last panic said, and where.
static PANIC: Mutex<String> = Mutex::new(String::new());

/// Serves requests until there are no more.
///
/// # Errors
/// Where the limits cannot be set, or a pipe breaks.
pub fn work() -> io::Result<()> {
    let limits = Limits::default();
    confine(&limits)?;
    std::panic::set_hook(Box::new(|panic| {
        if let Ok(mut last) = PANIC.lock() {
            *last = panic.to_string();
        }
    }));
    // Bare files: what goes through the standard streams of a program is buffered, and cut at ends of lines.
    let mut stdin = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let mut stdout = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    let mut open = None;
    while let Some((what, parts)) = next(&mut stdin)? {
        allow_time(&limits)?;
        let answer =
            Request::of(what, &parts[0], &parts[1]).map_or_else(|| Err(NotText("a request that is none".to_owned())), |asked| answer(&asked, &mut open));
        drop(parts);
        write(&mut stdout, bounded(answer, &limits))?;
    }
    Ok(())
}

fn confine(limits: &Limits) -> io::Result<()> {
    let limit = |resource, value| setrlimit(resource, Rlimit { current: Some(value), maximum: Some(value) });
    let (mapped, real) = memory()?;
    limit(Resource::As, mapped + limits.memory.saturating_sub(real))?;
    limit(Resource::Core, 0)?;
    limit(Resource::Fsize, 0)?;
    // Standard streams, twice, a ZIP, and a few to spare.
    limit(Resource::Nofile, 8)?;
    Ok(())
}

/// How many bytes of address space this process has, and how many of memory.
fn memory() -> io::Result<(u64, u64)> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let size = |name: &str| {
        let size = status.lines().find_map(|line| line.strip_prefix(name)?.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
        size.map(|size| size << 10).ok_or_else(|| io::Error::other(format!("/proc/self/status does not tell {name}")))
    };
    Ok((size("VmSize:")?, size("VmRSS:")?))
}

/// A little more than the parent's clock allows, so that the parent is who tells.
fn allow_time(limits: &Limits) -> io::Result<()> {
    let used = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
    Ok(setrlimit(Resource::Cpu, Rlimit { current: Some(used + limits.time.as_secs() + 2), maximum: None })?)
}

/// The next request's kind and parts; `None` where the parent has no more.
fn next(stdin: &mut impl Read) -> io::Result<Option<(u8, [Vec<u8>; 2])>> {
    let mut head = [0; HEAD];
    match stdin.read_exact(&mut head) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let [mut first, mut second] = wire::lengths(&head).map(|length| vec![0; length]);
    stdin.read_exact(&mut first)?;
    stdin.read_exact(&mut second)?;
    Ok(Some((head[0], [first, second])))
}

/// A ZIP that stays open from one request to the next: reading its directory anew for each of its documents would take the square of their number.
struct Open {
    file: [u64; 4],
    archive: Archive<BufReader<File>>,
}

/// What is asked, done; a panic becomes an answer.
fn answer(asked: &Request, open: &mut Option<Open>) -> Result<Answer, NotText> {
    // A ZIP that a panic leaves half read is not used again; one that is not asked for waits.
    let mut kept = if matches!(asked, Request::Read(..)) { None } else { open.take() };
    let work = AssertUnwindSafe(|| match *asked {
        Request::Read(name, bytes) => text::read(name, bytes).map(Answer::Text),
        Request::List(path) => Ok(Answer::Documents(archive(path, &mut kept)?.documents())),
        Request::Unpack(path, name) => archive(path, &mut kept)?.document(name).map(Answer::Bytes),
    });
    let answered = catch_unwind(work);
    if kept.is_some() && answered.is_ok() {
        *open = kept;
    }
    answered.unwrap_or_else(|_| Err(NotText(format!("its reader broke: {}", PANIC.lock().map(|last| last.replace('\n', " ")).unwrap_or_default()))))
}

/// The ZIP at `path`: the one that is open, where it is that one, as it was.
fn archive<'o>(path: &str, open: &'o mut Option<Open>) -> Result<&'o mut Archive<BufReader<File>>, NotText> {
    let wrong = |error: io::Error| NotText(format!("cannot be opened: {error}"));
    let opened = File::open(path).map_err(wrong)?;
    let found = opened.metadata().map_err(wrong)?;
    let time = (found.mtime() as u64).wrapping_mul(1_000_000_000).wrapping_add(found.mtime_nsec() as u64);
    let file = [found.dev(), found.ino(), found.size(), time];
    let kept = open.take().filter(|kept| kept.file == file);
    let ready = kept.map_or_else(|| Archive::open(BufReader::new(opened)).map(|archive| Open { file, archive }), Ok)?;
    Ok(&mut open.insert(ready).archive)
}

fn bounded(answer: Result<Answer, NotText>, limits: &Limits) -> Answer {
    match answer {
        Ok(Answer::Text(text)) if text.content.len() > limits.text => Answer::NotText(NotText(format!("more than {} MiB of text", limits.text >> 20))),
        Ok(answer) => answer,
        Err(reason) => Answer::NotText(reason),
    }
}

fn write(stdout: &mut impl Write, answer: Answer) -> io::Result<()> {
    let (head, [first, second]) = answer.frame();
    let mut parts = [&head[..], &first, &second].map(IoSlice::new);
    let mut unsent = &mut parts[..];
    IoSlice::advance_slices(&mut unsent, 0);
    while !unsent.is_empty() {
        let count = stdout.write_vectored(unsent)?;
        IoSlice::advance_slices(&mut unsent, count);
    }
    Ok(())
}
