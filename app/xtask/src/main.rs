//! Tasks for those who work on the project: `cargo xtask tidy | licences | notices`.

mod floors;
mod licences;
mod metadata;
mod rooms;
mod sizes;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let task = std::env::args().nth(1).unwrap_or_default();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap_or_else(|| Path::new("."));
    let faults = match task.as_str() {
        "tidy" => tidy(root),
        "licences" => metadata::read(root).map(|all| licences::check(&all)),
        "notices" => metadata::read(root).map(|all| {
            print!("{}", licences::notices(&all));
            Vec::new()
        }),
        other => Err(format!("unknown task '{other}'; tasks are tidy, licences, notices")),
    };
    match faults {
        Ok(faults) if faults.is_empty() => ExitCode::SUCCESS,
        Ok(faults) => {
            faults.iter().for_each(|fault| eprintln!("{fault}"));
            eprintln!("{} fault(s)", faults.len());
            ExitCode::FAILURE
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::from(2)
        }
    }
}

fn tidy(root: &Path) -> Result<Vec<String>, String> {
    let metadata = metadata::read(root)?;
    let mut faults = floors::check(&metadata, root);
    faults.extend(rooms::check(root)?);
    faults.extend(sizes::check(root)?);
    Ok(faults)
}
