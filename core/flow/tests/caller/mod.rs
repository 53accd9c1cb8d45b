//! A caller inside a flow, to tell scenarios with: time in seconds, prompts named by a piece of their text.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use flow::{Caller, Command, Flow, FlowRun, HangupReason, Input, PromptPart};
use kernel::Timestamp;

pub fn at(second: i64) -> Timestamp {
    Timestamp::from_secs(1_800_000_000 + second)
}

pub struct Call {
    pub run: FlowRun,
    pub second: i64,
    pub last: Vec<Command>,
}

impl Call {
    pub fn to(flow: Flow) -> Self {
        Self::from(flow, Caller { number: Some("13800000000".into()), ..Caller::default() })
    }

    pub fn from(flow: Flow, caller: Caller) -> Self {
        let mut last = Vec::new();
        let run = FlowRun::start(Arc::new(flow), caller, at(0), &mut last);
        Self { run, second: 0, last }
    }

    pub fn tell(&mut self, input: Input) -> &[Command] {
        self.last.clear();
        self.run.handle(input, at(self.second), &mut self.last);
        &self.last
    }

    /// The prompt playing is heard to its end.
    pub fn hear(&mut self) -> &[Command] {
        let play = self.playing().expect("something is playing");
        self.tell(Input::PromptFinished { play })
    }

    fn playing(&self) -> Option<u32> {
        self.last.iter().rev().find_map(|command| match command {
            Command::Play { play, .. } => Some(*play),
            _ => None,
        })
    }

    pub fn press(&mut self, keys: &str) {
        for digit in keys.chars() {
            self.tell(Input::Digit { digit });
        }
    }

    /// Waits until the flow wants to be woken, and wakes it.
    pub fn wait(&mut self) {
        let wake = self.run.next_wake().expect("the flow waits for a time");
        self.second = (wake.micros() - at(0).micros()) / 1_000_000;
        self.tell(Input::Tick);
    }

    /// Hears the question and stays silent.
    pub fn stay_silent(&mut self) {
        self.hear();
        self.wait();
    }

    pub fn node(&self) -> &str {
        &self.run.node().0
    }

    /// The English text being played.
    pub fn said(&self) -> String {
        let parts = self.last.iter().rev().find_map(|command| match command {
            Command::Play { parts, .. } => Some(parts),
            _ => None,
        });
        let text = |part: &PromptPart| match part {
            PromptPart::Text(text) => text.en.clone(),
            other => format!("{other:?}"),
        };
        parts.map(|parts| parts.iter().map(text).collect::<Vec<_>>().join(" ")).unwrap_or_default()
    }

    pub fn hung_up(&self) -> Option<HangupReason> {
        self.last.iter().find_map(|command| match command {
            Command::Hangup { reason } => Some(*reason),
            _ => None,
        })
    }

    pub fn enqueued(&self) -> Option<String> {
        self.last.iter().find_map(|command| match command {
            Command::Enqueue { queue, .. } => Some(queue.clone()),
            _ => None,
        })
    }
}
