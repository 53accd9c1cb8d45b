//! What is not keys: prompts' ends, time, answers, the queue, conversations.

use std::sync::Arc;
use std::time::Duration;

use kernel::{Text, Timestamp};

use crate::exchange::{Command, HangupReason, QueueExit, Step};
use crate::flow::{CallerBranch, Node, NodeId, Prompt};
use crate::run::{After, FlowRun, Phase, same};

impl FlowRun {
    pub(crate) fn caller_branch(&self, branches: &[CallerBranch], otherwise: &NodeId) -> (NodeId, Text) {
        let fits = |branch: &&CallerBranch| self.caller.types.contains(&branch.caller_type);
        match branches.iter().find(fits) {
            Some(branch) => {
                let of = &branch.caller_type;
                (branch.next.clone(), Text::new(format!("来电者类型 {of}"), format!("caller is {of}")))
            }
            None => (otherwise.clone(), Text::new("其他来电者", "any other caller")),
        }
    }

    pub(crate) fn prompt_finished(&mut self, now: Timestamp, out: &mut Vec<Command>) {
        self.playing = None;
        self.deadline = None;
        let flow = Arc::clone(&self.flow);
        match self.phase.clone() {
            Phase::Playing { then } => match then {
                After::Node(next) => {
                    self.enter(next, Text::new("播放完毕", "the prompt was heard"), now, out)
                }
                After::End => self.hang_up(HangupReason::Completed, out),
                After::Record => self.record(now, out),
                After::Connect => self.connect(now, out),
                After::Turned => self.hang_up(HangupReason::QueueUnavailable, out),
            },
            Phase::Keys { .. } | Phase::Number { .. } => {
                let timeout = match flow.nodes.get(&self.node) {
                    Some(
                        Node::Menu { timeout, .. }
                        | Node::Collect { timeout, .. }
                        | Node::Callback { timeout, .. }
                        | Node::Survey { timeout, .. },
                    ) => *timeout,
                    _ => Duration::ZERO,
                };
                self.deadline = Some(now.plus(timeout));
            }
            Phase::Queued { .. } => self.music(out),
            Phase::Asked | Phase::Talking | Phase::Recording | Phase::Connecting | Phase::Over => {}
        }
    }

    /// Time has passed: what was waited for too long is over.
    pub(crate) fn tick(&mut self, now: Timestamp, out: &mut Vec<Command>) {
        if let Phase::Queued { give_up_at, announce_at } = self.phase {
            if give_up_at.is_some_and(|at| at <= now) {
                return self.give_up(now, out);
            }
            if announce_at.is_some_and(|at| at <= now) {
                self.announce(now, out);
            }
        }
        if self.deadline.is_none_or(|deadline| now < deadline) {
            return;
        }
        if self.playing.is_some() {
            return self.prompt_finished(now, out);
        }
        self.deadline = None;
        match self.phase {
            Phase::Keys { .. } | Phase::Number { .. } => self.silence(now, out),
            Phase::Asked => self.unanswered(now, out),
            Phase::Recording => {
                out.push(Command::StopRecording);
                self.voicemail_done(now, out);
            }
            Phase::Connecting => self.transfer_failed(now, out),
            Phase::Playing { .. } | Phase::Queued { .. } | Phase::Talking | Phase::Over => {}
        }
    }

    fn unanswered(&mut self, now: Timestamp, out: &mut Vec<Command>) {
        let flow = Arc::clone(&self.flow);
        let (next, why) = match flow.nodes.get(&self.node) {
            Some(Node::Hours { open, .. }) => {
                (open, Text::new("日历没有应答，按营业处理", "no answer from the calendar, taken as open"))
            }
            Some(Node::LookupOrder { not_found, .. }) => {
                (not_found, Text::new("订单查询没有应答", "no answer about the order"))
            }
            _ => return self.hang_up(HangupReason::FlowFault, out),
        };
        self.enter(next.clone(), why, now, out);
    }

    pub(crate) fn hours_answered(&mut self, is_open: bool, now: Timestamp, out: &mut Vec<Command>) {
        let flow = Arc::clone(&self.flow);
        if let (Phase::Asked, Some(Node::Hours { open, closed, .. })) =
            (&self.phase, flow.nodes.get(&self.node))
        {
            let (next, why) = if is_open {
                (open, Text::new("营业时间内", "within hours"))
            } else {
                (closed, Text::new("非营业时间", "out of hours"))
            };
            self.enter(next.clone(), why, now, out);
        }
    }

    pub(crate) fn order_answered(&mut self, status: Option<Text>, now: Timestamp, out: &mut Vec<Command>) {
        let flow = Arc::clone(&self.flow);
        if let (Phase::Asked, Some(Node::LookupOrder { found, not_found, .. })) =
            (&self.phase, flow.nodes.get(&self.node))
        {
            match status {
                Some(status) => {
                    self.variables.insert("order_status".to_owned(), status);
                    self.enter(found.clone(), Text::new("查到订单", "the order was found"), now, out);
                }
                None => self.enter(not_found.clone(), Text::new("没有该订单", "no such order"), now, out),
            }
        }
    }

    pub(crate) fn join_queue(&mut self, now: Timestamp, out: &mut Vec<Command>) {
        let flow = Arc::clone(&self.flow);
        let Some(Node::Queue { queue, prompts, announce, max_wait, .. }) = flow.nodes.get(&self.node) else {
            return self.hang_up(HangupReason::FlowFault, out);
        };
        self.playing = None;
        self.deadline = None;
        self.phase = Phase::Queued {
            give_up_at: max_wait.map(|wait| now.plus(wait)),
            announce_at: announce.as_ref().map(|announce| now.plus(announce.every)),
        };
        out.push(Command::Enqueue {
            queue: queue.clone(),
            priority: self.priority,
            skills: self.skills.clone(),
            language: self.language,
        });
        // The search for an agent begins at once: what is said first never costs the caller waiting time.
        if prompts.is_empty() {
            self.music(out);
        } else {
            self.play(prompts, now, out);
        }
    }

    fn music(&self, out: &mut Vec<Command>) {
        if let Some(Node::Queue { music, .. }) = self.flow.nodes.get(&self.node) {
            out.push(Command::StartMusic { music: *music });
        }
    }

    pub(crate) fn queue_update(&mut self, position: u32, expected_wait: Option<Duration>) {
        if let Phase::Queued { .. } = self.phase {
            self.variables.insert("position".to_owned(), same(&position.to_string()));
            match expected_wait {
                Some(wait) => {
                    let minutes = wait.as_secs().div_ceil(60).max(1);
                    self.variables.insert("wait_minutes".to_owned(), same(&minutes.to_string()));
                }
                None => {
                    self.variables.remove("wait_minutes");
                }
            }
        }
    }

    /// Announces position and wait, once they are known; comes again after the interval.
    fn announce(&mut self, now: Timestamp, out: &mut Vec<Command>) {
        let flow = Arc::clone(&self.flow);
        let Some(Node::Queue { announce: Some(announce), .. }) = flow.nodes.get(&self.node) else {
            if let Phase::Queued { announce_at, .. } = &mut self.phase {
                *announce_at = None;
            }
            return;
        };
        if let Phase::Queued { announce_at, .. } = &mut self.phase {
            *announce_at = Some(now.plus(announce.every.max(Duration::from_secs(1))));
        }
        let known = ["position", "wait_minutes"].map(|name| (name, self.variables.contains_key(name)));
        let missing = known.iter().any(|(name, known)| !known && mentions(&announce.prompts, name));
        if !missing && self.playing.is_none() {
            self.play(&announce.prompts, now, out);
        }
    }

    pub(crate) fn callback_offered(&mut self, now: Timestamp, out: &mut Vec<Command>) {
        let flow = Arc::clone(&self.flow);
        if let (Phase::Queued { .. }, Some(Node::Queue { offer, .. })) =
            (&self.phase, flow.nodes.get(&self.node))
            && !offer.is_empty()
        {
            self.stop_playing(out);
            self.play(offer, now, out);
        }
    }

    fn give_up(&mut self, now: Timestamp, out: &mut Vec<Command>) {
        let flow = Arc::clone(&self.flow);
        let Some(Node::Queue { overflow, .. }) = flow.nodes.get(&self.node) else { return };
        self.stop_playing(out);
        out.push(Command::StopMusic);
        out.push(Command::LeaveQueue);
        let why = Text::new("等待超过上限", "waited longer than the limit");
        match overflow {
            Some(next) => self.enter(next.clone(), why, now, out),
            None => self.turn_away(QueueExit::Message, why, now, out),
        }
    }

    /// What is said and done where the flow itself does not say what follows: nobody is hung up on without a word.
    fn turn_away(&mut self, exit: QueueExit, why: Text, now: Timestamp, out: &mut Vec<Command>) {
        out.push(Command::Step(Step { at: now, node: self.node.clone(), kind: "queue".to_owned(), why }));
        let (text, then) = match exit {
            QueueExit::Voicemail => (
                Prompt::text(
                    "对不起，坐席全忙，请在提示音后留言，按井号键结束。",
                    "We are sorry, all our agents are busy. Please leave a message after the tone and press hash.",
                ),
                After::Record,
            ),
            QueueExit::Message => (
                Prompt::text(
                    "对不起，坐席全忙，请稍后再拨。",
                    "We are sorry, all our agents are busy. Please call again later.",
                ),
                After::Turned,
            ),
            QueueExit::Unavailable => (
                Prompt::text(
                    "对不起，暂时无法为您转接，请稍后再拨。",
                    "We are sorry, we cannot connect you now. Please call again later.",
                ),
                After::Turned,
            ),
        };
        let tone = (then == After::Record).then_some(Prompt::Beep);
        let prompts: Vec<Prompt> = std::iter::once(text).chain(tone).collect();
        self.say_then(&prompts, then, now, out);
    }

    pub(crate) fn queue_left(&mut self, exit: QueueExit, now: Timestamp, out: &mut Vec<Command>) {
        let flow = Arc::clone(&self.flow);
        let (Phase::Queued { .. }, Some(Node::Queue { overflow, .. })) =
            (&self.phase, flow.nodes.get(&self.node))
        else {
            return;
        };
        self.stop_playing(out);
        out.push(Command::StopMusic);
        let why = match exit {
            QueueExit::Voicemail => Text::new("队列溢出至留言", "the queue overflowed to voicemail"),
            QueueExit::Message => Text::new("队列溢出至提示语", "the queue overflowed to a message"),
            QueueExit::Unavailable => Text::new("队列不可用", "the queue takes nobody"),
        };
        match overflow {
            Some(next) => self.enter(next.clone(), why, now, out),
            None => self.turn_away(exit, why, now, out),
        }
    }

    pub(crate) fn answered(&mut self, out: &mut Vec<Command>) {
        match self.phase {
            Phase::Queued { .. } => {
                self.stop_playing(out);
                out.push(Command::StopMusic);
            }
            Phase::Connecting => {}
            Phase::Playing { .. }
            | Phase::Keys { .. }
            | Phase::Number { .. }
            | Phase::Asked
            | Phase::Talking
            | Phase::Recording
            | Phase::Over => return,
        }
        self.deadline = None;
        self.phase = Phase::Talking;
    }

    pub(crate) fn handed_back(&mut self, now: Timestamp, out: &mut Vec<Command>) {
        if self.phase != Phase::Talking {
            return;
        }
        let flow = Arc::clone(&self.flow);
        let next = match flow.nodes.get(&self.node) {
            Some(Node::Queue { after_call, .. }) => after_call.as_ref(),
            _ => None,
        };
        self.go(next, Text::new("坐席转回", "handed back by the agent"), now, out);
    }

    pub(crate) fn transfer_failed(&mut self, now: Timestamp, out: &mut Vec<Command>) {
        if self.phase != Phase::Connecting {
            return;
        }
        let flow = Arc::clone(&self.flow);
        let next = match flow.nodes.get(&self.node) {
            Some(Node::Transfer { on_fail, .. }) => on_fail.as_ref(),
            _ => None,
        };
        self.go(next, Text::new("转接未成功", "the transfer did not come about"), now, out);
    }

    pub(crate) fn voicemail_done(&mut self, now: Timestamp, out: &mut Vec<Command>) {
        if self.phase != Phase::Recording {
            return;
        }
        let flow = Arc::clone(&self.flow);
        let next = match flow.nodes.get(&self.node) {
            Some(Node::Voicemail { next, .. }) => next.as_ref(),
            _ => None,
        };
        self.go(next, Text::new("留言结束", "the message is recorded"), now, out);
    }
}

/// Whether any text names a variable.
fn mentions(prompts: &[Prompt], name: &str) -> bool {
    let braced = format!("{{{name}}}");
    prompts.iter().any(|prompt| match prompt {
        Prompt::Text(text) => text.zh.contains(&braced) || text.en.contains(&braced),
        Prompt::Digits(variable) | Prompt::Number(variable) => variable == name,
        Prompt::Uploaded(_) | Prompt::Beep => false,
    })
}
