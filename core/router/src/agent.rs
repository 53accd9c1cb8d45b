//! An agent inside the router.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::{AgentId, ContactId, OfferId, SkillId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::channel::{Channel, PerChannel};
use crate::config::AgentConfig;
use crate::contact::Place;
use crate::event::{Activity, OfferEnd, Presence};

/// Work left on a contact after talking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WrapUp {
    pub(crate) contact: ContactId,
    pub(crate) channel: Channel,
    pub(crate) since: Timestamp,
    pub(crate) until: Timestamp,
    pub(crate) blocks: bool,
    pub(crate) auto_finish: bool,
    pub(crate) overdue: bool,
}

/// A pool the agent belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Membership {
    pub(crate) pool: u32,
    /// Rank by skill: smaller is better; 0 where skill does not rank.
    pub(crate) rank: u32,
}

/// An agent's facts (kept) and what follows from them (derived, not kept).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Agent {
    pub(crate) config: AgentConfig,
    pub(crate) presence: Presence,
    pub(crate) presence_since: Timestamp,
    pub(crate) activity: Activity,
    pub(crate) activity_since: Timestamp,
    pub(crate) idle_since: PerChannel<Timestamp>,
    pub(crate) missed_in_row: u32,
    pub(crate) refused_in_row: u32,
    pub(crate) last_offer: Option<(OfferId, OfferEnd)>,
    pub(crate) wrap_ups: Vec<WrapUp>,
    /// Contacts offered and handled.
    pub(crate) offered: Vec<ContactId>,
    pub(crate) handling: Vec<ContactId>,
    pub(crate) counts: PerChannel<u32>,
    #[serde(skip)]
    pub(crate) load: u32,
    #[serde(skip)]
    pub(crate) staff_number: Arc<str>,
    /// Channels with room now, as bits.
    #[serde(skip)]
    pub(crate) open: u8,
    /// Share of the capacity in use, in thousandths.
    #[serde(skip)]
    pub(crate) occupancy: u32,
    #[serde(skip)]
    pub(crate) memberships: Vec<Membership>,
    /// Contacts kept for this agent, by slot.
    #[serde(skip)]
    pub(crate) kept: BTreeMap<Place, u32>,
}

impl Agent {
    pub(crate) fn new(config: AgentConfig, now: Timestamp) -> Self {
        let staff_number = Arc::from(config.staff_number.as_str());
        Self {
            config,
            presence: Presence::Offline,
            presence_since: now,
            activity: Activity::Idle,
            activity_since: now,
            idle_since: PerChannel::default(),
            missed_in_row: 0,
            refused_in_row: 0,
            last_offer: None,
            wrap_ups: Vec::new(),
            offered: Vec::new(),
            handling: Vec::new(),
            counts: PerChannel::default(),
            load: 0,
            staff_number,
            open: 0,
            occupancy: 0,
            memberships: Vec::new(),
            kept: BTreeMap::new(),
        }
    }

    pub(crate) fn id(&self) -> AgentId {
        self.config.id
    }

    /// Order of staff numbers: shorter first, then by characters, so that 999 comes before 1001; then the id.
    pub(crate) fn staff_order(&self) -> (usize, &str, AgentId) {
        (self.staff_number.len(), &self.staff_number, self.config.id)
    }

    pub(crate) fn level(&self, skill: SkillId) -> u8 {
        let skills = &self.config.skills;
        skills.binary_search_by_key(&skill, |have| have.skill).map_or(0, |at| skills[at].level)
    }

    /// Counts the weights of what is offered and handled anew, after the capacity has changed.
    pub(crate) fn weigh(&mut self) {
        let (counts, weights) = (&self.counts, &self.config.capacity.weights);
        let weight = |channel: Channel| counts.get(channel).saturating_mul(*weights.get(channel));
        self.load = Channel::ALL.into_iter().fold(0, |sum, channel| sum.saturating_add(weight(channel)));
    }

    pub(crate) fn take(&mut self, channel: Channel) {
        *self.counts.get_mut(channel) += 1;
        self.load = self.load.saturating_add(*self.config.capacity.weights.get(channel));
    }

    pub(crate) fn put_down(&mut self, channel: Channel) {
        let count = self.counts.get_mut(channel);
        *count = count.saturating_sub(1);
        self.load = self.load.saturating_sub(*self.config.capacity.weights.get(channel));
    }

    /// Whether the weights and maxima are exceeded on this channel; can only come from a live change of capacity.
    pub(crate) fn over_capacity(&self, channel: Channel) -> bool {
        let capacity = &self.config.capacity;
        self.load > capacity.limit || self.counts.get(channel) > capacity.maxima.get(channel)
    }

    /// Channels on which one more contact may be offered now.
    pub(crate) fn open_now(&self) -> u8 {
        if self.presence != Presence::Available || self.wrap_ups.iter().any(|wrap_up| wrap_up.blocks) {
            return 0;
        }
        let capacity = &self.config.capacity;
        let room = |channel: &Channel| {
            self.load.saturating_add(*capacity.weights.get(*channel)) <= capacity.limit
                && self.counts.get(*channel) < capacity.maxima.get(*channel)
        };
        Channel::ALL.iter().filter(|channel| room(channel)).fold(0, |open, channel| open | channel.bit())
    }

    pub(crate) fn occupancy_now(&self) -> u32 {
        let limit = u64::from(self.config.capacity.limit.max(1));
        u32::try_from(u64::from(self.load) * 1000 / limit).unwrap_or(u32::MAX)
    }

    pub(crate) fn activity_now(&self) -> Activity {
        if !self.handling.is_empty() {
            Activity::Handling
        } else if !self.offered.is_empty() {
            Activity::Offered
        } else if !self.wrap_ups.is_empty() {
            Activity::WrapUp
        } else {
            Activity::Idle
        }
    }
}
