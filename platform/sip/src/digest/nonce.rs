//! Nonces: issued without memory, remembered once used.
//!
//! A nonce carries its issue time and a seal made with a secret of this process, so challenging costs no memory and a
//! flood of unauthenticated requests cannot fill a table. Only nonces used with a right password are remembered, with
//! their highest count, until they expire.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::hash::{equal, hex, sha256_hex};

/// Nonces remembered at once; above it the oldest are forgotten with their life cut short.
const MAX_USED: usize = 100_000;

pub struct Nonces {
    secret: [u8; 32],
    epoch: Instant,
    lifetime: Duration,
    issued: u64,
    /// Issue time and sequence number → highest count used.
    used: BTreeMap<(u64, u64), u32>,
    /// Nonces issued before this are refused.
    floor_ms: u64,
}

impl Nonces {
    pub fn new(lifetime: Duration, now: Instant) -> Self {
        let secret = rand::random();
        Self { secret, epoch: now, lifetime, issued: 0, used: BTreeMap::new(), floor_ms: 0 }
    }

    pub fn issue(&mut self, now: Instant) -> String {
        self.issued += 1;
        let head = format!("{:012x}{:08x}", self.ms(now), self.issued);
        let seal = self.seal(&head);
        head + &seal
    }

    pub fn opaque(&self) -> String {
        self.seal("opaque")
    }

    /// Whether the nonce is ours and not expired.
    pub fn is_live(&self, nonce: &str, now: Instant) -> bool {
        self.open(nonce).is_some_and(|(issued_ms, _)| {
            let age = self.ms(now).saturating_sub(issued_ms);
            issued_ms >= self.floor_ms && u128::from(age) <= self.lifetime.as_millis()
        })
    }

    /// Uses up a count; false when it was used before.
    pub fn use_count(&mut self, nonce: &str, count: u32, now: Instant) -> bool {
        let Some(key) = self.open(nonce) else { return false };
        self.forget_expired(now);
        let highest = self.used.entry(key).or_insert(0);
        let fresh = count > *highest;
        *highest = count.max(*highest);
        fresh
    }

    fn forget_expired(&mut self, now: Instant) {
        let lifetime_ms = u64::try_from(self.lifetime.as_millis()).unwrap_or(u64::MAX);
        self.floor_ms = self.floor_ms.max(self.ms(now).saturating_sub(lifetime_ms));
        while self.used.len() >= MAX_USED {
            let Some(((oldest_ms, _), _)) = self.used.pop_first() else { break };
            self.floor_ms = self.floor_ms.max(oldest_ms + 1);
        }
        self.used = self.used.split_off(&(self.floor_ms, 0));
    }

    fn open(&self, nonce: &str) -> Option<(u64, u64)> {
        let (head, seal) = nonce.split_at_checked(20)?;
        let time = u64::from_str_radix(head.get(..12)?, 16).ok()?;
        let number = u64::from_str_radix(head.get(12..)?, 16).ok()?;
        equal(self.seal(head).as_bytes(), seal.as_bytes()).then_some((time, number))
    }

    /// Secret on both sides of the text: no length extension.
    fn seal(&self, text: &str) -> String {
        let secret = hex(&self.secret);
        sha256_hex(format!("{secret}:{text}:{secret}").as_bytes())[..32].to_owned()
    }

    fn ms(&self, now: Instant) -> u64 {
        u64::try_from(now.saturating_duration_since(self.epoch).as_millis()).unwrap_or(u64::MAX)
    }
}
