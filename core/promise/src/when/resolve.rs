//! From a meaning to an instant on the calendar.

use std::time::Duration;

use clock::Schedule;
use jiff::civil::{Date, Time};
use jiff::{Span, ToSpan};
use kernel::Timestamp;

use super::item::{DayRef, Part, TimeRef};
use super::meaning::Meaning;

/// Days looked through for an opening or a date.
const LOOK_DAYS: usize = 62;

/// Why a meaning has no instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    NoSuchDate,
    NoSuchTime,
    ClosedThatDay(Date),
    NeverOpens,
}

/// The instant that is meant; it may lie in the past.
pub(crate) fn resolve(meaning: &Meaning, now: Timestamp, schedule: &Schedule) -> Result<Timestamp, Fault> {
    let place = Place { now, today: schedule.date(now), schedule };
    match *meaning {
        Meaning::After { days, seconds } => {
            let local = schedule.local(now);
            let days = Span::new().try_days(i64::from(days)).map_err(|_| Fault::NoSuchDate)?;
            let later = local.checked_add(days).map_err(|_| Fault::NoSuchDate)?;
            Ok(if later == local { now } else { schedule.instant(later) }.plus(Duration::from_secs(seconds)))
        }
        Meaning::AfterWorkingHours { seconds } => {
            schedule.add_working_time(now, Duration::from_secs(seconds)).ok_or(Fault::NeverOpens)
        }
        Meaning::AfterWorkingDays { days } => schedule.add_working_days(now, days).ok_or(Fault::NeverOpens),
        Meaning::By { day, time, before } => place.by(day, time, before),
    }
}

struct Place<'a> {
    now: Timestamp,
    today: Date,
    schedule: &'a Schedule,
}

impl Place<'_> {
    fn by(&self, day: Option<DayRef>, time: TimeRef, before: bool) -> Result<Timestamp, Fault> {
        let Some(day) = day else { return self.at(self.today, time, before) };
        match (day, time) {
            (DayRef::EndOfWeek { .. } | DayRef::EndOfMonth { .. } | DayRef::EndOfYear, TimeRef::WholeDay) => {
                let (first, last) = self.period(day)?;
                Ok(self.end_of_period(first, last))
            }
            (DayRef::Weekend { .. }, TimeRef::WholeDay) => {
                let (saturday, sunday) = self.period(day)?;
                Ok(if before { self.last_close_before(saturday) } else { self.end_of_day(sunday) })
            }
            (DayRef::Weekday { weekday, week: None }, _) => {
                let due = self.at_day(self.weekday(weekday, 0)?, time, before)?;
                if due > self.now {
                    return Ok(due);
                }
                self.at_day(self.weekday(weekday, 7)?, time, before)
            }
            (DayRef::InDays { days: 0 }, TimeRef::WholeDay) => Ok(self.end_of_day(self.today)),
            _ => self.at_day(self.date(day)?, time, before),
        }
    }

    fn at_day(&self, date: Date, time: TimeRef, before: bool) -> Result<Timestamp, Fault> {
        match time {
            TimeRef::WholeDay if before => Ok(self.last_close_before(date)),
            TimeRef::WholeDay | TimeRef::Part { .. } | TimeRef::Clock { .. } => self.at(date, time, before),
        }
    }

    fn shifted(&self, date: Date, days: i32) -> Result<Date, Fault> {
        date.checked_add(days.days()).map_err(|_| Fault::NoSuchDate)
    }

    /// The next such weekday from today on, `later` days after.
    fn weekday(&self, weekday: i8, later: i32) -> Result<Date, Fault> {
        let ahead = i32::from((weekday - self.today.weekday().to_monday_one_offset()).rem_euclid(7));
        self.shifted(self.today, ahead + later)
    }

    fn monday(&self, weeks: i32) -> Result<Date, Fault> {
        let since = i32::from(self.today.weekday().to_monday_one_offset()) - 1;
        self.shifted(self.today, weeks.saturating_mul(7) - since)
    }

    /// First and last day of what is named.
    fn period(&self, day: DayRef) -> Result<(Date, Date), Fault> {
        let months = |months: i32| {
            let first = self.today.first_of_month();
            first.checked_add(months.months()).map_err(|_| Fault::NoSuchDate)
        };
        Ok(match day {
            DayRef::EndOfWeek { weeks } => (self.monday(weeks)?, self.shifted(self.monday(weeks)?, 6)?),
            DayRef::Weekend { weeks } => {
                (self.shifted(self.monday(weeks)?, 5)?, self.shifted(self.monday(weeks)?, 6)?)
            }
            DayRef::EndOfMonth { months: count } => (months(count)?, months(count)?.last_of_month()),
            DayRef::EndOfYear => (self.today.first_of_year(), self.today.last_of_year()),
            DayRef::InDays { .. } | DayRef::Weekday { .. } | DayRef::Date { .. } | DayRef::NextWorkingDay => {
                (self.date(day)?, self.date(day)?)
            }
        })
    }

    fn date(&self, day: DayRef) -> Result<Date, Fault> {
        match day {
            DayRef::InDays { days } => self.shifted(self.today, days),
            DayRef::Weekday { weekday, week: Some(week) } => {
                self.shifted(self.monday(week)?, i32::from(weekday) - 1)
            }
            DayRef::Weekday { weekday, week: None } => self.weekday(weekday, 0),
            DayRef::NextWorkingDay => self.next_working_day().ok_or(Fault::NeverOpens),
            DayRef::Date { year: Some(year), month, day } => {
                Date::new(year, month.unwrap_or(0), day).map_err(|_| Fault::NoSuchDate)
            }
            DayRef::Date { year: None, month: Some(0), day } => {
                let next =
                    self.today.first_of_month().checked_add(1.month()).map_err(|_| Fault::NoSuchDate)?;
                Date::new(next.year(), next.month(), day).map_err(|_| Fault::NoSuchDate)
            }
            DayRef::Date { year: None, month: Some(month), day } => self.next_date(month, day),
            DayRef::Date { year: None, month: None, day } => self.next_day_of_month(day),
            DayRef::EndOfWeek { .. }
            | DayRef::Weekend { .. }
            | DayRef::EndOfMonth { .. }
            | DayRef::EndOfYear => self.last_working_day(day),
        }
    }

    fn last_working_day(&self, day: DayRef) -> Result<Date, Fault> {
        let (first, last) = self.period(day)?;
        let days = std::iter::successors(Some(last), |date| date.yesterday().ok());
        let mut days = days.take_while(|date| *date >= first).take(LOOK_DAYS);
        Ok(days.find(|date| self.schedule.hours_of(*date).is_some()).unwrap_or(last))
    }

    /// The next such date: this year's unless it has passed.
    fn next_date(&self, month: i8, day: i8) -> Result<Date, Fault> {
        let this = Date::new(self.today.year(), month, day);
        let next = Date::new(self.today.year() + 1, month, day);
        match (this, next) {
            (Ok(date), _) if date >= self.today => Ok(date),
            (_, Ok(date)) => Ok(date),
            (Ok(date), Err(_)) => Ok(date),
            (Err(_), Err(_)) => Err(Fault::NoSuchDate),
        }
    }

    fn next_day_of_month(&self, day: i8) -> Result<Date, Fault> {
        let this = Date::new(self.today.year(), self.today.month(), day).ok();
        if let Some(date) = this.filter(|date| *date >= self.today) {
            return Ok(date);
        }
        let next = self.today.first_of_month().checked_add(1.month()).map_err(|_| Fault::NoSuchDate)?;
        Date::new(next.year(), next.month(), day).map_err(|_| Fault::NoSuchDate)
    }

    fn next_working_day(&self) -> Option<Date> {
        let tomorrow = self.today.tomorrow().ok()?;
        self.schedule.next_open(self.schedule.start_of(tomorrow)).map(|open| self.schedule.date(open))
    }

    /// The last close before a day begins, or its first instant when that close has passed.
    fn last_close_before(&self, date: Date) -> Timestamp {
        let days = std::iter::successors(date.yesterday().ok(), |date| date.yesterday().ok()).take(LOOK_DAYS);
        let closes = days.filter_map(|date| self.schedule.hours_of(date)).map(|(_, close)| close);
        let start = self.schedule.start_of(date);
        closes.take(1).find(|close| *close > self.now).unwrap_or(start).min(start)
    }

    /// The close of the last working day of a period, or the end of the period when that has passed.
    fn end_of_period(&self, first: Date, last: Date) -> Timestamp {
        let days = std::iter::successors(Some(last), |date| date.yesterday().ok());
        let days = days.take_while(|date| *date >= first).take(LOOK_DAYS);
        let mut closes = days.filter_map(|date| self.schedule.hours_of(date)).map(|(_, close)| close);
        closes.next().filter(|close| *close > self.now).unwrap_or_else(|| self.midnight_after(last))
    }

    /// The close of a day, 18:00 of a day on which it is closed; its last instant when that has passed.
    fn end_of_day(&self, date: Date) -> Timestamp {
        let close = self.schedule.hours_of(date).map_or_else(|| self.clock(date, 18, 0), |(_, close)| close);
        if close > self.now || date != self.today { close } else { self.midnight_after(date) }
    }

    fn midnight_after(&self, date: Date) -> Timestamp {
        self.schedule.start_of(date.tomorrow().unwrap_or(Date::MAX))
    }

    fn clock(&self, date: Date, hour: i8, minute: i8) -> Timestamp {
        match Time::new(hour, minute, 0, 0) {
            Ok(time) => self.schedule.instant(date.to_datetime(time)),
            Err(_) => self.midnight_after(date),
        }
    }

    fn at(&self, date: Date, time: TimeRef, before: bool) -> Result<Timestamp, Fault> {
        match time {
            TimeRef::WholeDay => Ok(self.end_of_day(date)),
            TimeRef::Part { part } => self.part(date, part, before),
            TimeRef::Clock { hour, minute, part, exact } => {
                let possible =
                    (0..=24).contains(&hour) && (0..60).contains(&minute) && (hour < 24 || minute == 0);
                if !possible {
                    return Err(Fault::NoSuchTime);
                }
                let hour = match part {
                    Some(part) => hour_in(part, hour).ok_or(Fault::NoSuchTime)?,
                    None if exact || hour == 0 || hour >= 12 => hour,
                    None => self.hour_meant(date, hour, minute),
                };
                Ok(self.clock(date, hour, minute))
            }
        }
    }

    /// Which half of the day is meant where nothing says so: 1 to 6 are in the afternoon, 7 to 11 in the morning
    /// unless that has passed today.
    fn hour_meant(&self, date: Date, hour: i8, minute: i8) -> i8 {
        let passed = date == self.today && self.clock(date, hour, minute) <= self.now;
        if hour <= 6 || passed { hour + 12 } else { hour }
    }

    fn part(&self, date: Date, part: Part, before: bool) -> Result<Timestamp, Fault> {
        let hour = match (part, before) {
            (Part::Dawn, _) => 6,
            (Part::EarlyMorning, _) => 10,
            (Part::Morning | Part::Noon | Part::Am, _) | (Part::Afternoon | Part::Pm, true) => 12,
            (Part::Dusk, _) | (Part::Evening, true) => 18,
            (Part::Evening, false) => 21,
            (Part::Midnight, _) => 24,
            (Part::Closing, _) => {
                let hours = self.schedule.hours_of(date).ok_or(Fault::ClosedThatDay(date))?;
                return Ok(hours.1);
            }
            (Part::Afternoon | Part::Pm, false) => {
                let noon = self.clock(date, 12, 0);
                let close =
                    self.schedule.hours_of(date).map(|(_, close)| close).filter(|close| *close > noon);
                let six = self.clock(date, 18, 0);
                return Ok(close.map_or(six, |close| close.min(six)));
            }
        };
        Ok(self.clock(date, hour, 0))
    }
}

/// An hour named together with a part of the day.
fn hour_in(part: Part, hour: i8) -> Option<i8> {
    let possible = match part {
        Part::Am | Part::Pm => (1..=12).contains(&hour),
        _ => true,
    };
    let hour_24 = match (part, hour) {
        (Part::Am | Part::Dawn, 12) => 0,
        (Part::Evening | Part::Midnight, 12) => 24,
        (Part::Noon, 1..=3) | (Part::Afternoon | Part::Dusk | Part::Pm, 1..=11) => hour + 12,
        (Part::Evening | Part::Midnight, 5..=11) => hour + 12,
        (
            Part::Dawn
            | Part::EarlyMorning
            | Part::Morning
            | Part::Am
            | Part::Noon
            | Part::Afternoon
            | Part::Dusk
            | Part::Evening
            | Part::Midnight
            | Part::Pm
            | Part::Closing,
            _,
        ) => hour,
    };
    possible.then_some(hour_24)
}
