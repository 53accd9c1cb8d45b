//! The states of a call and which rule decides each input.

use std::sync::Arc;
use std::time::Duration;

use contact::{AgentRef, ContactEvent, Outcome};
use kernel::{Lang, OfferId, Text, Timestamp};

use crate::{CallerEvent, Command, Input};

/// How long a lost agent may take to come back before the caller returns to the queue.
pub const AGENT_RETURN: Duration = Duration::from_secs(20);

/// How long a person who is called by name may let it ring.
pub const DIRECT_RING: Duration = Duration::from_secs(30);

/// What is known when the call arrives.
#[derive(Debug, Clone)]
pub struct CallFacts {
    /// Set for a call from agent to agent (HOT-15): this colleague is called, no flow and no queue has a part in it.
    pub colleague: Option<AgentRef>,
    /// The entry flow that the number leads to; a later version never touches this call (IVR-4).
    pub flow: Arc<flow::Flow>,
    /// Facts of the caller for the flow.
    pub caller: flow::Caller,
    /// How long a lost agent may take to come back.
    pub agent_return: Duration,
    /// How long a caller whose audio stopped is kept.
    pub caller_silence: Duration,
}

/// Where the call stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    /// The caller hears ring-back while the contact is being stored.
    Arriving,
    /// The store is down: the caller hears an apology and is released.
    Apologising,
    /// In the entry flow.
    Entry,
    /// In the queue.
    Waiting,
    /// In the queue, while an agent's device is called.
    Ringing(Ringing),
    /// A person is called by name: a colleague, or whom the flow names.
    Calling(Calling),
    /// With an agent.
    Talking(Talking),
    /// The agent is gone; the caller judges the service.
    Survey,
    /// Over.
    Ended,
}

/// An offer being rung.
#[derive(Debug, Clone, PartialEq)]
pub struct Ringing {
    /// The offer.
    pub offer: OfferId,
    /// The agent.
    pub agent: AgentRef,
    /// The device said that it rings.
    pub heard: bool,
}

/// Somebody being called by name.
#[derive(Debug, Clone, PartialEq)]
pub struct Calling {
    /// Whom.
    pub agent: AgentRef,
    /// The device said that it rings.
    pub heard: bool,
    /// The device answered; the caller's side is being connected.
    pub answered: bool,
    /// The end of patience.
    pub until: Timestamp,
}

/// A conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct Talking {
    /// The agent.
    pub agent: AgentRef,
    /// Caller on hold.
    pub held: bool,
    /// Agent's microphone off.
    pub muted: bool,
    /// Called by name, past the router: there is no queue to return to.
    pub by_name: bool,
    /// The agent's connection.
    pub link: Link,
}

/// The agent's connection during a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// Works.
    Up,
    /// Broken; the agent may come back until then.
    Away {
        /// The end of patience.
        until: Timestamp,
    },
    /// The agent's device is being called again.
    Returning {
        /// The end of patience.
        until: Timestamp,
    },
}

/// What has become of the conversation's recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tape {
    Off,
    Running,
}

/// One call.
#[derive(Debug, Clone)]
pub struct CallMachine {
    pub(crate) facts: CallFacts,
    pub(crate) stage: Stage,
    pub(crate) run: Option<flow::FlowRun>,
    pub(crate) tape: Tape,
    /// The caller asked for a person once.
    pub(crate) queued: bool,
    /// A person spoke with the caller.
    pub(crate) served: bool,
    /// The conversation's end has been told.
    pub(crate) ended: bool,
    /// How the call is settled if it ends without conversation.
    pub(crate) outcome: Outcome,
    /// No audio from the caller since then.
    pub(crate) silent_since: Option<Timestamp>,
    /// A voice message is being recorded.
    pub(crate) voicemail: bool,
    pub(crate) out: Vec<Command>,
}

impl CallMachine {
    /// A call that has just arrived.
    pub fn new(facts: CallFacts) -> Self {
        Self {
            facts,
            stage: Stage::Arriving,
            run: None,
            tape: Tape::Off,
            queued: false,
            served: false,
            ended: false,
            outcome: Outcome::SelfService,
            silent_since: None,
            voicemail: false,
            out: Vec::new(),
        }
    }

    /// Where the call stands.
    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// Whether everything is over.
    pub fn is_over(&self) -> bool {
        self.stage == Stage::Ended
    }

    /// When the machine wants to be woken, if nothing happens before.
    pub fn next_wake(&self) -> Option<Timestamp> {
        let own = match &self.stage {
            Stage::Talking(Talking { link: Link::Away { until } | Link::Returning { until }, .. }) => {
                Some(*until)
            }
            Stage::Calling(calling) => Some(calling.until),
            Stage::Arriving
            | Stage::Apologising
            | Stage::Entry
            | Stage::Waiting
            | Stage::Ringing(_)
            | Stage::Talking(_)
            | Stage::Survey
            | Stage::Ended => None,
        };
        let silence = self.silent_since.map(|since| since.plus(self.facts.caller_silence));
        let run = self.run.as_ref().and_then(flow::FlowRun::next_wake);
        [own, silence, run].into_iter().flatten().min()
    }

    /// Decides one input.
    pub fn handle(&mut self, input: Input, now: Timestamp) -> Vec<Command> {
        match input {
            Input::Stored => self.stored(now),
            Input::NotStored => self.not_stored(),
            Input::CallerConnected => self.caller_connected(now),
            Input::Key(digit) => self.flow_input(flow::Input::Digit { digit }, now),
            Input::Played { play } => self.played(play, now),
            Input::HoursAnswered { open } => self.hours_answered(open, now),
            Input::OrderAnswered { status } => self.flow_input(flow::Input::OrderAnswered { status }, now),
            Input::Offered(offer) => self.offered(offer),
            Input::OfferEnded { offer, end, why } => self.offer_ended(offer, end, &why, now),
            Input::Announcement { position, expected_wait_s } => {
                self.announce(position, expected_wait_s, now)
            }
            Input::Overflow(step) => self.overflow(step, now),
            Input::TransferFailed => self.flow_input(flow::Input::TransferFailed, now),
            Input::TransferTo(agent) => self.transfer_to(agent, now),
            Input::QueueRefused => self.queue_refused(now),
            Input::Agent(event) => self.agent_device(event, now),
            Input::AgentBack => self.agent_back(),
            Input::Caller(CallerEvent::HungUp) => self.caller_gone("caller_hung_up"),
            Input::Caller(CallerEvent::Lost { why }) => self.caller_lost(&why),
            Input::Caller(CallerEvent::Silent) => {
                if self.stage != Stage::Ended {
                    self.silent_since.get_or_insert(now);
                }
            }
            Input::Caller(CallerEvent::Flowing) => self.silent_since = None,
            Input::VoicemailDone { recording, duration_ms } => {
                self.voicemail_done(recording, duration_ms, now)
            }
            Input::CallbackStored { request, due_at, number } => {
                let caller = Some(number);
                self.record(ContactEvent::CallbackRequested { request, due_at, caller });
                self.outcome = Outcome::Callback;
            }
            Input::RecordingDone { recording, duration_ms, failure } => {
                self.record(ContactEvent::RecordingEnded { recording, duration_ms, failure });
            }
            Input::Desk(action) => self.desk(action, now),
            Input::Wake => self.wake(now),
            Input::Shutdown => self.shutdown(),
        }
        std::mem::take(&mut self.out)
    }

    pub(crate) fn order(&mut self, command: Command) {
        self.out.push(command);
    }

    pub(crate) fn record(&mut self, event: ContactEvent) {
        self.out.push(Command::Record(event));
    }

    fn played(&mut self, play: u32, now: Timestamp) {
        match self.stage {
            Stage::Apologising => self.release("out_of_order"),
            Stage::Arriving
            | Stage::Entry
            | Stage::Waiting
            | Stage::Ringing(_)
            | Stage::Calling(_)
            | Stage::Talking(_)
            | Stage::Survey
            | Stage::Ended => self.flow_input(flow::Input::PromptFinished { play }, now),
        }
    }

    fn wake(&mut self, now: Timestamp) {
        if self.silent_since.is_some_and(|since| now.since(since) >= self.facts.caller_silence) {
            self.silent_since = None;
            self.drop_silent_caller();
            return;
        }
        match &self.stage {
            Stage::Talking(talking) => {
                if let Link::Away { until } | Link::Returning { until } = talking.link
                    && until <= now
                {
                    self.give_agent_up(now);
                }
            }
            Stage::Calling(calling) => {
                if calling.until <= now {
                    self.nobody_came("no_answer", 480, now);
                }
            }
            Stage::Survey | Stage::Entry | Stage::Waiting | Stage::Ringing(_) => {
                self.flow_input(flow::Input::Tick, now);
            }
            Stage::Arriving | Stage::Apologising | Stage::Ended => {}
        }
    }

    /// The caller's language, as far as it is known.
    pub(crate) fn language(&self) -> Lang {
        self.run
            .as_ref()
            .map_or_else(|| self.facts.caller.language.unwrap_or_default(), flow::FlowRun::language)
    }

    /// A step of the story that is not the flow's.
    pub(crate) fn note(&mut self, node: &str, zh: &str, en: &str) {
        self.record(ContactEvent::Step { node: node.to_owned(), why: Text::new(zh, en) });
    }
}
