//! A slow router that is obviously right: it knows events and outputs only, looks at everybody for each question,
//! and checks each output against the rules.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use kernel::{AgentId, ContactId, OfferId, QueueId, SkillId, Timestamp};
use router::{
    AgentChoice, AgentConfig, Arrival, Channel, Event, OfferEnd, Output, OverflowAction, Presence,
    QueueConfig, ReturnReason, Target, Withdrawal,
};

#[derive(Clone)]
pub struct ModelAgent {
    pub config: AgentConfig,
    pub presence: Presence,
    pub idle_since: BTreeMap<Channel, Timestamp>,
    /// Contact and whether it blocks.
    pub wrap_ups: Vec<(ContactId, Channel, bool)>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Place {
    Waiting,
    Offered(OfferId, AgentId),
    Handling(AgentId),
}

#[derive(Clone)]
pub struct ModelContact {
    pub arrival: Arrival,
    pub queue: QueueId,
    pub place: Place,
    pub failed: Vec<AgentId>,
    pub raised: i32,
    pub lowered: Vec<(SkillId, u8)>,
    pub added: Vec<QueueId>,
    pub steps_since: Timestamp,
    pub next_step: usize,
    pub directed: Option<(AgentId, Timestamp)>,
    pub kept: Option<(AgentId, Timestamp)>,
}

pub struct Model {
    pub now: Timestamp,
    pub queues: BTreeMap<QueueId, QueueConfig>,
    pub agents: BTreeMap<AgentId, ModelAgent>,
    pub contacts: BTreeMap<ContactId, ModelContact>,
    pub left: BTreeSet<ContactId>,
    pub offers: BTreeSet<OfferId>,
    pub check_order: bool,
    /// Decisions checked against the reference.
    pub checked: usize,
}

impl Model {
    pub fn new(check_order: bool) -> Self {
        Self {
            now: Timestamp::default(),
            queues: BTreeMap::new(),
            agents: BTreeMap::new(),
            contacts: BTreeMap::new(),
            left: BTreeSet::new(),
            offers: BTreeSet::new(),
            check_order,
            checked: 0,
        }
    }

    pub fn queue(&self, contact: &ModelContact) -> &QueueConfig {
        &self.queues[&contact.queue]
    }

    pub fn held(&self, agent: AgentId) -> Vec<&ModelContact> {
        let with = |contact: &&ModelContact| match contact.place {
            Place::Offered(_, by) | Place::Handling(by) => by == agent,
            Place::Waiting => false,
        };
        self.contacts.values().filter(with).collect()
    }

    pub fn load(&self, agent: AgentId) -> u32 {
        let weights = self.agents[&agent].config.capacity.weights;
        self.held(agent).iter().map(|contact| *weights.get(contact.arrival.channel)).sum()
    }

    fn count(&self, agent: AgentId, channel: Channel) -> u32 {
        self.held(agent).iter().filter(|contact| contact.arrival.channel == channel).count() as u32
    }

    pub fn has_room(&self, agent: AgentId, channel: Channel) -> bool {
        let found = &self.agents[&agent];
        let capacity = found.config.capacity;
        found.presence == Presence::Available
            && !found.wrap_ups.iter().any(|(_, _, blocks)| *blocks)
            && self.load(agent) + capacity.weights.get(channel) <= capacity.limit
            && self.count(agent, channel) < *capacity.maxima.get(channel)
    }

    /// Sum of levels if the agent qualifies by the first possible way.
    pub fn qualifies(&self, contact: &ModelContact, agent: AgentId) -> Option<u32> {
        let agent = &self.agents[&agent].config;
        let lanes = std::iter::once(contact.queue).chain(contact.added.iter().copied());
        lanes.filter_map(|lane| self.queues.get(&lane)).find_map(|lane| {
            if agent.queues.as_ref().is_some_and(|queues| !queues.contains(&lane.id)) {
                return None;
            }
            let mut needed: BTreeMap<SkillId, u8> = BTreeMap::new();
            for skill in lane.required.iter().chain(&contact.arrival.extra_skills) {
                let level = needed.entry(skill.skill).or_default();
                *level = skill.level.max(*level);
            }
            for (skill, to) in &contact.lowered {
                needed.entry(*skill).and_modify(|level| *level = (*level).min(*to));
            }
            needed.retain(|_, level| *level > 0);
            let have = |skill: SkillId| {
                agent
                    .skills
                    .iter()
                    .filter(|have| have.skill == skill)
                    .map(|have| have.level)
                    .max()
                    .unwrap_or(0)
            };
            let able = needed.iter().all(|(skill, level)| have(*skill) >= *level);
            able.then(|| needed.keys().map(|skill| u32::from(have(*skill))).sum())
        })
    }

    pub fn effective_priority(&self, contact: &ModelContact) -> i32 {
        let queue = self.queue(contact);
        let waited = self.now.since(contact.arrival.waiting_since).as_micros();
        let levels = queue.raise_every.map_or(0, |every| waited / every.as_micros()) as i32;
        contact.arrival.priority + queue.priority + contact.raised + levels
    }

    pub fn place_in_line(&self, contact: &ModelContact) -> (Reverse<i32>, Timestamp, ContactId) {
        (Reverse(self.effective_priority(contact)), contact.arrival.waiting_since, contact.arrival.contact)
    }

    /// Whether the contact is still kept for its agent, by the queue's rules as they are now.
    pub fn kept(&self, contact: &ModelContact) -> Option<AgentId> {
        let (agent, until) = contact.kept?;
        let found = self.agents.get(&agent)?;
        let (able, until) = if contact.directed.is_some() {
            (true, until)
        } else {
            let affinity = self.queue(contact).affinity?;
            let able = self.preferred(contact) == Some(agent) && self.qualifies(contact, agent).is_some();
            (able, contact.arrival.waiting_since.plus(affinity.wait_for))
        };
        (able && found.presence == Presence::Available && self.now < until).then_some(agent)
    }

    /// Forgets keeping that has ended; it does not come back.
    pub fn settle(&mut self) {
        let ids: Vec<ContactId> = self.contacts.keys().copied().collect();
        for id in ids {
            let contact = &self.contacts[&id];
            if contact.place == Place::Waiting && contact.kept.is_some() && self.kept(contact).is_none() {
                let contact = self.contacts.get_mut(&id).unwrap();
                contact.kept = None;
                contact.directed = None;
            }
        }
    }

    /// Agents who may take a waiting contact now.
    pub fn takers(&self, contact: &ModelContact) -> Vec<AgentId> {
        let channel = contact.arrival.channel;
        let agents = self.agents.keys().copied().filter(|agent| self.has_room(*agent, channel));
        match self.kept(contact) {
            Some(kept) => agents.filter(|agent| *agent == kept).collect(),
            None => agents.filter(|agent| self.qualifies(contact, *agent).is_some()).collect(),
        }
    }

    pub fn preferred(&self, contact: &ModelContact) -> Option<AgentId> {
        let affinity = self.queue(contact).affinity?;
        let preferred = contact.arrival.preferred?;
        let fresh = contact.arrival.waiting_since.since(preferred.served_at) <= affinity.prefer_for;
        (fresh && !contact.failed.contains(&preferred.agent)).then_some(preferred.agent)
    }

    /// The agent who must get the contact, by sorting everybody.
    pub fn chosen(&self, contact: &ModelContact, takers: &[AgentId]) -> Vec<AgentId> {
        let mut takers = takers.to_vec();
        let preferred = self.preferred(contact);
        takers.sort_by_cached_key(|agent| {
            let found = &self.agents[agent];
            let failed = contact.failed.iter().position(|failed| failed == agent);
            let rule = match self.queue(contact).choice {
                AgentChoice::LongestIdle => 0,
                AgentChoice::BestSkill => u32::MAX - self.qualifies(contact, *agent).unwrap_or(0),
                AgentChoice::LeastOccupied => self.load(*agent) * 1000 / found.config.capacity.limit.max(1),
            };
            let staff = (found.config.staff_number.len(), found.config.staff_number.clone());
            let rule = if failed.is_some() { 0 } else { rule };
            let idle = if failed.is_some() {
                Timestamp::default()
            } else {
                found.idle_since[&contact.arrival.channel]
            };
            (preferred != Some(*agent), failed, rule, idle, staff)
        });
        takers
    }

    /// Takes over what an event says by itself, before its outputs are read.
    pub fn tell(&mut self, event: &Event) {
        match event {
            Event::QueueDefined(config) => {
                self.queues.insert(config.id, config.clone());
            }
            Event::QueueRemoved { queue } => {
                self.queues.remove(queue);
            }
            Event::AgentDefined(config) => {
                let now = self.now;
                let fresh = ModelAgent {
                    config: config.clone(),
                    presence: Presence::Offline,
                    idle_since: Channel::ALL.into_iter().map(|channel| (channel, now)).collect(),
                    wrap_ups: Vec::new(),
                };
                self.agents.entry(config.id).or_insert(fresh).config = config.clone();
            }
            Event::ContactArrived(arrival) => {
                assert!(!self.left.contains(&arrival.contact), "a contact comes only once");
                let contact = ModelContact {
                    queue: arrival.queue,
                    place: Place::Waiting,
                    failed: Vec::new(),
                    raised: 0,
                    lowered: Vec::new(),
                    added: Vec::new(),
                    steps_since: arrival.waiting_since,
                    next_step: 0,
                    directed: None,
                    kept: None,
                    arrival: arrival.clone(),
                };
                self.contacts.insert(arrival.contact, contact);
            }
            Event::Returned { contact, agent, why } => self.returned(*contact, *agent, *why),
            Event::Transferred { contact, from, target } => {
                self.hand_off(*contact, *from, true);
                self.contacts.get_mut(contact).unwrap().failed = vec![*from];
                self.sent(*contact, *target);
            }
            Event::Redirected { contact, target } => {
                self.contacts.get_mut(contact).unwrap().failed.clear();
                self.sent(*contact, *target);
            }
            Event::HandlingEnded { contact, agent } => self.hand_off(*contact, *agent, true),
            Event::ContactLeft { contact } => {
                if let Place::Handling(agent) = self.contacts[contact].place {
                    self.hand_off(*contact, agent, true);
                }
            }
            Event::PresenceDeclared { .. }
            | Event::AgentRemoved { .. }
            | Event::OfferAccepted { .. }
            | Event::OfferRefused { .. }
            | Event::WrapUpFinished { .. }
            | Event::Wake => {}
        }
        self.settle();
    }

    fn returned(&mut self, id: ContactId, agent: AgentId, _why: ReturnReason) {
        let now = self.now;
        let place = self.contacts[&id].place;
        if place == Place::Handling(agent) {
            self.hand_off(id, agent, false);
            let contact = self.contacts.get_mut(&id).unwrap();
            contact.failed.retain(|failed| *failed != agent);
            contact.failed.push(agent);
            contact.steps_since = now;
            contact.next_step = 0;
        } else if place == Place::Waiting {
            let contact = self.contacts.get_mut(&id).unwrap();
            contact.failed.retain(|failed| *failed != agent);
            contact.failed.push(agent);
            contact.directed = None;
            contact.kept = None;
        }
    }

    fn sent(&mut self, id: ContactId, target: Target) {
        let now = self.now;
        let contact = self.contacts.get_mut(&id).unwrap();
        contact.steps_since = now;
        contact.next_step = 0;
        contact.raised = 0;
        contact.lowered.clear();
        contact.added.clear();
        contact.arrival.preferred = None;
        contact.kept = None;
        contact.directed = None;
        match target {
            Target::Queue(queue) => contact.queue = queue,
            Target::Agent(agent) => {
                contact.directed = Some((agent, now.plus(std::time::Duration::from_secs(60))))
            }
        }
    }

    /// The agent puts a contact down; idle since now unless wrap-up blocks.
    fn hand_off(&mut self, id: ContactId, agent: AgentId, wrap_up: bool) {
        let now = self.now;
        let contact = self.contacts.get_mut(&id).unwrap();
        assert_eq!(contact.place, Place::Handling(agent));
        contact.place = Place::Waiting;
        let channel = contact.arrival.channel;
        let queue = &self.queues[&contact.queue];
        if !(wrap_up && queue.wrap_up_limit.is_some() && queue.blocks_while_wrap_up) {
            self.agents.get_mut(&agent).unwrap().idle_since.insert(channel, now);
        }
        // The queue may change by the very transfer; its rule is noted now.
        if wrap_up && queue.wrap_up_limit.is_some() {
            let blocks = queue.blocks_while_wrap_up;
            let wrap_ups = &mut self.agents.get_mut(&agent).unwrap().wrap_ups;
            wrap_ups.retain(|(earlier, ..)| *earlier != id);
            wrap_ups.push((id, channel, blocks));
        }
    }

    /// Reads one output and checks it.
    pub fn hear(&mut self, output: &Output) {
        match output {
            Output::Queued { contact, queue, position } => self.queued(*contact, *queue, *position),
            Output::Offered { offer, contact, agent, queue, decision, .. } => {
                assert_eq!(self.contacts[contact].queue, *queue);
                assert!(self.offers.insert(*offer), "an offer id is used once");
                self.check_offer(*contact, *agent, decision);
                self.contacts.get_mut(contact).unwrap().place = Place::Offered(*offer, *agent);
                let capacity = self.agents[agent].config.capacity;
                assert!(self.load(*agent) <= capacity.limit, "weights exceed the limit");
            }
            Output::OfferEnded { offer, contact, agent, end } => {
                let entry = self.contacts.get_mut(contact).unwrap();
                assert_eq!(
                    entry.place,
                    Place::Offered(*offer, *agent),
                    "an offer ends once, where it was made"
                );
                entry.place =
                    if *end == OfferEnd::Accepted { Place::Handling(*agent) } else { Place::Waiting };
                entry.kept = None;
                if *end != (OfferEnd::Withdrawn { why: Withdrawal::Redirected }) {
                    entry.directed = None;
                }
                match end {
                    OfferEnd::Accepted => entry.failed.clear(),
                    OfferEnd::Refused
                    | OfferEnd::TimedOut
                    | OfferEnd::Withdrawn { why: Withdrawal::AgentUnavailable | Withdrawal::AgentLost } => {
                        entry.failed.retain(|failed| failed != agent);
                        entry.failed.push(*agent);
                    }
                    OfferEnd::Withdrawn { .. } => {}
                }
            }
            Output::PresenceChanged { agent, presence, .. } => {
                let now = self.now;
                let entry = self.agents.get_mut(agent).unwrap();
                if entry.presence == Presence::Offline {
                    entry.idle_since.values_mut().for_each(|since| *since = now);
                }
                entry.presence = presence.clone();
            }
            Output::OverflowReached { contact, step, action, .. } => self.overflow(*contact, *step, action),
            Output::WrapUpEnded { contact, agent, .. } => {
                let now = self.now;
                let entry = self.agents.get_mut(agent).unwrap();
                let at = entry.wrap_ups.iter().position(|(id, ..)| id == contact).unwrap();
                let (_, channel, blocks) = entry.wrap_ups.remove(at);
                if blocks {
                    entry.idle_since.insert(channel, now);
                }
            }
            Output::Left { contact, .. } => {
                assert!(self.left.insert(*contact), "a contact leaves once");
                self.contacts.remove(contact).unwrap();
            }
            Output::WrapUpStarted { .. }
            | Output::WrapUpOverdue { .. }
            | Output::AnnouncementDue { .. }
            | Output::ActivityChanged { .. } => {}
        }
        self.settle();
    }

    fn queued(&mut self, id: ContactId, queue: QueueId, position: u32) {
        let contact = &self.contacts[&id];
        assert_eq!((contact.place, contact.queue), (Place::Waiting, queue));
        if self.check_order {
            let own = self.place_in_line(contact);
            let others =
                self.contacts.values().filter(|other| other.place == Place::Waiting && other.queue == queue);
            let ahead = others.filter(|other| self.place_in_line(other) < own).count();
            assert_eq!(position as usize, ahead + 1, "position in line");
        }
        let affinity = self.queue(contact).affinity;
        let preferred = self.preferred(contact).zip(affinity);
        let kept =
            preferred.map(|(agent, affinity)| (agent, contact.arrival.waiting_since.plus(affinity.wait_for)));
        let contact = self.contacts.get_mut(&id).unwrap();
        contact.kept = contact.directed.or(kept);
    }

    fn overflow(&mut self, id: ContactId, step: u32, action: &OverflowAction) {
        let now = self.now;
        let steps = self.queues[&self.contacts[&id].queue].overflow.clone();
        let contact = self.contacts.get_mut(&id).unwrap();
        assert_eq!(
            (contact.place, contact.next_step),
            (Place::Waiting, step as usize),
            "steps come in order"
        );
        assert!(contact.steps_since.plus(steps[contact.next_step].after) <= now, "no step comes early");
        contact.next_step += 1;
        match action {
            OverflowAction::LowerSkill { skill, to } => contact.lowered.push((*skill, *to)),
            OverflowAction::AddAgentsOf { queue } => contact.added.push(*queue),
            OverflowAction::RaisePriority { by } => contact.raised += by,
            OverflowAction::OfferCallback | OverflowAction::Voicemail | OverflowAction::EndWithMessage => {}
        }
    }
}
