//! What the readers find in a text.

use serde::{Deserialize, Serialize};

/// A day as it is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "named", rename_all = "snake_case")]
pub enum DayRef {
    /// So many days from today.
    InDays {
        /// Days; 0 is today.
        days: i32,
    },
    /// A day of the week, 1 is Monday.
    Weekday {
        /// 1 to 7.
        weekday: i8,
        /// Weeks from this one; none: the next such day.
        week: Option<i32>,
    },
    /// A date; what is missing is the next that comes.
    Date {
        /// Year.
        year: Option<i16>,
        /// Month.
        month: Option<i8>,
        /// Day of the month.
        day: i8,
    },
    /// The next day on which the calendar opens, today excluded.
    NextWorkingDay,
    /// The last working day of a week, so many weeks from this one.
    EndOfWeek {
        /// Weeks.
        weeks: i32,
    },
    /// Saturday and Sunday of this week or a later one.
    Weekend {
        /// Weeks.
        weeks: i32,
    },
    /// The last working day of a month, so many months from this one.
    EndOfMonth {
        /// Months.
        months: i32,
    },
    /// The last working day of the year.
    EndOfYear,
}

/// A part of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// 凌晨, by 06:00.
    Dawn,
    /// 早上, by 10:00.
    EarlyMorning,
    /// 上午, by 12:00.
    Morning,
    /// 中午, by 12:00.
    Noon,
    /// 下午, by the close or 18:00.
    Afternoon,
    /// 傍晚, by 18:00.
    Dusk,
    /// 晚上, by 21:00.
    Evening,
    /// 午夜, the end of the day.
    Midnight,
    /// 下班, when the calendar closes on that day.
    Closing,
    /// The first half of the day, only with a time of the clock.
    Am,
    /// The second half of the day, only with a time of the clock.
    Pm,
}

/// A time of the day as it is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "time", rename_all = "snake_case")]
pub enum TimeRef {
    /// Any time of the day.
    WholeDay,
    /// A part of the day.
    Part {
        /// Which.
        part: Part,
    },
    /// A time of the clock.
    Clock {
        /// 0 to 24.
        hour: i8,
        /// 0 to 59.
        minute: i8,
        /// The part of the day that was named with it.
        part: Option<Part>,
        /// Written so that only one half of the day can be meant, such as `09:00`.
        exact: bool,
    },
}

/// One thing found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Item {
    Day(DayRef),
    Part(Part),
    Clock {
        hour: i8,
        minute: i8,
        exact: bool,
    },
    /// Thousandths of a unit of so many seconds.
    Length {
        thousandths: u64,
        unit_s: u64,
    },
    Days(u32),
    WorkingDays(u32),
    WorkingHours {
        thousandths: u64,
    },
    Before,
    /// Only the time itself tells: `内`, `by`, politeness.
    Filler,
}

/// Everything found in a text.
#[derive(Debug, Default)]
pub(crate) struct Read {
    pub items: Vec<Item>,
    /// The first vague word.
    pub vague: Option<String>,
    /// The first stretch that was not understood.
    pub unknown: Option<String>,
}

/// A count of thousandths as a whole number, if it is one.
pub(crate) fn whole(thousandths: u64) -> Option<u32> {
    (thousandths.is_multiple_of(1_000)).then(|| u32::try_from(thousandths / 1_000).ok()).flatten()
}

/// A clock's time from numbers as written.
pub(crate) fn clock_item(hour: u64, minute: u64, exact: bool) -> Item {
    // What does not exist is kept for the refusal, which names it.
    let small = |number: u64| i8::try_from(number).unwrap_or(i8::MAX);
    Item::Clock { hour: small(hour), minute: small(minute), exact }
}

/// A length of days: whole days keep the time of day, halves are hours.
pub(crate) fn days_item(thousandths: u64) -> Item {
    whole(thousandths).map_or(Item::Length { thousandths, unit_s: 86_400 }, Item::Days)
}
