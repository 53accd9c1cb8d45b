//! A write transaction: a change and its events, together or not at all.

use std::sync::Arc;

use kernel::{NewEvent, StoredEvent};

use crate::link::Link;
use crate::put::{Joined, Rows, joins, together};
use crate::value::places_from;
use crate::{Db, DbError, Dialect, EventBus, IntoValue, Put, Row, Table, Value};

const EVENTS: Table = Table {
    name: "events",
    columns: &["seq", "at", "kind", "subject", "actor", "data"],
    key: 0,
    changes: &[],
};
const COUNT: &str = "UPDATE event_counter SET last_seq = last_seq + $1 RETURNING last_seq";

/// A write transaction. Dropped without [`Tx::commit`], it changes nothing.
pub struct Tx {
    link: Link,
    bus: Arc<EventBus>,
    events: Vec<NewEvent>,
    /// Rows that were put and not sent yet: they go with what follows, or before it.
    waiting: Vec<Rows>,
}

impl Db {
    /// Begins a write transaction. On SQLite there is one writer: the call waits for its turn.
    ///
    /// # Errors
    /// [`DbError::Store`] when the database cannot be reached.
    pub async fn begin(&self) -> Result<Tx, DbError> {
        let link = self.store.write().await?;
        Ok(Tx { link, bus: self.bus.clone(), events: Vec::new(), waiting: Vec::new() })
    }
}

impl Tx {
    /// Which database this is.
    pub(crate) fn dialect(&self) -> Dialect {
        self.link.dialect()
    }

    /// Runs a statement and returns how many rows it touched.
    ///
    /// # Errors
    /// [`DbError::Store`].
    pub async fn execute(&mut self, sql: &str, values: Vec<Value>) -> Result<u64, DbError> {
        self.send_waiting().await?;
        self.link.execute(sql, values).await
    }

    /// Runs statements without parameters, such as a migration.
    ///
    /// # Errors
    /// [`DbError::Store`].
    pub async fn execute_script(&mut self, sql: &str) -> Result<(), DbError> {
        self.send_waiting().await?;
        self.link.script(sql).await
    }

    /// All rows of a query, as this transaction sees them.
    ///
    /// # Errors
    /// [`DbError::Store`].
    pub async fn rows(&mut self, sql: &str, values: Vec<Value>) -> Result<Vec<Row>, DbError> {
        self.send_waiting().await?;
        self.link.rows(sql, values).await
    }

    /// The first row of a query, as this transaction sees it.
    ///
    /// # Errors
    /// [`DbError::Store`].
    pub async fn row(&mut self, sql: &str, values: Vec<Value>) -> Result<Option<Row>, DbError> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// Puts rows: of several with one key the last counts. Tables are written in the order in which they come first. They
    /// are sent with what follows, at the latest by [`Tx::commit`]: whether the database takes them shows there.
    ///
    /// # Errors
    /// [`DbError::Store`].
    pub async fn put_all(&mut self, rows: impl IntoIterator<Item = Put>) -> Result<(), DbError> {
        self.waiting.extend(together(rows));
        if joins(&self.waiting) { Ok(()) } else { self.send_waiting().await }
    }

    async fn send_waiting(&mut self) -> Result<(), DbError> {
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.is_empty() {
            return Ok(());
        }
        if let Some(joined) = Joined::of(self.dialect(), &waiting) {
            self.link.execute(&joined.sql(self.dialect()), joined.values).await?;
            return Ok(());
        }
        for rows in waiting {
            for (sql, values) in rows.in_portions(self.dialect()) {
                self.link.execute(&sql, values).await?;
            }
        }
        Ok(())
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
        if events.is_empty() && self.waiting.is_empty() {
            self.link.commit("", Vec::new()).await?;
            return Ok(());
        }
        let bus = self.bus.clone();
        let stored = if joins_events(&events) {
            self.commit_together(events).await?
        } else {
            let row = self.row(COUNT, vec![events.len().into_value()]).await?;
            let stored = numbered(events, last_of(row)?);
            self.put_all(stored.iter().map(|stored| EVENTS.put(event_values(stored)))).await?;
            self.send_waiting().await?;
            self.link.commit("", Vec::new()).await?;
            stored
        };
        bus.publish(stored);
        Ok(())
    }

    /// Few events: with the rows that wait, and with the commit, on one way to the database where it takes that.
    async fn commit_together(mut self, events: Vec<NewEvent>) -> Result<Vec<Arc<StoredEvent>>, DbError> {
        let dialect = self.dialect();
        let before = match dialect {
            Dialect::Sqlite => Joined::of(dialect, &self.waiting),
            // The counter's lock is asked for last, after all others: nobody waits for each other in a circle.
            Dialect::Postgres => None,
        };
        let mut joined = match before {
            Some(joined) => joined,
            None => {
                self.send_waiting().await?;
                Joined::default()
            }
        };
        if !events.is_empty() {
            joined.add(events_sql(dialect, events.len()), events_values(&events));
        }
        let rows = self.link.commit(&joined.sql(dialect), joined.values).await?;
        if events.is_empty() {
            return Ok(Vec::new());
        }
        Ok(numbered(events, last_of(rows.into_iter().next())?))
    }
}

/// Events that go into one statement.
const JOINED_EVENTS: usize = 8;

fn joins_events(events: &[NewEvent]) -> bool {
    events.len() <= JOINED_EVENTS
}

/// Counts so many events and writes them; gives the number of the last.
fn events_sql(dialect: Dialect, events: usize) -> String {
    match dialect {
        Dialect::Sqlite => {
            let row = "((SELECT last_seq FROM event_counter) - ?,?,?,?,?,?)";
            format!(
                "UPDATE event_counter SET last_seq = last_seq + ? RETURNING last_seq; \
                 INSERT INTO events (seq, at, kind, subject, actor, data) VALUES {}",
                vec![row; events].join(",")
            )
        }
        Dialect::Postgres => format!(
            "WITH counted AS ({COUNT}), written AS (INSERT INTO events (seq, at, kind, subject, actor, data) \
             SELECT last_seq - back, at, kind, subject, actor, data \
             FROM counted, (VALUES {}) AS news (back, at, kind, subject, actor, data)) SELECT last_seq FROM counted",
            places_from(dialect, events, 6, 1)
        ),
    }
}

/// The values of [`events_sql`].
fn events_values(events: &[NewEvent]) -> Vec<Value> {
    let mut values = vec![events.len().into_value()];
    for (place, event) in events.iter().enumerate() {
        values.extend(crate::args![events.len() - 1 - place]);
        values.extend(columns(event));
    }
    values
}

fn last_of(row: Option<Row>) -> Result<i64, DbError> {
    let missing = || DbError::Corrupt { column: "last_seq".into(), why: "the counter row is missing".into() };
    row.ok_or_else(missing)?.get("last_seq")
}

fn numbered(events: Vec<NewEvent>, last: i64) -> Vec<Arc<StoredEvent>> {
    let first = last - i64::try_from(events.len()).unwrap_or_default() + 1;
    events.into_iter().zip(first..).map(|(event, seq)| Arc::new(StoredEvent { seq, event })).collect()
}

fn event_values(stored: &StoredEvent) -> Vec<Value> {
    let mut values = crate::args![stored.seq];
    values.extend(columns(&stored.event));
    values
}

fn columns(event: &NewEvent) -> Vec<Value> {
    let actor = serde_json::to_string(&event.actor).unwrap_or_default();
    crate::args![event.at, &event.kind, &event.subject, actor, event.data.text()]
}
