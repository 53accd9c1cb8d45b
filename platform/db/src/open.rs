//! Opening a database: one writer and some readers on SQLite, a pool on PostgreSQL.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, IsolationLevel,
    Statement, TransactionOptions, TransactionTrait, Value,
};
use uuid::{NoContext, Uuid};

use crate::link::Link;
use crate::numbers::Numbers;
use crate::sqlite::Sqlite;
use crate::{Clock, DbError, EventBus, Row};

/// Connections to PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 16;

/// Which of the two databases is behind the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Embedded, the default.
    Sqlite,
    /// A server.
    Postgres,
}

impl Dialect {
    fn of(url: &str) -> Result<Self, DbError> {
        if url.starts_with("sqlite:") {
            Ok(Self::Sqlite)
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Ok(Self::Postgres)
        } else {
            // The address may hold a password: only its scheme is repeated.
            Err(DbError::Address(url.split(':').next().unwrap_or_default().to_owned()))
        }
    }

    /// A column that is looked at row by row, not through an index of its own. SQLite, which knows nothing of how the values
    /// are spread, chooses among indexes by chance; PostgreSQL knows better itself.
    pub fn by_row(self, column: &str) -> String {
        match self {
            Self::Sqlite => format!("+{column}"),
            Self::Postgres => column.to_owned(),
        }
    }

    /// SQL for the greater of two values.
    pub fn greatest(self, a: &str, b: &str) -> String {
        match self {
            Self::Sqlite => format!("MAX({a}, {b})"),
            Self::Postgres => format!("GREATEST({a}, {b})"),
        }
    }
}

/// The connections of a database.
#[derive(Clone)]
pub(crate) enum Store {
    Sqlite(Sqlite),
    Postgres(DatabaseConnection),
}

impl Store {
    /// A write transaction.
    pub async fn write(&self) -> Result<Link, DbError> {
        Ok(match self {
            Self::Sqlite(sqlite) => Link::Sqlite(sqlite.write().await?),
            Self::Postgres(pool) => Link::Postgres(pool.begin().await?),
        })
    }

    /// A transaction that sees the database as it is now, and only reads.
    pub async fn picture(&self) -> Result<Link, DbError> {
        let options = TransactionOptions {
            isolation_level: Some(IsolationLevel::RepeatableRead),
            access_mode: Some(AccessMode::ReadOnly),
            ..Default::default()
        };
        Ok(match self {
            Self::Sqlite(sqlite) => Link::Sqlite(sqlite.picture().await?),
            Self::Postgres(pool) => Link::Postgres(pool.begin_with_options(options).await?),
        })
    }
}

/// The store: cheap to clone, shared by all capabilities.
#[derive(Clone)]
pub struct Db {
    pub(crate) store: Store,
    clock: Clock,
    pub(crate) numbers: Arc<Numbers>,
    pub(crate) bus: Arc<EventBus>,
}

impl Db {
    /// Opens the database at `url` (`sqlite:PATH` or `postgres://…`); SQLite files are created.
    ///
    /// # Errors
    /// [`DbError::Address`] for other schemes, [`DbError::Store`] when it cannot be opened.
    pub async fn open(url: &str, clock: Clock) -> Result<Self, DbError> {
        let store = match Dialect::of(url)? {
            Dialect::Sqlite => Store::Sqlite(Sqlite::open(url).await?),
            Dialect::Postgres => Store::Postgres(Database::connect(postgres_options(url)).await?),
        };
        Ok(Self { store, clock, numbers: Arc::default(), bus: Arc::new(EventBus::new()) })
    }

    /// Which database this is.
    pub fn dialect(&self) -> Dialect {
        match self.store {
            Store::Sqlite(_) => Dialect::Sqlite,
            Store::Postgres(_) => Dialect::Postgres,
        }
    }

    /// The clock of the centre.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The same store by another clock: what is told of the past is dated by it.
    #[must_use]
    pub fn with_clock(&self, clock: Clock) -> Self {
        Self { clock, ..self.clone() }
    }

    /// The present instant.
    pub fn now(&self) -> kernel::Timestamp {
        self.clock.now()
    }

    /// The bus on which committed events appear.
    pub fn bus(&self) -> &EventBus {
        &self.bus
    }

    /// A fresh UUID of version 7 by the centre's clock, so that ids sort by birth.
    pub fn new_uuid(&self) -> Uuid {
        let micros = self.now().micros().unsigned_abs();
        let nanos = u32::try_from(micros % 1_000_000).unwrap_or_default() * 1_000;
        Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, micros / 1_000_000, nanos))
    }

    /// All rows of a query.
    ///
    /// # Errors
    /// [`DbError::Store`].
    pub async fn rows(&self, sql: &str, values: Vec<Value>) -> Result<Vec<Row>, DbError> {
        match &self.store {
            Store::Sqlite(sqlite) => sqlite.rows(sql, values).await,
            Store::Postgres(pool) => {
                let rows = pool.query_all_raw(statement(Dialect::Postgres, sql, values)).await?;
                Ok(rows.into_iter().map(Row).collect())
            }
        }
    }

    /// The first row of a query, if there is one.
    ///
    /// # Errors
    /// [`DbError::Store`].
    pub async fn row(&self, sql: &str, values: Vec<Value>) -> Result<Option<Row>, DbError> {
        match &self.store {
            Store::Sqlite(sqlite) => sqlite.row(sql, values).await,
            Store::Postgres(pool) => {
                Ok(pool.query_one_raw(statement(Dialect::Postgres, sql, values)).await?.map(Row))
            }
        }
    }

    /// Whether a commit waits until the disk has it, as it does from the start. Without it a cut of power may spoil the whole
    /// file: only for what can be made again. A server that is asked for more than one's own data decides for itself.
    ///
    /// # Errors
    /// [`DbError::Store`].
    pub async fn wait_for_disk(&self, waits: bool) -> Result<(), DbError> {
        match &self.store {
            Store::Sqlite(sqlite) => sqlite.wait_for_disk(waits).await,
            Store::Postgres(_) => Ok(()),
        }
    }

    /// Closes all connections after what runs has ended.
    ///
    /// # Errors
    /// [`DbError::Store`].
    pub async fn close(self) -> Result<(), DbError> {
        match &self.store {
            Store::Sqlite(sqlite) => sqlite.close().await,
            Store::Postgres(pool) => Ok(pool.close_by_ref().await?),
        }
    }
}

pub(crate) fn statement(dialect: Dialect, sql: &str, values: Vec<Value>) -> Statement {
    let backend = match dialect {
        Dialect::Sqlite => DbBackend::Sqlite,
        Dialect::Postgres => DbBackend::Postgres,
    };
    Statement::from_sql_and_values(backend, sql, values)
}

fn postgres_options(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url.to_owned());
    options.max_connections(POSTGRES_CONNECTIONS).acquire_timeout(Duration::from_secs(5)).sqlx_logging(false);
    options
}

impl FromStr for Dialect {
    type Err = DbError;

    fn from_str(url: &str) -> Result<Self, DbError> {
        Self::of(url)
    }
}
