//! The agents who can serve one demand, in the order in which they would be chosen, and the contacts waiting for
//! them.
//!
//! Entries are appended when an agent gets room (the moment of getting idle only grows, so that appending keeps the
//! order) and are not searched for when the agent loses it: an entry that no longer tells the truth is dropped when
//! the choice comes across it, and all such entries once they outnumber half of the members.

use std::cmp::Ordering;
use std::collections::{BTreeMap, VecDeque};

use kernel::{AgentId, Timestamp};

use crate::agent::Agent;
use crate::config::AgentChoice;
use crate::contact::Place;
use crate::demand::Demand;
use crate::slots::Slots;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    idle_since: Timestamp,
    agent: u32,
}

/// An agent as the choice found one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) agent: u32,
    pub(crate) rank: u32,
    pub(crate) idle_since: Timestamp,
}

pub(crate) type Agents = Slots<AgentId, Agent>;

#[derive(Clone)]
pub(crate) struct Pool {
    pub(crate) demand: Demand,
    /// Contacts waiting or offered with this demand, and queues that keep it at hand.
    pub(crate) users: u32,
    /// Members with room now.
    pub(crate) open: u32,
    pub(crate) members: u32,
    /// Whether the pool stands on the router's list of pools to look at.
    pub(crate) listed: bool,
    /// Contacts in line, by slot.
    pub(crate) waiting: BTreeMap<Place, u32>,
    /// By rank; within a rank by idle-since and staff number.
    line: Vec<(u32, VecDeque<Entry>)>,
    entries: usize,
}

impl Pool {
    pub(crate) fn new(demand: Demand) -> Self {
        Self {
            demand,
            users: 0,
            open: 0,
            members: 0,
            listed: false,
            waiting: BTreeMap::new(),
            line: Vec::new(),
            entries: 0,
        }
    }

    pub(crate) fn bit(&self) -> u8 {
        self.demand.channel.bit()
    }

    pub(crate) fn by_occupancy(&self) -> bool {
        self.demand.choice == AgentChoice::LeastOccupied
    }

    /// Puts an agent with room in line. `rank` is the membership's rank.
    pub(crate) fn enter(&mut self, slot: u32, rank: u32, agents: &Agents) {
        let agent = &agents[slot];
        let rank = if self.by_occupancy() { agent.occupancy } else { rank };
        let entry = Entry { idle_since: *agent.idle_since.get(self.demand.channel), agent: slot };
        if self.entries > self.members as usize + self.members as usize / 2 + 8 {
            self.sweep(agents);
        }
        let at = match self.line.binary_search_by_key(&rank, |(rank, _)| *rank) {
            Ok(at) => at,
            Err(at) => {
                self.line.insert(at, (rank, VecDeque::new()));
                at
            }
        };
        let line = &mut self.line[at].1;
        let order = |a: &Entry, b: &Entry| order(a, b, agents);
        if line.back().is_none_or(|last| order(last, &entry) == Ordering::Less) {
            line.push_back(entry);
        } else {
            let at = line.partition_point(|other| order(other, &entry) == Ordering::Less);
            if line.get(at) == Some(&entry) {
                return;
            }
            line.insert(at, entry);
        }
        self.entries += 1;
    }

    /// Removes every entry of an agent whose staff number, skills or queues change.
    pub(crate) fn strike(&mut self, slot: u32) {
        for (_, line) in &mut self.line {
            line.retain(|entry| entry.agent != slot);
        }
        self.tidy();
    }

    /// Removes all entries that no longer tell the truth.
    fn sweep(&mut self, agents: &Agents) {
        let demand = &self.demand;
        for (rank, line) in &mut self.line {
            line.retain(|entry| holds(demand, *rank, *entry, agents));
        }
        self.tidy();
    }

    fn tidy(&mut self) {
        self.line.retain(|(_, line)| !line.is_empty());
        self.entries = self.line.iter().map(|(_, line)| line.len()).sum();
    }

    /// The first two agents in line, without those in `skip`.
    pub(crate) fn best_two(&mut self, agents: &Agents, skip: &[AgentId]) -> [Option<Candidate>; 2] {
        let mut found = [None, None];
        for (rank, line) in &mut self.line {
            let mut at = 0;
            while let Some(entry) = line.get(at).copied() {
                if !holds(&self.demand, *rank, entry, agents) {
                    line.remove(at);
                    self.entries -= 1;
                    continue;
                }
                at += 1;
                if skip.contains(&agents[entry.agent].id()) {
                    continue;
                }
                let candidate = Candidate { agent: entry.agent, rank: *rank, idle_since: entry.idle_since };
                if found[0].is_none() {
                    found[0] = Some(candidate);
                } else {
                    found[1] = Some(candidate);
                    return found;
                }
            }
        }
        found
    }
}

fn order(a: &Entry, b: &Entry, agents: &Agents) -> Ordering {
    a.idle_since
        .cmp(&b.idle_since)
        .then_with(|| agents[a.agent].staff_order().cmp(&agents[b.agent].staff_order()))
}

fn holds(demand: &Demand, rank: u32, entry: Entry, agents: &Agents) -> bool {
    let agent = &agents[entry.agent];
    agent.open & demand.channel.bit() != 0
        && *agent.idle_since.get(demand.channel) == entry.idle_since
        && (demand.choice != AgentChoice::LeastOccupied || agent.occupancy == rank)
}
