//! The tables of contacts.

use contact::{Contact, Segment};
use db::{Db, DbError, IntoValue, Row, Tx, Value, args, multi_values};
use kernel::{ContactId, Timestamp};

use crate::model::ContactFilter;
use crate::rules::category::Category;

const COLUMNS: usize = 11;
/// Rows per statement: the parameters stay below SQLite's 32,766.
const ROWS: usize = 500;

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

fn row_values(contact: &Contact) -> Vec<Value> {
    args![
        contact.id,
        contact.number,
        contact.state.name(),
        contact.channel.name(),
        contact.queue,
        contact.agent.as_ref().map(|agent| agent.id),
        contact.customer,
        contact.caller.clone(),
        contact.arrived_at,
        contact.ended_at,
        json(contact)
    ]
}

pub async fn save_all(tx: &mut Tx, contacts: &[&Contact]) -> Result<(), DbError> {
    for chunk in contacts.chunks(ROWS) {
        let sql = format!(
            "INSERT INTO contacts_contacts (id, number, state, channel, queue_id, agent_id, customer_id, caller, \
             arrived_at, ended_at, body) VALUES {} ON CONFLICT (id) DO UPDATE SET state = excluded.state, \
             queue_id = excluded.queue_id, agent_id = excluded.agent_id, customer_id = excluded.customer_id, \
             ended_at = excluded.ended_at, body = excluded.body",
            multi_values(chunk.len(), COLUMNS)
        );
        tx.execute(&sql, chunk.iter().flat_map(|contact| row_values(contact)).collect()).await?;
    }
    Ok(())
}

pub async fn add_segments(tx: &mut Tx, segments: &[&(ContactId, Segment)]) -> Result<(), DbError> {
    for chunk in segments.chunks(ROWS) {
        let sql = format!(
            "INSERT INTO contacts_segments (contact_id, from_at, to_at, state, queue_id, agent_id) VALUES {}",
            multi_values(chunk.len(), 6)
        );
        let values = chunk.iter().flat_map(|(id, segment)| {
            args![
                *id,
                segment.from,
                segment.to.unwrap_or(segment.from),
                segment.state.name(),
                segment.queue,
                segment.agent.as_ref().map(|agent| agent.id)
            ]
        });
        tx.execute(&sql, values.collect()).await?;
    }
    Ok(())
}

pub async fn beat(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO contacts_heartbeat (id, at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET at = excluded.at",
        args![now],
    )
    .await?;
    Ok(())
}

fn contact(row: &Row) -> Result<Contact, DbError> {
    row.json("body")
}

pub async fn by_id(db: &Db, id: ContactId) -> Result<Option<Contact>, DbError> {
    let row = db.row("SELECT body FROM contacts_contacts WHERE id = $1", args![id]).await?;
    row.as_ref().map(contact).transpose()
}

/// Contacts that are not over.
pub async fn open(db: &Db) -> Result<Vec<Contact>, DbError> {
    let sql = "SELECT body FROM contacts_contacts WHERE state NOT IN ('closed', 'abandoned') ORDER BY number";
    db.rows(sql, args![]).await?.iter().map(contact).collect()
}

pub async fn last_number(db: &Db) -> Result<i64, DbError> {
    let row = db.row("SELECT COALESCE(MAX(number), 0) AS n FROM contacts_contacts", args![]).await?;
    row.map_or(Ok(0), |row| row.get("n"))
}

/// Contacts by number, newest first.
pub async fn page(db: &Db, filter: &ContactFilter, limit: u32) -> Result<Vec<Contact>, DbError> {
    let mut sql = "SELECT body FROM contacts_contacts WHERE 1 = 1".to_owned();
    let mut values = Vec::new();
    let mut and = |condition: &str, value: Value| {
        values.push(value);
        sql.push_str(&format!(" AND {condition} ${}", values.len()));
    };
    if let Some(before) = filter.before {
        and("number <", before.into_value());
    }
    if let Some(state) = filter.state {
        and("state =", state.name().into_value());
    }
    if let Some(channel) = filter.channel {
        and("channel =", channel.name().into_value());
    }
    if let Some(queue) = filter.queue {
        and("queue_id =", queue.into_value());
    }
    if let Some(agent) = filter.agent {
        and("agent_id =", agent.into_value());
    }
    if let Some(customer) = filter.customer {
        and("customer_id =", customer.into_value());
    }
    if let Some(caller) = &filter.caller {
        and("caller =", caller.into_value());
    }
    if let Some(from) = filter.from {
        and("arrived_at >=", from.into_value());
    }
    if let Some(to) = filter.to {
        and("arrived_at <", to.into_value());
    }
    values.push(limit.into_value());
    sql.push_str(&format!(" ORDER BY number DESC LIMIT ${}", values.len()));
    db.rows(&sql, values).await?.iter().map(contact).collect()
}

pub async fn categories(db: &Db) -> Result<Vec<Category>, DbError> {
    let sql = "SELECT path, name_zh, name_en, required FROM contacts_categories ORDER BY position";
    let category = |row: &Row| {
        Ok(Category {
            path: row.get("path")?,
            name: kernel::Text::new(row.get::<String>("name_zh")?, row.get::<String>("name_en")?),
            required: row.json("required")?,
        })
    };
    db.rows(sql, args![]).await?.iter().map(category).collect()
}

pub async fn replace_categories(tx: &mut Tx, categories: &[Category]) -> Result<(), DbError> {
    tx.execute("DELETE FROM contacts_categories", args![]).await?;
    for chunk in categories.chunks(ROWS) {
        let sql = format!(
            "INSERT INTO contacts_categories (path, position, name_zh, name_en, required) VALUES {}",
            multi_values(chunk.len(), 5)
        );
        let values = chunk.iter().enumerate().flat_map(|(position, category)| {
            let Category { path, name, required } = category;
            args![path, position, &name.zh, &name.en, json(required)]
        });
        tx.execute(&sql, values.collect()).await?;
    }
    Ok(())
}
