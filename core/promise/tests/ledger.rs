//! The promise ledger: what keeps a promise, what breaks it, who hears of it.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../../clock/tests/centre/mod.rs"]
mod centre;

use std::time::Duration;

use centre::at;
use kernel::{AgentId, RefusalKind, TeamId, Timestamp};
use promise::{
    Escalation, Evidence, EvidenceKind, Owner, Promise, PromiseCommand, PromiseEvent, PromiseKind,
    PromisePolicy, PromiseState,
};
use proptest::prelude::*;

const OWNER: Owner = Owner::Agent(AgentId::from_u128(1));
const MADE: &str = "2026-11-18 10:00";
const DUE: &str = "2026-11-18 12:00";

fn promise_of(kind: PromiseKind) -> Promise {
    let made = Promise::make(kind, "查询物流后回电", OWNER, Some(at(DUE)), at(MADE)).unwrap();
    Promise::made(&made, at(MADE)).unwrap()
}

fn call_back() -> Promise {
    promise_of(PromiseKind::CallBack)
}

fn run(promise: &mut Promise, command: PromiseCommand, moment: &str) -> Vec<PromiseEvent> {
    run_at(promise, &command, at(moment))
}

fn run_at(promise: &mut Promise, command: &PromiseCommand, now: Timestamp) -> Vec<PromiseEvent> {
    let events = promise.decide(command, &PromisePolicy::default(), now).unwrap();
    for event in &events {
        promise.apply(event, now);
    }
    events
}

fn evidence(kind: EvidenceKind, moment: &str) -> Evidence {
    Evidence { kind, subject: format!("contact:{moment}"), at: at(moment) }
}

fn fulfil(kind: EvidenceKind, moment: &str) -> PromiseCommand {
    PromiseCommand::Fulfil { evidence: evidence(kind, moment) }
}

fn code(promise: &Promise, command: PromiseCommand, moment: &str) -> String {
    promise.decide(&command, &PromisePolicy::default(), at(moment)).unwrap_err().code
}

#[test]
fn a_call_made_in_time_keeps_a_promised_call() {
    let mut promise = call_back();
    run(&mut promise, fulfil(EvidenceKind::CallMade, "2026-11-18 11:50"), "2026-11-18 11:55");
    assert!(matches!(promise.state(), PromiseState::Kept { .. }));
    assert_eq!(promise.next_wake(&PromisePolicy::default()), None);
}

#[test]
fn only_evidence_of_the_right_sort_keeps_a_promise() {
    let promise = call_back();
    let command = fulfil(EvidenceKind::MessageSent, "2026-11-18 11:00");
    let refused = promise.decide(&command, &PromisePolicy::default(), at("2026-11-18 11:00")).unwrap_err();
    assert_eq!(refused.possible, ["call_made"]);
    for moment in ["2026-11-18 09:59", "2026-11-18 11:01"] {
        let command = fulfil(EvidenceKind::CallMade, moment);
        let refused =
            promise.decide(&command, &PromisePolicy::default(), at("2026-11-18 11:00")).unwrap_err();
        assert_eq!(refused.fields[0].field, "evidence.at", "before the promise, or not yet");
    }
    for kind in PromiseKind::ALL {
        assert!(!kind.kept_by().is_empty());
        assert!(!kind.kept_by().contains(&EvidenceKind::CallTried), "a try is no evidence by itself");
    }
}

#[test]
fn it_is_due_soon_then_reminded_then_broken_and_the_leader_hears_of_it() {
    let policy = PromisePolicy::default();
    let mut promise = call_back();
    let mut story = Vec::new();
    while let Some(wake) = promise.next_wake(&policy) {
        let told = run_at(&mut promise, &PromiseCommand::Tick, wake);
        assert!(!told.is_empty(), "a wake that brings nothing");
        story.push((wake.since(at(MADE)).as_secs() / 60, told));
    }
    assert_eq!(
        story,
        [
            (90, vec![PromiseEvent::DueSoon, PromiseEvent::Reminded { count: 1 }]),
            (110, vec![PromiseEvent::Reminded { count: 2 }]),
            (120, vec![PromiseEvent::Broken, PromiseEvent::Escalated { to: Escalation::Leader, count: 1 }]),
            (180, vec![PromiseEvent::Escalated { to: Escalation::Management, count: 2 }]),
        ]
    );
}

#[test]
fn of_a_time_too_short_for_all_reminders_no_two_come_at_once() {
    let made =
        Promise::make(PromiseKind::CallBack, "马上回电", OWNER, Some(at("2026-11-18 10:01")), at(MADE))
            .unwrap();
    let mut promise = Promise::made(&made, at(MADE)).unwrap();
    let (policy, mut told) = (PromisePolicy::default(), Vec::new());
    while let Some(wake) = promise.next_wake(&policy).filter(|wake| *wake <= at("2026-11-18 10:01")) {
        let events = run_at(&mut promise, &PromiseCommand::Tick, wake);
        let reminders = events.iter().filter(|event| matches!(event, PromiseEvent::Reminded { .. })).count();
        told.push((wake.since(at(MADE)).as_secs(), reminders));
    }
    assert_eq!(told, [(30, 1), (45, 1)]);
}

#[test]
fn a_promise_that_is_looked_at_late_is_broken_without_stale_reminders() {
    let mut promise = call_back();
    let told = run(&mut promise, PromiseCommand::Tick, "2026-11-18 12:10");
    assert_eq!(told, [PromiseEvent::Broken, PromiseEvent::Escalated { to: Escalation::Leader, count: 1 }]);
    assert!(run(&mut promise, PromiseCommand::Tick, "2026-11-18 12:10").is_empty(), "told once");
}

#[test]
fn a_call_made_late_makes_a_broken_promise_good_but_not_kept() {
    let mut promise = call_back();
    let events = run(&mut promise, fulfil(EvidenceKind::CallMade, "2026-11-18 12:05"), "2026-11-18 12:06");
    assert!(matches!(events.as_slice(), [PromiseEvent::Broken, PromiseEvent::MadeGood { .. }]));
    assert!(matches!(promise.state(), PromiseState::Broken { made_good: Some(_), .. }));
    assert!(!promise.is_open());
    assert_eq!(promise.next_wake(&PromisePolicy::default()), None, "nobody is told any more");
}

#[test]
fn late_news_of_a_call_made_in_time_corrects_the_record() {
    let mut promise = call_back();
    run(&mut promise, PromiseCommand::Tick, "2026-11-18 12:01");
    run(&mut promise, fulfil(EvidenceKind::CallMade, "2026-11-18 11:59"), "2026-11-18 12:02");
    assert!(matches!(promise.state(), PromiseState::Kept { .. }));
}

#[test]
fn three_calls_in_time_that_reach_nobody_keep_a_promised_call() {
    let mut promise = call_back();
    for (moment, kept) in
        [("2026-11-18 10:30", false), ("2026-11-18 11:00", false), ("2026-11-18 11:30", true)]
    {
        run(&mut promise, fulfil(EvidenceKind::CallTried, moment), moment);
        assert_eq!(matches!(promise.state(), PromiseState::Kept { .. }), kept, "{moment}");
    }
    let answer = promise_of(PromiseKind::SuggestionReply);
    assert!(
        answer.decide(&fulfil(EvidenceKind::CallTried, MADE), &PromisePolicy::default(), at(MADE)).is_ok()
    );
}

#[test]
fn the_same_evidence_twice_changes_nothing() {
    let mut promise = call_back();
    let call = fulfil(EvidenceKind::CallTried, "2026-11-18 11:00");
    assert_eq!(run(&mut promise, call.clone(), "2026-11-18 11:00").len(), 1);
    assert!(run(&mut promise, call, "2026-11-18 11:01").is_empty());
    let call = fulfil(EvidenceKind::CallMade, "2026-11-18 11:10");
    run(&mut promise, call.clone(), "2026-11-18 11:10");
    assert!(run(&mut promise, call, "2026-11-18 11:11").is_empty());
    assert_eq!(
        code(&promise, fulfil(EvidenceKind::CallMade, "2026-11-18 11:20"), "2026-11-18 11:20"),
        "promises.kept"
    );
}

#[test]
fn another_time_needs_the_customers_consent_and_gives_new_reminders() {
    let mut promise = call_back();
    run(&mut promise, PromiseCommand::Tick, "2026-11-18 11:55");
    let shift = |customer_agreed, due: &str| PromiseCommand::Move {
        due: at(due),
        customer_agreed,
        why: "客户要求改到下午".to_owned(),
    };
    assert_eq!(
        code(&promise, shift(false, "2026-11-18 15:00"), "2026-11-18 11:56"),
        "promises.customer_not_asked"
    );
    assert_eq!(code(&promise, shift(true, "2026-11-18 11:00"), "2026-11-18 11:56"), "promises.past");
    run(&mut promise, shift(true, "2026-11-18 15:00"), "2026-11-18 11:56");
    assert_eq!((promise.due(), promise.moved()), (Some(at("2026-11-18 15:00")), 1));
    assert_eq!(promise.next_wake(&PromisePolicy::default()), Some(at("2026-11-18 14:30")));
    assert_eq!(code(&promise, shift(true, "2026-11-18 18:00"), "2026-11-18 15:01"), "promises.broken");
}

#[test]
fn a_promise_is_withdrawn_with_a_reason_and_not_after_it_is_broken() {
    let mut promise = call_back();
    let withdraw = |reason: &str| PromiseCommand::Withdraw { reason: reason.to_owned() };
    let why = promise.decide(&withdraw(" "), &PromisePolicy::default(), at(MADE)).unwrap_err();
    assert_eq!((why.kind, why.fields[0].field.as_str()), (RefusalKind::Invalid, "reason"));
    assert_eq!(code(&promise, withdraw("客户不再需要"), "2026-11-18 12:01"), "promises.broken");
    run(&mut promise, withdraw("客户不再需要"), "2026-11-18 11:00");
    assert!(!promise.is_open());
    assert_eq!(code(&promise, withdraw("再次"), "2026-11-18 11:01"), "promises.withdrawn");
}

#[test]
fn no_promise_is_made_without_a_time_that_lies_ahead() {
    let make = |kind, due| Promise::make(kind, "回电", OWNER, due, at(MADE)).map_err(|why| why.code);
    assert_eq!(make(PromiseKind::CallBack, None).unwrap_err(), "promises.no_time");
    assert_eq!(make(PromiseKind::CallBack, Some(at(MADE))).unwrap_err(), "promises.past");
    assert!(Promise::make(PromiseKind::CallBack, "", OWNER, Some(at(DUE)), at(MADE)).is_err());
}

#[test]
fn a_notice_of_recovery_waits_for_the_recovery_and_is_not_forgotten() {
    let made = Promise::make(PromiseKind::RecoveryNotice, "系统恢复后通知", OWNER, None, at(MADE)).unwrap();
    let mut promise = Promise::made(&made, at(MADE)).unwrap();
    let policy = PromisePolicy::default();
    assert_eq!(promise.next_wake(&policy), Some(at("2026-11-19 10:00")));
    assert_eq!(
        run(&mut promise, PromiseCommand::Tick, "2026-11-19 10:00"),
        [PromiseEvent::Reminded { count: 1 }]
    );
    assert_eq!(promise.next_wake(&policy), Some(at("2026-11-20 10:00")), "looked at day by day");
    assert_eq!(
        code(&promise, fulfil(EvidenceKind::MessageSent, "2026-11-19 10:01"), "2026-11-19 10:02"),
        "promises.awaiting"
    );
    run(&mut promise, PromiseCommand::NowDue { due: at("2026-11-19 13:00") }, "2026-11-19 12:00");
    assert_eq!(promise.due(), Some(at("2026-11-19 13:00")));
    run(&mut promise, fulfil(EvidenceKind::MessageSent, "2026-11-19 12:30"), "2026-11-19 12:30");
    assert!(matches!(promise.state(), PromiseState::Kept { .. }));
}

#[test]
fn a_promise_goes_to_another_owner_as_long_as_it_is_open() {
    let mut promise = call_back();
    let team = Owner::Team(TeamId::from_u128(2));
    assert!(run(&mut promise, PromiseCommand::Reassign { owner: OWNER }, MADE).is_empty());
    run(&mut promise, PromiseCommand::Reassign { owner: team }, MADE);
    assert_eq!(promise.owner(), team);
    run(&mut promise, fulfil(EvidenceKind::CallMade, MADE), MADE);
    assert_eq!(code(&promise, PromiseCommand::Reassign { owner: OWNER }, MADE), "promises.kept");
}

#[test]
fn the_default_times_are_those_of_the_flows() {
    use clock::Target;
    for (kind, target) in [
        (PromiseKind::CallBack, Target::hours(2)),
        (PromiseKind::ComplaintAnswer, Target::hours(24)),
        (PromiseKind::SuggestionReply, Target::working_days(1)),
        (PromiseKind::FirstReply, Target::hours(24)),
        (PromiseKind::TransferCallBack, Target::hours(2)),
        (PromiseKind::RecoveryNotice, Target::hours(1)),
    ] {
        assert_eq!(kind.default_target(), target);
    }
}

fn command() -> impl Strategy<Value = (u64, u8)> {
    (0u64..100, 0u8..9)
}

fn of(choice: u8, now: Timestamp, seen: &Evidence) -> PromiseCommand {
    let happened = |kind| Evidence { kind, subject: format!("contact:{now}"), at: now };
    match choice {
        0 => PromiseCommand::Fulfil { evidence: happened(EvidenceKind::CallMade) },
        1 => PromiseCommand::Fulfil { evidence: happened(EvidenceKind::CallTried) },
        2 => PromiseCommand::Fulfil { evidence: seen.clone() },
        3 => PromiseCommand::Move {
            due: now.plus(Duration::from_secs(3_600)),
            customer_agreed: true,
            why: "客户同意".to_owned(),
        },
        4 => PromiseCommand::Withdraw { reason: "不再需要".to_owned() },
        5 => PromiseCommand::Reassign { owner: Owner::Team(TeamId::from_u128(7)) },
        6 => PromiseCommand::NowDue { due: now.plus(Duration::from_secs(60)) },
        _ => PromiseCommand::Tick,
    }
}

proptest! {
    #[test]
    fn whatever_happens_an_open_promise_has_an_owner_and_a_clock_or_has_been_escalated_to_the_end(
        steps in prop::collection::vec(command(), 0..40),
    ) {
        let policy = PromisePolicy::default();
        let mut promise = call_back();
        let mut now = at(MADE);
        let seen = evidence(EvidenceKind::CallMade, MADE);
        let (mut broken, mut ended) = (0, 0);
        for (minutes, choice) in steps {
            now = now.plus(Duration::from_secs(minutes * 60));
            let command = of(choice, now, &seen);
            let Ok(events) = promise.decide(&command, &policy, now) else { continue };
            for event in &events {
                promise.apply(event, now);
                broken += u32::from(*event == PromiseEvent::Broken);
                ended += u32::from(matches!(event, PromiseEvent::Kept { .. } | PromiseEvent::Withdrawn { .. }));
            }
            if choice > 6 {
                prop_assert!(promise.decide(&PromiseCommand::Tick, &policy, now).unwrap().is_empty());
                prop_assert!(promise.next_wake(&policy).is_none_or(|wake| wake > now));
            }
            let to_the_end = promise.escalated() as usize == policy.escalate_after_s.len();
            prop_assert!(!promise.is_open() || promise.next_wake(&policy).is_some() || to_the_end);
            let json = serde_json::to_string(&promise).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Promise>(&json).unwrap(), &promise);
        }
        prop_assert!(broken <= 1 && ended <= 1, "broken once, ended once");
    }
}
