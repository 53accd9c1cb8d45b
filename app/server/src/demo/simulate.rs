//! The simulated days: callers, agents and the real router, one happening after the other.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use contact::{AgentRef, Channel, ContactEvent, Direction, EndedBy, Outcome};
use contacts::Contacts;
use kernel::{Actor, AgentId, ContactId, NewEvent, OfferId, Principal, QueueId, Timestamp};
use router::{AgentConfig, Arrival, Event, Output, Presence, Router, RouterConfig, SkillLevel};
use web::ApiResult;

use super::Below;
use super::call::{Call, Caller, Staff, Stage, Team};
use super::clients::Client;
use super::dice::Dice;
use super::hotline::{End, Hotline, Way};
use super::month::{Day, Scale};
use super::people::{ILL, ON_PROBATION};
use super::tape::Tape;

/// The history is closed this long before its end, so that every call has its end.
const CLOSING: Duration = Duration::from_secs(50);

/// What happens at a moment.
pub(super) enum Action {
    Declare(AgentId, Presence),
    Arrive(Caller),
    Enqueue(ContactId),
    Leave(ContactId),
    Answer { contact: ContactId, offer: OfferId, agent: AgentId },
    Hold(ContactId),
    Resume(ContactId),
    HangUp(ContactId),
    Score(ContactId),
    Record(ContactId),
}

/// The simulated centre.
pub struct Simulation {
    pub(super) contacts: Arc<Contacts>,
    pub(super) router: Router,
    pub(super) team: Team,
    pub(super) queues: BTreeMap<&'static str, (QueueId, String, i32)>,
    pub(super) skills: BTreeMap<kernel::SkillId, String>,
    pub(super) clients: Vec<Client>,
    scale: Scale,
    pub(super) dice: Dice,
    pub(super) calls: BTreeMap<ContactId, Call>,
    agenda: BTreeMap<(Timestamp, u64), Action>,
    planned: u64,
    pub(super) told: Vec<NewEvent>,
    made: u64,
    /// Nobody calls any more from this instant on.
    last_moment: Option<Timestamp>,
    pub(super) tape: Tape,
    hotline: Hotline,
    /// From when to when people answer on this day.
    pub(super) hours: Option<(Timestamp, Timestamp)>,
    /// When people answer again after this day.
    pub(super) next_opening: Timestamp,
}

impl Simulation {
    /// A centre with the queues and agents that the services know.
    pub async fn new(
        below: &Below,
        scale: &Scale,
        clients: Vec<Client>,
        dice: Dice,
        tape: Tape,
    ) -> ApiResult<Self> {
        let system = Principal::system();
        let mut router = Router::new(RouterConfig::default());
        let mut out = Vec::new();
        let skills = below.agents.skills(&system).await?;
        let mut queues = BTreeMap::new();
        for key in ["orders", "after_sales", "complaints", "property", "key_accounts", "english"] {
            let Some(queue) = below.routing.queue_named(key) else { continue };
            let wanted = queue.form.required.iter();
            let ids = wanted.filter_map(|wish| skills.iter().find(|skill| skill.name == wish.skill));
            let ids: Vec<_> = ids.map(|skill| skill.id).collect();
            let config = queue.form.config(queue.id, &ids)?;
            router.handle(Event::QueueDefined(config), Timestamp::default(), &mut out)?;
            queues.insert(key, (queue.id, queue.form.name, queue.form.priority));
        }
        let mut team = Team::new();
        // Leaders answer no calls.
        for agent in below.agents.all(&system).await?.into_iter().filter(|agent| !agent.skills.is_empty()) {
            let mut config = AgentConfig::new(agent.id, agent.staff_number.clone());
            let levels =
                agent.skills.iter().map(|skill| SkillLevel { skill: skill.skill, level: skill.level });
            config.skills = levels.collect();
            router.handle(Event::AgentDefined(config), Timestamp::default(), &mut out)?;
            let new = agent.staff_number == ON_PROBATION;
            let staff = Staff {
                pace: if new { 1.35 } else { 1.0 },
                displeasing: if new { 0.06 } else { 0.0 },
                is_ill: agent.staff_number == ILL,
                who: AgentRef { id: agent.id, staff_number: agent.staff_number, name: agent.name },
            };
            team.insert(agent.id, staff);
        }
        Ok(Self {
            contacts: below.contacts.clone(),
            router,
            team,
            queues,
            skills: skills.into_iter().map(|skill| (skill.id, skill.name)).collect(),
            clients,
            scale: *scale,
            dice,
            calls: BTreeMap::new(),
            agenda: BTreeMap::new(),
            planned: 0,
            told: Vec::new(),
            made: 0,
            last_moment: None,
            tape,
            hotline: Hotline::new(),
            hours: None,
            next_opening: Timestamp::default(),
        })
    }

    /// How many calls there were.
    pub fn calls_made(&self) -> u64 {
        self.made
    }

    /// What the agents did since this was asked last, in order.
    pub fn take_agent_events(&mut self) -> Vec<NewEvent> {
        std::mem::take(&mut self.told)
    }

    /// From this instant on nobody calls; the history ends at `to`.
    pub fn last_moment(&mut self, to: Timestamp) -> Timestamp {
        let last = to.minus(CLOSING);
        self.last_moment = Some(last);
        last
    }

    pub(super) fn at(&mut self, at: Timestamp, action: Action) {
        self.planned += 1;
        self.agenda.insert((at, self.planned), action);
    }

    /// Plans a day: who works when, who calls when.
    pub fn plan(&mut self, day: &Day) {
        self.dice = Dice::new(super::SEED ^ (day.index << 32));
        (self.hours, self.next_opening) = (day.hours(), day.next_opening());
        self.plan_agents(day);
        for _ in 0..day.calls(&self.scale) {
            let at = day.moment(&mut self.dice);
            let caller = Caller::ordinary(&self.clients, &mut self.dice);
            self.at(at, Action::Arrive(caller));
        }
        for _ in 0..day.failure_calls(&self.scale) {
            let hours = 14.0 + 1.5 * self.dice.share();
            let caller = Caller::stranded(&self.clients, &mut self.dice);
            self.at(day.at(hours), Action::Arrive(caller));
        }
        // The menu answers by night and on holidays too.
        for _ in 0..day.calls(&self.scale).max(60) / 30 {
            let hours = if self.dice.chance(0.6) {
                18.2 + 4.5 * self.dice.share()
            } else {
                6.5 + 2.3 * self.dice.share()
            };
            let caller = Caller::ordinary(&self.clients, &mut self.dice);
            self.at(day.at(hours), Action::Arrive(caller));
        }
    }

    fn plan_agents(&mut self, day: &Day) {
        let team: Vec<(AgentId, bool)> =
            self.team.values().map(|staff| (staff.who.id, staff.is_ill)).collect();
        let mut order = team;
        order.sort_by_key(|(id, _)| self.team.get(id).map(|staff| staff.who.staff_number.clone()));
        for (place, (agent, is_ill)) in order.into_iter().enumerate() {
            if !day.works(place, is_ill) {
                continue;
            }
            let late =
                |dice: &mut Dice, hours: f64, spread_s: f64| day.at(hours).plus(dice.between(0.0, spread_s));
            let third = u32::try_from(place % 3).map_or(0.0, f64::from);
            let begins = late(&mut self.dice, 8.93, 360.0);
            let meal = late(&mut self.dice, 11.5 + 0.75 * third, 300.0);
            let back = meal.plus(self.dice.between(2400.0, 3300.0));
            let rests = [9.6 + 0.3 * third, 14.0 + 0.3 * third, 16.7 + 0.2 * third];
            self.at(begins, Action::Declare(agent, Presence::Available));
            self.at(meal, Action::Declare(agent, Presence::Break { kind: "meal".to_owned() }));
            self.at(back, Action::Declare(agent, Presence::Available));
            for hours in rests {
                let rest = late(&mut self.dice, hours, 900.0);
                let over = rest.plus(self.dice.between(420.0, 900.0));
                self.at(rest, Action::Declare(agent, Presence::Break { kind: "rest".to_owned() }));
                self.at(over, Action::Declare(agent, Presence::Available));
            }
            let ends = late(&mut self.dice, 18.05, 420.0);
            self.at(ends, Action::Declare(agent, Presence::Offline));
        }
    }

    /// Lets everything happen up to an instant.
    pub fn run_until(&mut self, to: Timestamp) {
        loop {
            let wake = self.router.next_wake().filter(|at| *at <= to);
            let next = self.agenda.first_key_value().map(|(key, _)| *key).filter(|(at, _)| *at <= to);
            match (wake, next) {
                (Some(wake), next) if next.is_none_or(|(at, _)| wake <= at) => self.feed(Event::Wake, wake),
                (_, Some(key)) => {
                    if let Some(action) = self.agenda.remove(&key) {
                        self.happen(action, key.0);
                    }
                }
                _ => return,
            }
        }
    }

    /// Feeds the router and carries out what it answers. What it refuses has just been overtaken by something else.
    pub(super) fn feed(&mut self, event: Event, now: Timestamp) {
        let mut out: Vec<Output> = Vec::new();
        if let Err(refused) = self.router.handle(event, now, &mut out) {
            tracing::debug!(%refused, "overtaken");
        }
        for output in out {
            self.obey(output, now);
        }
    }

    fn happen(&mut self, action: Action, now: Timestamp) {
        match action {
            Action::Declare(agent, presence) => {
                self.feed(Event::PresenceDeclared { agent, presence }, now);
            }
            Action::Arrive(caller) => {
                self.arrive(caller, now);
            }
            Action::Enqueue(contact) => self.enqueue(contact, now),
            Action::Leave(contact) => {
                if self.stage(contact) == Some(Stage::Waiting) {
                    self.feed(Event::ContactLeft { contact }, now);
                }
            }
            Action::Answer { contact, offer, agent } => {
                if self.stage(contact) == Some(Stage::Waiting) {
                    self.feed(Event::OfferAccepted { offer, agent }, now);
                }
            }
            Action::Hold(contact) => self.hold(contact, true, now),
            Action::Resume(contact) => self.hold(contact, false, now),
            Action::HangUp(contact) => self.hang_up(contact, now),
            Action::Score(contact) => self.score(contact, now),
            Action::Record(contact) => self.record(contact, now),
        }
    }

    pub(super) fn stage(&self, contact: ContactId) -> Option<Stage> {
        self.calls.get(&contact).map(|call| call.stage)
    }

    pub(super) fn tell(&self, contact: ContactId, actor: Actor, event: ContactEvent, now: Timestamp) {
        self.contacts.tell(contact, actor, event, now);
    }

    pub(super) fn arrive(&mut self, caller: Caller, now: Timestamp) -> Option<ContactId> {
        if self.last_moment.is_some_and(|last| now >= last) {
            return None;
        }
        self.made += 1;
        let id = ContactId(self.dice.id(now));
        let arrived = ContactEvent::Arrived {
            number: self.contacts.next_number(),
            channel: Channel::Voice,
            direction: Direction::Inbound,
            entry: "95000".to_owned(),
            caller: Some(caller.client.number.clone()),
        };
        drop(self.contacts.begin(id, arrived, now));
        if let Some(customer) = caller.client.id {
            self.tell(id, Actor::System, ContactEvent::CustomerMatched { customer }, now);
        }
        let (way, through) = self.way(&caller, now);
        for (share, node, why) in &way.steps {
            let step = ContactEvent::Step { node: node.clone(), why: why.clone() };
            self.tell(id, Actor::Customer, step, now.plus(through.mul_f64(*share)));
        }
        let next = now.plus(through).plus(self.dice.between(0.2, 2.0));
        let call = Call {
            caller,
            stage: Stage::Entry,
            end: way.end.clone(),
            queue: None,
            queued_at: next,
            waited: Duration::ZERO,
            agent: None,
            held: false,
            sound: None,
            surveyed: false,
            in_wrap_up: false,
            resolved: false,
        };
        self.calls.insert(id, call);
        self.at(next, Action::Enqueue(id));
        Some(id)
    }

    /// A caller's way through the menu, and how long it takes. Before a closed door some leave a message, some want to be
    /// called back.
    fn way(&mut self, caller: &Caller, now: Timestamp) -> (Arc<Way>, Duration) {
        let open = self.hours.is_some_and(|(from, to)| (from..to).contains(&now));
        let mut keys = caller.keys(&mut self.dice).to_owned();
        if !open && !keys.ends_with('#') {
            let wish = self.dice.weighed(&[0.16, 0.3, 0.54]);
            keys.push_str(["1", "21", ""].get(wish).copied().unwrap_or_default());
        }
        let way = self.hotline.way(&keys, caller.client.key_account, open);
        (way, self.dice.between(9.0, 32.0))
    }

    /// The end of the menu: its own answer, a closed door, or a queue.
    fn enqueue(&mut self, contact: ContactId, now: Timestamp) {
        let Some(call) = self.calls.get_mut(&contact) else { return };
        let closing = self.last_moment.is_some_and(|last| now >= last);
        let open = self.hours.is_some_and(|(from, to)| (from..to).contains(&now));
        let key = match &call.end {
            End::Queue(key) if !closing => key.clone(),
            End::Message => return self.leaves_message(contact, now),
            End::CallBack => return self.wants_call_back(contact, now),
            End::Queue(_) | End::Nothing => {
                let outcome = if open { Outcome::SelfService } else { Outcome::OutOfHours };
                return self.end(contact, EndedBy::Customer, outcome, now);
            }
        };
        let Some((queue, name, priority)) = self.queues.get(key.as_str()).cloned() else { return };
        call.stage = Stage::Waiting;
        call.queue = Some(queue);
        call.queued_at = now;
        let hasty = self.dice.chance(0.013);
        let patience =
            if hasty { self.dice.between(1.0, 4.8) } else { self.dice.log_normal(105.0, 0.8, 900.0) };
        self.tell(contact, Actor::System, ContactEvent::Queued { queue, queue_name: name, priority }, now);
        self.at(now.plus(patience), Action::Leave(contact));
        let arrival = Arrival {
            contact,
            channel: router::Channel::Voice,
            queue,
            priority: 0,
            extra_skills: Vec::new(),
            waiting_since: now,
            preferred: None,
        };
        self.feed(Event::ContactArrived(arrival), now);
    }

    /// Ends a call without conversation.
    pub(super) fn end(&mut self, contact: ContactId, ended_by: EndedBy, outcome: Outcome, now: Timestamp) {
        let (actor, reason) = match ended_by {
            EndedBy::Customer => (Actor::Customer, "caller_hung_up"),
            EndedBy::Agent | EndedBy::System => (Actor::System, "finished"),
        };
        self.tell(contact, actor, ContactEvent::Ended { ended_by, reason: reason.to_owned(), outcome }, now);
        self.contacts.release(contact);
        self.calls.remove(&contact);
    }

    /// Closes the history: every call ends, everyone signs out.
    pub fn finish(&mut self, to: Timestamp) {
        let last = self.last_moment.unwrap_or(to);
        self.agenda.clear();
        let step = |n: u64| last.plus(Duration::from_secs(n)).min(to);
        let open: Vec<ContactId> = self.calls.keys().copied().collect();
        for contact in &open {
            match self.stage(*contact) {
                Some(Stage::Entry) => {
                    let left = self.calls.get(contact).map_or(last, |call| call.queued_at);
                    self.end(*contact, EndedBy::Customer, Outcome::SelfService, left);
                }
                Some(Stage::Waiting) => {
                    self.feed(Event::ContactLeft { contact: *contact }, step(12));
                }
                Some(Stage::Talking) => self.hang_up(*contact, step(12)),
                Some(Stage::Over) | None => {}
            }
        }
        let team: Vec<AgentId> = self.team.keys().copied().collect();
        for contact in open {
            self.score(contact, step(20));
            self.record(contact, step(30));
        }
        for agent in team {
            self.feed(Event::PresenceDeclared { agent, presence: Presence::Offline }, step(40));
        }
        self.agenda.clear();
        self.last_moment = None;
        self.leave_call_backs(to);
    }
}
