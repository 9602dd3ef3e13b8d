//! People and their posts. In: people named and the report's area. Out: things, and who holds what.

use std::collections::BTreeMap;

use crate::authority::Gazetteer;
use crate::extract::people::Person;
use crate::text::Span;

use super::thing::{Area, Scope, Thing};

/// A post that the text gives to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Who holds it.
    pub holder: Thing,
    /// What it is called, with the area where the text names only a level: 新集镇党委书记.
    pub label: String,
    /// Within what its name is unique.
    pub scope: Scope,
    /// Where the post and the name stand.
    pub span: Span,
}

/// People resolved.
pub(super) struct People {
    pub mentions: Vec<(Span, Thing, &'static str)>,
    pub posts: Vec<Post>,
}

/// A name is one person within the report's area.
pub(super) fn resolve(folded: &str, people: &[Person], scope: &Scope, own: Option<&Area>, gazetteer: &Gazetteer) -> People {
    let mut out = People { mentions: Vec::new(), posts: Vec::new() };
    let mut known: BTreeMap<&str, Thing> = BTreeMap::new();
    for person in people {
        let name = person.span.of(folded);
        let national = folded.get(person.span.end..).is_some_and(|after| after.starts_with("总书记"));
        let scope = if national { Scope::Global } else { scope.clone() };
        let thing = known.entry(name).or_insert_with(|| Thing::Person { name: name.to_owned(), scope: scope.clone() }).clone();
        if let Some(post) = person.post {
            let label = post_label(post.of(folded), own, gazetteer);
            out.posts.push(Post { holder: thing.clone(), label, scope: scope.clone(), span: Span::new(post.start, person.span.end) });
        }
        out.mentions.push((person.span, thing, person.rule));
    }
    out
}

/// 镇党委书记 of 新集镇 is 新集镇党委书记; other words stay as they are.
pub(super) fn post_label(text: &str, own: Option<&Area>, gazetteer: &Gazetteer) -> String {
    let Some(area) = own.map(|own| own.label(gazetteer)) else { return text.to_owned() };
    let level = ["街道", "苏木", "镇", "乡", "县", "区", "市", "旗"].into_iter().find(|level| text.starts_with(level) && area.ends_with(level));
    match level {
        Some(level) if text != format!("{level}长") => format!("{area}{}", text.get(level.len()..).unwrap_or("")),
        Some(_) => format!("{area}{text}"),
        None => text.to_owned(),
    }
}
