//! Web pages. In: bytes. Out: the document of the page with its fields and title; navigation, related links and footers left out.
//!
//! What stands above the document and says something of it is kept: the fields (索引号, 发布机构 …), the way to the page, which says whose
//! portal it is. What the page only says in `<meta>` (ArticleTitle, PubDate, ContentSource, SiteName: the standard of government portals) is
//! written as such fields, without a place of its own.

mod article;
mod flow;
mod tree;

use super::decode::decode_as;
use super::origin::{Lines, Place};
use super::{NotText, Text, encoding, table};

use article::Article;
use flow::{Flow, Line};
use tree::Tree;

/// So many characters of the document are searched for its title and fields.
const HEAD: usize = 600;

/// Reads a page.
pub(super) fn read(bytes: &[u8]) -> Result<Text, NotText> {
    let (encoding, mark) = encoding::of_page(bytes);
    let mut text = decode_as(encoding, bytes, mark, "text/html")?;
    let tree = Tree::of(&text.content);
    let article = article::find(&tree);
    let body = Flow::of(&tree, article.root, &article.dropped);
    let mut lines = Lines::default();
    above(&tree, &article, &squeezed(&body), &mut lines);
    for line in &body {
        match line {
            Line::Words(words) | Line::Heading(words) => lines.paragraph(words, 0, &[]),
            Line::Row(number, row, cells) => table::write(&mut lines, cells, Place { table: *number, row: *row, ..Place::default() }),
        }
    }
    if body.is_empty() {
        return Err(NotText("a web page without words: its text may come by a script; save it as shown".to_owned()));
    }
    if article.drawn {
        text.notes.push("its words stand in a drawing".to_owned());
    }
    if tree.cut {
        text.notes.push("the page has too many elements and was cut".to_owned());
    }
    (text.content, text.origin) = lines.finish();
    Ok(text)
}

/// The first characters of the document, without white space.
fn squeezed(lines: &[Line]) -> String {
    let words = lines.iter().flat_map(|line| match line {
        Line::Words(words) | Line::Heading(words) => vec![words.as_str()],
        Line::Row(_, _, cells) => cells.iter().flatten().map(String::as_str).collect(),
    });
    words.flat_map(str::chars).filter(|c| !c.is_whitespace()).take(HEAD).collect()
}

/// Writes what the page says of its document above it: the way to it, fields, title.
fn above(tree: &Tree, article: &Article, head: &str, lines: &mut Lines) {
    let mut before = article.dropped.clone();
    let start = article.order.iter().position(|id| *id == article.root).unwrap_or(0);
    for id in article.order.iter().skip(start) {
        before.get_mut(*id).into_iter().for_each(|dropped| *dropped = true);
    }
    let found = if article.root == 0 || start == 0 { Vec::new() } else { Flow::of(tree, 0, &before) };
    let place = Place::default();
    if let Some(way) = way(tree, article, &found) {
        lines.line(&way, place);
    }
    let fields = fields(&found);
    let said = format!("{}{head}", fields.concat().replace([' ', '\u{3000}'], ""));
    fields.iter().for_each(|field| lines.line(field, place));
    for (name, meta, others) in [
        ("发布时间", "PubDate", &["发布时间：", "发布日期：", "发布时间:", "发布日期:", "公开日期：", "日期：", "时间："][..]),
        ("来源", "ContentSource", &["来源：", "来源:"]),
    ] {
        if let Some(value) = meta_value(tree, article, meta).filter(|_| !others.iter().any(|other| said.contains(other))) {
            lines.line(&format!("{name}：{value}"), place);
        }
    }
    if let Some(title) = title(tree, article, &found).filter(|title| !head.contains(&bare(title))) {
        lines.gap();
        lines.line(&title, place);
        lines.gap();
    }
}

/// The way to the page, as one line: 当前位置：某县人民政府 > 政务公开 > 法治政府建设.
fn way(tree: &Tree, article: &Article, found: &[Line]) -> Option<String> {
    let named = |id: &usize| {
        let node = tree.node(*id)?;
        let marks = ["class", "id"].map(|name| node.attribute(name).unwrap_or("").to_ascii_lowercase()).join(" ");
        let way = ["crumb", "position", "dqwz", "location", "weizhi", "current"].iter().any(|mark| marks.contains(mark));
        way.then(|| Flow::of(tree, *id, &[])).filter(|lines| (1..=12).contains(&lines.len()))
    };
    let words = |line: &Line| if let Line::Words(words) = line { Some(words.clone()) } else { None };
    let in_text = || found.iter().filter_map(words).find(|words| words.contains("首页") && words.contains(['>', '»', '›']) || words.contains("当前位置"));
    let crumbs = article.order.iter().find_map(named).map(|lines| lines.iter().filter_map(words).collect::<Vec<_>>().join(" > ")).or_else(in_text);
    let crumbs = crumbs.map(|way| way.replace(['»', '›'], ">")).filter(|way| way.chars().count() <= 120);
    let bare = crumbs.as_deref().map(|way| way.split_once("位置").map_or(way, |(_, rest)| rest).trim_start_matches([':', '：', ' ', '>']));
    let parts: Vec<String> = meta_value(tree, article, "SiteName").into_iter().chain(bare.map(str::to_owned)).filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| format!("当前位置：{}", parts.join(" > ")))
}

/// The lines above the document that are fields; a name and its value on two lines are one.
fn fields(found: &[Line]) -> Vec<String> {
    let mut fields = Lines::default();
    let mut lines = found.iter().peekable();
    while let Some(line) = lines.next() {
        match line {
            Line::Row(_, _, cells) if cells.iter().any(|cell| cell.first().is_some_and(|text| table::field(text).is_some() || is_field(text))) => {
                table::write(&mut fields, cells, Place::default());
            }
            Line::Words(words) => match (table::field(words), lines.peek()) {
                (Some(name), Some(Line::Words(value))) if table::field(value).is_none() && !is_field(value) => {
                    fields.line(&format!("{name}：{value}"), Place::default());
                    lines.next();
                }
                _ if is_field(words) => fields.line(words, Place::default()),
                _ => {}
            },
            _ => {}
        }
    }
    fields.finish().0.lines().map(str::to_owned).collect()
}

/// Whether a line opens with the name of a field, or is a date.
fn is_field(line: &str) -> bool {
    const ENDS: [&str; 16] = ["来源", "时间", "日期", "号", "机构", "机关", "单位", "分类", "部门", "主体", "标题", "名称", "有效性", "方式", "主题词", "作者"];
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).take(24).collect();
    let name = bare.split_once(['：', ':']).map(|(name, _)| name.trim_matches(['【', '】', '[', ']', '〔', '〕']));
    let date = bare.chars().take(4).all(|c| c.is_ascii_digit()) && bare.chars().nth(4).is_some_and(|c| matches!(c, '-' | '年' | '/' | '.'));
    name.is_some_and(|name| name.chars().count() <= 8 && ENDS.iter().any(|end| name.ends_with(end))) || date
}

/// The title that the page gives its document: by `<meta>`, by a heading, by `<title>`.
fn title(tree: &Tree, article: &Article, found: &[Line]) -> Option<String> {
    let heading = || {
        let heading = found.iter().rev().find_map(|line| if let Line::Heading(words) = line { Some(words.clone()) } else { None });
        heading.filter(|words| words.chars().count() >= 8)
    };
    let named = || {
        let id = article.order.iter().find(|id| tree.name(**id) == "title")?;
        let text: String = tree.node(*id)?.children.iter().filter_map(|child| tree.node(*child)).map(|node| node.text.as_str()).collect();
        text.split(['_', '|', '-', '–', '—']).map(str::trim).find(|part| part.chars().count() >= 8).map(str::to_owned)
    };
    meta_value(tree, article, "ArticleTitle").or_else(heading).or_else(named)
}

/// A title as it is compared: without white space and the quotation marks that portals put around it.
fn bare(title: &str) -> String {
    title.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The content of `<meta name=…>`, whatever the case of the name.
fn meta_value(tree: &Tree, article: &Article, name: &str) -> Option<String> {
    let metas = article.order.iter().filter(|id| tree.name(**id) == "meta").filter_map(|id| tree.node(*id));
    let mut found = metas.filter(|node| node.attribute("name").is_some_and(|other| other.eq_ignore_ascii_case(name)));
    let value = found.find_map(|node| node.attribute("content"))?.split_whitespace().collect::<Vec<_>>().join(" ");
    (!value.is_empty()).then_some(value)
}
