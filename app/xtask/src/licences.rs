//! Licences of what is linked in: only those that go with MIT or Apache-2.0.

use std::fmt::Write;

use crate::metadata::{Metadata, Package};

const ALLOWED: [&str; 17] = [
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "Unlicense",
    "CC0-1.0",
    "Unicode-3.0",
    "BSL-1.0",
    "MPL-2.0",
    "OpenSSL",
    "CDLA-Permissive-2.0",
    "Unicode-DFS-2016",
];

/// Packages whose licence is not allowed.
pub fn check(metadata: &Metadata) -> Vec<String> {
    let foreign = foreign(metadata);
    let bad = foreign.into_iter().filter(|package| !package.license.as_deref().is_some_and(is_allowed));
    bad.map(|package| {
        let licence = package.license.as_deref().unwrap_or("none named");
        format!("{} {}: licence {licence} is not on the list", package.name, package.version)
    })
    .collect()
}

fn foreign(metadata: &Metadata) -> Vec<&Package> {
    let mut all: Vec<&Package> = metadata
        .packages
        .iter()
        .filter(|package| !metadata.workspace_members.contains(&package.id))
        .collect();
    all.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    all
}

/// Whether an SPDX expression can be met by allowed licences: one side of each OR, both sides of each AND.
fn is_allowed(expression: &str) -> bool {
    let flat = expression.replace('/', " OR ");
    flat.split(" OR ").any(|choice| {
        choice.split(" AND ").all(|part| {
            let part = part.trim().trim_start_matches('(').trim_end_matches(')').trim();
            ALLOWED.contains(&part)
        })
    })
}

/// The notices as a page.
pub fn notices(metadata: &Metadata) -> String {
    let mut page = "# Third-party notices\n\nMade by `make notices`.\n\n| package | version | licence | source |\n|---|---|---|---|\n".to_owned();
    for package in foreign(metadata) {
        let licence = package.license.as_deref().unwrap_or("");
        let source = package.repository.as_deref().unwrap_or("");
        let _ = writeln!(page, "| {} | {} | {licence} | {source} |", package.name, package.version);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::is_allowed;

    #[test]
    fn an_expression_is_met_by_one_allowed_choice() {
        for (expression, allowed) in [
            ("MIT OR Apache-2.0", true),
            ("MIT/Apache-2.0", true),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
            ("GPL-3.0", false),
            ("MIT AND GPL-3.0", false),
            ("GPL-3.0 OR MIT", true),
        ] {
            assert_eq!(is_allowed(expression), allowed, "{expression}");
        }
    }
}
