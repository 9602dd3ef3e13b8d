//! What in a report wants a look, each finding with its sentence and the authority row that proves it.
//!
//! In: a store. Out: findings: answers to `queries/audit/`, which anyone can run and change, sums
//! ([`totals`]), and text in common with other reports ([`common`]); or all of it as a graph of its own ([`rdf`]).
//! How they are printed, others know.

mod common;
mod near;
pub mod rdf;
mod sentences;
pub mod shared;
mod totals;

use std::collections::BTreeMap;

use oxigraph::model::{NamedNode, Term};
use oxigraph::sparql::QuerySolution;

use crate::ask::catalogue::{self, Question};
use crate::ask::{self, AskError, cell, sentence};
use crate::store::View;

pub use common::in_both;

/// Why an audit has no findings to tell.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// Nothing in the store is called so.
    #[error("{0}: no report of this town, file or IRI in the store, and no such file")]
    Unknown(String),
}

/// A report of the store.
#[derive(Debug, Clone)]
pub struct Report {
    /// Its IRI.
    pub iri: NamedNode,
    /// Its source, which is its graph.
    pub source: String,
    /// The source's file name.
    pub file: String,
    /// Its title.
    pub label: String,
    /// The IRI of the area that it covers; empty where none is known.
    pub area: String,
    /// That area's name.
    pub town: String,
    /// The year reported on.
    pub year: String,
}

/// Something that wants a look.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The report, by its IRI.
    pub report: String,
    /// The query's name, by which findings are grouped.
    pub group: String,
    /// What the group is about.
    pub title: String,
    /// `Warning` or `Info`, as SHACL has them.
    pub severity: String,
    /// In a word: 已失效.
    pub what: String,
    /// In a sentence.
    pub detail: String,
    /// The same in English.
    pub detail_en: String,
    /// The mention that says it.
    pub evidence: Option<String>,
    /// The row or mention that proves it.
    pub proof: Option<String>,
    /// Mentions that say the same: this report’s, and the other’s.
    pub aligned: Vec<(String, String)>,
}

/// A sentence about a finding, in both languages.
struct Said {
    zh: String,
    en: String,
}

impl Finding {
    /// A finding about `report` that is no answer to a query.
    fn of(report: &Report, (group, title, severity): (&str, &str, &str), what: &str, said: Said) -> Finding {
        Finding {
            report: report.iri.as_str().to_owned(),
            group: group.to_owned(),
            title: title.to_owned(),
            severity: severity.to_owned(),
            what: what.to_owned(),
            detail: said.zh,
            detail_en: said.en,
            evidence: None,
            proof: None,
            aligned: Vec::new(),
        }
    }
}

/// What in the reports `wanted`, of `all` in the store, wants a look; in the order of reports, groups and places.
///
/// # Errors
/// Where a query fails.
pub fn findings(view: &View, all: &[Report], wanted: &[Report]) -> Result<Vec<Finding>, AskError> {
    let mut findings = Vec::new();
    // One run for all, or one a report: a bound report makes the query cheap.
    if wanted.len() == all.len() && wanted.len() > 1 {
        for question in catalogue::audit() {
            findings.extend(answers(view, &question, &[])?);
        }
    } else {
        findings = answered(view, wanted)?;
    }
    for report in wanted {
        findings.extend(totals::find(view, report)?);
    }
    findings.extend(common::find(view, all, wanted)?);
    findings.sort_by(|a, b| (&a.report, &a.group, place(a), &a.detail).cmp(&(&b.report, &b.group, place(b), &b.detail)));
    Ok(findings)
}

/// What the queries alone find in the reports `wanted`, without text in common, for which every text of the store must be read.
///
/// # Errors
/// Where a query fails.
pub fn answered(view: &View, wanted: &[Report]) -> Result<Vec<Finding>, AskError> {
    let mut findings = Vec::new();
    for question in catalogue::audit() {
        for report in wanted {
            findings.extend(answers(view, &question, &[("report".to_owned(), report.iri.clone().into())])?);
        }
    }
    Ok(findings)
}

/// Where a finding stands in the text.
fn place(finding: &Finding) -> (usize, usize) {
    finding.evidence.as_deref().and_then(sentence::range).unwrap_or((usize::MAX, 0))
}

/// The reports of the store.
///
/// # Errors
/// Where the query fails.
pub fn reports(view: &View) -> Result<Vec<Report>, AskError> {
    let mut found: BTreeMap<String, Report> = BTreeMap::new();
    for row in ask::page(view, "reports", &[])? {
        let Some(Term::NamedNode(iri)) = row.get("report") else { continue };
        let text = |name: &str| cell(&row, name);
        let report = Report {
            iri: iri.clone(),
            source: text("source"),
            file: text("file"),
            label: text("label"),
            area: text("area"),
            town: text("town"),
            year: text("year"),
        };
        found.entry(iri.as_str().to_owned()).or_insert(report);
    }
    Ok(found.into_values().collect())
}

/// The reports that `names` mean: by town, by file name, or by IRI; all without names.
///
/// # Errors
/// The name that means none.
pub fn wanted(all: &[Report], names: &[String]) -> Result<Vec<Report>, AuditError> {
    if names.is_empty() {
        return Ok(all.to_vec());
    }
    let mut wanted = Vec::new();
    for name in names {
        let bare = name.trim_start_matches('<').trim_end_matches('>');
        let fits = |report: &&Report| report.town == *name || report.file == *name || report.iri.as_str() == bare;
        let before = wanted.len();
        wanted.extend(all.iter().filter(fits).cloned());
        if wanted.len() == before {
            return Err(AuditError::Unknown(name.clone()));
        }
    }
    Ok(wanted)
}

fn answers(view: &View, question: &Question, bindings: &[(String, Term)]) -> Result<Vec<Finding>, AskError> {
    let optional = |row: &QuerySolution, name: &str| Some(cell(row, name)).filter(|value| !value.is_empty());
    let severity = question.sparql.lines().find_map(|line| line.strip_prefix("# severity:")).unwrap_or("Info").trim().to_owned();
    let found = ask::rows(view, &format!("audit/{}", question.name), &question.sparql, bindings)?;
    let finding = |row: &QuerySolution| Finding {
        report: cell(row, "report"),
        group: question.name.clone(),
        title: question.title.clone(),
        severity: severity.clone(),
        what: cell(row, "finding"),
        detail: cell(row, "detail"),
        detail_en: cell(row, "detail_en"),
        evidence: optional(row, "evidence"),
        proof: optional(row, "proof"),
        aligned: Vec::new(),
    };
    Ok(found.iter().map(finding).collect())
}
