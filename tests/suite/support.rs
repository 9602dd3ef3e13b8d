//! What the tests share: the program, the samples, and a reader that is made once.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use fazhi::authority::Ontology;
use fazhi::pipeline::Reader;

/// The repository's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The samples of reports.
pub fn samples() -> PathBuf {
    root().join("tests/samples")
}

/// The program.
pub fn fazhi() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fazhi"));
    command.env_remove("FAZHI_STORE");
    command
}

/// Runs the program: exit code, stdout, stderr.
pub fn run(args: &[&str]) -> (i32, String, String) {
    let output = fazhi().args(args).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

/// A reader with the names built in.
pub fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| Reader::new(&Ontology::embedded(), fazhi::vocab::HOME).unwrap())
}

/// A store of all samples, made once.
pub fn sample_store() -> &'static Path {
    static STORE: OnceLock<tempfile::TempDir> = OnceLock::new();
    let store = STORE.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let (code, out, err) = run(&["build", samples().to_str().unwrap(), "--store", dir.path().join("kg").to_str().unwrap()]);
        assert_eq!(code, 0, "{out}{err}");
        dir
    });
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| store.path().join("kg"))
}

/// A small report in the genre, of a town of our choice.
pub fn report(town: &str, extra: &str) -> String {
    format!(
        "{town}人民政府\n关于2023年度法治政府建设情况的报告\n\n松阳县人民政府：\n2023年，{town}认真学习贯彻习近平法治思想，全面落实《法治政府建设实施纲要（2021—2025年）》，扎实推进依法行政各项工作，现将有关情况报告如下。\n一、主要做法\n（一）加强学习。组织学习《信访工作条例》，{extra}\n\n{town}人民政府\n2024年1月10日\n"
    )
}
