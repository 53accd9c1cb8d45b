//! The tables of routing.

use db::{Db, DbError, Put, Row, Table, Tx, args};
use kernel::{AgentId, QueueId, Text, Timestamp};
use router::{Presence, QueueConfig};
use serde::{Deserialize, Serialize};

use crate::model::{BreakKind, Queue, QueueForm};

#[derive(Serialize, Deserialize)]
struct Stored {
    form: QueueForm,
    config: QueueConfig,
}

/// A queue with the configuration the router works by.
pub struct StoredQueue {
    pub queue: Queue,
    pub config: QueueConfig,
}

fn queue(row: &Row) -> Result<StoredQueue, DbError> {
    let stored: Stored = row.json("config")?;
    Ok(StoredQueue { queue: Queue { id: row.get("id")?, form: stored.form }, config: stored.config })
}

pub async fn queues(db: &Db) -> Result<Vec<StoredQueue>, DbError> {
    let rows = db.rows("SELECT id, config FROM routing_queues ORDER BY position, name", args![]).await?;
    rows.iter().map(queue).collect()
}

/// The settings of a queue, as a transaction sees them.
pub async fn queue_form(tx: &mut Tx, id: QueueId) -> Result<Option<QueueForm>, DbError> {
    let row = tx.row("SELECT id, config FROM routing_queues WHERE id = $1", args![id]).await?;
    Ok(row.as_ref().map(queue).transpose()?.map(|stored| stored.queue.form))
}

pub async fn save_queue(tx: &mut Tx, queue: &Queue, config: &QueueConfig) -> Result<(), DbError> {
    let stored = Stored { form: queue.form.clone(), config: config.clone() };
    let json = serde_json::to_string(&stored).unwrap_or_default();
    tx.execute(
        "INSERT INTO routing_queues (id, name, position, config) \
         VALUES ($1, $2, (SELECT COUNT(*) FROM routing_queues), $3) \
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, config = excluded.config",
        args![queue.id, queue.form.name.trim(), json],
    )
    .await?;
    Ok(())
}

pub async fn remove_queue(tx: &mut Tx, id: QueueId) -> Result<u64, DbError> {
    tx.execute("DELETE FROM routing_queues WHERE id = $1", args![id]).await
}

/// Presences as they were declared last, each with since when.
pub async fn presences(db: &Db) -> Result<Vec<(AgentId, Presence, Timestamp)>, DbError> {
    let rows = db.rows("SELECT agent_id, presence, since FROM routing_presences", args![]).await?;
    rows.iter().map(|row| Ok((row.get("agent_id")?, row.json("presence")?, row.get("since")?))).collect()
}

const PRESENCES: Table =
    Table { name: "routing_presences", columns: &["agent_id", "presence", "since"], key: 1, changes: &[] };

/// The row of a presence.
pub fn presence_row(agent: AgentId, presence: &Presence, since: Timestamp) -> Put {
    let json = serde_json::to_string(presence).unwrap_or_default();
    PRESENCES.put(args![agent, json, since])
}

pub async fn break_kinds(db: &Db) -> Result<Vec<BreakKind>, DbError> {
    let rows = db
        .rows(
            "SELECT kind, name_zh, name_en, limit_s, needs_approval FROM routing_break_kinds ORDER BY kind",
            args![],
        )
        .await?;
    let kind = |row: &Row| {
        Ok(BreakKind {
            kind: row.get("kind")?,
            name: Text::new(row.get::<String>("name_zh")?, row.get::<String>("name_en")?),
            limit_s: row.maybe("limit_s")?,
            needs_approval: row.get("needs_approval")?,
        })
    };
    rows.iter().map(kind).collect()
}

pub async fn offers(db: &Db) -> Result<i64, DbError> {
    let row = db.row("SELECT offers FROM routing_counters WHERE id = 1", args![]).await?;
    row.map_or(Ok(0), |row| row.get("offers"))
}

pub async fn save_offers(tx: &mut Tx, offers: i64) -> Result<(), DbError> {
    tx.execute("UPDATE routing_counters SET offers = $1 WHERE id = 1", args![offers]).await?;
    Ok(())
}
