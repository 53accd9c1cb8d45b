//! Calling a person by name, past the router: a colleague (HOT-15), or the agent whom the entry flow names.

use contact::{AgentRef, ContactEvent, EndedBy, Outcome};
use kernel::Timestamp;

use crate::machine::{CallMachine, Calling, DIRECT_RING, Link, Stage, Talking};
use crate::{Command, DeviceEvent};

/// Why an agent called by name is dropped who did not come.
pub const NOT_REACHED: &str = "not_reached";

impl CallMachine {
    /// Whether agents speak among themselves.
    pub(crate) fn is_internal(&self) -> bool {
        self.facts.colleague.is_some()
    }

    /// The entry flow names an agent.
    pub(crate) fn transfer_to(&mut self, agent: AgentRef, now: Timestamp) {
        if self.stage == Stage::Entry {
            self.order(Command::Music(None));
            self.call_by_name(agent, now);
        }
    }

    pub(crate) fn call_by_name(&mut self, agent: AgentRef, now: Timestamp) {
        self.order(Command::InviteAgent { agent: agent.clone(), resume: false });
        let until = now.plus(DIRECT_RING);
        self.stage = Stage::Calling(Calling { agent, heard: false, answered: false, until });
    }

    /// What the device of the person called by name does.
    pub(crate) fn called_device(&mut self, event: DeviceEvent, now: Timestamp) {
        match event {
            DeviceEvent::Ringing => self.heard_ringing(),
            DeviceEvent::Answered => {
                self.heard_ringing();
                let Stage::Calling(calling) = &mut self.stage else { return };
                calling.answered = true;
                if self.is_internal() {
                    // The caller has only heard it ring until now.
                    self.order(Command::AnswerCaller);
                } else {
                    self.meet(now);
                }
            }
            DeviceEvent::Failed { code } => self.nobody_came("refused", code, now),
            DeviceEvent::HungUp => self.nobody_came("hung_up", 480, now),
            DeviceEvent::Lost { why } => self.nobody_came(&why, 480, now),
        }
    }

    fn heard_ringing(&mut self) {
        if let Stage::Calling(calling) = &mut self.stage
            && !calling.heard
        {
            calling.heard = true;
            let agent = calling.agent.clone();
            self.record(ContactEvent::Ringing { agent });
        }
    }

    /// Both sides are connected.
    pub(crate) fn meet(&mut self, now: Timestamp) {
        if let Stage::Calling(Calling { agent, answered: true, .. }) = &self.stage {
            let agent = agent.clone();
            self.connect(Talking { agent, held: false, muted: false, by_name: true, link: Link::Up }, now);
        }
    }

    /// The person called by name does not come: the flow goes on, a colleague's call is over.
    pub(crate) fn nobody_came(&mut self, why: &str, code: u16, now: Timestamp) {
        self.order(Command::DropAgent { why: NOT_REACHED });
        if self.is_internal() {
            self.order(Command::RefuseCaller(code));
            self.stage = Stage::Ended;
            self.silent_since = None;
            self.conversation_ended(EndedBy::System, why, Outcome::Failed);
            self.order(Command::Finish);
        } else {
            self.note("transfer_failed", "转接未成功", "The transfer did not come about");
            self.stage = Stage::Entry;
            self.flow_input(flow::Input::TransferFailed, now);
        }
    }
}
