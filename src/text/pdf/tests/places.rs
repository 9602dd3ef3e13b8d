//! Where characters stand, and what order that makes.

use super::writer::{Pdf, hex, named, plain, plain_page, show, wide, with_font};
use super::{read, said};

/// One page with a content of its own; the font is UniGB-UTF16-H.
fn page(content: &str) -> Vec<u8> {
    page_with("", content)
}

fn page_with(more: &str, content: &str) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let font = named(&mut pdf, "UniGB-UTF16-H", "");
    pdf.page(&(with_font(font) + more), content.as_bytes());
    pdf.bytes()
}

fn content(bytes: &[u8]) -> String {
    read(bytes).unwrap().content
}

#[test]
fn lines_come_from_top_to_bottom_whatever_order_they_are_set_in() {
    let lines = [show(72.0, 660.0, 14.0, &wide("第三行")), show(72.0, 700.0, 14.0, &wide("第一行")), show(72.0, 680.0, 14.0, &wide("第二行"))];
    assert_eq!(content(&page(&lines.concat())), "第一行\n第二行\n第三行\n");
}

#[test]
fn every_operator_that_moves_text() {
    let h = |text: &str| hex(&wide(text));
    let set = format!(
        "q 2 0 0 2 0 0 cm BT /F1 7 Tf 36 350 Td {} Tj 0 -10 TD [{} -50 {} 20 {}] TJ T* {} Tj {} ' 0 0 {} \" ET Q BT /F1 14 Tf 14 TL 1 0 0 1 72 500 Tm 2 Tc 5 Tw 90 Tz {} Tj ET",
        h("甲"),
        h("乙"),
        h("丙"),
        h("丁"),
        h("戊"),
        h("己"),
        h("庚"),
        h("辛壬")
    );
    assert_eq!(content(&page(&set)), "甲\n乙丙丁\n戊\n己\n庚\n\n辛壬\n");
}

#[test]
fn wide_gaps_part_cells_and_explicit_spaces_stay() {
    let row = |y: f64, cells: [&str; 3]| cells.iter().zip([72.0, 220.0, 360.0]).map(|(cell, x)| show(x, y, 12.0, &wide(cell))).collect::<String>();
    let table = row(700.0, ["指标", "数量", "单位"]) + &row(680.0, ["排查矛盾纠纷", "126", "件"]) + &show(72.0, 660.0, 12.0, &wide("签发人： 张三"));
    assert_eq!(content(&page(&table)), "指标\t数量\t单位\n排查矛盾纠纷\t126\t件\n签发人： 张三\n");
}

#[test]
fn letters_made_bold_by_setting_them_twice_count_once() {
    let bold = show(72.0, 700.0, 14.0, &wide("加强11次学习")) + &show(72.4, 700.2, 14.0, &wide("加强11次学习"));
    assert_eq!(content(&page(&bold)), "加强11次学习\n");
}

#[test]
fn what_is_askew_or_off_the_page_is_left_out() {
    let body = plain_page(&["第一行正文在此", "第二行正文在此"]);
    let askew = format!("BT /F1 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm {} Tj ET\n", hex(&wide("内部资料")));
    let off = show(700.0, 700.0, 14.0, &wide("页外"));
    let text = read(&page(&(body + &askew + &off))).unwrap();
    assert_eq!(text.content, "第一行正文在此\n第二行正文在此\n");
    assert!(said(&text).iter().any(|note| note.contains("askew")), "{:?}", said(&text));
}

#[test]
fn a_page_that_is_turned_reads_level() {
    let up = |x: f64, text: &str| format!("BT /F1 14 Tf 0 1 -1 0 {x} 72 Tm {} Tj ET\n", hex(&wide(text)));
    let sideways = up(100.0, "第一行") + &up(120.0, "第二行");
    assert_eq!(content(&page(&sideways)), "第一行\n第二行\n");
    assert_eq!(content(&page_with("/Rotate 90", &sideways)), "第一行\n第二行\n");
    let down = |x: f64, text: &str| format!("BT /F1 14 Tf 0 -1 1 0 {x} 772 Tm {} Tj ET\n", hex(&wide(text)));
    assert_eq!(content(&page_with("/Rotate 270", &(down(120.0, "第一行") + &down(100.0, "第二行")))), "第一行\n第二行\n");
}

#[test]
fn columns_that_run_downwards_are_read_from_the_right() {
    let mut pdf = Pdf::new();
    let font = named(&mut pdf, "UniGB-UTF16-V", "");
    let set = show(400.0, 740.0, 14.0, &wide("自右向左，")) + &show(376.0, 740.0, 14.0, &wide("自上而下。"));
    pdf.page(&with_font(font), set.as_bytes());
    assert_eq!(content(&pdf.bytes()), "自右向左，\n自上而下。\n");
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let (mut set, mut left, mut right) = (show(200.0, 780.0, 16.0, &wide("法治建设通讯第三期")), String::new(), String::new());
    for line in 0..14u32 {
        let y = 740.0 - 20.0 * f64::from(line);
        let text = |side: &str| format!("{side}栏第{:02}行文字排满本栏宽度为止", line + 1);
        set += &(show(310.0, y, 12.0, &wide(&text("右"))) + &show(72.0, y, 12.0, &wide(&text("左"))));
        left += &(text("左") + "\n");
        right += &(text("右") + "\n");
    }
    assert_eq!(content(&page(&set)), format!("法治建设通讯第三期\n\n{left}{right}"));
}

#[test]
fn heads_and_feet_that_recur_are_told_once_and_page_numbers_stand_alone() {
    let mut pdf = Pdf::new();
    let font = named(&mut pdf, "UniGB-UTF16-H", "");
    for number in 1..=4 {
        let set = show(200.0, 800.0, 10.0, &wide("新集镇法治政府建设报告"))
            + &plain_page(&[&format!("这是正文的第{number}部分，到此没有"), "结束。"])
            + &show(280.0, 40.0, 10.0, &wide(&format!("— {number} —")));
        pdf.page(&with_font(font), set.as_bytes());
    }
    let text = read(&pdf.bytes()).unwrap();
    assert_eq!(text.content.matches("新集镇法治政府建设报告").count(), 1);
    for number in 1..=4 {
        assert!(text.content.lines().any(|line| line == format!("— {number} —")), "{}", text.content);
    }
}

#[test]
fn each_character_knows_its_page() {
    let text = read(&plain(&[&["第一页的文字"], &["第二页的文字", "又一行"], &["第三页"]]).bytes()).unwrap();
    let at =
        |needle: &str| text.content.chars().collect::<Vec<_>>().windows(needle.chars().count()).position(|w| w.iter().collect::<String>() == needle).unwrap();
    let page = |place: usize| text.origin.at(place).unwrap().page;
    assert_eq!((page(at("第一页")), page(at("第二页")), page(at("又一行")), page(at("第三页"))), (1, 2, 2, 3));
}

#[test]
fn forms_are_read_where_they_are_placed() {
    let mut pdf = Pdf::new();
    let font = named(&mut pdf, "UniGB-UTF16-H", "");
    let form = pdf.stream(
        &format!("/Type/XObject/Subtype/Form/BBox[0 0 500 500]/Matrix[1 0 0 1 0 100]{}", with_font(font)),
        show(72.0, 540.0, 14.0, &wide("表内")).as_bytes(),
    );
    let set = show(72.0, 700.0, 14.0, &wide("表前")) + "q 1 0 0 1 0 20 cm /X1 Do Q " + &show(72.0, 640.0, 14.0, &wide("表后"));
    pdf.page(&format!("/Resources<</Font<</F1 {font} 0 R>>/XObject<</X1 {form} 0 R>>>>"), set.as_bytes());
    assert_eq!(content(&pdf.bytes()).replace("\n\n", "\n"), "表前\n表内\n表后\n");
}

#[test]
fn an_invisible_layer_counts_only_where_nothing_is_shown() {
    let hidden = format!("q BT 3 Tr /F1 14 Tf 72 700 Td {} Tj ET Q\n", hex(&wide("机器认出的文字")));
    let text = read(&page(&hidden)).unwrap();
    assert!(text.content == "机器认出的文字\n" && said(&text).iter().any(|note| note.contains("machine")), "{:?}", said(&text));
    assert_eq!(content(&page(&(hidden + &show(72.0, 600.0, 14.0, &wide("看得见的文字"))))), "看得见的文字\n");
}
