//! Room for call-backs, and return visits.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../../clock/tests/centre/mod.rs"]
mod centre;

use std::time::Duration;

use centre::{at, office};
use clock::Target;
use kernel::Timestamp;
use promise::{
    CallbackRoom, ReturnVisit, VisitCommand, VisitEvent, VisitOutcome, VisitPlan, VisitReason, VisitState,
};
use proptest::prelude::*;

const DAY: Duration = Duration::from_secs(86_400);

fn free(room: &CallbackRoom, now: &str) -> Vec<(String, u32)> {
    let slots = room.slots(at(now), Duration::from_secs(3 * 3_600), office());
    let time = |at: Timestamp| office().local(at).strftime("%H:%M").to_string();
    slots.iter().map(|slot| (time(slot.to), slot.free)).collect()
}

#[test]
fn a_half_hour_offers_what_is_left_of_it_and_of_those_before() {
    let mut room = CallbackRoom::new(2);
    for _ in 0..3 {
        room.book(at("2026-11-18 16:00"));
    }
    let told = free(&room, "2026-11-18 15:00");
    let expected = [("15:30", 1), ("16:00", 1), ("16:30", 3), ("17:00", 5), ("17:30", 7), ("18:00", 9)];
    assert_eq!(told, expected.map(|(slot, free)| (slot.to_owned(), free)));
}

#[test]
fn a_promise_for_later_leaves_no_room_before_when_all_is_needed() {
    let mut room = CallbackRoom::new(1);
    for _ in 0..6 {
        room.book(at("2026-11-18 18:00"));
    }
    assert!(free(&room, "2026-11-18 15:00").iter().all(|(_, free)| *free == 0));
    let refused = room.check(at("2026-11-18 16:00"), at("2026-11-18 15:00"), office()).unwrap_err();
    assert_eq!(refused.until, Some(at("2026-11-19 09:30")));
    assert_eq!(refused.possible, ["11月19日（周四）09:30"]);
    room.release(at("2026-11-18 18:00"));
    assert_eq!(room.check(at("2026-11-18 16:00"), at("2026-11-18 15:00"), office()), Ok(()));
}

#[test]
fn closed_half_hours_and_those_begun_offer_less() {
    let room = CallbackRoom::new(4);
    assert_eq!(free(&room, "2026-11-18 17:45"), [("18:00".to_owned(), 2)]);
    let none = room.check(at("2026-11-18 20:00"), at("2026-11-18 18:30"), office()).unwrap_err();
    assert_eq!(none.until, Some(at("2026-11-19 09:30")));
    assert_eq!(room.check(at("2026-11-18 20:00"), at("2026-11-18 17:00"), office()), Ok(()), "made by 18:00");
}

#[test]
fn the_agents_on_duty_decide_how_many_can_be_made() {
    let room = CallbackRoom::new(2).with(at("2026-11-18 15:00"), 0).with(at("2026-11-18 15:30"), 5);
    let told = free(&room, "2026-11-18 15:00");
    assert_eq!(told[0], ("15:30".to_owned(), 0));
    assert_eq!(told[1], ("16:00".to_owned(), 5));
}

#[test]
fn what_is_overdue_takes_the_first_room() {
    let mut room = CallbackRoom::new(1);
    room.book(at("2026-11-18 11:00"));
    assert_eq!(free(&room, "2026-11-18 15:00")[0], ("15:30".to_owned(), 0));
}

/// Which promises come late when each half hour serves the first due.
fn late(mut due: Vec<(usize, bool)>, capacities: &[u32]) -> Vec<(usize, bool)> {
    due.sort_unstable();
    let mut waiting = due.into_iter();
    let mut late = Vec::new();
    for (number, capacity) in capacities.iter().enumerate() {
        let served = waiting.by_ref().take(*capacity as usize);
        late.extend(served.filter(|(due, _)| *due < number));
    }
    late.extend(waiting);
    late
}

proptest! {
    /// The model gives each half hour's room to the promises in the order of their due times.
    #[test]
    fn a_slot_is_offered_just_when_all_promises_could_still_be_kept(
        capacities in prop::collection::vec(0u32..3, 8),
        booked in prop::collection::vec(0usize..8, 0..10),
        offered in 0usize..8,
    ) {
        let now = at("2026-11-18 10:00");
        let half_hour = |number: usize| now.plus(Duration::from_secs(1_800 * number as u64));
        let mut room = CallbackRoom::new(0);
        for (number, capacity) in capacities.iter().enumerate() {
            room = room.with(half_hour(number), *capacity);
        }
        for number in &booked {
            room.book(half_hour(number + 1));
        }
        let booked: Vec<(usize, bool)> = booked.into_iter().map(|due| (due, false)).collect();
        let with: Vec<(usize, bool)> = booked.iter().copied().chain([(offered, true)]).collect();
        let late_without = late(booked, &capacities);
        let late_with = late(with, &capacities);
        let slots = room.slots(now, Duration::from_secs(8 * 1_800), office());
        let slot = slots.iter().find(|slot| slot.to == half_hour(offered + 1)).unwrap();
        // What is promised already may be too much by itself; then less is offered than could be.
        if slot.free > 0 {
            prop_assert_eq!(late_with, late_without);
        } else if late_without.is_empty() {
            prop_assert!(!late_with.is_empty());
        }
        prop_assert!(slots.iter().all(|slot| slot.from < slot.to && slot.to <= now.plus(DAY)));
    }
}

fn visit() -> ReturnVisit {
    ReturnVisit::new(VisitPlan::new(VisitReason::Complaint, at("2026-11-20 10:00")))
}

fn answers() -> Vec<(String, String)> {
    vec![("settled".to_owned(), "是".to_owned()), ("attitude".to_owned(), "满意".to_owned())]
}

fn complete(outcome: VisitOutcome) -> VisitCommand {
    VisitCommand::Complete { answers: answers(), outcome, satisfaction: Some(5), next_step: None }
}

fn run(visit: &mut ReturnVisit, command: &VisitCommand, moment: &str) -> Vec<VisitEvent> {
    let events = visit.decide(command, at(moment)).unwrap();
    events.iter().for_each(|event| visit.apply(event, at(moment)));
    events
}

#[test]
fn visits_are_due_after_two_one_and_seven_working_days() {
    assert_eq!(VisitReason::Complaint.default_target(), Target::working_days(2));
    assert_eq!(VisitReason::Repair.default_target(), Target::working_days(1));
    assert_eq!(VisitReason::Purchase.default_target(), Target::working_days(7));
}

#[test]
fn an_unresolved_matter_opens_the_ticket_again() {
    let mut settled = visit();
    let events = run(&mut settled, &complete(VisitOutcome::Resolved), "2026-11-20 09:30");
    assert_eq!(events[0].reopens(), None);
    let mut open = visit();
    let missing = VisitOutcome::Unresolved { missing: "退款未到账".to_owned() };
    let events = run(&mut open, &complete(missing), "2026-11-20 09:30");
    assert_eq!(events[0].reopens(), Some("退款未到账"));
    assert!(matches!(open.state(), VisitState::Done { satisfaction: Some(5), .. }));
}

#[test]
fn needed_answers_are_asked_for_by_name() {
    let command = VisitCommand::Complete {
        answers: vec![("settled".to_owned(), " ".to_owned()), ("colour".to_owned(), "红".to_owned())],
        outcome: VisitOutcome::Unresolved { missing: String::new() },
        satisfaction: Some(6),
        next_step: None,
    };
    let refused = visit().decide(&command, at("2026-11-20 09:30")).unwrap_err();
    let fields: Vec<&str> = refused.fields.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(
        fields,
        ["answers.settled", "answers.attitude", "answers.colour", "satisfaction", "outcome.missing"]
    );
}

#[test]
fn a_customer_who_is_never_reached_is_given_up_after_three_calls() {
    let mut visit = visit();
    let events = run(&mut visit, &VisitCommand::NotReached, "2026-11-20 09:30");
    assert_eq!(events, [VisitEvent::NotReached { again_from: at("2026-11-20 13:30") }]);
    run(&mut visit, &VisitCommand::NotReached, "2026-11-20 13:30");
    let events = run(&mut visit, &VisitCommand::NotReached, "2026-11-20 17:30");
    assert_eq!(events.last(), Some(&VisitEvent::GivenUp));
    let refused = visit.decide(&VisitCommand::NotReached, at("2026-11-20 17:31")).unwrap_err();
    assert_eq!(refused.code, "visits.over");
}

#[test]
fn a_visit_is_cancelled_with_a_reason() {
    let mut visit = visit();
    assert!(visit.decide(&VisitCommand::Cancel { why: " ".to_owned() }, at("2026-11-20 09:00")).is_err());
    run(&mut visit, &VisitCommand::Cancel { why: "客户要求不再打扰".to_owned() }, "2026-11-20 09:00");
    assert!(matches!(visit.state(), VisitState::Cancelled { .. }));
}
