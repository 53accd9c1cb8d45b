//! The router's state and the way an event takes through it: time first, then the event, then the choice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kernel::{AgentId, ContactId, QueueId, Refused, Timestamp};

use crate::channel::Channel;
use crate::config::{QueueConfig, RouterConfig};
use crate::contact::{Contact, Place};
use crate::demand::Demand;
use crate::event::{Event, Output};
use crate::pool::{Agents, Pool};
use crate::slots::Slots;

/// A queue inside the router.
#[derive(Clone)]
pub(crate) struct Queue {
    pub(crate) config: Arc<QueueConfig>,
    /// Everybody in line, by slot.
    pub(crate) waiting: BTreeMap<Place, u32>,
    /// Contacts that belong here, in whatever stage.
    pub(crate) contacts: u32,
    /// The pool for contacts without demands of their own, once known, by channel.
    pub(crate) plain_pools: [Option<u32>; Channel::ALL.len()],
}

/// The one machine that decides for all channels which contact goes to which agent, and when.
///
/// The same events at the same instants give the same outputs. The machine keeps time by what it is told; an
/// instant before the latest one counts as the latest one.
#[derive(Clone, Default)]
pub struct Router {
    pub(crate) config: RouterConfig,
    pub(crate) now: Timestamp,
    pub(crate) offers: u64,
    pub(crate) queues: Slots<QueueId, Queue>,
    pub(crate) agents: Agents,
    pub(crate) contacts: Slots<ContactId, Contact>,
    pub(crate) pools: Vec<Pool>,
    pub(crate) free_pools: Vec<u32>,
    pub(crate) pool_of: BTreeMap<Demand, u32>,
    /// Pools that may have both somebody waiting and somebody with room.
    pub(crate) listed_pools: Vec<u32>,
    /// Agents for whom contacts are kept and who may have room.
    pub(crate) listed_agents: Vec<u32>,
    /// Offers' ends, overflow steps, announcements, ends of keeping.
    pub(crate) timers: BTreeSet<(Timestamp, ContactId)>,
    /// Priorities that rise by waiting.
    pub(crate) rises: BTreeSet<(Timestamp, ContactId)>,
    /// Limits of wrap-up.
    pub(crate) wrap_up_timers: BTreeSet<(Timestamp, AgentId, ContactId)>,
}

impl Router {
    /// An empty centre.
    pub fn new(config: RouterConfig) -> Self {
        Self { offers: config.offers_before, config, ..Self::default() }
    }

    /// Lets time pass to `now`, applies the event, and offers whatever can be offered then.
    ///
    /// What the passing of time brings (time-outs, overflow) comes first and stands in `out` even if the event is
    /// refused; keep `(event, now)` in the log whenever `out` is not empty or the event was accepted.
    ///
    /// # Errors
    /// The event is not possible in the present state; it has changed nothing.
    pub fn handle(&mut self, event: Event, now: Timestamp, out: &mut Vec<Output>) -> Result<(), Refused> {
        self.now = self.now.max(now);
        self.pass_time(out);
        self.apply(event, out)?;
        self.dispatch(out);
        Ok(())
    }

    fn apply(&mut self, event: Event, out: &mut Vec<Output>) -> Result<(), Refused> {
        match event {
            Event::QueueDefined(config) => self.queue_defined(config, out),
            Event::QueueRemoved { queue } => self.queue_removed(queue, out),
            Event::AgentDefined(config) => self.agent_defined(config, out),
            Event::AgentRemoved { agent } => self.agent_removed(agent, out),
            Event::PresenceDeclared { agent, presence } => self.presence_declared(agent, presence, out),
            Event::ContactArrived(arrival) => self.contact_arrived(arrival, out),
            Event::OfferAccepted { offer, agent } => self.offer_accepted(offer, agent, out),
            Event::OfferRefused { offer, agent } => self.offer_refused(offer, agent, out),
            Event::ContactLeft { contact } => self.contact_left(contact, out),
            Event::HandlingEnded { contact, agent } => self.handling_ended(contact, agent, out),
            Event::WrapUpFinished { contact, agent } => self.wrap_up_finished(contact, agent, out),
            Event::Returned { contact, agent, why } => self.returned(contact, agent, why, out),
            Event::Transferred { contact, from, target } => self.transferred(contact, from, target, out),
            Event::Redirected { contact, target } => self.redirected(contact, target, out),
            Event::Wake => Ok(()),
        }
    }

    /// When [`Event::Wake`] is needed next, if nothing else happens before.
    pub fn next_wake(&self) -> Option<Timestamp> {
        let contact = self.timers.first().map(|(at, _)| *at);
        let wrap_up = self.wrap_up_timers.first().map(|(at, ..)| *at);
        contact.into_iter().chain(wrap_up).min()
    }

    /// The latest instant that the router was told.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Configuration of the queue of a contact. Queues are not removed while contacts belong to them.
    pub(crate) fn queue_of(&self, contact: u32) -> Option<(u32, Arc<QueueConfig>)> {
        let slot = self.queues.find(self.contacts[contact].queue)?;
        Some((slot, Arc::clone(&self.queues[slot].config)))
    }

    /// Builds a router from its log. Refused events are refused again and change nothing.
    pub fn replay(config: RouterConfig, log: impl IntoIterator<Item = (Timestamp, Event)>) -> Self {
        let mut router = Self::new(config);
        let mut out = Vec::new();
        for (now, event) in log {
            out.clear();
            let _refused_again = router.handle(event, now, &mut out);
        }
        router
    }
}
