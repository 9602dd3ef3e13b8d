//! Findings as text, JSON or SHACL results. In: findings, each with its mention. Out: stdout.

use std::collections::BTreeMap;

use oxigraph::model::GraphName;
use serde_json::json;

use crate::ask::Texts;
use crate::audit::{Finding, Report, rdf};
use crate::cli::say::say;
use crate::graph::turtle;
use crate::store::View;

/// For people: a report, its groups, each finding with its sentence and what proves it.
pub(super) fn text(view: &View, reports: &[Report], findings: &[Finding]) -> anyhow::Result<()> {
    let mut texts = Texts::default();
    for report in reports {
        let own: Vec<&Finding> = findings.iter().filter(|finding| finding.report == report.iri.as_str()).collect();
        say!("{}  {} {}  ({}): {} findings", report.label, report.town, report.year, report.file, own.len());
        let mut group = "";
        for finding in own {
            if finding.group != group {
                group = &finding.group;
                say!("\n  {}", finding.title);
            }
            let mark = if finding.severity == "Warning" { "!" } else { "·" };
            say!("  {mark} {}: {}", finding.what, finding.detail);
            if let Some(line) = finding.evidence.as_deref().map(|mention| texts.sentence(view, mention)).transpose()?.flatten().map(|(line, _)| line) {
                let range = finding.evidence.as_deref().and_then(|mention| mention.rsplit_once('#')).map_or("", |(_, range)| range);
                let place = finding.evidence.as_deref().map(|mention| texts.place(view, mention)).transpose()?.flatten();
                say!("      {line}  ({}#{range})", place.map_or_else(String::new, |place| format!("{place} ")));
            }
            if let Some(proof) = &finding.proof {
                say!("      <{proof}>");
            }
        }
        say!("");
    }
    say!("{} findings in {} reports", findings.len(), reports.len());
    Ok(())
}

/// For machines: one object a finding.
pub(super) fn json(view: &View, reports: &[Report], findings: &[Finding]) -> anyhow::Result<()> {
    let mut texts = Texts::default();
    let by_iri: BTreeMap<&str, &Report> = reports.iter().map(|report| (report.iri.as_str(), report)).collect();
    let mut out = Vec::new();
    for finding in findings {
        let report = by_iri.get(finding.report.as_str());
        let words = finding.evidence.as_deref().map(|mention| texts.sentence(view, mention)).transpose()?.flatten().map(|(line, _)| line);
        out.push(json!({
            "report": finding.report,
            "file": report.map(|report| &report.file),
            "town": report.map(|report| &report.town),
            "year": report.map(|report| &report.year),
            "group": finding.group,
            "about": finding.title,
            "severity": finding.severity,
            "finding": finding.what,
            "detail": finding.detail,
            "detail_en": finding.detail_en,
            "evidence": finding.evidence,
            "sentence": words,
            "place": finding.evidence.as_deref().map(|mention| texts.place(view, mention)).transpose()?.flatten(),
            "proof": finding.proof,
            "aligned": finding.aligned.iter().map(|(own, other)| json!({"own": own, "other": other})).collect::<Vec<_>>(),
        }));
    }
    say!("{}", serde_json::to_string_pretty(&out)?);
    Ok(())
}

/// As RDF: a SHACL validation result a finding.
pub(super) fn turtle(base: &str, findings: &[Finding]) {
    say!("{}", turtle::turtle(&rdf::results(base, findings, &GraphName::DefaultGraph)).trim_end());
}
