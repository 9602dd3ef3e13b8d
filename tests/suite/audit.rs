//! `fazhi audit` on texts made for it: each kind of finding is told, with its sentence, and nothing is where nothing is to be told.

use serde_json::Value;

use crate::support::{root, run};

/// A report of 新集镇 in 新县 that has every part.
fn report(year: i32, body: &str) -> String {
    format!(
        "新集镇人民政府\n关于{year}年度法治政府建设情况的报告\n\n新县人民政府：\n{year}年，新集镇扎实推进依法行政各项工作，现将有关情况报告如下。\n\
         一、主要做法\n（一）压实责任。镇党委书记切实履行推进法治建设第一责任人职责，定期研究部署法治工作。\n{body}\n\
         二、存在的问题\n（一）少数干部运用法治思维解决问题的能力不足，遇事习惯凭经验办事。\n（二）执法力量薄弱，持证人员数量与任务不相匹配。\n\
         三、下一步工作安排\n（一）深化“板凳议事会”，把矛盾纠纷化解在屋场院落。\n（二）持续开展法律明白人培训，提升村级法治队伍能力。\n\n\
         新集镇人民政府\n{}年2月10日\n",
        year + 1
    )
}

fn audit(reports: &[(&str, String)], more: &[&str]) -> (i32, Vec<Value>) {
    let dir = tempfile::tempdir().unwrap();
    let (texts, store) = (dir.path().join("texts"), dir.path().join("kg"));
    std::fs::create_dir(&texts).unwrap();
    for (name, text) in reports {
        std::fs::write(texts.join(name), text).unwrap();
    }
    let ontology: Vec<&str> = more.iter().copied().skip_while(|word| *word != "--ontology").take(2).collect();
    let (code, out, err) = run(&[&["build", texts.to_str().unwrap(), "--store", store.to_str().unwrap()], &ontology[..]].concat());
    assert_eq!(code, 0, "{out}{err}");
    let names: Vec<&str> = more.iter().copied().take_while(|word| *word != "--ontology").collect();
    let (code, out, err) = run(&[&["audit", "--store", store.to_str().unwrap(), "--format", "json"], &names[..]].concat());
    assert!(code < 2, "{err}");
    let findings: Vec<Value> = serde_json::from_str(&out).unwrap();
    for finding in &findings {
        assert!(is_told_in_english(finding), "{finding}");
    }
    (code, findings)
}

/// A finding has a sentence in English too, and its name stands in the pages' list of words.
fn is_told_in_english(finding: &Value) -> bool {
    let words = include_str!("../../src/serve/pages/words.tsv");
    let name = format!("found:{0}\t{0}\t", finding["finding"].as_str().unwrap());
    finding["detail_en"].as_str().is_some_and(|text| !text.is_empty()) && words.lines().any(|line| line.starts_with(&name))
}

/// What queries call their findings.
#[test]
fn every_kind_of_finding_has_an_english_name() {
    let words = include_str!("../../src/serve/pages/words.tsv");
    let mut names = 0;
    for entry in std::fs::read_dir(root().join("queries/audit")).unwrap() {
        let query = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for line in query.lines().filter(|line| line.trim().starts_with("BIND") && line.ends_with("AS ?finding)")) {
            // A name is a result: what is compared or looked for within a condition stands otherwise.
            let parts: Vec<&str> = line.split('"').collect();
            let is_result = |before: &str, behind: &str| {
                (before.ends_with("BIND(") || before.ends_with(", ")) && (behind.starts_with(", ") || behind.trim_start_matches(')').starts_with(" AS "))
            };
            let named = parts.windows(3).step_by(2).filter(|part| is_result(part[0], part[2]) && !part[1].is_empty()).map(|part| part[1]);
            for name in named {
                names += 1;
                assert!(words.lines().any(|line| line.starts_with(&format!("found:{name}\t"))), "{name}");
            }
        }
    }
    assert!(names >= 15, "{names}");
}

fn has(findings: &[Value], finding: &str, words: &str) -> bool {
    findings.iter().any(|one| one["finding"].as_str().unwrap().contains(finding) && one.to_string().contains(words))
}

#[test]
#[cfg_attr(feature = "disk", ignore = "run on the light build: it makes stores of its own")]
fn a_whole_report_without_fault_has_no_findings() {
    let (code, findings) = audit(&[("a.txt", report(2023, "（二）规范决策。全年审查合同12份。"))], &[]);
    assert_eq!((code, findings.len()), (0, 0), "{findings:?}");
}

#[test]
#[cfg_attr(feature = "disk", ignore = "run on the light build: it makes stores of its own")]
fn citations_are_judged_on_the_reports_date() {
    let body = "（二）学习法律。组织学习《信访条例》《国家公务员法》《中国共产党党组工作条例（试行）》《新县柑橘产业管理办法》。";
    let (code, late) = audit(&[("a.txt", report(2023, body))], &[]);
    assert_eq!(code, 1);
    assert!(has(&late, "已失效", "信访工作条例"), "{late:?}");
    assert!(has(&late, "已失效", "中国共产党党组工作条例"), "{late:?}");
    assert!(has(&late, "非正式名称", "中华人民共和国公务员法"), "{late:?}");
    assert!(has(&late, "登记中没有", "新县柑橘产业管理办法"), "{late:?}");
    let stale = late.iter().find(|one| one["finding"] == "已失效").unwrap();
    assert!(stale["sentence"].as_str().unwrap().contains("【") && stale["proof"].as_str().unwrap().contains("/law/"), "{stale}");
    // In 2018 the regulation on petitions of 2005 was in force.
    let (_, early) = audit(&[("a.txt", report(2018, "（二）学习法律。组织学习《信访条例》。"))], &[]);
    assert!(!has(&early, "已失效", "信访条例"), "{early:?}");
}

#[test]
#[cfg_attr(feature = "disk", ignore = "run on the light build: it makes stores of its own")]
fn missing_parts_are_told() {
    let text = "新集镇人民政府\n关于2023年度法治政府建设情况的报告\n\n2023年，新集镇扎实推进依法行政各项工作，现将有关情况报告如下。\n一、主要做法\n（一）加强学习。组织学习法律知识12次，参学人员三百余人次，不断提高依法办事能力。\n\n新集镇人民政府\n2024年6月10日\n新县\n";
    let (_, findings) = audit(&[("a.txt", text.to_owned())], &[]);
    for part in ["未见：存在的不足和原因", "未见：下一年度主要安排", "未见：主要负责人履行第一责任人职责", "未见主送机关", "晚于规定时间"]
    {
        assert!(has(&findings, part, ""), "{part}: {findings:?}");
    }
}

#[test]
#[cfg_attr(feature = "disk", ignore = "run on the light build: it makes stores of its own")]
fn leftovers_and_contradictions_are_told() {
    let body = "（二）学习贯彻党的十九大精神。2021年公众安全感调查中满意率达到95%。（三）多元化解。排查矛盾纠纷100件，化解120件。全年排查矛盾纠纷200件，化解150件，化解率80%。（四）新县沙窝镇代表队参加比赛，安徽省霍山县诸佛庵镇干部到场观看演出。（五）规范执法。办理案件100件，其中民事案件60件、邻里纠纷案件30件、土地案件25件。";
    let (_, findings) = audit(&[("a.txt", report(2023, body))], &[]);
    assert!(has(&findings, "提法与年度不符", "十九大精神"), "{findings:?}");
    assert!(has(&findings, "年度不符", "2021"), "{findings:?}");
    assert!(has(&findings, "部分大于总数", "120"), "{findings:?}");
    assert!(has(&findings, "比率与件数不符", "75"), "{findings:?}");
    assert!(has(&findings, "分项之和大于总数", "115件"), "{findings:?}");
    assert!(has(&findings, "别处的乡镇", "诸佛庵镇"), "{findings:?}");
    assert!(!has(&findings, "别处的乡镇", "沙窝镇 属"), "{findings:?}");
}

#[test]
#[cfg_attr(feature = "disk", ignore = "run on the light build: it makes stores of its own")]
fn reports_of_two_years_are_compared() {
    let shared = "镇党委理论学习中心组把习近平法治思想作为必学内容并组织干部职工认真学习领会。";
    let before = report(2022, &format!("（二）{shared}全年发放宣传资料9000份。"));
    let after = report(2023, &format!("（二）{shared}全年发放宣传资料800份。")).replace("板凳议事会", "屋场会").replace("法律明白人", "网格员");
    let (_, findings) = audit(&[("2022.txt", before), ("2023.txt", after)], &["2023.txt"]);
    assert!(has(&findings, "与上年相差五倍以上", "9000"), "{findings:?}");
    assert!(has(&findings, "上年的计划未再提及", "板凳议事会"), "{findings:?}");
    assert!(has(&findings, "上年报告的句子逐字重复", "2022.txt"), "{findings:?}");
    let other = report(2023, "（二）镇党委理论学习中心组把习近平法治思想作为必学内容，组织全体干部认真学习领会。").replace("新集镇", "沙窝镇");
    let (_, findings) = audit(&[("a.txt", report(2023, &format!("（二）{shared}"))), ("b.txt", other)], &["a.txt"]);
    assert!(has(&findings, "大体相同", "b.txt"), "{findings:?}");
    assert!(findings.iter().all(|one| one["file"] == "a.txt"));
}

#[test]
#[cfg_attr(feature = "disk", ignore = "run on the light build: it makes stores of its own")]
fn a_kept_audit_answers_what_two_towns_have_in_common() {
    let shared = "镇党委理论学习中心组把习近平法治思想作为必学内容并组织干部职工认真学习领会。";
    let near = "镇党委理论学习中心组把习近平法治思想作为必学内容，组织全体干部职工认真学习领会。";
    let town = |name: &str, body: &str| report(2023, &format!("（二）{body}")).replace("新集镇", name);
    let dir = tempfile::tempdir().unwrap();
    let (texts, store) = (dir.path().join("texts"), dir.path().join("kg"));
    std::fs::create_dir(&texts).unwrap();
    for (file, text) in [("a.txt", town("新集镇", shared)), ("b.txt", town("沙窝镇", shared)), ("c.txt", town("苏河镇", near))] {
        std::fs::write(texts.join(file), text).unwrap();
    }
    let store = store.to_str().unwrap();
    assert_eq!(run(&["build", texts.to_str().unwrap(), "--store", store]).0, 0);
    let ask = |more: &[&str]| run(&[&["query", "16", "--format", "tsv", "--set", "town=新集镇", "--store", store], more].concat());
    let (code, out, err) = ask(&[]);
    assert!(code == 0 && out.lines().count() == 1 && err.contains("fazhi audit --keep"), "{out}{err}");
    let (code, all, err) = run(&["audit", "--keep", "--format", "json", "--store", store]);
    assert_eq!(code, 1, "{err}");
    let (_, out, err) = ask(&["--set", "other=沙窝镇"]);
    assert!(err.is_empty() && out.contains("逐字相同") && out.contains(shared) && !out.contains("苏河镇"), "{out}{err}");
    let (_, out, _) = ask(&["--set", "kind=大体相同"]);
    assert!(out.contains("苏河镇") && !out.contains("逐字相同"), "{out}");
    // Each row leads to the sentence in both texts.
    assert!(out.lines().skip(1).all(|line| line.matches("#char=").count() == 2), "{out}");
    // The store is whole, and hears when a report is not in what is kept.
    assert_eq!(run(&["check", "--store", store]).0, 0, "{}", run(&["check", "--store", store]).1);
    // A report that is asked for alone has the same text in common as in the audit of all.
    let common = |out: &str| -> Vec<Value> {
        let all: Vec<Value> = serde_json::from_str(out).unwrap();
        all.into_iter().filter(|one| one["group"] == "11-text-in-common" && one["file"] == "c.txt").collect()
    };
    let (_, alone, _) = run(&["audit", "c.txt", "--format", "json", "--store", store]);
    assert_eq!(common(&all), common(&alone));
    let difference = common(&alone).iter().any(|one| one["detail"].as_str().unwrap().contains("〔") && !one["aligned"].as_array().unwrap().is_empty());
    assert!(difference, "{alone}");
    std::fs::write(texts.join("d.txt"), town("八里畈镇", near)).unwrap();
    assert_eq!(run(&["build", texts.to_str().unwrap(), "--store", store]).0, 0);
    let (code, out, _) = run(&["check", "--store", store]);
    assert!(code == 1 && out.contains("16-kept-audit"), "{out}");
    let (code, _, err) = run(&["audit", "a.txt", "--keep", "--store", store]);
    assert!(code == 2 && err.contains("--keep"), "{err}");
}

#[test]
#[cfg_attr(feature = "disk", ignore = "run on the light build: it makes stores of its own")]
fn a_row_corrected_in_turtle_changes_the_audit() {
    let dir = tempfile::tempdir().unwrap();
    let copy = dir.path().join("ontology");
    for entry in walkdir::WalkDir::new(root().join("ontology")).into_iter().filter_map(Result::ok) {
        let to = copy.join(entry.path().strip_prefix(root().join("ontology")).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(&to).unwrap();
        } else {
            std::fs::copy(entry.path(), &to).unwrap();
        }
    }
    let body = "（二）学习法律。组织学习《信访工作条例》。";
    let (_, findings) = audit(&[("a.txt", report(2023, body))], &[]);
    assert!(!has(&findings, "已失效", ""), "{findings:?}");
    let party = copy.join("authority/laws/party.ttl");
    let text = std::fs::read_to_string(&party).unwrap();
    let row = text.lines().find(|line| line.starts_with("law:信访工作条例 ")).unwrap();
    let changed = row.trim_end_matches(" .").to_owned() + "; eli:date_no_longer_in_force \"2023-01-01\"^^xsd:date .";
    std::fs::write(&party, text.replace(row, &changed)).unwrap();
    let (_, findings) = audit(&[("a.txt", report(2023, body))], &["--ontology", copy.to_str().unwrap()]);
    assert!(has(&findings, "已失效", "2023-01-01"), "{findings:?}");
}

#[test]
fn a_file_is_audited_without_a_store_and_as_rdf() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("report.txt");
    std::fs::write(&file, report(2023, "（二）学习法律。组织学习《信访条例》。")).unwrap();
    let (code, out, err) = run(&["audit", file.to_str().unwrap(), "--format", "turtle"]);
    assert_eq!(code, 1, "{err}");
    let quads: Vec<_> = oxigraph::io::RdfParser::from_format(oxigraph::io::RdfFormat::Turtle).for_slice(out.as_bytes()).collect::<Result<_, _>>().unwrap();
    assert!(quads.iter().any(|quad| quad.object.to_string().ends_with("shacl#ValidationResult>")));
    let (code, out, _) = run(&["audit", file.to_str().unwrap()]);
    assert!(code == 1 && out.contains("信访工作条例") && out.contains("【《信访条例》】"), "{out}");
    let (code, _, err) = run(&["audit", "没有这个镇", "--store", crate::support::sample_store().to_str().unwrap()]);
    assert!(code == 2 && err.contains("没有这个镇"), "{err}");
}
