//! How long texts can become. In: a pattern. Out: nothing, or the variable that doubles itself.
//!
//! `BIND(CONCAT(?a, ?a) AS ?b)`, thirty times in a row, is a text of gigabytes made without reading anything. The measure is how
//! often a text that was read, or a thousand characters that were given, can stand in the outcome.

use std::collections::BTreeMap;

use spargebra::algebra::{AggregateExpression, Expression, Function, GraphPattern};

use crate::serve::problem::Problem;

/// How often.
const MOST: f64 = 2000.0;

/// What each variable can be.
#[derive(Debug, Default)]
pub(super) struct Growth(BTreeMap<String, f64>);

impl Growth {
    /// Refuses a pattern in which a text grows beyond measure.
    pub(super) fn check(pattern: &GraphPattern) -> Result<(), Problem> {
        Growth::default().pattern(pattern)
    }

    /// Inner patterns first: what they bind is what the outer ones use.
    fn pattern(&mut self, pattern: &GraphPattern) -> Result<(), Problem> {
        use GraphPattern as P;
        match pattern {
            P::Join { left, right } | P::Lateral { left, right } | P::Union { left, right } | P::Minus { left, right } => {
                self.pattern(left)?;
                self.pattern(right)
            }
            P::LeftJoin { left, right, expression } => {
                self.pattern(left)?;
                self.pattern(right)?;
                expression.iter().try_for_each(|e| self.bounded(e).map(drop))
            }
            P::Filter { expr, inner } => {
                self.pattern(inner)?;
                self.bounded(expr).map(drop)
            }
            P::Extend { inner, variable, expression } => {
                self.pattern(inner)?;
                let size = self.bounded(expression)?;
                let before = self.0.entry(variable.as_str().to_owned()).or_insert(1.0);
                *before = before.max(size);
                Ok(())
            }
            P::Group { inner, aggregates, .. } => {
                self.pattern(inner)?;
                aggregates.iter().try_for_each(|(_, aggregate)| match aggregate {
                    AggregateExpression::FunctionCall { expr, .. } => self.bounded(expr).map(drop),
                    AggregateExpression::CountSolutions { .. } => Ok(()),
                })
            }
            P::OrderBy { inner, .. } | P::Project { inner, .. } | P::Distinct { inner } | P::Reduced { inner } | P::Slice { inner, .. } => self.pattern(inner),
            P::Graph { inner, .. } | P::Service { inner, .. } => self.pattern(inner),
            P::Bgp { .. } | P::Path { .. } | P::Values { .. } => Ok(()),
        }
    }

    fn bounded(&mut self, expression: &Expression) -> Result<f64, Problem> {
        let size = self.size(expression)?;
        if size <= MOST {
            return Ok(size);
        }
        Err(Problem::bad(
            "limit reached: text. An expression (CONCAT, REPLACE) makes texts thousands of times as long as those it is given; build them outside of the query",
        ))
    }

    fn size(&mut self, expression: &Expression) -> Result<f64, Problem> {
        use Expression as E;
        Ok(match expression {
            E::Variable(name) => self.0.get(name.as_str()).copied().unwrap_or(1.0),
            E::Literal(literal) => literal.value().len() as f64 / 1000.0,
            E::Exists(pattern) => {
                self.pattern(pattern)?;
                0.0
            }
            E::FunctionCall(function, arguments) => self.call(function, arguments)?,
            E::If(..) | E::Coalesce(_) => self.sizes(parts(expression))?.into_iter().fold(0.0, f64::max),
            _ => {
                // A truth value or a number, made of what may still be long.
                for part in parts(expression) {
                    self.bounded(part)?;
                }
                0.1
            }
        })
    }

    fn sizes<'a>(&mut self, parts: impl IntoIterator<Item = &'a Expression>) -> Result<Vec<f64>, Problem> {
        parts.into_iter().map(|part| self.bounded(part)).collect()
    }

    fn call(&mut self, function: &Function, arguments: &[Expression]) -> Result<f64, Problem> {
        let sizes = self.sizes(arguments)?;
        let of = |number: usize| sizes.get(number).copied().unwrap_or(0.0);
        Ok(match function {
            Function::Concat => sizes.iter().sum(),
            // Each character may be replaced.
            Function::Replace => (of(0) * (of(2) * 1000.0).max(1.0)).max(of(0)),
            Function::EncodeForUri => of(0) * 9.0,
            _ => sizes.iter().copied().fold(0.0, f64::max),
        })
    }
}

/// The expressions that an expression is made of.
pub(super) fn parts(expression: &Expression) -> Vec<&Expression> {
    use Expression as E;
    match expression {
        E::NamedNode(_) | E::Literal(_) | E::Variable(_) | E::Bound(_) | E::Exists(_) => Vec::new(),
        E::Or(a, b) | E::And(a, b) | E::Equal(a, b) | E::SameTerm(a, b) | E::Greater(a, b) | E::GreaterOrEqual(a, b) => vec![a, b],
        E::Less(a, b) | E::LessOrEqual(a, b) | E::Add(a, b) | E::Subtract(a, b) | E::Multiply(a, b) | E::Divide(a, b) => vec![a, b],
        E::UnaryPlus(a) | E::UnaryMinus(a) | E::Not(a) => vec![a],
        E::If(a, b, c) => vec![a, b, c],
        E::In(a, list) => std::iter::once(&**a).chain(list).collect(),
        E::Coalesce(list) | E::FunctionCall(_, list) => list.iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(text: &str) -> Result<(), Problem> {
        let spargebra::Query::Select { pattern, .. } = spargebra::SparqlParser::new().parse_query(text).unwrap() else { panic!() };
        Growth::check(&pattern)
    }

    #[test]
    fn doubling_is_refused_and_joining_is_not() {
        let doubled: String = (0..30).map(|n| format!("BIND(CONCAT(?a{n}, ?a{n}) AS ?a{}) ", n + 1)).collect();
        assert!(verdict(&format!("SELECT * {{ VALUES ?a0 {{ 'x' }} {doubled} }}")).is_err());
        let replaced: String = (0..9).map(|n| format!("BIND(REPLACE(?a{n}, '.', 'xxxxxxxxxx') AS ?a{}) ", n + 1)).collect();
        assert!(verdict(&format!("SELECT * {{ VALUES ?a0 {{ 'x' }} {replaced} }}")).is_err());
        assert!(verdict("SELECT (CONCAT(?a, '：', ?b, '；', STR(?c)) AS ?line) { ?a ?b ?c FILTER(REGEX(CONCAT(?a, ?b), 'x')) }").is_ok());
    }
}
