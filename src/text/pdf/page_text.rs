//! A page's lines as text: what is set in stays set in, what stands apart gets a blank line.
//!
//! In: laid-out lines. Out: [`Printed`] ones.

use super::furniture::Printed;
use super::layout::Line;

/// A distance as many times the usual one stands for a blank line.
const APART: f64 = 1.6;
/// How far the first line of a paragraph is set in, in squares.
const SET_IN: std::ops::Range<f64> = 1.5..2.8;

/// The lines of a page that is `height` points high.
pub(super) fn lines(lines: &[Line], height: f64) -> Vec<Printed> {
    let (usual, margin) = (pitch(lines), margin(lines));
    let mut printed = Vec::with_capacity(lines.len());
    let mut above: Option<&Line> = None;
    for line in lines {
        let (level, y) = (line.y / height, line.y);
        if above.is_some_and(|above| above.y - line.y > usual.max(line.size) * APART) {
            printed.push(Printed { text: String::new(), level, y });
        }
        printed.push(Printed { text: set_in(line, margin) + &line.text(), level, y });
        above = Some(line);
    }
    printed
}

/// The usual distance of baselines.
fn pitch(lines: &[Line]) -> f64 {
    let distances = lines.windows(2).filter_map(|pair| if let [a, b] = pair { Some(a.y - b.y) } else { None });
    let mut distances: Vec<f64> = distances.filter(|distance| *distance > 0.0).collect();
    distances.sort_by(f64::total_cmp);
    distances.get(distances.len() / 2).copied().unwrap_or(0.0)
}

/// Where full lines begin: the leftmost place at which several do.
fn margin(lines: &[Line]) -> f64 {
    let mut starts: Vec<f64> = lines.iter().map(Line::start).collect();
    starts.sort_by(f64::total_cmp);
    starts.windows(2).find_map(|pair| if let [a, b] = pair { (b - a < 1.0).then_some(*a) } else { None }).or_else(|| starts.first().copied()).unwrap_or(0.0)
}

fn set_in(line: &Line, margin: f64) -> String {
    if SET_IN.contains(&((line.start() - margin) / line.size)) { "　　".to_owned() } else { String::new() }
}
