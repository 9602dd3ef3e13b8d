//! The pages of a file in their order, with what they inherit.
//!
//! In: the objects. Out: [`Page`]s, at most [`MOST_PAGES`]. A tree that runs in circles is walked once; a file without a tree gives its
//! pages by number. Refuses to know what stands on them.

use std::collections::HashSet;

use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::matrix::Matrix;
use super::objects::{Objects, as_dict};

/// Pages that are read.
pub(super) const MOST_PAGES: usize = 2_000;
/// Levels that a page tree may have.
const DEEPEST: usize = 64;

/// One page.
pub(super) struct Page<'a> {
    pub resources: Option<&'a Dictionary>,
    pub contents: Vec<&'a Stream>,
    /// User space to the page as it is looked at, its lower left corner at 0, 0.
    pub upright: Matrix,
    pub width: f64,
    pub height: f64,
}

/// What a node hands down to its kids.
#[derive(Clone, Copy, Default)]
struct Inherited<'a> {
    resources: Option<&'a Dictionary>,
    media: Option<[f64; 4]>,
    crop: Option<[f64; 4]>,
    rotate: Option<f64>,
}

struct Walk<'o, 'a> {
    objects: &'o Objects<'a>,
    seen: HashSet<ObjectId>,
    pages: Vec<Page<'a>>,
    more: bool,
}

/// The pages, and whether there are more than are read.
pub(super) fn pages<'a>(objects: &Objects<'a>) -> (Vec<Page<'a>>, bool) {
    let mut walk = Walk { objects, seen: HashSet::new(), pages: Vec::new(), more: false };
    if let Some(tree) = objects.root().and_then(|root| root.get(b"Pages").ok()) {
        walk.node(tree, Inherited::default(), 0);
    }
    if walk.pages.is_empty() {
        for dict in objects.loose_pages() {
            walk.page(dict, Inherited::default());
        }
    }
    (walk.pages, walk.more)
}

impl<'a> Walk<'_, 'a> {
    fn node(&mut self, node: &'a Object, above: Inherited<'a>, depth: usize) {
        if node.as_reference().is_ok_and(|id| !self.seen.insert(id)) || depth > DEEPEST || self.more {
            return;
        }
        let Some(dict) = self.objects.follow(node).and_then(as_dict) else { return };
        match self.objects.array(dict, b"Kids") {
            Some(kids) => {
                let here = self.inherited(dict, above);
                kids.iter().for_each(|kid| self.node(kid, here, depth + 1));
            }
            None => self.page(dict, above),
        }
    }

    fn inherited(&self, dict: &'a Dictionary, above: Inherited<'a>) -> Inherited<'a> {
        Inherited {
            resources: self.objects.dict(dict, b"Resources").or(above.resources),
            media: self.rectangle(dict, b"MediaBox").or(above.media),
            crop: self.rectangle(dict, b"CropBox").or(above.crop),
            rotate: self.objects.number(dict, b"Rotate").or(above.rotate),
        }
    }

    /// A rectangle, its corners in order; `None` where it is none or holds nothing.
    fn rectangle(&self, dict: &'a Dictionary, key: &[u8]) -> Option<[f64; 4]> {
        let [a, b, c, d] = <[f64; 4]>::try_from(self.objects.numbers(dict, key)?).ok()?;
        let sorted = [a.min(c), b.min(d), a.max(c), b.max(d)];
        (sorted[2] - sorted[0] > 1.0 && sorted[3] - sorted[1] > 1.0).then_some(sorted)
    }

    fn page(&mut self, dict: &'a Dictionary, above: Inherited<'a>) {
        if self.pages.len() >= MOST_PAGES {
            self.more = true;
            return;
        }
        let own = self.inherited(dict, above);
        let (upright, width, height) = upright(own.crop.or(own.media).unwrap_or([0.0, 0.0, 595.0, 842.0]), own.rotate.unwrap_or(0.0));
        self.pages.push(Page { resources: own.resources, contents: self.contents(dict), upright, width, height });
    }

    fn contents(&self, dict: &'a Dictionary) -> Vec<&'a Stream> {
        match self.objects.get(dict, b"Contents") {
            Some(Object::Stream(stream)) => vec![stream],
            Some(Object::Array(parts)) => parts.iter().filter_map(|part| self.objects.follow(part)?.as_stream().ok()).collect(),
            _ => Vec::new(),
        }
    }
}

/// The page as it is looked at: turned clockwise by `rotate`.
fn upright([x0, y0, x1, y1]: [f64; 4], rotate: f64) -> (Matrix, f64, f64) {
    let (width, height) = (x1 - x0, y1 - y0);
    let turn = match rotate.rem_euclid(360.0) {
        r if (45.0..135.0).contains(&r) => Matrix([0.0, -1.0, 1.0, 0.0, 0.0, width]),
        r if (135.0..225.0).contains(&r) => Matrix([-1.0, 0.0, 0.0, -1.0, width, height]),
        r if (225.0..315.0).contains(&r) => Matrix([0.0, 1.0, -1.0, 0.0, height, 0.0]),
        _ => return (Matrix::shift(-x0, -y0), width, height),
    };
    let sideways = turn.0[0] == 0.0;
    let (w, h) = if sideways { (height, width) } else { (width, height) };
    (Matrix::shift(-x0, -y0).then(turn), w, h)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_page_stands_upright() {
        for (rotate, corner) in [(0.0, (10.0, 20.0)), (90.0, (20.0, 90.0)), (180.0, (90.0, 180.0)), (270.0, (180.0, 10.0)), (-90.0, (180.0, 10.0))] {
            let (matrix, ..) = upright([5.0, 5.0, 105.0, 205.0], rotate);
            assert_eq!(matrix.point(15.0, 25.0), corner, "{rotate}");
        }
    }
}
