//! What a group of contacts demands of an agent. Equal demands share one pool.

use kernel::QueueId;

use crate::agent::Agent;
use crate::channel::Channel;
use crate::config::{AgentChoice, SkillLevel};

/// One way to qualify: serve the queue and have the skills.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Lane {
    pub(crate) queue: QueueId,
    pub(crate) skills: Vec<SkillLevel>,
}

/// Agents qualify by any of the lanes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Demand {
    pub(crate) channel: Channel,
    pub(crate) choice: AgentChoice,
    pub(crate) lanes: Vec<Lane>,
}

impl Lane {
    pub(crate) fn admits(&self, agent: &Agent) -> bool {
        let serves = agent.config.queues.as_ref().is_none_or(|queues| queues.contains(&self.queue));
        serves && self.skills.iter().all(|needed| agent.level(needed.skill) >= needed.level)
    }
}

impl Demand {
    /// The first lane by which the agent qualifies.
    pub(crate) fn lane_for(&self, agent: &Agent) -> Option<&Lane> {
        self.lanes.iter().find(|lane| lane.admits(agent))
    }

    /// The agent's rank in the pool (smaller is better), or none when the agent does not qualify.
    pub(crate) fn rank(&self, agent: &Agent) -> Option<u32> {
        let lane = self.lane_for(agent)?;
        match self.choice {
            AgentChoice::BestSkill => {
                let sum: u32 = lane.skills.iter().map(|needed| u32::from(agent.level(needed.skill))).sum();
                Some(u32::MAX - sum)
            }
            AgentChoice::LongestIdle | AgentChoice::LeastOccupied => Some(0),
        }
    }
}
