//! The catalogue: questions and checks, one file each in `queries/`, built in. In: a name. Out: SPARQL with its title and parameters.
//!
//! A file opens with comments: `# title: …`, `# title@en: …`, and a `# param NAME: KIND | 说明 | explanation` for each parameter, where KIND is
//! `text`, `year` or `iri`. A parameter is a variable that the query selects; unset, it is free.

use include_dir::{Dir, include_dir};

static QUESTIONS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/queries/questions");
static CHECKS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/queries/checks");
static AUDIT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/queries/audit");
static PAGES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/queries/pages");

/// A catalogued query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The file's name without ending: 01-citations.
    pub name: String,
    /// What it asks, in Chinese.
    pub title: String,
    /// What it asks, in English.
    pub title_en: String,
    /// Its parameters.
    pub params: Vec<Param>,
    /// The query.
    pub sparql: String,
}

/// A parameter of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Param {
    /// The variable.
    pub name: String,
    /// `text`, `year` or `iri`.
    pub kind: String,
    /// What it means, in Chinese and English.
    pub about: String,
}

/// What an audit asks, in the order of their numbers.
pub fn audit() -> Vec<Question> {
    read(&AUDIT)
}

/// All questions, in the order of their numbers.
pub fn all() -> Vec<Question> {
    read(&QUESTIONS)
}

/// All checks: queries that must return no rows.
pub fn checks() -> Vec<Question> {
    read(&CHECKS)
}

/// A query that a command or a page runs, by its file's name without ending.
pub fn page(name: &str) -> Option<Question> {
    read(&PAGES).into_iter().find(|page| page.name == name)
}

/// The question of a name, or of a number: `01-citations`, `citations`, `1`.
pub fn find(name: &str) -> Option<Question> {
    all().into_iter().find(|question| {
        let (number, rest) = question.name.split_once('-').unwrap_or(("", &question.name));
        question.name == name || rest == name || number.trim_start_matches('0') == name
    })
}

fn read(dir: &Dir<'static>) -> Vec<Question> {
    let mut questions: Vec<Question> = dir.files().filter_map(|file| Some(parse(file.path().file_stem()?.to_str()?, file.contents_utf8()?))).collect();
    questions.sort_by(|a, b| a.name.cmp(&b.name));
    questions
}

fn parse(name: &str, sparql: &str) -> Question {
    let value = |key: &str| sparql.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default().trim().to_owned();
    let params = sparql.lines().filter_map(|line| line.strip_prefix("# param ")).filter_map(param).collect();
    Question { name: name.to_owned(), title: value("# title:"), title_en: value("# title@en:"), params, sparql: sparql.to_owned() }
}

fn param(line: &str) -> Option<Param> {
    let (name, rest) = line.split_once(':')?;
    let (kind, about) = rest.split_once('|')?;
    Some(Param { name: name.trim().to_owned(), kind: kind.trim().to_owned(), about: about.trim().to_owned() })
}
