//! What a browser's leg costs: N pairs of browser-type legs (ICE, DTLS-SRTP, PCMA), bridged and recorded, for T seconds.
//!
//! ```text
//! cargo run --release -p media --example bench_webrtc -- [pairs] [seconds]
//! ```
//!
//! The browsers are played by a second stack on the main thread; CPU time is that of the engine's own threads, from
//! `/proc/self/task/*/schedstat` (Linux).

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../tests/stand/mod.rs"]
mod stand;

use std::time::{Duration, Instant};

use media::{LegKey, MediaConfig, MediaEngine};
use stand::browser::Browser;

const LEGS: [LegKey; 2] = [LegKey(1), LegKey(2)];

fn main() {
    let number =
        |at: usize, otherwise: usize| std::env::args().nth(at).map_or(otherwise, |a| a.parse().unwrap());
    let (pairs, seconds) = (number(1, 10), number(2, 10));
    let folder = tempfile::tempdir().unwrap();
    let engine = MediaEngine::start(MediaConfig { threads: 1, ..MediaConfig::default() }).unwrap();
    let (events, _inbox) = tokio::sync::mpsc::unbounded_channel();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let mut browsers = Vec::new();
    let mut calls = Vec::new();
    for n in 0..pairs {
        let call = engine.open_call(events.clone());
        for leg in LEGS {
            let mut browser = Browser::new(700.0);
            let (offer, pending) = browser.offer();
            let answer = runtime.block_on(call.add_webrtc_answer(leg, &offer)).unwrap();
            browser.accept(pending, &answer);
            browsers.push(browser);
        }
        call.bridge(LEGS[0], LEGS[1]);
        call.start_recording(folder.path().join(format!("{n}.wav")), LEGS[0], LEGS[1]);
        calls.push(call);
    }
    let begin = Instant::now();
    while !browsers.iter().all(|browser| browser.connected) {
        assert!(begin.elapsed() < Duration::from_secs(20), "not all browsers are connected");
        step(&mut browsers);
    }
    let set_up = cpu_seconds();
    let (before, begin) = (cpu_seconds(), Instant::now());
    while begin.elapsed() < Duration::from_secs(seconds as u64) {
        step(&mut browsers);
    }
    let (spent, elapsed) = (cpu_seconds() - before, begin.elapsed().as_secs_f64());
    let legs = browsers.len();
    let heard: usize = browsers.iter().map(|browser| browser.heard.len()).sum();
    println!("{legs} browser legs in {pairs} recorded calls, {elapsed:.1} s");
    println!(
        "  {:.1} % of a core, {:.3} % a leg",
        spent / elapsed * 100.0,
        spent / elapsed * 100.0 / legs as f64
    );
    println!("  connecting (ICE, DTLS): {:.1} ms CPU a leg", set_up * 1000.0 / legs as f64);
    println!(
        "  heard: {:.1} % of what was to be heard",
        heard as f64 / (8000.0 * elapsed * legs as f64) * 100.0
    );
    engine.shutdown();
}

fn step(browsers: &mut [Browser]) {
    std::thread::sleep(Duration::from_millis(2));
    browsers.iter_mut().for_each(Browser::step);
}

/// CPU time of the engine's threads.
fn cpu_seconds() -> f64 {
    let mut sum = 0.0;
    for task in std::fs::read_dir("/proc/self/task").unwrap().flatten() {
        let read = |file: &str| std::fs::read_to_string(task.path().join(file)).unwrap_or_default();
        if read("comm").starts_with("media-") {
            sum += read("schedstat").split(' ').next().unwrap().parse().unwrap_or(0.0) / 1e9;
        }
    }
    sum
}
