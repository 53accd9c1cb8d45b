//! What the words of an expression mean together.

use serde::{Deserialize, Serialize};

use super::item::{DayRef, Item, Part, TimeRef};

/// An expression understood, before it meets the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "means", rename_all = "snake_case")]
pub enum Meaning {
    /// So much later, as time passes.
    After {
        /// Whole days, which keep the time of day.
        days: u32,
        /// Seconds besides.
        seconds: u64,
    },
    /// So much open time later.
    AfterWorkingHours {
        /// Seconds.
        seconds: u64,
    },
    /// So many working days later.
    AfterWorkingDays {
        /// Days.
        days: u32,
    },
    /// By a moment.
    By {
        /// On which day; none: the day on which it comes next.
        day: Option<DayRef>,
        /// At what time of the day.
        time: TimeRef,
        /// Before the day or part begins, not by its end.
        before: bool,
    },
}

/// Puts items together; nothing if they contradict each other or say no time.
pub(crate) fn put_together(items: &[Item]) -> Option<Meaning> {
    let (mut days, mut seconds, mut working_seconds, mut working_days) = (0u32, 0u64, 0u64, 0u32);
    let (mut day, mut part, mut clock) = (None, None, None);
    let (mut before, mut lengths) = (false, 0);
    for item in items {
        match *item {
            Item::Day(named) if day.is_none() => day = Some(named),
            Item::Part(named) if part.is_none() => part = Some(named),
            Item::Clock { hour, minute, exact } if clock.is_none() => clock = Some((hour, minute, exact)),
            Item::Length { thousandths, unit_s } => {
                lengths += 1;
                seconds = seconds.checked_add(thousandths.checked_mul(unit_s)? / 1_000)?;
            }
            Item::Days(count) => {
                lengths += 1;
                days = days.checked_add(count)?;
            }
            Item::WorkingHours { thousandths } => {
                working_seconds = working_seconds.checked_add(thousandths.checked_mul(3_600)? / 1_000)?;
            }
            Item::WorkingDays(count) => working_days = working_days.checked_add(count)?,
            Item::Before => before = true,
            Item::Filler => {}
            // Named twice.
            Item::Day(_) | Item::Part(_) | Item::Clock { .. } => return None,
        }
    }
    let moment = day.is_some() || part.is_some() || clock.is_some();
    let sorts = [lengths > 0, working_seconds > 0, working_days > 0, moment];
    if sorts.iter().filter(|said| **said).count() != 1 {
        return None;
    }
    if moment {
        return by(day, part, clock, before);
    }
    Some(match (working_seconds, working_days) {
        (0, 0) => Meaning::After { days, seconds },
        (0, days) => Meaning::AfterWorkingDays { days },
        (seconds, _) => Meaning::AfterWorkingHours { seconds },
    })
}

fn by(
    day: Option<DayRef>,
    part: Option<Part>,
    clock: Option<(i8, i8, bool)>,
    before: bool,
) -> Option<Meaning> {
    let time = match (part, clock) {
        (None, None) => TimeRef::WholeDay,
        (Some(Part::Am | Part::Pm), None) => return None,
        (Some(part), None) => TimeRef::Part { part },
        (part, Some((hour, minute, exact))) => TimeRef::Clock { hour, minute, part, exact },
    };
    Some(Meaning::By { day, time, before })
}
