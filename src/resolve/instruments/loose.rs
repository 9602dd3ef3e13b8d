//! Titles with a slip of the pen. In: a folded title. Out: the instruments whose title differs from it in nothing but signs, particles and
//! characters that are often confused (法制 for 法治). A place, a number or another word that differs is another title.

use std::collections::HashMap;

use crate::authority::{EntityId, Gazetteer, Kind, LabelKind, NameId};

/// Shorter titles must be spelled right: they have too many neighbours.
const SHORTEST: usize = 8;

/// Spellings by their key.
pub(super) struct Loose(HashMap<String, Vec<NameId>>);

impl Loose {
    pub(super) fn new(gazetteer: &Gazetteer) -> Self {
        let mut keys: HashMap<String, Vec<NameId>> = HashMap::new();
        for name in (0..gazetteer.name_count() as u32).map(NameId).filter(|name| is_title(*name, gazetteer)) {
            keys.entry(key(gazetteer.spelling(name))).or_default().push(name);
        }
        Loose(keys)
    }

    /// Those who bear the only title of this key.
    pub(super) fn find(&self, title: &str, gazetteer: &Gazetteer) -> Vec<EntityId> {
        let names = self.0.get(&key(title)).map_or(&[][..], Vec::as_slice);
        let bearers = |name: &NameId| -> Vec<EntityId> {
            let mut ids: Vec<EntityId> = named(*name, gazetteer).map(|(id, _)| *id).collect();
            ids.sort_unstable();
            ids
        };
        let mut groups = names.iter().map(bearers);
        let Some(first) = groups.next().filter(|_| title.chars().count() >= SHORTEST) else {
            return Vec::new();
        };
        if groups.all(|group| group == first) { first } else { Vec::new() }
    }
}

fn named(name: NameId, gazetteer: &Gazetteer) -> impl Iterator<Item = &(EntityId, LabelKind)> {
    let names = gazetteer.candidates(name).iter();
    names.filter(|(id, kind)| matches!(kind, LabelKind::Official | LabelKind::Alt) && gazetteer.kind(*id) == Some(Kind::Instrument))
}

fn is_title(name: NameId, gazetteer: &Gazetteer) -> bool {
    named(name, gazetteer).next().is_some() && gazetteer.spelling(name).chars().count() >= SHORTEST
}

/// Whether one title is the other, or a part of it.
pub(super) fn alike(title: &str, label: &str) -> bool {
    let (title, label) = (key(&crate::zh::fold::fold_str(title)), key(&crate::zh::fold::fold_str(label)));
    let notice = title.contains("印发") && !label.contains("印发");
    !notice && title.chars().count() >= SHORTEST && (label.contains(&title) || title.contains(&label))
}

/// What is left of a title when what is often left out or confused is gone.
fn key(title: &str) -> String {
    let title = title.strip_prefix("中华人民共和国").unwrap_or(title);
    title.chars().filter(|c| !matches!(c, '的' | '《' | '》' | '〈' | '〉' | '“' | '”' | '、' | ',' | ' ' | '·' | '-' | '~')).map(plain).collect()
}

fn plain(c: char) -> char {
    match c {
        '制' => '治',
        '订' => '定',
        '帐' => '账',
        '作' => '做',
        '与' | '及' => '和',
        '像' => '象',
        '份' => '分',
        '记' => '纪',
        '型' => '形',
        '复' => '覆',
        '察' => '查',
        '权' => '全',
        '坐' => '座',
        '列' => '例',
        '名' => '民',
        '发' => '罚',
        '义' => '议',
        '归' => '规',
        '正' => '政',
        '予' => '预',
        '需' => '须',
        '竟' => '竞',
        '渡' => '度',
        _ => c,
    }
}
