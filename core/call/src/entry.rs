//! The entry flow within a call: its inputs, and what its commands mean here.

use std::sync::Arc;

use contact::{ContactEvent, Outcome};
use kernel::{RecordingId, Timestamp};

use crate::machine::{CallMachine, Stage};
use crate::{Apology, Command};

impl CallMachine {
    pub(crate) fn caller_connected(&mut self, now: Timestamp) {
        match self.stage {
            Stage::Arriving => {
                self.stage = Stage::Entry;
                let mut commands = Vec::new();
                let flow = Arc::clone(&self.facts.flow);
                let run = flow::FlowRun::start(flow, self.facts.caller.clone(), now, &mut commands);
                self.run = Some(run);
                self.obey_flow(commands);
            }
            Stage::Apologising => {
                let language = self.language();
                self.order(Command::PlayApology(Apology::OutOfOrder, language));
            }
            Stage::Calling(_) => self.meet(now),
            Stage::Entry
            | Stage::Waiting
            | Stage::Ringing(_)
            | Stage::Talking(_)
            | Stage::Survey
            | Stage::Ended => {}
        }
    }

    pub(crate) fn flow_input(&mut self, input: flow::Input, now: Timestamp) {
        let Some(run) = &mut self.run else { return };
        let mut commands = Vec::new();
        run.handle(input, now, &mut commands);
        self.obey_flow(commands);
    }

    pub(crate) fn hours_answered(&mut self, open: bool, now: Timestamp) {
        // Settled so if nothing comes of it: no message, no call-back, no queue.
        if matches!(self.outcome, Outcome::SelfService | Outcome::OutOfHours) {
            self.outcome = if open { Outcome::SelfService } else { Outcome::OutOfHours };
        }
        self.flow_input(flow::Input::HoursAnswered { open }, now);
    }

    fn obey_flow(&mut self, commands: Vec<flow::Command>) {
        for command in commands {
            if self.stage == Stage::Ended {
                return;
            }
            self.obey_flow_command(command);
        }
    }

    fn obey_flow_command(&mut self, command: flow::Command) {
        match command {
            flow::Command::Play { play, parts, language } => {
                self.order(Command::Play { play, parts, language })
            }
            flow::Command::StopPlaying | flow::Command::StopMusic => self.order(Command::StopPlay),
            flow::Command::StartMusic { music } => self.order(Command::Music(music)),
            flow::Command::Ask(question) => self.ask(question),
            flow::Command::Enqueue { queue, priority, skills, language } => {
                self.queued = true;
                if self.outcome == Outcome::Failed {
                    self.outcome = Outcome::SelfService;
                }
                self.stage = Stage::Waiting;
                self.order(Command::Enqueue { queue, priority, skills, language });
            }
            flow::Command::LeaveQueue => {
                self.withdraw_ringing("left_queue");
                self.order(Command::LeaveRouter);
                self.stage = Stage::Entry;
            }
            flow::Command::RecordVoicemail { max } => {
                self.voicemail = true;
                self.order(Command::StartVoicemail { max });
            }
            flow::Command::StopRecording => self.order(Command::StopVoicemail),
            flow::Command::RequestCallback { number } => {
                self.outcome = Outcome::Callback;
                self.order(Command::StoreCallback { number });
            }
            flow::Command::Scored { score } => self.record(ContactEvent::Surveyed { score }),
            flow::Command::Transfer { to } => self.order(Command::Transfer(to)),
            flow::Command::Hangup { reason } => {
                let reason = match reason {
                    flow::HangupReason::Completed => "completed",
                    flow::HangupReason::QueueUnavailable => "queue_unavailable",
                    flow::HangupReason::FlowFault => "flow_fault",
                };
                self.release(reason);
            }
            flow::Command::Step(step) => self.record(ContactEvent::Step { node: step.node.0, why: step.why }),
        }
    }

    fn ask(&mut self, question: flow::Question) {
        self.order(Command::Ask(question));
    }

    pub(crate) fn voicemail_done(&mut self, recording: RecordingId, duration_ms: i64, now: Timestamp) {
        self.voicemail = false;
        self.record(ContactEvent::VoicemailLeft { recording, duration_ms });
        self.outcome = Outcome::Voicemail;
        self.flow_input(flow::Input::VoicemailDone, now);
    }
}
