//! SIPp calls the port.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use sip::Transport;
use support::{app, port, sipp};

async fn play(scenario: &str, transport: &str, number: &str, calls: u32) -> std::sync::Arc<app::Seen> {
    let (port, incoming) = port().await;
    let kind = if transport == "t1" { Transport::Tcp } else { Transport::Udp };
    let target = port.local_addr(kind).unwrap();
    let seen = app::run(port.clone(), incoming);
    sipp::caller(scenario, transport, target, number, calls).succeed().await;
    seen
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_is_answered_and_ended_by_the_caller() {
    for transport in ["u1", "t1"] {
        let seen = play("call", transport, "1000", 10).await;
        seen.wait_for("bye", 10).await;
        seen.wait_for("ended", 10).await;
        assert_eq!(seen.count("invite"), 10);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_gives_up_while_it_rings() {
    for transport in ["u1", "t1"] {
        play("cancel", transport, "1002", 5).await.wait_for("cancelled", 5).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_is_refused() {
    for transport in ["u1", "t1"] {
        assert_eq!(play("reject", transport, "1001", 5).await.count("answered"), 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_holds_the_call_by_re_invite() {
    for transport in ["u1", "t1"] {
        play("hold", transport, "1000", 5).await.wait_for("hold", 5).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_press_in_info_is_reported_and_the_callee_hangs_up() {
    for transport in ["u1", "t1"] {
        play("digit", transport, "1000", 5).await.wait_for("digit 5 Some(160)", 5).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_callee_hangs_up() {
    for transport in ["u1", "t1"] {
        play("bye_by_callee", transport, "1003", 5).await.wait_for("ended", 5).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_callee_changes_the_session_by_re_invite() {
    for transport in ["u1", "t1"] {
        play("reinvite_by_callee", transport, "1004", 5).await.wait_for("reinvited", 5).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_timer_is_negotiated_and_refreshed_by_update() {
    play("session_timer", "u1", "1000", 3).await.wait_for("bye", 3).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn options_are_answered_with_what_is_allowed() {
    assert_eq!(play("options", "u1", "1000", 3).await.count("invite"), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_phone_registers_with_the_right_password_only() {
    for transport in ["u1", "t1"] {
        play("register", transport, "1001", 3).await.wait_for("registered 1001", 3).await;
        let seen = play("register_wrong", transport, "1001", 3).await;
        seen.wait_for("refused", 3).await;
        assert_eq!(seen.count("registered 1001"), 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_phone_refreshes_with_the_next_count_of_the_same_nonce() {
    play("register_again", "u1", "1001", 3).await.wait_for("registered 1001", 6).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sipsak_finds_the_port_alive() {
    let (port, _incoming) = port().await;
    let uri = format!("sip:ping@{}", port.local_addr(Transport::Udp).unwrap());
    let output = tokio::process::Command::new("sipsak").args(["-s", &uri, "-v"]).output().await;
    let output = output.unwrap_or_else(|error| panic!("sipsak is needed for this test: {error}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
