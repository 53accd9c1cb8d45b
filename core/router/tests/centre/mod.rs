//! A small centre to tell scenarios with: agents, queues and skills by number, time in seconds.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::result_large_err)]

use std::time::Duration;

use kernel::{AgentId, ContactId, OfferId, QueueId, Refused, SkillId, Timestamp};
use router::{
    AgentConfig, Arrival, Channel, Event, OfferEnd, Output, Presence, QueueConfig, Router, RouterConfig,
    SkillLevel, Target,
};

pub fn agent(number: u128) -> AgentId {
    AgentId::from_u128(number)
}

pub fn contact(number: u128) -> ContactId {
    ContactId::from_u128(number)
}

pub fn queue(number: u128) -> QueueId {
    QueueId::from_u128(number)
}

pub fn skill(number: u128) -> SkillId {
    SkillId::from_u128(number)
}

pub fn level(number: u128, level: u8) -> SkillLevel {
    SkillLevel { skill: skill(number), level }
}

pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_secs(1_800_000_000 + seconds)
}

pub fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// A router, the present second, and everything it has answered.
pub struct Centre {
    pub router: Router,
    pub second: i64,
    pub last: Vec<Output>,
    pub log: Vec<(Timestamp, Event)>,
}

impl Centre {
    pub fn new() -> Self {
        Self::with(RouterConfig::default())
    }

    pub fn with(config: RouterConfig) -> Self {
        Self { router: Router::new(config), second: 0, last: Vec::new(), log: Vec::new() }
    }

    pub fn tell(&mut self, event: Event) -> Result<(), Refused> {
        self.log.push((at(self.second), event.clone()));
        self.last.clear();
        self.router.handle(event, at(self.second), &mut self.last)
    }

    pub fn must(&mut self, event: Event) -> &[Output] {
        self.tell(event).unwrap();
        &self.last
    }

    pub fn wake_at(&mut self, second: i64) -> &[Output] {
        self.second = second;
        self.must(Event::Wake)
    }

    /// A queue with id `number`, changed by `set`; by default without wrap-up.
    pub fn queue(&mut self, number: u128, set: impl FnOnce(&mut QueueConfig)) {
        let mut config = QueueConfig::new(queue(number));
        config.wrap_up_limit = None;
        set(&mut config);
        self.must(Event::QueueDefined(config));
    }

    /// An available agent, staff number = `number`, with skills as (skill, level).
    pub fn agent(&mut self, number: u128, skills: &[(u128, u8)]) {
        self.agent_with(number, skills, |_| {});
    }

    pub fn agent_with(&mut self, number: u128, skills: &[(u128, u8)], set: impl FnOnce(&mut AgentConfig)) {
        let mut config = AgentConfig::new(agent(number), number.to_string());
        config.skills = skills.iter().map(|(skill, have)| level(*skill, *have)).collect();
        set(&mut config);
        self.must(Event::AgentDefined(config));
        self.declare(number, Presence::Available);
    }

    pub fn declare(&mut self, number: u128, presence: Presence) {
        self.must(Event::PresenceDeclared { agent: agent(number), presence });
    }

    pub fn arrival(&self, number: u128, queue_number: u128) -> Arrival {
        Arrival {
            contact: contact(number),
            channel: Channel::Voice,
            queue: queue(queue_number),
            priority: 0,
            extra_skills: Vec::new(),
            waiting_since: at(self.second),
            preferred: None,
        }
    }

    /// A call arrives now.
    pub fn call(&mut self, number: u128, queue_number: u128) {
        self.arrives(number, queue_number, |_| {});
    }

    pub fn arrives(&mut self, number: u128, queue_number: u128, set: impl FnOnce(&mut Arrival)) {
        let mut arrival = self.arrival(number, queue_number);
        set(&mut arrival);
        self.must(Event::ContactArrived(arrival));
    }

    /// The contact's standing offer.
    pub fn offer_of(&self, number: u128) -> Option<(OfferId, u128)> {
        match self.router.contact_view(contact(number))?.standing {
            router::Standing::Offered { offer, agent, .. } => Some((offer, agent.0.as_u128())),
            _ => None,
        }
    }

    pub fn offered_to(&self, number: u128) -> Option<u128> {
        self.offer_of(number).map(|(_, agent)| agent)
    }

    pub fn handled_by(&self, number: u128) -> Option<u128> {
        match self.router.contact_view(contact(number))?.standing {
            router::Standing::Handling { agent, .. } => Some(agent.0.as_u128()),
            _ => None,
        }
    }

    pub fn accept(&mut self, number: u128) {
        let (offer, by) = self.offer_of(number).expect("the contact is on offer");
        self.must(Event::OfferAccepted { offer, agent: agent(by) });
    }

    pub fn refuse(&mut self, number: u128) {
        let (offer, by) = self.offer_of(number).expect("the contact is on offer");
        self.must(Event::OfferRefused { offer, agent: agent(by) });
    }

    pub fn end(&mut self, number: u128) {
        let by = self.handled_by(number).expect("the contact is handled");
        self.must(Event::HandlingEnded { contact: contact(number), agent: agent(by) });
    }

    pub fn leaves(&mut self, number: u128) {
        self.must(Event::ContactLeft { contact: contact(number) });
    }

    pub fn transfer(&mut self, number: u128, target: Target) {
        let from = self.handled_by(number).expect("the contact is handled");
        self.must(Event::Transferred { contact: contact(number), from: agent(from), target });
    }

    pub fn waiting(&self, queue_number: u128) -> Vec<u128> {
        let view = self.router.queue_view(queue(queue_number)).unwrap();
        view.waiting.iter().map(|waiting| waiting.contact.0.as_u128()).collect()
    }

    /// The end of an offer among the last answers.
    pub fn ended(&self) -> Option<OfferEnd> {
        self.last.iter().find_map(|output| match output {
            Output::OfferEnded { end, .. } => Some(*end),
            _ => None,
        })
    }

    pub fn decision(&self) -> &router::Decision {
        let decision = self.last.iter().rev().find_map(|output| match output {
            Output::Offered { decision, .. } => Some(decision),
            _ => None,
        });
        decision.expect("something was offered")
    }
}
