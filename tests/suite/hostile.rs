//! Queries that mean harm: none may end the site, few the process that answers, and each must end in time and say which limit it met.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::site::{Reply, Served};
use crate::support::sample_store;

/// The time of a query on the site under test, with the second in which it must hear of its end.
const LIMIT: Duration = Duration::from_secs(3);
/// What a machine may add that has other tests to do: a clock here and threads there that wait for their turn. One query in ten may need it.
const NOISE: Duration = Duration::from_secs(3);

fn deep() -> Vec<String> {
    let mut all = Vec::new();
    for power in [4, 7, 9, 11, 14, 17] {
        let n = 1_usize << power;
        let r = |text: &str| text.repeat(n);
        all.extend([
            format!("ASK{}", r("{")),
            format!("ASK {}{}", r("{"), r("}")),
            format!("SELECT ({}1{} AS ?x) {{}}", r("("), r(")")),
            format!("ASK {{ FILTER({}true) }}", r("!")),
            format!("ASK {{ FILTER({}1 = 1) }}", r("-")),
            format!("ASK {{ ?a <p:p>{} ?b }}", r("/<p:p>")),
            format!("ASK {{ ?a ({}<p:p>{}) ?b }}", r("("), r(")*")),
            format!("ASK {{ {{}} {} }}", r("UNION {} ")),
            format!("ASK {{ FILTER(true {}) }}", r("|| true ")),
            format!("ASK {{ FILTER(1 {} = 1) }}", r("+ 1 ")),
            format!("ASK {{ ?a <p:p> {} 1 {} }}", r("[ <p:p> "), r("]")),
            format!("ASK {{ ?a <p:p> ({}) }}", r("1 ")),
            format!("ASK {{ ?a <p:p> {}{} }}", r("("), r(")")),
            format!("ASK {{ {} }}", r("OPTIONAL { ?a ?b ?c } ")),
            format!("ASK {{ {} {} }}", r("OPTIONAL { ?a ?b ?c "), r("}")),
            format!("ASK {{ ?a ?b ?c {} }}", r("MINUS { ?a ?b ?c } ")),
            format!("ASK {{ {} {} {} }}", r("{ SELECT * { "), "?a ?b ?c", r("} } ")),
            format!("ASK {{ ?a ?b ?c FILTER(?a IN ({} 1)) }}", r("1, ")),
            format!("ASK {{ {} }}", r("?a ?b ?c . ")),
            format!("ASK {{ {} }}", (0..n.min(20_000)).map(|i| format!("?a{i} ?b{i} ?c{i} . ")).collect::<String>()),
            format!("ASK {{ {} }}", (0..n.min(20_000)).map(|i| format!("BIND(1 AS ?b{i}) ")).collect::<String>()),
            format!("ASK {{ FILTER({} true {}) }}", r("EXISTS { FILTER("), r(") }")),
            format!("ASK {}", r("\\u007B")),
            format!("ASK {{ FILTER({} 1 {} = 1) }}", r("IF(true, "), r(", 2)")),
            format!("SELECT * {{ VALUES ?x {{ {} }} }}", r("'新' ")),
            format!("{} ASK {{}}", r("PREFIX a: <b:c> ")),
        ]);
    }
    all
}

fn numbers(name: &str, count: usize) -> String {
    format!("VALUES ?{name} {{ {} }}", (0..count).map(|n| format!("{n} ")).collect::<String>())
}

fn long() -> Vec<String> {
    let products = [
        "?a ?b ?c . ?d ?e ?f".to_owned(),
        "?a ?b ?c . ?d ?e ?f . ?g ?h ?i".to_owned(),
        format!("{} {} {}", numbers("a", 900), numbers("b", 900), numbers("c", 900)),
        format!("{} {}", numbers("a", 990), numbers("b", 990)),
        format!("?a ?b ?c . {} ?d ?e ?f", numbers("x", 90)),
        "{ SELECT ?a { ?a ?b ?c } } { SELECT ?d { ?d ?e ?f } }".to_owned(),
        "?a a ?t . ?b a ?t . ?c a ?t".to_owned(),
        "?a ?p ?x . ?b ?q ?x . ?c ?r ?x . ?d ?s ?x".to_owned(),
        "{ ?a ?b ?c } UNION { ?a ?c ?b } UNION { ?c ?b ?a } ?d ?e ?f".to_owned(),
        "?a ?b ?c OPTIONAL { ?d ?e ?f }".to_owned(),
    ];
    let mut all = Vec::new();
    for product in products {
        all.extend([
            format!("SELECT * {{ {product} }} ORDER BY ?a ?d"),
            format!("SELECT (COUNT(*) AS ?n) {{ {product} }}"),
            format!("SELECT (COUNT(DISTINCT CONCAT(STR(?a), STR(?b))) AS ?n) {{ {product} }}"),
            format!("SELECT DISTINCT ?a ?d {{ {product} }} OFFSET 1000000000"),
            format!("SELECT (GROUP_CONCAT(STR(?a)) AS ?n) {{ {product} }}"),
            format!("SELECT * {{ {product} FILTER(STRLEN(CONCAT(STR(?a), STR(?b))) < 0) }}"),
            format!("ASK {{ ?x a ?y FILTER NOT EXISTS {{ {product} FILTER(STR(?a) = 'nothing') }} }}"),
            format!("SELECT * {{ ?a a ?z MINUS {{ {product} }} }}"),
            format!("CONSTRUCT {{ ?a ?b ?c . ?c ?b ?a }} {{ {product} }}"),
        ]);
    }
    let doubled: String = (0..40).map(|n| format!("BIND(CONCAT(?a{n}, ?a{n}) AS ?a{}) ", n + 1)).collect();
    all.extend([
        "SELECT * { ?a (<a:p>|!<a:p>)* ?b }".to_owned(),
        "SELECT (COUNT(*) AS ?n) { ?a (!<a:p>|^!<a:p>)* ?b }".to_owned(),
        "SELECT (COUNT(*) AS ?n) { ?a (!<a:p>/!<a:p>/!<a:p>/!<a:p>)+ ?b }".to_owned(),
        format!("SELECT * {{ VALUES ?a0 {{ 'x' }} {doubled} }}"),
        "SELECT (REPLACE(REPLACE(REPLACE(STR(?o), '.', '$0$0$0$0$0$0$0$0'), '.', '$0$0$0$0$0$0$0$0'), '.', '$0$0$0$0$0$0') AS ?x) { ?s ?p ?o }".to_owned(),
        "SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), '(a*)*(b*)*(.*){1,200}x')) }".to_owned(),
        "SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), '((((.{1,30}){1,30}){1,30}){1,30})')) }".to_owned(),
        "SELECT * { ?s ?p ?o . ?o2 ?p2 ?s2 FILTER(CONTAINS(STR(?o), STR(?o2))) }".to_owned(),
        "DESCRIBE * { ?s ?p ?o }".to_owned(),
        "SELECT ?s { ?s ?p ?o } ORDER BY SHA512(CONCAT(STR(?s), STR(?p), STR(?o)))".to_owned(),
        "SELECT (SAMPLE(?o) AS ?x) { ?s ?p ?o . ?o ?q ?r . ?r ?t ?u . ?u ?v ?w } GROUP BY ?s ?r ?u".to_owned(),
    ]);
    all
}

/// Sends all, two at a time; what was not as it should be. So many answers as `lost` may go with the process that was at them.
fn sent(site: &Served, queries: Vec<String>, statuses: &[u16], lost: usize, must_say: impl Fn(&str) -> bool + Sync) -> Vec<String> {
    let most = queries.len() / 10;
    let (queue, wrong, late) = (Mutex::new(queries), Mutex::new(Vec::new()), Mutex::new(Vec::new()));
    let gone = AtomicUsize::new(0);
    let next = || queue.lock().unwrap().pop();
    let one = |query: &str| {
        let reply = site.query(query, "text/csv,text/turtle");
        // An answer that has begun cannot say why it ends: it is broken off, and that is seen.
        let said = reply.status == 200 || reply.status == 413 || !must_say(query) || reply.body.contains("limit reached");
        // A connection that the ending process had taken is lost with it; the next one waits for the other process.
        let healthy = (0..2).any(|_| site.get("/health", "*/*").status == 200);
        let query: String = query.chars().take(160).collect();
        let told = format!("{query}: {} {:?} {}", reply.status, reply.time, reply.body.chars().take(200).collect::<String>());
        let replaced = reply.status == 0 && gone.fetch_add(1, Ordering::SeqCst) < lost;
        if !(healthy && reply.time < LIMIT + NOISE && (replaced || said && statuses.contains(&reply.status))) {
            wrong.lock().unwrap().push(told);
        } else if reply.time > LIMIT {
            late.lock().unwrap().push(told);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(query) = next() {
                    one(&query);
                }
            });
        }
    });
    let late = late.into_inner().unwrap();
    assert!(late.len() <= most, "{} late:\n{}", late.len(), late.join("\n"));
    wrong.into_inner().unwrap()
}

/// None costs the answering process. Where others keep both cores busy, giving back the tables that a dozen OPTIONAL of the whole store have built
/// may take longer than the second that a query has for it: then the process goes once, with the two queries that it was at.
#[test]
fn no_depth_ends_the_site() {
    let site = Served::start(sample_store(), &["--timeout", "2", "--memory", "512"]);
    let queries = deep();
    assert!(queries.len() >= 150);
    let lost = 2;
    // What breaks a limit is told so, and which.
    let wrong = sent(&site, queries, &[200, 400, 413, 503, 504], lost, |query| query.len() > 40_000);
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// On a machine with nothing else to do no answer is lost; where others keep both cores busy, a query may not hear of its end within the second
/// that it has for it, and then the answering process goes.
#[test]
fn no_query_outlives_its_time_or_ends_the_site() {
    let site = Served::start(sample_store(), &["--timeout", "2", "--memory", "512"]);
    let queries = long();
    assert!(queries.len() >= 100 && site.answering().is_some());
    // Three times the process, with two queries each.
    let lost = 6;
    let wrong = sent(&site, queries, &[200, 400, 503, 504], lost, |_| true);
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_memory_of_one_query_is_not_charged_to_the_next() {
    let site = Served::start(sample_store(), &["--timeout", "60", "--memory", "512"]);
    for _ in 0..3 {
        let large = site.query("SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?a), STR(?a), STR(?a))) AS ?n) { ?a ?b ?c . ?d ?e ?f }", "text/csv");
        assert!(large.status == 503 && large.body.contains("limit reached: memory"), "{large:?}");
        // Longer than the watch looks away, and itself small.
        let small = site.query("SELECT (COUNT(DISTINCT STR(?a)) AS ?n) { ?a ?b ?c }", "text/csv");
        assert_eq!(small.status, 200, "{small:?}");
    }
}

#[test]
fn whoever_leaves_frees_the_place() {
    use std::io::Write;
    let site = Served::start(sample_store(), &["--timeout", "30", "--queries", "2"]);
    let body = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }";
    let head = format!("POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    for _ in 0..2 {
        let mut stream = std::net::TcpStream::connect(site.address).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        std::thread::sleep(Duration::from_millis(300));
    }
    let reply = site.query("ASK {}", "*/*");
    assert!(reply.status == 200 && reply.time < Duration::from_secs(5), "{reply:?}");
}

#[test]
fn too_many_at_once_are_asked_to_come_again() {
    let site = Served::start(sample_store(), &["--timeout", "3", "--queries", "1"]);
    let replies: Vec<Reply> = std::thread::scope(|scope| {
        let one = || scope.spawn(|| site.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }", "*/*"));
        let all: Vec<_> = (0..40).map(|_| one()).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let busy = replies.iter().filter(|reply| reply.status == 503);
    assert!(busy.clone().count() >= 20 && busy.into_iter().all(|reply| reply.head.contains("retry-after")));
    assert!(replies.iter().all(|reply| [503, 504].contains(&reply.status)));
    assert_eq!(site.query("ASK {}", "*/*").status, 200);
}
