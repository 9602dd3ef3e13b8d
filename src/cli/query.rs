//! `fazhi query`: a catalogued question or any SPARQL. In: a name, a file or stdin, and values for variables. Out: the answer.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context, bail};
use oxigraph::io::RdfFormat;
use oxigraph::model::{Literal, NamedNode, Term};
use oxigraph::sparql::QueryResults;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};

use super::args::{Answer, Query};
use super::say::say;
use super::{Exit, tables};
use crate::ask::catalogue::{self, Question};
use crate::ask::shown;
use crate::graph::turtle;
use crate::store::{QueryError, View};
use crate::vocab::other;

pub(super) fn run(args: &Query) -> anyhow::Result<Exit> {
    let Some(name) = args.query.as_deref().filter(|_| !args.list) else { return list() };
    let question = question(name)?;
    let bindings = args.set.iter().map(|set| binding(set, &question)).collect::<anyhow::Result<Vec<_>>>()?;
    let view = View::open(&args.store.store)?;
    tell_what_it_needs(&view, &question);
    let deadline = Duration::from_secs(args.timeout.max(1));
    let (sender, receiver) = mpsc::channel();
    let format = args.format;
    // Oxigraph hears of a deadline only where it reads quads: a query that multiplies what it has read is left behind in its thread.
    let worker = std::thread::Builder::new().stack_size(64 << 20);
    let worker = worker.spawn(move || sender.send(answer(&view, &question, &bindings, deadline, format))).context("cannot start the query")?;
    let text = receiver.recv_timeout(deadline + Duration::from_secs(1)).map_err(|_| QueryError::Deadline)?;
    // The store closes in that thread: the program must not end under it.
    let _ = worker.join();
    let text = text?;
    std::io::stdout().write_all(&text)?;
    Ok(Exit::Done)
}

/// A question about a graph that a command must make first says so, where it was not made: no answer is not the answer.
fn tell_what_it_needs(view: &View, question: &Question) {
    for line in question.sparql.lines().filter_map(|line| line.strip_prefix("# needs:")) {
        if let Some((graph, command)) =
            line.split_once('|').map(|(graph, command)| (graph.trim(), command.trim())).filter(|(graph, _)| !view.has_graph(&format!("{}{graph}", view.base())))
        {
            eprintln!("the store has no {graph} yet: run `{command}` first");
        }
    }
}

fn list() -> anyhow::Result<Exit> {
    let row = |question: Question| {
        let params: Vec<String> = question.params.iter().map(|param| format!("{} ({})", param.name, param.about)).collect();
        vec![question.name, format!("{}\n{}", question.title, question.title_en), params.join("\n")]
    };
    say!("{}", tables::table(&["name", "question", "--set"], catalogue::all().into_iter().map(row)));
    Ok(Exit::Done)
}

/// The query of a name; a file's or stdin's where there is no such question.
fn question(name: &str) -> anyhow::Result<Question> {
    let plain = |sparql: String| Question { name: name.to_owned(), title: String::new(), title_en: String::new(), params: Vec::new(), sparql };
    if name == "-" {
        let mut sparql = String::new();
        std::io::stdin().read_to_string(&mut sparql).context("stdin")?;
        return Ok(plain(sparql));
    }
    if let Some(question) = catalogue::find(name) {
        return Ok(question);
    }
    if Path::new(name).is_file() {
        return Ok(plain(std::fs::read_to_string(name).with_context(|| name.to_owned())?));
    }
    bail!("{name}: no such question and no such file; `fazhi query --list` shows the questions")
}

/// A value as a term, by the kind of its parameter; in free queries `<…>` is an IRI and all else text.
fn binding(set: &str, question: &Question) -> anyhow::Result<(String, Term)> {
    let (name, value) = set.split_once('=').with_context(|| format!("--set {set}: it takes NAME=VALUE"))?;
    let name = name.trim_start_matches('?');
    let param = question.params.iter().find(|param| param.name == name);
    if param.is_none() && !question.params.is_empty() {
        let known: Vec<&str> = question.params.iter().map(|param| param.name.as_str()).collect();
        bail!("--set {set}: {} takes {}", question.name, known.join(", "));
    }
    let iri = value.strip_prefix('<').and_then(|value| value.strip_suffix('>'));
    let kind = param.map_or(if iri.is_some() { "iri" } else { "text" }, |param| param.kind.as_str());
    let term = match kind {
        "iri" => Term::from(NamedNode::new(iri.unwrap_or(value)).with_context(|| format!("--set {set}"))?),
        "year" => Term::from(Literal::new_typed_literal(value, NamedNode::new_unchecked(other::G_YEAR))),
        _ => Term::from(Literal::new_simple_literal(value)),
    };
    Ok((name.to_owned(), term))
}

fn answer(view: &View, question: &Question, bindings: &[(String, Term)], deadline: Duration, format: Option<Answer>) -> anyhow::Result<Vec<u8>> {
    let results = view.query(&question.sparql, bindings, Some(deadline)).with_context(|| question.name.clone())?;
    match (results, format) {
        (QueryResults::Graph(triples), format) => {
            let form = if format == Some(Answer::Ntriples) { RdfFormat::NTriples } else { RdfFormat::Turtle };
            let mut writer = turtle::serializer(form).for_writer(Vec::new());
            for triple in triples {
                writer.serialize_triple(&triple?)?;
            }
            Ok(writer.finish()?)
        }
        (QueryResults::Solutions(rows), None | Some(Answer::Table)) => table(rows),
        (QueryResults::Boolean(truth), None | Some(Answer::Table)) => Ok(format!("{}\n", if truth { "yes" } else { "no" }).into_bytes()),
        (results, format) => written(results, format.unwrap_or(Answer::Json)),
    }
}

fn table(rows: oxigraph::sparql::QuerySolutionIter<'_>) -> anyhow::Result<Vec<u8>> {
    let names: Vec<String> = rows.variables().iter().map(|name| name.as_str().to_owned()).collect();
    let mut lines = Vec::new();
    for row in rows {
        let row = row.map_err(QueryError::from)?;
        lines.push(row.values().iter().map(|value| value.as_ref().map_or(String::new(), shown)).collect::<Vec<_>>());
    }
    let count = lines.len();
    let header: Vec<&str> = names.iter().map(String::as_str).collect();
    Ok(format!("{}\n{count} rows\n", tables::table(&header, lines)).into_bytes())
}

fn written(results: QueryResults<'_>, format: Answer) -> anyhow::Result<Vec<u8>> {
    let format = match format {
        Answer::Csv => QueryResultsFormat::Csv,
        Answer::Tsv | Answer::Table => QueryResultsFormat::Tsv,
        Answer::Xml => QueryResultsFormat::Xml,
        Answer::Json => QueryResultsFormat::Json,
        Answer::Turtle | Answer::Ntriples => bail!("rows are no graph: take csv, tsv, json or xml, or ask with CONSTRUCT"),
    };
    let serializer = QueryResultsSerializer::from_format(format);
    match results {
        QueryResults::Solutions(rows) => {
            let mut writer = serializer.serialize_solutions_to_writer(Vec::new(), rows.variables().to_vec())?;
            for row in rows {
                writer.serialize(&row.map_err(QueryError::from)?)?;
            }
            Ok(writer.finish()?)
        }
        QueryResults::Boolean(truth) => Ok(serializer.serialize_boolean_to_writer(Vec::new(), truth)?),
        QueryResults::Graph(_) => bail!("a graph: take turtle or ntriples"),
    }
}
