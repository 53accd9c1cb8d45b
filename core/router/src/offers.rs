//! Arrival, and the life of an offer: accepted, refused, timed out or withdrawn, exactly one of these.

use std::cmp::Reverse;

use kernel::{AgentId, ContactId, OfferId, Refused};

use crate::config::settle_skills;
use crate::contact::{Contact, Stage};
use crate::event::{Arrival, Departure, OfferEnd, Output, Presence, PresenceReason, Withdrawal};
use crate::refuse;
use crate::router::Router;

impl Router {
    pub(crate) fn contact_arrived(&mut self, arrival: Arrival, out: &mut Vec<Output>) -> Result<(), Refused> {
        let Arrival { contact: id, channel, queue, priority, mut extra_skills, waiting_since, preferred } =
            arrival;
        if self.contacts.find(id).is_some() {
            return Err(refuse::already_here());
        }
        let queue_slot = self.queues.find(queue).ok_or_else(refuse::no_queue)?;
        settle_skills("extra_skills", &mut extra_skills)?;
        let waiting_since = waiting_since.min(self.now);
        let slot = self.contacts.insert(
            id,
            Contact {
                id,
                channel,
                queue,
                priority,
                extra_skills,
                waiting_since,
                steps_since: waiting_since,
                preferred,
                directed: None,
                failed: Vec::new(),
                failures: 0,
                next_step: 0,
                raised: 0,
                lowered: Vec::new(),
                added: Vec::new(),
                announce_at: None,
                stage: Stage::Waiting { kept_for: None },
                pool: None,
                place: None,
                due: None,
                rises_at: None,
            },
        );
        self.queues[queue_slot].contacts += 1;
        self.offer_or_wait(slot, queue_slot, out);
        Ok(())
    }

    /// Before an arrival nobody waiting can be taken by anybody with room, so that the newcomer competes with nobody
    /// and may be offered without standing in line first. Where something else may apply, it stands in line.
    fn offer_or_wait(&mut self, slot: u32, queue_slot: u32, out: &mut Vec<Output>) {
        let config = &self.queues[queue_slot].config;
        let contact = &self.contacts[slot];
        let first_step = config.overflow.first().map(|step| contact.steps_since.plus(step.after));
        let simple = config.affinity.is_none() || contact.preferred.is_none();
        if !simple || first_step.is_some_and(|at| at <= self.now) {
            return self.wait(slot, out);
        }
        let place =
            (Reverse(contact.effective_priority(config, self.now)), contact.waiting_since, contact.id);
        self.demand_pool(slot);
        let Some(choice) = self.choose(slot) else { return self.wait(slot, out) };
        let position = self.position(queue_slot, &place, false);
        let contact = &self.contacts[slot];
        out.push(Output::Queued { contact: contact.id, queue: contact.queue, position });
        self.offer(slot, choice, out);
    }

    /// The contact that an agent is being offered by this offer.
    fn standing_offer(&self, offer: OfferId, agent: AgentId) -> Result<(u32, u32), Refused> {
        let agent_slot = self.agents.find(agent).ok_or_else(refuse::no_agent)?;
        let agent = &self.agents[agent_slot];
        let slots = agent.offered.iter().filter_map(|contact| self.contacts.find(*contact));
        let stands = |slot: &u32| match self.contacts[*slot].stage {
            Stage::Offered { offer: standing, .. } => standing == offer,
            Stage::Waiting { .. } | Stage::Handling { .. } => false,
        };
        let ended = agent.last_offer.filter(|(last, _)| *last == offer).map(|(_, end)| end);
        let contact = slots.into_iter().find(stands).ok_or_else(|| refuse::offer_over(ended))?;
        Ok((contact, agent_slot))
    }

    pub(crate) fn offer_accepted(
        &mut self,
        offer: OfferId,
        agent: AgentId,
        out: &mut Vec<Output>,
    ) -> Result<(), Refused> {
        let (slot, agent_slot) = self.standing_offer(offer, agent)?;
        let now = self.now;
        let contact = &mut self.contacts[slot];
        contact.stage = Stage::Handling { agent, since: now };
        contact.directed = None;
        contact.failed.clear();
        let id = contact.id;
        self.arm(slot, None);
        self.leave_pool(slot);
        let taker = &mut self.agents[agent_slot];
        taker.offered.retain(|offered| *offered != id);
        taker.handling.push(id);
        taker.missed_in_row = 0;
        taker.refused_in_row = 0;
        taker.last_offer = Some((offer, OfferEnd::Accepted));
        out.push(Output::OfferEnded { offer, contact: id, agent, end: OfferEnd::Accepted });
        self.refresh(agent_slot, 0, out);
        Ok(())
    }

    pub(crate) fn offer_refused(
        &mut self,
        offer: OfferId,
        agent: AgentId,
        out: &mut Vec<Output>,
    ) -> Result<(), Refused> {
        let (slot, _) = self.standing_offer(offer, agent)?;
        self.refuse_offer(slot, out);
        Ok(())
    }

    /// The agent declined: too many in a row make the agent's presence `missed`.
    pub(crate) fn refuse_offer(&mut self, slot: u32, out: &mut Vec<Output>) {
        let Some(agent_slot) = self.end_offer(slot, OfferEnd::Refused, out) else { return };
        let agent = &mut self.agents[agent_slot];
        agent.refused_in_row = agent.refused_in_row.saturating_add(1);
        let id = agent.id();
        let too_many = self.config.refused_limit.is_some_and(|limit| agent.refused_in_row >= limit.max(1));
        self.contacts[slot].note_failure(id);
        self.wait(slot, out);
        if too_many {
            self.miss(agent_slot, PresenceReason::RefusedOffers, out);
        }
    }

    /// Nobody answered in time: too many in a row make the agent's presence `missed`.
    pub(crate) fn time_out(&mut self, slot: u32, out: &mut Vec<Output>) {
        let Some(agent_slot) = self.end_offer(slot, OfferEnd::TimedOut, out) else { return };
        let id = self.agents[agent_slot].id();
        self.contacts[slot].note_failure(id);
        self.wait(slot, out);
        self.count_missed(agent_slot, out);
    }

    pub(crate) fn count_missed(&mut self, agent_slot: u32, out: &mut Vec<Output>) {
        let agent = &mut self.agents[agent_slot];
        agent.missed_in_row = agent.missed_in_row.saturating_add(1);
        if agent.missed_in_row >= self.config.missed_limit.max(1) {
            self.miss(agent_slot, PresenceReason::MissedOffers, out);
        }
    }

    /// Sets an available agent's presence to `missed`.
    pub(crate) fn miss(&mut self, agent_slot: u32, why: PresenceReason, out: &mut Vec<Output>) {
        if self.agents[agent_slot].presence == Presence::Available {
            self.set_presence(agent_slot, Presence::Missed, why, out);
        }
    }

    /// Takes an offer back; the contact stands in line again.
    pub(crate) fn withdraw(&mut self, slot: u32, why: Withdrawal, out: &mut Vec<Output>) {
        let Some(agent_slot) = self.end_offer(slot, OfferEnd::Withdrawn { why }, out) else { return };
        let id = self.agents[agent_slot].id();
        match why {
            Withdrawal::AgentUnavailable | Withdrawal::AgentLost => self.contacts[slot].note_failure(id),
            Withdrawal::CustomerLeft | Withdrawal::Redirected | Withdrawal::NoLongerMatches => {}
        }
        self.wait(slot, out);
    }

    /// Ends an offer that was not accepted and frees the agent; the contact must be placed or leave afterwards.
    pub(crate) fn end_offer(&mut self, slot: u32, end: OfferEnd, out: &mut Vec<Output>) -> Option<u32> {
        let contact = &mut self.contacts[slot];
        let Stage::Offered { offer, agent, .. } = contact.stage else { return None };
        contact.stage = Stage::Waiting { kept_for: None };
        contact.directed = None;
        let (id, channel) = (contact.id, contact.channel);
        self.arm(slot, None);
        let agent_slot = self.agents.find(agent)?;
        let taker = &mut self.agents[agent_slot];
        taker.offered.retain(|offered| *offered != id);
        taker.put_down(channel);
        taker.last_offer = Some((offer, end));
        out.push(Output::OfferEnded { offer, contact: id, agent, end });
        self.refresh(agent_slot, 0, out);
        Some(agent_slot)
    }

    pub(crate) fn contact_left(&mut self, contact: ContactId, out: &mut Vec<Output>) -> Result<(), Refused> {
        let slot = self.contacts.find(contact).ok_or_else(refuse::no_contact)?;
        match self.contacts[slot].stage {
            Stage::Waiting { .. } => self.leave(slot, None, Departure::Abandoned, out),
            Stage::Offered { .. } => {
                self.end_offer(slot, OfferEnd::Withdrawn { why: Withdrawal::CustomerLeft }, out);
                self.leave(slot, None, Departure::Abandoned, out);
            }
            Stage::Handling { agent, .. } => {
                self.finish_handling(slot, true, out);
                self.leave(slot, Some(agent), Departure::HandledCustomerLeft, out);
            }
        }
        Ok(())
    }

    /// The one way out of the router.
    pub(crate) fn leave(&mut self, slot: u32, agent: Option<AgentId>, why: Departure, out: &mut Vec<Output>) {
        self.unplace(slot);
        self.arm(slot, None);
        self.leave_pool(slot);
        let (contact, queue) = (self.contacts[slot].id, self.contacts[slot].queue);
        if let Some(queue) = self.queues.find(queue) {
            self.queues[queue].contacts -= 1;
        }
        self.contacts.remove(contact);
        out.push(Output::Left { contact, queue, agent, why });
    }
}
