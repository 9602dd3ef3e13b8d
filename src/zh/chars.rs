//! Sets of characters that answer at once. In: characters. Out: a [`CharSet`].

/// A set of characters of the Basic Multilingual Plane: one bit each, no hash and no search.
pub struct CharSet(Box<[u64; 1024]>);

impl CharSet {
    /// The set of `chars`.
    pub fn of(chars: impl IntoIterator<Item = char>) -> Self {
        let mut bits = Box::new([0; 1024]);
        for c in chars {
            if let Some(word) = bits.get_mut((c as usize & 0xffff) >> 6) {
                *word |= 1 << (c as u32 & 63);
            }
        }
        CharSet(bits)
    }

    /// Whether `c` is in the set.
    pub fn has(&self, c: char) -> bool {
        c <= '\u{ffff}' && self.may_have(c)
    }

    /// As [`CharSet::has`], but a character of another plane may be taken for one of the set: for those who look again.
    pub fn may_have(&self, c: char) -> bool {
        self.0.get((c as usize & 0xffff) >> 6).is_some_and(|word| word >> (c as u32 & 63) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::CharSet;

    #[test]
    fn holds_what_was_put_in() {
        let set = CharSet::of("王李·".chars());
        assert!(set.has('王') && set.has('·') && !set.has('张') && !set.has('\u{1738b}'));
    }
}
