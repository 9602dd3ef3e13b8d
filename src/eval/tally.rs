//! Counts of right, wrong and missed. In: outcomes. Out: precision, recall, F1.

/// Counts of one kind of fact.
#[derive(Debug, Default)]
pub struct Tally {
    right: usize,
    wrong: usize,
    found: usize,
    missed: usize,
    /// Each wrong or missed item.
    pub errors: Vec<Error>,
}

/// A wrong or a missed item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// The document.
    pub source: String,
    /// The kind, or the field of the head.
    pub kind: &'static str,
    /// Whether it was found and is wrong; else it was missed.
    pub wrong: bool,
    /// The item in words.
    pub item: String,
}

/// Figures of one kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// Right of all found.
    pub precision: f64,
    /// Found of all required.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// Items found that are right.
    pub right: usize,
    /// Items found that are wrong.
    pub wrong: usize,
    /// Items required and not found.
    pub missed: usize,
}

/// One document's outcome.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Items found that are right.
    pub right: usize,
    /// Items found that are wrong.
    pub wrong: Vec<String>,
    /// Required items that were found.
    pub found: usize,
    /// Required items that were not.
    pub missed: Vec<String>,
}

impl Tally {
    pub(super) fn add(&mut self, source: &str, kind: &'static str, outcome: Outcome) {
        self.right += outcome.right;
        self.wrong += outcome.wrong.len();
        self.found += outcome.found;
        self.missed += outcome.missed.len();
        let error = |wrong: bool| move |item: String| Error { source: source.to_owned(), kind, wrong, item };
        self.errors.extend(outcome.wrong.into_iter().map(error(true)));
        self.errors.extend(outcome.missed.into_iter().map(error(false)));
    }

    /// The figures.
    pub fn row(&self) -> Row {
        let (right, wrong, found, missed) = (self.right as f64, self.wrong as f64, self.found as f64, self.missed as f64);
        let precision = if right + wrong > 0.0 {
            right / (right + wrong)
        } else if self.missed == 0 {
            1.0
        } else {
            0.0
        };
        let recall = if found + missed > 0.0 { found / (found + missed) } else { 1.0 };
        let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
        Row { precision, recall, f1, right: self.right, wrong: self.wrong, missed: self.missed }
    }
}
