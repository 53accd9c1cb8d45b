//! Slowing down guesses: after a few wrong passwords an account, seen from one address, must wait; the wait doubles.

use std::collections::BTreeMap;
use std::time::Duration;

use kernel::Timestamp;

/// Wrong passwords that are free.
const FREE_TRIES: u32 = 5;
/// First wait; doubled with each further wrong password.
const FIRST_WAIT: Duration = Duration::from_secs(2);
const LONGEST_WAIT: Duration = Duration::from_secs(900);
/// Failures are forgotten after this long without one.
const MEMORY: Duration = Duration::from_secs(3600);
/// Keys remembered at most; beyond it the oldest go, so that a flood of names cannot fill the memory.
const KEYS: usize = 10_000;

#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    last: Timestamp,
}

/// Wrong passwords by key (account, or address).
#[derive(Debug, Default)]
pub struct Throttle {
    failures: BTreeMap<String, Failures>,
}

impl Throttle {
    /// Until when the key must wait; nothing when it may try now.
    pub fn blocked_until(&self, key: &str, now: Timestamp) -> Option<Timestamp> {
        let failures = self.failures.get(key)?;
        let surplus = failures.count.checked_sub(FREE_TRIES)?;
        let wait = FIRST_WAIT
            .saturating_mul(1_u32.checked_shl(surplus.min(16)).unwrap_or(u32::MAX))
            .min(LONGEST_WAIT);
        let until = failures.last.plus(wait);
        (until > now).then_some(until)
    }

    /// Notes a wrong password.
    pub fn failed(&mut self, key: &str, now: Timestamp) {
        if self.failures.len() >= KEYS {
            self.failures.retain(|_, failures| now.since(failures.last) < LONGEST_WAIT);
        }
        if self.failures.len() >= KEYS {
            self.failures.pop_first();
        }
        let entry = self.failures.entry(key.to_owned()).or_insert(Failures { count: 0, last: now });
        if now.since(entry.last) > MEMORY {
            entry.count = 0;
        }
        entry.count = entry.count.saturating_add(1);
        entry.last = now;
    }

    /// Forgets the key after a right password.
    pub fn succeeded(&mut self, key: &str) {
        self.failures.remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(s: i64) -> Timestamp {
        Timestamp::from_secs(1_000_000 + s)
    }

    #[test]
    fn five_wrong_passwords_are_free_and_then_the_wait_doubles() {
        let mut throttle = Throttle::default();
        for _ in 0..4 {
            throttle.failed("a", at(0));
        }
        assert_eq!(throttle.blocked_until("a", at(0)), None);
        throttle.failed("a", at(0));
        assert_eq!(throttle.blocked_until("a", at(0)), Some(at(2)));
        throttle.failed("a", at(10));
        assert_eq!(throttle.blocked_until("a", at(10)), Some(at(14)));
        assert_eq!(throttle.blocked_until("b", at(10)), None);
    }

    #[test]
    fn the_right_password_clears_the_account() {
        let mut throttle = Throttle::default();
        (0..9).for_each(|_| throttle.failed("a", at(0)));
        throttle.succeeded("a");
        assert_eq!(throttle.blocked_until("a", at(0)), None);
    }

    #[test]
    fn a_flood_of_names_stays_within_bounds() {
        let mut throttle = Throttle::default();
        (0..KEYS * 2).for_each(|n| throttle.failed(&n.to_string(), at(0)));
        assert!(throttle.failures.len() <= KEYS);
    }
}
