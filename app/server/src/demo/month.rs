//! The shape of the month: which days, how many calls, who is there.

use std::time::Duration;

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::Timestamp;

use super::dice::Dice;
use flows::holidays::{is_holiday, is_working_day};

/// What is to be filled.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    /// Whole days before today.
    pub days: i32,
    /// Calls on a working day.
    pub calls: f64,
    /// Customers.
    pub customers: u32,
}

/// The demonstration: a month.
pub const MONTH: Scale = Scale { days: 30, calls: 600.0, customers: 3000 };

/// Something that makes a day unlike the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Twice the calls for the people of an ordinary day.
    Promotion,
    /// The shop's system fails from 14:00 to 15:30.
    SystemFailure,
    /// An agent is ill.
    Illness,
}

/// A day.
#[derive(Debug, Clone)]
pub struct Day {
    pub index: u64,
    pub date: Date,
    pub working: bool,
    pub holiday: bool,
    pub events: Vec<Event>,
    /// Begin of the day.
    begin: Timestamp,
}

/// Share of the calls in each half hour from 09:00: two peaks.
const SHAPE: [f64; 18] =
    [0.7, 1.0, 1.6, 1.7, 1.6, 1.0, 0.7, 0.6, 0.7, 0.8, 0.9, 1.0, 1.6, 1.65, 1.5, 0.95, 0.7, 0.5];

impl Day {
    /// The instant so many hours after midnight.
    pub fn at(&self, hours: f64) -> Timestamp {
        self.begin.plus(Duration::from_secs_f64((hours * 3600.0).max(0.0)))
    }

    fn has(&self, event: Event) -> bool {
        self.events.contains(&event)
    }

    /// How many calls come while people are there.
    pub fn calls(&self, scale: &Scale) -> u32 {
        if self.holiday {
            return 0;
        }
        let weekday = match self.date.weekday().to_monday_one_offset() {
            _ if !self.working => 0.26,
            1 => 1.22,
            5 => 0.92,
            6 | 7 => 0.8,
            _ => 0.98,
        };
        let promotion = if self.has(Event::Promotion) { 2.0 } else { 1.0 };
        whole(scale.calls * weekday * promotion)
    }

    /// How many calls more come during the system failure.
    pub fn failure_calls(&self, scale: &Scale) -> u32 {
        if self.has(Event::SystemFailure) { whole(scale.calls * 0.32) } else { 0 }
    }

    /// From when to when people answer.
    pub fn hours(&self) -> Option<(Timestamp, Timestamp)> {
        (!self.holiday).then(|| (self.at(9.0), self.at(18.0)))
    }

    /// When people answer again after this day.
    pub fn next_opening(&self) -> Timestamp {
        let closed = (1..).map_while(|days: i32| self.date.checked_add(days.days()).ok());
        let days = closed.take_while(|date| is_holiday(*date)).fold(1.0, |days, _| days + 1.0);
        self.at(24.0 * days + 9.0)
    }

    /// A moment at which a call comes.
    pub fn moment(&self, dice: &mut Dice) -> Timestamp {
        let slot = u32::try_from(dice.weighed(&SHAPE)).unwrap_or_default();
        self.at(9.0 + 0.5 * (f64::from(slot) + dice.share()))
    }

    /// Whether the agent at this place of the list works.
    pub fn works(&self, agent: usize, is_ill: bool) -> bool {
        if self.holiday || (is_ill && self.has(Event::Illness)) {
            return false;
        }
        let day = usize::try_from(self.date.weekday().to_monday_one_offset()).unwrap_or_default();
        if self.working {
            return agent % 5 != day % 5;
        }
        // On days off one team serves, the other the next day: each has people for every queue. Beginners stay at home.
        let first = (day + usize::from(self.date.iso_week_date().week().unsigned_abs())).is_multiple_of(2);
        (agent < 6) == first && agent < 11
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few thousand at most")]
fn whole(calls: f64) -> u32 {
    calls.round().max(0.0) as u32
}

/// The days up to the instant `to`, the last one begun.
pub fn days(scale: &Scale, to: Timestamp, zone: &TimeZone) -> Vec<Day> {
    let today = to.to_jiff().to_zoned(zone.clone()).date();
    let day = |ago: i32| {
        let date = today.checked_sub(ago.days()).ok()?;
        let begin = date.to_zoned(zone.clone()).ok()?;
        Some(Day {
            index: u64::try_from(scale.days - ago).unwrap_or_default(),
            date,
            working: is_working_day(date),
            holiday: is_holiday(date),
            events: Vec::new(),
            begin: Timestamp::from_jiff(begin.timestamp()),
        })
    };
    let mut days: Vec<Day> = (0..=scale.days).rev().filter_map(day).collect();
    // Counted from the end, so that a shorter history has them too; today is left alone.
    let worked = days.iter_mut().rev().skip(1).filter(|day| day.working);
    for (ago, day) in worked.enumerate() {
        match ago {
            1 => day.events.push(Event::SystemFailure),
            3 => day.events.push(Event::Promotion),
            4..=7 => day.events.push(Event::Illness),
            _ => {}
        }
    }
    days
}
