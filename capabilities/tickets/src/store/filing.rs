//! Filing, holds, deleting.

use db::{Conditions, Db, DbError, Tx, args};
use kernel::Timestamp;
use ticket::{FilingRule, TicketId, TypeName};

use super::tickets::{WHOLE, work};
use super::titles::TITLES;
use crate::model::Hold;
use crate::rules::work::{Work, subject};

/// Tickets of one type, or of all but some.
#[derive(Debug, Clone)]
pub enum Kinds {
    /// Of this type.
    Of(TypeName),
    /// Of any type but these.
    But(Vec<TypeName>),
}

impl Kinds {
    fn narrow(&self, all: &mut Conditions) {
        match self {
            Self::Of(name) => all.and("type = ?", name.as_str()),
            Self::But(names) => {
                for name in names {
                    all.and("type <> ?", name.as_str());
                }
            }
        }
    }
}

/// The rule of filing, if the centre has set one.
pub async fn rule(db: &Db) -> Result<Option<FilingRule>, DbError> {
    let row = db.row("SELECT body FROM tickets_filing WHERE id = 1", args![]).await?;
    row.map(|row| row.json("body")).transpose()
}

/// The same, as a transaction sees it.
pub async fn rule_in(tx: &mut Tx) -> Result<Option<FilingRule>, DbError> {
    let row = tx.row("SELECT body FROM tickets_filing WHERE id = 1", args![]).await?;
    row.map(|row| row.json("body")).transpose()
}

pub async fn save_rule(tx: &mut Tx, rule: &FilingRule) -> Result<(), DbError> {
    let sql = "INSERT INTO tickets_filing (id, body) VALUES (1, $1) \
               ON CONFLICT (id) DO UPDATE SET body = excluded.body";
    tx.execute(sql, args![serde_json::to_string(rule).unwrap_or_default()]).await?;
    Ok(())
}

/// Files what was closed before an instant; answers how many.
pub async fn file_before(tx: &mut Tx, kinds: &Kinds, before: Timestamp) -> Result<u64, DbError> {
    let mut all = Conditions::default();
    all.and("closed_at < ?", before);
    all.require("NOT filed");
    all.require("NOT is_open");
    kinds.narrow(&mut all);
    let sql = format!("UPDATE tickets_tickets SET filed = TRUE {}", all.sql());
    tx.execute(&sql, all.into_values()).await
}

/// Some tickets that were closed before an instant, the oldest first, after the close and the number of the last seen.
pub async fn closed_before(
    db: &Db,
    kinds: &Kinds,
    before: Timestamp,
    after: (Timestamp, i64),
    limit: u32,
) -> Result<Vec<Work>, DbError> {
    let mut all = Conditions::default();
    all.and("closed_at < ?", before);
    let (closed, number) = (all.bind(after.0), all.bind(after.1));
    all.require(format!("(closed_at, number) > ({closed}, {number})"));
    all.require("NOT is_open");
    kinds.narrow(&mut all);
    let limit = all.bind(limit);
    let sql = format!("{WHOLE} {} ORDER BY closed_at, number LIMIT {limit}", all.sql());
    db.rows(&sql, all.into_values()).await?.iter().map(work).collect()
}

/// Why a ticket is kept whatever the rule says.
pub async fn hold(db: &Db, id: TicketId) -> Result<Option<Hold>, DbError> {
    let sql = "SELECT why, at, author FROM tickets_holds WHERE ticket_id = $1";
    let row = db.row(sql, args![id.to_string()]).await?;
    row.map(|row| {
        let (why, at) = (row.get("why")?, row.get("at")?);
        Ok(Hold { why, at, author: row.maybe("author")?, author_name: None })
    })
    .transpose()
}

/// Whether a ticket is kept, as this transaction sees it.
pub async fn is_held(tx: &mut Tx, id: TicketId) -> Result<bool, DbError> {
    let sql = "SELECT ticket_id FROM tickets_holds WHERE ticket_id = $1";
    Ok(tx.row(sql, args![id.to_string()]).await?.is_some())
}

pub async fn save_hold(tx: &mut Tx, id: TicketId, hold: &Hold) -> Result<(), DbError> {
    let sql = "INSERT INTO tickets_holds (ticket_id, why, at, author) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (ticket_id) DO UPDATE SET why = excluded.why, at = excluded.at, author = excluded.author";
    tx.execute(sql, args![id.to_string(), &hold.why, hold.at, hold.author]).await?;
    Ok(())
}

/// Lifts a hold; answers whether there was one.
pub async fn lift_hold(tx: &mut Tx, id: TicketId) -> Result<bool, DbError> {
    let sql = "DELETE FROM tickets_holds WHERE ticket_id = $1";
    Ok(tx.execute(sql, args![id.to_string()]).await? > 0)
}

/// Deletes a ticket with everything that was said about it; that there were events remains.
pub async fn delete(tx: &mut Tx, id: TicketId, number: i64) -> Result<(), DbError> {
    TITLES.remove(tx, number).await?;
    for table in [
        "tickets_bodies",
        "tickets_passed",
        "tickets_contacts",
        "tickets_notices",
        "tickets_codes",
        "tickets_signatures",
        "tickets_attachments",
        "tickets_once",
    ] {
        tx.execute(&format!("DELETE FROM {table} WHERE ticket_id = $1"), args![id.to_string()]).await?;
    }
    // Its number is not given again, be it the highest.
    tx.execute("UPDATE tickets_counter SET last = $1 WHERE last < $1", args![number]).await?;
    tx.execute("DELETE FROM tickets_tickets WHERE id = $1", args![id.to_string()]).await?;
    tx.execute("UPDATE events SET data = '{\"erased\":true}' WHERE subject = $1", args![subject(id)]).await?;
    Ok(())
}
