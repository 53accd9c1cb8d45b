//! Whatever happens, in whatever order: the machine decides it, ends once, and orders nothing after its end.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;
use std::time::Duration;

use call::{
    CallFacts, CallMachine, CallerEvent, Command, DeskAction, DeviceEvent, Input, Offer, OverflowStep, Stage,
};
use contact::{AgentRef, ContactEvent, OfferEnd};
use kernel::{AgentId, OfferId, QueueId, RecordingId, Text, Timestamp};
use proptest::prelude::*;

fn at(second: i64) -> Timestamp {
    Timestamp::from_secs(1_800_000_000 + second)
}

fn input() -> impl Strategy<Value = Input> {
    let device = prop_oneof![
        Just(DeviceEvent::Ringing),
        Just(DeviceEvent::Answered),
        Just(DeviceEvent::Failed { code: 486 }),
        Just(DeviceEvent::HungUp),
        Just(DeviceEvent::Lost { why: "disconnected".into() }),
    ];
    let caller = prop_oneof![
        1 => Just(CallerEvent::HungUp),
        4 => Just(CallerEvent::Silent),
        4 => Just(CallerEvent::Flowing),
    ];
    let desk = prop_oneof![
        Just(DeskAction::Hold),
        Just(DeskAction::Resume),
        Just(DeskAction::Mute),
        Just(DeskAction::Unmute),
        Just(DeskAction::HangUp),
        Just(DeskAction::ToSurvey),
    ];
    let end = prop_oneof![
        3 => Just(OfferEnd::Accepted),
        1 => Just(OfferEnd::Refused),
        1 => Just(OfferEnd::TimedOut),
        1 => Just(OfferEnd::Withdrawn),
    ];
    let overflow = prop_oneof![
        Just(OverflowStep::OfferCallback),
        Just(OverflowStep::Voicemail),
        Just(OverflowStep::EndWithMessage)
    ];
    prop_oneof![
        3 => Just(Input::Stored),
        1 => Just(Input::NotStored),
        3 => Just(Input::CallerConnected),
        6 => prop::sample::select(vec!['0', '1', '2', '5', '9', '#']).prop_map(Input::Key),
        4 => (0_u32..6).prop_map(|play| Input::Played { play }),
        4 => any::<bool>().prop_map(|open| Input::HoursAnswered { open }),
        6 => (1_u128..4).prop_map(|n| Input::Offered(offer(n))),
        6 => (1_u128..4, end).prop_map(|(n, end)| Input::OfferEnded { offer: OfferId::from_u128(n), end, why: "x".into() }),
        1 => Just(Input::Announcement { position: 1, expected_wait_s: None }),
        1 => overflow.prop_map(Input::Overflow),
        1 => Just(Input::QueueRefused),
        1 => Just(Input::TransferTo(offer(9).agent)),
        10 => device.prop_map(Input::Agent),
        3 => Just(Input::AgentBack),
        2 => caller.prop_map(Input::Caller),
        1 => Just(Input::VoicemailDone { recording: RecordingId::from_u128(1), duration_ms: 1 }),
        4 => desk.prop_map(Input::Desk),
        4 => Just(Input::Wake),
    ]
}

fn offer(n: u128) -> Offer {
    Offer {
        offer: OfferId::from_u128(n),
        queue: QueueId::from_u128(1),
        agent: AgentRef { id: AgentId::from_u128(n), staff_number: n.to_string(), name: String::new() },
        until: at(0),
        why: Text::default(),
        decision: serde_json::Value::Null,
    }
}

fn is_end(command: &Command) -> bool {
    matches!(command, Command::Record(ContactEvent::Ended { .. }))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_call_ends_once_and_balances_what_it_began(
        steps in prop::collection::vec((input(), 0_i64..30), 0..80),
        internal in prop::bool::weighted(0.2),
    ) {
        let facts = CallFacts {
            colleague: internal.then(|| offer(8).agent),
            flow: Arc::new(flow::default_flow()),
            caller: flow::Caller::default(),
            agent_return: Duration::from_secs(20),
            caller_silence: Duration::from_secs(60),
        };
        let mut machine = CallMachine::new(facts);
        let (mut now, mut all) = (0, Vec::new());
        for (input, wait) in steps {
            now += wait;
            let was_over = machine.is_over();
            let offered = matches!(input, Input::Offered(_));
            let late_answer = matches!(input, Input::Agent(DeviceEvent::Answered));
            let orders = machine.handle(input, at(now));
            if was_over && !offered && !late_answer {
                let orders: Vec<_> = orders.iter().filter(|order| !matches!(order, Command::Record(_))).collect();
                prop_assert!(orders.is_empty(), "ordered after the end: {orders:?}");
            }
            if let Stage::Talking(_) = machine.stage() {
                prop_assert!(!machine.is_over());
            }
            all.extend(orders);
        }
        all.extend(machine.handle(Input::Caller(CallerEvent::HungUp), at(now)));
        prop_assert!(machine.is_over());
        prop_assert_eq!(all.iter().filter(|order| is_end(order)).count(), 1, "the end is told once");
        prop_assert_eq!(all.iter().filter(|order| **order == Command::Finish).count(), 1);
        let started = all.iter().filter(|order| **order == Command::StartRecording).count();
        let stopped = all.iter().filter(|order| **order == Command::StopRecording).count();
        prop_assert_eq!(started, stopped, "what is recorded is ended");
        prop_assert_eq!(machine.next_wake(), None, "nothing wakes a call that is over");
    }
}
