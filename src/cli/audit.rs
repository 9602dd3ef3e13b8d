//! `fazhi audit`: what in a report wants a look, each finding with its sentence and the authority row that proves it.
//!
//! In: a store, or files. Out: findings as text, JSON or SHACL results; exit code 1 where there are any. The findings are answers to
//! `queries/audit/`, which anyone can run and change, and text in common with other reports ([`common`]).

mod common;
mod near;
mod write;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use oxigraph::model::{NamedNode, Term};
use oxigraph::sparql::{QueryResults, QuerySolution};

use super::args::{Audit, AuditFormat};
use super::query::shown;
use super::{Exit, files, ontology, questions};
use crate::pipeline::{self, Outcome, Reader};
use crate::store::{Put, View, Writer};

/// A report of the store.
#[derive(Debug, Clone)]
struct Report {
    iri: NamedNode,
    source: String,
    file: String,
    label: String,
    area: String,
    town: String,
    year: String,
}

/// Something that wants a look.
#[derive(Debug, Clone)]
struct Finding {
    report: String,
    /// The query's name, by which findings are grouped.
    group: String,
    /// What the group is about.
    title: String,
    /// `Warning` or `Info`, as SHACL has them.
    severity: String,
    /// In a word: 已失效.
    what: String,
    /// In a sentence.
    detail: String,
    /// The mention that says it.
    evidence: Option<String>,
    /// The row or mention that proves it.
    proof: Option<String>,
}

pub(super) fn run(args: &Audit) -> anyhow::Result<Exit> {
    let scratch = Scratch::of(args)?;
    let view = View::open(scratch.as_ref().map_or(&args.store.store, |scratch| &scratch.0))?;
    let all = reports(&view)?;
    let wanted = wanted(&all, if scratch.is_some() { &[] } else { &args.names })?;
    let mut findings = Vec::new();
    for question in questions::audit() {
        // One run for all, or one a report: a bound report makes the query cheap.
        if wanted.len() == all.len() && wanted.len() > 1 {
            findings.extend(answers(&view, &question, &[])?);
        } else {
            for report in &wanted {
                findings.extend(answers(&view, &question, &[("report".to_owned(), report.iri.clone().into())])?);
            }
        }
    }
    findings.extend(common::find(&view, &all, &wanted)?);
    findings.sort_by(|a, b| (&a.report, &a.group, place(a), &a.detail).cmp(&(&b.report, &b.group, place(b), &b.detail)));
    match args.format {
        AuditFormat::Text => write::text(&view, &wanted, &findings)?,
        AuditFormat::Json => write::json(&view, &wanted, &findings)?,
        AuditFormat::Turtle => write::turtle(view.base(), &findings),
    }
    Ok(if findings.is_empty() { Exit::Done } else { Exit::Findings })
}

/// Where a finding stands in the text.
fn place(finding: &Finding) -> (usize, usize) {
    finding.evidence.as_deref().and_then(super::sentence::range).unwrap_or((usize::MAX, 0))
}

fn rows(view: &View, sparql: &str, bindings: &[(String, Term)]) -> anyhow::Result<Vec<QuerySolution>> {
    match view.query(sparql, bindings, None)? {
        QueryResults::Solutions(rows) => Ok(rows.collect::<Result<_, _>>()?),
        _ => bail!("no SELECT"),
    }
}

fn cell(row: &QuerySolution, name: &str) -> String {
    row.get(name).map(shown).unwrap_or_default()
}

/// The reports of the store.
fn reports(view: &View) -> anyhow::Result<Vec<Report>> {
    let question = questions::page("reports").context("queries/pages/reports.rq")?;
    let mut found: BTreeMap<String, Report> = BTreeMap::new();
    for row in rows(view, &question.sparql, &[])? {
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
fn wanted(all: &[Report], names: &[String]) -> anyhow::Result<Vec<Report>> {
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
            bail!("{name}: no report of this town, file or IRI in the store, and no such file");
        }
    }
    Ok(wanted)
}

fn answers(view: &View, question: &questions::Question, bindings: &[(String, Term)]) -> anyhow::Result<Vec<Finding>> {
    let optional = |row: &QuerySolution, name: &str| Some(cell(row, name)).filter(|value| !value.is_empty());
    let severity = question.sparql.lines().find_map(|line| line.strip_prefix("# severity:")).unwrap_or("Info").trim().to_owned();
    let found = rows(view, &question.sparql, bindings).with_context(|| format!("queries/audit/{}.rq", question.name))?;
    let finding = |row: &QuerySolution| Finding {
        report: cell(row, "report"),
        group: question.name.clone(),
        title: question.title.clone(),
        severity: severity.clone(),
        what: cell(row, "finding"),
        detail: cell(row, "detail"),
        evidence: optional(row, "evidence"),
        proof: optional(row, "proof"),
    };
    Ok(found.iter().map(finding).collect())
}

/// A store of its own for files that are audited without one; gone when it is dropped.
struct Scratch(PathBuf);

impl Scratch {
    /// The files among the names, read into a store of their own; `None` where no name is a file.
    fn of(args: &Audit) -> anyhow::Result<Option<Scratch>> {
        let paths: Vec<PathBuf> = args.names.iter().map(PathBuf::from).filter(|path| path.exists()).collect();
        if paths.is_empty() {
            return Ok(None);
        }
        if paths.len() < args.names.len() {
            bail!("files and names of the store cannot be audited together");
        }
        let dir = std::env::temp_dir().join(format!("fazhi-audit-{}", std::process::id()));
        let scratch = Scratch(dir);
        scratch.fill(args, &paths)?;
        Ok(Some(scratch))
    }

    fn fill(&self, args: &Audit, paths: &[PathBuf]) -> anyhow::Result<()> {
        let ontology = ontology(&args.base)?;
        let reader = Reader::new(&ontology, &args.base.base)?;
        let mut writer = Writer::open(&self.0, &args.base.base)?;
        writer.put_base(ontology.fingerprint(), &pipeline::base_graphs(&ontology, &args.base.base)?)?;
        let mut puts = Vec::new();
        for path in &files::find(paths).files {
            let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
            let reading = reader.read(&files::name(path), &bytes);
            if let Outcome::Refused(reason) = &reading.outcome {
                bail!("{}: refused: {reason}", path.display());
            }
            puts.push(Put::of(path.display().to_string(), &reading, reader.fingerprint()));
        }
        writer.commit(puts)?;
        writer.finish()?;
        Ok(())
    }
}

impl AsRef<Path> for Scratch {
    fn as_ref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
