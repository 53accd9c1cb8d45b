//! Taking turns where rows cannot be locked, because there may be none yet, or many.

use crate::{DbError, Dialect, Tx, args};

impl Tx {
    /// From here to the end of the transaction nobody else has the turn of this name: what is read after it is not
    /// changed meanwhile by whoever takes turns as well. On SQLite there is one writer anyway.
    ///
    /// # Errors
    /// [`DbError::Store`].
    pub async fn take_turn(&mut self, name: &str) -> Result<(), DbError> {
        match self.dialect() {
            Dialect::Sqlite => Ok(()),
            Dialect::Postgres => {
                let sql =
                    "SELECT 1 AS taken FROM (SELECT pg_advisory_xact_lock(hashtextextended($1, 0))) AS turn";
                self.rows(sql, args![name]).await.map(drop)
            }
        }
    }
}
