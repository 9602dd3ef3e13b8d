//! Charts as SVG, drawn on the server. In: names and numbers. Out: bars with their numbers, which read as a list, too. Colours are the style's.

use maud::{Markup, html};

/// One bar.
pub(super) struct Bar {
    name: String,
    value: f64,
    shown: String,
    href: String,
}

impl Bar {
    /// A bar that leads to a place; to none where `href` is empty.
    pub fn new(name: &str, value: f64, href: &str) -> Bar {
        Bar { name: name.to_owned(), value, shown: number(value), href: href.to_owned() }
    }

    /// The same with its number as it is written.
    pub fn written(mut self, text: String) -> Bar {
        self.shown = text;
        self
    }
}

/// Numbers as people write them: thousands apart, no needless decimals.
pub(super) fn number(value: f64) -> String {
    let text = format!("{:.2}", value.abs());
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let part = part.trim_end_matches('0');
    let sign = if value < 0.0 { "-" } else { "" };
    if part.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}.{part}") }
}

/// Bars below each other.
pub(super) fn bars(title: &str, bars: &[Bar]) -> Markup {
    let most = bars.iter().map(|bar| bar.value.abs()).fold(0.0, f64::max);
    let width = |value: f64| if most > 0.0 { (value.abs() / most * 380.0).max(1.0) } else { 1.0 };
    let height = bars.len() * 26 + 8;
    html! {
        figure {
            figcaption.note { (title) }
            svg.chart viewBox=(format!("0 0 760 {height}")) role="group" aria-label=(title) {
                @for (place, bar) in bars.iter().enumerate() {
                    @let y = place * 26 + 4;
                    @if bar.href.is_empty() { (drawn(bar, y, width(bar.value))) }
                    @else { a href=(bar.href) { (drawn(bar, y, width(bar.value))) } }
                }
                path.axis d=(format!("M262 2V{}", height - 2)) {}
            }
        }
    }
}

fn drawn(bar: &Bar, y: usize, width: f64) -> Markup {
    html! {
        g {
            title { (bar.name) ": " (bar.shown) }
            text.name x="254" y=(y + 15) text-anchor="end" { (short(&bar.name)) }
            rect.bar x="262" y=(y + 2) width=(format!("{width:.1}")) height="17" rx="2" {}
            text x=(format!("{:.1}", 262.0 + width + 6.0)) y=(y + 15) { (bar.shown) }
        }
    }
}

/// A name that fits beside a bar.
fn short(name: &str) -> String {
    let wide = |c: char| if c.is_ascii() { 1 } else { 2 };
    if name.chars().map(wide).sum::<usize>() <= 36 {
        return name.to_owned();
    }
    let mut room = 34;
    let kept = name.chars().take_while(|c| {
        let fits = room >= wide(*c);
        room = room.saturating_sub(wide(*c));
        fits
    });
    kept.chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_as_people_write_them() {
        for (value, text) in [(1234567.0, "1,234,567"), (98.5, "98.5"), (-12.0, "-12"), (999.0, "999"), (0.0, "0")] {
            assert_eq!(super::number(value), text);
        }
    }
}
