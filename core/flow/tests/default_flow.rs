//! The default flow, as a caller meets it.

mod caller;

use std::time::Duration;

use caller::{Call, at};
use flow::{Caller, Command, HangupReason, Input, Known, Question, QueueExit, default_flow, survey_flow};
use kernel::Text;

fn at_menu() -> Call {
    let mut call = Call::to(default_flow());
    call.hear();
    call
}

/// A caller in the queue of key 0.
fn in_queue() -> Call {
    let mut call = at_menu();
    call.press("0");
    call.tell(Input::HoursAnswered { open: true });
    call.hear();
    call
}

#[test]
fn the_built_in_flows_are_valid() {
    assert_eq!(default_flow().validate(&Known::default()), Ok(()));
    assert_eq!(survey_flow().validate(&Known::default()), Ok(()));
}

#[test]
fn zero_leads_to_a_person_within_hours() {
    let mut call = at_menu();
    call.press("0");
    assert_eq!(call.last.last(), Some(&Command::Ask(Question::Hours { calendar: "business".into() })));
    call.tell(Input::HoursAnswered { open: true });
    assert_eq!(call.enqueued().as_deref(), Some("orders"), "the search for an agent begins at once");
    assert!(!call.said().is_empty(), "and the caller hears what happens meanwhile");
    call.hear();
    assert!(matches!(call.last.last(), Some(Command::StartMusic { .. })));
}

#[test]
fn two_and_three_lead_to_their_queues() {
    for (key, queue) in [("2", "after_sales"), ("3", "complaints")] {
        let mut call = at_menu();
        call.press(key);
        call.tell(Input::HoursAnswered { open: true });
        assert_eq!(call.enqueued().as_deref(), Some(queue));
    }
}

#[test]
fn one_tells_the_status_of_an_order_and_returns_to_the_menu() {
    let mut call = at_menu();
    call.press("1");
    call.press("20261122#");
    assert_eq!(call.last.last(), Some(&Command::Ask(Question::Order { number: "20261122".into() })));
    call.tell(Input::OrderAnswered { status: Some(Text::new("已发货", "shipped")) });
    assert_eq!(call.said(), "The status of your order: shipped.");
    call.hear();
    call.press("1");
    assert_eq!(call.node(), "main_menu");
}

#[test]
fn an_unknown_order_can_go_on_to_a_person() {
    let mut call = at_menu();
    call.press("19999#");
    assert_eq!(call.node(), "order_lookup");
    call.tell(Input::OrderAnswered { status: None });
    assert_eq!(call.said(), "We could not find that order.");
    call.hear();
    call.press("0");
    assert_eq!(call.node(), "hours_person");
}

#[test]
fn a_key_pressed_during_the_question_interrupts_it() {
    let mut call = at_menu();
    call.press("0");
    assert_eq!(call.last[0], Command::StopPlaying);
}

#[test]
fn the_end_of_an_interrupted_prompt_is_ignored() {
    let mut call = at_menu();
    call.press("9");
    let before = call.run.clone();
    call.tell(Input::PromptFinished { play: 2 });
    assert_eq!(call.run, before, "playing 2 was interrupted, 3 is playing");
}

#[test]
fn wrong_input_is_asked_twice_more_and_then_a_person_answers() {
    let mut call = at_menu();
    call.press("7");
    assert!(call.said().starts_with("Sorry, that was no valid input. For order enquiries"));
    call.press("8");
    call.press("9");
    assert_eq!(call.node(), "hours_person");
}

#[test]
fn missing_input_is_asked_twice_more_and_then_a_person_answers() {
    let mut call = at_menu();
    call.stay_silent();
    call.stay_silent();
    assert_eq!(call.node(), "main_menu");
    call.stay_silent();
    assert_eq!(call.node(), "hours_person");
}

#[test]
fn a_silent_caller_is_waited_for_five_seconds_after_the_question() {
    let mut call = at_menu();
    call.second = 7;
    call.hear();
    assert_eq!(call.run.next_wake(), Some(at(12)));
    call.second = 11;
    assert_eq!(call.tell(Input::Tick), []);
}

#[test]
fn digits_that_stop_coming_are_taken_when_there_are_enough() {
    let mut call = at_menu();
    call.press("1");
    call.press("12345");
    call.wait();
    assert_eq!(call.node(), "order_lookup");
    assert_eq!(call.run.variable("order_number").unwrap().en, "12345");
}

#[test]
fn too_few_digits_are_asked_again() {
    let mut call = at_menu();
    call.press("1");
    call.press("12#");
    assert!(call.said().starts_with("Sorry, that was no complete order number."));
}

#[test]
fn out_of_hours_a_message_can_be_left() {
    let mut call = at_menu();
    call.press("0");
    call.tell(Input::HoursAnswered { open: false });
    assert!(call.said().starts_with("Our agents are here from 9 to 18"));
    call.press("1");
    call.hear();
    assert_eq!(call.last, [Command::RecordVoicemail { max: Duration::from_secs(120) }]);
    call.press("#");
    assert_eq!(call.last, [Command::StopRecording]);
    call.tell(Input::VoicemailDone);
    call.hear();
    assert_eq!(call.hung_up(), Some(HangupReason::Completed));
}

#[test]
fn out_of_hours_a_call_back_can_be_asked_for_on_the_own_number() {
    let mut call = at_menu();
    call.press("2");
    call.tell(Input::HoursAnswered { open: false });
    call.press("2");
    assert_eq!(call.said(), "To be called back on 13800000000 press 1, for another number press 2.");
    call.press("1");
    assert!(call.last.contains(&Command::RequestCallback { number: "13800000000".into() }));
}

#[test]
fn a_call_back_can_go_to_another_number() {
    let mut call = at_menu();
    call.press("2");
    call.tell(Input::HoursAnswered { open: false });
    call.press("22");
    call.press("02155550100#");
    assert!(call.last.contains(&Command::RequestCallback { number: "02155550100".into() }));
}

#[test]
fn a_caller_without_number_is_asked_for_one() {
    let mut call = Call::from(default_flow(), Caller::default());
    call.hear();
    call.press("2");
    call.tell(Input::HoursAnswered { open: false });
    call.press("2");
    assert_eq!(call.said(), "Please enter the number, then press hash.");
}

#[test]
fn a_calendar_that_does_not_answer_counts_as_open() {
    let mut call = at_menu();
    call.press("0");
    call.wait();
    assert_eq!(call.node(), "person");
}

#[test]
fn position_and_wait_are_announced_and_the_music_comes_back() {
    let mut call = in_queue();
    call.tell(Input::QueueUpdate { position: 3, expected_wait: Some(Duration::from_secs(61)) });
    call.wait();
    assert_eq!(call.second, 30);
    assert!(call.said().starts_with("You are number 3 in line, the expected wait is 2 minutes."));
    call.hear();
    assert!(matches!(call.last[..], [Command::StartMusic { .. }]));
    call.wait();
    assert_eq!(call.second, 60);
}

#[test]
fn nothing_is_announced_that_is_not_known() {
    let mut call = in_queue();
    call.wait();
    assert_eq!(call.last, []);
}

#[test]
fn one_in_the_queue_leads_to_a_call_back() {
    let mut call = in_queue();
    call.press("5");
    assert_eq!(call.last, [], "other keys do nothing there");
    call.press("1");
    assert_eq!(call.last[..2], [Command::StopMusic, Command::LeaveQueue]);
    assert_eq!(call.node(), "call_back");
}

#[test]
fn an_overflow_to_voicemail_takes_a_message() {
    let mut call = in_queue();
    call.tell(Input::QueueLeft { why: QueueExit::Voicemail });
    assert_eq!(call.node(), "message");
    assert!(!call.last.contains(&Command::LeaveQueue), "the queue has let go already");
}

#[allow(clippy::unwrap_used)]
fn in_a_queue_without_more() -> Call {
    let text = r#"{"name": {"zh": "甲", "en": "a"}, "language": "en", "start": "a", "nodes": {"a": {"do": "queue", "queue": "q"}}}"#;
    Call::to(flow::Flow::parse(text).unwrap())
}

#[test]
fn an_overflow_for_which_the_flow_names_nothing_is_told_before_the_end() {
    for why in [QueueExit::Message, QueueExit::Unavailable] {
        let mut call = in_a_queue_without_more();
        call.tell(Input::QueueLeft { why });
        assert!(call.said().ends_with("Please call again later."), "{}", call.said());
        assert_eq!(call.hung_up(), None);
        call.hear();
        assert_eq!(call.hung_up(), Some(HangupReason::QueueUnavailable));
    }
}

#[test]
fn an_overflow_to_voicemail_takes_a_message_also_where_the_flow_has_no_node_for_it() {
    let mut call = in_a_queue_without_more();
    call.tell(Input::QueueLeft { why: QueueExit::Voicemail });
    call.hear();
    assert_eq!(call.last, [Command::RecordVoicemail { max: Duration::from_secs(120) }]);
    call.press("#");
    call.tell(Input::VoicemailDone);
    assert_eq!(call.hung_up(), Some(HangupReason::Completed));
}

#[test]
fn an_agent_answers_and_hands_over_to_the_survey() {
    let mut call = in_queue();
    call.tell(Input::Answered);
    assert_eq!(call.last, [Command::StopMusic]);
    assert_eq!(call.run.next_wake(), None);
    call.press("3");
    assert_eq!(call.last, [], "keys during the conversation are not the flow's");
    call.tell(Input::HandedBack);
    assert_eq!(call.node(), "survey");
    call.press("6");
    call.press("4");
    assert!(call.last.contains(&Command::Scored { score: 4 }));
    call.hear();
    assert_eq!(call.hung_up(), Some(HangupReason::Completed));
}

#[test]
fn a_survey_is_asked_again_once_and_then_ends() {
    let mut call = Call::to(survey_flow());
    call.stay_silent();
    assert_eq!(call.hung_up(), None);
    call.stay_silent();
    assert_eq!(call.hung_up(), Some(HangupReason::Completed));
}

#[test]
fn a_caller_who_hangs_up_in_the_queue_leaves_it() {
    let mut call = in_queue();
    assert_eq!(call.tell(Input::CallerHungUp), [Command::LeaveQueue]);
    assert!(call.run.is_over());
    assert_eq!(call.run.next_wake(), None);
    call.press("1");
    assert_eq!(call.last, []);
}

#[test]
fn each_node_is_traced_with_the_reason() {
    let call = at_menu();
    let steps: Vec<(&str, &str)> = call
        .last
        .iter()
        .filter_map(|command| match command {
            Command::Step(step) => Some((step.node.0.as_str(), step.why.en.as_str())),
            _ => None,
        })
        .collect();
    assert_eq!(steps, [("main_menu", "the prompt was heard")]);
}

#[test]
fn a_run_survives_json() {
    let call = in_queue();
    let json = serde_json::to_string(&call.run).unwrap();
    assert_eq!(serde_json::from_str::<flow::FlowRun>(&json).unwrap(), call.run);
}

#[test]
fn a_key_pressed_during_the_greeting_counts_at_the_menu() {
    let mut call = Call::to(default_flow());
    call.press("2");
    assert_eq!(call.last[0], Command::StopPlaying);
    assert_eq!(call.node(), "hours_after_sales");
}
