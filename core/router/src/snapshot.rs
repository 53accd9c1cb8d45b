//! The whole state at one moment, to start from instead of the whole log.

use std::sync::Arc;

use kernel::{AgentId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::agent::Agent;
use crate::config::{QueueConfig, RouterConfig};
use crate::contact::{Contact, Stage};
use crate::router::Router;

/// Everything a router knows. A router restored from it decides as the first one would have.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Snapshot {
    config: RouterConfig,
    now: Timestamp,
    offers: u64,
    queues: Vec<QueueConfig>,
    agents: Vec<Agent>,
    contacts: Vec<Contact>,
}

impl Router {
    /// The whole state, in the order of ids.
    pub fn snapshot(&self) -> Snapshot {
        let queues =
            self.queues.by_key().into_iter().map(|slot| QueueConfig::clone(&self.queues[slot].config));
        Snapshot {
            config: self.config.clone(),
            now: self.now,
            offers: self.offers,
            queues: queues.collect(),
            agents: self.agents.by_key().into_iter().map(|slot| self.agents[slot].clone()).collect(),
            contacts: self.contacts.by_key().into_iter().map(|slot| self.contacts[slot].clone()).collect(),
        }
    }

    /// A router that goes on where the snapshot was taken.
    pub fn restore(snapshot: Snapshot) -> Self {
        let Snapshot { config, now, offers, queues, agents, contacts } = snapshot;
        let mut router = Router::new(config);
        router.now = now;
        router.offers = offers;
        let mut out = Vec::new();
        for queue in queues {
            let _queue_was_checked = router.queue_defined(queue, &mut out);
        }
        for agent in agents {
            router.restore_agent(agent);
        }
        let slots: Vec<u32> = contacts.into_iter().map(|contact| router.restore_contact(contact)).collect();
        for slot in slots {
            router.restore_stage(slot);
        }
        router
    }

    fn restore_agent(&mut self, mut agent: Agent) {
        agent.staff_number = Arc::from(agent.config.staff_number.as_str());
        agent.open = 0;
        agent.occupancy = 0;
        agent.memberships.clear();
        agent.kept.clear();
        agent.weigh();
        let id: AgentId = agent.id();
        for wrap_up in agent.wrap_ups.iter().filter(|wrap_up| !wrap_up.overdue) {
            self.wrap_up_timers.insert((wrap_up.until, id, wrap_up.contact));
        }
        let slot = self.agents.insert(id, agent);
        self.refresh(slot, 0, &mut Vec::new());
    }

    fn restore_contact(&mut self, mut contact: Contact) -> u32 {
        contact.pool = None;
        contact.place = None;
        contact.due = None;
        contact.rises_at = None;
        if let Some(queue) = self.queues.find(contact.queue) {
            self.queues[queue].contacts += 1;
        }
        self.contacts.insert(contact.id, contact)
    }

    fn restore_stage(&mut self, slot: u32) {
        match self.contacts[slot].stage {
            Stage::Waiting { kept_for } => {
                let Some((queue_slot, queue)) = self.queue_of(slot) else { return };
                self.demand_pool(slot);
                self.place(slot, &queue, queue_slot, kept_for);
            }
            Stage::Offered { until, .. } => {
                self.demand_pool(slot);
                self.arm(slot, Some(until));
            }
            Stage::Handling { .. } => {}
        }
    }
}
