//! Rows of tables, whatever format they come from. In: the paragraphs of a row's cells. Out: lines.
//!
//! A row of data becomes one line with its cells between bars; where a table only lays out running text, its paragraphs are lines;
//! a row of field names and values (索引号 | 0123) becomes fields.

use super::origin::{Lines, Place};

/// From so many characters on, a cell with several paragraphs holds running text.
const RUNNING: usize = 40;

/// Names of fields that portals and heads of documents put into cells, without spaces and colon.
const FIELDS: [&str; 31] = [
    "索引号",
    "发文机构",
    "发布机构",
    "发文机关",
    "发文单位",
    "发布单位",
    "公开主体",
    "责任部门",
    "发文字号",
    "文号",
    "公文文号",
    "文件编号",
    "统一编号",
    "成文日期",
    "成文时间",
    "发文日期",
    "发布时间",
    "发布日期",
    "公开日期",
    "印发日期",
    "生成日期",
    "主题分类",
    "信息分类",
    "主题词",
    "体裁分类",
    "名称",
    "信息名称",
    "标题",
    "有效性",
    "公开方式",
    "来源",
];

/// The name of a field, if `text` is one: without the spaces that set it wide and without its colon.
pub(super) fn field(text: &str) -> Option<&'static str> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ':' | '：' | '[' | ']' | '【' | '】' | '〔' | '〕')).collect();
    FIELDS.iter().find(|name| **name == bare).copied()
}

/// Writes one row. `cells` are the paragraphs of each.
pub(super) fn write(lines: &mut Lines, cells: &[Vec<String>], place: Place) {
    let filled: Vec<&Vec<String>> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    let running = |cell: &Vec<String>| cell.len() > 1 && cell.iter().any(|text| text.chars().count() >= RUNNING);
    match filled.as_slice() {
        [] => {}
        [only] => only.iter().for_each(|text| lines.line(text, place)),
        _ if filled.iter().any(|cell| running(cell)) => filled.iter().flat_map(|cell| cell.iter()).for_each(|text| lines.line(text, place)),
        _ => {
            let joined: Vec<String> = cells.iter().map(|cell| cell.join(" ").replace(['\n', '\t'], " ").trim().to_owned()).collect();
            match fields(&joined) {
                Some(fields) => fields.iter().for_each(|(name, value)| lines.line(&format!("{name}：{value}"), place)),
                None => lines.row(&joined, place),
            }
        }
    }
}

/// Names and values of a row in which every other cell is the name of a field.
fn fields(cells: &[String]) -> Option<Vec<(&'static str, &str)>> {
    let pairs: Vec<(&str, &str)> = cells.chunks(2).map(|pair| (pair.first().map_or("", String::as_str), pair.get(1).map_or("", String::as_str))).collect();
    let named: Option<Vec<_>> =
        pairs.iter().filter(|(name, value)| !name.is_empty() || !value.is_empty()).map(|(name, value)| Some((field(name)?, *value))).collect();
    named.filter(|fields| !fields.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_fields_and_layout() {
        let long = "一年来，全镇认真落实上级决策部署，扎实推进法治政府建设各项工作，取得了明显的成效，现将有关情况报告如下。".to_owned();
        let cell = |text: &str| vec![text.to_owned()];
        let mut lines = Lines::default();
        let at = |row: u32| Place { table: 1, row, ..Place::default() };
        write(&mut lines, &[cell("开展执法巡查"), cell("次"), cell("58")], at(1));
        write(&mut lines, &[cell("索 引 号："), cell("0123"), cell("发布机构"), cell("新兴镇")], at(2));
        write(&mut lines, &[vec![long.clone(), "二、下一步".to_owned()], cell("栏")], at(3));
        write(&mut lines, &[Vec::new(), cell("合并的标题")], at(4));
        assert_eq!(lines.finish().0, format!("| 开展执法巡查 | 次 | 58 |\n索引号：0123\n发布机构：新兴镇\n{long}\n二、下一步\n栏\n合并的标题\n"));
    }
}
