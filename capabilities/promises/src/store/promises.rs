//! Promises one by one.

use db::{Db, DbError, Put, Row, Table, Tx, Value, args};
use kernel::{ContactId, CustomerId, Timestamp};
use promise::PromisePolicy;
use ticket::TicketId;

use crate::model::{PromiseId, state_name};
use crate::rules::entry::Entry;
use crate::rules::owner;

const PROMISES: Table = Table {
    name: "promises_promises",
    columns: &[
        "id",
        "number",
        "kind",
        "source",
        "state",
        "is_open",
        "owner",
        "customer_id",
        "caller",
        "contact_id",
        "ticket_id",
        "made_at",
        "due",
        "wake_at",
        "version",
        "promise",
        "links",
    ],
    key: 1,
    changes: &["state", "is_open", "owner", "customer_id", "due", "wake_at", "version", "promise", "links"],
};

pub(super) const COLUMNS: &str = "id, number, promise, links";

pub(super) fn entry(row: &Row) -> Result<Entry, DbError> {
    Ok(Entry {
        id: row.parse("id")?,
        number: row.get("number")?,
        promise: row.json("promise")?,
        links: row.json("links")?,
    })
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The row of a promise.
pub fn promise_row(entry: &Entry, policy: &PromisePolicy) -> Put {
    let (promise, links) = (&entry.promise, &entry.links);
    let kind = serde_json::to_value(promise.kind()).unwrap_or_default();
    PROMISES.put(args![
        entry.id.to_string(),
        entry.number,
        kind.as_str().unwrap_or_default(),
        links.source.name(),
        state_name(promise.state()),
        promise.is_open(),
        owner::key(promise.owner()),
        links.customer,
        links.number.clone(),
        links.contact,
        links.ticket.map(|id| id.to_string()),
        promise.made_at(),
        promise.due().unwrap_or(Timestamp::from_micros(i64::MAX)),
        promise.next_wake(policy),
        i64::try_from(promise.version()).unwrap_or(i64::MAX),
        json(promise),
        json(links),
    ])
}

/// Writes a promise.
pub async fn save(tx: &mut Tx, entry: &Entry, policy: &PromisePolicy) -> Result<(), DbError> {
    tx.put_all([promise_row(entry, policy)]).await
}

/// A promise, kept for this transaction: who else wants to change it waits.
pub async fn lock(tx: &mut Tx, id: PromiseId) -> Result<Option<Entry>, DbError> {
    let sql = format!("UPDATE promises_promises SET version = version WHERE id = $1 RETURNING {COLUMNS}");
    tx.row(&sql, args![id.to_string()]).await?.as_ref().map(entry).transpose()
}

/// Whether there is such a promise, as this transaction sees it.
pub async fn known(tx: &mut Tx, id: PromiseId) -> Result<bool, DbError> {
    let sql = "SELECT id FROM promises_promises WHERE id = $1";
    Ok(tx.row(sql, args![id.to_string()]).await?.is_some())
}

pub async fn load(db: &Db, id: PromiseId) -> Result<Option<Entry>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM promises_promises WHERE id = $1");
    db.row(&sql, args![id.to_string()]).await?.as_ref().map(entry).transpose()
}

pub async fn last_number(db: &Db) -> Result<i64, DbError> {
    let row = db.row("SELECT COALESCE(MAX(number), 0) AS n FROM promises_promises", args![]).await?;
    row.map_or(Ok(0), |row| row.get("n"))
}

/// By when open call-backs are due, the most urgent first.
pub async fn open_call_backs(db: &Db, limit: u32) -> Result<Vec<Timestamp>, DbError> {
    let sql = "SELECT due FROM promises_promises WHERE is_open = $1 \
               AND kind IN ('call_back', 'transfer_call_back') ORDER BY due, number LIMIT $2";
    db.rows(sql, args![true, limit]).await?.iter().map(|row| row.get("due")).collect()
}

/// All clocks that want to be woken: promise, version, instant.
pub async fn armed(db: &Db) -> Result<Vec<(PromiseId, u64, Timestamp)>, DbError> {
    let sql = "SELECT id, version, wake_at FROM promises_promises WHERE wake_at IS NOT NULL";
    let rows = db.rows(sql, args![]).await?;
    rows.iter()
        .map(|row| {
            let version: i64 = row.get("version")?;
            Ok((row.parse("id")?, u64::try_from(version).unwrap_or_default(), row.get("wake_at")?))
        })
        .collect()
}

/// Locks what is open, or broken after an instant: late news of what was done in time corrects it.
async fn lock_where(
    tx: &mut Tx,
    condition: &str,
    mut values: Vec<Value>,
    at: Timestamp,
) -> Result<Vec<Entry>, DbError> {
    values.extend(args![at, true]);
    let (due, open) = (values.len() - 1, values.len());
    let sql = format!(
        "UPDATE promises_promises SET version = version WHERE {condition} \
         AND (is_open = ${open} OR (state = 'broken' AND due >= ${due})) RETURNING {COLUMNS}"
    );
    let mut found: Vec<Entry> =
        tx.rows(&sql, values).await?.iter().map(entry).collect::<Result<_, DbError>>()?;
    found.sort_by_key(|entry| entry.number);
    Ok(found)
}

/// What was promised to a customer, known by record or number, and is not settled by then.
pub async fn open_of_customer(
    tx: &mut Tx,
    customer: Option<CustomerId>,
    number: Option<&str>,
    at: Timestamp,
) -> Result<Vec<Entry>, DbError> {
    match (customer, number) {
        (Some(customer), Some(number)) => {
            lock_where(tx, "(customer_id = $1 OR caller = $2)", args![customer, number], at).await
        }
        (Some(customer), None) => lock_where(tx, "customer_id = $1", args![customer], at).await,
        (None, Some(number)) => lock_where(tx, "caller = $1", args![number], at).await,
        (None, None) => Ok(Vec::new()),
    }
}

/// What was promised about a ticket and is not settled by then.
pub async fn open_of_ticket(tx: &mut Tx, ticket: TicketId, at: Timestamp) -> Result<Vec<Entry>, DbError> {
    lock_where(tx, "ticket_id = $1", args![ticket.to_string()], at).await
}

/// What is open of an owner.
pub async fn open_of_owner(tx: &mut Tx, owner: &str) -> Result<Vec<Entry>, DbError> {
    let sql = format!(
        "UPDATE promises_promises SET version = version WHERE owner = $1 AND is_open = $2 RETURNING {COLUMNS}"
    );
    tx.rows(&sql, args![owner, true]).await?.iter().map(entry).collect()
}

/// What was promised in a contact.
pub async fn open_of_contact(tx: &mut Tx, contact: ContactId) -> Result<Vec<Entry>, DbError> {
    let sql = format!(
        "UPDATE promises_promises SET version = version WHERE contact_id = $1 AND is_open = $2 \
         RETURNING {COLUMNS}"
    );
    tx.rows(&sql, args![contact, true]).await?.iter().map(entry).collect()
}
