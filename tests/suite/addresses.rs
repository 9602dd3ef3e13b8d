//! The host of an address helps to place a report: a weak clue, which chooses only among what the text leaves open.

use std::collections::BTreeSet;

use fazhi::pipeline::{File, hex};
use fazhi::text;

use crate::fetch::portal::{Portal, page};
use crate::support::{reader, run};

/// A report of a town of which there are a dozen, that names nothing above it but what is put in.
fn of_xinji(extra: &str) -> String {
    format!(
        "新集镇人民政府\n关于2023年度法治政府建设情况的报告\n\n2023年，新集镇认真学习贯彻习近平法治思想，全面落实各项工作任务，现将有关情况报告如下。\n一、主要做法\n（一）加强学习。组织学习《信访工作条例》，{extra}\n\n新集镇人民政府\n2024年1月10日\n"
    )
}

/// The counties of the towns that the report may be of: one where it is told.
fn counties(text: &str, addresses: &[&str]) -> BTreeSet<String> {
    let file = File { name: "a.html", sha256: &hex(text.as_bytes()), address: addresses.first().copied(), addresses };
    let quads = reader().read_text(&file, text::read("a.txt", text.as_bytes())).quads();
    let of_report = quads.iter().filter(|quad| quad.subject.to_string().contains("/report/"));
    let towns = of_report.filter(|quad| ["#covers", "#candidate"].iter().any(|end| quad.predicate.as_str().ends_with(end)));
    let gazetteer = reader().gazetteer();
    let county = |iri: String| gazetteer.by_iri(iri.trim_matches(['<', '>'])).and_then(|id| gazetteer.parent(id)).map(|id| gazetteer.label(id).to_owned());
    towns.filter_map(|quad| county(quad.object.to_string())).collect()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn a_county_s_site_decides_what_the_text_leaves_open() {
    let text = of_xinji("新集镇组织宣讲12次。");
    let open = counties(&text, &[]);
    assert!(open.len() > 5 && open.contains("新县"), "{open:?}");
    for address in ["http://www.xinxian.gov.cn/zwgk/1.html", "https://XINXIAN.gov.cn./", "http://sfj.xinxian.gov.cn:8080/a?b=c"] {
        assert_eq!(counties(&text, &[address]), set(&["新县"]), "{address}");
    }
    // What is called after no place, or after none of these, tells nothing.
    for address in ["http://www.moj.gov.cn/", "http://xinxian.com/", "http://www.songyang.gov.cn/", "http://10.0.0.1/xinxian.gov.cn", "http://xx.gov.cn/"] {
        assert_eq!(counties(&text, &[address]), open, "{address}");
    }
}

#[test]
fn several_that_fit_stay_open_and_words_weigh_more() {
    let text = of_xinji("新集镇组织宣讲12次。");
    let open = counties(&text, &[]);
    // The same bytes at two sites: nothing says which, whichever address the reading is of.
    let (a, b) = ("http://www.xinxian.gov.cn/1.html", "http://www.fengtai.gov.cn/");
    assert_eq!(counties(&text, &[a, b]), set(&["新县", "凤台县"]));
    assert_eq!(counties(&text, &[b, a]), set(&["新县", "凤台县"]));
    // The text names its county: an address of another one changes nothing.
    let named = of_xinji("凤台县司法局到新集镇指导，凤台县委、凤台县人民政府高度重视。");
    assert_eq!(counties(&named, &[]), set(&["凤台县"]));
    assert_eq!(counties(&named, &[a]), set(&["凤台县"]));
    // A city's or a province's site leaves those that lie in it.
    assert_eq!(counties(&text, &["http://www.xinyang.gov.cn/"]), set(&["新县"]));
    assert_eq!(counties(&text, &["http://www.hebei.gov.cn/"]), set(&["迁西县", "昌黎县", "三河市"]));
    assert!(["新县", "凤台县", "三河市"].iter().all(|county| open.contains(*county)), "{open:?}");
}

#[test]
fn a_fetched_report_is_placed_and_inspect_says_why() {
    let proxy = Portal::start("127.0.0.2", |request, stream| {
        let words = of_xinji("新集镇组织宣讲12次。").replace('\n', "<br>\n");
        page(stream, &if request.path.ends_with(".html") { format!("<!DOCTYPE html><html><body>{words}</body></html>") } else { String::new() });
    });
    let dir = tempfile::tempdir().unwrap();
    let store = dir.path().join("kg");
    let store = store.to_str().unwrap();
    let address = "http://www.xinxian.gov.cn/zwgk/1.html";
    let (code, out, err) = run(&["build", address, "--delay", "0", "--allow-private", "--proxy", &proxy.url("/"), "--store", store]);
    assert!(code == 0 && out.contains("1 read"), "{out}{err}");
    let (_, quads, _) = run(&["export", "--format", "nquads", "--only-read", "--store", store]);
    let gazetteer = reader().gazetteer();
    let covered = quads.lines().find(|line| line.contains("ontology#covers>")).unwrap_or_else(|| panic!("{quads}"));
    let iri = covered.split_whitespace().nth(2).unwrap().trim_matches(['<', '>']);
    assert_eq!(gazetteer.by_iri(iri).and_then(|id| gazetteer.parent(id)).map(|id| gazetteer.label(id)), Some("新县"));
    // The original beside its journal is known by its address; a copy elsewhere is a file like any other.
    let originals = std::fs::read_dir(format!("{store}/originals")).unwrap().map(|entry| entry.unwrap().path());
    let original = originals.into_iter().find(|path| path.file_name().unwrap().len() == 64).unwrap();
    let (code, said, err) = run(&["inspect", original.to_str().unwrap(), "--stage", "claims", "--explain"]);
    assert!(code == 0 && said.contains("told by the address www.xinxian.gov.cn") && said.contains("is called after 新县"), "{said}{err}");
    let (_, turtle, _) = run(&["inspect", original.to_str().unwrap(), "--stage", "turtle"]);
    assert!(turtle.contains(address) && turtle.contains("fz:covers"), "{turtle}");
    let copy = dir.path().join("copy.html");
    std::fs::copy(&original, &copy).unwrap();
    let (_, said, _) = run(&["inspect", copy.to_str().unwrap(), "--stage", "claims", "--explain"]);
    assert!(said.contains("covers      one of") && !said.contains("told by the address"), "{said}");
}
