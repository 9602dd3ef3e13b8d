//! `fazhi serve` on a store of about a million quads multiplied from the samples, measured over loopback.
//!
//! `cargo bench --no-default-features --bench serve`. `FAZHI_BENCH_DOCUMENTS` says how many documents (1,050). A graph of a user's own is
//! imported beside them, in which one thing has ten thousand neighbours. Prints p50, p95 and p99 of each kind of request, in milliseconds.
//! Every page is asked for once a thing: what a site has counted once it knows, and that would be too easy.

mod multiply;
mod program;

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use program::run;

/// A thing with many neighbours.
const HUB: &str = "https://example.org/hub";
const NEIGHBOURS: usize = 10_000;
/// Clients that ask at the same time.
const CLIENTS: usize = 32;

fn main() {
    let count = program::documents(1_050);
    let dir = tempfile::tempdir().unwrap();
    let (input, kg, own) = (dir.path().join("in"), dir.path().join("kg"), dir.path().join("hub.nt"));
    multiply::documents(&input, count);
    run(&["build", input.to_str().unwrap(), "--store", kg.to_str().unwrap()]);
    fs::write(&own, neighbours()).unwrap();
    run(&["import", own.to_str().unwrap(), "--graph", "https://example.org/graph", "--store", kg.to_str().unwrap()]);
    let start = Instant::now();
    let site = Site::start(&kg);
    println!("documents               {count}");
    println!("opened in               {:.2} s", start.elapsed().as_secs_f64());
    println!("quads                   {}", site.rows("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").first().cloned().unwrap_or_default());
    // The first search waits until the index is made; that is no search's time.
    println!("index ready after       {:.2} s", site.get("/search?q=%E6%B3%95").as_secs_f64());
    one_by_one(&site);
    many_at_once(&site);
}

fn one_by_one(site: &Site) {
    let things = site.things();
    told("entity page", &things.iter().take(200).map(|thing| site.get(thing)).collect::<Vec<_>>());
    told("entity page, known", &things.iter().take(200).map(|thing| site.get(thing)).collect::<Vec<_>>());
    let reports: Vec<String> = site.rows("SELECT DISTINCT ?s { ?s a <https://w3id.org/fazhi/ontology#Report> } LIMIT 60").iter().map(|iri| page(iri)).collect();
    told("report page", &reports.iter().map(|thing| site.get(thing)).collect::<Vec<_>>());
    let laws = site.rows("SELECT ?l (COUNT(?r) AS ?n) { ?r <https://w3id.org/fazhi/ontology#cites> ?l } GROUP BY ?l ORDER BY DESC(?n) LIMIT 10");
    told("page of a law that many cite", &laws.iter().map(|row| site.get(&page(row.split(',').next().unwrap_or_default()))).collect::<Vec<_>>());
    told("search", &searches().iter().map(|path| site.get(path)).collect::<Vec<_>>());
    let small = |n: usize| format!("/sparql?format=csv&query={}", encoded(&format!("SELECT * {{ ?s a <https://w3id.org/fazhi/ontology#Report> }} LIMIT {n}")));
    told("small SPARQL query", &(1..101).map(|n| site.get(&small(n))).collect::<Vec<_>>());
    let graph = format!("/graph.json?thing={}", encoded(HUB));
    told("graph, 10,000 neighbours", &[site.get(&graph)]);
    told("graph again", &(0..20).map(|_| site.get(&graph)).collect::<Vec<_>>());
}

/// Pages that nobody has seen yet, and searches, four to one.
fn many_at_once(site: &Site) {
    let (pages, searches) = (site.things(), searches());
    let mut paths: Vec<String> = pages.into_iter().skip(200).take(800).collect();
    paths.extend(searches.iter().cycle().take(200).cloned());
    // In an order that mixes them, and is the same each time.
    let mut paths: Vec<(usize, String)> = paths.into_iter().enumerate().map(|(n, path)| (n * 7919 % 1009, path)).collect();
    paths.sort();
    let (queue, times) = (Mutex::new(paths), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..CLIENTS {
            scope.spawn(|| {
                loop {
                    let Some((_, path)) = queue.lock().unwrap().pop() else { return };
                    let time = site.get(&path);
                    times.lock().unwrap().push(time);
                }
            });
        }
    });
    told("32 clients", &times.into_inner().unwrap());
}

fn searches() -> Vec<String> {
    let words = [
        "法治",
        "行政处罚法",
        "矛盾纠纷",
        "xjz",
        "松阳县",
        "信訪工作條例",
        "法律明白人",
        "执法人员 培训",
        "“依法行政”",
        "镇人民政府",
        "2023年",
        "件",
        "村",
        "fazhi",
    ];
    words.iter().map(|word| format!("/search?q={}", encoded(word))).collect()
}

/// One line: p50, p95, p99.
fn told(name: &str, times: &[Duration]) {
    let mut times = times.to_vec();
    times.sort();
    let at = |part: usize| times.get((times.len() * part).div_ceil(100).saturating_sub(1)).map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0);
    println!("{name:<30} {:>5} times  p50 {:>8.1}  p95 {:>8.1}  p99 {:>8.1} ms", times.len(), at(50), at(95), at(99));
}

fn neighbours() -> String {
    let mut text = format!("<{HUB}> <http://www.w3.org/2000/01/rdf-schema#label> \"枢纽\" .\n");
    for n in 0..NEIGHBOURS {
        let _ = writeln!(text, "<https://example.org/n/{n}> <https://example.org/near{}> <{HUB}> .", n % 3);
        let _ = writeln!(text, "<https://example.org/n/{n}> <http://www.w3.org/2000/01/rdf-schema#label> \"邻{n}\" .");
    }
    text
}

fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

fn page(iri: &str) -> String {
    format!("/page?iri={}", encoded(iri))
}

/// The program serving; it ends with the benchmark.
struct Site {
    child: Child,
    address: String,
}

impl Site {
    fn start(store: &Path) -> Site {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fazhi"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--store"]).arg(store);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Site { child, address: line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned() }
    }

    fn fetch(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut read = String::new();
        stream.read_to_string(&mut read).unwrap();
        assert!(read.starts_with("HTTP/1.1 200"), "{path}: {}", read.lines().next().unwrap_or_default());
        read
    }

    fn get(&self, path: &str) -> Duration {
        let start = Instant::now();
        self.fetch(path);
        start.elapsed()
    }

    /// Lines of CSV without the first.
    fn rows(&self, query: &str) -> Vec<String> {
        let text = self.fetch(&format!("/sparql?format=csv&query={}", encoded(query)));
        let (_, body) = text.split_once("\r\n\r\n").unwrap_or_default();
        body.lines().skip(1).map(|line| line.trim().to_owned()).collect()
    }

    /// Pages of things that reports speak of, in no order of theirs, and few enough for an answer that comes in one piece.
    fn things(&self) -> Vec<String> {
        let query = "PREFIX fz: <https://w3id.org/fazhi/ontology#> SELECT DISTINCT ?o { ?r a fz:Report ; fz:cites|fz:mentions|fz:covers|fz:reports ?o } ORDER BY SHA1(STR(?o)) LIMIT 4000";
        let all = self.rows(query);
        let step = (all.len() / 1000).max(1);
        all.iter().step_by(step).take(1000).map(|iri| page(iri)).collect()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(process) = i32::try_from(self.child.id()).ok().and_then(rustix::process::Pid::from_raw) {
            let _ = rustix::process::kill_process(process, rustix::process::Signal::TERM);
        }
        let _ = self.child.wait();
    }
}
