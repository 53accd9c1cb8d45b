//! Agents at work past the router: with a colleague, or with a caller whom an entry flow led to them by name.

use std::collections::HashMap;

use contact::{ContactEvent, ContactState};
use contacts::Contacts;
use kernel::{AgentId, ContactId, Timestamp};
use router::{Activity, Presence};

use crate::Routing;
use crate::service::Core;

/// An agent who speaks past the router.
pub struct Engaged {
    /// With a customer: this contact.
    pub contact: Option<ContactId>,
    /// Since when.
    pub since: Timestamp,
}

/// A record that an agent owes.
pub struct Owed {
    pub agent: AgentId,
    pub since: Timestamp,
}

/// The records that were not written when the program ended.
pub fn owed_records(contacts: &Contacts) -> HashMap<ContactId, Owed> {
    let open = contacts.all_live().into_iter().filter(|contact| contact.state == ContactState::WrapUp);
    let owed = open.filter_map(|contact| {
        let since = contact.ended_at.unwrap_or(contact.arrived_at);
        Some((contact.id, Owed { agent: contact.agent?.id, since }))
    });
    owed.collect()
}

impl Routing {
    /// Takes an agent out of the line for calls while speaking with a colleague. False when the agent is at work on a
    /// contact or speaking with a colleague already.
    pub fn engage(&self, agent: AgentId) -> bool {
        self.take_out(&mut self.lock(), agent, None)
    }

    /// The same for a contact that a flow leads to an agent by name: as with an offer, only to one who is available and
    /// owes no record.
    pub fn engage_for(&self, agent: AgentId, contact: ContactId) -> bool {
        let mut core = self.lock();
        let view = core.router.agent_view(agent);
        let available = view.is_some_and(|view| view.presence == Presence::Available);
        let owes = core.owed.values().any(|owed| owed.agent == agent);
        available && !owes && self.take_out(&mut core, agent, Some(contact))
    }

    fn take_out(&self, core: &mut Core, agent: AgentId, contact: Option<ContactId>) -> bool {
        let idle = core.router.agent_view(agent).is_some_and(|view| view.activity == Activity::Idle);
        if !idle || core.engaged.contains_key(&agent) {
            return false;
        }
        let since = self.db.now();
        core.engaged.insert(agent, Engaged { contact, since });
        self.define_agent(core, agent);
        self.log_activity(core, agent, Activity::Handling, since);
        true
    }

    /// Puts an agent back in line after [`Routing::engage`] or [`Routing::engage_for`].
    pub fn disengage(&self, agent: AgentId) {
        let mut core = self.lock();
        if core.engaged.remove(&agent).is_some() {
            self.define_agent(&mut core, agent);
            let now = self.db.now();
            self.log_activity(&core, agent, Activity::Idle, now);
        }
    }

    /// The conversation that [`Routing::engage_for`] began is over: its record comes before the next call (HOT-8). False
    /// when it did not begin so.
    pub fn engaged_until_recorded(&self, agent: AgentId, contact: ContactId) -> bool {
        let mut core = self.lock();
        let with = core.engaged.get(&agent).and_then(|engaged| engaged.contact);
        if with != Some(contact) {
            return false;
        }
        let since = self.db.now();
        core.engaged.remove(&agent);
        core.owed.insert(contact, Owed { agent, since });
        self.define_agent(&mut core, agent);
        self.log_activity(&core, agent, Activity::WrapUp, since);
        self.record(contact, ContactEvent::WrapUpStarted, since);
        true
    }

    /// The record that an agent owed is written.
    pub(crate) fn owes_no_more(&self, contact: ContactId) {
        let mut core = self.lock();
        if let Some(owed) = core.owed.remove(&contact) {
            self.define_agent(&mut core, owed.agent);
            let now = self.db.now();
            self.log_activity(&core, owed.agent, Activity::Idle, now);
        }
    }
}
