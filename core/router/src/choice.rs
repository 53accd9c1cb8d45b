//! The choice: who goes next, to whom, and why.

use std::sync::Arc;

use kernel::{AgentId, OfferId};

use crate::config::{AgentChoice, QueueConfig};
use crate::contact::{Place, Stage};
use crate::decision::{Decision, NextBest, Rule, SkillMatch};
use crate::event::Output;
use crate::pool::Candidate;
use crate::router::Router;

/// The agent chosen, with the reasons.
pub(crate) struct Choice {
    agent: u32,
    rule: Rule,
    candidates: u32,
    next: Option<u32>,
}

impl Router {
    pub(crate) fn list_pool(&mut self, pool: u32) {
        let entry = &mut self.pools[pool as usize];
        if !entry.listed && entry.open > 0 && !entry.waiting.is_empty() {
            entry.listed = true;
            self.listed_pools.push(pool);
        }
    }

    pub(crate) fn list_agent(&mut self, agent: u32) {
        let able = self.agents[agent].open != 0 && !self.agents[agent].kept.is_empty();
        if able && !self.listed_agents.contains(&agent) {
            self.listed_agents.push(agent);
        }
    }

    /// Offers contacts, first in line first, until nobody waiting could be taken by anybody with room.
    pub(crate) fn dispatch(&mut self, out: &mut Vec<Output>) {
        while let Some(slot) = self.next_contact() {
            let Some(choice) = self.choose(slot) else { break };
            self.offer(slot, choice, out);
        }
    }

    /// The first in line among all who could be taken now.
    fn next_contact(&mut self) -> Option<u32> {
        let mut best: Option<(Place, u32)> = None;
        let mut consider = |place: &Place, slot: u32| {
            if best.is_none_or(|(first, _)| *place < first) {
                best = Some((*place, slot));
            }
        };
        let pools = &mut self.pools;
        self.listed_pools.retain(|pool| {
            let pool = &mut pools[*pool as usize];
            let first = pool.waiting.first_key_value().filter(|_| pool.open > 0);
            if let Some((place, slot)) = first {
                consider(place, *slot);
            }
            pool.listed = first.is_some();
            pool.listed
        });
        let (agents, contacts) = (&self.agents, &self.contacts);
        self.listed_agents.retain(|agent| {
            let agent = &agents[*agent];
            let able = |slot: u32| agent.open & contacts[slot].channel.bit() != 0;
            let first = agent.kept.iter().find(|(_, slot)| able(**slot));
            if let Some((place, slot)) = first {
                consider(place, *slot);
            }
            first.is_some()
        });
        best.map(|(_, slot)| slot)
    }

    /// The agent for a contact: the one it is kept for or who served the customer last, then the queue's rule among
    /// those who have not failed it, then those who have.
    pub(crate) fn choose(&mut self, slot: u32) -> Option<Choice> {
        let (_, queue) = self.queue_of(slot)?;
        let contact = &self.contacts[slot];
        let bit = contact.channel.bit();
        let pool_slot = contact.pool?;
        if let Some((agent, _)) = contact.directed {
            let agent = self.agents.find(agent).filter(|agent| self.agents[*agent].open & bit != 0)?;
            return Some(Choice { agent, rule: Rule::Directed, candidates: 1, next: None });
        }
        let pool = &mut self.pools[pool_slot as usize];
        if pool.open == 0 {
            return None;
        }
        let candidates = pool.open;
        let able = |agent: AgentId| {
            let slot = self.agents.find(agent)?;
            let agent = &self.agents[slot];
            let member =
                agent.open & bit != 0 && agent.memberships.iter().any(|member| member.pool == pool_slot);
            member.then_some(slot)
        };
        if let Some(preferred) = contact.preferred_now(&queue)
            && let Some(agent) = able(preferred)
        {
            let skip: Vec<AgentId> = contact.failed.iter().copied().chain([preferred]).collect();
            let next = pool.best_two(&self.agents, &skip)[0].map(|next| next.agent);
            let next = next.or_else(|| contact.failed.iter().find_map(|agent| able(*agent)));
            return Some(Choice { agent, rule: Rule::PreferredAgent, candidates, next });
        }
        let [first, second] = pool.best_two(&self.agents, &contact.failed);
        let mut failed = contact.failed.iter().filter_map(|agent| able(*agent));
        if let Some(first) = first {
            let rule = second.map(|second| deciding_rule(queue.choice, &first, &second));
            let rule = if candidates == 1 { Rule::OnlyCandidate } else { rule.unwrap_or(Rule::LongestIdle) };
            let next = second.map(|second| second.agent).or_else(|| failed.next());
            let rule = if second.is_none() && next.is_some() { Rule::FailedLeastRecently } else { rule };
            return Some(Choice { agent: first.agent, rule, candidates, next });
        }
        let agent = failed.next()?;
        let rule = if candidates == 1 { Rule::OnlyCandidate } else { Rule::FailedLeastRecently };
        Some(Choice { agent, rule, candidates, next: failed.next() })
    }

    /// Reserves the agent and tells the edge to ring.
    pub(crate) fn offer(&mut self, slot: u32, choice: Choice, out: &mut Vec<Output>) {
        let Some((_, queue)) = self.queue_of(slot) else { return };
        let decision = self.decision(slot, &choice, &queue);
        self.unplace(slot);
        self.offers = self.offers.saturating_add(1);
        let offer = OfferId::from_u128(u128::from(self.offers));
        let until = self.now.plus(queue.ring_timeout);
        let agent = &mut self.agents[choice.agent];
        let contact = &mut self.contacts[slot];
        contact.stage = Stage::Offered { offer, agent: agent.id(), until };
        agent.take(contact.channel);
        agent.offered.push(contact.id);
        let (contact, agent) = (contact.id, agent.id());
        self.arm(slot, Some(until));
        out.push(Output::Offered { offer, contact, queue: queue.id, agent, until, decision });
        self.refresh(choice.agent, 0, out);
    }

    fn decision(&self, slot: u32, choice: &Choice, queue: &QueueConfig) -> Decision {
        let (contact, agent) = (&self.contacts[slot], &self.agents[choice.agent]);
        let lane = match (contact.directed, contact.pool) {
            (None, Some(pool)) => self.pools[pool as usize].demand.lane_for(agent),
            _ => None,
        };
        let needed = lane.map_or(&[][..], |lane| &lane.skills);
        let matched = |needed: &crate::config::SkillLevel| SkillMatch {
            skill: needed.skill,
            needed: needed.level,
            level: agent.level(needed.skill),
        };
        let next_best = choice.next.map(|next| NextBest {
            agent: self.agents[next].id(),
            staff_number: Arc::clone(&self.agents[next].staff_number),
        });
        Decision {
            rule: choice.rule,
            staff_number: Arc::clone(&agent.staff_number),
            candidates: choice.candidates,
            next_best,
            skills: needed.iter().map(matched).collect(),
            waited: self.now.since(contact.waiting_since),
            effective_priority: contact.effective_priority(queue, self.now),
            failed_before: contact.failures,
        }
    }
}

/// The first criterion in which two agents differ.
fn deciding_rule(choice: AgentChoice, first: &Candidate, second: &Candidate) -> Rule {
    if first.rank != second.rank {
        match choice {
            AgentChoice::BestSkill => Rule::BestSkill,
            AgentChoice::LeastOccupied => Rule::LeastOccupied,
            AgentChoice::LongestIdle => Rule::LongestIdle,
        }
    } else if first.idle_since != second.idle_since {
        Rule::LongestIdle
    } else {
        Rule::StaffNumber
    }
}
