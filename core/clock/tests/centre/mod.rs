//! A centre's calendar for the tests.
#![allow(dead_code)]

use std::sync::LazyLock;
use std::time::Duration;

use clock::Schedule;
use kernel::Timestamp;
use workload::{Calendar, CalendarConfig, Day, OpenHours};

/// Local time in Shanghai.
pub fn at(text: &str) -> Timestamp {
    format!("{text}:00+08:00").replace(' ', "T").parse().unwrap()
}

pub fn hours(text: &str) -> OpenHours {
    let (from, to) = text.split_once('-').unwrap();
    OpenHours { from: from.parse().unwrap(), to: to.parse().unwrap() }
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(minutes * 60)
}

/// Monday to Friday 09:00–18:00 with the National Day week of 2026: off from 1 to 7 October, worked on Saturday
/// 10 October instead.
pub fn config() -> CalendarConfig {
    let mut config = Calendar::office_hours("Asia/Shanghai").unwrap().config().clone();
    config.holidays = (1..=7).map(|number| day(&format!("2026-10-0{number}"))).collect();
    config.make_up_days = [day("2026-10-10")].into();
    config
}

pub fn schedule(config: CalendarConfig) -> Schedule {
    Schedule::new(Calendar::new(config).unwrap(), at("2026-10-01 00:00")).unwrap()
}

/// Made once: it takes longer than most tests.
pub fn office() -> &'static Schedule {
    static OFFICE: LazyLock<Schedule> = LazyLock::new(|| schedule(config()));
    &OFFICE
}
