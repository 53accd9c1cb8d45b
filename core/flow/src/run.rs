//! A flow at work for one caller: `(state, input, now) -> commands`, decided for every state and every input.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use kernel::{Lang, Text, Timestamp};
use serde::{Deserialize, Serialize};

use crate::exchange::{Caller, Command, HangupReason, Input, PromptPart, Question, Step};
use crate::flow::{Flow, Node, NodeId, Prompt, SkillNeed};

/// A prompt is taken as heard after this time even if nobody says so.
const PLAY_LIMIT: Duration = Duration::from_secs(300);
/// Questions to the edge are answered within this time or not at all.
const ANSWER_LIMIT: Duration = Duration::from_secs(10);
/// A transfer comes about within this time or fails.
const TRANSFER_LIMIT: Duration = Duration::from_secs(60);
/// The edge says that a recording is over so long after its limit at the latest.
const RECORDING_GRACE: Duration = Duration::from_secs(15);
/// Length at most of a message that no node of its own asks for.
const OVERFLOW_MESSAGE: Duration = Duration::from_secs(120);
/// So many nodes without a key from the caller are taken for a loop.
const NODES_WITHOUT_INPUT: u32 = 500;

/// What the run is waiting for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub(crate) enum Phase {
    /// The end of a prompt, then a node or the end.
    Playing { then: After },
    /// A key or several.
    Keys { tries: u32, digits: String },
    /// The same, for a number to call back.
    Number { tries: u32, digits: String },
    /// An answer to a question.
    Asked,
    /// An agent. `give_up_at`: the end of patience; `announce_at`: the next announcement.
    Queued { give_up_at: Option<Timestamp>, announce_at: Option<Timestamp> },
    /// The end of a conversation.
    Talking,
    /// The end of a voice message.
    Recording,
    /// The other end of a transfer.
    Connecting,
    /// Nothing any more.
    Over,
}

/// What follows a prompt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum After {
    Node(NodeId),
    End,
    Record,
    Connect,
    /// The end, for want of an agent.
    Turned,
}

/// A flow at work for one caller.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlowRun {
    pub(crate) flow: Arc<Flow>,
    pub(crate) node: NodeId,
    pub(crate) phase: Phase,
    /// The prompt playing, by number.
    pub(crate) playing: Option<u32>,
    pub(crate) plays: u32,
    /// When the present waiting ends by itself.
    pub(crate) deadline: Option<Timestamp>,
    pub(crate) caller: Caller,
    pub(crate) language: Lang,
    pub(crate) priority: i32,
    pub(crate) skills: Vec<SkillNeed>,
    pub(crate) variables: BTreeMap<String, Text>,
    pub(crate) nodes_without_input: u32,
}

impl FlowRun {
    /// Starts a flow for a caller.
    pub fn start(flow: Arc<Flow>, caller: Caller, now: Timestamp, out: &mut Vec<Command>) -> Self {
        let language = caller.language.unwrap_or(flow.language);
        let start = flow.start.clone();
        let mut variables = BTreeMap::new();
        if let Some(number) = &caller.number {
            variables.insert("caller_number".to_owned(), same(number));
        }
        let mut run = Self {
            node: start.clone(),
            flow,
            phase: Phase::Over,
            playing: None,
            plays: 0,
            deadline: None,
            caller,
            language,
            priority: 0,
            skills: Vec::new(),
            variables,
            nodes_without_input: 0,
        };
        run.enter(start, Text::new("来电进入", "the call came in"), now, out);
        run
    }

    /// When [`Input::Tick`] is needed next.
    pub fn next_wake(&self) -> Option<Timestamp> {
        let queued = match &self.phase {
            Phase::Queued { give_up_at, announce_at } => give_up_at.iter().chain(announce_at).min().copied(),
            _ => None,
        };
        self.deadline.into_iter().chain(queued).min()
    }

    /// Whether the flow has nothing more to do.
    pub fn is_over(&self) -> bool {
        self.phase == Phase::Over
    }

    /// Whether keys are waited for now.
    pub fn wants_keys(&self) -> bool {
        matches!(self.phase, Phase::Keys { .. } | Phase::Number { .. })
    }

    /// Whether the caller is in a queue.
    pub fn is_queued(&self) -> bool {
        matches!(self.phase, Phase::Queued { .. })
    }

    /// Whether the caller speaks with somebody.
    pub fn is_talking(&self) -> bool {
        self.phase == Phase::Talking
    }

    /// The node where the caller is.
    pub fn node(&self) -> &NodeId {
        &self.node
    }

    /// The caller's language now.
    pub fn language(&self) -> Lang {
        self.language
    }

    /// A variable, such as digits collected.
    pub fn variable(&self, name: &str) -> Option<&Text> {
        self.variables.get(name)
    }

    /// Takes one input. Inputs that do not fit the present state change nothing.
    pub fn handle(&mut self, input: Input, now: Timestamp, out: &mut Vec<Command>) {
        match input {
            Input::CallerHungUp => self.hung_up(out),
            Input::Tick => self.tick(now, out),
            Input::PromptFinished { play } if self.playing == Some(play) => self.prompt_finished(now, out),
            Input::PromptFinished { .. } => {}
            Input::Digit { digit } => self.digit(digit, now, out),
            Input::HoursAnswered { open } => self.hours_answered(open, now, out),
            Input::OrderAnswered { status } => self.order_answered(status, now, out),
            Input::QueueUpdate { position, expected_wait } => self.queue_update(position, expected_wait),
            Input::CallbackOffered => self.callback_offered(now, out),
            Input::QueueLeft { why } => self.queue_left(why, now, out),
            Input::Answered => self.answered(out),
            Input::HandedBack => self.handed_back(now, out),
            Input::TransferFailed => self.transfer_failed(now, out),
            Input::VoicemailDone => self.voicemail_done(now, out),
        }
    }

    fn hung_up(&mut self, out: &mut Vec<Command>) {
        match self.phase {
            Phase::Queued { .. } => out.push(Command::LeaveQueue),
            Phase::Recording => out.push(Command::StopRecording),
            _ => {}
        }
        self.finish();
    }

    pub(crate) fn finish(&mut self) {
        self.phase = Phase::Over;
        self.playing = None;
        self.deadline = None;
    }

    pub(crate) fn hang_up(&mut self, reason: HangupReason, out: &mut Vec<Command>) {
        self.finish();
        out.push(Command::Hangup { reason });
    }

    /// Plays prompts; an empty list counts as heard at once by the caller of this function.
    pub(crate) fn play(&mut self, prompts: &[Prompt], now: Timestamp, out: &mut Vec<Command>) {
        let parts: Vec<PromptPart> = prompts.iter().map(|prompt| self.part(prompt)).collect();
        self.plays = self.plays.wrapping_add(1);
        self.playing = Some(self.plays);
        self.deadline = Some(now.plus(PLAY_LIMIT));
        out.push(Command::Play { play: self.plays, parts, language: self.language });
    }

    pub(crate) fn stop_playing(&mut self, out: &mut Vec<Command>) {
        if self.playing.take().is_some() {
            out.push(Command::StopPlaying);
        }
    }

    fn part(&self, prompt: &Prompt) -> PromptPart {
        let value = |name: &String| self.variables.get(name).map(|text| text.zh.clone()).unwrap_or_default();
        match prompt {
            Prompt::Text(text) => PromptPart::Text(Text::new(
                fill(&text.zh, |name| self.variables.get(name).map(|text| text.zh.as_str())),
                fill(&text.en, |name| self.variables.get(name).map(|text| text.en.as_str())),
            )),
            Prompt::Uploaded(prompt) => PromptPart::Uploaded(*prompt),
            Prompt::Digits(name) => PromptPart::Digits(value(name)),
            Prompt::Number(name) => {
                let digits = value(name);
                digits.parse().map_or(PromptPart::Digits(digits), PromptPart::Number)
            }
            Prompt::Beep => PromptPart::Beep,
        }
    }

    /// Enters a node and everything that follows from it without waiting.
    pub(crate) fn enter(&mut self, first: NodeId, why: Text, now: Timestamp, out: &mut Vec<Command>) {
        let mut next = Some((first, why));
        while let Some((id, why)) = next.take() {
            self.nodes_without_input += 1;
            let flow = Arc::clone(&self.flow);
            let Some(node) = flow.nodes.get(&id).filter(|_| self.nodes_without_input <= NODES_WITHOUT_INPUT)
            else {
                return self.hang_up(HangupReason::FlowFault, out);
            };
            self.node = id.clone();
            self.playing = None;
            self.deadline = None;
            out.push(Command::Step(Step { at: now, node: id, kind: node.kind().to_owned(), why }));
            next = self.begin(node, now, out);
        }
    }

    /// Begins a node; where it needs nobody, says where to go on and why.
    fn begin(&mut self, node: &Node, now: Timestamp, out: &mut Vec<Command>) -> Option<(NodeId, Text)> {
        match node {
            Node::Play { prompts, next, .. } => self.say_then(prompts, After::Node(next.clone()), now, out),
            Node::Menu { prompts, .. } | Node::Collect { prompts, .. } | Node::Survey { prompts, .. } => {
                self.phase = Phase::Keys { tries: 0, digits: String::new() };
                self.play(prompts, now, out);
            }
            Node::Hours { calendar, .. } => {
                self.ask(Question::Hours { calendar: calendar.clone() }, now, out);
            }
            Node::CallerType { branches, otherwise } => return Some(self.caller_branch(branches, otherwise)),
            Node::Set { skill, priority, language, next } => {
                self.skills.extend(skill.clone());
                self.priority = self.priority.saturating_add(priority.unwrap_or(0));
                self.language = language.unwrap_or(self.language);
                return Some((next.clone(), Text::new("设置后继续", "after setting")));
            }
            Node::LookupOrder { number, .. } => {
                let number = self.variables.get(number).map(|text| text.zh.clone()).unwrap_or_default();
                self.ask(Question::Order { number }, now, out);
            }
            Node::Queue { .. } => self.join_queue(now, out),
            Node::Voicemail { prompts, beep, .. } => {
                let tone = beep.then_some(Prompt::Beep);
                let prompts: Vec<Prompt> = prompts.iter().cloned().chain(tone).collect();
                self.say_then(&prompts, After::Record, now, out);
            }
            Node::Callback { confirm, ask, .. } => self.begin_callback(confirm, ask, now, out),
            Node::Transfer { prompts, .. } => self.say_then(prompts, After::Connect, now, out),
            Node::Hangup { prompts } => self.say_then(prompts, After::End, now, out),
            Node::Goto { next } => return Some((next.clone(), Text::new("跳转", "sent on"))),
        }
        None
    }

    /// Plays prompts with something to follow; with nothing to play it follows at once, by way of an empty playing,
    /// so that entering nodes never recurses.
    pub(crate) fn say_then(
        &mut self,
        prompts: &[Prompt],
        then: After,
        now: Timestamp,
        out: &mut Vec<Command>,
    ) {
        if prompts.is_empty() {
            match then {
                After::Record => return self.record(now, out),
                After::Connect => return self.connect(now, out),
                After::End => return self.hang_up(HangupReason::Completed, out),
                After::Turned => return self.hang_up(HangupReason::QueueUnavailable, out),
                After::Node(_) => {}
            }
        }
        self.phase = Phase::Playing { then };
        self.play(prompts, now, out);
    }

    fn ask(&mut self, question: Question, now: Timestamp, out: &mut Vec<Command>) {
        self.phase = Phase::Asked;
        self.deadline = Some(now.plus(ANSWER_LIMIT));
        out.push(Command::Ask(question));
    }

    pub(crate) fn record(&mut self, now: Timestamp, out: &mut Vec<Command>) {
        let flow = Arc::clone(&self.flow);
        let max = match flow.nodes.get(&self.node) {
            Some(Node::Voicemail { max, .. }) => *max,
            // The queue itself sent the caller to voicemail.
            Some(Node::Queue { .. }) => OVERFLOW_MESSAGE,
            _ => return self.hang_up(HangupReason::FlowFault, out),
        };
        self.phase = Phase::Recording;
        self.deadline = Some(now.plus(max).plus(RECORDING_GRACE));
        out.push(Command::RecordVoicemail { max });
    }

    pub(crate) fn connect(&mut self, now: Timestamp, out: &mut Vec<Command>) {
        let flow = Arc::clone(&self.flow);
        let Some(Node::Transfer { to, .. }) = flow.nodes.get(&self.node) else {
            return self.hang_up(HangupReason::FlowFault, out);
        };
        self.phase = Phase::Connecting;
        self.deadline = Some(now.plus(TRANSFER_LIMIT));
        out.push(Command::Transfer { to: to.clone() });
    }

    /// Goes to a node, or ends the call where none is named.
    pub(crate) fn go(&mut self, next: Option<&NodeId>, why: Text, now: Timestamp, out: &mut Vec<Command>) {
        match next {
            Some(next) => self.enter(next.clone(), why, now, out),
            None => self.hang_up(HangupReason::Completed, out),
        }
    }
}

/// The same text in both languages.
pub(crate) fn same(text: &str) -> Text {
    Text::new(text, text)
}

/// Fills `{name}` with values; a name without value is left out.
fn fill<'a>(text: &str, value: impl Fn(&str) -> Option<&'a str>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled += before;
        match after.split_once('}') {
            Some((name, after)) => {
                filled += value(name).unwrap_or_default();
                rest = after;
            }
            None => rest = after,
        }
    }
    filled + rest
}
