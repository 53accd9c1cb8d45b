//! A write transaction: a change and its events, together or not at all.

use std::sync::Arc;

use kernel::{NewEvent, StoredEvent};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, SqliteTransactionMode, TransactionOptions, TransactionTrait, Value,
};

use crate::open::statement;
use crate::{Db, DbError, Dialect, EventBus, IntoValue, Row, Table};

const EVENTS: Table = Table {
    name: "events",
    columns: &["seq", "at", "kind", "subject", "actor", "data"],
    key: 0,
    changes: &[],
};

/// A write transaction. Dropped without [`Tx::commit`], it changes nothing.
pub struct Tx {
    inner: DatabaseTransaction,
    dialect: Dialect,
    bus: Arc<EventBus>,
    events: Vec<NewEvent>,
}

impl Db {
    /// Begins a write transaction. On SQLite there is one writer: the call waits for its turn.
    ///
    /// # Errors
    /// [`DbError::Store`] when the database cannot be reached.
    pub async fn begin(&self) -> Result<Tx, DbError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: match self.dialect() {
                Dialect::Sqlite => Some(SqliteTransactionMode::Immediate),
                Dialect::Postgres => None,
            },
            ..Default::default()
        };
        let inner = self.write.begin_with_options(options).await?;
        Ok(Tx { inner, dialect: self.dialect(), bus: self.bus.clone(), events: Vec::new() })
    }
}

impl Tx {
    /// Which database this is.
    pub(crate) fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Runs a statement and returns how many rows it touched.
    ///
    /// # Errors
    /// [`DbError::Store`].
    pub async fn execute(&mut self, sql: &str, values: Vec<Value>) -> Result<u64, DbError> {
        Ok(self.inner.execute_raw(statement(self.dialect, sql, values)).await?.rows_affected())
    }

    /// Runs statements without parameters, such as a migration.
    ///
    /// # Errors
    /// [`DbError::Store`].
    pub async fn execute_script(&mut self, sql: &str) -> Result<(), DbError> {
        self.inner.execute_unprepared(sql).await?;
        Ok(())
    }

    /// All rows of a query, as this transaction sees them.
    ///
    /// # Errors
    /// [`DbError::Store`].
    pub async fn rows(&mut self, sql: &str, values: Vec<Value>) -> Result<Vec<Row>, DbError> {
        let rows = self.inner.query_all_raw(statement(self.dialect, sql, values)).await?;
        Ok(rows.into_iter().map(Row).collect())
    }

    /// The first row of a query, as this transaction sees it.
    ///
    /// # Errors
    /// [`DbError::Store`].
    pub async fn row(&mut self, sql: &str, values: Vec<Value>) -> Result<Option<Row>, DbError> {
        Ok(self.inner.query_one_raw(statement(self.dialect, sql, values)).await?.map(Row))
    }

    /// Adds an event; it is written with the change at [`Tx::commit`].
    pub fn emit(&mut self, event: NewEvent) {
        self.events.push(event);
    }

    /// Writes the events, commits, and publishes them.
    ///
    /// The numbers come from one counter row, which stays locked until the commit: the log has no gaps, and its
    /// order is the order of the commits, on both databases.
    ///
    /// # Errors
    /// [`DbError::Store`]; then nothing has changed.
    pub async fn commit(mut self) -> Result<(), DbError> {
        let events = std::mem::take(&mut self.events);
        let stored = self.append(events).await?;
        self.inner.commit().await?;
        self.bus.publish(stored);
        Ok(())
    }

    async fn append(&mut self, events: Vec<NewEvent>) -> Result<Vec<Arc<StoredEvent>>, DbError> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let last: i64 = self
            .row(
                "UPDATE event_counter SET last_seq = last_seq + $1 RETURNING last_seq",
                vec![events.len().into_value()],
            )
            .await?
            .ok_or_else(|| DbError::Corrupt {
                column: "last_seq".into(),
                why: "the counter row is missing".into(),
            })?
            .get("last_seq")?;
        let first = last - i64::try_from(events.len()).unwrap_or_default() + 1;
        let stored: Vec<Arc<StoredEvent>> = events
            .into_iter()
            .zip(first..)
            .map(|(event, seq)| Arc::new(StoredEvent { seq, event }))
            .collect();
        self.put_all(stored.iter().map(|stored| EVENTS.put(event_values(stored)))).await?;
        Ok(stored)
    }
}

fn event_values(stored: &StoredEvent) -> Vec<Value> {
    let event = &stored.event;
    let actor = serde_json::to_string(&event.actor).unwrap_or_default();
    crate::args![stored.seq, event.at, &event.kind, &event.subject, actor, event.data.to_string()]
}
