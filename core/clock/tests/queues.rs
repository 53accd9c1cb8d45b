//! Very many clocks in one queue: in order, each version once.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use clock::{ClockQueue, Fired};
use kernel::Timestamp;
use proptest::prelude::*;

fn at(second: i64) -> Timestamp {
    Timestamp::from_secs(second)
}

#[test]
fn clocks_fire_in_the_order_of_their_instants() {
    let mut queue = ClockQueue::new();
    for (key, second) in [("b", 20), ("a", 30), ("c", 10)] {
        assert!(queue.arm(key, 1, at(second)));
    }
    assert_eq!(queue.next(), Some(at(10)));
    assert_eq!(queue.pop_due(at(9)), None);
    let fired: Vec<_> = std::iter::from_fn(|| queue.pop_due(at(25))).map(|fired| fired.key).collect();
    assert_eq!(fired, ["c", "b"]);
    assert_eq!((queue.next(), queue.len()), (Some(at(30)), 1));
}

#[test]
fn a_version_fires_once_and_a_late_message_brings_nothing_back() {
    let mut queue = ClockQueue::new();
    queue.arm(7, 3, at(10));
    assert_eq!(queue.pop_due(at(10)), Some(Fired { key: 7, version: 3, at: at(10) }));
    assert!(!queue.arm(7, 3, at(11)), "has fired");
    assert!(!queue.arm(7, 2, at(11)), "is older");
    assert!(queue.arm(7, 4, at(11)));
    assert!(queue.disarm(&7, 5));
    assert!(!queue.arm(7, 4, at(12)), "was stopped since");
    assert_eq!(queue.pop_due(at(100)), None);
}

#[test]
fn a_stop_that_overtakes_the_start_wins() {
    let mut queue = ClockQueue::new();
    assert!(!queue.disarm(&1, 2));
    assert!(!queue.arm(1, 1, at(10)));
    assert!(queue.is_empty());
}

#[test]
fn a_hundred_thousand_restored_clocks_all_fire() {
    let clocks = (0..100_000u64).map(|key| (key, 1, at(i64::try_from(key * 7_919 % 100_003).unwrap())));
    let mut queue = ClockQueue::restored(clocks);
    assert_eq!(queue.len(), 100_000);
    let mut last = at(0);
    let mut keys = BTreeSet::new();
    while let Some(fired) = queue.pop_due(at(100_003)) {
        assert!(fired.at >= last);
        last = fired.at;
        assert!(keys.insert(fired.key), "fired twice");
    }
    assert_eq!(keys.len(), 100_000);
}

#[derive(Debug, Clone)]
enum Step {
    Arm(u8, u64, i64),
    Disarm(u8, u64),
    Pass(i64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0u8..5, 0u64..8, 0i64..50).prop_map(|(key, version, second)| Step::Arm(key, version, second)),
        2 => (0u8..5, 0u64..8).prop_map(|(key, version)| Step::Disarm(key, version)),
        2 => (0i64..50).prop_map(Step::Pass),
    ]
}

proptest! {
    /// The model is a list that is searched from end to end.
    #[test]
    fn a_queue_fires_what_a_list_would(steps in prop::collection::vec(step(), 0..60)) {
        let mut queue = ClockQueue::new();
        let mut newest: BTreeMap<u8, u64> = BTreeMap::new();
        let mut armed: Vec<(i64, u8, u64)> = Vec::new();
        let mut fired_before = BTreeSet::new();
        for step in steps {
            match step {
                Step::Arm(key, version, second) => {
                    let taken = newest.get(&key).is_none_or(|known| version > *known);
                    prop_assert_eq!(queue.arm(key, version, at(second)), taken);
                    if taken {
                        newest.insert(key, version);
                        armed.retain(|(_, other, _)| *other != key);
                        armed.push((second, key, version));
                    }
                }
                Step::Disarm(key, version) => {
                    let known = newest.get(&key).copied();
                    let there = armed.iter().any(|(_, other, _)| *other == key);
                    let taken = known.is_none_or(|known| version >= known);
                    prop_assert_eq!(queue.disarm(&key, version), taken && there);
                    if taken {
                        newest.insert(key, version);
                        armed.retain(|(_, other, _)| *other != key);
                    }
                }
                Step::Pass(second) => {
                    armed.sort_unstable();
                    let due: Vec<_> = armed.iter().copied().filter(|(when, ..)| *when <= second).collect();
                    armed.retain(|(when, ..)| *when > second);
                    for (when, key, version) in due {
                        prop_assert_eq!(queue.pop_due(at(second)), Some(Fired { key, version, at: at(when) }));
                        prop_assert!(fired_before.insert((key, version)), "fired twice");
                    }
                    prop_assert_eq!(queue.pop_due(at(second)), None);
                }
            }
            prop_assert_eq!(queue.len(), armed.len());
            prop_assert_eq!(queue.next(), armed.iter().map(|(when, ..)| at(*when)).min());
        }
    }
}
