//! What every stage makes of one small report, word for word. `INSTA_UPDATE=always cargo test` renews them; read the difference before you keep it.

use crate::support::{report, run};

#[test]
fn stages() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("report.txt");
    let text = report(
        "新兴镇",
        "依据《中华人民共和国行政处罚法》第三十二条第一款第（二）项，由镇党委书记叶文澜牵头，成立法治政府建设工作领导小组，\n会同县司法局在大石坑村推行“四移”工作法。",
    );
    std::fs::write(&file, text).unwrap();
    for stage in ["text", "outline", "mentions", "claims", "turtle"] {
        let (code, out, err) = run(&["inspect", file.to_str().unwrap(), "--stage", stage, "--explain"]);
        assert_eq!(code, 0, "{err}");
        let out: String = out.lines().map(|line| format!("{}\n", line.trim_end())).collect();
        insta::assert_snapshot!(stage, out);
    }
}
