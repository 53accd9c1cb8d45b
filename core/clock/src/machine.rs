//! The states of a clock and what each input does in each.

use kernel::{Text, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{ClockKind, ClockPolicy, Schedule, Target};

/// Pauses of one clock at most; further ones are not granted, the clock goes on.
const MOST_PAUSES: usize = 200;

/// Something that concerns a clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum ClockInput {
    /// Begin, if it has not begun. A clock at work is not set back: the older claim stands.
    Start,
    /// Halt: the time until [`ClockInput::Resume`] does not count.
    Pause {
        /// Why, for people.
        why: Text,
    },
    /// Go on after a pause.
    Resume,
    /// What was to be done is done.
    Stop,
    /// Begin anew with the whole time, from any state: a ticket was reopened, a customer wrote again.
    Restart,
    /// The matter fell away: neither in time nor late.
    Cancel,
    /// Another target applies, to what has run as well. Never due before the present instant.
    Retarget {
        /// The new target.
        target: Target,
    },
    /// The business calendar was edited.
    CalendarChanged,
    /// Time has passed.
    Tick,
}

/// What follows for others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "clock", rename_all = "snake_case")]
pub enum ClockOutput {
    /// It runs from now on.
    Started {
        /// When it is due.
        due: Option<Timestamp>,
    },
    /// It halts.
    Paused,
    /// It runs again.
    Resumed {
        /// When it is due now.
        due: Option<Timestamp>,
    },
    /// The due instant has moved for another reason: target or calendar.
    Moved {
        /// When it is due now.
        due: Option<Timestamp>,
    },
    /// So much of the time is used. Of several warnings overtaken by one another only the last is given.
    Warned {
        /// Part of the time, in percent.
        percent: u8,
        /// When it is due.
        due: Option<Timestamp>,
    },
    /// The due instant has passed. Given once.
    Breached {
        /// When it was due.
        due: Timestamp,
    },
    /// It is done.
    Stopped {
        /// Whether not after the due instant.
        in_time: bool,
    },
    /// The matter fell away.
    Cancelled,
}

/// An instant at which a warning is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Warning {
    /// Part of the time used by then, in percent.
    pub percent: u8,
    /// When.
    pub at: Timestamp,
}

/// A stretch in which the clock ran, and why it halted after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Run {
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub to: Timestamp,
    /// Why it was paused then; none where only the target changed.
    pub paused: Option<Text>,
}

/// Where a clock stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ClockState {
    /// Not begun.
    Idle,
    /// At work.
    Running {
        /// Since when without a pause.
        since: Timestamp,
        /// When it is due; none where the calendar does not open for so long within two years.
        due: Option<Timestamp>,
        /// Warnings to come, in order.
        warnings: Vec<Warning>,
    },
    /// Halted.
    Paused {
        /// Since when.
        since: Timestamp,
        /// Why, for people.
        why: Text,
    },
    /// Done.
    Stopped {
        /// When.
        at: Timestamp,
        /// Whether not after the due instant.
        in_time: bool,
    },
    /// Fell away.
    Cancelled {
        /// When.
        at: Timestamp,
    },
}

/// One service-level clock.
///
/// A clock is met by what is done up to and with the due instant; it is breached from the first microsecond after.
/// What is late stays late: no pause takes a breach back, only [`ClockInput::Restart`] does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceClock {
    pub(crate) kind: ClockKind,
    pub(crate) target: Target,
    pub(crate) warn_at: Vec<u8>,
    pub(crate) state: ClockState,
    /// Stretches that are over; the present one is in the state.
    pub(crate) runs: Vec<Run>,
    /// The highest warning given.
    pub(crate) warned: u8,
    /// The due instant that was missed.
    pub(crate) breached: Option<Timestamp>,
    version: u64,
}

impl ServiceClock {
    /// A clock that has not begun.
    pub fn new(policy: &ClockPolicy) -> Self {
        Self {
            kind: policy.kind.clone(),
            target: policy.target,
            warn_at: policy.warn_at.clone(),
            state: ClockState::Idle,
            runs: Vec::new(),
            warned: 0,
            breached: None,
            version: 0,
        }
    }

    /// What is measured.
    pub fn kind(&self) -> &ClockKind {
        &self.kind
    }

    /// How long it may take.
    pub fn target(&self) -> Target {
        self.target
    }

    /// Where it stands.
    pub fn state(&self) -> &ClockState {
        &self.state
    }

    /// Stretches that are over.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// The due instant that was missed, if one was.
    pub fn breached(&self) -> Option<Timestamp> {
        self.breached
    }

    /// When it is due; none unless it runs.
    pub fn due(&self) -> Option<Timestamp> {
        match &self.state {
            ClockState::Running { due, .. } => *due,
            ClockState::Idle
            | ClockState::Paused { .. }
            | ClockState::Stopped { .. }
            | ClockState::Cancelled { .. } => None,
        }
    }

    /// Counts the changes; a [`ClockQueue`](crate::ClockQueue) fires each version once.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// When it wants a [`ClockInput::Tick`], if nothing happens before.
    pub fn next_wake(&self) -> Option<Timestamp> {
        let ClockState::Running { due, warnings, .. } = &self.state else { return None };
        if self.breached.is_some() {
            return None;
        }
        let late = due.map(|due| Timestamp::from_micros(due.micros().saturating_add(1)));
        warnings.first().map(|warning| warning.at).into_iter().chain(late).min()
    }

    /// Decides one input. What has become due before it is told first: an answer cannot overtake its breach.
    pub fn handle(&mut self, input: ClockInput, now: Timestamp, schedule: &Schedule) -> Vec<ClockOutput> {
        let before = self.state.clone();
        let mut out = Vec::new();
        self.tick(now, &mut out);
        match input {
            ClockInput::Start => self.start(now, schedule, &mut out),
            ClockInput::Pause { why } => self.pause(why, now, &mut out),
            ClockInput::Resume => self.resume(now, schedule, &mut out),
            ClockInput::Stop => self.stop(now, &mut out),
            ClockInput::Restart => {
                self.state = ClockState::Idle;
                self.runs.clear();
                self.warned = 0;
                self.breached = None;
                self.start(now, schedule, &mut out);
            }
            ClockInput::Cancel => self.cancel(now, &mut out),
            ClockInput::Retarget { target } => self.retarget(target, now, schedule, &mut out),
            ClockInput::CalendarChanged => self.replan(schedule, &mut out),
            ClockInput::Tick => {}
        }
        // A shortened clock may be past a warning at once.
        self.tick(now, &mut out);
        if !out.is_empty() || self.state != before {
            self.version += 1;
        }
        out
    }

    fn tick(&mut self, now: Timestamp, out: &mut Vec<ClockOutput>) {
        let ClockState::Running { due, warnings, .. } = &mut self.state else { return };
        if self.breached.is_some() {
            return;
        }
        if let Some(due) = due.filter(|due| now > *due) {
            warnings.clear();
            self.breached = Some(due);
            out.push(ClockOutput::Breached { due });
            return;
        }
        let come = warnings.partition_point(|warning| warning.at <= now);
        if let Some(last) = warnings.drain(..come).next_back() {
            self.warned = last.percent;
            out.push(ClockOutput::Warned { percent: last.percent, due: *due });
        }
    }

    fn start(&mut self, now: Timestamp, schedule: &Schedule, out: &mut Vec<ClockOutput>) {
        match self.state {
            ClockState::Idle => {
                self.run_from(now, schedule);
                out.push(ClockOutput::Started { due: self.due() });
            }
            ClockState::Running { .. }
            | ClockState::Paused { .. }
            | ClockState::Stopped { .. }
            | ClockState::Cancelled { .. } => {}
        }
    }

    fn pause(&mut self, why: Text, now: Timestamp, out: &mut Vec<ClockOutput>) {
        match self.state {
            ClockState::Running { since, .. } if self.runs.len() < MOST_PAUSES => {
                // A clock set back by hand must not give time away.
                let now = now.max(since);
                self.runs.push(Run { from: since, to: now, paused: Some(why.clone()) });
                self.state = ClockState::Paused { since: now, why };
                out.push(ClockOutput::Paused);
            }
            ClockState::Idle
            | ClockState::Running { .. }
            | ClockState::Paused { .. }
            | ClockState::Stopped { .. }
            | ClockState::Cancelled { .. } => {}
        }
    }

    fn resume(&mut self, now: Timestamp, schedule: &Schedule, out: &mut Vec<ClockOutput>) {
        match self.state {
            ClockState::Paused { since, .. } => {
                self.run_from(now.max(since), schedule);
                out.push(ClockOutput::Resumed { due: self.due() });
            }
            ClockState::Idle
            | ClockState::Running { .. }
            | ClockState::Stopped { .. }
            | ClockState::Cancelled { .. } => {}
        }
    }

    fn stop(&mut self, now: Timestamp, out: &mut Vec<ClockOutput>) {
        match self.state {
            ClockState::Running { since, .. } => {
                self.runs.push(Run { from: since, to: now.max(since), paused: None });
            }
            ClockState::Paused { .. } => {}
            ClockState::Idle | ClockState::Stopped { .. } | ClockState::Cancelled { .. } => return,
        }
        let in_time = self.breached.is_none();
        self.state = ClockState::Stopped { at: now, in_time };
        out.push(ClockOutput::Stopped { in_time });
    }

    fn cancel(&mut self, now: Timestamp, out: &mut Vec<ClockOutput>) {
        match self.state {
            ClockState::Idle | ClockState::Running { .. } | ClockState::Paused { .. } => {
                if let ClockState::Running { since, .. } = self.state {
                    self.runs.push(Run { from: since, to: now.max(since), paused: None });
                }
                self.state = ClockState::Cancelled { at: now };
                out.push(ClockOutput::Cancelled);
            }
            ClockState::Stopped { .. } | ClockState::Cancelled { .. } => {}
        }
    }

    fn retarget(&mut self, target: Target, now: Timestamp, schedule: &Schedule, out: &mut Vec<ClockOutput>) {
        if target == self.target {
            return;
        }
        match self.state {
            ClockState::Idle | ClockState::Paused { .. } => self.target = target,
            ClockState::Running { since, .. } => {
                self.target = target;
                let before = self.due();
                // The stretch ends here, so that a shortened clock is due now at the earliest, never in the past.
                let now = now.max(since);
                self.runs.push(Run { from: since, to: now, paused: None });
                self.run_from(now, schedule);
                if self.due() != before {
                    out.push(ClockOutput::Moved { due: self.due() });
                }
            }
            ClockState::Stopped { .. } | ClockState::Cancelled { .. } => {}
        }
    }

    fn replan(&mut self, schedule: &Schedule, out: &mut Vec<ClockOutput>) {
        match self.state {
            ClockState::Running { since, .. } => {
                let before = self.due();
                self.run_from(since, schedule);
                if self.due() != before {
                    out.push(ClockOutput::Moved { due: self.due() });
                }
            }
            ClockState::Idle
            | ClockState::Paused { .. }
            | ClockState::Stopped { .. }
            | ClockState::Cancelled { .. } => {}
        }
    }
}
