//! The one router, fed and obeyed.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use agents::{Agent, Agents};
use contact::ContactEvent;
use contacts::Contacts;
use db::{Db, DbError};
use kernel::{
    Actor, AgentId, ContactId, NewEvent, OfferId, Principal, QueueId, Refused, SkillId, Text, Timestamp,
};
use router::{
    Activity, AgentConfig, Arrival, Event, OfferEnd, Output, Presence, ReturnReason, Router, RouterConfig,
};
use serde_json::json;
use tokio::sync::{Notify, mpsc};
use web::{ApiResult, Seen};

use crate::engaged::{self, Engaged, Owed};
use crate::live::{LiveBoard, Sources, activity_name, presence_name};
use crate::log::{self, Logged};
use crate::model::{BreakKind, Queue, QueueForm, StateForm};
use crate::output::ContactOutput;
use crate::uses::LedTo;
use crate::{MANAGE, PRESENCE, READ, SUPERVISE, line, listen, store, wake};

pub(crate) struct Core {
    pub(crate) router: Router,
    pub(crate) queues: Vec<Queue>,
    pub(crate) agents: BTreeMap<AgentId, Agent>,
    pub(crate) skills: BTreeMap<SkillId, String>,
    reachable: HashSet<AgentId>,
    /// Speaking past the router, with a colleague or with a caller whom a flow led there: no offers meanwhile.
    pub(crate) engaged: HashMap<AgentId, Engaged>,
    /// Records still owed of what the router no longer knows, or never did: contacts before a restart, and those that a
    /// flow led to an agent by name. Their agents get no offers until then (HOT-8).
    pub(crate) owed: HashMap<ContactId, Owed>,
    wanted: BTreeMap<AgentId, String>,
    /// Since when presences that outlived a restart have lasted; the router knows them only since the restart.
    restored: BTreeMap<AgentId, Timestamp>,
    listeners: HashMap<ContactId, mpsc::UnboundedSender<ContactOutput>>,
    out: Vec<Output>,
    offers: u64,
    /// Handling time per queue, smoothed: for the expected wait.
    pub(crate) handling: HashMap<QueueId, f64>,
    handling_since: HashMap<ContactId, Timestamp>,
}

/// Queues, presence and the router.
pub struct Routing {
    pub(crate) db: Db,
    agents: Arc<Agents>,
    contacts: Arc<Contacts>,
    core: Mutex<Core>,
    breaks: Vec<BreakKind>,
    log: mpsc::UnboundedSender<Logged>,
    pub(crate) changed: Arc<Notify>,
    pub(crate) led_to: OnceLock<LedTo>,
}

impl Routing {
    /// The service over a migrated store, with queues, agents and presence as they were.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn start(db: Db, agents: Arc<Agents>, contacts: Arc<Contacts>) -> ApiResult<Arc<Self>> {
        let offers_before = u64::try_from(store::offers(&db).await?).unwrap_or_default();
        let router = Router::new(RouterConfig { offers_before, ..RouterConfig::default() });
        let breaks = store::break_kinds(&db).await?;
        let (log, logged) = mpsc::unbounded_channel();
        let core = Core {
            router,
            queues: Vec::new(),
            agents: BTreeMap::new(),
            skills: BTreeMap::new(),
            reachable: HashSet::new(),
            engaged: HashMap::new(),
            owed: engaged::owed_records(&contacts),
            wanted: BTreeMap::new(),
            restored: BTreeMap::new(),
            listeners: HashMap::new(),
            out: Vec::new(),
            offers: offers_before,
            handling: HashMap::new(),
            handling_since: HashMap::new(),
        };
        let changed = Arc::new(Notify::new());
        let service = Arc::new(Self {
            db: db.clone(),
            agents,
            contacts,
            core: Mutex::new(core),
            breaks,
            log,
            changed,
            led_to: OnceLock::new(),
        });
        tokio::spawn(log::run(db.clone(), logged));
        let events = db.bus().subscribe_to(listen::KINDS);
        service.load_queues().await?;
        service.load_agents().await?;
        for (agent, presence, since) in store::presences(&db).await? {
            service.restore(agent, presence, since);
        }
        tokio::spawn(wake::run(Arc::downgrade(&service)));
        tokio::spawn(listen::run(Arc::downgrade(&service), events));
        Ok(service)
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Core> {
        self.core.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A restart is no declaration: it is not logged, and a break does not begin anew.
    fn restore(&self, agent: AgentId, presence: Presence, since: Timestamp) {
        let declared = match presence {
            // A missed agent must declare again; after a restart that is simply not available.
            Presence::Missed | Presence::Offline => return,
            other => other,
        };
        let mut core = self.lock();
        let declared = Event::PresenceDeclared { agent, presence: declared };
        // Nothing waits yet, so nothing comes of it; an agent who left the centre meanwhile is refused.
        if core.router.handle(declared, self.db.now(), &mut Vec::new()).is_ok() {
            core.restored.insert(agent, since);
        }
    }

    async fn load_queues(&self) -> Result<(), DbError> {
        let stored = store::queues(&self.db).await?;
        let mut core = self.lock();
        core.queues.clear();
        for found in stored {
            core.queues.push(found.queue);
            if let Err(refused) = self.apply(&mut core, Event::QueueDefined(found.config)) {
                tracing::error!(%refused, "a stored queue is refused by the router");
            }
        }
        Ok(())
    }

    pub(crate) async fn load_agents(&self) -> ApiResult<()> {
        let system = Principal::system();
        let agents = self.agents.all(&system).await?;
        let skills = self.agents.skills(&system).await?;
        let mut core = self.lock();
        core.skills = skills.into_iter().map(|skill| (skill.id, skill.name)).collect();
        for agent in agents {
            let id = agent.id;
            core.agents.insert(id, agent);
            self.define_agent(&mut core, id);
        }
        Ok(())
    }

    pub(crate) fn define_agent(&self, core: &mut Core, id: AgentId) {
        let Some(agent) = core.agents.get(&id) else { return };
        let mut config = AgentConfig::new(id, agent.staff_number.clone());
        config.skills = agent
            .skills
            .iter()
            .map(|skill| router::SkillLevel { skill: skill.skill, level: skill.level })
            .collect();
        config.capacity.limit = agent.capacity.limit;
        config.capacity.maxima.chat = agent.capacity.chats;
        // Calls are offered only to those with a device to ring.
        let owes = core.owed.values().any(|owed| owed.agent == id);
        let can_ring = core.reachable.contains(&id) && !core.engaged.contains_key(&id) && !owes;
        config.capacity.maxima.voice = u32::from(can_ring);
        if let Err(refused) = self.apply(core, Event::AgentDefined(config)) {
            tracing::error!(%refused, "an agent is refused by the router");
        }
    }

    /// Feeds the router and passes its outputs on.
    fn apply(&self, core: &mut Core, event: Event) -> Result<(), Refused> {
        let now = self.db.now();
        let mut out = std::mem::take(&mut core.out);
        let result = core.router.handle(event, now, &mut out);
        for output in out.drain(..) {
            self.obey(core, output, now);
        }
        core.out = out;
        self.changed.notify_one();
        result
    }

    /// Wakes the router and says how long it may sleep.
    pub(crate) fn wake(&self) -> Duration {
        let mut core = self.lock();
        let now = self.db.now();
        if core.router.next_wake().is_some_and(|at| at <= now) {
            // Waking is never refused.
            let _ = self.apply(&mut core, Event::Wake);
        }
        core.router.next_wake().map_or(Duration::MAX, |at| at.since(self.db.now()))
    }

    fn obey(&self, core: &mut Core, output: Output, now: Timestamp) {
        match output {
            Output::Queued { .. } => {}
            Output::Offered { offer, contact, queue, agent, until, decision } => {
                core.offers += 1;
                let _ = self.log.send(Logged::Offers(core.offers));
                let why = decision.text(|skill| {
                    let name = core.skills.get(&skill).cloned().unwrap_or_default();
                    Text::new(name.clone(), name)
                });
                let known = core.agents.get(&agent);
                let staff_number = known.map(|agent| agent.staff_number.clone()).unwrap_or_default();
                let name = known.map(|agent| agent.name.clone()).unwrap_or_default();
                let decision = Box::new(decision);
                let told =
                    ContactOutput::Offered { offer, queue, agent, staff_number, name, until, why, decision };
                tell(core, contact, told);
            }
            Output::OfferEnded { offer, contact, agent, end } => {
                if end == OfferEnd::Accepted {
                    core.handling_since.insert(contact, now);
                }
                tell(core, contact, ContactOutput::OfferEnded { offer, agent, end });
            }
            Output::PresenceChanged { agent, presence, .. } => self.log_presence(core, agent, presence, now),
            Output::ActivityChanged { agent, activity } => self.log_activity(core, agent, activity, now),
            Output::OverflowReached { contact, action, .. } => {
                tell(core, contact, ContactOutput::Overflow(action))
            }
            Output::AnnouncementDue { contact, queue, position, .. } => {
                let expected_wait = line::expected_wait(core, queue, position);
                tell(core, contact, ContactOutput::AnnouncementDue { position, expected_wait });
            }
            Output::WrapUpStarted { contact, .. } => self.record(contact, ContactEvent::WrapUpStarted, now),
            Output::WrapUpOverdue { contact, .. } => self.record(contact, ContactEvent::WrapUpOverdue, now),
            Output::WrapUpEnded { contact, by_limit, .. } => {
                if by_limit {
                    self.record(contact, ContactEvent::WrapUpFinished, now);
                }
            }
            Output::Left { contact, queue, .. } => {
                note_handling(core, contact, queue, now);
                tell(core, contact, ContactOutput::Left);
                core.listeners.remove(&contact);
            }
        }
    }

    /// After-call work outlives the call: its story is told from here.
    pub(crate) fn record(&self, contact: ContactId, event: ContactEvent, now: Timestamp) {
        self.contacts.tell(contact, Actor::System, event, now);
    }

    fn log_presence(&self, core: &mut Core, agent: AgentId, presence: Presence, now: Timestamp) {
        core.wanted.remove(&agent);
        core.restored.remove(&agent);
        let staff_number = core.agents.get(&agent).map(|agent| agent.staff_number.clone());
        let kind = match &presence {
            Presence::Break { kind } => Some(kind.clone()),
            Presence::Offline | Presence::Available | Presence::Missed => None,
        };
        let data =
            json!({"staff_number": staff_number, "presence": presence_name(&presence), "break_kind": kind});
        let event = agent_event("routing.presence", agent, now, data);
        let _ = self.log.send(Logged::Presence(event, agent, presence, now));
    }

    pub(crate) fn log_activity(&self, core: &Core, agent: AgentId, activity: Activity, now: Timestamp) {
        let staff_number = core.agents.get(&agent).map(|agent| agent.staff_number.clone());
        let data = json!({"staff_number": staff_number, "activity": activity_name(activity)});
        let _ = self.log.send(Logged::Event(agent_event("routing.activity", agent, now, data)));
    }

    /// Brings a contact into its queue. What the router says of it goes to `listener` until it left.
    ///
    /// # Errors
    /// Refused for an unknown queue.
    pub fn enqueue(
        &self,
        arrival: Arrival,
        listener: mpsc::UnboundedSender<ContactOutput>,
    ) -> Result<(), Refused> {
        let mut core = self.lock();
        let contact = arrival.contact;
        core.listeners.insert(contact, listener);
        let result = self.apply(&mut core, Event::ContactArrived(arrival));
        if result.is_err() {
            core.listeners.remove(&contact);
        }
        result
    }

    /// The agent's device answered.
    ///
    /// # Errors
    /// Refused when the offer is over.
    pub fn accept(&self, offer: OfferId, agent: AgentId) -> Result<(), Refused> {
        self.apply(&mut self.lock(), Event::OfferAccepted { offer, agent })
    }

    /// The agent's device declined.
    ///
    /// # Errors
    /// Refused when the offer is over.
    pub fn refuse(&self, offer: OfferId, agent: AgentId) -> Result<(), Refused> {
        self.apply(&mut self.lock(), Event::OfferRefused { offer, agent })
    }

    /// The customer is gone.
    pub fn contact_left(&self, contact: ContactId) {
        // A contact that already left is no error: two sides may hang up at once.
        let _ = self.apply(&mut self.lock(), Event::ContactLeft { contact });
    }

    /// The agent's part of the conversation is over; after-call work follows if the queue has it.
    pub fn handling_ended(&self, contact: ContactId, agent: AgentId) {
        let _ = self.apply(&mut self.lock(), Event::HandlingEnded { contact, agent });
    }

    /// The contact comes back to the head of its queue.
    ///
    /// # Errors
    /// Refused when that agent does not have it.
    pub fn returned(&self, contact: ContactId, agent: AgentId, why: ReturnReason) -> Result<(), Refused> {
        self.apply(&mut self.lock(), Event::Returned { contact, agent, why })
    }

    /// A leader sends a waiting contact to another queue.
    ///
    /// # Errors
    /// Forbidden; refused when it no longer waits.
    pub fn redirect(&self, who: &Principal, contact: ContactId, queue: QueueId) -> Result<(), Refused> {
        who.require(SUPERVISE)?;
        let target = router::Target::Queue(queue);
        self.apply(&mut self.lock(), Event::Redirected { contact, target })
    }

    pub(crate) fn wrap_up_finished(&self, contact: ContactId, agent: AgentId) {
        let _ = self.apply(&mut self.lock(), Event::WrapUpFinished { contact, agent });
    }

    /// Says whether an agent has a device for calls.
    pub fn set_reachable(&self, agent: AgentId, reachable: bool) {
        let mut core = self.lock();
        let changed = if reachable { core.reachable.insert(agent) } else { core.reachable.remove(&agent) };
        if changed {
            self.define_agent(&mut core, agent);
        }
    }

    /// Declares an agent's presence; agents for themselves, supervisors for anyone.
    ///
    /// # Errors
    /// Forbidden; unknown agent; a break that a supervisor must approve first (the wish is noted).
    pub async fn declare(&self, who: &Principal, staff_number: &str, form: &StateForm) -> ApiResult<()> {
        who.require(PRESENCE)?;
        // Created a moment ago, the event that tells of it may still be on its way.
        self.agent_known(staff_number).await;
        Ok(self.declare_known(who, staff_number, form)?)
    }

    fn declare_known(&self, who: &Principal, staff_number: &str, form: &StateForm) -> Result<(), Refused> {
        let presence = form.presence(&self.breaks)?;
        let mut core = self.lock();
        let agent = agent_by_number(&core, staff_number)?;
        let supervises = who.may(SUPERVISE);
        if who.agent != Some(agent) && !supervises {
            return Err(Refused::forbidden(SUPERVISE.0));
        }
        if let Presence::Break { kind } = &presence {
            let guarded = self.breaks.iter().any(|known| known.kind == *kind && known.needs_approval);
            if guarded && !supervises {
                core.wanted.insert(agent, kind.clone());
                let at = self.db.now();
                let data = json!({"staff_number": staff_number, "break_kind": kind});
                let _ = self.log.send(Logged::Event(agent_event("routing.break_wanted", agent, at, data)));
                return Err(Refused::conflict(
                    "break_needs_approval",
                    "此类小休需要班组长批准，申请已提交。",
                    "A team leader must approve this break; your wish has been passed on.",
                )
                .with_possible(["available", "break:meal", "break:rest", "offline"]));
            }
        }
        self.apply(&mut core, Event::PresenceDeclared { agent, presence })
    }

    /// Creates a queue, or changes one whatever it is now.
    ///
    /// # Errors
    /// As for [`Routing::edit_queue`].
    pub async fn save_queue(
        &self,
        who: &Principal,
        id: Option<QueueId>,
        form: QueueForm,
    ) -> ApiResult<Queue> {
        self.edit_queue(who, id, form, &Seen::default()).await
    }

    /// Creates a queue or changes one; what is being handled is not touched.
    ///
    /// # Errors
    /// Forbidden; invalid fields; the name is taken. Somebody else changed it meanwhile.
    pub async fn edit_queue(
        &self,
        who: &Principal,
        id: Option<QueueId>,
        form: QueueForm,
        seen: &Seen,
    ) -> ApiResult<Queue> {
        who.require(MANAGE)?;
        let mut skills = Vec::with_capacity(form.required.len());
        for demand in &form.required {
            skills.push(self.agents.create_skill(&Principal::system(), &demand.skill).await?.id);
        }
        if let Some(id) = id
            && !self.lock().queues.iter().any(|queue| queue.id == id)
        {
            return Err(Refused::not_found("队列", "queue").into());
        }
        let id = id.unwrap_or_else(|| QueueId(self.db.new_uuid()));
        let config = form.config(id, &skills)?;
        self.load_agents().await?;
        self.check_names(id, &form, &config)?;
        let queue = Queue { id, form };
        let mut tx = self.db.begin().await?;
        tx.take_turn("routing_queues").await?;
        if let Some(stored) = store::queue_form(&mut tx, id).await? {
            let last = (format!("queue:{id}"), "routing.queue_saved");
            seen.refuse_unseen_of(&mut tx, (&last.0, last.1), &stored, &queue.form).await?;
        }
        match store::save_queue(&mut tx, &queue, &config).await {
            Ok(()) => {}
            Err(err) if err.is_unique_violation() => {
                return Err(Refused::conflict(
                    "queue_taken",
                    "已有同名队列。",
                    "A queue of this name exists.",
                )
                .into());
            }
            Err(err) => return Err(err.into()),
        }
        tx.emit(NewEvent {
            at: self.db.now(),
            kind: "routing.queue_saved".to_owned(),
            subject: format!("queue:{id}"),
            actor: who.actor(),
            data: web::with_origin(json!({"name": queue.form.name})).into(),
        });
        tx.commit().await?;
        self.load_agents().await?;
        self.load_queues().await?;
        Ok(queue)
    }

    /// Removes a queue that nothing waits in.
    ///
    /// # Errors
    /// Forbidden; not found; conflict while contacts belong to it.
    pub async fn remove_queue(&self, who: &Principal, id: QueueId) -> ApiResult<()> {
        who.require(MANAGE)?;
        self.refuse_if_led_to(id, &[])?;
        {
            let mut core = self.lock();
            let stored = core.queues.iter().any(|queue| queue.id == id);
            // One that an older program stored and the router refuses is removed all the same.
            if core.router.queue_view(id).is_some() || !stored {
                self.apply(&mut core, Event::QueueRemoved { queue: id })?;
            }
        }
        let mut tx = self.db.begin().await?;
        store::remove_queue(&mut tx, id).await?;
        tx.commit().await?;
        self.lock().queues.retain(|queue| queue.id != id);
        Ok(())
    }

    /// All queues in their order.
    ///
    /// # Errors
    /// Forbidden.
    pub fn queues(&self, who: &Principal) -> Result<Vec<Queue>, Refused> {
        who.require(READ)?;
        Ok(self.lock().queues.clone())
    }

    /// The queue of a key or name, as entry flows give it.
    pub fn queue_named(&self, name: &str) -> Option<Queue> {
        let core = self.lock();
        let keyed = core.queues.iter().find(|queue| queue.form.key.as_deref() == Some(name));
        keyed.or_else(|| core.queues.iter().find(|queue| queue.form.name == name)).cloned()
    }

    /// The skill of a name, as entry flows give it.
    pub fn skill_named(&self, name: &str) -> Option<SkillId> {
        self.lock().skills.iter().find(|(_, known)| known.as_str() == name).map(|(id, _)| *id)
    }

    /// An agent by staff number.
    pub fn agent_named(&self, staff_number: &str) -> Option<Agent> {
        let core = self.lock();
        core.agents.values().find(|agent| agent.staff_number == staff_number).cloned()
    }

    /// An agent by staff number, read anew when not known yet.
    pub async fn agent_known(&self, staff_number: &str) -> Option<Agent> {
        let known = self.agent_named(staff_number);
        if known.is_none()
            && let Err(err) = self.load_agents().await
        {
            tracing::error!(error = %err, "agents cannot be read");
        }
        known.or_else(|| self.agent_named(staff_number))
    }

    /// The kinds of breaks.
    ///
    /// # Errors
    /// Forbidden.
    pub fn breaks(&self, who: &Principal) -> Result<Vec<BreakKind>, Refused> {
        who.require(READ)?;
        Ok(self.breaks.clone())
    }

    /// Everything that is live.
    ///
    /// # Errors
    /// Forbidden.
    pub fn board(&self, who: &Principal) -> Result<LiveBoard, Refused> {
        who.require(READ)?;
        let core = self.lock();
        let reachable = |id: AgentId| core.reachable.contains(&id);
        let sources = Sources {
            router: &core.router,
            queues: &core.queues,
            agents: &core.agents,
            breaks: &self.breaks,
            wanted: &core.wanted,
            restored: &core.restored,
            reachable: &reachable,
            engaged: &core.engaged,
            owed: &core.owed,
        };
        Ok(sources.board(self.db.now()))
    }
}

fn agent_by_number(core: &Core, staff_number: &str) -> Result<AgentId, Refused> {
    let found = core.agents.values().find(|agent| agent.staff_number == staff_number);
    found.map(|agent| agent.id).ok_or_else(|| Refused::not_found("坐席", "agent"))
}

fn agent_event(kind: &str, agent: AgentId, at: Timestamp, data: serde_json::Value) -> NewEvent {
    NewEvent {
        at,
        kind: kind.to_owned(),
        subject: format!("agent:{agent}"),
        actor: Actor::Agent(agent),
        data: data.into(),
    }
}

fn tell(core: &Core, contact: ContactId, output: ContactOutput) {
    if let Some(listener) = core.listeners.get(&contact) {
        // The call may have ended in this very moment: then nobody needs to know.
        let _ = listener.send(output);
    }
}

fn note_handling(core: &mut Core, contact: ContactId, queue: QueueId, now: Timestamp) {
    if let Some(since) = core.handling_since.remove(&contact) {
        let seconds = now.since(since).as_secs_f64();
        core.handling.entry(queue).and_modify(|mean| *mean += (seconds - *mean) * 0.1).or_insert(seconds);
    }
}
