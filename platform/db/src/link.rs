//! A transaction on one of the two databases.

use sea_orm::{ConnectionTrait, DatabaseTransaction, Value};

use crate::open::statement;
use crate::sqlite::{Answer, Transaction};
use crate::{DbError, Dialect, Row};

/// The way to the database while a transaction lasts.
pub(crate) enum Link {
    Sqlite(Transaction),
    Postgres(DatabaseTransaction),
}

impl Link {
    pub fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Runs a statement and returns how many rows it touched.
    pub async fn execute(&mut self, sql: &str, values: Vec<Value>) -> Result<u64, DbError> {
        match self {
            Self::Sqlite(sqlite) => Ok(sqlite.ask(sql, values).await?.touched),
            Self::Postgres(postgres) => {
                let done = postgres.execute_raw(statement(Dialect::Postgres, sql, values)).await?;
                Ok(done.rows_affected())
            }
        }
    }

    /// All rows of a query.
    pub async fn rows(&mut self, sql: &str, values: Vec<Value>) -> Result<Vec<Row>, DbError> {
        match self {
            Self::Sqlite(sqlite) => {
                let Answer { rows, .. } = sqlite.ask(sql, values).await?;
                Ok(rows)
            }
            Self::Postgres(postgres) => {
                let rows = postgres.query_all_raw(statement(Dialect::Postgres, sql, values)).await?;
                Ok(rows.into_iter().map(Row).collect())
            }
        }
    }

    /// Runs statements without parameters.
    pub async fn script(&mut self, sql: &str) -> Result<(), DbError> {
        match self {
            Self::Sqlite(sqlite) => sqlite.script(sql).await,
            Self::Postgres(postgres) => {
                postgres.execute_unprepared(sql).await?;
                Ok(())
            }
        }
    }

    /// Runs the last statement, where there is one, and commits; on SQLite it may be several.
    pub async fn commit(self, sql: &str, values: Vec<Value>) -> Result<Vec<Row>, DbError> {
        match self {
            Self::Sqlite(sqlite) => sqlite.commit(sql, values).await,
            Self::Postgres(postgres) => {
                let rows = match sql {
                    "" => Vec::new(),
                    sql => postgres.query_all_raw(statement(Dialect::Postgres, sql, values)).await?,
                };
                postgres.commit().await?;
                Ok(rows.into_iter().map(Row).collect())
            }
        }
    }
}
