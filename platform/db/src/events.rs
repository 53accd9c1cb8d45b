//! The event log: published after commit, readable from any place in it.

use std::sync::{Arc, PoisonError, RwLock};

use kernel::{Facts, StoredEvent};
use tokio::sync::broadcast;

use crate::{Db, DbError, Row, Tx};

/// Events kept for slow receivers before they must read from the log again.
const BUS_CAPACITY: usize = 4096;

/// The same for those who want few of them.
const CHOSEN_CAPACITY: usize = 256;

/// Committed events, in the order of the log.
pub struct EventBus {
    sender: broadcast::Sender<Arc<StoredEvent>>,
    chosen: RwLock<Vec<Chosen>>,
}

/// Those who want to be woken by some events only.
struct Chosen {
    kinds: &'static [&'static str],
    sender: broadcast::Sender<Arc<StoredEvent>>,
}

impl Chosen {
    fn wants(&self, event: &StoredEvent) -> bool {
        self.kinds.iter().any(|kind| event.event.kind.starts_with(kind))
    }
}

impl EventBus {
    pub(crate) fn new() -> Self {
        Self { sender: broadcast::channel(BUS_CAPACITY).0, chosen: RwLock::default() }
    }

    pub(crate) fn publish(&self, events: Vec<Arc<StoredEvent>>) {
        let chosen = self.chosen.read().unwrap_or_else(PoisonError::into_inner);
        for event in events {
            // Nobody listening is no error: the log has the event.
            for some in chosen.iter().filter(|some| some.wants(&event)) {
                let _ = some.sender.send(event.clone());
            }
            let _ = self.sender.send(event);
        }
    }

    /// Events committed from now on. A receiver that lags is told so and reads on from the log.
    pub fn subscribe(&self) -> broadcast::Receiver<Arc<StoredEvent>> {
        self.sender.subscribe()
    }

    /// The same for events whose kinds begin so. Who wants few of them is not woken by all the others.
    pub fn subscribe_to(&self, kinds: &'static [&'static str]) -> broadcast::Receiver<Arc<StoredEvent>> {
        let mut chosen = self.chosen.write().unwrap_or_else(PoisonError::into_inner);
        chosen.retain(|some| some.sender.receiver_count() > 0);
        if let Some(same) = chosen.iter().find(|some| some.kinds == kinds) {
            return same.sender.subscribe();
        }
        let (sender, receiver) = broadcast::channel(CHOSEN_CAPACITY);
        chosen.push(Chosen { kinds, sender });
        receiver
    }
}

/// Which events to read.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    /// Only events after this place in the log.
    pub after: i64,
    /// Only events of this subject.
    pub subject: Option<String>,
    /// At most so many.
    pub limit: u32,
}

impl Db {
    /// Events of the log in order.
    ///
    /// # Errors
    /// [`DbError`] when the store fails or a row is unreadable.
    pub async fn events(&self, filter: EventFilter) -> Result<Vec<StoredEvent>, DbError> {
        let columns = "SELECT seq, at, kind, subject, actor, data FROM events WHERE seq > $1";
        let rows = match &filter.subject {
            Some(subject) => {
                let sql = format!("{columns} AND subject = $2 ORDER BY seq LIMIT $3");
                self.rows(&sql, crate::args![filter.after, subject, filter.limit]).await?
            }
            None => {
                let sql = format!("{columns} ORDER BY seq LIMIT $2");
                self.rows(&sql, crate::args![filter.after, filter.limit]).await?
            }
        };
        rows.iter().map(stored_event).collect()
    }

    /// Whether the log has this very event: for those who try a transaction again whose COMMIT may have succeeded
    /// although its answer was lost with the connection.
    ///
    /// # Errors
    /// [`DbError`] when the store fails.
    pub async fn has_event(&self, event: &kernel::NewEvent) -> Result<bool, DbError> {
        let sql = "SELECT seq FROM events WHERE subject = $1 AND at = $2 AND kind = $3 AND data = $4 LIMIT 1";
        let values = crate::args![&event.subject, event.at, &event.kind, event.data.text()];
        Ok(self.row(sql, values).await?.is_some())
    }

    /// The last place in the log.
    ///
    /// # Errors
    /// [`DbError`] when the store fails.
    pub async fn last_seq(&self) -> Result<i64, DbError> {
        match self.row("SELECT last_seq FROM event_counter", Vec::new()).await? {
            Some(row) => row.get("last_seq"),
            None => Ok(0),
        }
    }
}

impl Tx {
    /// Who last told an event of this kind of a subject, as the transaction sees the log.
    ///
    /// # Errors
    /// [`DbError`] when the store fails.
    pub async fn last_teller(&mut self, subject: &str, kind: &str) -> Result<Option<kernel::Actor>, DbError> {
        let sql = "SELECT actor FROM events WHERE subject = $1 AND kind = $2 ORDER BY seq DESC LIMIT 1";
        let row = self.row(sql, crate::args![subject, kind]).await?;
        row.map(|row| row.json("actor")).transpose()
    }
}

fn facts(row: &Row) -> Result<Facts, DbError> {
    let text: String = row.get("data")?;
    Facts::try_from(text).map_err(|err| DbError::Corrupt { column: "data".to_owned(), why: err.to_string() })
}

pub(crate) fn stored_event(row: &Row) -> Result<StoredEvent, DbError> {
    Ok(StoredEvent {
        seq: row.get("seq")?,
        event: kernel::NewEvent {
            at: row.get("at")?,
            kind: row.get("kind")?,
            subject: row.get("subject")?,
            actor: row.json("actor")?,
            data: facts(row)?,
        },
    })
}
