//! The words by which rules are set off, found in one pass over a text. In: folded text. Out: [`Triggers`]: where the words of each list stand.
//!
//! A rule that begins at a word of a list asks for the places of that list in its stretch, and walks no text of its own. A list belongs to its
//! rule and stands beside it; it is named here so that the one pass ([`crate::zh::scan`]) looks for it.

use std::sync::LazyLock;

use crate::text::Span;
use crate::zh::scan::{Found, Scanner};
use crate::zh::words::Words;

use super::people::words as people;
use super::statements::{honors, outlook};
use super::{places, programs};

/// A list of words that set off a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    Posts,
    Labels,
    Comrades,
    Honoured,
    Counted,
    Leads,
    Firms,
    Contests,
    Villages,
    ProgramEndings,
    Hotlines,
    Conferring,
    Admissions,
}

/// All lists, in the order of [`List`].
static SCANNER: LazyLock<Scanner> = LazyLock::new(|| {
    let lists: [&'static Words; 13] = [
        &people::POST_WORDS,
        &people::LABELS,
        &people::TITLES,
        &people::HONOUR_WORDS,
        &people::COUNTED,
        &people::LEADS,
        &people::FIRMS,
        &people::CONTESTS,
        &places::VILLAGE_WORDS,
        &programs::ENDING_WORDS,
        &programs::HOTLINES,
        &honors::VERB_WORDS,
        &outlook::CUE_WORDS,
    ];
    Scanner::new(lists.to_vec())
});

/// Where the words of all lists stand in one text.
pub(super) struct Triggers(Found);

impl Triggers {
    /// The triggers of `folded`.
    pub(super) fn of(folded: &str) -> Self {
        Triggers(SCANNER.scan(folded))
    }

    /// The words of a list within `span`, in the order of their starts, longer ones first; places count in the text.
    pub(super) fn within(&self, list: List, span: Span) -> impl Iterator<Item = (usize, &'static str)> + '_ {
        self.0.within(list as usize, span)
    }

    /// Whether a word of a list stands within `span`.
    pub(super) fn stand_in(&self, list: List, span: Span) -> bool {
        self.within(list, span).next().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_is_its_rule_s() {
        let text = "镇长同志,联系人:两位在全省:事务所荣获小程序12345北西村评为还存在";
        let triggers = Triggers::of(text);
        let all = Span::new(0, text.len());
        for (list, word) in [
            (List::Posts, "镇长"),
            (List::Labels, "联系人:"),
            (List::Comrades, "同志"),
            (List::Honoured, "荣获"),
            (List::Counted, "两位"),
            (List::Leads, ":"),
            (List::Firms, "事务所"),
            (List::Contests, "在全省"),
            (List::Villages, "村"),
            (List::ProgramEndings, "小程序"),
            (List::Hotlines, "12345"),
            (List::Conferring, "评为"),
            (List::Admissions, "还存在"),
        ] {
            assert!(triggers.within(list, all).any(|(_, found)| found == word), "{list:?}");
        }
        assert!(!triggers.stand_in(List::Firms, Span::new(0, 12)));
    }
}
