//! Calendars and intervals, by examples worked out by hand and against a clock that walks minute by minute.
#![allow(clippy::unwrap_used)]

use std::time::Duration;

use kernel::Timestamp;
use proptest::prelude::*;
use workload::{Calendar, CalendarConfig, Day, DayOfWeek, Interval, OpenHours, intervals, zone};

/// Local time in Shanghai.
fn at(text: &str) -> Timestamp {
    format!("{text}:00+08:00").replace(' ', "T").parse().unwrap()
}

fn hours(text: &str) -> OpenHours {
    let (from, to) = text.split_once('-').unwrap();
    OpenHours { from: from.parse().unwrap(), to: to.parse().unwrap() }
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Office hours with the National Day week of 2026: off from 1 to 7 October, worked on Saturday 10 October instead.
fn office() -> Calendar {
    let mut config = Calendar::office_hours("Asia/Shanghai").unwrap().config().clone();
    config.holidays = (1..=7).map(|number| day(&format!("2026-10-0{number}"))).collect();
    config.make_up_days = [day("2026-10-10")].into();
    Calendar::new(config).unwrap()
}

fn with_lunch() -> Calendar {
    let mut config = Calendar::office_hours("Asia/Shanghai").unwrap().config().clone();
    config.weekly.insert(DayOfWeek::Monday, vec![hours("13:00-18:00"), hours("09:00-12:00")]);
    Calendar::new(config).unwrap()
}

fn h(hours: u64) -> Duration {
    Duration::from_secs(hours * 3600)
}

#[test]
fn it_is_open_from_the_opening_up_to_the_closing() {
    let office = office();
    for (moment, open) in [
        ("2026-11-20 08:59", false),
        ("2026-11-20 09:00", true),
        ("2026-11-20 17:59", true),
        ("2026-11-20 18:00", false),
        ("2026-11-21 10:00", false),
        ("2026-10-01 10:00", false),
        ("2026-10-10 10:00", true),
    ] {
        assert_eq!(office.is_open(at(moment)), open, "{moment}");
    }
}

#[test]
fn the_next_opening_skips_nights_weekends_and_holidays() {
    let office = office();
    for (from, next) in [
        ("2026-11-20 10:00", "2026-11-20 10:00"),
        ("2026-11-20 18:00", "2026-11-23 09:00"),
        ("2026-09-30 18:30", "2026-10-08 09:00"),
        ("2026-10-09 20:00", "2026-10-10 09:00"),
    ] {
        assert_eq!(office.next_open(at(from)), Some(at(next)), "{from}");
    }
    assert_eq!(office.closes_at(at("2026-11-20 10:00")), Some(at("2026-11-20 18:00")));
    assert_eq!(office.closes_at(at("2026-11-20 19:00")), None);
}

#[test]
fn working_time_runs_only_while_open() {
    let office = office();
    for (from, hours, until) in [
        ("2026-11-20 10:00", 2, "2026-11-20 12:00"),
        ("2026-11-20 17:00", 2, "2026-11-23 10:00"),
        ("2026-11-20 17:00", 1, "2026-11-20 18:00"),
        ("2026-11-21 12:00", 1, "2026-11-23 10:00"),
        ("2026-09-30 09:00", 18, "2026-10-08 18:00"),
        ("2026-10-09 09:00", 20, "2026-10-12 11:00"),
    ] {
        assert_eq!(office.add_working_time(at(from), h(hours)), Some(at(until)), "{from} + {hours} h");
        let back = office.working_time_between(at(from), at(until));
        assert_eq!(back, h(hours), "{from} to {until}");
    }
    assert_eq!(office.working_time_between(at("2026-11-23 10:00"), at("2026-11-20 10:00")), Duration::ZERO);
}

#[test]
fn working_days_end_at_the_same_time_or_at_closing() {
    let office = office();
    for (from, days, due) in [
        ("2026-11-20 14:00", 1, "2026-11-23 14:00"),
        ("2026-11-20 20:00", 1, "2026-11-23 18:00"),
        ("2026-11-21 10:00", 1, "2026-11-23 18:00"),
        ("2026-11-20 08:00", 1, "2026-11-20 18:00"),
        ("2026-11-20 14:00", 7, "2026-12-01 14:00"),
        ("2026-09-30 14:00", 2, "2026-10-09 14:00"),
        ("2026-11-21 10:00", 0, "2026-11-23 09:00"),
    ] {
        assert_eq!(office.add_working_days(at(from), days), Some(at(due)), "{from} + {days} d");
    }
}

#[test]
fn a_pause_at_noon_stops_the_clock_but_not_the_day() {
    let calendar = with_lunch();
    assert!(!calendar.is_open(at("2026-11-23 12:30")));
    assert_eq!(calendar.add_working_time(at("2026-11-23 11:00"), h(2)), Some(at("2026-11-23 14:00")));
    assert_eq!(calendar.add_working_days(at("2026-11-23 12:30"), 1), Some(at("2026-11-24 12:30")));
    assert_eq!(calendar.add_working_days(at("2026-11-20 12:30"), 1), Some(at("2026-11-23 13:00")));
}

#[test]
fn round_the_clock_is_always_open() {
    let mut config = office().config().clone();
    config.weekly = [
        DayOfWeek::Monday,
        DayOfWeek::Tuesday,
        DayOfWeek::Wednesday,
        DayOfWeek::Thursday,
        DayOfWeek::Friday,
        DayOfWeek::Saturday,
        DayOfWeek::Sunday,
    ]
    .into_iter()
    .map(|day| (day, vec![hours("00:00-24:00")]))
    .collect();
    config.holidays.clear();
    config.make_up_days.clear();
    let calendar = Calendar::new(config).unwrap();
    assert!(calendar.is_open(at("2026-11-22 00:00")));
    assert_eq!(calendar.add_working_time(at("2026-11-20 22:00"), h(30)), Some(at("2026-11-22 04:00")));
    assert!(calendar.closes_at(at("2026-11-22 00:00")) > Some(at("2027-11-22 00:00")));
}

#[test]
fn a_calendar_that_never_opens_says_so() {
    let config = CalendarConfig { weekly: [].into(), make_up_days: [].into(), ..office().config().clone() };
    let never = Calendar::new(config).unwrap();
    assert_eq!(never.next_open(at("2026-11-22 00:00")), None);
    assert_eq!(never.add_working_time(at("2026-11-22 00:00"), h(1)), None);
    assert_eq!(never.add_working_days(at("2026-11-22 00:00"), 1), None);
}

#[test]
fn a_change_of_clocks_shortens_the_night_not_the_day() {
    let mut config = Calendar::office_hours("Europe/Berlin").unwrap().config().clone();
    config.weekly.insert(DayOfWeek::Sunday, vec![hours("01:00-04:00")]);
    let calendar = Calendar::new(config).unwrap();
    let change: Timestamp = "2026-03-29T00:00:00+01:00".parse().unwrap();
    let open = calendar.working_time_between(change, change.plus(h(12)));
    assert_eq!(open, h(2), "02:00 to 03:00 does not exist on that day");
}

#[test]
fn impossible_settings_are_refused_with_the_field() {
    let refused = Calendar::office_hours("Asia/Nowhere").unwrap_err();
    assert_eq!(refused.fields[0].field, "zone");
    let mut config = office().config().clone();
    config.weekly.insert(DayOfWeek::Sunday, vec![hours("18:00-09:00")]);
    assert_eq!(Calendar::new(config).unwrap_err().fields[0].field, "weekly");
    for text in ["9:00", "24:01", "12:60", "", "25:00", "+1:00"] {
        assert!(text.parse::<workload::TimeOfDay>().is_err(), "{text}");
    }
}

#[test]
fn a_calendar_survives_json() {
    let json = serde_json::to_string(office().config()).unwrap();
    assert!(json.contains(r#""monday":[{"from":"09:00","to":"18:00"}]"#), "{json}");
    assert_eq!(&serde_json::from_str::<CalendarConfig>(&json).unwrap(), office().config());
}

#[test]
fn half_hours_begin_at_the_full_and_half_hour_of_local_time() {
    let shanghai = zone("Asia/Shanghai").unwrap();
    let start = |moment: &str| Interval::holding(at(moment), &shanghai).start;
    assert_eq!(start("2026-11-22 09:29"), at("2026-11-22 09:00"));
    assert_eq!(start("2026-11-22 09:30"), at("2026-11-22 09:30"));
    let nepal = zone("Asia/Kathmandu").unwrap();
    let quarter: Timestamp = "2026-11-22T09:40:00+05:45".parse().unwrap();
    assert_eq!(Interval::holding(quarter, &nepal).start, "2026-11-22T09:30:00+05:45".parse().unwrap());
    let of_a_day = intervals(at("2026-11-22 00:00"), at("2026-11-23 00:00"), &shanghai).count();
    assert_eq!(of_a_day, 48);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Walks minute by minute and asks only whether it is open.
    #[test]
    fn working_time_is_the_sum_of_open_minutes(start in 0i64..20_000, length in 0i64..6_000) {
        let calendars = [office(), with_lunch()];
        let begin = at("2026-09-28 00:00").plus(Duration::from_secs(start.unsigned_abs() * 60));
        for calendar in &calendars {
            let minute = |number: i64| begin.plus(Duration::from_secs(number.unsigned_abs() * 60));
            let open = (0..length).filter(|number| calendar.is_open(minute(*number))).count() as u64;
            let between = calendar.working_time_between(begin, minute(length));
            prop_assert_eq!(between, Duration::from_secs(open * 60));
            if open > 0 {
                let end = calendar.add_working_time(begin, between).unwrap();
                prop_assert!(end <= minute(length));
                prop_assert_eq!(calendar.working_time_between(begin, end), between);
                prop_assert!(calendar.working_time_between(begin, end.minus(Duration::from_secs(60))) < between);
            }
            let next = (0..).map(minute).find(|moment| calendar.is_open(*moment));
            prop_assert_eq!(calendar.next_open(begin), next);
        }
    }

    #[test]
    fn working_days_never_end_before_working_hours(start in 0i64..20_000, days in 1u32..30) {
        let office = office();
        let begin = at("2026-09-28 00:00").plus(Duration::from_secs(start.unsigned_abs() * 60));
        let due = office.add_working_days(begin, days).unwrap();
        prop_assert_eq!(office.working_time_between(begin, due), h(9) * days);
    }
}
