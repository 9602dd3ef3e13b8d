//! A stretch of text, in bytes of the string it was found in.

/// A half-open stretch `start..end` in bytes. Which string it counts in is said where it is used:
/// in this crate, nearly always the matching view of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// First byte after.
    pub end: usize,
}

impl Span {
    /// The stretch from `start` to before `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether nothing is in it.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies within, borders included.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte at `place` is in it.
    pub fn holds(self, place: usize) -> bool {
        self.start <= place && place < self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The characters of `text` in it; empty where it does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// Whether one of `sorted`, which lie one behind the other, shares a byte with `span`.
pub fn touches(sorted: &[Span], span: Span) -> bool {
    let next = sorted.partition_point(|other| other.end <= span.start);
    sorted.get(next).is_some_and(|other| other.overlaps(span))
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}
