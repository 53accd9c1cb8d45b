//! What others may ask of tickets.

mod act;
mod attachments;
mod bulk;
mod cases;
mod clocks;
mod desk;
mod dispatch;
mod filing;
mod holds;
mod known;
mod late;
mod notices;
mod opening;
mod pairs;
mod people;
mod reading;
mod saved;
mod settings;
mod titles;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use agents::Agents;
use clock::Schedule;
use contacts::Contacts;
use customers::Customers;
use db::{Clock, Db, Tx};
use files::Files;
use flows::Flows;
use identity::Identity;
use jobs::Alarms;
use kernel::{Actor, NewEvent, Principal, Refused, Timestamp};
use serde_json::json;
use ticket::{Assignee, DepartmentName, Standing, Ticket, TicketId, TicketType, TypeName};
use web::ApiResult;

pub use self::filing::StillOwed;
use crate::rules::party::Sight;
use crate::rules::people::People;
use crate::rules::work::{Log, STANDING, When, Work};
use crate::{DEPARTMENT, READ, store};

/// The capabilities below.
#[derive(Clone)]
pub struct Below {
    /// Who signs in.
    pub identity: Arc<Identity>,
    /// Who serves customers, in which team.
    pub agents: Arc<Agents>,
    /// Who a ticket is for.
    pub customers: Arc<Customers>,
    /// Where it came up.
    pub contacts: Arc<Contacts>,
    /// The business calendar.
    pub flows: Arc<Flows>,
    /// What is attached.
    pub files: Files,
}

/// What the numbers of tickets are counted as.
const NUMBERED: &str = "tickets";

/// Tickets.
pub struct Tickets {
    db: Db,
    below: Below,
    types: RwLock<BTreeMap<TypeName, Arc<TicketType>>>,
    schedule: RwLock<Arc<Schedule>>,
    alarms: Alarms<TicketId>,
    /// Who is who, and whether that is to be asked anew.
    people: Mutex<people::Known>,
    /// By what titles are found.
    titles: Option<titles::Titles>,
    /// Whom to ask what is still owed about a ticket.
    owed: OnceLock<Box<dyn StillOwed>>,
}

/// A transaction with its instant, and the tickets it changes.
struct Change {
    tx: Tx,
    at: Timestamp,
    schedule: Arc<Schedule>,
    people: Arc<People>,
    db: Db,
    changed: Vec<Work>,
}

impl Tickets {
    /// The service over a migrated store, with its clocks: they are woken on the runtime that this runs on.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn start(db: Db, below: Below) -> ApiResult<Arc<Self>> {
        let service = Self::open(db, below).await?;
        let calendars = service.below.flows.calendar_changes();
        tokio::spawn(jobs::wake(Arc::downgrade(&service), calendars));
        tokio::spawn(filing::run(Arc::downgrade(&service)));
        Ok(service)
    }

    /// The service without the task that wakes its clocks: [`Tickets::fire_due`] does when it is asked.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn open(db: Db, below: Below) -> ApiResult<Arc<Self>> {
        let titles = titles::follow(&db).await?;
        Self::over(db, below, Some(titles)).await
    }

    /// A service beside this one that works on the same tickets by another clock. This one goes on to keep the index of
    /// titles; its own clocks are armed again by [`Tickets::rearm`].
    ///
    /// # Errors
    /// When the store fails.
    pub async fn beside(&self, clock: Clock) -> ApiResult<Arc<Self>> {
        Self::over(self.db.with_clock(clock), self.below.clone(), None).await
    }

    async fn over(db: Db, below: Below, titles: Option<titles::Titles>) -> ApiResult<Arc<Self>> {
        db.numbers_taken(NUMBERED, store::last_number(&db).await?);
        settings::install_types(&db).await?;
        let types = store::types(&db).await?;
        let schedule = below.flows.business_hours(db.now())?;
        let alarms = Alarms::restored(store::armed(&db).await?);
        let service = Arc::new(Self {
            types: RwLock::new(
                types.into_iter().map(|found| (found.name.clone(), Arc::new(found))).collect(),
            ),
            schedule: RwLock::new(Arc::new(schedule)),
            alarms,
            people: Mutex::default(),
            titles,
            owed: OnceLock::new(),
            db,
            below,
        });
        tokio::spawn(people::follow(Arc::downgrade(&service)));
        service.people().await?;
        Ok(service)
    }

    fn schedule(&self) -> Arc<Schedule> {
        self.schedule.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The newest edition of a type.
    fn type_named(&self, name: &TypeName) -> Result<Arc<TicketType>, Refused> {
        let types = self.types.read().unwrap_or_else(PoisonError::into_inner);
        types.get(name).cloned().ok_or_else(|| {
            let names = types.keys().map(|name| name.0.clone());
            Refused::field("type", "没有这个工单类型", "There is no such ticket type").with_possible(names)
        })
    }

    /// All types, each in its newest edition.
    fn all_types(&self) -> Vec<Arc<TicketType>> {
        let types = self.types.read().unwrap_or_else(PoisonError::into_inner);
        types.values().cloned().collect()
    }

    /// The department of those who see only its work.
    async fn department_of(&self, who: &Principal) -> ApiResult<Option<DepartmentName>> {
        match who.user {
            Some(user) if who.role == Some(kernel::Role::Department) => {
                Ok(store::department_of(&self.db, user).await?)
            }
            Some(_) | None => Ok(None),
        }
    }

    /// What somebody may see, and the department for which somebody acts.
    async fn sight(&self, who: &Principal) -> ApiResult<(Sight, Option<DepartmentName>)> {
        if !who.may(READ) {
            who.require(DEPARTMENT)?;
        }
        let department = self.department_of(who).await?;
        Ok((Sight::of(who, department.clone()), department))
    }

    async fn begin(&self) -> ApiResult<Change> {
        let people = self.people().await?;
        // The turn comes first: what waits for the writer happens when it has it.
        let tx = self.db.begin().await?;
        let (schedule, db) = (self.schedule(), self.db.clone());
        Ok(Change { tx, at: self.db.now(), schedule, people, db, changed: Vec::new() })
    }

    /// Commits, and sets the clocks to what the tickets want now.
    async fn finish(&self, change: Change) -> ApiResult<()> {
        change.tx.commit().await?;
        let wanted = |work: &Work| (work.ticket.id, work.clocks.version(), work.clocks.next_wake());
        self.alarms.set(change.changed.iter().map(wanted));
        Ok(())
    }
}

impl Change {
    fn when<'a>(&'a self, ticket_type: &'a TicketType) -> When<'a> {
        When { ticket_type, schedule: &self.schedule, people: &self.people, at: self.at }
    }

    /// A ticket that nobody else changes until this transaction is over.
    async fn lock(&mut self, id: TicketId) -> ApiResult<Work> {
        Ok(store::lock(&mut self.tx, id).await?.ok_or_else(no_ticket)?)
    }

    /// Writes a ticket with what happened to it. The last event of a change tells how the ticket stands after it.
    async fn keep(&mut self, work: &Work, mut log: Log) -> ApiResult<()> {
        let standing = Standing::of(work.number, &work.ticket, &work.clocks);
        if let Some(last) = log.events.last_mut() {
            let mut data = last.data.value();
            if let Some(facts) = data.as_object_mut() {
                facts.insert(STANDING.to_owned(), serde_json::to_value(standing).unwrap_or_default());
            }
            last.data = data.into();
        }
        store::save(&mut self.tx, work).await?;
        let id = work.ticket.id;
        let mut rows = Vec::with_capacity(log.told.len());
        let mut heard = Vec::new();
        for (index, told) in log.told.iter().enumerate() {
            // In the order in which they were told, also within one instant.
            let (at, version) = (self.at.micros(), work.ticket.version);
            let notice = format!("{at:016x}{version:08x}{index:04x}-{}", self.db.new_uuid().simple());
            rows.push(store::notices::notice(&notice, id, told, self.at));
            let data = json!({"notice": notice, "ticket": id, "kind": told.kind});
            heard.push(("tickets.notified", format!("user:{}", told.user), data));
        }
        self.tx.put_all(rows).await?;
        for department in &work.ticket.departments {
            let data = json!({"ticket": id});
            heard.push(("tickets.department_changed", format!("department:{department}"), data));
        }
        if let Some(ticket::Assignee::User(user)) = work.ticket.assignee {
            heard.push(("tickets.job_changed", format!("user:{user}"), json!({"ticket": id})));
        }
        log.events.into_iter().for_each(|event| self.tx.emit(event));
        for (kind, subject, data) in heard {
            let (at, kind, actor) = (self.at, kind.to_owned(), Actor::System);
            self.tx.emit(NewEvent { at, kind, subject, actor, data: data.into() });
        }
        self.changed.push(work.clone());
        Ok(())
    }

    /// Who had the job before hears that it is with somebody else.
    fn tell_before(&mut self, before: Option<Assignee>, after: &Ticket) {
        let Some(Assignee::User(user)) = before.filter(|_| before != after.assignee) else { return };
        let (kind, subject) = ("tickets.job_changed".to_owned(), format!("user:{user}"));
        self.tx.emit(NewEvent {
            at: self.at,
            kind,
            subject,
            actor: Actor::System,
            data: json!({"ticket": after.id}).into(),
        });
    }
}

fn no_ticket() -> Refused {
    Refused::not_found("工单", "ticket")
}
