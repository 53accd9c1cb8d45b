//! The floors: edges point only down, and each capability's README names the edges it may have.

use std::collections::BTreeSet;
use std::path::Path;

use crate::metadata::{Metadata, Package};

/// The floors from the ground up.
const FLOORS: [&str; 4] = ["core", "platform", "capabilities", "app"];
/// Capabilities from the ground up: one may use those before it.
const CAPABILITIES: [&str; 10] = [
    "identity",
    "agents",
    "customers",
    "contacts",
    "routing",
    "flows",
    "tickets",
    "promises",
    "telephony",
    "reports",
];

pub fn check(metadata: &Metadata, root: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    for package in metadata.own() {
        let Some(floor) = floor_of(package, root) else {
            faults.push(format!("{}: stands on no floor", package.manifest_path));
            continue;
        };
        let folder = folder_of(package);
        if floor != "app" && folder != package.name {
            faults.push(format!("{folder}: the crate is called {}, the folder is not", package.name));
        }
        for dependency in package.dependencies.iter().filter(|d| d.path.is_some() && d.kind.is_none()) {
            let below = metadata.own().find(|other| other.name == dependency.name);
            let Some(below_floor) = below.and_then(|other| floor_of(other, root)) else { continue };
            if rank(below_floor) > rank(floor) {
                faults.push(format!(
                    "{} ({floor}) uses {} ({below_floor}): edges point only down",
                    package.name, dependency.name
                ));
            }
            if floor == "capabilities"
                && below_floor == "capabilities"
                && order(&dependency.name) >= order(&package.name)
            {
                faults.push(format!(
                    "{} uses {}, which does not stand below it",
                    package.name, dependency.name
                ));
            }
        }
        if floor == "capabilities" {
            faults.extend(readme(package, metadata, root));
        }
    }
    faults
}

fn floor_of(package: &Package, root: &Path) -> Option<&'static str> {
    let path = Path::new(&package.manifest_path).strip_prefix(root).ok()?;
    let first = path.components().next()?.as_os_str().to_str()?;
    FLOORS.into_iter().find(|floor| *floor == first)
}

fn folder_of(package: &Package) -> String {
    let folder = Path::new(&package.manifest_path).parent().and_then(Path::file_name);
    folder.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn rank(floor: &str) -> usize {
    FLOORS.iter().position(|known| *known == floor).unwrap_or(usize::MAX)
}

fn order(capability: &str) -> usize {
    CAPABILITIES.iter().position(|known| *known == capability).unwrap_or(usize::MAX)
}

/// The README's line `Edges: a, b` against reality.
fn readme(package: &Package, metadata: &Metadata, root: &Path) -> Vec<String> {
    let path = root.join("capabilities").join(&package.name).join("README.md");
    let Ok(text) = std::fs::read_to_string(&path) else {
        return vec![format!("{}: missing", path.display())];
    };
    let line = text.lines().find_map(|line| line.strip_prefix("Edges:")).unwrap_or_default();
    let named: BTreeSet<&str> =
        line.split([',', '.']).map(str::trim).filter(|name| !name.is_empty() && *name != "none").collect();
    let is_capability = |name: &str| {
        metadata.own().any(|other| other.name == name && floor_of(other, root) == Some("capabilities"))
    };
    let real: BTreeSet<&str> = package
        .dependencies
        .iter()
        .filter(|d| d.kind.is_none() && is_capability(&d.name))
        .map(|d| d.name.as_str())
        .collect();
    if named == real {
        return Vec::new();
    }
    vec![format!("{}: names the edges {named:?}, the crate has {real:?}", path.display())]
}
