//! From the agent's hands: end, wrap-up, return, transfer; and a leader's redirection.

use kernel::{AgentId, ContactId, Refused};

use crate::agent::WrapUp;
use crate::contact::Stage;
use crate::event::{Departure, OfferEnd, Output, Presence, PresenceReason, ReturnReason, Target, Withdrawal};
use crate::refuse;
use crate::router::Router;

impl Router {
    /// The contact's slot, if this agent is handling it.
    fn handled_by(&self, contact: ContactId, agent: AgentId) -> Result<u32, Refused> {
        let slot = self.contacts.find(contact).ok_or_else(refuse::no_contact)?;
        match self.contacts[slot].stage {
            Stage::Handling { agent: handling, .. } if handling == agent => Ok(slot),
            Stage::Handling { .. } | Stage::Waiting { .. } | Stage::Offered { .. } => {
                Err(refuse::not_handling())
            }
        }
    }

    pub(crate) fn handling_ended(
        &mut self,
        contact: ContactId,
        agent: AgentId,
        out: &mut Vec<Output>,
    ) -> Result<(), Refused> {
        let slot = self.handled_by(contact, agent)?;
        self.finish_handling(slot, true, out);
        self.leave(slot, Some(agent), Departure::Handled, out);
        Ok(())
    }

    /// Takes a contact out of its agent's hands; wrap-up follows if wanted and the queue has it.
    pub(crate) fn finish_handling(&mut self, slot: u32, wrap_up: bool, out: &mut Vec<Output>) -> Option<u32> {
        let contact = &mut self.contacts[slot];
        let Stage::Handling { agent, .. } = contact.stage else { return None };
        contact.stage = Stage::Waiting { kept_for: None };
        let (id, channel) = (contact.id, contact.channel);
        let queue = self.queue_of(slot).map(|(_, queue)| queue);
        let agent_slot = self.agents.find(agent)?;
        let now = self.now;
        let taker = &mut self.agents[agent_slot];
        taker.handling.retain(|handled| *handled != id);
        taker.put_down(channel);
        let rule =
            queue.filter(|_| wrap_up).and_then(|queue| queue.wrap_up_limit.map(|limit| (queue, limit)));
        if let Some((queue, limit)) = &rule {
            let until = now.plus(*limit);
            // An agent who gets a contact back before its wrap-up is done has one wrap-up for both parts.
            for earlier in taker.wrap_ups.extract_if(.., |earlier| earlier.contact == id) {
                self.wrap_up_timers.remove(&(earlier.until, agent, id));
            }
            taker.wrap_ups.push(WrapUp {
                contact: id,
                channel,
                since: now,
                until,
                blocks: queue.blocks_while_wrap_up,
                auto_finish: queue.wrap_up_auto_finish,
                overdue: false,
            });
            self.wrap_up_timers.insert((until, agent, id));
            out.push(Output::WrapUpStarted { contact: id, agent, until });
        }
        let occupied = rule.is_some_and(|(queue, _)| queue.blocks_while_wrap_up);
        if !occupied {
            *taker.idle_since.get_mut(channel) = now;
        }
        self.refresh(agent_slot, if occupied { 0 } else { channel.bit() }, out);
        Some(agent_slot)
    }

    pub(crate) fn wrap_up_finished(
        &mut self,
        contact: ContactId,
        agent: AgentId,
        out: &mut Vec<Output>,
    ) -> Result<(), Refused> {
        let agent_slot = self.agents.find(agent).ok_or_else(refuse::no_agent)?;
        let wrap_ups = &self.agents[agent_slot].wrap_ups;
        let at = wrap_ups.iter().position(|wrap_up| wrap_up.contact == contact);
        self.end_wrap_up(agent_slot, at.ok_or_else(refuse::not_in_wrap_up)?, false, out);
        Ok(())
    }

    fn end_wrap_up(&mut self, agent_slot: u32, at: usize, by_limit: bool, out: &mut Vec<Output>) {
        let now = self.now;
        let agent = &mut self.agents[agent_slot];
        let wrap_up = agent.wrap_ups.remove(at);
        let id = agent.id();
        let mut idle_changed = 0;
        if wrap_up.blocks {
            *agent.idle_since.get_mut(wrap_up.channel) = now;
            idle_changed = wrap_up.channel.bit();
        }
        self.wrap_up_timers.remove(&(wrap_up.until, id, wrap_up.contact));
        out.push(Output::WrapUpEnded { contact: wrap_up.contact, agent: id, by_limit });
        self.refresh(agent_slot, idle_changed, out);
    }

    /// A wrap-up has reached its limit.
    pub(crate) fn wrap_up_timer(&mut self, agent: AgentId, contact: ContactId, out: &mut Vec<Output>) {
        let Some(agent_slot) = self.agents.find(agent) else { return };
        let wrap_ups = &mut self.agents[agent_slot].wrap_ups;
        let Some(at) = wrap_ups.iter().position(|wrap_up| wrap_up.contact == contact) else { return };
        if wrap_ups[at].auto_finish {
            self.end_wrap_up(agent_slot, at, true, out);
        } else {
            wrap_ups[at].overdue = true;
            out.push(Output::WrapUpOverdue { contact, agent });
        }
    }

    pub(crate) fn returned(
        &mut self,
        contact: ContactId,
        agent: AgentId,
        why: ReturnReason,
        out: &mut Vec<Output>,
    ) -> Result<(), Refused> {
        let slot = self.contacts.find(contact).ok_or_else(refuse::no_contact)?;
        let agent_slot = self.agents.find(agent).ok_or_else(refuse::no_agent)?;
        match self.contacts[slot].stage {
            Stage::Offered { agent: offered, .. } if offered == agent => match why {
                ReturnReason::NoAnswer => self.time_out(slot, out),
                ReturnReason::TransferFailed => self.refuse_offer(slot, out),
                ReturnReason::AgentLost => {
                    self.withdraw(slot, Withdrawal::AgentLost, out);
                    self.miss(agent_slot, PresenceReason::Lost, out);
                }
            },
            Stage::Handling { agent: handling, .. } if handling == agent => {
                self.finish_handling(slot, false, out);
                let now = self.now;
                let contact = &mut self.contacts[slot];
                contact.note_failure(agent);
                contact.steps_since = now;
                contact.next_step = 0;
                self.wait(slot, out);
                match why {
                    ReturnReason::NoAnswer => self.count_missed(agent_slot, out),
                    ReturnReason::AgentLost => self.miss(agent_slot, PresenceReason::Lost, out),
                    ReturnReason::TransferFailed => {}
                }
            }
            Stage::Waiting { kept_for: Some(kept) }
                if kept == agent && self.contacts[slot].directed.is_some() =>
            {
                self.contacts[slot].note_failure(agent);
                self.contacts[slot].directed = None;
                self.replace(slot);
            }
            Stage::Waiting { .. } | Stage::Offered { .. } | Stage::Handling { .. } => {
                return Err(refuse::not_held());
            }
        }
        Ok(())
    }

    /// Refuses targets that are unknown or cannot take anything now.
    fn check_target(&self, target: Target) -> Result<(), Refused> {
        match target {
            Target::Queue(queue) => self.queues.find(queue).map(|_| ()).ok_or_else(refuse::no_queue),
            Target::Agent(agent) => match self.agents.get(agent) {
                None => Err(refuse::no_agent()),
                Some(agent) if agent.presence != Presence::Available => Err(refuse::target_not_available()),
                Some(_) => Ok(()),
            },
        }
    }

    pub(crate) fn transferred(
        &mut self,
        contact: ContactId,
        from: AgentId,
        target: Target,
        out: &mut Vec<Output>,
    ) -> Result<(), Refused> {
        let slot = self.handled_by(contact, from)?;
        self.check_target(target)?;
        if target == Target::Agent(from) {
            return Err(refuse::transfer_to_self());
        }
        self.finish_handling(slot, true, out);
        self.contacts[slot].failed = vec![from];
        self.send_to(slot, target, out);
        Ok(())
    }

    pub(crate) fn redirected(
        &mut self,
        contact: ContactId,
        target: Target,
        out: &mut Vec<Output>,
    ) -> Result<(), Refused> {
        let slot = self.contacts.find(contact).ok_or_else(refuse::no_contact)?;
        match self.contacts[slot].stage {
            Stage::Handling { .. } => return Err(refuse::being_handled()),
            Stage::Waiting { .. } => {
                self.check_target(target)?;
                self.unplace(slot);
            }
            Stage::Offered { .. } => {
                self.check_target(target)?;
                self.end_offer(slot, OfferEnd::Withdrawn { why: Withdrawal::Redirected }, out);
            }
        }
        self.contacts[slot].failed.clear();
        self.send_to(slot, target, out);
        Ok(())
    }

    /// Puts a contact in line for a target; overflow steps begin anew, the waiting time stays.
    fn send_to(&mut self, slot: u32, target: Target, out: &mut Vec<Output>) {
        let (now, directed_wait) = (self.now, self.config.directed_wait);
        let contact = &mut self.contacts[slot];
        contact.steps_since = now;
        contact.next_step = 0;
        contact.raised = 0;
        contact.lowered.clear();
        contact.added.clear();
        contact.announce_at = None;
        contact.preferred = None;
        contact.directed = None;
        match target {
            Target::Agent(agent) => contact.directed = Some((agent, now.plus(directed_wait))),
            Target::Queue(queue) => {
                let before = std::mem::replace(&mut contact.queue, queue);
                for (id, step) in [(before, -1), (queue, 1)] {
                    if let Some(queue) = self.queues.find(id) {
                        let contacts = &mut self.queues[queue].contacts;
                        *contacts = contacts.saturating_add_signed(step);
                    }
                }
            }
        }
        self.wait(slot, out);
    }
}
