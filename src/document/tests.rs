//! Whole heads, as offices write them, and what must be read from them.

use super::*;

fn document(content: &str) -> Document {
    read(Text { content: content.to_owned(), format: "text/plain", encoding: "UTF-8", ..Text::default() })
}

fn names(document: &Document, spans: &[Span]) -> Vec<String> {
    spans.iter().map(|span| document.folded(*span).to_owned()).collect()
}

const BODY: &str = "2023年，我镇坚持以习近平新时代中国特色社会主义思想为指导，认真落实上级决策部署，扎实推进各项工作，现将有关情况报告如下。";

#[test]
fn reads_a_red_head() {
    let document = document(&format!(
        "中共甲县乙镇委员会文件\n\n乙发【２０２４】 １２号\n签发人： 李 明\n\n中共乙镇委员会 乙镇人民政府\n关于 2023 年度法治政府建设\n情况的报告\n\n县委、县人民政府：\n{BODY}\n\n乙镇人民政府\n2024年1月9日\n"
    ));
    let head = &document.head;
    assert_eq!(head.number_text.as_deref(), Some("乙发〔2024〕12号"));
    assert_eq!(head.title_text.as_deref(), Some("中共乙镇委员会乙镇人民政府关于2023年度法治政府建设情况的报告"));
    assert_eq!(head.signatory.map(|span| document.folded(span)), Some("李明"));
    assert_eq!(names(&document, &head.recipients), ["县委", "县人民政府"]);
    assert_eq!(names(&document, &head.issuers), ["中共甲县乙镇委员会", "中共乙镇委员会", "乙镇人民政府", "乙镇人民政府"]);
    assert_eq!(head.issued.map(|(day, _)| day), Some((2024, 1, 9)));
    assert_eq!(head.year.map(|(year, _)| year), Some(2023));
    assert!(head.is_report);
}

#[test]
fn reads_a_page_of_a_portal() {
    let document = document(&format!(
        "首页 > 政务公开 > 乙镇\n索引号：0123 发布机构：乙镇人民政府 发布时间：2022-01-20\n乙镇2021年度法治政府建设工作总结\n字体：【大 中 小】 打印\n{BODY}\n一、主要做法\n{BODY}\n浏览次数：12\n"
    ));
    let head = &document.head;
    assert_eq!(head.title_text.as_deref(), Some("乙镇2021年度法治政府建设工作总结"));
    assert_eq!(names(&document, &head.issuers), ["乙镇人民政府"]);
    assert_eq!(head.issued.map(|(day, _)| day), Some((2022, 1, 20)));
    assert_eq!(head.year.map(|(year, _)| year), Some(2021));
    assert_eq!(document.outline.len(), 1);
}

#[test]
fn joins_what_a_page_break_tore() {
    let document = document("一是优化服务。积极落实各项惠企政策，提\n\n- 2 -\n\n供免费法律咨询服务，帮助企业\n解决难题。\n二、下一步打算\n继续努力。\n");
    let texts: Vec<&str> = document.paragraphs.iter().map(|p| document.folded(p.span)).collect();
    assert_eq!(
        texts,
        ["一是优化服务。积极落实各项惠企政策，提供免费法律咨询服务，帮助企业解决难题。".replace('，', ",").as_str(), "二、下一步打算", "继续努力。"]
    );
}

#[test]
fn leads_back_to_the_stored_characters() {
    let content = "**二是** 召开会议 20 余次，\n见《条例（试行）》。";
    let document = document(content);
    let chars: Vec<char> = content.chars().collect();
    for (place, c) in document.view.folded.char_indices().filter(|(_, c)| *c != '\n') {
        let range = document.view.chars(Span::new(place, place + c.len_utf8()));
        assert_eq!(range.len(), 1);
        assert_eq!(crate::zh::fold::fold_char(chars[range.start]), c);
    }
}
