//! The pages, asked in the same process: what they say, that their links lead somewhere, that their markup is right, and that nothing gets through it.

use std::collections::{BTreeSet, VecDeque};
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use fazhi::serve::{Options, Site, router};
use fazhi::store::View;
use oxigraph::io::{RdfFormat, RdfParser};
use tower::ServiceExt;

use crate::support::{run, sample_store};

/// How the pages call the report of 双井镇.
const REPORT: &str = "中共双井镇委员会双井镇人民政府关于2022年度法治政府建设情况的报告";

struct Answer {
    status: u16,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    fn is_html(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }
}

fn site(store: &Path) -> axum::Router {
    let options = Options {
        listen: ([127, 0, 0, 1], 0).into(),
        timeout: Duration::from_secs(60),
        rows: 100_000,
        bytes: 1 << 26,
        hosts: Vec::new(),
        queries: 8,
        memory: u64::MAX,
    };
    router(Arc::new(Site::new(View::open(store).unwrap(), options).unwrap()))
}

fn samples() -> &'static axum::Router {
    static SITE: OnceLock<axum::Router> = OnceLock::new();
    SITE.get_or_init(|| site(sample_store()))
}

fn ask(site: &axum::Router, path: &str, headers: &[(&str, &str)]) -> Answer {
    let encoded: String = path
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "-_.~/%?=&+:;,@!$*()'".contains(c) {
                c.to_string()
            } else {
                c.to_string().bytes().map(|b| format!("%{b:02X}")).collect()
            }
        })
        .collect();
    let request = headers
        .iter()
        .fold(Request::get(&encoded).header("host", "localhost"), |request, (name, value)| request.header(*name, *value))
        .body(Body::empty())
        .unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let response = site.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap();
        Answer { status, headers, text }
    })
}

fn get(path: &str) -> Answer {
    ask(samples(), path, &[])
}

/// The errors that a browser's parser finds.
fn parse_errors(html: &str) -> Vec<String> {
    use html5ever::tendril::StrTendril;
    use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer};
    use html5ever::tree_builder::TreeBuilder;
    struct Errors<S>(S, std::cell::RefCell<Vec<String>>);
    impl<S: TokenSink> TokenSink for Errors<S> {
        type Handle = S::Handle;
        fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Self::Handle> {
            if let Token::ParseError(error) = &token {
                self.1.borrow_mut().push(format!("line {line}: {error}"));
            }
            self.0.process_token(token, line)
        }
    }
    let dom = tree::Sink::default();
    let sink = Errors(TreeBuilder::new(dom, Default::default()), Default::default());
    let tokenizer = Tokenizer::new(sink, Default::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    while !input.is_empty() {
        // It stops behind every script, and goes on.
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    let mut errors = tokenizer.sink.1.borrow().clone();
    errors.extend(tokenizer.sink.0.sink.errors.borrow().clone());
    errors
}

/// A tree that only keeps what the builder complains of.
mod tree {
    use std::borrow::Cow;
    use std::cell::{Cell, RefCell};
    use std::collections::HashMap;

    use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
    use html5ever::{Attribute, ExpandedName, QualName};

    #[derive(Default)]
    pub struct Sink {
        next: Cell<usize>,
        names: RefCell<HashMap<usize, &'static QualName>>,
        pub errors: RefCell<Vec<String>>,
    }

    impl Sink {
        fn node(&self) -> usize {
            self.next.set(self.next.get() + 1);
            self.next.get()
        }
    }

    impl TreeSink for Sink {
        type Handle = usize;
        type Output = ();
        type ElemName<'a> = ExpandedName<'a>;
        fn finish(self) {}
        fn parse_error(&self, message: Cow<'static, str>) {
            self.errors.borrow_mut().push(message.into_owned());
        }
        fn get_document(&self) -> usize {
            0
        }
        fn elem_name<'a>(&'a self, target: &'a usize) -> ExpandedName<'a> {
            self.names.borrow()[target].expanded()
        }
        fn create_element(&self, name: QualName, _: Vec<Attribute>, _: ElementFlags) -> usize {
            let node = self.node();
            self.names.borrow_mut().insert(node, Box::leak(Box::new(name)));
            node
        }
        fn create_comment(&self, _: html5ever::tendril::StrTendril) -> usize {
            self.node()
        }
        fn create_pi(&self, _: html5ever::tendril::StrTendril, _: html5ever::tendril::StrTendril) -> usize {
            self.node()
        }
        fn append(&self, _: &usize, _: NodeOrText<usize>) {}
        fn append_based_on_parent_node(&self, _: &usize, _: &usize, _: NodeOrText<usize>) {}
        fn append_doctype_to_document(&self, _: html5ever::tendril::StrTendril, _: html5ever::tendril::StrTendril, _: html5ever::tendril::StrTendril) {}
        fn get_template_contents(&self, target: &usize) -> usize {
            *target
        }
        fn same_node(&self, a: &usize, b: &usize) -> bool {
            a == b
        }
        fn set_quirks_mode(&self, _: QuirksMode) {}
        fn append_before_sibling(&self, _: &usize, _: NodeOrText<usize>) {}
        fn add_attrs_if_missing(&self, _: &usize, _: Vec<Attribute>) {}
        fn remove_from_parent(&self, _: &usize) {}
        fn reparent_children(&self, _: &usize, _: &usize) {}
    }
}

fn links(html: &str) -> Vec<String> {
    let parts = html.split(" href=\"").skip(1).chain(html.split(" src=\"").skip(1));
    parts.map(|part| part.split('"').next().unwrap().replace("&amp;", "&")).collect()
}

fn has(path: &str, words: &[&str]) {
    let answer = get(path);
    assert_eq!(answer.status, 200, "{path}");
    for word in words {
        assert!(answer.text.contains(word), "{path} lacks {word}");
    }
}

/// Where a thing's page is: the first link of a page that holds these words.
fn link_to(path: &str, words: &str) -> String {
    let answer = get(path);
    let at = answer.text.find(&format!(">{words}</a>")).unwrap_or_else(|| panic!("{path} has no link {words}"));
    let before = &answer.text[..at];
    let href = before.rfind("href=\"").unwrap() + 6;
    before[href..].split('"').next().unwrap().replace("&amp;", "&")
}

#[test]
fn pages_say_what_they_are_about() {
    has("/", &["法律文件", "各地引用了哪些法律和文件", "份报告", "/questions/01-citations", "role=\"search\""]);
    has("/reports", &["双井镇", "新兴镇", "href=\"/reports?province="]);
    has("/reports?province=浙江省", &["新兴镇", "松阳县"]);
    assert!(!get("/reports?province=浙江省").text.contains("双井镇</a>"));
    has("/areas", &["松阳县", "新兴镇"]);
    has("/laws", &["信访工作条例", "<svg", "党内法规", "href=\"/laws?category="]);
    has("/programmes", &["法律明白人"]);
    has("/coverage", &["双井镇", "缺年数"]);
    has("/indicators", &["排查矛盾纠纷数"]);
    has(&link_to("/indicators", "排查矛盾纠纷数"), &["213", "双井镇", "#c"]);
    has("/questions", &["/questions/06-indicator"]);
    has("/questions/06-indicator?town=双井镇&indicator=排查矛盾纠纷数", &["213", "件", "双井镇"]);
    has("/questions/02-stale-citations?town=怀宝镇", &["信访条例", "已失效", "信访工作条例"]);
    has("/page/law/信访工作条例", &["信访工作条例", "施行日期", "引用它的报告", "信访条例"]);
    has("/page/law/信访条例", &["已失效", "怀宝镇", "由它替代"]);
    has("/compare?a=双井镇&b=新兴镇", &["引用的文件", "双方都有", "相同的文字"]);
    has("/help", &["<kbd>/</kbd>"]);
}

#[test]
fn a_town_leads_to_its_report_to_its_sentences_and_to_its_audit() {
    let town = link_to("/areas", "双井镇");
    has(&town, &["溆浦县", "本地区的报告", "原文提及", "<mark>"]);
    // Straight to a law that its report cites, and to the sentence.
    has(&town, &["报告引用的法律文件", "class=\"tag good\">有效", "历年指标", "举措", "审查结果", "href=\"/indicator/"]);
    let text = get(&town).text;
    let laws = &text[text.find("id=\"laws\"").unwrap()..text.find("id=\"numbers\"").unwrap()];
    assert!(
        links(laws).iter().any(|link| link.starts_with("/page/law/")) && links(laws).iter().any(|link| link.starts_with("/source/") && link.contains("#c"))
    );
    assert!(links(laws).iter().filter(|link| link.starts_with("/page/law/")).all(|law| get(law).text.contains("引用它的报告")));
    has("/page/division/450225103", &["已失效 2021-01-01", "自治区民主法治示范村", "广西壮族自治区司法厅"]);
    let report = link_to("/reports", REPORT);
    has(&report, &["双委〔2023〕4号", "<mark>", "签发人", "向启文", "阅读原文"]);
    let source = link_to(&report, "阅读原文");
    let text = get(&source).text;
    assert!(text.contains("class=\"place m body\"") && text.contains("id=\"c") && text.contains("GB/T 7714"), "{source}");
    assert!(text.contains("[A]. 20"), "no citation in {source}");
    let audit = link_to(&report, "审查结果");
    assert!(audit.starts_with("/audit/") && get(&audit).status == 200);
    has(&link_to("/reports", "怀宝镇"), &["怀宝镇"]);
}

#[test]
fn audits_show_the_sentence_and_the_proof() {
    let list = get("/audit").text;
    let pages: BTreeSet<String> = links(&list).into_iter().filter(|link| link.starts_with("/audit/")).collect();
    assert!(pages.len() >= 10);
    let stale = pages.iter().map(|page| get(page).text).find(|text| text.contains("由《信访工作条例》替代")).expect("no stale citation in the samples");
    assert!(stale.contains("已失效") && stale.contains("/page/law/信访条例") && stale.contains("<mark>"));
}

#[test]
fn search_finds_names_and_sentences() {
    has("/search?q=双井镇", &["双井镇", "句子", "/page/division/"]);
    has("/search?q=sjz", &["双井镇"]);
    has("/search?q=信訪工作條例", &["信访工作条例", "<mark>信访工作条例</mark>", "#c"]);
    has("/search?q=“矛盾纠纷”", &["<mark>矛盾纠纷</mark>"]);
    has("/search?q=双委〔2023〕4号", &["双委〔2023〕4号"]);
    has("/search?q=没有这样的词组存在过", &["没有找到"]);
    has("/search?q=法治&class=sentences", &["<mark>法治</mark>"]);
    assert!(get("/search?q=\"sjz\"").text.contains("没有找到"));
}

#[test]
fn names_lead_to_pages_or_data() {
    let to = |accept: &str| {
        let answer = ask(samples(), "/id/law/信访工作条例", &[("accept", accept)]);
        assert_eq!(answer.status, 303);
        answer.header("location").to_owned()
    };
    assert_eq!(to("text/html,*/*;q=0.8"), "/page/law/%E4%BF%A1%E8%AE%BF%E5%B7%A5%E4%BD%9C%E6%9D%A1%E4%BE%8B");
    assert!(to("text/turtle").starts_with("/data/") && to("text/turtle").ends_with(".ttl"));
    assert!(to("application/ld+json, text/html;q=0.5").ends_with(".jsonld"));
    let answer = ask(samples(), "/page/law/信访工作条例", &[("accept", "text/turtle")]);
    assert!(answer.header("content-type").starts_with("text/turtle") && answer.header("vary").contains("accept"));
    assert_eq!(get("/id/law/没有这部法").status, 303);
}

#[test]
fn every_page_is_data_too() {
    let report = link_to("/reports", REPORT);
    let pages =
        ["/home", "/reports", "/laws", "/coverage", "/indicators", "/questions/01-citations", "/page/law/信访工作条例", "/data/law/信访工作条例", &report];
    for page in pages {
        for (ending, format) in [(".ttl", RdfFormat::Turtle), (".nt", RdfFormat::NTriples), (".jsonld", RdfFormat::JsonLd { profile: Default::default() })] {
            let answer = get(&format!("{page}{ending}"));
            let triples = RdfParser::from_format(format).for_slice(answer.text.as_bytes()).collect::<Result<Vec<_>, _>>();
            assert!(answer.status == 200 && triples.as_ref().is_ok_and(|all| all.len() > 3), "{page}{ending}: {triples:?}");
        }
        let csv = get(&format!("{page}.csv"));
        assert!(csv.header("content-type").starts_with("text/csv") && csv.text.starts_with('\u{feff}') && csv.text.lines().count() > 2, "{page}");
        let json: serde_json::Value = serde_json::from_str(&get(&format!("{page}.json")).text).unwrap();
        assert!(json["results"]["bindings"].as_array().is_some_and(|rows| rows.len() > 1), "{page}");
    }
    let narrowed = get("/questions/01-citations.csv?town=新兴镇").text;
    assert!(narrowed.contains("新兴镇") && !narrowed.contains("双井镇"));
}

#[test]
fn what_is_not_there_is_said_and_the_search_offered() {
    for path in [
        "/nothing",
        "/page/law/没有这部法",
        "/source/0000000000000000",
        "/source/../../etc",
        "/questions/99",
        "/indicator/没有",
        "/audit/0000",
        "/page?iri=javascript:alert(1)",
        "/page?iri=",
    ] {
        let answer = get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text.contains("role=\"search\"") && answer.text.contains("没有这一页"), "{path}");
    }
}

#[test]
fn language_and_theme_are_links_and_are_kept() {
    let english = get("/?lang=en");
    assert!(english.text.contains("<html lang=\"en\"") && english.text.contains("Rule-of-law reports") && english.header("set-cookie").starts_with("lang=en"));
    let kept = ask(samples(), "/reports", &[("cookie", "lang=en; theme=dark")]);
    assert!(kept.text.contains("data-theme=\"dark\"") && kept.text.contains(">Reports"));
    assert!(get("/?lang=xx\r\nx").header("set-cookie").is_empty());
    for path in ["/", "/reports", "/laws", "/indicators", "/coverage", "/audit", "/help", "/compare"] {
        let text = ask(samples(), path, &[("cookie", "lang=en")]).text;
        assert!(text.contains("This store holds"), "{path}");
    }
}

/// All pages that links lead to from the first one: there, well-formed, with one policy and no other host.
#[test]
fn links_lead_to_pages_that_are_well_formed() {
    let (mut seen, mut queue) = (BTreeSet::new(), VecDeque::from(["/".to_owned(), "/search?q=法治".to_owned(), "/compare?a=双井镇&b=新兴镇".to_owned()]));
    let mut kinds: std::collections::BTreeMap<String, usize> = Default::default();
    while let Some(path) = queue.pop_front() {
        // What another part of the site answers, and more than enough of one kind.
        let kind = path.split(['/', '?']).take(3).collect::<Vec<_>>().join("/");
        let count = kinds.entry(kind).or_default();
        *count += 1;
        if *count > 12 || ["/sparql", "/graph", "/.well-known"].iter().any(|other| path.starts_with(other)) {
            continue;
        }
        let answer = get(&path);
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{path}");
        if !answer.is_html() {
            continue;
        }
        let errors = parse_errors(&answer.text);
        assert!(errors.is_empty(), "{path}: {errors:?}");
        assert!(!answer.text.contains(" style=") && !answer.text.contains("<style") && !answer.text.contains(" onclick"), "{path}");
        assert!((answer.text.contains("份报告") || answer.text.contains("This store holds")) && answer.text.contains("class=\"skip\""), "{path}");
        let ids: Vec<&str> = answer.text.split(" id=\"").skip(1).filter_map(|part| part.split('"').next()).collect();
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{path} has an id twice");
        for link in links(&answer.text) {
            let inside = link.starts_with('/') && !link.starts_with("//");
            let outside = link.starts_with("https://") || link.starts_with("http://");
            assert!(inside || link.starts_with('#') || outside, "{path}: {link}");
            assert!(!answer.text.contains(&format!(" src=\"{link}\"")) || inside, "{path} loads {link}");
            let (page, place) = link.split_once('#').map_or((link.as_str(), None), |(page, place)| (page, Some(place)));
            if let Some(place) = place.filter(|_| page.is_empty()) {
                assert!(ids.contains(&place), "{path}: no #{place}");
            }
            if inside && seen.insert(page.to_owned()) {
                queue.push_back(page.to_owned());
            }
        }
    }
    assert!(seen.len() > 500, "only {}", seen.len());
}

#[test]
fn links_to_sentences_have_their_anchor() {
    let mut tried = 0;
    for page in ["/page/law/信访工作条例", "/search?q=法治", "/compare?a=双井镇&b=新兴镇"] {
        for link in links(&get(page).text).into_iter().filter(|link| link.starts_with("/source/") && link.contains('#')).take(15) {
            let (source, place) = link.split_once('#').unwrap();
            assert!(get(source).text.contains(&format!(" id=\"{place}\"")), "{page}: {link}");
            tried += 1;
        }
    }
    assert!(tried > 15);
}

/// Files whose names, titles and texts are attacks.
#[test]
fn nothing_gets_through_the_markup() {
    const ATTACK: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
    let dir = tempfile::tempdir().unwrap();
    let docs = dir.path().join("docs");
    std::fs::create_dir(&docs).unwrap();
    let report = format!(
        "新兴镇人民政府\n关于2023年度法治政府建设{ATTACK}情况的报告\n\n松阳县人民政府：\n2023年，新兴镇学习《{ATTACK}条例》，推行“{ATTACK}工作法”，由镇党委书记叶文澜<b>牵头，排查矛盾纠纷12件<svg onload=alert(3)>，javascript:alert(4)。\n一、存在问题{ATTACK}\n学习不够深入{ATTACK}。\n新兴镇人民政府\n2024年1月10日\n"
    );
    std::fs::write(docs.join("a<script>alert(5)<script>\"'.txt"), &report).unwrap();
    let store = dir.path().join("kg");
    let (code, out, err) = run(&["build", docs.to_str().unwrap(), "--store", store.to_str().unwrap()]);
    assert_eq!(code, 0, "{out}{err}");
    let site = site(&store);
    let (mut seen, mut queue) = (BTreeSet::new(), VecDeque::new());
    queue.extend(
        [
            "/",
            "/search?q=<script>alert(1)</script>",
            "/search?q=\"'><img src=x onerror=alert(2)>",
            "/compare?a=\"><script>&b=<script>",
            "/questions/01-citations?town=\"><script>alert(1)</script>",
        ]
        .map(str::to_owned),
    );
    queue.extend(
        [
            "/page?iri=javascript:alert(1)",
            "/page?iri=https://x/\"><script>",
            "/reports?year=\"><script>alert(1)</script>",
            "/<script>alert(1)</script>",
            "/reports?province=</script><script>",
        ]
        .map(str::to_owned),
    );
    let mut named = false;
    while let Some(path) = queue.pop_front().filter(|_| seen.len() < 1500) {
        let answer = ask(&site, &path, &[]);
        if !answer.is_html() {
            continue;
        }
        let text = &answer.text;
        named |= text.contains("&lt;script&gt;alert(5)");
        for bad in ["<script>", "<img", "onerror=alert(2)>\"", "<svg onload", "<b>牵头", "href=\"javascript:", "href=\"data:"] {
            assert!(!text.contains(bad), "{path} lets {bad} through");
        }
        assert!(parse_errors(text).is_empty(), "{path}: {:?}", parse_errors(text));
        for link in links(text) {
            let page = link.split('#').next().unwrap().to_owned();
            let own = page.starts_with('/') && !["/sparql", "/graph", "/.well-known"].iter().any(|other| page.starts_with(other));
            if own && seen.insert(page.clone()) {
                queue.push_back(page);
            }
        }
    }
    assert!(named && seen.len() > 30, "{}", seen.len());
}

/// A page of a copy leads to itself in the other language, and by no other link out of its own.
fn switched(out: &Path, file: &Path, text: &str) {
    let own = file.strip_prefix(out).unwrap();
    let english = own.starts_with("en");
    assert!(text.contains(if english { "<html lang=\"en\"" } else { "<html lang=\"zh-CN\"" }), "{}", file.display());
    let other = if english { out.join(own.strip_prefix("en").unwrap()) } else { out.join("en").join(own) };
    let to = |link: &String| {
        let page = percent_encoding::percent_decode_str(link.split('#').next().unwrap()).decode_utf8().unwrap().into_owned();
        std::fs::canonicalize(file.parent().unwrap().join(page)).unwrap()
    };
    let top = std::fs::canonicalize(out).unwrap();
    let pages = links(text).into_iter().filter(|link| !link.starts_with("http") && link.split('#').next().unwrap().ends_with(".html"));
    let across: Vec<_> = pages.map(|link| to(&link)).filter(|page| page.starts_with(top.join("en")) != english).collect();
    assert_eq!(across, [std::fs::canonicalize(&other).unwrap()], "{}", file.display());
}

#[test]
fn the_pages_as_files_work_from_any_folder() {
    let dir = tempfile::tempdir().unwrap();
    let docs = dir.path().join("docs");
    std::fs::create_dir(&docs).unwrap();
    std::fs::write(docs.join("one.txt"), crate::support::report("新兴镇", "排查矛盾纠纷12件，化解12件。")).unwrap();
    let (store, out) = (dir.path().join("kg"), dir.path().join("site"));
    assert_eq!(run(&["build", docs.to_str().unwrap(), "--store", store.to_str().unwrap()]).0, 0);
    let (code, said, err) = run(&["export", "--site", out.to_str().unwrap(), "--store", store.to_str().unwrap()]);
    assert_eq!(code, 0, "{said}{err}");
    let files: Vec<std::path::PathBuf> =
        walkdir::WalkDir::new(&out).into_iter().filter_map(Result::ok).filter(|file| file.file_type().is_file()).map(walkdir::DirEntry::into_path).collect();
    for wanted in [
        "index.html",
        "en/index.html",
        "en/laws.html",
        "en/page/law/信访工作条例.html",
        "coverage.html",
        "audit.html",
        "laws.ttl",
        "assets/style.css",
        "page/law/信访工作条例.html",
        "page/law/信访工作条例.ttl",
    ] {
        assert!(out.join(wanted).is_file(), "no {wanted}");
    }
    for file in files.iter().filter(|file| file.extension().is_some_and(|e| e == "html")) {
        let text = std::fs::read_to_string(file).unwrap();
        for link in links(&text).iter().filter(|link| !link.starts_with("http") && !link.starts_with('#')) {
            assert!(!link.starts_with('/'), "{}: {link}", file.display());
            let (page, place) = link.split_once('#').map_or((link.as_str(), None), |(page, place)| (page, Some(place)));
            let name = percent_encoding::percent_decode_str(page).decode_utf8().unwrap().into_owned();
            let target = file.parent().unwrap().join(name);
            assert!(target.is_file(), "{}: {link}", file.display());
            if let Some(place) = place {
                assert!(std::fs::read_to_string(&target).unwrap().contains(&format!(" id=\"{place}\"")), "{}: {link}", file.display());
            }
        }
        assert!(!text.contains("<form"), "{}", file.display());
        switched(&out, file, &text);
    }
}
