//! What a service-level clock does, by examples worked out by hand.
#![allow(clippy::unwrap_used, clippy::panic)]

mod centre;

use centre::{at, minutes, office, schedule};
use clock::{ClockInput, ClockKind, ClockOutput, ClockPolicy, ClockState, ServiceClock, Target};
use kernel::Timestamp;

fn clock(target: Target) -> ServiceClock {
    ServiceClock::new(&ClockPolicy { kind: ClockKind::Resolution, target, warn_at: vec![50, 80] })
}

fn started(target: Target, moment: &str) -> ServiceClock {
    let mut clock = clock(target);
    clock.handle(ClockInput::Start, at(moment), office());
    clock
}

fn pause() -> ClockInput {
    ClockInput::Pause { why: kernel::Text::new("等待客户", "Waiting for the customer") }
}

fn just_after(moment: &str) -> Timestamp {
    Timestamp::from_micros(at(moment).micros() + 1)
}

#[test]
fn hours_run_through_nights_and_holidays_unless_business_time_is_said() {
    for (target, from, due) in [
        (Target::hours(2), "2026-09-30 17:40", "2026-09-30 19:40"),
        (Target::hours(24), "2026-10-02 10:00", "2026-10-03 10:00"),
        (Target::working_hours(2), "2026-09-30 17:40", "2026-10-08 10:40"),
        (Target::working_hours(9), "2026-10-09 12:00", "2026-10-10 12:00"),
        (Target::working_days(1), "2026-09-30 10:00", "2026-10-08 10:00"),
        (Target::working_days(1), "2026-09-30 19:00", "2026-10-08 18:00"),
        (Target::working_days(2), "2026-10-09 15:30", "2026-10-12 15:30"),
    ] {
        assert_eq!(started(target, from).due(), Some(at(due)), "{target:?} from {from}");
    }
}

#[test]
fn a_pause_moves_the_due_instant_by_the_open_time_it_takes() {
    let office = office();
    let mut clock = started(Target::working_hours(4), "2026-10-08 15:00");
    assert_eq!(clock.due(), Some(at("2026-10-09 10:00")));
    clock.handle(pause(), at("2026-10-08 16:00"), office);
    assert_eq!(clock.due(), None);
    assert_eq!(clock.left(at("2026-10-08 20:00"), office), Some(minutes(180)));
    let out = clock.handle(ClockInput::Resume, at("2026-10-09 09:30"), office);
    assert_eq!(out, [ClockOutput::Resumed { due: Some(at("2026-10-09 12:30")) }]);
}

#[test]
fn a_pause_over_night_costs_a_working_day_nothing() {
    let office = office();
    let mut clock = started(Target::working_days(1), "2026-10-08 10:00");
    clock.handle(pause(), at("2026-10-08 18:00"), office);
    clock.handle(ClockInput::Resume, at("2026-10-09 09:00"), office);
    assert_eq!(clock.due(), Some(at("2026-10-09 10:00")));
}

#[test]
fn warnings_come_at_their_parts_of_the_time_and_the_breach_after_the_due_instant() {
    let office = office();
    let mut clock = started(Target::working_hours(10), "2026-10-08 09:00");
    assert_eq!(clock.next_wake(), Some(at("2026-10-08 14:00")));
    let due = Some(at("2026-10-09 10:00"));
    let told = clock.handle(ClockInput::Tick, at("2026-10-08 14:00"), office);
    assert_eq!(told, [ClockOutput::Warned { percent: 50, due }]);
    assert!(clock.handle(ClockInput::Tick, at("2026-10-08 14:01"), office).is_empty(), "told once");
    assert_eq!(clock.next_wake(), Some(at("2026-10-08 17:00")));
    clock.handle(ClockInput::Tick, at("2026-10-08 17:00"), office);
    assert_eq!(clock.next_wake(), Some(just_after("2026-10-09 10:00")));
    assert!(clock.handle(ClockInput::Tick, at("2026-10-09 10:00"), office).is_empty(), "still in time");
    let told = clock.handle(ClockInput::Tick, just_after("2026-10-09 10:00"), office);
    assert_eq!(told, [ClockOutput::Breached { due: at("2026-10-09 10:00") }]);
    assert_eq!(clock.next_wake(), None);
}

#[test]
fn after_a_standstill_only_the_last_of_several_overdue_notices_is_given() {
    let office = office();
    let mut clock = started(Target::working_hours(10), "2026-10-08 09:00");
    let told = clock.handle(ClockInput::Tick, at("2026-10-08 17:30"), office);
    assert_eq!(told, [ClockOutput::Warned { percent: 80, due: Some(at("2026-10-09 10:00")) }]);
    let mut clock = started(Target::working_hours(10), "2026-10-08 09:00");
    let told = clock.handle(ClockInput::Tick, at("2026-10-20 09:00"), office);
    assert_eq!(told, [ClockOutput::Breached { due: at("2026-10-09 10:00") }]);
}

#[test]
fn what_is_done_at_the_due_instant_is_in_time_and_a_microsecond_later_is_late() {
    let office = office();
    let mut clock = started(Target::hours(2), "2026-10-08 09:00");
    let out = clock.clone().handle(ClockInput::Stop, at("2026-10-08 11:00"), office);
    assert_eq!(out.last(), Some(&ClockOutput::Stopped { in_time: true }));
    let out = clock.handle(ClockInput::Stop, just_after("2026-10-08 11:00"), office);
    let due = at("2026-10-08 11:00");
    assert_eq!(out, [ClockOutput::Breached { due }, ClockOutput::Stopped { in_time: false }]);
}

#[test]
fn a_pause_does_not_take_a_breach_back() {
    let office = office();
    let mut clock = started(Target::hours(2), "2026-10-08 09:00");
    let out = clock.handle(pause(), at("2026-10-08 12:00"), office);
    assert_eq!(out, [ClockOutput::Breached { due: at("2026-10-08 11:00") }, ClockOutput::Paused]);
    clock.handle(ClockInput::Resume, at("2026-10-08 13:00"), office);
    assert_eq!((clock.due(), clock.next_wake()), (Some(at("2026-10-08 11:00")), None));
    let out = clock.handle(ClockInput::Stop, at("2026-10-08 13:05"), office);
    assert_eq!(out, [ClockOutput::Stopped { in_time: false }]);
}

#[test]
fn a_restart_gives_the_whole_time_again() {
    let office = office();
    let mut clock = started(Target::hours(2), "2026-10-08 09:00");
    clock.handle(ClockInput::Tick, at("2026-10-08 12:00"), office);
    let out = clock.handle(ClockInput::Restart, at("2026-10-08 14:00"), office);
    assert_eq!(out, [ClockOutput::Started { due: Some(at("2026-10-08 16:00")) }]);
    assert_eq!(clock.breached(), None);
}

#[test]
fn what_comes_twice_or_at_the_wrong_time_changes_nothing() {
    let office = office();
    let stopped = |clock: &mut ServiceClock| clock.handle(ClockInput::Stop, at("2026-10-08 09:30"), office);
    let mut running = started(Target::hours(2), "2026-10-08 09:00");
    let mut idle = clock(Target::hours(2));
    let mut done = running.clone();
    stopped(&mut done);
    let mut paused = running.clone();
    paused.handle(pause(), at("2026-10-08 09:10"), office);
    for (clock, inputs) in [
        (&mut idle, vec![pause(), ClockInput::Resume, ClockInput::Stop, ClockInput::CalendarChanged]),
        (&mut running, vec![ClockInput::Start, ClockInput::Resume, ClockInput::CalendarChanged]),
        (&mut paused, vec![ClockInput::Start, pause(), ClockInput::Tick]),
        (
            &mut done,
            vec![ClockInput::Start, pause(), ClockInput::Resume, ClockInput::Stop, ClockInput::Cancel],
        ),
    ] {
        let before = clock.clone();
        for input in inputs {
            assert!(clock.handle(input.clone(), at("2026-10-08 09:40"), office).is_empty(), "{input:?}");
            assert_eq!(*clock, before, "{input:?}");
        }
    }
}

#[test]
fn a_shortened_clock_is_due_now_at_the_earliest() {
    let office = office();
    let mut clock = started(Target::hours(24), "2026-10-08 09:00");
    let out = clock.handle(ClockInput::Retarget { target: Target::hours(2) }, at("2026-10-08 15:00"), office);
    let due = Some(at("2026-10-08 15:00"));
    assert_eq!(out, [ClockOutput::Moved { due }, ClockOutput::Warned { percent: 80, due }], "warned at once");
    let mut clock = started(Target::hours(24), "2026-10-08 09:00");
    clock.handle(ClockInput::Retarget { target: Target::hours(8) }, at("2026-10-08 15:00"), office);
    assert_eq!(clock.due(), Some(at("2026-10-08 17:00")), "what has run counts");
}

#[test]
fn an_edited_calendar_moves_the_due_instant() {
    let mut clock = started(Target::working_hours(8), "2026-09-30 15:00");
    assert_eq!(clock.due(), Some(at("2026-10-08 14:00")));
    let mut edited = centre::config();
    edited.holidays.insert(centre::day("2026-10-08"));
    let out = clock.handle(ClockInput::CalendarChanged, at("2026-09-30 16:00"), &schedule(edited));
    assert_eq!(out, [ClockOutput::Moved { due: Some(at("2026-10-09 14:00")) }]);
}

#[test]
fn each_change_has_a_version_of_its_own() {
    let office = office();
    let mut clock = started(Target::hours(2), "2026-10-08 09:00");
    assert_eq!(clock.version(), 1);
    clock.handle(ClockInput::Tick, at("2026-10-08 09:01"), office);
    assert_eq!(clock.version(), 1, "nothing has changed");
    clock.handle(ClockInput::Tick, at("2026-10-08 10:00"), office);
    assert_eq!(clock.version(), 2, "a warning was given");
}

#[test]
fn a_calendar_that_never_opens_makes_nothing_due() {
    let never =
        schedule(workload::CalendarConfig { weekly: [].into(), make_up_days: [].into(), ..centre::config() });
    for target in [Target::working_hours(1), Target::working_days(1)] {
        let mut clock = clock(target);
        let out = clock.handle(ClockInput::Start, at("2026-10-08 09:00"), &never);
        assert_eq!(out, [ClockOutput::Started { due: None }]);
        assert_eq!(clock.next_wake(), None);
    }
}

#[test]
fn a_clock_survives_json() {
    let office = office();
    let mut clock = started(Target::working_days(2), "2026-09-30 15:00");
    clock.handle(pause(), at("2026-09-30 16:00"), office);
    clock.handle(ClockInput::Resume, at("2026-10-08 16:00"), office);
    let json = serde_json::to_string(&clock).unwrap();
    assert_eq!(serde_json::from_str::<ServiceClock>(&json).unwrap(), clock);
    assert!(json.contains(r#""target":{"count":"working_days","days":2}"#), "{json}");
    let policy = ClockPolicy::default_for(ClockKind::Custom("board_report".to_owned()));
    let json = serde_json::to_string(&policy).unwrap();
    assert_eq!(serde_json::from_str::<ClockPolicy>(&json).unwrap(), policy);
}

#[test]
fn the_defaults_are_those_of_the_flows() {
    for (kind, target) in [
        (ClockKind::CallBack, Target::hours(2)),
        (ClockKind::Remedy, Target::hours(24)),
        (ClockKind::SuggestionReply, Target::working_days(1)),
        (ClockKind::FirstResponse, Target::hours(24)),
        (ClockKind::RecoveryNotice, Target::hours(1)),
        (ClockKind::ReturnVisit, Target::working_days(2)),
    ] {
        assert_eq!(ClockPolicy::default_for(kind).target, target);
    }
    for kind in ClockKind::BUILT_IN {
        assert!(ClockPolicy::default_for(kind.clone()).faults().is_empty(), "{kind}");
        assert_eq!(kind.name().parse(), Ok(kind.clone()));
    }
}

#[test]
fn an_impossible_policy_is_told_field_by_field() {
    let faulty = |target, warn_at| ClockPolicy { kind: ClockKind::Resolution, target, warn_at };
    let fields =
        |policy: ClockPolicy| policy.faults().into_iter().map(|fault| fault.field).collect::<Vec<_>>();
    assert_eq!(fields(faulty(Target::hours(0), vec![80, 50])), ["target", "warn_at"]);
    assert_eq!(fields(faulty(Target::working_days(0), vec![0])), ["target", "warn_at"]);
    assert_eq!(fields(faulty(Target::hours(9_999), vec![1, 2, 3, 4, 5, 6])), ["target", "warn_at"]);
    assert_eq!(fields(ClockPolicy::new(ClockKind::Custom(" ".to_owned()), Target::hours(1))), ["kind"]);
}

#[test]
fn a_clock_set_back_by_hand_gives_no_time_away() {
    let office = office();
    let mut clock = started(Target::hours(2), "2026-10-08 09:00");
    clock.handle(pause(), at("2026-10-08 08:00"), office);
    let ClockState::Paused { since, .. } = clock.state() else { panic!("paused") };
    assert_eq!(*since, at("2026-10-08 09:00"));
    clock.handle(ClockInput::Resume, at("2026-10-08 08:30"), office);
    assert_eq!(clock.due(), Some(at("2026-10-08 11:00")));
}
