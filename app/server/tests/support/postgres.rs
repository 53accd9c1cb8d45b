//! A PostgreSQL server of a test's own, which the test may stop and start again.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::{free_port, text};

/// A server in a temporary folder.
pub struct Postgres {
    folder: tempfile::TempDir,
    port: u16,
}

impl Postgres {
    /// A new, empty server, running.
    pub fn start() -> Self {
        let server = Self { folder: tempfile::tempdir().unwrap(), port: free_port() };
        if root() {
            // PostgreSQL refuses to run as root.
            let status = Command::new("chown").arg("postgres").arg(server.folder.path()).status();
            assert!(status.unwrap().success(), "the user postgres is missing");
        }
        server
            .run("initdb", &["-D", &server.data(), "-A", "trust", "-U", "yingda", "-E", "UTF8", "--no-sync"]);
        server.start_again();
        server
    }

    /// The address for the program.
    pub fn address(&self) -> String {
        format!("postgres://yingda@127.0.0.1:{}/postgres", self.port)
    }

    /// The server dies as it would of a power cut: connections break, nothing is said.
    pub fn stop(&self) {
        self.run("pg_ctl", &["-D", &self.data(), "-m", "immediate", "stop"]);
    }

    /// The server comes back on the same address.
    pub fn start_again(&self) {
        let folder = text(self.folder.path());
        let options = format!("-p {} -h 127.0.0.1 -k {folder} -c fsync=off", self.port);
        self.run(
            "pg_ctl",
            &["-D", &self.data(), "-w", "-l", &format!("{folder}/log"), "-o", &options, "start"],
        );
    }

    fn data(&self) -> String {
        text(&self.folder.path().join("data"))
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let program = text(&installed(program));
        let mut command = if root() { Command::new("runuser") } else { Command::new(&program) };
        if root() {
            command.args(["-u", "postgres", "--", &program]);
        }
        let status = command
            .args(arguments)
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        assert!(status.unwrap().success(), "{program} failed");
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let pid = std::fs::read_to_string(self.folder.path().join("data/postmaster.pid")).unwrap_or_default();
        if !pid.is_empty() {
            self.stop();
        }
    }
}

fn root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout.starts_with(b"0\n")
}

/// Debian keeps the server's programs out of the path, one folder for each version.
fn installed(program: &str) -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = versions
        .map(|version| version.path().join("bin").join(program))
        .filter(|path| path.exists())
        .collect();
    found.sort();
    found.pop().unwrap_or_else(|| PathBuf::from(program))
}
