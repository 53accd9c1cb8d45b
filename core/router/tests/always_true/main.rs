//! The eight things that are always true of the router, over random centres and random days. Each run prints its seed.
#![allow(clippy::unwrap_used)]

#[path = "../centre/mod.rs"]
mod centre;
mod day;
mod dice;
mod judge;
mod model;

use day::Day;
use kernel::Timestamp;
use router::{Event, Router, RouterConfig, Snapshot};

/// Days to try: seeds 0 to 24, or `ROUTER_SEEDS=FROM-TO`.
fn seeds() -> std::ops::Range<u64> {
    let wanted = std::env::var("ROUTER_SEEDS").ok();
    let range = wanted.as_ref().and_then(|range| range.split_once('-'));
    range.and_then(|(from, to)| Some(from.parse().ok()?..to.parse().ok()?)).unwrap_or(0..25)
}

const EVENTS: usize = 200;

/// Properties 1 (one agent at a time, leaves once), 2 (weights, presence, skills), 3 (work conservation), 4 (order), 5
/// (armed next step), 7 (reasons) and 8 (live changes): the model asserts them at each output and at rest.
#[test]
fn every_decision_is_the_one_that_a_slow_reference_makes() {
    let mut decisions = 0;
    for seed in seeds() {
        println!("seed {seed}");
        let mut day = Day::new(seed, true);
        for _ in 0..EVENTS {
            day.step();
        }
        decisions += day.model.checked;
    }
    assert!(decisions > 800, "the days were busy: {decisions} decisions");
}

/// Property 5, second half: a router that is woken late, or never by itself, still breaks no rule.
#[test]
fn waking_late_breaks_no_rule() {
    for seed in seeds() {
        println!("seed {seed}");
        let mut day = Day::new(seed, false);
        for _ in 0..EVENTS {
            day.step();
        }
    }
}

#[test]
fn waking_early_changes_nothing() {
    for seed in seeds() {
        println!("seed {seed}");
        let mut day = Day::new(seed, true);
        for _ in 0..EVENTS / 2 {
            day.step();
        }
        let Some(wake) = day.router.next_wake() else { continue };
        let early = Timestamp::from_micros(day.model.now.micros().midpoint(wake.micros()));
        let mut woken = day.router.clone();
        let mut out = Vec::new();
        woken.handle(Event::Wake, early, &mut out).unwrap();
        assert_eq!(out, []);
        let (mut a, mut b) = (Vec::new(), Vec::new());
        woken.handle(Event::Wake, wake, &mut a).unwrap();
        day.router.handle(Event::Wake, wake, &mut b).unwrap();
        assert_eq!(a, b);
        assert_eq!(state(&woken), state(&day.router));
    }
}

fn state(router: &Router) -> String {
    serde_json::to_string(&router.snapshot()).unwrap()
}

/// ACD-5, property 6: the log rebuilds the state; and so does a snapshot, from which the next decisions are the same.
#[test]
fn replaying_the_log_or_a_snapshot_rebuilds_state_waiting_times_and_decisions() {
    for seed in seeds() {
        println!("seed {seed}");
        let mut day = Day::new(seed, true);
        for _ in 0..EVENTS / 2 {
            day.step();
        }
        let before = day.log.len();
        let mut replayed = Router::replay(RouterConfig::default(), day.log.clone());
        assert_eq!(state(&replayed), state(&day.router));
        let snapshot: Snapshot = serde_json::from_str(&state(&day.router)).unwrap();
        let mut restored = Router::restore(snapshot);
        assert_eq!(state(&restored), state(&day.router));
        assert_eq!(restored.next_wake(), day.router.next_wake());
        for _ in 0..EVENTS / 2 {
            day.step();
        }
        for ((now, event), expected) in day.log[before..].iter().zip(&day.answers[before..]) {
            for router in [&mut replayed, &mut restored] {
                let mut out = Vec::new();
                let answer = router.handle(event.clone(), *now, &mut out);
                assert_eq!((&answer, &out), (&expected.0, &expected.1));
            }
        }
        assert_eq!(state(&replayed), state(&day.router));
        assert_eq!(state(&restored), state(&day.router));
    }
}
