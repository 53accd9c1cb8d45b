//! A real phone: baresip registers, calls, sends a key and hangs up.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::process::Stdio;

use sip::Transport;
use support::{app, port};

fn configuration(registrar: &str, transport: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let modules = ["account.so", "menu.so", "g711.so", "ausine.so", "aufile.so"];
    let mut config = String::from(
        "poll_method epoll\nsip_listen 127.0.0.1:0\nnet_interface 127.0.0.1\naudio_player aufile,/dev/null\n\
         audio_source ausine,440\naudio_alert aufile,/dev/null\nmodule_path /usr/lib/baresip/modules\n",
    );
    for module in modules {
        config += &format!(
            "{} {module}\n",
            if module == "account.so" || module == "menu.so" { "module_app" } else { "module" }
        );
    }
    std::fs::write(dir.path().join("config"), config).unwrap();
    let account = format!(
        "<sip:1001@{registrar};transport={transport}>;auth_pass=open;regint=60;ptime=20;audio_codecs=PCMA\n"
    );
    std::fs::write(dir.path().join("accounts"), account).unwrap();
    std::fs::write(dir.path().join("contacts"), "").unwrap();
    dir
}

async fn phone_calls(transport: &str, kind: Transport) {
    let (port, incoming) = port().await;
    let registrar = port.local_addr(kind).unwrap().to_string();
    let seen = app::run(port.clone(), incoming);
    let dir = configuration(&registrar, transport);
    let mut phone = tokio::process::Command::new("baresip")
        .arg("-f")
        .arg(dir.path())
        .args(["-e", &format!("/dial sip:1000@{registrar};transport={transport}"), "-t", "4"])
        .stdin(Stdio::null())
        .stdout(Stdio::from(std::fs::File::create(dir.path().join("out")).unwrap()))
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap_or_else(|error| panic!("baresip is needed for this test: {error}"));
    seen.wait_for("registered 1001", 1).await;
    seen.wait_for("answered", 1).await;
    let _ = phone.wait().await;
    let out = std::fs::read_to_string(dir.path().join("out")).unwrap_or_default();
    assert!(seen.count("bye") >= 1, "{:?}\n{out}", seen.log.lock().unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn baresip_registers_calls_and_hangs_up_over_udp() {
    phone_calls("udp", Transport::Udp).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn baresip_registers_calls_and_hangs_up_over_tcp() {
    phone_calls("tcp", Transport::Tcp).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn baresip_registers_calls_and_hangs_up_over_tls() {
    phone_calls("tls", Transport::Tls).await;
}
