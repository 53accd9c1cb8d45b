//! SQLite's connections: one writer and some readers, each a thread of the driver's.
//!
//! They are kept here and not in the driver's pool, which asks each connection for a sign of life whenever it comes back:
//! over a network that finds what was cut; here it doubled the changes of threads, of which a statement mostly consists.

use std::mem;
use std::str::FromStr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::TryStreamExt;
use sea_orm::{DbErr, RuntimeErr, Value};
use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqliteRow, SqliteSynchronous};
use sqlx::{Arguments, AssertSqlSafe, ConnectOptions, Connection, Either, Executor, SqliteConnection};
use tokio::runtime::Handle;
use tokio::sync::{OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

use crate::{DbError, Row};

/// Readers; they wait on the page cache, not on each other.
const READERS: usize = 4;
/// Pages that the writer keeps, in SQLite's way of saying KiB.
const WRITER_CACHE: &str = "-8192";
/// Pages that each reader keeps: few, the system's cache has them all.
const READER_CACHE: &str = "-1024";
/// Prepared statements that a connection keeps.
const STATEMENTS: usize = 256;

/// A SQLite file: whoever writes has the writer alone, in the order of asking.
#[derive(Clone)]
pub(crate) struct Sqlite {
    options: Arc<SqliteConnectOptions>,
    writer: Arc<tokio::sync::Mutex<Option<SqliteConnection>>>,
    readers: Arc<Readers>,
}

struct Readers {
    free: Arc<Semaphore>,
    idle: Mutex<Vec<SqliteConnection>>,
}

/// A reader on loan. What it was asked last may have been given up half-way: the driver ends it before the next.
struct Reader {
    connection: Option<SqliteConnection>,
    from: Arc<Readers>,
    _permit: OwnedSemaphorePermit,
}

impl Sqlite {
    /// Opens the file, and creates it where it is missing.
    pub async fn open(url: &str) -> Result<Self, DbError> {
        let options = SqliteConnectOptions::from_str(url).map_err(failed)?;
        let options = options
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // What was acknowledged to a customer survives a power cut; group commit pays for it.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5))
            .foreign_keys(true)
            .statement_cache_capacity(STATEMENTS)
            .pragma("journal_size_limit", "67108864")
            .disable_statement_logging();
        // The first connection creates the file and switches to WAL before readers come.
        let writer = connect(&options, WRITER_CACHE).await?;
        let readers = Readers { free: Arc::new(Semaphore::new(READERS)), idle: Mutex::default() };
        for _ in 0..READERS {
            let reader = connect(&options, READER_CACHE).await?;
            readers.idle().push(reader);
        }
        let writer = Arc::new(tokio::sync::Mutex::new(Some(writer)));
        Ok(Self { options: Arc::new(options), writer, readers: Arc::new(readers) })
    }

    /// A write transaction, when it is its turn.
    pub async fn write(&self) -> Result<Transaction, DbError> {
        let mut turn = self.writer.clone().lock_owned().await;
        if turn.is_none() {
            *turn = Some(connect(&self.options, WRITER_CACHE).await?);
        }
        Ok(Transaction { seat: Seat::Writer(turn), state: State::New("BEGIN IMMEDIATE") })
    }

    /// Whether a commit waits until the disk has it. When it begins to wait again, the disk has everything.
    pub async fn wait_for_disk(&self, waits: bool) -> Result<(), DbError> {
        let mut turn = self.writer.lock().await;
        let writer = turn.as_mut().ok_or_else(closed)?;
        let pragmas = match waits {
            true => "PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE)",
            false => "PRAGMA synchronous = OFF",
        };
        writer.execute(sqlx::raw_sql(pragmas)).await.map_err(failed)?;
        Ok(())
    }

    /// A transaction that sees the file as it is when it first reads, on a connection of its own.
    pub async fn picture(&self) -> Result<Transaction, DbError> {
        let connection = connect(&self.options, READER_CACHE).await?;
        Ok(Transaction { seat: Seat::Own(Some(connection)), state: State::New("BEGIN") })
    }

    /// All rows of a query.
    pub async fn rows(&self, sql: &str, values: Vec<Value>) -> Result<Vec<Row>, DbError> {
        let mut reader = self.reader().await?;
        let answer = ask(reader.connection()?, sql.to_owned(), values).await?;
        Ok(answer.rows)
    }

    /// The first row of a query.
    pub async fn row(&self, sql: &str, values: Vec<Value>) -> Result<Option<Row>, DbError> {
        let mut reader = self.reader().await?;
        let query = sqlx::query_with(AssertSqlSafe(sql.to_owned()), arguments(values)?);
        let row = reader.connection()?.fetch_optional(query).await.map_err(failed)?;
        Ok(row.map(row_of))
    }

    async fn reader(&self) -> Result<Reader, DbError> {
        let permit = self.readers.free.clone().acquire_owned().await.map_err(|_| closed())?;
        let idle = self.readers.idle().pop();
        let connection = match idle {
            Some(connection) => connection,
            None => connect(&self.options, READER_CACHE).await?,
        };
        Ok(Reader { connection: Some(connection), from: self.readers.clone(), _permit: permit })
    }

    /// Closes all connections after what runs has ended.
    pub async fn close(&self) -> Result<(), DbError> {
        let all = u32::try_from(READERS).unwrap_or(u32::MAX);
        // Closed once only; those who come later are refused.
        if let Ok(permits) = self.readers.free.clone().acquire_many_owned(all).await {
            self.readers.free.close();
            drop(permits);
        }
        let idle = mem::take(&mut *self.readers.idle());
        for reader in idle {
            reader.close().await.map_err(failed)?;
        }
        // The writer last: who closes a file last brings its journal home.
        match self.writer.lock().await.take() {
            Some(writer) => writer.close().await.map_err(failed),
            None => Ok(()),
        }
    }
}

impl Readers {
    fn idle(&self) -> MutexGuard<'_, Vec<SqliteConnection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reader {
    fn connection(&mut self) -> Result<&mut SqliteConnection, DbError> {
        self.connection.as_mut().ok_or_else(closed)
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.from.idle().extend(self.connection.take());
    }
}

/// What a statement answered.
pub(crate) struct Answer {
    /// The rows it gave.
    pub rows: Vec<Row>,
    /// How many rows it touched.
    pub touched: u64,
}

/// A transaction. It begins with its first statement, on the same way to the driver's thread; dropped before its end, it is
/// rolled back.
pub(crate) struct Transaction {
    seat: Seat,
    state: State,
}

enum Seat {
    /// The writer, for as long as this lasts.
    Writer(OwnedMutexGuard<Option<SqliteConnection>>),
    /// One's own.
    Own(Option<SqliteConnection>),
}

#[derive(Clone, Copy)]
enum State {
    /// Nothing was asked yet; how it is to begin.
    New(&'static str),
    /// It may have begun.
    Begun,
    Over,
}

impl Seat {
    fn connection(&mut self) -> &mut Option<SqliteConnection> {
        match self {
            Self::Writer(turn) => turn,
            Self::Own(own) => own,
        }
    }
}

impl Transaction {
    /// Runs one or several statements; `touched` is of the last of them.
    pub async fn ask(&mut self, sql: &str, values: Vec<Value>) -> Result<Answer, DbError> {
        let sql = match mem::replace(&mut self.state, State::Begun) {
            State::New(begin) => format!("{begin}; {sql}"),
            State::Begun => sql.to_owned(),
            State::Over => return Err(closed()),
        };
        ask(self.seat.connection().as_mut().ok_or_else(closed)?, sql, values).await
    }

    /// Runs what has no parameters and is run once, such as a migration.
    pub async fn script(&mut self, sql: &str) -> Result<(), DbError> {
        self.ask("SELECT 1", Vec::new()).await?;
        let connection = self.seat.connection().as_mut().ok_or_else(closed)?;
        connection.execute(sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))).await.map_err(failed)?;
        Ok(())
    }

    /// Runs the last statements, where there are any, and commits on the same way.
    pub async fn commit(mut self, sql: &str, values: Vec<Value>) -> Result<Vec<Row>, DbError> {
        let rows = match (self.state, sql) {
            (State::New(_), "") => Vec::new(),
            (_, "") => self.ask("COMMIT", values).await?.rows,
            (_, sql) => self.ask(&format!("{sql}; COMMIT"), values).await?.rows,
        };
        self.state = State::Over;
        Ok(rows)
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if !matches!(self.state, State::Begun) {
            return;
        }
        // A connection of one's own is closed, and its transaction with it.
        let Seat::Writer(turn) = &mut self.seat else { return };
        let Some(mut writer) = turn.take() else { return };
        let Ok(runtime) = Handle::try_current() else { return };
        let seat = mem::replace(&mut self.seat, Seat::Own(None));
        runtime.spawn(async move {
            let Seat::Writer(mut turn) = seat else { return };
            // SQLite may have rolled back by itself, as when a COMMIT met a full disk. What it makes of that is not known
            // for certain: the next one begins on a new connection.
            if writer.execute("ROLLBACK").await.is_ok() {
                *turn = Some(writer);
            } else {
                let _ = writer.close().await;
            }
        });
    }
}

async fn connect(options: &SqliteConnectOptions, cache: &'static str) -> Result<SqliteConnection, DbError> {
    options.clone().pragma("cache_size", cache).connect().await.map_err(failed)
}

async fn ask(connection: &mut SqliteConnection, sql: String, values: Vec<Value>) -> Result<Answer, DbError> {
    let query = sqlx::query_with(AssertSqlSafe(sql), arguments(values)?);
    let mut answers = connection.fetch_many(query);
    let mut answer = Answer { rows: Vec::new(), touched: 0 };
    while let Some(next) = answers.try_next().await.map_err(failed)? {
        match next {
            // SQLite goes on naming the last change where a statement changes nothing, as BEGIN does: only the last counts.
            Either::Left(done) => answer.touched = done.rows_affected(),
            Either::Right(row) => answer.rows.push(row_of(row)),
        }
    }
    Ok(answer)
}

fn row_of(row: SqliteRow) -> Row {
    Row(row.into())
}

fn arguments(values: Vec<Value>) -> Result<SqliteArguments, DbError> {
    let mut arguments = SqliteArguments::default();
    for value in values {
        let added = match value {
            Value::Bool(value) => arguments.add(value),
            Value::BigInt(value) => arguments.add(value),
            Value::Double(value) => arguments.add(value),
            Value::String(value) => arguments.add(value),
            other => Err(format!("{other:?} is no value of a statement here").into()),
        };
        added.map_err(|why| failed(sqlx::Error::Encode(why)))?;
    }
    Ok(arguments)
}

fn failed(err: sqlx::Error) -> DbError {
    DbError::Store(DbErr::Query(RuntimeErr::SqlxError(Arc::new(err))))
}

fn closed() -> DbError {
    failed(sqlx::Error::PoolClosed)
}
