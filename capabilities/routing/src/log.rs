//! Presence and activity in the event log, written in the order they happened.

use std::collections::BTreeMap;
use std::time::Duration;

use db::{Db, DbError};
use kernel::{AgentId, NewEvent, Timestamp};
use router::Presence;
use tokio::sync::mpsc;

use crate::store;

/// Most entries in one transaction.
const BATCH: usize = 512;
/// What comes within this time shares a transaction; boards are still well within a second of what happens.
const GATHER: Duration = Duration::from_millis(150);

/// Something for the event log.
pub enum Logged {
    Event(NewEvent),
    Presence(NewEvent, AgentId, Presence, Timestamp),
    Offers(u64),
}

/// Writes presence and activity in the order they happened; many at once share a transaction.
pub async fn run(db: Db, mut logged: mpsc::UnboundedReceiver<Logged>) {
    let mut batch = Vec::with_capacity(BATCH);
    while logged.recv_many(&mut batch, BATCH).await > 0 {
        db::gather(&mut logged, &mut batch, BATCH, GATHER).await;
        while let Err(err) = write_batch(&db, &batch).await {
            tracing::warn!(error = %err, "presence cannot be written; trying again");
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        batch.clear();
    }
}

async fn write_batch(db: &Db, batch: &[Logged]) -> Result<(), DbError> {
    let mut tx = db.begin().await?;
    let mut offers = None;
    let mut presences: BTreeMap<AgentId, (&Presence, Timestamp)> = BTreeMap::new();
    for logged in batch {
        match logged {
            Logged::Event(event) => tx.emit(event.clone()),
            Logged::Presence(event, agent, presence, since) => {
                tx.emit(event.clone());
                presences.insert(*agent, (presence, *since));
            }
            Logged::Offers(count) => offers = Some(*count),
        }
    }
    let presences = presences.into_iter();
    tx.put_all(presences.map(|(agent, (presence, since))| store::presence_row(agent, presence, since)))
        .await?;
    if let Some(count) = offers {
        store::save_offers(&mut tx, i64::try_from(count).unwrap_or(i64::MAX)).await?;
    }
    tx.commit().await
}
