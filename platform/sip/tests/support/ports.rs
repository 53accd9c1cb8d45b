//! Ports for what a test starts, each given to one test at a time.

use std::collections::HashMap;
use std::fs::File;
use std::net::{TcpListener, UdpSocket};
use std::process;
use std::sync::{LazyLock, Mutex};

/// Where a test's ports lie: below those that the system hands out by itself (Linux: 32768 and up), or a socket of
/// anybody could take one between the choice and its use.
const FIRST: u16 = 10_000;
/// SIPp takes the second port after one of its own, too.
const STEP: u16 = 4;
/// How many ports there are.
const COUNT: u16 = 2_250;
/// Browsers refuse this one.
const REFUSED: u16 = 10_080;

/// What this process has, and where it looks next.
struct Given {
    next: u16,
    locks: HashMap<u16, File>,
}

static GIVEN: LazyLock<Mutex<Given>> = LazyLock::new(|| {
    // Tests begin at different places, so that they seldom ask for the same.
    let next = u16::try_from(process::id().wrapping_mul(37) % u32::from(COUNT)).unwrap();
    Mutex::new(Given { next, locks: HashMap::new() })
});

/// An even port that is free for TCP and UDP. Until this process ends, no other test is given it or the three that follow:
/// a lock on a file of its name says so. Who asks very often is given an own one again, once it is free.
pub fn free_port() -> u16 {
    let mut given = GIVEN.lock().unwrap();
    for _ in 0..COUNT {
        let port = FIRST + given.next * STEP;
        given.next = (given.next + 1) % COUNT;
        if port != REFUSED && given.owns(port) && is_free(port) {
            return port;
        }
    }
    panic!("no free port");
}

impl Given {
    /// Whether the port is this process's, now or since earlier.
    fn owns(&mut self, port: u16) -> bool {
        if self.locks.contains_key(&port) {
            return true;
        }
        let user = std::env::var("USER").unwrap_or_default();
        let folder = std::env::temp_dir().join(format!("yingda-test-ports-{user}"));
        std::fs::create_dir_all(&folder).unwrap();
        let file = File::create(folder.join(port.to_string())).unwrap();
        let locked = file.try_lock().is_ok();
        if locked {
            self.locks.insert(port, file);
        }
        locked
    }
}

fn is_free(port: u16) -> bool {
    (port..port + STEP).all(|port| {
        TcpListener::bind(("127.0.0.1", port)).is_ok() && UdpSocket::bind(("127.0.0.1", port)).is_ok()
    })
}
