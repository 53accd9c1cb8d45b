//! Failures of the store, as opposed to refusals of a rule.

/// The store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The database refused, is full, or cannot be reached.
    #[error("database: {0}")]
    Store(#[from] sea_orm::DbErr),
    /// A stored value does not have the form it should have.
    #[error("column {column} holds an unreadable value: {why}")]
    Corrupt {
        /// Name of the column.
        column: String,
        /// What is wrong with it.
        why: String,
    },
    /// A migration that was applied before has changed since, or one is missing.
    #[error("migration {set}/{name}: {why}")]
    Migration {
        /// Capability that owns the migration.
        set: String,
        /// Name of the migration.
        name: String,
        /// What is wrong with it.
        why: String,
    },
    /// The address of the database is not understood.
    #[error("'{0}' is no database address; use sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME")]
    Address(String),
}

impl DbError {
    /// Whether the failure is a violated uniqueness constraint.
    pub fn is_unique_violation(&self) -> bool {
        match self {
            Self::Store(err) => {
                matches!(err.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_)))
            }
            Self::Corrupt { .. } | Self::Migration { .. } | Self::Address(_) => false,
        }
    }
}
