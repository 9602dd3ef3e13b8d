//! What a child costs a good file: the same texts read here and in a child, and how long a child takes to start.
//!
//! `cargo bench --no-default-features --bench isolate`. Prints the median, the 99th of a hundred and the longest, in milliseconds; the bar is 1 ms on top.

use std::time::Instant;

use fazhi::isolate::{Child, Limits, Pool, SUBCOMMAND};

fn main() {
    let child = || Child { program: env!("CARGO_BIN_EXE_fazhi").into(), arguments: vec![SUBCOMMAND.into()] };
    for kilobytes in [10, 60, 200] {
        let text = "（一）全面落实《法治政府建设实施纲要（2021—2025年）》，化解矛盾纠纷12件。\n".repeat(kilobytes * 1024 / 100);
        let pool = Pool::new(child(), Limits::default());
        let here = times(|| drop(fazhi::text::read("a.txt", text.as_bytes()).unwrap()));
        let there = times(|| drop(pool.decode_in_child("a.txt", text.as_bytes()).unwrap()));
        println!("{kilobytes:>4} kB   here {}   in a child {}   on top {:.3}", told(&here), told(&there), there[there.len() / 2] - here[here.len() / 2]);
    }
    let mut starts: Vec<f64> = (0..50).map(|_| timed(|| drop(Pool::new(child(), Limits::default()).decode_in_child("a.txt", b"text").unwrap()))).collect();
    starts.sort_by(f64::total_cmp);
    println!("starting a child, one file, ending it: {}", told(&starts));
}

fn times(mut work: impl FnMut()) -> Vec<f64> {
    let mut times: Vec<f64> = (0..1000).map(|_| timed(&mut work)).collect();
    times.sort_by(f64::total_cmp);
    times
}

fn timed(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64() * 1000.0
}

fn told(sorted: &[f64]) -> String {
    let at = |share: f64| sorted[((sorted.len() - 1) as f64 * share) as usize];
    format!("{:.3} / {:.3} / {:.3}", at(0.5), at(0.99), at(1.0))
}
