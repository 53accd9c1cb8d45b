//! Live changes of queues, agents and presence. None of them touches a contact that is being handled.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::{AgentId, ContactId, QueueId, Refused};

use crate::agent::{Agent, Membership};
use crate::channel::{Channel, PerChannel};
use crate::config::{AgentConfig, QueueConfig};
use crate::contact::Stage;
use crate::event::{Output, Presence, PresenceReason, Withdrawal};
use crate::refuse;
use crate::router::{Queue, Router};

impl Router {
    pub(crate) fn queue_defined(
        &mut self,
        config: QueueConfig,
        out: &mut Vec<Output>,
    ) -> Result<(), Refused> {
        let config = Arc::new(config.settled()?);
        let id = config.id;
        match self.queues.find(id) {
            Some(slot) => {
                self.forget_plain_pools(slot);
                self.queues[slot].config = config;
            }
            None => {
                let plain_pools = [None; Channel::ALL.len()];
                self.queues.insert(id, Queue { config, waiting: BTreeMap::new(), contacts: 0, plain_pools });
            }
        }
        self.demands_changed(id, out);
        Ok(())
    }

    pub(crate) fn queue_removed(&mut self, queue: QueueId, out: &mut Vec<Output>) -> Result<(), Refused> {
        let slot = self.queues.find(queue).ok_or_else(refuse::no_queue)?;
        let contacts = self.queues[slot].contacts;
        if contacts > 0 {
            return Err(refuse::queue_in_use(contacts));
        }
        self.forget_plain_pools(slot);
        self.queues.remove(queue);
        self.demands_changed(queue, out);
        Ok(())
    }

    fn forget_plain_pools(&mut self, queue_slot: u32) {
        let pools = std::mem::take(&mut self.queues[queue_slot].plain_pools);
        for pool in pools.into_iter().flatten() {
            self.drop_pool_user(pool);
        }
    }

    /// Looks again at every contact in line or on offer that depends on a queue: first all places in line, so that
    /// what follows sees the new order.
    fn demands_changed(&mut self, queue: QueueId, out: &mut Vec<Output>) {
        let mut concerned = self.contacts.by_key();
        concerned.retain(|slot| {
            let contact = &self.contacts[*slot];
            contact.queue == queue || contact.added.contains(&queue)
        });
        let waiting = |router: &Self, slot: u32| matches!(router.contacts[slot].stage, Stage::Waiting { .. });
        let (in_line, others): (Vec<u32>, Vec<u32>) =
            concerned.into_iter().partition(|slot| waiting(self, *slot));
        for slot in &in_line {
            let every = self.queue_of(*slot).and_then(|(_, queue)| queue.announce_every);
            let now = self.now;
            let contact = &mut self.contacts[*slot];
            contact.announce_at =
                every.map(|every| contact.announce_at.unwrap_or(now.plus(every)).min(now.plus(every)));
            self.replace(*slot);
        }
        for slot in others {
            if let Stage::Offered { .. } = self.contacts[slot].stage {
                self.demand_pool(slot);
                self.check_offer(slot, out);
            }
        }
        for slot in in_line {
            self.take_steps(slot, out);
        }
    }

    /// Withdraws an offer that would not be made any more.
    fn check_offer(&mut self, slot: u32, out: &mut Vec<Output>) {
        let contact = &self.contacts[slot];
        let Stage::Offered { agent, .. } = contact.stage else { return };
        let Some(agent) = self.agents.get(agent) else { return };
        let member = agent.memberships.iter().any(|member| Some(member.pool) == contact.pool);
        let matches = member || contact.directed.is_some();
        if !matches || agent.over_capacity(contact.channel) {
            self.withdraw(slot, Withdrawal::NoLongerMatches, out);
        }
    }

    pub(crate) fn agent_defined(
        &mut self,
        config: AgentConfig,
        out: &mut Vec<Output>,
    ) -> Result<(), Refused> {
        let config = config.settled()?;
        let id = config.id;
        let slot = match self.agents.find(id) {
            Some(slot) => {
                self.leave_pools(slot);
                let agent = &mut self.agents[slot];
                agent.staff_number = Arc::from(config.staff_number.as_str());
                agent.config = config;
                agent.weigh();
                slot
            }
            None => self.agents.insert(id, Agent::new(config, self.now)),
        };
        self.join_pools(slot);
        self.refresh(slot, 0, out);
        let mut offered = self.agents[slot].offered.clone();
        offered.reverse();
        for contact in offered.iter().filter_map(|contact| self.contacts.find(*contact)).collect::<Vec<_>>() {
            self.check_offer(contact, out);
        }
        self.look_again_at_kept(slot);
        Ok(())
    }

    pub(crate) fn agent_removed(&mut self, agent: AgentId, out: &mut Vec<Output>) -> Result<(), Refused> {
        let slot = self.agents.find(agent).ok_or_else(refuse::no_agent)?;
        if !self.agents[slot].handling.is_empty() || !self.agents[slot].wrap_ups.is_empty() {
            return Err(refuse::agent_busy());
        }
        self.set_presence(slot, Presence::Offline, PresenceReason::Declared, out);
        self.leave_pools(slot);
        self.listed_agents.retain(|listed| *listed != slot);
        self.agents.remove(agent);
        Ok(())
    }

    /// Joins every pool whose demand the agent meets.
    pub(crate) fn join_pools(&mut self, slot: u32) {
        let pools: Vec<u32> = self.pool_of.values().copied().collect();
        for pool in pools {
            self.join_pool(slot, pool);
        }
    }

    pub(crate) fn join_pool(&mut self, slot: u32, pool_slot: u32) {
        let pool = &mut self.pools[pool_slot as usize];
        let Some(rank) = pool.demand.rank(&self.agents[slot]) else { return };
        pool.members += 1;
        if self.agents[slot].open & pool.bit() != 0 {
            pool.open += 1;
            pool.enter(slot, rank, &self.agents);
            self.list_pool(pool_slot);
        }
        self.agents[slot].memberships.push(Membership { pool: pool_slot, rank });
    }

    fn leave_pools(&mut self, slot: u32) {
        let memberships = std::mem::take(&mut self.agents[slot].memberships);
        let open = std::mem::take(&mut self.agents[slot].open);
        for member in memberships {
            let pool = &mut self.pools[member.pool as usize];
            pool.members -= 1;
            if open & pool.bit() != 0 {
                pool.open -= 1;
            }
            pool.strike(slot);
        }
    }

    pub(crate) fn presence_declared(
        &mut self,
        agent: AgentId,
        presence: Presence,
        out: &mut Vec<Output>,
    ) -> Result<(), Refused> {
        let slot = self.agents.find(agent).ok_or_else(refuse::no_agent)?;
        match presence {
            Presence::Missed => return Err(refuse::missed_is_observed()),
            Presence::Available => {
                self.agents[slot].missed_in_row = 0;
                self.agents[slot].refused_in_row = 0;
            }
            Presence::Offline | Presence::Break { .. } => {}
        }
        self.set_presence(slot, presence, PresenceReason::Declared, out);
        Ok(())
    }

    /// Changes a presence; offers to an agent who is not available are withdrawn, contacts kept for the agent go
    /// back into the common line.
    pub(crate) fn set_presence(
        &mut self,
        slot: u32,
        presence: Presence,
        why: PresenceReason,
        out: &mut Vec<Output>,
    ) {
        let now = self.now;
        let agent = &mut self.agents[slot];
        if agent.presence == presence {
            return;
        }
        let signed_in = agent.presence == Presence::Offline;
        if signed_in {
            agent.idle_since = PerChannel {
                voice: now,
                chat: now,
                email: now,
                social: now,
                sms: now,
                in_app: now,
                ticket: now,
            };
        }
        agent.presence = presence.clone();
        agent.presence_since = now;
        let id = agent.id();
        let available = presence == Presence::Available;
        let withdrawal =
            if why == PresenceReason::Lost { Withdrawal::AgentLost } else { Withdrawal::AgentUnavailable };
        out.push(Output::PresenceChanged { agent: id, presence, why });
        self.refresh(slot, if signed_in { u8::MAX } else { 0 }, out);
        if !available {
            let offered: Vec<ContactId> = self.agents[slot].offered.clone();
            for contact in offered {
                if let Some(contact) = self.contacts.find(contact) {
                    self.withdraw(contact, withdrawal, out);
                }
            }
            self.look_again_at_kept(slot);
        }
    }

    fn look_again_at_kept(&mut self, agent: u32) {
        let kept: Vec<u32> = self.agents[agent].kept.values().copied().collect();
        for contact in kept {
            self.replace(contact);
        }
    }

    /// Brings everything derived from an agent's facts up to date; `idle_changed` names the channels whose idle-since
    /// has changed.
    pub(crate) fn refresh(&mut self, slot: u32, idle_changed: u8, out: &mut Vec<Output>) {
        let now = self.now;
        let agent = &mut self.agents[slot];
        let (open, occupancy, activity) = (agent.open_now(), agent.occupancy_now(), agent.activity_now());
        if agent.activity != activity {
            agent.activity = activity;
            agent.activity_since = now;
            out.push(Output::ActivityChanged { agent: agent.id(), activity });
        }
        let before = std::mem::replace(&mut agent.open, open);
        let occupied = std::mem::replace(&mut agent.occupancy, occupancy) != occupancy;
        if (before | open) == 0 || (before == open && !occupied && idle_changed == 0) {
            return;
        }
        let memberships = std::mem::take(&mut agent.memberships);
        for member in &memberships {
            let pool = &mut self.pools[member.pool as usize];
            let bit = pool.bit();
            let (was, is) = (before & bit != 0, open & bit != 0);
            if !is {
                pool.open -= u32::from(was);
                continue;
            }
            pool.open += u32::from(!was);
            if !was || idle_changed & bit != 0 || (occupied && pool.by_occupancy()) {
                pool.enter(slot, member.rank, &self.agents);
            }
            self.list_pool(member.pool);
        }
        self.agents[slot].memberships = memberships;
        self.list_agent(slot);
    }
}
