//! Standing in line: a contact's place in its queue and pool, what it demands, and for whom it is kept.

use std::cmp::Reverse;
use std::ops::Bound;
use std::sync::Arc;

use kernel::{AgentId, QueueId, Timestamp};

use crate::channel::Channel;
use crate::config::{OverflowAction, QueueConfig, SkillLevel};
use crate::contact::{Place, Stage};
use crate::demand::{Demand, Lane};
use crate::event::{Departure, Output, Presence};
use crate::pool::Pool;
use crate::router::Router;

impl Router {
    /// Puts a contact in line that is in nobody's hands, and takes the overflow steps that are already due.
    pub(crate) fn wait(&mut self, slot: u32, out: &mut Vec<Output>) {
        let Some((queue_slot, queue)) = self.queue_of(slot) else { return };
        let now = self.now;
        let contact = &mut self.contacts[slot];
        contact.announce_at = queue
            .announce_every
            .map(|every| contact.announce_at.filter(|at| *at > now).unwrap_or(now.plus(every)));
        self.demand_pool(slot);
        let kept_for = self.kept_for(slot, &queue);
        self.place(slot, &queue, queue_slot, kept_for);
        let contact = &self.contacts[slot];
        let position = contact.place.map_or(1, |place| self.position(queue_slot, &place, true));
        out.push(Output::Queued { contact: contact.id, queue: contact.queue, position });
        self.take_steps(slot, out);
    }

    /// Inserts a contact in line by its present priority and demand, or among those kept for one agent.
    pub(crate) fn place(
        &mut self,
        slot: u32,
        queue: &QueueConfig,
        queue_slot: u32,
        kept_for: Option<AgentId>,
    ) {
        let now = self.now;
        let contact = &mut self.contacts[slot];
        let (_, rises_at) = contact.rise(queue, now);
        let place = (Reverse(contact.effective_priority(queue, now)), contact.waiting_since, contact.id);
        contact.place = Some(place);
        contact.rises_at = rises_at;
        contact.stage = Stage::Waiting { kept_for };
        self.rises.extend(rises_at.map(|at| (at, contact.id)));
        let pool = contact.pool;
        self.queues[queue_slot].waiting.insert(place, slot);
        if let Some(agent) = kept_for.and_then(|agent| self.agents.find(agent)) {
            self.agents[agent].kept.insert(place, slot);
            self.list_agent(agent);
        } else if let Some(pool) = pool {
            self.pools[pool as usize].waiting.insert(place, slot);
            self.list_pool(pool);
        }
        self.arm(slot, self.due_in_line(slot, queue));
    }

    /// Takes a contact out of line; its pool stays.
    pub(crate) fn unplace(&mut self, slot: u32) {
        let contact = &mut self.contacts[slot];
        let (Some(place), Stage::Waiting { kept_for }) = (contact.place.take(), contact.stage) else {
            return;
        };
        if let Some(at) = contact.rises_at.take() {
            self.rises.remove(&(at, contact.id));
        }
        let (pool, queue) = (contact.pool, contact.queue);
        if let Some(queue) = self.queues.find(queue) {
            self.queues[queue].waiting.remove(&place);
        }
        if let Some(agent) = kept_for.and_then(|agent| self.agents.find(agent)) {
            self.agents[agent].kept.remove(&place);
        } else if let Some(pool) = pool {
            self.pools[pool as usize].waiting.remove(&place);
        }
        self.arm(slot, None);
    }

    /// Takes a waiting contact's place anew, after its priority, its demand or the agent it is kept for has changed.
    /// A contact that is kept for nobody stays so.
    pub(crate) fn replace(&mut self, slot: u32) {
        let Some((queue_slot, queue)) = self.queue_of(slot) else { return };
        let kept = matches!(self.contacts[slot].stage, Stage::Waiting { kept_for: Some(_) });
        self.unplace(slot);
        self.demand_pool(slot);
        let kept_for = if kept { self.kept_for(slot, &queue) } else { None };
        self.place(slot, &queue, queue_slot, kept_for);
    }

    /// The agent for whom a contact in line is kept now, if any: the one it was given to by name, or the one who
    /// served the customer last, while that agent is available and the time for it has not passed.
    fn kept_for(&mut self, slot: u32, queue: &QueueConfig) -> Option<AgentId> {
        let contact = &self.contacts[slot];
        let (agent, until) = contact.kept_until(queue)?;
        let directed = contact.directed.is_some();
        let holds = || {
            let found = self.agents.get(agent)?;
            let wanted = directed || contact.preferred_now(queue) == Some(agent);
            let able = directed || found.memberships.iter().any(|member| Some(member.pool) == contact.pool);
            (wanted && able && found.presence == Presence::Available && self.now < until).then_some(agent)
        };
        let kept_for = holds();
        if kept_for.is_none() {
            self.contacts[slot].directed = None;
        }
        kept_for
    }

    /// Places in line counted from 1; `inside` says whether the place itself stands in the list.
    pub(crate) fn position(&self, queue_slot: u32, place: &Place, inside: bool) -> u32 {
        let waiting = &self.queues[queue_slot].waiting;
        let behind = waiting.range((Bound::Excluded(place), Bound::Unbounded)).count();
        let ahead = waiting.len() - behind - usize::from(inside);
        u32::try_from(ahead + 1).unwrap_or(u32::MAX)
    }

    /// When something is due for a contact in line.
    fn due_in_line(&self, slot: u32, queue: &QueueConfig) -> Option<Timestamp> {
        let contact = &self.contacts[slot];
        let step =
            queue.overflow.get(contact.next_step as usize).map(|step| contact.steps_since.plus(step.after));
        let kept = match contact.stage {
            Stage::Waiting { kept_for: Some(_) } => contact.kept_until(queue).map(|(_, until)| until),
            _ => None,
        };
        step.into_iter().chain(contact.announce_at).chain(kept).min()
    }

    /// Arms the contact's one timer.
    pub(crate) fn arm(&mut self, slot: u32, due: Option<Timestamp>) {
        let contact = &mut self.contacts[slot];
        if contact.due == due {
            return;
        }
        if let Some(old) = contact.due.take() {
            self.timers.remove(&(old, contact.id));
        }
        contact.due = due;
        self.timers.extend(due.map(|at| (at, contact.id)));
    }

    /// Does what is due for a contact in line: end of keeping, overflow, announcement.
    pub(crate) fn line_timer(&mut self, slot: u32, out: &mut Vec<Output>) {
        self.take_steps(slot, out);
        let Some((queue_slot, queue)) = self.queue_of(slot) else { return };
        let (id, now) = (self.contacts[slot].id, self.now);
        if self.contacts.find(id) != Some(slot) {
            return;
        }
        if let Stage::Waiting { kept_for: Some(_) } = self.contacts[slot].stage
            && self.contacts[slot].kept_until(&queue).is_some_and(|(_, until)| until <= now)
        {
            self.replace(slot);
        }
        let contact = &mut self.contacts[slot];
        if let (Some(at), Some(every)) = (contact.announce_at, queue.announce_every)
            && at <= now
        {
            let next = at.plus(every);
            contact.announce_at = Some(if next > now { next } else { now.plus(every) });
            let (contact, queue, waited) = (contact.id, contact.queue, now.since(contact.waiting_since));
            let position =
                self.contacts[slot].place.map_or(1, |place| self.position(queue_slot, &place, true));
            out.push(Output::AnnouncementDue { contact, queue, position, waited });
        }
        self.arm(slot, self.due_in_line(slot, &queue));
    }

    /// Takes the overflow steps whose time has come. The contact may leave by one of them.
    pub(crate) fn take_steps(&mut self, slot: u32, out: &mut Vec<Output>) {
        let Some((_, queue)) = self.queue_of(slot) else { return };
        let mut changed = false;
        loop {
            let contact = &mut self.contacts[slot];
            let step = contact.next_step;
            let Some(next) = queue.overflow.get(step as usize) else { break };
            if contact.steps_since.plus(next.after) > self.now {
                break;
            }
            contact.next_step += 1;
            let action = next.action.clone();
            out.push(Output::OverflowReached { contact: contact.id, queue: queue.id, step, action });
            match &next.action {
                OverflowAction::LowerSkill { skill, to } => contact.lowered.push((*skill, *to)),
                OverflowAction::AddAgentsOf { queue } => contact.added.push(*queue),
                OverflowAction::RaisePriority { by } => contact.raised = contact.raised.saturating_add(*by),
                OverflowAction::OfferCallback => {}
                OverflowAction::Voicemail => return self.leave(slot, None, Departure::Voicemail, out),
                OverflowAction::EndWithMessage => {
                    return self.leave(slot, None, Departure::EndedWithMessage, out);
                }
            }
            changed = true;
        }
        if changed {
            self.replace(slot);
        }
    }

    /// Finds the pool for what a contact demands now and joins it.
    pub(crate) fn demand_pool(&mut self, slot: u32) {
        let Some((queue_slot, queue)) = self.queue_of(slot) else { return };
        let contact = &self.contacts[slot];
        let plain = contact.extra_skills.is_empty() && contact.lowered.is_empty() && contact.added.is_empty();
        let channel = contact.channel;
        let known = if plain { self.queues[queue_slot].plain_pools[channel.index()] } else { None };
        let pool = known.unwrap_or_else(|| {
            let demand = self.demand_of(slot, &queue);
            let pool = self.pool_for(demand);
            if plain {
                self.queues[queue_slot].plain_pools[channel.index()] = Some(pool);
                self.pools[pool as usize].users += 1;
            }
            pool
        });
        self.pools[pool as usize].users += 1;
        self.leave_pool(slot);
        self.contacts[slot].pool = Some(pool);
    }

    /// Gives up the contact's pool.
    pub(crate) fn leave_pool(&mut self, slot: u32) {
        if let Some(pool) = self.contacts[slot].pool.take() {
            self.drop_pool_user(pool);
        }
    }

    pub(crate) fn drop_pool_user(&mut self, pool: u32) {
        let users = &mut self.pools[pool as usize].users;
        *users = users.saturating_sub(1);
    }

    fn demand_of(&self, slot: u32, queue: &QueueConfig) -> Demand {
        let contact = &self.contacts[slot];
        let others = contact.added.iter().filter_map(|other| self.queues.get(*other));
        let others = others.map(|other| Arc::clone(&other.config));
        let lane = |id: QueueId, required: &[SkillLevel]| {
            let mut skills = [required, &contact.extra_skills].concat();
            skills.sort_by(|a, b| a.skill.cmp(&b.skill).then(b.level.cmp(&a.level)));
            skills.dedup_by_key(|skill| skill.skill);
            for (skill, to) in &contact.lowered {
                for needed in skills.iter_mut().filter(|needed| needed.skill == *skill) {
                    needed.level = needed.level.min(*to);
                }
            }
            skills.retain(|needed| needed.level > 0);
            Lane { queue: id, skills }
        };
        let mut lanes = vec![lane(queue.id, &queue.required)];
        for other in others {
            let extra = lane(other.id, &other.required);
            if !lanes.contains(&extra) {
                lanes.push(extra);
            }
        }
        Demand { channel: contact.channel, choice: queue.choice, lanes }
    }

    fn pool_for(&mut self, demand: Demand) -> u32 {
        if let Some(pool) = self.pool_of.get(&demand) {
            return *pool;
        }
        if self.pool_of.len() >= 64 + self.queues.len() * Channel::ALL.len() {
            self.retire_unused_pools();
        }
        let fresh = Pool::new(demand.clone());
        let pool = if let Some(pool) = self.free_pools.pop() {
            self.pools[pool as usize] = fresh;
            pool
        } else {
            self.pools.push(fresh);
            u32::try_from(self.pools.len() - 1).unwrap_or(u32::MAX)
        };
        self.pool_of.insert(demand, pool);
        for agent in self.agents.by_key() {
            self.join_pool(agent, pool);
        }
        pool
    }

    fn retire_unused_pools(&mut self) {
        let unused: Vec<u32> =
            self.pool_of.values().copied().filter(|pool| self.pools[*pool as usize].users == 0).collect();
        for agent in self.agents.by_key() {
            self.agents[agent].memberships.retain(|member| !unused.contains(&member.pool));
        }
        self.listed_pools.retain(|pool| !unused.contains(pool));
        self.pool_of.retain(|_, pool| !unused.contains(pool));
        self.free_pools.extend(unused);
    }
}
