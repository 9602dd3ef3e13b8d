//! Makes a query look at its clock. In: a parsed query. Out: the same query, which hears of its end while it multiplies what it has read.
//!
//! Oxigraph looks at the clock only when it reads a quad. Rows that are kept (for a sort, a sum, a difference) and rows that a filter
//! throws away cost time without any reading, so a function without a value is called for each of them. It cannot give an error
//! that ends the query: an error is only a row less. So it unwinds, without a panic's message, and [`caught`] takes it from there.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use oxigraph::model::{NamedNode, Variable};
use oxigraph::sparql::{CancellationToken, QueryEvaluationError, SparqlEvaluator};
use spargebra::Query;
use spargebra::algebra::{Expression, Function, GraphPattern, OrderExpression};

/// No user can call a function of this name: it has a space in it.
const TICK: &str = "urn:fazhi:look at the clock";

/// What flies when the clock has run out.
struct Ended;

/// An evaluator that knows the function.
pub(super) fn heard(evaluator: SparqlEvaluator, token: CancellationToken) -> SparqlEvaluator {
    evaluator.with_custom_function(NamedNode::new_unchecked(TICK), move |_| {
        if token.is_cancelled() {
            resume_unwind(Box::new(Ended));
        }
        None
    })
}

/// Runs a piece of an evaluation. A panic of the library ends the query and nothing else.
pub(super) fn caught<T>(work: impl FnOnce() -> Result<T, QueryEvaluationError>) -> Result<T, QueryEvaluationError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
        let ended = payload.is::<Ended>();
        Err(if ended { QueryEvaluationError::Cancelled } else { QueryEvaluationError::Unexpected("the evaluator failed".into()) })
    })
}

/// The query with calls of the function.
pub(super) fn ticking(query: Query) -> Query {
    let mut names = Names(0);
    match query {
        Query::Select { dataset, pattern, base_iri } => Query::Select { dataset, pattern: names.pattern(pattern), base_iri },
        Query::Construct { template, dataset, pattern, base_iri } => Query::Construct { template, dataset, pattern: names.pattern(pattern), base_iri },
        Query::Describe { dataset, pattern, base_iri } => Query::Describe { dataset, pattern: names.pattern(pattern), base_iri },
        Query::Ask { dataset, pattern, base_iri } => Query::Ask { dataset, pattern: names.pattern(pattern), base_iri },
    }
}

/// Each call binds, or rather does not bind, a variable of its own.
struct Names(usize);

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
            P::OrderBy { inner, expression } => P::OrderBy { inner: self.counted(*inner), expression: expression.into_iter().map(|e| self.key(e)).collect() },
            P::Group { inner, variables, aggregates } => P::Group { inner: self.counted(*inner), variables, aggregates },
            P::Project { inner, variables } => P::Project { inner: self.counted(*inner), variables },
            P::Distinct { inner } => P::Distinct { inner: self.boxed(*inner) },
            P::Reduced { inner } => P::Reduced { inner: self.boxed(*inner) },
            P::Slice { inner, start, length } => P::Slice { inner: self.boxed(*inner), start, length },
            P::Service { .. } | P::Bgp { .. } | P::Path { .. } | P::Values { .. } => pattern,
        }
    }

    fn boxed(&mut self, pattern: GraphPattern) -> Box<GraphPattern> {
        Box::new(self.pattern(pattern))
    }

    /// Every row calls the function. What is sorted has been counted before the sort.
    fn counted(&mut self, pattern: GraphPattern) -> Box<GraphPattern> {
        let inner = self.boxed(pattern);
        if matches!(*inner, GraphPattern::OrderBy { .. }) {
            return inner;
        }
        self.0 += 1;
        let variable = Variable::new_unchecked(format!("tick {}", self.0));
        Box::new(GraphPattern::Extend { inner, variable, expression: tick() })
    }

    /// Both sides of an `&&` are moved one by one, so each has its own call.
    fn filter(&mut self, expression: Expression) -> Expression {
        match expression {
            Expression::And(left, right) => Expression::And(Box::new(self.filter(*left)), Box::new(self.filter(*right))),
            expression => Expression::Coalesce(vec![tick(), self.inside(expression)]),
        }
    }

    /// A sort compares many times more than it has rows.
    fn key(&mut self, key: OrderExpression) -> OrderExpression {
        match key {
            OrderExpression::Asc(key) => OrderExpression::Asc(Expression::Coalesce(vec![tick(), self.inside(key)])),
            OrderExpression::Desc(key) => OrderExpression::Desc(Expression::Coalesce(vec![tick(), self.inside(key)])),
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
    Expression::FunctionCall(Function::Custom(NamedNode::new_unchecked(TICK)), Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::sparql::QueryResults;
    use oxigraph::store::Store;
    use spargebra::SparqlParser;
    use std::time::{Duration, Instant};

    /// Rows as text, or how it ended.
    fn run(sparql: &str, token: &CancellationToken) -> Result<Vec<String>, String> {
        let store = Store::new().unwrap();
        let query = SparqlParser::new().parse_query(sparql).unwrap();
        let clock = super::super::deadline::Clock::default();
        let results = {
            clock.cancel_after(Duration::from_millis(300), token.clone()).map_err(|e| e.to_string())?;
            super::super::query::run_watched(&store, query, token.clone()).map_err(|e| e.to_string())?
        };
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
            let end = run(&sparql, &CancellationToken::new());
            assert!(end.is_err() && start.elapsed() < Duration::from_secs(5), "{end:?} {:?} {}", start.elapsed(), sparql.get(..40).unwrap_or(""));
        }
    }

    #[test]
    fn answers_stay_what_they_were() {
        let rows = |sparql: &str| run(sparql, &CancellationToken::new()).unwrap().len();
        assert_eq!(rows("SELECT * { VALUES ?a { 3 1 2 } FILTER(?a > 1 && ?a < 9) } ORDER BY ?a"), 2);
        assert_eq!(rows("SELECT DISTINCT ?a { VALUES (?a ?b) { (1 1) (1 2) } }"), 1);
        assert_eq!(rows("SELECT * { VALUES ?a { 1 2 } MINUS { VALUES ?a { 1 } } }"), 1);
        assert_eq!(rows("SELECT * { VALUES ?a { 1 2 } FILTER NOT EXISTS { VALUES ?a { 1 } } }"), 1);
        assert_eq!(rows("SELECT * { VALUES ?a { 1 2 } OPTIONAL { VALUES (?a ?c) { (1 5) } FILTER(?c > 2) } }"), 2);
        assert_eq!(rows("SELECT ?a (COUNT(*) AS ?n) { VALUES ?a { 1 2 2 } } GROUP BY ?a HAVING(COUNT(*) > 1)"), 1);
        assert_eq!(rows("SELECT * { VALUES ?a { 1 2 } FILTER(1/0 || ?a = 1) }"), 1);
    }
}
