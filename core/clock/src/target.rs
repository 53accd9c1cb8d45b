//! How long something may take, and how that is counted.

use std::time::Duration;

use kernel::{FieldError, Refused, Text, Timestamp};
use serde::{Deserialize, Serialize};

use crate::words::say_length;
use crate::{ClockKind, Schedule};

/// Longest target: a year.
const LONGEST_S: u64 = 366 * 24 * 3600;
/// Warnings of one clock at most.
const MOST_WARNINGS: usize = 5;

/// How long something may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "count", rename_all = "snake_case", deny_unknown_fields)]
pub enum Target {
    /// Time as it passes, through nights and holidays.
    Elapsed {
        /// Seconds.
        length_s: u64,
    },
    /// Time in which the business calendar is open.
    Working {
        /// Seconds.
        length_s: u64,
    },
    /// Working days: by the same time of day on the n-th working day after, or, when begun while closed, by the close
    /// of the n-th working day from then on.
    WorkingDays {
        /// Days.
        days: u32,
    },
}

impl Target {
    /// So many hours as they pass.
    pub const fn hours(hours: u64) -> Self {
        Target::Elapsed { length_s: hours * 3600 }
    }

    /// So many hours of open time.
    pub const fn working_hours(hours: u64) -> Self {
        Target::Working { length_s: hours * 3600 }
    }

    /// So many working days.
    pub const fn working_days(days: u32) -> Self {
        Target::WorkingDays { days }
    }

    /// Whether time outside business hours counts.
    pub fn runs_while_closed(self) -> bool {
        matches!(self, Target::Elapsed { .. })
    }

    /// When the target ends if nothing pauses it. None: not within two years of the calendar.
    pub fn due(self, from: Timestamp, schedule: &Schedule) -> Option<Timestamp> {
        match self {
            Target::Elapsed { length_s } => Some(from.plus(Duration::from_secs(length_s))),
            Target::Working { length_s } => schedule.add_working_time(from, Duration::from_secs(length_s)),
            Target::WorkingDays { days } => schedule.add_working_days(from, days),
        }
    }

    /// The target in words.
    pub fn text(self) -> Text {
        match self {
            Target::Elapsed { length_s } => say_length(Duration::from_secs(length_s)),
            Target::Working { length_s } => {
                let Text { zh, en } = say_length(Duration::from_secs(length_s));
                Text::new(format!("{zh}（工作时间）"), format!("{en} of business time"))
            }
            Target::WorkingDays { days: 1 } => Text::new("1 个工作日", "1 working day"),
            Target::WorkingDays { days } => {
                Text::new(format!("{days} 个工作日"), format!("{days} working days"))
            }
        }
    }

    fn is_possible(self) -> bool {
        match self {
            Target::Elapsed { length_s } | Target::Working { length_s } => {
                (1..=LONGEST_S).contains(&length_s)
            }
            Target::WorkingDays { days } => (1..=250).contains(&days),
        }
    }
}

/// A clock as it is set for a sort of work: what is measured, how long it may take, when to warn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ClockPolicy {
    /// What is measured.
    pub kind: ClockKind,
    /// How long it may take.
    pub target: Target,
    /// Parts of the time after which a warning is given, in percent from 1 to 99, rising.
    #[serde(default)]
    pub warn_at: Vec<u8>,
}

impl ClockPolicy {
    /// A policy that warns once, when four fifths of the time are used.
    pub fn new(kind: ClockKind, target: Target) -> Self {
        Self { kind, target, warn_at: vec![80] }
    }

    /// The default of a kind; for a centre's own kind a working day.
    pub fn default_for(kind: ClockKind) -> Self {
        let target = match kind {
            ClockKind::FirstResponse | ClockKind::NextResponse | ClockKind::Remedy => Target::hours(24),
            ClockKind::Resolution => Target::working_days(3),
            ClockKind::SuggestionReply | ClockKind::DepartmentAnswer | ClockKind::Custom(_) => {
                Target::working_days(1)
            }
            ClockKind::DepartmentAccept => Target::working_hours(4),
            ClockKind::InformCustomer | ClockKind::Dispatch => Target::working_hours(2),
            ClockKind::Arrival => Target::hours(24),
            ClockKind::ReturnVisit => Target::working_days(2),
            ClockKind::CallBack => Target::hours(2),
            ClockKind::RecoveryNotice => Target::hours(1),
        };
        Self::new(kind, target)
    }

    /// What is wrong with the policy, field by field.
    pub fn faults(&self) -> Vec<FieldError> {
        let mut refused = Refused::invalid("clock_policy", "", "");
        if self.kind.name().trim().is_empty() {
            refused = refused.with_field("kind", "请填写时钟名称", "Name the clock");
        }
        if !self.target.is_possible() {
            let (zh, en) = ("时限应在 1 秒到 1 年之间", "A target is from one second to one year");
            refused = refused.with_field("target", zh, en);
        }
        let rising = self.warn_at.windows(2).all(|pair| pair[0] < pair[1]);
        let within = self.warn_at.iter().all(|percent| (1..=99).contains(percent));
        if !rising || !within || self.warn_at.len() > MOST_WARNINGS {
            let zh = format!("预警点为 1 到 99 之间递增的百分比，最多 {MOST_WARNINGS} 个");
            let en = format!("Warnings are at most {MOST_WARNINGS} rising percentages from 1 to 99");
            refused = refused.with_field("warn_at", zh, en);
        }
        refused.fields
    }
}
