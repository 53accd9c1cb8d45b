//! The rooms inside a crate: a room uses only those before it; pure rooms use nothing impure; no module is called
//! after nothing in particular.

use std::path::{Path, PathBuf};

/// Rooms of a capability from the ground up.
const ROOMS: [&str; 6] = ["model", "events", "rules", "store", "service", "http"];
/// What pure crates may not name.
const IMPURE: [&str; 7] =
    ["std::fs", "std::net", "std::time::Instant", "SystemTime", "tokio::", "rand::", "HashMap"];
const NAMELESS: [&str; 5] = ["utils", "util", "common", "helpers", "manager"];

pub fn check(root: &Path) -> Result<Vec<String>, String> {
    let mut faults = Vec::new();
    for file in rust_files(root)? {
        let text = std::fs::read_to_string(&file).map_err(|err| format!("{}: {err}", file.display()))?;
        let relative = file.strip_prefix(root).unwrap_or(&file);
        faults.extend(nameless(relative));
        let own = outside_tests(&text);
        if relative.starts_with("core") && relative.components().any(|part| part.as_os_str() == "src") {
            faults.extend(impure(relative, &own));
        }
        if let Some(room) = room_of(relative) {
            faults.extend(upward(relative, room, &own));
        }
    }
    Ok(faults)
}

/// All Rust files of the house, generated folders left out.
pub fn rust_files(root: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> =
        ["core", "platform", "capabilities", "app"].iter().map(|f| root.join(f)).collect();
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|err| format!("{}: {err}", folder.display()))?;
        for entry in entries {
            let path = entry.map_err(|err| err.to_string())?.path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The text before the file's tests.
fn outside_tests(text: &str) -> String {
    text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()
}

fn nameless(file: &Path) -> Vec<String> {
    let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let is_nameless = NAMELESS.contains(&stem);
    is_nameless
        .then(|| format!("{}: a module named '{stem}' says nothing", file.display()))
        .into_iter()
        .collect()
}

fn impure(file: &Path, text: &str) -> Vec<String> {
    let code = text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    code.flat_map(|(n, line)| {
        let named = IMPURE.iter().filter(move |word| line.contains(**word));
        named.map(move |word| format!("{}:{}: '{word}' has no place in a pure crate", file.display(), n + 1))
    })
    .collect()
}

/// The room of a capability's file: its first folder or file name below `src`.
fn room_of(file: &Path) -> Option<usize> {
    let parts: Vec<&str> = file.iter().filter_map(|part| part.to_str()).collect();
    let ["capabilities", _, "src", room, ..] = parts.as_slice() else { return None };
    let room = room.trim_end_matches(".rs");
    ROOMS.iter().position(|known| *known == room)
}

fn upward(file: &Path, room: usize, text: &str) -> Vec<String> {
    let higher = ROOMS.iter().skip(room + 1);
    let uses = |line: &&str| line.trim_start().starts_with("use ") || line.contains("crate::");
    let mut faults = Vec::new();
    for name in higher {
        let path = format!("crate::{name}::");
        for line in text.lines().filter(uses).filter(|line| line.contains(&path)) {
            faults.push(format!(
                "{}: the room '{}' uses '{name}': {}",
                file.display(),
                ROOMS[room],
                line.trim()
            ));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_that_uses_the_store_is_told() {
        let file = Path::new("capabilities/contacts/src/rules/record.rs");
        assert_eq!(upward(file, 2, "use crate::store::save;\n").len(), 1);
        assert!(upward(file, 2, "use crate::model::Contact;\n").is_empty());
    }

    #[test]
    fn a_clock_in_a_pure_crate_is_told() {
        let file = Path::new("core/router/src/router.rs");
        assert_eq!(impure(file, "let now = SystemTime::now();\n// SystemTime in a comment\n").len(), 1);
    }

    #[test]
    fn a_module_named_after_nothing_is_told() {
        assert_eq!(nameless(Path::new("platform/db/src/utils.rs")).len(), 1);
        assert!(nameless(Path::new("platform/db/src/row.rs")).is_empty());
    }
}
