//! A writer that is really killed, again and again, at whatever moment: what it leaves is a store.

use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use super::super::check;
use super::*;

const DIR: &str = "FAZHI_TEST_STORE_OF_THE_KILLED";

/// Not a test by itself: the process that the test below starts and kills. It reads documents anew, moves them and removes them, without end.
#[test]
#[ignore]
fn writes_until_it_is_killed() {
    let Ok(dir) = std::env::var(DIR) else { return };
    let mut writer = Writer::open(Path::new(&dir), BASE).unwrap();
    for round in 0.. {
        let first = round * 7 % 40;
        writer.commit((first..first + 10).map(|number| put(number, &format!("round {round}"))).collect()).unwrap();
        let moved = Put { path: format!("reports/{first}.html"), ..put(1000 + round, "moved") };
        writer.commit(vec![moved, refused(first + 1)]).unwrap();
        writer.prune(&[format!("reports/{}.html", first + 2)]).unwrap();
    }
}

#[test]
fn a_killed_writer_leaves_a_store() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("kg");
    let mut written = 0;
    for round in 0..12u64 {
        write_and_kill(&dir, Duration::from_millis(40 + 17 * round));
        if !dir.join("format").exists() {
            continue;
        }
        let view = View::open(&dir).unwrap();
        assert!(view.query("ASK {}", &[], None).is_ok(), "what the ledger lists is there, before anybody clears up");
        drop(view);
        Writer::open(&dir, BASE).unwrap().finish().unwrap();
        written = Writer::open(&dir, BASE).unwrap().entries().len();
        assert_eq!(check(&dir, false).unwrap(), [], "round {round}");
    }
    assert!(written > 10, "the killed processes wrote something");
}

fn write_and_kill(dir: &Path, after: Duration) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "store::tests::killed::writes_until_it_is_killed"]).env(DIR, dir);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
}
