//! How a call ends, from either side and by the program, in every state.

use contact::{ContactEvent, EndedBy, Outcome};
use kernel::Timestamp;

use crate::Command;
use crate::machine::{CallMachine, Stage};

impl CallMachine {
    pub(crate) fn stored(&mut self, now: Timestamp) {
        if self.stage != Stage::Arriving {
            return;
        }
        match self.facts.colleague.clone() {
            Some(colleague) => self.call_by_name(colleague, now),
            None => self.order(Command::AnswerCaller),
        }
    }

    pub(crate) fn not_stored(&mut self) {
        if self.stage != Stage::Arriving {
            return;
        }
        self.outcome = Outcome::Failed;
        if self.is_internal() {
            self.order(Command::RefuseCaller(503));
            self.leave(EndedBy::System, "store_unavailable");
        } else {
            self.stage = Stage::Apologising;
            self.order(Command::AnswerCaller);
        }
    }

    /// Tells the end of the conversation (or of the caller's patience) once.
    pub(crate) fn conversation_ended(&mut self, ended_by: EndedBy, reason: &str, outcome: Outcome) {
        if !self.ended {
            self.ended = true;
            self.record(ContactEvent::Ended { ended_by, reason: reason.to_owned(), outcome });
        }
    }

    fn outcome_without_agent(&self) -> Outcome {
        if self.served {
            return Outcome::Served;
        }
        match self.outcome {
            Outcome::SelfService | Outcome::OutOfHours if self.queued => Outcome::Abandoned,
            other => other,
        }
    }

    /// The caller is gone, in whatever state.
    pub(crate) fn caller_gone(&mut self, reason: &str) {
        let by = if self.is_internal() { EndedBy::Agent } else { EndedBy::Customer };
        self.leave(by, reason);
    }

    /// The connection to the caller is gone. Before the answer that is our doing, or nobody's.
    pub(crate) fn caller_lost(&mut self, why: &str) {
        let by = if self.stage == Stage::Arriving { EndedBy::System } else { EndedBy::Customer };
        self.leave(by, why);
    }

    pub(crate) fn drop_silent_caller(&mut self) {
        self.order(Command::HangUpCaller { why: "no_audio".to_owned() });
        self.leave(EndedBy::System, "no_audio");
    }

    pub(crate) fn shutdown(&mut self) {
        if self.stage != Stage::Ended {
            self.order(Command::HangUpCaller { why: "shutdown".to_owned() });
            self.leave(EndedBy::System, "shutdown");
        }
    }

    fn leave(&mut self, ended_by: EndedBy, reason: &str) {
        self.withdraw_ringing("caller_left");
        let stage = std::mem::replace(&mut self.stage, Stage::Ended);
        self.run = None;
        self.silent_since = None;
        if stage != Stage::Ended {
            // Also out of the queue: an agent who was lost leaves the recording running until then.
            self.stop_tape();
        }
        match stage {
            Stage::Ended => return,
            Stage::Arriving => {
                let by_customer = ended_by == EndedBy::Customer;
                let outcome = if by_customer { Outcome::Cancelled } else { Outcome::Failed };
                self.conversation_ended(ended_by, reason, outcome);
            }
            Stage::Apologising | Stage::Entry => {
                if self.voicemail {
                    self.order(Command::StopVoicemail);
                    self.outcome = Outcome::Voicemail;
                }
                let outcome = self.outcome_without_agent();
                self.conversation_ended(ended_by, reason, outcome);
            }
            Stage::Waiting => {
                self.order(Command::LeaveRouter);
                let outcome = self.outcome_without_agent();
                self.conversation_ended(ended_by, reason, outcome);
            }
            Stage::Calling(_) => {
                self.order(Command::DropAgent { why: "caller_left" });
                let outcome = if self.served { Outcome::Served } else { Outcome::Abandoned };
                self.conversation_ended(ended_by, reason, outcome);
            }
            Stage::Ringing(_) => {
                self.order(Command::LeaveRouter);
                let outcome = self.outcome_without_agent();
                self.conversation_ended(ended_by, reason, outcome);
            }
            Stage::Talking(talking) => {
                self.order(Command::DropAgent { why: "caller_left" });
                self.conversation_ended(ended_by, reason, Outcome::Served);
                if !self.is_internal() {
                    self.order(Command::HandlingEnded(talking.agent));
                }
            }
            Stage::Survey => {}
        }
        self.order(Command::Finish);
    }

    /// The program lets the caller go.
    pub(crate) fn release(&mut self, reason: &str) {
        self.order(Command::HangUpCaller { why: reason.to_owned() });
        self.leave(EndedBy::System, reason);
    }
}
