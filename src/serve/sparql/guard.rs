//! What a query may cost, told from its algebra. In: a parsed query. Out: nothing, or what in it would not end.
//!
//! Only what a clock cannot stop in time is refused here: products of many constants, three parts that share no variable,
//! texts that double themselves, and patterns too large to be put in order. All else is left to the limits while it runs.

use std::collections::BTreeSet;

use spargebra::Query;
use spargebra::algebra::{Expression, GraphPattern, OrderExpression, PropertyPathExpression};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

use super::growth::Growth;
use crate::serve::problem::Problem;

/// Triple patterns and paths in all. The planner puts them in order in a time that grows with their cube, and no clock stops it: so many
/// take it half a second.
const PATTERNS: usize = 100;
/// Rows that constants alone may make when they are combined.
const CONSTANT: f64 = 1_000_000.0;
/// The same, beside two parts that share no variable.
const CONSTANT_BESIDE: f64 = 10_000.0;
/// Parts that share no variable and that nothing bounds.
const OPEN: usize = 2;
/// A LIMIT up to here bounds a part.
const SMALL: usize = 1000;

/// What a pattern may give.
#[derive(Debug, Clone, Default)]
struct Weight {
    /// Rows made of constants, with what each row of data is multiplied by.
    constant: f64,
    /// Parts that share no variable.
    open: usize,
    names: BTreeSet<String>,
}

/// Refuses a query that no limit could end in time.
pub(super) fn check(query: &Query) -> Result<(), Problem> {
    let (Query::Select { pattern, .. } | Query::Construct { pattern, .. } | Query::Describe { pattern, .. } | Query::Ask { pattern, .. }) = query;
    Growth::check(pattern)?;
    let mut guard = Guard { patterns: 0, graph: None };
    let weight = guard.weigh(pattern)?;
    guard.bounded(weight).map(drop)
}

struct Guard {
    patterns: usize,
    graph: Option<String>,
}

impl Guard {
    fn weigh(&mut self, pattern: &GraphPattern) -> Result<Weight, Problem> {
        use GraphPattern as P;
        match pattern {
            P::Bgp { .. } | P::Path { .. } | P::Join { .. } | P::Lateral { .. } => self.group(pattern),
            P::LeftJoin { left, right, expression } => {
                expression.iter().try_for_each(|e| self.expression(e))?;
                let parts = vec![self.weigh(left)?, self.weigh(right)?];
                self.joined(parts)
            }
            P::Filter { expr, inner } => {
                self.expression(expr)?;
                self.weigh(inner)
            }
            P::Union { left, right } => {
                let (left, right) = (self.weigh(left)?, self.weigh(right)?);
                let names = left.names.union(&right.names).cloned().collect();
                self.bounded(Weight { constant: left.constant + right.constant, open: left.open.max(right.open), names })
            }
            P::Graph { name, inner } => self.in_graph(name, inner),
            P::Extend { inner, variable, expression } => {
                self.expression(expression)?;
                let mut weight = self.weigh(inner)?;
                weight.names.insert(variable.as_str().to_owned());
                Ok(weight)
            }
            P::Minus { left, right } => {
                self.weigh(right)?;
                self.weigh(left)
            }
            P::Values { variables, bindings } => {
                let names = variables.iter().map(|name| name.as_str().to_owned()).collect();
                Ok(Weight { constant: bindings.len() as f64, open: 0, names })
            }
            P::Service { .. } => Err(Problem::bad("SERVICE is not allowed: this site asks no other")),
            _ => self.outer(pattern),
        }
    }

    /// What stands around a group.
    fn outer(&mut self, pattern: &GraphPattern) -> Result<Weight, Problem> {
        use GraphPattern as P;
        match pattern {
            P::OrderBy { inner, expression } => {
                for OrderExpression::Asc(key) | OrderExpression::Desc(key) in expression {
                    self.expression(key)?;
                }
                self.weigh(inner)
            }
            P::Project { inner, variables } => {
                let weight = self.weigh(inner)?;
                let kept: BTreeSet<String> = variables.iter().map(|name| name.as_str().to_owned()).collect();
                Ok(Weight { names: weight.names.intersection(&kept).cloned().collect(), ..weight })
            }
            P::Distinct { inner } | P::Reduced { inner } => self.weigh(inner),
            P::Slice { inner, length, .. } => {
                let weight = self.weigh(inner)?;
                let small = length.filter(|length| *length <= SMALL);
                Ok(small.map_or(weight.clone(), |length| Weight { constant: weight.constant.min(length as f64), open: 0, ..weight }))
            }
            P::Group { inner, variables, aggregates } => {
                let weight = self.weigh(inner)?;
                let names = variables.iter().chain(aggregates.iter().map(|(name, _)| name)).map(|name| name.as_str().to_owned()).collect();
                if variables.is_empty() { Ok(Weight { constant: 1.0, open: 0, names }) } else { Ok(Weight { open: weight.open.min(1), names, ..weight }) }
            }
            _ => Ok(Weight { constant: 1.0, ..Weight::default() }),
        }
    }

    /// A graph that is asked for by a variable has it in all its patterns.
    fn in_graph(&mut self, name: &NamedNodePattern, inner: &GraphPattern) -> Result<Weight, Problem> {
        let before = self.graph.take();
        if let NamedNodePattern::Variable(variable) = name {
            self.graph = Some(variable.as_str().to_owned());
        }
        let weight = self.weigh(inner);
        self.graph = before;
        weight
    }

    /// Patterns that are joined, however they stand within each other.
    fn group(&mut self, pattern: &GraphPattern) -> Result<Weight, Problem> {
        let (mut parts, mut rest, mut wide) = (Vec::new(), vec![pattern], Vec::new());
        while let Some(pattern) = rest.pop() {
            match pattern {
                GraphPattern::Join { left, right } | GraphPattern::Lateral { left, right } => rest.extend([&**left, &**right]),
                GraphPattern::Bgp { patterns } => {
                    for triple in patterns {
                        parts.push(self.triple(triple)?);
                    }
                }
                GraphPattern::Path { subject, path, object } => {
                    steps(path, &mut self.patterns);
                    if is_wide(path) && name(subject).is_some() && name(object).is_some() {
                        wide.push(parts.len());
                    }
                    parts.push(self.edge([Some(subject), None, Some(object)])?);
                }
                other => parts.push(self.weigh(other)?),
            }
        }
        for place in wide {
            anchored(&parts, place)?;
        }
        self.joined(parts)
    }

    fn triple(&mut self, triple: &TriplePattern) -> Result<Weight, Problem> {
        let mut weight = self.edge([Some(&triple.subject), None, Some(&triple.object)])?;
        if let NamedNodePattern::Variable(name) = &triple.predicate {
            weight.names.insert(name.as_str().to_owned());
        }
        Ok(weight)
    }

    /// What hangs on one thing that is given is taken to be little.
    fn edge(&mut self, terms: [Option<&TermPattern>; 3]) -> Result<Weight, Problem> {
        self.patterns += 1;
        if self.patterns > PATTERNS {
            return Err(Problem::bad(format!(
                "limit reached: patterns. The query has more than {PATTERNS} triple patterns and path steps; use VALUES, or split it"
            )));
        }
        let open = usize::from(terms.first().copied().flatten().and_then(name).is_some());
        let names = terms.into_iter().flatten().filter_map(name).chain(self.graph.clone()).collect();
        Ok(Weight { constant: 1.0, open, names })
    }

    /// Connected parts count once, by the most open of them.
    fn joined(&self, parts: Vec<Weight>) -> Result<Weight, Problem> {
        let constant = parts.iter().map(|part| part.constant.max(1.0)).product();
        let names = parts.iter().flat_map(|part| part.names.iter().cloned()).collect();
        let mut islands: Vec<Weight> = Vec::new();
        for mut part in parts {
            let (touching, apart): (Vec<Weight>, Vec<Weight>) = islands.into_iter().partition(|island| !island.names.is_disjoint(&part.names));
            for island in touching {
                part.open = part.open.max(island.open);
                part.names.extend(island.names);
            }
            islands = apart;
            islands.push(part);
        }
        self.bounded(Weight { constant, open: islands.iter().map(|island| island.open).sum(), names })
    }

    fn bounded(&self, weight: Weight) -> Result<Weight, Problem> {
        if weight.open > OPEN {
            let message = format!(
                "limit reached: product. The query combines {} parts that share no variable; connect them, ask for them one by one, or give subqueries a LIMIT",
                weight.open
            );
            return Err(Problem::bad(message));
        }
        let most = if weight.open == OPEN { CONSTANT_BESIDE } else { CONSTANT };
        if weight.constant > most {
            let message = format!(
                "limit reached: product. The query's constants (VALUES, UNION) combine to {:.0} rows and may to {most:.0}; connect them, or ask for less at a time",
                weight.constant
            );
            return Err(Problem::bad(message));
        }
        Ok(weight)
    }

    /// Patterns within expressions are weighed by themselves.
    fn expression(&mut self, expression: &Expression) -> Result<(), Problem> {
        let mut rest = vec![expression];
        while let Some(expression) = rest.pop() {
            if let Expression::Exists(pattern) = expression {
                let weight = self.weigh(pattern)?;
                self.bounded(weight)?;
            }
            rest.extend(super::growth::parts(expression));
        }
        Ok(())
    }
}

fn name(term: &TermPattern) -> Option<String> {
    match term {
        TermPattern::Variable(name) => Some(name.as_str().to_owned()),
        TermPattern::BlankNode(node) => Some(format!("_:{}", node.as_str())),
        TermPattern::NamedNode(_) | TermPattern::Literal(_) => None,
    }
}

/// A path that goes on and on, not along named properties alone: from everywhere it leads everywhere.
fn is_wide(path: &PropertyPathExpression) -> bool {
    use PropertyPathExpression as P;
    match path {
        P::ZeroOrMore(inner) | P::OneOrMore(inner) => is_open(inner),
        P::Sequence(left, right) | P::Alternative(left, right) => is_wide(left) || is_wide(right),
        P::Reverse(inner) | P::ZeroOrOne(inner) => is_wide(inner),
        P::NamedNode(_) | P::NegatedPropertySet(_) => false,
    }
}

fn is_open(path: &PropertyPathExpression) -> bool {
    use PropertyPathExpression as P;
    match path {
        P::NegatedPropertySet(_) | P::Reverse(_) => true,
        P::Sequence(left, right) | P::Alternative(left, right) => is_open(left) || is_open(right),
        P::ZeroOrMore(inner) | P::OneOrMore(inner) | P::ZeroOrOne(inner) => is_open(inner),
        P::NamedNode(_) => false,
    }
}

/// One end of a wide path must stand in another part of its group.
fn anchored(parts: &[Weight], place: usize) -> Result<(), Problem> {
    let ends = parts.get(place).map(|part| &part.names);
    let mut others = parts.iter().enumerate().filter(|(other, _)| *other != place);
    if others.any(|(_, part)| ends.is_some_and(|ends| !ends.is_disjoint(&part.names))) {
        return Ok(());
    }
    Err(Problem::bad(
        "limit reached: path. A path with * or + over inverse or negated steps leads from everything to everything; give one of its ends, or name properties",
    ))
}

fn steps(path: &PropertyPathExpression, count: &mut usize) {
    use PropertyPathExpression as P;
    let mut rest = vec![path];
    while let Some(path) = rest.pop() {
        match path {
            P::Sequence(left, right) | P::Alternative(left, right) => {
                *count += 1;
                rest.extend([&**left, &**right]);
            }
            P::Reverse(inner) | P::ZeroOrMore(inner) | P::OneOrMore(inner) | P::ZeroOrOne(inner) => rest.push(inner),
            P::NamedNode(_) | P::NegatedPropertySet(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(text: &str) -> Result<(), String> {
        check(&spargebra::SparqlParser::new().parse_query(text).unwrap()).map_err(|problem| problem.message)
    }

    fn values(name: &str, count: usize) -> String {
        format!("VALUES ?{name} {{ {} }}", "1 ".repeat(count))
    }

    #[test]
    fn legal_queries_pass() {
        for question in crate::ask::catalogue::all().iter().chain(&crate::ask::catalogue::checks()).chain(&crate::ask::catalogue::audit()) {
            assert_eq!(verdict(&question.sparql), Ok(()), "{}", question.name);
        }
        for text in [
            "SELECT * { ?a ?b ?c . ?d ?e ?f }",
            "SELECT * { ?a ?b ?c . ?c ?d ?e . ?e ?f ?g . ?g ?h ?i }",
            "SELECT * { <a:a> <a:p> ?a . <a:b> <a:p> ?b . <a:c> <a:p> ?c . <a:d> <a:p> ?d }",
            "SELECT * { ?a <a:within>+ ?b }",
            "SELECT * { <a:a> (!<a:p>)* ?b . ?b (<a:p>|^<a:q>)+ ?c }",
            "SELECT * { GRAPH ?g { ?a <a:p> 1 } GRAPH ?g { ?b <a:p> 2 } GRAPH ?g { ?c <a:p> 3 } }",
            "SELECT (COUNT(*) AS ?n) { { SELECT (COUNT(*) AS ?a) { ?s ?p ?o } } { SELECT (COUNT(*) AS ?b) { ?s a ?o } } { SELECT (COUNT(*) AS ?c) { ?s ?p 1 } } }",
            &format!("SELECT * {{ {} {} }}", values("a", 900), values("b", 900)),
        ] {
            assert_eq!(verdict(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn what_would_not_end_is_refused() {
        let doubled = (0..24).map(|n| format!("{{ ?a{n} a <a:c> }} UNION {{ ?a{n} a <a:d> }} ")).collect::<String>();
        for (text, word) in [
            ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }".to_owned(), "product"),
            ("SELECT * { { SELECT * { ?a ?b ?c . ?d ?e ?f } } { SELECT * { ?g ?h ?i } } } ORDER BY ?a".to_owned(), "product"),
            ("SELECT * { ?x a ?y FILTER EXISTS { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } }".to_owned(), "product"),
            ("SELECT * { ?x a ?y MINUS { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } }".to_owned(), "product"),
            ("SELECT * { ?a (!<a:p>)* ?b }".to_owned(), "path"),
            ("SELECT * { ?a (<a:p>|^<a:p>)+ ?b }".to_owned(), "path"),
            ("SELECT * { ?a ?b ?c OPTIONAL { ?d ?e ?f } OPTIONAL { ?g ?h ?i } }".to_owned(), "product"),
            (format!("SELECT * {{ {} {} {} }}", values("a", 200), values("b", 200), values("c", 200)), "product"),
            (format!("ASK {{ {} {} {} FILTER(?a + ?a > 2) }}", values("a", 200), values("a", 200), values("a", 200)), "product"),
            (format!("SELECT * {{ {doubled} }}"), "product"),
            (format!("ASK {{ ?a ?p ({}) }}", "1 ".repeat(60)), "patterns"),
            (format!("ASK {{ {} }}", "OPTIONAL { ?a ?b ?c } ".repeat(101)), "patterns"),
            ("SELECT * { SERVICE <http://127.0.0.1/> { ?a ?b ?c } }".to_owned(), "SERVICE"),
            ("SELECT * { ?x ?y ?z FILTER EXISTS { SERVICE SILENT ?x { ?a ?b ?c } } }".to_owned(), "SERVICE"),
        ] {
            let message = verdict(&text).expect_err(&text);
            assert!(message.contains(word), "{text}: {message}");
        }
    }
}
