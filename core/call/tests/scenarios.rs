//! One call told step by step: what happens, and what is ordered then.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;
use std::time::Duration;

use call::{
    Apology, CallFacts, CallMachine, CallerEvent, Command, DeskAction, DeviceEvent, Input, Offer,
    OverflowStep, Stage,
};
use contact::{AgentRef, ContactEvent, EndedBy, OfferEnd, Outcome};
use kernel::{AgentId, OfferId, QueueId, RecordingId, Text, Timestamp};

fn at(second: i64) -> Timestamp {
    Timestamp::from_secs(1_800_000_000 + second)
}

fn agent(n: u128) -> AgentRef {
    AgentRef { id: AgentId::from_u128(n), staff_number: format!("100{n}"), name: format!("坐席{n}") }
}

fn offer(n: u128) -> Offer {
    Offer {
        offer: OfferId::from_u128(n),
        queue: QueueId::from_u128(1),
        agent: agent(n),
        until: at(100),
        why: Text::default(),
        decision: serde_json::Value::Null,
    }
}

struct Call {
    machine: CallMachine,
    second: i64,
    last: Vec<Command>,
    story: Vec<ContactEvent>,
}

impl Call {
    fn arrives() -> Self {
        Self::between(None)
    }

    /// A call of agent 8 to a colleague.
    fn to_colleague() -> Self {
        Self::between(Some(agent(1)))
    }

    fn between(colleague: Option<AgentRef>) -> Self {
        let facts = CallFacts {
            colleague,
            flow: Arc::new(flow::default_flow()),
            caller: flow::Caller { number: Some("13800138000".into()), ..flow::Caller::default() },
            agent_return: Duration::from_secs(20),
            caller_silence: Duration::from_secs(60),
        };
        Self { machine: CallMachine::new(facts), second: 0, last: Vec::new(), story: Vec::new() }
    }

    fn tell(&mut self, input: Input) -> &mut Self {
        self.last = self.machine.handle(input, at(self.second));
        let told = self.last.iter().filter_map(|command| match command {
            Command::Record(event) => Some(event.clone()),
            _ => None,
        });
        self.story.extend(told);
        self
    }

    fn later(&mut self, seconds: i64) -> &mut Self {
        self.second += seconds;
        self
    }

    fn in_menu() -> Self {
        let mut call = Self::arrives();
        call.tell(Input::Stored).tell(Input::CallerConnected);
        call
    }

    fn in_queue() -> Self {
        let mut call = Self::in_menu();
        call.tell(Input::Key('0')).tell(Input::HoursAnswered { open: true });
        call
    }

    fn ringing() -> Self {
        let mut call = Self::in_queue();
        call.tell(Input::Offered(offer(1))).tell(Input::Agent(DeviceEvent::Ringing));
        call
    }

    fn talking() -> Self {
        let mut call = Self::ringing();
        call.tell(Input::Agent(DeviceEvent::Answered)).accepted(1);
        call
    }

    fn accepted(&mut self, n: u128) -> &mut Self {
        let why = "accepted".to_owned();
        self.tell(Input::OfferEnded { offer: OfferId::from_u128(n), end: OfferEnd::Accepted, why })
    }

    fn ordered(&self, wanted: &Command) -> bool {
        self.last.contains(wanted)
    }

    fn end(&self) -> Option<(EndedBy, &str, Outcome)> {
        self.story.iter().find_map(|event| match event {
            ContactEvent::Ended { ended_by, reason, outcome } => Some((*ended_by, reason.as_str(), *outcome)),
            _ => None,
        })
    }
}

#[test]
fn the_caller_is_answered_only_when_the_contact_is_stored() {
    let mut call = Call::arrives();
    assert!(call.tell(Input::Stored).ordered(&Command::AnswerCaller));
    call.tell(Input::CallerConnected);
    assert!(matches!(call.last.last(), Some(Command::Play { .. })), "the menu begins");
}

#[test]
fn when_the_store_is_down_the_caller_hears_an_apology_and_is_released() {
    let mut call = Call::arrives();
    call.tell(Input::NotStored).tell(Input::CallerConnected);
    assert!(matches!(call.last[..], [Command::PlayApology(Apology::OutOfOrder, _)]));
    call.tell(Input::Played { play: 0 });
    assert!(matches!(&call.last[0], Command::HangUpCaller { why } if why == "out_of_order"));
    assert_eq!(call.end(), Some((EndedBy::System, "out_of_order", Outcome::Failed)));
    assert!(call.machine.is_over());
}

#[test]
fn a_caller_who_leaves_the_menu_served_himself() {
    let mut call = Call::in_menu();
    call.tell(Input::Caller(CallerEvent::HungUp));
    assert_eq!(call.end(), Some((EndedBy::Customer, "caller_hung_up", Outcome::SelfService)));
    assert_eq!(call.last.last(), Some(&Command::Finish));
}

#[test]
fn key_0_enters_the_queue_at_once() {
    let call = Call::in_queue();
    assert!(
        matches!(&call.last[..], [.., Command::Enqueue { queue, .. }, Command::Play { .. }] if queue == "orders")
    );
    assert_eq!(call.machine.stage(), &Stage::Waiting);
}

#[test]
fn a_caller_who_leaves_the_queue_abandoned_and_leaves_the_router() {
    let mut call = Call::in_queue();
    call.tell(Input::Caller(CallerEvent::HungUp));
    assert!(call.ordered(&Command::LeaveRouter));
    assert_eq!(call.end().unwrap().2, Outcome::Abandoned);
}

#[test]
fn a_caller_who_leaves_while_it_rings_stops_the_ringing() {
    let mut call = Call::ringing();
    call.tell(Input::Caller(CallerEvent::HungUp));
    assert!(call.ordered(&Command::DropAgent { why: "caller_left" }));
    assert!(call.ordered(&Command::LeaveRouter));
    let withdrawn =
        |event: &ContactEvent| matches!(event, ContactEvent::OfferEnded { end: OfferEnd::Withdrawn, .. });
    assert!(call.story.iter().any(withdrawn));
    assert_eq!(call.end().unwrap().2, Outcome::Abandoned);
}

#[test]
fn an_answer_is_accepted_at_the_router_before_anyone_is_connected() {
    let mut call = Call::ringing();
    call.tell(Input::Agent(DeviceEvent::Answered));
    assert!(call.ordered(&Command::AcceptOffer { offer: OfferId::from_u128(1), agent: agent(1) }));
    assert!(!call.ordered(&Command::Bridge));
    call.accepted(1);
    assert!(call.ordered(&Command::Bridge) && call.ordered(&Command::StartRecording));
}

#[test]
fn a_device_that_answers_without_ringing_has_rung_for_no_time() {
    let mut call = Call::in_queue();
    call.tell(Input::Offered(offer(1))).tell(Input::Agent(DeviceEvent::Answered));
    assert_eq!(call.story.iter().filter(|event| matches!(event, ContactEvent::Ringing { .. })).count(), 1);
}

#[test]
fn a_device_that_says_no_declines_the_offer_and_the_caller_waits_on() {
    let mut call = Call::ringing();
    call.tell(Input::Agent(DeviceEvent::Failed { code: 486 }));
    assert!(call.ordered(&Command::RefuseOffer { offer: OfferId::from_u128(1), agent: agent(1) }));
    call.tell(Input::OfferEnded {
        offer: OfferId::from_u128(1),
        end: OfferEnd::Refused,
        why: "busy_here".into(),
    });
    assert_eq!(call.machine.stage(), &Stage::Waiting);
    call.tell(Input::Offered(offer(2)));
    assert!(call.ordered(&Command::InviteAgent { agent: agent(2), resume: false }));
}

#[test]
fn an_offer_to_a_caller_who_just_left_is_declined() {
    let mut call = Call::in_queue();
    call.tell(Input::Caller(CallerEvent::HungUp)).tell(Input::Offered(offer(1)));
    assert!(call.ordered(&Command::RefuseOffer { offer: OfferId::from_u128(1), agent: agent(1) }));
}

#[test]
fn an_answer_that_crossed_the_withdrawal_is_let_go() {
    let mut call = Call::ringing();
    call.tell(Input::OfferEnded {
        offer: OfferId::from_u128(1),
        end: OfferEnd::Withdrawn,
        why: "redirected".into(),
    });
    call.tell(Input::Agent(DeviceEvent::Answered));
    assert!(call.ordered(&Command::DropAgent { why: "too_late" }));
}

#[test]
fn hold_and_mute_are_ordered_once_and_told_once() {
    let mut call = Call::talking();
    assert!(call.tell(Input::Desk(DeskAction::Hold)).ordered(&Command::Hold));
    assert!(call.tell(Input::Desk(DeskAction::Hold)).last.is_empty());
    assert!(call.tell(Input::Desk(DeskAction::Resume)).ordered(&Command::Resume));
    assert!(call.tell(Input::Desk(DeskAction::Mute)).ordered(&Command::Mute(true)));
    assert!(call.tell(Input::Desk(DeskAction::Unmute)).ordered(&Command::Mute(false)));
}

#[test]
fn the_customer_who_hangs_up_first_ends_the_conversation_and_the_agent_goes_on_to_the_record() {
    let mut call = Call::talking();
    call.tell(Input::Caller(CallerEvent::HungUp));
    assert_eq!(call.end(), Some((EndedBy::Customer, "caller_hung_up", Outcome::Served)));
    assert!(call.ordered(&Command::StopRecording));
    assert!(call.ordered(&Command::HandlingEnded(agent(1))));
}

#[test]
fn an_agent_who_hangs_up_first_is_noted_and_the_caller_judges() {
    let mut call = Call::talking();
    call.tell(Input::Agent(DeviceEvent::HungUp));
    assert_eq!(call.end(), Some((EndedBy::Agent, "agent_hung_up", Outcome::Served)));
    assert!(call.ordered(&Command::HandlingEnded(agent(1))));
    assert_eq!(call.machine.stage(), &Stage::Survey);
    call.tell(Input::Key('5'));
    assert!(call.story.contains(&ContactEvent::Surveyed { score: 5 }));
}

#[test]
fn leaving_the_survey_changes_nothing_about_the_end() {
    let mut call = Call::talking();
    call.tell(Input::Desk(DeskAction::ToSurvey)).tell(Input::Caller(CallerEvent::HungUp));
    assert_eq!(call.end(), Some((EndedBy::Agent, "handed_to_survey", Outcome::Served)));
    assert!(call.machine.is_over());
}

#[test]
fn an_agent_whose_page_reloads_comes_back_into_the_call() {
    let mut call = Call::talking();
    call.tell(Input::Agent(DeviceEvent::Lost { why: "disconnected".into() }));
    assert!(call.ordered(&Command::Music(None)), "the caller is not left in silence");
    call.later(5).tell(Input::AgentBack);
    assert!(call.ordered(&Command::InviteAgent { agent: agent(1), resume: true }));
    call.tell(Input::Agent(DeviceEvent::Answered));
    assert!(call.ordered(&Command::Bridge));
    assert_eq!(call.end(), None);
}

#[test]
fn an_agent_who_does_not_come_back_returns_the_caller_to_the_head_of_the_queue_with_an_apology() {
    let mut call = Call::talking();
    call.tell(Input::Agent(DeviceEvent::Lost { why: "disconnected".into() }));
    assert_eq!(call.machine.next_wake(), Some(at(20)));
    call.later(20).tell(Input::Wake);
    assert!(call.last.iter().any(|command| matches!(command, Command::PlayApology(Apology::AgentLost, _))));
    assert!(call.ordered(&Command::ReturnToQueue(agent(1))));
    call.tell(Input::Offered(offer(2))).tell(Input::Agent(DeviceEvent::Answered)).accepted(2);
    assert!(call.ordered(&Command::Bridge));
    assert!(!call.ordered(&Command::StartRecording), "the recording goes on");
}

#[test]
fn a_caller_who_gives_up_after_the_agent_was_lost_ends_the_recording_too() {
    let mut call = Call::talking();
    call.tell(Input::Agent(DeviceEvent::Lost { why: "disconnected".into() })).later(20).tell(Input::Wake);
    call.tell(Input::Caller(CallerEvent::HungUp));
    assert!(call.ordered(&Command::StopRecording));
    assert_eq!(call.end(), Some((EndedBy::Customer, "caller_hung_up", Outcome::Served)));
}

#[test]
fn a_lost_agents_caller_who_is_sent_to_voicemail_is_no_longer_recorded_as_a_conversation() {
    let mut call = Call::talking();
    call.tell(Input::Agent(DeviceEvent::Lost { why: "disconnected".into() })).later(20).tell(Input::Wake);
    call.tell(Input::Overflow(OverflowStep::Voicemail));
    assert!(call.ordered(&Command::StopRecording));
}

#[test]
fn a_caller_without_audio_is_let_go_by_the_watchdog() {
    let mut call = Call::talking();
    call.tell(Input::Caller(CallerEvent::Silent)).later(60).tell(Input::Wake);
    assert_eq!(call.end(), Some((EndedBy::System, "no_audio", Outcome::Served)));
}

#[test]
fn a_caller_whose_audio_comes_back_stays() {
    let mut call = Call::talking();
    call.tell(Input::Caller(CallerEvent::Silent)).later(30).tell(Input::Caller(CallerEvent::Flowing));
    call.later(60).tell(Input::Wake);
    assert_eq!(call.end(), None);
}

#[test]
fn overflow_to_voicemail_leaves_the_queue_by_the_flow() {
    let mut call = Call::ringing();
    call.tell(Input::Overflow(OverflowStep::Voicemail));
    assert!(call.ordered(&Command::DropAgent { why: "overflow" }));
    assert_ne!(call.machine.stage(), &Stage::Waiting);
}

#[test]
fn a_voice_message_is_the_outcome_of_a_call_without_an_agent() {
    let mut call = Call::in_menu();
    call.tell(Input::Key('0')).tell(Input::HoursAnswered { open: false }).tell(Input::Key('1'));
    let recording = RecordingId::from_u128(7);
    call.tell(Input::VoicemailDone { recording, duration_ms: 4_000 })
        .tell(Input::Caller(CallerEvent::HungUp));
    assert_eq!(call.end().unwrap().2, Outcome::Voicemail);
}

#[test]
fn a_caller_who_gives_up_before_the_answer_used_no_self_service() {
    let mut call = Call::arrives();
    call.tell(Input::Caller(CallerEvent::HungUp));
    assert_eq!(call.end(), Some((EndedBy::Customer, "caller_hung_up", Outcome::Cancelled)));
}

#[test]
fn a_call_that_we_could_not_answer_is_our_failure() {
    let mut call = Call::arrives();
    call.tell(Input::Stored).tell(Input::Caller(CallerEvent::Lost { why: "refused_488".to_owned() }));
    assert_eq!(call.end(), Some((EndedBy::System, "refused_488", Outcome::Failed)));
}

#[test]
fn a_queue_that_takes_nobody_is_our_failure_and_no_abandoning() {
    let mut call = Call::in_queue();
    call.tell(Input::QueueRefused);
    call.tell(Input::Caller(CallerEvent::HungUp));
    assert_eq!(call.end(), Some((EndedBy::Customer, "caller_hung_up", Outcome::Failed)));
}

#[test]
fn a_caller_who_leaves_out_of_hours_called_out_of_hours() {
    let mut call = Call::in_menu();
    call.tell(Input::Key('0')).tell(Input::HoursAnswered { open: false });
    call.tell(Input::Caller(CallerEvent::HungUp));
    assert_eq!(call.end(), Some((EndedBy::Customer, "caller_hung_up", Outcome::OutOfHours)));
}

#[test]
fn the_end_of_the_program_ends_every_call() {
    for mut call in [Call::in_menu(), Call::in_queue(), Call::ringing(), Call::talking()] {
        call.tell(Input::Shutdown);
        assert_eq!(call.end().unwrap().0, EndedBy::System);
        assert_eq!(call.last.last(), Some(&Command::Finish));
    }
}

#[test]
fn a_colleague_is_called_while_the_caller_hears_it_ring_and_both_are_connected_by_the_answer() {
    let mut call = Call::to_colleague();
    call.tell(Input::Stored);
    assert!(call.ordered(&Command::InviteAgent { agent: agent(1), resume: false }));
    assert!(!call.ordered(&Command::AnswerCaller), "the caller still hears it ring");
    call.tell(Input::Agent(DeviceEvent::Ringing)).tell(Input::Agent(DeviceEvent::Answered));
    assert!(call.ordered(&Command::AnswerCaller));
    call.tell(Input::CallerConnected);
    assert!(call.ordered(&Command::Bridge) && call.ordered(&Command::StartRecording));
    call.tell(Input::Agent(DeviceEvent::HungUp));
    assert!(call.ordered(&Command::Finish), "no survey among colleagues");
    assert_eq!(call.end(), Some((EndedBy::Agent, "agent_hung_up", Outcome::Served)));
}

#[test]
fn a_colleague_who_does_not_come_ends_the_call_with_the_reason_of_the_device() {
    let mut call = Call::to_colleague();
    call.tell(Input::Stored).tell(Input::Agent(DeviceEvent::Failed { code: 486 }));
    assert!(call.ordered(&Command::RefuseCaller(486)) && call.ordered(&Command::Finish));
    assert_eq!(call.end(), Some((EndedBy::System, "refused", Outcome::Failed)));
}

#[test]
fn a_colleague_may_let_it_ring_for_half_a_minute() {
    let mut call = Call::to_colleague();
    call.tell(Input::Stored).tell(Input::Agent(DeviceEvent::Ringing));
    assert_eq!(call.machine.next_wake(), Some(at(30)));
    call.later(30).tell(Input::Wake);
    assert!(call.ordered(&Command::RefuseCaller(480)));
    assert_eq!(call.end(), Some((EndedBy::System, "no_answer", Outcome::Failed)));
}

#[test]
fn the_flow_may_name_an_agent_and_goes_on_when_nobody_comes() {
    let mut call = Call::in_menu();
    call.tell(Input::TransferTo(agent(1)));
    assert!(call.ordered(&Command::InviteAgent { agent: agent(1), resume: false }));
    call.tell(Input::Agent(DeviceEvent::Failed { code: 480 }));
    assert_eq!(call.machine.stage(), &Stage::Entry);
    assert_eq!(call.end(), None, "the caller is still there");
}

#[test]
fn an_agent_named_by_the_flow_who_is_lost_hands_the_caller_to_the_survey() {
    let mut call = Call::in_menu();
    call.tell(Input::TransferTo(agent(1))).tell(Input::Agent(DeviceEvent::Answered));
    assert!(call.ordered(&Command::Bridge));
    call.tell(Input::Agent(DeviceEvent::Lost { why: "disconnected".into() })).later(20).tell(Input::Wake);
    assert_eq!(call.end(), Some((EndedBy::Agent, "agent_unreachable", Outcome::Served)));
}
