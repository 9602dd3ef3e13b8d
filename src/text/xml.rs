//! XML within limits: no document type, no entities but the five, no nesting without end.
//!
//! In: the bytes of a part. Out: its events, one after another, by local names.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::{NotText, encoding};

/// The deepest nesting. A table in a cell of a table in a text box has thirty.
const DEPTH: usize = 256;

/// What a part says, in order.
pub(super) enum Node<'a> {
    /// An element begins.
    Open(&'a str, &'a Attributes<'a>),
    /// An element ends.
    Close(&'a str),
    /// Characters, references resolved.
    Words(&'a str),
}

/// The attributes of an element.
pub(super) struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    /// The value of the attribute with this local name.
    pub fn get(&self, local: &str) -> Option<String> {
        let mut all = self.0.attributes();
        // Looking for doubles takes the square of their number.
        let found = all.with_checks(false).filter_map(Result::ok).find(|attribute| attribute.key.local_name().as_ref() == local)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
    }

    /// As [`Attributes::get`], a number.
    pub fn number(&self, local: &str) -> Option<u32> {
        self.get(local)?.trim().parse().ok()
    }
}

/// Walks through a part; `name` is what an error calls it.
pub(super) fn walk(name: &str, bytes: &[u8], mut visit: impl FnMut(Node)) -> Result<(), NotText> {
    let content = encoding::of_xml(bytes);
    let failed = |what: &dyn std::fmt::Display, place: u64| NotText(format!("{name}, byte {place}: {what}"));
    let mut reader = Reader::from_str(&content);
    reader.config_mut().check_end_names = false;
    let mut depth = 0usize;
    loop {
        let place = reader.buffer_position();
        match reader.read_event().map_err(|error| failed(&error, place))? {
            Event::Start(start) => {
                depth += 1;
                if depth > DEPTH {
                    return Err(failed(&format!("nested deeper than {DEPTH}"), place));
                }
                visit(Node::Open(start.local_name().as_ref(), &Attributes(&start)));
            }
            Event::Empty(start) => {
                visit(Node::Open(start.local_name().as_ref(), &Attributes(&start)));
                visit(Node::Close(start.local_name().as_ref()));
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                visit(Node::Close(end.local_name().as_ref()));
            }
            Event::Text(text) => visit(Node::Words(&text.xml10_content())),
            Event::CData(data) => visit(Node::Words(&data.xml10_content())),
            Event::GeneralRef(reference) => {
                let c = reference.resolve_char_ref().ok().flatten().or_else(|| predefined(&reference));
                let c = c.ok_or_else(|| failed(&format!("the entity &{}; is not read", &*reference), place))?;
                visit(Node::Words(c.encode_utf8(&mut [0; 4])));
            }
            Event::DocType(_) => return Err(failed(&"a document type, which no office writes", place)),
            Event::Eof => return if depth == 0 { Ok(()) } else { Err(failed(&"it ends too early", place)) },
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

fn predefined(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(xml: &str) -> Result<String, NotText> {
        let mut out = String::new();
        walk("a.xml", xml.as_bytes(), |node| {
            if let Node::Words(words) = node {
                out.push_str(words);
            }
        })
        .map(|()| out)
    }

    #[test]
    fn reads_references_and_refuses_what_is_hostile() {
        assert_eq!(words("<a>&lt;&#x6cd5;<b x='1'/>治<![CDATA[<]]></a>").unwrap(), "<法治<");
        for hostile in ["<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "<a>&x;</a>", "<a><b>", &"<a>".repeat(300)] {
            assert!(words(hostile).unwrap_err().0.starts_with("a.xml, byte "), "{hostile}");
        }
    }
}
