//! Makes a query look at its clock. In: a parsed query. Out: the same query, which hears of its end while it multiplies what it has read.
//!
//! Oxigraph looks at the clock only when it reads a quad. Rows that are kept (for a sort, a sum, a difference) and rows that a filter
//! throws away cost time without any reading, so a function without a value is called for each of them. It cannot give an error
//! that ends the query: an error is only a row less. So it unwinds, without a panic's message, and [`caught`] takes it from there.
//! Rows that come from no quad (VALUES, what a sort gives back) call it, too: behind the end each of them would be multiplied by an
//! error for every quad.
//!
//! A sort hears nothing while it sorts: the planner makes variables of its keys. So rows are let into it only while it can still end in time.
//! And it ends in a panic where 2 < 10 < "1a" < 2: so literals are put in order by their kind first, and by their value within it.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term, Variable};
use oxigraph::sparql::{CancellationToken, QueryEvaluationError, SparqlEvaluator};
use spargebra::Query;
use spargebra::algebra::{Expression, Function, GraphPattern, OrderExpression};

/// No user can call a function of this name: it has a space in it.
const TICK: &str = "urn:fazhi:look at the clock";

/// Gives the kind of a term, as a number.
const KIND: &str = "urn:fazhi:kind of term";

/// Kinds of literals that can be compared with each other; the others are compared as texts.
const KINDS: [&[NamedNodeRef<'static>]; 7] = [
    &[xsd::INTEGER, xsd::DECIMAL, xsd::DOUBLE, xsd::FLOAT, xsd::INT, xsd::LONG, xsd::SHORT, xsd::BYTE, xsd::NON_NEGATIVE_INTEGER, xsd::POSITIVE_INTEGER],
    &[xsd::STRING],
    &[xsd::BOOLEAN],
    &[xsd::DATE_TIME],
    &[xsd::DATE],
    &[xsd::TIME],
    &[xsd::DURATION, xsd::DAY_TIME_DURATION, xsd::YEAR_MONTH_DURATION],
];

/// What a comparison of a sort takes, with one key: twice what was measured with texts of a hundred characters, for cores are shared.
const COMPARISON: Duration = Duration::from_nanos(800);

/// What flies when the clock has run out.
struct Ended;

/// The rows that a sort has taken so far.
#[derive(Debug)]
pub(super) struct Sort {
    keys: usize,
    rows: AtomicUsize,
}

impl Sort {
    /// How long the sort will take, with one row more.
    fn time(&self) -> Duration {
        let rows = self.rows.fetch_add(1, Ordering::Relaxed).saturating_add(2);
        let comparisons = rows.saturating_mul(rows.ilog2() as usize).saturating_mul(self.keys);
        COMPARISON.saturating_mul(u32::try_from(comparisons).unwrap_or(u32::MAX))
    }
}

/// An evaluator that knows the function. Called with a number it speaks of a row of that sort.
pub(super) fn heard(evaluator: SparqlEvaluator, token: CancellationToken, sorts: Vec<Sort>, due: Option<Instant>) -> SparqlEvaluator {
    let evaluator = evaluator.with_custom_function(NamedNode::new_unchecked(KIND), |arguments| arguments.first().map(|term| Literal::from(kind(term)).into()));
    evaluator.with_custom_function(NamedNode::new_unchecked(TICK), move |arguments| {
        let late = |sort: &Sort| due.is_some_and(|due| due.saturating_duration_since(Instant::now()) < sort.time());
        if token.is_cancelled() || number(arguments).and_then(|number| sorts.get(number)).is_some_and(late) {
            unwind();
        }
        None
    })
}

/// Ends the evaluation here and now if its token is cancelled; [`caught`] takes it from there.
pub(super) fn hear(token: &CancellationToken) {
    if token.is_cancelled() {
        unwind();
    }
}

/// What is told to end while it unwinds is at its end already, and a second unwinding would end the process.
fn unwind() {
    if !std::thread::panicking() {
        resume_unwind(Box::new(Ended));
    }
}

/// Blank nodes, IRIs and literals in SPARQL's order.
fn kind(term: &Term) -> u64 {
    match term {
        Term::BlankNode(_) => 0,
        Term::NamedNode(_) => 1,
        Term::Literal(literal) => 2 + KINDS.iter().position(|kinds| kinds.contains(&literal.datatype())).unwrap_or(KINDS.len()) as u64,
    }
}

fn number(arguments: &[Term]) -> Option<usize> {
    match arguments.first() {
        Some(Term::Literal(number)) => number.value().parse().ok(),
        _ => None,
    }
}

/// Runs a piece of an evaluation. A panic of the library ends the query and nothing else.
pub(super) fn caught<T>(work: impl FnOnce() -> Result<T, QueryEvaluationError>) -> Result<T, QueryEvaluationError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
        let ended = payload.is::<Ended>();
        Err(if ended { QueryEvaluationError::Cancelled } else { QueryEvaluationError::Unexpected("the evaluator failed".into()) })
    })
}

/// The query with calls of the function, and the sorts in it.
pub(super) fn ticking(query: Query) -> (Query, Vec<Sort>) {
    let mut names = Names { calls: 0, sorts: Vec::new() };
    let query = match query {
        Query::Select { dataset, pattern, base_iri } => Query::Select { dataset, pattern: names.pattern(pattern), base_iri },
        Query::Construct { template, dataset, pattern, base_iri } => Query::Construct { template, dataset, pattern: names.pattern(pattern), base_iri },
        Query::Describe { dataset, pattern, base_iri } => Query::Describe { dataset, pattern: names.pattern(pattern), base_iri },
        Query::Ask { dataset, pattern, base_iri } => Query::Ask { dataset, pattern: names.pattern(pattern), base_iri },
    };
    (query, names.sorts)
}

/// Each call binds, or rather does not bind, a variable of its own.
struct Names {
    calls: usize,
    sorts: Vec<Sort>,
}

impl Names {
    /// Calls stand where the optimizer moves nothing across: right inside what keeps rows or ends a scope.
    fn pattern(&mut self, pattern: GraphPattern) -> GraphPattern {
        use GraphPattern as P;
        match pattern {
            P::Join { left, right } => P::Join { left: self.boxed(*left), right: self.boxed(*right) },
            P::Lateral { left, right } => P::Lateral { left: self.boxed(*left), right: self.boxed(*right) },
            P::Union { left, right } => P::Union { left: self.boxed(*left), right: self.boxed(*right) },
            P::LeftJoin { left, right, expression } => {
                P::LeftJoin { left: self.boxed(*left), right: self.boxed(*right), expression: expression.map(|e| self.filter(e)) }
            }
            P::Filter { expr, inner } => P::Filter { expr: self.filter(expr), inner: self.boxed(*inner) },
            P::Graph { name, inner } => P::Graph { name, inner: self.boxed(*inner) },
            P::Extend { inner, variable, expression } => P::Extend { inner: self.boxed(*inner), variable, expression: self.inside(expression) },
            P::Minus { left, right } => P::Minus { left: self.boxed(*left), right: self.counted(*right) },
            P::OrderBy { inner, expression } => {
                let inner = self.boxed(*inner);
                self.sorts.push(Sort { keys: expression.len(), rows: AtomicUsize::new(0) });
                let inner = self.extended(inner, vec![Literal::from(self.sorts.len() as u64 - 1).into()]);
                P::OrderBy { inner, expression: expression.into_iter().flat_map(|e| self.keys(e)).collect() }
            }
            P::Group { inner, variables, aggregates } => P::Group { inner: self.counted(*inner), variables, aggregates },
            P::Project { inner, variables } => P::Project { inner: self.counted(*inner), variables },
            P::Distinct { inner } => P::Distinct { inner: self.boxed(*inner) },
            P::Reduced { inner } => P::Reduced { inner: self.boxed(*inner) },
            P::Slice { inner, start, length } => P::Slice { inner: self.boxed(*inner), start, length },
            P::Values { ref bindings, .. } if bindings.len() > 1 => *self.extended(Box::new(pattern), Vec::new()),
            P::Service { .. } | P::Bgp { .. } | P::Path { .. } | P::Values { .. } => pattern,
        }
    }

    fn boxed(&mut self, pattern: GraphPattern) -> Box<GraphPattern> {
        Box::new(self.pattern(pattern))
    }

    /// Every row calls the function.
    fn counted(&mut self, pattern: GraphPattern) -> Box<GraphPattern> {
        let inner = self.boxed(pattern);
        self.extended(inner, Vec::new())
    }

    fn extended(&mut self, inner: Box<GraphPattern>, arguments: Vec<Expression>) -> Box<GraphPattern> {
        self.calls += 1;
        let variable = Variable::new_unchecked(format!("tick {}", self.calls));
        Box::new(GraphPattern::Extend { inner, variable, expression: call(arguments) })
    }

    /// Both sides of an `&&` are moved one by one, so each has its own call.
    fn filter(&mut self, expression: Expression) -> Expression {
        match expression {
            Expression::And(left, right) => Expression::And(Box::new(self.filter(*left)), Box::new(self.filter(*right))),
            expression => Expression::Coalesce(vec![tick(), self.inside(expression)]),
        }
    }

    /// A key's kind, and the key. Both are worked out once a row, before the sort.
    fn keys(&mut self, key: OrderExpression) -> [OrderExpression; 2] {
        let kind = |key: &Expression| Expression::FunctionCall(Function::Custom(NamedNode::new_unchecked(KIND)), vec![key.clone()]);
        match key {
            OrderExpression::Asc(key) => [OrderExpression::Asc(kind(&key)), OrderExpression::Asc(key)].map(|key| self.key(key)),
            OrderExpression::Desc(key) => [OrderExpression::Desc(kind(&key)), OrderExpression::Desc(key)].map(|key| self.key(key)),
        }
    }

    fn key(&mut self, key: OrderExpression) -> OrderExpression {
        match key {
            OrderExpression::Asc(key) => OrderExpression::Asc(self.inside(key)),
            OrderExpression::Desc(key) => OrderExpression::Desc(self.inside(key)),
        }
    }

    /// Patterns within expressions.
    fn inside(&mut self, expression: Expression) -> Expression {
        use Expression as E;
        let mut two = |left: Expression, right: Expression| (Box::new(self.inside(left)), Box::new(self.inside(right)));
        match expression {
            E::Or(left, right) => {
                let (left, right) = two(*left, *right);
                E::Or(left, right)
            }
            E::And(left, right) => {
                let (left, right) = two(*left, *right);
                E::And(left, right)
            }
            E::If(condition, then, other) => {
                let (condition, then) = two(*condition, *then);
                E::If(condition, then, Box::new(self.inside(*other)))
            }
            E::Not(inner) => E::Not(Box::new(self.inside(*inner))),
            E::Coalesce(inner) => E::Coalesce(inner.into_iter().map(|e| self.inside(e)).collect()),
            E::Exists(inner) => E::Exists(self.boxed(*inner)),
            other => other,
        }
    }
}

fn tick() -> Expression {
    call(Vec::new())
}

fn call(arguments: Vec<Expression>) -> Expression {
    Expression::FunctionCall(Function::Custom(NamedNode::new_unchecked(TICK)), arguments)
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::sparql::QueryResults;
    use spargebra::SparqlParser;
    use std::time::{Duration, Instant};

    /// Rows as text, however long it takes.
    fn run(sparql: &str) -> Result<Vec<String>, String> {
        run_watched(sparql, CancellationToken::new(), None)
    }

    /// Rows as text, or how it ended after 300 ms; `due` is when it is told to have to end.
    fn run_briefly(sparql: &str, due: Option<Instant>) -> Result<Vec<String>, String> {
        let (clock, token) = (super::super::deadline::Clock::default(), CancellationToken::new());
        clock.cancel_after(Duration::from_millis(300), token.clone()).map_err(|e| e.to_string())?;
        run_watched(sparql, token, due)
    }

    fn run_watched(sparql: &str, token: CancellationToken, due: Option<Instant>) -> Result<Vec<String>, String> {
        let store = super::super::Opened::Memory(Default::default());
        let query = SparqlParser::new().parse_query(sparql).unwrap();
        let results = super::super::query::run_watched(&store, query, token, due).map_err(|e| e.to_string())?;
        let QueryResults::Solutions(rows) = results else { return Ok(Vec::new()) };
        rows.map(|row| row.map(|row| format!("{:?}", row.values())).map_err(|e| e.to_string())).collect()
    }

    fn numbers(name: &str) -> String {
        format!("VALUES ?{name} {{ {} }}", (0..2000).map(|n| n.to_string()).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn what_reads_nothing_ends_in_time() {
        let product = ["a", "b", "c"].map(numbers).join(" ");
        for sparql in [
            format!("SELECT * {{ {product} }} ORDER BY ?a"),
            format!("SELECT (COUNT(*) AS ?n) {{ {product} }}"),
            format!("SELECT DISTINCT ?a {{ {product} }}"),
            format!("SELECT * {{ {product} FILTER(?a + ?b + ?c < 0) }}"),
            format!("SELECT * {{ {product} FILTER(?a + ?b < 0 && ?b + ?c < 0) }}"),
            format!("SELECT (GROUP_CONCAT(?a) AS ?n) {{ {product} }} GROUP BY ?b"),
            format!("SELECT * {{ VALUES ?x {{ 1 }} MINUS {{ {product} }} }}"),
        ] {
            let start = Instant::now();
            let end = run_briefly(&sparql, None);
            assert!(end.is_err() && start.elapsed() < Duration::from_secs(5), "{end:?} {:?} {}", start.elapsed(), sparql.get(..40).unwrap_or(""));
        }
    }

    #[test]
    fn a_sort_that_would_not_end_in_time_does_not_begin() {
        let sparql = format!("SELECT * {{ {} {} }} ORDER BY DESC(?a) ?b LIMIT 1", numbers("a"), numbers("b"));
        let soon = Instant::now() + Duration::from_millis(200);
        assert!(run_briefly(&sparql, Some(soon)).is_err());
        // So few rows are sorted in far less than the ten seconds there are.
        let few = "SELECT * { VALUES ?a { 1 3 2 } VALUES ?b { 4 5 } } ORDER BY DESC(?a) ?b";
        let rows = run_watched(few, CancellationToken::new(), Some(Instant::now() + Duration::from_secs(10))).unwrap();
        assert!(rows.len() == 6 && rows.first().is_some_and(|row| row.contains('3')), "{rows:?}");
    }

    #[test]
    fn what_cannot_be_compared_is_sorted_all_the_same() {
        // In the planner's own order 2 < 10 < "1a" < 2 goes round, which the sort of the library ends with a panic.
        let mixed = (0..400).map(|n| format!("{} '{}a' {}.5 '2020-01-01'^^<http://www.w3.org/2001/XMLSchema#date> <a:{n}> ", n * 7 % 90, n % 31, n * 13 % 77));
        let sparql = format!("SELECT ?a {{ VALUES ?a {{ {} }} }} ORDER BY ?a", mixed.collect::<String>());
        let rows = run(&sparql).unwrap();
        let integers = rows.iter().filter(|row| row.contains("integer") || row.contains("decimal")).count();
        assert_eq!((rows.len(), integers), (2000, 800));
        assert!(rows.first().is_some_and(|row| row.contains("a:")) && rows.last().is_some_and(|row| row.contains("2020")), "{:?}", rows.last());
    }

    #[test]
    fn answers_stay_what_they_were() {
        let rows = |sparql: &str| run(sparql).unwrap().len();
        assert_eq!(rows("SELECT * { VALUES ?a { 3 1 2 } FILTER(?a > 1 && ?a < 9) } ORDER BY ?a"), 2);
        assert_eq!(rows("SELECT DISTINCT ?a { VALUES (?a ?b) { (1 1) (1 2) } }"), 1);
        assert_eq!(rows("SELECT * { VALUES ?a { 1 2 } MINUS { VALUES ?a { 1 } } }"), 1);
        assert_eq!(rows("SELECT * { VALUES ?a { 1 2 } FILTER NOT EXISTS { VALUES ?a { 1 } } }"), 1);
        assert_eq!(rows("SELECT * { VALUES ?a { 1 2 } OPTIONAL { VALUES (?a ?c) { (1 5) } FILTER(?c > 2) } }"), 2);
        assert_eq!(rows("SELECT ?a (COUNT(*) AS ?n) { VALUES ?a { 1 2 2 } } GROUP BY ?a HAVING(COUNT(*) > 1)"), 1);
        assert_eq!(rows("SELECT * { VALUES ?a { 1 2 } FILTER(1/0 || ?a = 1) }"), 1);
    }
}
