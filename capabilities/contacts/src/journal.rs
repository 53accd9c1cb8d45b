//! Group commit: what happens to many contacts at once is written in one transaction, in the order told.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use contact::{Contact, Segment};
use db::{Db, DbError};
use indexmap::IndexMap;
use kernel::{ContactId, NewEvent, Timestamp};
use tokio::sync::{mpsc, oneshot};

use crate::store;

/// Most entries in one transaction.
const BATCH: usize = 512;
/// How long to wait before the store is tried again.
const RETRY: Duration = Duration::from_millis(500);
/// How often the heartbeat is written, so that a restart knows when the program died.
const HEARTBEAT: Duration = Duration::from_secs(1);

/// One event with the state it led to.
pub struct Entry {
    pub event: NewEvent,
    /// The contact after the event, when its row changes.
    pub contact: Option<Box<Contact>>,
    pub segment: Option<(ContactId, Segment)>,
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
            count = entries.recv_many(&mut batch, BATCH) => {
                if count == 0 {
                    return;
                }
                write_until_done(&db, &batch, &health).await;
                acknowledge(&mut batch, &health);
            }
            _ = beat.tick() => write_heartbeat(&db, &health).await,
        }
    }
}

async fn write_until_done(db: &Db, batch: &[Entry], health: &Health) {
    while let Err(err) = write(db, batch).await {
        if health.failed(&err) {
            tracing::error!(error = %err, entries = batch.len(), "the store cannot be written; keeping what happens in memory");
        }
        tokio::time::sleep(RETRY).await;
    }
    health.succeeded();
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
    let mut segments = Vec::new();
    let mut tx = db.begin().await?;
    for entry in batch {
        tx.emit(entry.event.clone());
        if let Some(contact) = &entry.contact {
            contacts.insert(contact.id, contact);
        }
        segments.extend(entry.segment.as_ref());
    }
    let contacts: Vec<&Contact> = contacts.into_values().collect();
    store::save_all(&mut tx, &contacts).await?;
    store::add_segments(&mut tx, &segments).await?;
    store::beat(&mut tx, db.now()).await?;
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

/// The last moment at which the program is known to have lived.
pub async fn last_beat(db: &Db) -> Result<Option<Timestamp>, DbError> {
    let row = db.row("SELECT at FROM contacts_heartbeat WHERE id = 1", Vec::new()).await?;
    row.map(|row| row.get("at")).transpose()
}
