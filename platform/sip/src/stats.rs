//! Counters of the port.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};

/// A reading of the counters since start, and of the gauges now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Messages received, before any check.
    pub received: u64,
    /// Messages refused by the validator with an answer.
    pub refused: u64,
    /// Messages dropped without an answer: unreadable, stray responses.
    pub dropped: u64,
    /// Requests of known scanners, dropped silently.
    pub scanners: u64,
    /// Requests dropped by the rate limiter or because of penalties.
    pub limited: u64,
    /// INVITEs handed to the layer above.
    pub invites: u64,
    /// REGISTERs handed to the layer above.
    pub registers: u64,
    /// INVITEs sent.
    pub invites_sent: u64,
    /// Stream connections open now.
    pub connections: usize,
    /// Legs alive now.
    pub legs: usize,
}

#[derive(Default)]
pub(crate) struct Counters {
    pub received: AtomicU64,
    pub refused: AtomicU64,
    pub dropped: AtomicU64,
    pub scanners: AtomicU64,
    pub limited: AtomicU64,
    pub invites: AtomicU64,
    pub registers: AtomicU64,
    pub invites_sent: AtomicU64,
    pub legs: AtomicUsize,
}

impl Counters {
    pub fn add(counter: &AtomicU64) {
        counter.fetch_add(1, Relaxed);
    }

    pub fn read(&self, connections: usize) -> Stats {
        Stats {
            received: self.received.load(Relaxed),
            refused: self.refused.load(Relaxed),
            dropped: self.dropped.load(Relaxed),
            scanners: self.scanners.load(Relaxed),
            limited: self.limited.load(Relaxed),
            invites: self.invites.load(Relaxed),
            registers: self.registers.load(Relaxed),
            invites_sent: self.invites_sent.load(Relaxed),
            connections,
            legs: self.legs.load(Relaxed),
        }
    }
}
