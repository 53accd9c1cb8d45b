//! The clocks of a service in memory.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use clock::ClockQueue;
use kernel::Timestamp;
use tokio::sync::Notify;

/// A clock that is armed: whose it is, its version, and when it is to be woken.
pub type Armed<K> = (K, u64, Timestamp);

/// What a clock wants: whose it is, its version, and when it is to be woken, if at all.
type Wanted<K> = (K, u64, Option<Timestamp>);

/// The clocks of all things of a service: those that are armed, and those whose firing could not be stored.
///
/// The store is the truth; this is what is known of it. Whoever stores a change sets the clock of what changed here after
/// the commit, or before it and distrusts everything when it failed.
#[derive(Debug)]
pub struct Alarms<K> {
    known: Mutex<Known<K>>,
    /// What is in memory may not be what is stored.
    distrusted: AtomicBool,
    /// The earliest instant may have changed.
    pub(crate) earlier: Notify,
    /// Whoever arms everything anew; one at a time.
    pub(crate) reading: tokio::sync::Mutex<()>,
}

#[derive(Debug)]
struct Known<K> {
    queue: ClockQueue<K>,
    unfired: BTreeSet<(Timestamp, K)>,
    /// What was set while the store is read: it may have been read before that was stored.
    meanwhile: Option<Vec<Wanted<K>>>,
}

impl<K: Ord + Clone> Alarms<K> {
    /// Armed with everything that is stored: `(whose, version, when)`.
    pub fn restored(armed: Vec<Armed<K>>) -> Self {
        let known = Known { queue: ClockQueue::restored(armed), unfired: BTreeSet::new(), meanwhile: None };
        Self {
            known: Mutex::new(known),
            distrusted: AtomicBool::new(false),
            earlier: Notify::new(),
            reading: tokio::sync::Mutex::default(),
        }
    }

    fn known(&self) -> MutexGuard<'_, Known<K>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sets clocks to what they want now: `(whose, version, when, or at rest)`.
    pub fn set(&self, wanted: impl IntoIterator<Item = Wanted<K>>) {
        {
            let mut known = self.known();
            for (key, version, at) in wanted {
                if let Some(meanwhile) = &mut known.meanwhile {
                    meanwhile.push((key.clone(), version, at));
                }
                known.queue.set(key, version, at);
            }
        }
        self.earlier.notify_one();
    }

    /// What is in memory may not be what is stored: everything is armed anew before the next clock fires.
    pub fn distrust(&self) {
        self.distrusted.store(true, Ordering::Relaxed);
        self.earlier.notify_one();
    }

    /// Whether everything is to be armed anew; who asks sees to it.
    pub(crate) fn take_distrust(&self) -> bool {
        self.distrusted.swap(false, Ordering::Relaxed)
    }

    /// From now on what is set is remembered until [`Alarms::arm_anew`].
    pub(crate) fn begin_anew(&self) {
        self.known().meanwhile = Some(Vec::new());
    }

    /// Everything as the store had it, and what was set since it began to be read.
    pub(crate) fn arm_anew(&self, armed: Vec<Armed<K>>) {
        let mut known = self.known();
        known.queue = ClockQueue::restored(armed);
        for (key, version, at) in known.meanwhile.take().unwrap_or_default() {
            known.queue.set(key, version, at);
        }
    }

    /// The longest overdue clock, those first whose firing could not be stored.
    pub(crate) fn pop_due(&self, now: Timestamp) -> Option<(K, Timestamp)> {
        let mut known = self.known();
        if let Some((at, key)) = known.unfired.pop_first() {
            return Some((key, at));
        }
        known.queue.pop_due(now).map(|due| (due.key, due.at))
    }

    /// Puts back a clock whose firing could not be stored.
    pub(crate) fn put_back(&self, key: K, due: Timestamp) {
        self.known().unfired.insert((due, key));
    }

    /// How long nothing is due, at most `longest`; `retry` where something has to be tried again.
    pub(crate) fn quiet(&self, now: Timestamp, longest: Duration, retry: Duration) -> Duration {
        let known = self.known();
        if !known.unfired.is_empty() || self.distrusted.load(Ordering::Relaxed) {
            return retry;
        }
        known.queue.next().map_or(longest, |next| next.since(now)).min(longest)
    }
}
