//! Encodings: generated files of every length, told by their content; what is wrong is never silent.

use std::time::Instant;

use encoding_rs::{BIG5, Encoding, GB18030};
use fazhi::text;

use crate::support::root;
use crate::torture::{Row, seconds};

/// Texts of our own reports, cut at many places to many lengths.
fn texts() -> Vec<String> {
    let folders = ["tests/reports/tuned", "tests/reports/unseen"];
    let files = folders.iter().flat_map(|folder| walkdir::WalkDir::new(root().join(folder)).max_depth(1).sort_by_file_name());
    let all: Vec<char> = files
        .filter_map(Result::ok)
        .filter(|file| file.path().extension().is_some_and(|ending| ending == "txt"))
        .filter_map(|file| std::fs::read_to_string(file.path()).ok())
        .flat_map(|text| text.chars().filter(|c| *c != '\u{feff}').collect::<Vec<_>>())
        .collect();
    let lengths = [4, 5, 6, 8, 10, 13, 16, 19, 20, 24, 30, 40, 60, 90, 150, 400, 1000, 4000];
    let mut seed = 7usize;
    let cut = |at: usize| -> String {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let length = lengths[at % lengths.len()];
        let start = (seed >> 20) % (all.len() - 5000);
        // A text begins with words: white space and marks tell nothing.
        let words = all[start..].iter().skip_while(|c| !('\u{4e00}'..='\u{9fff}').contains(*c));
        words.take(length).collect()
    };
    (0..300).map(cut).collect()
}

fn wide(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    encoding.encode(text).0.into_owned()
}

/// The forms in which a text is written, by name.
fn forms(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8 marked", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("GB18030", encoded(GB18030, text)),
        ("GB18030 marked", [&[0x84, 0x31, 0x95, 0x33][..], &encoded(GB18030, text)].concat()),
        ("UTF-16LE", wide(text, false, false)),
        ("UTF-16LE marked", wide(text, false, true)),
        ("UTF-16BE", wide(text, true, false)),
        ("UTF-16BE marked", wide(text, true, true)),
    ]
}

#[test]
fn d9_files_of_every_length_are_told() {
    let mut table: std::collections::BTreeMap<(&str, bool), (usize, usize)> = std::collections::BTreeMap::new();
    let mut wrong = Vec::new();
    let mut row = Row::new("D9", "encodings", seconds(0.2));
    for text in texts() {
        let long = text.chars().count() >= 20;
        let want = text.trim();
        for (form, bytes) in forms(&text) {
            let start = Instant::now();
            let read = text::read("a.txt", &bytes);
            row.took(1, start.elapsed());
            let right = read.as_ref().is_ok_and(|read| read.content.trim() == want);
            let entry = table.entry((form, long)).or_default();
            entry.0 += usize::from(right);
            entry.1 += 1;
            if !right {
                wrong.push(format!("{form}: {text:.40} {:?}", read.map(|read| read.content.chars().take(20).collect::<String>())));
            }
        }
    }
    let rates = [true, false].map(|long| {
        let rows: Vec<_> = table.iter().filter(|((_, other), _)| *other == long).collect();
        let (right, all) = rows.iter().fold((0, 0), |sum, (_, (right, all))| (sum.0 + right, sum.1 + all));
        rows.iter().for_each(|((form, _), (right, all))| println!("{form:<16} {} {right}/{all}", if long { "from 20" } else { "4 to 19" }));
        println!("all              {} {right}/{all}", if long { "from 20" } else { "4 to 19" });
        right as f64 / all as f64
    });
    println!("{}", wrong.join("\n"));
    row.found(format!("from 20 characters {:.2} % right (bar 99.5), from 4 {:.2} % (97)", rates[0] * 100.0, rates[1] * 100.0));
    row.close();
    assert!(rates[0] >= 0.995 && rates[1] >= 0.97, "{rates:?}\n{}", wrong.join("\n"));
}

#[test]
fn big5_rare_characters_and_what_is_cut_are_never_wrong_in_silence() {
    let traditional = [
        "法治政府建設年度工作報告",
        "依照行政處罰法的規定，本鎮政府認真落實各項工作任務，組織開展法治宣傳教育活動。",
        "一年來，本縣人民政府堅持依法行政，推進法治政府建設，取得了明顯的成效，現將有關情況報告如下。",
    ];
    for text in traditional {
        let read = text::read("a.txt", &encoded(BIG5, text)).unwrap();
        assert_eq!((read.content.as_str(), read.encoding), (text, "Big5"));
    }
    // Four bytes a character: names and places have such.
    let rare = "新集镇干部\u{3400}\u{20000}\u{2a6d6}同志认真落实依法行政各项工作任务";
    assert_eq!(text::read("a.txt", &encoded(GB18030, rare)).unwrap().content, rare);
    let mut silent = Vec::new();
    let (mut cut, mut refused) = (0, 0);
    for text in texts().iter().filter(|text| text.chars().count() >= 60).take(80) {
        for (form, bytes) in forms(text) {
            // The last byte is gone, or one in the middle.
            for gone in [bytes.len() - 1, bytes.len() / 2] {
                let mut bytes = bytes.clone();
                bytes.remove(gone);
                cut += 1;
                match text::read("a.txt", &bytes) {
                    Err(_) => refused += 1,
                    // What is read must be a piece of the text, or say that it may not be.
                    Ok(read) if read.notes.is_empty() && read.doubts.is_empty() => {
                        let whole: String = text.chars().filter(|c| !c.is_whitespace()).collect();
                        let kept: String = read.content.chars().filter(|c| !c.is_whitespace()).collect();
                        let lost = kept.chars().filter(|c| !whole.contains(*c)).count();
                        if lost * 20 > kept.chars().count() {
                            silent.push(format!("{form} without byte {gone} of {}: {kept:.60}", bytes.len()));
                        }
                    }
                    Ok(_) => {}
                }
            }
        }
    }
    println!("{cut} cut, {refused} refused, {} wrong in silence", silent.len());
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

#[test]
fn d10_nul_bytes_hide_nothing() {
    let mut row = Row::new("D10", "NUL and control characters", seconds(0.2));
    let text = "新集镇人民政府关于2023年度法治政府建设情况的报告。".repeat(4);
    let half = text.char_indices().nth(40).map_or(0, |(at, _)| at);
    for place in [0, half, text.len()] {
        let mut bytes = text.clone().into_bytes();
        bytes.insert(place, 0);
        let start = Instant::now();
        let read = text::read("a.txt", &bytes).unwrap();
        row.took(1, start.elapsed());
        assert_eq!(read.content, text);
    }
    for odd in ["\u{fffe}", "\u{ffff}", "\u{1}"] {
        let start = Instant::now();
        assert_eq!(text::read("a.txt", format!("{text}{odd}").as_bytes()).unwrap().content, text);
        row.took(1, start.elapsed());
    }
    // What stands behind a NUL is found, and what is written of it is well-formed.
    let hidden = crate::support::report("新兴镇", "\0推行“四移”工作法，\u{b}\u{ffff}");
    let reader = crate::support::reader();
    let start = Instant::now();
    let quads = reader.read("a.txt", hidden.as_bytes()).quads();
    row.took(1, start.elapsed());
    assert!(quads.iter().any(|quad| quad.object.to_string().contains("“四移”工作法")));
    assert!(!quads.iter().any(|quad| quad.object.to_string().contains(['\0', '\u{b}', '\u{ffff}'])));
    row.found("0 names lost");
    row.close();
}
