//! What is left of a clock's time, and when it ends.

use std::time::Duration;

use kernel::Timestamp;

use crate::machine::{ClockState, Run, ServiceClock, Warning};
use crate::{Schedule, Target};

impl ServiceClock {
    /// When it began first.
    pub fn began(&self) -> Option<Timestamp> {
        let present = match &self.state {
            ClockState::Running { since, .. } => Some(*since),
            ClockState::Idle
            | ClockState::Paused { .. }
            | ClockState::Stopped { .. }
            | ClockState::Cancelled { .. } => None,
        };
        self.runs.first().map(|run| run.from).or(present)
    }

    /// The time used up to an instant, counted as the target counts.
    pub fn used(&self, now: Timestamp, schedule: &Schedule) -> Duration {
        let present = match &self.state {
            ClockState::Running { since, .. } => self.count(*since, now, schedule),
            ClockState::Idle
            | ClockState::Paused { .. }
            | ClockState::Stopped { .. }
            | ClockState::Cancelled { .. } => Duration::ZERO,
        };
        self.used_before(schedule) + present
    }

    /// The time left at an instant, counted as the target counts: what is shown while a clock is paused. None: the
    /// calendar does not open for so long.
    pub fn left(&self, now: Timestamp, schedule: &Schedule) -> Option<Duration> {
        let total = self.total(self.began().unwrap_or(now), schedule)?;
        Some(total.saturating_sub(self.used(now, schedule)))
    }

    fn used_before(&self, schedule: &Schedule) -> Duration {
        self.runs.iter().map(|Run { from, to, .. }| self.count(*from, *to, schedule)).sum()
    }

    pub(crate) fn count(&self, from: Timestamp, to: Timestamp, schedule: &Schedule) -> Duration {
        match self.target {
            Target::Elapsed { .. } => to.since(from),
            Target::Working { .. } | Target::WorkingDays { .. } => schedule.working_time_between(from, to),
        }
    }

    /// The whole time of the target. Working days are the open time between begin and due instant without pauses, so
    /// that a pause of so many open minutes moves the due instant by as many.
    pub(crate) fn total(&self, began: Timestamp, schedule: &Schedule) -> Option<Duration> {
        match self.target {
            Target::Elapsed { length_s } | Target::Working { length_s } => {
                Some(Duration::from_secs(length_s))
            }
            Target::WorkingDays { days } => {
                let due = schedule.add_working_days(began, days)?;
                Some(schedule.working_time_between(began, due))
            }
        }
    }

    /// The instant at which so much is counted from `from` on.
    fn advance(&self, from: Timestamp, by: Duration, schedule: &Schedule) -> Option<Timestamp> {
        match self.target {
            _ if by.is_zero() => Some(from),
            Target::Elapsed { .. } => Some(from.plus(by)),
            Target::Working { .. } | Target::WorkingDays { .. } => schedule.add_working_time(from, by),
        }
    }

    /// Runs from an instant on, with what is left.
    pub(crate) fn run_from(&mut self, since: Timestamp, schedule: &Schedule) {
        if let Some(missed) = self.breached {
            self.state = ClockState::Running { since, due: Some(missed), warnings: Vec::new() };
            return;
        }
        let began = self.runs.first().map_or(since, |run| run.from);
        let total = self.total(began, schedule);
        let used = self.used_before(schedule);
        let when = |part: Duration| self.advance(since, part.saturating_sub(used), schedule);
        let due = total.and_then(when);
        let to_come = self.warn_at.iter().copied().filter(|percent| *percent > self.warned);
        let warnings = to_come
            .filter_map(|percent| Some(Warning { percent, at: when(share(total?, percent))? }))
            .collect();
        self.state = ClockState::Running { since, due, warnings };
    }
}

/// A part of a length of time, in percent, up to the next microsecond.
fn share(total: Duration, percent: u8) -> Duration {
    let micros = (total.as_micros() * u128::from(percent)).div_ceil(100);
    Duration::from_micros(u64::try_from(micros).unwrap_or(u64::MAX))
}
