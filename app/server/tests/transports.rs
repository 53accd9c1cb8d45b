//! SIP over UDP, TCP and TLS, for callers and for agents' telephones (HOT-1), with what each side hears.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use std::path::{Path, PathBuf};

use serde_json::json;
use support::baresip::{Answer, Phone};
use support::softphone::{Softphone, Way};
use support::sound::{self, AGENT, CALLER};
use support::{Centre, eventually, free_port, text};

/// A certificate for 127.0.0.1 and its key, as files.
fn certificate(folder: &Path, name: &str) -> (PathBuf, PathBuf) {
    let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
    let (cert, key) = (folder.join(format!("{name}.pem")), folder.join(format!("{name}.key")));
    std::fs::write(&cert, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    (cert, key)
}

/// Takes an agent away from the hotline.
async fn away(centre: &Centre, admin: &str, staff_number: &str) {
    let path = format!("/api/agents/{staff_number}/state");
    centre.put(admin, &path, json!({"state": "offline"})).await;
}

/// The caller and the agent's telephone have heard each other.
async fn both_heard(caller: &Phone, agent: &Phone) {
    eventually("the caller's telephone has heard the agent", 20, || async {
        (sound::heard(&caller.heard(), AGENT) > 0.8).then_some(())
    })
    .await;
    eventually("the agent's telephone has heard the caller", 20, || async {
        (sound::heard(&agent.heard(), CALLER) > 0.8).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn agents_by_tcp_and_tls_register_by_digest_and_speak_with_callers_by_tcp_and_tls() {
    let tls = free_port();
    let centre = Centre::start_with(&["--sip-tls", &format!("127.0.0.1:{tls}")]).await;
    let admin = centre.with_hotline(2).await;
    centre.without_menu(&admin).await;
    let by_tcp = Phone::start_over(&centre.folder(), centre.sip_port, "1001", &Answer::Auto, "tcp");
    let by_tls = Phone::start_over(&centre.folder(), tls, "1002", &Answer::Auto, "tls");

    centre.available("1001").await;
    centre.agent_in_state(&admin, "1001", "available").await;
    let caller = Phone::call(&centre.folder(), tls, "13800000001", "95000", "tls");
    let contact = centre.newest_contact(&admin, &["talking"], 15).await;
    assert_eq!(
        (&contact["agent"]["staff_number"], &contact["caller"]),
        (&json!("1001"), &json!("13800000001"))
    );
    both_heard(&caller, &by_tcp).await;
    drop(caller);

    away(&centre, &admin, "1001").await;
    centre.available("1002").await;
    centre.agent_in_state(&admin, "1002", "available").await;
    let caller = Phone::call(&centre.folder(), centre.sip_port, "13800000002", "95000", "tcp");
    eventually("the second caller speaks with the agent by TLS", 15, || async {
        let list = centre.get(&admin, "/api/contacts?limit=1").await;
        let contact = &list["items"][0];
        (contact["state"] == "talking" && contact["agent"]["staff_number"] == "1002").then_some(())
    })
    .await;
    both_heard(&caller, &by_tls).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_given_certificate_is_shown_and_a_caller_who_trusts_it_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let (cert, key) = certificate(folder.path(), "ours");
    let (stranger, _) = certificate(folder.path(), "stranger");
    let tls = free_port();
    let address = format!("127.0.0.1:{tls}");
    let files = ["--sip-tls", &address, "--tls-cert", &text(&cert), "--tls-key", &text(&key)];
    let centre = Centre::start_with(&files).await;
    let admin = centre.with_hotline(1).await;
    let phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    centre.available("1001").await;
    centre.agent_in_state(&admin, "1001", "available").await;

    let doubting = Softphone::call(tls, "13800000009", "95000", Way::Tls(Some(stranger))).await;
    assert_eq!(doubting.over(20).await, "503", "another certificate is not the centre's");
    assert!(centre.get(&admin, "/api/contacts").await["items"].as_array().unwrap().is_empty());

    let caller = Softphone::call(tls, "13800000001", "95000", Way::Tls(Some(cert))).await;
    caller.answered().await;
    caller.hum(CALLER);
    caller.press('0');
    centre.newest_contact(&admin, &["talking"], 15).await;
    caller.hears_after(0, AGENT).await;
    caller.hang_up().await;
    centre.newest_contact(&admin, &["wrap_up"], 10).await;
    assert!(sound::heard(&phone.heard(), CALLER) > 0.8, "the agent heard the caller");
}

/// Wrong files are told at the start, in a line that names the file.
#[test]
fn a_certificate_that_cannot_be_read_is_named_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let missing = text(&folder.path().join("missing.pem"));
    let started = std::process::Command::new(env!("CARGO_BIN_EXE_yingda"))
        .args(["serve", "--data", &text(folder.path()), "--http", "127.0.0.1:0", "--sip", "127.0.0.1:0"])
        .args(["--sip-tls", "127.0.0.1:0", "--tls-cert", &missing, "--tls-key", &missing])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&started.stderr);
    assert!(!started.status.success() && told.contains("missing.pem"), "{told}");
}
