//! Citations in sentences, as lawyers would mark them.

use crate::authority::{Gazetteer, Ontology};
use crate::document;
use crate::text::Text;

/// Titles and numbers that a text cites, and what it does not.
fn read(content: &str) -> (Vec<String>, Vec<String>) {
    let gazetteer = Gazetteer::new(&Ontology::embedded()).unwrap();
    let text = Text { content: content.to_owned(), format: "text/plain", encoding: "UTF-8", ..Text::default() };
    let found = super::read(&document::read(text), &gazetteer);
    let shown = |cited: super::Cited| match (cited.title.as_str(), cited.number) {
        (title, Some((_, number))) => format!("{title} {number}").trim().to_owned(),
        (title, None) => title.to_owned(),
    };
    (found.cited.into_iter().map(shown).collect(), found.not_cited.into_iter().map(|other| other.title).collect())
}

#[test]
fn what_is_cited_and_what_is_not() {
    let content = "一是组织学习《中华人民共和国宪法》《民法典》,观看《今日说法》栏目,订阅《法治日报》。\n二是贯彻《关于印发〈镇权责清单〉的通知》(某政办〔2023〕5号)和国发〔2010〕33号文件。\n三是用好“学习强国”,落实《信访工作条例》(以下简称《条例》),依据《条例》第八条第二款办理。";
    let (cited, other) = read(content);
    assert_eq!(cited, ["中华人民共和国宪法", "民法典", "关于印发〈镇权责清单〉的通知 某政办〔2023〕5号", "国发〔2010〕33号", "信访工作条例", "条例", "条例"]);
    assert_eq!(other, ["今日说法", "法治日报"]);
}
