//! Workbooks of two producers (`tests/formats/make_sheet.py`): cells say what they show, each is a place, and numbers hold for their towns.

use std::collections::BTreeSet;

use fazhi::pipeline::Outcome;
use fazhi::text::{self, Text};

use crate::support::{reader, root};

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/formats").join(name)).unwrap()
}

fn read(name: &str) -> Text {
    text::read(name, &bytes(name)).unwrap()
}

/// What each observation says: area, indicator or heads, value, unit.
fn facts(name: &str) -> BTreeSet<String> {
    let document = fazhi::document::read(read(name));
    let resolved = reader().resolve(&document, reader().extract(&document));
    let gazetteer = reader().gazetteer();
    let told = |measured: &fazhi::resolve::statements::Measured| {
        let (seen, quantity) = (&measured.observation, &measured.observation.quantity);
        let heads = seen.heads.iter().map(|head| document.folded(*head)).collect::<Vec<_>>().join(" ");
        let area = measured.area.as_ref().map_or("-", |area| area.label(gazetteer));
        let indicator = seen.indicator.map_or("-", |id| gazetteer.label(id));
        format!("{area} [{heads}] {indicator} {} {}", quantity.value, quantity.unit)
    };
    resolved.statements.observations.iter().map(told).collect()
}

#[test]
fn cells_say_what_they_show_and_where_they_are() {
    for producer in ["op", "lo"] {
        let text = read(&format!("towns.{producer}.xlsx"));
        let row = |words: &str| text.content.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("{words}: {}", text.content));
        assert_eq!(row("新集镇 | 526"), "| 新集镇 | 526 | 99.1% | 1250 | 3.50 | 2024年1月8日 |");
        assert_eq!(row("陡山河乡 | 88"), "| 陡山河乡 | 88 | 100.0% | 1430 | 0.80 | 2023年12月29日 |");
        assert_eq!(row("北片"), "| 北片 | 新集镇 | 58次 | 2023年12月 |");
        assert!(!text.content.contains("底稿"), "a hidden sheet is left out");
        assert!(text.notes.iter().any(|note| note.contains("底稿 is hidden")), "{:?}", text.notes);
        let place = |words: &str| text.origin.at(text.content.split(words).next().unwrap().chars().count()).unwrap().to_string();
        assert_eq!((place("526").as_str(), place("58次").as_str()), ("第1表第4行第2格", "第2表第2行第3格"));
    }
    // Who does not calculate writes formulas without values: that is said, and not passed over.
    assert!(read("towns.op.xlsx").notes.iter().any(|note| note.starts_with("4 formulas have no value")));
    let worked = read("towns.lo.xlsx");
    assert!(worked.content.contains("| 合计 | 924 | 99.0% | 3660 | 6.55 |") && worked.notes.len() == 1, "{:?}", worked.notes);
}

#[test]
fn numbers_of_a_table_hold_for_their_towns() {
    let found = facts("towns.lo.xlsx");
    for wanted in [
        "新集镇 [矛盾纠纷 排查数(件)] 排查矛盾纠纷数 526 件",
        "沙窝镇 [矛盾纠纷 化解率] 矛盾纠纷化解率 98.5 %",
        "陡山河乡 [普法宣传 发放资料(份)] 普法资料发放份数 1430 份",
        "陡山河乡 [普法宣传 经费(万元)] 普法经费 8000 元",
        "新县 [矛盾纠纷 排查数(件)] 排查矛盾纠纷数 924 件",
        "沙窝镇 [开展执法巡查] 执法巡查次数 41 次",
    ] {
        assert!(found.contains(wanted), "{wanted}: {found:#?}");
    }
    assert_eq!(found.len(), 4 * 4 + 3, "each cell once, and no other number: {found:#?}");
    let without: BTreeSet<String> = found.iter().filter(|fact| !fact.starts_with("新县")).cloned().collect();
    assert_eq!(facts("towns.op.xlsx"), without);
}

#[test]
fn a_towns_own_workbook_says_its_figures() {
    for producer in ["op", "lo"] {
        let name = format!("own.{producer}.xlsx");
        let found = facts(&name);
        for wanted in [
            "新集镇 [] 执法巡查次数 58 次",
            "新集镇 [] 行政处罚件数 12 件",
            "新集镇 [] 矛盾纠纷化解率 98.5 %",
            "新集镇 [] 普法资料发放份数 12500 份",
            "新集镇 [] 信访办结率 97.3 %",
        ] {
            assert!(found.contains(wanted), "{name} {wanted}: {found:#?}");
        }
        assert!(found.iter().any(|fact| fact.ends_with(" 6 场")), "{found:#?}");
        let reading = reader().read(&name, &bytes(&name));
        assert_eq!(reading.outcome, Outcome::Ok);
        crate::properties::spans_read_back(&reading.quads());
        assert!(reading.quads().iter().any(|quad| quad.predicate.as_str().ends_with("#covers")));
    }
}
