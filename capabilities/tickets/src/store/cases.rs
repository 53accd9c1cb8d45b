//! Confirmation codes, signatures, crisis cases.

use db::{Db, DbError, Tx, args};
use ticket::TicketId;

use super::tickets::{WHOLE, work};
use crate::model::Signature;
use crate::rules::work::Work;

/// The code by which a customer confirms work, and how often a wrong one was named.
pub async fn code(tx: &mut Tx, id: TicketId) -> Result<Option<(String, i64)>, DbError> {
    let sql = "SELECT code, tries FROM tickets_codes WHERE ticket_id = $1";
    let row = tx.row(sql, args![id.to_string()]).await?;
    row.map(|row| Ok((row.get("code")?, row.get("tries")?))).transpose()
}

pub async fn code_of(db: &Db, id: TicketId) -> Result<Option<String>, DbError> {
    let row = db.row("SELECT code FROM tickets_codes WHERE ticket_id = $1", args![id.to_string()]).await?;
    row.map(|row| row.get("code")).transpose()
}

/// Keeps a code for a ticket that has none.
pub async fn add_code(tx: &mut Tx, id: TicketId, code: &str) -> Result<(), DbError> {
    let sql = "INSERT INTO tickets_codes (ticket_id, code, tries) VALUES ($1, $2, 0) \
               ON CONFLICT (ticket_id) DO NOTHING";
    tx.execute(sql, args![id.to_string(), code]).await?;
    Ok(())
}

pub async fn wrong_code(tx: &mut Tx, id: TicketId) -> Result<(), DbError> {
    let sql = "UPDATE tickets_codes SET tries = tries + 1 WHERE ticket_id = $1";
    tx.execute(sql, args![id.to_string()]).await?;
    Ok(())
}

pub async fn add_signature(
    tx: &mut Tx,
    signature: &str,
    id: TicketId,
    given: &Signature,
) -> Result<(), DbError> {
    let strokes = serde_json::to_string(&given.strokes).unwrap_or_default();
    let sql = "INSERT INTO tickets_signatures (id, ticket_id, strokes, at) VALUES ($1, $2, $3, $4)";
    tx.execute(sql, args![signature, id.to_string(), strokes, given.at]).await?;
    Ok(())
}

pub async fn signature(db: &Db, id: TicketId, signature: &str) -> Result<Option<Signature>, DbError> {
    let sql = "SELECT strokes, at FROM tickets_signatures WHERE ticket_id = $1 AND id = $2";
    let row = db.row(sql, args![id.to_string(), signature]).await?;
    row.map(|row| Ok(Signature { strokes: row.json("strokes")?, at: row.get("at")? })).transpose()
}

/// Open tickets of a type, the oldest first.
pub async fn open_of_type(db: &Db, name: &str) -> Result<Vec<Work>, DbError> {
    let sql = format!("{WHOLE} WHERE type = $1 AND is_open = $2 ORDER BY number LIMIT 50");
    db.rows(&sql, args![name, true]).await?.iter().map(work).collect()
}
