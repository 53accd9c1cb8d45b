//! Any input at any time: the run never fails, always waits for something that can come, and ends with the caller.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::time::Duration;

use flow::{Caller, Command, Flow, FlowRun, Input, QueueExit, default_flow, survey_flow};
use kernel::{Text, Timestamp};
use proptest::prelude::*;

fn input() -> impl Strategy<Value = Input> {
    let digit = prop_oneof![
        8 => prop::sample::select(vec!['0', '1', '2', '3', '4', '5', '9', '*', '#']),
        1 => any::<char>(),
    ];
    prop_oneof![
        6 => digit.prop_map(|digit| Input::Digit { digit }),
        6 => (0u32..12).prop_map(|play| Input::PromptFinished { play }),
        4 => Just(Input::Tick),
        2 => any::<bool>().prop_map(|open| Input::HoursAnswered { open }),
        1 => any::<bool>().prop_map(|there| Input::OrderAnswered { status: there.then(|| Text::new("到", "here")) }),
        1 => (any::<u32>(), any::<Option<u32>>()).prop_map(|(position, wait)| Input::QueueUpdate {
            position,
            expected_wait: wait.map(|wait| Duration::from_secs(wait.into())),
        }),
        1 => Just(Input::CallbackOffered),
        1 => Just(Input::QueueLeft { why: QueueExit::Message }),
        1 => Just(Input::Answered),
        1 => Just(Input::HandedBack),
        1 => Just(Input::TransferFailed),
        1 => Just(Input::VoicemailDone),
    ]
}

fn flows() -> impl Strategy<Value = Flow> {
    let odd = r#"{"name": {"zh": "", "en": ""}, "start": "a", "nodes": {
        "a": {"do": "menu", "prompts": [], "keys": {"1": "b", "2": "c", "3": "nowhere"}, "repeats": 0, "timeout_s": 0,
              "on_fail": "a"},
        "b": {"do": "collect", "prompts": [], "variable": "", "min": 0, "max": 0, "next": "d", "on_fail": "a"},
        "c": {"do": "queue", "queue": "", "max_wait_s": 0, "announce": {"every_s": 0, "prompts": []}, "overflow": "a"},
        "d": {"do": "transfer", "to": {"number": ""}, "on_fail": "c"}}}"#;
    prop::sample::select(vec![default_flow(), survey_flow(), Flow::parse(odd).unwrap()])
}

/// Commands that ask for something which answers by itself.
fn answers_by_itself(command: &Command) -> bool {
    matches!(command, Command::Enqueue { .. })
}

proptest! {
    #[test]
    fn any_sequence_of_inputs_is_taken(
        flow in flows(),
        number in any::<Option<String>>(),
        inputs in prop::collection::vec((input(), 0u64..20_000), 0..60),
    ) {
        let mut now = Timestamp::from_secs(1_800_000_000);
        let mut out = Vec::new();
        let mut run = FlowRun::start(Arc::new(flow), Caller { number, ..Caller::default() }, now, &mut out);
        let mut hang_ups = 0;
        for (input, millis) in inputs {
            now = now.plus(Duration::from_millis(millis));
            let over = run.is_over();
            out.clear();
            run.handle(input, now, &mut out);
            prop_assert!(!over || out.is_empty(), "nothing comes after the end");
            hang_ups += out.iter().filter(|command| matches!(command, Command::Hangup { .. })).count();
            let waits = run.is_over() || run.is_talking() || run.is_queued() || run.next_wake().is_some();
            prop_assert!(waits, "a state that waits for a time names it: {:?}", run.node());
        }
        out.clear();
        run.handle(Input::CallerHungUp, now, &mut out);
        prop_assert!(run.is_over());
        prop_assert_eq!(run.next_wake(), None);
        prop_assert!(hang_ups <= 1);
    }

    /// A caller who never does anything gets to an end, or into a queue or conversation, in bounded steps.
    #[test]
    fn a_silent_caller_gets_to_an_end(flow in flows(), open in any::<bool>(), number in any::<Option<u64>>()) {
        let mut now = Timestamp::from_secs(1_800_000_000);
        let caller = Caller { number: number.map(|number| number.to_string()), ..Caller::default() };
        let mut out = Vec::new();
        let mut run = FlowRun::start(Arc::new(flow), caller, now, &mut out);
        let mut steps = 0;
        while let Some(wake) = run.next_wake() {
            if out.iter().any(answers_by_itself) {
                break;
            }
            out.clear();
            now = now.max(wake);
            let input = if steps % 2 == 0 { Input::HoursAnswered { open } } else { Input::Tick };
            run.handle(input, now, &mut out);
            steps += 1;
            prop_assert!(steps < 5_000);
        }
    }
}
