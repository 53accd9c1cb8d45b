//! The right to be the only program that serves from a PostgreSQL database.
//!
//! A second one would end the first one's calls as left-overs of a crash. SQLite files are guarded by a lock on their
//! folder; a server by an advisory lock, which it frees by itself when the program is gone (PostgreSQL §13.3.5).

use std::time::Duration;

use sqlx::{Connection, PgConnection};

use crate::DbError;

/// "yingda" as a number: advisory locks are named by numbers, for each database apart.
const LOCK: i64 = 0x7969_6e67_6461;
/// How often the lock is seen to.
const EVERY: Duration = Duration::from_secs(5);
/// A program that was killed holds the lock until the server has noticed.
const TRIES: u32 = 20;
const BETWEEN_TRIES: Duration = Duration::from_millis(100);

/// The lock, as long as this is kept.
pub struct Sole {
    address: String,
    connection: PgConnection,
}

impl Sole {
    /// Takes the lock of the database at `address` (`postgres://…`); nothing when another program holds it.
    ///
    /// # Errors
    /// [`DbError::Store`] when the server cannot be reached.
    pub async fn take(address: &str) -> Result<Option<Self>, DbError> {
        let mut connection = connect(address).await?;
        for _ in 0..TRIES {
            if locked(&mut connection).await? {
                return Ok(Some(Self { address: address.to_owned(), connection }));
            }
            tokio::time::sleep(BETWEEN_TRIES).await;
        }
        Ok(None)
    }

    /// Keeps the lock over restarts of the server; ends when another program took it meanwhile.
    pub async fn lost(mut self) {
        loop {
            tokio::time::sleep(EVERY).await;
            if self.connection.ping().await.is_ok() {
                continue;
            }
            match Self::take(&self.address).await {
                Ok(Some(again)) => self = again,
                Ok(None) => return,
                // The server is away: nobody else can have the lock.
                Err(err) => tracing::warn!(error = %err, "the database's lock cannot be renewed yet"),
            }
        }
    }
}

async fn connect(address: &str) -> Result<PgConnection, DbError> {
    PgConnection::connect(address).await.map_err(store)
}

async fn locked(connection: &mut PgConnection) -> Result<bool, DbError> {
    sqlx::query_scalar("SELECT pg_try_advisory_lock($1)")
        .bind(LOCK)
        .fetch_one(connection)
        .await
        .map_err(store)
}

fn store(err: sqlx::Error) -> DbError {
    DbError::Store(sea_orm::DbErr::Conn(sea_orm::RuntimeErr::SqlxError(err.into())))
}
