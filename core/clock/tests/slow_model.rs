//! Clocks and schedules against a model that walks minute by minute and knows only whether a minute is open, and
//! schedules against the calendar itself, in zones with changes of clocks too.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod centre;

use std::time::Duration;

use centre::{at, day, hours};
use clock::{ClockInput, ClockKind, ClockOutput, ClockPolicy, Schedule, ServiceClock, Target};
use kernel::Timestamp;
use proptest::prelude::*;
use workload::{Calendar, CalendarConfig, Day, DayOfWeek};

const DAY: usize = 24 * 60;
const DAYS: usize = 40;

/// A centre whose first day is Monday 21 September 2026, minute by minute.
struct Minutes {
    open: Vec<bool>,
}

/// Whether a weekday has a lunch break, and days off and made up, by their number.
#[derive(Debug, Clone)]
struct Plan {
    lunch: bool,
    off: Vec<usize>,
    made_up: Vec<usize>,
}

fn date(number: usize) -> Day {
    let first = day("2026-09-21").0;
    Day(first.checked_add(jiff::Span::new().days(i64::try_from(number).unwrap())).unwrap())
}

fn minute(number: usize) -> Timestamp {
    at("2026-09-21 00:00").plus(Duration::from_secs(number as u64 * 60))
}

impl Plan {
    fn minutes(&self) -> Minutes {
        let open = (0..DAYS * DAY).map(|number| {
            let (day, minute) = (number / DAY, number % DAY);
            if self.made_up.contains(&day) {
                return (600..900).contains(&minute);
            }
            let weekend = day % 7 >= 5;
            let at_lunch = self.lunch && (720..780).contains(&minute);
            !weekend && !self.off.contains(&day) && (540..1080).contains(&minute) && !at_lunch
        });
        Minutes { open: open.collect() }
    }

    fn schedule(&self) -> Schedule {
        let office = Calendar::office_hours("Asia/Shanghai").unwrap();
        let mut config: CalendarConfig = office.config().clone();
        if self.lunch {
            for day in config.weekly.values_mut() {
                *day = vec![hours("13:00-18:00"), hours("09:00-12:00")];
            }
        }
        config.make_up_hours = vec![hours("10:00-15:00")];
        config.holidays = self.off.iter().map(|number| date(*number)).collect();
        config.make_up_days = self.made_up.iter().map(|number| date(*number)).collect();
        centre::schedule(config)
    }
}

fn plan() -> impl Strategy<Value = Plan> {
    let days = || prop::collection::vec(0..DAYS - 5, 0..6);
    (any::<bool>(), days(), days()).prop_map(|(lunch, off, made_up)| Plan { lunch, off, made_up })
}

impl Minutes {
    fn count(&self, from: usize, to: usize) -> usize {
        (from..to).filter(|number| self.open[*number]).count()
    }

    /// The minute by which `days` working days after a minute end.
    fn working_days(&self, from: usize, days: usize) -> usize {
        let next = (from..).find(|number| self.open[*number]).unwrap();
        let opens = |day: usize| self.open[day * DAY..(day + 1) * DAY].iter().any(|open| *open);
        let first_of = |day: usize| (day * DAY..).find(|number| self.open[*number]).unwrap();
        let close_of = |day: usize| (0..(day + 1) * DAY).rev().find(|number| self.open[*number]).unwrap() + 1;
        let inside = first_of(next / DAY) < from;
        let skipped = if inside { days } else { days - 1 };
        let day = (next / DAY..).filter(|day| opens(*day)).nth(skipped).unwrap();
        if !inside {
            return close_of(day);
        }
        let same = day * DAY + from % DAY;
        // A closing moment is as good as the minute before it.
        if self.open[same] || (self.open[same - 1] && same > day * DAY) {
            return same;
        }
        (same..(day + 1) * DAY).find(|number| self.open[*number]).unwrap_or_else(|| close_of(day))
    }
}

/// The clock of the model: how many minutes it ran, and how many of them were open.
struct Model<'a> {
    minutes: &'a Minutes,
    target: Target,
    total: usize,
    began: usize,
    ran: usize,
    ran_open: usize,
    state: &'static str,
    warned: u8,
    breached: bool,
}

impl Model<'_> {
    fn total(&self) -> usize {
        match self.target {
            Target::Elapsed { length_s } | Target::Working { length_s } => (length_s / 60) as usize,
            Target::WorkingDays { days } => {
                self.minutes.count(self.began, self.minutes.working_days(self.began, days as usize))
            }
        }
    }

    fn used(&self) -> usize {
        if matches!(self.target, Target::Elapsed { .. }) { self.ran } else { self.ran_open }
    }

    /// The minute before `now` has passed.
    fn minute_passed(&mut self, now: usize) -> Option<ClockOutput> {
        if self.state != "running" {
            return None;
        }
        let full = self.used() >= self.total;
        self.ran += 1;
        self.ran_open += usize::from(self.minutes.open[now - 1]);
        if self.breached {
            return None;
        }
        if full {
            self.breached = true;
            return Some(ClockOutput::Breached { due: Timestamp::default() });
        }
        self.warn()
    }

    fn warn(&mut self) -> Option<ClockOutput> {
        if self.state != "running" || self.breached {
            return None;
        }
        let used = self.used() * 100;
        let percent = [80, 50].into_iter().find(|percent| used >= self.total * usize::from(*percent))?;
        if percent <= self.warned {
            return None;
        }
        self.warned = percent;
        Some(ClockOutput::Warned { percent, due: None })
    }

    fn input(&mut self, input: &ClockInput, now: usize) -> Option<ClockOutput> {
        match (input, self.state) {
            (ClockInput::Start, "idle") | (ClockInput::Restart, _) => {
                (self.ran, self.ran_open) = (0, 0);
                (self.began, self.warned, self.breached, self.state) = (now, 0, false, "running");
                self.total = self.total();
                Some(ClockOutput::Started { due: None })
            }
            (ClockInput::Pause { .. }, "running") => {
                self.state = "paused";
                Some(ClockOutput::Paused)
            }
            (ClockInput::Resume, "paused") => {
                self.state = "running";
                Some(ClockOutput::Resumed { due: None })
            }
            (ClockInput::Stop, "running" | "paused") => {
                self.state = "stopped";
                Some(ClockOutput::Stopped { in_time: !self.breached })
            }
            (ClockInput::Retarget { target }, "idle" | "paused" | "running") => {
                self.target = *target;
                if self.state != "idle" {
                    self.total = self.total();
                }
                None
            }
            _ => None,
        }
    }
}

/// What was told, without instants.
fn sort_of(output: ClockOutput) -> Option<ClockOutput> {
    match output {
        ClockOutput::Started { .. } => Some(ClockOutput::Started { due: None }),
        ClockOutput::Resumed { .. } => Some(ClockOutput::Resumed { due: None }),
        ClockOutput::Warned { percent, .. } => Some(ClockOutput::Warned { percent, due: None }),
        ClockOutput::Breached { .. } => Some(ClockOutput::Breached { due: Timestamp::default() }),
        ClockOutput::Moved { .. } => None,
        ClockOutput::Paused | ClockOutput::Stopped { .. } | ClockOutput::Cancelled => Some(output),
    }
}

fn target() -> impl Strategy<Value = Target> {
    prop_oneof![
        (1u64..3_000).prop_map(|minutes| Target::Elapsed { length_s: minutes * 60 }),
        (1u64..1_500).prop_map(|minutes| Target::Working { length_s: minutes * 60 }),
        (1u32..4).prop_map(|days| Target::WorkingDays { days }),
    ]
}

fn inputs() -> impl Strategy<Value = Vec<(usize, ClockInput)>> {
    let pause =
        || Just(ClockInput::Pause { why: kernel::Text::new("等待客户", "Waiting for the customer") });
    let input = prop_oneof![
        4 => Just(ClockInput::Start),
        4 => pause(),
        4 => Just(ClockInput::Resume),
        1 => Just(ClockInput::Stop),
        1 => Just(ClockInput::Restart),
        1 => target().prop_map(|target| ClockInput::Retarget { target }),
    ];
    prop::collection::vec((prop_oneof![0usize..60, 0usize..1_500], input), 1..9)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_clock_tells_the_same_in_the_same_minute_as_one_that_walks(
        plan in plan(),
        target in target(),
        first in 0usize..3 * DAY,
        inputs in inputs(),
    ) {
        let (minutes, schedule) = (plan.minutes(), plan.schedule());
        let policy = ClockPolicy { kind: ClockKind::Resolution, target, warn_at: vec![50, 80] };
        let mut clock = ServiceClock::new(&policy);
        let mut model = Model {
            minutes: &minutes,
            target,
            total: 0,
            began: 0,
            ran: 0,
            ran_open: 0,
            state: "idle",
            warned: 0,
            breached: false,
        };
        let mut due_in = first;
        let mut inputs = inputs.into_iter();
        let mut next = inputs.next();
        for now in 1..12 * DAY {
            if due_in == 0 && next.is_none() && clock.next_wake().is_none() {
                break;
            }
            // The model looks at every minute, the clock only when it asked for it or something happens.
            let wants = clock.next_wake().is_some_and(|wake| wake <= minute(now));
            let mut expected: Vec<ClockOutput> = model.minute_passed(now).into_iter().collect();
            let mut told = if wants { clock.handle(ClockInput::Tick, minute(now), &schedule) } else { vec![] };
            let later = clock.next_wake().is_none_or(|wake| wake > minute(now));
            prop_assert!(later, "a tick that was served is not asked for again");
            due_in = due_in.saturating_sub(1);
            while due_in == 0 && let Some((wait, input)) = next.take() {
                expected.extend(model.input(&input, now));
                expected.extend(model.warn());
                told.extend(clock.handle(input, minute(now), &schedule));
                next = inputs.next();
                due_in = wait;
            }
            let told: Vec<ClockOutput> = told.into_iter().filter_map(sort_of).collect();
            prop_assert_eq!(told, expected, "at {}", minute(now));
        }
    }

    #[test]
    fn a_schedule_counts_minutes_as_one_that_walks(plan in plan(), start in 0usize..20 * DAY, length in 0usize..9 * DAY) {
        let (minutes, schedule) = (plan.minutes(), plan.schedule());
        let open = minutes.count(start, start + length);
        let counted = Duration::from_secs(open as u64 * 60);
        prop_assert_eq!(schedule.working_time_between(minute(start), minute(start + length)), counted);
        prop_assert_eq!(schedule.is_open(minute(start)), minutes.open[start]);
        let next = (start..).find(|number| minutes.open[*number]).unwrap();
        prop_assert_eq!(schedule.next_open(minute(start)), Some(minute(next)));
        let mut left = open;
        let mut end = start;
        while left > 0 {
            left -= usize::from(minutes.open[end]);
            end += 1;
        }
        let expected = if open == 0 { next } else { end };
        prop_assert_eq!(schedule.add_working_time(minute(start), counted), Some(minute(expected)));
        for days in 1..4 {
            let expected = minute(minutes.working_days(start, days));
            let days = u32::try_from(days).unwrap();
            prop_assert_eq!(schedule.add_working_days(minute(start), days), Some(expected), "{} days", days);
        }
    }

    #[test]
    fn a_schedule_answers_as_its_calendar_does(
        zone in prop::sample::select(vec!["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"]),
        night in any::<bool>(),
        around_the_clock in any::<bool>(),
        start_s in 0i64..500 * 86_400,
        length_s in 0u64..40 * 86_400,
        days in 0u32..30,
    ) {
        let mut config = Calendar::office_hours(zone).unwrap().config().clone();
        if night {
            config.weekly.insert(DayOfWeek::Saturday, vec![hours("22:00-24:00"), hours("08:00-12:30")]);
            config.weekly.insert(DayOfWeek::Sunday, vec![hours("00:00-04:00")]);
        }
        if around_the_clock {
            for name in [DayOfWeek::Wednesday, DayOfWeek::Thursday, DayOfWeek::Friday] {
                config.weekly.insert(name, vec![hours("00:00-24:00")]);
            }
        }
        config.holidays = [day("2026-12-25"), day("2027-01-01")].into();
        config.make_up_days = [day("2027-01-03")].into();
        let calendar = Calendar::new(config).unwrap();
        let schedule = Schedule::new(calendar.clone(), at("2026-10-01 00:00")).unwrap();
        let from = Timestamp::from_secs(at("2026-02-01 00:00").micros() / 1_000_000 + start_s);
        let length = Duration::from_secs(length_s);
        prop_assert_eq!(schedule.add_working_time(from, length), calendar.add_working_time(from, length));
        prop_assert_eq!(schedule.add_working_days(from, days), calendar.add_working_days(from, days));
        let to = from.plus(length);
        prop_assert_eq!(schedule.working_time_between(from, to), calendar.working_time_between(from, to));
        prop_assert_eq!(schedule.is_open(from), calendar.is_open(from));
        prop_assert_eq!(schedule.next_open(from), calendar.next_open(from));
    }
}

#[test]
fn beyond_its_table_a_schedule_asks_the_calendar() {
    let schedule = centre::office();
    for year in ["2020", "2024", "2031"] {
        let from = at(&format!("{year}-05-14 17:00"));
        let calendar = schedule.calendar();
        let length = Duration::from_secs(20 * 3600);
        assert_eq!(schedule.add_working_time(from, length), calendar.add_working_time(from, length));
        assert_eq!(schedule.add_working_days(from, 5), calendar.add_working_days(from, 5));
        assert_eq!(schedule.hours_of(schedule.date(from)).map(|(_, close)| close), calendar.closes_at(from));
    }
    let (before, after) = (at("2019-01-01 00:00"), at("2033-01-01 00:00"));
    let calendar = schedule.calendar().working_time_between(before, after);
    assert_eq!(schedule.working_time_between(before, after), calendar);
}
