//! Following the event log: a follower keeps its place in the log in the same transaction as what it builds from it,
//! so that a crash repeats nothing and skips nothing.

use std::future::Future;
use std::time::{Duration, Instant};

use kernel::StoredEvent;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;

use crate::events::stored_event;
use crate::{Db, DbError, IntoValue, Tx, Value, args};

/// Most and fewest events in one transaction.
const MOST: u32 = 1000;
const FEWEST: u32 = 8;
/// How long one transaction may last: others wait for the writer meanwhile. Batches shrink and grow towards it.
const LASTS: Duration = Duration::from_millis(5);
/// Events that come within this time share a transaction; readers stay well within a second of the log.
const GATHER: Duration = Duration::from_millis(250);
/// How often the log is looked at when the bus is silent.
const IDLE: Duration = Duration::from_secs(1);
/// How long to wait after a failure.
const RETRY: Duration = Duration::from_secs(1);
/// After so many events of other kinds the place is kept all the same, so that a restart need not read them again.
const KEEP_AFTER: i64 = 10_000;

/// What a follower does with events.
pub trait Follow: Send + 'static {
    /// Writes what follows from the events, in their order, with the transaction that also keeps the place.
    fn apply(
        &mut self,
        tx: &mut Tx,
        events: &[StoredEvent],
    ) -> impl Future<Output = Result<(), DbError>> + Send;

    /// The last batch was not kept: everything remembered in memory is to be forgotten.
    fn forget(&mut self);
}

/// A reader of the log with its own place in it.
pub struct Follower<F> {
    db: Db,
    name: &'static str,
    kinds: &'static [&'static str],
    follow: F,
    /// Most events in the next transaction.
    batch: u32,
    /// The place as it is stored.
    stored: Option<i64>,
    place: watch::Sender<i64>,
}

impl Db {
    /// A follower of the events of the given kinds. Two followers must not share a name.
    pub fn follow<F: Follow>(
        &self,
        name: &'static str,
        kinds: &'static [&'static str],
        follow: F,
    ) -> Follower<F> {
        let (stored, place) = (None, watch::Sender::new(0));
        Follower { db: self.clone(), name, kinds, follow, batch: MOST, stored, place }
    }
}

impl<F: Follow> Follower<F> {
    /// The place in the log up to which everything is applied, for those who wait for it.
    pub fn place(&self) -> watch::Receiver<i64> {
        self.place.subscribe()
    }

    /// Applies the next batch. Says whether there may be more.
    ///
    /// # Errors
    /// [`DbError`] when the store fails; then nothing has changed, and the same batch comes again.
    pub async fn step(&mut self) -> Result<bool, DbError> {
        let result = self.try_step().await;
        if result.is_err() {
            self.follow.forget();
            self.stored = None;
        }
        result
    }

    async fn try_step(&mut self) -> Result<bool, DbError> {
        let stored = match self.stored {
            Some(stored) => stored,
            None => self.load().await?,
        };
        let from = stored.max(*self.place.borrow());
        let last = self.db.last_seq().await?;
        if last <= from {
            return Ok(false);
        }
        let events = self.read(from, last).await?;
        let full = events.len() >= self.batch as usize;
        let to = events.last().filter(|_| full).map_or(last, |event| event.seq);
        if !events.is_empty() || to - stored >= KEEP_AFTER {
            let mut tx = self.db.begin().await?;
            let began = Instant::now();
            self.follow.apply(&mut tx, &events).await?;
            let moved = tx
                .execute(
                    "UPDATE event_cursors SET seq = $1 WHERE follower = $2 AND seq = $3",
                    args![to, self.name, stored],
                )
                .await?;
            if moved != 1 {
                let why = format!("another follower named {} moved it", self.name);
                return Err(DbError::Corrupt { column: "event_cursors.seq".into(), why });
            }
            tx.commit().await?;
            self.batch = next_batch(self.batch, events.len(), began.elapsed());
            self.stored = Some(to);
        }
        self.place.send_replace(to);
        Ok(full)
    }

    async fn load(&mut self) -> Result<i64, DbError> {
        let mut tx = self.db.begin().await?;
        tx.execute(
            "INSERT INTO event_cursors (follower, seq) VALUES ($1, 0) ON CONFLICT (follower) DO NOTHING",
            args![self.name],
        )
        .await?;
        let row = tx.row("SELECT seq FROM event_cursors WHERE follower = $1", args![self.name]).await?;
        let stored = row.map_or(Ok(0), |row| row.get("seq"))?;
        tx.commit().await?;
        self.stored = Some(stored);
        self.place.send_replace(stored);
        Ok(stored)
    }

    async fn read(&self, after: i64, upto: i64) -> Result<Vec<StoredEvent>, DbError> {
        let mut values: Vec<Value> = args![after, upto, self.batch];
        values.extend(self.kinds.iter().map(|kind| (*kind).into_value()));
        let places: Vec<String> = (4..4 + self.kinds.len()).map(|n| format!("${n}")).collect();
        let sql = format!(
            "SELECT seq, at, kind, subject, actor, data FROM events WHERE seq > $1 AND seq <= $2 AND kind IN ({}) \
             ORDER BY seq LIMIT $3",
            places.join(",")
        );
        self.db.rows(&sql, values).await?.iter().map(stored_event).collect()
    }

    /// Applies everything that is in the log now.
    ///
    /// # Errors
    /// [`DbError`] when the store fails.
    pub async fn catch_up(&mut self) -> Result<(), DbError> {
        while self.step().await? {}
        Ok(())
    }

    /// Follows the log for ever; failures are told once and tried again.
    pub async fn run(mut self) {
        let mut news = self.db.bus().subscribe_to(self.kinds);
        let mut failing = false;
        loop {
            match self.catch_up().await {
                Ok(()) => {
                    failing = false;
                    Self::wait(&mut news).await;
                }
                Err(err) => {
                    if !std::mem::replace(&mut failing, true) {
                        tracing::error!(follower = self.name, error = %err, "the log cannot be followed; trying again");
                    }
                    tokio::time::sleep(RETRY).await;
                }
            }
        }
    }

    /// Waits for news of the kinds followed, and a moment more for what comes with it.
    async fn wait(news: &mut Receiver<std::sync::Arc<StoredEvent>>) {
        let relevant = async {
            match news.recv().await {
                // Lagging is no harm: the log is read, the bus only wakes.
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => std::future::pending().await,
            }
        };
        if tokio::time::timeout(IDLE, relevant).await.is_ok() {
            tokio::time::sleep(GATHER).await;
            // What was told until now is read from the log.
            *news = news.resubscribe();
        }
    }
}

/// How many events to take next, after so many took so long: half of them where that was too long, twice as many where all
/// of them took less than half of what it may.
fn next_batch(batch: u32, taken: usize, took: Duration) -> u32 {
    let taken = u32::try_from(taken).unwrap_or(MOST);
    if took > LASTS {
        (taken / 2).clamp(FEWEST, MOST)
    } else if taken >= batch && took < LASTS / 2 {
        batch.saturating_mul(2).min(MOST)
    } else {
        batch
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_shrink_when_others_would_wait_long_and_grow_when_they_would_not() {
        let ms = Duration::from_millis;
        assert_eq!(next_batch(1000, 1000, ms(40)), 500);
        assert_eq!(next_batch(1000, 60, ms(6)), 30, "of what was taken, not of what might have been");
        assert_eq!(next_batch(64, 64, ms(4)), 64);
        assert_eq!(next_batch(64, 64, ms(2)), 128);
        assert_eq!(next_batch(64, 10, ms(1)), 64, "few events say nothing of many");
        assert_eq!(next_batch(8, 8, ms(90)), FEWEST);
        assert_eq!(next_batch(1000, 1000, ms(1)), MOST);
    }
}
