//! Symmetric RTP: where a leg's packets really come from, and so where to send (RFC 4961).

use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// Packets from one source before it is taken for the far side.
const PACKETS_TO_LOCK: u32 = 3;
/// A source that sent nothing for this long may be replaced before the lock.
const CANDIDATE_STALE: Duration = Duration::from_millis(500);
/// After this much silence a locked far side may come back from another port of its host, as
/// happens when an address translator forgets its mapping.
const RELEARN_AFTER: Duration = Duration::from_secs(5);

/// Learns the source of a leg, and then holds to it.
#[derive(Debug)]
pub(crate) struct SourceLock {
    /// What the session description said.
    announced: SocketAddr,
    target: SocketAddr,
    locked_at: Option<Instant>,
    candidate: Option<Candidate>,
}

#[derive(Debug)]
struct Candidate {
    addr: SocketAddr,
    packets: u32,
    last: Instant,
}

impl SourceLock {
    pub(crate) fn new(announced: SocketAddr) -> Self {
        Self { announced, target: announced, locked_at: None, candidate: None }
    }

    /// Another description of the same far side: a new address is learnt anew.
    pub(crate) fn announce(&mut self, announced: SocketAddr) {
        if announced != self.announced {
            *self = Self::new(announced);
        }
    }

    /// Where to send, if that is known: the address `0.0.0.0` or port 0 of a description is not one.
    pub(crate) fn target(&self) -> Option<SocketAddr> {
        (!self.target.ip().is_unspecified() && self.target.port() != 0).then_some(self.target)
    }

    /// Whether to take a packet from this source.
    pub(crate) fn accept(&mut self, from: SocketAddr, now: Instant) -> bool {
        match self.locked_at {
            Some(_) if from == self.target => {
                self.locked_at = Some(now);
                self.candidate = None;
                true
            }
            Some(heard) if now.saturating_duration_since(heard) < RELEARN_AFTER => false,
            Some(_) if from.ip() != self.target.ip() && from != self.announced => false,
            Some(_) | None => self.consider(from, now),
        }
    }

    fn consider(&mut self, from: SocketAddr, now: Instant) -> bool {
        let packets = match &mut self.candidate {
            Some(candidate) if candidate.addr == from => {
                candidate.packets += 1;
                candidate.last = now;
                candidate.packets
            }
            // The announced address goes before any other; another must wait for a silence.
            Some(candidate)
                if from != self.announced
                    && now.saturating_duration_since(candidate.last) < CANDIDATE_STALE =>
            {
                return false;
            }
            other => {
                *other = Some(Candidate { addr: from, packets: 1, last: now });
                1
            }
        };
        if packets >= PACKETS_TO_LOCK {
            self.target = from;
            self.locked_at = Some(now);
            self.candidate = None;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addr(text: &str) -> SocketAddr {
        text.parse().unwrap()
    }

    #[test]
    fn the_source_is_learnt_and_then_others_are_ignored() {
        let (said, real, thief) = (addr("10.0.0.1:4000"), addr("1.2.3.4:999"), addr("6.6.6.6:666"));
        let mut lock = SourceLock::new(said);
        let now = Instant::now();
        assert_eq!(lock.target(), Some(said));
        for _ in 0..3 {
            assert!(lock.accept(real, now));
            assert!(!lock.accept(thief, now));
        }
        assert_eq!(lock.target(), Some(real));
        assert!(!lock.accept(said, now));
        assert!(!lock.accept(thief, now + Duration::from_secs(60)));
    }

    #[test]
    fn the_announced_source_goes_before_a_stranger_that_was_faster() {
        let (said, stranger) = (addr("10.0.0.1:4000"), addr("1.2.3.4:999"));
        let mut lock = SourceLock::new(said);
        let now = Instant::now();
        assert!(lock.accept(stranger, now));
        for _ in 0..3 {
            assert!(lock.accept(said, now));
        }
        assert!(!lock.accept(stranger, now));
        assert_eq!(lock.target(), Some(said));
    }

    #[test]
    fn after_a_silence_the_same_host_may_come_from_another_port() {
        let (old, new) = (addr("1.2.3.4:999"), addr("1.2.3.4:1001"));
        let mut lock = SourceLock::new(old);
        let now = Instant::now();
        (0..3).for_each(|_| assert!(lock.accept(old, now)));
        assert!(!lock.accept(new, now + Duration::from_secs(1)));
        let later = now + Duration::from_secs(6);
        (0..3).for_each(|_| assert!(lock.accept(new, later)));
        assert_eq!(lock.target(), Some(new));
    }

    #[test]
    fn a_new_description_is_learnt_anew_and_an_unchanged_one_is_not() {
        let (said, real, moved) = (addr("10.0.0.1:4000"), addr("1.2.3.4:999"), addr("10.0.0.2:4000"));
        let mut lock = SourceLock::new(said);
        let now = Instant::now();
        (0..3).for_each(|_| assert!(lock.accept(real, now)));
        lock.announce(said);
        assert_eq!(lock.target(), Some(real));
        lock.announce(moved);
        assert_eq!(lock.target(), Some(moved));
        assert_eq!(SourceLock::new(addr("0.0.0.0:4000")).target(), None);
    }
}
