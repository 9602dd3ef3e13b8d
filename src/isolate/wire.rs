//! What parent and child say to each other, as bytes. In: a request or an answer. Out: its frame; and back, or nothing where the bytes are none.
//!
//! ```text
//! request   what (1 byte)   length (4)   length (4)   a name    a file's bytes
//! answer    what (1 byte)   length (4)   length (4)   a text    what is known of it (text::Text::about)
//! ```
//!
//! Both parts go as they are: nothing is escaped, and what arrives is used where it arrived.

use crate::text::{Inner, NotText, Packed, Text, push_list};

/// How many bytes stand before the parts.
pub(super) const HEAD: usize = 9;

/// A frame's head: what it is, and how long its parts are.
pub(super) fn head(what: u8, parts: [usize; 2]) -> [u8; HEAD] {
    let mut head = [what; HEAD];
    for (slot, length) in head[1..].chunks_exact_mut(4).zip(parts) {
        slot.copy_from_slice(&u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes());
    }
    head
}

/// The lengths that a head tells.
pub(super) fn lengths(head: &[u8; HEAD]) -> [usize; 2] {
    let [_, a, b, c, d, e, f, g, h] = *head;
    [[a, b, c, d], [e, f, g, h]].map(|length| u32::from_le_bytes(length) as usize)
}

/// What is asked of a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Request<'a> {
    /// The text of a file with this name and these bytes.
    Read(&'a str, &'a [u8]),
    /// The documents of the ZIP at this path.
    List(&'a str),
    /// The bytes of one: the ZIP's path, the document's name in it.
    Unpack(&'a str, &'a str),
}

impl<'a> Request<'a> {
    /// Its head and its parts.
    pub(super) fn frame(&self) -> ([u8; HEAD], [&'a [u8]; 2]) {
        let (what, parts) = match *self {
            Request::Read(name, bytes) => (b'R', [name.as_bytes(), bytes]),
            Request::List(path) => (b'L', [path.as_bytes(), &[]]),
            Request::Unpack(path, name) => (b'U', [path.as_bytes(), name.as_bytes()]),
        };
        (head(what, parts.map(<[u8]>::len)), parts)
    }

    /// The request of these parts.
    pub(super) fn of(what: u8, first: &'a [u8], second: &'a [u8]) -> Option<Request<'a>> {
        let first = std::str::from_utf8(first).ok()?;
        match what {
            b'R' => Some(Request::Read(first, second)),
            b'L' => Some(Request::List(first)),
            b'U' => Some(Request::Unpack(first, std::str::from_utf8(second).ok()?)),
            _ => None,
        }
    }
}

/// What a child answers.
#[derive(Debug)]
pub(super) enum Answer {
    Text(Text),
    NotText(NotText),
    /// The documents of a ZIP; `None` where it is one document itself.
    Documents(Option<Inner>),
    Bytes(Vec<u8>),
}

impl Answer {
    /// Its head and its parts.
    pub(super) fn frame(self) -> ([u8; HEAD], [Vec<u8>; 2]) {
        let (what, parts) = match self {
            Answer::Text(text) => {
                let about = text.about();
                (b'T', [text.content.into_bytes(), about])
            }
            Answer::NotText(NotText(reason)) => (b'N', [reason.into_bytes(), Vec::new()]),
            Answer::Documents(None) => (b'O', [Vec::new(), Vec::new()]),
            Answer::Documents(Some(inner)) => (b'L', [Vec::new(), listed(&inner)]),
            Answer::Bytes(bytes) => (b'B', [bytes, Vec::new()]),
        };
        (head(what, [parts[0].len(), parts[1].len()]), parts)
    }

    /// The answer of these parts.
    pub(super) fn of(what: u8, first: Vec<u8>, second: &[u8]) -> Option<Answer> {
        match what {
            b'T' => Text::of(String::from_utf8(first).ok()?, second).map(Answer::Text),
            b'N' => String::from_utf8(first).ok().map(|reason| Answer::NotText(NotText(reason))),
            b'O' => Some(Answer::Documents(None)),
            b'L' => inner(second).map(|inner| Answer::Documents(Some(inner))),
            b'B' => Some(Answer::Bytes(first)),
            _ => None,
        }
    }
}

fn listed(inner: &Inner) -> Vec<u8> {
    let mut out = Vec::new();
    push_list(&mut out, &inner.names);
    out.extend((inner.others as u64).to_le_bytes());
    out
}

fn inner(bytes: &[u8]) -> Option<Inner> {
    let mut rest = Packed(bytes);
    let names = rest.list()?;
    let others = usize::try_from(u64::from_le_bytes(rest.0.try_into().ok()?)).ok()?;
    Some(Inner { names, others })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_come_back() {
        for request in [Request::Read("报告.docx", b"PK\0\xff"), Request::Read("", b""), Request::List("/a b"), Request::Unpack("/a", "2023/甲.txt")] {
            let (head, [first, second]) = request.frame();
            assert_eq!(lengths(&head), [first.len(), second.len()]);
            assert_eq!(Request::of(head[0], first, second), Some(request));
        }
        assert_eq!(Request::of(b'?', b"", b""), None);
        assert_eq!(Request::of(b'L', b"\xff", b""), None);
    }

    #[test]
    fn answers_come_back() {
        let text = Text { content: "\"一\"\n\u{1}".to_owned(), format: "text/html", encoding: "UTF-8", notes: vec!["x".to_owned()], ..Text::default() };
        let inner = Inner { names: vec!["a.txt".to_owned(), "b\0c.txt".to_owned()], others: 3 };
        let whole = |answer: Answer| {
            let (head, [first, second]) = answer.frame();
            assert_eq!(lengths(&head), [first.len(), second.len()]);
            Answer::of(head[0], first, &second).unwrap()
        };
        assert!(matches!(whole(Answer::Text(text.clone())), Answer::Text(back) if back.content == text.content && back.notes == text.notes));
        assert!(matches!(whole(Answer::NotText(NotText("why".to_owned()))), Answer::NotText(NotText(why)) if why == "why"));
        assert!(matches!(whole(Answer::Documents(Some(inner.clone()))), Answer::Documents(Some(back)) if back == inner));
        assert!(matches!(whole(Answer::Documents(None)), Answer::Documents(None)));
        assert!(matches!(whole(Answer::Bytes(vec![0, 255])), Answer::Bytes(bytes) if bytes == [0, 255]));
        // What no reader of ours writes is no answer.
        assert!(Answer::of(b'T', vec![0xff], &text.about()).is_none() && Answer::of(b'T', Vec::new(), b"").is_none());
        assert!(Answer::of(b'L', Vec::new(), &[1, 1, b'a']).is_none() && Answer::of(b'{', Vec::new(), b"").is_none());
    }
}
