//! Opening a database: one writer and a pool of readers on SQLite, one pool on PostgreSQL.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement, Value};
use sqlx::Connection;
use sqlx::sqlite::{SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use uuid::{NoContext, Uuid};

use crate::{Clock, DbError, EventBus, Row};

/// Readers on SQLite; they wait on the page cache, not on each other.
const SQLITE_READERS: u32 = 4;
/// Pages that the writer keeps, in SQLite's way of saying KiB.
const WRITER_CACHE: &str = "-8192";
/// Pages that each reader keeps: few, the system's cache has them all.
const READER_CACHE: &str = "-1024";
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

/// The store: cheap to clone, shared by all capabilities.
#[derive(Clone)]
pub struct Db {
    pub(crate) write: DatabaseConnection,
    pub(crate) read: DatabaseConnection,
    dialect: Dialect,
    clock: Clock,
    pub(crate) bus: Arc<EventBus>,
}

impl Db {
    /// Opens the database at `url` (`sqlite:PATH` or `postgres://…`); SQLite files are created.
    ///
    /// # Errors
    /// [`DbError::Address`] for other schemes, [`DbError::Store`] when it cannot be opened.
    pub async fn open(url: &str, clock: Clock) -> Result<Self, DbError> {
        let dialect = Dialect::of(url)?;
        let (write, read) = match dialect {
            Dialect::Sqlite => {
                let mut options = sqlite_options(url, 1, WRITER_CACHE);
                options.map_sqlx_sqlite_pool_opts(only_without_transaction);
                let write = Database::connect(options).await?;
                // The first connection creates the file and switches to WAL before readers come.
                write.execute_unprepared("SELECT 1").await?;
                (write, Database::connect(sqlite_options(url, SQLITE_READERS, READER_CACHE)).await?)
            }
            Dialect::Postgres => {
                let pool = Database::connect(postgres_options(url)).await?;
                (pool.clone(), pool)
            }
        };
        Ok(Self { write, read, dialect, clock, bus: Arc::new(EventBus::new()) })
    }

    /// Which database this is.
    pub fn dialect(&self) -> Dialect {
        self.dialect
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
        let rows = self.read.query_all_raw(statement(self.dialect, sql, values)).await?;
        Ok(rows.into_iter().map(Row).collect())
    }

    /// The first row of a query, if there is one.
    ///
    /// # Errors
    /// [`DbError::Store`].
    pub async fn row(&self, sql: &str, values: Vec<Value>) -> Result<Option<Row>, DbError> {
        Ok(self.read.query_one_raw(statement(self.dialect, sql, values)).await?.map(Row))
    }

    /// Closes all connections after what runs has ended.
    ///
    /// # Errors
    /// [`DbError::Store`].
    pub async fn close(self) -> Result<(), DbError> {
        self.read.close_by_ref().await?;
        self.write.close_by_ref().await?;
        Ok(())
    }
}

pub(crate) fn statement(dialect: Dialect, sql: &str, values: Vec<Value>) -> Statement {
    let backend = match dialect {
        Dialect::Sqlite => DbBackend::Sqlite,
        Dialect::Postgres => DbBackend::Postgres,
    };
    Statement::from_sql_and_values(backend, sql, values)
}

fn sqlite_options(url: &str, connections: u32, cache: &'static str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url.to_owned());
    options
        .max_connections(connections)
        .min_connections(connections)
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |options| {
            options
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                // What was acknowledged to a customer survives a power cut; group commit pays for it.
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(5))
                .foreign_keys(true)
                .statement_cache_capacity(256)
                .pragma("cache_size", cache)
                .pragma("journal_size_limit", "67108864")
        });
    options
}

/// When a COMMIT fails, as on a full disk, SQLite may have rolled back by itself. The driver then counts a transaction
/// too many: the next one becomes a savepoint of a transaction that nobody ever commits, and what it promised is lost.
/// Such a connection is closed instead of being used again.
fn only_without_transaction(pool: SqlitePoolOptions) -> SqlitePoolOptions {
    pool.after_release(|connection, _| {
        Box::pin(async move {
            // A rollback may still be on its way: the answer comes after it.
            connection.ping().await?;
            Ok(!connection.is_in_transaction())
        })
    })
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
