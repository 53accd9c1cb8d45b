//! A random centre and a random day in it: sensible events, senseless ones, live changes, passing time.

use std::collections::BTreeMap;

use kernel::{Refused, Timestamp};
use router::{
    Affinity, AgentChoice, AgentConfig, Capacity, Channel, Event, Output, OverflowAction, OverflowStep,
    PreferredAgent, Presence, QueueConfig, ReturnReason, Router, RouterConfig, Target,
};

use crate::centre::{agent, at, contact, level, queue, secs, skill};
use crate::dice::Dice;
use crate::model::{Model, Place};

pub type Answer = (Result<(), Refused>, Vec<Output>);

pub struct Day {
    pub router: Router,
    pub model: Model,
    pub log: Vec<(Timestamp, Event)>,
    pub answers: Vec<Answer>,
    dice: Dice,
    millis: i64,
    contacts: u128,
    exact: bool,
}

impl Day {
    /// `exact`: the router is woken whenever it asks to be; otherwise late.
    pub fn new(seed: u64, exact: bool) -> Self {
        let mut day = Self {
            router: Router::new(RouterConfig::default()),
            model: Model::new(exact),
            log: Vec::new(),
            answers: Vec::new(),
            dice: Dice::new(seed),
            millis: 0,
            contacts: 0,
            exact,
        };
        for number in 1..=3 {
            let config = day.queue_config(number);
            day.tell(Event::QueueDefined(config));
        }
        for number in 1..=5 {
            let config = day.agent_config(number);
            day.tell(Event::AgentDefined(config));
            day.tell(Event::PresenceDeclared { agent: agent(number), presence: Presence::Available });
        }
        day
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_micros(at(0).micros() + self.millis * 1000)
    }

    fn tell(&mut self, event: Event) {
        let now = self.now();
        self.model.now = now;
        self.model.settle();
        let handled = self.model.handled();
        let mut out = Vec::new();
        let answer = self.router.handle(event.clone(), now, &mut out);
        if answer.is_ok() {
            self.model.tell(&event);
        } else {
            assert_eq!(out, [], "a refused command changes nothing");
        }
        if std::env::var("ROUTER_TELL").is_ok() {
            println!("{now} {event:?}\n  -> {answer:?}");
            out.iter().for_each(|output| println!("  {output:?}"));
        }
        for output in &out {
            self.model.hear(output);
        }
        if let (Event::AgentRemoved { agent }, Ok(())) = (&event, &answer) {
            self.model.agents.remove(agent);
        }
        self.model.check_rest(self.router.next_wake());
        if let Event::QueueDefined(_) | Event::AgentDefined(_) | Event::PresenceDeclared { .. } = event {
            assert_eq!(self.model.handled(), handled, "live changes touch nothing being handled");
        }
        self.check_views();
        self.log.push((now, event));
        self.answers.push((answer, out));
    }

    fn check_views(&self) {
        let view = |id| self.router.contact_view(id).map(|view| view.standing);
        for (id, contact) in &self.model.contacts {
            let same = match (view(*id), contact.place) {
                (Some(router::Standing::Waiting { .. }), Place::Waiting) => true,
                (Some(router::Standing::Offered { agent, .. }), Place::Offered(_, by)) => agent == by,
                (Some(router::Standing::Handling { agent, .. }), Place::Handling(by)) => agent == by,
                _ => false,
            };
            assert!(same, "{id} stands elsewhere");
        }
        assert_eq!(self.router.contact_ids().len(), self.model.contacts.len());
        for id in self.model.agents.keys() {
            let view = self.router.agent_view(*id).unwrap();
            let capacity = self.model.agents[id].config.capacity;
            assert_eq!(view.free_weight, capacity.limit.saturating_sub(self.model.load(*id)));
            let open: Vec<Channel> =
                Channel::ALL.into_iter().filter(|channel| self.model.has_room(*id, *channel)).collect();
            assert_eq!(view.open_channels, open);
        }
    }

    /// One more event, after some time.
    pub fn step(&mut self) {
        let pause = [0, 0, 1, 500, 1_000, 3_000, 20_000][self.dice.below(7) as usize];
        let target = self.millis + pause;
        if self.exact {
            while let Some(wake) = self.router.next_wake().filter(|wake| *wake <= at(0).plus(millis(target)))
            {
                self.millis = (wake.micros() - at(0).micros()) / 1000;
                self.tell(Event::Wake);
            }
        }
        self.millis = target;
        self.tell(Event::Wake);
        let event = self.event();
        self.tell(event);
    }

    fn event(&mut self) -> Event {
        match self.dice.below(30) {
            0..=6 => self.arrival(),
            7..=14 => self.answer_offer(),
            15..=18 => self.finish(),
            19..=21 => self.finish_wrap_up(),
            22 => self.give_back(),
            23 => self.hand_on(),
            24 => Event::ContactLeft { contact: self.some_contact() },
            25 => self.redirect(),
            26 | 27 => self.presence(),
            28 => {
                let number = self.number(6);
                if self.dice.one_in(6) {
                    return Event::AgentRemoved { agent: agent(number) };
                }
                Event::AgentDefined(self.agent_config(number))
            }
            _ => {
                let number = self.number(4);
                if self.dice.one_in(6) {
                    return Event::QueueRemoved { queue: queue(number) };
                }
                Event::QueueDefined(self.queue_config(number))
            }
        }
    }

    fn number(&mut self, bound: u64) -> u128 {
        u128::from(1 + self.dice.below(bound))
    }

    fn some_contact(&mut self) -> kernel::ContactId {
        let ids: Vec<_> = self.model.contacts.keys().copied().collect();
        self.dice.pick(&ids).copied().unwrap_or(contact(1))
    }

    fn arrival(&mut self) -> Event {
        self.contacts += 1;
        let number = if self.dice.one_in(20) { self.contacts + 1_000_000 } else { self.contacts };
        let channels = [Channel::Voice, Channel::Voice, Channel::Chat, Channel::Email];
        let channel = channels[self.dice.below(4) as usize];
        let served = self.now().minus(secs(self.dice.below(200)));
        let preferred = self
            .dice
            .one_in(2)
            .then(|| self.number(6))
            .map(|number| PreferredAgent { agent: agent(number), served_at: served });
        let extra = self.dice.one_in(4).then(|| level(self.number(3), 1 + self.dice.below(5) as u8));
        Event::ContactArrived(router::Arrival {
            contact: contact(number),
            channel,
            queue: queue(self.number(4)),
            priority: self.dice.below(3) as i32,
            extra_skills: extra.into_iter().collect(),
            waiting_since: self.now().minus(secs(if self.dice.one_in(5) { self.dice.below(90) } else { 0 })),
            preferred,
        })
    }

    fn with_agents(&self) -> BTreeMap<kernel::ContactId, Place> {
        let held = self.model.contacts.iter().filter(|(_, contact)| contact.place != Place::Waiting);
        held.map(|(id, contact)| (*id, contact.place)).collect()
    }

    fn answer_offer(&mut self) -> Event {
        let offers: Vec<_> = self.with_agents().into_values().collect();
        let offers: Vec<_> = offers
            .into_iter()
            .filter_map(|place| if let Place::Offered(offer, by) = place { Some((offer, by)) } else { None })
            .collect();
        match self.dice.pick(&offers).copied() {
            Some((offer, agent)) if !self.dice.one_in(4) => Event::OfferAccepted { offer, agent },
            Some((offer, agent)) => Event::OfferRefused { offer, agent },
            None => self.arrival(),
        }
    }

    fn handled(&mut self) -> Option<(kernel::ContactId, kernel::AgentId)> {
        let handled = self.model.handled();
        self.dice.pick(&handled).copied()
    }

    fn finish(&mut self) -> Event {
        match self.handled() {
            Some((contact, agent)) => Event::HandlingEnded { contact, agent },
            None => self.answer_offer(),
        }
    }

    fn finish_wrap_up(&mut self) -> Event {
        let agents = self.model.agents.iter();
        let all: Vec<_> = agents
            .flat_map(|(id, agent)| agent.wrap_ups.iter().map(|(contact, ..)| (*contact, *id)))
            .collect();
        match self.dice.pick(&all).copied() {
            Some((contact, agent)) => Event::WrapUpFinished { contact, agent },
            None => self.finish(),
        }
    }

    fn give_back(&mut self) -> Event {
        let reasons = [ReturnReason::NoAnswer, ReturnReason::AgentLost, ReturnReason::TransferFailed];
        let why = reasons[self.dice.below(3) as usize];
        let contact = self.some_contact();
        let agent = match self.model.contacts.get(&contact).map(|found| (found.place, found.directed)) {
            Some((Place::Offered(_, by) | Place::Handling(by), _)) => by,
            Some((Place::Waiting, Some((by, _)))) => by,
            _ => agent(self.number(6)),
        };
        Event::Returned { contact, agent, why }
    }

    fn target(&mut self) -> Target {
        if self.dice.one_in(2) {
            Target::Queue(queue(self.number(4)))
        } else {
            Target::Agent(agent(self.number(6)))
        }
    }

    fn hand_on(&mut self) -> Event {
        match self.handled() {
            Some((contact, from)) => Event::Transferred { contact, from, target: self.target() },
            None => self.arrival(),
        }
    }

    fn redirect(&mut self) -> Event {
        Event::Redirected { contact: self.some_contact(), target: self.target() }
    }

    fn presence(&mut self) -> Event {
        let presence = match self.dice.below(8) {
            0 => Presence::Offline,
            1 => Presence::Break { kind: "rest".into() },
            2 => Presence::Missed,
            _ => Presence::Available,
        };
        let away = self.model.agents.iter().filter(|(_, found)| found.presence != Presence::Available);
        let away: Vec<_> = away.map(|(id, _)| *id).collect();
        let agent = if presence == Presence::Available { self.dice.pick(&away).copied() } else { None }
            .unwrap_or(agent(self.number(6)));
        Event::PresenceDeclared { agent, presence }
    }

    fn agent_config(&mut self, number: u128) -> AgentConfig {
        let mut config = AgentConfig::new(agent(number), (998 + number).to_string());
        for skill in 1..=3 {
            if !self.dice.one_in(3) {
                config.skills.push(level(skill, 1 + self.dice.below(5) as u8));
            }
        }
        if self.dice.one_in(4) {
            config.queues = Some((1..=4).filter(|_| self.dice.one_in(2)).map(queue).collect());
        }
        let limit = [100, 100, 100, 40, 0][self.dice.below(5) as usize];
        config.capacity = Capacity { limit, ..Capacity::default() };
        config
    }

    fn queue_config(&mut self, number: u128) -> QueueConfig {
        let mut config = QueueConfig::new(queue(number));
        let dice = &mut self.dice;
        if !dice.one_in(3) {
            config.required.push(level(1 + u128::from(dice.below(3)), 1 + dice.below(4) as u8));
        }
        config.priority = dice.below(2) as i32;
        config.wrap_up_limit = dice.one_in(2).then(|| secs(5 + dice.below(30)));
        config.wrap_up_auto_finish = dice.one_in(2);
        config.blocks_while_wrap_up = dice.one_in(2);
        config.choice = [AgentChoice::LongestIdle, AgentChoice::BestSkill, AgentChoice::LeastOccupied]
            [dice.below(3) as usize];
        config.affinity =
            dice.one_in(2).then(|| Affinity { prefer_for: secs(100), wait_for: secs(dice.below(40)) });
        config.raise_every = dice.one_in(2).then(|| secs(7 + dice.below(20)));
        config.announce_every = dice.one_in(3).then(|| secs(10 + dice.below(20)));
        let mut after = 0;
        while dice.one_in(2) {
            after += 1 + dice.below(30);
            let action = match dice.below(6) {
                0 => OverflowAction::LowerSkill {
                    skill: skill(1 + u128::from(dice.below(3))),
                    to: dice.below(3) as u8,
                },
                1 | 2 => OverflowAction::AddAgentsOf { queue: queue(1 + number % 4) },
                3 => OverflowAction::RaisePriority { by: 1 },
                4 => OverflowAction::OfferCallback,
                _ => OverflowAction::Voicemail,
            };
            config.overflow.push(OverflowStep { after: secs(after), action });
        }
        config
    }
}

fn millis(millis: i64) -> std::time::Duration {
    std::time::Duration::from_millis(millis.unsigned_abs())
}
