//! Puts the bundled scripts into the program. In: `src/serve/web/dist/`, if `make web` has filled it. Out: `bundle.rs`, which includes a copy of
//! each file: a target folder that outlives the sources it was filled from goes on working.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let out = Path::new(&out);
    let dist = Path::new(&root).join("src/serve/web/dist");
    println!("cargo::rerun-if-changed=src/serve/web/dist");
    let mut files = Vec::new();
    // A folder that is not there is no fault: there are no scripts, then.
    for entry in fs::read_dir(&dist).into_iter().flatten() {
        let path = entry?.path();
        if matches!(path.extension().and_then(|ending| ending.to_str()), Some("js" | "txt")) {
            files.push(path);
        }
    }
    files.sort();
    let mut code = String::from("/// The bundled files: names and bytes.\nstatic BUNDLE: &[(&str, &[u8])] = &[\n");
    for path in &files {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        fs::copy(path, out.join(&*name))?;
        writeln!(code, "    ({name:?}, include_bytes!({name:?})),").map_err(io::Error::other)?;
    }
    code.push_str("];\n");
    fs::write(out.join("bundle.rs"), code)
}
