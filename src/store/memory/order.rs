//! Quads of numbers in one order. In: quads. Out: those that begin alike, found without a walk through the others.

use std::ops::Range;

use rayon::slice::ParallelSliceMut;

/// A quad, or what is asked of one: subject, predicate, object, graph.
pub(super) type Row = [u32; 4];

/// All quads, sorted by their parts in the order of `layout`.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// Which part of a quad stands at each place of a row.
    layout: [usize; 4],
    rows: Vec<Row>,
    /// For each number, where rows that begin with it begin; one more for the end.
    starts: Vec<u32>,
}

/// What is asked of a quad: some of its parts.
pub(super) type Pattern = [Option<u32>; 4];

impl Order {
    /// Sorts quads; none stays twice. `terms` is how many numbers there are.
    pub(super) fn of(quads: &[Row], layout: [usize; 4], terms: usize) -> Order {
        let mut rows: Vec<Row> = quads.iter().map(|quad| layout.map(|part| quad.get(part).copied().unwrap_or_default())).collect();
        rows.par_sort_unstable();
        rows.dedup();
        let mut starts = vec![0_u32; terms + 1];
        for [first, ..] in &rows {
            if let Some(count) = starts.get_mut(*first as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Order { layout, rows, starts }
    }

    /// What is asked, in the order of the rows.
    pub(super) fn arranged(&self, pattern: &Pattern) -> Pattern {
        self.layout.map(|part| pattern.get(part).copied().flatten())
    }

    /// The rows that begin as an arranged pattern does, and how many of its parts that is.
    pub(super) fn range(&self, arranged: &Pattern) -> (Range<usize>, usize) {
        let [Some(first), rest @ ..] = arranged else { return (0..self.rows.len(), 0) };
        let start = |number: usize| self.starts.get(number).map_or(self.rows.len(), |start| *start as usize);
        let mut range = start(*first as usize)..start(*first as usize + 1);
        let mut known = 1;
        for wanted in rest.iter().map_while(|part| *part) {
            let at = |row: &Row| row.get(known).copied().unwrap_or_default();
            let rows = self.rows.get(range.clone()).unwrap_or_default();
            let from = rows.partition_point(|row| at(row) < wanted);
            let len = rows.get(from..).unwrap_or_default().partition_point(|row| at(row) == wanted);
            range = range.start + from..range.start + from + len;
            known += 1;
        }
        (range, known)
    }

    /// The row at a place.
    pub(super) fn row(&self, at: usize) -> Option<&Row> {
        self.rows.get(at)
    }

    /// A row as a quad.
    pub(super) fn quad(&self, row: &Row) -> Row {
        let mut quad = Row::default();
        for (part, number) in self.layout.iter().zip(row) {
            if let Some(place) = quad.get_mut(*part) {
                *place = *number;
            }
        }
        quad
    }

    /// The numbers that rows begin with.
    pub(super) fn firsts(&self) -> Vec<u32> {
        let mut firsts: Vec<u32> = Vec::new();
        let mut at = 0;
        while let Some([first, ..]) = self.rows.get(at) {
            firsts.push(*first);
            at = self.starts.get(*first as usize + 1).map_or(self.rows.len(), |start| *start as usize).max(at + 1);
        }
        firsts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_finds_its_rows() {
        let quads: Vec<Row> = (0..300_u32).map(|n| [n % 7, n % 3, n % 11, n % 2]).chain([[1, 1, 1, 1]]).collect();
        for layout in [[0, 1, 2, 3], [1, 2, 3, 0], [3, 0, 1, 2]] {
            let order = Order::of(&quads, layout, 12);
            let mut distinct = quads.clone();
            distinct.sort_unstable();
            distinct.dedup();
            assert_eq!(order.rows.len(), distinct.len());
            for mask in 0..16_u32 {
                for asked in quads.iter().take(40).chain([&[11, 11, 11, 11], &[99, 0, 0, 0]]) {
                    let pattern: Pattern = std::array::from_fn(|part| (mask >> part & 1 == 1).then_some(asked[part]));
                    let arranged = order.arranged(&pattern);
                    let (range, known) = order.range(&arranged);
                    let fits = |quad: &Row, parts: usize| layout.iter().take(parts).all(|part| pattern[*part].is_none_or(|wanted| quad[*part] == wanted));
                    let mut found: Vec<Row> = range.map(|at| order.quad(order.row(at).unwrap())).collect();
                    found.sort_unstable();
                    let expected: Vec<Row> = distinct.iter().filter(|quad| fits(quad, known)).copied().collect();
                    assert_eq!(found, expected, "{layout:?} {pattern:?}");
                }
            }
            assert_eq!(order.firsts().len(), distinct.iter().map(|quad| quad[layout[0]]).collect::<std::collections::BTreeSet<_>>().len());
        }
    }
}
