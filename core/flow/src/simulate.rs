//! Tries a flow out with simulated keys, before it is published.

use std::sync::Arc;
use std::time::Duration;

use kernel::{Text, Timestamp};
use serde::{Deserialize, Serialize};

use crate::exchange::{Caller, Command, Input, Question};
use crate::flow::Flow;
use crate::run::FlowRun;

/// The world around the simulated caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Surroundings {
    /// Whether calendars are open.
    pub open: bool,
    /// Status of every order; none: no order is found.
    pub order_status: Option<Text>,
    /// Whether an agent answers; otherwise the caller waits until the flow has something else.
    pub answered: bool,
}

impl Default for Surroundings {
    fn default() -> Self {
        Self { open: true, order_status: None, answered: true }
    }
}

/// Something that happened in a try-out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum TraceEntry {
    /// What the caller or the world did.
    Input {
        /// When, from the start.
        #[serde(with = "crate::seconds", rename = "at_s")]
        at: Duration,
        /// What.
        of: Input,
    },
    /// What the flow did.
    Command {
        /// When, from the start.
        #[serde(with = "crate::seconds", rename = "at_s")]
        at: Duration,
        /// What.
        of: Command,
    },
}

/// The most entries that a try-out returns.
const MAX_TRACE: usize = 2_000;
/// A simulated prompt lasts so long.
const PROMPT: Duration = Duration::from_secs(3);

/// Runs a flow for a caller who presses `keys`, one whenever keys are waited for (a space stands for silence), on a
/// simulated clock; ends when the flow ends, an agent has answered, or nothing more can happen.
pub fn simulate(flow: &Flow, caller: Caller, keys: &str, surroundings: &Surroundings) -> Vec<TraceEntry> {
    let start = Timestamp::from_secs(0);
    let mut trial = Trial { now: start, trace: Vec::new(), out: Vec::new() };
    let mut run = FlowRun::start(Arc::new(flow.clone()), caller, start, &mut trial.out);
    let mut keys = keys.chars().peekable();
    loop {
        let next = trial.react(surroundings);
        if run.is_over() || trial.trace.len() >= MAX_TRACE {
            return trial.trace;
        }
        let typing = run.wants_keys() || run.is_queued();
        let free = !matches!(next, Reaction::Answer(_));
        let key = keys.next_if(|key| free && typing && *key != ' ').map(|digit| Input::Digit { digit });
        let input = match (next, key) {
            (Reaction::Answer(input), _) | (_, Some(input)) => input,
            (Reaction::Heard(play), None) => {
                trial.now = trial.now.plus(PROMPT);
                Input::PromptFinished { play }
            }
            (Reaction::Nothing, None) => {
                keys.next_if_eq(&' ');
                let Some(wake) = run.next_wake() else { return trial.trace };
                trial.now = trial.now.max(wake);
                Input::Tick
            }
        };
        let at = trial.now.since(start);
        trial.trace.push(TraceEntry::Input { at, of: input.clone() });
        run.handle(input, trial.now, &mut trial.out);
    }
}

/// What the world does about the commands just given.
enum Reaction {
    Answer(Input),
    Heard(u32),
    Nothing,
}

struct Trial {
    now: Timestamp,
    trace: Vec<TraceEntry>,
    out: Vec<Command>,
}

impl Trial {
    fn react(&mut self, surroundings: &Surroundings) -> Reaction {
        let at = self.now.since(Timestamp::from_secs(0));
        let mut reaction = Reaction::Nothing;
        for command in self.out.drain(..) {
            reaction = match &command {
                Command::Ask(Question::Hours { .. }) => {
                    Reaction::Answer(Input::HoursAnswered { open: surroundings.open })
                }
                Command::Ask(Question::Order { .. }) => {
                    Reaction::Answer(Input::OrderAnswered { status: surroundings.order_status.clone() })
                }
                Command::Enqueue { .. } | Command::Transfer { .. } if surroundings.answered => {
                    Reaction::Answer(Input::Answered)
                }
                Command::RecordVoicemail { .. } => Reaction::Answer(Input::VoicemailDone),
                Command::Play { play, .. } => Reaction::Heard(*play),
                _ => reaction,
            };
            self.trace.push(TraceEntry::Command { at, of: command });
        }
        reaction
    }
}
