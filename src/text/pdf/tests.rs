//! PDFs made here, of every kind of font and trouble, and what is read from them.

mod faults;
pub(super) mod fonts;
mod hostile;
mod kinds;
mod places;
mod writer;

use crate::text::{NotText, Text};

fn read(bytes: &[u8]) -> Result<Text, NotText> {
    super::read(bytes)
}

/// All that is said of a text.
fn said(text: &Text) -> Vec<String> {
    [text.doubts.as_slice(), &text.notes].concat()
}

/// Sentences of ours, with what is easily lost: brackets of document numbers, numbers of both widths, dashes, rare characters.
const LINES: [&str; 4] = [
    "新集镇人民政府关于2023年度法治政府建设情况的报告",
    "新镇政〔2024〕52号",
    "一、组织学习《信访工作条例》12次，参加1350人次，化解率98.6％。",
    "——“法律明白人”走村入户",
];
