//! The conversation: hold, mute, an agent who is lost and comes back, the survey after it.

use contact::{ContactEvent, EndedBy, Outcome};
use kernel::Timestamp;

use crate::machine::{AGENT_RETURN, CallMachine, Link, Stage, Talking, Tape};
use crate::{Apology, Command, DeskAction, DeviceEvent};

impl CallMachine {
    pub(crate) fn connect(&mut self, talking: Talking, now: Timestamp) {
        self.served = true;
        self.flow_input(flow::Input::Answered, now);
        self.order(Command::StopPlay);
        self.order(Command::Bridge);
        self.record(ContactEvent::Connected { agent: talking.agent.clone() });
        if self.tape == Tape::Off {
            self.tape = Tape::Running;
            self.order(Command::StartRecording);
        }
        self.silent_since = self.silent_since.map(|_| now);
        self.stage = Stage::Talking(talking);
    }

    pub(crate) fn agent_device(&mut self, event: DeviceEvent, now: Timestamp) {
        match &self.stage {
            Stage::Ringing(_) => self.ringing_device(event),
            Stage::Calling(_) => self.called_device(event, now),
            Stage::Talking(talking) => {
                let talking = talking.clone();
                self.talking_device(talking, event, now);
            }
            Stage::Arriving
            | Stage::Apologising
            | Stage::Entry
            | Stage::Waiting
            | Stage::Survey
            | Stage::Ended => match event {
                // An answer that crossed our withdrawal.
                DeviceEvent::Answered => self.order(Command::DropAgent { why: "too_late" }),
                DeviceEvent::Ringing
                | DeviceEvent::Failed { .. }
                | DeviceEvent::HungUp
                | DeviceEvent::Lost { .. } => {}
            },
        }
    }

    fn talking_device(&mut self, talking: Talking, event: DeviceEvent, now: Timestamp) {
        match (talking.link, event) {
            (Link::Up, DeviceEvent::HungUp) => self.agent_left("agent_hung_up", now),
            (Link::Up, DeviceEvent::Lost { why }) if self.is_internal() => self.agent_left(&why, now),
            (Link::Up, DeviceEvent::Lost { why }) => {
                self.record(ContactEvent::AgentLost { agent: talking.agent.id, why });
                self.order(Command::Unbridge);
                self.order(Command::Music(None));
                let patience =
                    if self.facts.agent_return.is_zero() { AGENT_RETURN } else { self.facts.agent_return };
                self.stage =
                    Stage::Talking(Talking { link: Link::Away { until: now.plus(patience) }, ..talking });
            }
            (Link::Returning { .. }, DeviceEvent::Answered) => self.agent_returned(talking),
            (
                Link::Returning { until },
                DeviceEvent::Failed { .. } | DeviceEvent::HungUp | DeviceEvent::Lost { .. },
            ) => self.stage = Stage::Talking(Talking { link: Link::Away { until }, ..talking }),
            (Link::Up, DeviceEvent::Ringing | DeviceEvent::Answered | DeviceEvent::Failed { .. })
            | (Link::Returning { .. }, DeviceEvent::Ringing) => {}
            // Nobody was called: whatever is heard belongs to the connection that broke.
            (Link::Away { .. }, _) => {}
        }
    }

    fn agent_returned(&mut self, talking: Talking) {
        self.note("agent_returned", "坐席重新连接", "The agent is connected again");
        self.order(Command::StopPlay);
        self.order(Command::Bridge);
        if talking.held {
            self.order(Command::Hold);
        }
        if talking.muted {
            self.order(Command::Mute(true));
        }
        self.stage = Stage::Talking(Talking { link: Link::Up, ..talking });
    }

    pub(crate) fn agent_back(&mut self) {
        let Stage::Talking(talking) = &mut self.stage else { return };
        if let Link::Away { until } = talking.link {
            talking.link = Link::Returning { until };
            let agent = talking.agent.clone();
            self.order(Command::InviteAgent { agent, resume: true });
        }
    }

    /// The agent did not come back in time: the caller goes to the head of the queue, with an apology.
    pub(crate) fn give_agent_up(&mut self, now: Timestamp) {
        let Stage::Talking(talking) = &self.stage else { return };
        if talking.by_name {
            self.agent_left("agent_unreachable", now);
            return;
        }
        let agent = talking.agent.clone();
        self.order(Command::DropAgent { why: "agent_unreachable" });
        self.order(Command::PlayApology(Apology::AgentLost, self.language()));
        self.stage = Stage::Waiting;
        self.order(Command::ReturnToQueue(agent));
    }

    pub(crate) fn desk(&mut self, action: DeskAction, now: Timestamp) {
        let Stage::Talking(talking) = &mut self.stage else { return };
        match action {
            DeskAction::Hold if !talking.held => {
                talking.held = true;
                self.order(Command::Hold);
                self.record(ContactEvent::Held);
            }
            DeskAction::Resume if talking.held => {
                talking.held = false;
                self.order(Command::Resume);
                self.record(ContactEvent::Resumed);
            }
            DeskAction::Mute if !talking.muted => self.set_muted(true),
            DeskAction::Unmute if talking.muted => self.set_muted(false),
            // Asked twice: it is so already.
            DeskAction::Hold | DeskAction::Resume | DeskAction::Mute | DeskAction::Unmute => {}
            DeskAction::HangUp => self.agent_left("agent_hung_up", now),
            DeskAction::ToSurvey => self.agent_left("handed_to_survey", now),
        }
    }

    fn set_muted(&mut self, on: bool) {
        if let Stage::Talking(talking) = &mut self.stage {
            talking.muted = on;
        }
        self.order(Command::Mute(on));
        self.record(ContactEvent::Muted { on });
    }

    /// The agent's part is over while the caller is still there.
    fn agent_left(&mut self, reason: &str, now: Timestamp) {
        let Stage::Talking(talking) = &self.stage else { return };
        let agent = talking.agent.clone();
        self.order(Command::Unbridge);
        self.order(Command::DropAgent { why: "finished" });
        self.stop_tape();
        self.conversation_ended(EndedBy::Agent, reason, Outcome::Served);
        if self.is_internal() {
            self.release(reason);
            return;
        }
        self.order(Command::HandlingEnded(agent));
        self.stage = Stage::Survey;
        self.flow_input(flow::Input::HandedBack, now);
    }

    pub(crate) fn stop_tape(&mut self) {
        if self.tape == Tape::Running {
            self.tape = Tape::Off;
            self.order(Command::StopRecording);
        }
    }
}
