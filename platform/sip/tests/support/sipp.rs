//! SIPp as a child process.

use std::net::{SocketAddr, UdpSocket};
use std::path::PathBuf;
use std::process::Stdio;

use tokio::process::{Child, Command};

pub use super::ports::free_port;

/// SIPp with one scenario of `tests/sipp`.
pub struct Sipp {
    child: Child,
    scenario: String,
    dir: tempfile::TempDir,
    pub port: u16,
}

fn command(scenario: &str, transport: &str, port: u16, dir: &tempfile::TempDir) -> Command {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/sipp/{scenario}.xml"));
    assert!(file.exists(), "no scenario {}", file.display());
    let mut command = Command::new("sipp");
    command.arg("-sf").arg(file).args(["-i", "127.0.0.1", "-t", transport, "-nostdin", "-timeout", "25s"]);
    command.args(["-timeout_error", "-trace_err", "-trace_msg", "-p", &port.to_string()]);
    command.current_dir(dir.path()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.kill_on_drop(true);
    command
}

fn spawn(mut command: Command, scenario: &str, port: u16, dir: tempfile::TempDir) -> Sipp {
    let child = command.spawn().unwrap_or_else(|error| {
        panic!("SIPp is needed for this test (Debian package sip-tester): {error}");
    });
    Sipp { child, scenario: scenario.to_owned(), dir, port }
}

/// SIPp calls `target` `calls` times.
pub fn caller(scenario: &str, transport: &str, target: SocketAddr, service: &str, calls: u32) -> Sipp {
    let (dir, port) = (tempfile::tempdir().unwrap(), free_port());
    let mut command = command(scenario, transport, port, &dir);
    command.args(["-s", service, "-m", &calls.to_string(), "-r", "50", &target.to_string()]);
    spawn(command, scenario, port, dir)
}

/// SIPp waits for `calls` calls.
pub async fn callee(scenario: &str, transport: &str, calls: u32) -> Sipp {
    let (dir, port) = (tempfile::tempdir().unwrap(), free_port());
    let mut command = command(scenario, transport, port, &dir);
    command.args(["-m", &calls.to_string()]);
    let sipp = spawn(command, scenario, port, dir);
    for _ in 0..100 {
        let udp = UdpSocket::bind(("127.0.0.1", port)).is_err();
        let tcp = tokio::net::TcpListener::bind(("127.0.0.1", port)).await.is_err();
        if udp || tcp {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            return sipp;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    sipp
}

impl Sipp {
    /// Waits for its end; every call must have succeeded.
    pub async fn succeed(mut self) {
        let status = tokio::time::timeout(std::time::Duration::from_secs(40), self.child.wait()).await;
        let status = status.expect("SIPp did not end").expect("SIPp status");
        if status.success() {
            return;
        }
        let mut log = String::new();
        let mut entries: Vec<_> = std::fs::read_dir(self.dir.path()).unwrap().flatten().collect();
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries {
            let text = String::from_utf8_lossy(&std::fs::read(entry.path()).unwrap()).into_owned();
            log += &format!(
                "== {}\n{}\n",
                entry.file_name().display(),
                text.chars().take(3_000).collect::<String>()
            );
        }
        panic!("scenario {} failed: {status}\n{log}", self.scenario);
    }
}
