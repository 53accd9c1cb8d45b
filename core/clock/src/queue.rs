//! Which of very many clocks wants attention next.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Timestamp;

/// A clock whose instant has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fired<K> {
    /// Whose clock.
    pub key: K,
    /// The version that was armed.
    pub version: u64,
    /// For when it was armed.
    pub at: Timestamp,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    version: u64,
    /// None: fired or disarmed; the version is kept so that it cannot be armed again.
    at: Option<Timestamp>,
}

/// Clocks in the order of the instants at which they want to be woken.
///
/// A version fires at most once: arming a version that has fired, was disarmed, or is older than the one known, does
/// nothing. So a late message cannot fire twice or bring a stopped clock back. Over a crash the owner of the clock sees to
/// it: it stores [`ServiceClock::version`](crate::ServiceClock::version) in the same transaction as what the firing
/// led to, and arms from what is stored; what was stored is not due again, what was not stored fires again.
#[derive(Debug, Clone)]
pub struct ClockQueue<K> {
    entries: BTreeMap<K, Entry>,
    order: BTreeSet<(Timestamp, K)>,
}

impl<K> Default for ClockQueue<K> {
    fn default() -> Self {
        Self { entries: BTreeMap::new(), order: BTreeSet::new() }
    }
}

impl<K: Ord + Clone> ClockQueue<K> {
    /// An empty queue.
    pub fn new() -> Self {
        Self::default()
    }

    /// A queue armed with everything that is stored, at start. Of a key that comes twice the newest version counts.
    pub fn restored(clocks: impl IntoIterator<Item = (K, u64, Timestamp)>) -> Self {
        let mut clocks: Vec<(K, u64, Timestamp)> = clocks.into_iter().collect();
        clocks.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        let entries: BTreeMap<K, Entry> =
            clocks.into_iter().map(|(key, version, at)| (key, Entry { version, at: Some(at) })).collect();
        let mut order: Vec<(Timestamp, K)> =
            entries.iter().filter_map(|(key, entry)| Some((entry.at?, key.clone()))).collect();
        order.sort();
        Self { entries, order: order.into_iter().collect() }
    }

    /// Arms a version of a clock, replacing an older one. Answers whether it was taken.
    pub fn arm(&mut self, key: K, version: u64, at: Timestamp) -> bool {
        if self.entries.get(&key).is_some_and(|known| version <= known.version) {
            return false;
        }
        let old = self.entries.insert(key.clone(), Entry { version, at: Some(at) });
        if let Some(before) = old.and_then(|old| old.at) {
            self.order.remove(&(before, key.clone()));
        }
        self.order.insert((at, key));
        true
    }

    /// Takes a clock out of the queue up to and with a version. Answers whether something was armed.
    pub fn disarm(&mut self, key: &K, version: u64) -> bool {
        match self.entries.get_mut(key) {
            Some(entry) if entry.version > version => false,
            Some(entry) => {
                entry.version = version;
                entry.at.take().is_some_and(|at| self.order.remove(&(at, key.clone())))
            }
            None => {
                self.entries.insert(key.clone(), Entry { version, at: None });
                false
            }
        }
    }

    /// Sets a clock to what it wants now: armed for `at`, or at rest. Answers whether something changed.
    pub fn set(&mut self, key: K, version: u64, at: Option<Timestamp>) -> bool {
        match at {
            Some(at) => self.arm(key, version, at),
            None => self.disarm(&key, version),
        }
    }

    /// Forgets a clock altogether, its versions too: for what is deleted and never comes back.
    pub fn forget(&mut self, key: &K) {
        if let Some(at) = self.entries.remove(key).and_then(|entry| entry.at) {
            self.order.remove(&(at, key.clone()));
        }
    }

    /// When the queue wants to be asked next.
    pub fn next(&self) -> Option<Timestamp> {
        self.order.first().map(|(at, _)| *at)
    }

    /// The longest overdue clock whose instant has come, if there is one; it is not told again.
    pub fn pop_due(&mut self, now: Timestamp) -> Option<Fired<K>> {
        if self.next()? > now {
            return None;
        }
        let (at, key) = self.order.pop_first()?;
        let entry = self.entries.get_mut(&key)?;
        entry.at = None;
        Some(Fired { version: entry.version, key, at })
    }

    /// How many clocks are armed.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether no clock is armed.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }
}
