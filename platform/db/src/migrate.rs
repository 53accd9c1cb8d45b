//! Migrations: each capability brings its own scripts, applied once, in order, checked against change.

use std::collections::BTreeSet;

use crate::{Db, DbError, Tx, args};

/// The scripts of one capability, oldest first: `(name, sql)`.
#[derive(Debug, Clone, Copy)]
pub struct Migrations {
    /// The capability.
    pub set: &'static str,
    /// Scripts, oldest first. A script that was released is never edited.
    pub scripts: &'static [(&'static str, &'static str)],
}

const NEWER: &str = "is unknown to this program; the data was written by a newer one";

const OWN: Migrations =
    Migrations { set: "db", scripts: &[("0001_events", include_str!("../migrations/0001_events.sql"))] };

impl Db {
    /// Brings the database to the state the scripts describe. Each script is one transaction.
    ///
    /// # Errors
    /// [`DbError::Migration`] when an applied script differs from the one in the program, or when the database was
    /// written by a newer program; [`DbError::Store`] when a script fails (it then changed nothing).
    pub async fn migrate(&self, sets: &[Migrations]) -> Result<(), DbError> {
        self.migrate_where(sets, |_, _| true).await
    }

    /// Brings an empty database to where another one stood: only the scripts that had been applied there.
    ///
    /// # Errors
    /// As [`Db::migrate`]; also when this program lacks one of the scripts, because a newer one wrote the data.
    pub async fn migrate_to(
        &self,
        sets: &[Migrations],
        applied: &BTreeSet<(String, String)>,
    ) -> Result<(), DbError> {
        let all = || std::iter::once(&OWN).chain(sets);
        for (set, name) in applied {
            let mut scripts = all().filter(|known| known.set == set).flat_map(|known| known.scripts);
            if !scripts.any(|(known, _)| known == name) {
                return Err(wrong(set, name, NEWER));
            }
        }
        self.migrate_where(sets, |set, name| applied.contains(&(set.to_owned(), name.to_owned()))).await
    }

    async fn migrate_where(
        &self,
        sets: &[Migrations],
        wanted: impl Fn(&str, &str) -> bool,
    ) -> Result<(), DbError> {
        let mut tx = self.begin().await?;
        tx.execute_script(
            "CREATE TABLE IF NOT EXISTS schema_migrations (migration_set TEXT NOT NULL, name TEXT NOT NULL, \
             script TEXT NOT NULL, applied_at BIGINT NOT NULL, PRIMARY KEY (migration_set, name))",
        )
        .await?;
        tx.commit().await?;
        for set in std::iter::once(&OWN).chain(sets) {
            self.refuse_newer(set).await?;
            for (name, sql) in set.scripts.iter().filter(|(name, _)| wanted(set.set, name)) {
                self.apply(set.set, name, sql).await?;
            }
        }
        Ok(())
    }

    async fn apply(&self, set: &str, name: &str, sql: &str) -> Result<(), DbError> {
        let mut tx = self.begin().await?;
        let known = tx
            .row(
                "SELECT script FROM schema_migrations WHERE migration_set = $1 AND name = $2",
                args![set, name],
            )
            .await?;
        if let Some(row) = known {
            let applied: String = row.get("script")?;
            return if applied == sql {
                Ok(())
            } else {
                Err(wrong(set, name, "was edited after it had been applied"))
            };
        }
        tx.execute_script(sql).await?;
        self.note(&mut tx, set, name, sql).await?;
        tx.commit().await
    }

    async fn note(&self, tx: &mut Tx, set: &str, name: &str, sql: &str) -> Result<(), DbError> {
        tx.execute(
            "INSERT INTO schema_migrations (migration_set, name, script, applied_at) VALUES ($1, $2, $3, $4)",
            args![set, name, sql, self.now()],
        )
        .await?;
        Ok(())
    }

    async fn refuse_newer(&self, set: &Migrations) -> Result<(), DbError> {
        let rows =
            self.rows("SELECT name FROM schema_migrations WHERE migration_set = $1", args![set.set]).await?;
        for row in rows {
            let name: String = row.get("name")?;
            if !set.scripts.iter().any(|(known, _)| *known == name) {
                return Err(wrong(set.set, &name, NEWER));
            }
        }
        Ok(())
    }
}

fn wrong(set: &str, name: &str, why: &str) -> DbError {
    DbError::Migration { set: set.to_owned(), name: name.to_owned(), why: why.to_owned() }
}
