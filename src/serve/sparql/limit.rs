//! What a query may look like before anyone parses it. In: its text. Out: nothing, or which limit it breaks.
//!
//! Parsers go down a level for every bracket and for every operator in a chain, and a thousand characters are enough to make
//! one fall through its stack. So the text is counted first: length, words, depth, operators.

use crate::serve::problem::Problem;

/// Bytes.
const LENGTH: usize = 256 << 10;
/// Words, names, numbers and signs.
const TOKENS: usize = 30_000;
/// Brackets of all kinds within each other.
const DEPTH: usize = 64;
/// Operators of expressions and paths, all together.
const OPERATORS: usize = 500;
/// Words that open or join groups.
const GROUPS: usize = 250;

/// Words that make a level, or a branch, of a group.
const JOINING: [&str; 11] = ["UNION", "OPTIONAL", "MINUS", "FILTER", "BIND", "EXISTS", "SELECT", "VALUES", "GRAPH", "SERVICE", "LATERAL"];

/// What has been counted.
#[derive(Debug, Default)]
struct Count {
    tokens: usize,
    depth: usize,
    deepest: usize,
    operators: usize,
    groups: usize,
}

/// Refuses what is too long, too deep, or has too many parts.
pub(super) fn check(query: &str) -> Result<(), Problem> {
    if query.len() > LENGTH {
        return Err(refused("length", query.len(), LENGTH, "bytes; split the query"));
    }
    within(&count(query))?;
    // Signs may be written as \u007B, and a parser may read them so before it does anything else.
    let plain = unescaped(query);
    if plain == query { Ok(()) } else { within(&count(&plain)) }
}

fn within(count: &Count) -> Result<(), Problem> {
    let table = [
        ("words", count.tokens, TOKENS, "words and signs; split the query"),
        ("depth", count.deepest, DEPTH, "levels of brackets; flatten the query"),
        ("operators", count.operators, OPERATORS, "operators; use VALUES or IN instead of long chains"),
        ("groups", count.groups, GROUPS, "groups (UNION, OPTIONAL, FILTER …); use VALUES instead of many branches"),
    ];
    match table.into_iter().find(|(_, found, most, _)| found > most) {
        Some((name, found, most, advice)) => Err(refused(name, found, most, advice)),
        None => Ok(()),
    }
}

fn refused(name: &str, found: usize, most: usize, advice: &str) -> Problem {
    Problem::bad(format!("limit reached: {name}. The query has {found} and may have {most} {advice}"))
}

/// Counts, with comments, strings and IRIs as what they are. Where the text is no SPARQL, it counts too much rather than too little.
fn count(query: &str) -> Count {
    let mut count = Count::default();
    let mut rest = query;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '#' => rest.find(['\n', '\r']).unwrap_or(rest.len()),
            '"' | '\'' => string(rest, first),
            '<' => iri(rest).unwrap_or_else(|| count.operator(rest)),
            c if c.is_whitespace() => c.len_utf8(),
            c if c.is_alphanumeric() || c == '_' || c == ':' => count.word(rest),
            c => {
                count.sign(c);
                c.len_utf8()
            }
        };
        count.tokens += usize::from(!first.is_whitespace() && first != '#');
        rest = rest.get(length.max(1)..).unwrap_or_default();
    }
    count
}

impl Count {
    fn sign(&mut self, sign: char) {
        match sign {
            '{' | '(' | '[' => {
                self.depth += 1;
                self.deepest = self.deepest.max(self.depth);
            }
            '}' | ')' | ']' => self.depth = self.depth.saturating_sub(1),
            '|' | '&' | '!' | '/' | '*' | '+' | '-' | '^' | '=' | '>' => self.operators += 1,
            _ => {}
        }
    }

    fn operator(&mut self, _: &str) -> usize {
        self.operators += 1;
        1
    }

    fn word(&mut self, rest: &str) -> usize {
        let end = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | ':' | '-')).unwrap_or(rest.len());
        let word = rest.get(..end).unwrap_or_default();
        self.groups += usize::from(word.len() <= 8 && JOINING.iter().any(|name| name.eq_ignore_ascii_case(word)));
        end
    }
}

/// The length of a string, long or short; one without an end is no longer than its first mark, so that what follows counts.
fn string(rest: &str, mark: char) -> usize {
    let long: String = [mark; 3].iter().collect();
    let (open, closing) = if rest.starts_with(&long) { (3, long) } else { (1, mark.to_string()) };
    let mut place = open;
    while let Some(tail) = rest.get(place..).filter(|tail| !tail.is_empty()) {
        if tail.starts_with(&closing) {
            return place + closing.len();
        }
        if open == 1 && tail.starts_with(['\n', '\r']) {
            return 1;
        }
        place += match tail.strip_prefix('\\') {
            Some(escaped) => 1 + escaped.chars().next().map_or(0, char::len_utf8),
            None => tail.chars().next().map_or(1, char::len_utf8),
        };
    }
    1
}

/// The length of `<…>`, if it is an IRI and not a comparison.
fn iri(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('<')?;
    let end = inner.find(|c: char| matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\') || c <= ' ')?;
    inner.get(end..)?.starts_with('>').then_some(end + 2)
}

/// The text with `\uXXXX` and `\UXXXXXXXX` read.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find('\\') {
        let (before, tail) = rest.split_at(place);
        out.push_str(before);
        let digits = match tail.as_bytes().get(1) {
            Some(b'u') => 4,
            Some(b'U') => 8,
            _ => 0,
        };
        let read = tail.get(2..2 + digits).filter(|_| digits > 0).and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        match read {
            Some(c) => {
                out.push(c);
                rest = tail.get(2 + digits..).unwrap_or_default();
            }
            None => {
                out.push('\\');
                rest = tail.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_break_a_parser_is_refused() {
        let many = |text: &str, times: usize| text.repeat(times);
        for (query, name) in [
            (format!("ASK{}", many("{", 536)), "depth"),
            (format!("ASK {{ FILTER({}1{}) }}", many("(", 1000), many(")", 1000)), "depth"),
            (format!("ASK {{ FILTER({}true) }}", many("!", 2000)), "operators"),
            (format!("ASK {{ {{}} {} }}", many(" UNION {} ", 1607)), "groups"),
            (format!("ASK {{ FILTER(true {}) }}", many("|| true ", 2309)), "operators"),
            (format!("ASK {{ ?a <p>{} ?b }}", many("/<p>", 1997)), "operators"),
            (format!("ASK {{ ?a <p> {} }}", many("[ <p> ", 500)), "depth"),
            (format!("ASK \\u007B{}", many("\\u007B", 500)), "depth"),
            (format!("ASK {{ VALUES ?a {{ {} }} }}", many("1 ", 100_000)), "words"),
            (many("#\n", 200_000), "length"),
            (format!("ASK {{ FILTER(1 {}) }}", many("< 1 ", 2000)), "operators"),
            (format!("SELECT * {{ ?a ?b 'x\n{} }}", many("{", 500)), "depth"),
        ] {
            let problem = check(&query).expect_err(name);
            assert!(problem.message.contains(name), "{name}: {}", problem.message);
        }
    }

    #[test]
    fn legal_use_is_not() {
        for question in crate::ask::catalogue::all().iter().chain(&crate::ask::catalogue::checks()).chain(&crate::ask::catalogue::audit()) {
            check(&question.sparql).unwrap();
        }
        let towns = "\"新集镇{{{{((((\" <https://e.org/a> ".repeat(4000);
        check(&format!("SELECT * {{ VALUES ?town {{ {} }} }} # {}", "'新集镇{{{((' ".repeat(8000), "{".repeat(900))).unwrap();
        check(&towns).unwrap();
        check("SELECT * { ?a <https://e.org/a/b/c|d> ?b FILTER(?a < ?b && ?c > 2) }").unwrap();
    }
}
