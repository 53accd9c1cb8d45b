//! How long it takes to understand a time, and to find room for call-backs: `cargo run --release -p promise --example promise_bench`.
#![allow(clippy::unwrap_used)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use clock::Schedule;
use kernel::Timestamp;
use promise::{CallbackRoom, understand};
use workload::Calendar;

fn per_call(name: &str, calls: u32, mut work: impl FnMut()) {
    let begin = Instant::now();
    (0..calls).for_each(|_| work());
    println!("{name:<50} {:>9.2} µs", begin.elapsed().as_secs_f64() * 1e6 / f64::from(calls));
}

fn main() {
    let now: Timestamp = "2026-11-20T10:40:00+08:00".parse().unwrap();
    let schedule = Schedule::new(Calendar::office_hours("Asia/Shanghai").unwrap(), now).unwrap();
    for text in ["2 小时内", "下周三下午3点半前", "by noon on the next working day", "尽快"] {
        per_call(text, 20_000, || {
            black_box(understand(text, now, &schedule)).ok();
        });
    }
    let mut room = CallbackRoom::new(4);
    (0..500).for_each(|number| room.book(now.plus(Duration::from_secs(number * 600))));
    per_call("room of a week with 500 promises", 1_000, || {
        black_box(room.slots(now, Duration::from_secs(7 * 86_400), &schedule));
    });
}
