//! Keys and silence: menus, digits collected, numbers to call back, scores.

use std::sync::Arc;

use kernel::{Text, Timestamp};

use crate::exchange::{Command, HangupReason};
use crate::flow::{Node, NodeId, Prompt};
use crate::run::{After, FlowRun, Phase, same};

/// Digits of a number to call back, at least and at most (ITU-T E.164: at most 15).
const NUMBER_DIGITS: std::ops::RangeInclusive<usize> = 3..=15;

/// What came instead of valid input.
#[derive(Clone, Copy)]
enum Miss {
    Wrong,
    Silence,
}

fn pressed(digits: &str) -> Text {
    Text::new(format!("按键 {digits}"), format!("pressed {digits}"))
}

impl FlowRun {
    pub(crate) fn digit(&mut self, digit: char, now: Timestamp, out: &mut Vec<Command>) {
        if !is_key(digit) {
            return;
        }
        let flow = Arc::clone(&self.flow);
        self.skip_plays(now, out);
        let Some(node) = flow.nodes.get(&self.node) else { return };
        match (&self.phase, node) {
            (Phase::Keys { tries, digits }, node) => {
                let (tries, digits) = (*tries, format!("{digits}{digit}"));
                self.nodes_without_input = 0;
                self.stop_playing(out);
                self.key(node, tries, digits, digit, now, out);
            }
            (Phase::Number { tries, digits }, Node::Callback { .. }) => {
                let (tries, digits) = (*tries, format!("{digits}{digit}"));
                self.nodes_without_input = 0;
                self.stop_playing(out);
                self.number_key(node, tries, digits, now, out);
            }
            (Phase::Queued { .. }, Node::Queue { keys, .. }) => {
                if let Some(next) = keys.get(&digit) {
                    self.nodes_without_input = 0;
                    self.stop_playing(out);
                    out.push(Command::StopMusic);
                    out.push(Command::LeaveQueue);
                    self.enter(next.clone(), pressed(&digit.to_string()), now, out);
                }
            }
            (Phase::Recording, _) if digit == '#' => out.push(Command::StopRecording),
            _ => {}
        }
    }

    /// A key ends what is being played, if it may, so that the key counts at the question that follows.
    fn skip_plays(&mut self, now: Timestamp, out: &mut Vec<Command>) {
        let flow = Arc::clone(&self.flow);
        while let Phase::Playing { then: After::Node(next) } = self.phase.clone()
            && let Some(Node::Play { interruptible: true, .. }) = flow.nodes.get(&self.node)
        {
            self.stop_playing(out);
            self.enter(next, Text::new("按键跳过语音", "a key ended the prompt"), now, out);
        }
    }

    fn key(
        &mut self,
        node: &Node,
        tries: u32,
        digits: String,
        digit: char,
        now: Timestamp,
        out: &mut Vec<Command>,
    ) {
        match node {
            Node::Menu { keys, .. } => match keys.get(&digit) {
                Some(next) => self.enter(next.clone(), pressed(&digit.to_string()), now, out),
                None => self.miss(node, tries, Miss::Wrong, now, out),
            },
            Node::Collect { min, max, terminator, timeout, variable, next, .. } => {
                let ended = *terminator == Some(digit);
                let typed = if ended { &digits[..digits.len() - 1] } else { &digits };
                let count = u32::try_from(typed.len()).unwrap_or(u32::MAX);
                if (ended && count < *min) || (!ended && !digit.is_ascii_digit()) {
                    self.miss(node, tries, Miss::Wrong, now, out);
                } else if ended || count >= *max {
                    self.collected(variable, typed, next, now, out);
                } else {
                    self.deadline = Some(now.plus(*timeout));
                    self.phase = Phase::Keys { tries, digits };
                }
            }
            Node::Survey { thanks, next, .. } => match digit.to_digit(10) {
                Some(score @ 1..=5) => {
                    out.push(Command::Scored { score: u8::try_from(score).unwrap_or(5) });
                    let then = next.clone().map_or(After::End, After::Node);
                    self.say_then(thanks, then, now, out);
                }
                _ => self.miss(node, tries, Miss::Wrong, now, out),
            },
            Node::Callback { ask, .. } => match (digit, self.caller.number.clone()) {
                ('1', Some(number)) => self.call_back(number, now, out),
                ('2', _) => {
                    self.phase = Phase::Number { tries: 0, digits: String::new() };
                    self.play(ask, now, out);
                }
                _ => self.miss(node, tries, Miss::Wrong, now, out),
            },
            Node::Play { .. }
            | Node::Hours { .. }
            | Node::CallerType { .. }
            | Node::Set { .. }
            | Node::LookupOrder { .. }
            | Node::Queue { .. }
            | Node::Voicemail { .. }
            | Node::Transfer { .. }
            | Node::Hangup { .. }
            | Node::Goto { .. } => {}
        }
    }

    fn collected(
        &mut self,
        variable: &str,
        typed: &str,
        next: &NodeId,
        now: Timestamp,
        out: &mut Vec<Command>,
    ) {
        self.variables.insert(variable.to_owned(), same(typed));
        self.enter(next.clone(), pressed(typed), now, out);
    }

    pub(crate) fn begin_callback(
        &mut self,
        confirm: &[Prompt],
        ask: &[Prompt],
        now: Timestamp,
        out: &mut Vec<Command>,
    ) {
        let known = self.caller.number.is_some();
        let start = (0, String::new());
        self.phase = if known {
            Phase::Keys { tries: start.0, digits: start.1 }
        } else {
            Phase::Number { tries: start.0, digits: start.1 }
        };
        self.play(if known { confirm } else { ask }, now, out);
    }

    fn number_key(
        &mut self,
        node: &Node,
        tries: u32,
        digits: String,
        now: Timestamp,
        out: &mut Vec<Command>,
    ) {
        let Node::Callback { timeout, .. } = node else { return };
        let number = digits.trim_end_matches('#');
        let full = number.len() >= *NUMBER_DIGITS.end();
        let valid =
            NUMBER_DIGITS.contains(&number.len()) && number.chars().all(|digit| digit.is_ascii_digit());
        if !(digits.ends_with('#') || full) {
            self.deadline = Some(now.plus(*timeout));
            self.phase = Phase::Number { tries, digits };
        } else if valid {
            self.call_back(number.to_owned(), now, out);
        } else {
            self.miss(node, tries, Miss::Wrong, now, out);
        }
    }

    fn call_back(&mut self, number: String, now: Timestamp, out: &mut Vec<Command>) {
        let flow = Arc::clone(&self.flow);
        let Some(Node::Callback { thanks, next, .. }) = flow.nodes.get(&self.node) else {
            return self.hang_up(HangupReason::FlowFault, out);
        };
        out.push(Command::RequestCallback { number });
        self.say_then(thanks, next.clone().map_or(After::End, After::Node), now, out);
    }

    /// The time for a key is over.
    pub(crate) fn silence(&mut self, now: Timestamp, out: &mut Vec<Command>) {
        let flow = Arc::clone(&self.flow);
        let Some(node) = flow.nodes.get(&self.node) else { return };
        match (self.phase.clone(), node) {
            (Phase::Keys { digits, .. }, Node::Collect { min, variable, next, .. })
                if !digits.is_empty() && digits.len() >= *min as usize =>
            {
                self.collected(variable, &digits, next, now, out);
            }
            (Phase::Number { tries, digits }, Node::Callback { .. }) if !digits.is_empty() => {
                self.number_key(node, tries, format!("{digits}#"), now, out);
            }
            (Phase::Keys { tries, .. } | Phase::Number { tries, .. }, _) => {
                self.miss(node, tries, Miss::Silence, now, out);
            }
            _ => {}
        }
    }

    /// Wrong or missing input: the question once more, or the way out.
    fn miss(&mut self, node: &Node, tries: u32, miss: Miss, now: Timestamp, out: &mut Vec<Command>) {
        let none: &[Prompt] = &[];
        let number = matches!(self.phase, Phase::Number { .. });
        let (question, invalid, repeats, on_fail) = match node {
            Node::Menu { prompts, invalid, repeats, on_fail, .. }
            | Node::Collect { prompts, invalid, repeats, on_fail, .. } => {
                (&prompts[..], &invalid[..], *repeats, Some(on_fail))
            }
            Node::Survey { prompts, repeats, next, .. } => (&prompts[..], none, *repeats, next.as_ref()),
            Node::Callback { ask, repeats, next, .. } if number => (&ask[..], none, *repeats, next.as_ref()),
            Node::Callback { confirm, repeats, next, .. } => (&confirm[..], none, *repeats, next.as_ref()),
            _ => return,
        };
        if tries >= repeats {
            let why = match miss {
                Miss::Wrong => Text::new("多次输入无效", "too many wrong keys"),
                Miss::Silence => Text::new("多次没有输入", "no key after several questions"),
            };
            return self.go(on_fail, why, now, out);
        }
        let (tries, digits) = (tries + 1, String::new());
        self.phase = if number { Phase::Number { tries, digits } } else { Phase::Keys { tries, digits } };
        let prompts = [invalid, question].concat();
        self.play(&prompts, now, out);
    }
}

/// Whether a character is a key of a telephone.
pub(crate) fn is_key(digit: char) -> bool {
    digit.is_ascii_digit() || digit == '*' || digit == '#'
}
