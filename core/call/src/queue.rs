//! Waiting for a person: offers, ringing, long waits.

use std::time::Duration;

use contact::{ContactEvent, OfferEnd, Outcome};
use kernel::{OfferId, Timestamp};

use crate::machine::{CallMachine, Link, Ringing, Stage, Talking};
use crate::{Command, DeviceEvent, Offer, OverflowStep};

impl CallMachine {
    pub(crate) fn offered(&mut self, offer: Offer) {
        match self.stage {
            Stage::Waiting => {
                let Offer { offer, agent, until, why, decision, .. } = offer;
                self.record(ContactEvent::Offered { offer, agent: agent.clone(), until, why, decision });
                self.order(Command::InviteAgent { agent: agent.clone(), resume: false });
                self.stage = Stage::Ringing(Ringing { offer, agent, heard: false });
            }
            // The caller left, or is being served, in the moment of the offer: it is declined.
            Stage::Arriving
            | Stage::Apologising
            | Stage::Entry
            | Stage::Ringing(_)
            | Stage::Calling(_)
            | Stage::Talking(_)
            | Stage::Survey
            | Stage::Ended => self.order(Command::RefuseOffer { offer: offer.offer, agent: offer.agent }),
        }
    }

    pub(crate) fn offer_ended(&mut self, offer: OfferId, end: OfferEnd, why: &str, now: Timestamp) {
        let Stage::Ringing(ringing) = &self.stage else { return };
        if ringing.offer != offer {
            return;
        }
        let agent = ringing.agent.clone();
        self.record(ContactEvent::OfferEnded { offer, agent: agent.id, end, why: why.to_owned() });
        match end {
            OfferEnd::Accepted => self
                .connect(Talking { agent, held: false, muted: false, by_name: false, link: Link::Up }, now),
            OfferEnd::Refused | OfferEnd::TimedOut | OfferEnd::Withdrawn => {
                self.order(Command::DropAgent { why: "offer_ended" });
                self.stage = Stage::Waiting;
            }
        }
    }

    /// What the agent's device does while it is called for an offer.
    pub(crate) fn ringing_device(&mut self, event: DeviceEvent) {
        let Stage::Ringing(ringing) = &mut self.stage else { return };
        let (offer, agent) = (ringing.offer, ringing.agent.clone());
        match event {
            DeviceEvent::Ringing => {
                if !ringing.heard {
                    ringing.heard = true;
                    self.record(ContactEvent::Ringing { agent });
                }
            }
            DeviceEvent::Answered => {
                if !ringing.heard {
                    // Some devices answer without a 180: the ring time is zero then.
                    ringing.heard = true;
                    self.record(ContactEvent::Ringing { agent: agent.clone() });
                }
                self.order(Command::AcceptOffer { offer, agent });
            }
            DeviceEvent::Failed { .. } | DeviceEvent::HungUp | DeviceEvent::Lost { .. } => {
                self.order(Command::RefuseOffer { offer, agent });
            }
        }
    }

    pub(crate) fn announce(&mut self, position: u32, expected_wait_s: Option<u64>, now: Timestamp) {
        if matches!(self.stage, Stage::Waiting | Stage::Ringing(_)) {
            let expected_wait = expected_wait_s.map(Duration::from_secs);
            self.flow_input(flow::Input::QueueUpdate { position, expected_wait }, now);
        }
    }

    pub(crate) fn overflow(&mut self, step: OverflowStep, now: Timestamp) {
        if !matches!(self.stage, Stage::Waiting | Stage::Ringing(_)) {
            return;
        }
        match step {
            OverflowStep::OfferCallback => self.flow_input(flow::Input::CallbackOffered, now),
            OverflowStep::Voicemail => self.sent_away(flow::QueueExit::Voicemail, now),
            OverflowStep::EndWithMessage => self.sent_away(flow::QueueExit::Message, now),
        }
    }

    /// The router no longer has the contact: the flow says what comes instead.
    fn sent_away(&mut self, why: flow::QueueExit, now: Timestamp) {
        self.withdraw_ringing("overflow");
        self.stop_tape();
        self.stage = Stage::Entry;
        self.flow_input(flow::Input::QueueLeft { why }, now);
    }

    /// The caller no longer waits: an agent's device that rings is let go.
    pub(crate) fn withdraw_ringing(&mut self, why: &'static str) {
        if let Stage::Ringing(ringing) = &self.stage {
            let event = ContactEvent::OfferEnded {
                offer: ringing.offer,
                agent: ringing.agent.id,
                end: OfferEnd::Withdrawn,
                why: why.to_owned(),
            };
            self.order(Command::DropAgent { why });
            self.record(event);
        }
    }

    pub(crate) fn queue_refused(&mut self, now: Timestamp) {
        if self.stage == Stage::Waiting {
            self.stop_tape();
            self.stage = Stage::Entry;
            self.note("queue_refused", "队列不可用", "The queue cannot be entered");
            // Not the caller gave up.
            self.outcome = Outcome::Failed;
            let told = self.out.len();
            self.flow_input(flow::Input::QueueLeft { why: flow::QueueExit::Unavailable }, now);
            // A caller who had spoken with an agent already has no place in the flow to go on from.
            if self.out.len() == told {
                self.release("queue_unavailable");
            }
        }
    }
}
