//! What is not public is not connected to, by whatever way one is led there.

use std::io;
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use fazhi::fetch::{LookUp, Names, Options, Policy, check, file_name, is_address, next_hop};
use url::Url;

use super::portal::{Portal, page, say};
use super::{fetched, options, reason};
use crate::torture::{Row, seconds};

/// A resolver that knows a few names, and counts; where a name has several lines of answers, they take turns.
#[derive(Default)]
struct Stub {
    names: Vec<(&'static str, Vec<Vec<IpAddr>>)>,
    asked: AtomicUsize,
}

impl Names for Stub {
    fn look_up(&self, host: &str) -> LookUp {
        let turn = self.asked.fetch_add(1, Ordering::SeqCst);
        let found = self.names.iter().find(|(name, _)| *name == host.trim_end_matches('.'));
        let answers = found.map(|(_, answers)| answers[turn % answers.len()].clone());
        Box::pin(async move { answers.ok_or_else(|| io::Error::other("no such name")) })
    }
}

fn addresses(text: &str) -> Vec<IpAddr> {
    text.split(' ').map(|address| address.parse().unwrap()).collect()
}

fn canary() -> Portal {
    Portal::start("127.0.0.1", |_, stream| page(stream, "the canary sings"))
}

const HOSTS: [&str; 84] = [
    "127.0.0.1",
    "127.0.0.1.",
    "127.1",
    "127.0.1",
    "127.255.255.254",
    "0177.0.0.1",
    "0177.1",
    "0x7f.1",
    "0x7f.0x0.0x0.0x1",
    "0x7f000001",
    "2130706433",
    "017700000001",
    "127.0.0.0x1",
    "0",
    "0.0.0.0",
    "0x0",
    "00000000000",
    "10.0.0.1",
    "10.255.255.255",
    "012.0.0.1",
    "0xa.1",
    "167772161",
    "100.64.0.1",
    "100.127.255.254",
    "169.254.169.254",
    "169.254.1.1",
    "2852039166",
    "0xa9fea9fe",
    "0251.0376.0251.0376",
    "172.16.0.1",
    "172.31.255.254",
    "0xac.0x10.0.1",
    "192.168.0.1",
    "192.168.1",
    "3232235521",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "4294967295",
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::127.0.0.1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:10.0.0.1]",
    "[::ffff:169.254.169.254]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b:1::1]",
    "[2002:7f00:1::]",
    "[2002:a9fe:a9fe::]",
    "[2001:0:7f00:1::]",
    "[2001:db8::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "[fec0::1]",
    "[ff02::1]",
    "[100::1]",
    "１２７.0.0.1",
    "①②⑦.0.0.1",
    "127。0。0。1",
    "１２７．０．０．１",
    "2１30706433",
    "0ｘ7f.1",
    "%31%32%37.0.0.1",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "a.localhost",
    "ｌocalhost",
    "loop.example",
    "loop.example.",
    "meta.example",
    "mixed.example",
    "six.example",
];

#[test]
fn no_spelling_of_a_private_host_is_connected_to() {
    let canary = canary();
    let names = Stub {
        names: vec![
            ("loop.example", vec![addresses("127.0.0.1")]),
            ("meta.example", vec![addresses("169.254.169.254")]),
            ("mixed.example", vec![addresses("1.1.1.1 127.0.0.1")]),
            ("six.example", vec![addresses("::ffff:127.0.0.1")]),
        ],
        ..Stub::default()
    };
    let options = Options { delay: Duration::ZERO, names: Arc::new(names), ..Options::default() };
    let mut row = Row::new("U1", "private hosts", seconds(1.0));
    for host in HOSTS {
        let start = Instant::now();
        let said = reason(&format!("http://{host}:{}/", canary.address.port()), &options);
        row.took(1, start.elapsed());
        assert!(said.contains("--allow-private") || said.contains("no address"), "{host}: {said}");
    }
    // The same behind a redirect, which a public host could give.
    let port = canary.address.port();
    let good = Portal::start("127.0.0.2", move |request, stream| {
        let at: usize = request.path.trim_start_matches('/').parse().unwrap_or(0);
        say(stream, "302 Found", &[("Location", &format!("http://{}:{port}/", HOSTS[at]))], b"");
    });
    let through = Options { policy: Policy::PublicAnd(vec!["127.0.0.2".parse().unwrap()]), ..options };
    for (at, host) in HOSTS.iter().enumerate() {
        let start = Instant::now();
        let said = reason(&good.url(&format!("/{at}")), &through);
        row.took(1, start.elapsed());
        assert!(said.contains("--allow-private") || said.contains("no address"), "{host}: {said}");
    }
    assert!(canary.paths().is_empty(), "{:?}", canary.paths());
    row.found("0 connected");
    row.close();
}

#[test]
fn only_addresses_of_the_web_are_fetched() {
    let refused = |text: &str| check(text, &Policy::Any).unwrap_err().to_string();
    for text in ["ftp://a.cn/", "file:///etc/passwd", "gopher://a.cn", "data:text/html,x", "javascript:alert(1)", "ws://a.cn"] {
        assert!(refused(text).contains("only http and https"), "{text}");
    }
    for text in ["http://user@a.cn/", "https://user:word@a.cn/", "http://:word@a.cn/"] {
        assert!(refused(text).contains("password"), "{text}");
    }
    for text in ["http://", "https://", "http://[::1", "http://a b.cn/", "http://a.cn:99999/", "//a.cn", ""] {
        assert!(refused(text).contains("no address"), "{text}");
    }
    assert_eq!(
        check(" HTTPS://司法局.CN/a#b ", &Policy::Public).unwrap().as_str(),
        "https://xn--tfrx46axkr.cn/a".replace("xn--tfrx46axkr", Url::parse("http://司法局.cn").unwrap().host_str().unwrap().trim_end_matches(".cn")).as_str()
    );
    assert!(is_address("http://a.cn") && is_address("ftp://a") && !is_address("dir/a.txt") && !is_address("C:\\a") && !is_address("://x"));
    let names = [("https://a.cn/x/%E6%8A%A5%E5%91%8A.pdf?y=1", "报告.pdf"), ("https://a.cn/x/", "x"), ("https://a.cn", "a.cn")];
    assert!(names.iter().all(|(address, name)| file_name(address) == *name));
}

#[test]
fn a_redirect_is_checked_like_any_address() {
    let (canary, other) = (canary(), canary());
    let inner = canary.url("/");
    let good = Portal::start("127.0.0.2", move |request, stream| {
        let to = |stream: &mut _, status: &str, location: &str| say(stream, status, &[("Location", location)], b"");
        let (_, rest) = request.path.split_at(1);
        match rest.split_once('/') {
            Some(("hop", "0")) => page(stream, "<p>arrived</p>"),
            Some(("hop", left)) => to(stream, "302 Found", &format!("/hop/{}", left.parse::<usize>().unwrap() - 1)),
            Some(("loop", _)) => to(stream, "301 Moved", "/loop/x"),
            Some(("refresh", _)) => say(
                stream,
                "200 OK",
                &[("Refresh", &format!("0; url={inner}")), ("Content-Type", "text/html")],
                format!("<html><meta http-equiv=refresh content='0; url={inner}'>").as_bytes(),
            ),
            Some((status, "inner")) => to(stream, &format!("{status} Moved"), &inner),
            Some((status, location)) => to(stream, &format!("{status} Moved"), location),
            None => say(stream, "302 Found", &[], b""),
        }
    });
    let refused: [(&str, &str); 12] = [
        ("/301/inner", "loopback"),
        ("/302/inner", "loopback"),
        ("/303/inner", "loopback"),
        ("/307/inner", "loopback"),
        ("/308/inner", "loopback"),
        ("/302/file:///etc/passwd", "only http"),
        ("/302/http://a:b@127.0.0.2/", "password"),
        ("/302/http://2130706433/", "loopback"),
        ("/302/http://[", "no address"),
        ("/loop/x", "5 redirects"),
        ("/hop/6", "5 redirects"),
        ("/nowhere", "302"),
    ];
    let mut row = Row::new("U2", "redirects", seconds(2.0));
    for (path, what) in refused {
        let start = Instant::now();
        let said = reason(&good.url(path), &options());
        row.took(1, start.elapsed());
        assert!(said.contains(what), "{path}: {said}");
    }
    assert_eq!(fetched(&[good.url("/hop/5"), good.url("/refresh/")], &options()).0.documents.len(), 2);
    assert!(canary.paths().is_empty() && other.paths().is_empty());
    row.found("0 connected");
    row.close();
    let https = Url::parse("https://a.cn/x/y").unwrap();
    for (location, next) in
        [("/z", "https://a.cn/z"), ("z", "https://a.cn/x/z"), ("//b.cn/", "https://b.cn/"), ("https://b.cn", "https://b.cn/"), (" ?q ", "https://a.cn/x/y?q")]
    {
        assert_eq!(next_hop(&https, location, &Policy::Public).unwrap().as_str(), next);
    }
    assert!(next_hop(&https, "http://a.cn/", &Policy::Any).unwrap_err().to_string().contains("https to http"));
    assert!(next_hop(&Url::parse("http://a.cn").unwrap(), "https://a.cn/", &Policy::Public).is_ok());
}

#[test]
fn a_name_cannot_change_its_meaning_between_check_and_use() {
    // The same port on two of this machine's addresses: one may be reached, at the other the canary sits.
    let canary = canary();
    let good = TcpListener::bind(("127.0.0.2", canary.address.port())).unwrap();
    let good = Portal::on(good, |_, stream| page(stream, "<p>good</p>"));
    let names = Arc::new(Stub { names: vec![("turns.example", vec![addresses("127.0.0.2"), addresses("127.0.0.1")])], ..Stub::default() });
    let options = Options { names: names.clone(), ..options() };
    let tries: Vec<String> = (0..1000).map(|n| format!("http://turns.example:{}/{n}", good.address.port())).collect();
    let mut row = Row::new("U3", "names that change their meaning", seconds(60.0));
    let start = Instant::now();
    let (fetched, ..) = fetched(&tries, &options);
    row.took(tries.len(), start.elapsed());
    row.found("0 connected");
    row.close();
    assert!(canary.paths().is_empty());
    assert_eq!(fetched.documents.len() + fetched.failed.len(), 1000);
    assert!(
        names.asked.load(Ordering::SeqCst) >= 1000 && good.paths().len() == fetched.documents.len() && fetched.documents.len() >= 400,
        "{}",
        fetched.documents.len()
    );
}

#[test]
fn proxies_of_the_environment_do_not_count_and_a_named_one_does() {
    let (canary, portal) = (canary(), Portal::start("127.0.0.2", |_, stream| page(stream, "<p>x</p>")));
    let dir = tempfile::tempdir().unwrap();
    let build = |extra: &[&str]| {
        let mut command = crate::support::fazhi();
        for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
            command.env(name, canary.url("/"));
        }
        command
            .args(["build", &portal.url("/a"), "--allow-private", "--delay", "0", "--store", dir.path().join("kg").to_str().unwrap()])
            .args(extra)
            .output()
            .unwrap()
    };
    let mut row = Row::new("U4", "proxies of the environment", seconds(10.0));
    let start = Instant::now();
    build(&[]);
    row.took(6, start.elapsed());
    row.found("0 connected");
    row.close();
    assert_eq!((canary.paths().len(), portal.paths()), (0, vec!["/a".to_owned()]));
    build(&["--proxy", &canary.url("/")]);
    assert_eq!((canary.paths(), portal.paths().len()), (vec![portal.url("/a")], 1));
    // Without leave to go into the own network, no proxy is asked either.
    let output = crate::support::fazhi()
        .args(["build", &portal.url("/a"), "--store", dir.path().join("kg").to_str().unwrap(), "--proxy", &canary.url("/")])
        .output()
        .unwrap();
    assert!(output.status.code() == Some(2) && String::from_utf8_lossy(&output.stdout).contains("loopback") && canary.paths().len() == 1);
}
