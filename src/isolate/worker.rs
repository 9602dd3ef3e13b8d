//! The child's side. In: names and bytes on stdin. Out: texts, or why there is none, on stdout. It trusts its parent and nothing that it is sent.
//!
//! **Memory.** `RLIMIT_AS` is set to what the process has mapped when it starts, and 256 MiB. Real memory is never more than what is
//! mapped, so it grows by 256 MiB at most, counting the stack and every library's own mappings. `RLIMIT_DATA` would not count shared
//! and read-only mappings, and `RLIMIT_RSS` does nothing on Linux. The allocator reserves in steps of 32 MiB (the parent says so in
//! its environment), for what it reserves counts.
//!
//! **Time.** The parent's clock is what counts. `RLIMIT_CPU` is set anew for each file, so that a child that loops ends also when
//! its parent was killed; one that waits ends when its stdin does.

use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use rustix::process::{Resource, Rlimit, setrlimit};
use rustix::time::{ClockId, clock_gettime};

use super::Limits;
use crate::text::{self, NotText, Text};

/// What the last panic said, and where.
static PANIC: Mutex<String> = Mutex::new(String::new());

/// The bytes of a request: the lengths of both, the name, the file.
pub(super) fn request(file_name: &str, bytes: &[u8]) -> Vec<u8> {
    let length = |part: &[u8]| u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes();
    [&length(file_name.as_bytes())[..], &length(bytes), file_name.as_bytes(), bytes].concat()
}

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
    let (mut stdin, mut stdout) = (io::stdin().lock(), io::stdout().lock());
    while let Some((name, bytes)) = next(&mut stdin)? {
        allow_time(&limits)?;
        answer(&mut stdout, &decode(&name, &bytes, &limits))?;
    }
    Ok(())
}

fn confine(limits: &Limits) -> io::Result<()> {
    let limit = |resource, value| setrlimit(resource, Rlimit { current: Some(value), maximum: Some(value) });
    limit(Resource::As, mapped()? + limits.memory)?;
    limit(Resource::Core, 0)?;
    limit(Resource::Fsize, 0)?;
    // Standard streams and a few to spare.
    limit(Resource::Nofile, 8)?;
    Ok(())
}

/// How many bytes of address space this process has.
fn mapped() -> io::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let size = status.lines().find_map(|line| line.strip_prefix("VmSize:")?.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
    size.map(|size| size << 10).ok_or_else(|| io::Error::other("/proc/self/status does not tell VmSize"))
}

/// A little more than the parent's clock allows, so that the parent is who tells.
fn allow_time(limits: &Limits) -> io::Result<()> {
    let used = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
    Ok(setrlimit(Resource::Cpu, Rlimit { current: Some(used + limits.time.as_secs() + 2), maximum: None })?)
}

/// The next request; `None` where the parent has no more.
fn next(stdin: &mut impl Read) -> io::Result<Option<(String, Vec<u8>)>> {
    let mut lengths = [0; 8];
    match stdin.read_exact(&mut lengths) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let [a, b, c, d, e, f, g, h] = lengths;
    let mut part = |length: [u8; 4]| -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; u32::from_le_bytes(length) as usize];
        stdin.read_exact(&mut bytes)?;
        Ok(bytes)
    };
    let name = String::from_utf8_lossy(&part([a, b, c, d])?).into_owned();
    Ok(Some((name, part([e, f, g, h])?)))
}

fn decode(name: &str, bytes: &[u8], limits: &Limits) -> Result<Text, NotText> {
    let decoded = catch_unwind(AssertUnwindSafe(|| text::read(name, bytes)));
    let text =
        decoded.unwrap_or_else(|_| Err(NotText(format!("its reader broke: {}", PANIC.lock().map(|last| last.replace('\n', " ")).unwrap_or_default()))))?;
    if text.content.len() > limits.text {
        return Err(NotText(format!("more than {} MiB of text", limits.text >> 20)));
    }
    Ok(text)
}

fn answer(stdout: &mut impl Write, decoded: &Result<Text, NotText>) -> io::Result<()> {
    let mut bytes = vec![0; 4];
    serde_json::to_writer(&mut bytes, decoded)?;
    let length = u32::try_from(bytes.len() - 4).map_err(io::Error::other)?.to_le_bytes();
    bytes.splice(..4, length);
    stdout.write_all(&bytes)?;
    stdout.flush()
}
