//! Business calendars: weekly hours, public holidays, make-up working days, in the centre's time zone.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use kernel::{Refused, Timestamp};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Days looked ahead for an opening; a calendar that does not open within two years never does.
const HORIZON_DAYS: u32 = 732;

/// A day without time of day. JSON form: `2026-10-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub Date);

/// A moment of a day to the minute, `24:00` included. JSON form: `09:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay {
    minutes: u16,
}

impl TimeOfDay {
    /// The moment, if there is such a one.
    pub fn new(hour: u16, minute: u16) -> Option<Self> {
        let minutes = hour * 60 + minute;
        (minute < 60 && minutes <= 24 * 60).then_some(Self { minutes })
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.minutes / 60, self.minutes % 60)
    }
}

impl FromStr for TimeOfDay {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let two_digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        let parts = text.split_once(':').filter(|(hour, minute)| two_digits(hour) && two_digits(minute));
        let numbers = parts.and_then(|(hour, minute)| Some((hour.parse().ok()?, minute.parse().ok()?)));
        let time = numbers.filter(|(hour, _)| *hour <= 24).and_then(|(hour, minute)| Self::new(hour, minute));
        time.ok_or_else(|| format!("'{text}' is no time of day such as 09:00"))
    }
}

macro_rules! as_text {
    ($name:ident) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

as_text!(Day);
as_text!(TimeOfDay);

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.parse().map(Self).map_err(|_| format!("'{text}' is no day such as 2026-10-01"))
    }
}

/// Open from one time of the day to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenHours {
    /// Opening.
    pub from: TimeOfDay,
    /// Closing; `24:00` is the end of the day.
    pub to: TimeOfDay,
}

/// A day of the week in data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum DayOfWeek {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl DayOfWeek {
    fn of(date: Date) -> Self {
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
}

/// A calendar as it is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarConfig {
    /// IANA name of the zone, such as `Asia/Shanghai`.
    pub zone: String,
    /// Hours of each day of the week; a day that is missing is closed.
    pub weekly: BTreeMap<DayOfWeek, Vec<OpenHours>>,
    /// Public holidays: closed.
    #[serde(default)]
    pub holidays: BTreeSet<Day>,
    /// Days worked instead, usually at a weekend.
    #[serde(default)]
    pub make_up_days: BTreeSet<Day>,
    /// Hours of make-up days.
    #[serde(default)]
    pub make_up_hours: Vec<OpenHours>,
}

/// A business calendar that answers questions.
#[derive(Debug, Clone)]
pub struct Calendar {
    config: CalendarConfig,
    zone: TimeZone,
}

/// Finds a zone by its IANA name in the bundled database.
///
/// # Errors
/// There is no such zone.
pub fn zone(name: &str) -> Result<TimeZone, Box<Refused>> {
    TimeZone::get(name).map_err(|_| {
        Box::new(Refused::field(
            "zone",
            format!("没有时区“{name}”"),
            format!("There is no time zone '{name}'"),
        ))
    })
}

impl Calendar {
    /// A calendar from its settings; hours are sorted, and such as touch are joined.
    ///
    /// # Errors
    /// The zone is unknown, or hours end before they begin.
    pub fn new(mut config: CalendarConfig) -> Result<Self, Box<Refused>> {
        let zone = zone(&config.zone)?;
        for hours in config.weekly.values_mut().chain([&mut config.make_up_hours]) {
            if hours.iter().any(|hours| hours.from >= hours.to) {
                let (zh, en) = (
                    "营业时间的结束必须晚于开始，跨零点请分两段填写",
                    "Hours must end after they begin; write a night as two stretches",
                );
                return Err(Box::new(Refused::field("weekly", zh, en)));
            }
            hours.sort_by_key(|hours| hours.from);
            let mut joined: Vec<OpenHours> = Vec::new();
            for next in hours.drain(..) {
                match joined.last_mut() {
                    Some(last) if next.from <= last.to => last.to = last.to.max(next.to),
                    _ => joined.push(next),
                }
            }
            *hours = joined;
        }
        Ok(Self { config, zone })
    }

    /// Monday to Friday 09:00–18:00, the default of the service level policies; make-up days have the same hours.
    ///
    /// # Errors
    /// The zone is unknown.
    pub fn office_hours(zone: &str) -> Result<Self, Box<Refused>> {
        let hours = vec![OpenHours { from: TimeOfDay { minutes: 540 }, to: TimeOfDay { minutes: 1080 } }];
        let days = [
            DayOfWeek::Monday,
            DayOfWeek::Tuesday,
            DayOfWeek::Wednesday,
            DayOfWeek::Thursday,
            DayOfWeek::Friday,
        ];
        Self::new(CalendarConfig {
            zone: zone.to_owned(),
            weekly: days.into_iter().map(|day| (day, hours.clone())).collect(),
            holidays: BTreeSet::new(),
            make_up_days: BTreeSet::new(),
            make_up_hours: hours,
        })
    }

    /// The settings, in order.
    pub fn config(&self) -> &CalendarConfig {
        &self.config
    }

    /// Hours of one day. A make-up day goes before a holiday, a holiday before the week.
    fn hours(&self, date: Date) -> &[OpenHours] {
        if self.config.make_up_days.contains(&Day(date)) {
            return &self.config.make_up_hours;
        }
        if self.config.holidays.contains(&Day(date)) {
            return &[];
        }
        self.config.weekly.get(&DayOfWeek::of(date)).map_or(&[], Vec::as_slice)
    }

    /// The instant of a local time. A time that a change of clocks skips counts as the one after the gap, a time that
    /// comes twice as the first.
    fn instant(&self, date: Date, time: TimeOfDay) -> Timestamp {
        let (date, minutes) = match time.minutes {
            1440 => (date.tomorrow().unwrap_or(Date::MAX), 0),
            minutes => (date, minutes),
        };
        let hour = i8::try_from(minutes / 60).unwrap_or(0);
        let minute = i8::try_from(minutes % 60).unwrap_or(0);
        let local = date.to_datetime(Time::constant(0, 0, 0, 0));
        let local = local.with().hour(hour).minute(minute).build().unwrap_or(local);
        let instant = self.zone.to_ambiguous_timestamp(local).compatible();
        instant.map_or(Timestamp::from_micros(i64::MAX), Timestamp::from_jiff)
    }

    fn date(&self, at: Timestamp) -> Date {
        at.to_jiff().to_zoned(self.zone.clone()).date()
    }

    /// Open stretches that end after `at`, day by day.
    fn openings(&self, at: Timestamp) -> impl Iterator<Item = (Date, Timestamp, Timestamp)> + '_ {
        let first = self.date(at);
        let days =
            std::iter::successors(Some(first), |date| date.tomorrow().ok()).take(HORIZON_DAYS as usize);
        let stretches = days.flat_map(move |date| {
            self.hours(date)
                .iter()
                .map(move |hours| (date, self.instant(date, hours.from), self.instant(date, hours.to)))
        });
        stretches.filter(move |(_, from, to)| *to > at && from < to)
    }

    /// Whether the calendar is open at an instant; the closing moment itself is closed.
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.openings(at).next().is_some_and(|(_, from, _)| from <= at)
    }

    /// The next instant at which the calendar is open: `at` itself if it is. None: never within two years.
    pub fn next_open(&self, at: Timestamp) -> Option<Timestamp> {
        self.openings(at).next().map(|(_, from, _)| from.max(at))
    }

    /// When the calendar closes next, if it is open.
    pub fn closes_at(&self, at: Timestamp) -> Option<Timestamp> {
        let mut end = self.openings(at).next().filter(|(_, from, _)| *from <= at).map(|(_, _, to)| to)?;
        // Hours that go on after midnight touch those of the next day.
        for (_, from, to) in self.openings(at).skip(1) {
            if from > end {
                break;
            }
            end = to;
        }
        Some(end)
    }

    /// The instant at which so much open time has passed since `from`. None: not within two years.
    pub fn add_working_time(&self, from: Timestamp, time: Duration) -> Option<Timestamp> {
        let mut left = time;
        for (_, open, close) in self.openings(from) {
            let start = open.max(from);
            let stretch = close.since(start);
            if left <= stretch {
                return Some(start.plus(left));
            }
            left -= stretch;
        }
        None
    }

    /// Open time between two instants; zero if `to` is not after `from`.
    pub fn working_time_between(&self, from: Timestamp, to: Timestamp) -> Duration {
        let mut total = Duration::ZERO;
        let mut start = from;
        while start < to {
            let mut last = None;
            for (_, open, close) in self.openings(start).take_while(|(_, open, _)| *open < to) {
                total += close.min(to).since(open.max(start));
                last = Some(close);
            }
            // Periods longer than the horizon go on from where it ended.
            match last {
                Some(close) if close < to => start = close,
                _ => break,
            }
        }
        total
    }

    /// `days` working days after `from`. What comes in while open is due at the same time of day on the n-th working
    /// day after; what comes in while closed counts from the next opening, and that day is the first. None: not within
    /// two years.
    pub fn add_working_days(&self, from: Timestamp, days: u32) -> Option<Timestamp> {
        if days == 0 {
            return self.next_open(from);
        }
        let (day, ..) = self.openings(from).next()?;
        // A pause within the day counts as inside.
        let inside = self.hours(day).first().is_some_and(|first| self.instant(day, first.from) < from);
        let skipped = if inside { days } else { days - 1 };
        let mut dates: Vec<Date> = Vec::new();
        for (date, ..) in self.openings(from) {
            if dates.last() != Some(&date) {
                dates.push(date);
            }
            if dates.len() > skipped as usize {
                break;
            }
        }
        let date = *dates.get(skipped as usize)?;
        let hours = self.hours(date).iter();
        let stretches: Vec<(Timestamp, Timestamp)> =
            hours.map(|hours| (self.instant(date, hours.from), self.instant(date, hours.to))).collect();
        let (_, close) = *stretches.last()?;
        if !inside {
            return Some(close);
        }
        let local = from.to_jiff().to_zoned(self.zone.clone()).time();
        let same_time = self.zone.to_ambiguous_timestamp(date.to_datetime(local)).compatible().ok();
        let same_time = same_time.map(Timestamp::from_jiff)?;
        let within = stretches.iter().find(|(_, close)| same_time <= *close);
        Some(within.map_or(close, |(open, _)| same_time.max(*open)))
    }
}
