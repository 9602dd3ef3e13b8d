//! How areas lie within one another. In: parents by entity. Out: chains upwards, children downwards.

use super::entity::EntityId;

/// No chain of areas is longer than nation, province, prefecture, county, township, village: what is longer runs in a circle.
const DEEPEST: usize = 6;

/// Parents, children and codes, by [`EntityId`].
#[derive(Default)]
pub(super) struct Areas {
    parents: Vec<Option<EntityId>>,
    codes: Vec<Box<str>>,
    starts: Vec<u32>,
    children: Vec<EntityId>,
}

impl Areas {
    pub(super) fn of(parents: Vec<Option<EntityId>>, codes: Vec<Box<str>>) -> Self {
        let mut pairs: Vec<(EntityId, EntityId)> = parents.iter().zip(0..).filter_map(|(parent, id)| parent.map(|parent| (parent, EntityId(id)))).collect();
        pairs.sort_unstable();
        let starts = (0..=parents.len() as u32).map(|id| pairs.partition_point(|(parent, _)| parent.0 < id) as u32).collect();
        Areas { parents, codes, starts, children: pairs.into_iter().map(|(_, child)| child).collect() }
    }

    pub(super) fn parent(&self, id: EntityId) -> Option<EntityId> {
        self.parents.get(id.0 as usize).copied().flatten()
    }

    pub(super) fn code(&self, id: EntityId) -> &str {
        self.codes.get(id.0 as usize).map_or("", |code| code)
    }

    pub(super) fn children(&self, id: EntityId) -> &[EntityId] {
        let start = |place: usize| self.starts.get(place).map_or(0, |&start| start as usize);
        self.children.get(start(id.0 as usize)..start(id.0 as usize + 1)).unwrap_or_default()
    }

    /// The area itself and all above it.
    pub(super) fn upwards(&self, id: EntityId) -> impl Iterator<Item = EntityId> + '_ {
        std::iter::successors(Some(id), |&id| self.parent(id)).take(DEEPEST)
    }
}
