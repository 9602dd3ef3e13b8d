//! What is known of a text besides its characters, in few bytes for another process. In: a [`Text`]. Out: bytes; and back, or nothing where they are no such.
//!
//! A number is written in steps of seven bits, the low ones first. Words are their length and their bytes, a list its count and its items. A
//! mark of the origin is how far it lies behind the one before, a byte that says which numbers of the place are others now, and by how
//! much each is: most places differ from the one before by one.

use super::{Origin, Place, Text, interned};

impl Text {
    /// All but [`Text::content`].
    pub fn about(&self) -> Vec<u8> {
        let mut out = Vec::new();
        push_words(&mut out, self.format);
        push_words(&mut out, self.encoding);
        for list in [&self.notes, &self.doubts, &self.apart] {
            push_list(&mut out, list);
        }
        push_origin(&mut out, &self.origin);
        out
    }

    /// The text of these characters that [`Text::about`] wrote the rest of; `None` where it cannot have written that.
    pub fn of(content: String, about: &[u8]) -> Option<Text> {
        let mut rest = Packed(about);
        let [format, encoding] = [interned::name(rest.words()?)?, interned::name(rest.words()?)?];
        let [notes, doubts, apart] = [rest.list()?, rest.list()?, rest.list()?];
        let origin = rest.origin()?;
        rest.0.is_empty().then_some(Text { content, format, encoding, notes, doubts, apart, origin })
    }
}

fn push_number(out: &mut Vec<u8>, mut number: u64) {
    while number > 0x7f {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn push_words(out: &mut Vec<u8>, words: &str) {
    push_number(out, words.len() as u64);
    out.extend_from_slice(words.as_bytes());
}

/// A list of words.
pub fn push_list(out: &mut Vec<u8>, list: &[String]) {
    push_number(out, list.len() as u64);
    list.iter().for_each(|words| push_words(out, words));
}

fn push_origin(out: &mut Vec<u8>, origin: &Origin) {
    push_number(out, origin.marks().len() as u64);
    let (mut last, mut there) = (0, Place::default().numbers());
    for (start, place) in origin.marks() {
        push_number(out, (start - last) as u64);
        let place = place.numbers();
        let changes = there.iter().zip(place).map(|(before, now)| i64::from(now) - i64::from(*before));
        out.push(changes.clone().zip(0..).filter(|(change, _)| *change != 0).fold(0, |mask, (_, bit)| mask | 1 << bit));
        // Back and forth alternate, so that small steps either way are small numbers.
        changes.filter(|change| *change != 0).for_each(|change| push_number(out, ((change << 1) ^ (change >> 63)) as u64));
        (last, there) = (*start, place);
    }
}

/// Bytes that were written so, taken from the front.
#[derive(Debug)]
pub struct Packed<'a>(pub &'a [u8]);

impl<'a> Packed<'a> {
    /// The next number.
    pub fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn words(&mut self) -> Option<&'a str> {
        let length = usize::try_from(self.number()?).ok()?;
        let (words, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(words).ok()
    }

    /// The next list of words.
    pub fn list(&mut self) -> Option<Vec<String>> {
        let count = self.number()?;
        // Nothing is set aside for a count: each item has a byte at least, and where they end, so does this.
        let mut list = Vec::new();
        for _ in 0..count {
            list.push(self.words()?.to_owned());
        }
        Some(list)
    }

    fn origin(&mut self) -> Option<Origin> {
        let count = self.number()?;
        let (mut origin, mut start, mut numbers) = (Origin::default(), 0usize, Place::default().numbers());
        for at in 0..count {
            let step = usize::try_from(self.number()?).ok()?;
            start = start.checked_add(step).filter(|_| step > 0 || at == 0)?;
            let (mask, rest) = self.0.split_first()?;
            self.0 = rest;
            if *mask >= 1 << numbers.len() {
                return None;
            }
            for (_, number) in numbers.iter_mut().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1) {
                let change = self.number()?;
                let change = (change >> 1) as i64 ^ -((change & 1) as i64);
                *number = u32::try_from(i64::from(*number).checked_add(change)?).ok()?;
            }
            origin.mark(start, Place::of(numbers));
        }
        Some(origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Text {
        let mut origin = Origin::default();
        for (start, page, paragraph, cell) in [(0, 1, 1, 0), (7, 1, 2, 0), (300, 2, 2, 0), (301, 2, 3, 9), (70_000, 2, 70_000, 1), (70_001, u32::MAX, 0, 0)] {
            origin.mark(start, Place { page, paragraph, cell, ..Place::default() });
        }
        let list = |words: &[&str]| words.iter().map(|words| (*words).to_owned()).collect();
        Text {
            content: "一、\"学习\"\n".to_owned(),
            format: "application/pdf",
            encoding: "UTF-8",
            notes: list(&["第3页：\"a\"", ""]),
            doubts: list(&["x"]),
            apart: Vec::new(),
            origin,
        }
    }

    #[test]
    fn what_is_packed_comes_out_and_nothing_else_does() {
        let text = sample();
        let about = text.about();
        let back = Text::of(text.content.clone(), &about).unwrap();
        assert_eq!(
            (back.content, back.format, back.encoding, back.notes, back.doubts, back.apart, back.origin),
            (text.content, text.format, text.encoding, text.notes, text.doubts, text.apart, text.origin)
        );
        for end in 0..about.len() {
            assert!(Text::of(String::new(), &about[..end]).is_none(), "cut at {end}");
        }
        assert!(Text::of(String::new(), &[about, vec![0]].concat()).is_none(), "something behind it");
    }

    #[test]
    fn bytes_of_any_kind_break_nothing() {
        let about = sample().about();
        for at in 0..about.len() {
            for byte in 0..=255 {
                let mut bytes = about.clone();
                bytes[at] = byte;
                let _ = Text::of(String::new(), &bytes);
            }
        }
        // A count that promises more than there is, and a number without end.
        assert!(Packed(&[0xff, 0xff, 0xff, 0xff, 0x7f, 1, b'a']).list().is_none() && Packed(&[0xff; 20]).number().is_none());
    }
}
