//! Folders as they come: links, pipes, names that are no text, files too large, one file under two names. The walk ends, and says of each why it was not read.

use std::ffi::OsStr;
use std::fs;
use std::io::{Read, Seek};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{fazhi, report, root, run};
use crate::torture::{Row, scale, seconds};

/// Runs the program, which must end by itself in two minutes: exit code, stdout, stderr.
fn ended(args: &[&OsStr]) -> (i32, String, String) {
    // Into files: a pipe that nobody reads would stop what writes more than it holds.
    let (mut out, mut err) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
    let mut child = fazhi().args(args).stdin(Stdio::null()).stdout(out.try_clone().unwrap()).stderr(err.try_clone().unwrap()).spawn().unwrap();
    let start = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if start.elapsed() > Duration::from_secs(120 * scale(4) as u64) {
            child.kill().unwrap();
            panic!("{args:?} hangs");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let text = |file: &mut fs::File| {
        let mut bytes = Vec::new();
        file.rewind().and_then(|()| file.read_to_end(&mut bytes)).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    (child.wait().unwrap().code().unwrap_or(-1), text(&mut out), text(&mut err))
}

/// `fazhi build` with JSON: the exit code and what it says.
fn build(paths: &[&Path], store: &Path) -> (i32, serde_json::Value) {
    let mut args: Vec<&OsStr> = vec!["build".as_ref(), "--format".as_ref(), "json".as_ref(), "--store".as_ref(), store.as_os_str()];
    args.extend(paths.iter().map(|path| path.as_os_str()));
    let (code, out, err) = ended(&args);
    (code, serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{err}")))
}

/// The reason that one list of a build gives for the path that ends in `name`.
fn why<'v>(said: &'v serde_json::Value, list: &str, name: &str) -> &'v str {
    let all = said[list].as_array().unwrap();
    let row = all.iter().find(|row| row["path"].as_str().is_some_and(|path| path.ends_with(name)));
    row.unwrap_or_else(|| panic!("{name} is not among {list}: {said:#}"))["reason"].as_str().unwrap_or("")
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn a_wrong_name_is_told_though_the_same_bytes_have_a_right_one() {
    let dir = tempfile::tempdir().unwrap();
    let input = dir.path().join("in");
    fs::create_dir(&input).unwrap();
    for name in ["01.html", "same.html", "wrong.docx"] {
        fs::copy(root().join("tests/formats/01.html"), input.join(name)).unwrap();
    }
    let (code, said) = build(&[&input], &dir.path().join("kg"));
    let state = |name: &str| {
        let row = said["files"].as_array().unwrap().iter().find(|row| row["path"].as_str().unwrap().ends_with(name)).unwrap().clone();
        row["state"].as_str().unwrap().to_owned()
    };
    assert_eq!((code, state("01.html"), state("same.html"), state("wrong.docx")), (0, "ok".to_owned(), "ok".to_owned(), "partial".to_owned()), "{said:#}");
    assert!(why(&said, "files", "wrong.docx").contains("named .docx, but it is a web page"), "{said:#}");
    // It stays so when nothing is new, and the one graph says all names.
    let (_, again) = build(&[&input], &dir.path().join("kg"));
    assert!(again["unchanged"] == 3 && why(&again, "files", "wrong.docx").contains("named .docx"), "{again:#}");
    let (_, quads, _) = run(&["export", "--format", "nquads", "--only-read", "--store", dir.path().join("kg").to_str().unwrap()]);
    assert!(["01.html", "same.html", "wrong.docx"].iter().all(|name| quads.contains(&format!("\"{name}\""))));
}

#[test]
fn a_folder_of_everything_is_walked_to_its_end() {
    let dir = tempfile::tempdir().unwrap();
    let (input, outside) = (dir.path().join("in"), dir.path().join("outside"));
    fs::create_dir_all(input.join("deep/er")).unwrap();
    fs::create_dir(&outside).unwrap();
    let write = |path: &Path, extra: &str| fs::write(path, report("新兴镇", extra)).unwrap();
    write(&input.join("deep/er/good.txt"), "");
    write(&outside.join("elsewhere.txt"), "推行最多跑一次改革。");
    pipe(&input.join("pipe.txt"));
    let _socket = std::os::unix::net::UnixListener::bind(input.join("socket")).unwrap();
    symlink("..", input.join("deep/loop")).unwrap();
    symlink("self.txt", input.join("self.txt")).unwrap();
    symlink(&outside, input.join("away")).unwrap();
    symlink(outside.join("elsewhere.txt"), input.join("link.txt")).unwrap();
    symlink("/dev/zero", input.join("zero.txt")).unwrap();
    symlink("nowhere", input.join("picture.png")).unwrap();
    fs::write(input.join("README.md"), "no report").unwrap();
    // 报告 in GBK.
    write(&input.join(OsStr::from_bytes(b"\xb1\xa8\xb8\xe6.txt")), "一。");
    // Large and hardly on the disk: it is refused by its size.
    fs::File::create(input.join("large.txt")).unwrap().set_len(40 << 30).unwrap();
    fs::write(input.join("large.zip"), b"PK\x03\x04").unwrap();
    fs::File::options().write(true).open(input.join("large.zip")).unwrap().set_len(40 << 30).unwrap();
    let mut row = Row::new("D12", "folders of everything", seconds(30.0));
    let start = Instant::now();
    let (code, said) = build(&[&input], &dir.path().join("kg"));
    row.took(walkdir::WalkDir::new(&input).into_iter().count(), start.elapsed());
    row.found("7 skipped and 4 failed, each with its reason");
    row.close();
    assert!(code == 2 && said["read"] == 1 && said["other_files"] == 2, "{code}: {said:#}");
    for (name, reason) in [
        ("pipe.txt", "FIFO"),
        ("socket", "a socket"),
        ("deep/loop", "a link to a folder"),
        ("self.txt", "leads nowhere"),
        ("away", "a link to a folder"),
        ("link.txt", "a link, not followed"),
        ("zero.txt", "a link, not followed"),
    ] {
        assert!(why(&said, "skipped", name).contains(reason), "{name}: {said:#}");
    }
    assert_eq!(said["skipped"].as_array().unwrap().len(), 7, "{said:#}");
    assert!(why(&said, "files", "large.txt").contains("40960 MiB, more than the 32 MiB"), "{said:#}");
    assert!(why(&said, "files", "large.zip").contains("256 MiB that are read of a ZIP"), "{said:#}");
    assert_eq!(said["counts"]["refused"], 3, "{said:#}");
    assert!(said["files"].as_array().unwrap().iter().any(|row| row["reason"].as_str().is_some_and(|why| why.contains("报告.txt") && why.contains("rename"))));
    // The table says them, too, and other commands say them in their own way.
    let (_, out, _) = ended(&["build".as_ref(), input.as_os_str(), "--store".as_ref(), dir.path().join("kg").as_os_str()]);
    assert!(out.lines().any(|line| line.contains("pipe.txt") && line.contains("skipped") && line.contains("FIFO")) && out.contains("7 skipped"), "{out}");
    let (code, _, err) = ended(&["extract".as_ref(), input.as_os_str()]);
    assert!(code == 2 && err.lines().any(|line| line.contains("pipe.txt: skipped")) && err.contains("large.txt"), "{err}");
}

#[test]
fn d12_a_folder_of_very_many_files() {
    let dir = tempfile::tempdir().unwrap();
    let (input, count) = (dir.path().join("in"), 1000 * scale(100));
    for at in 0..count {
        let folder = input.join(format!("{}", at / 1000));
        if at % 1000 == 0 {
            fs::create_dir_all(&folder).unwrap();
        }
        fs::write(folder.join(format!("{at}.txt")), format!("{at}")).unwrap();
    }
    fs::write(input.join("report.txt"), report("新兴镇", "")).unwrap();
    let mut row = Row::new("D12", "very many files", seconds(30.0));
    let start = Instant::now();
    let (code, said) = build(&[&input], &dir.path().join("kg"));
    row.took(count + 1, start.elapsed());
    assert!(code == 2 && said["read"] == 1 && said["counts"]["refused"] == count && said["files"].as_array().unwrap().len() == count + 1, "{code}");
    row.found("an outcome each");
    row.close();
}

/// Files that grow, shrink, are written anew in their place, replaced and taken away while a build reads their folder.
#[test]
fn d12_files_that_change_while_they_are_read() {
    let dir = tempfile::tempdir().unwrap();
    let (input, store, count) = (dir.path().join("in"), dir.path().join("kg"), 40 * scale(5));
    fs::create_dir(&input).unwrap();
    let path = |at: usize| input.join(format!("{at:03}.txt"));
    let content = |at: usize, turn: usize| report("新兴镇", &format!("开展第{at}次普法宣传活动{turn}场。").repeat(40 + turn % 7 * 20));
    (0..count).for_each(|at| fs::write(path(at), content(at, 0)).unwrap());
    fs::write(input.join("quiet.txt"), report("安宁镇", "")).unwrap();
    let end = std::sync::atomic::AtomicBool::new(false);
    let change = |at: usize, turn: usize| match at % 4 {
        0 => fs::File::options().append(true).open(path(at)).and_then(|mut file| std::io::Write::write_all(&mut file, "又开展1次。".as_bytes())),
        1 => fs::write(path(at), content(at, turn)),
        2 => fs::write(dir.path().join("next"), content(at, turn)).and_then(|()| fs::rename(dir.path().join("next"), path(at))),
        // What is taken away once is not there again.
        _ => fs::remove_file(path(at)).or(Ok(())),
    };
    let mut row = Row::new("D12", "files that change while they are read", seconds(30.0));
    let start = Instant::now();
    let (code, said) = std::thread::scope(|scope| {
        scope.spawn(|| {
            for turn in (1..).take_while(|_| !end.load(std::sync::atomic::Ordering::SeqCst)) {
                (0..count).for_each(|at| change(at, turn).unwrap());
            }
        });
        // Its own process: the writer is not held up by it.
        let built = build(&[&input], &store);
        end.store(true, std::sync::atomic::Ordering::SeqCst);
        built
    });
    row.took(count + 1, start.elapsed());
    let files = said["files"].as_array().unwrap();
    assert!([0, 2].contains(&code) && files.iter().any(|file| file["path"].as_str().unwrap().ends_with("quiet.txt") && file["state"] == "ok"), "{said:#}");
    assert!(files.iter().all(|file| file["state"] == "ok" || file["reason"].as_str().is_some_and(|why| !why.is_empty())), "{said:#}");
    let (code, out, err) = run(&["check", "--store", store.to_str().unwrap()]);
    assert_eq!(code, 0, "{out}{err}");
    // When they are at rest the store says what they hold.
    let (_, again) = build(&[&input], &store);
    let left = (0..count).filter(|at| path(*at).exists()).count();
    assert!(again["files"].as_array().unwrap().iter().filter(|file| file["state"] == "ok").count() > left, "{again:#}");
    row.found("an outcome each, the store whole");
    row.close();
}

#[test]
fn the_same_bytes_under_three_names_have_an_outcome_each() {
    let dir = tempfile::tempdir().unwrap();
    let input = dir.path().join("in");
    fs::create_dir(&input).unwrap();
    for name in ["a.txt", "b.docx", "c.md"] {
        fs::write(input.join(name), report("新兴镇", "")).unwrap();
    }
    let (code, said) = build(&[&input], &dir.path().join("kg"));
    let files = said["files"].as_array().unwrap();
    assert!(code == 0 && files.len() == 3 && said["read"] == 3, "{said:#}");
    let state = |name: &str| files.iter().find(|row| row["path"].as_str().unwrap().ends_with(name)).unwrap()["state"].clone();
    assert_eq!([state("a.txt"), state("b.docx"), state("c.md")], ["ok", "partial", "ok"], "{said:#}");
    assert_eq!(why(&said, "files", "b.docx"), "named .docx, but it is plain text");
    // The table tells the one that has something to tell.
    let (_, out, _) = ended(&["build".as_ref(), "--force".as_ref(), input.as_os_str(), "--store".as_ref(), dir.path().join("kg").as_os_str()]);
    assert!(out.lines().any(|line| line.contains("b.docx") && line.contains("named .docx")) && !out.contains("a.txt"), "{out}");
}

#[test]
fn links_alone_fail_nothing_and_a_link_that_is_named_is_followed() {
    let dir = tempfile::tempdir().unwrap();
    let (input, outside) = (dir.path().join("in"), dir.path().join("outside"));
    fs::create_dir(&input).unwrap();
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("elsewhere.txt"), report("新兴镇", "")).unwrap();
    symlink(outside.join("elsewhere.txt"), input.join("link.txt")).unwrap();
    symlink(&outside, input.join("away")).unwrap();
    let (code, said) = build(&[&input], &dir.path().join("a"));
    assert!(code == 0 && said["read"] == 0 && said["skipped"].as_array().unwrap().len() == 2, "{said:#}");
    for (named, store) in [("link.txt", "b"), ("away", "c")] {
        let (code, said) = build(&[&input.join(named)], &dir.path().join(store));
        assert!(code == 0 && said["read"] == 1 && said["files"][0]["path"].as_str().unwrap().ends_with("outside/elsewhere.txt"), "{said:#}");
    }
    let (code, out, err) = ended(&["inspect".as_ref(), input.join("link.txt").as_os_str()]);
    assert!(code == 0 && out.contains("新兴镇"), "{err}");
}

#[test]
fn pipes_and_devices_that_are_named_are_told() {
    let dir = tempfile::tempdir().unwrap();
    let fifo = dir.path().join("pipe.txt");
    pipe(&fifo);
    for (path, what) in [(fifo.as_path(), "FIFO"), (Path::new("/dev/zero"), "a device")] {
        let (code, said) = build(&[path], &dir.path().join("kg"));
        assert!(code == 2 && said["files"][0]["reason"].as_str().unwrap().contains(what), "{said:#}");
        for command in ["inspect", "audit", "extract"] {
            let (code, _, err) = ended(&[command.as_ref(), path.as_os_str()]);
            assert!(code == 2 && err.contains(what), "{command} {}: {code} {err}", path.display());
        }
    }
    // What takes no reports but reads a file waits for no writer either; a folder is no file.
    let store = crate::support::sample_store();
    let (quads, good) = (dir.path().join("pipe.nq"), dir.path().join("good.nq"));
    pipe(&quads);
    fs::write(&good, "").unwrap();
    let commands: [&[&str]; 7] =
        [&["query"], &["import", "--graph", "https://x.example/g"], &["eval"], &["diff", good.to_str().unwrap()], &["inspect"], &["extract"], &["audit"]];
    for command in commands {
        for path in [quads.as_path(), dir.path(), Path::new("/dev/zero")] {
            // A folder of reports is what these take.
            if path == dir.path() && ["extract", "audit"].contains(&command[0]) {
                continue;
            }
            let mut args: Vec<&OsStr> = command.iter().map(AsRef::as_ref).collect();
            args.push(path.as_os_str());
            if ["query", "import"].contains(&command[0]) {
                args.extend([OsStr::new("--store"), store.as_os_str()]);
            }
            let (code, _, err) = ended(&args);
            assert!(code == 2 && err.starts_with("fazhi: "), "{args:?}: {code} {err}");
        }
    }
    // A pipe that somebody writes to is read to its end, as a shell's <(…) is.
    let store = dir.path().join("kg");
    let script = format!(
        "{} import <(sleep 0.2; echo '<https://x.example/a> <https://x.example/b> \"c\" .') --graph https://x.example/h --format ntriples --store {}",
        env!("CARGO_BIN_EXE_fazhi"),
        store.display()
    );
    let output = Command::new("bash").args(["-c", &script]).output().unwrap();
    assert!(output.status.success() && String::from_utf8_lossy(&output.stdout).contains("1 quads"), "{output:?}");
    // A file of the system says that it is empty, and is not.
    let (code, out, err) = ended(&["inspect".as_ref(), "--stage".as_ref(), "text".as_ref(), "/proc/self/status".as_ref()]);
    assert!(code == 0 && out.contains("Name:"), "{out}{err}");
}
