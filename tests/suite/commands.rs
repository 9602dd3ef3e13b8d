//! The commands as people use them.

use crate::support::{report, run, sample_store, samples};

fn store() -> &'static str {
    sample_store().to_str().unwrap()
}

#[test]
fn show_says_everything_with_its_sentence() {
    let (code, out, err) = run(&["show", "双井镇", "--store", store()]);
    assert!(code == 1 && out.contains("division/431224107"), "双井镇 is the name of several towns: {out}{err}");
    let (code, out, err) = run(&["show", "https://w3id.org/fazhi/division/431224107", "--store", store()]);
    assert_eq!(code, 0, "{err}");
    for part in ["溆浦县", "431224107", "【双井镇】", "01-hunan-joint-red-head.txt #char="] {
        assert!(out.contains(part), "{part} is missing in {out}");
    }
    let (code, out, _) = run(&["show", "向启文", "--store", store()]);
    assert!(code == 0 && out.contains("双井镇党委书记") && out.contains("由镇党委书记【向启文】任组长"), "{out}");
    let (code, _, err) = run(&["show", "没有这个东西", "--store", store()]);
    assert!(code == 2 && err.contains("没有这个东西"));
}

#[test]
fn exports_parse_and_say_the_same() {
    use oxigraph::io::{RdfFormat, RdfParser};
    let mut counts = Vec::new();
    for (name, format) in
        [("nquads", RdfFormat::NQuads), ("trig", RdfFormat::TriG), ("jsonld", RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() })]
    {
        let (code, out, err) = run(&["export", "--format", name, "--only-read", "--store", store()]);
        assert_eq!(code, 0, "{err}");
        let quads: std::collections::BTreeSet<String> =
            RdfParser::from_format(format).for_slice(out.as_bytes()).map(|quad| quad.unwrap().to_string()).collect();
        counts.push(quads);
    }
    assert!(counts[0].len() > 2000 && counts.windows(2).all(|pair| pair[0] == pair[1]));
    for (name, format) in [("turtle", RdfFormat::Turtle), ("ntriples", RdfFormat::NTriples), ("rdfxml", RdfFormat::RdfXml)] {
        let (code, out, err) = run(&["export", "--format", name, "--only-read", "--store", store()]);
        assert_eq!(code, 0, "{err}");
        assert!(RdfParser::from_format(format).for_slice(out.as_bytes()).filter_map(Result::ok).count() > 2000, "{name}");
    }
    let (_, csv, _) = run(&["export", "--format", "csv", "--only-read", "--store", store()]);
    assert!(csv.starts_with("subject,") && csv.lines().count() > 500);
    let (_, graphml, _) = run(&["export", "--format", "graphml", "--only-read", "--store", store()]);
    assert!(graphml.contains("<edge ") && graphml.trim_end().ends_with("</graphml>"));
    let (_, nif, _) = run(&["export", "--format", "nquads", "--only-read", "--nif", "--store", store()]);
    assert!(nif.contains("nif-core#beginIndex") && nif.contains("ontology#Mention"));
}

#[test]
fn one_graph_can_be_exported() {
    let (_, all, _) = run(&["export", "--format", "nquads", "--only-read", "--store", store()]);
    let graph = all.lines().next().unwrap().rsplit(' ').nth(1).unwrap().trim_matches(['<', '>']).to_owned();
    let (code, out, _) = run(&["export", "--format", "nquads", "--graph", &graph, "--store", store()]);
    assert!(code == 0 && out.lines().count() > 100 && out.lines().all(|line| line.ends_with(&format!("<{graph}> ."))));
}

#[test]
fn diff_tells_gains_and_losses_with_sentences() {
    let dir = tempfile::tempdir().unwrap();
    let store = |name: &str, extra: &str| {
        let (input, store) = (dir.path().join(format!("{name}.txt")), dir.path().join(name));
        std::fs::write(&input, report("新兴镇", extra)).unwrap();
        assert_eq!(run(&["build", input.to_str().unwrap(), "--store", store.to_str().unwrap()]).0, 0);
        store.display().to_string()
    };
    let (a, b) = (store("a", "推行最多跑一次改革。"), store("b", "落实《中华人民共和国民法典》。"));
    let (code, out, err) = run(&["diff", &a, &b]);
    assert_eq!(code, 1, "{err}");
    assert!(
        out.lines().any(|line| line.starts_with("- ") && line.contains("最多跑一次"))
            && out.lines().any(|line| line.starts_with("+ ") && line.contains("cites") && line.contains("民法典")),
        "{out}"
    );
    assert_eq!(run(&["diff", &a, &a]).0, 0);
}

#[test]
fn inspect_shows_every_stage() {
    let file = samples().join("01-hunan-joint-red-head.txt");
    let stages =
        [("text", "masthead"), ("outline", "双委〔2023〕4号"), ("mentions", "湖南沅畔律师事务所"), ("claims", "signed by   向启文"), ("turtle", "fz:signedBy")];
    for (stage, part) in stages {
        let (code, out, err) = run(&["inspect", file.to_str().unwrap(), "--stage", stage]);
        assert!(code == 0 && out.contains(part), "{stage}: {err}{out}");
    }
    let (_, out, _) = run(&["inspect", file.to_str().unwrap(), "--stage", "mentions", "--explain"]);
    assert!(out.contains("behind a post"));
}

#[test]
fn pruned_changed_and_doubled_files() {
    let dir = tempfile::tempdir().unwrap();
    let (input, store) = (dir.path().join("in"), dir.path().join("kg"));
    std::fs::create_dir(&input).unwrap();
    let build = |extra: &[&str]| {
        let (code, out, err) = run(&[&["build", input.to_str().unwrap(), "--format", "json", "--store", store.to_str().unwrap()], extra].concat());
        assert_eq!(code, 0, "{err}");
        serde_json::from_str::<serde_json::Value>(&out).unwrap()
    };
    let export = || run(&["export", "--format", "nquads", "--only-read", "--store", store.to_str().unwrap()]).1;
    std::fs::write(input.join("a.txt"), report("新兴镇", "一。")).unwrap();
    std::fs::write(input.join("b.txt"), report("新兴镇", "二。")).unwrap();
    assert_eq!(build(&[])["read"], 2);
    std::fs::write(input.join("b.txt"), report("新兴镇", "三。")).unwrap();
    std::fs::copy(input.join("a.txt"), input.join("c.txt")).unwrap();
    build(&[]);
    let text = export();
    assert!(text.contains("\"c.txt\"") && text.contains("\"a.txt\"") && text.contains("三。") && !text.contains("二。"));
    std::fs::remove_file(input.join("a.txt")).unwrap();
    assert_eq!(build(&[])["removed"], 0);
    assert_eq!(build(&["--prune"])["removed"], 1);
    let text = export();
    assert!(text.contains("\"c.txt\"") && !text.contains("\"a.txt\""), "the other name of the same bytes stays");
    assert_eq!(run(&["check", "--store", store.to_str().unwrap()]).0, 0);
}

#[test]
fn extract_reads_lines_of_json() {
    use std::io::Write;
    let mut child = crate::support::fazhi()
        .args(["extract", "-"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let line = serde_json::json!({"name": "a.txt", "text": report("新兴镇", "")});
    writeln!(child.stdin.take().unwrap(), "{line}\nno json").unwrap();
    let output = child.wait_with_output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.code() == Some(2) && out.contains("信访工作条例") && err.contains("line 2"), "{err}");
}

#[test]
fn another_base_moves_all_data() {
    let dir = tempfile::tempdir().unwrap();
    let (input, store) = (dir.path().join("a.txt"), dir.path().join("kg"));
    std::fs::write(&input, report("新兴镇", "")).unwrap();
    assert_eq!(run(&["build", input.to_str().unwrap(), "--base", "https://example.org/kg", "--store", store.to_str().unwrap()]).0, 0);
    let (_, out, _) = run(&["export", "--format", "nquads", "--store", store.to_str().unwrap()]);
    let data = out
        .lines()
        .filter(|line| {
            line.starts_with("<https://w3id.org/fazhi/")
                && !line.starts_with("<https://w3id.org/fazhi/ontology")
                && !line.starts_with("<https://w3id.org/fazhi/shapes")
        })
        .count();
    assert_eq!(data, 0);
    assert!(out.contains("<https://example.org/kg/division/331124105>"));
}

#[test]
fn names_that_stay_open_are_told_with_what_speaks_for_each() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.txt");
    std::fs::write(
        &file,
        "新桥镇人民政府\n关于2023年度法治政府建设情况的报告\n\n县人民政府：\n2023年，新桥镇扎实推进依法行政，按照县委、县政府部署开展工作。\n",
    )
    .unwrap();
    let (code, out, err) = run(&["inspect", file.to_str().unwrap(), "--stage", "mentions", "--explain"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("for it speaks") && out.contains("四川省绵阳市游仙区新桥镇"), "{out}");
    let line = |name: &str| out.lines().find(|line| line.contains(name) && !line.contains("one of")).unwrap().to_owned();
    assert!(line("浙江省宁波市象山县新桥镇").contains("the text speaks of a 县 above it"));
    assert!(line("四川省绵阳市游仙区新桥镇").contains("nothing in the text"));
}
