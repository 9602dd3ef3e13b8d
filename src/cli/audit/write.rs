//! Findings as text, JSON or SHACL results. In: findings, each with its mention. Out: stdout.

use std::collections::BTreeMap;

use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};
use serde_json::json;

use crate::ask::Texts;
use crate::audit::{Finding, Report};
use crate::cli::say::say;
use crate::graph::turtle;
use crate::pipeline::hex;
use crate::store::View;
use crate::vocab::{fz, other};

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
            "evidence": finding.evidence,
            "sentence": words,
            "place": finding.evidence.as_deref().map(|mention| texts.place(view, mention)).transpose()?.flatten(),
            "proof": finding.proof,
        }));
    }
    say!("{}", serde_json::to_string_pretty(&out)?);
    Ok(())
}

/// As RDF: a SHACL validation result a finding, its IRI made from what it says.
pub(super) fn turtle(base: &str, findings: &[Finding]) {
    let mut quads = Vec::new();
    for finding in findings {
        let key = hex(format!("{}|{}|{}|{}|{:?}", finding.report, finding.group, finding.what, finding.detail, finding.evidence).as_bytes());
        let iri = NamedNode::new_unchecked(format!("{base}finding/{}", key.get(..16).unwrap_or(&key)));
        let mut add =
            |property: &'static str, object: Term| quads.push(Quad::new(iri.clone(), NamedNode::new_unchecked(property), object, GraphName::DefaultGraph));
        let node = |iri: &str| Term::from(NamedNode::new_unchecked(iri));
        add(other::TYPE, node(other::VALIDATION_RESULT));
        add(other::LABEL, Literal::new_simple_literal(&finding.what).into());
        add(other::FOCUS_NODE, node(&finding.report));
        add(other::RESULT_MESSAGE, Literal::new_language_tagged_literal_unchecked(&finding.detail, "zh").into());
        add(other::RESULT_SEVERITY, node(if finding.severity == "Warning" { other::WARNING } else { other::INFO }));
        if let Some(evidence) = &finding.evidence {
            add(fz::EVIDENCE, node(evidence));
        }
        if let Some(proof) = &finding.proof {
            add(other::RESULT_VALUE, node(proof));
        }
    }
    say!("{}", turtle::turtle(&quads).trim_end());
}
