//! The catalogue: every question runs, answers on the samples, and says what it is; every check is quiet on the samples and can speak.

use fazhi::ask::catalogue::{self, Question};

use crate::support::{report, run, sample_store};

fn rows(args: &[&str]) -> Vec<Vec<String>> {
    let store = sample_store().to_str().unwrap();
    // What it answers is asked here, and not how soon on a machine that is busy.
    let (code, out, err) = run(&[&["query", "--format", "tsv", "--timeout", "600", "--store", store], args].concat());
    assert_eq!(code, 0, "{args:?}: {err}");
    out.lines().skip(1).map(|line| line.split('\t').map(|cell| cell.trim_matches('"').to_owned()).collect()).collect()
}

#[test]
fn every_question_says_what_it_is_and_answers() {
    let all = catalogue::all();
    let numbers: Vec<&str> = all.iter().filter_map(|question| question.name.split('-').next()).collect();
    for number in ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14"] {
        assert!(numbers.contains(&number), "question {number} is missing");
    }
    for Question { name, title, title_en, params, sparql } in all {
        assert!(!title.is_empty() && !title_en.is_empty(), "{name} has no title");
        for param in params {
            assert!(sparql.contains(&format!("?{}", param.name)) && param.about.contains('|'), "{name}: {}", param.name);
        }
        // What a command must make first is asked in its own test; here it says what to run.
        if sparql.contains("# needs:") {
            let (code, _, err) = run(&["query", &name, "--store", sample_store().to_str().unwrap()]);
            assert!(code == 0 && err.contains("fazhi audit --keep"), "{name}: {err}");
        } else {
            // No two samples have a sentence in common: that question has a test of its own.
            assert_eq!(rows(&[&name]).is_empty(), name.starts_with("14-"), "{name}");
        }
    }
}

#[test]
fn answers_are_right() {
    let has = |args: &[&str], cells: &[&str]| {
        let rows = rows(args);
        assert!(
            rows.iter().any(|row| cells.iter().all(|cell| row.iter().any(|value| value == cell || value.starts_with(&format!("{cell}\""))))),
            "{args:?} lacks {cells:?}: {rows:?}"
        );
    };
    has(&["1", "--set", "town=新兴镇"], &["法治政府建设与责任落实督察工作规定"]);
    has(&["2", "--set", "town=怀宝镇"], &["信访条例", "已失效", "信访工作条例"]);
    has(&["3", "--set", "programme=法律明白人"], &["新兴镇"]);
    has(&["4", "--set", "person=向启文"], &["双井镇", "签发"]);
    has(&["5", "--set", "area=浙江省"], &["新兴镇", "松阳县"]);
    has(&["6", "--set", "town=双井镇", "--set", "indicator=排查矛盾纠纷数"], &["213", "件"]);
    has(&["8", "--set", "town=双井镇"], &["新田坪村", "湖南省民主法治示范村", "湖南省司法厅"]);
    has(&["9", "--set", "town=新兴镇", "--set", "kind=计划"], &["(一)做强一支队伍。推行执法队员“师徒结对”,力争持证率达到95%。"]);
    has(&["10", "--set", "town=双井镇"], &["2022-06-15", "事件"]);
    has(&["7", "--set", "town=双井镇"], &["双井镇法治政府建设工作领导小组"]);
    has(&["10", "--set", "town=双井镇"], &["印发报告"]);
    has(&["11", "--set", "name=叶文澜"], &["02-zhejiang-web-page.txt", "叶文澜"]);
    has(&["12", "--set", "number=双委〔2023〕4号"], &["双井镇人民政府"]);
}

#[test]
fn what_two_towns_have_in_common_is_told_with_both_places() {
    let shared = "全年排查各类矛盾纠纷213件，逐件明确包案领导和办结时限，化解率达到98.5%。";
    let dir = tempfile::tempdir().unwrap();
    for (town, own) in [("浙江省松阳县新兴镇", "出动执法人员120人次。"), ("湖南省溆浦县双井镇", "开展普法宣讲36场次。")] {
        std::fs::write(dir.path().join(format!("{town}.txt")), report(town, &format!("{shared}{own}"))).unwrap();
    }
    let store = dir.path().join("kg");
    let (store, folder) = (store.to_str().unwrap(), dir.path().to_str().unwrap());
    assert_eq!(run(&["build", folder, "--store", store]).0, 0);
    let (code, out, err) = run(&["query", "14", "--set", "town=新兴镇", "--set", "other=双井镇", "--format", "tsv", "--store", store]);
    assert_eq!(code, 0, "{err}");
    let rows: Vec<&str> = out.lines().skip(1).collect();
    assert_eq!(rows.len(), 1, "{out}");
    assert!(rows[0].contains(shared) && rows[0].matches("#char=").count() == 2, "{out}");
    let (_, other, _) = run(&["query", "14", "--set", "town=新兴镇", "--set", "other=新兴镇", "--format", "tsv", "--store", store]);
    assert_eq!(other.lines().count(), 1, "a report has nothing in common with itself: {other}");
}

#[test]
fn parameters_are_terms_and_narrow_the_answer() {
    assert!(rows(&["1", "--set", "town=没有这个镇"]).is_empty());
    assert!(rows(&["1", "--set", "town=\" } UNION { ?a ?b ?c } #"]).is_empty());
    let store = sample_store().to_str().unwrap();
    let (code, _, err) = run(&["query", "1", "--set", "nothing=1", "--store", store]);
    assert!(code == 2 && err.contains("town"), "{err}");
}

#[test]
fn checks_are_quiet_on_the_samples() {
    assert!(catalogue::checks().len() >= 12);
    let (code, out, err) = run(&["check", "--store", sample_store().to_str().unwrap()]);
    assert_eq!(code, 0, "{out}{err}");
}

#[test]
fn free_sparql_and_every_form_of_answer() {
    let store = sample_store().to_str().unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "CONSTRUCT { ?a ?b ?c } WHERE { ?a a <https://w3id.org/fazhi/ontology#Report> ; ?b ?c }").unwrap();
    let (code, out, _) = run(&["query", file.path().to_str().unwrap(), "--store", store]);
    assert!(code == 0 && out.contains("a fz:Report"));
    for (format, opening) in [("csv", "town,"), ("json", "{\"head\""), ("xml", "<?xml"), ("table", " town")] {
        let (code, out, err) = run(&["query", "1", "--format", format, "--store", store]);
        assert!(code == 0 && out.starts_with(opening), "{format}: {err}{}", out.chars().take(80).collect::<String>());
    }
}
