//! The words of a content stream or of a CMap: both are PostScript in form.
//!
//! In: bytes. Out: [`Token`]s, and [`Operation`]s made of them. What does not parse is stepped over, never an error; whether the bytes
//! end in the middle of something is told by [`Operations::broken_off`]. Refuses to know what an operator does.

/// Operands that one operator may have; the rest is dropped.
const MOST_OPERANDS: usize = 64;
/// Elements that one array may have.
const LONGEST_ARRAY: usize = 1 << 16;

/// One word.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'a> {
    Number(f64),
    Text(Vec<u8>),
    Name(Vec<u8>),
    Word(&'a [u8]),
    OpenArray,
    CloseArray,
    OpenDict,
    CloseDict,
}

/// Cuts bytes into [`Token`]s.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    place: usize,
    /// Whether a string or a hexadecimal string had no end.
    unclosed: bool,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0 | 12)
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

impl<'a> Lexer<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Lexer { bytes, place: 0, unclosed: false }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.place).copied()
    }

    fn bump(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.place += 1;
        Some(byte)
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => self.take_while(|byte| !matches!(byte, b'\r' | b'\n')),
                byte if is_space(byte) => {
                    self.place += 1;
                    continue;
                }
                _ => return,
            };
        }
    }

    fn take_while(&mut self, keep: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.bytes.get(self.place..).unwrap_or_default();
        let len = rest.iter().position(|byte| !keep(*byte)).unwrap_or(rest.len());
        self.place += len;
        rest.get(..len).unwrap_or_default()
    }

    /// A string in parentheses, behind its opening one.
    fn text(&mut self) -> Vec<u8> {
        let (mut text, mut depth) = (Vec::new(), 1usize);
        while let Some(byte) = self.bump() {
            match byte {
                b'(' => depth += 1,
                b')' if depth == 1 => return text,
                b')' => depth -= 1,
                b'\\' => {
                    text.extend(self.escape());
                    continue;
                }
                b'\r' => {
                    self.place += usize::from(self.peek() == Some(b'\n'));
                    text.push(b'\n');
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        self.unclosed = true;
        text
    }

    /// What stands behind a backslash.
    fn escape(&mut self) -> Option<u8> {
        match self.bump()? {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\n' => None,
            b'\r' => {
                self.place += usize::from(self.peek() == Some(b'\n'));
                None
            }
            first @ b'0'..=b'7' => Some(self.octal(first - b'0')),
            other => Some(other),
        }
    }

    fn octal(&mut self, first: u8) -> u8 {
        let mut value = first;
        for _ in 0..2 {
            match self.peek() {
                Some(digit @ b'0'..=b'7') => value = value.wrapping_mul(8).wrapping_add(digit - b'0'),
                _ => break,
            }
            self.place += 1;
        }
        value
    }

    /// A hexadecimal string, behind its `<`.
    fn hexadecimal(&mut self) -> Vec<u8> {
        let inner = self.take_while(|byte| byte != b'>');
        self.unclosed |= self.bump().is_none();
        let digits: Vec<u8> = inner.iter().filter_map(|byte| hex(*byte)).collect();
        digits.chunks(2).map(|pair| pair.first().unwrap_or(&0) << 4 | pair.get(1).unwrap_or(&0)).collect()
    }

    /// A name, behind its slash.
    fn name(&mut self) -> Vec<u8> {
        let raw = self.take_while(is_regular);
        let (mut name, mut place) = (Vec::with_capacity(raw.len()), 0);
        while let Some(&byte) = raw.get(place) {
            let digits = (raw.get(place + 1).and_then(|b| hex(*b)), raw.get(place + 2).and_then(|b| hex(*b)));
            if let (b'#', (Some(high), Some(low))) = (byte, digits) {
                name.push(high << 4 | low);
                place += 3;
            } else {
                name.push(byte);
                place += 1;
            }
        }
        name
    }

    /// Steps behind the data of an inline image: `EI` between white space, with more of the language behind it.
    fn skip_image(&mut self) {
        while let Some(at) = self.bytes.get(self.place..).and_then(|rest| rest.windows(2).position(|pair| pair == b"EI")) {
            let start = self.place + at;
            self.place = start + 2;
            let before = start.checked_sub(1).and_then(|place| self.bytes.get(place)).is_some_and(|byte| is_space(*byte));
            let behind = self.bytes.get(self.place..).unwrap_or_default();
            let plain = behind.iter().take(12).all(|byte| matches!(byte, b'\t' | b'\r' | b'\n' | b' '..=b'~'));
            if before && plain && behind.first().is_none_or(|byte| is_space(*byte)) {
                return;
            }
        }
        self.place = self.bytes.len();
        self.unclosed = true;
    }
}

/// A number as PDF writes it: sign, digits, a point; a second minus within it is overlooked, as all readers do.
fn number(word: &[u8]) -> Option<f64> {
    if !word.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.')) || !word.iter().any(u8::is_ascii_digit) {
        return None;
    }
    let negative = word.first() == Some(&b'-');
    let digits: String = word.iter().filter(|byte| !matches!(byte, b'+' | b'-')).map(|byte| char::from(*byte)).collect();
    let value: f64 = digits.parse().ok()?;
    Some(if negative { -value } else { value })
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip_space();
        let start = self.place;
        Some(match self.bump()? {
            b'(' => Token::Text(self.text()),
            b'/' => Token::Name(self.name()),
            b'[' => Token::OpenArray,
            b']' => Token::CloseArray,
            b'<' if self.peek() == Some(b'<') => {
                self.place += 1;
                Token::OpenDict
            }
            b'<' => Token::Text(self.hexadecimal()),
            b'>' => {
                self.place += usize::from(self.peek() == Some(b'>'));
                Token::CloseDict
            }
            b')' | b'{' | b'}' => Token::Word(self.bytes.get(start..self.place)?),
            _ => {
                self.take_while(is_regular);
                let word = self.bytes.get(start..self.place)?;
                number(word).map_or(Token::Word(word), Token::Number)
            }
        })
    }
}

/// What stands before an operator.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operand {
    Number(f64),
    Text(Vec<u8>),
    Name(Vec<u8>),
    /// An array, arrays within it laid flat.
    Array(Vec<Operand>),
    /// A dictionary: no text hangs on one.
    Dict,
}

/// An operator with its operands.
pub(super) struct Operation<'a> {
    pub name: &'a [u8],
    pub operands: Vec<Operand>,
}

impl Operation<'_> {
    /// The number at `place`.
    pub fn number(&self, place: usize) -> Option<f64> {
        if let Some(Operand::Number(number)) = self.operands.get(place) { Some(*number) } else { None }
    }

    /// All operands as numbers, if there are `N`.
    pub fn numbers<const N: usize>(&self) -> Option<[f64; N]> {
        let mut numbers = [0.0; N];
        for (place, slot) in numbers.iter_mut().enumerate() {
            *slot = self.number(place)?;
        }
        Some(numbers)
    }

    /// The name at `place`.
    pub fn name_at(&self, place: usize) -> Option<&[u8]> {
        if let Some(Operand::Name(name)) = self.operands.get(place) { Some(name) } else { None }
    }
}

/// The operations of a content stream.
pub(super) struct Operations<'a> {
    lexer: Lexer<'a>,
    pending: bool,
}

impl<'a> Operations<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Operations { lexer: Lexer::new(bytes), pending: false }
    }

    /// Whether the bytes ended within a string or before an operator.
    pub fn broken_off(&self) -> bool {
        self.lexer.unclosed || self.pending
    }

    fn array(&mut self) -> Operand {
        let (mut elements, mut depth) = (Vec::new(), 1usize);
        for token in self.lexer.by_ref() {
            let element = match token {
                Token::OpenArray => {
                    depth += 1;
                    continue;
                }
                Token::CloseArray if depth == 1 => return Operand::Array(elements),
                Token::CloseArray => {
                    depth -= 1;
                    continue;
                }
                Token::Number(number) => Operand::Number(number),
                Token::Text(text) => Operand::Text(text),
                Token::Name(name) => Operand::Name(name),
                _ => continue,
            };
            if elements.len() < LONGEST_ARRAY {
                elements.push(element);
            }
        }
        self.lexer.unclosed = true;
        Operand::Array(elements)
    }

    fn dict(&mut self) -> Operand {
        let mut depth = 1usize;
        for token in self.lexer.by_ref() {
            match token {
                Token::OpenDict => depth += 1,
                Token::CloseDict if depth == 1 => return Operand::Dict,
                Token::CloseDict => depth -= 1,
                _ => {}
            }
        }
        self.lexer.unclosed = true;
        Operand::Dict
    }
}

impl<'a> Iterator for Operations<'a> {
    type Item = Operation<'a>;

    fn next(&mut self) -> Option<Operation<'a>> {
        let mut operands = Vec::new();
        while let Some(token) = self.lexer.next() {
            let operand = match token {
                Token::Number(number) => Operand::Number(number),
                Token::Text(text) => Operand::Text(text),
                Token::Name(name) => Operand::Name(name),
                Token::OpenArray => self.array(),
                Token::OpenDict => self.dict(),
                Token::Word(b"true" | b"false" | b"null") => Operand::Dict,
                Token::Word(b"ID") => {
                    self.lexer.skip_image();
                    return Some(Operation { name: b"EI", operands: Vec::new() });
                }
                Token::Word(name) => return Some(Operation { name, operands }),
                Token::CloseArray | Token::CloseDict => continue,
            };
            if operands.len() < MOST_OPERANDS {
                operands.push(operand);
            }
        }
        self.pending = !operands.is_empty();
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_every_kind() {
        let tokens: Vec<Token> = Lexer::new(b"-.5 4.-2 (a\\(b\\051\\\n(c)\\101) <41 4> /N#41me % no\nTj[<</A 1>>]").collect();
        let expected = vec![
            Token::Number(-0.5),
            Token::Number(4.2),
            Token::Text(b"a(b)(c)A".to_vec()),
            Token::Text(vec![0x41, 0x40]),
            Token::Name(b"NAme".to_vec()),
            Token::Word(b"Tj"),
            Token::OpenArray,
            Token::OpenDict,
            Token::Name(b"A".to_vec()),
            Token::Number(1.0),
            Token::CloseDict,
            Token::CloseArray,
        ];
        assert_eq!(tokens, expected);
    }

    #[test]
    fn an_image_within_the_stream_is_stepped_over() {
        let names = |bytes: &[u8]| -> Vec<String> { Operations::new(bytes).map(|o| String::from_utf8_lossy(o.name).into_owned()).collect() };
        assert_eq!(names(b"BT ET BI /W 1 /H 1 ID \x00EI\xff(EI Q\xfe \nEI\nBT (x) Tj"), ["BT", "ET", "BI", "EI", "BT", "Tj"]);
    }

    #[test]
    fn bytes_that_break_off_say_so() {
        for (bytes, broken) in [(&b"BT (x) Tj"[..], false), (b"BT (x", true), (b"BT [(x) 3", true), (b"1 0 0", true), (b"<</A", true)] {
            let mut operations = Operations::new(bytes);
            operations.by_ref().for_each(drop);
            assert_eq!(operations.broken_off(), broken, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
