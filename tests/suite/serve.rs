//! The protocol, as programs and browsers use it.

use std::path::Path;
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::site::{Served, encoded};
use crate::support::{report, run, sample_store};

const TOWNS: &str = "PREFIX fz: <https://w3id.org/fazhi/ontology#> SELECT DISTINCT ?label { ?r a fz:Report ; fz:covers ?t . ?t <http://www.w3.org/2000/01/rdf-schema#label> ?label } ORDER BY ?label";

/// One site for all tests that run at a time; it ends with the last of them.
fn site() -> Arc<Served> {
    static SITE: Mutex<Weak<Served>> = Mutex::new(Weak::new());
    let mut shared = SITE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let site = shared.upgrade().unwrap_or_else(|| Arc::new(Served::start(sample_store(), &["--timeout", "20", "--rows", "2000"])));
    *shared = Arc::downgrade(&site);
    site
}

#[test]
fn rows_come_in_every_format() {
    let site = site();
    for (accept, kind, part) in [
        ("*/*", "application/sparql-results+json", "{\"head\""),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<binding name=\"label\">"),
        ("text/csv", "text/csv; charset=utf-8", "label\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values", "?label\n\""),
        ("text/csv;q=0.3,application/json;q=0.4", "application/sparql-results+json", "新兴镇"),
    ] {
        let reply = site.query(TOWNS, accept);
        assert_eq!(reply.status, 200, "{accept}: {}", reply.body);
        assert!(reply.head.contains(kind) && reply.body.contains(part) && reply.body.contains("新兴镇"), "{accept}: {} {}", reply.head, reply.body);
    }
    assert_eq!(site.query(TOWNS, "image/png").status, 406);
    assert!(site.query("ASK { ?s ?p ?o }", "application/sparql-results+json").body.contains("true"));
}

#[test]
fn graphs_come_in_every_format_and_parse() {
    let site = site();
    use oxigraph::io::{RdfFormat, RdfParser};
    let query = "CONSTRUCT { ?r ?p ?o } { ?r a <https://w3id.org/fazhi/ontology#Report> ; ?p ?o }";
    let mut counts = Vec::new();
    for kind in ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "application/trig", "application/n-quads"] {
        let reply = site.query(query, kind);
        assert!(reply.status == 200 && reply.head.contains(kind), "{kind}: {}", reply.body);
        let quads: std::collections::BTreeSet<String> =
            RdfParser::from_format(RdfFormat::from_media_type(kind).unwrap()).for_slice(reply.body.as_bytes()).map(|quad| quad.unwrap().to_string()).collect();
        counts.push(quads);
    }
    assert!(counts[0].len() > 100 && counts.windows(2).all(|pair| pair[0] == pair[1]));
    assert!(site.query("DESCRIBE <https://w3id.org/fazhi/division/331124105>", "text/turtle").body.contains("新兴镇"));
}

#[test]
fn a_query_comes_by_get_and_by_both_kinds_of_post() {
    let site = site();
    let query = encoded(TOWNS);
    let replies = [
        site.get(&format!("/sparql?query={query}"), "text/csv"),
        site.get(&format!("/sparql/?query={query}&format=csv"), "*/*"),
        site.post("/sparql", "application/x-www-form-urlencoded", "text/csv", format!("query={query}").as_bytes()),
        site.query(TOWNS, "text/csv"),
    ];
    assert!(replies.iter().all(|reply| reply.status == 200 && reply.body == replies[0].body), "{replies:?}");
    assert!(replies[0].head.contains("x-content-type-options: nosniff") && !replies[0].head.contains("access-control"));
}

#[test]
fn the_dataset_is_what_the_protocol_says() {
    let site = site();
    let graph = "https://w3id.org/fazhi/graph/ontology";
    let ask = |parameters: &str, query: &str| {
        let reply = site.get(&format!("/sparql?query={}{parameters}", encoded(query)), "application/sparql-results+json");
        assert_eq!(reply.status, 200, "{}", reply.body);
        reply.body.contains("true")
    };
    let class = "{ <https://w3id.org/fazhi/ontology#Report> a ?class }";
    let (default, named, nothing) =
        (format!("&default-graph-uri={}", encoded(graph)), format!("&named-graph-uri={}", encoded(graph)), "&default-graph-uri=http%3A%2F%2F127.0.0.1%3A9%2Fx");
    assert!(ask("", &format!("ASK {class}")) && ask(&default, &format!("ASK {class}")));
    assert!(!ask(&named, &format!("ASK {class}")) && ask(&named, &format!("ASK {{ GRAPH ?g {class} }}")));
    assert!(!ask(&default, "ASK { ?s a <https://w3id.org/fazhi/ontology#Report> }"));
    assert!(!ask(nothing, "ASK { ?s ?p ?o }"), "a graph that is not there is empty, and nothing is fetched");
    assert!(ask(&default, &format!("ASK FROM <http://e.org/none> {class}")), "the protocol goes before FROM");
    assert!(!ask("", &format!("ASK FROM <http://e.org/none> {class}")));
}

#[test]
fn it_is_read_only_and_asks_no_other() {
    let site = site();
    let update = b"INSERT DATA { <a:a> <a:b> <a:c> }";
    assert_eq!(site.post("/sparql", "application/sparql-update", "*/*", update).status, 405);
    assert_eq!(site.post("/sparql", "application/x-www-form-urlencoded", "*/*", b"update=CLEAR+ALL").status, 405);
    assert_eq!(site.query("INSERT DATA { <a:a> <a:b> <a:c> }", "*/*").status, 400);
    for method in ["PUT", "DELETE", "PATCH", "POST"] {
        let reply = site.send(method, "/store?graph=http%3A%2F%2Fe.org%2Fg", "text/turtle", "*/*", b"<a:a> <a:b> <a:c> .");
        assert!(reply.status == 405 && reply.head.contains("allow: get, head"), "{method}: {}", reply.head);
    }
    assert_eq!(site.send("PUT", "/sparql", "application/sparql-query", "*/*", b"ASK {}").status, 405);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let place = format!("http://{}/sparql", listener.local_addr().unwrap());
    for query in [
        format!("ASK {{ SERVICE <{place}> {{ ?s ?p ?o }} }}"),
        format!("ASK {{ SERVICE SILENT <{place}> {{ ?s ?p ?o }} }}"),
        format!("ASK {{ VALUES ?e {{ <{place}> }} SERVICE ?e {{ ?s ?p ?o }} }}"),
        format!("ASK {{ FILTER EXISTS {{ SERVICE <{place}> {{ ?s ?p ?o }} }} }}"),
        format!("LOAD <{place}>"),
        "LOAD SILENT <file:///etc/hostname>".to_owned(),
    ] {
        let reply = site.query(&query, "*/*");
        assert!(reply.status == 400, "{query}: {} {}", reply.status, reply.body);
    }
    assert_eq!(site.query(&format!("SELECT * FROM <{place}> {{ ?s ?p ?o }}"), "text/csv").status, 200);
    assert!(listener.accept().is_err(), "somebody called");
}

#[test]
fn whole_graphs_can_be_fetched() {
    let site = site();
    let graph = encoded("https://w3id.org/fazhi/graph/ontology");
    let reply = site.get(&format!("/store?graph={graph}"), "application/n-triples");
    let (_, export, _) =
        run(&["export", "--format", "ntriples", "--graph", "https://w3id.org/fazhi/graph/ontology", "--store", sample_store().to_str().unwrap()]);
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
    assert!(reply.status == 200 && lines(&reply.body) == lines(&export));
    let head = site.send("HEAD", &format!("/store?graph={graph}"), "", "text/turtle", b"");
    assert!(head.status == 200 && head.body.is_empty() && head.head.contains("text/turtle"));
    let all = site.get("/store?default", "application/n-triples");
    assert!(all.status == 200 && all.whole && all.body.lines().count() > 50_000 && all.body.contains("新兴镇"));
    for (path, status) in [("/store?graph=http%3A%2F%2Fe.org%2Fnone", 404), ("/store", 400), ("/store?graph=a&default", 400), ("/store?graph=no%20iri", 400)] {
        assert_eq!(site.get(path, "*/*").status, status, "{path}");
    }
}

#[test]
fn it_says_what_it_is() {
    let site = site();
    let description = site.get("/sparql", "text/turtle");
    for part in ["sd:Service", "sd:SPARQL11Query", "sd:UnionDefaultGraph", "graph/authority", "formats:SPARQL_Results_JSON"] {
        assert!(description.body.contains(part), "{part}: {}", description.body);
    }
    let void = site.get("/.well-known/void", "text/turtle");
    for part in ["void:Dataset", "dcat:DataService", "void:classPartition", "void:triples", "void:sparqlEndpoint"] {
        assert!(void.body.contains(part), "{part}");
    }
    let counted = |reply: &str, class: &str| {
        let graph =
            oxigraph::io::RdfParser::from_format(oxigraph::io::RdfFormat::NTriples).for_slice(reply.as_bytes()).map(|quad| quad.unwrap()).collect::<Vec<_>>();
        let part = graph.iter().find(|quad| quad.predicate.as_str().ends_with("void#class") && quad.object.to_string() == format!("<{class}>")).unwrap();
        graph.iter().find(|quad| quad.subject == part.subject && quad.predicate.as_str().ends_with("entities")).unwrap().object.to_string()
    };
    let reports = counted(&site.get("/.well-known/void", "application/n-triples").body, "https://w3id.org/fazhi/ontology#Report");
    assert!(reports.starts_with("\"10\""), "{reports}");
    let examples = site.get("/sparql/examples", "text/turtle").body;
    assert!(
        examples.contains("sh:SPARQLExecutable") && examples.contains("sh:select") && examples.contains("schema:target") && examples.contains("rdfs:comment")
    );
    let page = site.get("/sparql", "text/html,application/xhtml+xml,*/*;q=0.8");
    assert!(
        page.head.contains("text/html")
            && page.head.contains("content-security-policy")
            && page.body.contains("<label for=\"query\">")
            && !page.body.contains("<script>")
    );
    assert_eq!(site.get("/health", "*/*").body, "ok\n");
}

#[test]
fn limits_are_named_and_a_late_failure_breaks_off() {
    let site = site();
    let reply = site.query("SELECT * { ?s ?p ?o }", "text/csv");
    assert!(reply.status == 400 && reply.body.contains("limit reached: rows") && reply.body.contains("2000"), "{}", reply.body);
    let small = Served::start(sample_store(), &["--rows", "1000000", "--megabytes", "3", "--timeout", "120"]);
    let reply = small.query("SELECT * { ?s ?p ?o }", "application/sparql-results+json");
    assert!(reply.status == 200 && !reply.whole, "it looks whole: {} bytes", reply.body.len());
    let reply = small.query("SELECT (GROUP_CONCAT(CONCAT(STR(?s), STR(?s), STR(?o))) AS ?all) { ?s a ?o }", "text/csv");
    assert!(reply.status == 400 && reply.body.contains("limit reached: size"), "{}", reply.body);
}

#[test]
fn bad_requests_are_told_so() {
    let site = site();
    let ask = encoded("ASK {}");
    for (path, status) in [
        ("/sparql?query=%".to_owned(), 400),
        ("/sparql?query=%zz".to_owned(), 400),
        ("/sparql?query=%ff".to_owned(), 400),
        (format!("/sparql?query={ask}&query={ask}"), 400),
        ("/sparql?query=ASK%20%7B".to_owned(), 400),
        (format!("/sparql?query={ask}&default-graph-uri=no%20iri"), 400),
        (format!("/sparql?query={ask}&format=pdf"), 400),
        ("/nothing".to_owned(), 404),
    ] {
        let reply = site.get(&path, "*/*");
        assert_eq!(reply.status, status, "{path}: {}", reply.body);
    }
    let named = |host: &str| site.raw(format!("GET /health HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes()).status;
    let port = site.address.port();
    for host in [format!("localhost:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}"), format!("LOCALHOST:{port}"), "localhost".to_owned()] {
        assert_eq!(named(&host), 200, "{host}");
    }
    for host in ["evil.example", "127.0.0.1.nip.io", "localhost.", "localhost:1", "127.1", "", "localhost\r\nHost: evil.example"] {
        assert!([421, 400].contains(&named(host)), "{host}: {}", named(host));
    }
    let absolute = format!("GET http://evil.example/health HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n");
    assert_eq!(site.raw(absolute.as_bytes()).status, 421);
    let huge = format!("GET /health HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "a".repeat(2 << 20));
    assert!([400, 431, 0].contains(&site.raw(huge.as_bytes()).status));
    let many = format!("GET /health HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "X: a\r\n".repeat(500));
    assert!([400, 431].contains(&site.raw(many.as_bytes()).status));
    let lie = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 1000000000000000000\r\n\r\nASK {}";
    assert_eq!(site.raw(lie).status, 413);
    let long = site.query(&" ".repeat((1 << 20) + 1), "*/*");
    assert_eq!(long.status, 413, "{}", long.body);
    assert_eq!(site.get("/health", "*/*").status, 200);
}

#[test]
fn who_dribbles_is_closed_and_disturbs_nobody() {
    let site = site();
    use std::io::{Read, Write};
    let start = Instant::now();
    let mut slow: Vec<_> = (0..100).map(|_| std::net::TcpStream::connect(site.address).unwrap()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET /health HTTP/1.1\r\nHost: loc").unwrap();
    }
    while start.elapsed() < Duration::from_secs(14) {
        assert_eq!(site.get("/health", "*/*").status, 200);
        for stream in &mut slow {
            let _ = stream.write_all(b"a");
        }
        std::thread::sleep(Duration::from_millis(500));
    }
    let closed = slow.iter().filter(|stream| {
        stream.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
        let mut byte = [0; 512];
        let mut stream: &std::net::TcpStream = stream;
        !matches!(stream.read(&mut byte), Err(error) if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut))
    });
    assert_eq!(closed.count(), 100);
}

#[test]
fn a_dead_process_is_replaced_and_the_end_is_clean() {
    let site = Served::start(sample_store(), &[]);
    let first = site.answering().unwrap();
    site.signal(first, Signal::KILL);
    let reply = site.get("/health", "*/*");
    // The connection may have been in the dead process's hands.
    let reply = if reply.status == 0 { site.get("/health", "*/*") } else { reply };
    assert_eq!(reply.status, 200);
    let second = site.answering().unwrap();
    assert_ne!(first, second);
    let supervisor = std::fs::read_to_string(format!("/proc/{second}/stat")).unwrap();
    let supervisor = supervisor.rsplit(')').next().unwrap().split_whitespace().nth(1).unwrap().parse().unwrap();
    site.signal(supervisor, Signal::HUP);
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(site.get("/health", "*/*").status, 200);
    let third = site.answering().unwrap();
    assert_ne!(second, third);
    let (time, code) = site.end();
    assert!(time < Duration::from_secs(5) && code == Some(0), "{time:?} {code:?}");
    assert!(!Path::new(&format!("/proc/{third}/exe")).exists());
}

#[test]
fn a_store_that_is_not_there_is_said_once() {
    let dir = tempfile::tempdir().unwrap();
    let (code, _, err) = run(&["serve", "--listen", "127.0.0.1:0", "--store", dir.path().join("none").to_str().unwrap()]);
    assert!(code == 2 && err.matches("there is no store").count() == 1, "{err}");
}

#[test]
fn a_users_own_graph_is_kept_like_a_source() {
    let dir = tempfile::tempdir().unwrap();
    let (input, kg) = (dir.path().join("a.txt"), dir.path().join("kg").display().to_string());
    std::fs::write(&input, report("新兴镇", "")).unwrap();
    assert_eq!(run(&["build", input.to_str().unwrap(), "--store", &kg]).0, 0);
    let file = |name: &str, text: &str| {
        std::fs::write(dir.path().join(name), text).unwrap();
        dir.path().join(name).display().to_string()
    };
    let graph = "https://example.org/my/graph";
    let import = |file: &str, extra: &[&str]| run(&[&["import", file, "--graph", graph, "--store", &kg], extra].concat());
    let content = || run(&["export", "--format", "ntriples", "--graph", graph, "--store", &kg]).1;
    let rows = || content().lines().filter(|line| line.contains("<https://e.org/p>")).collect::<Vec<_>>().join("\n");
    let forms = [
        ("a.ttl", "@prefix e: <https://e.org/> . e:a e:p [ e:q 1 ] ."),
        ("a.trig", "<https://e.org/a> <https://e.org/p> \"二\" ."),
        ("a.nt", "<https://e.org/a> <https://e.org/p> \"三\" .\n"),
        ("a.nq", "<https://e.org/a> <https://e.org/p> \"四\" .\n"),
        (
            "a.rdf",
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:e=\"https://e.org/\"><rdf:Description rdf:about=\"https://e.org/a\"><e:p>五</e:p></rdf:Description></rdf:RDF>",
        ),
        ("a.jsonld", "{\"@id\": \"https://e.org/a\", \"https://e.org/p\": \"六\"}"),
    ];
    for (name, text) in forms {
        let (code, _, err) = import(&file(name, text), &[]);
        assert_eq!(code, 0, "{name}: {err}");
        assert_eq!(rows().lines().count(), 1, "{name}: the graph was not replaced");
    }
    let first = rows();
    assert!(first.contains("六"));
    assert_eq!(import(&file("b.ttl", forms[0].1), &[]).0, 0);
    let skolem = rows();
    assert!(skolem.contains("/.well-known/genid/") && import(&file("c.ttl", forms[0].1), &[]).0 == 0 && rows() == skolem);
    assert_eq!(run(&["build", dir.path().to_str().unwrap(), "--prune", "--store", &kg]).0, 0);
    assert_eq!(run(&["check", "--rebuild", "--store", &kg]).0, 0);
    assert_eq!(rows(), skolem, "a build and a new index leave it alone");
    assert!(run(&["import", "--store", &kg]).1.contains(graph));
    let (code, _, err) = import(&file("bad.ttl", "<https://e.org/a> <https://e.org/p> 1 .\n\n<https://e.org/a> oops\n"), &[]);
    assert!(code == 2 && err.contains("bad.ttl") && err.contains("line 3"), "{err}");
    assert!(import(&file("g.nq", "<a:a> <a:b> <a:c> <a:g> .\n"), &[]).2.contains("a:g"));
    assert!(import(&file("a.xyz", ""), &[]).2.contains("--format"));
    assert_eq!(import(&file("a.xyz", forms[2].1), &["--format", "ntriples"]).0, 0);
    for reserved in ["https://w3id.org/fazhi/graph/authority", "https://w3id.org/fazhi/source/0123456789abcdef", "no iri"] {
        let (code, _, err) = run(&["import", &file("a.nt", forms[2].1), "--graph", reserved, "--store", &kg]);
        assert!(code == 2 && err.contains(reserved), "{err}");
    }
    assert_eq!(run(&["import", "--remove", "--graph", graph, "--store", &kg]).0, 0);
    assert_eq!(rows().lines().count(), 0);
    assert_eq!(run(&["import", "--remove", "--graph", graph, "--store", &kg]).0, 2);
    assert_eq!(run(&["check", "--store", &kg]).0, 0);
}

#[test]
fn the_w3c_protocol_tests_pass() {
    let runner = crate::support::root().join("../shared/w3c/protocol.py");
    if !runner.exists() {
        eprintln!("skipped: the W3C protocol tests are not beside the repository ({})", runner.display());
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let (input, kg) = (dir.path().join("a.txt"), dir.path().join("kg"));
    std::fs::write(&input, report("新兴镇", "")).unwrap();
    assert_eq!(run(&["build", input.to_str().unwrap(), "--store", kg.to_str().unwrap()]).0, 0);
    for number in 1..=3 {
        let file = runner.with_file_name("protocol").join(format!("data{number}.nt"));
        let graph = format!("http://kasei.us/2009/09/sparql/data/data{number}.rdf");
        assert_eq!(run(&["import", file.to_str().unwrap(), "--graph", &graph, "--store", kg.to_str().unwrap()]).0, 0);
    }
    let site = Served::start(&kg, &[]);
    let output = std::process::Command::new("python3").arg(&runner).arg("--query").arg(format!("http://{}/sparql", site.address)).output();
    let Ok(output) = output else {
        eprintln!("skipped: there is no python3");
        return;
    };
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if err.contains("No module named") {
        eprintln!("skipped: the runner lacks pyoxigraph");
        return;
    }
    assert!(out.contains("20 passed, 0 failed"), "{out}{err}");
}
