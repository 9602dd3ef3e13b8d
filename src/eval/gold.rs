//! Gold files: what a document says, annotated by hand. In: JSON. Out: plain types. The schema is that of the scorer.

use serde::Deserialize;
use serde_json::Value;

/// One document's annotations.
#[derive(Debug, Clone, Deserialize)]
pub struct Gold {
    /// The file that they are about.
    pub source: String,
    pub(super) report: Value,
    pub(super) area: Vec<Names>,
    #[serde(default)]
    pub(super) area_allowed: Vec<Names>,
    pub(super) citations: Vec<Citation>,
    #[serde(default)]
    pub(super) citations_allowed: Vec<Names>,
    pub(super) programs: Sets,
    pub(super) people: Sets,
    pub(super) organizations: Sets,
    pub(super) places: Sets,
    pub(super) indicators: Vec<Number>,
    pub(super) honors: Vec<Honor>,
    pub(super) events: Vec<Event>,
    pub(super) problems: Vec<String>,
    #[serde(default)]
    pub(super) problems_zone: Option<String>,
    pub(super) plans: Vec<String>,
    #[serde(default)]
    pub(super) plans_zone: Option<String>,
}

/// One name, or several that name the same.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Names {
    One(String),
    Several(Vec<String>),
}

impl Names {
    pub fn list(&self) -> &[String] {
        match self {
            Names::One(name) => std::slice::from_ref(name),
            Names::Several(names) => names,
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Sets {
    pub required: Vec<Names>,
    #[serde(default)]
    pub allowed: Vec<Names>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Citation {
    pub text: String,
    #[serde(default)]
    pub also: Vec<String>,
    pub official: Option<String>,
    pub superseded_by: Option<String>,
    pub number: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Number {
    pub quote: String,
    pub about: Vec<String>,
    pub value: f64,
    pub unit: String,
    pub qualifier: String,
    pub required: bool,
}

fn yes() -> bool {
    true
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Honor {
    pub recipient: Vec<String>,
    pub honor: Vec<String>,
    #[serde(default = "yes")]
    pub required: bool,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Event {
    pub date: String,
    pub about: Vec<String>,
    #[serde(default = "yes")]
    pub required: bool,
}
