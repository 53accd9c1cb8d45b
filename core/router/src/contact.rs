//! A contact inside the router.

use std::cmp::Reverse;

use kernel::{AgentId, ContactId, OfferId, QueueId, SkillId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::channel::Channel;
use crate::config::{QueueConfig, SkillLevel};
use crate::event::PreferredAgent;

/// Place in line: effective priority high to low, then waiting-since early to late, then id.
pub(crate) type Place = (Reverse<i32>, Timestamp, ContactId);

/// Where a contact stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub(crate) enum Stage {
    /// In line; perhaps kept for one agent until an instant.
    Waiting { kept_for: Option<AgentId> },
    /// Offered to one agent.
    Offered { offer: OfferId, agent: AgentId, until: Timestamp },
    /// Handled by one agent.
    Handling { agent: AgentId, since: Timestamp },
}

/// What a contact demands and what has become of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Contact {
    pub(crate) id: ContactId,
    pub(crate) channel: Channel,
    pub(crate) queue: QueueId,
    pub(crate) priority: i32,
    pub(crate) extra_skills: Vec<SkillLevel>,
    pub(crate) waiting_since: Timestamp,
    /// Overflow steps count from here: entry into the queue, or the return from an agent's hands.
    pub(crate) steps_since: Timestamp,
    pub(crate) preferred: Option<PreferredAgent>,
    /// The agent it was given to by name, and until when it waits for that agent.
    pub(crate) directed: Option<(AgentId, Timestamp)>,
    /// Agents who failed to take it, earliest failure first.
    pub(crate) failed: Vec<AgentId>,
    pub(crate) failures: u32,
    pub(crate) next_step: u32,
    pub(crate) raised: i32,
    pub(crate) lowered: Vec<(SkillId, u8)>,
    pub(crate) added: Vec<QueueId>,
    pub(crate) announce_at: Option<Timestamp>,
    pub(crate) stage: Stage,
    /// The pool of agents for its present demand; derived.
    #[serde(skip)]
    pub(crate) pool: Option<u32>,
    /// Its present place in line; derived.
    #[serde(skip)]
    pub(crate) place: Option<Place>,
    /// When its timer is armed for; derived.
    #[serde(skip)]
    pub(crate) due: Option<Timestamp>,
    /// When its priority rises next; derived.
    #[serde(skip)]
    pub(crate) rises_at: Option<Timestamp>,
}

impl Contact {
    /// Levels gained by waiting, and when the next one comes.
    pub(crate) fn rise(&self, queue: &QueueConfig, now: Timestamp) -> (i32, Option<Timestamp>) {
        let Some(every) = queue.raise_every else { return (0, None) };
        let every = every.as_micros().max(1);
        let levels = now.since(self.waiting_since).as_micros() / every;
        let next = i64::try_from((levels + 1) * every).unwrap_or(i64::MAX);
        let at = Timestamp::from_micros(self.waiting_since.micros().saturating_add(next));
        (i32::try_from(levels).unwrap_or(i32::MAX), Some(at))
    }

    /// Priority of contact and queue, with what waiting and overflow added.
    pub(crate) fn effective_priority(&self, queue: &QueueConfig, now: Timestamp) -> i32 {
        let own = self.priority.saturating_add(queue.priority).saturating_add(self.raised);
        own.saturating_add(self.rise(queue, now).0)
    }

    /// The preferred agent: the customer came back within the queue's time for it, and the agent has not failed this
    /// contact. Waiting does not use that time up.
    pub(crate) fn preferred_now(&self, queue: &QueueConfig) -> Option<AgentId> {
        let (affinity, preferred) = (queue.affinity?, self.preferred?);
        let fresh = self.waiting_since.since(preferred.served_at) <= affinity.prefer_for;
        (fresh && !self.failed.contains(&preferred.agent)).then_some(preferred.agent)
    }

    /// Until when it is kept for one agent, if it is.
    pub(crate) fn kept_until(&self, queue: &QueueConfig) -> Option<(AgentId, Timestamp)> {
        if let Some(directed) = self.directed {
            return Some(directed);
        }
        let (affinity, preferred) = (queue.affinity?, self.preferred?);
        Some((preferred.agent, self.waiting_since.plus(affinity.wait_for)))
    }

    /// Notes that an agent failed to take it: tried last from now on.
    pub(crate) fn note_failure(&mut self, agent: AgentId) {
        self.failed.retain(|failed| *failed != agent);
        self.failed.push(agent);
        self.failures = self.failures.saturating_add(1);
    }
}
