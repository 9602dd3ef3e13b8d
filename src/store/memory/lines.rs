//! N-Quads lines, taken apart at their terms. In: a line as truth files have it. Out: its four terms, as text; or what is wrong with it.
//!
//! Only lines as `graph::nquads` writes them: one space between two terms, no comments. Nothing is unescaped here.

/// Subject, predicate, object and graph.
pub(super) type Parts<'l> = [&'l str; 4];

/// The terms of one line, without its end.
pub(super) fn parts(line: &str) -> Result<Parts<'_>, &'static str> {
    let (subject, rest) = node(line)?;
    let (predicate, rest) = iri(spaced(rest)?)?;
    let rest = spaced(rest)?;
    let (object, rest) = if rest.starts_with('"') { literal(rest)? } else { node(rest)? };
    let (graph, rest) = node(spaced(rest)?)?;
    if rest == " ." { Ok([subject, predicate, object, graph]) } else { Err("a line has no full stop behind its graph") }
}

fn spaced(text: &str) -> Result<&str, &'static str> {
    text.strip_prefix(' ').ok_or("two terms are not apart")
}

/// An IRI or a blank node, and what follows.
fn node(text: &str) -> Result<(&str, &str), &'static str> {
    if text.starts_with('<') {
        return iri(text);
    }
    let end = text.find(' ').unwrap_or(text.len());
    if text.starts_with("_:") && end > 2 { cut(text, end) } else { Err("a term is neither IRI nor blank node") }
}

fn iri(text: &str) -> Result<(&str, &str), &'static str> {
    let place = text.as_bytes().iter().position(|byte| matches!(byte, b'>' | b' ' | b'"'));
    match place.filter(|end| text.starts_with('<') && text.as_bytes().get(*end) == Some(&b'>')) {
        Some(end) => cut(text, end + 1),
        None => Err("an IRI has no end"),
    }
}

/// A literal with its language or datatype, and what follows.
fn literal(text: &str) -> Result<(&str, &str), &'static str> {
    let bytes = text.as_bytes();
    let mut end = 1;
    loop {
        match bytes.get(end) {
            Some(b'"') => break,
            Some(b'\\') => end += 2,
            Some(_) => end += 1,
            None => return Err("a literal has no end"),
        }
    }
    let (_, kind) = cut(text, end + 1)?;
    let more = match kind.strip_prefix("^^") {
        Some(datatype) => 2 + iri(datatype)?.0.len(),
        None if kind.starts_with('@') => kind.find(' ').unwrap_or(kind.len()),
        None => 0,
    };
    cut(text, end + 1 + more)
}

fn cut(text: &str, at: usize) -> Result<(&str, &str), &'static str> {
    text.split_at_checked(at).ok_or("a term is cut off")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::nquads;
    use oxigraph::model::{BlankNode, Literal, NamedNode, Quad, Term};

    #[test]
    fn a_line_comes_apart_where_it_was_joined() {
        let node = |iri: &str| NamedNode::new_unchecked(iri);
        let literals = [
            Literal::new_simple_literal("法治 \"引\" \n \\"),
            Literal::new_simple_literal("\\"),
            Literal::new_language_tagged_literal_unchecked("> . <", "zh-hans"),
            Literal::new_typed_literal("1", node("https://x/#t")),
        ];
        let objects = literals.map(Term::from).into_iter().chain([node("https://x/新集镇").into(), BlankNode::new_unchecked("b1").into()]);
        for object in objects {
            let quad = Quad::new(node("https://x/s"), node("https://x/p"), object.clone(), node("https://x/g"));
            let line = nquads::line(&quad);
            let expected = ["<https://x/s>".to_owned(), "<https://x/p>".to_owned(), nquads::text(object.as_ref()), "<https://x/g>".to_owned()];
            assert_eq!(parts(line.trim_end_matches('\n')).unwrap().map(str::to_owned), expected, "{line}");
        }
    }

    #[test]
    fn what_is_no_line_is_told() {
        for line in [
            "",
            ".",
            "<a> <b> <c> .",
            "<a> <b> \"c <d> .",
            "<a> <b> \"c\\\" <d> .",
            "<a> \"b\" <c> <d> .",
            "<a> <b> <c> <d>",
            "<a> <b> <c> <d> . ",
            "a b c d .",
            "<a>  <b> <c> <d> .",
            "<a <b> <c> <d> .",
            "<a> <b> \"1\"^^x <d> .",
            "<a> <b> \"\\",
        ] {
            assert!(parts(line).is_err(), "{line}");
        }
    }
}
