//! What others may ask of promises.

mod act;
mod adopt;
mod clocks;
mod due;
mod listen;
mod making;
mod offering;
mod owners;
mod reading;
mod settings;
mod visits;
mod wrap_up;

use std::sync::{Arc, PoisonError, RwLock};

use agents::Agents;
use clock::Schedule;
use contacts::Contacts;
use customers::Customers;
use db::{Db, DbError, Tx};
use flows::Flows;
use identity::Identity;
use jobs::Alarms;
use kernel::{Actor, NewEvent, Refused, Timestamp};
use promise::{PromiseCommand, PromiseEvent};
use tickets::Tickets;
use web::ApiResult;

use crate::model::{PromiseId, PromiseSettings};
use crate::rules::entry::Entry;
use crate::store;

pub use adopt::CallBackRequest;
pub use listen::Listener;

/// The capabilities below.
pub struct Below {
    /// Whose account is active.
    pub identity: Arc<Identity>,
    /// Who answers for promises.
    pub agents: Arc<Agents>,
    /// To whom something was promised.
    pub customers: Arc<Customers>,
    /// Where it was promised.
    pub contacts: Arc<Contacts>,
    /// The business calendar.
    pub flows: Arc<Flows>,
    /// What is promised about.
    pub tickets: Arc<Tickets>,
}

/// What the numbers of promises are counted as.
const NUMBERED: &str = "promises";

/// Promises.
pub struct Promises {
    db: Db,
    below: Below,
    settings: RwLock<Arc<PromiseSettings>>,
    schedule: RwLock<Arc<Schedule>>,
    alarms: Alarms<PromiseId>,
    /// Of two who wrap up one contact, one comes first.
    wrapping_up: tokio::sync::Mutex<()>,
}

/// A transaction with what is done in it.
struct Change {
    tx: Tx,
    work: Work,
}

/// What is done in a transaction: its instant, and the promises it changes.
struct Work {
    at: Timestamp,
    settings: Arc<PromiseSettings>,
    changed: Vec<Entry>,
}

impl Promises {
    /// The service over a migrated store. [`Promises::run`] follows the log and wakes the clocks; without it
    /// [`Promises::listener`] and [`Promises::fire_due`] do when they are asked.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn open(db: Db, below: Below) -> ApiResult<Arc<Self>> {
        let settings = store::settings(&db).await?;
        let schedule = below.flows.business_hours(db.now())?;
        let alarms = Alarms::restored(store::armed(&db).await?);
        db.numbers_taken(NUMBERED, store::last_number(&db).await?);
        Ok(Arc::new(Self {
            settings: RwLock::new(Arc::new(settings)),
            schedule: RwLock::new(Arc::new(schedule)),
            alarms,
            wrapping_up: tokio::sync::Mutex::default(),
            db,
            below,
        }))
    }

    fn schedule(&self) -> Arc<Schedule> {
        self.schedule.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn policy(&self) -> Arc<PromiseSettings> {
        self.settings.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn next_number(&self) -> i64 {
        self.db.next_number(NUMBERED)
    }

    async fn begin(&self) -> ApiResult<Change> {
        // The turn comes first: what waits for the writer happens when it has it.
        let tx = self.db.begin().await?;
        Ok(Change { tx, work: self.work() })
    }

    fn work(&self) -> Work {
        Work { at: self.db.now(), settings: self.policy(), changed: Vec::new() }
    }

    /// Commits, and sets the clocks to what the promises want now.
    async fn finish(&self, change: Change) -> ApiResult<()> {
        change.tx.commit().await?;
        self.arm(&change.work.changed, &change.work.settings);
        Ok(())
    }

    fn arm(&self, changed: &[Entry], settings: &PromiseSettings) {
        self.alarms.set(
            changed
                .iter()
                .map(|entry| (entry.id, entry.promise.version(), entry.promise.next_wake(&settings.policy))),
        );
    }
}

impl Change {
    /// A promise that nobody else changes until this transaction is over.
    async fn lock(&mut self, id: PromiseId) -> ApiResult<Entry> {
        Ok(store::lock(&mut self.tx, id).await?.ok_or_else(no_promise)?)
    }

    /// Decides a command and keeps what follows; answers the events.
    async fn decide(
        &mut self,
        entry: &mut Entry,
        command: &PromiseCommand,
        actor: &Actor,
    ) -> ApiResult<Vec<PromiseEvent>> {
        let events = self.work.decided(entry, command)?;
        self.work.happen(&mut self.tx, entry, &events, actor).await?;
        Ok(events)
    }
}

impl Work {
    fn decided(&self, entry: &Entry, command: &PromiseCommand) -> Result<Vec<PromiseEvent>, Refused> {
        entry.promise.decide(command, &self.settings.policy, self.at).map_err(|refused| *refused)
    }

    /// Keeps what happened to a promise.
    async fn happen(
        &mut self,
        tx: &mut Tx,
        entry: &mut Entry,
        events: &[PromiseEvent],
        actor: &Actor,
    ) -> Result<(), DbError> {
        if events.is_empty() {
            return Ok(());
        }
        let log = entry.happen(events, actor, self.at);
        self.keep(tx, entry, log).await
    }

    /// Writes a promise with what happened to it.
    async fn keep(&mut self, tx: &mut Tx, entry: &Entry, log: Vec<NewEvent>) -> Result<(), DbError> {
        store::save(tx, entry, &self.settings.policy).await?;
        log.into_iter().for_each(|event| tx.emit(event));
        self.changed.push(entry.clone());
        Ok(())
    }
}

fn no_promise() -> Refused {
    Refused::not_found("承诺", "promise")
}
