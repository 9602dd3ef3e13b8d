//! The command line, declared once; help and completions follow from it.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// A knowledge-graph builder for Chinese rule-of-law annual reports (法治政府建设年度报告).
#[derive(Debug, Parser)]
#[command(name = "fazhi", version, about, arg_required_else_help = true)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read documents into the store
    Build(Build),
    /// Ask a catalogued question or any SPARQL
    Query(Query),
    /// Everything about one thing, each fact with its sentence
    Show(Show),
    /// Write the graph out
    Export(Export),
    /// What in a report wants a look: stale citations, missing parts, leftovers, contradictions, text in common
    Audit(Audit),
    /// Look at what each stage makes of a file
    Inspect(Inspect),
    /// Facts gained and lost between two stores or exports
    Diff(Diff),
    /// What was read against annotations made by hand: precision, recall, F1
    Eval(Eval),
    /// Documents in, N-Quads out: no store
    Extract(Extract),
    /// The store against its ledger, and the graph against its rules
    Check(Check),
    /// A user's own RDF beside what was read; without a graph's name, what was imported
    Import(Import),
    /// Pages and a SPARQL endpoint, read-only
    Serve(Serve),
    /// Decode what a parent sends: `build` and the others start it for files that nobody vouches for
    #[command(name = crate::isolate::SUBCOMMAND, hide = true)]
    ParseWorker,
    /// Print shell completions
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// Where the store is.
#[derive(Debug, clap::Args)]
pub struct Store {
    /// The store's folder
    #[arg(long, env = "FAZHI_STORE", default_value = "kg", value_name = "DIR")]
    pub store: PathBuf,
}

/// By which names documents are read.
#[derive(Debug, clap::Args)]
pub struct Names {
    /// Read names from this folder of Turtle files instead of the ones built in
    #[arg(long, value_name = "DIR")]
    pub ontology: Option<PathBuf>,
    /// What the IRIs of data begin with
    #[arg(long, default_value = crate::vocab::HOME, value_name = "IRI", value_parser = base)]
    pub base: String,
}

fn base(text: &str) -> Result<String, String> {
    let iri = if text.ends_with(['/', '#']) { text.to_owned() } else { format!("{text}/") };
    oxigraph::model::NamedNode::new(iri.as_str()).map(|_| iri).map_err(|error| error.to_string())
}

#[derive(Debug, clap::Args)]
pub struct Build {
    /// Files, folders to walk, and addresses to fetch (http, https)
    #[arg(required = true, value_name = "PATH|URL")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub web: Web,
    #[command(flatten)]
    pub store: Store,
    #[command(flatten)]
    pub names: Names,
    /// How many threads read [default: all cores]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Forget files under the given folders that are no more
    #[arg(long)]
    pub prune: bool,
    /// Read again what has not changed
    #[arg(long)]
    pub force: bool,
    /// How to report
    #[arg(long, value_enum, default_value_t = Report::Text)]
    pub format: Report,
}

/// How addresses are fetched.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Addresses")]
pub struct Web {
    /// Follow a page's links to reports, further pages of lists and attachments, on the same site
    #[arg(long)]
    pub follow: bool,
    /// How many pages and documents to fetch for one address at most
    #[arg(long, default_value_t = 200, value_name = "N")]
    pub max_pages: usize,
    /// Seconds between two requests to one host; robots.txt may ask for more
    #[arg(long, default_value_t = 1.0, value_name = "SECONDS", value_parser = seconds)]
    pub delay: f64,
    /// Fetch from private and loopback addresses, too
    #[arg(long)]
    pub allow_private: bool,
    /// Go through this proxy; those of the environment do not count
    #[arg(long, value_name = "URL")]
    pub proxy: Option<String>,
}

fn seconds(text: &str) -> Result<f64, String> {
    let seconds: f64 = text.parse().map_err(|_| "no number".to_owned())?;
    if (0.0..=3600.0).contains(&seconds) { Ok(seconds) } else { Err("not between 0 and 3600".to_owned()) }
}

/// For people or for machines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Report {
    Text,
    Json,
}

#[derive(Debug, clap::Args)]
pub struct Query {
    /// A question's name or number, a file, or - for stdin
    #[arg(required_unless_present = "list", value_name = "NAME|FILE|-")]
    pub query: Option<String>,
    /// List the questions
    #[arg(long)]
    pub list: bool,
    /// Give a variable a value: town=平氏镇, year=2024, thing=<https://…>
    #[arg(long = "set", value_name = "NAME=VALUE")]
    pub set: Vec<String>,
    /// How to write the answer [default: table; turtle for graphs]
    #[arg(long, value_enum)]
    pub format: Option<Answer>,
    /// Stop after so many seconds
    #[arg(long, default_value_t = 60, value_name = "SECONDS")]
    pub timeout: u64,
    #[command(flatten)]
    pub store: Store,
}

/// Forms of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Answer {
    Table,
    Csv,
    Tsv,
    Json,
    Xml,
    Turtle,
    Ntriples,
}

#[derive(Debug, clap::Args)]
pub struct Show {
    /// A name, a document number or an IRI
    #[arg(value_name = "NAME|IRI")]
    pub thing: String,
    /// How many mentions and links to show of each sort
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub limit: usize,
    #[command(flatten)]
    pub store: Store,
}

#[derive(Debug, clap::Args)]
pub struct Export {
    /// The form
    #[arg(long, value_enum, default_value_t = Form::Turtle)]
    pub format: Form,
    /// Only this graph
    #[arg(long, value_name = "IRI")]
    pub graph: Option<String>,
    /// Leave out what was known before reading
    #[arg(long)]
    pub only_read: bool,
    /// With the ledger: when each source was read
    #[arg(long)]
    pub ledger: bool,
    /// Mentions in full, for NIF tools
    #[arg(long)]
    pub nif: bool,
    /// Write to this file
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write the pages of `fazhi serve` into this folder, as files for a web host
    #[arg(long, value_name = "DIR", conflicts_with_all = ["output", "graph", "only_read", "ledger", "nif"])]
    pub site: Option<PathBuf>,
    /// What links of the pages begin with; without, they are relative and work from any folder
    #[arg(long, value_name = "PATH", requires = "site")]
    pub site_prefix: Option<String>,
    #[command(flatten)]
    pub store: Store,
}

/// Forms of a graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    Turtle,
    Trig,
    Nquads,
    Ntriples,
    Jsonld,
    Rdfxml,
    Csv,
    Graphml,
}

#[derive(Debug, clap::Args)]
pub struct Inspect {
    /// The file
    pub file: PathBuf,
    /// The stage
    #[arg(long, value_enum, default_value_t = Stage::Mentions)]
    pub stage: Stage,
    /// With the rule that found it, and what else it could be
    #[arg(long)]
    pub explain: bool,
    #[command(flatten)]
    pub names: Names,
}

/// Stages of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Stage {
    /// The text as matched, paragraph by paragraph, with what each is
    Text,
    /// Head and headings
    Outline,
    /// What is named where
    Mentions,
    /// What the report says
    Claims,
    /// The graph
    Turtle,
}

#[derive(Debug, clap::Args)]
pub struct Diff {
    /// A store, or a file of quads
    pub before: PathBuf,
    /// Another one
    pub after: PathBuf,
    /// Counts by property, and only the first facts of each
    #[arg(long)]
    pub summary: bool,
}

#[derive(Debug, clap::Args)]
pub struct Audit {
    /// Towns, file names or IRIs of reports in the store, or files that are read for this alone; without, all reports of the store
    #[arg(value_name = "NAME|FILE")]
    pub names: Vec<String>,
    #[command(flatten)]
    pub store: Store,
    #[command(flatten)]
    pub base: Names,
    /// How to write the findings
    #[arg(long, value_enum, default_value_t = AuditFormat::Text)]
    pub format: AuditFormat,
    /// Keep what was found, and all text in common, in the store as the graph graph/audit, where queries can ask it (question 16); each time anew
    #[arg(long, conflicts_with = "names")]
    pub keep: bool,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AuditFormat {
    /// For people
    Text,
    /// For machines
    Json,
    /// SHACL validation results
    Turtle,
}

#[derive(Debug, clap::Args)]
pub struct Eval {
    /// A folder of gold files (*.json), one a document
    pub gold: PathBuf,
    /// Read these documents and measure them; without, measure the store
    #[arg(long, value_name = "PATH")]
    pub sources: Vec<PathBuf>,
    #[command(flatten)]
    pub store: Store,
    /// Each wrong and each missed item
    #[arg(long)]
    pub errors: bool,
    /// Figures as JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub names: Names,
}

#[derive(Debug, clap::Args)]
pub struct Extract {
    /// Files and folders; none or - reads {"name": …, "text": …} lines from stdin
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// First what is known before reading
    #[arg(long)]
    pub base_graphs: bool,
    #[command(flatten)]
    pub names: Names,
}

#[derive(Debug, clap::Args)]
pub struct Check {
    /// Make the index anew from the files
    #[arg(long)]
    pub rebuild: bool,
    #[command(flatten)]
    pub store: Store,
}

#[derive(Debug, clap::Args)]
pub struct Serve {
    #[command(flatten)]
    pub store: Store,
    /// The address to listen on
    #[arg(long, default_value = "127.0.0.1:7878", value_name = "ADDRESS")]
    pub listen: std::net::SocketAddr,
    /// Seconds that a query may take
    #[arg(long, default_value_t = 20)]
    pub timeout: u64,
    /// Rows or triples that a query may give
    #[arg(long, default_value_t = 100_000)]
    pub rows: usize,
    /// MiB that an answer may have
    #[arg(long, default_value_t = 64)]
    pub megabytes: usize,
    /// Another name by which the site may be called, as in Host; * is any
    #[arg(long, value_name = "NAME")]
    pub host: Vec<String>,
    /// Queries that may run at once [default: twice the cores]
    #[arg(long, value_name = "N")]
    pub queries: Option<usize>,
    /// MiB of memory that all queries together may take
    #[arg(long, default_value_t = 1024, value_name = "MIB")]
    pub memory: u64,
    /// This is the process that answers; its standard input is the socket
    #[arg(long, hide = true)]
    pub answering: bool,
}

#[derive(Debug, clap::Args)]
pub struct Import {
    /// A file of RDF
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// The name of the graph that it becomes; what had this name is replaced
    #[arg(long, value_name = "IRI")]
    pub graph: Option<String>,
    /// The file's format [default: by its ending]
    #[arg(long, value_enum)]
    pub format: Option<ImportForm>,
    /// Remove the graph
    #[arg(long, requires = "graph", conflicts_with = "file")]
    pub remove: bool,
    #[command(flatten)]
    pub store: Store,
}

/// Forms of RDF that are imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ImportForm {
    Turtle,
    Trig,
    Ntriples,
    Nquads,
    Rdfxml,
    Jsonld,
}
