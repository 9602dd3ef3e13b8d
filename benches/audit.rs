//! Text in common over many reports: seconds, and the most memory that the process held.
//!
//! `cargo bench --no-default-features --bench audit`; `FAZHI_BENCH_DOCUMENTS` says how many reports (5,000), `FAZHI_BENCH_WHOLE=1` also builds a store and
//! runs `fazhi audit` on it. The reports are on disk, so that memory is what the search itself holds.
//!
//! Reports are made of the samples' sentences as real ones are: few sentences stand in very many reports, many in few (Zipf); names and numbers
//! change from report to report; one in five is written over, a word here and there; the rest is the report's own.

mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use fazhi::audit::shared::Shared;

/// The program's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Sentences of a report.
const LENGTH: u64 = 80;

fn main() {
    let count = program::documents(5_000);
    let dir = tempfile::tempdir().unwrap();
    let texts = dir.path().join("texts");
    let bytes = write(&texts, count);
    println!("reports               {count}, {:.1} KB each", bytes as f64 / count as f64 / 1e3);
    let before = peak();
    let start = Instant::now();
    let shared = Shared::find(&|with: &mut dyn FnMut(usize, &str)| each(&texts, count, with), count, None).unwrap();
    let seconds = start.elapsed().as_secs_f64();
    let groups = shared.groups().count();
    let phrases = shared.groups().filter(|(_, group)| group.is_set_phrase).count();
    let same = shared.groups().filter(|(number, group)| !group.is_set_phrase && shared.places(*number).len() > 1).count();
    let near: usize = shared.groups().map(|(number, _)| shared.near(number).count()).sum::<usize>() / 2;
    println!("distinct sentences    {groups}: {phrases} set phrases, {same} the same in several reports, {near} pairs nearly the same");
    println!("text in common        {seconds:.2} s");
    println!("peak memory           {} MB ({before} MB before)", peak());
    if std::env::var_os("FAZHI_BENCH_WHOLE").is_some() {
        whole(dir.path(), &texts);
    }
}

/// The program as a user runs it.
fn whole(dir: &Path, texts: &Path) {
    let store = dir.join("kg");
    let built = program::run(&["build", texts.to_str().unwrap(), "--store", store.to_str().unwrap()]);
    println!("fazhi build           {built:.2} s");
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_fazhi")).args(["audit", "--format", "json", "--store", store.to_str().unwrap()]).output().unwrap();
    // 1 says that there are findings.
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    println!("fazhi audit           {:.2} s", start.elapsed().as_secs_f64());
}

fn path(texts: &Path, number: usize) -> PathBuf {
    texts.join(format!("{number:06}.txt"))
}

fn each(texts: &Path, count: usize, with: &mut dyn FnMut(usize, &str)) -> std::io::Result<()> {
    (0..count).try_for_each(|number| {
        with(number, &fs::read_to_string(path(texts, number))?);
        Ok(())
    })
}

/// The most memory that this process held, in MB.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1_000
}

/// Writes the reports; how many bytes they are.
fn write(folder: &Path, count: usize) -> u64 {
    fs::create_dir_all(folder).unwrap();
    let stock = stock();
    (0..count)
        .map(|number| {
            let text = report(&stock, number);
            fs::write(path(folder, number), &text).unwrap();
            text.len() as u64
        })
        .sum()
}

/// The sentences of the samples.
fn stock() -> Vec<String> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut paths: Vec<PathBuf> = fs::read_dir(samples).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    paths.sort();
    let texts = paths.iter().filter(|path| !path.ends_with("README.md")).map(|path| fazhi::text::decode("a.txt", &fs::read(path).unwrap()).unwrap().content);
    let mut all: Vec<String> = texts.flat_map(|text| text.split_inclusive('。').map(|one| one.replace('\n', "")).collect::<Vec<_>>()).collect();
    all.retain(|one| (20..200).contains(&one.chars().count()));
    all
}

fn report(stock: &[String], number: usize) -> String {
    let mut dice = Dice(number as u64 + 1);
    let (county, year) = (number / 20, 2019 + number % 5);
    let mut text = format!("第{number}镇人民政府关于{year}年度法治政府建设情况的报告\n\n第{county}县人民政府：\n");
    for _ in 0..LENGTH {
        // The rank falls off as Zipf has it: a third of the sentences come from the first hundred of some hundred thousand.
        let rank = (200_000_f64.powf(dice.share()) - 1.0) as u64;
        let mut sentence = made(stock, rank);
        if dice.below(5) == 0 {
            sentence = written_over(&sentence, &mut dice);
        }
        if dice.below(3) == 0 {
            sentence = sentence.replace("件", &format!("{}件", dice.below(900)));
        }
        text.push_str(&sentence);
        text.push('\n');
    }
    text
}

/// The sentence of a rank: halves of two sentences of the stock, with a name of its own.
fn made(stock: &[String], rank: u64) -> String {
    let mut dice = Dice(rank.wrapping_mul(0x9e37_79b9) + 7);
    let half = |sentence: &str, first: bool| -> String {
        let all: Vec<char> = sentence.chars().collect();
        let middle = all.iter().position(|c| *c == '，').unwrap_or(all.len() / 2);
        if first { all[..middle].iter().collect() } else { all[middle..].iter().collect() }
    };
    let pick = |dice: &mut Dice| &stock[dice.below(stock.len() as u64) as usize];
    let (one, two) = (half(pick(&mut dice), true), half(pick(&mut dice), false));
    let name: String = (0..4).filter_map(|_| char::from_u32(0x4e00 + dice.below(3_000) as u32)).collect();
    format!("{one}“{name}”工作{two}")
}

/// A word left out, a word put in.
fn written_over(sentence: &str, dice: &mut Dice) -> String {
    let mut all: Vec<char> = sentence.chars().collect();
    let at = |dice: &mut Dice, all: &[char]| dice.below(all.len() as u64 - 3) as usize;
    let gone = at(dice, &all);
    all.drain(gone..gone + 2);
    let place = at(dice, &all);
    all.splice(place..place, ["全面", "持续", "深入", "大力"][dice.below(4) as usize].chars());
    all.into_iter().collect()
}

/// Numbers that look random and are the same in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}
