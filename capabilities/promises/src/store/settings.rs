//! The settings: one row.

use db::{Db, DbError, Tx, args};

use crate::model::PromiseSettings;

pub async fn settings(db: &Db) -> Result<PromiseSettings, DbError> {
    let row = db.row("SELECT body FROM promises_settings WHERE id = 1", args![]).await?;
    row.map_or_else(|| Ok(PromiseSettings::default()), |row| row.json("body"))
}

/// The settings, as a transaction sees them.
pub async fn settings_in(tx: &mut Tx) -> Result<PromiseSettings, DbError> {
    let row = tx.row("SELECT body FROM promises_settings WHERE id = 1", args![]).await?;
    row.map_or_else(|| Ok(PromiseSettings::default()), |row| row.json("body"))
}

pub async fn save_settings(tx: &mut Tx, settings: &PromiseSettings) -> Result<(), DbError> {
    let body = serde_json::to_string(settings).unwrap_or_default();
    tx.execute(
        "INSERT INTO promises_settings (id, body) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET body = excluded.body",
        args![body],
    )
    .await?;
    Ok(())
}
