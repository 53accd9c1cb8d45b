//! Reading the live state: for wall boards, desks, announcements.

use kernel::{AgentId, ContactId, OfferId, QueueId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::agent::Agent;
use crate::channel::{Channel, PerChannel};
use crate::config::{AgentConfig, QueueConfig};
use crate::contact::Stage;
use crate::demand::{Demand, Lane};
use crate::event::{Activity, Presence};
use crate::router::Router;

/// Where a contact stands, as seen from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Standing {
    /// In line.
    Waiting {
        /// Place in line, from 1.
        position: u32,
        /// The one agent it is kept for at present.
        kept_for: Option<AgentId>,
    },
    /// On offer to one agent.
    Offered {
        /// The offer.
        offer: OfferId,
        /// The agent.
        agent: AgentId,
        /// When it times out.
        until: Timestamp,
    },
    /// Being handled.
    Handling {
        /// The agent.
        agent: AgentId,
        /// Since when.
        since: Timestamp,
    },
}

/// A contact in the router.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactView {
    /// The contact.
    pub contact: ContactId,
    /// Its channel.
    pub channel: Channel,
    /// Its queue.
    pub queue: QueueId,
    /// Since when it has waited.
    pub waiting_since: Timestamp,
    /// Priority of contact and queue, with what waiting and overflow added by the router's latest instant.
    pub effective_priority: i32,
    /// Agents who failed to take it, earliest failure first.
    pub failed: Vec<AgentId>,
    /// Where it stands.
    #[serde(flatten)]
    pub standing: Standing,
}

/// A queue with its waiting list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueView {
    /// The queue.
    pub queue: QueueId,
    /// Contacts in line, first in line first.
    pub waiting: Vec<ContactView>,
    /// Earliest waiting-since of those in line: the longest wait is the time since then.
    pub longest_waiting_since: Option<Timestamp>,
    /// Contacts on offer or being handled.
    pub with_agents: u32,
}

/// Wrap-up in progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrapUpView {
    /// The contact.
    pub contact: ContactId,
    /// Since when.
    pub since: Timestamp,
    /// The limit.
    pub until: Timestamp,
    /// Whether the limit has passed.
    pub overdue: bool,
}

/// An agent at work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentView {
    /// The agent.
    pub agent: AgentId,
    /// Staff number.
    pub staff_number: String,
    /// Declared presence.
    #[serde(flatten)]
    pub presence: Presence,
    /// Since when.
    pub presence_since: Timestamp,
    /// Observed activity.
    pub activity: Activity,
    /// Since when.
    pub activity_since: Timestamp,
    /// Contacts on offer, oldest offer first.
    pub offered: Vec<ContactId>,
    /// Contacts being handled, in the order of acceptance.
    pub handling: Vec<ContactId>,
    /// Wrap-ups in progress.
    pub wrap_ups: Vec<WrapUpView>,
    /// Last hand-off of each channel, or sign-in.
    pub idle_since: PerChannel<Timestamp>,
    /// Weight still free.
    pub free_weight: u32,
    /// Channels on which a contact may be offered now.
    pub open_channels: Vec<Channel>,
    /// Offers missed in a row.
    pub missed_in_row: u32,
}

impl Router {
    /// A queue with its waiting list in order.
    pub fn queue_view(&self, queue: QueueId) -> Option<QueueView> {
        let found = self.queues.get(queue)?;
        let places = found.waiting.values().zip(1u32..);
        let waiting: Vec<ContactView> = places.map(|(slot, position)| self.view(*slot, position)).collect();
        let in_line = u32::try_from(waiting.len()).unwrap_or(u32::MAX);
        Some(QueueView {
            queue,
            longest_waiting_since: waiting.iter().map(|contact| contact.waiting_since).min(),
            waiting,
            with_agents: found.contacts.saturating_sub(in_line),
        })
    }

    /// Contacts in line in a queue: cheaper than the whole view.
    pub fn waiting_count(&self, queue: QueueId) -> usize {
        self.queues.get(queue).map_or(0, |queue| queue.waiting.len())
    }

    /// A contact, while the router has it.
    pub fn contact_view(&self, contact: ContactId) -> Option<ContactView> {
        let slot = self.contacts.find(contact)?;
        let found = &self.contacts[slot];
        let queue = self.queues.find(found.queue);
        let position = queue.zip(found.place).map_or(0, |(queue, place)| self.position(queue, &place, true));
        Some(self.view(slot, position))
    }

    fn view(&self, slot: u32, position: u32) -> ContactView {
        let contact = &self.contacts[slot];
        let queue = self.queues.get(contact.queue);
        ContactView {
            contact: contact.id,
            channel: contact.channel,
            queue: contact.queue,
            waiting_since: contact.waiting_since,
            effective_priority: queue.map_or(0, |queue| contact.effective_priority(&queue.config, self.now)),
            failed: contact.failed.clone(),
            standing: match contact.stage {
                Stage::Waiting { kept_for } => Standing::Waiting { position, kept_for },
                Stage::Offered { offer, agent, until } => Standing::Offered { offer, agent, until },
                Stage::Handling { agent, since } => Standing::Handling { agent, since },
            },
        }
    }

    /// An agent at work.
    pub fn agent_view(&self, agent: AgentId) -> Option<AgentView> {
        let found = self.agents.get(agent)?;
        let wrap_ups = found.wrap_ups.iter().map(|wrap_up| WrapUpView {
            contact: wrap_up.contact,
            since: wrap_up.since,
            until: wrap_up.until,
            overdue: wrap_up.overdue,
        });
        Some(AgentView {
            agent,
            staff_number: found.config.staff_number.clone(),
            presence: found.presence.clone(),
            presence_since: found.presence_since,
            activity: found.activity,
            activity_since: found.activity_since,
            offered: found.offered.clone(),
            handling: found.handling.clone(),
            wrap_ups: wrap_ups.collect(),
            idle_since: found.idle_since,
            free_weight: found.config.capacity.limit.saturating_sub(found.load),
            open_channels: Channel::ALL
                .into_iter()
                .filter(|channel| found.open & channel.bit() != 0)
                .collect(),
            missed_in_row: found.missed_in_row,
        })
    }

    /// All agents, by id.
    pub fn agent_ids(&self) -> Vec<AgentId> {
        self.agents.by_key().into_iter().map(|slot| self.agents[slot].id()).collect()
    }

    /// All queues, by id.
    pub fn queue_ids(&self) -> Vec<QueueId> {
        self.queues.by_key().into_iter().map(|slot| self.queues[slot].config.id).collect()
    }

    /// All contacts in the router, by id.
    pub fn contact_ids(&self) -> Vec<ContactId> {
        self.contacts.by_key().into_iter().map(|slot| self.contacts[slot].id).collect()
    }

    /// A queue's configuration as it holds now.
    pub fn queue_config(&self, queue: QueueId) -> Option<&QueueConfig> {
        self.queues.get(queue).map(|queue| &*queue.config)
    }

    /// An agent's configuration as it holds now.
    pub fn agent_config(&self, agent: AgentId) -> Option<&AgentConfig> {
        self.agents.get(agent).map(|agent| &agent.config)
    }

    /// How many agents could be offered a contact of a channel in a queue now, by the queue's own demands.
    pub fn open_agents(&self, queue: QueueId, channel: Channel) -> u32 {
        let Some(queue) = self.queues.get(queue) else { return 0 };
        if let Some(pool) = queue.plain_pools[channel.index()] {
            return self.pools[pool as usize].open;
        }
        // No contact has asked this queue for anyone yet, so nobody was counted.
        let skills = queue.config.required.clone();
        let lanes = vec![Lane { queue: queue.config.id, skills }];
        let demand = Demand { channel, choice: queue.config.choice, lanes };
        let able = |agent: &Agent| agent.open & channel.bit() != 0 && demand.rank(agent).is_some();
        let open = self.agents.by_key().into_iter().filter(|slot| able(&self.agents[*slot])).count();
        u32::try_from(open).unwrap_or(u32::MAX)
    }
}
