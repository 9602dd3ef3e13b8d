//! The links of a page. In: its bytes. Out: where each leads and what it is called, how much running text stands around them.
//!
//! A scan from left to right, no tree: whatever the page does, the time grows with its length and nothing nests. It does not know which
//! links matter, and the page's text is read elsewhere.

/// A link.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, as written.
    pub href: String,
    /// The words that one clicks.
    pub words: String,
    /// What it says when pointed at: often the whole of a title whose words are cut.
    pub title: String,
}

/// A page, as far as fetching goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Its links, in their order.
    pub links: Vec<Link>,
    /// What relative links are relative to, where the page says so.
    pub base: Option<String>,
    /// How many Chinese characters stand in sentences outside of links.
    pub prose: usize,
    /// Pages that a script numbers: how many, and what their file is called before and behind the number.
    pub numbered: Option<(usize, String, String)>,
}

/// Tags that a sentence does not cross.
const BLOCKS: [&str; 18] = ["p", "div", "br", "td", "th", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "section", "article", "footer", "header", "body"];

/// More pages than this no list of reports has.
const MOST_NUMBERED: usize = 1000;

/// Whether bytes are a web page's.
pub(super) fn is_page(declared: Option<&str>, bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(1024)).unwrap_or_default()).to_ascii_lowercase();
    let says = head.contains("<html") || head.contains("<!doctype html") || head.contains("<head") || head.contains("<body");
    says || declared.is_some_and(|declared| declared.to_ascii_lowercase().contains("html")) && head.contains('<') && !head.contains('\0')
}

impl Page {
    /// Reads a page in UTF-8, or else in GB18030.
    pub fn read(bytes: &[u8]) -> Page {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(_) => encoding_rs::GB18030.decode_without_bom_handling(bytes).0,
        };
        let mut scan = Scan { rest: &text, page: Page::default(), open: false, block: String::new() };
        while scan.step() {}
        scan.end_block();
        scan.page
    }
}

struct Scan<'a> {
    rest: &'a str,
    page: Page,
    /// Whether the last link is still open.
    open: bool,
    /// Text since the last border of a block, links left out.
    block: String,
}

impl<'a> Scan<'a> {
    /// Takes the text up to a tag, and the tag; whether there is more.
    fn step(&mut self) -> bool {
        let Some((text, behind)) = self.rest.split_once('<') else {
            self.text(self.rest);
            return false;
        };
        self.text(text);
        self.rest = behind;
        if let Some(comment) = behind.strip_prefix("!--") {
            self.rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
        } else if behind.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            self.tag();
        }
        true
    }

    fn text(&mut self, text: &str) {
        let into = match self.page.links.last_mut() {
            Some(link) if self.open => &mut link.words,
            _ => &mut self.block,
        };
        into.push_str(text);
    }

    fn tag(&mut self) {
        let closing = self.rest.starts_with('/');
        let inner = self.rest.strip_prefix('/').unwrap_or(self.rest);
        let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
        let (name, behind) = inner.split_at(end);
        let (name, attributes) = (name.to_ascii_lowercase(), self.attributes(behind));
        let value = |wanted: &str| attributes.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| unescaped(value));
        match (name.as_str(), closing) {
            ("a", false) => {
                self.open = true;
                self.page.links.push(Link { href: value("href").unwrap_or_default(), words: String::new(), title: value("title").unwrap_or_default() });
            }
            ("a", true) => self.close(),
            ("base", false) if self.page.base.is_none() => self.page.base = value("href"),
            ("script" | "style", false) => self.skip(&name),
            _ if BLOCKS.contains(&name.as_str()) => self.end_block(),
            _ => {}
        }
    }

    /// Names and values up to the tag's end, behind which the scan goes on.
    fn attributes(&mut self, mut rest: &'a str) -> Vec<(&'a str, &'a str)> {
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/' || c == '=');
            if rest.is_empty() || rest.starts_with('>') {
                break;
            }
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len());
            let (name, behind) = rest.split_at(end);
            let Some(value) = behind.trim_start().strip_prefix('=') else {
                rest = behind;
                continue;
            };
            let (value, behind) = valued(value.trim_start());
            attributes.push((name, value));
            rest = behind;
        }
        self.rest = rest.strip_prefix('>').unwrap_or(rest);
        attributes
    }

    fn close(&mut self) {
        if let Some(link) = self.page.links.last_mut().filter(|_| self.open) {
            link.words = unescaped(&link.words).split_whitespace().collect::<Vec<_>>().join(" ");
        }
        self.open = false;
    }

    /// Goes behind a script or a style, in which a `<` is no tag.
    fn skip(&mut self, name: &str) {
        let mut from = 0;
        let inner = loop {
            let Some(place) = self.rest.get(from..).and_then(|rest| rest.find("</")) else { break self.rest.len() };
            from += place + 2;
            if self.rest.get(from..from + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
                break from - 2;
            }
        };
        let (script, rest) = self.rest.split_at(inner);
        self.rest = rest;
        if self.page.numbered.is_none() {
            self.page.numbered = numbered(script);
        }
    }

    fn end_block(&mut self) {
        if self.block.contains('。') {
            self.page.prose += self.block.chars().filter(|c| matches!(c, '\u{4e00}'..='\u{9fff}')).count();
        }
        self.block.clear();
    }
}

/// A value, quoted or not, and what stands behind it.
fn valued(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    text.split_at(text.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(text.len()))
}

/// Characters for their references, as far as links use them.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        out.push_str(before);
        let reference = behind.split_once(';').filter(|(name, _)| name.len() <= 8).and_then(|(name, rest)| Some((referred(name)?, rest)));
        let (c, next) = reference.unwrap_or(('&', behind));
        out.push(c);
        rest = next;
    }
    out.push_str(rest);
    out
}

fn referred(name: &str) -> Option<char> {
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    });
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" | "ensp" | "emsp" => Some(' '),
        "hellip" => Some('…'),
        "raquo" => Some('»'),
        _ => number.and_then(char::from_u32),
    }
}

/// `createPageHTML(16, 0, "index", "html")`: how the commonest content system of Chinese portals writes its page numbers.
fn numbered(script: &str) -> Option<(usize, String, String)> {
    script.split("createPageHTML(").skip(1).find_map(|call| {
        let mut arguments = call.split_once(')')?.0.split(',').map(|argument| argument.trim().trim_matches(['"', '\'']));
        let count: usize = arguments.next()?.parse().ok()?;
        let (name, ending) = (arguments.nth(1)?, arguments.next()?);
        let plain = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        (plain(name) && plain(ending)).then(|| (count.min(MOST_NUMBERED), name.to_owned(), ending.to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_prose_and_numbers() {
        let page = Page::read(
            "<!DOCTYPE html><BASE href='/zwgk/'><script>if (a<b) { createPageHTML(3, 0, \"index\", \"html\"); }</script><style>a<b</style>
             <!-- <a href=no> --><ul><li><A HREF=\"a.html?x=1&amp;y=2\" title='新集镇2023年度法治政府建设情况报告'>新集镇<b>2023</b>年度&hellip;</A><li><a href=b.html>下一页</a></ul>
             <p>现将有关情况报告如下。<a href='c.pdf'>附件</a></p><p>版权所有</p><a title=x>"
                .as_bytes(),
        );
        let links: Vec<_> = page.links.iter().map(|link| (link.href.as_str(), link.words.as_str(), link.title.as_str())).collect();
        let first = ("a.html?x=1&y=2", "新集镇2023年度…", "新集镇2023年度法治政府建设情况报告");
        assert_eq!(links, [first, ("b.html", "下一页", ""), ("c.pdf", "附件", ""), ("", "", "x")]);
        assert_eq!((page.base.as_deref(), page.prose, page.numbered), (Some("/zwgk/"), 10, Some((3, "index".to_owned(), "html".to_owned()))));
    }

    #[test]
    fn hostile_pages_end() {
        for piece in ["<a href=\"", "<a ", "<!--", "<script>", "<div><a href=x>", "&#", "</script", "<a b=c ", "<", "\u{0}<p"] {
            let text = piece.repeat((1 << 20) / piece.len());
            let start = std::time::Instant::now();
            Page::read(text.as_bytes());
            assert!(start.elapsed().as_secs() < 5, "{piece}");
        }
        let broken = encoding_rs::GB18030.encode("<a href=x>法治政府建设报告</a>").0.into_owned();
        assert_eq!(Page::read(&broken).links[0].words, "法治政府建设报告");
    }
}
