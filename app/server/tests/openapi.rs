//! The committed document of the API is the one the program serves (OPS-3).

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
