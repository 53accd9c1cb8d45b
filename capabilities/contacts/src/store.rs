//! The tables of contacts.

use contact::Contact;
use db::{Db, DbError, IntoValue, Put, Row, Table, Tx, Value, args};
use kernel::{ContactId, CustomerId, Timestamp};

use crate::model::ContactFilter;
use crate::rules::category::Category;

const CONTACTS: Table = Table {
    name: "contacts_contacts",
    columns: &[
        "id",
        "number",
        "state",
        "channel",
        "queue_id",
        "agent_id",
        "customer_id",
        "caller",
        "arrived_at",
        "ended_at",
        "body",
    ],
    key: 1,
    changes: &["state", "queue_id", "agent_id", "customer_id", "ended_at", "body"],
};

const CATEGORIES: Table = Table {
    name: "contacts_categories",
    columns: &["path", "position", "name_zh", "name_en", "required"],
    key: 0,
    changes: &[],
};

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

/// The row of a contact.
pub fn contact_row(contact: &Contact) -> Put {
    CONTACTS.put(args![
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
    ])
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

/// Contacts by number, newest first. `family` are the records that are the customer asked for.
pub async fn page(
    db: &Db,
    filter: &ContactFilter,
    family: &[CustomerId],
    limit: u32,
) -> Result<Vec<Contact>, DbError> {
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
    if let Some(caller) = &filter.caller {
        and("caller =", caller.into_value());
    }
    if let Some(from) = filter.from {
        and("arrived_at >=", from.into_value());
    }
    if let Some(to) = filter.to {
        and("arrived_at <", to.into_value());
    }
    if let [one] = family {
        values.push((*one).into_value());
        sql.push_str(&format!(" AND customer_id = ${}", values.len()));
    } else if !family.is_empty() {
        let from = values.len() + 1;
        values.extend(family.iter().map(|id| (*id).into_value()));
        let places: Vec<String> = (from..=values.len()).map(|n| format!("${n}")).collect();
        sql.push_str(&format!(" AND customer_id IN ({})", places.join(",")));
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
    let rows = categories.iter().enumerate().map(|(position, category)| {
        let Category { path, name, required } = category;
        CATEGORIES.put(args![path, position, &name.zh, &name.en, json(required)])
    });
    tx.put_all(rows).await
}
