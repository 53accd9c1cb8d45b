//! Clocks of a service that keeps them in a store which may fail, be slow, and be written meanwhile.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jobs::{Alarms, Clocked, arm_anew, fire_due, wake};
use kernel::Timestamp;
use tokio::sync::{Notify, watch};

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_micros(1_000_000 * seconds)
}

/// Things by name: version and instant, as stored. A clock that fires is at rest under the next version.
struct Shelf {
    alarms: Alarms<&'static str>,
    stored: Mutex<BTreeMap<&'static str, (u64, Option<Timestamp>)>>,
    fired: Mutex<Vec<(&'static str, Timestamp)>>,
    seconds: AtomicU64,
    broken: AtomicBool,
    followed: AtomicU64,
    /// Whoever reads the store has read it, and may go on.
    was_read: Notify,
    go_on: Option<Notify>,
}

impl Shelf {
    fn with(things: &[(&'static str, i64)], go_on: Option<Notify>) -> Arc<Self> {
        let stored: BTreeMap<_, _> =
            things.iter().map(|(name, seconds)| (*name, (1, Some(at(*seconds))))).collect();
        let alarms = Alarms::restored(armed(&stored));
        Arc::new(Self {
            alarms,
            stored: Mutex::new(stored),
            fired: Mutex::default(),
            seconds: AtomicU64::new(0),
            broken: AtomicBool::new(false),
            followed: AtomicU64::new(0),
            was_read: Notify::new(),
            go_on,
        })
    }

    fn fired(&self) -> Vec<&'static str> {
        self.fired.lock().unwrap().iter().map(|(name, _)| *name).collect()
    }

    fn store(&self, name: &'static str, version: u64, when: Option<Timestamp>) {
        self.stored.lock().unwrap().insert(name, (version, when));
    }
}

fn armed(stored: &BTreeMap<&'static str, (u64, Option<Timestamp>)>) -> Vec<(&'static str, u64, Timestamp)> {
    stored.iter().filter_map(|(name, (version, at))| Some((*name, *version, (*at)?))).collect()
}

impl Clocked for Shelf {
    type Key = &'static str;
    type Failure = String;
    const THINGS: &'static str = "things";

    fn alarms(&self) -> &Alarms<&'static str> {
        &self.alarms
    }

    fn now(&self) -> Timestamp {
        at(i64::try_from(self.seconds.load(Ordering::Relaxed)).unwrap())
    }

    async fn armed(&self) -> Result<Vec<(&'static str, u64, Timestamp)>, String> {
        if self.broken.load(Ordering::Relaxed) {
            return Err("no store".to_owned());
        }
        let read = armed(&self.stored.lock().unwrap());
        if let Some(go_on) = &self.go_on {
            self.was_read.notify_one();
            go_on.notified().await;
        }
        Ok(read)
    }

    async fn fire(&self, name: &'static str, due: Timestamp) -> Result<(), String> {
        if self.broken.load(Ordering::Relaxed) {
            return Err("no store".to_owned());
        }
        let mut stored = self.stored.lock().unwrap();
        let Some((version, Some(wanted))) = stored.get(name).copied() else { return Ok(()) };
        if wanted <= self.now() {
            stored.insert(name, (version + 1, None));
            self.alarms.set([(name, version + 1, None)]);
            self.fired.lock().unwrap().push((name, due));
        }
        Ok(())
    }

    async fn follow_calendar(&self) -> Result<(), String> {
        self.followed.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

/// Waits, with a limit for busy machines, until something is so.
async fn until(what: &str, so: impl Fn() -> bool) {
    for _ in 0..6_000 {
        if so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("not within a minute: {what}");
}

#[tokio::test]
async fn what_is_due_fires_once_in_its_order() {
    let shelf = Shelf::with(&[("late", 20), ("early", 10), ("later", 30)], None);
    assert_eq!(fire_due(&*shelf).await, 0);
    shelf.seconds.store(20, Ordering::Relaxed);
    assert_eq!(fire_due(&*shelf).await, 2);
    assert_eq!(fire_due(&*shelf).await, 0);
    assert_eq!(shelf.fired(), ["early", "late"]);
}

#[tokio::test]
async fn what_could_not_be_stored_is_tried_again_and_nothing_behind_it_is_lost() {
    let shelf = Shelf::with(&[("one", 10), ("two", 11)], None);
    shelf.seconds.store(20, Ordering::Relaxed);
    shelf.broken.store(true, Ordering::Relaxed);
    assert_eq!(fire_due(&*shelf).await, 0);
    shelf.broken.store(false, Ordering::Relaxed);
    assert_eq!(fire_due(&*shelf).await, 2);
    assert_eq!(*shelf.fired.lock().unwrap(), [("one", at(10)), ("two", at(11))]);
}

#[tokio::test]
async fn what_is_stored_while_everything_is_armed_anew_is_not_forgotten() {
    let shelf = Shelf::with(&[("known", 50)], Some(Notify::new()));
    let arming = tokio::spawn({
        let shelf = shelf.clone();
        async move { arm_anew(&*shelf).await }
    });
    shelf.was_read.notified().await;
    shelf.store("new", 1, Some(at(10)));
    shelf.alarms.set([("new", 1, Some(at(10)))]);
    shelf.go_on.as_ref().unwrap().notify_one();
    arming.await.unwrap().unwrap();
    shelf.seconds.store(60, Ordering::Relaxed);
    assert_eq!(fire_due(&*shelf).await, 2);
    assert_eq!(shelf.fired(), ["new", "known"]);
}

#[tokio::test]
async fn what_was_armed_for_a_change_that_failed_goes_when_everything_is_armed_anew() {
    let shelf = Shelf::with(&[("thing", 50)], None);
    shelf.alarms.set([("thing", 2, None), ("ghost", 1, Some(at(5)))]);
    arm_anew(&*shelf).await.unwrap();
    shelf.seconds.store(60, Ordering::Relaxed);
    assert_eq!(fire_due(&*shelf).await, 1);
    assert_eq!(shelf.fired(), ["thing"]);
}

#[tokio::test]
async fn the_task_fires_what_is_due_whatever_fails_and_follows_the_calendar() {
    let shelf = Shelf::with(&[("one", 10)], None);
    let (changed, calendars) = watch::channel(0);
    shelf.broken.store(true, Ordering::Relaxed);
    let task = tokio::spawn(wake(Arc::downgrade(&shelf), calendars));
    shelf.seconds.store(20, Ordering::Relaxed);
    shelf.alarms.distrust();
    shelf.store("two", 1, Some(at(15)));
    tokio::task::yield_now().await;
    shelf.broken.store(false, Ordering::Relaxed);
    until("both have fired", || shelf.fired().len() == 2).await;
    changed.send_modify(|changes| *changes += 1);
    until("the calendar is followed", || shelf.followed.load(Ordering::Relaxed) == 1).await;
    task.abort();
}
