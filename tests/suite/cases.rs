//! Cases that a lawyer can read (`tests/cases/`): a text, and what must and must not be read from it.
//!
//! A file holds cases. A case opens with `# name`; its text follows; then lines `+ kind words` (must be read) and `- kind words` (must not).
//! Kinds: 引用 地点 组织 人员 举措 职务 设立 条款, and 称 for what a resolved body is called in full. Of statements: 数 (value, unit, qualifier),
//! 指标 (value and indicator), 荣誉 (recipient:title), 授予 (grantor), 事件 (date and words), 问题 and 计划 (the item), 负责 (body:head).

use std::collections::BTreeSet;

use fazhi::document;
use fazhi::resolve::Means;
use fazhi::resolve::thing::Thing;
use fazhi::text;

use crate::support::{reader, root};

/// The frame in which a case's text stands: a report of 新集镇 in 新县.
const FRAME: &str = "新集镇人民政府\n关于2023年度法治政府建设情况的报告\n\n新县人民政府：\n2023年，新集镇在县委、县政府的坚强领导下，扎实推进依法行政各项工作，现将有关情况报告如下。\n一、主要做法\n";

fn readings(words: &str) -> BTreeSet<String> {
    let content = format!("{FRAME}{words}\n\n新集镇人民政府\n2024年1月10日\n");
    let start = FRAME.chars().count();
    let document = document::read(text::decode("a.txt", content.as_bytes()).unwrap());
    let found = reader().extract(&document);
    let resolved = reader().resolve(&document, found);
    let gazetteer = reader().gazetteer();
    let kind = |thing: &Thing| match thing {
        Thing::Known(id) => match gazetteer.kind(*id) {
            Some(fazhi::authority::Kind::Program(_)) => "举措",
            Some(fazhi::authority::Kind::Organization) => "组织",
            _ => "引用",
        },
        Thing::Place(_) => "地点",
        Thing::Body { .. } => "组织",
        Thing::Person { .. } => "人员",
        Thing::Program { .. } => "举措",
        Thing::Document { .. } => "引用",
        Thing::Work { .. } => "作品",
    };
    let mut out = BTreeSet::new();
    for mention in resolved.mentions.iter().filter(|mention| document.view.chars(mention.span).start >= start) {
        let Means::One(thing) = &mention.means else { continue };
        let words = document.folded(mention.span).trim_matches(['《', '》']).replace(['“', '”'], "");
        out.insert(format!("{} {words}", kind(thing)));
        match thing {
            Thing::Known(id) => out.insert(format!("称 {}", fazhi::zh::fold::fold_str(gazetteer.label(*id)))),
            Thing::Body { label: name, .. } | Thing::Program { name, .. } => out.insert(format!("称 {name}")),
            _ => false,
        };
    }
    out.extend(resolved.posts.iter().map(|post| format!("职务 {}", post.label)));
    out.extend(resolved.provisions.iter().map(|provision| format!("条款 {}", provision.article)));
    out.extend(statements(&document, &resolved));
    out.extend(resolved.set_up.iter().filter_map(|thing| if let Thing::Body { label, .. } = thing { Some(format!("设立 {label}")) } else { None }));
    out
}

fn statements(document: &document::Document, resolved: &fazhi::resolve::Resolved) -> Vec<String> {
    use fazhi::resolve::statements::Leader;
    let gazetteer = reader().gazetteer();
    let name = |thing: &Thing| match thing {
        Thing::Known(id) => gazetteer.label(*id).to_owned(),
        Thing::Place(area) => area.label(gazetteer).to_owned(),
        Thing::Body { label, .. } => label.clone(),
        Thing::Person { name, .. } | Thing::Program { name, .. } => name.clone(),
        Thing::Document { title, .. } | Thing::Work { title, .. } => title.clone(),
    };
    let claims = &resolved.statements;
    let mut out = Vec::new();
    for measured in &claims.observations {
        let (quantity, seen) = (&measured.observation.quantity, &measured.observation);
        let standing =
            if seen.standing == fazhi::extract::statements::observations::Standing::Measured { String::new() } else { format!(" {:?}", seen.standing) };
        out.push(format!("数 {} {} {:?}{standing}", quantity.value, quantity.unit, quantity.qualifier));
        out.push(format!("数 {} {}", quantity.value, quantity.unit));
        out.push(format!("年 {} {}", quantity.value, measured.year.unwrap_or_default()));
        out.extend(seen.indicator.map(|id| format!("指标 {} {}", quantity.value, gazetteer.label(id))));
        out.extend(measured.organization.as_ref().map(|body| format!("所属 {} {}", quantity.value, name(body))));
    }
    for award in &claims.awards {
        out.push(format!("荣誉 {}:{}", name(&award.recipient), award.title.name));
        out.push(format!("荣誉 {}", award.title.name));
        out.extend(award.grantors.iter().map(|grantor| format!("授予 {}", name(grantor))));
        out.extend(award.level.map(|level| format!("级别 {level:?} {}", award.title.name)));
    }
    for happening in &claims.events {
        let (year, month, day) = happening.event.day;
        out.push(format!("事件 {year}-{month:02}-{day:02}"));
        out.push(format!("事件 {year}-{month:02}-{day:02} {}", document.folded(happening.event.words)));
    }
    out.extend(claims.problems.iter().map(|item| format!("问题 {}", document.folded(*item))));
    out.extend(claims.plans.iter().map(|item| format!("计划 {}", document.folded(*item))));
    for head in &claims.heads {
        let by = match &head.by {
            Leader::Person(person) => name(person),
            Leader::Post(post) => post.clone(),
        };
        out.push(format!("负责 {}:{by}", name(&head.body)));
    }
    out
}

#[test]
fn cases_read_as_they_say() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in walkdir::WalkDir::new(root().join("tests/cases"))
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|e| e == "txt"))
    {
        let file = std::fs::read_to_string(entry.path()).unwrap();
        for case in file.split("\n# ").map(|case| case.trim_start_matches("# ")) {
            let (name, body) = case.split_once('\n').unwrap_or((case, ""));
            let words: Vec<&str> = body.lines().filter(|line| !line.starts_with("+ ") && !line.starts_with("- ") && !line.trim().is_empty()).collect();
            if words.is_empty() {
                continue;
            }
            let read = readings(&words.join("\n"));
            for line in body.lines() {
                count += 1;
                match line.split_at_checked(2) {
                    Some(("+ ", wanted)) if !read.contains(wanted.trim()) => {
                        wrong.push(format!("{}: {name}: missing {wanted}; read {read:?}", entry.path().display()))
                    }
                    Some(("- ", unwanted)) if read.contains(unwanted.trim()) => wrong.push(format!("{}: {name}: read {unwanted}", entry.path().display())),
                    Some(("+ " | "- ", _)) => {}
                    _ => count -= 1,
                }
            }
        }
    }
    assert!(count >= 100, "only {count} expectations");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
