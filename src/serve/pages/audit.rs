//! The audit of a report as a page. In: a report. Out: its findings by kind, each with its sentence and the row that proves it.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use axum::response::Response;
use maud::{Markup, html};
use oxigraph::model::{Literal, NamedNode, Term};

use super::asked::{Asked, Table};
use super::asking::{Asking, Form};
use super::error::PageError;
use super::{called, coverage, foot, layout, link, twin};
use crate::ask::catalogue;
use crate::audit::{self, Finding};

/// In a store with more reports, text in common is looked for only when asked for: every text must be read.
const MANY: usize = 400;

/// `/audit`: the reports, with what was found where that is known cheaply.
pub(super) fn list(asking: &Asking) -> Result<Response, PageError> {
    let asked = Asked::page("report-list", &[])?;
    if let Some(twin) = twin::of(asking, &asked)? {
        return Ok(twin);
    }
    let reports = coverage::reports(asking)?;
    let counts = if reports.len() > MANY { None } else { Some(all(asking)?) };
    let count =
        |iri: &str, severity: &str| counts.as_ref().map(|all| all.iter().filter(|finding| finding.report == iri && finding.severity == severity).count());
    let body = html! {
        h1 { (asking.w("audit")) }
        p.lead { (asking.w("audit-lead")) }
        div.scroll { table.stack {
            thead { tr { th scope="col" { (asking.w("area")) } th.number scope="col" { (asking.w("year")) } th scope="col" { (asking.w("report")) }
                @if counts.is_some() { th.number scope="col" { (asking.w("warnings")) } th.number scope="col" { (asking.w("notes")) } } } }
            tbody { @for report in reports.iter().take(2000) { tr {
                th scope="row" { (report.town) } td.number { (report.year) } td.long { a href=(format!("/audit/{}", key(&report.iri))) { (report.label) } }
                @if counts.is_some() { td.number data-name=(asking.w("warnings")) { (count(&report.iri, "Warning").unwrap_or(0)) } td.number data-name=(asking.w("notes")) { (count(&report.iri, "Info").unwrap_or(0)) } }
            } } }
        } }
        (foot::of(asking, &asked))
    };
    Ok(layout::page(asking, asking.w("audit"), body))
}

fn key(iri: &str) -> &str {
    iri.rsplit('/').next().unwrap_or(iri)
}

/// `/audit/{key of a report}`.
pub(super) fn page(asking: &Asking) -> Result<Response, PageError> {
    let rest = asking.path.strip_prefix("/audit/").unwrap_or_default();
    let iri = link::iri(asking.site.view.base(), &format!("report/{rest}"));
    let reports = coverage::reports(asking)?;
    let report = reports.iter().find(|report| report.iri == iri).ok_or(PageError::Missing)?;
    let deep = reports.len() <= MANY || !asking.param("common").is_empty();
    let findings = of_report(asking, &iri, deep)?;
    if asking.form != Form::Html {
        return twin::table(asking, &table(&findings));
    }
    let mut groups: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings.iter() {
        groups.entry(&finding.group).or_default().push(finding);
    }
    let sections = groups.iter().map(|(group, own)| section(asking, group, own)).collect::<Result<Vec<_>, _>>()?;
    let body = html! {
        nav.crumbs aria-label=(asking.w("crumbs")) { ol { li { a href="/" { (asking.w("home")) } } li { a href="/audit" { (asking.w("audit")) } } li { (asking.thing(&iri, &report.label)) } } }
        h1 { (report.name()) (asking.colon()) (asking.w("audit")) }
        p.lead { (asking.w("audit-lead")) }
        ul.flow { @for (group, own) in &groups { li { a href=(format!("#{group}")) { (title(asking, group, own)) } " " span.count { (own.len()) } } } }
        @if findings.is_empty() { p { (asking.w("audit-none")) } }
        @for section in &sections { (section) }
        @if !deep { p { a href=(asking.here_with(&[("common", "1")])) { (asking.w("audit-common")) } } }
        (foot::of_all(asking, &queries(&iri)?.iter().collect::<Vec<_>>()))
    };
    Ok(layout::page(asking, &format!("{} {}", asking.w("audit"), report.name()), body))
}

fn queries(report: &str) -> Result<Vec<Asked>, PageError> {
    let bindings = vec![("report".to_owned(), super::asked::node(report)?)];
    Ok(catalogue::audit().into_iter().map(|question| Asked { name: format!("audit/{}", question.name), question, bindings: bindings.clone() }).collect())
}

fn title(asking: &Asking, group: &str, own: &[&Finding]) -> String {
    let english = catalogue::audit().into_iter().find(|question| question.name == group).map(|question| question.title_en);
    let chinese = own.first().map(|finding| finding.title.clone()).unwrap_or_default();
    if asking.english() { english.unwrap_or_else(|| asking.w("text-in-common").to_owned()) } else { chinese }
}

fn section(asking: &Asking, group: &str, own: &[&Finding]) -> Result<Markup, PageError> {
    let shown = own.iter().map(|finding| shown(asking, finding)).collect::<Result<Vec<_>, _>>()?;
    Ok(html! {
        section {
            h2 id=(group) { (title(asking, group, own)) " " span.count { (own.len()) } }
            ol.hits { @for finding in &shown { li { (finding) } } }
        }
    })
}

fn shown(asking: &Asking, finding: &Finding) -> Result<Markup, PageError> {
    let class = if finding.severity == "Warning" { "tag warn" } else { "tag" };
    let quote = finding.evidence.as_deref().map(|evidence| asking.quote(evidence)).transpose()?;
    Ok(html! {
        p { span class=(class) { (super::words::maybe(asking.language, &format!("found:{}", finding.what)).unwrap_or(&finding.what)) } " " (if asking.english() { &finding.detail_en } else { &finding.detail }) }
        @if let Some(quote) = quote { (quote) }
        @if let Some(proof) = &finding.proof { p.note { (asking.w("proof")) " " (proved(asking, proof)) } }
    })
}

/// What proves a finding: its name, and its short form where that says more.
fn proved(asking: &Asking, proof: &str) -> Markup {
    let (name, short) = (asking.name(proof, ""), called::short(proof));
    html! { a href=(asking.to(proof)) { (name) } @if name != short { " " code { (short) } } }
}

/// The findings of one report.
fn of_report(asking: &Asking, iri: &str, deep: bool) -> Result<Arc<Vec<Finding>>, PageError> {
    let key = format!("{deep} {iri}");
    let kept = || asking.site.known.findings.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = kept().get(&key) {
        return Ok(found.clone());
    }
    let view = &asking.site.view;
    let everything = audit::reports(view)?;
    let wanted: Vec<audit::Report> = everything.iter().filter(|report| report.iri.as_str() == iri).cloned().collect();
    let found = if deep { audit::findings(view, &everything, &wanted)? } else { audit::answered(view, &wanted)? };
    let found = Arc::new(found);
    kept().insert(key, found.clone());
    Ok(found)
}

/// The findings of all reports of a small store.
fn all(asking: &Asking) -> Result<Arc<Vec<Finding>>, PageError> {
    let kept = || asking.site.known.findings.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = kept().get("") {
        return Ok(found.clone());
    }
    let everything = audit::reports(&asking.site.view)?;
    let found = Arc::new(audit::findings(&asking.site.view, &everything, &everything)?);
    let mut all = kept();
    for report in &everything {
        let own = found.iter().filter(|finding| finding.report == report.iri.as_str()).cloned().collect();
        all.insert(format!("true {}", report.iri.as_str()), Arc::new(own));
    }
    all.insert(String::new(), found.clone());
    Ok(found)
}

/// The findings whose sentences stand in a source.
pub(super) fn of_source(asking: &Asking, source: &str) -> Result<Arc<Vec<Finding>>, PageError> {
    let reports = coverage::reports(asking)?;
    match reports.iter().find(|report| report.source == source) {
        Some(report) => of_report(asking, &report.iri, reports.len() <= MANY),
        None => Ok(Arc::default()),
    }
}

/// Findings as rows.
fn table(findings: &[Finding]) -> Table {
    let node = |iri: &Option<String>| iri.as_deref().and_then(|iri| NamedNode::new(iri).ok()).map(Term::from);
    let text = |text: &str| Some(Term::from(Literal::new_simple_literal(text)));
    let row = |f: &Finding| {
        vec![
            node(&Some(f.report.clone())),
            text(&f.group),
            text(&f.severity),
            text(&f.what),
            text(&f.detail),
            text(&f.detail_en),
            node(&f.evidence),
            node(&f.proof),
        ]
    };
    let names = ["report", "group", "severity", "finding", "detail", "detail_en", "evidence", "proof"].map(str::to_owned).to_vec();
    Table { names, rows: findings.iter().map(row).collect(), cut: false }
}
