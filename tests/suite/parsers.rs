//! What breaks parsers: files changed at random, PDFs that loop, nest and swell, fonts that say little, lines without end. Each costs itself, in a child.

mod pdfs;

// The writer of PDFs that the reader's own tests use.
#[allow(dead_code, unreachable_pub)]
#[path = "../../src/text/pdf/tests/fonts.rs"]
mod fonts;
#[allow(dead_code, unreachable_pub)]
#[path = "../../src/text/pdf/tests/writer.rs"]
mod writer;

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use fazhi::isolate::{Child, Limits, Pool, SUBCOMMAND};
use fazhi::text::{NotText, Text};
use rayon::prelude::*;
use zip::write::SimpleFileOptions;

use crate::documents::zipped;
use crate::support::{report, root, run};
use crate::torture::{Dice, MEMORY, Row, is_full, measured, scale, seconds};

/// How long a child may take, and a little for its parent to notice.
const LONGEST: Duration = Duration::from_secs(12);

fn pool() -> Pool {
    Pool::new(Child { program: env!("CARGO_BIN_EXE_fazhi").into(), arguments: vec![SUBCOMMAND.into()] }, Limits::default())
}

/// The most that any child of this process has had in memory so far.
fn most_memory() -> u64 {
    let own = format!("PPid:\t{}", std::process::id());
    let status = |entry: fs::DirEntry| fs::read_to_string(entry.path().join("status")).ok().filter(|status| status.lines().any(|line| line == own));
    let peak = |status: String| status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
    fs::read_dir("/proc").unwrap().filter_map(Result::ok).filter_map(status).filter_map(peak).max().unwrap_or(0) << 10
}

/// The parts of a ZIP.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let part = |at| {
        let mut entry = archive.by_index(at).unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        (entry.name().unwrap().into_owned(), content)
    };
    (0..count).map(part).collect()
}

fn scratched(bytes: &mut Vec<u8>, dice: &mut Dice) {
    const WORDS: [&[u8]; 10] = [b"<", b">", b"/>", b"\"", b"&#0;", b"<w:tbl>", b"99999999999", b"-1", b"\0", b" 0 R"];
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len());
        match dice.below(4) {
            0 if at < bytes.len() => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
            1 => drop(bytes.drain(at..(at + dice.below(60)).min(bytes.len()))),
            2 => drop(bytes.splice(at..at, WORDS[dice.below(WORDS.len())].iter().copied())),
            _ => {
                let from = dice.below(bytes.len());
                let part = bytes[from..(from + dice.below(300)).min(bytes.len())].to_vec();
                bytes.splice(at..at, part);
            }
        }
    }
}

/// A file changed at random: its bytes, or, in every second container, the bytes of one of its parts.
fn mutant(seed: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    if !seed.starts_with(b"PK") || dice.below(2) == 0 {
        scratched(&mut bytes, dice);
        return bytes;
    }
    let mut parts = parts(seed);
    let wanted = |name: &str| name.ends_with("document.xml") || name.ends_with("Content.xml") || name.contains("sheet1") || name.ends_with("styles.xml");
    let main: Vec<usize> = (0..parts.len()).filter(|at| wanted(&parts[*at].0)).collect();
    let at = if main.is_empty() { dice.below(parts.len()) } else { main[dice.below(main.len())] };
    scratched(&mut parts[at].1, dice);
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in &parts {
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// Our own reports in every format that has a parser.
fn seeds() -> Vec<(String, Vec<u8>)> {
    let wanted = |path: &PathBuf| path.extension().is_some_and(|ending| ["docx", "pdf", "ofd", "html", "xlsx"].iter().any(|wanted| ending == *wanted));
    let mut paths: Vec<PathBuf> = fs::read_dir(root().join("tests/formats")).unwrap().map(|entry| entry.unwrap().path()).filter(wanted).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap())).collect()
}

/// How many mutants: `FAZHI_MUTANTS`, else 20,000 in the full form.
fn mutants() -> usize {
    std::env::var("FAZHI_MUTANTS").ok().and_then(|count| count.parse().ok()).unwrap_or_else(|| if is_full() { 20_000 } else { 240 })
}

#[test]
fn d1_files_changed_at_random_have_an_outcome_each_and_cost_no_other() {
    let (pool, seeds, count) = (pool(), seeds(), mutants());
    assert!(seeds.len() >= 70, "{} seeds", seeds.len());
    let row = Mutex::new(Row::new("D1", "files changed at random", LONGEST));
    let outcomes: Mutex<[usize; 3]> = Mutex::default();
    let good: Vec<(&String, &Vec<u8>, String)> =
        seeds.iter().step_by(9).map(|(name, bytes)| (name, bytes, fazhi::text::read(name, bytes).unwrap().content)).collect();
    (0..count).into_par_iter().for_each(|number| {
        let (name, seed) = &seeds[number % seeds.len()];
        let mut dice = Dice(0x5eed_0000 + number as u64);
        let bytes = mutant(seed, &mut dice);
        let start = Instant::now();
        let read = pool.decode_in_child(name, &bytes);
        row.lock().unwrap().took(1, start.elapsed());
        // What a child did not survive is told as what its reader did.
        let kind = match &read {
            Ok(_) => 0,
            Err(NotText(why)) if why.starts_with("its reader") => 2,
            Err(_) => 1,
        };
        if kind == 2 {
            println!("mutant {number} of {name}: {}", read.unwrap_err());
        }
        outcomes.lock().unwrap()[kind] += 1;
        if number % 10 == 0 {
            let (name, bytes, content) = &good[number / 10 % good.len()];
            assert_eq!(&pool.decode_in_child(name, bytes).unwrap().content, content, "{name}, beside mutants");
        }
    });
    let mut row = row.into_inner().unwrap();
    row.held(most_memory(), MEMORY);
    let [read, refused, broken] = outcomes.into_inner().unwrap();
    assert_eq!(read + refused + broken, count);
    assert!(read * 10 > count, "{read} were read: the mutants are too wild to test anything");
    row.found(format!("{read} read, {refused} refused, {broken} broke a child; {} good ones beside them", count.div_ceil(10)));
    row.close();
}

#[test]
fn d6_pdfs_that_loop_nest_and_swell() {
    let pool = pool();
    let mut row = Row::new("D6", "PDFs that loop, nest, swell", LONGEST);
    let mut wrong = Vec::new();
    for (what, bytes) in pdfs::hostile(scale(16)) {
        let start = Instant::now();
        let read = pool.decode_in_child("a.pdf", &bytes);
        row.took(1, start.elapsed());
        let told = read.as_ref().map_or_else(ToString::to_string, |text| format!("read, {} bytes, {:?}", text.content.len(), text.notes));
        println!("{what:<34} {:>9} bytes {:>6} ms  {told:.160}", bytes.len(), start.elapsed().as_millis());
        if matches!(&read, Err(NotText(why)) if why.contains("broke")) {
            wrong.push(format!("{what}: {told}"));
        }
        if is_full() {
            let length = |part: &[u8]| u32::try_from(part.len()).unwrap().to_le_bytes();
            let request = [&b"R"[..], &length(b"a.pdf"), &length(&bytes), b"a.pdf", &bytes].concat();
            row.held(measured(&[SUBCOMMAND], &request, "none").0, MEMORY);
        }
    }
    row.held(most_memory(), MEMORY);
    row.close();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn d7_fonts_with_predefined_cmaps_are_exact_or_flagged() {
    let mut row = Row::new("D7", "PDFs in Chinese encodings", seconds(1.0));
    let (mut exact, mut flagged) = (0, 0);
    for (what, bytes, known) in pdfs::fonts() {
        let start = Instant::now();
        let read: Result<Text, NotText> = fazhi::text::read("a.pdf", &bytes);
        row.took(1, start.elapsed());
        let text = read.unwrap_or_else(|error| panic!("{what}: {error}"));
        let doubts = text.notes.len() + text.doubts.len();
        let is_exact = text.content == format!("{}\n", pdfs::LINE);
        assert!(if known { is_exact && doubts == 0 } else { doubts > 0 }, "{what}: {:?} {:?} {:?}", text.content, text.notes, text.doubts);
        exact += usize::from(is_exact);
        flagged += usize::from(doubts > 0);
    }
    row.found(format!("{exact} exact, {flagged} flagged, 0 else"));
    row.close();
}

#[test]
fn d11_huge_files_and_lines_without_end() {
    let dir = tempfile::tempdir().unwrap();
    let mut row = Row::new("D11", "huge files, lines without end", Duration::from_secs(60));
    // Larger than any file may be: told by the size, before anything is read.
    let huge = dir.path().join("huge.txt");
    fs::File::create(&huge).unwrap().set_len(1 << 30).unwrap();
    let line = dir.path().join("line.txt");
    fs::write(&line, "中国".repeat((40 << 20) / 6)).unwrap();
    for path in [&huge, &line] {
        let start = Instant::now();
        let (code, _, err) = run(&["inspect", path.to_str().unwrap()]);
        row.took(1, start.elapsed());
        assert!(code == 2 && err.contains("more than the 32 MiB") && start.elapsed() < seconds(1.0), "{code} {err} {:?}", start.elapsed());
    }
    // One line without end becomes a document at 5 MB a second at least, and what is named in it is found without a hang.
    let reader = crate::support::reader();
    for (what, piece) in
        [("one word", "中国"), ("one character", "法"), ("clauses", "组织学习《信访工作条例》12次，"), ("letters", "a"), ("brackets", "《（【")]
    {
        let line = |megabytes: usize| report("新兴镇", &piece.repeat((megabytes << 20) / piece.len()));
        let (long, short) = (line(scale(16)), line(scale(2)));
        let start = Instant::now();
        let document = fazhi::document::read(fazhi::text::read("a.txt", long.as_bytes()).unwrap());
        let laid_out = start.elapsed();
        assert!(document.head.is_report && laid_out < seconds(long.len() as f64 / 5e6), "{what}: {laid_out:?} for {} bytes", long.len());
        let start = Instant::now();
        let reading = reader.read("a.txt", short.as_bytes());
        let rate = |bytes: usize, took: Duration| bytes as f64 / took.as_secs_f64() / 1e6;
        println!("{what:<14} laid out {:>6.1} MB/s, read whole {:>6.1} MB/s", rate(long.len(), laid_out), rate(short.len(), start.elapsed()));
        row.took(2, start.elapsed().max(laid_out));
        assert!(!matches!(reading.outcome, fazhi::pipeline::Outcome::Refused(_)), "{what}: {:?}", reading.outcome);
    }
    row.close();
    held_by_the_whole_program(dir.path());
}

/// What a report of one endless line costs the program beside a short one.
fn held_by_the_whole_program(dir: &Path) {
    if !is_full() {
        return;
    }
    let [short, long] = [1, (16 << 20) / 6].map(|count| {
        let path = dir.join(format!("{count}.txt"));
        fs::write(&path, report("新兴镇", &"中国".repeat(count))).unwrap();
        measured(&["extract", path.to_str().unwrap()], b"", "all").0
    });
    println!("16 MiB in one line: {} MiB more than a short report", long.saturating_sub(short) >> 20);
}

#[test]
fn names_in_a_zip_of_documents_are_read_by_children_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("reports.zip");
    let names: Vec<String> = (0..40).map(|at| format!("{at:02}.txt")).collect();
    let files: Vec<(&str, String)> = names.iter().map(|name| (name.as_str(), report("新兴镇", name))).collect();
    fs::write(&path, zipped(&files)).unwrap();
    let (pool, zip) = (pool(), fs::File::open(&path).unwrap());
    let inner = pool.documents(&zip).unwrap().unwrap();
    assert_eq!((inner.names, inner.others), (names.clone(), 0));
    for (name, content) in &files {
        assert_eq!(pool.document(&zip, name).unwrap(), content.as_bytes());
    }
    assert!(pool.document(&zip, "40.txt").unwrap_err().0.contains("no 40.txt"));
    // Another file under the same name: what is open is that which was opened, and the new one is read anew.
    fs::remove_file(&path).unwrap();
    fs::write(&path, zipped(&[("b.txt", "乙")])).unwrap();
    assert_eq!(pool.document(&zip, "00.txt").unwrap(), files[0].1.as_bytes());
    assert_eq!(pool.document(&fs::File::open(&path).unwrap(), "b.txt").unwrap(), "乙".as_bytes());
    fs::write(&path, b"PK\x03\x04 and nothing").unwrap();
    assert!(pool.documents(&fs::File::open(&path).unwrap()).unwrap_err().0.contains("broken ZIP"));
    // A child that dies of a listing costs the listing.
    let deadly = Pool::new(Child { program: "/bin/sh".into(), arguments: vec!["-c".into(), "kill -ABRT $$".into()] }, Limits::default());
    assert!(deadly.documents(&zip).unwrap_err().0.contains("signal: 6") && deadly.document(&zip, "a").is_err());
}
