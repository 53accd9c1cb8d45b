//! Ports for what a test starts, each given to one test at a time.

use std::fs::File;
use std::net::{TcpListener, UdpSocket};
use std::process;
use std::sync::atomic::{AtomicU16, Ordering};

/// Where a test's ports lie: below those that the system hands out by itself (Linux: 32768 and up), or a socket of
/// anybody could take one between the choice and its use.
const FIRST: u16 = 10_000;
/// How many ports there are; a port that browsers refuse (10080) among them is left out.
const COUNT: u16 = 9_000;
const REFUSED_BY_BROWSERS: u16 = 10_080;

/// A port that is free for TCP and UDP, and this test's own until its process ends: a lock on a file of its name says so
/// to the tests that run beside it.
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let folder = std::env::temp_dir().join("yingda-test-ports");
    std::fs::create_dir_all(&folder).unwrap();
    // Tests start at different places, so that they seldom ask for the same.
    let start = u16::try_from(process::id().wrapping_mul(37) % u32::from(COUNT)).unwrap();
    for _ in 0..COUNT {
        let port = FIRST + (start + NEXT.fetch_add(1, Ordering::Relaxed)) % COUNT;
        let free =
            || TcpListener::bind(("127.0.0.1", port)).is_ok() && UdpSocket::bind(("127.0.0.1", port)).is_ok();
        let file = File::create(folder.join(port.to_string())).unwrap();
        if port != REFUSED_BY_BROWSERS && file.try_lock().is_ok() && free() {
            // The lock goes with the process.
            std::mem::forget(file);
            return port;
        }
    }
    panic!("no free port");
}
