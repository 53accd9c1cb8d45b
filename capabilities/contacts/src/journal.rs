//! Group commit: what happens to many contacts at once is written in one transaction, in the order told.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use contact::Contact;
use db::{Db, DbError, Put};
use indexmap::IndexMap;
use kernel::{ContactId, NewEvent, Timestamp};
use tokio::sync::{Notify, mpsc, oneshot};

use crate::store;

/// Most entries in one transaction.
const BATCH: usize = 512;
/// What comes within this time shares a transaction. A caller hears ring-back that much longer; a busy centre writes
/// a small part of the transactions.
const GATHER: Duration = Duration::from_millis(80);
/// How long to wait before the store is tried again.
const RETRY: Duration = Duration::from_millis(500);
/// How often the heartbeat is written, so that a restart knows when the program died.
const HEARTBEAT: Duration = Duration::from_secs(1);

/// One event with the state it led to, and rows that belong to it.
#[derive(Default)]
pub struct Entry {
    pub event: Option<NewEvent>,
    /// The contact after the event, when its row changes.
    pub contact: Option<Arc<Contact>>,
    /// Rows of other tables, kept in the same order.
    pub rows: Vec<Put>,
    /// Events of other capabilities that belong to the same change.
    pub events: Vec<NewEvent>,
    /// Told after the commit.
    pub written: Option<oneshot::Sender<()>>,
}

/// How the journal fares.
#[derive(Default)]
pub struct Health {
    failing: AtomicBool,
    /// The newest failure, in the store's words.
    why: Mutex<Option<String>>,
    waiting: AtomicI64,
    /// Somebody at a desk waits for what was told: no time for gathering.
    hurry: Notify,
}

impl Health {
    /// Whether the last attempt to write succeeded.
    pub fn is_writable(&self) -> bool {
        !self.failing.load(Ordering::Relaxed)
    }

    /// Why the last attempt to write failed, if it did.
    pub fn failure(&self) -> Option<String> {
        self.why.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes a failure; true for the first one after a success.
    fn failed(&self, err: &DbError) -> bool {
        *self.why.lock().unwrap_or_else(PoisonError::into_inner) = Some(err.to_string());
        !self.failing.swap(true, Ordering::Relaxed)
    }

    fn succeeded(&self) {
        if self.failing.swap(false, Ordering::Relaxed) {
            *self.why.lock().unwrap_or_else(PoisonError::into_inner) = None;
            tracing::info!("the store can be written again");
        }
    }

    /// Entries told and not yet written.
    pub fn backlog(&self) -> i64 {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Asks for what was told to be written at once.
    pub fn hurry(&self) {
        self.hurry.notify_one();
    }

    pub fn told(&self) {
        self.waiting.fetch_add(1, Ordering::Relaxed);
    }
}

/// Writes entries until all senders are gone. A batch that fails is kept and tried again: the order stays.
pub async fn run(db: Db, mut entries: mpsc::UnboundedReceiver<Entry>, health: Arc<Health>) {
    let mut batch = Vec::with_capacity(BATCH);
    let mut beat = tokio::time::interval(HEARTBEAT);
    beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    loop {
        tokio::select! {
            biased;
            first = entries.recv() => {
                let Some(first) = first else { return };
                batch.push(first);
                if entries.len() < BATCH {
                    // Late or early, what has come by then is written.
                    let _ = tokio::time::timeout(GATHER, health.hurry.notified()).await;
                }
                db::take_waiting(&mut entries, &mut batch, BATCH);
                write_until_done(&db, &batch, &health).await;
                acknowledge(&mut batch, &health);
            }
            _ = beat.tick() => write_heartbeat(&db, &health).await,
        }
    }
}

async fn write_until_done(db: &Db, batch: &[Entry], health: &Health) {
    let mut tried = false;
    while let Err(err) = write_once(db, batch, tried).await {
        tried = true;
        if health.failed(&err) {
            tracing::error!(error = %err, entries = batch.len(), "the store cannot be written; keeping what happens in memory");
        }
        tokio::time::sleep(RETRY).await;
    }
    health.succeeded();
}

/// Writes a batch, unless an earlier try wrote it and only the answer was lost: no event is told twice.
async fn write_once(db: &Db, batch: &[Entry], tried: bool) -> Result<(), DbError> {
    if tried
        && let Some(event) = batch.iter().find_map(|entry| entry.event.as_ref())
        && db.has_event(event).await?
    {
        return Ok(());
    }
    write(db, batch).await
}

fn acknowledge(batch: &mut Vec<Entry>, health: &Health) {
    let written = i64::try_from(batch.len()).unwrap_or(i64::MAX);
    health.waiting.fetch_sub(written, Ordering::Relaxed);
    for entry in batch.drain(..) {
        if let Some(sender) = entry.written {
            // Whoever asked may have gone: the entry is written all the same.
            let _ = sender.send(());
        }
    }
}

async fn write(db: &Db, batch: &[Entry]) -> Result<(), DbError> {
    let mut contacts: IndexMap<ContactId, &Contact> = IndexMap::new();
    let mut rows = Vec::new();
    let mut tx = db.begin().await?;
    for entry in batch {
        if let Some(event) = &entry.event {
            tx.emit(event.clone());
        }
        if let Some(contact) = &entry.contact {
            contacts.insert(contact.id, contact);
        }
        rows.extend(entry.rows.iter().cloned());
        entry.events.iter().for_each(|event| tx.emit(event.clone()));
    }
    // Only the last state of each contact is made a row.
    let contacts = contacts.into_values().map(store::contact_row);
    tx.put_all(contacts.chain(rows)).await?;
    tx.commit().await
}

async fn write_heartbeat(db: &Db, health: &Health) {
    let beat = async {
        let mut tx = db.begin().await?;
        store::beat(&mut tx, db.now()).await?;
        tx.commit().await
    };
    match beat.await {
        Ok(()) => health.succeeded(),
        Err(err) => {
            if health.failed(&err) {
                tracing::error!(error = %err, "the store cannot be written");
            }
        }
    }
}

/// The last moment at which the program is known to have lived: its last heartbeat, or what it wrote after that.
pub async fn last_beat(db: &Db) -> Result<Option<Timestamp>, DbError> {
    let beat = db.row("SELECT at FROM contacts_heartbeat WHERE id = 1", Vec::new()).await?;
    let beat: Option<Timestamp> = beat.map(|row| row.get("at")).transpose()?;
    let last = db.row("SELECT at FROM events ORDER BY seq DESC LIMIT 1", Vec::new()).await?;
    let last: Option<Timestamp> = last.map(|row| row.get("at")).transpose()?;
    Ok(beat.map(|beat| last.map_or(beat, |last| beat.max(last))))
}
