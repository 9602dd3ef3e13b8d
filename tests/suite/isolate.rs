//! Files that break their reader: each costs itself, is told of, and the next one is read.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use fazhi::isolate::{Child, Isolated, Limits, Pool};
use fazhi::pipeline::{File, Outcome, hex};
use fazhi::text::NotText;

use crate::support::{reader, report, samples};

/// A child that is no reader of ours.
fn shell(script: &str) -> Child {
    Child { program: PathBuf::from("/bin/sh"), arguments: vec!["-c".into(), script.into()] }
}

/// A pool of children by this program.
fn pool() -> Pool {
    Pool::new(Child { program: env!("CARGO_BIN_EXE_fazhi").into(), arguments: vec![fazhi::isolate::SUBCOMMAND.into()] }, Limits::default())
}

fn quick() -> Limits {
    Limits { time: Duration::from_millis(700), ..Limits::default() }
}

#[test]
fn whatever_a_child_does_is_an_outcome_with_its_reason() {
    let python = "exec /usr/bin/env python3 -c";
    let eats = format!("{python} 'import resource; resource.setrlimit(resource.RLIMIT_AS, (1 << 28, 1 << 28)); x = bytearray(1 << 29)'");
    let table: [(&str, &str); 14] = [
        ("sleep 60", "more than 0.7 s"),
        ("while :; do :; done", "more than 0.7 s"),
        ("while :; do echo noise >&2; done", "more than 0.7 s"),
        ("cat > /dev/null; sleep 60", "more than 0.7 s"),
        ("exit 3", "exit status: 3"),
        ("kill -ABRT $$", "signal: 6"),
        ("echo 'no such table' >&2; kill -SEGV $$", "signal: 11 (SIGSEGV): no such table"),
        ("exec >&-; sleep 60", "closed its pipe"),
        ("echo hello, world", "wrote an answer of"),
        ("printf 'T\\001\\000\\000\\000\\000\\000\\000\\000{'", "wrote no answer"),
        ("printf 'N\\001\\000\\000\\000\\000\\000\\000\\000{}'", "wrote more than an answer"),
        ("printf 'B\\001\\000\\000\\000\\000\\000\\000\\000x'", "wrote no answer"),
        ("printf 'T\\000\\000\\000\\000\\001\\000\\000\\000x'", "wrote no answer"),
        (&eats, "MemoryError"),
    ];
    for (script, reason) in table {
        let pool = Pool::new(shell(script), quick());
        let start = Instant::now();
        // Much more than a pipe holds, so that a deaf child would hang a parent that writes first and reads later.
        let Err(NotText(said)) = pool.decode_in_child("a.html", &vec![b'x'; 1 << 20]) else { panic!("{script}: an answer") };
        assert!(said.contains(reason), "{script}: {said}");
        assert!(start.elapsed() < Duration::from_secs(5), "{script}: {:?}", start.elapsed());
    }
    let missing = Pool::new(Child { program: "/nowhere/fazhi".into(), arguments: Vec::new() }, quick());
    assert!(missing.decode_in_child("a.html", b"x").unwrap_err().0.contains("could be started"));
}

/// A child that answers well, and ends in its own way at a file of a certain name.
const MOODY: &str = "exec /usr/bin/env python3 -c '
import sys, os, struct
read, write, served = sys.stdin.buffer, sys.stdout.buffer, 0
while True:
    head = read.read(9)
    if len(head) < 9: break
    what, name, size = struct.unpack(\"<cII\", head)
    name, _ = read.read(name).decode(), read.read(size)
    if name == \"bad\" or name == \"late\" and served: os.abort()
    served += 1
    text, about = str(os.getpid()).encode(), b\"\\x09text/html\\x05UTF-8\\0\\0\\0\\0\"
    write.write(struct.pack(\"<cII\", b\"T\", len(text), len(about)) + text + about); write.flush()
'";

#[test]
fn children_are_kept_replaced_and_given_a_second_chance() {
    let pool = Pool::new(shell(MOODY), Limits { files: 4, ..Limits::default() });
    let ask = |name: &str| pool.decode_in_child(name, b"x").map(|text| text.content);
    let first = ask("a").unwrap();
    assert_eq!(ask("b").unwrap(), first, "the same child serves again");
    let second = ask("late").unwrap();
    assert_ne!(second, first, "a child that had served before may be to blame: a new one reads the file");
    assert!(ask("bad").unwrap_err().0.contains("signal: 6"));
    let pids: BTreeSet<String> = (0..9).map(|_| ask("c").unwrap()).collect();
    assert_eq!(pids.len(), 3, "nine files, four a child");
    std::process::Command::new("kill").args(["-9", &ask("d").unwrap()]).status().unwrap();
    std::thread::sleep(Duration::from_millis(100));
    assert!(ask("e").is_ok(), "a child that died while it waited is replaced");
    let last = ask("f").unwrap();
    drop(pool);
    assert!(!std::path::Path::new("/proc").join(last).exists(), "none outlives its pool");
}

#[test]
fn a_child_gives_the_same_text() {
    let pool = pool();
    for entry in std::fs::read_dir(samples()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
        let bytes = std::fs::read(&entry).unwrap();
        let name = entry.file_name().unwrap().to_string_lossy().into_owned();
        let (near, far) = (fazhi::text::read(&name, &bytes).unwrap(), pool.decode_in_child(&name, &bytes).unwrap());
        assert_eq!((near.content, near.format, near.encoding, near.notes), (far.content, far.format, far.encoding, far.notes));
    }
    for (name, bytes) in [("a.txt", &b""[..]), ("a.txt", b"\x89PNG"), ("a.txt", &[0; 999])] {
        assert_eq!(pool.decode_in_child(name, bytes).unwrap_err(), fazhi::text::read(name, bytes).unwrap_err());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_child_is_bounded_and_its_bounds_hold() {
    use std::io::{Read, Write};
    let mut command = crate::support::fazhi();
    command.arg(fazhi::isolate::SUBCOMMAND).env("MIMALLOC_ARENA_RESERVE", "32MiB");
    let mut child = command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped()).spawn().unwrap();
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    stdin.write_all(b"R\x01\0\0\0\x01\0\0\0ax").unwrap();
    let mut answer = [0; 9];
    stdout.read_exact(&mut answer).unwrap();
    let proc = |file: &str| std::fs::read_to_string(format!("/proc/{}/{file}", child.id())).unwrap();
    let (limits, status) = (proc("limits"), proc("status"));
    let limit = |name: &str| limits.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse::<u64>().ok());
    let size = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse::<u64>().ok()).unwrap() << 10;
    assert_eq!((limit("Max core file size"), limit("Max file size"), limit("Max open files")), (Some(0), Some(0), Some(8)));
    // What it has in real memory, and what it may take on top.
    let space = limit("Max address space").unwrap();
    assert!(space <= size("VmSize:") + (256 << 20) && limit("Max cpu time").unwrap() <= 13);
    assert!(space - size("VmSize:") > (190 << 20), "a child begins with most of its room: {} of {space}", size("VmSize:"));
    println!("starts with {} MiB real, {} MiB mapped, of {} MiB", size("VmRSS:") >> 20, size("VmSize:") >> 20, space >> 20);
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_file_that_swells_costs_itself() {
    let pool = pool();
    // Each byte becomes a replacement character of three, several times over.
    let swelling = vec![0xff; 31 << 20];
    assert!(pool.decode_in_child("a.txt", &swelling).is_err());
    let text = report("新兴镇", "");
    assert_eq!(pool.decode_in_child("a.txt", text.as_bytes()).unwrap().content, text);
}

#[test]
fn many_at_once() {
    use rayon::prelude::*;
    let pool = pool();
    let texts: Vec<String> = (0..400).map(|n| report("新兴镇", &format!("第{n}份。"))).collect();
    let read: Vec<_> = texts.par_iter().map(|text| pool.decode_in_child("a.html.txt", text.as_bytes()).map(|text| text.content)).collect();
    assert!(read.into_iter().zip(&texts).all(|(read, text)| read.as_ref() == Ok(text)));
}

#[test]
fn a_reading_that_is_isolated_is_the_same_reading() {
    let (pool, text) = (pool(), report("新兴镇", ""));
    let isolated = Isolated { reader: reader(), pool: &pool };
    let file = File { name: "a.txt", sha256: &hex(text.as_bytes()), ..File::default() };
    let (near, far) = (reader().read("a.txt", text.as_bytes()), isolated.read(&file, text.as_bytes()));
    assert_eq!((near.lines, near.outcome, near.sha256), (far.lines, far.outcome, far.sha256));
    // A file's digest shorter than a source's name breaks nothing either.
    let broken = isolated.read(&File { name: "a.docx", sha256: "", ..File::default() }, b"PK\x03\x04");
    assert!(matches!(broken.outcome, Outcome::Refused(_)));
}
