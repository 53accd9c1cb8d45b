//! Staffing figures: textbook examples, and second formulations that are slow and plain.
#![allow(clippy::unwrap_used)]

use std::time::Duration;

use proptest::prelude::*;
use workload::{
    Demand, agents_needed, average_wait, erlang_a, erlang_b, erlang_c, erlang_service_level, expected_wait,
};

fn s(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9 * (1.0 + a.abs())
}

/// 100 calls in half an hour, three minutes each: ten Erlangs.
fn busy_half_hour() -> Demand {
    Demand { per_hour: 200.0, handling: s(180) }
}

#[test]
fn small_cases_worked_out_by_hand() {
    assert!(close(erlang_b(1.0, 2), 0.5 / 2.5));
    assert!(close(erlang_b(2.0, 2), 0.4));
    assert!(close(erlang_c(1.0, 2), 1.0 / 3.0));
    assert!(close(erlang_b(5.0, 0), 1.0));
}

#[test]
fn the_textbook_half_hour_needs_fourteen_agents() {
    let demand = busy_half_hour();
    assert!(close(demand.load(), 10.0));
    assert!((erlang_c(10.0, 14) - 0.174).abs() < 0.0005);
    assert!((erlang_service_level(demand, 14, s(20)) - 0.888).abs() < 0.0005);
    assert!((average_wait(demand, 14).unwrap().as_secs_f64() - 7.8).abs() < 0.05);
    assert_eq!(agents_needed(demand, 0.80, s(20)), Some(14));
    assert!(erlang_service_level(demand, 13, s(20)) < 0.80);
}

#[test]
fn too_few_agents_mean_an_endless_line() {
    let demand = busy_half_hour();
    assert_eq!(erlang_service_level(demand, 10, s(20)), 0.0);
    assert_eq!(average_wait(demand, 10), None);
    assert!(close(erlang_c(10.0, 9), 1.0));
}

#[test]
fn no_calls_need_nobody() {
    let nothing = Demand { per_hour: 0.0, handling: s(180) };
    assert_eq!(agents_needed(nothing, 0.8, s(20)), Some(0));
    assert_eq!(average_wait(nothing, 0), Some(Duration::ZERO));
    assert_eq!(agents_needed(busy_half_hour(), 1.1, s(20)), None);
}

/// One agent, arrivals, service and patience at the same rate: the number present is Poisson with mean 1.
#[test]
fn erlang_a_with_equal_rates_is_poisson() {
    let result = erlang_a(Demand { per_hour: 60.0, handling: s(60) }, 1, s(60)).unwrap();
    let none = (-1.0f64).exp();
    assert!(close(result.waits, 1.0 - none));
    assert!(close(result.abandons, none));
    assert!(close(result.occupancy, 1.0 - none));
    assert!((result.average_wait.as_secs_f64() - 60.0 * none).abs() < 1e-6);
}

#[test]
fn with_endless_patience_erlang_a_is_erlang_c() {
    let result = erlang_a(busy_half_hour(), 14, s(100_000_000)).unwrap();
    assert!((result.waits - erlang_c(10.0, 14)).abs() < 1e-5);
    assert!(result.abandons < 1e-5);
}

#[test]
fn without_agents_everybody_gives_up() {
    let result = erlang_a(busy_half_hour(), 0, s(30)).unwrap();
    assert!(close(result.abandons, 1.0) && close(result.waits, 1.0));
    assert!((result.average_wait.as_secs_f64() - 30.0).abs() < 1e-6);
}

#[test]
fn odd_inputs_give_no_nonsense() {
    assert_eq!(erlang_a(busy_half_hour(), 5, Duration::ZERO), None);
    assert_eq!(erlang_a(Demand { per_hour: 1e12, handling: s(1000) }, 1, s(1_000_000_000)), None);
    let crushed = erlang_a(Demand { per_hour: 3_600_000.0, handling: s(600) }, 10, s(600)).unwrap();
    assert!((crushed.abandons - (1.0 - 10.0 / 600_000.0)).abs() < 1e-6);
    let quiet = erlang_a(Demand { per_hour: 0.0, handling: s(60) }, 3, s(60)).unwrap();
    assert_eq!((quiet.waits, quiet.abandons), (0.0, 0.0));
}

#[test]
fn the_expected_wait_grows_with_the_line_and_shrinks_with_staff() {
    assert_eq!(expected_wait(3, s(180), 6), Some(s(90)));
    assert_eq!(expected_wait(1, s(180), 1), Some(s(180)));
    assert_eq!(expected_wait(1, s(180), 0), None);
    assert_eq!(expected_wait(0, s(180), 0), None);
}

/// Erlang B and C by their defining sums.
fn by_sums(load: f64, agents: u32) -> (f64, f64) {
    let term = |n: u32| (1..=n).fold(1.0, |product, k| product * load / f64::from(k));
    let sum: f64 = (0..=agents).map(term).sum();
    let b = term(agents) / sum;
    let tail = term(agents) * f64::from(agents) / (f64::from(agents) - load);
    let c = tail / ((0..agents).map(term).sum::<f64>() + tail);
    (b, c)
}

/// Erlang A by letting the chain run until nothing changes (uniformised steps on a cut-off line).
fn by_iteration(demand: Demand, agents: u32, patience: f64) -> (f64, f64) {
    let (arrive, serve, leave) =
        (demand.per_hour / 3600.0, 1.0 / demand.handling.as_secs_f64(), 1.0 / patience);
    let size = 80;
    let down = |n: usize| {
        serve * (n as f64).min(f64::from(agents)) + leave * (n as f64 - f64::from(agents)).max(0.0)
    };
    let fastest = arrive + down(size - 1);
    let mut p = vec![1.0 / size as f64; size];
    for _ in 0..60_000 {
        let mut next = vec![0.0; size];
        for (n, share) in p.iter().enumerate() {
            let up = if n + 1 < size { arrive } else { 0.0 };
            let fall = if n > 0 { down(n) } else { 0.0 };
            next[n] += share * (1.0 - (up + fall) / fastest);
            if n + 1 < size {
                next[n + 1] += share * up / fastest;
            }
            if n > 0 {
                next[n - 1] += share * fall / fastest;
            }
        }
        p = next;
    }
    let agents = agents as usize;
    let waits = p[agents..].iter().sum();
    let line: f64 = p[agents..].iter().enumerate().map(|(n, share)| n as f64 * share).sum();
    (waits, leave * line / arrive)
}

#[test]
fn erlang_a_agrees_with_the_chain_run_to_rest() {
    for (per_hour, handling, agents, patience) in
        [(100.0, 180, 6, 60), (60.0, 240, 4, 120), (30.0, 300, 1, 90)]
    {
        let demand = Demand { per_hour, handling: s(handling) };
        let result = erlang_a(demand, agents, s(patience)).unwrap();
        let (waits, abandons) = by_iteration(demand, agents, patience as f64);
        assert!(
            (result.waits - waits).abs() < 1e-6 && (result.abandons - abandons).abs() < 1e-6,
            "{result:?}"
        );
        let served = demand.load() * (1.0 - result.abandons) / f64::from(agents);
        assert!((result.occupancy - served).abs() < 1e-6, "work done is work accepted");
    }
}

proptest! {
    #[test]
    fn the_recursions_agree_with_the_sums(load in 0.01f64..40.0, more in 1u32..20) {
        let agents = load.ceil() as u32 + more;
        let (b, c) = by_sums(load, agents);
        prop_assert!(close(erlang_b(load, agents), b));
        prop_assert!(close(erlang_c(load, agents), c));
    }

    #[test]
    fn more_agents_never_serve_worse(per_hour in 0.0f64..2_000.0, agents in 0u32..100) {
        let demand = Demand { per_hour, handling: s(200) };
        prop_assert!(
            erlang_service_level(demand, agents + 1, s(15)) >= erlang_service_level(demand, agents, s(15)) - 1e-12
        );
    }
}
