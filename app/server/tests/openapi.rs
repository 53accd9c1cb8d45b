//! The committed document of the API is the one the program serves (OPS-3).

#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::process::Command;

#[test]
fn the_committed_document_is_what_the_program_prints() {
    let printed = Command::new(env!("CARGO_BIN_EXE_yingda")).arg("openapi").output().unwrap();
    assert!(printed.status.success(), "{}", String::from_utf8_lossy(&printed.stderr));
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi.json");
    let (printed, committed) =
        (String::from_utf8(printed.stdout).unwrap(), std::fs::read_to_string(file).unwrap());
    let differs = printed.lines().zip(committed.lines()).position(|(now, before)| now != before);
    assert!(
        printed == committed,
        "openapi.json at the root is out of date (first difference at line {:?}); write it anew with\n\
         cargo run -p server -- openapi > openapi.json",
        differs.map(|n| n + 1)
    );
}

/// Programs made from the document name a function after each operation.
#[test]
fn every_operation_has_a_name_of_its_own() {
    let document = include_str!("../../../openapi.json");
    let document: serde_json::Value = serde_json::from_str(document).unwrap();
    let mut seen = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap();
            assert!(seen.insert(name), "{method} {path}: another operation is called {name} too");
        }
    }
}
