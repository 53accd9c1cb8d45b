//! The tables of flows, prompts and calendars.

use db::{Db, DbError, Row, Tx, args};
use kernel::Timestamp;

use crate::model::{CalendarForm, PromptView};

/// A stored version.
pub struct Version {
    pub name: String,
    pub version: i64,
    pub body: String,
    pub created_at: Timestamp,
    pub author: String,
}

fn version(row: &Row) -> Result<Version, DbError> {
    Ok(Version {
        name: row.get("name")?,
        version: row.get("version")?,
        body: row.get("body")?,
        created_at: row.get("created_at")?,
        author: row.get("author")?,
    })
}

/// Names with their published version.
pub async fn flows(db: &Db) -> Result<Vec<(String, Option<i64>)>, DbError> {
    let rows = db.rows("SELECT name, published FROM flows_flows ORDER BY name", args![]).await?;
    rows.iter().map(|row| Ok((row.get("name")?, row.maybe("published")?))).collect()
}

/// Versions of a flow, newest first.
pub async fn versions(db: &Db, name: &str) -> Result<Vec<Version>, DbError> {
    let sql = "SELECT name, version, body, created_at, author FROM flows_versions WHERE name = $1 \
               ORDER BY version DESC LIMIT 200";
    db.rows(sql, args![name]).await?.iter().map(version).collect()
}

pub async fn one(db: &Db, name: &str, number: i64) -> Result<Option<Version>, DbError> {
    let sql =
        "SELECT name, version, body, created_at, author FROM flows_versions WHERE name = $1 AND version = $2";
    let row = db.row(sql, args![name, number]).await?;
    row.as_ref().map(version).transpose()
}

/// The newest version of a flow, as a transaction sees it.
pub async fn newest_in(tx: &mut Tx, name: &str) -> Result<Option<Version>, DbError> {
    let sql = "SELECT name, version, body, created_at, author FROM flows_versions WHERE name = $1 \
               ORDER BY version DESC LIMIT 1";
    tx.row(sql, args![name]).await?.as_ref().map(version).transpose()
}

/// Adds a version and gives its number.
pub async fn add(tx: &mut Tx, name: &str, body: &str, author: &str, now: Timestamp) -> Result<i64, DbError> {
    tx.execute("INSERT INTO flows_flows (name) VALUES ($1) ON CONFLICT (name) DO NOTHING", args![name])
        .await?;
    let sql = "INSERT INTO flows_versions (name, version, body, created_at, author) \
               VALUES ($1, (SELECT COALESCE(MAX(version), 0) + 1 FROM flows_versions WHERE name = $1), $2, $3, $4) \
               RETURNING version";
    let row = tx.row(sql, args![name, body, now, author]).await?;
    row.map_or(Ok(1), |row| row.get("version"))
}

pub async fn publish(tx: &mut Tx, name: &str, number: i64) -> Result<(), DbError> {
    tx.execute("UPDATE flows_flows SET published = $2 WHERE name = $1", args![name, number]).await?;
    Ok(())
}

fn prompt(row: &Row) -> Result<PromptView, DbError> {
    let duration_ms: i64 = row.get("duration_ms")?;
    Ok(PromptView {
        id: row.get("id")?,
        name: row.get("name")?,
        duration_s: f64::from(i32::try_from(duration_ms).unwrap_or(i32::MAX)) / 1000.0,
        created_at: row.get("created_at")?,
        path: row.get("path")?,
    })
}

pub async fn prompts(db: &Db) -> Result<Vec<PromptView>, DbError> {
    let sql = "SELECT id, name, path, duration_ms, created_at FROM flows_prompts ORDER BY name";
    db.rows(sql, args![]).await?.iter().map(prompt).collect()
}

pub async fn add_prompt(tx: &mut Tx, prompt: &PromptView, duration_ms: i64) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO flows_prompts (id, name, path, duration_ms, created_at) VALUES ($1, $2, $3, $4, $5)",
        args![prompt.id, &prompt.name, &prompt.path, duration_ms, prompt.created_at],
    )
    .await?;
    Ok(())
}

pub async fn calendars(db: &Db) -> Result<Vec<(String, CalendarForm)>, DbError> {
    let rows = db.rows("SELECT name, body FROM flows_calendars ORDER BY name", args![]).await?;
    rows.iter().map(|row| Ok((row.get("name")?, row.json("body")?))).collect()
}

/// A calendar, as a transaction sees it.
pub async fn calendar(tx: &mut Tx, name: &str) -> Result<Option<CalendarForm>, DbError> {
    let row = tx.row("SELECT body FROM flows_calendars WHERE name = $1", args![name]).await?;
    row.map(|row| row.json("body")).transpose()
}

pub async fn save_calendar(tx: &mut Tx, name: &str, form: &CalendarForm) -> Result<(), DbError> {
    let body = serde_json::to_string(form).unwrap_or_default();
    tx.execute(
        "INSERT INTO flows_calendars (name, body) VALUES ($1, $2) \
         ON CONFLICT (name) DO UPDATE SET body = excluded.body",
        args![name, body],
    )
    .await?;
    Ok(())
}
