//! A business calendar worked out into a table of open stretches with running totals.

use std::time::Duration;

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};
use kernel::{Refused, Timestamp};
use workload::{Calendar, CalendarConfig, Day, DayOfWeek};

/// An open stretch within one day.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    open: i64,
    close: i64,
    /// Open microseconds of the table before this stretch.
    before: i64,
    /// Index of its day among the days of the table.
    day: usize,
}

impl Stretch {
    fn through(&self) -> i64 {
        self.before + (self.close - self.open)
    }
}

/// A day on which the calendar opens.
#[derive(Debug, Clone, Copy)]
struct OpenDay {
    date: Date,
    first: usize,
    last: usize,
}

/// What sort of day a date is in the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DayKind {
    /// Open as its day of the week is.
    Working,
    /// Worked instead of another day.
    MakeUp,
    /// Public holiday.
    Holiday,
    /// Closed as its day of the week is.
    Closed,
}

/// A business calendar that answers in microseconds.
///
/// The table covers one year before and three years after the instant it was made for; questions beyond it are
/// answered by the calendar itself, more slowly and alike. Make a new one when the calendar is edited, and about once
/// a year.
#[derive(Debug, Clone)]
pub struct Schedule {
    calendar: Calendar,
    zone: TimeZone,
    stretches: Vec<Stretch>,
    days: Vec<OpenDay>,
    from: Timestamp,
    to: Timestamp,
}

impl Schedule {
    /// Works a calendar out for the time around an instant. Takes some milliseconds.
    ///
    /// # Errors
    /// The calendar's time zone is unknown.
    pub fn new(calendar: Calendar, around: Timestamp) -> Result<Self, Box<Refused>> {
        let zone = workload::zone(&calendar.config().zone)?;
        let today = around.to_jiff().to_zoned(zone.clone()).date();
        let shifted = |span: Span| today.checked_add(span).unwrap_or(today);
        let from = midnight(&zone, shifted(-1.year()));
        let to = midnight(&zone, shifted(3.years()));
        let mut schedule = Self { calendar, zone, stretches: Vec::new(), days: Vec::new(), from, to };
        schedule.fill();
        Ok(schedule)
    }

    fn fill(&mut self) {
        let mut at = self.from;
        while let Some(open) = self.calendar.next_open(at).filter(|open| *open < self.to) {
            let Some(close) = self.calendar.closes_at(open) else { break };
            self.add(open, close.min(self.to));
            at = close;
        }
    }

    /// Adds a stretch day by day.
    fn add(&mut self, open: Timestamp, close: Timestamp) {
        let mut start = open;
        while start < close {
            let date = self.date(start);
            let end = midnight(&self.zone, date.tomorrow().unwrap_or(Date::MAX)).min(close);
            if end <= start {
                break;
            }
            let index = self.stretches.len();
            match self.days.last_mut() {
                Some(day) if day.date == date => day.last = index,
                _ => self.days.push(OpenDay { date, first: index, last: index }),
            }
            let before = self.stretches.last().map_or(0, Stretch::through);
            let day = self.days.len() - 1;
            self.stretches.push(Stretch { open: start.micros(), close: end.micros(), before, day });
            start = end;
        }
    }

    /// The calendar behind.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The centre's time zone.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The local date of an instant.
    pub fn date(&self, at: Timestamp) -> Date {
        self.local(at).date()
    }

    /// The local date and time of an instant.
    pub fn local(&self, at: Timestamp) -> DateTime {
        self.zone.to_datetime(at.to_jiff())
    }

    /// The instant of a local date and time; a time that a change of clocks skips counts as the one after the gap, a
    /// time that comes twice as the first.
    pub fn instant(&self, local: DateTime) -> Timestamp {
        instant(&self.zone, local)
    }

    /// Whether the table answers for an instant.
    fn covers(&self, at: Timestamp) -> bool {
        self.from <= at && at <= self.to
    }

    /// Index of the first stretch that ends after `at`.
    fn stretch_after(&self, at: Timestamp) -> Option<(usize, Stretch)> {
        if !self.covers(at) {
            return None;
        }
        let index = self.stretches.partition_point(|stretch| stretch.close <= at.micros());
        self.stretches.get(index).map(|stretch| (index, *stretch))
    }

    /// Whether the calendar is open at an instant; the closing moment itself is closed.
    pub fn is_open(&self, at: Timestamp) -> bool {
        match self.stretch_after(at) {
            Some((_, stretch)) => stretch.open <= at.micros(),
            None => self.calendar.is_open(at),
        }
    }

    /// The next instant at which the calendar is open: `at` itself if it is. None: never within two years.
    pub fn next_open(&self, at: Timestamp) -> Option<Timestamp> {
        match self.stretch_after(at) {
            Some((_, stretch)) => Some(Timestamp::from_micros(stretch.open).max(at)),
            None => self.calendar.next_open(at),
        }
    }

    /// The instant at which so much open time has passed since `from`: a closing moment where it fits exactly, the
    /// next opening for no time at all. None: not within two years.
    pub fn add_working_time(&self, from: Timestamp, time: Duration) -> Option<Timestamp> {
        self.add_by_table(from, time).or_else(|| self.calendar.add_working_time(from, time))
    }

    fn add_by_table(&self, from: Timestamp, time: Duration) -> Option<Timestamp> {
        let (_, first) = self.stretch_after(from)?;
        let start = first.open.max(from.micros());
        let time = i64::try_from(time.as_micros()).ok()?;
        if time == 0 {
            return Some(Timestamp::from_micros(start));
        }
        let wanted = (first.before + (start - first.open)).checked_add(time)?;
        let index = self.stretches.partition_point(|stretch| stretch.through() < wanted);
        let last = self.stretches.get(index)?;
        Some(Timestamp::from_micros(last.open + (wanted - last.before)))
    }

    /// Open time between two instants; zero if `to` is not after `from`.
    pub fn working_time_between(&self, from: Timestamp, to: Timestamp) -> Duration {
        if to <= from {
            return Duration::ZERO;
        }
        if !self.covers(from) || !self.covers(to) {
            return self.calendar.working_time_between(from, to);
        }
        Duration::from_micros((self.worked(to) - self.worked(from)).max(0).unsigned_abs())
    }

    /// Open time of the table up to an instant.
    fn worked(&self, at: Timestamp) -> i64 {
        match self.stretch_after(at) {
            Some((_, stretch)) => stretch.before + (at.micros() - stretch.open).max(0),
            None => self.stretches.last().map_or(0, Stretch::through),
        }
    }

    /// `days` working days after `from`. What comes in while open is due at the same time of day on the n-th working
    /// day after; what comes in while closed counts from the next opening, and that day is the first, until its
    /// close. None: not within two years.
    pub fn add_working_days(&self, from: Timestamp, days: u32) -> Option<Timestamp> {
        self.days_by_table(from, days).or_else(|| self.calendar.add_working_days(from, days))
    }

    fn days_by_table(&self, from: Timestamp, days: u32) -> Option<Timestamp> {
        let (_, stretch) = self.stretch_after(from)?;
        if days == 0 {
            return Some(Timestamp::from_micros(stretch.open).max(from));
        }
        let day = self.days.get(stretch.day)?;
        // A pause within the day counts as inside.
        let inside = self.stretches.get(day.first)?.open < from.micros();
        let skipped = if inside { days } else { days - 1 };
        let target = self.days.get(stretch.day + skipped as usize)?;
        let stretches = self.stretches.get(target.first..=target.last)?;
        let close = stretches.last().map(|stretch| Timestamp::from_micros(stretch.close))?;
        if !inside {
            return Some(close);
        }
        let same_time = self.instant(target.date.to_datetime(self.local(from).time())).micros();
        let within = stretches.iter().find(|stretch| same_time <= stretch.close);
        Some(within.map_or(close, |stretch| Timestamp::from_micros(same_time.max(stretch.open))))
    }

    /// When a date's first opening and last closing are; none for a day on which the calendar stays closed.
    pub fn hours_of(&self, date: Date) -> Option<(Timestamp, Timestamp)> {
        let (start, end) = (self.start_of(date), self.start_of(date.tomorrow().ok()?));
        if self.covers(start) && self.covers(end) {
            let index = self.days.binary_search_by_key(&date, |day| day.date).ok()?;
            let day = self.days.get(index)?;
            let (first, last) = (self.stretches.get(day.first)?, self.stretches.get(day.last)?);
            return Some((Timestamp::from_micros(first.open), Timestamp::from_micros(last.close)));
        }
        let open = self.calendar.next_open(start).filter(|open| *open < end)?;
        let mut close = open;
        let mut at = open;
        while let Some(next) = self.calendar.next_open(at).filter(|next| *next < end) {
            close = self.calendar.closes_at(next)?.min(end);
            at = close;
        }
        Some((open, close))
    }

    /// The first instant of a date.
    pub fn start_of(&self, date: Date) -> Timestamp {
        midnight(&self.zone, date)
    }

    /// What sort of day a date is.
    pub fn day_kind(&self, date: Date) -> DayKind {
        let config: &CalendarConfig = self.calendar.config();
        if config.make_up_days.contains(&Day(date)) {
            DayKind::MakeUp
        } else if config.holidays.contains(&Day(date)) {
            DayKind::Holiday
        } else if config.weekly.get(&day_of_week(date)).is_some_and(|hours| !hours.is_empty()) {
            DayKind::Working
        } else {
            DayKind::Closed
        }
    }
}

fn instant(zone: &TimeZone, local: DateTime) -> Timestamp {
    let instant = zone.to_ambiguous_timestamp(local).compatible();
    instant.map_or(Timestamp::from_micros(i64::MAX), Timestamp::from_jiff)
}

fn midnight(zone: &TimeZone, date: Date) -> Timestamp {
    instant(zone, date.to_datetime(Time::midnight()))
}

fn day_of_week(date: Date) -> DayOfWeek {
    match date.weekday() {
        Weekday::Monday => DayOfWeek::Monday,
        Weekday::Tuesday => DayOfWeek::Tuesday,
        Weekday::Wednesday => DayOfWeek::Wednesday,
        Weekday::Thursday => DayOfWeek::Thursday,
        Weekday::Friday => DayOfWeek::Friday,
        Weekday::Saturday => DayOfWeek::Saturday,
        Weekday::Sunday => DayOfWeek::Sunday,
    }
}
