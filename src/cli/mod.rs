//! dev
use std::process::ExitCode;
/// dev
pub fn run() -> ExitCode {
    let ontology = crate::authority::Ontology::embedded();
    let args: Vec<String> = std::env::args().skip(1).collect();
    let mut out = String::new();
    if args.first().is_some_and(|a| a == "base") {
        for q in crate::pipeline::base_graphs(&ontology, crate::vocab::HOME).unwrap() { out += &format!("{q} .\n"); }
    } else {
        let reader = crate::pipeline::Reader::new(&ontology, crate::vocab::HOME).unwrap();
        for a in args {
            let r = reader.read(std::path::Path::new(&a).file_name().unwrap().to_str().unwrap(), &std::fs::read(&a).unwrap());
            eprintln!("{a} {:?} {}", r.outcome, r.quads.len());
            for q in r.quads { out += &format!("{q} .\n"); }
        }
    }
    print!("{out}");
    ExitCode::SUCCESS
}
