//! How long a due instant, an explanation and a queue of 100,000 clocks take: `cargo run --release -p clock --example clock_bench`.
#![allow(clippy::unwrap_used)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use clock::{ClockInput, ClockKind, ClockPolicy, ClockQueue, Schedule, ServiceClock, Target};
use kernel::Timestamp;
use workload::Calendar;

const CLOCKS: u64 = 100_000;

fn per_call(name: &str, calls: u32, mut work: impl FnMut(u32)) {
    let begin = Instant::now();
    (0..calls).for_each(&mut work);
    println!("{name:<62} {:>10.0} ns", begin.elapsed().as_nanos() as f64 / f64::from(calls));
}

fn whole<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let begin = Instant::now();
    let made = work();
    println!("{name:<62} {:>10.1} ms", begin.elapsed().as_secs_f64() * 1_000.0);
    made
}

fn main() {
    let base: Timestamp = "2026-11-20T17:40:00+08:00".parse().unwrap();
    let calendar = Calendar::office_hours("Asia/Shanghai").unwrap();
    let schedule = whole("schedule of four years made", || Schedule::new(calendar.clone(), base).unwrap());
    let from = |n: u32| base.plus(Duration::from_secs(u64::from(n) * 61));
    let year = Duration::from_secs(250 * 9 * 3600);
    per_call("due instant 250 working days of hours ahead, by schedule", 100_000, |n| {
        black_box(schedule.add_working_time(from(n % 5_000), year));
    });
    per_call("the same by walking the calendar", 200, |n| {
        black_box(calendar.add_working_time(from(n), year));
    });
    per_call("due instant in 250 working days, by schedule", 100_000, |n| {
        black_box(schedule.add_working_days(from(n % 5_000), 250));
    });
    let policy =
        ClockPolicy { kind: ClockKind::Resolution, target: Target::working_days(3), warn_at: vec![50, 80] };
    per_call("clock of 3 working days started, with two warnings", 100_000, |n| {
        black_box(ServiceClock::new(&policy).handle(ClockInput::Start, from(n % 5_000), &schedule));
    });
    let mut clock = ServiceClock::new(&policy);
    clock.handle(ClockInput::Start, base, &schedule);
    per_call("why due then", 10_000, |_| {
        black_box(clock.explain(base, &schedule));
    });
    let instant = |key: u64| base.plus(Duration::from_millis(key * 7_919 % 864_000_000));
    let stored: Vec<(u128, u64, Timestamp)> =
        (0..CLOCKS).map(|key| (u128::from(key * 2_654_435_761), 1, instant(key))).collect();
    let mut queue = whole("100,000 clocks armed at start", || ClockQueue::restored(stored.iter().copied()));
    whole("100,000 clocks armed again, one by one", || {
        for (key, version, at) in &stored {
            queue.arm(*key, version + 1, at.plus(Duration::from_secs(60)));
        }
    });
    let end = base.plus(Duration::from_secs(100 * 86_400));
    let fired = whole("100,000 clocks fired", || std::iter::from_fn(|| queue.pop_due(end)).count());
    println!("fired: {fired}");
}
