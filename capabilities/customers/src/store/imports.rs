//! Imports: the table as it came, and how far it is dealt with.

use std::time::Duration;

use db::{Db, DbError, Put, Row, Table, Tx, args};
use kernel::{Text, Timestamp};

use crate::model::{Import, ImportRow, ImportState};

const ROWS: Table = Table {
    name: "customers_import_rows",
    columns: &["import_id", "line", "cells", "fault"],
    key: 2,
    changes: &["fault"],
};

fn import(row: &Row) -> Result<Import, DbError> {
    row.json("body")
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

pub async fn save_import(tx: &mut Tx, import: &Import) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO customers_imports (id, state, created_at, body) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, body = excluded.body",
        args![&import.id, import.state.name(), import.created_at, json(import)],
    )
    .await?;
    Ok(())
}

pub async fn import_by_id(db: &Db, id: &str) -> Result<Option<Import>, DbError> {
    let row = db.row("SELECT body FROM customers_imports WHERE id = $1", args![id]).await?;
    row.as_ref().map(import).transpose()
}

/// An import, kept for this transaction.
pub async fn lock_import(tx: &mut Tx, id: &str) -> Result<Option<Import>, DbError> {
    let sql = "UPDATE customers_imports SET state = state WHERE id = $1 RETURNING body";
    tx.row(sql, args![id]).await?.as_ref().map(import).transpose()
}

/// Imports, the newest first.
pub async fn imports(db: &Db, before: Option<&str>, limit: u32) -> Result<Vec<Import>, DbError> {
    let sql = "SELECT body FROM customers_imports WHERE id < $1 ORDER BY id DESC LIMIT $2";
    db.rows(sql, args![before.unwrap_or("z"), limit]).await?.iter().map(import).collect()
}

/// The import that has waited longest to be carried on.
pub async fn next_running(db: &Db) -> Result<Option<Import>, DbError> {
    let sql = "SELECT body FROM customers_imports WHERE state = $1 ORDER BY id LIMIT 1";
    db.row(sql, args![ImportState::Running.name()]).await?.as_ref().map(import).transpose()
}

fn put(import: &str, row: &ImportRow) -> Put {
    let fault = (!row.faults.is_empty()).then(|| json(&row.faults));
    ROWS.put(args![import, row.line, json(&row.cells), fault])
}

/// Keeps rows as they came, or with what is wrong with them.
pub async fn put_rows(tx: &mut Tx, import: &str, rows: &[ImportRow]) -> Result<(), DbError> {
    tx.put_all(rows.iter().map(|row| put(import, row)).collect::<Vec<_>>()).await
}

fn row(row: &Row) -> Result<ImportRow, DbError> {
    let faults: Option<String> = row.maybe("fault")?;
    let faults: Vec<Text> = faults.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    Ok(ImportRow { line: row.get("line")?, cells: row.json("cells")?, faults, notes: Vec::new() })
}

/// Rows after a line.
pub async fn rows_after(db: &Db, import: &str, after: i64, limit: u32) -> Result<Vec<ImportRow>, DbError> {
    let sql = "SELECT line, cells, fault FROM customers_import_rows WHERE import_id = $1 AND line > $2 \
               ORDER BY line LIMIT $3";
    db.rows(sql, args![import, after, limit]).await?.iter().map(row).collect()
}

/// Rejected rows after a line.
pub async fn rejected_after(
    db: &Db,
    import: &str,
    after: i64,
    limit: u32,
) -> Result<Vec<ImportRow>, DbError> {
    let sql = "SELECT line, cells, fault FROM customers_import_rows WHERE import_id = $1 AND line > $2 \
               AND fault IS NOT NULL ORDER BY line LIMIT $3";
    db.rows(sql, args![import, after, limit]).await?.iter().map(row).collect()
}

/// Rows that went well are customers now: they are not kept twice.
pub async fn forget_rows_not_rejected(tx: &mut Tx, import: &str, upto: i64) -> Result<(), DbError> {
    let sql = "DELETE FROM customers_import_rows WHERE import_id = $1 AND line <= $2 AND fault IS NULL";
    tx.execute(sql, args![import, upto]).await?;
    Ok(())
}

/// Forgets rows of tables that came before an instant, and those whose reading was broken off.
pub async fn forget_old_rows(tx: &mut Tx, before: Timestamp) -> Result<(), DbError> {
    let old = "DELETE FROM customers_import_rows WHERE import_id IN \
               (SELECT id FROM customers_imports WHERE created_at < $1 AND state <> $2)";
    tx.execute(old, args![before, ImportState::Running.name()]).await?;
    // A table that is being read has no import yet: only one of a day ago was broken off. Ids sort by birth.
    let orphans = "DELETE FROM customers_import_rows WHERE import_id < $1 \
                   AND import_id NOT IN (SELECT id FROM customers_imports)";
    let millis =
        u64::try_from(before.plus(Duration::from_secs(29 * 86_400)).micros() / 1000).unwrap_or_default();
    let born = uuid::Uuid::from_u128(u128::from(millis) << 80).to_string();
    tx.execute(orphans, args![born]).await?;
    Ok(())
}
