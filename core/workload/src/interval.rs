//! Half-hour intervals in the centre's zone.

use std::time::Duration;

use jiff::tz::TimeZone;
use kernel::Timestamp;
use serde::{Deserialize, Serialize};

/// The length of an interval.
pub const INTERVAL: Duration = Duration::from_secs(1_800);

/// A half hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// Its first instant.
    pub start: Timestamp,
}

impl Interval {
    /// The interval that holds an instant: it begins at the full or half hour of local time.
    pub fn holding(at: Timestamp, zone: &TimeZone) -> Self {
        let offset = i64::from(zone.to_offset(at.to_jiff()).seconds()) * 1_000_000;
        let length = 1_800_000_000;
        let past = (at.micros() + offset).rem_euclid(length);
        Self { start: Timestamp::from_micros(at.micros() - past) }
    }

    /// The first instant after it.
    pub fn end(self) -> Timestamp {
        self.start.plus(INTERVAL)
    }

    /// The interval after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self { start: self.end() }
    }
}

/// All intervals that hold any instant from `from` up to but without `to`.
pub fn intervals(from: Timestamp, to: Timestamp, zone: &TimeZone) -> impl Iterator<Item = Interval> {
    std::iter::successors(Some(Interval::holding(from, zone)), |interval| Some(interval.next()))
        .take_while(move |interval| interval.start < to)
}
