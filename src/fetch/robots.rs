//! robots.txt (RFC 9309). In: its text. Out: whether a path may be fetched, and how slowly. It fetches nothing.

use std::time::Duration;

use percent_encoding::{CONTROLS, utf8_percent_encode};
use url::Url;

/// As what we are looked for in it.
const AGENT: &str = "fazhi";

/// How much of it is read.
const LARGEST: usize = 512 << 10;

/// The longest wait that a site may ask for.
const SLOWEST: Duration = Duration::from_secs(30);

/// What a site asks of us.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Robots {
    /// Whether it allows, and what.
    rules: Vec<(bool, String)>,
    /// How long to wait between two requests.
    pub delay: Option<Duration>,
}

impl Robots {
    /// Nothing may be fetched: the site cannot say what may.
    pub fn closed() -> Self {
        Robots { rules: vec![(false, "/".to_owned())], delay: None }
    }

    /// The groups for us; where there is none, those for all.
    pub fn read(text: &str) -> Self {
        let end = (0..=text.len().min(LARGEST)).rev().find(|place| text.is_char_boundary(*place)).unwrap_or(0);
        let (mut ours, mut all) = (Groups::default(), Groups::default());
        let mut in_heads = false;
        for line in text.get(..end).unwrap_or_default().lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().trim_start_matches('\u{feff}').to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                ours.head(value.eq_ignore_ascii_case(AGENT), in_heads);
                all.head(value == "*", in_heads);
                in_heads = true;
                continue;
            }
            in_heads = false;
            for groups in [&mut ours, &mut all].into_iter().filter(|groups| groups.open) {
                groups.robots.take(&key, value);
            }
        }
        if ours.met { ours.robots } else { all.robots }
    }

    fn take(&mut self, key: &str, value: &str) {
        match key {
            "allow" | "disallow" if !value.is_empty() => self.rules.push((key == "allow", utf8_percent_encode(value, CONTROLS).to_string())),
            "crawl-delay" => self.delay = value.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()).map(|delay| delay.min(SLOWEST)),
            _ => {}
        }
    }

    /// Whether `address` may be fetched: the longest rule that fits decides, an allowing one before a forbidding one.
    pub fn allow(&self, address: &Url) -> bool {
        let path = address.query().map_or_else(|| address.path().to_owned(), |query| format!("{}?{query}", address.path()));
        let fitting = self.rules.iter().filter(|(_, pattern)| fits(pattern, &path));
        fitting.max_by_key(|(allows, pattern)| (pattern.len(), *allows)).is_none_or(|(allows, _)| *allows)
    }
}

/// The groups of one agent.
#[derive(Default)]
struct Groups {
    robots: Robots,
    /// Whether one was met at all.
    met: bool,
    /// Whether the lines now are of one.
    open: bool,
}

impl Groups {
    /// Lines that name agents stand together before their rules.
    fn head(&mut self, named: bool, continued: bool) {
        self.open = named || continued && self.open;
        self.met |= named;
    }
}

/// Whether `path` begins as `pattern` says: `*` is anything, `$` at its end is the path's end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, ends) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut parts = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut last = "";
    let mut starred = false;
    for part in parts {
        (last, starred) = (part, true);
        match rest.find(part) {
            Some(place) => rest = rest.get(place + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    // The last part may stand again at the very end.
    !ends || rest.is_empty() || starred && (last.is_empty() || rest.ends_with(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_and_rules() {
        let text = "User-agent: other\nDisallow: /\n\nUser-agent: *\nuser-agent: x\nDisallow: /zwgk/ # inner\nAllow: /zwgk/fzzf/\nDisallow: /*.pdf$\nDisallow: /搜索\nDisallow:\nCrawl-delay: 2.5\n";
        let robots = Robots::read(text);
        let table = [
            ("/", true),
            ("/zwgk/a.html", false),
            ("/zwgk/fzzf/a.html", true),
            ("/zwgk", true),
            ("/x/a.pdf", false),
            ("/x/a.pdf?y", true),
            ("/x/a.pdf.pdf", false),
            ("/搜索?q=1", false),
        ];
        for (path, allowed) in table {
            assert_eq!(robots.allow(&Url::parse("https://a.cn").unwrap().join(path).unwrap()), allowed, "{path}");
        }
        assert_eq!(robots.delay, Some(Duration::from_millis(2500)));
        let ours = Robots::read(&format!("{text}\nUser-agent: FAZHI\nAllow: /\nCrawl-delay: 900"));
        assert!(ours.allow(&Url::parse("https://a.cn/zwgk/a.html").unwrap()) && ours.delay == Some(SLOWEST));
        assert!(!Robots::closed().allow(&Url::parse("https://a.cn/").unwrap()));
        assert_eq!(Robots::read("\u{0}\n:::\nDisallow: /"), Robots::default());
    }
}
