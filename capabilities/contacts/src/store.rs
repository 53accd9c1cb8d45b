//! The tables of contacts.

use contact::Contact;
use db::{Conditions, Db, DbError, Put, Row, Table, Tx, args};
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
    let mut all = Conditions::default();
    all.maybe("number < ?", filter.before);
    all.maybe("state = ?", filter.state.map(|state| state.name()));
    all.maybe("channel = ?", filter.channel.map(|channel| channel.name()));
    all.maybe("queue_id = ?", filter.queue);
    all.maybe("agent_id = ?", filter.agent);
    all.maybe("caller = ?", filter.caller.as_ref());
    all.maybe("arrived_at >= ?", filter.from);
    all.maybe("arrived_at < ?", filter.to);
    match family {
        [] => {}
        [one] => all.and("customer_id = ?", *one),
        several => all.among("customer_id", several.iter().copied()),
    }
    let limit = all.bind(limit);
    let sql = format!("SELECT body FROM contacts_contacts {} ORDER BY number DESC LIMIT {limit}", all.sql());
    db.rows(&sql, all.into_values()).await?.iter().map(contact).collect()
}

const TREE: &str = "SELECT path, name_zh, name_en, required FROM contacts_categories ORDER BY position";

fn category(row: &Row) -> Result<Category, DbError> {
    Ok(Category {
        path: row.get("path")?,
        name: kernel::Text::new(row.get::<String>("name_zh")?, row.get::<String>("name_en")?),
        required: row.json("required")?,
    })
}

pub async fn categories(db: &Db) -> Result<Vec<Category>, DbError> {
    db.rows(TREE, args![]).await?.iter().map(category).collect()
}

/// The tree, as a transaction sees it.
pub async fn categories_in(tx: &mut Tx) -> Result<Vec<Category>, DbError> {
    tx.rows(TREE, args![]).await?.iter().map(category).collect()
}

pub async fn replace_categories(tx: &mut Tx, categories: &[Category]) -> Result<(), DbError> {
    tx.execute("DELETE FROM contacts_categories", args![]).await?;
    let rows = categories.iter().enumerate().map(|(position, category)| {
        let Category { path, name, required } = category;
        CATEGORIES.put(args![path, position, &name.zh, &name.en, json(required)])
    });
    tx.put_all(rows).await
}
